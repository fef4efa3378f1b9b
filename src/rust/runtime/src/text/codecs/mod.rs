//! Text encodings: UTF-8, ASCII, Latin-1, UTF-16 and UTF-32, with CPython's error handlers.

pub mod handlers;
mod single_byte;
mod utf16;
mod utf32;
mod utf8;

use super::str::Str;
pub use handlers::{DecodeHandler, EncodeHandler, Handler};

/// The order of the bytes of UTF-16 and UTF-32; `Marked` writes and reads a byte order mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Marked,
    Little,
    Big,
}

/// An encoding that is implemented here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    /// `utf-8-sig`: a byte order mark is written, and skipped when read.
    Utf8Marked,
    Ascii,
    Latin1,
    Utf16(Order),
    Utf32(Order),
}

/// The part that could not be converted: the arguments of UnicodeEncodeError or UnicodeDecodeError but the object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodecFailure {
    pub encoding: &'static str,
    pub start: usize,
    pub end: usize,
    pub reason: &'static str,
}

/// Normalised names (lower case, `_` and blanks as `-`), from `encodings.aliases`.
const NAMES: &[(&str, Encoding)] = &[
    ("utf-8", Encoding::Utf8),
    ("utf8", Encoding::Utf8),
    ("u8", Encoding::Utf8),
    ("utf", Encoding::Utf8),
    ("cp65001", Encoding::Utf8),
    ("utf8-ucs2", Encoding::Utf8),
    ("utf8-ucs4", Encoding::Utf8),
    ("utf-8-sig", Encoding::Utf8Marked),
    ("ascii", Encoding::Ascii),
    ("us-ascii", Encoding::Ascii),
    ("646", Encoding::Ascii),
    ("us", Encoding::Ascii),
    ("iso-ir-6", Encoding::Ascii),
    ("iso646-us", Encoding::Ascii),
    ("cp367", Encoding::Ascii),
    ("latin-1", Encoding::Latin1),
    ("latin1", Encoding::Latin1),
    ("latin", Encoding::Latin1),
    ("l1", Encoding::Latin1),
    ("iso-8859-1", Encoding::Latin1),
    ("iso8859-1", Encoding::Latin1),
    ("iso8859", Encoding::Latin1),
    ("8859", Encoding::Latin1),
    ("cp819", Encoding::Latin1),
    ("utf-16", Encoding::Utf16(Order::Marked)),
    ("utf16", Encoding::Utf16(Order::Marked)),
    ("u16", Encoding::Utf16(Order::Marked)),
    ("utf-16-le", Encoding::Utf16(Order::Little)),
    ("utf-16le", Encoding::Utf16(Order::Little)),
    ("utf-16-be", Encoding::Utf16(Order::Big)),
    ("utf-16be", Encoding::Utf16(Order::Big)),
    ("utf-32", Encoding::Utf32(Order::Marked)),
    ("utf32", Encoding::Utf32(Order::Marked)),
    ("u32", Encoding::Utf32(Order::Marked)),
    ("utf-32-le", Encoding::Utf32(Order::Little)),
    ("utf-32le", Encoding::Utf32(Order::Little)),
    ("utf-32-be", Encoding::Utf32(Order::Big)),
    ("utf-32be", Encoding::Utf32(Order::Big)),
];

impl Encoding {
    /// The encoding of that name, if it is one of ours.
    pub fn named(name: &str) -> Option<Encoding> {
        let normal: String = name
            .chars()
            .map(|char| if char == '_' || char == ' ' { '-' } else { char.to_ascii_lowercase() })
            .collect();
        NAMES.iter().find(|row| row.0 == normal).map(|row| row.1)
    }

    /// Errors: the first part that the handler did not settle.
    pub fn encode(self, text: &Str, handler: Handler) -> Result<Vec<u8>, CodecFailure> {
        match self {
            Encoding::Utf8 => utf8::encode(text, handler),
            Encoding::Utf8Marked => {
                let mut bytes = utf8::MARK.to_vec();
                bytes.extend(utf8::encode(text, handler)?);
                Ok(bytes)
            }
            Encoding::Ascii => single_byte::encode(text, handler, &single_byte::ASCII),
            Encoding::Latin1 => single_byte::encode(text, handler, &single_byte::LATIN1),
            Encoding::Utf16(order) => utf16::encode(text, handler, order),
            Encoding::Utf32(order) => utf32::encode(text, handler, order),
        }
    }

    /// Errors: the first part that the handler did not settle.
    pub fn decode(self, bytes: &[u8], handler: Handler) -> Result<Str, CodecFailure> {
        match self {
            Encoding::Utf8 => utf8::decode(bytes, handler),
            Encoding::Utf8Marked => {
                let rest = bytes.strip_prefix(&utf8::MARK).unwrap_or(bytes);
                utf8::decode(rest, handler)
            }
            Encoding::Ascii => single_byte::decode_ascii(bytes, handler),
            Encoding::Latin1 => Ok(Str::from_code_point_vec(bytes.iter().map(|&byte| byte as u32).collect())),
            Encoding::Utf16(order) => utf16::decode(bytes, handler, order),
            Encoding::Utf32(order) => utf32::decode(bytes, handler, order),
        }
    }
}

fn positions(failure: &CodecFailure) -> String {
    format!("in position {}-{}", failure.start, failure.end - 1)
}

impl CodecFailure {
    /// `str()` of the UnicodeEncodeError.
    pub fn encode_message(&self, text: &Str) -> String {
        let what = if self.end == self.start + 1 && self.start < text.len() {
            format!("character '{}' in position {}", super::repr::numeric_escape(text.at(self.start)), self.start)
        } else {
            format!("characters {}", positions(self))
        };
        format!("'{}' codec can't encode {what}: {}", self.encoding, self.reason)
    }

    /// `str()` of the UnicodeDecodeError.
    pub fn decode_message(&self, bytes: &[u8]) -> String {
        let what = match bytes.get(self.start) {
            Some(byte) if self.end == self.start + 1 => format!("byte 0x{byte:02x} in position {}", self.start),
            _ => format!("bytes {}", positions(self)),
        };
        format!("'{}' codec can't decode {what}: {}", self.encoding, self.reason)
    }
}
