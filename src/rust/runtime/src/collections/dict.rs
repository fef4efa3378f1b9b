//! `dict`.

use super::carried::{kinded, Carried, Carry};
use super::lookup::{self, Place};
use super::ordered_table::{Entry, OrderedTable, Probed};
use super::set_keys::for_each_hashed;
use super::support::{self, at, equal, receiver, type_name};
use super::support::{collect, hash as hash_value, push_repr, quick_equal, RepresentationGuard};
use super::tuple::tuple_value;
use crate::classes::slots::{Init, New};
use crate::classes::{BuiltinClass, Comparison, Method, Slots};
use crate::exceptions::*;
use crate::functions::builtin::{Constructor, Initializer};
use crate::functions::{check_names, Arguments};
use crate::object::{allocate, Kind, Ref};
use crate::text::str::{Str, StrBuilder};
use crate::value::{boolean, Value, NONE, NOT_IMPLEMENTED};
use std::cell::{Cell, RefCell};

type Table = OrderedTable<Value, Value>;

/// The payload of dicts. No borrow lasts while a value is dropped or Python code runs.
#[derive(Default)]
pub struct Dict {
    pub(crate) table: RefCell<Table>,
    /// What a `defaultdict` calls for a missing key.
    factory: Cell<Option<Value>>,
}

kinded!(Dict, DICT);

/// Whether a stored key is the str of an interned name. Keys of other classes are never asked.
#[inline]
fn is_name(stored: &Value, name: &Value) -> bool {
    stored.is(name)
        || matches!((stored.downcast::<Str>(), name.downcast::<Str>()), (Some(own), Some(name)) if *own == *name)
}

fn name_hash(name: &Value) -> i64 {
    name.downcast::<Str>().map_or(0, Str::hash_value)
}

impl Dict {
    pub fn new() -> Dict {
        Dict::default()
    }

    pub fn allocate() -> Ref<Dict> {
        allocate(DICT.class(), Dict::new())
    }

    pub fn with_capacity(count: usize) -> Dict {
        Dict { table: RefCell::new(Table::with_capacity(count)), factory: Cell::new(None) }
    }

    /// The function of a `defaultdict`.
    pub(crate) fn factory(&self) -> Option<Value> {
        let factory = self.factory.take();
        self.factory.set(factory.clone());
        factory
    }

    pub(crate) fn set_factory(&self, factory: Option<Value>) {
        let old = self.factory.replace(factory);
        drop(old);
    }

