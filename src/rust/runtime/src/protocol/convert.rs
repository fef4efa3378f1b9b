//! `repr`, `str`, `format`, `ascii`.

use crate::exceptions::*;
use crate::functions::frame::RecursionGuard;
use crate::heap::single_thread::SingleThread;
use crate::object::Kind;
use crate::text::str::{Str, StrBuilder};
use crate::text::{str_value, to_lossy, value_of};
use crate::value::Value;
use std::cell::RefCell;

fn checked(result: Value, method: &str) -> Outcome {
    if result.downcast::<Str>().is_some() {
        return Ok(result);
    }
    Err(raise_type_error(format!("{method} returned non-string (type {})", result.type_name())))
}

/// `repr(value)`.
pub fn repr(value: &Value) -> Outcome {
    let _guard = RecursionGuard::enter(" while getting the repr of an object")?;
    match value.class().slots().repr() {
        Some(slot) => checked(slot(value)?, "__repr__"),
        None => Ok(value_of(format!("<{} object at {}>", value.type_name(), address_text(value)))),
    }
}

/// `str(value)`.
pub fn str(value: &Value) -> Outcome {
    if value.kind() == Kind::Str && value.class().is_builtin() {
        return Ok(value.clone());
    }
    let _guard = RecursionGuard::enter(" while getting the str of an object")?;
    match value.class().slots().str() {
        Some(slot) => checked(slot(value)?, "__str__"),
        None => repr(value),
    }
}

/// `ascii(value)`.
pub fn ascii(value: &Value) -> Outcome {
    let shown = repr(value)?;
    match shown.downcast::<Str>() {
        Some(text) if !text.is_ascii() => Ok(str_value(crate::text::repr::escape_non_ascii(text))),
        _ => Ok(shown),
    }
}

/// `format(value, spec)`.
pub fn format(value: &Value, spec: &Value) -> Outcome {
    let is_plain = value.class().is_builtin() && matches!(value.kind(), Kind::Str | Kind::Integer);
    if is_plain && spec.downcast::<Str>().is_some_and(Str::is_empty) {
        return str(value);
    }
    match crate::classes::special::call_special(value, name!("__format__"), [spec.clone()])? {
        Some(result) if result.downcast::<Str>().is_some() => Ok(result),
        Some(result) => Err(raise_type_error(format!("__format__ must return a str, not {}", result.type_name()))),
        None => Err(raise_type_error(format!("Type {} doesn't define __format__", value.type_name()))),
    }
}

/// The conversion of an f-string field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    None,
    Str,
    Repr,
    Ascii,
}

/// One field of an f-string.
pub fn format_value(value: Value, conversion: Conversion, spec: Option<Value>) -> Outcome {
    let value = match conversion {
        Conversion::None => value,
        Conversion::Str => str(&value)?,
        Conversion::Repr => repr(&value)?,
        Conversion::Ascii => ascii(&value)?,
    };
    if spec.is_none() && value.kind() == Kind::Str && value.class().is_builtin() {
        return Ok(value);
    }
    format(&value, &spec.unwrap_or_else(|| text!("")))
}

/// The parts of an f-string, each a str.
pub fn join_text(parts: impl AsRef<[Value]>) -> Value {
    let mut text = StrBuilder::new();
    for part in parts.as_ref() {
        if let Some(part) = part.downcast::<Str>() {
            text.push_str(part);
        }
    }
    str_value(text.finish())
}

/// The address of an object as default reprs show it.
pub fn address_text(value: &Value) -> String {
    format!("{:#x}", value.bits())
}

/// A value in a message, where its repr may fail.
pub(crate) fn repr_or_type_name(value: &Value) -> String {
    match repr(value) {
        Ok(shown) => to_lossy(&shown),
        Err(raised) => {
            raised.forget();
            format!("<{} object>", value.type_name())
        }
    }
}

static SHOWN: SingleThread<RefCell<Vec<Value>>> = SingleThread::new(RefCell::new(Vec::new()));

/// Notes that the repr of a container is being made, while it lives.
pub struct ReprGuard(());

impl ReprGuard {
    /// `None` where the container is inside itself: its repr is `...` then (CPython's `Py_ReprEnter`).
    pub fn enter(value: &Value) -> Option<ReprGuard> {
        let mut shown = SHOWN.borrow_mut();
        if shown.iter().any(|known| known.is(value)) {
            return None;
        }
        shown.push(value.clone());
        Some(ReprGuard(()))
    }
}

impl Drop for ReprGuard {
    fn drop(&mut self) {
        let popped = SHOWN.borrow_mut().pop();
        drop(popped);
    }
}
