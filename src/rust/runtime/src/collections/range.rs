//! `range`: of any size; iteration over what fits 64 bits needs no big integers.

use super::carried::{kinded, native, Carried, Carry};
use super::hashing::TupleHash;
use super::slice::Slice;
use super::support::{self, at, receiver, type_name};
use super::support::{has_index, hash as hash_value};
use crate::classes::reduce::{builtin_named, reduced_to_class, reduced_with};
use crate::classes::slots::New;
use crate::classes::{BuiltinClass, ClassRef, Comparison, Convention, GetSet, Method, Slots};
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::functions::Arguments;
use crate::number::integer::Integer;
use crate::object::Kind;
use crate::value::integer;
use crate::value::{boolean, int, Value, NONE, NOT_IMPLEMENTED};
use std::cell::{Cell, RefCell};

/// The payload of ranges.
pub struct Range {
    pub start: Integer,
    pub stop: Integer,
    pub step: Integer,
    pub length: Integer,
}

native!(Range, RANGE, owns);

fn length_between(start: &Integer, stop: &Integer, step: &Integer) -> Outcome<Integer> {
    if let (Integer::Small(start), Integer::Small(stop), Integer::Small(1)) = (start, stop, step) {
        if let Some(distance) = stop.checked_sub(*start) {
            return Ok(Integer::Small(distance.max(0)));
        }
    }
    let (one, zero) = (Integer::from(1), Integer::from(0));
    let (low, high, step) = if step.is_negative() { (stop, start, step.neg()) } else { (start, stop, step.clone()) };
    if low >= high {
        return Ok(zero);
    }
    Ok(high.sub(low).sub(&one).floordiv(&step)?.add(&one))
}

impl Range {
    pub fn new(start: Integer, stop: Integer, step: Integer) -> Outcome<Range> {
        let length = length_between(&start, &stop, &step)?;
        Ok(Range { start, stop, step, length })
    }

    fn at(&self, place: &Integer) -> Integer {
        self.start.add(&self.step.mul(place))
    }

    /// Start, step and length, where every element fits 64 bits.
    pub fn small(&self) -> Option<(i64, i64, u64)> {
        let (start, step) = (self.start.to_i64()?, self.step.to_i64()?);
        let length = self.length.to_u64()?;
        if length == 0 {
            return Some((start, step, 0));
        }
        // The step past the last element is never taken, but must not overflow while counting.
        let last = i128::from(start) + i128::from(step) * i128::from(length);
        i64::try_from(last).ok()?;
        Some((start, step, length))
    }

    /// The place of an exact int, if it is an element.
    fn place_of(&self, value: &Integer) -> Outcome<Option<Integer>> {
        let offset = value.sub(&self.start);
        let inside = if self.step.is_negative() {
            *value <= self.start && *value > self.stop
        } else {
            *value >= self.start && *value < self.stop
        };
        if !inside || !offset.modulo(&self.step)?.is_zero() {
            return Ok(None);
        }
        Ok(Some(offset.floordiv(&self.step)?))
    }
}

static NEW: Constructor = Constructor::new("start, stop=None, step=1, /", new);

fn new(_: ClassRef, arguments: &mut Arguments) -> Outcome {
    let Some(second) = arguments.optional(1) else { return up_to(arguments.take(0)) };
    let first = support::index_integer(at(arguments, 0))?;
    let stop = support::index_integer(&second)?;
    let step = match arguments.optional(2) {
        Some(step) => support::index_integer(&step)?,
        None => Integer::from(1),
    };
    if step.is_zero() {
        return Err(raise_value_error("range() arg 3 must not be zero"));
    }
    Ok((Range::new(first, stop, step)?).object())
}

/// `range(stop)`.
fn up_to(stop: Value) -> Outcome {
    let stop = match stop.as_small_int() {
        Some(small) => Integer::Small(small),
        None => support::index_integer(&stop)?,
    };
    Ok((Range::new(Integer::from(0), stop, Integer::from(1))?).object())
}

fn length(range: &Value) -> Outcome<i64> {
    let own = receiver::<Range>(range)?;
    match own.length.to_i64() {
        Some(length) => Ok(length),
        None => Err(raise_overflow_error("Python int too large to convert to C ssize_t")),
    }
}

fn truth(range: &Value) -> Outcome<bool> {
    Ok(!receiver::<Range>(range)?.length.is_zero())
}

