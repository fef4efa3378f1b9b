//! The class `array`: construction, operators, iteration.

use super::methods::METHODS;
use super::storage::Array;
use super::typecode::{character_argument, typecode, Typecode};
use crate::classes::slots::New;
use crate::classes::{BuiltinClass, ClassRef, Comparison, GetSet, Method, Slots, Subscript};
use crate::collections::carried::{native, Carried, Carry};
use crate::collections::iterators::itself;
use crate::collections::support::{self, at, receiver};
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::functions::Arguments;
use crate::native::{self, exact_octets, slice_of};
use crate::object::Kind;
use crate::text::buffer::Buffer;
use crate::text::str::{Str, StrBuilder};
use crate::value::{boolean, int, Value, NOT_IMPLEMENTED};
use std::cell::{Cell, RefCell};

pub(super) fn array(value: &Value) -> Outcome<&Array> {
    receiver::<Array>(value)
}

static NEW: Constructor = Constructor::new("typecode, initializer=None, //", |class, arguments| {
    let letter = character_argument(at(arguments, 0), "array", 1)?;
    new_array(class, letter, arguments.optional(1))
})
.without_keywords("array.array");

/// `array_new`. Errors: TypeError, ValueError, those of the items.
pub(super) fn new_array(class: ClassRef, letter: u32, initial: Option<Value>) -> Outcome {
    if let Some(initial) = initial.as_ref().filter(|_| letter != u32::from('u')) {
        let kind = match initial.carried::<Array>() {
            None if initial.downcast::<Str>().is_some() => "str",
            Some(array) if array.typecode.is_text() => "unicode array",
            _ => "",
        };
        if !kind.is_empty() {
            let code = char::from_u32(letter).unwrap_or('?');
            return Err(raise_type_error(format!("cannot use a {kind} to initialize an array with typecode '{code}'")));
        }
    }
    // An iterator is asked for before the type code is looked at.
    let iterator = match &initial {
        Some(initial) if !is_direct(initial, letter) => Some(support::iter(initial)?),
        _ => None,
    };
    let Some(typecode) = typecode(letter) else {
        return Err(raise_value_error("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)"));
    };
    let array = match (initial, iterator) {
        (_, Some(iterator)) => {
            let array = Array::new(typecode, Vec::new());
            extend_by_items(&array, &iterator)?;
            array
        }
        (Some(initial), None) => filled(typecode, &initial)?,
        (None, None) => Array::new(typecode, Vec::new()),
    };
    Ok(array.object_of(class))
}

/// Whether items are taken without an iterator.
fn is_direct(initial: &Value, letter: u32) -> bool {
    matches!(initial.kind(), Kind::List | Kind::Tuple | Kind::Bytes | Kind::ByteArray | Kind::Str)
        || initial.carried::<Array>().is_some_and(|array| u32::from(array.typecode.letter) == letter)
}

/// A new array of what needs no iterator.
fn filled(typecode: &'static Typecode, initial: &Value) -> Outcome<Array> {
    if let Some(text) = initial.downcast::<Str>() {
        return Ok(Array::new(typecode, text.to_code_points().iter().flat_map(|code| code.to_le_bytes()).collect()));
    }
    if let Some(octets) = exact_octets(initial) {
        let array = Array::new(typecode, Vec::new());
        add_octets(&array, &octets)?;
        return Ok(array);
    }
    if let Some(other) = initial.carried::<Array>() {
        return Ok(Array::new(typecode, other.octets()));
    }
    let length = native::length_of(initial)? as usize;
    let array = Array::new(typecode, vec![0; length * typecode.size]);
    for index in 0..length {
        array.set(index, &native::get_item(initial, int(index as i64))?)?;
    }
    Ok(array)
}

/// Adds items by their octets. Errors: ValueError for a part of an item, BufferError.
pub(super) fn add_octets(own: &Array, octets: &[u8]) -> Outcome<()> {
    if octets.len() % own.typecode.size != 0 {
        return Err(raise_value_error("bytes length not a multiple of item size"));
    }
    let length = own.len();
    own.splice(length, length, octets)
}

/// Adds an item; C converts the value twice, once to see whether it can (`ins1`).
pub(super) fn insert(array: &Array, place: i64, value: &Value) -> Outcome<()> {
    array.typecode.write(value)?;
    let length = array.len();
    array.check_resizable(length + 1)?;
    let place = if place < 0 { (place + length as i64).max(0) as usize } else { length.min(place as usize) };
    array.splice(place, place, &vec![0; array.typecode.size])?;
    array.set(place, value)
}

fn extend_by_items(array: &Array, iterable: &Value) -> Outcome<()> {
    support::for_each(iterable, |item| insert(array, i64::MAX, &item))
}

/// `array_do_extend`.
pub(super) fn extend(array: &Array, other: &Value) -> Outcome<()> {
    let Some(more) = other.carried::<Array>() else { return extend_by_items(array, other) };
    if array.typecode.letter != more.typecode.letter {
        return Err(raise_type_error("can only extend with array of same kind"));
    }
    let length = array.len();
    array.splice(length, length, &more.octets())
}

