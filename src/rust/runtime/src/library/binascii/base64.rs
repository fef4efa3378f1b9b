//! Base 64 (`binascii_a2b_base64_impl`).

use super::raise_error;
use crate::exceptions::Outcome;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn digit(character: u8) -> Option<u8> {
    Some(match character {
        b'A'..=b'Z' => character - b'A',
        b'a'..=b'z' => character - b'a' + 26,
        b'0'..=b'9' => character - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

pub(super) fn encode(octets: &[u8], newline: bool) -> Vec<u8> {
    let mut encoded = Vec::with_capacity(octets.len() / 3 * 4 + 5);
    for group in octets.chunks(3) {
        let bits = group.iter().fold(0u32, |bits, octet| bits << 8 | u32::from(*octet)) << (8 * (3 - group.len()));
        for place in 0..4 {
            let digit = ALPHABET[(bits >> (18 - 6 * place) & 63) as usize];
            encoded.push(if place <= group.len() { digit } else { b'=' });
        }
    }
    if newline {
        encoded.push(b'\n');
    }
    encoded
}

/// Errors: binascii.Error.
pub(super) fn decode(text: &[u8], strict: bool) -> Outcome<Vec<u8>> {
    if strict && text.first() == Some(&b'=') {
        return Err(raise_error("Leading padding not allowed"));
    }
    let mut decoded = Vec::with_capacity(text.len() / 4 * 3 + 3);
    let (mut place, mut left, mut pads, mut is_padding) = (0, 0u8, 0, false);
    for (index, &character) in text.iter().enumerate() {
        if character == b'=' {
            is_padding = true;
            if place >= 2 {
                pads += 1;
                if place + pads >= 4 {
                    if strict && index + 1 < text.len() {
                        return Err(raise_error("Excess data after padding"));
                    }
                    return Ok(decoded);
                }
            }
            continue;
        }
        let Some(digit) = digit(character) else {
            if strict {
                return Err(raise_error("Only base64 data is allowed"));
            }
            continue;
        };
        if strict && is_padding {
            return Err(raise_error("Discontinuous padding not allowed"));
        }
        pads = 0;
        match place {
            0 => left = digit,
            1 => {
                decoded.push(left << 2 | digit >> 4);
                left = digit & 15;
            }
            2 => {
                decoded.push(left << 4 | digit >> 2);
                left = digit & 3;
            }
            _ => decoded.push(left << 6 | digit),
        }
        place = (place + 1) % 4;
    }
    match place {
        0 => Ok(decoded),
        1 => Err(raise_error(format!(
            "Invalid base64-encoded string: number of data characters ({}) cannot be 1 more than a multiple of 4",
            decoded.len() / 3 * 4 + 1
        ))),
        _ => Err(raise_error("Incorrect padding")),
    }
}
