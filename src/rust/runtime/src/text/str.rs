//! The value of a `str`: ASCII in a `String`, anything else as code points, so that every index is O(1).
//!
//! Invariant: `Units::Wide` holds at least one code point above 127, so that equal texts have equal representations.
//! Lone surrogates are code points like any other.

use super::siphash;
use std::cell::Cell;
use std::cmp::Ordering;

/// The code points of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Units {
    Ascii(String),
    Wide(Vec<u32>),
}

/// A Python text. The hash is computed once and kept.
#[derive(Clone, Debug)]
pub struct Str {
    units: Units,
    hash: Cell<i64>,
}

/// No hash is ever -1, so it marks one that is not computed yet.
const NO_HASH: i64 = -1;

/// The code points of a text, borrowed.
#[derive(Clone, Copy, Debug)]
pub enum View<'a> {
    Ascii(&'a [u8]),
    Wide(&'a [u32]),
}

impl<'a> View<'a> {
    pub fn len(self) -> usize {
        match self {
            View::Ascii(text) => text.len(),
            View::Wide(text) => text.len(),
        }
    }

    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The code point at an index in range.
    pub fn at(self, index: usize) -> u32 {
        match self {
            View::Ascii(text) => text[index] as u32,
            View::Wide(text) => text[index],
        }
    }

    pub fn part(self, start: usize, end: usize) -> View<'a> {
        match self {
            View::Ascii(text) => View::Ascii(&text[start..end]),
            View::Wide(text) => View::Wide(&text[start..end]),
        }
    }

    pub fn iter(self) -> impl DoubleEndedIterator<Item = u32> + 'a {
        (0..self.len()).map(move |index| self.at(index))
    }

    pub fn to_str(self) -> Str {
        match self {
            View::Ascii(text) => Str::from_ascii_bytes(text),
            View::Wide(text) => Str::from_code_points(text),
        }
    }
}

impl From<&str> for Str {
    fn from(text: &str) -> Str {
        Str::from(text.to_owned())
    }
}

impl From<String> for Str {
    fn from(text: String) -> Str {
        if text.is_ascii() {
            Str::ascii(text)
        } else {
            Str::wide(text.chars().map(u32::from).collect())
        }
    }
}

impl PartialEq for Str {
    fn eq(&self, other: &Str) -> bool {
        self.units == other.units
    }
}

impl Eq for Str {}

impl PartialOrd for Str {
    fn partial_cmp(&self, other: &Str) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Str {
    fn cmp(&self, other: &Str) -> Ordering {
        match (&self.units, &other.units) {
            (Units::Ascii(a), Units::Ascii(b)) => a.as_bytes().cmp(b.as_bytes()),
            (Units::Wide(a), Units::Wide(b)) => a.cmp(b),
            _ => self.view().iter().cmp(other.view().iter()),
        }
    }
}

impl std::hash::Hash for Str {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        state.write_i64(self.hash_value());
    }
}

impl Default for Str {
    fn default() -> Str {
        Str::ascii(String::new())
    }
}

impl Str {
    fn ascii(text: String) -> Str {
        debug_assert!(text.is_ascii());
        Str { units: Units::Ascii(text), hash: Cell::new(NO_HASH) }
    }

    /// The caller knows that there is a code point above 127.
    fn wide(text: Vec<u32>) -> Str {
        Str { units: Units::Wide(text), hash: Cell::new(NO_HASH) }
    }

    /// A character above 127 that a text has already.
    pub(crate) fn of_wide_character(code: u32) -> Str {
        Str::wide(vec![code])
    }

    /// Bytes below 128; others are read as Latin-1.
    pub fn from_ascii_bytes(bytes: &[u8]) -> Str {
        match std::str::from_utf8(bytes) {
            Ok(text) if text.len() == bytes.len() && bytes.is_ascii() => Str::ascii(text.to_owned()),
            _ => Str::wide(bytes.iter().map(|&byte| byte as u32).collect()),
        }
    }

