//! What the collections share: comparison without and with Python code, indices, guards
//! against endless representation, collecting iterables.

use super::carried::Carried;
use super::ordered_table::Quick;
use crate::classes::{BuiltinClass, Comparison};
use crate::exceptions::*;
use crate::functions::{call_method, Arguments};
use crate::names::Name;
use crate::number::integer::Integer;
use crate::protocol;
use crate::text::str::{Str, StrBuilder};
use crate::value::{int, Value};

/// The class's name of a value, for messages.
pub fn type_name(value: &Value) -> String {
    value.type_name()
}

/// The payload of a receiver that the caller of a method has checked.
#[inline]
pub fn receiver<T: Carried>(value: &Value) -> Outcome<&T> {
    match T::of(value) {
        Some(payload) => Ok(payload),
        None => Err(wrong_receiver(value, T::declaration().name)),
    }
}

#[cold]
fn wrong_receiver(value: &Value, expected: &str) -> Raised {
    raise_type_error(format!("descriptor requires a '{expected}' object but received a '{}'", type_name(value)))
}

/// Exactly a str, not a subclass.
#[inline]
fn exact_str(value: &Value) -> Option<&Str> {
    let text = value.downcast::<Str>()?;
    value.class().is_builtin().then_some(text)
}

/// The number of an immediate int or bool.
#[inline]
fn immediate_int(value: &Value) -> Option<i64> {
    value.as_small_int().or_else(|| value.as_bool().map(i64::from))
}

/// Equality as far as it can be told without running Python code.
#[inline]
pub fn quick_equal(left: &Value, right: &Value) -> Quick {
    if left.is(right) {
        return Quick::Equal;
    }
    if left.is_small_int() && right.is_small_int() {
        return Quick::Different;
    }
    quick_equal_slow(left, right)
}

#[inline(never)]
fn quick_equal_slow(left: &Value, right: &Value) -> Quick {
    let known = |equal| if equal { Quick::Equal } else { Quick::Different };
    if let (Some(left), Some(right)) = (exact_str(left), exact_str(right)) {
        return known(*left == *right);
    }
    match (left.as_immediate_float(), right.as_immediate_float()) {
        (Some(left), Some(right)) => return known(left == right),
        (Some(left), None) => {
            if let Some(right) = immediate_int(right) {
                return known(left == right as f64);
            }
        }
        (None, Some(right)) => {
            if let Some(left) = immediate_int(left) {
                return known(left as f64 == right);
            }
        }
        (None, None) => {
            if let (Some(left), Some(right)) = (immediate_int(left), immediate_int(right)) {
                return known(left == right);
            }
            if !left.is_pointer() && !right.is_pointer() {
                // None, NotImplemented, Ellipsis equal only themselves.
                return Quick::Different;
            }
        }
    }
    Quick::Unknown
}

/// Identity or `==`, as containers compare their items.
#[inline]
pub fn equal(left: &Value, right: &Value) -> Outcome<bool> {
    match quick_equal(left, right) {
        Quick::Equal => Ok(true),
        Quick::Different => Ok(false),
        Quick::Unknown => rich_equal(left, right),
    }
}

/// The hash of an immediate int or exact str.
#[inline]
pub fn plain_hash(value: &Value) -> Option<i64> {
    match value.as_small_int() {
        Some(small) => Some(if small == -1 { -2 } else { small }),
        None => exact_str(value).map(Str::hash_value),
    }
}

/// `hash(value)`.
#[inline]
pub fn hash(value: &Value) -> Outcome<i64> {
    match plain_hash(value) {
        Some(hash) => Ok(hash),
        None => protocol::compare::hash(value),
    }
}

/// What an index is, once `__index__` was asked.
pub enum Index {
    Fits(i64),
    TooLarge(Integer),
}

/// `operator.index`, with its TypeError for what has no `__index__`.
pub fn index(value: &Value) -> Outcome<Index> {
    if let Some(small) = value.as_small_int() {
        return Ok(Index::Fits(small));
    }
    let whole = protocol::index(value)?;
    Ok(match whole.to_i64() {
        Some(fits) => Index::Fits(fits),
        None => Index::TooLarge(whole),
    })
}

/// Whether a value can be an index at all.
pub fn has_index(value: &Value) -> bool {
    value.is_small_int() || value.as_bool().is_some() || value.class().slots().index().is_some()
}

/// An index into a sequence; too large a number is an IndexError.
#[inline]
pub fn sequence_index(value: &Value) -> Outcome<i64> {
    if let Some(small) = value.as_small_int() {
        return Ok(small);
    }
    match index(value)? {
        Index::Fits(fits) => Ok(fits),
        Index::TooLarge(_) => {
            Err(raise_index_error(format!("cannot fit '{}' into an index-sized integer", type_name(value))))
        }
    }
}

/// A count or position that an argument gives; too large a number is an OverflowError.
pub fn argument_index(value: &Value) -> Outcome<i64> {
    match index(value)? {
        Index::Fits(fits) => Ok(fits),
        Index::TooLarge(_) => Err(raise_overflow_error("Python int too large to convert to C ssize_t")),
    }
}

