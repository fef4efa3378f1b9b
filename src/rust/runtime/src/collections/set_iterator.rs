//! Iterators over sets.

use super::carried::native;
use super::set::keys_of;
use super::set_keys::Keys;
use super::support::{self, at};
use crate::classes::reduce::reduced_iterator;
use crate::classes::{BuiltinClass, Method, Slots};
use crate::exceptions::*;
use crate::functions::Arguments;
use crate::object::Kind;
use crate::value::{int, Value};
use std::cell::{Cell, RefCell};

/// Iterates over a set or frozenset.
pub struct SetIterator {
    set: RefCell<Option<Value>>,
    expected: Cell<Option<usize>>,
    left: Cell<usize>,
    position: Cell<usize>,
}

impl SetIterator {
    pub(super) fn new(set: &Value, length: usize) -> SetIterator {
        SetIterator {
            set: RefCell::new(Some(set.clone())),
            expected: Cell::new(Some(length)),
            left: Cell::new(length),
            position: Cell::new(0),
        }
    }

    fn advance(&self) -> Outcome<Option<Value>> {
        let guard = self.set.borrow();
        let Some(keys) = guard.as_ref().and_then(keys_of) else { return Ok(None) };
        let table = keys.table.borrow();
        if self.expected.get() != Some(table.len()) {
            self.expected.set(None);
            return Err(raise_runtime_error("Set changed size during iteration"));
        }
        if let Some((position, _, key)) = table.key_from(self.position.get()) {
            self.position.set(position + 1);
            self.left.set(self.left.get().wrapping_sub(1));
            return Ok(Some(key.clone()));
        }
        drop(table);
        drop(guard);
        let finished = self.set.take();
        drop(finished);
        Ok(None)
    }
}

native!(SetIterator, SET_ITERATOR, owns set);

fn next(iterator: &Value) -> Outcome<Option<Value>> {
    support::receiver::<SetIterator>(iterator)?.advance()
}

/// Gives what is left, without going on.
fn reduce(arguments: &mut Arguments) -> Outcome {
    let own = support::receiver::<SetIterator>(at(arguments, 0))?;
    let set = RefCell::new(own.set.borrow().clone());
    let (expected, left, position) = (own.expected.clone(), own.left.clone(), own.position.clone());
    let copy = SetIterator { set, expected, left, position };
    let mut rest = Vec::new();
    while let Some(item) = copy.advance()? {
        rest.push(item);
    }
    reduced_iterator(super::list_value(rest), None)
}

fn length_hint(arguments: &mut Arguments) -> Outcome {
    let own = support::receiver::<SetIterator>(at(arguments, 0))?;
    let current = own.set.borrow().as_ref().and_then(keys_of).map(Keys::len);
    let hint = if current.is_some() && current == own.expected.get() { own.left.get() } else { 0 };
    Ok(int(hint as i64))
}

pub static SET_ITERATOR: BuiltinClass = BuiltinClass::new("set_iterator", Kind::Native)
    .sealed()
    .no_constructor()
    .slots(slots!(Slots { iter: Some(super::iterators::itself), next: Some(next), ..Slots::NONE }))
    .methods(methods!(&[
        Method::new("__length_hint__", "self, /", length_hint),
        Method::new("__reduce__", "self, /", reduce)
    ]));
