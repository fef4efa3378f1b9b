//! Normal forms (Unicode Standard Annex 15).

use super::hangul;
use super::properties::{DECOMPOSITIONS, PAIRS, PARTS, TAGS};
use super::record;

const CODE_MASK: u32 = (1 << 21) - 1;

/// The tag and the characters of a decomposition.
pub(super) fn decomposition(code: u32) -> Option<(&'static str, &'static [u32])> {
    let place = DECOMPOSITIONS.binary_search_by_key(&code, |row| row.0 & CODE_MASK).ok()?;
    let (tag, parts) = DECOMPOSITIONS[place];
    let (start, count) = ((parts & 0xffff) as usize, (parts >> 16) as usize);
    Some((TAGS[(tag >> 21) as usize], &PARTS[start..start + count]))
}

fn combining(code: u32) -> u8 {
    record(code).3
}

fn push_decomposed(code: u32, compatible: bool, result: &mut Vec<u32>) {
    if let Some((lead, vowel, trail)) = hangul::sounds(code) {
        result.push(hangul::LEAD + lead);
        result.push(hangul::VOWEL + vowel);
        if trail > 0 {
            result.push(hangul::TRAIL + trail);
        }
        return;
    }
    match decomposition(code) {
        Some((tag, parts)) if compatible || tag.is_empty() => {
            parts.iter().for_each(|part| push_decomposed(*part, compatible, result));
        }
        _ => result.push(code),
    }
}

/// The full decomposition, marks in canonical order.
pub(super) fn decomposed(codes: &[u32], compatible: bool) -> Vec<u32> {
    let mut result = Vec::with_capacity(codes.len());
    for code in codes {
        push_decomposed(*code, compatible, &mut result);
    }
    let mut start = 0;
    while start < result.len() {
        let marks = result[start..].iter().take_while(|code| combining(**code) > 0).count();
        result[start..start + marks].sort_by_key(|code| combining(*code));
        start += marks.max(1);
    }
    result
}

fn pair(first: u32, second: u32) -> Option<u32> {
    let lead = first.wrapping_sub(hangul::LEAD);
    let vowel = second.wrapping_sub(hangul::VOWEL);
    if lead < hangul::LEADS && vowel < hangul::VOWELS {
        return Some(hangul::FIRST + (lead * hangul::VOWELS + vowel) * hangul::TRAILS);
    }
    let trail = second.wrapping_sub(hangul::TRAIL);
    let has_no_trail = hangul::sounds(first).is_some_and(|(_, _, own)| own == 0);
    if has_no_trail && (1..hangul::TRAILS).contains(&trail) {
        return Some(first + trail);
    }
    let place = PAIRS.binary_search_by_key(&(first, second), |row| (row.0, row.1)).ok()?;
    Some(PAIRS[place].2)
}

/// Composes what is decomposed.
pub(super) fn composed(codes: Vec<u32>) -> Vec<u32> {
    let mut result: Vec<u32> = Vec::with_capacity(codes.len());
    let mut starter: Option<usize> = None;
    let mut last_class = 0;
    for code in codes {
        let class = combining(code);
        if let Some(place) = starter {
            let is_adjacent = place + 1 == result.len();
            let is_blocked = !is_adjacent && (last_class == 0 || last_class >= class);
            if let Some(both) = pair(result[place], code).filter(|_| !is_blocked) {
                result[place] = both;
                continue;
            }
        }
        if class == 0 {
            starter = Some(result.len());
        }
        last_class = class;
        result.push(code);
    }
    result
}