/// How often `length` items of so many bytes are repeated. More than memory holds is a MemoryError; where CPython has a
/// message for lengths beyond 63 bits, these are an OverflowError of that.
pub fn repetitions(length: usize, count: i64, item_bytes: usize, overflow: Option<&str>) -> Outcome<usize> {
    if length == 0 || count <= 0 {
        return Ok(0);
    }
    match ((length as i64).checked_mul(count), overflow) {
        (Some(total), _) if total <= (isize::MAX as usize / item_bytes) as i64 => Ok(count as usize),
        (None, Some(message)) => Err(raise_overflow_error(message)),
        _ => Err(no_memory()),
    }
}

/// One bound of a slice: `None` if absent, saturated if large.
pub fn slice_bound(value: &Value) -> Outcome<Option<i64>> {
    if value.is_none() {
        return Ok(None);
    }
    if !has_index(value) {
        return Err(raise_type_error("slice indices must be integers or None or have an __index__ method"));
    }
    Ok(Some(match index(value)? {
        Index::Fits(fits) => fits,
        Index::TooLarge(large) => large.saturating_i64(),
    }))
}

/// The start or stop argument of `index` methods: clamped to a length.
pub fn search_bound(value: Option<Value>, absent: i64, length: usize) -> Outcome<usize> {
    let Some(value) = value else { return Ok(absent.clamp(0, length as i64) as usize) };
    if !has_index(&value) {
        return Err(raise_type_error("slice indices must be integers or have an __index__ method"));
    }
    let position = match index(&value)? {
        Index::Fits(fits) => fits,
        Index::TooLarge(large) => large.saturating_i64(),
    };
    let position = if position < 0 { position.saturating_add(length as i64).max(0) } else { position };
    Ok(position.min(length as i64) as usize)
}

pub use crate::protocol::convert::ReprGuard as RepresentationGuard;

/// A str value.
pub fn text(content: &str) -> Value {
    crate::text::str_value(Str::from(content))
}

/// The str value of what was built.
pub fn built(builder: StrBuilder) -> Value {
    crate::text::str_value(builder.finish())
}

/// Adds the representation of a value.
pub fn push_repr(builder: &mut StrBuilder, value: &Value) -> Outcome<()> {
    let shown = protocol::convert::repr(value)?;
    builder.push_str(str_of(&shown)?);
    Ok(())
}

/// An argument by reference; what a required parameter holds.
#[inline]
pub fn at<'a>(arguments: &'a Arguments, index: usize) -> &'a Value {
    match arguments.get(index) {
        Some(value) => value,
        None => unreachable!("a required argument is there"),
    }
}

fn str_of(value: &Value) -> Outcome<&Str> {
    value.downcast::<Str>().ok_or_else(|| raise_type_error("a representation is not a str"))
}

/// MemoryError.
#[cold]
pub fn no_memory() -> Raised {
    raise_builtin(&MEMORY_ERROR, Vec::new())
}

/// `left == right` as a bool, by the classes' own comparison.
pub fn rich_equal(left: &Value, right: &Value) -> Outcome<bool> {
    truth(&compare(left, right, Comparison::Eq)?)
}

/// A rich comparison.
pub fn compare(left: &Value, right: &Value, comparison: Comparison) -> Outcome {
    protocol::compare::compare(left, right, comparison)
}

/// `bool(value)`.
#[inline]
pub fn truth(value: &Value) -> Outcome<bool> {
    match value.as_bool() {
        Some(truth) => Ok(truth),
        None => protocol::truth(value.clone()),
    }
}

/// `iter(iterable)`.
pub fn iter(iterable: &Value) -> Outcome {
    protocol::iterate::iter(iterable.clone())
}

/// The next item, or `None` at the end.
#[inline]
pub fn next(iterator: &Value) -> Outcome<Option<Value>> {
    protocol::iterate::next(iterator)
}

/// `f(*values)`.
#[inline]
pub fn call<const N: usize>(function: &Value, arguments: [Value; N]) -> Outcome {
    let mut values = arguments.map(Some);
    crate::functions::call_values(function, &mut values)
}

/// The same with a vector.
pub fn call_values(function: &Value, arguments: Vec<Value>) -> Outcome {
    let mut values: Vec<Option<Value>> = arguments.into_iter().map(Some).collect();
    crate::functions::call_values(function, &mut values)
}

/// Calls a special method of the class; `None` if there is none.
pub fn call_special<const N: usize>(value: &Value, name: &Name, arguments: [Value; N]) -> Outcome<Option<Value>> {
    crate::classes::special::call_special(value, name, arguments)
}

/// `len(value)`.
pub fn length(value: &Value) -> Outcome<i64> {
    protocol::length(value)
}

/// `value[key]`.
pub fn getitem(value: Value, key: Value) -> Outcome {
    protocol::items::getitem(value, key)
}

/// `value[key] = item`.
pub fn setitem(value: Value, key: Value, item: Value) -> Outcome<()> {
    protocol::items::setitem(value, key, item)
}

