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

/// `list[position] = …` for several positions counted from the front, each once: from the floats at these positions to
/// the new ones. False where nothing was done: an item is no float, there is no such position, or a NaN may come out.
#[inline(always)]
pub fn update_floats<const N: usize>(
    list: &ListValue,
    positions: [usize; N],
    change: impl FnOnce([f64; N]) -> [f64; N],
) -> bool {
    let least = positions.iter().fold(0, |most, position| most.max(position + 1));
    if !has_floats(list, least) && !find_floats(list, least) {
        return false;
    }
    // SAFETY: `change` is arithmetic, so that nothing else reaches the list; floats take the place of floats.
    let start = unsafe { (*list.items().as_mut_ptr_of_same()).as_mut_ptr() };
    // SAFETY: the positions are below the number of floats.
    let new = change(positions.map(|position| unsafe { &*start.add(position) }.float_unchecked()));
    // a NaN among them makes the sum one
    if new.iter().sum::<f64>().is_nan() {
        return false;
    }
    for (position, float) in positions.into_iter().zip(new) {
        // SAFETY: as above; a float needs not be dropped.
        unsafe { start.add(position).write(float_of_number(float)) };
    }
    true
}
