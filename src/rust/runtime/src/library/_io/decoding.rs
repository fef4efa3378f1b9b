//! Decoding of text that comes in parts: the incremental decoders of CPython's `encodings`.

use super::newlines::Translation;
use crate::exceptions::Outcome;
use crate::text::codec_objects;
use crate::text::codecs::{Encoding, Order};
use crate::text::str::Str;
use crate::value::Value;
use std::cell::{Cell, RefCell};

/// What stands between two parts: the bytes that are not decoded yet, and a flag as CPython's decoders have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DecoderState {
    pub pending: Vec<u8>,
    pub flag: i64,
}

/// A decoder, with the translation of line endings where that is wanted.
pub struct Decoder {
    encoding: Encoding,
    errors: String,
    pending: RefCell<Vec<u8>>,
    /// The order of bytes, once it is known; for UTF-8 with a mark, whether the start was read.
    order: Cell<Option<Order>>,
    pub translation: Option<Translation>,
}

impl Decoder {
    pub fn new(encoding: Encoding, errors: &str, translation: Option<Translation>) -> Decoder {
        Decoder {
            encoding,
            errors: errors.to_owned(),
            pending: RefCell::default(),
            order: Cell::new(None),
            translation,
        }
    }

    /// Decodes a part; `last` where nothing follows. Errors: UnicodeDecodeError, LookupError.
    pub fn decode(&self, part: &[u8], last: bool) -> Outcome<Str> {
        let mut octets = self.pending.borrow().clone();
        octets.extend_from_slice(part);
        let Some((start, name)) = self.start(&octets, last) else {
            self.pending.replace(octets);
            return Ok(self.translated(Str::default(), last));
        };
        let end = if last { octets.len() } else { octets.len() - self.incomplete(&octets[start..]) };
        let decoded = codec_objects::decode_part(&octets, start, end, name, &self.errors)?;
        self.pending.replace(octets[end..].to_vec());
        let decoded = decoded.downcast::<Str>().cloned().unwrap_or_default();
        Ok(self.translated(decoded, last))
    }

    fn translated(&self, text: Str, last: bool) -> Str {
        match &self.translation {
            Some(translation) => translation.decode(&text, last),
            None => text,
        }
    }

    /// Where the text starts behind a mark, and its encoding; `None` where that is not known yet.
    fn start(&self, octets: &[u8], last: bool) -> Option<(usize, &'static str)> {
        let known = self.order.get();
        let marked = |little: &[u8], big: &[u8], names: [&'static str; 2]| {
            if let Some(order) = known {
                return Some((0, names[usize::from(order == Order::Big)]));
            }
            if (octets.is_empty() || !last) && octets.len() < little.len() {
                return None;
            }
            let order = if octets.starts_with(big) { Order::Big } else { Order::Little };
            let is_marked = octets.starts_with(little) || octets.starts_with(big);
            self.order.set(Some(order));
            Some((if is_marked { little.len() } else { 0 }, names[usize::from(order == Order::Big)]))
        };
        match self.encoding {
            Encoding::Utf16(Order::Marked) => marked(&[0xff, 0xfe], &[0xfe, 0xff], ["utf-16-le", "utf-16-be"]),
            Encoding::Utf32(Order::Marked) => {
                marked(&[0xff, 0xfe, 0, 0], &[0, 0, 0xfe, 0xff], ["utf-32-le", "utf-32-be"])
            }
            Encoding::Utf8Marked if known.is_none() => {
                const MARK: &[u8] = &[0xef, 0xbb, 0xbf];
                if octets.len() < MARK.len() && MARK.starts_with(octets) && !last {
                    return None;
                }
                self.order.set(Some(Order::Little));
                Some((if octets.starts_with(MARK) { MARK.len() } else { 0 }, "utf-8"))
            }
            Encoding::Utf8 | Encoding::Utf8Marked => Some((0, "utf-8")),
            Encoding::Ascii => Some((0, "ascii")),
            Encoding::Latin1 => Some((0, "latin-1")),
            Encoding::Utf16(Order::Big) => Some((0, "utf-16-be")),
            Encoding::Utf16(Order::Little) => Some((0, "utf-16-le")),
            Encoding::Utf32(Order::Big) => Some((0, "utf-32-be")),
            Encoding::Utf32(Order::Little) => Some((0, "utf-32-le")),
            Encoding::UnicodeEscape => Some((0, "unicode_escape")),
            Encoding::RawUnicodeEscape => Some((0, "raw_unicode_escape")),
        }
    }

