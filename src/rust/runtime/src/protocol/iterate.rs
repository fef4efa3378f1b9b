//! Iteration, membership, unpacking.

use super::compare::equal;
use super::items::getitem_slow;
use crate::classes::declaration::{BuiltinClass, Method, Subscript};
use crate::classes::reduce::{position_state, reduced_iterator};
use crate::classes::slots::Slots;
use crate::collections::iterators::{ListIterator, TupleIterator};
use crate::collections::range::RangeIterator;
use crate::collections::{list_value, Dict, List, Set, Tuple};
use crate::exceptions::*;
use crate::functions::Arguments;
use crate::generators::Generator;
use crate::object::{allocate_native, Kind};
use crate::value::{int, Value, END, NONE, NOT_IMPLEMENTED};
use std::cell::{Cell, RefCell};

/// Whether a value has `__getitem__` and is no mapping of ours (`PySequence_Check`).
pub fn is_sequence(value: &Value) -> bool {
    let class = value.class();
    let is_mapping = || class.declaration.is_some_and(|own| own.subscript == Subscript::Mapping);
    class.slots().getitem().is_some() && value.kind() != Kind::Dict && !is_mapping()
}

/// Whether a value says that it can be iterated.
pub fn is_iterable(value: &Value) -> bool {
    value.class().slots().iter().is_some() || is_sequence(value)
}

/// `iter(value)`.
pub fn iter(value: Value) -> Outcome {
    let slots = value.class().slots();
    if let Some(slot) = slots.iter() {
        let iterator = slot(&value)?;
        if iterator.class().slots().next().is_none() {
            return Err(raise_type_error(format!("iter() returned non-iterator of type '{}'", iterator.type_name())));
        }
        return Ok(iterator);
    }
    let blocked = value.class().lookup_text("__iter__").is_some();
    if !blocked && is_sequence(&value) {
        return Ok(sequence_iterator(value));
    }
    Err(raise_type_error(format!("'{}' object is not iterable", value.type_name())))
}

/// The next item of an iterator; `None` at its end. A StopIteration that carries a value ends the iteration too: who
/// wants the value calls the slot.
///
/// # Errors
/// TypeError if it is no iterator; what `__next__` raises, StopIteration excepted.
#[cfg_attr(small, inline(never))]
#[cfg_attr(not(small), inline(always))]
pub fn next(iterator: &Value) -> Outcome<Option<Value>> {
    item_or_end(next_or_end(iterator))
}

/// Something that gives items one after another.
pub(crate) trait Items {
    /// # Errors
    /// What comes instead of an item.
    fn next(&mut self) -> Outcome<Option<Value>>;
}

/// The items that an iterator gives.
pub(crate) struct ItemsOf(pub Value);

impl Items for ItemsOf {
    #[inline(always)]
    fn next(&mut self) -> Outcome<Option<Value>> {
        next(&self.0)
    }
}

/// What an outcome with `END` stands for.
#[inline(always)]
pub(crate) fn item_or_end(outcome: Outcome) -> Outcome<Option<Value>> {
    match outcome {
        Ok(item) if item.is_end() => Ok(None),
        Ok(item) => Ok(Some(item)),
        Err(raised) => Err(raised),
    }
}

/// The next item or `END`: one word, where an `Option` of an item needs two.
pub fn next_or_end(iterator: &Value) -> Outcome {
    // Kinds whose classes have no subclasses: no slot can be another one.
    if let Some(list) = iterator.downcast::<ListIterator>() {
        return Ok(list.advance().unwrap_or(END()));
    }
    if let Some(range) = iterator.downcast::<RangeIterator>() {
        return Ok(range.advance().map_or(END(), int));
    }
    if let Some(generator) = iterator.downcast::<Generator>() {
        return advance(generator);
    }
    if let Some(tuple) = iterator.downcast::<TupleIterator>() {
        return Ok(tuple.advance().unwrap_or(END()));
    }
    next_by_slot(iterator).map(|item| item.unwrap_or(END()))
}

behind! { GENERATORS, fn advance(generator: &Generator) -> Outcome = Generator::advance }

