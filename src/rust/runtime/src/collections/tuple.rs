//! `tuple`.

use super::carried::{kinded, Carried, Carry};
use super::hashing::TupleHash;
use super::list::release_last_first;
use super::sequence::{self, Items};
use super::slice::Slice;
use super::slicing;
use super::support::{at, receiver, type_name};
use super::support::{collect, has_index, hash as hash_value, search_bound, sequence_index};
use crate::classes::slots::New;
use crate::classes::{BuiltinClass, ClassRef, Comparison, Method, Slots};
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::functions::Arguments;
use crate::generators::Consumer;
use crate::heap::single_thread::SingleThread;
use crate::object::{Form, Kind};
use crate::value::{int, Value, NONE, NOT_IMPLEMENTED};
use std::cell::OnceCell;

/// The payload of tuples.
pub struct Tuple {
    pub(crate) items: TupleItems,
}

/// The items of a tuple: a few lie in the tuple itself.
pub enum TupleItems {
    One([Value; 1]),
    Two([Value; 2]),
    Three([Value; 3]),
    Any(Box<[Value]>),
}

impl Drop for Tuple {
    /// The last item first, as CPython's `tupledealloc`.
    fn drop(&mut self) {
        match std::mem::replace(&mut self.items, TupleItems::Any(Box::default())) {
            TupleItems::One(_) => {}
            TupleItems::Two([first, second]) => {
                drop(second);
                drop(first);
            }
            TupleItems::Three([first, second, third]) => {
                drop(third);
                drop(second);
                drop(first);
            }
            TupleItems::Any(items) => release_last_first(items.into_vec()),
        }
    }
}

impl std::ops::Deref for TupleItems {
    type Target = [Value];

    #[inline]
    fn deref(&self) -> &[Value] {
        match self {
            TupleItems::One(items) => items,
            TupleItems::Two(items) => items,
            TupleItems::Three(items) => items,
            TupleItems::Any(items) => items,
        }
    }
}

impl From<Vec<Value>> for TupleItems {
    #[inline]
    fn from(items: Vec<Value>) -> TupleItems {
        let items = match <[Value; 2]>::try_from(items) {
            Ok(items) => return TupleItems::Two(items),
            Err(items) => items,
        };
        let items = match <[Value; 3]>::try_from(items) {
            Ok(items) => return TupleItems::Three(items),
            Err(items) => items,
        };
        match <[Value; 1]>::try_from(items) {
            Ok(items) => TupleItems::One(items),
            Err(items) => TupleItems::Any(items.into_boxed_slice()),
        }
    }
}

kinded!(Tuple, TUPLE);

/// What is known of a new object with this payload.
#[inline(always)]
pub(crate) fn form(tuple: &Tuple, class: Option<ClassRef>) -> Form {
    if class != TUPLE.built() {
        return Form::Other;
    }
    match &tuple.items {
        TupleItems::One(_) => Form::One,
        TupleItems::Two(_) => Form::Two,
        TupleItems::Three(_) => Form::Three,
        TupleItems::Any(_) => Form::Tuple,
    }
}

impl Items for Tuple {
    #[inline]
    fn count(&self) -> usize {
        self.items.len()
    }

    #[inline]
    fn item(&self, position: usize) -> Option<Value> {
        self.items.get(position).cloned()
    }
}

impl Tuple {
    pub fn new(items: Vec<Value>) -> Tuple {
        Tuple { items: items.into() }
    }

    #[inline]
    pub fn items(&self) -> &[Value] {
        &self.items
    }
}

/// A tuple of these items; there is one empty tuple.
#[inline]
pub fn tuple_value(items: Vec<Value>) -> Value {
    if items.is_empty() {
        return empty();
    }
    (Tuple { items: items.into() }).object()
}

/// A tuple display.
#[inline]
pub fn tuple<const N: usize>(items: [Value; N]) -> Value {
    let mut rest = items.into_iter();
    let next = match N {
        1..=3 => rest.next(),
        _ => None,
    };
    let items = match (next, rest.as_slice().len()) {
        (None, 0) => return empty(),
        (None, _) => TupleItems::Any(rest.collect()),
        (Some(a), 0) => TupleItems::One([a]),
        (Some(a), 1) => TupleItems::Two([a, rest.next().unwrap_or_else(NONE)]),
        (Some(a), _) => TupleItems::Three([a, rest.next().unwrap_or_else(NONE), rest.next().unwrap_or_else(NONE)]),
    };
    (Tuple { items }).object()
}

/// A pair.
#[inline]
pub fn pair(first: Value, second: Value) -> Value {
    (Tuple { items: TupleItems::Two([first, second]) }).object()
}

fn empty() -> Value {
    static EMPTY: SingleThread<OnceCell<Value>> = SingleThread::new(OnceCell::new());
    EMPTY.get_or_init(|| (Tuple { items: Vec::new().into() }).object()).clone()
}

fn length(tuple: &Value) -> Outcome<i64> {
    Ok(receiver::<Tuple>(tuple)?.items.len() as i64)
}

