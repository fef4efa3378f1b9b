//! Raising: from Rust code (`raise_type_error(…)`) and for generated code (`raise`).

use super::exception::Exception;
use super::hierarchy::*;
use super::state::{handled, Raised};
use super::Outcome;
use crate::classes::{BuiltinClass, ClassRef};
use crate::collections::Tuple;
use crate::functions::call_values;
use crate::number::failure::{Failure, FailureKind};
use crate::text::str_value;
use crate::text::str::Str;
use crate::value::{int, Value};

/// Raises an instance of a builtin exception class with these `args`.
#[cold]
pub fn raise_builtin(class: &'static BuiltinClass, args: Vec<Value>) -> Raised {
    Raised::new(new_builtin(class, args))
}

macro_rules! raisers {
    ($($function:ident $class:ident)*) => {
        $(
            #[doc = concat!("Raises ", stringify!($class), " with this message.")]
            #[cold]
            #[inline(never)]
            pub fn $function(message: impl Into<Str>) -> Raised {
                raise_builtin(&$class, vec![str_value(message)])
            }
        )*
    };
}

raisers! {
    raise_type_error TYPE_ERROR
    raise_value_error VALUE_ERROR
    raise_index_error INDEX_ERROR
    raise_lookup_error LOOKUP_ERROR
    raise_attribute_error ATTRIBUTE_ERROR
    raise_zero_division_error ZERO_DIVISION_ERROR
    raise_overflow_error OVERFLOW_ERROR
    raise_runtime_error RUNTIME_ERROR
    raise_recursion_error RECURSION_ERROR
    raise_not_implemented_error NOT_IMPLEMENTED_ERROR
    raise_memory_error MEMORY_ERROR
    raise_buffer_error BUFFER_ERROR
    raise_eof_error EOF_ERROR
    raise_system_error SYSTEM_ERROR
    raise_reference_error REFERENCE_ERROR
    raise_syntax_error SYNTAX_ERROR
    raise_unbound_local_error UNBOUND_LOCAL_ERROR
}

/// Raises `KeyError(key)`.
#[cold]
pub fn raise_key_error(key: Value) -> Raised {
    raise_builtin(&KEY_ERROR, vec![key])
}

/// Raises StopIteration, with a value where there is one other than None.
#[cold]
pub fn raise_stop_iteration(value: Option<Value>) -> Raised {
    raise_builtin(&STOP_ITERATION, value.into_iter().filter(|value| !value.is_none()).collect())
}

/// Raises NameError with its attribute `name`.
#[cold]
pub fn raise_name_error(message: impl Into<Str>, name: &str) -> Raised {
    let exception = new_builtin(&NAME_ERROR, vec![str_value(message)]);
    if let Some(own) = exception.downcast::<Exception>() {
        own.set_field(0, str_value(name));
    }
    Raised::new(exception)
}

/// Raises AttributeError with its attributes `name` and `obj`.
#[cold]
pub fn raise_no_attribute(object: &Value, name: &Value, message: impl Into<Str>) -> Raised {
    let exception = new_builtin(&ATTRIBUTE_ERROR, vec![str_value(message)]);
    if let Some(own) = exception.downcast::<Exception>() {
        own.set_field(0, name.clone());
        own.set_field(1, object.clone());
    }
    Raised::new(exception)
}

/// Raises an import error with its attributes `name` and `path`.
#[cold]
pub fn raise_import_error(
    class: &'static BuiltinClass,
    message: impl Into<Str>,
    name: &str,
    path: Option<&str>,
) -> Raised {
    let exception = new_builtin(class, vec![str_value(message)]);
    if let Some(own) = exception.downcast::<Exception>() {
        own.set_field(1, str_value(name));
        if let Some(path) = path {
            own.set_field(2, str_value(path));
        }
    }
    Raised::new(exception)
}

