//! Python's collections: list, tuple, dict and its views, set, frozenset, range, slice and their iterators.
//!
//! `ordered_table`, `set_table`, `sorting`, `slicing` and `hashing` are pure (no interpreter state); the other files
//! bind them as Python classes.

pub mod builders;
pub mod carried;
pub mod dict;
pub mod dict_views;
pub mod generic_alias;
pub mod hashing;
pub mod iterators;
pub mod list;
pub(crate) mod list_items;
mod literal;
mod lookup;
pub mod mapping_proxy;
pub mod ordered_table;
pub mod range;
mod sequence;
pub mod set;
mod set_iterator;
mod set_keys;
mod set_methods;
pub mod set_table;
pub mod simple_namespace;
pub mod slice;
pub mod slicing;
pub mod sorting;
pub mod support;
pub mod tuple;
mod type_parameters;
pub mod union_type;

#[cfg(test)]
mod vectors_test;

pub use builders::{DictBuilder, ListBuilder, SetBuilder};
pub use classes::*;
pub use dict::{dict, dict_insert, dict_value, Dict};
pub use generic_alias::generic_alias;
pub use iterators::{enumerate_from, list_iterator_at as list_iterator};
pub use list::{list, list_append, list_value, list_value as list_from, List};
pub use literal::{dict_of, list_of, Literal};
pub use mapping_proxy::proxy as mapping_proxy;
pub use range::range_iterator;
pub use set::{frozenset_constant, set, set_add, set_of_constants, FrozenSet, Set};
pub(crate) use set::{frozenset_of, set_of_folded};
pub use slice::{slice, Slice};
pub use tuple::{tuple, tuple_value, tuple_value as tuple_from, Tuple};

use crate::value::Value;
use carried::Carry;

/// The classes of collections.
pub mod classes {
    pub use super::dict::DICT;
    pub use super::list::LIST;
    pub use super::range::RANGE;
    pub use super::set::{FROZEN_SET, SET};
    pub use super::slice::SLICE;
    pub use super::tuple::TUPLE;
}

/// The items of an exact builtin collection, without asking its iterator.
pub fn fast_items(value: &Value) -> Option<Vec<Value>> {
    if !value.is_pointer() || !value.class().is_builtin() {
        return None;
    }
    if let Some(list) = value.carried::<List>() {
        return Some(list.to_vec());
    }
    if let Some(tuple) = value.carried::<Tuple>() {
        return Some(tuple.items().to_vec());
    }
    if let Some(dict) = value.carried::<Dict>() {
        return Some(dict.keys());
    }
    if let Some(keys) = set::keys_of(value) {
        return Some(keys.to_vec());
    }
    let range = value.carried::<range::Range>()?;
    let (start, step, length) = range.small()?;
    Some((0..length as i64).map(|place| crate::value::int(start + step * place)).collect())
}

/// The items of a tuple or of an instance of a subclass.
pub fn tuple_items(value: &Value) -> Option<&[Value]> {
    value.carried::<Tuple>().map(Tuple::items)
}

/// The items of an exact dict.
pub fn exact_dict_items(value: &Value) -> Option<Vec<(Value, Value)>> {
    let dict = value.carried::<Dict>()?;
    value.is_exactly(classes::DICT.class()).then(|| dict.items())
}

/// A dict of these items.
///
/// # Errors
/// TypeError for an unhashable key; what `__eq__` raises.
pub fn dict_from(items: Vec<(Value, Value)>) -> crate::exceptions::Outcome {
    let dict = Dict::with_capacity(items.len());
    for (key, value) in items {
        dict.set(key, value)?;
    }
    Ok(carried::Carried::object(dict))
}

/// Start, step and count of a slice of a sequence; `None` where the key is no slice.
///
/// # Errors
/// TypeError for bounds that are no ints, ValueError for a step of zero.
pub fn slice_indices(key: &Value, length: usize) -> crate::exceptions::Outcome<Option<(i64, i64, usize)>> {
    let Some(slice) = key.carried::<Slice>() else { return Ok(None) };
    let span = slice.bounds()?.span(length);
    Ok(Some((span.start, span.step, span.length)))
}
