//! `OrderedDict`, as CPython's `Objects/odictobject.c` has it: its methods ask a subclass's own `__setitem__` and
//! `__getitem__` where that file does, and its iterators know the next key before they give one.

use crate::classes::core_classes::DICT;
use crate::classes::reduce::{reduced_iterator, state_of};
use crate::classes::slots::Init;
use crate::classes::{BuiltinClass, Comparison, Method, Slots};
use crate::collections::carried::{native, Carried};
use crate::collections::dict as dicts;
use crate::collections::dict_views::{self, DictItems, DictKeys, DictValues, Part};
use crate::collections::support::{self, at, receiver, RepresentationGuard};
use crate::collections::{iterators, list_value, tuple_value, Dict};
use crate::exceptions::*;
use crate::functions::builtin::Initializer;
use crate::functions::{call_method, Arguments};
use crate::object::Kind;
use crate::text::str::StrBuilder;
use crate::value::{boolean, Value, NONE, NOT_IMPLEMENTED};
use std::cell::RefCell;

fn is_exact(own: &Value) -> bool {
    own.is_exactly(ORDERED_DICT.class())
}

/// Adds or replaces; only a new key changes the order.
fn store(own: &Value, key: Value, value: Value) -> Outcome<()> {
    let dict = receiver::<Dict>(own)?;
    let hash = support::hash(&key)?;
    let is_new = dict.find(&key, hash)?.is_none();
    dict.set_hashed(hash, key, value)?;
    if is_new {
        dict.table.borrow_mut().note_move();
    }
    Ok(())
}

/// Takes a key out.
fn take(own: &Value, key: &Value) -> Outcome<Option<Value>> {
    let dict = receiver::<Dict>(own)?;
    let Some(entry) = dict.remove(key)? else { return Ok(None) };
    dict.table.borrow_mut().note_move();
    Ok(Some(entry.value))
}

fn set_item(own: &Value, key: &Value, value: Option<Value>) -> Outcome<()> {
    match value {
        Some(value) => store(own, key.clone(), value),
        None if take(own, key)?.is_some() => Ok(()),
        None => Err(raise_key_error(key.clone())),
    }
}

/// `self[key] = value`, which a subclass may have changed.
fn assign(own: &Value, key: Value, value: Value) -> Outcome<()> {
    if is_exact(own) {
        return store(own, key, value);
    }
    support::setitem(own.clone(), key, value)
}

fn update_from_pairs(own: &Value, pairs: &Value) -> Outcome<()> {
    support::for_each(pairs, |pair| {
        let iterator = support::iter(&pair)?;
        let Some(key) = support::next(&iterator)? else {
            return Err(raise_value_error("need more than 0 values to unpack"));
        };
        let Some(value) = support::next(&iterator)? else {
            return Err(raise_value_error("need more than 1 value to unpack"));
        };
        if support::next(&iterator)?.is_some() {
            return Err(raise_value_error("too many values to unpack (expected 2)"));
        }
        assign(own, key, value)
    })
}

fn update_from(own: &Value, source: &Value) -> Outcome<()> {
    if source.is_exactly(DICT.class()) {
        for (key, value) in receiver::<Dict>(source)?.items() {
            assign(own, key, value)?;
        }
        return Ok(());
    }
    if let Some(keys) = support::get_optional_attribute(source, name!("keys"))? {
        return support::for_each(&support::call(&keys, [])?, |key| {
            let value = support::getitem(source.clone(), key.clone())?;
            assign(own, key, value)
        });
    }
    match support::get_optional_attribute(source, name!("items"))? {
        Some(items) => update_from_pairs(own, &support::call(&items, [])?),
        None => update_from_pairs(own, source),
    }
}

fn update_all(own: &Value, positional: &[Value], keywords: &Value) -> Outcome<()> {
    if positional.len() > 1 {
        let given = positional.len();
        return Err(raise_type_error(format!("update() takes at most 1 positional argument ({given} given)")));
    }
    if let Some(source) = positional.first() {
        update_from(own, source)?;
    }
    for (key, value) in receiver::<Dict>(keywords)?.items() {
        assign(own, key, value)?;
    }
    Ok(())
}

