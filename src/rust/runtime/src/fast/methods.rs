//! Methods of lists that a variable holds: `append = result.append`, then `append(item)`.
//!
//! Beside the variable stands the list that it is bound to, if it holds what it is expected to hold.

use super::list_value::{as_list, ListValue};
use crate::collections::list;
use crate::exceptions::Outcome;
use crate::functions::builtin::{Arguments, BuiltinFunction, Callee};
use crate::functions::call;
use crate::value::{int, Value};

/// The list, if `callee` is this method of one.
fn bound_list(callee: &Value, method: fn(&mut Arguments) -> Outcome) -> Option<ListValue> {
    let function = callee.downcast::<BuiltinFunction>()?;
    match function.row {
        Callee::Method(row) if std::ptr::fn_addr_eq(row.function, method) => {
            as_list(function.receiver.as_ref()?).cloned()
        }
        _ => None,
    }
}

/// The list whose `append` this is.
pub fn list_of_append(callee: &Value) -> Option<ListValue> {
    bound_list(callee, list::append)
}

/// The list whose `insert` this is.
pub fn list_of_insert(callee: &Value) -> Option<ListValue> {
    bound_list(callee, list::insert)
}

/// The list whose `pop` this is.
pub fn list_of_pop(callee: &Value) -> Option<ListValue> {
    bound_list(callee, list::pop)
}

/// `callee(item)`, where `list` says whether `callee` is a list's `append`.
///
/// # Errors
/// What the call raises.
#[inline(always)]
pub fn call_append(list: &Option<ListValue>, callee: &Value, item: Value) -> Outcome<()> {
    match list {
        Some(list) => list.append(item),
        None => drop(call(callee.clone(), [item])?),
    }
    Ok(())
}

/// `callee(index, item)`, where `list` says whether `callee` is a list's `insert`.
///
/// # Errors
/// What the call raises.
#[inline(always)]
pub fn call_insert(list: &Option<ListValue>, callee: &Value, index: i64, item: Value) -> Outcome<()> {
    match list {
        Some(list) => list.insert(index, item),
        None => drop(call(callee.clone(), [int(index), item])?),
    }
    Ok(())
}

/// `callee(index)`, where `list` says whether `callee` is a list's `pop`.
///
/// # Errors
/// What the call raises.
#[inline(always)]
pub fn call_pop(list: &Option<ListValue>, callee: &Value, index: i64) -> Outcome {
    match list {
        Some(list) => list.pop(index),
        None => call(callee.clone(), [int(index)]),
    }
}

/// `callee(index, popped_callee(popped_index))`, where the lists say whether these are `insert` and `pop` of lists.
///
/// # Errors
/// What the calls raise.
#[inline(always)]
pub fn call_insert_popped(
    list: &Option<ListValue>,
    callee: &Value,
    index: i64,
    popped_list: &Option<ListValue>,
    popped_callee: &Value,
    popped_index: i64,
) -> Outcome<()> {
    if let (Some(list), Some(popped_list)) = (list, popped_list) {
        if list.as_value().is(popped_list.as_value()) && list.move_item(popped_index, index) {
            return Ok(());
        }
    }
    let item = call_pop(popped_list, popped_callee, popped_index)?;
    call_insert(list, callee, index, item)
}
