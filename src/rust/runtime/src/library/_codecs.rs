//! `_codecs`: conversions between text and octets, and what to do where one fails (`Modules/_codecsmodule.c`,
//! `Python/codecs.c`).

use crate::classes::{known_names, BuiltinClass, Method};
use crate::collections::tuple_value;
use crate::exceptions::*;
use crate::functions::Arguments;
use crate::kept::Row;
use crate::modules::import::{import_leaf, is_available};
use crate::modules::{Member, NativeModule};
use crate::native::{bytes_like, text};
use crate::text::codecs::Encoding;
use crate::text::str::Str;
use crate::text::{codec_objects, codec_registry};
use crate::value::{int, Value, NONE};

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "_codecs",
    documentation: None,
    members: MEMBERS,
    known_names: known_names::of_module("_codecs"),
};

macro_rules! conversions {
    ($($encode:ident $decode:ident $encoding:literal,)*) => {
        $(
            fn $encode(arguments: &mut Arguments) -> Outcome {
                encode_all(arguments, $encoding, stringify!($encode))
            }

            fn $decode(arguments: &mut Arguments) -> Outcome {
                let is_at_once = !$encoding.starts_with("utf");
                decode_all(arguments, $encoding, is_at_once)
            }
        )*
    };
}

conversions! {
    ascii_encode ascii_decode "ascii",
    latin_1_encode latin_1_decode "latin-1",
    utf_8_encode utf_8_decode "utf-8",
    utf_16_le_encode utf_16_le_decode "utf-16-le",
    utf_16_be_encode utf_16_be_decode "utf-16-be",
    utf_32_le_encode utf_32_le_decode "utf-32-le",
    utf_32_be_encode utf_32_be_decode "utf-32-be",
}

const ENCODE: &str = "str, errors=None, /";
const DECODE_AT_ONCE: &str = "data, errors=None, /";
const ENCODE_ORDERED: &str = "str, errors=None, byteorder=0, /";
const DECODE_ESCAPES: &str = "data, errors=None, final=True, /";
const DECODE: &str = "data, errors=None, final=False, /";

const MEMBERS: &[Row<Member>] = members![
    Member::Function(&Method::new("encode", "obj, encoding='utf-8', errors='strict'", encode)),
    Member::Function(&Method::new("decode", "obj, encoding='utf-8', errors='strict'", decode)),
    Member::Function(&Method::new("register", "search_function, /", |arguments| {
        codec_registry::register(arguments.take(0))?;
        Ok(NONE())
    })),
    Member::Function(&Method::new("unregister", "search_function, /", |arguments| {
        codec_registry::unregister(&arguments.take(0))?;
        Ok(NONE())
    })),
    Member::Function(&Method::new("lookup", "encoding, /", lookup)),
    Member::Function(&Method::new("lookup_error", "name, /", lookup_error)),
    Member::Function(&Method::new("register_error", "errors, handler, /", register_error)),
    Member::Function(&Method::new("utf_16_encode", ENCODE_ORDERED, |arguments| {
        encode_ordered(arguments, ["utf-16-le", "utf-16", "utf-16-be"], "utf_16_encode")
    })),
    Member::Function(&Method::new("utf_32_encode", ENCODE_ORDERED, |arguments| {
        encode_ordered(arguments, ["utf-32-le", "utf-32", "utf-32-be"], "utf_32_encode")
    })),
    Member::Function(&Method::new("unicode_escape_encode", ENCODE, |arguments| {
        encode_all(arguments, "unicode_escape", "unicode_escape_encode")
    })),
    Member::Function(&Method::new("raw_unicode_escape_encode", ENCODE, |arguments| {
        encode_all(arguments, "raw_unicode_escape", "raw_unicode_escape_encode")
    })),
    Member::Function(&Method::new("unicode_escape_decode", DECODE_ESCAPES, |arguments| {
        decode_escapes(arguments, "unicode_escape")
    })),
    Member::Function(&Method::new("raw_unicode_escape_decode", DECODE_ESCAPES, |arguments| {
        decode_escapes(arguments, "raw_unicode_escape")
    })),
    Member::Function(&Method::new("ascii_encode", ENCODE, ascii_encode)),
    Member::Function(&Method::new("ascii_decode", DECODE_AT_ONCE, ascii_decode)),
    Member::Function(&Method::new("latin_1_encode", ENCODE, latin_1_encode)),
    Member::Function(&Method::new("latin_1_decode", DECODE_AT_ONCE, latin_1_decode)),
    Member::Function(&Method::new("utf_8_encode", ENCODE, utf_8_encode)),
    Member::Function(&Method::new("utf_8_decode", DECODE, utf_8_decode)),
    Member::Function(&Method::new("utf_16_le_encode", ENCODE, utf_16_le_encode)),
    Member::Function(&Method::new("utf_16_le_decode", DECODE, utf_16_le_decode)),
    Member::Function(&Method::new("utf_16_be_encode", ENCODE, utf_16_be_encode)),
    Member::Function(&Method::new("utf_16_be_decode", DECODE, utf_16_be_decode)),
    Member::Function(&Method::new("utf_32_le_encode", ENCODE, utf_32_le_encode)),
    Member::Function(&Method::new("utf_32_le_decode", DECODE, utf_32_le_decode)),
    Member::Function(&Method::new("utf_32_be_encode", ENCODE, utf_32_be_encode)),
    Member::Function(&Method::new("utf_32_be_decode", DECODE, utf_32_be_decode)),
];

