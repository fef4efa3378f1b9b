//! What the streams share: errors, arguments, bytes-like objects.

use crate::classes::special::call_special;
use crate::classes::BuiltinClass;
use crate::collections::carried::Carried;
use crate::exceptions::{
    raise_builtin, raise_os_error, raise_runtime_error, raise_type_error, raise_value_error, Outcome, Raised,
};
use crate::exceptions::{OS_ERROR, VALUE_ERROR};
use crate::library::system::ErrorNumber;
use crate::native::{bytes_like, call_class, index_or};
use crate::object::Kind;
use crate::protocol::attributes::instance_dict;
use crate::protocol::convert::ReprGuard;
use crate::text::memory_view;
use crate::text::str::Str;
use crate::text::value_of;
use crate::value::{int, Value, NONE};

/// `io.UnsupportedOperation`.
pub static UNSUPPORTED_OPERATION: BuiltinClass = BuiltinClass::new("UnsupportedOperation", Kind::Exception)
    .module("io")
    .bases(&[&OS_ERROR, &VALUE_ERROR])
    .instance_dict()
    .written_in_python()
    .mutable();

#[cold]
pub fn unsupported(message: &str) -> Raised {
    raise_builtin(&UNSUPPORTED_OPERATION, vec![value_of(message)])
}

/// Held while a stream is shown, whose name may be the stream itself.
///
/// # Errors
/// RuntimeError where it is being shown already.
pub fn enter_repr(own: &Value) -> Outcome<ReprGuard> {
    let reentrant = || raise_runtime_error(format!("reentrant call inside {}.__repr__", own.type_name()));
    ReprGuard::enter(own).ok_or_else(reentrant)
}

/// As `bytesio.c` and `iobase.c` word it, `stringio.c` and others without the period.
#[cold]
pub fn closed_file() -> Raised {
    raise_value_error("I/O operation on closed file.")
}

#[cold]
pub fn uninitialized() -> Raised {
    raise_value_error("I/O operation on uninitialized object")
}

/// A count that may be None, for which there is `None`. Errors: TypeError, OverflowError.
pub fn optional_size(given: Option<Value>) -> Outcome<Option<i64>> {
    let Some(given) = given.filter(|given| !given.is_none()) else { return Ok(None) };
    if !crate::native::has_index(&given) {
        return Err(raise_type_error(format!("argument should be integer or None, not '{}'", given.type_name())));
    }
    index_or(&given, crate::exceptions::raise_overflow_error).map(Some)
}

/// The octets of a bytes-like argument. Errors: TypeError.
pub fn octets_argument(given: &Value) -> Outcome<Vec<u8>> {
    crate::text::memory_view::check_contiguous(given)?;
    match bytes_like(given) {
        Some(octets) => Ok(octets.into_owned()),
        None => Err(raise_type_error(format!("a bytes-like object is required, not '{}'", given.type_name()))),
    }
}

/// The length of a buffer that can be written to. Errors: TypeError.
pub fn writable_length(given: &Value, function: &str) -> Outcome<usize> {
    match memory_view::with_writable(given, |octets| octets.len()) {
        Some(length) => Ok(length),
        None => Err(raise_type_error(format!(
            "{function}() argument must be read-write bytes-like object, not {}",
            given.type_name()
        ))),
    }
}

/// Writes to the start of what has a `writable_length`; the octets fit.
pub fn write_octets(target: &Value, octets: &[u8]) {
    memory_view::with_writable(target, |target| target[..octets.len()].copy_from_slice(octets));
}

/// What a stream's method returned, as bytes. Errors: OSError with the name of the method.
pub fn returned_bytes(value: &Value, function: &str) -> Outcome<Vec<u8>> {
    match value.downcast::<crate::text::Bytes>() {
        Some(octets) => Ok(octets.to_vec()),
        None => Err(raise_os_error(format!(
            "{function}() should have returned a bytes object, not '{}'",
            value.type_name()
        ))),
    }
}

pub fn is_bytes(value: &Value) -> bool {
    value.downcast::<crate::text::Bytes>().is_some()
}

/// A size that C reads as `Py_ssize_t`. Errors: TypeError, OverflowError.
pub fn c_size(given: &Value) -> Outcome<i64> {
    let given = crate::native::index_integer(given)?;
    given
        .to_i64()
        .ok_or_else(|| crate::exceptions::raise_overflow_error("Python int too large to convert to C ssize_t"))
}

