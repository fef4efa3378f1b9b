//! The items of a list, and whether all of them are known to be floats.

use crate::value::Value;
use std::cell::{Cell, Ref, RefCell, RefMut};

/// What specialised code has found out about items. Whoever may change them makes it `Nothing` again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Known {
    #[default]
    Nothing,
    /// All are immediate floats, and the list is exactly a list.
    Floats,
    /// They were looked at, and some are something else.
    Others,
}

/// Borrowed as a `RefCell`'s content is; a mutable borrow forgets what is known.
#[derive(Default)]
pub(crate) struct ListItems {
    items: RefCell<Vec<Value>>,
    known: Cell<Known>,
}

impl From<Vec<Value>> for ListItems {
    #[inline]
    fn from(items: Vec<Value>) -> ListItems {
        ListItems { items: RefCell::new(items), known: Cell::new(Known::Nothing) }
    }
}

impl ListItems {
    #[inline]
    pub(crate) fn borrow(&self) -> Ref<'_, Vec<Value>> {
        self.items.borrow()
    }

    #[inline]
    pub(crate) fn borrow_mut(&self) -> RefMut<'_, Vec<Value>> {
        self.known.set(Known::Nothing);
        self.items.borrow_mut()
    }

    #[inline]
    pub(crate) fn replace(&self, items: Vec<Value>) -> Vec<Value> {
        std::mem::replace(&mut *self.borrow_mut(), items)
    }

    #[inline]
    pub(crate) fn take(&mut self) -> Vec<Value> {
        self.known.set(Known::Nothing);
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
        self.known.set(Known::Nothing);
        self.items.as_ptr()
    }

    /// The items, to be changed without a borrow in a way that leaves true what is known.
    #[inline(always)]
    pub(crate) fn as_mut_ptr_of_same(&self) -> *mut Vec<Value> {
        self.items.as_ptr()
    }

    #[inline(always)]
    pub(crate) fn known(&self) -> Known {
        self.known.get()
    }

    /// Until the next change; the list is exactly a list.
    #[inline(always)]
    pub(crate) fn now_known(&self, known: Known) {
        self.known.set(known);
    }
}
