//! `_codecs` (`Modules/_codecsmodule.c`): texts and octets of the encodings that `str.encode` knows. What needs the
//! registry of codecs, written in Python, is refused.

use crate::classes::{known_names, Method};
use crate::collections::support::{self, at};
use crate::exceptions::*;
use crate::functions::builtin::function_value;
use crate::functions::Arguments;
use crate::modules::{Member, NativeModule};
use crate::native;
use crate::program::refuse;
use crate::text::bytes_bound::like;
use crate::text::codec_objects;
use crate::text::str::Str;
use crate::text::to_lossy;

/// The name that an argument gives, where it gives one. Errors: TypeError.
fn name(arguments: &Arguments, index: usize, function: &str, parameter: &str) -> Outcome<Option<String>> {
    codec_objects::name_argument(arguments.get(index), function, parameter)
}

static ENCODE: Method = Method::new("encode", "obj, encoding='utf-8', errors='strict'", |arguments| {
    let encoding = name(arguments, 1, "encode", "encoding")?;
    let errors = name(arguments, 2, "encode", "errors")?;
    if at(arguments, 0).downcast::<Str>().is_none() {
        refuse("codecs.encode of what is no str");
    }
    codec_objects::encode(at(arguments, 0), encoding.as_deref(), errors.as_deref())
})
.doc("Encodes obj using the codec registered for encoding.\n\nThe default encoding is 'utf-8'.  errors may be given to set a\ndifferent error handling scheme.  Default is 'strict' meaning that encoding\nerrors raise a ValueError.  Other possible values are 'ignore', 'replace'\nand 'backslashreplace' as well as any other name registered with\ncodecs.register_error that can handle ValueErrors.");

static DECODE: Method = Method::new("decode", "obj, encoding='utf-8', errors='strict'", |arguments| {
    let encoding = name(arguments, 1, "decode", "encoding")?;
    let errors = name(arguments, 2, "decode", "errors")?;
    let Some(octets) = native::bytes_like(at(arguments, 0)) else { refuse("codecs.decode of what is no bytes-like object") };
    codec_objects::decode(&octets, encoding.as_deref(), errors.as_deref())
})
.doc("Decodes obj using the codec registered for encoding.\n\nDefault encoding is 'utf-8'.  errors may be given to set a\ndifferent error handling scheme.  Default is 'strict' meaning that encoding\nerrors raise a ValueError.  Other possible values are 'ignore', 'replace'\nand 'backslashreplace' as well as any other name registered with\ncodecs.register_error that can handle ValueErrors.");

/// A text in one encoding, and how many characters it has.
fn encoded(arguments: &mut Arguments, function: &str, encoding: &str) -> Outcome {
    let text = arguments.take(0);
    let Some(own) = text.downcast::<Str>() else {
        let given = text.type_name();
        return Err(raise_type_error(format!("{function}() argument 1 must be str, not {given}")));
    };
    let errors = arguments.not_none(1).map(|errors| to_lossy(&errors));
    let count = support::count(own.len());
    Ok(native::tuple(vec![codec_objects::encode(&text, Some(encoding), errors.as_deref())?, count]))
}

/// The text of all octets. What may go on is refused.
fn decoded(arguments: &mut Arguments, encoding: &str, may_go_on: bool) -> Outcome {
    let is_final = !may_go_on || arguments.get(2).map_or(Ok(false), native::truth)?;
    let errors = arguments.not_none(1).map(|errors| to_lossy(&errors));
    let octets = like(at(arguments, 0))?;
    if !is_final && !octets.is_ascii() {
        refuse("decoding a part of a text in codecs");
    }
    let text = codec_objects::decode(&octets, Some(encoding), errors.as_deref())?;
    Ok(native::tuple(vec![text, support::count(octets.len())]))
}

/// The functions behind the names of error handlers.
static HANDLERS: [(&str, Method); 6] = [
    ("strict", handler("strict_errors")),
    ("ignore", handler("ignore_errors")),
    ("replace", handler("replace_errors")),
    ("xmlcharrefreplace", handler("xmlcharrefreplace_errors")),
    ("backslashreplace", handler("backslashreplace_errors")),
    ("namereplace", handler("namereplace_errors")),
];

const fn handler(name: &'static str) -> Method {
    Method::new(name, "exception, /", |_| refuse("calling an error handler of codecs"))
}

static LOOKUP_HANDLER: Method = Method::new("lookup_error", "name, /", |arguments| {
    let name = to_lossy(at(arguments, 0));
    match HANDLERS.iter().find(|(own, _)| *own == name) {
        Some((_, row)) => Ok(function_value(row, None)),
        None => refuse("a registered error handler of codecs"),
    }
});

macro_rules! encodings {
    ($($encode:ident $encode_name:literal $decode:ident $decode_name:literal $encoding:literal $may_go_on:literal;)*) => {
        $(
            static $encode: Method = Method::new($encode_name, "str, errors=None, /", |arguments| {
                encoded(arguments, $encode_name, $encoding)
            });
            static $decode: Method = Method::new($decode_name, "data, errors=None, final=False, /", |arguments| {
                decoded(arguments, $encoding, $may_go_on)
            });
        )*
    };
}

encodings! {
    UTF_8_ENCODE "utf_8_encode" UTF_8_DECODE "utf_8_decode" "utf-8" true;
    ASCII_ENCODE "ascii_encode" ASCII_DECODE "ascii_decode" "ascii" false;
    LATIN_1_ENCODE "latin_1_encode" LATIN_1_DECODE "latin_1_decode" "latin-1" false;
}

macro_rules! refused {
    ($($name:literal)*) => {
        const REFUSED: &[Method] = &[
            $(Method::new($name, "*args, **kwargs", |_| refuse(concat!("codecs.", $name))),)*
        ];
    };
}

refused! {
    "charmap_build" "charmap_decode" "charmap_encode" "escape_decode" "escape_encode" "lookup"
    "raw_unicode_escape_decode" "raw_unicode_escape_encode" "readbuffer_encode" "register" "register_error"
    "unicode_escape_decode" "unicode_escape_encode" "unregister" "utf_16_be_decode" "utf_16_be_encode"
    "utf_16_decode" "utf_16_encode" "utf_16_ex_decode" "utf_16_le_decode" "utf_16_le_encode" "utf_32_be_decode"
    "utf_32_be_encode" "utf_32_decode" "utf_32_encode" "utf_32_ex_decode" "utf_32_le_decode" "utf_32_le_encode"
    "utf_7_decode" "utf_7_encode"
}

macro_rules! members {
    ($($index:literal)*) => {
        /// The module, for programs that import it. What is refused has names as well: `codecs` takes all.
        pub static MODULE: NativeModule = NativeModule {
            name: "_codecs",
            documentation: known_names::documentation_of("_codecs"),
            members: &[
                Member::Function(&ENCODE),
                Member::Function(&DECODE),
                Member::Function(&LOOKUP_HANDLER),
                Member::Function(&UTF_8_ENCODE),
                Member::Function(&UTF_8_DECODE),
                Member::Function(&ASCII_ENCODE),
                Member::Function(&ASCII_DECODE),
                Member::Function(&LATIN_1_ENCODE),
                Member::Function(&LATIN_1_DECODE),
                $(Member::Function(&REFUSED[$index]),)*
            ],
            known_names: known_names::of_module("_codecs"),
        };
    };
}

members! { 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 }

const _: () = assert!(REFUSED.len() == 30);
