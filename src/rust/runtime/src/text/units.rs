//! Algorithms on sequences of units: bytes, ASCII characters or code points. `str` and `bytes` share them.

use std::ops::Range;

/// One element of a `str` or `bytes`.
pub trait Unit: Copy + Eq + Ord + 'static {
    const SPACE: Self;
    fn code(self) -> u32;
    fn from_ascii(byte: u8) -> Self;
    /// The first place of a needle that is not empty.
    fn find(hay: &[Self], needle: &[Self]) -> Option<usize>;
    /// The last place of a needle that is not empty.
    fn rfind(hay: &[Self], needle: &[Self]) -> Option<usize>;
}

impl Unit for u8 {
    const SPACE: u8 = b' ';

    fn code(self) -> u32 {
        self as u32
    }

    fn from_ascii(byte: u8) -> u8 {
        byte
    }

    fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
        match needle {
            [single] => memchr::memchr(*single, hay),
            _ => memchr::memmem::find(hay, needle),
        }
    }

    fn rfind(hay: &[u8], needle: &[u8]) -> Option<usize> {
        match needle {
            [single] => memchr::memrchr(*single, hay),
            _ => memchr::memmem::rfind(hay, needle),
        }
    }
}

impl Unit for u32 {
    const SPACE: u32 = 0x20;

    fn code(self) -> u32 {
        self
    }

    fn from_ascii(byte: u8) -> u32 {
        byte as u32
    }

    fn find(hay: &[u32], needle: &[u32]) -> Option<usize> {
        let last = hay.len().checked_sub(needle.len())?;
        (0..=last).find(|&at| hay[at] == needle[0] && hay[at..].starts_with(needle))
    }

    fn rfind(hay: &[u32], needle: &[u32]) -> Option<usize> {
        let last = hay.len().checked_sub(needle.len())?;
        (0..=last).rev().find(|&at| hay[at] == needle[0] && hay[at..].starts_with(needle))
    }
}

/// Python's clamping of optional `start` and `end` (already integers) to a length; `start` may exceed `end`.
pub fn clamp_bounds(start: i64, end: i64, length: usize) -> (usize, usize) {
    let length = length as i64;
    let clamp = |value: i64| if value < 0 { (value + length).max(0) } else { value };
    (clamp(start) as usize, clamp(end).min(length) as usize)
}

/// `find` with Python's bounds: an empty needle is found at `start` unless that lies behind the end.
pub fn find_within<U: Unit>(hay: &[U], needle: &[U], start: usize, end: usize) -> Option<usize> {
    if start > end {
        return None;
    }
    if needle.is_empty() {
        return Some(start);
    }
    U::find(&hay[start..end], needle).map(|at| at + start)
}

pub fn rfind_within<U: Unit>(hay: &[U], needle: &[U], start: usize, end: usize) -> Option<usize> {
    if start > end {
        return None;
    }
    if needle.is_empty() {
        return Some(end);
    }
    U::rfind(&hay[start..end], needle).map(|at| at + start)
}

/// The number of places of the needle that do not overlap.
pub fn count_within<U: Unit>(hay: &[U], needle: &[U], start: usize, end: usize) -> usize {
    if start > end {
        return 0;
    }
    if needle.is_empty() {
        return end - start + 1;
    }
    Matches { hay: &hay[start..end], needle, from: 0 }.count()
}

/// The places of a needle that is not empty, from the left, without overlap.
struct Matches<'a, U> {
    hay: &'a [U],
    needle: &'a [U],
    from: usize,
}

impl<U: Unit> Iterator for Matches<'_, U> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let at = U::find(&self.hay[self.from..], self.needle)? + self.from;
        self.from = at + self.needle.len();
        Some(at)
    }
}

/// `hay.replace(old, new, most)`; `None` where nothing changes.
pub fn replace<U: Unit>(hay: &[U], old: &[U], new: &[U], most: usize) -> Option<Vec<U>> {
    if most == 0 {
        return None;
    }
    if old.is_empty() {
        let count = most.min(hay.len() + 1);
        let mut result = Vec::with_capacity(hay.len() + count * new.len());
        result.extend_from_slice(new);
        for (at, unit) in hay.iter().enumerate() {
            result.push(*unit);
            if at + 1 < count {
                result.extend_from_slice(new);
            }
        }
        return Some(result);
    }
    let mut matches = Matches { hay, needle: old, from: 0 }.take(most).peekable();
    matches.peek()?;
    let mut result = Vec::with_capacity(hay.len());
    let mut done = 0;
    for at in matches {
        result.extend_from_slice(&hay[done..at]);
        result.extend_from_slice(new);
        done = at + old.len();
    }
    result.extend_from_slice(&hay[done..]);
    Some(result)
}

