//! Lists that are known to hold floats alone: one question for all items.
#![allow(unsafe_code)] // Items are looked at and changed without a borrow, where no Python code can run.

use super::list_value::{as_list, ListValue};
use super::lists::{tuple_of_length, unpack};
use super::number::Number;
use crate::collections::list::List;
use crate::collections::list_items::UNKNOWN;
use crate::value::{float_of_number, Value};

/// Longer lists are not looked through for `update_floats`.
const MOST_LOOKED_THROUGH: usize = 16;

/// The items of a list that is known to hold floats alone, and exactly so many.
#[inline(always)]
fn known_floats<const N: usize>(value: &Value) -> Option<[f64; N]> {
    let list = value.downcast::<List>()?;
    if N == 0 || list.items.floats() != N as i32 {
        return None;
    }
    // SAFETY: nothing runs while the items are looked at; so many floats are N items.
    let items = unsafe { &*(*list.items.as_ptr()).as_ptr().cast::<[Value; N]>() };
    Some(std::array::from_fn(|position| items[position].float_unchecked()))
}

/// The same for what may be a list or a tuple of anything.
#[inline(always)]
fn looked_at<const N: usize>(value: &Value) -> Option<[f64; N]> {
    let items = unpack::<N>(value)?;
    let mut floats = [0.0; N];
    for (position, float) in floats.iter_mut().enumerate() {
        *float = items.float(position)?;
    }
    Some(floats)
}

#[cold]
#[inline(never)]
fn found_floats<const N: usize>(value: &Value) -> Option<[f64; N]> {
    let floats = looked_at::<N>(value)?;
    if let Some(list) = as_list(value) {
        list.items().note_floats(true);
    }
    Some(floats)
}

/// A tuple or list of exactly `N` floats.
#[inline(always)]
pub fn unpack_floats<const N: usize>(value: &Value) -> Option<[f64; N]> {
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
pub fn unpack_numbers<const N: usize>(value: &Value) -> Option<[Number; N]> {
    if let Some(floats) = known_floats::<N>(value) {
        return Some(floats.map(Number::float));
    }
    if tuple_of_length::<N>(value).is_none() {
        if let Some(floats) = found_floats::<N>(value) {
            return Some(floats.map(Number::float));
        }
    }
    let items = unpack::<N>(value)?;
    let mut numbers = [Number::ZERO; N];
    for (position, number) in numbers.iter_mut().enumerate() {
        *number = items.number(position)?;
    }
    Some(numbers)
}

/// Whether a list holds floats alone, and at least so many.
#[inline(always)]
fn has_floats(list: &ListValue, least: usize) -> bool {
    list.items().floats() >= least as i32
}

/// The same for a list of which that is not known.
#[cold]
#[inline(never)]
fn find_floats(list: &ListValue, least: usize) -> bool {
    if list.items().floats() == UNKNOWN {
        let all = list.view(|items| items.len() <= MOST_LOOKED_THROUGH && items.iter().all(Value::is_immediate_float));
        list.items().note_floats(all);
    }
    has_floats(list, least)
}

/// What `list[position] = …` for several positions counted from the front, each once, makes of the floats there. `None`
/// where an item is no float, or there is no such position.
#[inline(always)]
pub fn changed_floats<const N: usize>(
    list: &ListValue,
    positions: [usize; N],
    change: impl FnOnce([f64; N]) -> [f64; N],
) -> Option<[f64; N]> {
    let least = positions.iter().fold(0, |most, position| most.max(position + 1));
    if !has_floats(list, least) && !find_floats(list, least) {
        return None;
    }
    // SAFETY: `change` is arithmetic, so that nothing else reaches the list.
    let start = unsafe { &*list.items().as_ptr() }.as_ptr();
    // SAFETY: the positions are below the number of floats.
    Some(change(positions.map(|position| unsafe { &*start.add(position) }.float_unchecked())))
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

/// Writes what `changed_floats` gave for the same list and positions, no NaN among it; since then, nothing but floats in
/// the place of floats has been written.
#[inline(always)]
pub fn write_floats<const N: usize>(list: &ListValue, positions: [usize; N], new: [f64; N]) {
    debug_assert!(positions.iter().all(|&position| has_floats(list, position + 1)));
    // SAFETY: floats take the place of floats, so that nothing is dropped.
    let start = unsafe { (*list.items().as_mut_ptr_of_same()).as_mut_ptr() };
    for (position, float) in positions.into_iter().zip(new) {
        // SAFETY: generated code has asked for these positions: they are below the number of floats.
        unsafe { start.add(position).write(float_of_number(float)) };
    }
}

/// Both at once. False where nothing was done; a NaN may come out then.
#[inline(always)]
pub fn update_floats<const N: usize>(
    list: &ListValue,
    positions: [usize; N],
    change: impl FnOnce([f64; N]) -> [f64; N],
) -> bool {
    match changed_floats(list, positions, change) {
        Some(new) if without_nan([new]).is_some() => {
            write_floats(list, positions, new);
            true
        }
        _ => false,
    }
}
