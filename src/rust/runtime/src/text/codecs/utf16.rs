//! UTF-16 in both byte orders.

use super::handlers::{is_surrogate, DecodeHandler, EncodeHandler, Handler, ReadSurrogate, Replacement};
use super::{CodecFailure, Order};
use crate::text::str::{Str, StrBuilder};

fn little_unit(code: u32) -> Vec<u8> {
    (code as u16).to_le_bytes().to_vec()
}

fn big_unit(code: u32) -> Vec<u8> {
    (code as u16).to_be_bytes().to_vec()
}

pub fn encode(text: &Str, handler: Handler, order: Order) -> Result<Vec<u8>, CodecFailure> {
    let (name, write): (_, fn(u32) -> Vec<u8>) = match order {
        Order::Marked => ("utf-16", little_unit),
        Order::Little => ("utf-16-le", little_unit),
        Order::Big => ("utf-16-be", big_unit),
    };
    let settle = EncodeHandler { handler, pass: Some(write) };
    let mut bytes = if order == Order::Marked { vec![0xff, 0xfe] } else { Vec::new() };
    for (at, code) in text.view().iter().enumerate() {
        match code {
            _ if is_surrogate(code) => {
                let reason = "surrogates not allowed";
                let failure = CodecFailure { encoding: name, start: at, end: at + 1, reason };
                match settle.settle(&[code], failure.clone())? {
                    Replacement::Text(text) => bytes.extend(text.chars().flat_map(|char| write(char as u32))),
                    Replacement::Bytes(raw) if raw.len() % 2 == 0 => bytes.extend(raw),
                    Replacement::Bytes(_) => return Err(failure), // half a unit
                }
            }
            0..=0xffff => bytes.extend(write(code)),
            _ => {
                let offset = code - 0x10000;
                bytes.extend(write(0xd800 | offset >> 10));
                bytes.extend(write(0xdc00 | offset & 0x3ff));
            }
        }
    }
    Ok(bytes)
}

fn little_surrogate(bytes: &[u8]) -> Option<(u32, usize)> {
    let code = u16::from_le_bytes([*bytes.first()?, *bytes.get(1)?]) as u32;
    is_surrogate(code).then_some((code, 2))
}

fn big_surrogate(bytes: &[u8]) -> Option<(u32, usize)> {
    let code = u16::from_be_bytes([*bytes.first()?, *bytes.get(1)?]) as u32;
    is_surrogate(code).then_some((code, 2))
}

pub fn decode(bytes: &[u8], handler: Handler, order: Order) -> Result<Str, CodecFailure> {
    let (big, mut at) = match (order, bytes) {
        (Order::Marked, [0xff, 0xfe, ..]) => (false, 2),
        (Order::Marked, [0xfe, 0xff, ..]) => (true, 2),
        (Order::Marked | Order::Little, _) => (false, 0),
        (Order::Big, _) => (true, 0),
    };
    let encoding = match (order, big) {
        (Order::Marked, false) if at == 0 => "utf-16-le",
        (_, false) => "utf-16-le",
        (_, true) => "utf-16-be",
    };
    let pass: ReadSurrogate = if big { big_surrogate } else { little_surrogate };
    let settle = DecodeHandler { handler, pass: Some(pass) };
    let unit = |at: usize| {
        let pair = [bytes[at], bytes[at + 1]];
        if big {
            u16::from_be_bytes(pair) as u32
        } else {
            u16::from_le_bytes(pair) as u32
        }
    };
    let mut builder = StrBuilder::new();
    while at < bytes.len() {
        let (end, reason) = if at + 1 == bytes.len() {
            (bytes.len(), "truncated data")
        } else {
            let code = unit(at);
            if !is_surrogate(code) {
                builder.push_code(code);
                at += 2;
                continue;
            }
            if code >= 0xdc00 {
                (at + 2, "illegal encoding")
            } else if at + 3 >= bytes.len() {
                (bytes.len(), "unexpected end of data")
            } else {
                let low = unit(at + 2);
                if (0xdc00..=0xdfff).contains(&low) {
                    builder.push_code(0x10000 + ((code & 0x3ff) << 10 | low & 0x3ff));
                    at += 4;
                    continue;
                }
                (at + 2, "illegal UTF-16 surrogate")
            }
        };
        at = settle.settle(bytes, CodecFailure { encoding, start: at, end, reason }, &mut builder)?;
    }
    Ok(builder.finish())
}