#[inline(never)]
fn next_by_slot(iterator: &Value) -> Outcome<Option<Value>> {
    match iterator.class().slots().next() {
        Some(slot) => match slot(iterator) {
            Err(raised) => raised.end_of_iteration(),
            item => item,
        },
        None => Err(raise_type_error(format!("'{}' object is not an iterator", iterator.type_name()))),
    }
}

/// Calls `each` with every item. Lists and tuples are read in place.
pub fn for_each(values: Value, mut each: impl FnMut(Value) -> Outcome<()>) -> Outcome<()> {
    if values.class().is_builtin() {
        if let Some(tuple) = values.downcast::<Tuple>() {
            return tuple.items().iter().try_for_each(|item| each(item.clone()));
        }
        if let Some(list) = values.downcast::<List>() {
            let mut index = 0;
            while let Some(item) = list.get(index) {
                each(item)?;
                index += 1;
            }
            return Ok(());
        }
    }
    let iterator = iter(values)?;
    while let Some(item) = next(&iterator)? {
        each(item)?;
    }
    Ok(())
}

/// All items.
pub fn collect(values: Value) -> Outcome<Vec<Value>> {
    let mut items = Vec::new();
    for_each(values, |item| {
        items.push(item);
        Ok(())
    })?;
    Ok(items)
}

struct SequenceIterator {
    sequence: RefCell<Option<Value>>,
    index: Cell<i64>,
}

/// An iterator over `__getitem__`.
pub(crate) fn sequence_iterator(sequence: Value) -> Value {
    let payload = SequenceIterator { sequence: RefCell::new(Some(sequence)), index: Cell::new(0) };
    allocate_native(SEQUENCE_ITERATOR.class(), payload)
}

fn sequence_next(own: &Value) -> Outcome<Option<Value>> {
    let Some(own) = own.native::<SequenceIterator>() else { return Ok(None) };
    let Some(sequence) = own.sequence.borrow().clone() else { return Ok(None) };
    let index = own.index.get();
    match getitem_slow(&sequence, &int(index)) {
        Ok(item) => {
            own.index.set(index + 1);
            Ok(Some(item))
        }
        Err(raised) if raised.is_instance_of(&INDEX_ERROR) || raised.is_instance_of(&STOP_ITERATION) => {
            raised.forget();
            let old = own.sequence.take();
            drop(old);
            Ok(None)
        }
        Err(raised) => Err(raised),
    }
}

pub static SEQUENCE_ITERATOR: BuiltinClass = BuiltinClass::new("iterator", Kind::Native)
    .sealed()
    .no_constructor()
    .slots(slots!(Slots { iter: Some(|own| Ok(own.clone())), next: Some(sequence_next), ..Slots::NONE }))
    .methods(methods!(&[
        Method::new("__length_hint__", "self, /", sequence_hint),
        Method::new("__reduce__", "self, /", |arguments| {
            let own = sequence_iterator_of(arguments);
            let sequence = own.sequence.borrow().clone();
            match sequence {
                Some(sequence) => reduced_iterator(sequence, Some(own.index.get())),
                None => reduced_iterator(crate::collections::tuple_value(Vec::new()), None),
            }
        }),
        Method::new("__setstate__", "self, state, /", |arguments| {
            let position = position_state(&arguments.take(1))?;
            let own = sequence_iterator_of(arguments);
            if own.sequence.borrow().is_some() {
                own.index.set(position.max(0));
            }
            Ok(NONE())
        }),
    ]));

fn sequence_iterator_of<'a>(arguments: &'a Arguments) -> &'a SequenceIterator {
    arguments.get(0).and_then(Value::native).expect("a method of iterators gets one")
}

/// `iter_len`.
fn sequence_hint(arguments: &mut Arguments) -> Outcome {
    let own = sequence_iterator_of(arguments);
    let sequence = own.sequence.borrow().clone();
    let Some(sequence) = sequence else { return Ok(int(0)) };
    if sequence.class().slots().length().is_none() {
        return Ok(NOT_IMPLEMENTED());
    }
    let length = super::length(&sequence)?;
    Ok(int((length - own.index.get()).max(0)))
}

