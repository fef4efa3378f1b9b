//! `set` and `frozenset`.

use super::carried::{kinded, native, Carried, Carry};
use super::dict::{Dict, DICT};
use super::hashing::frozenset_hash;
use super::ordered_table::Probed;
use super::set_table::{SetProbe, SetTable};
use super::support::{self, at, type_name};
use super::support::{hash as hash_value, push_repr, quick_equal, RepresentationGuard};
use crate::classes::slots::{Init, New};
use crate::classes::{BuiltinClass, Comparison, Method, Slots};
use crate::exceptions::*;
use crate::functions::builtin::{Constructor, Initializer};
use crate::functions::Arguments;
use crate::heap::single_thread::SingleThread;
use crate::object::Kind;
use crate::text::str::StrBuilder;
use crate::value::{boolean, int, Value, NONE, NOT_IMPLEMENTED};
use std::cell::{Cell, OnceCell, RefCell};

/// The keys of a set or frozenset. No borrow lasts while a value is dropped or Python code runs.
#[derive(Default)]
pub struct Keys {
    pub(crate) table: RefCell<SetTable<Value>>,
}

/// The payload of sets.
#[derive(Default)]
pub struct Set(pub Keys);

/// The payload of frozensets, with the hash once it was asked for.
#[derive(Default)]
pub struct FrozenSet {
    pub keys: Keys,
    hash: Cell<Option<i64>>,
}

kinded!(Set, SET);

kinded!(FrozenSet, FROZEN_SET);

impl std::ops::Deref for Set {
    type Target = Keys;
    fn deref(&self) -> &Keys {
        &self.0
    }
}

/// The keys of any set or frozenset.
#[inline]
pub fn keys_of(value: &Value) -> Option<&Keys> {
    match value.kind() {
        Kind::Set => value.carried::<Set>().map(|set| &set.0),
        Kind::FrozenSet => value.carried::<FrozenSet>().map(|set| &set.keys),
        _ => None,
    }
}

fn receiver(value: &Value) -> Outcome<&Keys> {
    keys_of(value).ok_or_else(|| wrong_receiver(value))
}

#[cold]
fn wrong_receiver(value: &Value) -> Raised {
    raise_type_error(format!("descriptor requires a 'set' object but received a '{}'", type_name(value)))
}

/// Where a key is, or where it would go.
enum Place {
    At(usize),
    Free(SetProbe),
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

