//! `update_wrapper` and `wraps`.

use super::{function, partial, strs};
use crate::collections::support;
use crate::collections::Dict;
use crate::exceptions::Outcome;
use crate::functions::{call_method, Frame, Slot};
use crate::names::{intern, intern_text};
use crate::protocol::attributes::{getattr_value, getattr_value_optional, setattr};
use crate::value::Value;

pub fn assignments() -> Value {
    strs(&["__module__", "__name__", "__qualname__", "__doc__", "__annotations__"])
}

pub fn updates() -> Value {
    strs(&["__dict__"])
}

/// Makes `wrapper` look like `wrapped`.
pub fn update(wrapper: Value, wrapped: Value, assigned: &Value, updated: &Value) -> Outcome {
    support::for_each(assigned, |name| {
        let name = intern(name);
        match getattr_value_optional(&wrapped, &name)? {
            Some(value) => crate::protocol::attributes::setattr_value(&wrapper, &name, Some(value)),
            None => Ok(()),
        }
    })?;
    support::for_each(updated, |name| {
        let name = intern(name);
        let own = getattr_value(&wrapper, &name)?;
        let other = match getattr_value_optional(&wrapped, &name)? {
            Some(other) => other,
            None => Dict::allocate().into_value(),
        };
        call_method(own, name!("update"), [other]).map(drop)
    })?;
    setattr(wrapper.clone(), name!("__wrapped__"), wrapped)?;
    Ok(wrapper)
}

fn update_body(frame: &mut Frame) -> Outcome {
    let (wrapper, wrapped) = (frame.take(Slot(0)), frame.take(Slot(1)));
    update(wrapper, wrapped, frame.peek(Slot(2)), frame.peek(Slot(3)))
}

pub fn update_wrapper_function() -> Value {
    function(
        "update_wrapper",
        "wrapper, wrapped, assigned, updated",
        update_body,
        vec![assignments(), updates()],
        vec![],
    )
}

fn wraps_body(frame: &mut Frame) -> Outcome {
    let keywords = Dict::allocate();
    for (index, name) in ["wrapped", "assigned", "updated"].into_iter().enumerate() {
        keywords.set_name(&intern_text(name), frame.take(Slot(index)));
    }
    Ok(partial::make(frame.take(Slot(3)), Vec::new(), keywords))
}

pub fn wraps_function() -> Value {
    let defaults = vec![assignments(), updates()];
    function("wraps", "wrapped, assigned, updated", wraps_body, defaults, vec![update_wrapper_function()])
}