fn get_item(range: &Value, key: &Value) -> Outcome {
    let own = receiver::<Range>(range)?;
    if let Some(slice) = key.carried::<Slice>() {
        return sliced(own, slice);
    }
    if !has_index(key) {
        return Err(raise_type_error(format!("range indices must be integers or slices, not {}", type_name(key))));
    }
    let mut place = support::index_integer(key)?;
    if place.is_negative() {
        place = place.add(&own.length);
    }
    if place.is_negative() || place >= own.length {
        return Err(raise_index_error("range object index out of range"));
    }
    Ok(integer(own.at(&place)))
}

fn sliced(own: &Range, slice: &Slice) -> Outcome {
    let (start, stop, step) = slice.whole_bounds(&own.length)?;
    let range = Range::new(own.at(&start), own.at(&stop), own.step.mul(&step))?;
    Ok((range).object())
}

/// Only exact ints and bools are looked up by arithmetic; others are compared one by one.
fn exact_int(value: &Value) -> Option<Integer> {
    if value.is_pointer() && !value.class().is_builtin() {
        return None;
    }
    value.as_integer()
}

fn contains(range: &Value, item: &Value) -> Outcome<bool> {
    let own = receiver::<Range>(range)?;
    if let Some(whole) = exact_int(item) {
        return Ok(own.place_of(&whole)?.is_some());
    }
    search(range, item).map(|place| place.is_some())
}

/// Looks for something that is not an int, element by element.
fn search(range: &Value, item: &Value) -> Outcome<Option<i64>> {
    let iterator = iterate(range)?;
    let mut place = 0;
    while let Some(element) = support::next(&iterator)? {
        if support::equal(&element, item)? {
            return Ok(Some(place));
        }
        place += 1;
    }
    Ok(None)
}

fn repr(range: &Value) -> Outcome {
    let own = receiver::<Range>(range)?;
    let shown = if own.step == Integer::from(1) {
        format!("range({}, {})", own.start, own.stop)
    } else {
        format!("range({}, {}, {})", own.start, own.stop, own.step)
    };
    Ok(support::text(&shown))
}

fn equals(left: &Range, right: &Range) -> bool {
    let one = Integer::from(1);
    left.length == right.length
        && (left.length.is_zero() || (left.start == right.start && (left.length == one || left.step == right.step)))
}

fn compare(left: &Value, right: &Value, comparison: Comparison) -> Outcome {
    match (left.carried::<Range>(), right.carried::<Range>(), comparison) {
        (Some(left), Some(right), Comparison::Eq) => Ok(boolean(equals(left, right))),
        (Some(left), Some(right), Comparison::Ne) => Ok(boolean(!equals(left, right))),
        _ => Ok(NOT_IMPLEMENTED()),
    }
}

/// The hash of `(length, start, step)`, with None for what does not matter.
fn hash(range: &Value) -> Outcome<i64> {
    let own = receiver::<Range>(range)?;
    let none = hash_value(&NONE())?;
    let empty = own.length.is_zero();
    let single = own.length == Integer::from(1);
    let mut hash = TupleHash::default();
    hash.add(own.length.hash());
    hash.add(if empty { none } else { own.start.hash() });
    hash.add(if empty || single { none } else { own.step.hash() });
    Ok(hash.finish(3))
}

fn iterate(range: &Value) -> Outcome {
    let own = receiver::<Range>(range)?;
    Ok(match own.small() {
        Some((start, step, left)) => RangeIterator::value(start, step, left),
        None => LongRangeIterator::value(own.start.clone(), own.step.clone(), own.length.clone()),
    })
}

fn reversed(arguments: &mut Arguments) -> Outcome {
    reverse_iterator(receiver::<Range>(at(arguments, 0))?)
}

/// An iterator from the last element to the first.
pub(super) fn reverse_iterator(own: &Range) -> Outcome {
    if let (Integer::Small(start), Integer::Small(1), Integer::Small(length)) = (&own.start, &own.step, &own.length) {
        // The last element and what is before the first must fit 64 bits.
        if let (Some(last), true) = (start.checked_add(length - 1), *start > i64::MIN) {
            return Ok(RangeIterator::value(last, -1, *length as u64));
        }
    }
    let last = own.at(&own.length.sub(&Integer::from(1)));
    let step = own.step.neg();
    let backwards = Range { stop: own.start.add(&step), start: last, step, length: own.length.clone() };
    Ok(match backwards.small() {
        Some((start, step, left)) => RangeIterator::value(start, step, left),
        None => LongRangeIterator::value(backwards.start, backwards.step, backwards.length),
    })
}

