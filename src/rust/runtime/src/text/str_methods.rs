//! The methods of `str` that search, cut and rebuild, on values without interpreter state.

use super::str::{Str, StrBuilder, View};
use super::unicode;
use super::units;
use std::ops::Range;

/// Runs a search on two texts brought to one width; an ASCII text holds no needle that is not ASCII.
fn paired<R>(
    hay: &Str,
    needle: &Str,
    ascii: impl FnOnce(&[u8], &[u8]) -> R,
    wide: impl FnOnce(&[u32], &[u32]) -> R,
    absent: R,
) -> R {
    match (hay.view(), needle.view()) {
        (View::Ascii(hay), View::Ascii(needle)) => ascii(hay, needle),
        (View::Wide(hay), View::Wide(needle)) => wide(hay, needle),
        (View::Wide(hay), View::Ascii(_)) => wide(hay, &needle.to_code_points()),
        (View::Ascii(_), View::Wide(_)) => absent,
    }
}

fn parts(text: &Str, ranges: Vec<Range<usize>>) -> Vec<Str> {
    ranges.into_iter().map(|range| text.part(range.start, range.end)).collect()
}

/// `find` between clamped bounds.
pub fn find(hay: &Str, needle: &Str, start: usize, end: usize) -> Option<usize> {
    paired(
        hay,
        needle,
        |hay, needle| units::find_within(hay, needle, start, end),
        |hay, needle| units::find_within(hay, needle, start, end),
        None,
    )
}

pub fn rfind(hay: &Str, needle: &Str, start: usize, end: usize) -> Option<usize> {
    paired(
        hay,
        needle,
        |hay, needle| units::rfind_within(hay, needle, start, end),
        |hay, needle| units::rfind_within(hay, needle, start, end),
        None,
    )
}

pub fn count(hay: &Str, needle: &Str, start: usize, end: usize) -> usize {
    paired(
        hay,
        needle,
        |hay, needle| units::count_within(hay, needle, start, end),
        |hay, needle| units::count_within(hay, needle, start, end),
        0,
    )
}

pub fn contains(hay: &Str, needle: &Str) -> bool {
    find(hay, needle, 0, hay.len()).is_some()
}

/// Whether `hay[start:end]` starts with the prefix.
pub fn starts_with(hay: &Str, prefix: &Str, start: usize, end: usize) -> bool {
    start <= end && end - start >= prefix.len() && same(hay, prefix, start)
}

pub fn ends_with(hay: &Str, suffix: &Str, start: usize, end: usize) -> bool {
    start <= end && end - start >= suffix.len() && same(hay, suffix, end - suffix.len())
}

fn same(hay: &Str, other: &Str, at: usize) -> bool {
    match (hay.view(), other.view()) {
        (View::Ascii(hay), View::Ascii(other)) => &hay[at..at + other.len()] == other,
        (hay, other) => hay.part(at, at + other.len()).iter().eq(other.iter()),
    }
}

/// `hay.replace(old, new, most)`; `None` where nothing changes.
pub fn replace(hay: &Str, old: &Str, new: &Str, most: usize) -> Option<Str> {
    if let (View::Ascii(hay), View::Ascii(old), View::Ascii(new)) = (hay.view(), old.view(), new.view()) {
        return units::replace(hay, old, new, most).map(Str::from_ascii_vec);
    }
    units::replace(&hay.to_code_points(), &old.to_code_points(), &new.to_code_points(), most)
        .map(Str::from_code_point_vec)
}

/// `split` with a separator that is not empty.
pub fn split(hay: &Str, separator: &Str, most: usize) -> Vec<Str> {
    let whole = 0..hay.len();
    let ranges = paired(
        hay,
        separator,
        |hay, separator| units::split(hay, separator, most),
        |hay, separator| units::split(hay, separator, most),
        vec![whole],
    );
    parts(hay, ranges)
}

pub fn rsplit(hay: &Str, separator: &Str, most: usize) -> Vec<Str> {
    let whole = 0..hay.len();
    let ranges = paired(
        hay,
        separator,
        |hay, separator| units::rsplit(hay, separator, most),
        |hay, separator| units::rsplit(hay, separator, most),
        vec![whole],
    );
    parts(hay, ranges)
}

