//! Encoding and decoding of Python values: the names of codecs and handlers, and the Unicode errors.

use super::codec_registry;
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

/// By a codec that the program has registered.
fn registered(direction: codec_registry::Direction, object: &Value, name: &str, errors: Option<&str>) -> Outcome {
    if !codec_registry::has_searches() {
        encoding_named(Some(name))?;
    }
    codec_registry::refuse_unsearched(name);
    let result = codec_registry::convert(direction, object, name, errors, true)?;
    codec_registry::checked(name, direction, result)
}

/// `text.encode(encoding, errors)`. Errors: UnicodeEncodeError, LookupError.
pub fn encode(this: &Value, encoding: Option<&str>, errors: Option<&str>) -> Outcome {
    encode_plainly(this, encoding, errors).map_err(|raised| named(raised, codec_registry::ENCODE, encoding))
}

/// What a codec raises is raised with one that names it, where the codec was asked for.
fn named(raised: Raised, direction: codec_registry::Direction, encoding: Option<&str>) -> Raised {
    match encoding {
        Some(name) if Encoding::named(name).is_some() && !codec_registry::is_known_at_once(name) => {
            codec_registry::wrapped(raised, direction, name)
        }
        _ => raised,
    }
}

/// The same without a word about the codec. Errors: as `encode`.
pub fn encode_plainly(this: &Value, encoding: Option<&str>, errors: Option<&str>) -> Outcome {
    let Some(own) = this.downcast::<Str>() else { return Err(type_error("a str is required")) };
    let encoding = match encoding.map(|name| (name, Encoding::named(name))) {
        None => Encoding::Utf8,
        Some((_, Some(encoding))) => encoding,
        Some((name, None)) => return registered(codec_registry::ENCODE, this, name, errors),
    };
    if let Some(handler) = errors.and_then(codec_registry::handler) {
        return codec_registry::encode_with(&handler, &plain_str(this), own, encoding);
    }
    match encoding.encode(own, handler_named(errors)) {
        Ok(octets) => Ok(bytes(octets)),
        Err(failure) => Err(raise(&UNICODE_ENCODE_ERROR, plain_str(this), &failure, errors)),
    }
}

/// `octets.decode(encoding, errors)`. Errors: UnicodeDecodeError, LookupError.
pub fn decode(octets: &[u8], encoding: Option<&str>, errors: Option<&str>) -> Outcome {
    decode_plainly(octets, encoding, errors).map_err(|raised| named(raised, codec_registry::DECODE, encoding))
}

/// The same for `bytes.decode` and `str`, which ask no codec about nothing (`PyUnicode_FromEncodedObject`).
pub fn decode_object(octets: &[u8], encoding: Option<&str>, errors: Option<&str>) -> Outcome {
    if octets.is_empty() {
        return Ok(text(Str::from("")));
    }
    decode(octets, encoding, errors)
}

/// The same without a word about the codec. Errors: as `decode`.
pub fn decode_plainly(octets: &[u8], encoding: Option<&str>, errors: Option<&str>) -> Outcome {
    crate::kept::needs(crate::kept::WIDE_TEXTS);
    let encoding = match encoding.map(|name| (name, Encoding::named(name))) {
        None => Encoding::Utf8,
        Some((_, Some(encoding))) => encoding,
        Some((name, None)) => return registered(codec_registry::DECODE, &bytes(octets.to_vec()), name, errors),
    };
    if let Some(handler) = errors.and_then(codec_registry::handler) {
        return codec_registry::decode_with(&handler, octets, encoding);
    }
    let handler = handler_named(errors);
    if encoding == Encoding::UnicodeEscape && codecs::escapes::is_beyond(octets) {
        refuse("names of characters and unknown escapes in unicode_escape");
    }
    match encoding.decode(octets, handler) {
        Ok(decoded) => Ok(text(decoded)),
        Err(_) if handler == Handler::XmlCharacterReference => refuse("decoding with xmlcharrefreplace"),
        Err(failure) => Err(raise(&UNICODE_DECODE_ERROR, bytes(octets.to_vec()), &failure, errors)),
    }
}

/// Decodes a part of octets that came in pieces; places in errors are those in all of them. Errors: as `decode`.
pub fn decode_part(octets: &[u8], start: usize, end: usize, encoding: &str, errors: &str) -> Outcome {
    crate::kept::needs(crate::kept::WIDE_TEXTS);
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
