//! What the native classes of numbers and text share: reading arguments, asking protocols, making results, raising.

use crate::classes::{special, Subscript};
use crate::exceptions::Outcome;
use crate::functions::builtin::Arguments;
use crate::functions::call;
use crate::number::int_class::{integer_of, INT};
use crate::number::integer::Integer;
use crate::object::allocate;
use crate::protocol;
use crate::protocol::warn::{deprecated, deprecated_subclass};
use crate::text::bytes::{ByteArray, Bytes};
use crate::text::bytes_class::{BYTEARRAY, BYTES};
use crate::text::str::Str;
use crate::text::str_class::STR;
use crate::value::Value;
use std::borrow::Cow;
use std::cell::OnceCell;

pub use crate::exceptions::{
    raise_buffer_error as buffer_error, raise_index_error as index_error, raise_lookup_error as lookup_error,
    raise_overflow_error as overflow_error, raise_type_error as type_error, raise_value_error as value_error,
};

/// The arguments of a native method after binding, without its receiver.
pub struct Given<'a> {
    arguments: &'a Arguments<'a>,
    /// Where the arguments begin: after the receiver, if there is one.
    first: usize,
}

impl<'a> Given<'a> {
    pub fn new(arguments: &'a Arguments<'a>) -> Given<'a> {
        Given { arguments, first: 1 }
    }

    /// Those of a static method.
    pub fn of_static(arguments: &'a Arguments<'a>) -> Given<'a> {
        Given { arguments, first: 0 }
    }

    /// An argument, `None` where it was not given.
    pub fn get(&self, index: usize) -> Option<&'a Value> {
        self.arguments.get(self.first + index)
    }

    /// An argument that the parameters require.
    pub fn required(&self, index: usize) -> &'a Value {
        self.get(index).expect("the parameters require it")
    }

    /// A `str` argument among several. Errors: TypeError.
    pub fn str_argument(&self, index: usize, function: &str) -> Outcome<&'a Str> {
        let value = self.required(index);
        value.downcast::<Str>().ok_or_else(|| {
            type_error(format!("{function}() argument {} must be str, not {}", index + 1, value.type_name()))
        })
    }

    /// The only argument, a `str`. Errors: TypeError.
    pub fn only_str_argument(&self, function: &str) -> Outcome<&'a Str> {
        let value = self.required(0);
        value
            .downcast::<Str>()
            .ok_or_else(|| type_error(format!("{function}() argument must be str, not {}", value.type_name())))
    }

    /// The argument of `__format__`. Errors: TypeError.
    pub fn format_spec(&self) -> Outcome<&'a Str> {
        self.only_str_argument("__format__")
    }
}

/// A method's row: the function gets the receiver and the other arguments.
macro_rules! native_method {
    ($name:literal, $parameters:literal, $function:path) => {
        $crate::classes::Method::new($name, $parameters, |arguments| {
            let given = &*arguments;
            $function(given.get(0).expect("a receiver"), &$crate::native::Given::new(given))
        })
    };
}

/// A class method's row: the function gets the class and the other arguments.
macro_rules! native_class_method {
    ($name:literal, $parameters:literal, $function:path) => {
        $crate::classes::Method::class($name, $parameters, |arguments| {
            let given = &*arguments;
            $function(given.get(0).expect("a class"), &$crate::native::Given::new(given))
        })
    };
}

pub(crate) use {native_class_method, native_method};

pub fn type_name(value: &Value) -> String {
    value.type_name()
}

// --- making values ---

/// A `str`; the empty one and single ASCII characters are shared.
pub fn text(value: Str) -> Value {
    match value.as_ascii().map(str::as_bytes) {
        Some([single]) => shared_character(*single as u32),
        _ => allocate(STR.class(), value).into_value(),
    }
}

/// A one-character text; ASCII ones are shared.
pub fn shared_character(code: u32) -> Value {
    static SHARED: crate::heap::single_thread::SingleThread<OnceCell<Vec<Value>>> =
        crate::heap::single_thread::SingleThread::new(OnceCell::new());
    // the class is made first, because making it makes texts
    let class = STR.class();
    let shared = || (0..128).map(|code: u8| allocate(class, Str::from_ascii_bytes(&[code])).into_value()).collect();
    match SHARED.get_or_init(shared).get(code as usize) {
        Some(value) => value.clone(),
        None => allocate(class, Str::of_wide_character(code)).into_value(),
    }
}