    /// The same without a copy.
    pub fn from_ascii_vec(bytes: Vec<u8>) -> Str {
        match String::from_utf8(bytes) {
            Ok(text) if text.is_ascii() => Str::ascii(text),
            Ok(text) => Str::wide(text.bytes().map(u32::from).collect()),
            Err(error) => Str::wide(error.as_bytes().iter().map(|&byte| byte as u32).collect()),
        }
    }

    pub fn from_code_points(text: &[u32]) -> Str {
        crate::kept::needs(crate::kept::WIDE_TEXTS);
        if text.iter().all(|&code| code < 128) {
            Str::ascii(text.iter().map(|&code| code as u8 as char).collect())
        } else {
            Str::wide(text.to_vec())
        }
    }

    pub fn from_code_point_vec(text: Vec<u32>) -> Str {
        crate::kept::needs(crate::kept::WIDE_TEXTS);
        if text.iter().all(|&code| code < 128) {
            Str::from_code_points(&text)
        } else {
            Str::wide(text)
        }
    }

    pub fn from_code(code: u32) -> Str {
        crate::kept::needs(crate::kept::WIDE_TEXTS);
        Str::from_code_points(&[code])
    }

    pub fn view(&self) -> View<'_> {
        match &self.units {
            Units::Ascii(text) => View::Ascii(text.as_bytes()),
            Units::Wide(text) => View::Wide(text),
        }
    }

    pub fn units(&self) -> &Units {
        &self.units
    }

    /// The text itself where it is ASCII.
    pub fn as_ascii(&self) -> Option<&str> {
        match &self.units {
            Units::Ascii(text) => Some(text),
            Units::Wide(_) => None,
        }
    }

    pub fn is_ascii(&self) -> bool {
        matches!(self.units, Units::Ascii(_))
    }

    pub fn len(&self) -> usize {
        self.view().len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The code point at an index in range.
    pub fn at(&self, index: usize) -> u32 {
        self.view().at(index)
    }

    pub fn part(&self, start: usize, end: usize) -> Str {
        self.view().part(start, end).to_str()
    }

    /// `count` code points from `start`, `step` apart; every index is in range.
    pub fn stepped(&self, start: i64, step: i64, count: usize) -> Str {
        let index = |nth: usize| (start + nth as i64 * step) as usize;
        match &self.units {
            Units::Ascii(text) => {
                let text = text.as_bytes();
                Str::ascii((0..count).map(|nth| text[index(nth)] as char).collect())
            }
            Units::Wide(text) => Str::from_code_point_vec((0..count).map(|nth| text[index(nth)]).collect()),
        }
    }

    pub fn equals(&self, text: &str) -> bool {
        match &self.units {
            Units::Ascii(own) => own == text,
            Units::Wide(own) => own.iter().copied().eq(text.chars().map(u32::from)),
        }
    }

    /// As a Rust string; `None` where there is a lone surrogate.
    pub fn to_utf8(&self) -> Option<String> {
        match &self.units {
            Units::Ascii(text) => Some(text.clone()),
            Units::Wide(text) => text.iter().map(|&code| char::from_u32(code)).collect(),
        }
    }

    /// As a Rust string for messages; lone surrogates become U+FFFD.
    pub fn to_lossy(&self) -> String {
        match &self.units {
            Units::Ascii(text) => text.clone(),
            Units::Wide(text) => text.iter().map(|&code| char::from_u32(code).unwrap_or('\u{fffd}')).collect(),
        }
    }

    pub fn to_code_points(&self) -> Vec<u32> {
        self.view().iter().collect()
    }

    pub fn maximum(&self) -> u32 {
        match &self.units {
            Units::Ascii(text) => text.bytes().max().unwrap_or(0) as u32,
            Units::Wide(text) => text.iter().copied().max().unwrap_or(0),
        }
    }

    /// CPython's hash: SipHash over one, two or four bytes a character, as the widest one needs.
    pub fn hash_value(&self) -> i64 {
        let known = self.hash.get();
        if known != NO_HASH {
            return known;
        }
        let hash = match &self.units {
            Units::Ascii(text) => siphash::hash_bytes(text.as_bytes()),
            Units::Wide(text) => {
                let width = match self.maximum() {
                    0..=0xff => 1,
                    0x100..=0xffff => 2,
                    _ => 4,
                };
                let bytes: Vec<u8> = text.iter().flat_map(|code| code.to_le_bytes().into_iter().take(width)).collect();
                siphash::hash_bytes(&bytes)
            }
        };
        self.hash.set(hash);
        hash
    }

    /// Appends in place; amortised, so that a loop of `text += more` is linear.
    pub fn push(&mut self, more: &Str) {
        self.hash.set(NO_HASH);
        match (&mut self.units, &more.units) {
            (Units::Ascii(own), Units::Ascii(more)) => own.push_str(more),
            (Units::Wide(own), Units::Wide(more)) => own.extend_from_slice(more),
            (Units::Wide(own), Units::Ascii(more)) => own.extend(more.bytes().map(u32::from)),
            (Units::Ascii(own), Units::Wide(more)) => {
                let mut text = Vec::with_capacity(own.len() + more.len());
                text.extend(own.bytes().map(u32::from));
                text.extend_from_slice(more);
                self.units = Units::Wide(text);
            }
        }
    }

    pub fn concat(&self, more: &Str) -> Str {
        if let (Units::Ascii(a), Units::Ascii(b)) = (&self.units, &more.units) {
            let mut text = String::with_capacity(a.len() + b.len());
            text.push_str(a);
            text.push_str(b);
            return Str::ascii(text);
        }
        let mut text = Vec::with_capacity(self.len() + more.len());
        text.extend(self.view().iter());
        text.extend(more.view().iter());
        Str::wide(text)
    }

    /// Adds a text at the end.
    pub fn append(&mut self, more: &Str) {
        self.hash.set(NO_HASH);
        match (&mut self.units, &more.units) {
            (Units::Ascii(own), Units::Ascii(more)) => own.push_str(more),
            (Units::Wide(own), _) => own.extend(more.view().iter()),
            (Units::Ascii(_), Units::Wide(_)) => *self = self.concat(more),
        }
    }

    pub fn repeat(&self, count: usize) -> Str {
        match &self.units {
            _ if count == 0 => Str::default(),
            Units::Ascii(text) => Str::ascii(text.repeat(count)),
            Units::Wide(text) => Str::wide(text.repeat(count)),
        }
    }
}