fn count(arguments: &mut Arguments) -> Outcome {
    let range = at(arguments, 0);
    if let Some(whole) = exact_int(at(arguments, 1)) {
        return Ok(int(i64::from(receiver::<Range>(range)?.place_of(&whole)?.is_some())));
    }
    let mut found = 0;
    support::for_each(range, |element| {
        found += i64::from(support::equal(&element, at(arguments, 1))?);
        Ok(())
    })?;
    Ok(int(found))
}

fn index(arguments: &mut Arguments) -> Outcome {
    let range = at(arguments, 0);
    let item = at(arguments, 1);
    if let Some(whole) = exact_int(item) {
        return match receiver::<Range>(range)?.place_of(&whole)? {
            Some(place) => Ok(integer(place)),
            None => Err(raise_value_error(format!("{} is not in range", support::repr_text(item)?))),
        };
    }
    match search(range, item)? {
        Some(place) => Ok(int(place)),
        None => Err(raise_value_error("sequence.index(x): x not in sequence")),
    }
}

fn part(range: &Value, choose: fn(&Range) -> &Integer) -> Outcome {
    Ok(integer(choose(receiver::<Range>(range)?).clone()))
}

pub static RANGE: BuiltinClass = BuiltinClass::new("range", Kind::Native)
    .sealed()
    .conversion(conversion!(up_to))
    .slots(slots!(Slots {
        compare: Some(compare),
        hash: Some(hash),
        repr: Some(repr),
        truth: Some(truth),
        length: Some(length),
        getitem: Some(get_item),
        contains: Some(contains),
        iter: Some(iterate),
        new: Some(New::Native(&NEW)),
        ..Slots::NONE
    }))
    .methods(methods!(&[
        Method::new("__reversed__", "self, /", reversed),
        Method::new("count", "self, value, /", count),
        Method::new("index", "self, value, /", index),
        Method::new("__reduce__", "self, /", |arguments| {
            let own = receiver::<Range>(at(arguments, 0))?;
            let parts = [&own.start, &own.stop, &own.step].map(|part| integer(part.clone()));
            reduced_to_class(at(arguments, 0), parts.to_vec())
        })
        .convention(Convention::Tuple),
    ]))
    .getsets(getsets!(&[
        GetSet::new("start", |range| part(range, |own| &own.start)).set(support::readonly),
        GetSet::new("stop", |range| part(range, |own| &own.stop)).set(support::readonly),
        GetSet::new("step", |range| part(range, |own| &own.step)).set(support::readonly),
    ]));

/// An iterator over `range(start, stop, step)` of ints.
pub fn range_iterator(start: Value, stop: Value, step: Value) -> Value {
    let part = |value: &Value| value.as_integer().unwrap_or(Integer::Small(0));
    let range = Range::new(part(&start), part(&stop), part(&step)).map(Carried::object);
    match range.and_then(|range| iterate(&range)) {
        Ok(iterator) => iterator,
        Err(_) => unreachable!("the step is not zero"),
    }
}

/// Iterates over a range within 64 bits.
pub struct RangeIterator {
    next: Cell<i64>,
    step: i64,
    left: Cell<u64>,
    length: u64,
}

impl RangeIterator {
    fn value(start: i64, step: i64, left: u64) -> Value {
        (RangeIterator { next: Cell::new(start), step, left: Cell::new(left), length: left }).object()
    }

    #[inline]
    pub fn advance(&self) -> Option<i64> {
        let left = self.left.get();
        if left == 0 {
            return None;
        }
        self.left.set(left - 1);
        let current = self.next.get();
        self.next.set(current.wrapping_add(self.step));
        Some(current)
    }
}

kinded!(RangeIterator, RANGE_ITERATOR);

fn next_small(iterator: &Value) -> Outcome<Option<Value>> {
    Ok(receiver::<RangeIterator>(iterator)?.advance().map(int))
}

fn hint_small(arguments: &mut Arguments) -> Outcome {
    Ok(integer(Integer::from(receiver::<RangeIterator>(at(arguments, 0))?.left.get())))
}

