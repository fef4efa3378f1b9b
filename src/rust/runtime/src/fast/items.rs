//! The loop over any iterable: a list by position, everything else by its iterator.

use crate::collections::iterators::{enumerate_from, list_iterator_at};
use crate::exceptions::Outcome;
use crate::protocol::iterate::{iter, next};
use crate::value::Value;

/// Where such a loop stands.
pub enum Items {
    /// No loop is running.
    None,
    List {
        list: Value,
        position: usize,
    },
    Iterator(Value),
}

impl Items {
    #[inline(always)]
    pub fn none() -> Items {
        Items::None
    }

    /// # Errors
    /// TypeError, if the value cannot be iterated; what its `__iter__` raises.
    #[inline]
    pub fn new(iterable: Value) -> Outcome<Items> {
        if super::lists::is_list(&iterable) {
            return Ok(Items::List { list: iterable, position: 0 });
        }
        Ok(Items::Iterator(iter(iterable)?))
    }

    /// # Errors
    /// What the iterator raises.
    #[inline(always)]
    #[allow(clippy::should_implement_trait)] // It can fail.
    pub fn next(&mut self) -> Outcome<Option<Value>> {
        match self {
            Items::List { list, position } => {
                let item = super::lists::item_at(list, *position);
                if item.is_some() {
                    *position += 1;
                } else {
                    // An exhausted iterator stays so, even if the list grows.
                    *self = Items::None;
                }
                Ok(item)
            }
            Items::Iterator(iterator) => next(iterator),
            Items::None => Ok(None),
        }
    }

    /// The iterator that goes on from here.
    pub fn into_iterator(self) -> Option<Value> {
        match self {
            Items::List { list, position } => Some(list_iterator_at(list, position)),
            Items::Iterator(iterator) => Some(iterator),
            Items::None => None,
        }
    }

    /// The `enumerate` that goes on from here.
    pub fn into_enumerate(self, count: i64) -> Option<Value> {
        Some(enumerate_from(self.into_iterator()?, count))
    }
}
