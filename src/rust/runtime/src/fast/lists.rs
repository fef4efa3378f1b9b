//! Lists and tuples by position.
#![allow(unsafe_code)] // Items are looked at without counting references, where no Python code can run.

use super::list_value::{as_list, position, ListValue};
use super::number::{as_float, as_int, as_number, Number};
use crate::collections::tuple::{Tuple, TupleItems};
use crate::exceptions::Outcome;
use crate::object::{Form, Kind};
use crate::value::{int, Value};
use std::marker::PhantomData;
use std::mem::ManuallyDrop;

#[inline(always)]
fn exact_tuple(value: &Value) -> Option<&Tuple> {
    let form = value.header()?.form();
    if matches!(form, Form::One | Form::Two | Form::Three | Form::Tuple) {
        // SAFETY: an exact tuple has the payload of tuples.
        Some(unsafe { value.payload_unchecked::<Tuple>() })
    } else {
        None
    }
}

#[inline(always)]
fn with_item<T>(container: &Value, index: i64, view: impl FnOnce(&Value) -> Option<T>) -> Option<T> {
    if let Some(list) = as_list(container) {
        return list.at(index, view);
    }
    let tuple = exact_tuple(container)?;
    view(tuple.items().get(position(index, tuple.items().len())?)?)
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

#[inline(always)]
pub fn item_list(container: &Value, index: i64) -> Option<ListValue> {
    with_item(container, index, |item| as_list(item).cloned())
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
    match as_list(container) {
        Some(list) => list.set(index, value).or_else(|value| setitem_elsewhere(container, index, value)),
        None => setitem_elsewhere(container, index, value),
    }
}

/// `container[index] = value`, where there is no such place in a list: mostly IndexError.
///
/// # Errors
/// What `__setitem__` raises.
#[cold]
#[inline(never)]
pub fn setitem_elsewhere(container: &Value, index: i64, value: Value) -> Outcome<()> {
    crate::protocol::items::setitem(container.clone(), int(index), value)
}

/// `len` of a list or tuple.
#[inline(always)]
pub fn len(container: &Value) -> Option<i64> {
    match as_list(container) {
        Some(list) => Some(list.len()),
        None => exact_tuple(container).map(|tuple| tuple.items().len() as i64),
    }
}

/// The items of a tuple or list that is being unpacked: looked at one after another, with nothing
/// in between that could change the list.
#[derive(Clone, Copy)]
pub struct Unpacked<'a, const N: usize> {
    items: *const Value,
    is_tuple: bool,
    container: PhantomData<&'a Value>,
}

/// An item that is unpacked in its turn.
pub struct Lent<'a> {
    value: ManuallyDrop<Value>,
    is_owned: bool,
    container: PhantomData<&'a Value>,
}

impl std::ops::Deref for Lent<'_> {
    type Target = Value;

    #[inline(always)]
    fn deref(&self) -> &Value {
        &self.value
    }
}

impl Drop for Lent<'_> {
    #[inline(always)]
    fn drop(&mut self) {
        if self.is_owned {
            // SAFETY: dropped once.
            unsafe { ManuallyDrop::drop(&mut self.value) };
        }
    }
}

impl<'a, const N: usize> Unpacked<'a, N> {
    /// The item itself, for as long as nothing can change the container.
    #[inline(always)]
    pub fn item(&self, position: usize) -> &'a Value {
        assert!(position < N);
        // SAFETY: `unpack` saw N items; generated code keeps the container alive and is done with
        // its items before anything runs or is dropped.
        unsafe { &*self.items.add(position) }
    }

    /// All items, as `item` gives one.
    #[inline(always)]
    pub(super) fn as_array(&self) -> *const [Value; N] {
        self.items.cast()
    }

    /// Whether these items stay, whatever is done.
    #[inline(always)]
    pub fn stay(&self) -> bool {
        self.is_tuple
    }

    #[inline(always)]
    pub fn value(&self, position: usize) -> Value {
        self.item(position).clone()
    }

    /// The item, where the container is held to the end of the unit: a tuple's own reference is enough.
    #[inline(always)]
    pub fn lent(&self, position: usize) -> Lent<'a> {
        let item = self.item(position);
        if !self.is_tuple {
            std::mem::forget(item.clone());
        }
        // SAFETY: a second name for a reference of a tuple that outlives it, or for the one just counted.
        let value = ManuallyDrop::new(unsafe { std::ptr::read(item) });
        Lent { value, is_owned: !self.is_tuple, container: PhantomData }
    }

    #[inline(always)]
    pub fn list(&self, position: usize) -> Option<ListValue> {
        as_list(self.item(position)).cloned()
    }

    /// The list where it is, for as long as nothing can change the container.
    #[inline(always)]
    pub fn list_item(&self, position: usize) -> Option<&'a ListValue> {
        as_list(self.item(position))
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
pub fn unpack<const N: usize>(value: &Value) -> Option<Unpacked<'_, N>> {
    let view = |items: &[Value], is_tuple| {
        if items.len() == N {
            Some(Unpacked { items: items.as_ptr(), is_tuple, container: PhantomData })
        } else {
            None
        }
    };
    if let Some(items) = tuple_of_length::<N>(value) {
        return view(items, true);
    }
    // asked of the kind first: two questions about the form would become one jump through a table
    if value.header()?.kind() != Kind::List {
        return None;
    }
    as_list(value)?.view(|items| view(items, false))
}

/// The items of exactly a tuple, if there are N: where N is few, one comparison.
#[inline(always)]
pub(super) fn tuple_of_length<const N: usize>(value: &Value) -> Option<&[Value]> {
    let form = match N {
        1 => Form::One,
        2 => Form::Two,
        3 => Form::Three,
        _ => Form::Tuple,
    };
    if !value.has_form(form) {
        return None;
    }
    // SAFETY: exactly a tuple has the payload of tuples; the form says how its items are kept.
    unsafe {
        match (form, &value.payload_unchecked::<Tuple>().items) {
            (Form::One, TupleItems::One(items)) => Some(items),
            (Form::Two, TupleItems::Two(items)) => Some(items),
            (Form::Three, TupleItems::Three(items)) => Some(items),
            (Form::Tuple, TupleItems::Any(items)) => Some(items),
            _ => std::hint::unreachable_unchecked(),
        }
    }
}