/// Builds a text piece by piece; it widens when the first character above 127 arrives.
#[derive(Default)]
pub struct StrBuilder {
    text: Str,
}

impl StrBuilder {
    pub fn new() -> StrBuilder {
        StrBuilder::default()
    }

    pub fn push_code(&mut self, code: u32) {
        match &mut self.text.units {
            Units::Ascii(own) if code < 128 => own.push(code as u8 as char),
            Units::Ascii(own) => {
                let mut wide: Vec<u32> = own.bytes().map(u32::from).collect();
                wide.push(code);
                self.text.units = Units::Wide(wide);
            }
            Units::Wide(own) => own.push(code),
        }
    }

    pub fn push_text(&mut self, text: &str) {
        match &mut self.text.units {
            Units::Ascii(own) if text.is_ascii() => own.push_str(text),
            _ => text.chars().for_each(|char| self.push_code(char as u32)),
        }
    }

    pub fn push_str(&mut self, text: &Str) {
        self.text.push(text);
    }

    pub fn push_view(&mut self, text: View<'_>) {
        match (&mut self.text.units, text) {
            (Units::Ascii(own), View::Ascii(more)) => own.extend(more.iter().map(|&byte| byte as char)),
            (_, view) => view.iter().for_each(|code| self.push_code(code)),
        }
    }

    pub fn push_repeated(&mut self, code: u32, count: usize) {
        for _ in 0..count {
            self.push_code(code);
        }
    }

    pub fn len(&self) -> usize {
        self.text.len()
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub fn finish(self) -> Str {
        self.text
    }
}