static INIT: Initializer = Initializer::new("*args, **kwds", |own, arguments| {
    let positional = arguments.star(0);
    if positional.len() > 1 {
        return Err(raise_type_error(format!("expected at most 1 arguments, got {}", positional.len())));
    }
    update_all(own, &positional, &arguments.take(1))
});

fn update(arguments: &mut Arguments) -> Outcome {
    let positional = arguments.star(1);
    let keywords = arguments.take(2);
    update_all(at(arguments, 0), &positional, &keywords)?;
    Ok(NONE())
}

fn setdefault(arguments: &mut Arguments) -> Outcome {
    let default = arguments.optional(2).unwrap_or_else(NONE);
    let (own, key) = (at(arguments, 0), at(arguments, 1));
    if is_exact(own) {
        if let Some(found) = receiver::<Dict>(own)?.get(key)? {
            return Ok(found);
        }
    } else if support::contains(key.clone(), own.clone())? {
        return support::getitem(own.clone(), key.clone());
    }
    assign(own, key.clone(), default.clone())?;
    Ok(default)
}

fn pop(arguments: &mut Arguments) -> Outcome {
    let default = arguments.optional(2);
    match take(at(arguments, 0), at(arguments, 1))?.or(default) {
        Some(value) => Ok(value),
        None => Err(raise_key_error(arguments.take(1))),
    }
}

fn popitem(arguments: &mut Arguments) -> Outcome {
    let last = arguments.optional(1).map_or(Ok(true), crate::protocol::truth)?;
    let own = at(arguments, 0);
    let table = receiver::<Dict>(own)?.table.borrow();
    let end = if last { table.entry_before(table.positions()) } else { table.entry_from(0) };
    let end = end.map(|(_, entry)| (entry.key.clone(), entry.value.clone()));
    drop(table);
    let Some((key, value)) = end else { return Err(raise_key_error(support::text("dictionary is empty"))) };
    take(own, &key)?;
    Ok(support::pair(key, value))
}

fn clear(arguments: &mut Arguments) -> Outcome {
    receiver::<Dict>(at(arguments, 0))?.clear();
    Ok(NONE())
}

fn move_to_end(arguments: &mut Arguments) -> Outcome {
    let last = arguments.optional(2).map_or(Ok(true), crate::protocol::truth)?;
    let dict = receiver::<Dict>(at(arguments, 0))?;
    let key = at(arguments, 1);
    let position = if dict.is_empty() { None } else { dict.find(key, support::hash(key)?)? };
    let Some(position) = position else { return Err(raise_key_error(key.clone())) };
    let mut table = dict.table.borrow_mut();
    // A key that is at its place is not moved, and iterators go on.
    let end = if last { table.entry_before(table.positions()) } else { table.entry_from(0) };
    if end.is_some_and(|(place, _)| place == position) {
        return Ok(NONE());
    }
    let Some(entry) = table.remove(position) else { return Err(raise_key_error(key.clone())) };
    table.note_move();
    if last {
        table.insert_new(entry.hash, entry.key, entry.value);
        return Ok(NONE());
    }
    // The first place is never free: all the others are added again behind it.
    let rest = table.take_all();
    for entry in std::iter::once(entry).chain(rest.into_iter().flatten()) {
        table.insert_new(entry.hash, entry.key, entry.value);
    }
    Ok(NONE())
}

fn repr(own: &Value) -> Outcome {
    let mut builder = StrBuilder::new();
    let name = own.class().name();
    let dict = receiver::<Dict>(own)?;
    if dict.is_empty() {
        return Ok(support::text(&format!("{name}()")));
    }
    let Some(_guard) = RepresentationGuard::enter(own) else { return Ok(support::text("...")) };
    let items = if is_exact(own) {
        dict.items().into_iter().map(|(key, value)| support::pair(key, value)).collect()
    } else {
        support::collect(&call_method(own.clone(), name!("items"), [])?)?
    };
    builder.push_text(&name);
    builder.push_text("(");
    support::push_repr(&mut builder, &list_value(items))?;
    builder.push_text(")");
    Ok(support::built(builder))
}