    /// How many bytes at the end are the start of a character.
    fn incomplete(&self, octets: &[u8]) -> usize {
        match self.encoding {
            Encoding::Utf8 | Encoding::Utf8Marked => incomplete_utf8(octets),
            Encoding::Ascii | Encoding::Latin1 | Encoding::UnicodeEscape | Encoding::RawUnicodeEscape => 0,
            Encoding::Utf32(_) => octets.len() % 4,
            Encoding::Utf16(order) => {
                let odd = octets.len() % 2;
                let big = order == Order::Big || self.order.get() == Some(Order::Big);
                let last = &octets[..octets.len() - odd];
                let high = if big { last.len().wrapping_sub(2) } else { last.len().wrapping_sub(1) };
                let is_half = last.get(high).is_some_and(|octet| octet & 0xfc == 0xd8);
                odd + if is_half { 2 } else { 0 }
            }
        }
    }

    pub fn reset(&self) {
        self.pending.borrow_mut().clear();
        self.order.set(None);
        if let Some(translation) = &self.translation {
            translation.reset();
        }
    }

    pub fn state(&self) -> DecoderState {
        let own = match (self.encoding, self.order.get()) {
            (Encoding::Utf16(Order::Marked) | Encoding::Utf32(Order::Marked), None) => 2,
            (Encoding::Utf16(Order::Marked) | Encoding::Utf32(Order::Marked), Some(Order::Big)) => 1,
            (Encoding::Utf8Marked, None) => 1,
            _ => 0,
        };
        let flag = match &self.translation {
            Some(translation) => own << 1 | i64::from(translation.pending.get()),
            None => own,
        };
        DecoderState { pending: self.pending.borrow().clone(), flag }
    }

    pub fn set_state(&self, state: &DecoderState) {
        let mut own = state.flag;
        if let Some(translation) = &self.translation {
            translation.pending.set(own & 1 != 0);
            own >>= 1;
        }
        self.pending.replace(state.pending.clone());
        self.order.set(match (self.encoding, own) {
            (Encoding::Utf16(Order::Marked) | Encoding::Utf32(Order::Marked), 0) => Some(Order::Little),
            (Encoding::Utf16(Order::Marked) | Encoding::Utf32(Order::Marked), 1) => Some(Order::Big),
            (Encoding::Utf8Marked, 0) => Some(Order::Little),
            _ => None,
        });
    }
}

/// How many bytes at the end of UTF-8 may become a character with more.
fn incomplete_utf8(octets: &[u8]) -> usize {
    for count in 1..=octets.len().min(3) {
        let part = &octets[octets.len() - count..];
        let (lead, rest) = (part[0], &part[1..]);
        if (0x80..0xc0).contains(&lead) {
            continue;
        }
        let (length, second) = match lead {
            0xc2..=0xdf => (2, 0x80..=0xbf),
            0xe0 => (3, 0xa0..=0xbf),
            0xed => (3, 0x80..=0x9f),
            0xe1..=0xef => (3, 0x80..=0xbf),
            0xf0 => (4, 0x90..=0xbf),
            0xf1..=0xf3 => (4, 0x80..=0xbf),
            0xf4 => (4, 0x80..=0x8f),
            _ => return 0,
        };
        let fits = rest.first().is_none_or(|octet| second.contains(octet));
        return if count < length && fits { count } else { 0 };
    }
    0
}

/// What text that follows other text is encoded with: no second mark.
pub fn without_mark(encoding: Encoding, name: &str) -> &str {
    match encoding {
        Encoding::Utf8Marked => "utf-8",
        Encoding::Utf16(Order::Marked) => "utf-16-le",
        Encoding::Utf32(Order::Marked) => "utf-32-le",
        _ => name,
    }
}

/// A text, encoded. Errors: UnicodeEncodeError, LookupError.
pub fn encoded(text: &Value, encoding: &str, errors: &str) -> Outcome<Vec<u8>> {
    let octets = codec_objects::encode(text, Some(encoding), Some(errors))?;
    Ok(crate::native::exact_octets(&octets).unwrap_or_default().into_owned())
}
