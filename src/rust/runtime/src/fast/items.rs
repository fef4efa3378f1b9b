//! The loop over any iterable: a list by position, everything else by its iterator.
#![allow(unsafe_code)] // The iterator is lent out apart from the loop's state, so that this can stay in registers.

use super::list_value::{into_list, ListValue};
use crate::collections::iterators::{enumerate_from, list_iterator_at};
use crate::exceptions::Outcome;
use crate::functions::frame::Frame;
use crate::protocol::iterate::{iter, next};
use crate::value::Value;
use std::mem::ManuallyDrop;

/// Where such a loop stands: at a position of a list, at an iterator, or no loop is running.
pub struct Items {
    list: Option<ListValue>,
    position: usize,
    iterator: Option<Value>,
}

impl Items {
    #[inline(always)]
    pub fn none() -> Items {
        Items { list: None, position: 0, iterator: None }
    }

    /// # Errors
    /// TypeError, if the value cannot be iterated; what its `__iter__` raises.
    #[inline]
    pub fn new(iterable: Value) -> Outcome<Items> {
        if super::list_value::as_list(&iterable).is_some() {
            return Ok(Items { list: into_list(iterable), position: 0, iterator: None });
        }
        Ok(Items { list: None, position: 0, iterator: Some(iter(iterable)?) })
    }

    /// The next item; `line` is where an iterator may raise.
    ///
    /// # Errors
    /// What the iterator raises.
    #[inline(always)]
    pub fn next(&mut self, frame: &Frame, line: u32) -> Outcome<Option<Value>> {
        if let Some(list) = &self.list {
            let position = self.position;
            let item = list.view(|items| items.get(position).cloned());
            if item.is_some() {
                self.position = position + 1;
            } else {
                // An exhausted iterator stays so, even if the list grows.
                self.list = None;
            }
            return Ok(item);
        }
        match &self.iterator {
            Some(iterator) => {
                frame.line(line);
                // SAFETY: a second name for the reference that `self` goes on to own; never dropped.
                let lent = ManuallyDrop::new(unsafe { std::ptr::read(iterator) });
                next(&lent)
            }
            None => Ok(None),
        }
    }

    /// The items of a list and the position of the next, for turns that change nothing but floats in other lists; no
    /// items where the loop is not over a list.
    #[inline(always)]
    pub fn ahead(&self) -> (&[Value], usize) {
        match &self.list {
            // SAFETY: until the loop is changed nothing runs and nothing is dropped: the items stay where they are.
            Some(list) => (unsafe { &*list.view(std::ptr::from_ref) }, self.position),
            None => (&[], 0),
        }
    }

    /// Goes on at another position of the list.
    #[inline(always)]
    pub fn go_on_at(&mut self, position: usize) {
        self.position = position;
    }

    /// Whether no Python code runs between turns.
    #[inline(always)]
    pub fn is_quiet(&self) -> bool {
        self.list.is_some()
    }

    /// The iterator that goes on from here.
    pub fn into_iterator(self) -> Option<Value> {
        match self.list {
            Some(list) => Some(list_iterator_at(list.into_value(), self.position)),
            None => self.iterator,
        }
    }

    /// The `enumerate` that goes on from here.
    pub fn into_enumerate(self, count: i64) -> Option<Value> {
        Some(enumerate_from(self.into_iterator()?, count))
    }
}