fn compare(left: &Value, right: &Value, comparison: Comparison) -> Outcome {
    let (Some(own), Some(other)) = (left.downcast::<Dict>(), right.downcast::<Dict>()) else {
        return Ok(NOT_IMPLEMENTED());
    };
    if !matches!(comparison, Comparison::Eq | Comparison::Ne) {
        return Ok(NOT_IMPLEMENTED());
    }
    let mut same = dicts::equals(own, other)?;
    if same && ORDERED_DICT.is_instance(left) && ORDERED_DICT.is_instance(right) {
        for (a, b) in own.keys().iter().zip(&other.keys()) {
            if !support::equal(a, b)? {
                same = false;
                break;
            }
        }
    }
    Ok(boolean(same == (comparison == Comparison::Eq)))
}

fn union(left: &Value, right: &Value) -> Outcome {
    let (own, other) = if ORDERED_DICT.is_instance(left) { (left, right) } else { (right, left) };
    if other.downcast::<Dict>().is_none() {
        return Ok(NOT_IMPLEMENTED());
    }
    let new = support::call(&own.class().value(), [left.clone()])?;
    update_from(&new, right)?;
    Ok(new)
}

fn in_place_union(own: &Value, other: &Value) -> Outcome {
    update_from(own, other)?;
    Ok(own.clone())
}

fn copy(arguments: &mut Arguments) -> Outcome {
    let own = at(arguments, 0);
    let new = support::call(&own.class().value(), [])?;
    for (key, value) in receiver::<Dict>(own)?.items() {
        let value = if is_exact(own) { value } else { support::getitem(own.clone(), key.clone())? };
        assign(&new, key, value)?;
    }
    Ok(new)
}

/// Iterates over an OrderedDict.
pub struct OrderedIterator {
    /// The dict; none at the end, or once it was found to have changed.
    dict: RefCell<Option<Value>>,
    /// The key to give next.
    current: RefCell<Option<Value>>,
    changes: u32,
    expected: usize,
    part: Part,
    forward: bool,
}

native!(OrderedIterator, ORDERED_ITERATOR);

impl OrderedIterator {
    fn make(own: &Value, part: Part, forward: bool) -> Outcome {
        let table = receiver::<Dict>(own)?.table.borrow();
        let first = if forward { table.entry_from(0) } else { table.entry_before(table.positions()) };
        let iterator = OrderedIterator {
            dict: RefCell::new(Some(own.clone())),
            current: RefCell::new(first.map(|(_, entry)| entry.key.clone())),
            changes: table.moves(),
            expected: table.len(),
            part,
            forward,
        };
        drop(table);
        Ok(iterator.object())
    }

    /// The key to give now; the one after it is looked up at once.
    fn next_key(&self, dict: &Dict) -> Outcome<Option<Value>> {
        let Some(key) = self.current.borrow().clone() else { return Ok(None) };
        let (changes, length) = (dict.table.borrow().moves(), dict.len());
        let complaint = match (changes == self.changes, length == self.expected) {
            (false, _) => Some("OrderedDict mutated during iteration"),
            (true, false) => Some("OrderedDict changed size during iteration"),
            (true, true) => None,
        };
        if let Some(complaint) = complaint {
            return Err(raise_runtime_error(complaint));
        }
        let Some(position) = dict.find(&key, support::hash(&key)?)? else { return Err(raise_key_error(key)) };
        let table = dict.table.borrow();
        let next = if self.forward { table.entry_from(position + 1) } else { table.entry_before(position) };
        let next = next.map(|(_, entry)| entry.key.clone());
        drop(table);
        drop(self.current.replace(next));
        Ok(Some(key))
    }

    fn finish(&self) {
        drop(self.current.replace(None));
        drop(self.dict.replace(None));
    }
}

