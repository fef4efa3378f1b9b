//! CBOR heads: the shortest form written, only the shortest form read.

use super::tags;
use crate::number::integer::Integer;
use crate::number::integer_bytes::ByteOrder;
use crate::text::codecs::handlers::Handler;
use crate::text::codecs::Encoding;
use crate::text::str::Str;

/// The eight major types of CBOR; maps are not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Major {
    Unsigned,
    Negative,
    Bytes,
    Text,
    Array,
    Map,
    Tag,
    Simple,
}

const MAJORS: [Major; 8] =
    [Major::Unsigned, Major::Negative, Major::Bytes, Major::Text, Major::Array, Major::Map, Major::Tag, Major::Simple];

pub const FALSE: u8 = 0xf4;
pub const TRUE: u8 = 0xf5;
pub const NULL: u8 = 0xf6;
pub const FLOAT64: u8 = 0xfb;

/// Writes a message, item after item.
#[derive(Default)]
pub struct Writer {
    pub bytes: Vec<u8>,
}

impl Writer {
    pub fn new() -> Writer {
        Writer::default()
    }

    /// The initial byte and the argument in the shortest form (RFC 8949, 4.2.1).
    pub fn head(&mut self, major: Major, argument: u64) {
        let first = (major as u8) << 5;
        let (information, width) = match argument {
            0..=23 => return self.bytes.push(first | argument as u8),
            24..=0xff => (24, 1),
            0x100..=0xffff => (25, 2),
            0x1_0000..=0xffff_ffff => (26, 4),
            _ => (27, 8),
        };
        self.bytes.push(first | information);
        self.bytes.extend_from_slice(&argument.to_be_bytes()[8 - width..]);
    }

    pub fn null(&mut self) {
        self.bytes.push(NULL);
    }

    pub fn boolean(&mut self, value: bool) {
        self.bytes.push(if value { TRUE } else { FALSE });
    }

    pub fn array(&mut self, length: usize) {
        self.head(Major::Array, length as u64);
    }

    pub fn tag(&mut self, tag: u64) {
        self.head(Major::Tag, tag);
    }

    pub fn float(&mut self, value: f64) {
        self.bytes.push(FLOAT64);
        self.bytes.extend_from_slice(&value.to_bits().to_be_bytes());
    }

    pub fn bytes(&mut self, value: &[u8]) {
        self.head(Major::Bytes, value.len() as u64);
        self.bytes.extend_from_slice(value);
    }

    pub fn utf8(&mut self, value: &str) {
        self.head(Major::Text, value.len() as u64);
        self.bytes.extend_from_slice(value.as_bytes());
    }

    /// A text; one with lone surrogates under its own tag.
    pub fn text(&mut self, value: &Str) {
        match value.to_utf8() {
            Some(text) => self.utf8(&text),
            None => {
                let bytes = Encoding::Utf8
                    .encode(value, Handler::SurrogatePass)
                    .expect("UTF-8 with surrogates has every code point");
                self.tag(tags::SURROGATE_TEXT);
                self.bytes(&bytes);
            }
        }
    }

    pub fn integer(&mut self, value: &Integer) {
        let negative = value.is_negative();
        let magnitude = if negative { value.invert() } else { value.clone() };
        match magnitude.to_u64() {
            Some(argument) => self.head(if negative { Major::Negative } else { Major::Unsigned }, argument),
            None => {
                let length = magnitude.bit_length().div_ceil(8) as usize;
                let digits =
                    magnitude.to_bytes(length, ByteOrder::Big, false).expect("as many bytes as the number has");
                self.tag(if negative { tags::NEGATIVE_BIG } else { tags::POSITIVE_BIG });
                self.bytes(&digits);
            }
        }
    }
}

/// Why a message was rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed(pub String);

pub type Read<T> = Result<T, Malformed>;

pub fn malformed<T>(message: impl Into<String>) -> Read<T> {
    Err(Malformed(message.into()))
}

/// A position in a message.
pub struct Reader<'a> {
    data: &'a [u8],
    position: usize,
}

impl<'a> Reader<'a> {
    pub fn new(data: &'a [u8]) -> Reader<'a> {
        Reader { data, position: 0 }
    }

    pub fn remaining(&self) -> usize {
        self.data.len() - self.position
    }

    /// The next bytes. Errors: the message ends before.
    pub fn take(&mut self, size: u64) -> Read<&'a [u8]> {
        match usize::try_from(size) {
            Ok(size) if size <= self.remaining() => {
                let piece = &self.data[self.position..self.position + size];
                self.position += size;
                Ok(piece)
            }
            _ => malformed(format!("message ends after {} bytes, inside an item", self.data.len())),
        }
    }

    /// Major type and argument; of a simple value the argument is its additional information.
    pub fn head(&mut self) -> Read<(Major, u64)> {
        let Some(&first) = self.data.get(self.position) else {
            return malformed(format!("message ends after {} bytes, where an item begins", self.data.len()));
        };
        self.position += 1;
        let (major, information) = (MAJORS[(first >> 5) as usize], first & 31);
        if information < 24 || major == Major::Simple {
            return Ok((major, u64::from(information)));
        }
        let (width, smallest) = match information {
            24 => (1, 24),
            25 => (2, 1 << 8),
            26 => (4, 1 << 16),
            27 => (8, 1 << 32),
            _ => return malformed(format!("indefinite length or reserved head {first:#04x}")),
        };
        let argument = self.take(width)?.iter().fold(0, |number, &byte| number << 8 | u64::from(byte));
        if argument < smallest {
            return malformed(format!("head of argument {argument} is not the shortest"));
        }
        Ok((major, argument))
    }

    /// The float whose eight bytes come next.
    pub fn float(&mut self) -> Read<f64> {
        let bytes = self.take(8)?;
        Ok(f64::from_bits(bytes.iter().fold(0, |bits, &byte| bits << 8 | u64::from(byte))))
    }
}
