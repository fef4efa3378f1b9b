//! The standard library's modules that are written in Rust.

pub mod bisect;
pub mod builtins;
pub mod collections;
pub mod functools;
pub mod heapq;
pub mod itertools;
pub mod math;
pub mod operator;
pub mod print;
mod python_function;
pub mod re;
pub mod streams;
pub mod string;
pub mod sys;
pub mod time;
pub mod types;
pub mod typing;

use crate::exceptions::Outcome;
use crate::value::Value;

/// `left | right` of classes.
pub(crate) fn union_of(left: &Value, right: &Value) -> Outcome {
    let class = |value: &Value| value.kind() == crate::object::Kind::Class || value.is_none();
    if !class(left) || !class(right) {
        return Ok(crate::value::NOT_IMPLEMENTED());
    }
    crate::program::refuse("types.UnionType (X | Y of classes)")
}
