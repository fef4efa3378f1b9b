//! Iterators over lists and tuples, and the iterator classes of `builtins`: enumerate, zip,
//! map, filter, reversed, and `iter(callable, sentinel)`.

use super::carried::{kinded, native, Carried};
use super::list::List;
use super::range::{self, Range};
use super::support::{self, at, receiver, type_name};
use super::tuple::{tuple_value, Tuple};
use crate::classes::reduce::{
    builtin_named, position_state, reduced, reduced_iterator, reduced_to_class, reduced_with,
};
use crate::classes::slots::New;
use crate::classes::{BuiltinClass, ClassRef, Method, Slots};
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::functions::Arguments;
use crate::heap::owned::Owned;
use crate::object::{Kind, Ref};
use crate::value::{int, Value, NONE, TRUE};
use std::cell::{Cell, RefCell};

/// `__iter__` of iterators.
pub fn itself(iterator: &Value) -> Outcome {
    Ok(iterator.clone())
}

/// Iterates over a list, forward or backward; a list that grows is followed.
pub struct ListIterator {
    list: RefCell<Option<Ref<List>>>,
    position: Cell<usize>,
}

impl ListIterator {
    /// Shows the list.
    pub(crate) fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.list.show(visit);
    }

    #[inline]
    pub fn advance(&self) -> Option<Value> {
        let guard = self.list.borrow();
        let list = guard.as_ref()?;
        let position = self.position.get();
        if let Some(item) = list.items.borrow().get(position) {
            self.position.set(position + 1);
            return Some(item.clone());
        }
        drop(guard);
        let finished = self.list.take();
        drop(finished);
        None
    }
}

fn list_of(list: &Value) -> Outcome<Ref<List>> {
    receiver::<List>(list)?;
    list.clone().into_ref::<List>().map_err(|_| raise_type_error("not a list"))
}

pub fn list_iterator(list: &Value) -> Outcome {
    let iterator = ListIterator { list: RefCell::new(Some(list_of(list)?)), position: Cell::new(0) };
    Ok((iterator).object())
}

/// An iterator over a list that goes on from a position.
pub fn list_iterator_at(list: Value, position: usize) -> Value {
    let list = list.into_ref::<List>().ok();
    ListIterator { list: RefCell::new(list), position: Cell::new(position) }.object()
}

fn next_in_list(iterator: &Value) -> Outcome<Option<Value>> {
    Ok(receiver::<ListIterator>(iterator)?.advance())
}

fn list_hint(arguments: &mut Arguments) -> Outcome {
    let own = receiver::<ListIterator>(at(arguments, 0))?;
    let length = own.list.borrow().as_ref().map_or(0, |list| list.len());
    Ok(int(length.saturating_sub(own.position.get()) as i64))
}

fn list_reduce(arguments: &mut Arguments) -> Outcome {
    let own = receiver::<ListIterator>(at(arguments, 0))?;
    let list = own.list.borrow().clone();
    match list {
        Some(list) => reduced_iterator(list.into_value(), Some(own.position.get() as i64)),
        None => reduced_iterator(super::list_value(Vec::new()), None),
    }
}

fn list_set_state(arguments: &mut Arguments) -> Outcome {
    let position = position_state(at(arguments, 1))?;
    let own = receiver::<ListIterator>(at(arguments, 0))?;
    if let Some(list) = &*own.list.borrow() {
        own.position.set(position.clamp(0, list.len() as i64) as usize);
    }
    Ok(NONE())
}

kinded!(ListIterator, LIST_ITERATOR);
pub static LIST_ITERATOR: BuiltinClass = BuiltinClass::new("list_iterator", Kind::ListIterator)
    .sealed()
    .no_constructor()
    .slots(slots!(Slots { iter: Some(itself), next: Some(next_in_list), ..Slots::NONE }))
    .methods(methods!(&[
        Method::new("__length_hint__", "self, /", list_hint),
        Method::new("__reduce__", "self, /", list_reduce),
        Method::new("__setstate__", "self, state, /", list_set_state),
    ]));

/// Iterates over a list from its end.
pub struct ListReverseIterator {
    list: RefCell<Option<Ref<List>>>,
    /// One past the next item.
    position: Cell<usize>,
}

pub fn list_reverse_iterator(list: &Value) -> Outcome {
    let list = list_of(list)?;
    let position = Cell::new(list.len());
    Ok((ListReverseIterator { list: RefCell::new(Some(list)), position }).object())
}

