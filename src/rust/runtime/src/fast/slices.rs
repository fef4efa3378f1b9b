//! Slices of lists without the list in between.

use super::list_value::{into_list, ListValue};
use crate::collections::list::{list_value, release_last_first};
use crate::value::Value;

/// Start, step and count of a slice of `length` items; CPython's `PySlice_AdjustIndices`.
#[inline]
fn slice_indices(start: Option<i64>, stop: Option<i64>, step: Option<i64>, length: i64) -> Option<(i64, i64, usize)> {
    let step = step.unwrap_or(1);
    if step == 0 || step == i64::MIN {
        return None;
    }
    let (low, high) = if step > 0 { (0, length) } else { (-1, length - 1) };
    let clamp = |bound: i64| if bound < 0 { (bound.saturating_add(length)).max(low) } else { bound.min(high) };
    let first = start.map_or(if step > 0 { low } else { high }, clamp);
    let end = stop.map_or(if step > 0 { high } else { low }, clamp);
    let count = if step > 0 && first < end {
        (end - first - 1) / step + 1
    } else if step < 0 && end < first {
        (first - end - 1) / -step + 1
    } else {
        0
    };
    Some((first, step, count as usize))
}

/// `list[start:stop:step]`.
#[inline]
pub fn list_slice(list: &ListValue, start: Option<i64>, stop: Option<i64>, step: Option<i64>) -> Option<ListValue> {
    let (first, step, count) = slice_indices(start, stop, step, list.len())?;
    let taken = if step == 1 {
        let first = first as usize;
        list.view(|items| items[first..first + count].to_vec())
    } else {
        list.view(|items| (0..count as i64).map(|at| items[(first + at * step) as usize].clone()).collect())
    };
    into_list(list_value(taken))
}

/// Puts copies in place of the items of a list that nothing else can reach.
#[inline(always)]
fn refill(items: &mut Vec<Value>, taken: &[Value]) -> Vec<Value> {
    let mut same = 0;
    for (place, item) in items.iter_mut().zip(taken) {
        if place.is_pointer() || item.is_pointer() {
            break;
        }
        std::mem::forget(std::mem::replace(place, item.clone()));
        same += 1;
    }
    if same == items.len() && same == taken.len() {
        return Vec::new();
    }
    let old = items.split_off(same);
    items.extend_from_slice(&taken[same..]);
    old
}

/// `target = list[start:stop]`: where no one else has the list that the variable held, that list takes the
/// items instead of a new one.
#[inline]
pub fn assign_slice(
    target: &mut Option<ListValue>,
    list: &ListValue,
    start: Option<i64>,
    stop: Option<i64>,
) -> Option<()> {
    let (first, _, count) = slice_indices(start, stop, None, list.len())?;
    let first = first as usize;
    let taken = list.view(|items| &items[first..first + count]);
    if let Some(held) = target {
        if held.is_unshared() {
            let old = held.change(|items| refill(items, taken));
            release_last_first(old);
            return Some(());
        }
    }
    *target = into_list(list_value(taken.to_vec()));
    Some(())
}

/// `target[start:stop] = source[from:to:step]`, where both have the same number of items.
#[inline(always)]
pub fn copy_slice(
    target: &ListValue,
    start: Option<i64>,
    stop: Option<i64>,
    source: &ListValue,
    from: Option<i64>,
    to: Option<i64>,
    step: Option<i64>,
) -> Option<()> {
    if let (None, Some(stop), Some(from), None, Some(-1)) = (start, stop, from, to, step) {
        // `items[:k + 1] = items[k::-1]` turns the front round.
        if target.as_value().is(source.as_value()) && from >= 0 && from < target.len() && stop == from + 1 {
            target.reverse_front(stop as usize);
            return Some(());
        }
    }
    copy_any_slice(target, start, stop, source, from, to, step)
}

#[inline(never)]
fn copy_any_slice(
    target: &ListValue,
    start: Option<i64>,
    stop: Option<i64>,
    source: &ListValue,
    from: Option<i64>,
    to: Option<i64>,
    step: Option<i64>,
) -> Option<()> {
    let (first, _, count) = slice_indices(start, stop, None, target.len())?;
    let (taken_first, taken_step, taken_count) = slice_indices(from, to, step, source.len())?;
    if count != taken_count {
        return None;
    }
    let replaced = first as usize..first as usize + count;
    let mut taken: Vec<Value> = source
        .view(|items| (0..count as i64).map(|at| items[(taken_first + at * taken_step) as usize].clone()).collect());
    // What a `__del__` takes out of the list again lives to the end of the assignment.
    let replaces_objects = target.view(|items| items[replaced.clone()].iter().any(Value::is_pointer));
    let kept = if replaces_objects { taken.clone() } else { Vec::new() };
    target.change(|items| items[replaced].swap_with_slice(&mut taken));
    release_last_first(taken);
    release_last_first(kept);
    Some(())
}