fn get_item(tuple: &Value, key: &Value) -> Outcome {
    let own = receiver::<Tuple>(tuple)?;
    if let Some(slice) = key.carried::<Slice>() {
        let span = slice.bounds()?.span(own.items.len());
        if span.step == 1 && span.length == own.items.len() && tuple.is_exactly(TUPLE.class()) {
            return Ok(tuple.clone());
        }
        return Ok(tuple_value((0..span.length).map(|place| own.items[span.index(place)].clone()).collect()));
    }
    if !has_index(key) {
        return Err(raise_type_error(format!("tuple indices must be integers or slices, not {}", type_name(key))));
    }
    match slicing::normalize(sequence_index(key)?, own.items.len()) {
        Some(position) => Ok(own.items[position].clone()),
        None => Err(raise_index_error("tuple index out of range")),
    }
}

fn contains(tuple: &Value, item: &Value) -> Outcome<bool> {
    sequence::contains(receiver::<Tuple>(tuple)?, item)
}

fn repr(tuple: &Value) -> Outcome {
    sequence::repr(tuple, receiver::<Tuple>(tuple)?, "(", ")", ",)")
}

fn compare(left: &Value, right: &Value, comparison: Comparison) -> Outcome {
    match (left.carried::<Tuple>(), right.carried::<Tuple>()) {
        (Some(left), Some(right)) => compare_tuples(left, right, comparison),
        _ => Ok(NOT_IMPLEMENTED()),
    }
}

/// Unlike lists, tuples of unequal length are compared item by item for `==` too.
fn compare_tuples(left: &Tuple, right: &Tuple, comparison: Comparison) -> Outcome {
    sequence::compare_items(left, right, comparison)
}

fn hash(tuple: &Value) -> Outcome<i64> {
    let own = receiver::<Tuple>(tuple)?;
    let mut hash = TupleHash::default();
    for item in own.items.iter() {
        hash.add(hash_value(item)?);
    }
    Ok(hash.finish(own.items.len()))
}

fn concatenate(left: &Value, right: &Value) -> Outcome {
    let own = receiver::<Tuple>(left)?;
    if own.items.is_empty() && right.is_exactly(TUPLE.class()) {
        return Ok(right.clone());
    }
    let Some(other) = right.carried::<Tuple>() else {
        return Err(raise_type_error(format!("can only concatenate tuple (not \"{}\") to tuple", type_name(right))));
    };
    if other.items.is_empty() && left.is_exactly(TUPLE.class()) {
        return Ok(left.clone());
    }
    Ok(tuple_value(own.items.iter().chain(other.items.iter()).cloned().collect()))
}

fn repeat(tuple: &Value, count: i64) -> Outcome {
    let own = receiver::<Tuple>(tuple)?;
    if (count == 1 || own.items.is_empty()) && tuple.is_exactly(TUPLE.class()) {
        return Ok(tuple.clone());
    }
    Ok(tuple_value(super::list::repeated(&own.items, count)?))
}

fn iterate(tuple: &Value) -> Outcome {
    super::iterators::tuple_iterator(tuple)
}

static NEW: Constructor = Constructor::new("iterable=(), /", new);

/// `tuple(iterable)`.
fn to_tuple(iterable: Value) -> Outcome {
    if iterable.is_exactly(TUPLE.class()) {
        return Ok(iterable);
    }
    Ok(tuple_value(collect(&iterable)?))
}

fn new(class: ClassRef, arguments: &mut Arguments) -> Outcome {
    let iterable = arguments.optional(0);
    if class == TUPLE.class() {
        return iterable.map_or_else(|| Ok(empty()), to_tuple);
    }
    let items = match iterable {
        Some(iterable) => collect(&iterable)?,
        None => Vec::new(),
    };
    Ok((Tuple { items: items.into() }).object_of(class))
}

fn count(arguments: &mut Arguments) -> Outcome {
    sequence::count(receiver::<Tuple>(at(arguments, 0))?, at(arguments, 1)).map(int)
}

fn index(arguments: &mut Arguments) -> Outcome {
    let (start, stop) = (arguments.optional(2), arguments.optional(3));
    let own = receiver::<Tuple>(at(arguments, 0))?;
    let start = search_bound(start, 0, own.items.len())?;
    let stop = search_bound(stop, i64::MAX, own.items.len())?;
    match sequence::find(own, at(arguments, 1), start, stop)? {
        Some(position) => Ok(int(position as i64)),
        None => Err(raise_value_error("tuple.index(x): x not in tuple")),
    }
}

fn new_arguments(arguments: &mut Arguments) -> Outcome {
    let items = receiver::<Tuple>(at(arguments, 0))?.items.to_vec();
    Ok(tuple_value(vec![tuple_value(items)]))
}

pub static TUPLE: BuiltinClass = BuiltinClass::new("tuple", Kind::Tuple)
    .conversion(conversion!(to_tuple))
    .consumer(Consumer::Items(|items| Ok(tuple_value(items.collect()?))))
    .slots(slots!(Slots {
        concat: Some(concatenate),
        repeat: Some(repeat),
        compare: Some(compare),
        hash: Some(hash),
        repr: Some(repr),
        length: Some(length),
        getitem: Some(get_item),
        contains: Some(contains),
        iter: Some(iterate),
        new: Some(New::Native(&NEW)),
        ..Slots::NONE
    }))
    .methods(methods!(&[
        Method::new("__getnewargs__", "self, /", new_arguments),
        Method::new("count", "self, value, /", count),
        Method::new("index", "self, value, start=0, stop=9223372036854775807, /", index),
        Method::class("__class_getitem__", "self, item, /", super::generic_alias),
    ]));
