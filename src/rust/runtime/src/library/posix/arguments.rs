//! Arguments of `posix`: paths, folders, errors that name them (`path_converter` of `posixmodule.c`).

use crate::classes::special::call_special;
use crate::exceptions::{raise_builtin, raise_type_error, raise_value_error, Outcome, Raised, OS_ERROR};
use crate::functions::Arguments;
use crate::library::system::{ErrorNumber, Folder, SystemResult};
use crate::native::{self, truth};
use crate::text::str::Str;
use crate::text::value_of;
use crate::value::{int, Value, NONE};

/// A path argument: octets, or a descriptor, with the object for errors.
pub struct Path {
    pub object: Value,
    pub octets: Vec<u8>,
    pub descriptor: Option<i32>,
    /// Whether results are bytes, too.
    pub is_bytes: bool,
}

/// What a function takes besides str, bytes and path-like objects.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Also {
    Nothing,
    Descriptor,
    DescriptorOrNone,
}

/// A str as octets. Errors: UnicodeEncodeError.
pub fn encoded(text: &Value) -> Outcome<Vec<u8>> {
    let octets = crate::text::codec_objects::encode(text, Some("utf-8"), Some("surrogateescape"))?;
    Ok(native::exact_octets(&octets).unwrap_or_default().into_owned())
}

/// Octets of a path as the str, or as bytes where the function was given bytes.
pub fn decoded(octets: &[u8], as_bytes: bool) -> Outcome {
    if as_bytes {
        return Ok(native::bytes(octets.to_vec()));
    }
    crate::text::codec_objects::decode(octets, Some("utf-8"), Some("surrogateescape"))
}

/// Errors: TypeError, ValueError, OverflowError.
pub fn path(given: Option<Value>, function: &str, parameter: &str, also: Also) -> Outcome<Path> {
    let given = given.unwrap_or_else(NONE);
    if given.is_none() && also == Also::DescriptorOrNone {
        return Ok(Path { object: given, octets: b".".to_vec(), descriptor: None, is_bytes: false });
    }
    let is_text = given.downcast::<Str>().is_some();
    let is_path = |value: &Value| value.downcast::<Str>().is_some() || value.downcast::<crate::text::Bytes>().is_some();
    if !is_path(&given) && native::has_index(&given) && also != Also::Nothing {
        let descriptor = native::index_c_int(&given)? as i32;
        return Ok(Path { object: given, octets: Vec::new(), descriptor: Some(descriptor), is_bytes: false });
    }
    let found = match is_path(&given) {
        true => Some(given.clone()),
        false => call_special(&given, name!("__fspath__"), [])?.filter(is_path),
    };
    let Some(found) = found else {
        let expected = match also {
            Also::Nothing => "string, bytes or os.PathLike",
            Also::Descriptor => "string, bytes, os.PathLike or integer",
            Also::DescriptorOrNone => "string, bytes, os.PathLike, integer or None",
        };
        return Err(raise_type_error(format!(
            "{function}: {parameter} should be {expected}, not {}",
            given.type_name()
        )));
    };
    let is_bytes = found.downcast::<Str>().is_none();
    let octets = match is_bytes {
        true => native::exact_octets(&found).unwrap_or_default().into_owned(),
        false => encoded(&found)?,
    };
    if octets.contains(&0) && !is_bytes {
        return Err(raise_value_error("embedded null byte"));
    }
    if octets.contains(&0) {
        return Err(raise_value_error(format!("{function}: embedded null character in {parameter}")));
    }
    let object = if is_text { given } else { found };
    Ok(Path { object, octets, descriptor: None, is_bytes })
}

/// The argument `dir_fd`. Errors: TypeError, OverflowError.
pub fn folder(given: Option<Value>) -> Outcome<Folder> {
    let Some(given) = given.filter(|given| !given.is_none()) else { return Ok(None) };
    if !native::has_index(&given) {
        return Err(raise_type_error(format!("argument should be integer or None, not {}", given.type_name())));
    }
    native::index_c_int(&given).map(|descriptor| Some(descriptor as i32))
}

/// A flag that is true where it is not given.
pub fn true_unless(arguments: &mut Arguments, index: usize) -> Outcome<bool> {
    arguments.optional(index).map_or(Ok(true), |flag| truth(&flag))
}

pub fn descriptor(given: &Value) -> Outcome<i32> {
    native::index_c_int(given).map(|descriptor| descriptor as i32)
}

/// OSError for an error of the system, with the objects that it is about.
#[cold]
pub fn error(number: ErrorNumber, objects: &[&Value]) -> Raised {
    let mut arguments = vec![int(i64::from(number.0)), value_of(number.message().into_owned())];
    match objects {
        [] => {}
        [one] => arguments.push((*one).clone()),
        [first, second, ..] => arguments.extend([(*first).clone(), NONE(), (*second).clone()]),
    }
    match native::call_class(&OS_ERROR.value(), arguments) {
        Ok(exception) => Raised::new(exception),
        Err(raised) => raised,
    }
}

/// The result of the system, or OSError.
pub fn done<T>(result: SystemResult<T>, objects: &[&Value]) -> Outcome<T> {
    result.map_err(|number| error(number, objects))
}

/// OSError without a number, for what cannot be asked.
#[cold]
pub fn plain_error(message: &str) -> Raised {
    raise_builtin(&OS_ERROR, vec![value_of(message)])
}
