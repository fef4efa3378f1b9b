//! A text or bytes that is searched, and the loops over its matches.

use super::engine::{Found, Machine};
use crate::text::str::{Str, View};

/// A compiled pattern as the compiler writes it.
#[derive(Debug)]
pub struct Program {
    /// CPython's codes.
    pub codes: &'static [u32],
    /// The number of groups without the whole match.
    pub groups: usize,
    /// The names of groups, in the order of their numbers.
    pub names: &'static [(&'static str, usize)],
}

/// Where a match may lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// At the first position.
    Here,
    /// At the first position, up to the end.
    Whole,
    /// Anywhere behind it.
    Anywhere,
}

impl Program {
    /// The number of a group by its name.
    pub fn group_of(&self, name: &Str) -> Option<usize> {
        self.names.iter().find(|(own, _)| name.equals(own)).map(|&(_, number)| number)
    }

    /// The name of a group.
    pub fn name_of(&self, number: usize) -> Option<&'static str> {
        self.names.iter().find(|(_, own)| *own == number).map(|&(name, _)| name)
    }

    /// The match at or behind `from` in the text up to `end`; `advance` forbids an empty one at `from`.
    pub fn find(&self, text: View<'_>, from: usize, end: usize, place: Place, advance: bool) -> Option<Found> {
        match text {
            View::Ascii(text) => find_in(Machine::new(self.codes, self.groups, &text[..end]), from, place, advance),
            View::Wide(text) => find_in(Machine::new(self.codes, self.groups, &text[..end]), from, place, advance),
        }
    }
}

fn find_in<U: crate::text::units::Unit>(
    mut machine: Machine<'_, U>,
    from: usize,
    place: Place,
    advance: bool,
) -> Option<Found> {
    match place {
        Place::Here => machine.match_at(from, false),
        Place::Whole => machine.match_at(from, true),
        Place::Anywhere => machine.search(from, advance),
    }
}

/// Where a loop over all matches stands.
#[derive(Clone, Copy, Debug)]
pub struct Cursor {
    from: usize,
    end: usize,
    advance: bool,
}

impl Cursor {
    pub fn new(from: usize, end: usize) -> Cursor {
        Cursor { from, end, advance: false }
    }

    /// The next match; an empty one may follow another match directly, but not another empty one.
    pub fn next(&mut self, program: &Program, text: View<'_>) -> Option<Found> {
        let found = program.find(text, self.from, self.end, Place::Anywhere, self.advance)?;
        let (start, end) = found.whole();
        self.advance = start == end;
        self.from = end;
        Some(found)
    }
}

impl Found {
    /// Start and end of the whole match.
    pub fn whole(&self) -> (usize, usize) {
        self.spans[0].expect("a match has a span")
    }

    /// Whether CPython would give up with SystemError: a group that ends before it starts.
    pub fn is_wrong(&self) -> bool {
        self.spans.iter().flatten().any(|(start, end)| start > end)
    }
}

/// `pos` and `endpos` clamped to a length.
pub fn clamp(from: i64, end: i64, length: usize) -> (usize, usize) {
    let end = end.clamp(0, length as i64);
    (from.clamp(0, length as i64) as usize, end as usize)
}