pub fn split_blank(hay: &Str, most: usize) -> Vec<Str> {
    let ranges = match hay.view() {
        View::Ascii(text) => units::split_blank(text, unicode::is_ascii_space, most),
        View::Wide(text) => units::split_blank(text, unicode::is_space, most),
    };
    parts(hay, ranges)
}

pub fn rsplit_blank(hay: &Str, most: usize) -> Vec<Str> {
    let ranges = match hay.view() {
        View::Ascii(text) => units::rsplit_blank(text, unicode::is_ascii_space, most),
        View::Wide(text) => units::rsplit_blank(text, unicode::is_space, most),
    };
    parts(hay, ranges)
}

pub fn split_lines(hay: &Str, keep_ends: bool) -> Vec<Str> {
    let ranges = match hay.view() {
        View::Ascii(text) => units::split_lines(text, |byte| unicode::is_line_break(byte as u32), keep_ends),
        View::Wide(text) => units::split_lines(text, unicode::is_line_break, keep_ends),
    };
    parts(hay, ranges)
}

/// `strip`, `lstrip` and `rstrip`; without `chars` they drop blanks. `None` where nothing changes.
pub fn strip(text: &Str, chars: Option<&Str>, left: bool, right: bool) -> Option<Str> {
    let range = match (text.view(), chars) {
        (View::Ascii(text), None) => units::strip(text, unicode::is_ascii_space, left, right),
        (View::Wide(text), None) => units::strip(text, unicode::is_space, left, right),
        (view, Some(chars)) => {
            let dropped = |code: u32| chars.view().iter().any(|char| char == code);
            match view {
                View::Ascii(text) => units::strip(text, |byte| dropped(byte as u32), left, right),
                View::Wide(text) => units::strip(text, dropped, left, right),
            }
        }
    };
    (range != (0..text.len())).then(|| text.part(range.start, range.end))
}

/// Where `partition` cuts: before and after the separator.
pub fn partition(text: &Str, separator: &Str, from_right: bool) -> Option<(Str, Str)> {
    let at = if from_right { rfind(text, separator, 0, text.len()) } else { find(text, separator, 0, text.len()) }?;
    Some((text.part(0, at), text.part(at + separator.len(), text.len())))
}

/// The text between fills of one character.
pub fn padded(text: &Str, left: usize, right: usize, fill: u32) -> Str {
    let mut builder = StrBuilder::new();
    builder.push_repeated(fill, left);
    builder.push_str(text);
    builder.push_repeated(fill, right);
    builder.finish()
}

pub fn zero_fill(text: &Str, width: usize) -> Option<Str> {
    match text.view() {
        View::Ascii(text) => units::zero_fill(text, width).map(Str::from_ascii_vec),
        View::Wide(text) => units::zero_fill(text, width).map(Str::from_code_point_vec),
    }
}

/// `None` where the result would be too long.
pub fn expand_tabs(text: &Str, size: i64) -> Option<Str> {
    match text.view() {
        View::Ascii(text) => units::expand_tabs(text, size).map(Str::from_ascii_vec),
        View::Wide(text) => units::expand_tabs(text, size).map(Str::from_code_point_vec),
    }
}

/// The digits and blanks of all scripts as ASCII, for `int()` and `float()`; `None` where another character is not ASCII.
pub fn to_ascii_digits(text: &Str) -> Option<std::borrow::Cow<'_, [u8]>> {
    match text.view() {
        View::Ascii(text) => Some(text.into()),
        View::Wide(text) => text
            .iter()
            .map(|&code| match code {
                0..=127 => Some(code as u8),
                _ if unicode::is_space(code) => Some(b' '),
                _ => unicode::decimal_value(code).map(|value| b'0' + value as u8),
            })
            .collect::<Option<Vec<u8>>>()
            .map(Into::into),
    }
}

/// The text without the blanks (of `str`) around it, as `float()` and `complex()` strip it.
pub fn trim_number(text: &[u8]) -> &[u8] {
    let range = units::strip(text, unicode::is_ascii_space, true, true);
    &text[range]
}

/// Joins texts with a separator.
pub fn join<'a>(separator: &Str, parts: impl Iterator<Item = &'a Str>) -> Str {
    let mut builder = StrBuilder::new();
    for (at, part) in parts.enumerate() {
        if at > 0 {
            builder.push_str(separator);
        }
        builder.push_str(part);
    }
    builder.finish()
}
