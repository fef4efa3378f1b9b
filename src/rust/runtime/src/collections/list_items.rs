//! The items of a list, and how many floats they are known to be.

use crate::value::Value;
use std::cell::{Cell, Ref, RefCell, RefMut};

/// Nothing is known of items.
pub(crate) const UNKNOWN: i32 = 0;
/// Items were looked at, and some are something else than floats.
pub(crate) const OTHERS: i32 = -1;

/// Borrowed as a `RefCell`'s content is; a mutable borrow forgets what is known.
#[derive(Default)]
pub(crate) struct ListItems {
    items: RefCell<Vec<Value>>,
    /// How many items there are, if all are immediate floats and the list is exactly a list; or one of the two above.
    /// Whoever may change the items makes it unknown again.
    floats: Cell<i32>,
}

impl From<Vec<Value>> for ListItems {
    #[inline]
    fn from(items: Vec<Value>) -> ListItems {
        ListItems { items: RefCell::new(items), floats: Cell::new(UNKNOWN) }
    }
}

impl ListItems {
    #[inline]
    pub(crate) fn borrow(&self) -> Ref<'_, Vec<Value>> {
        self.items.borrow()
    }

    /// The items, unless somebody changes them.
    pub(crate) fn try_borrow(&self) -> Option<Ref<'_, Vec<Value>>> {
        self.items.try_borrow().ok()
    }

    #[inline]
    pub(crate) fn borrow_mut(&self) -> RefMut<'_, Vec<Value>> {
        self.floats.set(UNKNOWN);
        self.items.borrow_mut()
    }

    #[inline]
    pub(crate) fn replace(&self, items: Vec<Value>) -> Vec<Value> {
        std::mem::replace(&mut *self.borrow_mut(), items)
    }

    #[inline]
    pub(crate) fn take(&mut self) -> Vec<Value> {
        self.floats.set(UNKNOWN);
        std::mem::take(self.items.get_mut())
    }

    /// The items, to be looked at without a borrow.
    #[inline(always)]
    pub(crate) fn as_ptr(&self) -> *const Vec<Value> {
        self.items.as_ptr()
    }

    /// The items, to be changed without a borrow.
    #[inline(always)]
    pub(crate) fn as_mut_ptr(&self) -> *mut Vec<Value> {
        self.floats.set(UNKNOWN);
        self.items.as_ptr()
    }

    /// The items, to be changed without a borrow in a way that leaves true what is known.
    #[inline(always)]
    pub(crate) fn as_mut_ptr_of_same(&self) -> *mut Vec<Value> {
        self.items.as_ptr()
    }

    #[inline(always)]
    pub(crate) fn floats(&self) -> i32 {
        self.floats.get()
    }

    /// Notes until the next change whether all items of exactly a list are immediate floats.
    #[inline(always)]
    pub(crate) fn note_floats(&self, all: bool) {
        let length = i32::try_from(self.items.borrow().len()).unwrap_or(OTHERS);
        self.floats.set(if all { length } else { OTHERS });
    }
}