fn name(value: Option<Value>, function: &str, parameter: &str) -> Outcome<Option<String>> {
    codec_objects::name_argument(value.filter(|value| !value.is_none()).as_ref(), function, parameter)
}

/// `encode(obj, encoding, errors)`: of text, by one of the runtime's encodings.
fn encode(arguments: &mut Arguments) -> Outcome {
    let object = arguments.take(0);
    let encoding = name(arguments.optional(1), "encode", "encoding")?;
    let errors = name(arguments.optional(2), "encode", "errors")?;
    if let Some(name) = registered_name(encoding.as_deref()) {
        return codec_registry::convert(codec_registry::ENCODE, &object, name, errors.as_deref(), false);
    }
    if object.downcast::<Str>().is_none() {
        crate::program::refuse(format_args!("codecs.encode of '{}'", object.type_name()));
    }
    let result = codec_objects::encode(&object, encoding.as_deref(), errors.as_deref());
    result.map_err(|raised| named(raised, codec_registry::ENCODE, encoding.as_deref()))
}

/// As the codec's function is called in any case, what it raises is raised with one that names the codec.
fn named(raised: Raised, direction: codec_registry::Direction, encoding: Option<&str>) -> Raised {
    let name = encoding.unwrap_or("utf-8");
    match codec_registry::is_known_at_once(name) {
        true => codec_registry::wrapped(raised, direction, name),
        false => raised,
    }
}

/// `decode(obj, encoding, errors)`.
fn decode(arguments: &mut Arguments) -> Outcome {
    let object = arguments.take(0);
    let encoding = name(arguments.optional(1), "decode", "encoding")?;
    let errors = name(arguments.optional(2), "decode", "errors")?;
    if let Some(name) = registered_name(encoding.as_deref()) {
        return codec_registry::convert(codec_registry::DECODE, &object, name, errors.as_deref(), false);
    }
    match bytes_like(&object) {
        Some(octets) => codec_objects::decode(&octets, encoding.as_deref(), errors.as_deref())
            .map_err(|raised| named(raised, codec_registry::DECODE, encoding.as_deref())),
        None => crate::program::refuse(format_args!("codecs.decode of '{}'", object.type_name())),
    }
}

/// The name of an encoding that is not the runtime's, where the program has registered any.
fn registered_name(name: Option<&str>) -> Option<&str> {
    let name = name.filter(|name| Encoding::named(name).is_none() && codec_registry::has_searches())?;
    codec_registry::refuse_unsearched(name);
    Some(name)
}

/// `lookup(encoding)`: the package `encodings` describes the runtime's own.
fn lookup(arguments: &mut Arguments) -> Outcome {
    let given = arguments.take(0);
    let Some(name) = given.downcast::<Str>().map(Str::to_lossy) else {
        return Err(raise_type_error(format!("lookup() argument must be str, not {}", given.type_name())));
    };
    if is_available("encodings") {
        import_leaf("encodings")?;
    } else if Encoding::named(&name).is_some() {
        crate::program::refuse("codecs.lookup in a program without the package encodings");
    }
    codec_registry::refuse_unsearched(&name);
    codec_registry::lookup(&name)
}

fn register_error(arguments: &mut Arguments) -> Outcome {
    let given = arguments.take(0);
    let Some(name) = given.downcast::<Str>().map(Str::to_lossy) else {
        let given = given.type_name();
        return Err(raise_type_error(format!("register_error() argument 1 must be str, not {given}")));
    };
    codec_registry::register_error(&name, arguments.take(1))?;
    Ok(NONE())
}

