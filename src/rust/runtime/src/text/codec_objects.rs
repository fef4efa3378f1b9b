//! Encoding and decoding of Python values: the names of codecs and handlers, and the Unicode errors.

use super::codecs::handlers::UNKNOWN_HANDLER;
use super::codecs::{self, CodecFailure, Encoding, Handler};
use super::str::Str;
use crate::classes::BuiltinClass;
use crate::exceptions::{raise_builtin, Outcome, Raised, UNICODE_DECODE_ERROR, UNICODE_ENCODE_ERROR};
use crate::native::*;
use crate::program::refuse;
use crate::value::{int, Value};

/// A `str` argument that names an encoding or a handler. Errors: TypeError.
pub fn name_argument(value: Option<&Value>, function: &str, parameter: &str) -> Outcome<Option<String>> {
    match value {
        None => Ok(None),
        Some(value) => match value.downcast::<Str>() {
            Some(name) => Ok(Some(name.to_lossy())),
            None => {
                Err(type_error(format!("{function}() argument '{parameter}' must be str, not {}", type_name(value))))
            }
        },
    }
}

/// The encoding of that name. Errors: LookupError; refuses what only CPython has.
pub fn encoding_named(name: Option<&str>) -> Outcome<Encoding> {
    let Some(name) = name else { return Ok(Encoding::Utf8) };
    match Encoding::named(name) {
        Some(encoding) => Ok(encoding),
        None if codecs::is_refused(name) => refuse(format!("the encoding {name}")),
        None => Err(lookup_error(format!("unknown encoding: {name}"))),
    }
}

fn handler_named(name: Option<&str>) -> Handler {
    match name {
        None => Handler::Strict,
        Some("namereplace") => refuse("the error handler namereplace"),
        Some(name) => Handler::named(name),
    }
}

fn raise(class: &'static BuiltinClass, object: Value, failure: &CodecFailure, handler: Option<&str>) -> Raised {
    if failure.reason == UNKNOWN_HANDLER {
        return lookup_error(format!("unknown error handler name '{}'", handler.unwrap_or("strict")));
    }
    raise_builtin(
        class,
        vec![
            text(failure.encoding.into()),
            object,
            int(failure.start as i64),
            int(failure.end as i64),
            text(failure.reason.into()),
        ],
    )
}

/// `text.encode(encoding, errors)`. Errors: UnicodeEncodeError, LookupError.
pub fn encode(this: &Value, encoding: Option<&str>, errors: Option<&str>) -> Outcome {
    let Some(own) = this.downcast::<Str>() else { return Err(type_error("a str is required")) };
    let encoding = encoding_named(encoding)?;
    match encoding.encode(own, handler_named(errors)) {
        Ok(octets) => Ok(bytes(octets)),
        Err(failure) => Err(raise(&UNICODE_ENCODE_ERROR, plain_str(this), &failure, errors)),
    }
}

/// `octets.decode(encoding, errors)`. Errors: UnicodeDecodeError, LookupError.
pub fn decode(octets: &[u8], encoding: Option<&str>, errors: Option<&str>) -> Outcome {
    let encoding = encoding_named(encoding)?;
    let handler = handler_named(errors);
    match encoding.decode(octets, handler) {
        Ok(decoded) => Ok(text(decoded)),
        Err(_) if handler == Handler::XmlCharacterReference => refuse("decoding with xmlcharrefreplace"),
        Err(failure) => Err(raise(&UNICODE_DECODE_ERROR, bytes(octets.to_vec()), &failure, errors)),
    }
}

/// Decodes a part of octets that came in pieces; places in errors are those in all of them. Errors: as `decode`.
pub fn decode_part(octets: &[u8], start: usize, end: usize, encoding: &str, errors: &str) -> Outcome {
    let named = encoding_named(Some(encoding))?;
    let handler = handler_named(Some(errors));
    match named.decode(&octets[start..end], handler) {
        Ok(decoded) => Ok(text(decoded)),
        Err(_) if handler == Handler::XmlCharacterReference => refuse("decoding with xmlcharrefreplace"),
        Err(mut failure) => {
            failure.start += start;
            failure.end += start;
            Err(raise(&UNICODE_DECODE_ERROR, bytes(octets.to_vec()), &failure, Some(errors)))
        }
    }
}
