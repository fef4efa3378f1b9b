//! The methods of `bytes` and `bytearray` that know letters and blanks: ASCII only.

use super::str::Str;
use crate::number::failure::{Checked, Failure};

/// The blanks of `bytes`: fewer than those of `str`.
pub fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | 9..=13)
}

pub fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

pub fn capitalize(bytes: &[u8]) -> Vec<u8> {
    let mut result = bytes.to_ascii_lowercase();
    if let Some(first) = result.first_mut() {
        first.make_ascii_uppercase();
    }
    result
}

pub fn title(bytes: &[u8]) -> Vec<u8> {
    let mut previous_cased = false;
    bytes
        .iter()
        .map(|byte| {
            let mapped = if previous_cased { byte.to_ascii_lowercase() } else { byte.to_ascii_uppercase() };
            previous_cased = byte.is_ascii_alphabetic();
            mapped
        })
        .collect()
}

pub fn swapcase(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().map(|byte| if byte.is_ascii_alphabetic() { byte ^ 0x20 } else { *byte }).collect()
}

pub fn is_title(bytes: &[u8]) -> bool {
    let (mut found, mut previous_cased) = (false, false);
    for byte in bytes {
        if byte.is_ascii_uppercase() {
            if previous_cased {
                return false;
            }
            (previous_cased, found) = (true, true);
        } else if byte.is_ascii_lowercase() {
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

pub fn all(bytes: &[u8], property: impl Fn(u8) -> bool) -> bool {
    !bytes.is_empty() && bytes.iter().all(|&byte| property(byte))
}

pub fn is_lower(bytes: &[u8]) -> bool {
    bytes.iter().any(u8::is_ascii_lowercase) && !bytes.iter().any(u8::is_ascii_uppercase)
}

pub fn is_upper(bytes: &[u8]) -> bool {
    bytes.iter().any(u8::is_ascii_uppercase) && !bytes.iter().any(u8::is_ascii_lowercase)
}

/// `bytes.translate(table, delete)`; the table has 256 bytes.
pub fn translate(bytes: &[u8], table: Option<&[u8]>, delete: &[u8]) -> Vec<u8> {
    bytes
        .iter()
        .filter(|byte| !delete.contains(byte))
        .map(|&byte| table.map_or(byte, |table| table[byte as usize]))
        .collect()
}

/// `bytes.hex(separator, group)`; groups are counted from the right where `group` is positive.
pub fn to_hexadecimal(bytes: &[u8], separator: Option<u8>, group: i64) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    let size = group.unsigned_abs() as usize;
    for (at, byte) in bytes.iter().enumerate() {
        if let (Some(separator), true) = (separator, at > 0 && size > 0) {
            let place = if group > 0 { bytes.len() - at } else { at };
            if place % size == 0 {
                text.push(separator as char);
            }
        }
        text.push_str(&format!("{byte:02x}"));
    }
    text
}

/// `bytes.fromhex(text)`. Errors: ValueError with the place of the first character that does not fit.
pub fn from_hexadecimal(text: &Str) -> Checked<Vec<u8>> {
    let failure = |at: usize| Failure::value(format!("non-hexadecimal number found in fromhex() arg at position {at}"));
    if let Some(at) = text.view().iter().position(|code| code > 127) {
        return Err(failure(at));
    }
    let digit = |at: usize| {
        let code = if at < text.len() { text.at(at) } else { 0 };
        char::from_u32(code).and_then(|char| char.to_digit(16)).map(|value| value as u8).ok_or_else(|| failure(at))
    };
    let mut bytes = Vec::with_capacity(text.len() / 2);
    let mut at = 0;
    while at < text.len() {
        if text.at(at) < 128 && is_blank(text.at(at) as u8) {
            at += 1;
            continue;
        }
        bytes.push(digit(at)? << 4 | digit(at + 1)?);
        at += 2;
    }
    Ok(bytes)
}