/// A new array of the class itself.
pub(super) fn made(own: &Array, octets: Vec<u8>) -> Value {
    Array::new(own.typecode, octets).object()
}

fn concatenate(left: &Value, right: &Value) -> Outcome {
    let own = array(left)?;
    let Some(other) = right.carried::<Array>() else {
        return Err(raise_type_error(format!("can only append array (not \"{}\") to array", right.type_name())));
    };
    if own.typecode.letter != other.typecode.letter {
        return Err(raise_type_error("bad argument type for built-in operation"));
    }
    Ok(made(own, [own.octets(), other.octets()].concat()))
}

fn repeat(own: &Value, count: i64) -> Outcome {
    let own = array(own)?;
    let octets = own.octets();
    Ok(made(own, octets.repeat(native::check_repeat(octets.len(), count, None)?)))
}

fn extend_in_place(own: &Value, other: &Value) -> Outcome {
    if !other.is_a::<Array>() {
        return Err(raise_type_error(format!("can only extend array with array (not \"{}\")", other.type_name())));
    }
    extend(array(own)?, other)?;
    Ok(own.clone())
}

fn repeat_in_place(own: &Value, count: i64) -> Outcome {
    let items = array(own)?;
    let octets = items.octets();
    if !octets.is_empty() {
        let repeated = octets.repeat(native::check_repeat(octets.len(), count.max(0), None)?);
        items.splice(0, items.len(), &repeated)?;
    }
    Ok(own.clone())
}

fn repr(own: &Value) -> Outcome {
    let items = array(own)?;
    let mut builder = StrBuilder::new();
    let letter = char::from(items.typecode.letter);
    let name = own.class().name();
    builder.push_text(&format!("{name}('{letter}'"));
    if items.len() > 0 {
        builder.push_text(", ");
        let shown = if items.typecode.is_text() { super::methods::to_text(items)? } else { list_of(items)? };
        support::push_repr(&mut builder, &shown)?;
    }
    builder.push_text(")");
    Ok(support::built(builder))
}

pub(super) fn list_of(own: &Array) -> Outcome {
    let items = (0..own.len()).map(|index| own.get(index)).collect::<Outcome<Vec<Value>>>()?;
    Ok(native::list(items))
}

fn compare(left: &Value, right: &Value, comparison: Comparison) -> Outcome {
    let (Some(own), Some(other)) = (left.carried::<Array>(), right.carried::<Array>()) else {
        return Ok(NOT_IMPLEMENTED());
    };
    if own.len() != other.len() && matches!(comparison, Comparison::Eq | Comparison::Ne) {
        return Ok(boolean(comparison == Comparison::Ne));
    }
    let mut index = 0;
    while index < own.len() && index < other.len() {
        let (a, b) = (own.get(index)?, other.get(index)?);
        if !native_equal(own, &a, &b)? {
            return match comparison {
                Comparison::Eq => Ok(boolean(false)),
                Comparison::Ne => Ok(boolean(true)),
                _ => support::compare(&a, &b, comparison),
            };
        }
        index += 1;
    }
    Ok(boolean(comparison.holds(own.len().cmp(&other.len()))))
}

/// Items are fresh objects: a NaN is never the same as itself.
fn native_equal(own: &Array, left: &Value, right: &Value) -> Outcome<bool> {
    if own.typecode.is_float() {
        return support::rich_equal(left, right);
    }
    support::equal(left, right)
}

fn place(own: &Array, key: &Value, message: &str) -> Outcome<usize> {
    let index = support::sequence_index(key)?;
    crate::collections::slicing::normalize(index, own.len()).ok_or_else(|| raise_index_error(message))
}

fn wrong_key() -> Raised {
    raise_type_error("array indices must be integers")
}

fn getitem(own: &Value, key: &Value) -> Outcome {
    let own = array(own)?;
    if support::has_index(key) {
        let place = place(own, key, "array index out of range")?;
        return own.get(place);
    }
    match slice_of(key, own.len())? {
        Some(slice) => Ok(made(own, own.part(slice.start, slice.step, slice.count))),
        None => Err(wrong_key()),
    }
}

fn setitem(own: &Value, key: &Value, value: Option<Value>) -> Outcome<()> {
    let own = array(own)?;
    if support::has_index(key) {
        let place = place(own, key, "array assignment index out of range")?;
        return match value {
            Some(value) => own.set(place, &value),
            None => own.splice(place, place + 1, &[]),
        };
    }
    let Some(slice) = slice_of(key, own.len())? else { return Err(wrong_key()) };
    let octets = match &value {
        None => Vec::new(),
        Some(value) => {
            let Some(other) = value.carried::<Array>() else {
                let given = value.type_name();
                return Err(raise_type_error(format!("can only assign array (not \"{given}\") to array slice")));
            };
            if other.typecode.letter != own.typecode.letter {
                return Err(raise_type_error("bad argument type for built-in operation"));
            }
            other.octets()
        }
    };
    let needed = octets.len() / own.typecode.size;
    own.check_resizable(own.len() - slice.count + needed)?;
    if slice.step == 1 {
        let start = slice.start as usize;
        return own.splice(start, start + slice.count, &octets);
    }
    if needed == 0 {
        return delete_scattered(own, slice);
    }
    if needed != slice.count {
        return Err(raise_value_error(format!(
            "attempt to assign array of size {needed} to extended slice of size {}",
            slice.count
        )));
    }
    own.overwrite(slice.start, slice.step, &octets);
    Ok(())
}

