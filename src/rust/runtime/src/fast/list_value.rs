//! Lists that specialised code knows to be lists.
#![allow(unsafe_code)] // Items are looked at without their borrow flag, where no Python code can run.

use super::number::{as_float, as_int, as_number, Number};
use crate::collections::list::{List, LIST};
use crate::exceptions::Outcome;
use crate::object::{Header, Ref};
use crate::value::Value;

/// Exactly a list: no subclass, which could have its own `__getitem__`.
#[derive(Clone)]
#[repr(transparent)]
pub struct ListValue {
    list: Ref<List>,
}

/// The list, if the value is exactly one.
#[inline(always)]
pub fn as_list(value: &Value) -> Option<&ListValue> {
    if LIST.is_exact(value) {
        // SAFETY: `ListValue` is `Ref<List>` is `Value`, each transparent; an exact list has the payload of lists.
        Some(unsafe { &*std::ptr::from_ref(value).cast::<ListValue>() })
    } else {
        None
    }
}

/// The same with a reference of its own.
#[inline(always)]
pub fn cloned_list(value: &Value) -> Option<ListValue> {
    as_list(value).cloned()
}

/// The same for an owned value.
#[inline(always)]
pub fn into_list(value: Value) -> Option<ListValue> {
    if LIST.is_exact(&value) {
        Some(ListValue { list: Ref::assume(value) })
    } else {
        None
    }
}

/// A list display.
#[inline]
pub fn list<const N: usize>(items: [Value; N]) -> ListValue {
    ListValue { list: Ref::assume(crate::collections::list::list(items)) }
}

/// The position that an index names in `length` items.
#[inline(always)]
pub(super) fn position(index: i64, length: usize) -> Option<usize> {
    let position = if index < 0 { index + length as i64 } else { index };
    if position >= 0 && position < length as i64 {
        Some(position as usize)
    } else {
        None
    }
}

/// Drops a value that was in a list; most are no objects on the heap.
#[inline(always)]
fn drop_old(old: Value) {
    #[cold]
    #[inline(never)]
    fn release(old: Value) {
        drop(old);
    }
    if old.is_pointer() {
        release(old);
    } else {
        std::mem::forget(old);
    }
}

impl ListValue {
    #[inline(always)]
    pub fn as_value(&self) -> &Value {
        self.list.as_value()
    }

    #[inline(always)]
    pub fn into_value(self) -> Value {
        self.list.into_value()
    }

    /// Looks at the items.
    ///
    /// `view` must not run Python code, nor drop a value: nothing else can then reach the list.
    #[inline(always)]
    pub(super) fn view<'a, T>(&'a self, view: impl FnOnce(&'a [Value]) -> T) -> T {
        // SAFETY: one thread; every mutable borrow of a list's items ends before Python code runs
        // (`List` says so), so none is alive here, and `view` starts none.
        view(unsafe { &*self.list.items.as_ptr() })
    }

    /// Changes the items.
    ///
    /// `change` must neither run Python code nor drop a value.
    #[inline(always)]
    pub(super) fn change<T>(&self, change: impl FnOnce(&mut Vec<Value>) -> T) -> T {
        // SAFETY: as in `view`; `change` lets nothing else reach the list.
        change(unsafe { &mut *self.list.items.as_ptr() })
    }

    /// Whether this is the one reference, weak ones included.
    #[inline(always)]
    pub(super) fn is_unshared(&self) -> bool {
        self.as_value().header().is_some_and(Header::is_unshared)
    }

    #[inline(always)]
    pub fn len(&self) -> i64 {
        self.view(<[Value]>::len) as i64
    }

    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    #[inline(always)]
    pub(super) fn at<T>(&self, index: i64, view: impl FnOnce(&Value) -> Option<T>) -> Option<T> {
        self.view(|items| view(items.get(position(index, items.len())?)?))
    }

    #[inline(always)]
    pub fn item(&self, index: i64) -> Option<Value> {
        self.at(index, |item| Some(item.clone()))
    }

    #[inline(always)]
    pub fn item_list(&self, index: i64) -> Option<ListValue> {
        self.at(index, |item| as_list(item).cloned())
    }

    #[inline(always)]
    pub fn item_int(&self, index: i64) -> Option<i64> {
        self.at(index, as_int)
    }

    #[inline(always)]
    pub fn item_float(&self, index: i64) -> Option<f64> {
        self.at(index, as_float)
    }

    #[inline(always)]
    pub fn item_number(&self, index: i64) -> Option<Number> {
        self.at(index, as_number)
    }

    /// `list[index] = value`; gives the value back where there is no such place.
    #[inline(always)]
    pub fn set(&self, index: i64, value: Value) -> Result<(), Value> {
        match self.view(|items| position(index, items.len())) {
            Some(place) => {
                let old = self.change(|items| std::mem::replace(&mut items[place], value));
                drop_old(old);
                Ok(())
            }
            None => Err(value),
        }
    }

    /// Turns the first `count` items round; there are at least so many.
    #[inline(always)]
    pub(super) fn reverse_front(&self, count: usize) {
        use std::mem::swap;
        // SAFETY: as in `change`; swapping drops nothing.
        let items = unsafe { &mut *self.list.items.as_ptr() };
        match &mut items[..count] {
            [] | [_] => {}
            [a, b] | [a, _, b] => swap(a, b),
            [a, b, c, d] | [a, b, _, c, d] => {
                swap(a, d);
                swap(b, c);
            }
            [a, b, c, d, e, f] | [a, b, c, _, d, e, f] => {
                swap(a, f);
                swap(b, e);
                swap(c, d);
            }
            [a, b, c, d, e, f, g, h] | [a, b, c, d, _, e, f, g, h] => {
                swap(a, h);
                swap(b, g);
                swap(c, f);
                swap(d, e);
            }
            many => many.reverse(),
        }
    }

    #[inline(always)]
    pub fn append(&self, value: Value) {
        self.change(|items| items.push(value));
    }

    /// `list.insert(index, value)`.
    #[inline]
    pub fn insert(&self, index: i64, value: Value) {
        self.change(|items| crate::collections::list::insert_item(items, index, value));
    }

    /// `list.pop(index)`.
    ///
    /// # Errors
    /// IndexError.
    #[inline]
    pub fn pop(&self, index: i64) -> Outcome {
        self.change(|items| crate::collections::list::pop_item(items, index))
    }
}
