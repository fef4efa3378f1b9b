//! Lists and tuples by position.
#![allow(unsafe_code)] // Lists are looked at without their borrow flag, where no Python code can run.

use super::number::{as_float, as_int, as_number, Number};
use crate::collections::list::{list_value, List, LIST};
use crate::collections::tuple::{Tuple, TUPLE};
use crate::exceptions::Outcome;
use crate::value::{int, Value};

/// Exactly a list: no subclass, which could have its own `__getitem__`.
#[inline(always)]
pub(super) fn is_list(value: &Value) -> bool {
    LIST.is_exact(value)
}

#[inline(always)]
fn exact_list(value: &Value) -> Option<&List> {
    if is_list(value) {
        value.downcast::<List>()
    } else {
        None
    }
}

#[inline(always)]
fn exact_tuple(value: &Value) -> Option<&Tuple> {
    if TUPLE.is_exact(value) {
        value.downcast::<Tuple>()
    } else {
        None
    }
}

/// Looks at the items of a list.
///
/// `view` must not run Python code, nor drop a value: nothing else can then reach the list.
#[inline(always)]
fn view_items<T>(list: &List, view: impl FnOnce(&[Value]) -> T) -> T {
    // SAFETY: one thread; every mutable borrow of a list's items ends before Python code runs
    // (`List` says so), so none is alive here, and `view` starts none.
    view(unsafe { &*list.items.as_ptr() })
}

/// The position that an index names in `length` items.
#[inline(always)]
fn position(index: i64, length: usize) -> Option<usize> {
    let position = if index < 0 { index + length as i64 } else { index };
    if position >= 0 && position < length as i64 {
        Some(position as usize)
    } else {
        None
    }
}

#[inline(always)]
fn with_item<T>(container: &Value, index: i64, view: impl FnOnce(&Value) -> Option<T>) -> Option<T> {
    if let Some(list) = exact_list(container) {
        return view_items(list, |items| view(items.get(position(index, items.len())?)?));
    }
    let tuple = exact_tuple(container)?;
    view(tuple.items().get(position(index, tuple.items().len())?)?)
}

/// The item of what is known to be a list.
#[inline(always)]
pub(super) fn item_at(list: &Value, position: usize) -> Option<Value> {
    view_items(list.downcast::<List>()?, |items| items.get(position).cloned())
}

/// An int at a position of a list or tuple.
#[inline(always)]
pub fn item_int(container: &Value, index: i64) -> Option<i64> {
    with_item(container, index, as_int)
}

#[inline(always)]
pub fn item_float(container: &Value, index: i64) -> Option<f64> {
    with_item(container, index, as_float)
}

#[inline(always)]
pub fn item_number(container: &Value, index: i64) -> Option<Number> {
    with_item(container, index, as_number)
}

/// `container[index]` of anything.
///
/// # Errors
/// What `__getitem__` raises.
#[inline]
pub fn getitem(container: &Value, index: i64) -> Outcome {
    match with_item(container, index, |item| Some(item.clone())) {
        Some(item) => Ok(item),
        None => crate::protocol::items::getitem(container.clone(), int(index)),
    }
}

/// `container[index] = value` of anything.
///
/// # Errors
/// What `__setitem__` raises.
#[inline(always)]
pub fn setitem(container: &Value, index: i64, value: Value) -> Outcome<()> {
    if let Some(list) = exact_list(container) {
        if let Some(place) = view_items(list, |items| position(index, items.len())) {
            // SAFETY: as in `view_items`; the old value is dropped when the list is whole again.
            let old = unsafe { std::mem::replace(&mut (&mut *list.items.as_ptr())[place], value) };
            drop(old);
            return Ok(());
        }
    }
    crate::protocol::items::setitem(container.clone(), int(index), value)
}

/// `len` of a list or tuple.
#[inline(always)]
pub fn len(container: &Value) -> Option<i64> {
    match exact_list(container) {
        Some(list) => Some(view_items(list, <[Value]>::len) as i64),
        None => exact_tuple(container).map(|tuple| tuple.items().len() as i64),
    }
}