fn delete_scattered(own: &Array, slice: native::Slice) -> Outcome<()> {
    let mut doomed: Vec<i64> = (0..slice.count as i64).map(|index| slice.start + slice.step * index).collect();
    doomed.sort_unstable();
    let kept = (0..own.len() as i64).filter(|index| doomed.binary_search(index).is_err());
    let octets: Vec<u8> = kept.flat_map(|index| own.part(index, 1, 1)).collect();
    own.splice(0, own.len(), &octets)
}

/// The place of the first item that equals a value, from `start` on and before `stop`.
pub(super) fn find(own: &Array, value: &Value, start: usize, stop: usize) -> Outcome<Option<usize>> {
    let mut index = start;
    while index < stop && index < own.len() {
        if support::equal(&own.get(index)?, value)? {
            return Ok(Some(index));
        }
        index += 1;
    }
    Ok(None)
}

pub(super) struct ArrayIterator {
    array: RefCell<Option<Value>>,
    next: Cell<usize>,
}

native!(ArrayIterator, ARRAY_ITERATOR);

fn next(own: &Value) -> Outcome<Option<Value>> {
    let iterator = receiver::<ArrayIterator>(own)?;
    let Some(owner) = iterator.array.borrow().clone() else { return Ok(None) };
    let items = array(&owner)?;
    let index = iterator.next.get();
    if index < items.len() {
        iterator.next.set(index + 1);
        return items.get(index).map(Some);
    }
    let finished = iterator.array.take();
    drop(finished);
    Ok(None)
}

fn reduce_iterator(arguments: &mut Arguments) -> Outcome {
    let iterator = receiver::<ArrayIterator>(at(arguments, 0))?;
    let function = crate::modules::import::builtin(name!("iter").value()).unwrap_or_else(crate::value::NONE);
    let owner = iterator.array.borrow().clone();
    Ok(match owner {
        Some(owner) => native::tuple(vec![function, native::tuple(vec![owner]), int(iterator.next.get() as i64)]),
        None => native::tuple(vec![function, native::tuple(vec![native::tuple(Vec::new())])]),
    })
}

fn set_iterator_state(arguments: &mut Arguments) -> Outcome {
    let state = support::argument_index(at(arguments, 1))?;
    let iterator = receiver::<ArrayIterator>(at(arguments, 0))?;
    let owner = iterator.array.borrow().clone();
    if let Some(owner) = owner {
        iterator.next.set(state.clamp(0, array(&owner)?.len() as i64) as usize);
    }
    Ok(crate::value::NONE())
}

static ARRAY_ITERATOR: BuiltinClass = BuiltinClass::new("arrayiterator", Kind::Native)
    .module("array")
    .sealed()
    .no_constructor()
    .slots(slots!(Slots { iter: Some(itself), next: Some(next), ..Slots::NONE }))
    .methods(methods!(&[
        Method::new("__reduce__", "self, /", reduce_iterator),
        Method::new("__setstate__", "self, state, /", set_iterator_state),
    ]));

fn buffer(own: &Value) -> Option<&dyn Buffer> {
    own.carried::<Array>().map(|own| own as &dyn Buffer)
}

/// The class.
pub static ARRAY: BuiltinClass = BuiltinClass::new("array", Kind::Native)
    .module("array")
    .subscript(Subscript::Sequence)
    .unhashable()
    .slots(slots!(Slots {
        new: Some(New::Native(&NEW)),
        repr: Some(repr),
        compare: Some(compare),
        length: Some(|own| Ok(array(own)?.len() as i64)),
        getitem: Some(getitem),
        setitem: Some(setitem),
        contains: Some(|own, value| {
            let own = array(own)?;
            Ok(find(own, value, 0, usize::MAX)?.is_some())
        }),
        iter: Some(|own| Ok(ArrayIterator { array: RefCell::new(Some(own.clone())), next: Cell::new(0) }.object())),
        concat: Some(concatenate),
        repeat: Some(repeat),
        iconcat: Some(extend_in_place),
        irepeat: Some(repeat_in_place),
        buffer: Some(buffer),
        ..Slots::NONE
    }))
    .methods(methods!(METHODS))
    .getsets(getsets!(&[
        GetSet::new("typecode", |own| Ok(native::text(Str::from_code(u32::from(array(own)?.typecode.letter))))),
        GetSet::new("itemsize", |own| Ok(int(array(own)?.typecode.size as i64))),
    ]));
