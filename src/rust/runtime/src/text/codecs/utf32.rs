//! UTF-32 in both byte orders.

use super::handlers::{is_surrogate, DecodeHandler, EncodeHandler, Handler, ReadSurrogate, Replacement};
use super::{CodecFailure, Order};
use crate::text::str::{Str, StrBuilder};

fn little_unit(code: u32) -> Vec<u8> {
    code.to_le_bytes().to_vec()
}

fn big_unit(code: u32) -> Vec<u8> {
    code.to_be_bytes().to_vec()
}

pub fn encode(text: &Str, handler: Handler, order: Order) -> Result<Vec<u8>, CodecFailure> {
    let (name, write): (_, fn(u32) -> Vec<u8>) = match order {
        Order::Marked => ("utf-32", little_unit),
        Order::Little => ("utf-32-le", little_unit),
        Order::Big => ("utf-32-be", big_unit),
    };
    let settle = EncodeHandler { handler, pass: Some(write) };
    let mut bytes = if order == Order::Marked { vec![0xff, 0xfe, 0, 0] } else { Vec::new() };
    for (at, code) in text.view().iter().enumerate() {
        if !is_surrogate(code) {
            bytes.extend(write(code));
            continue;
        }
        let failure = CodecFailure { encoding: name, start: at, end: at + 1, reason: "surrogates not allowed" };
        match settle.settle(&[code], failure.clone())? {
            Replacement::Text(text) => bytes.extend(text.chars().flat_map(|char| write(char as u32))),
            Replacement::Bytes(raw) if raw.len() % 4 == 0 => bytes.extend(raw),
            Replacement::Bytes(_) => return Err(failure), // a part of a unit
        }
    }
    Ok(bytes)
}

fn little_surrogate(bytes: &[u8]) -> Option<(u32, usize)> {
    let code = u32::from_le_bytes(bytes.get(..4)?.try_into().ok()?);
    is_surrogate(code).then_some((code, 4))
}

fn big_surrogate(bytes: &[u8]) -> Option<(u32, usize)> {
    let code = u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?);
    is_surrogate(code).then_some((code, 4))
}

pub fn decode(bytes: &[u8], handler: Handler, order: Order) -> Result<Str, CodecFailure> {
    let (big, mut at) = match (order, bytes) {
        (Order::Marked, [0xff, 0xfe, 0, 0, ..]) => (false, 4),
        (Order::Marked, [0, 0, 0xfe, 0xff, ..]) => (true, 4),
        (Order::Marked | Order::Little, _) => (false, 0),
        (Order::Big, _) => (true, 0),
    };
    let encoding = if big { "utf-32-be" } else { "utf-32-le" };
    let pass: ReadSurrogate = if big { big_surrogate } else { little_surrogate };
    let settle = DecodeHandler { handler, pass: Some(pass) };
    let mut builder = StrBuilder::new();
    while at < bytes.len() {
        let (end, reason) = match bytes.get(at..at + 4).and_then(|unit| <[u8; 4]>::try_from(unit).ok()) {
            None => (bytes.len(), "truncated data"),
            Some(unit) => {
                let code = if big { u32::from_be_bytes(unit) } else { u32::from_le_bytes(unit) };
                if is_surrogate(code) {
                    (at + 4, "code point in surrogate code point range(0xd800, 0xe000)")
                } else if code > 0x10ffff {
                    (at + 4, "code point not in range(0x110000)")
                } else {
                    builder.push_code(code);
                    at += 4;
                    continue;
                }
            }
        };
        at = settle.settle(bytes, CodecFailure { encoding, start: at, end, reason }, &mut builder)?;
    }
    Ok(builder.finish())
}
