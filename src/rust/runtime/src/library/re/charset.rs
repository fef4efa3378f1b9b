//! Questions about one character: categories, sets, case as `re` sees it, and positions in a text.

use super::opcodes::{self as op, at, category};
use crate::text::unicode;
use crate::text::units::Unit;

/// The lower case of a character without `re.ASCII`: always one character.
pub fn lower_unicode(code: u32) -> u32 {
    unicode::lower(code)[0]
}

/// `sre_upper_locale` in the locale C.
fn upper_ascii(code: u32) -> u32 {
    u8::try_from(code).map_or(code, |octet| u32::from(octet.to_ascii_uppercase()))
}

/// `char_loc_ignore` in the locale C.
fn same_in_locale(character: u32, wanted: u32) -> bool {
    [character, lower_ascii(character), upper_ascii(character)].contains(&wanted)
}

/// The lower case of an ASCII letter; other characters stay as they are.
pub fn lower_ascii(code: u32) -> u32 {
    if code < 128 {
        (code as u8).to_ascii_lowercase() as u32
    } else {
        code
    }
}

const LINE_FEED: u32 = 10;

fn is_word_ascii(code: u32) -> bool {
    code < 128 && ((code as u8).is_ascii_alphanumeric() || code == u32::from(b'_'))
}

fn is_word_unicode(code: u32) -> bool {
    const WORD: u16 = unicode::ALPHA | unicode::DECIMAL | unicode::DIGIT | unicode::NUMERIC;
    if code < 128 {
        is_word_ascii(code)
    } else {
        unicode::is(code, WORD)
    }
}

/// Whether a character is in a category. The locale's categories never get here: such patterns are refused.
pub fn in_category(which: u32, code: u32) -> bool {
    let positive = match which & !1 {
        category::DIGIT => (0x30..=0x39).contains(&code),
        category::SPACE => matches!(code, 9..=13 | 32),
        category::WORD | category::LOC_WORD => is_word_ascii(code),
        category::LINEBREAK => code == LINE_FEED,
        category::UNI_DIGIT => unicode::is(code, unicode::DECIMAL),
        category::UNI_SPACE => unicode::is_space(code),
        category::UNI_WORD => is_word_unicode(code),
        category::UNI_LINEBREAK => unicode::is_line_break(code),
        _ => unreachable!("category {which}"),
    };
    positive != (which & 1 == 1)
}

/// Whether the bit of a character is set in a bitmap of 32-bit words.
fn bit(words: &[u32], index: u32) -> bool {
    words[(index >> 5) as usize] >> (index & 31) & 1 != 0
}

const CHARSET_WORDS: usize = 8;
const MAPPING_WORDS: usize = 64;

/// Whether the set that is written from the start of `set` holds the character.
pub fn in_set(mut set: &[u32], code: u32) -> bool {
    let mut found = true;
    loop {
        let operation = set[0];
        set = &set[1..];
        let (hit, used) = match operation {
            op::FAILURE => return !found,
            op::NEGATE => {
                found = !found;
                (false, 0)
            }
            op::LITERAL => (code == set[0], 1),
            op::CATEGORY => (in_category(set[0], code), 1),
            op::RANGE => (set[0] <= code && code <= set[1], 2),
            op::RANGE_UNI_IGNORE => {
                let range = set[0]..=set[1];
                (range.contains(&code) || range.contains(&unicode::upper(code)[0]), 2)
            }
            op::CHARSET => (code < 256 && bit(set, code), CHARSET_WORDS),
            op::BIGCHARSET => {
                let blocks = &set[1 + MAPPING_WORDS..];
                let hit = code < 0x10000 && {
                    let high = (code >> 8) as usize;
                    let block = set[1 + high / 4].to_le_bytes()[high % 4] as usize;
                    bit(&blocks[block * CHARSET_WORDS..], code & 255)
                };
                (hit, 1 + MAPPING_WORDS + set[0] as usize * CHARSET_WORDS)
            }
            _ => unreachable!("set operation {operation}"),
        };
        if hit {
            return found;
        }
        set = &set[used..];
    }
}

/// Whether a position is what an `AT` asks for; `text` ends at the match's end.
pub fn at_position<U: Unit>(which: u32, text: &[U], position: usize) -> bool {
    let line_feed = |index: usize| text[index].code() == LINE_FEED;
    let boundary = |is_word: fn(u32) -> bool| {
        let before = position > 0 && is_word(text[position - 1].code());
        let after = position < text.len() && is_word(text[position].code());
        before != after
    };
    match which {
        at::BEGINNING | at::BEGINNING_STRING => position == 0,
        at::BEGINNING_LINE => position == 0 || line_feed(position - 1),
        at::END => position == text.len() || position + 1 == text.len() && line_feed(position),
        at::END_LINE => position == text.len() || line_feed(position),
        at::END_STRING => position == text.len(),
        // an empty text has no boundary, and no place that is none
        // CPython is asked about the locale C alone.
        at::BOUNDARY | at::LOC_BOUNDARY => !text.is_empty() && boundary(is_word_ascii),
        at::NON_BOUNDARY | at::LOC_NON_BOUNDARY => !text.is_empty() && !boundary(is_word_ascii),
        at::UNI_BOUNDARY => !text.is_empty() && boundary(is_word_unicode),
        at::UNI_NON_BOUNDARY => !text.is_empty() && !boundary(is_word_unicode),
        _ => unreachable!("position {which}"),
    }
}

/// Whether the operation of one character at the start of `code` accepts the character.
pub fn accepts(code: &[u32], character: u32) -> bool {
    match code[0] {
        op::ANY => character != LINE_FEED,
        op::ANY_ALL => true,
        op::LITERAL => character == code[1],
        op::NOT_LITERAL => character != code[1],
        op::LITERAL_IGNORE => lower_ascii(character) == code[1],
        op::NOT_LITERAL_IGNORE => lower_ascii(character) != code[1],
        op::LITERAL_UNI_IGNORE => lower_unicode(character) == code[1],
        op::NOT_LITERAL_UNI_IGNORE => lower_unicode(character) != code[1],
        op::LITERAL_LOC_IGNORE => same_in_locale(character, code[1]),
        op::NOT_LITERAL_LOC_IGNORE => !same_in_locale(character, code[1]),
        op::CATEGORY => in_category(code[1], character),
        op::IN => in_set(&code[2..], character),
        op::IN_IGNORE => in_set(&code[2..], lower_ascii(character)),
        op::IN_LOC_IGNORE => {
            let set = &code[2..];
            in_set(set, lower_ascii(character)) || in_set(set, upper_ascii(character))
        }
        op::IN_UNI_IGNORE => in_set(&code[2..], lower_unicode(character)),
        other => unreachable!("operation {other} is not of one character"),
    }
}

/// How many characters from the start of `text` the operation accepts, `most` at most.
pub fn run_length<U: Unit>(code: &[u32], text: &[U], most: u32) -> usize {
    let text = match most {
        op::UNBOUNDED => text,
        most => &text[..text.len().min(most as usize)],
    };
    let stop = match code[0] {
        op::ANY_ALL => None,
        op::ANY => text.iter().position(|unit| unit.code() == LINE_FEED),
        op::LITERAL => text.iter().position(|unit| unit.code() != code[1]),
        op::NOT_LITERAL => text.iter().position(|unit| unit.code() == code[1]),
        op::IN => text.iter().position(|unit| !in_set(&code[2..], unit.code())),
        _ => text.iter().position(|unit| !accepts(code, unit.code())),
    };
    stop.unwrap_or(text.len())
}