/// The items of a tuple or list that is being unpacked: looked at one after another, with nothing
/// in between that could change the list.
#[derive(Clone, Copy)]
pub struct Unpacked<const N: usize> {
    items: *const Value,
}

impl<const N: usize> Unpacked<N> {
    #[inline(always)]
    fn item(&self, position: usize) -> &Value {
        assert!(position < N);
        // SAFETY: `unpack` saw N items, generated code keeps the container alive and takes all
        // its items before it does anything else.
        unsafe { &*self.items.add(position) }
    }

    #[inline(always)]
    pub fn value(&self, position: usize) -> Value {
        self.item(position).clone()
    }

    #[inline(always)]
    pub fn int(&self, position: usize) -> Option<i64> {
        as_int(self.item(position))
    }

    #[inline(always)]
    pub fn float(&self, position: usize) -> Option<f64> {
        as_float(self.item(position))
    }

    #[inline(always)]
    pub fn number(&self, position: usize) -> Option<Number> {
        as_number(self.item(position))
    }
}

/// A tuple or list of exactly `N` items.
#[inline(always)]
pub fn unpack<const N: usize>(value: &Value) -> Option<Unpacked<N>> {
    let view = |items: &[Value]| if items.len() == N { Some(Unpacked { items: items.as_ptr() }) } else { None };
    if let Some(tuple) = exact_tuple(value) {
        return view(tuple.items());
    }
    view_items(exact_list(value)?, view)
}

/// Start, step and count of a slice of `length` items; CPython's `PySlice_AdjustIndices`.
#[inline]
fn slice_indices(start: Option<i64>, stop: Option<i64>, step: Option<i64>, length: i64) -> Option<(i64, i64, usize)> {
    let step = step.unwrap_or(1);
    if step == 0 || step == i64::MIN {
        return None;
    }
    let (low, high) = if step > 0 { (0, length) } else { (-1, length - 1) };
    let clamp = |bound: i64| if bound < 0 { (bound.saturating_add(length)).max(low) } else { bound.min(high) };
    let first = start.map_or(if step > 0 { low } else { high }, clamp);
    let end = stop.map_or(if step > 0 { high } else { low }, clamp);
    let count = if step > 0 && first < end {
        (end - first - 1) / step + 1
    } else if step < 0 && end < first {
        (first - end - 1) / -step + 1
    } else {
        0
    };
    Some((first, step, count as usize))
}

/// `container[start:stop:step]` of a list.
#[inline]
pub fn list_slice(container: &Value, start: Option<i64>, stop: Option<i64>, step: Option<i64>) -> Option<Value> {
    let items = exact_list(container)?.items.borrow();
    let (first, step, count) = slice_indices(start, stop, step, items.len() as i64)?;
    if step == 1 {
        let first = first as usize;
        return Some(list_value(items[first..first + count].to_vec()));
    }
    let taken = (0..count as i64).map(|at| items[(first + at * step) as usize].clone()).collect();
    Some(list_value(taken))
}

/// `target[start:stop] = source[from:to:step]` of lists, where both have the same number of items.
#[inline]
pub fn copy_slice(
    target: &Value,
    start: Option<i64>,
    stop: Option<i64>,
    source: &Value,
    from: Option<i64>,
    to: Option<i64>,
    step: Option<i64>,
) -> Option<()> {
    let list = exact_list(target)?;
    let same = target.is(source);
    let (first, _, count) = slice_indices(start, stop, None, list.items.borrow().len() as i64)?;
    let source_list = exact_list(source)?;
    let (taken_first, taken_step, taken_count) =
        slice_indices(from, to, step, source_list.items.borrow().len() as i64)?;
    if count != taken_count {
        return None;
    }
    if same && taken_step == -1 && taken_first + 1 == first + count as i64 {
        list.items.borrow_mut()[first as usize..first as usize + count].reverse();
        return Some(());
    }
    let taken: Vec<Value> = {
        let items = source_list.items.borrow();
        (0..count as i64).map(|at| items[(taken_first + at * taken_step) as usize].clone()).collect()
    };
    let mut replaced = taken;
    list.items.borrow_mut()[first as usize..first as usize + count].swap_with_slice(&mut replaced);
    drop(replaced);
    Some(())
}
