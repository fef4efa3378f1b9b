//! Raising: from Rust code (`raise_type_error(…)`) and for generated code (`raise`).

use super::hierarchy::*;
use super::state::{handled, Raised};
use super::{Exception, Outcome};
use crate::classes::{BuiltinClass, ClassRef};
use crate::collections::{tuple_value, Tuple};
use crate::functions::call;
use crate::number::failure::{Failure, FailureKind};
use crate::object::allocate;
use crate::text::{to_lossy, value_of};
use crate::value::{int, Value};

/// An instance of a builtin exception class with these `args`, not raised.
pub fn new_exception(class: &'static BuiltinClass, args: Vec<Value>) -> Value {
    let exception = allocate(class.class(), Exception::new(tuple_value(args.clone())));
    super::initializers::fill_fields(&exception, class.class(), &args);
    exception.into_value()
}

/// Raises an instance of a builtin exception class with these `args`.
#[cold]
#[inline(never)]
pub fn raise_builtin(class: &'static BuiltinClass, args: Vec<Value>) -> Raised {
    Raised::new(new_exception(class, args))
}

macro_rules! raisers {
    ($($function:ident $class:ident)*) => {
        $(
            #[doc = concat!("Raises `", stringify!($class), "` with this message.")]
            #[cold]
            #[inline(never)]
            pub fn $function(message: impl Into<String>) -> Raised {
                raise_builtin(&$class, vec![value_of(message.into())])
            }
        )*
    };
}

raisers! {
    raise_arithmetic_error ARITHMETIC_ERROR
    raise_assertion_error ASSERTION_ERROR
    raise_attribute_error ATTRIBUTE_ERROR
    raise_buffer_error BUFFER_ERROR
    raise_eof_error EOF_ERROR
    raise_import_error IMPORT_ERROR
    raise_index_error INDEX_ERROR
    raise_lookup_error LOOKUP_ERROR
    raise_memory_error MEMORY_ERROR
    raise_not_implemented_error NOT_IMPLEMENTED_ERROR
    raise_os_error OS_ERROR
    raise_overflow_error OVERFLOW_ERROR
    raise_recursion_error RECURSION_ERROR
    raise_reference_error REFERENCE_ERROR
    raise_runtime_error RUNTIME_ERROR
    raise_syntax_error SYNTAX_ERROR
    raise_system_error SYSTEM_ERROR
    raise_type_error TYPE_ERROR
    raise_unbound_local_error UNBOUND_LOCAL_ERROR
    raise_unicode_error UNICODE_ERROR
    raise_value_error VALUE_ERROR
    raise_zero_division_error ZERO_DIVISION_ERROR
}

/// Raises `KeyError(key)`.
#[cold]
pub fn raise_key_error(key: Value) -> Raised {
    raise_builtin(&KEY_ERROR, vec![key])
}

/// Raises `StopIteration`, with a value where there is one.
#[cold]
pub fn raise_stop_iteration(value: Option<Value>) -> Raised {
    raise_builtin(&STOP_ITERATION, value.into_iter().collect())
}

fn raise_with_fields(class: &'static BuiltinClass, message: String, fields: Vec<Value>) -> Raised {
    let exception = new_exception(class, vec![value_of(message)]);
    if let Some(own) = exception.downcast::<Exception>() {
        for (index, field) in fields.into_iter().enumerate() {
            own.set_field(index, field);
        }
    }
    Raised::new(exception)
}

/// Raises NameError with the attribute `name`.
#[cold]
pub fn raise_name_error(message: impl Into<String>, name: &str) -> Raised {
    raise_with_fields(&NAME_ERROR, message.into(), vec![crate::names::intern_text(name)])
}

/// Raises AttributeError with the attributes `name` and `obj`.
#[cold]
pub fn raise_attribute_error_with(message: String, object: &Value, name: &Value) -> Raised {
    raise_with_fields(&ATTRIBUTE_ERROR, message, vec![name.clone(), object.clone()])
}

