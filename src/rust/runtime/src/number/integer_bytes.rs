//! `int.to_bytes` and `int.from_bytes`.

use super::failure::{Checked, Failure};
use super::integer::Integer;
use num_bigint::{BigInt, Sign};

/// The order of bytes that `byteorder` names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ByteOrder {
    Big,
    Little,
}

impl ByteOrder {
    /// Errors: ValueError for anything but `big` and `little`.
    pub fn named(name: &str) -> Checked<ByteOrder> {
        match name {
            "big" => Ok(ByteOrder::Big),
            "little" => Ok(ByteOrder::Little),
            _ => Err(Failure::value("byteorder must be either 'little' or 'big'")),
        }
    }
}

impl Integer {
    /// Errors: OverflowError where the value needs more than `length` bytes or is negative and not `signed`.
    pub fn to_bytes(&self, length: usize, order: ByteOrder, signed: bool) -> Checked<Vec<u8>> {
        if self.is_negative() && !signed {
            return Err(Failure::overflow("can't convert negative int to unsigned"));
        }
        let big = self.to_big();
        let mut bytes = match (self.is_zero(), signed) {
            (true, _) => Vec::new(),
            (false, true) => big.to_signed_bytes_le(),
            (false, false) => big.to_bytes_le().1,
        };
        if bytes.len() > length {
            return Err(Failure::overflow("int too big to convert"));
        }
        bytes.resize(length, if self.is_negative() { 0xff } else { 0 });
        if order == ByteOrder::Big {
            bytes.reverse();
        }
        Ok(bytes)
    }

    pub fn from_bytes(bytes: &[u8], order: ByteOrder, signed: bool) -> Integer {
        match (order, signed) {
            (ByteOrder::Big, true) => BigInt::from_signed_bytes_be(bytes),
            (ByteOrder::Little, true) => BigInt::from_signed_bytes_le(bytes),
            (ByteOrder::Big, false) => BigInt::from_bytes_be(Sign::Plus, bytes),
            (ByteOrder::Little, false) => BigInt::from_bytes_le(Sign::Plus, bytes),
        }
        .into()
    }
}
