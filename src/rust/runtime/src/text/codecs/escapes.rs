//! `unicode_escape` and `raw_unicode_escape` (`Objects/unicodeobject.c`).

use super::handlers::{DecodeHandler, Handler};
use super::CodecFailure;
use crate::text::str::{Str, StrBuilder};

fn push_numeric(octets: &mut Vec<u8>, code: u32) {
    let escape = if code > 0xffff { format!("\\U{code:08x}") } else { format!("\\u{code:04x}") };
    octets.extend(escape.into_bytes());
}

pub fn encode_raw(text: &Str) -> Vec<u8> {
    let mut octets = Vec::with_capacity(text.len());
    for code in text.view().iter() {
        match u8::try_from(code) {
            Ok(octet) => octets.push(octet),
            Err(_) => push_numeric(&mut octets, code),
        }
    }
    octets
}

pub fn encode(text: &Str) -> Vec<u8> {
    let mut octets = Vec::with_capacity(text.len());
    for code in text.view().iter() {
        match code {
            0x5c => octets.extend(b"\\\\"),
            0x09 => octets.extend(b"\\t"),
            0x0a => octets.extend(b"\\n"),
            0x0d => octets.extend(b"\\r"),
            0x20..=0x7e => octets.push(code as u8),
            0..=0xff => octets.extend(format!("\\x{code:02x}").into_bytes()),
            _ => push_numeric(&mut octets, code),
        }
    }
    octets
}

/// Whether decoding names a character, or warns of an escape that there is not.
pub fn is_beyond(octets: &[u8]) -> bool {
    let mut at = 0;
    while let Some(place) = memchr::memchr(b'\\', &octets[at..]) {
        let Some(kind) = octets.get(at + place + 1) else { return false };
        let is_octal = (b'4'..=b'7').contains(kind) && octets[at + place + 1..].iter().take(3).all(u8::is_ascii_digit);
        if is_octal || !b"\n\\'\"bftnrva01234567xuU".contains(kind) {
            return true;
        }
        at += place + 2;
    }
    false
}

/// The value of the hexadecimal digits after an escape, and where reading stopped.
fn hexadecimal(octets: &[u8], start: usize, count: usize) -> Result<(u32, usize), usize> {
    let mut code = 0u32;
    for at in start..start + count {
        match octets.get(at).and_then(|octet| (*octet as char).to_digit(16)) {
            Some(digit) => code = code << 4 | digit,
            None => return Err(at),
        }
    }
    Ok((code, start + count))
}

/// What an escape with so many digits stands for.
struct Numeric {
    digits: usize,
    truncated: &'static str,
}

const SHORT: Numeric = Numeric { digits: 2, truncated: "truncated \\xXX escape" };
const MIDDLE: Numeric = Numeric { digits: 4, truncated: "truncated \\uXXXX escape" };
const LONG: Numeric = Numeric { digits: 8, truncated: "truncated \\UXXXXXXXX escape" };

impl Numeric {
    /// Pushes the character of the escape at `start`; gives where to go on.
    fn read(
        &self,
        octets: &[u8],
        start: usize,
        decoder: (&'static str, &'static str),
        settle: &DecodeHandler,
        builder: &mut StrBuilder,
    ) -> Result<usize, CodecFailure> {
        let (encoding, beyond) = decoder;
        let (end, reason) = match hexadecimal(octets, start + 2, self.digits) {
            Ok((code, end)) if code <= 0x10ffff => {
                builder.push_code(code);
                return Ok(end);
            }
            Ok((_, end)) => (end, beyond),
            Err(end) => (end, self.truncated),
        };
        settle.settle(octets, CodecFailure { encoding, start, end, reason }, builder)
    }
}

pub fn decode_raw(octets: &[u8], handler: Handler) -> Result<Str, CodecFailure> {
    const DECODER: (&str, &str) = ("rawunicodeescape", "\\Uxxxxxxxx out of range");
    let settle = DecodeHandler { handler, pass: None };
    let mut builder = StrBuilder::new();
    let mut at = 0;
    while at < octets.len() {
        at = match (octets[at], octets.get(at + 1)) {
            (b'\\', Some(b'u')) => MIDDLE.read(octets, at, DECODER, &settle, &mut builder)?,
            (b'\\', Some(b'U')) => LONG.read(octets, at, DECODER, &settle, &mut builder)?,
            (b'\\', Some(other)) => {
                builder.push_code(u32::from(b'\\'));
                builder.push_code(u32::from(*other));
                at + 2
            }
            (plain, _) => {
                builder.push_code(u32::from(plain));
                at + 1
            }
        };
    }
    Ok(builder.finish())
}

/// Without names of characters and unknown escapes (`is_beyond`).
pub fn decode(octets: &[u8], handler: Handler) -> Result<Str, CodecFailure> {
    const DECODER: (&str, &str) = ("unicodeescape", "illegal Unicode character");
    let settle = DecodeHandler { handler, pass: None };
    let mut builder = StrBuilder::new();
    let mut at = 0;
    while at < octets.len() {
        if octets[at] != b'\\' {
            builder.push_code(u32::from(octets[at]));
            at += 1;
            continue;
        }
        let Some(&kind) = octets.get(at + 1) else {
            let reason = "\\ at end of string";
            let failure = CodecFailure { encoding: DECODER.0, start: at, end: octets.len(), reason };
            at = settle.settle(octets, failure, &mut builder)?;
            continue;
        };
        at = match kind {
            b'x' => SHORT.read(octets, at, DECODER, &settle, &mut builder)?,
            b'u' => MIDDLE.read(octets, at, DECODER, &settle, &mut builder)?,
            b'U' => LONG.read(octets, at, DECODER, &settle, &mut builder)?,
            b'0'..=b'7' => {
                let digits = octets[at + 1..].iter().take(3).take_while(|octet| (b'0'..=b'7').contains(octet));
                let (code, count) =
                    digits.fold((0, 0), |(code, count), octet| (code * 8 + u32::from(octet - b'0'), count + 1));
                builder.push_code(code);
                at + 1 + count
            }
            _ => {
                let code = match kind {
                    b'\n' => None,
                    b'b' => Some(0x08),
                    b'f' => Some(0x0c),
                    b't' => Some(0x09),
                    b'n' => Some(0x0a),
                    b'r' => Some(0x0d),
                    b'v' => Some(0x0b),
                    b'a' => Some(0x07),
                    other => Some(u32::from(other)),
                };
                code.into_iter().for_each(|code| builder.push_code(code));
                at + 2
            }
        };
    }
    Ok(builder.finish())
}
