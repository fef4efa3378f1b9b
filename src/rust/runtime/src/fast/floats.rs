//! Lists that are known to hold floats alone: one question for all items.
#![allow(unsafe_code)] // Items are looked at and changed without a borrow, where no Python code can run.

use super::list_value::{as_list, ListValue};
use super::lists::{tuple_of_length, unpack};
use super::number::Number;
use crate::collections::list::List;
use crate::collections::list_items::Known;
use crate::value::{float_of_number, Value};

/// Longer lists are not looked through for `update_floats`.
const MOST_LOOKED_THROUGH: usize = 16;

/// The items of a list that is known to hold floats alone, and exactly so many.
#[inline(always)]
fn known_floats<const N: usize>(value: &Value) -> Option<[f64; N]> {
    let list = value.downcast::<List>()?;
    if list.items.known() != Known::Floats {
        return None;
    }
    // SAFETY: nothing runs while the items are looked at.
    let items: &[Value; N] = unsafe { &*list.items.as_ptr() }.as_slice().try_into().ok()?;
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
        list.items().now_known(Known::Floats);
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

/// Whether a list is found to hold floats alone.
#[cold]
#[inline(never)]
fn find_floats(list: &ListValue) -> bool {
    if list.items().known() == Known::Nothing {
        let all = list.view(|items| items.len() <= MOST_LOOKED_THROUGH && items.iter().all(Value::is_immediate_float));
        list.items().now_known(if all { Known::Floats } else { Known::Others });
    }
    list.items().known() == Known::Floats
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
    if list.items().known() != Known::Floats && !find_floats(list) {
        return false;
    }
    // SAFETY: `change` is arithmetic, so that nothing else reaches the list; floats take the place of floats.
    let items = unsafe { &mut *list.items().as_mut_ptr_of_same() };
    if items.len() < least {
        return false;
    }
    let start = items.as_mut_ptr();
    // SAFETY: the positions are below the length.
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