pub fn bytes(octets: Vec<u8>) -> Value {
    allocate(BYTES.class(), Bytes::from(octets)).into_value()
}

pub fn byte_array(octets: Vec<u8>) -> Value {
    allocate(BYTEARRAY.class(), ByteArray::from(octets)).into_value()
}

pub fn tuple(items: Vec<Value>) -> Value {
    crate::collections::tuple_from(items)
}

pub fn list(items: Vec<Value>) -> Value {
    crate::collections::list_from(items)
}

pub fn dict(items: Vec<(Value, Value)>) -> Outcome {
    crate::collections::dict_from(items)
}

// --- asking values ---

pub fn is_exact_str(value: &Value) -> bool {
    value.is_exactly(STR.class())
}

pub fn is_exact_int(value: &Value) -> bool {
    value.is_exactly(INT.class())
}

pub fn is_exact_bytes(value: &Value) -> bool {
    value.is_exactly(BYTES.class())
}

/// A text as an exact `str`.
pub fn plain_str(value: &Value) -> Value {
    match value.downcast::<Str>() {
        Some(own) if !is_exact_str(value) => text(own.clone()),
        _ => value.clone(),
    }
}

/// The items of a tuple or of an instance of a subclass.
pub fn tuple_items(value: &Value) -> Option<Vec<Value>> {
    crate::collections::tuple_items(value).map(<[Value]>::to_vec)
}

/// The items of an exact dict.
pub fn exact_dict_items(value: &Value) -> Option<Vec<(Value, Value)>> {
    crate::collections::exact_dict_items(value)
}

/// The octets of `bytes`, `bytearray` and their subclasses.
pub fn exact_octets(value: &Value) -> Option<Cow<'_, [u8]>> {
    if let Some(own) = value.downcast::<Bytes>() {
        return Some(Cow::Borrowed(own));
    }
    value.downcast::<ByteArray>().map(|own| Cow::Owned(own.borrow().clone()))
}

/// The octets of anything with the buffer protocol.
pub fn bytes_like(value: &Value) -> Option<Cow<'_, [u8]>> {
    exact_octets(value).or_else(|| crate::text::memory_view::octets_behind(value).map(Cow::Owned))
}

/// The same, also of a memory view whose items are scattered.
pub fn all_octets(value: &Value) -> Option<Cow<'_, [u8]>> {
    let behind = || crate::text::memory_view::items_behind(value).map(|(_, octets)| Cow::Owned(octets));
    exact_octets(value).or_else(behind)
}

/// What `__index__` gives; `None` where there is none.
pub fn index_slot(value: &Value) -> Outcome<Option<Value>> {
    if integer_of(value).is_some() {
        return Ok(Some(value.clone()));
    }
    match value.class().slots().index() {
        Some(_) => Ok(Some(crate::value::integer(protocol::index(value)?))),
        None => Ok(None),
    }
}

pub fn has_index(value: &Value) -> bool {
    integer_of(value).is_some() || value.class().slots().index().is_some()
}

/// An argument with `__index__`. Errors: TypeError.
pub fn index_integer(value: &Value) -> Outcome<Integer> {
    let made = index_slot(value)?;
    match made.as_ref().and_then(integer_of) {
        Some(made) => Ok(made.into_owned()),
        None => Err(type_error(format!("'{}' object cannot be interpreted as an integer", value.type_name()))),
    }
}

/// A size or place. Errors: TypeError, OverflowError.
pub fn index_size(value: &Value) -> Outcome<i64> {
    index_or(value, overflow_error)
}

/// The same with another exception for what does not fit.
pub fn index_or<M>(value: &Value, raise: M) -> Outcome<i64>
where
    M: Fn(String) -> crate::exceptions::Raised,
{
    index_integer(value)?
        .to_i64()
        .ok_or_else(|| raise(format!("cannot fit '{}' into an index-sized integer", value.type_name())))
}

/// An argument that is a C `int`. Errors: TypeError, OverflowError.
pub fn index_c_int(value: &Value) -> Outcome<i64> {
    match index_integer(value)?.to_i64() {
        Some(small) if i32::try_from(small).is_ok() => Ok(small),
        _ => Err(overflow_error("Python int too large to convert to C int")),
    }
}

