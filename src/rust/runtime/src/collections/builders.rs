//! Displays with stars, as generated code builds them.

use super::carried::Carried;
use super::dict::Dict;
use super::list::list_value;
use super::set::Set;
use super::support::{self, type_name};
use super::tuple::tuple_value;
use crate::exceptions::*;
use crate::value::Value;

pub use super::dict::{dict, dict_insert};
pub use super::list::list_append;
pub use super::set::{frozenset_constant, set, set_add, set_of_constants};

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
            return Err(raise_type_error(format!("Value after * must be an iterable, not {}", type_name(&iterable))));
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

    /// # Errors
    /// TypeError for an unhashable key; what `__eq__` raises.
    pub fn insert_all<const N: usize>(self, pairs: [(Value, Value); N]) -> Outcome<DictBuilder> {
        for (key, value) in pairs {
            self.0.set(key, value)?;
        }
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
