//! Slices without a step: `object[start:stop]`.

use super::items::{getitem, setitem};
use crate::collections::list::List;
use crate::collections::slice::Bounds;
use crate::collections::{slice, tuple_value, Tuple};
use crate::exceptions::Outcome;
use crate::value::{Value, NONE};

/// A bound of which nothing must be asked.
#[inline(always)]
fn plain_bound(bound: &Value) -> Option<Option<i64>> {
    match bound.as_small_int() {
        Some(bound) => Some(Some(bound)),
        None => bound.is_none().then_some(None),
    }
}

#[inline(always)]
fn plain_bounds(object: &Value, start: &Value, stop: &Value) -> Option<Bounds> {
    if !object.header()?.class().is_builtin() {
        return None;
    }
    Some(Bounds { start: plain_bound(start)?, stop: plain_bound(stop)?, step: 1 })
}

/// `object[start:stop]`.
///
/// # Errors
/// What the object's class raises.
pub fn getslice(object: Value, start: Value, stop: Value) -> Outcome {
    if let Some(bounds) = plain_bounds(&object, &start, &stop) {
        if let Some(list) = object.downcast::<List>() {
            return Ok(list.slice(bounds));
        }
        if let Some(tuple) = object.downcast::<Tuple>() {
            let items = tuple.items();
            let span = bounds.span(items.len());
            if span.length == items.len() {
                return Ok(object);
            }
            let first = span.start as usize;
            return Ok(tuple_value(items[first..first + span.length].to_vec()));
        }
    }
    getitem(object, slice(start, stop, NONE()))
}

/// `object[start:stop] = value`.
///
/// # Errors
/// What the object's class raises.
pub fn setslice(object: Value, start: Value, stop: Value, value: Value) -> Outcome<()> {
    if let Some(bounds) = plain_bounds(&object, &start, &stop) {
        if let Some(list) = object.downcast::<List>() {
            return list.set_slice(&object, bounds, value);
        }
    }
    setitem(object, slice(start, stop, NONE()), value)
}
