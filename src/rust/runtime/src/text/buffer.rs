//! The buffer protocol: what `bytes`, `bytearray` and classes of the library let memory views see.

use super::bytes::{ByteArray, Bytes};
use crate::native;
use crate::number::float_bytes;
use crate::number::integer::Integer;
use crate::number::integer_bytes::ByteOrder;
use crate::value::{boolean, float, integer, Value};

/// What the items of a buffer are: a letter of `struct`, of native size, and their bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ItemFormat {
    pub letter: u8,
    pub size: usize,
}

impl ItemFormat {
    pub const BYTES: ItemFormat = ItemFormat { letter: b'B', size: 1 };

    /// The native format of a single letter (`get_native_fmtchar`); `None` for other letters.
    pub fn native(letter: u8) -> Option<ItemFormat> {
        let size = match letter {
            b'c' | b'b' | b'B' | b'?' => 1,
            b'h' | b'H' => 2,
            b'i' | b'I' | b'f' => 4,
            b'l' | b'L' | b'q' | b'Q' | b'n' | b'N' | b'd' | b'P' => 8,
            _ => return None,
        };
        Some(ItemFormat { letter, size })
    }

    pub fn is_bytes(self) -> bool {
        matches!(self.letter, b'B' | b'b' | b'c')
    }

    pub fn is_float(self) -> bool {
        matches!(self.letter, b'f' | b'd')
    }

    pub fn is_signed(self) -> bool {
        matches!(self.letter, b'b' | b'h' | b'i' | b'l' | b'q' | b'n')
    }

    /// An item of this size in memory; `None` for a format that is not native.
    pub fn read(self, item: &[u8]) -> Option<Value> {
        ItemFormat::native(self.letter)?;
        let bits = || Integer::from_bytes(item, ByteOrder::Little, false).to_u64().unwrap_or(0);
        Some(match self.letter {
            b'c' => native::bytes(item.to_vec()),
            b'?' => boolean(item[0] != 0),
            b'f' => float(float_bytes::from_single(bits() as u32)),
            b'd' => float(f64::from_bits(bits())),
            _ => integer(Integer::from_bytes(item, ByteOrder::Little, self.is_signed())),
        })
    }
}

/// An object whose memory others may look at.
pub trait Buffer {
    fn format(&self) -> ItemFormat;
    /// Runs with the octets.
    fn look(&self, run: &mut dyn FnMut(&[u8]));
    fn is_readonly(&self) -> bool {
        false
    }
    /// Runs with the octets of what is not read-only, to change them.
    fn change(&self, run: &mut dyn FnMut(&mut [u8]));
    /// Keeps the size as it is, until `release`.
    fn export(&self) {}
    fn release(&self) {}
}

impl Buffer for Bytes {
    fn format(&self) -> ItemFormat {
        ItemFormat::BYTES
    }

    fn look(&self, run: &mut dyn FnMut(&[u8])) {
        run(self);
    }

    fn is_readonly(&self) -> bool {
        true
    }

    fn change(&self, _: &mut dyn FnMut(&mut [u8])) {}
}

impl Buffer for ByteArray {
    fn format(&self) -> ItemFormat {
        ItemFormat::BYTES
    }

    fn look(&self, run: &mut dyn FnMut(&[u8])) {
        run(&self.borrow());
    }

    fn change(&self, run: &mut dyn FnMut(&mut [u8])) {
        run(&mut self.borrow_mut());
    }

    fn export(&self) {
        ByteArray::export(self);
    }

    fn release(&self) {
        ByteArray::release(self);
    }
}

/// The buffer of a value, which its class's slot gives; a memory view has none of its own.
pub fn buffer_of(value: &Value) -> Option<&dyn Buffer> {
    value.class().slots().buffer().and_then(|slot| slot(value))
}

/// The octets of a buffer.
pub fn octets_of(buffer: &dyn Buffer) -> Vec<u8> {
    let mut octets = Vec::new();
    buffer.look(&mut |own| octets = own.to_vec());
    octets
}