/// What `start` and `end` of a search mean, clamped. Errors: TypeError.
pub fn bounds(given: &Given<'_>, first: usize, length: usize) -> Outcome<(usize, usize)> {
    let bound = |value: Option<&Value>, default: i64| match value {
        None => Ok(default),
        Some(value) if value.is_none() => Ok(default),
        Some(value) if has_index(value) => Ok(index_integer(value)?.saturating_i64()),
        Some(_) => Err(type_error("slice indices must be integers or None or have an __index__ method".to_owned())),
    };
    let (start, end) = (bound(given.get(first), 0)?, bound(given.get(first + 1), i64::MAX)?);
    Ok(crate::text::units::clamp_bounds(start, end, length))
}

/// A slice of a sequence: every index it names is in range.
#[derive(Clone, Copy, Debug)]
pub struct Slice {
    pub start: i64,
    pub step: i64,
    pub count: usize,
}

impl Slice {
    /// Whether it is the whole sequence, in order.
    pub fn whole(&self, length: usize) -> bool {
        self.start == 0 && self.step == 1 && self.count == length
    }
}

/// The key as a slice of a sequence; `None` where it is none. Errors: TypeError, ValueError.
pub fn slice_of(key: &Value, length: usize) -> Outcome<Option<Slice>> {
    match crate::collections::slice_indices(key, length)? {
        Some((start, step, count)) => Ok(Some(Slice { start, step, count })),
        None => Ok(None),
    }
}

/// How often `length` characters or bytes are repeated.
///
/// # Errors
/// As `repetitions`, for twice the memory: what makes them may hold a copy.
pub fn check_repeat(length: usize, count: i64, overflow: Option<&str>) -> Outcome<usize> {
    crate::collections::support::repetitions(length, count, 2, overflow)
}

pub fn truth(value: &Value) -> Outcome<bool> {
    protocol::truth_of(value)
}

pub fn str_of(value: &Value) -> Outcome {
    protocol::convert::str(value)
}

pub fn repr_of(value: &Value) -> Outcome {
    protocol::convert::repr(value)
}

/// `ascii(value)`.
pub fn ascii_of(value: &Value) -> Outcome {
    let shown = repr_of(value)?;
    match shown.downcast::<Str>() {
        Some(own) if !own.is_ascii() => Ok(text(crate::text::repr::escape_non_ascii(own))),
        _ => Ok(shown),
    }
}

/// `repr(value)` for a message.
pub fn shown_repr(value: &Value) -> Outcome<String> {
    Ok(repr_of(value)?.downcast::<Str>().map_or_else(String::new, Str::to_lossy))
}

/// `ascii(value)` for bytes.
pub fn shown_ascii(value: &Value) -> Outcome<String> {
    Ok(ascii_of(value)?.downcast::<Str>().map_or_else(String::new, Str::to_lossy))
}

/// The hash of an object without one of its own.
pub fn identity_hash(value: &Value) -> i64 {
    protocol::compare::identity_hash(value)
}

pub fn is_iterable(value: &Value) -> bool {
    protocol::iterate::is_iterable(value)
}

/// The items of an iterable.
pub fn iterate(value: &Value) -> Outcome<Vec<Value>> {
    protocol::iterate::collect(value.clone())
}

/// The items of an argument of `join`. Errors: TypeError with `message` where it is not iterable.
pub fn sequence_items(value: &Value, message: &'static str) -> Outcome<Vec<Value>> {
    if !is_iterable(value) {
        return Err(type_error(message.to_owned()));
    }
    crate::collections::support::collect(value)
}

/// `len(value)`.
pub fn length_of(value: &Value) -> Outcome<i64> {
    protocol::length(value)
}

/// `object[key]`.
pub fn get_item(object: &Value, key: Value) -> Outcome {
    protocol::items::getitem_slow(object, &key)
}

/// `object[key]`, `None` where that raises LookupError.
pub fn lookup(object: &Value, key: Value) -> Outcome<Option<Value>> {
    match get_item(object, key) {
        Ok(value) => Ok(Some(value)),
        Err(raised) if raised.is_instance_of(&crate::exceptions::LOOKUP_ERROR) => {
            raised.forget();
            Ok(None)
        }
        Err(raised) => Err(raised),
    }
}

