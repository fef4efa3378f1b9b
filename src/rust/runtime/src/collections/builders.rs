//! Displays with stars, as generated code builds them, and unpacking.

use super::carried::{Carried, Carry};
use super::dict::Dict;
use super::list::{list_value, List};
use super::set::Set;
use super::support::{self, type_name};
use super::tuple::{tuple_value, Tuple};
use crate::exceptions::*;
use crate::value::Value;

/// `[a, *b, c]` and `(a, *b, c)`.
#[derive(Default)]
pub struct ListBuilder(Vec<Value>);

impl ListBuilder {
    pub fn new() -> ListBuilder {
        ListBuilder::default()
    }

    pub fn push(mut self, item: Value) -> ListBuilder {
        self.0.push(item);
        self
    }

    /// `*iterable`.
    pub fn extend(mut self, iterable: Value) -> Outcome<ListBuilder> {
        if !support::is_iterable(&iterable) {
            return Err(raise_type_error(format!(
                "Value after * must be an iterable, not {}",
                type_name(&iterable)
            )));
        }
        self.0.append(&mut support::collect(&iterable)?);
        Ok(self)
    }

    pub fn list(self) -> Value {
        list_value(self.0)
    }

    pub fn tuple(self) -> Value {
        tuple_value(self.0)
    }
}

/// `{a, *b}`.
#[derive(Default)]
pub struct SetBuilder(Set);

impl SetBuilder {
    pub fn new() -> SetBuilder {
        SetBuilder::default()
    }

    pub fn push(self, item: Value) -> Outcome<SetBuilder> {
        self.0.add(item)?;
        Ok(self)
    }

    /// `*iterable`, and the frozenset that CPython makes of a display of constants.
    pub fn extend(self, iterable: Value) -> Outcome<SetBuilder> {
        self.0.update(&iterable)?;
        Ok(self)
    }

    pub fn set(self) -> Value {
        self.0.object()
    }
}

/// `{k: v, **m}`.
#[derive(Default)]
pub struct DictBuilder(Dict);

impl DictBuilder {
    pub fn new() -> DictBuilder {
        DictBuilder::default()
    }

    pub fn insert(self, key: Value, value: Value) -> Outcome<DictBuilder> {
        self.0.set(key, value)?;
        Ok(self)
    }

    /// `**mapping`.
    pub fn update(self, mapping: Value) -> Outcome<DictBuilder> {
        self.0.update_from_mapping(&mapping)?;
        Ok(self)
    }

    pub fn dict(self) -> Value {
        self.0.object()
    }
}

/// `a, b = value`: exactly N items.
pub fn unpack<const N: usize>(value: Value) -> Outcome<[Value; N]> {
    if let Some(items) = exact_items(&value) {
        let count = items.len();
        return <[Value; N]>::try_from(items).map_err(|_| wrong_count(count, N));
    }
    if !support::is_iterable(&value) {
        return Err(raise_type_error(format!("cannot unpack non-iterable {} object", type_name(&value))));
    }
    let iterator = support::iter(&value)?;
    let mut items = Vec::with_capacity(N);
    while items.len() < N {
        match support::next(&iterator)? {
            Some(item) => items.push(item),
            None => return Err(wrong_count(items.len(), N)),
        }
    }
    if support::next(&iterator)?.is_some() {
        return Err(raise_value_error(format!("too many values to unpack (expected {N})")));
    }
    let count = items.len();
    <[Value; N]>::try_from(items).map_err(|_| wrong_count(count, N))
}

/// The items of an exact list or tuple.
fn exact_items(value: &Value) -> Option<Vec<Value>> {
    if !value.class().is_builtin() {
        return None;
    }
    match value.carried::<Tuple>() {
        Some(tuple) => Some(tuple.items().to_vec()),
        None => value.carried::<List>().map(List::to_vec),
    }
}

#[cold]
fn wrong_count(count: usize, expected: usize) -> Raised {
    if count < expected {
        raise_value_error(format!("not enough values to unpack (expected {expected}, got {count})"))
    } else {
        raise_value_error(format!("too many values to unpack (expected {expected})"))
    }
}

/// `a, *b, c = value`: the items before, the list, the items after.
pub fn unpack_star(value: Value, before: usize, after: usize) -> Outcome<std::vec::IntoIter<Value>> {
    if !support::is_iterable(&value) {
        return Err(raise_type_error(format!("cannot unpack non-iterable {} object", type_name(&value))));
    }
    let iterator = support::iter(&value)?;
    let mut items = Vec::new();
    while items.len() < before {
        match support::next(&iterator)? {
            Some(item) => items.push(item),
            None => return Err(too_few(before + after, items.len())),
        }
    }
    let mut rest = Vec::new();
    while let Some(item) = support::next(&iterator)? {
        rest.push(item);
    }
    let Some(middle) = rest.len().checked_sub(after) else {
        return Err(too_few(before + after, before + rest.len()));
    };
    let tail = rest.split_off(middle);
    items.push(list_value(rest));
    items.extend(tail);
    Ok(items.into_iter())
}

#[cold]
fn too_few(expected: usize, got: usize) -> Raised {
    raise_value_error(format!("not enough values to unpack (expected at least {expected}, got {got})"))
}