/// `item in container`.
pub fn contains(item: Value, container: Value) -> Outcome<bool> {
    protocol::iterate::contains(item, container)
}

/// `left + right`.
pub fn add(left: Value, right: Value) -> Outcome {
    protocol::operators::add(left, right)
}

/// `operator.index(value)` as an exact int.
pub fn index_integer(value: &Value) -> Outcome<Integer> {
    if let Some(whole) = value.as_integer() {
        return Ok(whole);
    }
    protocol::index(value)
}

/// The same as a value.
pub fn whole(value: &Value) -> Outcome {
    index_integer(value).map(crate::value::integer)
}

/// Whether `iter(value)` would find a way.
pub fn is_iterable(value: &Value) -> bool {
    protocol::iterate::is_iterable(value)
}

pub use protocol::iterate::is_sequence;

/// `repr(value)` as text for messages.
pub fn repr_text(value: &Value) -> Outcome<String> {
    Ok(crate::text::to_lossy(&protocol::convert::repr(value)?))
}

/// An attribute, or `None` where AttributeError says there is none.
pub fn get_optional_attribute(value: &Value, name: &Name) -> Outcome<Option<Value>> {
    protocol::attributes::getattr_optional(value, name)
}

/// Ends an exception of this class; gives any other back.
pub fn swallow(raised: Raised, class: &'static BuiltinClass) -> Option<Raised> {
    if raised.is_instance_of(class) {
        raised.forget();
        return None;
    }
    Some(raised)
}

/// What ends the iteration over a sequence by index: IndexError and StopIteration.
pub fn ends_sequence(raised: Raised) -> Option<Raised> {
    swallow(raised, &INDEX_ERROR).and_then(|raised| swallow(raised, &STOP_ITERATION))
}

/// `TypeError: unhashable type`.
#[cold]
pub fn unhashable(value: &Value) -> Raised {
    raise_type_error(format!("unhashable type: '{}'", value.type_name()))
}

/// A flag argument as CPython's argument parser takes an int: `reverse=` of sort.
pub fn argument_flag(value: &Value) -> Outcome<bool> {
    match index(value)? {
        Index::Fits(fits) if i32::try_from(fits).is_ok() => Ok(fits != 0),
        _ => Err(raise_overflow_error("Python int too large to convert to C int")),
    }
}

/// `PyMapping_Keys` of what is no dict: all keys, before any is used.
pub fn mapping_keys(mapping: &Value) -> Outcome<Vec<Value>> {
    let keys = call_method(mapping.clone(), name!("keys"), [])?;
    if !is_iterable(&keys) {
        let (class, given) = (type_name(mapping), type_name(&keys));
        return Err(raise_type_error(format!("{class}.keys() returned a non-iterable (type {given})")));
    }
    collect(&iter(&keys)?)
}

/// `operator.length_hint(value, default)`.
pub fn length_hint(value: &Value, default: i64) -> Outcome<i64> {
    let slots = value.class().slots();
    if slots.length().is_some() {
        match length(value) {
            Ok(length) => return Ok(length),
            Err(raised) => {
                if let Some(raised) = swallow(raised, &TYPE_ERROR) {
                    return Err(raised);
                }
            }
        }
    }
    let hint = match call_special(value, name!("__length_hint__"), []) {
        Ok(Some(hint)) => hint,
        Ok(None) => return Ok(default),
        Err(raised) => return swallow(raised, &TYPE_ERROR).map_or(Ok(default), Err),
    };
    if hint.is_not_implemented() {
        return Ok(default);
    }
    let Some(number) = hint.as_integer() else {
        return Err(raise_type_error(format!("__length_hint__ must be an integer, not {}", hint.type_name())));
    };
    match number.to_i64() {
        Some(number) if number < 0 => Err(raise_value_error("__length_hint__() should return >= 0")),
        Some(number) => Ok(number),
        None => Err(raise_overflow_error("Python int too large to convert to C ssize_t")),
    }
}

/// Goes through an iterable.
pub fn for_each(iterable: &Value, mut body: impl FnMut(Value) -> Outcome<()>) -> Outcome<()> {
    let iterator = iter(iterable)?;
    while let Some(item) = next(&iterator)? {
        body(item)?;
    }
    Ok(())
}

/// Every item of an iterable.
pub fn collect(iterable: &Value) -> Outcome<Vec<Value>> {
    if let Some(items) = super::fast_items(iterable) {
        return Ok(items);
    }
    let mut items = Vec::new();
    let iterator = iter(iterable)?;
    // CPython asks for the length before the first item; a program's __len__ may print.
    let hint = length_hint(iterable, 8)?;
    items.reserve(hint.clamp(0, 1 << 16) as usize);
    while let Some(item) = next(&iterator)? {
        items.push(item);
    }
    Ok(items)
}

pub use super::tuple::pair;

/// A count as an int.
pub fn count(number: usize) -> Value {
    int(number as i64)
}

/// The setter of attributes that CPython stores as read-only members.
pub fn readonly(_: &Value, _: Option<Value>) -> Outcome<()> {
    Err(raise_attribute_error("readonly attribute"))
}