fn next(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<OrderedIterator>(iterator)?;
    let Some(object) = own.dict.borrow().clone() else { return Ok(None) };
    let dict = receiver::<Dict>(&object)?;
    let key = match own.next_key(dict) {
        Ok(Some(key)) => key,
        ended => {
            own.finish();
            return ended;
        }
    };
    if own.part == Part::Keys {
        return Ok(Some(key));
    }
    match dict.get(&key)? {
        Some(value) => Ok(Some(own.part.of(&key, &value))),
        None => Err(raise_key_error(key)),
    }
}

static ORDERED_ITERATOR: BuiltinClass = BuiltinClass::new("odict_iterator", Kind::Native)
    .sealed()
    .no_constructor()
    .slots(slots!(Slots { iter: Some(iterators::itself), next: Some(next), ..Slots::NONE }))
    .methods(methods!(&[Method::new("__reduce__", "self, /", reduce_iterator)]));

/// Gives what is left, without going on.
fn reduce_iterator(arguments: &mut Arguments) -> Outcome {
    let own = receiver::<OrderedIterator>(at(arguments, 0))?;
    let copy = OrderedIterator {
        dict: RefCell::new(own.dict.borrow().clone()),
        current: RefCell::new(own.current.borrow().clone()),
        ..*own
    };
    let rest = support::collect(&copy.object())?;
    reduced_iterator(list_value(rest), None)
}

fn reduce(arguments: &mut Arguments) -> Outcome {
    let own = at(arguments, 0);
    let state = state_of(own)?;
    let items = support::iter(&call_method(own.clone(), name!("items"), [])?)?;
    Ok(tuple_value(vec![own.class().value(), tuple_value(Vec::new()), state, NONE(), items]))
}

macro_rules! views {
    ($($view:ident $class:ident $name:literal $base:ident $part:ident $make:ident)*) => {
        $(
            static $class: BuiltinClass = BuiltinClass::new($name, Kind::Native)
                .bases(&[&dict_views::$base])
                .sealed()
                .no_constructor()
                .unhashable()
                .slots(slots!(Slots {
                    iter: Some(|view| OrderedIterator::make(&dict_views::viewed::<$view>(view)?, Part::$part, true)),
                    ..Slots::NONE
                }))
                .methods(methods!(&[Method::new("__reversed__", "self, /", |arguments| {
                    OrderedIterator::make(&dict_views::viewed::<$view>(at(arguments, 0))?, Part::$part, false)
                })]));

            fn $make(arguments: &mut Arguments) -> Outcome {
                dict_views::view::<$view>(at(arguments, 0), $class.class())
            }
        )*
    };
}

views! {
    DictKeys ORDERED_KEYS "odict_keys" DICT_KEYS Keys keys
    DictValues ORDERED_VALUES "odict_values" DICT_VALUES Values values
    DictItems ORDERED_ITEMS "odict_items" DICT_ITEMS Items items
}

pub static ORDERED_DICT: BuiltinClass = BuiltinClass::new("OrderedDict", Kind::Dict)
    .module("collections")
    .bases(&[&DICT])
    .unhashable()
    .instance_dict()
    .slots(slots!(Slots {
        init: Some(Init::Native(&INIT)),
        repr: Some(repr),
        compare: Some(compare),
        setitem: Some(set_item),
        iter: Some(|own| OrderedIterator::make(own, Part::Keys, true)),
        or_: Some(union),
        ior: Some(in_place_union),
        ..Slots::NONE
    }))
    .methods(methods!(&[
        Method::new("__reversed__", "self, /", |arguments| OrderedIterator::make(at(arguments, 0), Part::Keys, false)),
        Method::new("__reduce__", "self, /", reduce),
        Method::new("clear", "self, /", clear),
        Method::new("copy", "self, /", copy),
        Method::class("fromkeys", "type, iterable, value=None", dicts::fromkeys),
        Method::new("items", "self, /", items),
        Method::new("keys", "self, /", keys),
        Method::new("move_to_end", "self, key, last=True", move_to_end),
        Method::new("pop", "self, key, default=None", pop),
        Method::new("popitem", "self, last=True", popitem),
        Method::new("setdefault", "self, key, default=None", setdefault),
        Method::new("update", "self, *args, **kwargs", update),
        Method::new("values", "self, /", values),
    ]));