/// A size as a length in memory, greater ones as the greatest; `None` for negative ones.
pub fn length_of(size: i64) -> Option<usize> {
    (size >= 0).then(|| usize::try_from(size).unwrap_or(usize::MAX))
}

/// OSError for an error of the operating system.
#[cold]
pub fn os_error(error: ErrorNumber, path: Option<&Value>) -> Raised {
    let mut arguments = vec![int(i64::from(error.0)), value_of(error.message().into_owned())];
    arguments.extend(path.cloned());
    match call_class(&OS_ERROR.value(), arguments) {
        Ok(exception) => Raised::new(exception),
        Err(raised) => raised,
    }
}

/// The octets of a path: str, bytes, or what `__fspath__` gives. Errors: TypeError, ValueError.
pub fn path_argument(given: &Value) -> Outcome<Vec<u8>> {
    let path = fs_path(given)?;
    let octets = match path.downcast::<Str>() {
        Some(_) => {
            let encoded = crate::text::codec_objects::encode(&path, Some("utf-8"), Some("surrogateescape"))?;
            crate::native::exact_octets(&encoded).unwrap_or_default().into_owned()
        }
        None => crate::native::exact_octets(&path).unwrap_or_default().into_owned(),
    };
    if octets.contains(&0) {
        return Err(raise_value_error("embedded null byte"));
    }
    Ok(octets)
}

/// `os.fspath`. Errors: TypeError.
pub fn fs_path(given: &Value) -> Outcome {
    let is_path = |value: &Value| value.downcast::<Str>().is_some() || is_bytes(value);
    if is_path(given) {
        return Ok(given.clone());
    }
    let Some(path) = call_special(given, name!("__fspath__"), [])? else {
        return Err(raise_type_error(format!("expected str, bytes or os.PathLike object, not {}", given.type_name())));
    };
    if is_path(&path) {
        return Ok(path);
    }
    Err(raise_type_error(format!(
        "expected {}.__fspath__() to return str or bytes, not {}",
        given.type_name(),
        path.type_name()
    )))
}

/// How argument clinic names the class of a wrong argument.
pub fn name_or_none(value: &Value) -> String {
    if value.is_none() {
        "None".to_owned()
    } else {
        value.type_name()
    }
}

/// Pieces of a text; `*` stands for the value's `repr`. Errors: what that raises.
pub fn shown(pieces: &[&str], value: &Value) -> Outcome {
    let mut builder = crate::text::str::StrBuilder::new();
    for piece in pieces {
        if *piece == "*" {
            crate::collections::support::push_repr(&mut builder, value)?;
        } else {
            builder.push_text(piece);
        }
    }
    Ok(crate::native::text(builder.finish()))
}

/// The items of a state of at least so many (`__setstate__` of streams in memory).
pub fn state_items(own: &Value, state: &Value, least: usize) -> Outcome<Vec<Value>> {
    match crate::native::tuple_items(state) {
        Some(items) if items.len() >= least => Ok(items),
        _ => {
            let (name, given) = (own.type_name(), state.type_name());
            Err(raise_type_error(format!("{name}.__setstate__ argument should be {least}-tuple, got {given}")))
        }
    }
}

/// A position of a state. `which` and `verb` are CPython's words.
pub fn state_position(value: &Value, which: &str, verb: &str) -> Outcome<i64> {
    if value.as_integer().is_none() {
        let given = value.type_name();
        return Err(raise_type_error(format!("{which} item of state must be an integer, {verb} {given}")));
    }
    let position = crate::classes::reduce::position_state(value)?;
    if position < 0 {
        return Err(raise_value_error("position value cannot be negative"));
    }
    Ok(position)
}

/// The attributes of a state, which come to those that are there.
pub fn take_attributes(own: &Value, attributes: &Value, which: &str) -> Outcome<()> {
    if attributes.is_none() {
        return Ok(());
    }
    if attributes.downcast::<crate::collections::Dict>().is_none() {
        let given = attributes.type_name();
        return Err(raise_type_error(format!("{which} item of state should be a dict, got a {given}")));
    }
    match instance_dict(own) {
        Some(dict) => dict.update_from(attributes),
        None => Ok(()),
    }
}

/// A copy of the attributes; None where nobody has asked for them yet.
pub fn attributes_copy(own: &Value) -> Value {
    match own.header().filter(|header| !header.attributes.is_empty()).and_then(|_| instance_dict(own)) {
        Some(dict) => dict.copy().object(),
        None => NONE(),
    }
}
