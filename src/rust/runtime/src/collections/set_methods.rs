//! The methods of `set` and `frozenset`.

use super::carried::Carry;
use super::set::{keys_of, receiver, result_like, searchable, FROZEN_SET};
use super::set_keys::Keys;
use super::support::{self, at};
use crate::classes::reduce::{reduced_with, state_of};
use crate::exceptions::*;
use crate::functions::Arguments;
use crate::value::{boolean, Value, NONE};

fn others(arguments: &Arguments) -> Vec<Value> {
    at(arguments, 1).carried::<super::tuple::Tuple>().map(|others| others.items().to_vec()).unwrap_or_default()
}

pub(super) fn union(arguments: &mut Arguments) -> Outcome {
    let result = receiver(at(arguments, 0))?.copy();
    for other in others(arguments) {
        if !other.is(at(arguments, 0)) {
            result.update(&other)?;
        }
    }
    Ok(result_like(at(arguments, 0), result))
}

fn intersect_all(arguments: &Arguments) -> Outcome<Keys> {
    let own = receiver(at(arguments, 0))?;
    let mut result = None;
    for other in others(arguments) {
        let next = result.as_ref().unwrap_or(own).intersection(&other)?;
        result = Some(next);
    }
    Ok(result.unwrap_or_else(|| own.copy()))
}

pub(super) fn intersection(arguments: &mut Arguments) -> Outcome {
    let result = intersect_all(arguments)?;
    Ok(result_like(at(arguments, 0), result))
}

pub(super) fn intersection_update(arguments: &mut Arguments) -> Outcome {
    let result = intersect_all(arguments)?;
    receiver(at(arguments, 0))?.swap(result);
    Ok(NONE())
}

pub(super) fn difference(arguments: &mut Arguments) -> Outcome {
    let own = receiver(at(arguments, 0))?;
    let mut rest = others(arguments).into_iter();
    let result = match rest.next() {
        Some(other) => own.difference(&other)?,
        None => own.copy(),
    };
    for other in rest {
        result.difference_update(&other)?;
    }
    Ok(result_like(at(arguments, 0), result))
}

pub(super) fn difference_update(arguments: &mut Arguments) -> Outcome {
    for other in others(arguments) {
        receiver(at(arguments, 0))?.difference_update(&other)?;
    }
    Ok(NONE())
}

pub(super) fn symmetric_difference(arguments: &mut Arguments) -> Outcome {
    let own = at(arguments, 0);
    let result = receiver(own)?.symmetric_difference(own, at(arguments, 1))?;
    Ok(result_like(own, result))
}

pub(super) fn symmetric_difference_update(arguments: &mut Arguments) -> Outcome {
    receiver(at(arguments, 0))?.symmetric_difference_update(at(arguments, 1))?;
    Ok(NONE())
}

pub(super) fn update(arguments: &mut Arguments) -> Outcome {
    for other in others(arguments) {
        receiver(at(arguments, 0))?.update(&other)?;
    }
    Ok(NONE())
}

pub(super) fn isdisjoint(arguments: &mut Arguments) -> Outcome {
    let own = receiver(at(arguments, 0))?;
    let other = at(arguments, 1);
    if let Some(keys) = keys_of(other) {
        if std::ptr::eq(own, keys) {
            return Ok(boolean(own.is_empty()));
        }
        let (large, small) = if keys.len() > own.len() { (keys, own) } else { (own, keys) };
        for (hash, key) in small.snapshot() {
            if large.contains_hashed(hash, &key)? {
                return Ok(boolean(false));
            }
        }
        return Ok(boolean(true));
    }
    let iterator = support::iter(other)?;
    while let Some(key) = support::next(&iterator)? {
        if own.contains(&key)? {
            return Ok(boolean(false));
        }
    }
    Ok(boolean(true))
}

pub(super) fn issubset(arguments: &mut Arguments) -> Outcome {
    let own = receiver(at(arguments, 0))?;
    if let Some(keys) = keys_of(at(arguments, 1)) {
        return own.is_subset(keys).map(boolean);
    }
    let common = own.intersection(at(arguments, 1))?;
    Ok(boolean(common.len() == own.len()))
}

pub(super) fn issuperset(arguments: &mut Arguments) -> Outcome {
    let own = receiver(at(arguments, 0))?;
    if let Some(keys) = keys_of(at(arguments, 1)) {
        return keys.is_subset(own).map(boolean);
    }
    let iterator = support::iter(at(arguments, 1))?;
    while let Some(key) = support::next(&iterator)? {
        if !own.contains(&key)? {
            return Ok(boolean(false));
        }
    }
    Ok(boolean(true))
}

pub(super) fn copy(arguments: &mut Arguments) -> Outcome {
    let own = at(arguments, 0);
    if own.is_exactly(FROZEN_SET.class()) {
        return Ok(own.clone());
    }
    Ok(result_like(own, receiver(own)?.copy()))
}

pub(super) fn reduce(arguments: &mut Arguments) -> Outcome {
    let own = at(arguments, 0);
    let keys = super::list_value(support::collect(own)?);
    let state = state_of(own)?;
    reduced_with(own.class().value(), vec![keys], state)
}

pub(super) fn add(arguments: &mut Arguments) -> Outcome {
    let key = arguments.take(1);
    receiver(at(arguments, 0))?.add(key)?;
    Ok(NONE())
}

pub(super) fn clear(arguments: &mut Arguments) -> Outcome {
    receiver(at(arguments, 0))?.clear();
    Ok(NONE())
}

pub(super) fn discard(arguments: &mut Arguments) -> Outcome {
    let (hash, key) = searchable(at(arguments, 1))?;
    receiver(at(arguments, 0))?.discard_hashed(hash, &key)?;
    Ok(NONE())
}

pub(super) fn remove(arguments: &mut Arguments) -> Outcome {
    let (hash, key) = searchable(at(arguments, 1))?;
    if receiver(at(arguments, 0))?.discard_hashed(hash, &key)? {
        return Ok(NONE());
    }
    Err(raise_key_error(arguments.take(1)))
}

pub(super) fn pop(arguments: &mut Arguments) -> Outcome {
    let popped = receiver(at(arguments, 0))?.table.borrow_mut().pop();
    popped.ok_or_else(|| raise_key_error(support::text("pop from an empty set")))
}