/// What was made, and how much of the input went into it.
fn converted(made: Value, length: usize) -> Outcome {
    Ok(tuple_value(vec![made, int(length as i64)]))
}

fn encode_all(arguments: &mut Arguments, encoding: &str, function: &str) -> Outcome {
    let object = arguments.take(0);
    let errors = name(arguments.optional(1), function, "argument 2")?;
    let Some(length) = object.downcast::<Str>().map(Str::len) else {
        let given = object.type_name();
        return Err(raise_type_error(format!("{function}() argument 1 must be str, not {given}")));
    };
    converted(codec_objects::encode_plainly(&object, Some(encoding), errors.as_deref())?, length)
}

/// By the order of bytes that the third argument says: little, with a mark, big.
fn encode_ordered(arguments: &mut Arguments, encodings: [&str; 3], function: &str) -> Outcome {
    let order = arguments.optional(2).map_or(Ok(0), |order| crate::native::index_c_int(&order))?;
    encode_all(arguments, encodings[(order.signum() + 1) as usize], function)
}

/// A str stands for its UTF-8 here.
fn decode_escapes(arguments: &mut Arguments, encoding: &str) -> Outcome {
    let is_final = arguments.optional(2).map_or(Ok(true), crate::protocol::truth)?;
    if !is_final || arguments.get(0).is_some_and(|data| data.downcast::<Str>().is_some()) {
        crate::program::refuse(format_args!("decoding {encoding} in pieces, or of a str"));
    }
    decode_all(arguments, encoding, true)
}

fn decode_all(arguments: &mut Arguments, encoding: &str, is_at_once: bool) -> Outcome {
    let object = arguments.take(0);
    let errors = name(arguments.optional(1), "decode", "argument 2")?;
    let Some(octets) = bytes_like(&object) else {
        return Err(raise_type_error(format!("a bytes-like object is required, not '{}'", object.type_name())));
    };
    // In ASCII and Latin-1, which have no third parameter, nothing can be incomplete.
    let is_final = is_at_once || arguments.optional(2).map_or(Ok(false), crate::protocol::truth)?;
    let end = if is_final { octets.len() } else { octets.len() - incomplete(&octets, encoding) };
    converted(codec_objects::decode_plainly(&octets[..end], Some(encoding), errors.as_deref())?, end)
}

/// How many octets at the end begin a character that is not there in full.
fn incomplete(octets: &[u8], encoding: &str) -> usize {
    match encoding {
        "utf-8" => incomplete_utf8(octets),
        "utf-32-le" | "utf-32-be" => octets.len() % 4,
        _ => {
            let odd = octets.len() % 2;
            let high = if encoding == "utf-16-le" { 1 } else { 2 };
            let whole = octets.len() - odd;
            // A high surrogate waits for the low one.
            let waits = whole >= 2 && (0xD8..0xDC).contains(&octets[whole - high]);
            odd + if waits { 2 } else { 0 }
        }
    }
}

fn incomplete_utf8(octets: &[u8]) -> usize {
    let continues = octets.iter().rev().take(3).take_while(|octet| (0x80..0xC0).contains(*octet)).count();
    let Some(&lead) = octets.len().checked_sub(continues + 1).and_then(|place| octets.get(place)) else { return 0 };
    let wanted = match lead {
        0xC2..=0xDF => 1,
        0xE0..=0xEF => 2,
        0xF0..=0xF4 => 3,
        _ => return 0,
    };
    // What can begin no character is an error at once.
    let second_fits = match (lead, octets.get(octets.len() - continues).filter(|_| continues > 0)) {
        (_, None) => true,
        (0xE0, Some(second)) => *second >= 0xA0,
        (0xF0, Some(second)) => *second >= 0x90,
        (0xF4, Some(second)) => *second < 0x90,
        _ => true,
    };
    if continues < wanted && second_fits {
        continues + 1
    } else {
        0
    }
}

/// `lookup_error(name)`: the function behind the name of an error handler.
fn lookup_error(arguments: &mut Arguments) -> Outcome {
    let given = arguments.take(0);
    let Some(name) = given.downcast::<Str>().map(Str::to_lossy) else {
        return Err(raise_type_error(format!("lookup_error() argument must be str, not {}", given.type_name())));
    };
    if let Some(handler) = codec_registry::handler(&name) {
        return Ok(handler);
    }
    match HANDLERS.iter().find(|(known, _)| *known == name) {
        Some((_, row)) => Ok(crate::functions::builtin::function_value(row, None)),
        None if ["surrogatepass", "surrogateescape"].contains(&name.as_str()) => {
            crate::program::refuse(format_args!("the error handler {name} as a function"))
        }
        None => Err(raise_lookup_error(format!("unknown error handler name '{name}'"))),
    }
}