    /// Finds a key; the stored one is the left operand of `==`, as in CPython.
    fn locate(&self, hash: i64, key: &Value) -> Outcome<Place> {
        'restart: loop {
            let mut probe = self.table.borrow().start(hash);
            loop {
                let probed = self.table.borrow().probe(&mut probe, |stored| quick_equal(stored, key));
                let position = match probed {
                    Probed::Found(position) => return Ok(Place::At(position)),
                    Probed::Missing => return Ok(Place::Free(probe)),
                    Probed::Ask(position) => position,
                };
                let stored = self.table.borrow().key_at(position).cloned();
                let Some(stored) = stored else { continue 'restart };
                let same_key = support::rich_equal(&stored, key)?;
                let table = self.table.borrow();
                if !table.still(&probe, position, |key| key.is(&stored)) {
                    drop(table);
                    continue 'restart;
                }
                if same_key {
                    return Ok(Place::At(position));
                }
                table.advance(&mut probe);
            }
        }
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

    pub fn add_hashed(&self, hash: i64, key: Value) -> Outcome<()> {
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

    pub fn snapshot(&self) -> Vec<(i64, Value)> {
        self.table.borrow().snapshot()
    }

    pub fn to_vec(&self) -> Vec<Value> {
        self.table.borrow().iter().map(|(_, key)| key.clone()).collect()
    }

    /// Goes through the keys while the table may change, as CPython's `set_next`.
    fn for_each(&self, mut body: impl FnMut(i64, Value) -> Outcome<()>) -> Outcome<()> {
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

    fn merge(&self, other: &Keys) -> Outcome<()> {
        if std::ptr::eq(self, other) || self.table.borrow_mut().merge_clean(&other.table.borrow()) {
            return Ok(());
        }
        other.for_each(|hash, key| self.add_hashed(hash, key))
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

    fn intersection(&self, other: &Value) -> Outcome<Keys> {
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

    fn difference(&self, other: &Value) -> Outcome<Keys> {
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
    fn symmetric_difference(&self, own: &Value, other: &Value) -> Outcome<Keys> {
        let result = Keys::default();
        result.update(other)?;
        result.symmetric_difference_update(own)?;
        Ok(result)
    }

    fn is_subset(&self, other: &Keys) -> Outcome<bool> {
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

    fn swap(&self, other: Keys) {
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

/// A set or frozenset of the class that the operation's left operand has (subclasses give the base).
fn result_like(operand: &Value, keys: Keys) -> Value {
    if operand.is_a::<Set>() {
        return (Set(keys)).object();
    }
    frozenset_from(keys)
}

fn frozenset_from(keys: Keys) -> Value {
    (FrozenSet { keys, hash: Cell::new(None) }).object()
}

fn empty_frozenset() -> Value {
    static EMPTY: SingleThread<OnceCell<Value>> = SingleThread::new(OnceCell::new());
    EMPTY.get_or_init(|| frozenset_from(Keys::default())).clone()
}

/// `{…}`: keys are added one by one.
pub fn set<const N: usize>(items: [Value; N]) -> Outcome {
    let set = Set::default();
    for item in items {
        set.add(item)?;
    }
    Ok((set).object())
}

/// A frozenset of constants, which are hashable, added in order.
pub fn frozenset_constant<const N: usize>(items: [Value; N]) -> Value {
    let keys = Keys::default();
    for item in items {
        if let Err(raised) = keys.add(item) {
            raised.forget();
        }
    }
    frozenset_from(keys)
}

/// `{…}` of three constants or more. CPython makes a frozenset of them when it compiles, makes that anew from its own
/// items when it merges constants, and fills the set from the second: another order than adding one by one.
pub fn set_of_constants<const N: usize>(items: [Value; N]) -> Value {
    // Once more where interning replaces a str. It does for single characters of names, which CPython has interned
    // from the start; whether it does for longer ones depends on what was compiled before.
    let interned = items.iter().any(|item| {
        let text = item.downcast::<crate::text::str::Str>().and_then(|text| text.as_ascii());
        text.is_some_and(|text| {
            text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        })
    });
    let (first, second, set) = (Keys::default(), Keys::default(), Set::default());
    let fill = || {
        items.into_iter().try_for_each(|item| first.add(item))?;
        first.for_each(|hash, item| second.add_hashed(hash, item))?;
        if !interned {
            return set.merge(&second);
        }
        let third = Keys::default();
        second.for_each(|hash, item| third.add_hashed(hash, item))?;
        set.merge(&third)
    };
    if let Err(raised) = fill() {
        // Constants are hashable and compare without Python code.
        raised.forget();
    }
    set.object()
}

/// Adds to what is known to be a set: a comprehension's.
pub fn set_add(set: &Value, item: Value) -> Outcome<()> {
    match set.carried::<Set>() {
        Some(set) => set.add(item),
        None => Ok(()),
    }
}

fn length(set: &Value) -> Outcome<usize> {
    Ok(receiver(set)?.len())
}

/// What membership asks: a set, which has no hash, is looked up as a frozenset.
fn searchable(key: &Value) -> Outcome<(i64, Value)> {
    match hash_value(key) {
        Ok(hash) => Ok((hash, key.clone())),
        Err(raised) => match key.carried::<Set>() {
            Some(set) => {
                drop(raised.take());
                let frozen = frozenset_from(set.copy());
                Ok((hash(&frozen)?, frozen))
            }
            None => Err(raised),
        },
    }
}

fn contains(set: &Value, key: &Value) -> Outcome<bool> {
    let (hash, key) = searchable(key)?;
    receiver(set)?.contains_hashed(hash, &key)
}

fn iterate(set: &Value) -> Outcome {
    Ok((SetIterator::new(set, receiver(set)?.len())).object())
}

fn repr(set: &Value) -> Outcome {
    let own = receiver(set)?;
    let name = type_name(set);
    let Some(_guard) = RepresentationGuard::enter(set) else {
        return Ok(support::text(&format!("{name}(...)")));
    };
    if own.is_empty() {
        return Ok(support::text(&format!("{name}()")));
    }
    let plain = set.is_exactly(SET.class());
    let mut builder = StrBuilder::new();
    if !plain {
        builder.push_text(&name);
        builder.push_text("(");
    }
    for (position, key) in own.to_vec().iter().enumerate() {
        builder.push_text(if position == 0 { "{" } else { ", " });
        push_repr(&mut builder, key)?;
    }
    builder.push_text(if plain { "}" } else { "})" });
    Ok(support::built(builder))
}

fn hash(set: &Value) -> Outcome<i64> {
    let Some(own) = set.carried::<FrozenSet>() else { return Err(support::unhashable(set)) };
    if let Some(known) = own.hash.get() {
        return Ok(known);
    }
    let hash = frozenset_hash(own.keys.table.borrow().iter().map(|(hash, _)| hash));
    own.hash.set(Some(hash));
    Ok(hash)
}

fn compare(left: &Value, right: &Value, comparison: Comparison) -> Outcome {
    let (Some(own), Some(other)) = (keys_of(left), keys_of(right)) else { return Ok(NOT_IMPLEMENTED()) };
    let (own_length, other_length) = (own.len(), other.len());
    let holds = match comparison {
        Comparison::Eq => own_length == other_length && !surely_unequal(left, right) && own.is_subset(other)?,
        Comparison::Ne => !(own_length == other_length && !surely_unequal(left, right) && own.is_subset(other)?),
        Comparison::Lt => own_length < other_length && own.is_subset(other)?,
        Comparison::Le => own.is_subset(other)?,
        Comparison::Gt => own_length > other_length && other.is_subset(own)?,
        Comparison::Ge => other.is_subset(own)?,
    };
    Ok(boolean(holds))
}

/// Two frozensets whose known hashes differ.
fn surely_unequal(left: &Value, right: &Value) -> bool {
    match (left.carried::<FrozenSet>(), right.carried::<FrozenSet>()) {
        (Some(left), Some(right)) => {
            matches!((left.hash.get(), right.hash.get()), (Some(left), Some(right)) if left != right)
        }
        _ => false,
    }
}

macro_rules! binary_slots {
    ($($function:ident($own:ident, $left:ident, $right:ident) $body:expr;)*) => {
        $(
            fn $function($left: &Value, $right: &Value) -> Outcome {
                let (Some($own), Some(_)) = (keys_of($left), keys_of($right)) else { return Ok(NOT_IMPLEMENTED()) };
                Ok(result_like($left, $body))
            }
        )*
    };
}

binary_slots! {
    or(own, left, right) {
        let result = own.copy();
        result.update(right)?;
        result
    };
    and(own, left, right) own.intersection(right)?;
    subtract(own, left, right) own.difference(right)?;
    xor(own, left, right) own.symmetric_difference(left, right)?;
}

macro_rules! in_place_slots {
    ($($function:ident($own:ident, $right:ident) $body:expr;)*) => {
        $(
            fn $function(set: &Value, $right: &Value) -> Outcome {
                let (Some($own), Some(_)) = (keys_of(set), keys_of($right)) else { return Ok(NOT_IMPLEMENTED()) };
                $body;
                Ok(set.clone())
            }
        )*
    };
}

in_place_slots! {
    in_place_or(own, right) own.update(right)?;
    in_place_and(own, right) {
        let result = own.intersection(right)?;
        own.swap(result)
    };
    in_place_subtract(own, right) own.difference_update(right)?;
    in_place_xor(own, right) own.symmetric_difference_update(right)?;
}

static NEW: Constructor = Constructor::blank(|class, _| Ok(Set::default().object_of(class)));

static INIT: Initializer = Initializer::new("iterable=(), /", |set, arguments| {
    let own = receiver(set)?;
    own.clear();
    match arguments.optional(0) {
        Some(iterable) => own.update(&iterable),
        None => Ok(()),
    }
});

static NEW_FROZEN: Constructor = Constructor::new("iterable=(), /", |class, arguments| {
    let exact = class == FROZEN_SET.class();
    let iterable = arguments.optional(0);
    let keys = Keys::default();
    match iterable {
        Some(iterable) if exact && iterable.is_exactly(FROZEN_SET.class()) => return Ok(iterable),
        Some(iterable) => keys.update(&iterable)?,
        None if exact => return Ok(empty_frozenset()),
        None => {}
    }
    Ok((FrozenSet { keys, hash: Cell::new(None) }).object_of(class))
});

fn others(arguments: &Arguments) -> Vec<Value> {
    at(arguments, 1).carried::<super::tuple::Tuple>().map(|others| others.items().to_vec()).unwrap_or_default()
}

fn union(arguments: &mut Arguments) -> Outcome {
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

fn intersection(arguments: &mut Arguments) -> Outcome {
    let result = intersect_all(arguments)?;
    Ok(result_like(at(arguments, 0), result))
}

fn intersection_update(arguments: &mut Arguments) -> Outcome {
    let result = intersect_all(arguments)?;
    receiver(at(arguments, 0))?.swap(result);
    Ok(NONE())
}

fn difference(arguments: &mut Arguments) -> Outcome {
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

fn difference_update(arguments: &mut Arguments) -> Outcome {
    for other in others(arguments) {
        receiver(at(arguments, 0))?.difference_update(&other)?;
    }
    Ok(NONE())
}

fn symmetric_difference(arguments: &mut Arguments) -> Outcome {
    let own = at(arguments, 0);
    let result = receiver(own)?.symmetric_difference(own, at(arguments, 1))?;
    Ok(result_like(own, result))
}

fn symmetric_difference_update(arguments: &mut Arguments) -> Outcome {
    receiver(at(arguments, 0))?.symmetric_difference_update(at(arguments, 1))?;
    Ok(NONE())
}

fn update(arguments: &mut Arguments) -> Outcome {
    for other in others(arguments) {
        receiver(at(arguments, 0))?.update(&other)?;
    }
    Ok(NONE())
}

fn isdisjoint(arguments: &mut Arguments) -> Outcome {
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

fn issubset(arguments: &mut Arguments) -> Outcome {
    let own = receiver(at(arguments, 0))?;
    if let Some(keys) = keys_of(at(arguments, 1)) {
        return own.is_subset(keys).map(boolean);
    }
    let common = own.intersection(at(arguments, 1))?;
    Ok(boolean(common.len() == own.len()))
}

fn issuperset(arguments: &mut Arguments) -> Outcome {
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

fn copy(arguments: &mut Arguments) -> Outcome {
    let own = at(arguments, 0);
    if own.is_exactly(FROZEN_SET.class()) {
        return Ok(own.clone());
    }
    Ok(result_like(own, receiver(own)?.copy()))
}

fn add(arguments: &mut Arguments) -> Outcome {
    let key = arguments.take(1);
    receiver(at(arguments, 0))?.add(key)?;
    Ok(NONE())
}

fn clear(arguments: &mut Arguments) -> Outcome {
    receiver(at(arguments, 0))?.clear();
    Ok(NONE())
}

fn discard(arguments: &mut Arguments) -> Outcome {
    let (hash, key) = searchable(at(arguments, 1))?;
    receiver(at(arguments, 0))?.discard_hashed(hash, &key)?;
    Ok(NONE())
}

fn remove(arguments: &mut Arguments) -> Outcome {
    let (hash, key) = searchable(at(arguments, 1))?;
    if receiver(at(arguments, 0))?.discard_hashed(hash, &key)? {
        return Ok(NONE());
    }
    Err(raise_key_error(arguments.take(1)))
}

fn pop(arguments: &mut Arguments) -> Outcome {
    let popped = receiver(at(arguments, 0))?.table.borrow_mut().pop();
    popped.ok_or_else(|| raise_key_error(support::text("pop from an empty set")))
}

const SHARED_SLOTS: Slots = Slots {
    compare: Some(compare),
    repr: Some(repr),
    length: Some(length),
    contains: Some(contains),
    iter: Some(iterate),
    or_: Some(or),
    and_: Some(and),
    sub: Some(subtract),
    xor: Some(xor),
    ..Slots::NONE
};

pub static SET: BuiltinClass = BuiltinClass::new("set", Kind::Set)
    .unhashable()
    .slots(Slots {
        new: Some(New::Native(&NEW)),
        init: Some(Init::Native(&INIT)),
        ior: Some(in_place_or),
        iand: Some(in_place_and),
        isub: Some(in_place_subtract),
        ixor: Some(in_place_xor),
        ..SHARED_SLOTS
    })
    .methods(&[
        Method::class("__class_getitem__", "self, item, /", super::generic_alias),
        Method::new("add", "self, item, /", add),
        Method::new("clear", "self, /", clear),
        Method::new("copy", "self, /", copy),
        Method::new("difference", "self, *others", difference),
        Method::new("difference_update", "self, *others", difference_update),
        Method::new("discard", "self, item, /", discard),
        Method::new("intersection", "self, *others", intersection),
        Method::new("intersection_update", "self, *others", intersection_update),
        Method::new("isdisjoint", "self, other, /", isdisjoint),
        Method::new("issubset", "self, other, /", issubset),
        Method::new("issuperset", "self, other, /", issuperset),
        Method::new("pop", "self, /", pop),
        Method::new("remove", "self, item, /", remove),
        Method::new("symmetric_difference", "self, other, /", symmetric_difference),
        Method::new("symmetric_difference_update", "self, other, /", symmetric_difference_update),
        Method::new("union", "self, *others", union),
        Method::new("update", "self, *others", update),
    ]);

pub static FROZEN_SET: BuiltinClass = BuiltinClass::new("frozenset", Kind::FrozenSet)
    .slots(Slots { hash: Some(hash), new: Some(New::Native(&NEW_FROZEN)), ..SHARED_SLOTS })
    .methods(&[
        Method::class("__class_getitem__", "self, item, /", super::generic_alias),
        Method::new("copy", "self, /", copy),
        Method::new("difference", "self, *others", difference),
        Method::new("intersection", "self, *others", intersection),
        Method::new("isdisjoint", "self, other, /", isdisjoint),
        Method::new("issubset", "self, other, /", issubset),
        Method::new("issuperset", "self, other, /", issuperset),
        Method::new("symmetric_difference", "self, other, /", symmetric_difference),
        Method::new("union", "self, *others", union),
    ]);

/// Iterates over a set or frozenset.
pub struct SetIterator {
    set: RefCell<Option<Value>>,
    expected: Cell<Option<usize>>,
    left: Cell<usize>,
    position: Cell<usize>,
}

impl SetIterator {
    fn new(set: &Value, length: usize) -> SetIterator {
        SetIterator {
            set: RefCell::new(Some(set.clone())),
            expected: Cell::new(Some(length)),
            left: Cell::new(length),
            position: Cell::new(0),
        }
    }
}

native!(SetIterator, SET_ITERATOR);

fn next(iterator: &Value) -> Outcome<Option<Value>> {
    let own = support::receiver::<SetIterator>(iterator)?;
    let guard = own.set.borrow();
    let Some(keys) = guard.as_ref().and_then(keys_of) else { return Ok(None) };
    let table = keys.table.borrow();
    if own.expected.get() != Some(table.len()) {
        own.expected.set(None);
        return Err(raise_runtime_error("Set changed size during iteration"));
    }
    if let Some((position, _, key)) = table.key_from(own.position.get()) {
        own.position.set(position + 1);
        own.left.set(own.left.get().wrapping_sub(1));
        return Ok(Some(key.clone()));
    }
    drop(table);
    drop(guard);
    let finished = own.set.take();
    drop(finished);
    Ok(None)
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
    .slots(Slots { iter: Some(super::iterators::itself), next: Some(next), ..Slots::NONE })
    .methods(&[Method::new("__length_hint__", "self, /", length_hint)]);

/// Whether a value is exactly a set or a frozenset.
pub fn is_exact_set(value: &Value) -> bool {
    keys_of(value).is_some() && value.class().is_builtin()
}
