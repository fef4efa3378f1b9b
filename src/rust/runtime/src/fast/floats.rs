//! Lists that are known to hold floats alone: one question for all items.
#![allow(unsafe_code)] // Items are looked at and changed without a borrow, where no Python code can run.

use super::list_value::{as_list, ListValue};
use super::lists::{tuple_of_length, unpack};
use super::number::Number;
use super::turns::{see_list, without_nan, SeenFloats, SeenNumbers};
use crate::collections::list::List;
use crate::collections::list_items::UNKNOWN;
use crate::value::Value;

/// Longer lists are not looked through for `update_floats`.
const MOST_LOOKED_THROUGH: usize = 16;

/// The items of a list that is known to hold floats alone, and exactly so many.
#[inline(always)]
fn known_floats<const N: usize>(value: &Value) -> Option<SeenFloats<N>> {
    let list = value.downcast::<List>()?;
    if N == 0 || list.items.floats() != N as i32 {
        return None;
    }
    // SAFETY: nothing runs while the items are looked at; so many floats are N items.
    Some(SeenFloats { items: unsafe { (*list.items.as_ptr()).as_ptr().cast() } })
}

/// The same for what may be a list or a tuple of anything.
#[inline(always)]
fn looked_at<const N: usize>(value: &Value) -> Option<SeenFloats<N>> {
    let items = unpack::<N>(value)?;
    for position in 0..N {
        items.float(position)?;
    }
    Some(SeenFloats { items: items.as_array() })
}

#[cold]
#[inline(never)]
fn found_floats<const N: usize>(value: &Value) -> Option<SeenFloats<N>> {
    let floats = looked_at::<N>(value)?;
    if let Some(list) = as_list(value) {
        list.items().note_floats(true);
    }
    Some(floats)
}

/// A tuple or list of exactly `N` floats.
#[inline(always)]
pub fn see_floats<const N: usize>(value: &Value) -> Option<SeenFloats<N>> {
    if let Some(floats) = known_floats(value) {
        return Some(floats);
    }
    if tuple_of_length::<N>(value).is_some() {
        return looked_at(value);
    }
    found_floats(value)
}

/// A tuple or list of exactly `N` numbers.
#[inline(always)]
pub fn see_numbers<const N: usize>(value: &Value) -> Option<SeenNumbers<N>> {
    if let Some(floats) = known_floats::<N>(value) {
        return Some(SeenNumbers { items: floats.items, are_floats: true });
    }
    if tuple_of_length::<N>(value).is_none() {
        if let Some(floats) = found_floats::<N>(value) {
            return Some(SeenNumbers { items: floats.items, are_floats: true });
        }
    }
    let items = unpack::<N>(value)?;
    for position in 0..N {
        items.number(position)?;
    }
    Some(SeenNumbers { items: items.as_array(), are_floats: false })
}

/// The floats themselves.
#[inline(always)]
pub fn unpack_floats<const N: usize>(value: &Value) -> Option<[f64; N]> {
    see_floats(value).map(SeenFloats::get)
}

/// The numbers themselves.
#[inline(always)]
pub fn unpack_numbers<const N: usize>(value: &Value) -> Option<[Number; N]> {
    see_numbers(value).map(SeenNumbers::get)
}

/// Whether a list holds floats alone, and at least so many.
#[inline(always)]
pub(super) fn has_floats(list: &ListValue, least: usize) -> bool {
    list.items().floats() >= least as i32
}

/// The same for a list of which that is not known.
#[cold]
#[inline(never)]
pub(super) fn find_floats(list: &ListValue, least: usize) -> bool {
    if list.items().floats() == UNKNOWN {
        let all = list.view(|items| items.len() <= MOST_LOOKED_THROUGH && items.iter().all(Value::is_immediate_float));
        list.items().note_floats(all);
    }
    has_floats(list, least)
}

/// What `list[position] = …` for several positions counted from the front, each once, makes of the floats there. False
/// where nothing was done: an item is no float, there is no such position, or a NaN may come out.
#[inline(always)]
pub fn update_floats<const N: usize>(
    list: &ListValue,
    positions: [usize; N],
    change: impl FnOnce([f64; N]) -> [f64; N],
) -> bool {
    let least = positions.iter().fold(0, |most, position| most.max(position + 1));
    let Some(seen) = see_list(list, least) else { return false };
    let new = seen.changed(positions, change);
    if without_nan([new]).is_none() {
        return false;
    }
    seen.write(positions, new);
    true
}
