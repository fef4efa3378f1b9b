//! `binascii` (`Modules/binascii.c`).

mod base64;
mod checksums;
mod quoted_printable;
mod uu;

pub(crate) use checksums::crc32;

use crate::classes::{known_names, BuiltinClass, Method};
use crate::collections::support::at;
use crate::exceptions::*;
use crate::functions::Arguments;
use crate::modules::NativeModule;
use crate::native;
use crate::object::Kind;
use crate::text::bytes_bound::like;
use crate::text::bytes_text::to_hexadecimal;
use crate::text::str::Str;
use crate::value::{int, Value};
use std::borrow::Cow;

pub static ERROR: BuiltinClass =
    BuiltinClass::new("Error", Kind::Exception).module("binascii").bases(&[&VALUE_ERROR]).instance_dict();

pub static INCOMPLETE: BuiltinClass =
    BuiltinClass::new("Incomplete", Kind::Exception).module("binascii").bases(&[&EXCEPTION]).instance_dict();

#[cold]
fn raise_error(message: impl Into<String>) -> Raised {
    raise_builtin(&ERROR, vec![crate::text::value_of(message.into())])
}

/// Octets, or the characters of an ASCII text (`ascii_buffer_converter`). Errors: ValueError, TypeError.
fn ascii(value: &Value) -> Outcome<Cow<'_, [u8]>> {
    if let Some(text) = value.downcast::<Str>() {
        return match text.as_ascii() {
            Some(text) => Ok(Cow::Borrowed(text.as_bytes())),
            None => Err(raise_value_error("string argument should contain only ASCII characters")),
        };
    }
    let octets = crate::text::memory_view::is_contiguous(value).then(|| native::bytes_like(value)).flatten();
    octets.ok_or_else(|| {
        let given = value.type_name();
        raise_type_error(format!("argument should be bytes, buffer or ASCII string, not '{given}'"))
    })
}

/// A flag that is false where it is not given.
fn flag(arguments: &Arguments, index: usize) -> Outcome<bool> {
    arguments.get(index).map_or(Ok(false), native::truth)
}

/// An unsigned C int, of which what is above 32 bits is dropped.
pub(crate) fn unsigned(value: Option<&Value>) -> Outcome<u32> {
    let Some(value) = value else { return Ok(0) };
    let whole = native::index_integer(value)?;
    let low = whole.and(&crate::number::integer::Integer::Small(u32::MAX.into()));
    Ok(low.to_u64().unwrap_or(0) as u32)
}

fn from_hexadecimal(arguments: &mut Arguments) -> Outcome {
    let text = ascii(at(arguments, 0))?;
    if text.len() % 2 == 1 {
        return Err(raise_error("Odd-length string"));
    }
    let digit = |character: u8| {
        let digit = char::from(character).to_digit(16);
        digit.map(|digit| digit as u8).ok_or_else(|| raise_error("Non-hexadecimal digit found"))
    };
    let mut octets = Vec::with_capacity(text.len() / 2);
    for pair in text.chunks_exact(2) {
        octets.push(digit(pair[0])? << 4 | digit(pair[1])?);
    }
    Ok(native::bytes(octets))
}

/// The separator of `hexlify` (`_Py_strhex_impl`): any character of Latin 1.
fn separator(value: &Value) -> Outcome<u8> {
    if native::length_of(value)? != 1 {
        return Err(raise_value_error("sep must be length 1."));
    }
    if let Some(text) = value.downcast::<Str>() {
        return u8::try_from(text.at(0)).map_err(|_| raise_value_error("sep must be ASCII."));
    }
    match native::exact_octets(value) {
        Some(octets) if value.downcast::<crate::text::Bytes>().is_some() => Ok(octets[0]),
        _ => Err(raise_type_error("sep must be str or bytes.")),
    }
}