fn next_in_list_reversed(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<ListReverseIterator>(iterator)?;
    let position = own.position.get();
    let item = match (position.checked_sub(1), &*own.list.borrow()) {
        (Some(position), Some(list)) => list.items.borrow().get(position).cloned(),
        _ => None,
    };
    if item.is_some() {
        own.position.set(position - 1);
    } else {
        own.position.set(0);
        let finished = own.list.take();
        drop(finished);
    }
    Ok(item)
}

fn list_reversed_hint(arguments: &mut Arguments) -> Outcome {
    let own = receiver::<ListReverseIterator>(at(arguments, 0))?;
    let length = own.list.borrow().as_ref().map_or(0, |list| list.len());
    let left = own.position.get();
    Ok(int(if length < left { 0 } else { left as i64 }))
}

fn list_reversed_reduce(arguments: &mut Arguments) -> Outcome {
    let own = receiver::<ListReverseIterator>(at(arguments, 0))?;
    let list = own.list.borrow().clone();
    match list {
        Some(list) => {
            reduced_with(builtin_named("reversed")?, vec![list.into_value()], int(own.position.get() as i64 - 1))
        }
        None => reduced_iterator(super::list_value(Vec::new()), None),
    }
}

fn list_reversed_set_state(arguments: &mut Arguments) -> Outcome {
    let position = position_state(at(arguments, 1))?;
    let own = receiver::<ListReverseIterator>(at(arguments, 0))?;
    if let Some(list) = &*own.list.borrow() {
        own.position.set((position.clamp(-1, list.len() as i64 - 1) + 1) as usize);
    }
    Ok(NONE())
}

native!(ListReverseIterator, LIST_REVERSE_ITERATOR, owns list);
pub static LIST_REVERSE_ITERATOR: BuiltinClass = BuiltinClass::new("list_reverseiterator", Kind::Native)
    .sealed()
    .no_constructor()
    .slots(slots!(Slots { iter: Some(itself), next: Some(next_in_list_reversed), ..Slots::NONE }))
    .methods(methods!(&[
        Method::new("__length_hint__", "self, /", list_reversed_hint),
        Method::new("__reduce__", "self, /", list_reversed_reduce),
        Method::new("__setstate__", "self, state, /", list_reversed_set_state),
    ]));

/// Iterates over a tuple.
pub struct TupleIterator {
    tuple: RefCell<Option<Ref<Tuple>>>,
    position: Cell<usize>,
}

impl TupleIterator {
    /// Shows the tuple.
    pub(crate) fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.tuple.show(visit);
    }
}

pub fn tuple_iterator(tuple: &Value) -> Outcome {
    receiver::<Tuple>(tuple)?;
    Ok((TupleIterator { tuple: RefCell::new(tuple.clone().into_ref().ok()), position: Cell::new(0) }).object())
}

impl TupleIterator {
    #[inline]
    pub fn advance(&self) -> Option<Value> {
        let guard = self.tuple.borrow();
        let position = self.position.get();
        if let Some(item) = guard.as_ref()?.items.get(position) {
            self.position.set(position + 1);
            return Some(item.clone());
        }
        drop(guard);
        let finished = self.tuple.take();
        drop(finished);
        None
    }
}

fn next_in_tuple(iterator: &Value) -> Outcome<Option<Value>> {
    Ok(receiver::<TupleIterator>(iterator)?.advance())
}

fn tuple_hint(arguments: &mut Arguments) -> Outcome {
    let own = receiver::<TupleIterator>(at(arguments, 0))?;
    let length = own.tuple.borrow().as_ref().map_or(0, |tuple| tuple.items.len());
    Ok(int(length.saturating_sub(own.position.get()) as i64))
}

fn tuple_reduce(arguments: &mut Arguments) -> Outcome {
    let own = receiver::<TupleIterator>(at(arguments, 0))?;
    let tuple = own.tuple.borrow().clone();
    match tuple {
        Some(tuple) => reduced_iterator(tuple.into_value(), Some(own.position.get() as i64)),
        None => reduced_iterator(tuple_value(Vec::new()), None),
    }
}

fn tuple_set_state(arguments: &mut Arguments) -> Outcome {
    let position = position_state(at(arguments, 1))?;
    let own = receiver::<TupleIterator>(at(arguments, 0))?;
    if let Some(tuple) = &*own.tuple.borrow() {
        own.position.set(position.clamp(0, tuple.items.len() as i64) as usize);
    }
    Ok(NONE())
}

kinded!(TupleIterator, TUPLE_ITERATOR);
pub static TUPLE_ITERATOR: BuiltinClass = BuiltinClass::new("tuple_iterator", Kind::TupleIterator)
    .sealed()
    .no_constructor()
    .slots(slots!(Slots { iter: Some(itself), next: Some(next_in_tuple), ..Slots::NONE }))
    .methods(methods!(&[
        Method::new("__length_hint__", "self, /", tuple_hint),
        Method::new("__reduce__", "self, /", tuple_reduce),
        Method::new("__setstate__", "self, state, /", tuple_set_state),
    ]));

