//! Type codes: how items lie in memory, and what CPython says of values that do not fit (`arraymodule.c`).

use crate::exceptions::{Outcome, Raised};
use crate::native::{self, float_of_number, index_integer, overflow_error, type_error, value_error};
use crate::number::float_bytes;
use crate::number::integer::Integer;
use crate::number::integer_bytes::ByteOrder;
use crate::text::buffer::ItemFormat;
use crate::text::str::Str;
use crate::value::Value;

/// How C reads an item.
enum Reading {
    /// As a `long`, then through narrower types, each with its name and bounds.
    Long(&'static [(&'static str, i64, i64)]),
    /// As an `unsigned long`, then as the item's type of this name.
    UnsignedLong(&'static str),
    /// By its bytes.
    LongLong,
    Single,
    Double,
    Character,
}

/// A row of the table.
pub(super) struct Typecode {
    pub letter: u8,
    pub size: usize,
    /// What `__reduce_ex__` calls the format on this machine.
    pub machine_format: usize,
    reading: Reading,
}

const SHORT: (&str, i64, i64) = ("signed short integer", i16::MIN as i64, i16::MAX as i64);
const INT: (&str, i64, i64) = ("signed integer", i32::MIN as i64, i32::MAX as i64);

const fn row(letter: u8, size: usize, machine_format: usize, reading: Reading) -> Typecode {
    Typecode { letter, size, machine_format, reading }
}

/// In CPython's order.
pub(super) static TYPECODES: [Typecode; 13] = [
    row(b'b', 1, 1, Reading::Long(&[SHORT, ("signed char", i8::MIN as i64, i8::MAX as i64)])),
    row(b'B', 1, 0, Reading::Long(&[("unsigned byte integer", 0, u8::MAX as i64)])),
    row(b'u', 4, 20, Reading::Character),
    row(b'h', 2, 4, Reading::Long(&[SHORT])),
    row(b'H', 2, 2, Reading::Long(&[INT, ("unsigned short", 0, u16::MAX as i64)])),
    row(b'i', 4, 8, Reading::Long(&[INT])),
    row(b'I', 4, 6, Reading::UnsignedLong("unsigned int")),
    row(b'l', 8, 12, Reading::Long(&[])),
    row(b'L', 8, 10, Reading::UnsignedLong("unsigned long")),
    row(b'q', 8, 12, Reading::LongLong),
    row(b'Q', 8, 10, Reading::LongLong),
    row(b'f', 4, 14, Reading::Single),
    row(b'd', 8, 16, Reading::Double),
];

pub(super) fn typecode(letter: u32) -> Option<&'static Typecode> {
    TYPECODES.iter().find(|row| u32::from(row.letter) == letter)
}

impl Typecode {
    pub fn format(&self) -> ItemFormat {
        ItemFormat { letter: if self.is_text() { b'w' } else { self.letter }, size: self.size }
    }

    pub fn is_text(&self) -> bool {
        self.letter == b'u'
    }

    pub fn is_float(&self) -> bool {
        matches!(self.letter, b'f' | b'd')
    }

    pub fn is_signed(&self) -> bool {
        self.letter.is_ascii_lowercase()
    }

    /// The value of an item. Errors: ValueError for what is no code point.
    pub fn read(&self, item: &[u8]) -> Outcome {
        if self.is_text() {
            return Ok(native::text(Str::from_code(code_point(item)?)));
        }
        let format = ItemFormat { letter: self.letter, size: self.size };
        format.read(item).ok_or_else(|| value_error("bad typecode"))
    }

    /// The octets of an item. Errors: TypeError, OverflowError, what the value's own methods raise.
    pub fn write(&self, value: &Value) -> Outcome<Vec<u8>> {
        match &self.reading {
            Reading::Long(narrower) => self.write_long(value, narrower),
            Reading::UnsignedLong(name) => self.write_unsigned(value, name),
            Reading::LongLong => {
                let octets = index_integer(value)?.to_bytes(self.size, ByteOrder::Little, self.is_signed());
                octets.map_err(|failure| overflow_error(failure.message))
            }
            Reading::Single => Ok(float_bytes::single_bits_or_infinite(real(value)?).to_le_bytes().to_vec()),
            Reading::Double => Ok(real(value)?.to_bits().to_le_bytes().to_vec()),
            Reading::Character => match value.downcast::<Str>() {
                Some(text) if text.len() == 1 => Ok(text.at(0).to_le_bytes().to_vec()),
                _ => Err(type_error("array item must be unicode character")),
            },
        }
    }

    fn write_long(&self, value: &Value, narrower: &[(&str, i64, i64)]) -> Outcome<Vec<u8>> {
        let Some(whole) = index_integer(value)?.to_i64() else {
            return Err(overflow_error("Python int too large to convert to C long"));
        };
        for (name, low, high) in narrower {
            if whole < *low {
                return Err(overflow_error(format!("{name} is less than minimum")));
            }
            if whole > *high {
                return Err(overflow_error(format!("{name} is greater than maximum")));
            }
        }
        Ok(whole.to_le_bytes()[..self.size].to_vec())
    }

    fn write_unsigned(&self, value: &Value, name: &str) -> Outcome<Vec<u8>> {
        let whole: Integer = index_integer(value)?;
        if whole.is_negative() {
            return Err(overflow_error("can't convert negative value to unsigned int"));
        }
        let Some(whole) = whole.to_u64() else {
            return Err(overflow_error("Python int too large to convert to C unsigned long"));
        };
        if self.size == 4 && whole > u64::from(u32::MAX) {
            return Err(overflow_error(format!("{name} is greater than maximum")));
        }
        Ok(whole.to_le_bytes()[..self.size].to_vec())
    }
}

fn real(value: &Value) -> Outcome<f64> {
    float_of_number(value)?.ok_or_else(|| type_error(format!("must be real number, not {}", value.type_name())))
}

/// Errors: ValueError.
pub(super) fn code_point(item: &[u8]) -> Outcome<u32> {
    let code = u32::from_le_bytes([item[0], item[1], item[2], item[3]]);
    if code > 0x10ffff {
        return Err(value_error(format!("character U+{code:x} is not in range [U+0000; U+10ffff]")));
    }
    Ok(code)
}

/// A one-character argument. Errors: TypeError.
pub(super) fn character_argument(value: &Value, function: &str, number: usize) -> Outcome<u32> {
    match value.downcast::<Str>() {
        Some(text) if text.len() == 1 => Ok(text.at(0)),
        _ => Err(wrong_character(value, function, number)),
    }
}

fn wrong_character(value: &Value, function: &str, number: usize) -> Raised {
    type_error(format!("{function}() argument {number} must be a unicode character, not {}", value.type_name()))
}