/// `hay.split(separator, most)` with a separator that is not empty; `most` is the number of cuts.
pub fn split<U: Unit>(hay: &[U], separator: &[U], most: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut done = 0;
    for at in (Matches { hay, needle: separator, from: 0 }).take(most) {
        parts.push(done..at);
        done = at + separator.len();
    }
    parts.push(done..hay.len());
    parts
}

/// `hay.rsplit(separator, most)`, in order from the left.
pub fn rsplit<U: Unit>(hay: &[U], separator: &[U], most: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut end = hay.len();
    while parts.len() < most {
        let Some(at) = U::rfind(&hay[..end], separator) else { break };
        parts.push(at + separator.len()..end);
        end = at;
    }
    parts.push(0..end);
    parts.reverse();
    parts
}

/// `hay.split(None, most)`.
pub fn split_blank<U: Unit>(hay: &[U], blank: impl Fn(U) -> bool, most: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut at = 0;
    loop {
        while at < hay.len() && blank(hay[at]) {
            at += 1;
        }
        if at == hay.len() {
            return parts;
        }
        if parts.len() == most {
            parts.push(at..hay.len());
            return parts;
        }
        let start = at;
        while at < hay.len() && !blank(hay[at]) {
            at += 1;
        }
        parts.push(start..at);
    }
}

/// `hay.rsplit(None, most)`, in order from the left.
pub fn rsplit_blank<U: Unit>(hay: &[U], blank: impl Fn(U) -> bool, most: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut end = hay.len();
    loop {
        while end > 0 && blank(hay[end - 1]) {
            end -= 1;
        }
        if end == 0 {
            break;
        }
        if parts.len() == most {
            parts.push(0..end);
            break;
        }
        let stop = end;
        while end > 0 && !blank(hay[end - 1]) {
            end -= 1;
        }
        parts.push(end..stop);
    }
    parts.reverse();
    parts
}

/// `hay.splitlines(keep_ends)`; a carriage return and a line feed are one end.
pub fn split_lines<U: Unit>(hay: &[U], ends_line: impl Fn(U) -> bool, keep_ends: bool) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut at = 0;
    while at < hay.len() {
        let start = at;
        while at < hay.len() && !ends_line(hay[at]) {
            at += 1;
        }
        let end = at;
        if at < hay.len() {
            let pair = hay[at].code() == 13 && hay.get(at + 1).is_some_and(|unit| unit.code() == 10);
            at += if pair { 2 } else { 1 };
        }
        lines.push(start..if keep_ends { at } else { end });
    }
    lines
}

/// What is left after `drop` is stripped from the chosen sides.
pub fn strip<U: Unit>(hay: &[U], drop: impl Fn(U) -> bool, left: bool, right: bool) -> Range<usize> {
    let mut start = 0;
    let mut end = hay.len();
    while left && start < end && drop(hay[start]) {
        start += 1;
    }
    while right && end > start && drop(hay[end - 1]) {
        end -= 1;
    }
    start..end
}

/// `hay.expandtabs(size)`; `None` where it would be too long to hold.
pub fn expand_tabs<U: Unit>(hay: &[U], size: i64) -> Option<Vec<U>> {
    let mut result = Vec::with_capacity(hay.len());
    let mut column = 0i64;
    for &unit in hay {
        match unit.code() {
            9 => {
                if size > 0 {
                    let width = size - column % size;
                    column = column.checked_add(width)?;
                    if result.len() as i64 + width > i32::MAX as i64 {
                        return None;
                    }
                    result.resize(result.len() + width as usize, U::SPACE);
                }
            }
            code => {
                column += 1;
                result.push(unit);
                if code == 10 || code == 13 {
                    column = 0;
                }
            }
        }
    }
    Some(result)
}

/// The fill to the left and right of a text that is centred: CPython puts the odd one left when the width is odd.
pub fn center_margins(length: usize, width: usize) -> (usize, usize) {
    let margin = width.saturating_sub(length);
    let left = margin / 2 + (margin & width & 1);
    (left, margin - left)
}

/// `hay.zfill(width)`; `None` where nothing changes.
pub fn zero_fill<U: Unit>(hay: &[U], width: usize) -> Option<Vec<U>> {
    let fill = width.checked_sub(hay.len()).filter(|&fill| fill > 0)?;
    let signed = usize::from(hay.first().is_some_and(|unit| matches!(unit.code(), 0x2b | 0x2d)));
    let mut result = Vec::with_capacity(width);
    result.extend_from_slice(&hay[..signed]);
    result.resize(signed + fill, U::from_ascii(b'0'));
    result.extend_from_slice(&hay[signed..]);
    Some(result)
}