/// `enumerate`.
pub struct Enumerate {
    iterator: Value,
    number: RefCell<Value>,
}

static ENUMERATE_NEW: Constructor = Constructor::new("iterable, start=0", |class, arguments| {
    let iterable = arguments.take(0);
    let number = match arguments.optional(1) {
        Some(start) => support::whole(&start)?,
        None => int(0),
    };
    let iterator = support::iter(&iterable)?;
    Ok((Enumerate { iterator, number: RefCell::new(number) }).object_of(class))
});

/// An `enumerate` that goes on from a number.
pub fn enumerate_from(iterator: Value, number: i64) -> Value {
    Enumerate { iterator, number: RefCell::new(int(number)) }.object()
}

fn enumerate_next(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<Enumerate>(iterator)?;
    let Some(item) = support::next(&own.iterator)? else { return Ok(None) };
    let current = own.number.borrow().clone();
    let following = match current.as_small_int() {
        Some(small) => int(small + 1),
        None => support::add(current.clone(), int(1))?,
    };
    own.number.replace(following);
    Ok(Some(support::pair(current, item)))
}

native!(Enumerate, ENUMERATE, owns iterator, number);
pub static ENUMERATE: BuiltinClass = BuiltinClass::new("enumerate", Kind::Native)
    .slots(slots!(Slots {
        iter: Some(itself),
        next: Some(enumerate_next),
        new: Some(New::Native(&ENUMERATE_NEW)),
        ..Slots::NONE
    }))
    .methods(methods!(&[
        Method::class("__class_getitem__", "self, item, /", super::generic_alias),
        Method::new("__reduce__", "self, /", |arguments| {
            let own = receiver::<Enumerate>(at(arguments, 0))?;
            let number = own.number.borrow().clone();
            reduced_to_class(at(arguments, 0), vec![own.iterator.clone(), number])
        }),
    ]));

/// `zip`.
pub struct Zip {
    iterators: Vec<Value>,
    strict: Cell<bool>,
}

static ZIP_NEW: Constructor = Constructor::new("*iterables, strict=False", |class, arguments| {
    let strict = match arguments.optional(1) {
        Some(strict) => support::truth(&strict)?,
        None => false,
    };
    let iterators = arguments.star(0).iter().map(support::iter).collect::<Outcome<Vec<_>>>()?;
    Ok((Zip { iterators, strict: Cell::new(strict) }).object_of(class))
});

fn zip_next(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<Zip>(iterator)?;
    if own.iterators.is_empty() {
        return Ok(None);
    }
    if let ([first, second], false) = (own.iterators.as_slice(), own.strict.get()) {
        let Some(first) = support::next(first)? else { return Ok(None) };
        let Some(second) = support::next(second)? else { return Ok(None) };
        return Ok(Some(support::pair(first, second)));
    }
    let mut items = Vec::with_capacity(own.iterators.len());
    for (position, iterator) in own.iterators.iter().enumerate() {
        match support::next(iterator)? {
            Some(item) => items.push(item),
            None if own.strict.get() => {
                drop(items);
                return zip_ended(own, position);
            }
            None => return Ok(None),
        }
    }
    Ok(Some(tuple_value(items)))
}

/// `zip(strict=True)` after an iterator ended: all must.
#[cold]
fn zip_ended(own: &Zip, position: usize) -> Outcome<Option<Value>> {
    let plural = |count: usize| if count == 1 { " " } else { "s 1-" };
    if position > 0 {
        return Err(raise_value_error(format!(
            "zip() argument {} is shorter than argument{}{position}",
            position + 1,
            plural(position)
        )));
    }
    for (other, iterator) in own.iterators.iter().enumerate().skip(1) {
        if support::next(iterator)?.is_some() {
            return Err(raise_value_error(format!(
                "zip() argument {} is longer than argument{}{other}",
                other + 1,
                plural(other)
            )));
        }
    }
    Ok(None)
}

