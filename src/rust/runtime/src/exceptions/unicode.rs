//! `UnicodeEncodeError`, `UnicodeDecodeError` and `UnicodeTranslateError`. `Objects/exceptions.c`.

use super::hierarchy::{exception_of, UNICODE_DECODE_ERROR};
use super::initializers::counted;
use super::{raise_overflow_error, raise_type_error, Exception, Outcome};
use crate::classes::GetSet;
use crate::native::{bytes, bytes_like, index_integer};
use crate::number::int_class::integer_of;
use crate::protocol::convert;
use crate::text::str::Str;
use crate::text::{to_lossy, value_of, Bytes};
use crate::value::{int, Value};

const ENCODING: usize = 0;
const OBJECT: usize = 1;
const BEGIN: usize = 2;
const STOP: usize = 3;
const REASON: usize = 4;

/// What an argument has to be.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Text,
    Anything,
    Place,
}

/// The fields in the order of the arguments.
type Format = &'static [(usize, Form)];

const ENCODE: Format =
    &[(ENCODING, Form::Text), (OBJECT, Form::Text), (BEGIN, Form::Place), (STOP, Form::Place), (REASON, Form::Text)];
const DECODE: Format = &[
    (ENCODING, Form::Text),
    (OBJECT, Form::Anything),
    (BEGIN, Form::Place),
    (STOP, Form::Place),
    (REASON, Form::Text),
];
const TRANSLATE: Format = &[(OBJECT, Form::Text), (BEGIN, Form::Place), (STOP, Form::Place), (REASON, Form::Text)];

fn clear(own: &Exception) {
    [ENCODING, OBJECT, REASON].iter().for_each(|field| own.set_field(*field, None));
}

/// Sets the fields; after an error only numbers that were read before it stay.
fn fill(own: &Exception, format: Format, args: &[Value]) -> Outcome<()> {
    clear(own);
    let filled = parse(own, format, args);
    if filled.is_err() {
        clear(own);
    }
    filled
}

fn parse(own: &Exception, format: Format, args: &[Value]) -> Outcome<()> {
    counted(args.len(), format.len(), format.len())?;
    for (place, ((field, form), given)) in format.iter().zip(args).enumerate() {
        let value = match form {
            Form::Anything => given.clone(),
            Form::Place => int(size(index_integer(given)?.to_i64())?),
            Form::Text if given.downcast::<Str>().is_some() => given.clone(),
            Form::Text => {
                let name = if given.is_none() { "None".to_owned() } else { given.type_name() };
                return Err(raise_type_error(format!("argument {} must be str, not {name}", place + 1)));
            }
        };
        own.set_field(*field, value);
    }
    Ok(())
}

fn size(number: Option<i64>) -> Outcome<i64> {
    number.ok_or_else(|| raise_overflow_error("Python int too large to convert to C ssize_t"))
}

pub(super) fn fill_encode(own: &Exception, args: &[Value]) -> Outcome<()> {
    fill(own, ENCODE, args)
}

pub(super) fn fill_translate(own: &Exception, args: &[Value]) -> Outcome<()> {
    fill(own, TRANSLATE, args)
}

/// A buffer is kept as bytes.
pub(super) fn fill_decode(own: &Exception, args: &[Value]) -> Outcome<()> {
    fill(own, DECODE, args)?;
    let object = own.field(OBJECT);
    if object.downcast::<Bytes>().is_some() {
        return Ok(());
    }
    match bytes_like(&object) {
        Some(octets) => own.set_field(OBJECT, bytes(octets.into_owned())),
        None => {
            clear(own);
            let name = object.type_name();
            return Err(raise_type_error(format!("a bytes-like object is required, not '{name}'")));
        }
    }
    Ok(())
}

fn number(own: &Exception, field: usize) -> i64 {
    own.own_field(field).and_then(|number| number.as_integer()?.to_i64()).unwrap_or(0)
}

/// A `Py_ssize_t` of the object as an attribute: -1 after what it cannot be set to.
fn set_number(own: &Value, field: usize, value: Option<Value>) -> Outcome<()> {
    let Some(value) = value else { return Err(raise_type_error("can't delete numeric/char attribute")) };
    let made = match integer_of(&value) {
        Some(value) => size(value.to_i64()),
        None => Err(raise_type_error("an integer is required")),
    };
    exception_of(own).set_field(field, int(*made.as_ref().unwrap_or(&-1)));
    made.map(|_| ())
}