/// The exception of a failure in a routine without interpreter state.
#[cold]
pub fn raise_failure(failure: Failure) -> Raised {
    let message = failure.message.into_owned();
    match failure.kind {
        FailureKind::Type => raise_type_error(message),
        FailureKind::Value => raise_value_error(message),
        FailureKind::Overflow => raise_overflow_error(message),
        FailureKind::ZeroDivision => raise_zero_division_error(message),
        FailureKind::Memory if message.is_empty() => raise_builtin(&MEMORY_ERROR, vec![]),
        FailureKind::Memory => raise_memory_error(message),
        FailureKind::Index => raise_index_error(message),
        FailureKind::Key => raise_key_error(str_value(message)),
        FailureKind::Lookup => raise_lookup_error(message),
        FailureKind::Range => {
            raise_builtin(&OVERFLOW_ERROR, vec![int(34), str_value("Numerical result out of range")])
        }
    }
}

impl From<Failure> for Raised {
    fn from(failure: Failure) -> Raised {
        raise_failure(failure)
    }
}

/// Whether a value is a class that derives from BaseException.
pub fn is_exception_class(value: &Value) -> bool {
    ClassRef::from_value(value).is_some_and(|class| class.is_subclass_of(BASE_EXCEPTION.class()))
}

/// Whether `except class:` catches an exception.
pub(super) fn exception_matches(exception: &Value, class: &Value) -> Outcome<bool> {
    if let Some(classes) = class.downcast::<Tuple>() {
        let classes: Vec<Value> = classes.items().to_vec();
        if !classes.iter().all(is_exception_class) {
            return Err(not_catchable());
        }
        return Ok(classes.iter().any(|class| is_instance(exception, class)));
    }
    if is_exception_class(class) {
        return Ok(is_instance(exception, class));
    }
    Err(not_catchable())
}

fn not_catchable() -> Raised {
    raise_type_error("catching classes that do not inherit from BaseException is not allowed")
}

/// By the real classes: `except` does not ask `__instancecheck__`.
fn is_instance(exception: &Value, class: &Value) -> bool {
    ClassRef::from_value(class).is_some_and(|class| exception.class().is_subclass_of(class))
}

/// The exception of what stands after `raise` or `from`: an instance, or a class, which is called.
fn instance_of(value: Value, message: &'static str) -> Outcome {
    if value.downcast::<Exception>().is_some() {
        return Ok(value);
    }
    if !is_exception_class(&value) {
        return Err(raise_type_error(message));
    }
    let made = call_values(&value, &mut [])?;
    if made.downcast::<Exception>().is_some() {
        return Ok(made);
    }
    let class = crate::protocol::convert::repr_text(&value)?;
    let given = crate::protocol::convert::repr_text(&made.class().value())?;
    Err(raise_type_error(format!("calling {class} should have returned an instance of BaseException, not {given}")))
}

/// `raise exception from cause`.
#[cold]
#[inline(never)]
pub fn raise(exception: Value, cause: Option<Value>) -> Raised {
    try_raise(exception, cause).unwrap_or_else(|raised| raised)
}

fn try_raise(exception: Value, cause: Option<Value>) -> Outcome<Raised> {
    let exception = instance_of(exception, "exceptions must derive from BaseException")?;
    if let Some(cause) = cause {
        let cause = match cause.is_none() {
            true => None,
            false => Some(instance_of(cause, "exception causes must derive from BaseException")?),
        };
        if let Some(own) = exception.downcast::<Exception>() {
            let old = own.cause.replace(cause);
            own.suppress_context.set(true);
            drop(old);
        }
    }
    Ok(Raised::new(exception))
}

/// A bare `raise`.
#[cold]
pub fn reraise() -> Raised {
    match handled() {
        Some(exception) => Raised::again(exception),
        None => raise_runtime_error("No active exception to reraise"),
    }
}

/// `assert` failed.
#[cold]
pub fn assertion_error(message: Option<Value>) -> Raised {
    raise_builtin(&ASSERTION_ERROR, message.into_iter().collect())
}