native!(Zip, ZIP, owns iterators);
pub static ZIP: BuiltinClass = BuiltinClass::new("zip", Kind::Native)
    .slots(slots!(Slots { iter: Some(itself), next: Some(zip_next), new: Some(New::Native(&ZIP_NEW)), ..Slots::NONE }))
    .methods(methods!(&[
        Method::new("__reduce__", "self, /", |arguments| {
            let own = receiver::<Zip>(at(arguments, 0))?;
            let class = at(arguments, 0).class().value();
            match own.strict.get() {
                true => reduced_with(class, own.iterators.clone(), TRUE()),
                false => reduced(class, own.iterators.clone()),
            }
        }),
        Method::new("__setstate__", "self, state, /", |arguments| {
            let strict = support::truth(at(arguments, 1))?;
            receiver::<Zip>(at(arguments, 0))?.strict.set(strict);
            Ok(NONE())
        }),
    ]));

/// `map`.
pub struct Map {
    function: Value,
    iterators: Vec<Value>,
}

static MAP_NEW: Constructor = Constructor::new("*arguments", |class, arguments| {
    let mut values = arguments.star(0).into_iter();
    let (Some(function), true) = (values.next(), values.len() > 0) else {
        return Err(raise_type_error("map() must have at least two arguments."));
    };
    let iterators = values.map(|iterable| support::iter(&iterable)).collect::<Outcome<Vec<_>>>()?;
    Ok((Map { function, iterators }).object_of(class))
});

fn map_next(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<Map>(iterator)?;
    if let [only] = own.iterators.as_slice() {
        return match support::next(only)? {
            Some(item) => support::call(&own.function, [item]).map(Some),
            None => Ok(None),
        };
    }
    let mut items = Vec::with_capacity(own.iterators.len());
    for iterator in &own.iterators {
        match support::next(iterator)? {
            Some(item) => items.push(item),
            None => return Ok(None),
        }
    }
    support::call_values(&own.function, items).map(Some)
}

native!(Map, MAP, owns function, iterators);
pub static MAP: BuiltinClass = BuiltinClass::new("map", Kind::Native)
    .slots(slots!(Slots { iter: Some(itself), next: Some(map_next), new: Some(New::Native(&MAP_NEW)), ..Slots::NONE }))
    .methods(methods!(&[Method::new("__reduce__", "self, /", |arguments| {
        let own = receiver::<Map>(at(arguments, 0))?;
        let parts = std::iter::once(&own.function).chain(&own.iterators).cloned().collect();
        reduced_to_class(at(arguments, 0), parts)
    })]));

/// `filter`.
pub struct Filter {
    function: Value,
    iterator: Value,
}

static FILTER_NEW: Constructor = Constructor::new("function, iterable, /", |class, arguments| {
    let function = arguments.take(0);
    let iterator = support::iter(&arguments.take(1))?;
    Ok((Filter { function, iterator }).object_of(class))
});

fn filter_next(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<Filter>(iterator)?;
    while let Some(item) = support::next(&own.iterator)? {
        let keep = match own.function.is_none() {
            true => support::truth(&item)?,
            false => support::truth(&support::call(&own.function, [item.clone()])?)?,
        };
        if keep {
            return Ok(Some(item));
        }
    }
    Ok(None)
}

native!(Filter, FILTER, owns function, iterator);
pub static FILTER: BuiltinClass = BuiltinClass::new("filter", Kind::Native)
    .slots(slots!(Slots {
        iter: Some(itself),
        next: Some(filter_next),
        new: Some(New::Native(&FILTER_NEW)),
        ..Slots::NONE
    }))
    .methods(methods!(&[Method::new("__reduce__", "self, /", |arguments| {
        let own = receiver::<Filter>(at(arguments, 0))?;
        reduced_to_class(at(arguments, 0), vec![own.function.clone(), own.iterator.clone()])
    })]));

/// `reversed` over anything with `__len__` and `__getitem__`.
pub struct Reversed {
    sequence: RefCell<Option<Value>>,
    /// One past the next index.
    position: Cell<i64>,
}

static REVERSED_NEW: Constructor =
    Constructor::new("sequence, /", |class, arguments| reversed(class, arguments.take(0)));

fn reversed(class: ClassRef, sequence: Value) -> Outcome {
    // Builtin classes whose `__reversed__` nobody can change.
    if let Some(range) = sequence.native::<Range>().filter(|_| sequence.class().is_builtin()) {
        return range::reverse_iterator(range);
    }
    if sequence.downcast::<List>().is_some() && sequence.class().is_builtin() {
        return list_reverse_iterator(&sequence);
    }
    let method = sequence.class().lookup(name!("__reversed__").value());
    if method.as_ref().is_some_and(Value::is_none) {
        return Err(raise_type_error(format!("'{}' object is not reversible", type_name(&sequence))));
    }
    if let Some(result) = support::call_special(&sequence, name!("__reversed__"), [])? {
        return Ok(result);
    }
    if !support::is_sequence(&sequence) {
        return Err(raise_type_error(format!("'{}' object is not reversible", type_name(&sequence))));
    }
    let position = Cell::new(support::length(&sequence)?);
    Ok((Reversed { sequence: RefCell::new(Some(sequence)), position }).object_of(class))
}