/// `object.name`.
pub fn get_attribute(object: &Value, name: &Str) -> Outcome {
    protocol::attributes::getattr_value(object, &crate::names::intern(text(name.clone())))
}

/// Whether `%` takes keys from the value: it can be subscribed, and is no sequence of the format's arguments.
pub fn is_mapping(value: &Value) -> bool {
    let Some(getitem) = value.class().slots().getitem() else { return false };
    let of_sequence = |class: &crate::classes::ClassRef| {
        class.declaration.is_some_and(|own| {
            own.subscript == Subscript::Sequence
                && own.class().slots().getitem().is_some_and(|slot| slot as usize == getitem as usize)
        })
    };
    value.downcast::<Str>().is_none() && !value.class().mro().iter().any(of_sequence)
}

/// Calls a class with positional arguments.
pub fn call_class(class: &Value, arguments: Vec<Value>) -> Outcome {
    let mut arguments: Vec<Option<Value>> = arguments.into_iter().map(Some).collect();
    crate::functions::call_values(class, &mut arguments)
}

/// The int that a special method gave. Errors: the warning where that is an instance of a subclass.
fn exact_int(made: Value, method: &str) -> Outcome {
    if made.is_small_int() || made.is_exactly(INT.class()) {
        return Ok(made);
    }
    deprecated_subclass(method, "int", &made.type_name())?;
    Ok(integer_of(&made).map_or(made.clone(), |made| crate::value::integer(made.into_owned())))
}

/// `__int__` of a number that is no int, or its `__index__` or `__trunc__`. Errors: TypeError.
pub fn int_slot(value: &Value) -> Outcome<Option<Value>> {
    if let Some(slot) = value.class().slots().int() {
        let made = slot(value)?;
        return match integer_of(&made) {
            Some(_) => exact_int(made, "__int__").map(Some),
            None => Err(type_error(format!("__int__ returned non-int (type {})", made.type_name()))),
        };
    }
    if let Some(made) = index_slot(value)? {
        return Ok(Some(made));
    }
    let Some((method, takes_self)) = special::find(value, name!("__trunc__").value())? else { return Ok(None) };
    deprecated("The delegation of int() to __trunc__ is deprecated.")?;
    let made = if takes_self { call(method, [value.clone()])? } else { call(method, [])? };
    if let Some(number) = integer_of(&made) {
        return Ok(Some(crate::value::integer(number.into_owned())));
    }
    match index_slot(&made)? {
        Some(made) => Ok(Some(made)),
        None => Err(type_error(format!("__trunc__ returned non-Integral (type {})", made.type_name()))),
    }
}

/// What `%d` makes of a number that is no int; `None` where it is no number.
pub fn number_as_int(value: &Value) -> Outcome<Option<Value>> {
    let slots = value.class().slots();
    if slots.int().is_none() && slots.index().is_none() && slots.float().is_none() {
        return Ok(None);
    }
    int_slot(value)
}

/// A number as a float by `__float__` or `__index__`; `None` where it has neither. Errors: TypeError, OverflowError.
pub fn float_of_number(value: &Value) -> Outcome<Option<f64>> {
    match value.as_float() {
        Some(value) => Ok(Some(value)),
        None => converted_float(value),
    }
}

/// The same, also of an instance of a subclass of float that has its own `__float__` (`PyNumber_Float`).
pub fn converted_float(value: &Value) -> Outcome<Option<f64>> {
    if let Some(slot) = value.class().slots().float() {
        let made = slot(value)?;
        let Some(number) = made.as_float() else {
            return Err(type_error(format!(
                "{}.__float__ returned non-float (type {})",
                value.type_name(),
                made.type_name()
            )));
        };
        if !made.is_immediate_float() && !made.class().is_builtin() {
            deprecated_subclass(&format!("{}.__float__", value.type_name()), "float", &made.type_name())?;
        }
        return Ok(Some(number));
    }
    match index_slot(value)?.as_ref().and_then(integer_of) {
        Some(value) => Ok(Some(value.to_f64()?)),
        None => Ok(None),
    }
}

/// An argument that must be a real number. Errors: TypeError.
pub fn float_argument(value: &Value) -> Outcome<f64> {
    float_of_number(value)?.ok_or_else(|| type_error(format!("must be real number, not {}", value.type_name())))
}
