//! The keys of sets and frozensets, and what is computed from two of them.

use super::carried::Carry;
use super::dict::{Dict, DICT};
use super::lookup::{self, Place};
use super::ordered_table::Probed;
use super::set::{keys_of, FROZEN_SET, SET};
use super::set_table::{SetProbe, SetTable};
use super::support::{self, hash as hash_value, quick_equal};
use crate::exceptions::*;
use crate::generators::Steps;
use crate::protocol::iterate::Items;
use crate::value::Value;
use std::cell::RefCell;

/// The keys of a set or frozenset. No borrow lasts while a value is dropped or Python code runs.
#[derive(Default)]
pub struct Keys {
    pub(crate) table: RefCell<SetTable<Value>>,
}

impl Keys {
    #[inline]
    pub fn len(&self) -> usize {
        self.table.borrow().len()
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn locate(&self, hash: i64, key: &Value) -> Outcome<Place<SetProbe>> {
        lookup::locate(&self.table, hash, key)
    }

    /// Whether there is a str or an immediate int; `None` where a key that was stored would have to be asked.
    pub fn contains_plain(&self, key: &Value) -> Option<bool> {
        lookup::contains_plain(&self.table, key)
    }

    pub fn contains_hashed(&self, hash: i64, key: &Value) -> Outcome<bool> {
        Ok(matches!(self.locate(hash, key)?, Place::At(_)))
    }

    pub fn contains(&self, key: &Value) -> Outcome<bool> {
        self.contains_hashed(hash_value(key)?, key)
    }

    #[inline]
    pub fn add(&self, key: Value) -> Outcome<()> {
        let hash = hash_value(&key)?;
        self.add_hashed(hash, key)
    }

    #[inline]
    pub fn add_hashed(&self, hash: i64, key: Value) -> Outcome<()> {
        let mut table = self.table.borrow_mut();
        let mut probe = table.start(hash);
        match table.probe(&mut probe, |stored| quick_equal(stored, &key)) {
            Probed::Found(_) => Ok(()),
            Probed::Missing => {
                table.insert_at(&probe, key);
                Ok(())
            }
            Probed::Ask(_) => {
                drop(table);
                self.add_asking(hash, key)
            }
        }
    }

    /// The same where a key that is stored must be asked.
    #[inline(never)]
    fn add_asking(&self, hash: i64, key: Value) -> Outcome<()> {
        if let Place::Free(probe) = self.locate(hash, &key)? {
            self.table.borrow_mut().insert_at(&probe, key);
        }
        Ok(())
    }

    /// Takes a key out; false if it was not there.
    pub fn discard_hashed(&self, hash: i64, key: &Value) -> Outcome<bool> {
        let Place::At(position) = self.locate(hash, key)? else { return Ok(false) };
        let removed = self.table.borrow_mut().remove(position);
        Ok(removed.is_some())
    }

    pub fn clear(&self) {
        let old = self.table.borrow_mut().take_all();
        drop(old);
    }

    /// Shows the keys, or none while they are being changed.
    pub(crate) fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.table.try_borrow().iter().flat_map(|table| table.iter()).for_each(|(_, key)| visit(key));
    }

    pub fn snapshot(&self) -> Vec<(i64, Value)> {
        self.table.borrow().snapshot()
    }

    pub fn to_vec(&self) -> Vec<Value> {
        self.table.borrow().iter().map(|(_, key)| key.clone()).collect()
    }

    /// Goes through the keys while the table may change, as CPython's `set_next`.
    pub(super) fn for_each(&self, mut body: impl FnMut(i64, Value) -> Outcome<()>) -> Outcome<()> {
        let mut position = 0;
        loop {
            let next = self.table.borrow().key_from(position).map(|(place, hash, key)| (place, hash, key.clone()));
            let Some((place, hash, key)) = next else { return Ok(()) };
            position = place + 1;
            body(hash, key)?;
        }
    }

    pub fn copy(&self) -> Keys {
        let copy = Keys::default();
        copy.table.borrow_mut().merge_clean(&self.table.borrow());
        copy
    }

    pub(super) fn merge(&self, other: &Keys) -> Outcome<()> {
        if std::ptr::eq(self, other) || self.table.borrow_mut().merge_clean(&other.table.borrow()) {
            return Ok(());
        }
        other.for_each(|hash, key| self.add_hashed(hash, key))
    }

    /// Adds what a generator expression gives.
    pub(super) fn add_all(&self, items: &mut Steps) -> Outcome<()> {
        while let Some(key) = items.next()? {
            // Immediate ints, of which most sets are, need no call for their hash.
            match key.as_small_int() {
                Some(small) if small != -1 => self.add_hashed(small, key)?,
                _ => self.add(key)?,
            }
        }
        Ok(())
    }

    /// `set.update` with one argument.
    pub fn update(&self, other: &Value) -> Outcome<()> {
        if let Some(keys) = keys_of(other) {
            return self.merge(keys);
        }
        if let Some(dict) = exact_dict(other) {
            self.table.borrow_mut().reserve_for(dict.len());
            return for_each_key(dict, |hash, key| self.add_hashed(hash, key));
        }
        support::for_each(other, |key| self.add(key))
    }