fn reversed_next(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<Reversed>(iterator)?;
    let sequence = own.sequence.borrow().clone();
    let Some(sequence) = sequence else { return Ok(None) };
    let position = own.position.get() - 1;
    if position < 0 {
        let finished = own.sequence.take();
        drop(finished);
        return Ok(None);
    }
    own.position.set(position);
    match support::getitem(sequence, int(position)) {
        Ok(item) => Ok(Some(item)),
        Err(raised) => {
            let finished = own.sequence.take();
            drop(finished);
            match support::ends_sequence(raised) {
                None => Ok(None),
                Some(raised) => Err(raised),
            }
        }
    }
}

fn reversed_hint(arguments: &mut Arguments) -> Outcome {
    let own = receiver::<Reversed>(at(arguments, 0))?;
    let sequence = own.sequence.borrow().clone();
    let Some(sequence) = sequence else { return Ok(int(0)) };
    let length = support::length(&sequence)?;
    let left = own.position.get();
    Ok(int(if length < left { 0 } else { left }))
}

fn reversed_reduce(arguments: &mut Arguments) -> Outcome {
    let own = receiver::<Reversed>(at(arguments, 0))?;
    let class = at(arguments, 0).class().value();
    let sequence = own.sequence.borrow().clone();
    match sequence {
        Some(sequence) => reduced_with(class, vec![sequence], int(own.position.get() - 1)),
        None => reduced(class, vec![tuple_value(Vec::new())]),
    }
}

fn reversed_set_state(arguments: &mut Arguments) -> Outcome {
    let position = position_state(at(arguments, 1))?;
    let own = receiver::<Reversed>(at(arguments, 0))?;
    let sequence = own.sequence.borrow().clone();
    if let Some(sequence) = sequence {
        let length = support::length(&sequence)?;
        own.position.set(position.clamp(-1, length - 1) + 1);
    }
    Ok(NONE())
}

native!(Reversed, REVERSED, owns sequence);
pub static REVERSED: BuiltinClass = BuiltinClass::new("reversed", Kind::Native)
    .conversion(conversion!(|sequence| reversed(REVERSED.class(), sequence)))
    .slots(slots!(Slots {
        iter: Some(itself),
        next: Some(reversed_next),
        new: Some(New::Native(&REVERSED_NEW)),
        ..Slots::NONE
    }))
    .methods(methods!(&[
        Method::new("__length_hint__", "self, /", reversed_hint),
        Method::new("__reduce__", "self, /", reversed_reduce),
        Method::new("__setstate__", "self, state, /", reversed_set_state),
    ]));

/// `iter(callable, sentinel)`.
pub struct CallableIterator {
    /// The callable and what ends the iteration.
    parts: RefCell<Option<(Value, Value)>>,
}

pub fn callable_iterator(callable: Value, sentinel: Value) -> Value {
    (CallableIterator { parts: RefCell::new(Some((callable, sentinel))) }).object()
}

fn callable_next(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<CallableIterator>(iterator)?;
    let parts = own.parts.borrow().clone();
    let Some((callable, sentinel)) = parts else { return Ok(None) };
    match support::call(&callable, []) {
        Ok(result) => {
            // The call may have exhausted the iterator itself.
            let is_exhausted = own.parts.borrow().is_none();
            if !is_exhausted && !support::equal(&sentinel, &result)? {
                return Ok(Some(result));
            }
            let finished = own.parts.take();
            drop(finished);
            Ok(None)
        }
        Err(raised) => match support::swallow(raised, &STOP_ITERATION) {
            None => {
                let finished = own.parts.take();
                drop(finished);
                Ok(None)
            }
            Some(raised) => Err(raised),
        },
    }
}

native!(CallableIterator, CALLABLE_ITERATOR, owns parts);
pub static CALLABLE_ITERATOR: BuiltinClass = BuiltinClass::new("callable_iterator", Kind::Native)
    .sealed()
    .no_constructor()
    .slots(slots!(Slots { iter: Some(itself), next: Some(callable_next), ..Slots::NONE }))
    .methods(methods!(&[Method::new("__reduce__", "self, /", |arguments| {
        let parts = receiver::<CallableIterator>(at(arguments, 0))?.parts.borrow().clone();
        match parts {
            Some((callable, sentinel)) => reduced(builtin_named("iter")?, vec![callable, sentinel]),
            None => reduced_iterator(tuple_value(Vec::new()), None),
        }
    })]));
