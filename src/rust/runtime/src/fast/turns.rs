//! What turns that only compute look at, and what they remember of it.
//!
//! Between the first of such turns and the last, nothing runs, nothing is dropped, and nothing is written but floats in the
//! place of floats of lists that hold nothing else. So whatever else was found of a list's items stays true: that they are
//! tuples of so many items, which lists stand in them, where the floats of those are. Generated code keeps to that.
#![allow(unsafe_code)] // Floats are read and written where they are, without a borrow.

use super::floats::{find_floats, has_floats};
use super::list_value::ListValue;
use super::number::{as_number, Number};
use crate::value::{float_of_number, Value};

/// `N` items that are floats.
#[derive(Clone, Copy)]
pub struct SeenFloats<const N: usize> {
    pub(super) items: *const [Value; N],
}

impl<const N: usize> SeenFloats<N> {
    #[inline(always)]
    pub fn get(self) -> [f64; N] {
        // SAFETY: the items are where they were seen, and still floats.
        let items = unsafe { &*self.items };
        std::array::from_fn(|position| items[position].float_unchecked())
    }
}

/// `N` items that are floats or ints.
#[derive(Clone, Copy)]
pub struct SeenNumbers<const N: usize> {
    pub(super) items: *const [Value; N],
    pub(super) are_floats: bool,
}

impl<const N: usize> SeenNumbers<N> {
    #[inline(always)]
    pub fn get(self) -> [Number; N] {
        if self.are_floats {
            return SeenFloats { items: self.items }.get().map(Number::float);
        }
        // SAFETY: the items are where they were seen, and still numbers.
        let items = unsafe { &*self.items };
        std::array::from_fn(|position| as_number(&items[position]).unwrap_or(Number::ZERO))
    }
}

/// An item that is kept, where it is.
pub struct SeenItem<T> {
    item: *const T,
}

impl<T> Clone for SeenItem<T> {
    #[inline(always)]
    fn clone(&self) -> SeenItem<T> {
        *self
    }
}

impl<T> Copy for SeenItem<T> {}

impl<T: Clone> SeenItem<T> {
    #[inline(always)]
    pub fn new(item: &T) -> SeenItem<T> {
        SeenItem { item }
    }

    #[inline(always)]
    pub fn kept(self) -> T {
        // SAFETY: the item is where it was seen.
        unsafe { &*self.item }.clone()
    }
}

/// A list of floats alone, some of which change.
#[derive(Clone, Copy)]
pub struct SeenList {
    list: SeenItem<ListValue>,
    start: *mut Value,
}

/// The list, if it holds floats alone, and at least so many.
#[inline(always)]
pub fn see_list(list: &ListValue, least: usize) -> Option<SeenList> {
    if !has_floats(list, least) && !find_floats(list, least) {
        return None;
    }
    // SAFETY: floats will take the place of floats, so that nothing is dropped, and what is known stays true.
    let start = unsafe { (*list.items().as_mut_ptr_of_same()).as_mut_ptr() };
    Some(SeenList { list: SeenItem::new(list), start })
}

impl SeenList {
    #[inline(always)]
    pub fn kept(self) -> ListValue {
        self.list.kept()
    }

    /// What `list[position] = …` for several positions counted from the front, each once and among those that were asked
    /// for, makes of the floats there.
    #[inline(always)]
    pub fn changed<const N: usize>(self, positions: [usize; N], change: impl FnOnce([f64; N]) -> [f64; N]) -> [f64; N] {
        // SAFETY: the positions are below the number of floats.
        change(positions.map(|position| unsafe { &*self.start.add(position) }.float_unchecked()))
    }

    /// Writes what `changed` gave for the same positions, no NaN among it.
    #[inline(always)]
    pub fn write<const N: usize>(self, positions: [usize; N], new: [f64; N]) {
        for (position, float) in positions.into_iter().zip(new) {
            // SAFETY: the positions are below the number of floats; those are no objects that would have to be dropped.
            unsafe { self.start.add(position).write(float_of_number(float)) };
        }
    }
}

/// Something, if there is surely no NaN among floats: it would make their sum one.
#[inline(always)]
pub fn without_nan<const N: usize, const M: usize>(floats: [[f64; N]; M]) -> Option<()> {
    let sums: [f64; N] = std::array::from_fn(|position| floats.iter().map(|row| row[position]).sum());
    if sums.iter().sum::<f64>().is_nan() {
        None
    } else {
        Some(())
    }
}

/// Of longer lists nothing is remembered.
const MOST_REMEMBERED: usize = 1 << 16;

/// What was found of each item of a list, from the first on, for a loop that comes back to it before anything but such
/// turns was done.
pub struct Remembered<T> {
    found: Vec<T>,
    items: *const [Value],
}

impl<T: Copy> Remembered<T> {
    #[inline]
    pub fn nothing() -> Remembered<T> {
        Remembered { found: Vec::new(), items: std::ptr::from_ref(&[]) }
    }

    /// The turns to come are over these items.
    #[inline]
    pub fn begin(&mut self, items: &[Value]) {
        // While anything is remembered nothing was dropped: no other list has taken the place.
        if !std::ptr::eq(self.items, items) {
            self.forget();
            self.items = items;
        }
    }

    #[inline(always)]
    pub fn at(&self, position: usize) -> Option<T> {
        self.found.get(position).copied()
    }

    /// Notes what was found of an item, if that stays so.
    #[inline(always)]
    pub fn note(&mut self, position: usize, found: T, stays: bool) {
        if stays && position == self.found.len() && position < MOST_REMEMBERED {
            self.found.push(found);
        }
    }

    /// Something else was done.
    #[inline(always)]
    pub fn forget(&mut self) {
        self.found.clear();
    }
}
