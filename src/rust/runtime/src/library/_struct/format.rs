//! Formats: which items a struct has, and where they lie (`prepare_s` in `Modules/_struct.c`).

use super::raise_error;
use crate::exceptions::Outcome;

/// How an item is packed and unpacked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Coding {
    Pad,
    Char,
    Text,
    /// With its length in the first byte.
    PascalText,
    Bool,
    Half,
    Single,
    /// Too large values become infinite.
    NativeSingle,
    Double,
    Pointer,
    /// An int of the format's size, signed or not.
    Int {
        signed: bool,
        wording: Wording,
    },
}

/// How CPython words that an int does not fit, which depends on the C function that packs the item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Wording {
    /// `byte format requires …`
    Named(&'static str),
    /// `'i' format requires …`
    Quoted,
    /// `argument out of range`, no matter by how much.
    Plain,
    /// OverflowError, which becomes `int too large to convert` for ints.
    Converted,
}

/// Consecutive items of one kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub letter: u8,
    pub coding: Coding,
    /// Bytes of one item.
    pub size: usize,
    pub count: usize,
    pub offset: usize,
}

/// A format that was read.
pub(super) struct Layout {
    pub runs: Vec<Run>,
    pub size: usize,
    /// How many values it takes.
    pub values: usize,
    pub big_endian: bool,
}

/// Which sizes and byte order a format's first character asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Table {
    Native,
    Little,
    Big,
}

fn int(signed: bool, wording: Wording) -> Coding {
    Coding::Int { signed, wording }
}

/// The coding, size and alignment of a letter.
fn entry(letter: u8, table: Table) -> Option<(Coding, usize, usize)> {
    use Wording::{Converted, Named, Plain, Quoted};
    let native = table == Table::Native;
    // On a little-endian machine, CPython packs little-endian items of native size by its native functions.
    let like_native = table != Table::Big;
    let long = if native { 8 } else { 4 };
    let long_wording = if native { Plain } else { Quoted };
    let huge_wording = if like_native { Plain } else { Converted };
    let (coding, size) = match letter {
        b'x' => (Coding::Pad, 1),
        b'c' => (Coding::Char, 1),
        b's' => (Coding::Text, 1),
        b'p' => (Coding::PascalText, 1),
        b'?' => (Coding::Bool, 1),
        b'b' => (int(true, Named("byte")), 1),
        b'B' => (int(false, Named("ubyte")), 1),
        b'h' => (int(true, if like_native { Named("short") } else { Quoted }), 2),
        b'H' => (int(false, if like_native { Named("ushort") } else { Quoted }), 2),
        b'i' => (int(true, Quoted), 4),
        b'I' => (int(false, Quoted), 4),
        b'l' => (int(true, long_wording), long),
        b'L' => (int(false, long_wording), long),
        b'q' => (int(true, huge_wording), 8),
        b'Q' => (int(false, huge_wording), 8),
        b'n' if native => (int(true, Plain), 8),
        b'N' if native => (int(false, Plain), 8),
        b'P' if native => (Coding::Pointer, 8),
        b'e' => (Coding::Half, 2),
        b'f' if native => (Coding::NativeSingle, 4),
        b'f' => (Coding::Single, 4),
        b'd' => (Coding::Double, 8),
        _ => return None,
    };
    Some((coding, size, if native { size } else { 1 }))
}

/// Errors: struct.error.
pub(super) fn read(format: &[u8]) -> Outcome<Layout> {
    if format.contains(&0) {
        return Err(raise_error("embedded null character"));
    }
    let (table, rest) = match format.first() {
        Some(b'<' | b'=') => (Table::Little, &format[1..]),
        Some(b'>' | b'!') => (Table::Big, &format[1..]),
        Some(b'@') => (Table::Native, &format[1..]),
        _ => (Table::Native, format),
    };
    let mut layout = Layout { runs: Vec::new(), size: 0, values: 0, big_endian: table == Table::Big };
    let mut total: i64 = 0;
    let too_long = || raise_error("total struct size too long");
    let mut place = 0;
    while let Some(&letter) = rest.get(place) {
        place += 1;
        if matches!(letter, b' ' | b'\t'..=b'\r') {
            continue;
        }
        let (count, letter) = if letter.is_ascii_digit() {
            let mut count = i64::from(letter - b'0');
            while let Some(digit) = rest.get(place).filter(|digit| digit.is_ascii_digit()) {
                let next = count.checked_mul(10).and_then(|count| count.checked_add(i64::from(digit - b'0')));
                count = next.ok_or_else(too_long)?;
                place += 1;
            }
            let Some(&letter) = rest.get(place) else {
                return Err(raise_error("repeat count given without format specifier"));
            };
            place += 1;
            (count, letter)
        } else {
            (1, letter)
        };
        let Some((coding, size, alignment)) = entry(letter, table) else {
            return Err(raise_error("bad char in struct format"));
        };
        let (size_wide, alignment) = (size as i64, alignment as i64);
        let extra = if total > 0 { (alignment - 1) - (total - 1) % alignment } else { 0 };
        total = total.checked_add(extra).ok_or_else(too_long)?;
        let offset = total;
        total = count.checked_mul(size_wide).and_then(|more| total.checked_add(more)).ok_or_else(too_long)?;
        layout.add(Run { letter, coding, size, count: count as usize, offset: offset as usize });
    }
    layout.size = usize::try_from(total).map_err(|_| crate::collections::support::no_memory())?;
    Ok(layout)
}

impl Layout {
    fn add(&mut self, run: Run) {
        match run.coding {
            Coding::Pad => {}
            Coding::Text | Coding::PascalText => {
                self.values += 1;
                self.runs.push(run);
            }
            _ if run.count > 0 => {
                self.values += run.count;
                self.runs.push(run);
            }
            _ => {}
        }
    }
}