static HANDLERS: [(&str, Method); 6] = [
    ("strict", Method::new("strict_errors", "exception, /", strict)),
    (
        "ignore",
        Method::new("ignore_errors", "exception, /", |arguments| with_part(arguments, &ALL, |_| Some(Str::from("")))),
    ),
    ("replace", Method::new("replace_errors", "exception, /", |arguments| with_part(arguments, &ALL, replacement))),
    (
        "backslashreplace",
        Method::new("backslashreplace_errors", "exception, /", |arguments| with_part(arguments, &ALL, backslashes)),
    ),
    (
        "xmlcharrefreplace",
        Method::new("xmlcharrefreplace_errors", "exception, /", |arguments| {
            with_part(arguments, &[&UNICODE_ENCODE_ERROR], references)
        }),
    ),
    (
        "namereplace",
        Method::new("namereplace_errors", "exception, /", |_| crate::program::refuse("the error handler namereplace")),
    ),
];

fn strict(arguments: &mut Arguments) -> Outcome {
    let exception = arguments.take(0);
    match exception.downcast::<Exception>() {
        Some(_) => Err(raise(exception, None)),
        None => Err(raise_type_error("codec must pass exception instance")),
    }
}

/// The part of the input that could not be converted.
enum Part {
    Encoding(Vec<u32>),
    Translating(Vec<u32>),
    Decoding(Vec<u8>),
}

/// The exceptions that most handlers know.
static ALL: [&BuiltinClass; 3] = [&UNICODE_ENCODE_ERROR, &UNICODE_DECODE_ERROR, &UNICODE_TRANSLATE_ERROR];

/// Gives what stands for the part, and where to go on.
fn with_part(
    arguments: &mut Arguments,
    known: &[&'static BuiltinClass],
    replace: impl Fn(&Part) -> Option<Str>,
) -> Outcome {
    let exception = arguments.take(0);
    let wrong = || {
        let given = exception.type_name();
        raise_type_error(format!("don't know how to handle {given} in error callback"))
    };
    if !known.iter().any(|class| class.is_instance(&exception)) {
        return Err(wrong());
    }
    let (object, start, end) = object_and_part(&exception)?;
    if end < start {
        crate::program::refuse("an error handler for a part that ends before it starts");
    }
    let part = match (object.downcast::<Str>(), bytes_like(&object)) {
        (Some(own), _) => {
            let codes = (start..end).map(|place| own.at(place as usize)).collect();
            if UNICODE_TRANSLATE_ERROR.is_instance(&exception) {
                Part::Translating(codes)
            } else {
                Part::Encoding(codes)
            }
        }
        (None, Some(octets)) => Part::Decoding(octets[start as usize..end as usize].to_vec()),
        (None, None) => return Err(wrong()),
    };
    match replace(&part) {
        Some(made) => Ok(tuple_value(vec![text(made), int(end)])),
        None => Err(wrong()),
    }
}

fn replacement(part: &Part) -> Option<Str> {
    Some(match part {
        Part::Encoding(codes) => Str::from("?".repeat(codes.len()).as_str()),
        Part::Translating(codes) => Str::from("\u{fffd}".repeat(codes.len()).as_str()),
        Part::Decoding(_) => Str::from("\u{fffd}"),
    })
}

fn backslashes(part: &Part) -> Option<Str> {
    let escaped = |code: u32| match code {
        0..=0xFF => format!("\\x{code:02x}"),
        0x100..=0xFFFF => format!("\\u{code:04x}"),
        _ => format!("\\U{code:08x}"),
    };
    let made: String = match part {
        Part::Encoding(codes) | Part::Translating(codes) => codes.iter().map(|code| escaped(*code)).collect(),
        Part::Decoding(octets) => octets.iter().map(|octet| escaped(u32::from(*octet))).collect(),
    };
    Some(Str::from(made.as_str()))
}

fn references(part: &Part) -> Option<Str> {
    let Part::Encoding(codes) = part else { return None };
    let made: String = codes.iter().map(|code| format!("&#{code};")).collect();
    Some(Str::from(made.as_str()))
}