    #[inline]
    pub fn len(&self) -> usize {
        self.table.borrow().len()
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The position of a key.
    pub fn find(&self, key: &Value, hash: i64) -> Outcome<Option<usize>> {
        Ok(match lookup::locate(&self.table, hash, key)? {
            Place::At(position) => Some(position),
            Place::Free(_) => None,
        })
    }

    /// The value of a str or an immediate int; `None` also where a key that was stored would have to be asked.
    #[inline]
    pub fn get_plain(&self, key: &Value) -> Option<Value> {
        let hash = support::plain_hash(key)?;
        let table = self.table.borrow();
        match table.probe(&mut table.start(hash), |stored| quick_equal(stored, key)) {
            Probed::Found(position) => table.entry(position).map(|entry| entry.value.clone()),
            _ => None,
        }
    }

    /// Replaces the value of a str or an immediate int and gives back the old one; or gives back the new one, where the
    /// key is not there or a key that was stored would have to be asked.
    #[inline]
    pub fn replace_plain(&self, key: &Value, value: Value) -> Result<Value, Value> {
        let Some(hash) = support::plain_hash(key) else { return Err(value) };
        let mut table = self.table.borrow_mut();
        match table.probe(&mut table.start(hash), |stored| quick_equal(stored, key)) {
            Probed::Found(position) => match table.entry_mut(position) {
                Some(entry) => Ok(std::mem::replace(&mut entry.value, value)),
                None => Err(value),
            },
            _ => Err(value),
        }
    }

    /// Whether there is a str or an immediate int; `None` where a key that was stored would have to be asked.
    pub fn contains_plain(&self, key: &Value) -> Option<bool> {
        lookup::contains_plain(&self.table, key)
    }

    /// `self.get(key)`.
    #[inline]
    pub fn get(&self, key: &Value) -> Outcome<Option<Value>> {
        self.get_hashed(hash_value(key)?, key)
    }

    #[inline]
    pub fn get_hashed(&self, hash: i64, key: &Value) -> Outcome<Option<Value>> {
        let position = self.find(key, hash)?;
        Ok(position.and_then(|position| self.table.borrow().entry(position).map(|entry| entry.value.clone())))
    }

    pub fn contains(&self, key: &Value) -> Outcome<bool> {
        Ok(self.find(key, hash_value(key)?)?.is_some())
    }

    /// `self[key] = value`.
    #[inline]
    pub fn set(&self, key: Value, value: Value) -> Outcome<()> {
        let hash = hash_value(&key)?;
        self.set_hashed(hash, key, value)
    }

    pub fn set_hashed(&self, hash: i64, key: Value, value: Value) -> Outcome<()> {
        let old = match self.find(&key, hash)? {
            Some(position) => {
                let mut table = self.table.borrow_mut();
                table.entry_mut(position).map(|entry| std::mem::replace(&mut entry.value, value))
            }
            None => {
                self.table.borrow_mut().insert_new(hash, key, value);
                None
            }
        };
        drop(old);
        Ok(())
    }

    /// Removes a key; gives its entry.
    pub fn remove(&self, key: &Value) -> Outcome<Option<Entry<Value, Value>>> {
        let position = self.find(key, hash_value(key)?)?;
        Ok(position.and_then(|position| self.table.borrow_mut().remove(position)))
    }

    /// The value of an interned name.
    pub fn get_name(&self, name: &Value) -> Option<Value> {
        let table = self.table.borrow();
        let position = table.find(name_hash(name), |stored| is_name(stored, name))?;
        table.entry(position).map(|entry| entry.value.clone())
    }

    /// Sets the value of an interned name; gives the old one.
    pub fn set_name(&self, name: &Value, value: Value) -> Option<Value> {
        let hash = name_hash(name);
        let mut table = self.table.borrow_mut();
        let old = match table.find(hash, |stored| is_name(stored, name)) {
            Some(position) => table.entry_mut(position).map(|entry| std::mem::replace(&mut entry.value, value)),
            None => {
                table.insert_new(hash, name.clone(), value);
                None
            }
        };
        old
    }

    /// Takes an interned name out.
    pub fn remove_name(&self, name: &Value) -> Option<Value> {
        let mut table = self.table.borrow_mut();
        let position = table.find(name_hash(name), |stored| is_name(stored, name))?;
        table.remove(position).map(|entry| entry.value)
    }

    /// Keys and values in order.
    pub fn items(&self) -> Vec<(Value, Value)> {
        self.table.borrow().iter().map(|entry| (entry.key.clone(), entry.value.clone())).collect()
    }

    pub fn keys(&self) -> Vec<Value> {
        self.table.borrow().iter().map(|entry| entry.key.clone()).collect()
    }

    pub fn values(&self) -> Vec<Value> {
        self.table.borrow().iter().map(|entry| entry.value.clone()).collect()
    }

    pub fn clear(&self) {
        let old = self.table.borrow_mut().take_all();
        drop(old);
    }

    /// A copy with the same layout.
    pub fn copy(&self) -> Dict {
        let table = self.table.borrow();
        if table.len() * 3 >= table.positions() * 2 {
            return Dict { table: RefCell::new(table.clone()), factory: Cell::new(None) };
        }
        let mut copy = Table::with_capacity(table.len());
        for entry in table.iter() {
            copy.insert_new(entry.hash, entry.key.clone(), entry.value.clone());
        }
        Dict { table: RefCell::new(copy), factory: Cell::new(None) }
    }

    /// Adds another dict's items; without `replace`, only those whose keys are new.
    pub fn merge(&self, other: &Dict, replace: bool) -> Outcome<()> {
        if std::ptr::eq(self, other) {
            return Ok(());
        }
        if self.is_empty() {
            let copy = other.copy();
            let old = self.table.replace(copy.table.into_inner());
            drop(old);
            return Ok(());
        }
        self.table.borrow_mut().reserve(other.len());
        let expected = other.len();
        let mut position = 0;
        loop {
            let next = other
                .table
                .borrow()
                .entry_from(position)
                .map(|(position, entry)| (position, entry.hash, entry.key.clone(), entry.value.clone()));
            let Some((found, hash, key, value)) = next else { return Ok(()) };
            position = found + 1;
            if replace || self.find(&key, hash)?.is_none() {
                self.set_hashed(hash, key, value)?;
            }
            if other.len() != expected {
                return Err(raise_runtime_error("dict mutated during update"));
            }
        }
    }

    /// `dict.update` with one argument: a mapping (it has `keys`) or pairs.
    pub fn update_from(&self, source: &Value) -> Outcome<()> {
        if let Some(other) = source.carried::<Dict>() {
            if iterates_as_dict(source) {
                return self.merge(other, true);
            }
        }
        match support::get_optional_attribute(source, name!("keys"))? {
            Some(_) => self.update_from_keys(source),
            None => self.update_from_pairs(source),
        }
    }

    fn update_from_keys(&self, source: &Value) -> Outcome<()> {
        for key in support::mapping_keys(source)? {
            let value = support::getitem(source.clone(), key.clone())?;
            self.set(key, value)?;
        }
        Ok(())
    }

    /// `dict.update` with a mapping, as `**` takes it: no pairs.
    pub fn update_from_mapping(&self, source: &Value) -> Outcome<()> {
        if let Some(other) = source.carried::<Dict>() {
            if iterates_as_dict(source) {
                return self.merge(other, true);
            }
        }
        match self.update_from_keys(source) {
            Err(raised) if raised.is_instance_of(&ATTRIBUTE_ERROR) => {
                raised.forget();
                Err(raise_type_error(format!("'{}' object is not a mapping", type_name(source))))
            }
            outcome => outcome,
        }
    }

    fn update_from_pairs(&self, source: &Value) -> Outcome<()> {
        let iterator = support::iter(source)?;
        let mut number = 0;
        while let Some(pair) = support::next(&iterator)? {
            if super::fast_items(&pair).is_none() && !support::is_iterable(&pair) {
                return Err(raise_type_error(format!(
                    "cannot convert dictionary update sequence element #{number} to a sequence"
                )));
            }
            let items = collect(&pair)?;
            let length = items.len();
            let Ok([key, value]) = <[Value; 2]>::try_from(items) else {
                return Err(raise_value_error(format!(
                    "dictionary update sequence element #{number} has length {length}; 2 is required"
                )));
            };
            self.set(key, value)?;
            number += 1;
        }
        Ok(())
    }
}

/// Whether a dict's iteration is dict's own: then CPython reads it without asking `keys`.
pub(crate) fn iterates_as_dict(value: &Value) -> bool {
    value.class().is_builtin()
        || value
            .class()
            .lookup(name!("__iter__").value())
            .is_none_or(|own| DICT.class().lookup(name!("__iter__").value()).is_some_and(|dicts| dicts.is(&own)))
}

/// A dict display.
pub fn dict<const N: usize>(items: [(Value, Value); N]) -> Outcome {
    let dict = Dict::with_capacity(N);
    for (key, value) in items {
        dict.set(key, value)?;
    }
    Ok(dict.object())
}

/// A dict with these names as keys.
pub fn dict_value(items: Vec<(&str, Value)>) -> Value {
    let dict = Dict::new();
    for (name, value) in items {
        dict.set_name(&crate::names::intern_text(name), value);
    }
    dict.object()
}

/// Stores into what is known to be a dict: a comprehension's.
pub fn dict_insert(dict: &Value, key: Value, value: Value) -> Outcome<()> {
    match dict.downcast::<Dict>() {
        Some(dict) => dict.set(key, value),
        None => Ok(()),
    }
}

fn length(dict: &Value) -> Outcome<i64> {
    Ok(receiver::<Dict>(dict)?.len() as i64)
}

pub(crate) fn get_item(dict: &Value, key: &Value) -> Outcome {
    let own = receiver::<Dict>(dict)?;
    if let Some(value) = own.get(key)? {
        return Ok(value);
    }
    missing(dict, key)
}

#[cold]
fn missing(dict: &Value, key: &Value) -> Outcome {
    if !dict.is_exactly(DICT.class()) {
        if let Some(value) = support::call_special(dict, name!("__missing__"), [key.clone()])? {
            return Ok(value);
        }
    }
    Err(raise_key_error(key.clone()))
}

pub(crate) fn set_item(dict: &Value, key: &Value, value: Option<Value>) -> Outcome<()> {
    let own = receiver::<Dict>(dict)?;
    match value {
        Some(value) => own.set(key.clone(), value),
        None => match own.remove(key)? {
            Some(_) => Ok(()),
            None => Err(raise_key_error(key.clone())),
        },
    }
}

fn contains(dict: &Value, key: &Value) -> Outcome<bool> {
    receiver::<Dict>(dict)?.contains(key)
}

fn iterate(dict: &Value) -> Outcome {
    super::dict_views::keys_iterator(dict)
}

pub(crate) fn repr(dict: &Value) -> Outcome {
    let own = receiver::<Dict>(dict)?;
    if own.is_empty() {
        return Ok(support::text("{}"));
    }
    let Some(_guard) = RepresentationGuard::enter(dict) else { return Ok(support::text("{...}")) };
    let mut builder = StrBuilder::new();
    let mut position = 0;
    loop {
        let next = own
            .table
            .borrow()
            .entry_from(position)
            .map(|(position, entry)| (position, entry.key.clone(), entry.value.clone()));
        let Some((found, key, value)) = next else { break };
        builder.push_text(if position == 0 { "{" } else { ", " });
        push_repr(&mut builder, &key)?;
        builder.push_text(": ");
        push_repr(&mut builder, &value)?;
        position = found + 1;
    }
    builder.push_text("}");
    Ok(support::built(builder))
}

pub(crate) fn equals(left: &Dict, right: &Dict) -> Outcome<bool> {
    if left.len() != right.len() {
        return Ok(false);
    }
    let mut position = 0;
    loop {
        let next = left
            .table
            .borrow()
            .entry_from(position)
            .map(|(position, entry)| (position, entry.hash, entry.key.clone(), entry.value.clone()));
        let Some((found, hash, key, value)) = next else { return Ok(true) };
        position = found + 1;
        match right.get_hashed(hash, &key)? {
            Some(other) if equal(&other, &value)? => {}
            _ => return Ok(false),
        }
    }
}

fn compare(left: &Value, right: &Value, comparison: Comparison) -> Outcome {
    match (left.carried::<Dict>(), right.carried::<Dict>(), comparison) {
        (Some(left), Some(right), Comparison::Eq) => equals(left, right).map(boolean),
        (Some(left), Some(right), Comparison::Ne) => equals(left, right).map(|same| boolean(!same)),
        _ => Ok(NOT_IMPLEMENTED()),
    }
}

pub(crate) fn or(left: &Value, right: &Value) -> Outcome {
    let (Some(own), Some(other)) = (left.carried::<Dict>(), right.carried::<Dict>()) else {
        return Ok(NOT_IMPLEMENTED());
    };
    let union = allocate(DICT.class(), own.copy());
    union.merge(other, true)?;
    Ok(union.into_value())
}

fn in_place_or(dict: &Value, other: &Value) -> Outcome {
    receiver::<Dict>(dict)?.update_from(other)?;
    Ok(dict.clone())
}

static NEW: Constructor = Constructor::blank(|class, _| Ok(Dict::new().object_of(class)));

static INIT: Initializer = Initializer::new("*arguments, **keywords", |dict, arguments| {
    update_all(dict, arguments.star(0), &arguments.take(1), "dict")
});

fn update(arguments: &mut Arguments) -> Outcome {
    let dict = arguments.take(0);
    update_all(&dict, arguments.star(1), &arguments.take(2), "update")?;
    Ok(NONE())
}

/// `dict(…)` and `dict.update(…)`: at most one source, then keywords.
pub(crate) fn update_all(dict: &Value, positional: Vec<Value>, keywords: &Value, name: &str) -> Outcome<()> {
    if positional.len() > 1 {
        return Err(raise_type_error(format!("{name} expected at most 1 argument, got {}", positional.len())));
    }
    let own = receiver::<Dict>(dict)?;
    if let Some(source) = positional.first() {
        own.update_from(source)?;
    }
    let keywords = receiver::<Dict>(keywords)?;
    check_names(&keywords.keys())?;
    own.merge(keywords, true)
}

fn clear(arguments: &mut Arguments) -> Outcome {
    receiver::<Dict>(at(arguments, 0))?.clear();
    Ok(NONE())
}

fn copy(arguments: &mut Arguments) -> Outcome {
    Ok((receiver::<Dict>(at(arguments, 0))?.copy()).object())
}

fn get(arguments: &mut Arguments) -> Outcome {
    let found = receiver::<Dict>(at(arguments, 0))?.get(at(arguments, 1))?;
    Ok(found.or_else(|| arguments.optional(2)).unwrap_or(NONE()))
}

fn pop(arguments: &mut Arguments) -> Outcome {
    let own = receiver::<Dict>(at(arguments, 0))?;
    // CPython does not hash the key when the dict is empty.
    let removed = if own.is_empty() { None } else { own.remove(at(arguments, 1))? };
    match (removed, arguments.optional(2)) {
        (Some(entry), _) => Ok(entry.value),
        (None, Some(default)) => Ok(default),
        (None, None) => Err(raise_key_error(arguments.take(1))),
    }
}

fn popitem(arguments: &mut Arguments) -> Outcome {
    let last = receiver::<Dict>(at(arguments, 0))?.table.borrow_mut().pop_last();
    match last {
        Some(entry) => Ok(tuple_value(vec![entry.key, entry.value])),
        None => Err(raise_key_error(support::text("popitem(): dictionary is empty"))),
    }
}

fn setdefault(arguments: &mut Arguments) -> Outcome {
    let key = arguments.take(1);
    let default = arguments.optional(2).unwrap_or(NONE());
    let own = receiver::<Dict>(at(arguments, 0))?;
    let hash = hash_value(&key)?;
    if let Some(found) = own.get_hashed(hash, &key)? {
        return Ok(found);
    }
    own.table.borrow_mut().insert_new(hash, key, default.clone());
    Ok(default)
}

pub(crate) fn fromkeys(arguments: &mut Arguments) -> Outcome {
    let (class, iterable) = (arguments.take(0), arguments.take(1));
    let value = arguments.optional(2).unwrap_or(NONE());
    let result = support::call(&class, [])?;
    if result.is_exactly(DICT.class()) {
        let own = receiver::<Dict>(&result)?;
        let known = own.is_empty() && for_each_hashed(&iterable, |hash, key| own.set_hashed(hash, key, value.clone()))?;
        if !known {
            support::for_each(&iterable, |key| own.set(key, value.clone()))?;
        }
    } else {
        support::for_each(&iterable, |key| support::setitem(result.clone(), key, value.clone()))?;
    }
    Ok(result)
}

fn keys(arguments: &mut Arguments) -> Outcome {
    super::dict_views::keys(at(arguments, 0))
}

fn values(arguments: &mut Arguments) -> Outcome {
    super::dict_views::values(at(arguments, 0))
}

fn items(arguments: &mut Arguments) -> Outcome {
    super::dict_views::items(at(arguments, 0))
}

fn reversed(arguments: &mut Arguments) -> Outcome {
    super::dict_views::reversed_keys(at(arguments, 0))
}

pub static DICT: BuiltinClass = BuiltinClass::new("dict", Kind::Dict)
    .unhashable()
    .slots(slots!(Slots {
        compare: Some(compare),
        repr: Some(repr),
        length: Some(length),
        getitem: Some(get_item),
        setitem: Some(set_item),
        contains: Some(contains),
        iter: Some(iterate),
        new: Some(New::Native(&NEW)),
        init: Some(Init::Native(&INIT)),
        or_: Some(or),
        ior: Some(in_place_or),
        ..Slots::NONE
    }))
    .methods(methods!(&[
        Method::new("__reversed__", "self, /", reversed),
        Method::class("__class_getitem__", "self, item, /", super::generic_alias),
        Method::new("clear", "self, /", clear),
        Method::new("copy", "self, /", copy),
        Method::class("fromkeys", "self, iterable, value=None, /", fromkeys),
        Method::new("get", "self, key, default=None, /", get),
        Method::new("items", "self, /", items),
        Method::new("keys", "self, /", keys),
        Method::new("pop", "self, key, default=None, /", pop),
        Method::new("popitem", "self, /", popitem),
        Method::new("setdefault", "self, key, default=None, /", setdefault),
        Method::new("update", "self, *args, **kwargs", update),
        Method::new("values", "self, /", values),
    ]));
