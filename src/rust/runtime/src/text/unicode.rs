//! Properties and case mappings of code points (Unicode 14.0, as CPython 3.11 has them).

use super::unicode_tables as tables;

pub use tables::{
    ALPHA, CASED, CASE_IGNORABLE, DECIMAL, DIGIT, IDENTIFIER_CONTINUE, IDENTIFIER_START, LINE_BREAK, LOWER, NUMERIC,
    PRINTABLE, SPACE, TITLE, UPPER, VERSION,
};

const CODE_BITS: u32 = 21;
const CODE_MASK: u32 = (1 << CODE_BITS) - 1;

/// The run that holds the code point.
fn run(code: u32) -> u32 {
    let after = tables::RUNS.partition_point(|run| run & CODE_MASK <= code);
    tables::RUNS[after.max(1) - 1]
}

type Record = (u16, i32, i32, i32);

behind! { WIDE_TEXTS, fn record(code: u32) -> &'static Record = open_record }

fn open_record(code: u32) -> &'static Record {
    &tables::RECORDS[(run(code) >> CODE_BITS) as usize]
}

/// The set of properties.
pub fn flags(code: u32) -> u16 {
    record(code).0
}

/// Whether the code point has any of the properties.
pub fn is(code: u32, properties: u16) -> bool {
    flags(code) & properties != 0
}

/// `str.isspace` and what `split` and `strip` drop.
pub fn is_space(code: u32) -> bool {
    if code < 128 {
        is_ascii_space(code as u8)
    } else {
        is(code, SPACE)
    }
}

/// The blanks of `str` below 128; `bytes` has fewer.
pub fn is_ascii_space(byte: u8) -> bool {
    matches!(byte, b' ' | 9..=13 | 0x1c..=0x1f)
}

pub fn is_line_break(code: u32) -> bool {
    if code < 128 {
        matches!(code, 10..=13 | 0x1c..=0x1e)
    } else {
        is(code, LINE_BREAK)
    }
}

/// The value of a decimal digit of any script.
pub fn decimal_value(code: u32) -> Option<u32> {
    if code < 128 {
        return char::from_u32(code).and_then(|char| char.to_digit(10));
    }
    // the digits of a script are ten code points in order, and runs of such tens may touch
    is(code, DECIMAL).then(|| (code - (run(code) & CODE_MASK)) % 10)
}

/// One full case mapping: one to three code points, the rest zero.
pub type Mapping = [u32; 3];

fn special(table: &[(u32, Mapping)], code: u32) -> Option<Mapping> {
    table.binary_search_by_key(&code, |row| row.0).ok().map(|at| table[at].1)
}

fn shifted(code: u32, distance: i32) -> Mapping {
    [code.wrapping_add_signed(distance), 0, 0]
}

pub fn lower(code: u32) -> Mapping {
    if code < 128 {
        return [(code as u8).to_ascii_lowercase() as u32, 0, 0];
    }
    special(&tables::SPECIAL_LOWER, code).unwrap_or_else(|| shifted(code, record(code).1))
}

pub fn upper(code: u32) -> Mapping {
    if code < 128 {
        return [(code as u8).to_ascii_uppercase() as u32, 0, 0];
    }
    special(&tables::SPECIAL_UPPER, code).unwrap_or_else(|| shifted(code, record(code).2))
}

pub fn title(code: u32) -> Mapping {
    if code < 128 {
        return [(code as u8).to_ascii_uppercase() as u32, 0, 0];
    }
    special(&tables::SPECIAL_TITLE, code).unwrap_or_else(|| shifted(code, record(code).3))
}

pub fn casefold(code: u32) -> Mapping {
    special(&tables::SPECIAL_CASEFOLD, code).unwrap_or_else(|| lower(code))
}
