//! Methods of lists that a variable holds: `append = result.append`, then `append(item)`.

use super::list_value::{as_list, ListValue};
use crate::collections::list;
use crate::exceptions::Outcome;
use crate::functions::builtin::{Arguments, BuiltinFunction, Callee};
use crate::functions::call;
use crate::value::{int, Value, NONE};

/// The list, if `callee` is this method of one.
#[inline(always)]
fn bound_list(callee: &Value, method: fn(&mut Arguments) -> Outcome) -> Option<&ListValue> {
    let function = callee.downcast::<BuiltinFunction>()?;
    match function.row {
        Callee::Method(row) if std::ptr::fn_addr_eq(row.function, method) => as_list(function.receiver.as_ref()?),
        _ => None,
    }
}

/// `callee(item)`, where `callee` is expected to be a list's `append`.
///
/// # Errors
/// What the call raises.
#[inline(always)]
pub fn call_append(callee: &Value, item: Value) -> Outcome {
    match bound_list(callee, list::append) {
        Some(list) => {
            list.append(item);
            Ok(NONE())
        }
        None => call(callee.clone(), [item]),
    }
}

/// `callee(index, item)`, where `callee` is expected to be a list's `insert`.
///
/// # Errors
/// What the call raises.
#[inline(always)]
pub fn call_insert(callee: &Value, index: i64, item: Value) -> Outcome {
    match bound_list(callee, list::insert) {
        Some(list) => {
            list.insert(index, item);
            Ok(NONE())
        }
        None => call(callee.clone(), [int(index), item]),
    }
}

/// `callee(index)`, where `callee` is expected to be a list's `pop`.
///
/// # Errors
/// What the call raises.
#[inline(always)]
pub fn call_pop(callee: &Value, index: i64) -> Outcome {
    match bound_list(callee, list::pop) {
        Some(list) => list.pop(index),
        None => call(callee.clone(), [int(index)]),
    }
}
