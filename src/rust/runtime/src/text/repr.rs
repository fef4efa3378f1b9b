//! `repr` and `ascii` of text, `repr` of bytes.

use super::str::{Str, StrBuilder};
use super::unicode;

fn quote_for(has_single: bool, has_double: bool) -> u8 {
    if has_single && !has_double {
        b'"'
    } else {
        b'\''
    }
}

fn push_escape(builder: &mut StrBuilder, code: u32, quote: u8) {
    match code {
        9 => builder.push_text("\\t"),
        10 => builder.push_text("\\n"),
        13 => builder.push_text("\\r"),
        0x5c => builder.push_text("\\\\"),
        _ if code == quote as u32 => {
            builder.push_code(0x5c);
            builder.push_code(code);
        }
        _ => builder.push_text(&numeric_escape(code)),
    }
}

/// `\xhh`, `\uhhhh` or `\Uhhhhhhhh`.
pub fn numeric_escape(code: u32) -> String {
    match code {
        0..=0xff => format!("\\x{code:02x}"),
        0x100..=0xffff => format!("\\u{code:04x}"),
        _ => format!("\\U{code:08x}"),
    }
}

fn quoted(text: &Str, plain: impl Fn(u32) -> bool) -> Str {
    let has = |quote: u8| text.view().iter().any(|code| code == quote as u32);
    let quote = if has(b'\'') { quote_for(true, has(b'"')) } else { b'\'' };
    let mut builder = StrBuilder::new();
    builder.push_code(quote as u32);
    for code in text.view().iter() {
        let escaped = code < 0x20 || code == 0x7f || code == 0x5c || code == quote as u32;
        if !escaped && (code < 0x7f || plain(code)) {
            builder.push_code(code);
        } else {
            push_escape(&mut builder, code, quote);
        }
    }
    builder.push_code(quote as u32);
    builder.finish()
}

/// `repr(text)`.
pub fn repr(text: &Str) -> Str {
    quoted(text, |code| unicode::is(code, unicode::PRINTABLE))
}

/// `ascii(text)`.
pub fn ascii(text: &Str) -> Str {
    quoted(text, |_| false)
}

/// The result of `repr` with everything above 127 escaped: what `ascii()` does to any object's repr.
pub fn escape_non_ascii(text: &Str) -> Str {
    let mut builder = StrBuilder::new();
    for code in text.view().iter() {
        if code < 128 {
            builder.push_code(code)
        } else {
            builder.push_text(&numeric_escape(code))
        }
    }
    builder.finish()
}

/// `repr(bytes)`, with the `b`.
pub fn repr_bytes(bytes: &[u8]) -> String {
    let quote = quote_for(bytes.contains(&b'\''), bytes.contains(&b'"'));
    let mut text = String::with_capacity(bytes.len() + 3);
    text.push('b');
    text.push(quote as char);
    for &byte in bytes {
        match byte {
            b'\t' => text.push_str("\\t"),
            b'\n' => text.push_str("\\n"),
            b'\r' => text.push_str("\\r"),
            b'\\' => text.push_str("\\\\"),
            _ if byte == quote => {
                text.push('\\');
                text.push(byte as char);
            }
            0x20..=0x7e => text.push(byte as char),
            _ => text.push_str(&format!("\\x{byte:02x}")),
        }
    }
    text.push(quote as char);
    text
}