/// `item in container`.
pub fn contains(item: Value, container: Value) -> Outcome<bool> {
    let (container, item) = (container, item); // the item is released first
    if let Some(found) = plain_contains(&item, &container) {
        return Ok(found);
    }
    match container.class().slots().contains() {
        Some(slot) => slot(&container, &item),
        None => contains_by_iteration(&container, &item),
    }
}

/// Whether a plain key is in a dict or set whose class is the builtin one; `None` where more must be asked.
#[inline]
fn plain_contains(item: &Value, container: &Value) -> Option<bool> {
    let header = container.header()?;
    match header.kind() {
        Kind::Dict if header.class().is_builtin() => container.downcast::<Dict>()?.contains_plain(item),
        Kind::Set if header.class().is_builtin() => container.downcast::<Set>()?.contains_plain(item),
        _ => None,
    }
}

pub(crate) fn contains_by_iteration(container: &Value, item: &Value) -> Outcome<bool> {
    if !is_iterable(container) {
        return Err(raise_type_error(format!("argument of type '{}' is not iterable", container.type_name())));
    }
    let iterator = iter(container.clone())?;
    while let Some(candidate) = next(&iterator)? {
        if equal(&candidate, item)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn unpack_iterator(value: Value) -> Outcome {
    if !is_iterable(&value) {
        return Err(raise_type_error(format!("cannot unpack non-iterable {} object", value.type_name())));
    }
    iter(value)
}

/// `a, b = value`.
pub fn unpack<const N: usize>(value: Value) -> Outcome<[Value; N]> {
    if let Some(tuple) = value.downcast::<Tuple>() {
        if tuple.items().len() == N && value.class().is_builtin() {
            let items = tuple.items();
            return Ok(std::array::from_fn(|index| items[index].clone()));
        }
    }
    match unpack_items(value, N)?.try_into() {
        Ok(items) => Ok(items),
        Err(_) => unreachable!("there are exactly that many"),
    }
}

/// The same where the number is known only now.
///
/// # Errors
/// ValueError for another number of items; what iterating raises.
pub(crate) fn unpack_items(value: Value, count: usize) -> Outcome<Vec<Value>> {
    let iterator = unpack_iterator(value)?;
    let mut items = Vec::with_capacity(count);
    while items.len() < count {
        match next(&iterator)? {
            Some(item) => items.push(item),
            None => {
                let got = items.len();
                return Err(raise_value_error(format!("not enough values to unpack (expected {count}, got {got})")));
            }
        }
    }
    if next(&iterator)?.is_some() {
        return Err(raise_value_error(format!("too many values to unpack (expected {count})")));
    }
    Ok(items)
}

/// `a, *rest, z = value`: what stands before, the list, what stands after.
pub fn unpack_star(value: Value, before: usize, after: usize) -> Outcome<std::vec::IntoIter<Value>> {
    let iterator = unpack_iterator(value)?;
    let mut items = Vec::new();
    while items.len() < before {
        match next(&iterator)? {
            Some(item) => items.push(item),
            None => break,
        }
    }
    if items.len() == before {
        // `PySequence_List`, which asks the iterator for an iterator and for its length
        items.append(&mut crate::collections::support::collect(&iterator)?);
    }
    let got = items.len();
    if got < before + after {
        let expected = before + after;
        return Err(raise_value_error(format!(
            "not enough values to unpack (expected at least {expected}, got {got})"
        )));
    }
    let last = items.split_off(got - after);
    let rest = items.split_off(before);
    items.push(list_value(rest));
    items.extend(last);
    Ok(items.into_iter())
}

/// The one item of what is unpacked to one.
///
/// # Errors
/// As unpacking.
pub fn only_item(value: Value) -> Outcome {
    let [only] = unpack::<1>(value)?;
    Ok(only)
}

/// The next of the items that generated code knows to be there.
pub fn next_item(items: &mut std::vec::IntoIter<Value>) -> Value {
    match items.next() {
        Some(item) => item,
        None => unreachable!("the items were counted"),
    }
}
