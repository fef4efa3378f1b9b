//! The protocols of the language: attributes, operators, comparison, iteration, items, conversion.

pub mod attributes;
pub mod compare;
pub mod convert;
pub mod instances;
pub mod items;
pub mod iterate;
pub mod matching;
pub mod operators;
mod places;
pub mod slices;
pub(crate) mod warn;

use crate::exceptions::*;
use crate::number::int_class::INT;
use crate::number::integer::Integer;
use crate::object::Kind;
use crate::value::{boolean, Value};

/// `bool(value)`.
#[inline]
pub fn truth(value: Value) -> Outcome<bool> {
    match value.as_bool() {
        Some(truth) => Ok(truth),
        None => truth_by_class(value),
    }
}

#[inline(never)]
fn truth_by_class(value: Value) -> Outcome<bool> {
    truth_of(&value)
}

/// The same for a borrowed value.
pub fn truth_of(value: &Value) -> Outcome<bool> {
    if let Some(truth) = value.as_bool() {
        return Ok(truth);
    }
    if value.is_none() {
        return Ok(false);
    }
    if let Some(small) = value.as_small_int() {
        return Ok(small != 0);
    }
    let slots = value.class().slots();
    match (slots.truth(), slots.length()) {
        (Some(truth), _) => truth(value),
        (None, Some(length)) => Ok(length(value)? != 0),
        (None, None) => Ok(true),
    }
}

/// `not value`.
pub fn not_(value: Value) -> Outcome {
    Ok(boolean(!truth(value)?))
}

/// Python's `is`.
#[inline(always)]
pub fn is_(left: &Value, right: &Value) -> bool {
    left.is(right)
}

/// `len(value)`.
pub fn length(value: &Value) -> Outcome<i64> {
    match value.class().slots().length() {
        Some(length) => length(value),
        None => Err(raise_type_error(format!("object of type '{}' has no len()", value.type_name()))),
    }
}

/// What `__len__` gave, checked.
pub(crate) fn length_of(result: &Value) -> Outcome<i64> {
    match index(result)? {
        Integer::Small(length) if length >= 0 => Ok(length),
        negative if negative.is_negative() => Err(raise_value_error("__len__() should return >= 0")),
        _ => Err(raise_overflow_error("cannot fit 'int' into an index-sized integer")),
    }
}

/// `operator.index(value)`.
pub fn index(value: &Value) -> Outcome<Integer> {
    if let Some(integer) = value.as_integer() {
        return Ok(integer);
    }
    let name = value.type_name();
    let Some(slot) = value.class().slots().index() else {
        return Err(raise_type_error(format!("'{name}' object cannot be interpreted as an integer")));
    };
    let result = slot(value)?;
    match result.as_integer() {
        Some(integer) => {
            if !result.is_small_int() && !result.is_exactly(INT.class()) {
                warn::deprecated_subclass("__index__", "int", &result.type_name())?;
            }
            Ok(integer)
        }
        None => Err(raise_type_error(format!("__index__ returned non-int (type {})", result.type_name()))),
    }
}

/// An index that must fit in 64 bits: OverflowError otherwise.
pub fn index_i64(value: &Value) -> Outcome<i64> {
    match value.as_small_int() {
        Some(small) => Ok(small),
        None => match index(value)? {
            Integer::Small(index) => Ok(index),
            _ => Err(raise_overflow_error(format!("cannot fit '{}' into an index-sized integer", value.type_name()))),
        },
    }
}

/// The same for item access: IndexError where it does not fit.
pub fn index_or_index_error(value: &Value) -> Outcome<i64> {
    match index(value)? {
        Integer::Small(index) => Ok(index),
        _ => Err(raise_index_error(format!("cannot fit '{}' into an index-sized integer", value.type_name()))),
    }
}

/// The count of a repetition.
pub(crate) fn index_clamped(value: &Value) -> Outcome<i64> {
    index_i64(value)
}

/// `callable(value)`.
pub fn is_callable(value: &Value) -> bool {
    matches!(
        value.kind(),
        Kind::Function
            | Kind::BuiltinFunction
            | Kind::MethodDescriptor
            | Kind::BoundMethod
            | Kind::WrapperDescriptor
            | Kind::MethodWrapper
            | Kind::Class
    ) || value.class().slots().call().is_some()
}