pub(super) const START: GetSet = GetSet::new("start", |own| Ok(int(number(exception_of(own), BEGIN))))
    .set(|own, value| set_number(own, BEGIN, value));
pub(super) const END: GetSet =
    GetSet::new("end", |own| Ok(int(number(exception_of(own), STOP)))).set(|own, value| set_number(own, STOP, value));

/// What `str` shows of a field: `PyObject_Str`, also of what is not there.
fn shown(own: &Exception, field: usize) -> Outcome<String> {
    own.own_field(field).map_or_else(|| Ok("<NULL>".to_owned()), |value| Ok(to_lossy(&convert::str(&value)?)))
}

/// The start of an error about one place, where there is just one that the object has; else the span.
fn span(own: &Exception, length: Option<usize>) -> Result<usize, (i64, i64)> {
    let (start, end) = (number(own, BEGIN), number(own, STOP));
    let is_one = start.checked_add(1) == Some(end);
    match length {
        Some(length) if is_one && (0..length as i64).contains(&start) => Ok(start as usize),
        Some(_) if !is_one || start >= 0 => Err((start, end.wrapping_sub(1))),
        // C reads memory that is not the object's.
        _ => crate::program::refuse("str() of a UnicodeError whose object does not have its place"),
    }
}

fn escaped(code: u32) -> String {
    match code {
        0..=0xff => format!("\\x{code:02x}"),
        0x100..=0xffff => format!("\\u{code:04x}"),
        _ => format!("\\U{code:08x}"),
    }
}

pub(super) fn decode_str(own: &Value) -> Outcome {
    let own = exception_of(own);
    let Some(object) = own.own_field(OBJECT) else { return Ok(value_of("")) };
    let (reason, encoding) = (shown(own, REASON)?, shown(own, ENCODING)?);
    let octets = object.downcast::<Bytes>().map(|octets| octets.to_vec());
    Ok(value_of(match span(own, octets.as_ref().map(Vec::len)) {
        Ok(place) => {
            let octet = octets.map_or(0, |octets| octets[place]);
            format!("'{encoding}' codec can't decode byte 0x{octet:02x} in position {place}: {reason}")
        }
        Err((start, last)) => format!("'{encoding}' codec can't decode bytes in position {start}-{last}: {reason}"),
    }))
}

/// The words for the character or the characters that a text error is about.
fn characters(own: &Exception, object: &Value, verb: &str) -> String {
    let text = object.downcast::<Str>();
    match (span(own, text.map(Str::len)), text) {
        (Ok(place), Some(text)) => format!("can't {verb} character '{}' in position {place}", escaped(text.at(place))),
        (Ok(place), None) => format!("can't {verb} character in position {place}"),
        (Err((start, last)), _) => format!("can't {verb} characters in position {start}-{last}"),
    }
}

pub(super) fn encode_str(own: &Value) -> Outcome {
    let own = exception_of(own);
    let Some(object) = own.own_field(OBJECT) else { return Ok(value_of("")) };
    let (reason, encoding) = (shown(own, REASON)?, shown(own, ENCODING)?);
    Ok(value_of(format!("'{encoding}' codec {}: {reason}", characters(own, &object, "encode"))))
}

pub(super) fn translate_str(own: &Value) -> Outcome {
    let own = exception_of(own);
    let Some(object) = own.own_field(OBJECT) else { return Ok(value_of("")) };
    let reason = shown(own, REASON)?;
    Ok(value_of(format!("{}: {reason}", characters(own, &object, "translate"))))
}

/// The object of an error and the part that could not be converted, as error handlers get them
/// (`PyUnicodeEncodeError_GetObject`, `GetStart`, `GetEnd`).
///
/// # Errors
/// TypeError where the object is not set or of another type.
pub(crate) fn object_and_part(exception: &Value) -> Outcome<(Value, i64, i64)> {
    let own = exception_of(exception);
    let Some(object) = own.own_field(OBJECT) else { return Err(raise_type_error("object attribute not set")) };
    let length = if UNICODE_DECODE_ERROR.is_instance(exception) {
        match object.downcast::<Bytes>() {
            Some(octets) => octets.len(),
            None => return Err(raise_type_error("object attribute must be bytes")),
        }
    } else {
        match object.downcast::<Str>() {
            Some(text) => text.len(),
            None => return Err(raise_type_error("object attribute must be unicode")),
        }
    };
    let length = length as i64;
    let start = number(own, BEGIN).max(0);
    let start = if start >= length { length - 1 } else { start };
    Ok((object, start, number(own, STOP).max(1).min(length)))
}