/// `(iter, (the whole range,), position)`.
fn reduced_range(start: &Integer, step: &Integer, length: &Integer, position: Integer) -> Outcome {
    let stop = start.add(&step.mul(length));
    let range = Range { start: start.clone(), stop, step: step.clone(), length: length.clone() };
    reduced_with(builtin_named("iter")?, vec![range.object()], integer(position))
}

fn reduce_small(arguments: &mut Arguments) -> Outcome {
    let own = receiver::<RangeIterator>(at(arguments, 0))?;
    let position = Integer::from(own.length - own.left.get());
    let step = Integer::from(own.step);
    let start = Integer::from(own.next.get()).sub(&step.mul(&position));
    reduced_range(&start, &step, &Integer::from(own.length), position)
}

fn set_state_small(arguments: &mut Arguments) -> Outcome {
    let Some(position) = support::index_integer(at(arguments, 1))?.to_i64() else {
        return Err(raise_overflow_error("Python int too large to convert to C long"));
    };
    let own = receiver::<RangeIterator>(at(arguments, 0))?;
    let position = u64::try_from(position).unwrap_or(0).min(own.length);
    let moved = (position as i64).wrapping_sub((own.length - own.left.get()) as i64);
    own.next.set(own.next.get().wrapping_add(moved.wrapping_mul(own.step)));
    own.left.set(own.length - position);
    Ok(NONE())
}

pub static RANGE_ITERATOR: BuiltinClass = BuiltinClass::new("range_iterator", Kind::RangeIterator)
    .sealed()
    .no_constructor()
    .slots(slots!(Slots { iter: Some(super::iterators::itself), next: Some(next_small), ..Slots::NONE }))
    .methods(methods!(&[
        Method::new("__length_hint__", "self, /", hint_small),
        Method::new("__reduce__", "self, /", reduce_small),
        Method::new("__setstate__", "self, state, /", set_state_small),
    ]));

/// Iterates over a range beyond 64 bits.
pub struct LongRangeIterator {
    state: RefCell<(Integer, Integer)>,
    step: Integer,
    length: Integer,
}

impl LongRangeIterator {
    fn value(start: Integer, step: Integer, left: Integer) -> Value {
        let length = left.clone();
        (LongRangeIterator { state: RefCell::new((start, left)), step, length }).object()
    }
}

native!(LongRangeIterator, LONG_RANGE_ITERATOR, owns);

fn next_long(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<LongRangeIterator>(iterator)?;
    let (current, left) = own.state.borrow().clone();
    if left.is_zero() {
        return Ok(None);
    }
    own.state.replace((current.add(&own.step), left.sub(&Integer::from(1))));
    Ok(Some(integer(current)))
}

fn hint_long(arguments: &mut Arguments) -> Outcome {
    Ok(integer(receiver::<LongRangeIterator>(at(arguments, 0))?.state.borrow().1.clone()))
}

fn reduce_long(arguments: &mut Arguments) -> Outcome {
    let own = receiver::<LongRangeIterator>(at(arguments, 0))?;
    let (current, left) = own.state.borrow().clone();
    let position = own.length.sub(&left);
    reduced_range(&current.sub(&own.step.mul(&position)), &own.step, &own.length, position)
}

fn set_state_long(arguments: &mut Arguments) -> Outcome {
    let own = receiver::<LongRangeIterator>(at(arguments, 0))?;
    let Some(position) = at(arguments, 1).as_integer() else {
        support::compare(at(arguments, 1), &int(0), Comparison::Lt)?;
        crate::program::refuse("a state of longrange_iterator that is no int");
    };
    let position = position.max(Integer::from(0)).min(own.length.clone());
    let (current, left) = own.state.borrow().clone();
    let moved = position.sub(&own.length.sub(&left));
    own.state.replace((current.add(&own.step.mul(&moved)), own.length.sub(&position)));
    Ok(NONE())
}

pub static LONG_RANGE_ITERATOR: BuiltinClass = BuiltinClass::new("longrange_iterator", Kind::Native)
    .sealed()
    .no_constructor()
    .slots(slots!(Slots { iter: Some(super::iterators::itself), next: Some(next_long), ..Slots::NONE }))
    .methods(methods!(&[
        Method::new("__length_hint__", "self, /", hint_long),
        Method::new("__reduce__", "self, /", reduce_long),
        Method::new("__setstate__", "self, state, /", set_state_long),
    ]));