    pub(super) fn intersection(&self, other: &Value) -> Outcome<Keys> {
        let result = Keys::default();
        if let Some(keys) = keys_of(other) {
            if std::ptr::eq(self, keys) {
                return Ok(self.copy());
            }
            let (large, small) = if keys.len() > self.len() { (keys, self) } else { (self, keys) };
            small.for_each(|hash, key| match large.contains_hashed(hash, &key)? {
                true => result.add_hashed(hash, key),
                false => Ok(()),
            })?;
            return Ok(result);
        }
        support::for_each(other, |key| {
            let hash = hash_value(&key)?;
            match self.contains_hashed(hash, &key)? {
                true => result.add_hashed(hash, key),
                false => Ok(()),
            }
        })?;
        Ok(result)
    }

    pub fn difference_update(&self, other: &Value) -> Outcome<()> {
        if let Some(keys) = keys_of(other) {
            if std::ptr::eq(self, keys) {
                self.clear();
                return Ok(());
            }
            let common;
            let keys = if (keys.len() >> 3) > self.len() {
                common = self.intersection(other)?;
                &common
            } else {
                keys
            };
            keys.for_each(|hash, key| self.discard_hashed(hash, &key).map(drop))?;
        } else {
            support::for_each(other, |key| self.discard_hashed(hash_value(&key)?, &key).map(drop))?;
        }
        self.table.borrow_mut().shrink_after_difference();
        Ok(())
    }

    fn copy_and_difference(&self, other: &Value) -> Outcome<Keys> {
        let result = self.copy();
        result.difference_update(other)?;
        Ok(result)
    }

    pub(super) fn difference(&self, other: &Value) -> Outcome<Keys> {
        let keys = keys_of(other);
        let dict = exact_dict(other);
        let Some(other_length) = keys.map(Keys::len).or_else(|| dict.map(Dict::len)) else {
            return self.copy_and_difference(other);
        };
        if (self.len() >> 2) > other_length {
            return self.copy_and_difference(other);
        }
        let result = Keys::default();
        self.for_each(|hash, key| {
            let found = match (keys, dict) {
                (Some(keys), _) => keys.contains_hashed(hash, &key)?,
                (None, Some(dict)) => dict.find(&key, hash)?.is_some(),
                (None, None) => false,
            };
            if found {
                return Ok(());
            }
            result.add_hashed(hash, key)
        })?;
        Ok(result)
    }

    fn toggle(&self, hash: i64, key: Value) -> Outcome<()> {
        if self.discard_hashed(hash, &key)? {
            return Ok(());
        }
        self.add_hashed(hash, key)
    }

    pub fn symmetric_difference_update(&self, other: &Value) -> Outcome<()> {
        if let Some(keys) = keys_of(other) {
            if std::ptr::eq(self, keys) {
                self.clear();
                return Ok(());
            }
            return keys.for_each(|hash, key| self.toggle(hash, key));
        }
        if let Some(dict) = exact_dict(other) {
            return for_each_key(dict, |hash, key| self.toggle(hash, key));
        }
        let others = Keys::default();
        others.update(other)?;
        others.for_each(|hash, key| self.toggle(hash, key))
    }

    /// The result starts from the other operand.
    pub(super) fn symmetric_difference(&self, own: &Value, other: &Value) -> Outcome<Keys> {
        let result = Keys::default();
        result.update(other)?;
        result.symmetric_difference_update(own)?;
        Ok(result)
    }

    pub(super) fn is_subset(&self, other: &Keys) -> Outcome<bool> {
        if self.len() > other.len() {
            return Ok(false);
        }
        for (hash, key) in self.snapshot() {
            if !other.contains_hashed(hash, &key)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    pub(super) fn swap(&self, other: Keys) {
        let old = self.table.replace(other.table.into_inner());
        drop(old);
    }
}

fn exact_dict(value: &Value) -> Option<&Dict> {
    if value.is_exactly(DICT.class()) {
        value.carried::<Dict>()
    } else {
        None
    }
}

/// Calls `body` with the keys of an exact dict, set or frozenset and the hashes that they have there; false for anything
/// else.
pub(super) fn for_each_hashed(value: &Value, mut body: impl FnMut(i64, Value) -> Outcome<()>) -> Outcome<bool> {
    if let Some(dict) = exact_dict(value) {
        return for_each_key(dict, body).map(|()| true);
    }
    let is_exact = value.is_exactly(SET.class()) || value.is_exactly(FROZEN_SET.class());
    match keys_of(value).filter(|_| is_exact) {
        Some(keys) => keys.for_each(&mut body).map(|()| true),
        None => Ok(false),
    }
}

fn for_each_key(dict: &Dict, mut body: impl FnMut(i64, Value) -> Outcome<()>) -> Outcome<()> {
    let mut position = 0;
    loop {
        let next =
            dict.table.borrow().entry_from(position).map(|(place, entry)| (place, entry.hash, entry.key.clone()));
        let Some((place, hash, key)) = next else { return Ok(()) };
        position = place + 1;
        body(hash, key)?;
    }
}