/// Raises `AttributeError: 'X' object has no attribute 'name'`.
#[cold]
pub fn raise_attribute_error_of(object: &Value, name: &Value) -> Raised {
    let message = format!("'{}' object has no attribute '{}'", object.type_name(), to_lossy(name));
    raise_attribute_error_with(message, object, name)
}

/// Tells the AttributeError that is on its way the object and the name, where it has neither.
pub(crate) fn tell_attribute(object: &Value, name: &Value) {
    super::state::with_pending(|exception| {
        if (0..2).all(|field| exception.own_field(field).is_none()) {
            exception.set_field(0, name.clone());
            exception.set_field(1, object.clone());
        }
    });
}

/// Raises ImportError or ModuleNotFoundError with the attribute `name`.
#[cold]
pub fn raise_import_error_of(class: &'static BuiltinClass, message: String, name: &str) -> Raised {
    let fields = vec![value_of(message.clone()), crate::names::intern_text(name)];
    raise_with_fields(class, message, fields)
}

impl From<Failure> for Raised {
    #[cold]
    fn from(failure: Failure) -> Raised {
        let class = match failure.kind {
            FailureKind::Type => &TYPE_ERROR,
            FailureKind::Value => &VALUE_ERROR,
            FailureKind::Overflow | FailureKind::Range => &OVERFLOW_ERROR,
            FailureKind::ZeroDivision => &ZERO_DIVISION_ERROR,
            FailureKind::Memory => &MEMORY_ERROR,
            FailureKind::Index => &INDEX_ERROR,
            FailureKind::Key => &KEY_ERROR,
            FailureKind::Lookup => &LOOKUP_ERROR,
        };
        let message = failure.message.into_owned();
        match failure.kind {
            FailureKind::Range => raise_builtin(class, vec![int(34), value_of("Numerical result out of range")]),
            FailureKind::Memory if message.is_empty() => raise_builtin(class, vec![]),
            _ => raise_builtin(class, vec![value_of(message)]),
        }
    }
}

/// The class that a value is, where it derives from BaseException.
pub fn exception_class(value: &Value) -> Option<ClassRef> {
    ClassRef::from_value(value).filter(|class| class.is_subclass_of(BASE_EXCEPTION.class()))
}

/// Whether `except classes` catches an exception.
pub(super) fn exception_matches(exception: &Value, classes: &Value) -> Outcome<bool> {
    const MESSAGE: &str = "catching classes that do not inherit from BaseException is not allowed";
    if let Some(all) = classes.downcast::<Tuple>() {
        if !all.items().iter().all(|class| exception_class(class).is_some()) {
            return Err(raise_type_error(MESSAGE));
        }
        let class = exception.class();
        return Ok(all.items().iter().filter_map(exception_class).any(|caught| class.is_subclass_of(caught)));
    }
    match exception_class(classes) {
        Some(caught) => Ok(exception.class().is_subclass_of(caught)),
        None => Err(raise_type_error(MESSAGE)),
    }
}

/// The exception of what stands after `raise` or `from`: an instance, or a class that is called.
fn instance_of(value: Value, message: &'static str) -> Outcome {
    if value.downcast::<Exception>().is_some() {
        return Ok(value);
    }
    if exception_class(&value).is_none() {
        return Err(raise_type_error(message));
    }
    let made = call(value.clone(), [])?;
    if made.downcast::<Exception>().is_some() {
        return Ok(made);
    }
    Err(raise_type_error(format!(
        "calling {} should have returned an instance of BaseException, not {}",
        crate::protocol::convert::repr_or_type_name(&value),
        crate::protocol::convert::repr_or_type_name(&made.class().value())
    )))
}

/// `raise exception from cause`.
#[cold]
#[inline(never)]
pub fn raise(exception: Value, cause: Option<Value>) -> Raised {
    match try_raise(exception, cause) {
        Ok(raised) | Err(raised) => raised,
    }
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
