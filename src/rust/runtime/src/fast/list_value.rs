//! Lists that specialised code knows to be lists.
#![allow(unsafe_code)] // Items are looked at without their borrow flag, where no Python code can run.

use super::number::{as_float, as_int, as_number, Number};
use crate::collections::list::List;
use crate::collections::list_items::ListItems;
use crate::exceptions::Outcome;
use crate::object::{Form, Header, Ref};
use crate::value::{float, float_of_number, Value};

/// Exactly a list: no subclass, which could have its own `__getitem__`.
#[derive(Clone)]
#[repr(transparent)]
pub struct ListValue {
    list: Ref<List>,
}

/// The list, if the value is exactly one.
#[inline(always)]
pub fn as_list(value: &Value) -> Option<&ListValue> {
    if value.has_form(Form::List) {
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
    if value.has_form(Form::List) {
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

/// Something, if these are two lists.
#[inline(always)]
pub fn are_apart(one: &ListValue, other: &ListValue) -> Option<()> {
    if one.as_value().is(other.as_value()) {
        None
    } else {
        Some(())
    }
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

/// Turns the first `$count` items round: at most twice as many as there are positions, and the list has at least as many
/// as these.
///
/// By the same instructions for each count: programs that do this in a loop seldom repeat a count, and a wrongly
/// predicted jump takes longer than writing an item where it is.
macro_rules! reverse_by_pairs {
    ($items:expr, $count:expr, $($position:literal)+; $($backwards:literal)+) => {{
        // `Value` is its bits, transparently; read without a claim to own it
        let (items, last): (*mut u64, isize) = ($items.as_mut_ptr().cast(), $count as isize - 1);
        // from the middle on, an item is its own partner
        let partner = [$((last - $position).max($position) as usize),+];
        // SAFETY: all positions are below the length. Items that stay where they are are written first, then the
        // pairs: in the end each item is at one place.
        unsafe {
            let front = [$(items.add($position).read()),+];
            let back = [$(items.add(partner[$position]).read()),+];
            $(
                items.add(partner[$backwards]).write(front[$backwards]);
                items.add($backwards).write(back[$backwards]);
            )+
        }
    }};
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

    /// The items with what is known of them.
    #[inline(always)]
    pub(super) fn items(&self) -> &ListItems {
        &self.list.items
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
        change(unsafe { &mut *self.list.items.as_mut_ptr() })
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

    /// The same for a float: where all items are known to be floats, they still are.
    #[inline(always)]
    pub fn set_float(&self, index: i64, value: f64) -> Result<(), Value> {
        if value.is_nan() {
            return self.set(index, float(value));
        }
        match self.view(|items| position(index, items.len())) {
            Some(place) => {
                // SAFETY: as in `change`.
                let items = unsafe { &mut *self.list.items.as_mut_ptr_of_same() };
                drop_old(std::mem::replace(&mut items[place], float_of_number(value)));
                Ok(())
            }
            None => Err(float(value)),
        }
    }

    /// Turns the first `count` items round; there are at least so many.
    #[inline(always)]
    pub(super) fn reverse_front(&self, count: usize) {
        // SAFETY: as in `change`; turning round drops nothing, and the items stay the same.
        let items = unsafe { &mut *self.list.items.as_mut_ptr_of_same() };
        assert!(count <= items.len());
        if items.len() >= 4 && (1..=8).contains(&count) {
            reverse_by_pairs!(items, count, 0 1 2 3; 3 2 1 0);
        } else if items.len() >= 8 && (9..=16).contains(&count) {
            reverse_by_pairs!(items, count, 0 1 2 3 4 5 6 7; 7 6 5 4 3 2 1 0);
        } else {
            items[..count].reverse();
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

    /// Moves an item to another position, as `list.insert(to, list.pop(from))` does; false where one of them is not
    /// a position counted from the front.
    #[inline(always)]
    pub(super) fn move_item(&self, from: i64, to: i64) -> bool {
        self.change(|items| {
            let (Ok(from), Ok(to)) = (usize::try_from(from), usize::try_from(to)) else { return false };
            if from.max(to) >= items.len() {
                return false;
            }
            for position in from..to {
                items.swap(position, position + 1);
            }
            for position in (to..from).rev() {
                items.swap(position, position + 1);
            }
            true
        })
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
