//! `lower`, `upper`, `title`, `casefold`, `swapcase`, `capitalize` and the `is…` questions of `str`.

use super::str::{Str, StrBuilder, View};
use super::unicode::{self, Mapping};

const CAPITAL_SIGMA: u32 = 0x3a3;
const SMALL_SIGMA: u32 = 0x3c3;
const FINAL_SIGMA: u32 = 0x3c2;

fn push_mapping(builder: &mut StrBuilder, mapping: Mapping) {
    builder.push_code(mapping[0]);
    mapping[1..].iter().filter(|&&code| code != 0).for_each(|&code| builder.push_code(code));
}

/// A capital sigma is final after a cased letter and before none, case-ignorable characters aside.
fn lower_sigma(text: View<'_>, at: usize) -> u32 {
    let decides = |code: &u32| !unicode::is(*code, unicode::CASE_IGNORABLE);
    let before = text.part(0, at).iter().rev().find(decides);
    let after = text.part(at + 1, text.len()).iter().find(decides);
    let cased = |code: Option<u32>| code.is_some_and(|code| unicode::is(code, unicode::CASED));
    if cased(before) && !cased(after) {
        FINAL_SIGMA
    } else {
        SMALL_SIGMA
    }
}

fn lower_at(text: View<'_>, at: usize) -> Mapping {
    match text.at(at) {
        CAPITAL_SIGMA => [lower_sigma(text, at), 0, 0],
        code => unicode::lower(code),
    }
}

fn build(text: View<'_>, map: impl Fn(usize) -> Mapping) -> Str {
    let mut builder = StrBuilder::new();
    (0..text.len()).for_each(|at| push_mapping(&mut builder, map(at)));
    builder.finish()
}

pub fn lower(text: &Str) -> Str {
    match text.as_ascii() {
        Some(ascii) => Str::from_ascii_vec(ascii.to_ascii_lowercase().into_bytes()),
        None => build(text.view(), |at| lower_at(text.view(), at)),
    }
}

pub fn upper(text: &Str) -> Str {
    match text.as_ascii() {
        Some(ascii) => Str::from_ascii_vec(ascii.to_ascii_uppercase().into_bytes()),
        None => build(text.view(), |at| unicode::upper(text.at(at))),
    }
}

pub fn casefold(text: &Str) -> Str {
    match text.as_ascii() {
        Some(_) => lower(text),
        None => build(text.view(), |at| unicode::casefold(text.at(at))),
    }
}

pub fn swapcase(text: &Str) -> Str {
    build(text.view(), |at| {
        let code = text.at(at);
        let flags = unicode::flags(code);
        if flags & unicode::UPPER != 0 {
            lower_at(text.view(), at)
        } else if flags & unicode::LOWER != 0 {
            unicode::upper(code)
        } else {
            [code, 0, 0]
        }
    })
}

pub fn capitalize(text: &Str) -> Str {
    build(text.view(), |at| if at == 0 { unicode::title(text.at(0)) } else { lower_at(text.view(), at) })
}

pub fn title(text: &Str) -> Str {
    let mut builder = StrBuilder::new();
    let mut previous_cased = false;
    for at in 0..text.len() {
        let code = text.at(at);
        push_mapping(&mut builder, if previous_cased { lower_at(text.view(), at) } else { unicode::title(code) });
        previous_cased = unicode::is(code, unicode::CASED);
    }
    builder.finish()
}

/// Whether the text is not empty and every character has one of the properties.
pub fn all(text: &Str, properties: u16) -> bool {
    !text.is_empty() && text.view().iter().all(|code| unicode::is(code, properties))
}

pub fn is_lower(text: &Str) -> bool {
    has_case(text, unicode::LOWER, unicode::UPPER | unicode::TITLE)
}

pub fn is_upper(text: &Str) -> bool {
    has_case(text, unicode::UPPER, unicode::LOWER | unicode::TITLE)
}

fn has_case(text: &Str, wanted: u16, unwanted: u16) -> bool {
    let mut found = false;
    for code in text.view().iter() {
        let flags = unicode::flags(code);
        if flags & unwanted != 0 {
            return false;
        }
        found |= flags & wanted != 0;
    }
    found
}

pub fn is_title(text: &Str) -> bool {
    let (mut found, mut previous_cased) = (false, false);
    for code in text.view().iter() {
        let flags = unicode::flags(code);
        if flags & (unicode::UPPER | unicode::TITLE) != 0 {
            if previous_cased {
                return false;
            }
            (previous_cased, found) = (true, true);
        } else if flags & unicode::LOWER != 0 {
            if !previous_cased {
                return false;
            }
            found = true;
        } else {
            previous_cased = false;
        }
    }
    found
}

pub fn is_printable(text: &Str) -> bool {
    text.view().iter().all(|code| unicode::is(code, unicode::PRINTABLE))
}

pub fn is_identifier(text: &Str) -> bool {
    let mut codes = text.view().iter();
    codes.next().is_some_and(|code| unicode::is(code, unicode::IDENTIFIER_START))
        && codes.all(|code| unicode::is(code, unicode::IDENTIFIER_CONTINUE))
}
