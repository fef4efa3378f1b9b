//! UTF-8.

use super::handlers::{is_surrogate, DecodeHandler, EncodeHandler, Handler, Replacement};
use super::CodecFailure;
use crate::text::str::{Str, StrBuilder, View};

pub const MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

fn push_code(bytes: &mut Vec<u8>, code: u32) {
    match code {
        0..=0x7f => bytes.push(code as u8),
        0x80..=0x7ff => bytes.extend([0xc0 | (code >> 6) as u8, 0x80 | (code & 0x3f) as u8]),
        0x800..=0xffff => bytes.extend(three_bytes(code)),
        _ => bytes.extend([
            0xf0 | (code >> 18) as u8,
            0x80 | (code >> 12 & 0x3f) as u8,
            0x80 | (code >> 6 & 0x3f) as u8,
            0x80 | (code & 0x3f) as u8,
        ]),
    }
}

fn three_bytes(code: u32) -> Vec<u8> {
    vec![0xe0 | (code >> 12) as u8, 0x80 | (code >> 6 & 0x3f) as u8, 0x80 | (code & 0x3f) as u8]
}

pub fn encode(text: &Str, handler: Handler) -> Result<Vec<u8>, CodecFailure> {
    let codes = match text.view() {
        View::Ascii(text) => return Ok(text.to_vec()),
        View::Wide(codes) => codes,
    };
    let settle = EncodeHandler { handler, pass: Some(three_bytes) };
    let mut bytes = Vec::with_capacity(codes.len() * 2);
    let mut at = 0;
    while at < codes.len() {
        if !is_surrogate(codes[at]) {
            push_code(&mut bytes, codes[at]);
            at += 1;
            continue;
        }
        let end = codes[at..].iter().position(|&code| !is_surrogate(code)).map_or(codes.len(), |more| at + more);
        let failure = CodecFailure { encoding: "utf-8", start: at, end, reason: "surrogates not allowed" };
        match settle.settle(&codes[at..end], failure)? {
            Replacement::Text(text) => bytes.extend(text.into_bytes()),
            Replacement::Bytes(raw) => bytes.extend(raw),
        }
        at = end;
    }
    Ok(bytes)
}

fn read_surrogate(bytes: &[u8]) -> Option<(u32, usize)> {
    match bytes {
        [0xed, second @ 0xa0..=0xbf, third @ 0x80..=0xbf, ..] => {
            Some((0xd000 | (*second as u32 & 0x3f) << 6 | *third as u32 & 0x3f, 3))
        }
        _ => None,
    }
}

pub fn decode(bytes: &[u8], handler: Handler) -> Result<Str, CodecFailure> {
    let settle = DecodeHandler { handler, pass: Some(read_surrogate) };
    let mut builder = StrBuilder::new();
    let mut at = 0;
    loop {
        let error = match std::str::from_utf8(&bytes[at..]) {
            Ok(text) if at == 0 => return Ok(Str::from(text)),
            Ok(text) => {
                builder.push_text(text);
                return Ok(builder.finish());
            }
            Err(error) => error,
        };
        let start = at + error.valid_up_to();
        builder.push_text(std::str::from_utf8(&bytes[at..start]).unwrap_or_default());
        let (end, reason) = match error.error_len() {
            None => (bytes.len(), "unexpected end of data"),
            Some(length) if matches!(bytes[start], 0x80..=0xc1 | 0xf5..) => (start + length, "invalid start byte"),
            Some(length) => (start + length, "invalid continuation byte"),
        };
        at = settle.settle(bytes, CodecFailure { encoding: "utf-8", start, end, reason }, &mut builder)?;
    }
}