fn hexadecimal(arguments: &mut Arguments) -> Outcome {
    let octets = like(at(arguments, 0))?;
    let group = arguments.get(2).map_or(Ok(1), native::index_c_int)?;
    let separator = arguments.get(1).map(separator).transpose()?;
    // A separator that is no ASCII is put in afterwards.
    let mut shown = to_hexadecimal(&octets, separator.map(|_| b':'), group).into_bytes();
    if let Some(separator) = separator {
        shown.iter_mut().filter(|own| **own == b':').for_each(|own| *own = separator);
    }
    Ok(native::bytes(shown))
}

static A2B_BASE64: Method = Method::new("a2b_base64", "data, /, *, strict_mode=False", |arguments| {
    let strict = flag(arguments, 1)?;
    base64::decode(&ascii(at(arguments, 0))?, strict).map(native::bytes)
});

static B2A_BASE64: Method = Method::new("b2a_base64", "data, /, *, newline=True", |arguments| {
    let newline = arguments.get(1).map_or(Ok(true), native::truth)?;
    Ok(native::bytes(base64::encode(&like(at(arguments, 0))?, newline)))
});

static A2B_UU: Method =
    Method::new("a2b_uu", "data, /", |arguments| uu::decode(&ascii(at(arguments, 0))?).map(native::bytes));

static B2A_UU: Method = Method::new("b2a_uu", "data, /, *, backtick=False", |arguments| {
    let backtick = flag(arguments, 1)?;
    uu::encode(&like(at(arguments, 0))?, backtick).map(native::bytes)
});

static A2B_QP: Method = Method::new("a2b_qp", "data, header=False", |arguments| {
    let header = flag(arguments, 1)?;
    Ok(native::bytes(quoted_printable::decode(&ascii(at(arguments, 0))?, header)))
});

static B2A_QP: Method = Method::new("b2a_qp", "data, quotetabs=False, istext=True, header=False", |arguments| {
    let data = like(at(arguments, 0))?;
    let style = quoted_printable::Style {
        quote_tabs: flag(arguments, 1)?,
        is_text: arguments.get(2).map_or(Ok(true), native::truth)?,
        header: flag(arguments, 3)?,
    };
    Ok(native::bytes(quoted_printable::encode(&data, style)))
});

static CRC32: Method = Method::new("crc32", "data, crc=0, /", |arguments| {
    let data = like(at(arguments, 0))?;
    let before = unsigned(arguments.get(1))?;
    Ok(int(i64::from(crc32(before, &data))))
});

static CRC_HQX: Method = Method::new("crc_hqx", "data, crc, /", |arguments| {
    let data = like(at(arguments, 0))?;
    let before = unsigned(arguments.get(1))?;
    Ok(int(i64::from(checksums::crc_hqx(before as u16, &data))))
});

static A2B_HEX: Method = Method::new("a2b_hex", "hexstr, /", from_hexadecimal);
static UNHEXLIFY: Method = Method::new("unhexlify", "hexstr, /", from_hexadecimal);
static B2A_HEX: Method = Method::new("b2a_hex", "data, sep=<unrepresentable>, bytes_per_sep=1", hexadecimal);
static HEXLIFY: Method = Method::new("hexlify", "data, sep=<unrepresentable>, bytes_per_sep=1", hexadecimal);

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "binascii",
    documentation: known_names::documentation_of("binascii"),
    members: members![
        Member::Function(&A2B_UU),
        Member::Function(&B2A_UU),
        Member::Function(&A2B_BASE64),
        Member::Function(&B2A_BASE64),
        Member::Function(&A2B_HEX),
        Member::Function(&B2A_HEX),
        Member::Function(&HEXLIFY),
        Member::Function(&UNHEXLIFY),
        Member::Function(&CRC_HQX),
        Member::Function(&CRC32),
        Member::Function(&A2B_QP),
        Member::Function(&B2A_QP),
        Member::Class(&ERROR),
        Member::Class(&INCOMPLETE),
    ],
    known_names: known_names::of_module("binascii"),
};
