//! `isinstance` and `issubclass`.

use super::attributes::getattr_optional;
use crate::classes::core_classes::TYPE;
use crate::classes::special::call_special;
use crate::classes::ClassRef;
use crate::collections::Tuple;
use crate::exceptions::*;
use crate::functions::frame::RecursionGuard;
use crate::heap::single_thread::SingleThread;
use crate::value::Value;
use std::cell::Cell;

/// Answers for objects that live elsewhere; `None` for all others.
pub(crate) type ClassCheck = fn(&str, &Value, &Value) -> Outcome<Option<bool>>;

/// Set where such objects are made, so that only programs that can meet them contain what asks for them.
pub(crate) static CLASS_CHECK: SingleThread<Cell<Option<ClassCheck>>> = SingleThread::new(Cell::new(None));

fn ask_elsewhere(operation: &str, value: &Value, class: &Value) -> Outcome<Option<bool>> {
    CLASS_CHECK.get().map_or(Ok(None), |check| check(operation, value, class))
}

/// What a tuple of classes or a union holds.
fn alternatives(class: &Value) -> Option<&[Value]> {
    match class.downcast::<Tuple>() {
        Some(classes) => Some(classes.items()),
        None => crate::collections::union_type::members_of(class),
    }
}

/// `type(value)`: what stands for something missing has none to show.
pub(crate) fn class_of(value: &Value) -> ClassRef {
    crate::modules::missing::reject(value);
    value.class()
}

/// `isinstance(value, class)`.
pub fn isinstance(value: &Value, class: &Value) -> Outcome<bool> {
    if ClassRef::from_value(class).is_some_and(|class| value.class() == class) {
        return Ok(true);
    }
    if class.class() == TYPE.class() {
        return plain_isinstance(value, class);
    }
    if let Some(classes) = alternatives(class) {
        let _guard = RecursionGuard::enter(" in __instancecheck__")?;
        for class in classes {
            if isinstance(value, class)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    match call_special(class, name!("__instancecheck__"), [value.clone()])? {
        Some(result) => super::truth(result),
        None => plain_isinstance(value, class),
    }
}

/// `type.__instancecheck__`.
pub(crate) fn plain_isinstance(value: &Value, class: &Value) -> Outcome<bool> {
    match ClassRef::from_value(class) {
        Some(class) => {
            if value.class().is_subclass_of(class) {
                return Ok(true);
            }
            if let Some(answer) = ask_elsewhere("isinstance", value, &class.value())? {
                return Ok(answer);
            }
            // An object may claim another class.
            let claimed = getattr_optional(value, name!("__class__"))?;
            Ok(claimed.and_then(|claimed| ClassRef::from_value(&claimed)).is_some_and(|own| own.is_subclass_of(class)))
        }
        None => Err(raise_type_error("isinstance() arg 2 must be a type, a tuple of types, or a union")),
    }
}

/// `issubclass(value, class)`.
pub fn issubclass(value: &Value, class: &Value) -> Outcome<bool> {
    if class.class() == TYPE.class() {
        if value.is(class) {
            return Ok(true);
        }
        return plain_issubclass(value, class);
    }
    if let Some(classes) = alternatives(class) {
        let _guard = RecursionGuard::enter(" in __subclasscheck__")?;
        for class in classes {
            if issubclass(value, class)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    match call_special(class, name!("__subclasscheck__"), [value.clone()])? {
        Some(result) => super::truth(result),
        None => plain_issubclass(value, class),
    }
}

/// `type.__subclasscheck__`.
pub(crate) fn plain_issubclass(value: &Value, class: &Value) -> Outcome<bool> {
    if let Some(answer) = ask_elsewhere("issubclass", value, class)? {
        return Ok(answer);
    }
    match (ClassRef::from_value(value), ClassRef::from_value(class)) {
        (Some(value), Some(class)) => Ok(value.is_subclass_of(class)),
        (None, _) => Err(raise_type_error("issubclass() arg 1 must be a class")),
        (_, None) => Err(raise_type_error("issubclass() arg 2 must be a class, a tuple of classes, or a union")),
    }
}
