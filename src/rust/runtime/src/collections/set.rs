//! `set` and `frozenset`.

use super::carried::{kinded, Carried, Carry};
use super::hashing::frozenset_hash;
use super::set_iterator::SetIterator;
use super::set_methods as methods;
use super::support::{self, type_name};
use super::support::{hash as hash_value, push_repr, RepresentationGuard};
use crate::classes::slots::{Init, New};
use crate::classes::{BuiltinClass, Comparison, Method, Slots};
use crate::exceptions::*;
use crate::functions::builtin::{Constructor, Initializer};
use crate::generators::Consumer;
use crate::heap::single_thread::SingleThread;
use crate::object::Kind;
use crate::text::str::StrBuilder;
use crate::value::{boolean, Value, NOT_IMPLEMENTED};
use std::cell::{Cell, OnceCell};

pub use super::set_keys::Keys;

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

pub(super) fn receiver(value: &Value) -> Outcome<&Keys> {
    keys_of(value).ok_or_else(|| wrong_receiver(value))
}

#[cold]
fn wrong_receiver(value: &Value) -> Raised {
    raise_type_error(format!("descriptor requires a 'set' object but received a '{}'", type_name(value)))
}

/// A set or frozenset of the class that the operation's left operand has (subclasses give the base).
pub(super) fn result_like(operand: &Value, keys: Keys) -> Value {
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

/// A frozenset of these items, added in order.
///
/// # Errors
/// TypeError for what cannot be hashed; what `__hash__` and `__eq__` raise.
pub(crate) fn frozenset_of(items: Vec<Value>) -> Outcome {
    let keys = Keys::default();
    for item in items {
        keys.add(item)?;
    }
    Ok(frozenset_from(keys))
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
    set_of_folded(items.into())
}

pub(crate) fn set_of_folded(items: Vec<Value>) -> Value {
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

fn length(set: &Value) -> Outcome<i64> {
    Ok(receiver(set)?.len() as i64)
}

/// What membership asks: a set, which has no hash, is looked up as a frozenset.
pub(super) fn searchable(key: &Value) -> Outcome<(i64, Value)> {
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
    .consumer(Consumer::Items(|items| {
        let set = Set::default();
        set.add_all(items)?;
        Ok(set.object())
    }))
    .unhashable()
    .slots(slots!(Slots {
        new: Some(New::Native(&NEW)),
        init: Some(Init::Native(&INIT)),
        ior: Some(in_place_or),
        iand: Some(in_place_and),
        isub: Some(in_place_subtract),
        ixor: Some(in_place_xor),
        ..SHARED_SLOTS
    }))
    .methods(methods!(&[
        Method::class("__class_getitem__", "self, item, /", super::generic_alias),
        Method::new("__reduce__", "self, /", methods::reduce),
        Method::new("add", "self, item, /", methods::add),
        Method::new("clear", "self, /", methods::clear),
        Method::new("copy", "self, /", methods::copy),
        Method::new("difference", "self, *others", methods::difference),
        Method::new("difference_update", "self, *others", methods::difference_update),
        Method::new("discard", "self, item, /", methods::discard),
        Method::new("intersection", "self, *others", methods::intersection),
        Method::new("intersection_update", "self, *others", methods::intersection_update),
        Method::new("isdisjoint", "self, other, /", methods::isdisjoint),
        Method::new("issubset", "self, other, /", methods::issubset),
        Method::new("issuperset", "self, other, /", methods::issuperset),
        Method::new("pop", "self, /", methods::pop),
        Method::new("remove", "self, item, /", methods::remove),
        Method::new("symmetric_difference", "self, other, /", methods::symmetric_difference),
        Method::new("symmetric_difference_update", "self, other, /", methods::symmetric_difference_update),
        Method::new("union", "self, *others", methods::union),
        Method::new("update", "self, *others", methods::update),
    ]));

pub static FROZEN_SET: BuiltinClass = BuiltinClass::new("frozenset", Kind::FrozenSet)
    .consumer(Consumer::Items(|items| {
        let keys = Keys::default();
        keys.add_all(items)?;
        Ok((FrozenSet { keys, hash: Cell::new(None) }).object())
    }))
    .slots(slots!(Slots { hash: Some(hash), new: Some(New::Native(&NEW_FROZEN)), ..SHARED_SLOTS }))
    .methods(methods!(&[
        Method::class("__class_getitem__", "self, item, /", super::generic_alias),
        Method::new("__reduce__", "self, /", methods::reduce),
        Method::new("copy", "self, /", methods::copy),
        Method::new("difference", "self, *others", methods::difference),
        Method::new("intersection", "self, *others", methods::intersection),
        Method::new("isdisjoint", "self, other, /", methods::isdisjoint),
        Method::new("issubset", "self, other, /", methods::issubset),
        Method::new("issuperset", "self, other, /", methods::issuperset),
        Method::new("symmetric_difference", "self, other, /", methods::symmetric_difference),
        Method::new("union", "self, *others", methods::union),
    ]));

/// Whether a value is exactly a set or a frozenset.
pub fn is_exact_set(value: &Value) -> bool {
    keys_of(value).is_some() && value.class().is_builtin()
}
