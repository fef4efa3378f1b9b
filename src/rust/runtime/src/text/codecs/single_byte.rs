//! ASCII and Latin-1.

use super::handlers::{DecodeHandler, EncodeHandler, Handler, Replacement};
use super::CodecFailure;
use crate::text::str::{Str, StrBuilder, View};

/// An encoding in which the first `limit` code points are bytes of the same value.
pub struct SingleByte {
    name: &'static str,
    limit: u32,
    reason: &'static str,
}

pub static ASCII: SingleByte = SingleByte { name: "ascii", limit: 128, reason: "ordinal not in range(128)" };
pub static LATIN1: SingleByte = SingleByte { name: "latin-1", limit: 256, reason: "ordinal not in range(256)" };

pub fn encode(text: &Str, handler: Handler, encoding: &SingleByte) -> Result<Vec<u8>, CodecFailure> {
    let codes = match text.view() {
        View::Ascii(text) => return Ok(text.to_vec()),
        View::Wide(codes) => codes,
    };
    let settle = EncodeHandler { handler, pass: None };
    let mut bytes = Vec::with_capacity(codes.len());
    let mut at = 0;
    while at < codes.len() {
        if codes[at] < encoding.limit {
            bytes.push(codes[at] as u8);
            at += 1;
            continue;
        }
        let end = codes[at..].iter().position(|&code| code < encoding.limit).map_or(codes.len(), |more| at + more);
        let failure = CodecFailure { encoding: encoding.name, start: at, end, reason: encoding.reason };
        match settle.settle(&codes[at..end], failure)? {
            Replacement::Text(text) => bytes.extend(text.into_bytes()),
            Replacement::Bytes(raw) => bytes.extend(raw),
        }
        at = end;
    }
    Ok(bytes)
}

pub fn decode_ascii(bytes: &[u8], handler: Handler) -> Result<Str, CodecFailure> {
    if bytes.is_ascii() {
        return Ok(Str::from_ascii_bytes(bytes));
    }
    let settle = DecodeHandler { handler, pass: None };
    let mut builder = StrBuilder::new();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] < 128 {
            builder.push_code(bytes[at] as u32);
            at += 1;
            continue;
        }
        let failure = CodecFailure { encoding: ASCII.name, start: at, end: at + 1, reason: ASCII.reason };
        at = settle.settle(bytes, failure, &mut builder)?;
    }
    Ok(builder.finish())
}
