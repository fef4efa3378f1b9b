//! Lines of uuencoded data.

use super::raise_error;
use crate::exceptions::Outcome;

/// The most octets in a line.
const LINE: usize = 45;

/// Errors: binascii.Error.
pub(super) fn encode(octets: &[u8], backtick: bool) -> Outcome<Vec<u8>> {
    if octets.len() > LINE {
        return Err(raise_error("At most 45 bytes at once"));
    }
    let shown = |six: u8| if backtick && six == 0 { b'`' } else { six + b' ' };
    let mut line = vec![shown(octets.len() as u8)];
    let (mut left, mut bits) = (0u32, 0);
    let mut octets = octets.iter();
    loop {
        match octets.next() {
            Some(octet) => left = left << 8 | u32::from(*octet),
            None if bits != 0 => left <<= 8,
            None => break,
        }
        bits += 8;
        while bits >= 6 {
            bits -= 6;
            line.push(shown((left >> bits & 63) as u8));
        }
    }
    line.push(b'\n');
    Ok(line)
}

/// Errors: binascii.Error.
pub(super) fn decode(line: &[u8]) -> Outcome<Vec<u8>> {
    let mut rest = line.iter();
    // C reads the zero behind an empty line.
    let count = usize::from(rest.next().copied().unwrap_or(0).wrapping_sub(b' ') & 63);
    let mut decoded = Vec::with_capacity(count);
    let (mut left, mut bits) = (0u32, 0);
    while decoded.len() < count {
        let six = match rest.next().copied() {
            None | Some(b'\n' | b'\r') => 0,
            Some(character @ b' '..=b'`') => (character - b' ') & 63,
            Some(_) => return Err(raise_error("Illegal char")),
        };
        left = left << 6 | u32::from(six);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            decoded.push((left >> bits) as u8);
            left &= (1 << bits) - 1;
        }
    }
    if rest.all(|character| matches!(character, b' ' | b'`' | b'\n' | b'\r')) {
        Ok(decoded)
    } else {
        Err(raise_error("Trailing garbage"))
    }
}
