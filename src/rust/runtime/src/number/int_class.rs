//! The class `int`.

use super::integer::Integer;
use super::integer_bytes::ByteOrder;
use super::integer_division::Power;
use super::{float, int_parse};
use crate::classes::slots::New;
use crate::classes::{BuiltinClass, ClassRef, Comparison, GetSet, Method, Slots};
use crate::exceptions::Outcome;
use crate::functions::builtin::{Arguments, Constructor};
use crate::native::*;
use crate::object::{allocate, Kind};
use crate::text::str::Str;
use crate::value::{boolean, float as float_value, int, integer, Value, NOT_IMPLEMENTED};
use std::borrow::Cow;

/// The int in a value, borrowed where it is large.
pub fn integer_of(value: &Value) -> Option<Cow<'_, Integer>> {
    if let Some(small) = value.as_small_int() {
        return Some(Cow::Owned(Integer::Small(small)));
    }
    if let Some(truth) = value.as_bool() {
        return Some(Cow::Owned(Integer::Small(truth as i64)));
    }
    value.downcast::<Integer>().map(Cow::Borrowed)
}

fn pair<'a>(a: &'a Value, b: &'a Value) -> Option<(Cow<'a, Integer>, Cow<'a, Integer>)> {
    Some((integer_of(a)?, integer_of(b)?))
}

macro_rules! operators {
    ($($name:ident($a:ident, $b:ident) $body:expr;)*) => {
        $(fn $name(a: &Value, b: &Value) -> Outcome {
            let Some(($a, $b)) = pair(a, b) else { return Ok(NOT_IMPLEMENTED()) };
            Ok($body)
        })*
    };
}

operators! {
    add(a, b) integer(a.add(&b));
    sub(a, b) integer(a.sub(&b));
    mul(a, b) integer(a.mul(&b));
    floordiv(a, b) integer(a.floordiv(&b)?);
    modulo(a, b) integer(a.modulo(&b)?);
    truediv(a, b) float_value(a.truediv(&b)?);
    lshift(a, b) integer(a.shl(&b)?);
    rshift(a, b) integer(a.shr(&b)?);
    and(a, b) integer(a.and(&b));
    or(a, b) integer(a.or(&b));
    xor(a, b) integer(a.xor(&b));
    divmod(a, b) {
        let (quotient, remainder) = a.divmod(&b)?;
        tuple(vec![integer(quotient), integer(remainder)])
    };
    power_plain(a, b) match a.pow(&b)? {
        Power::Integer(power) => integer(power),
        Power::Float => match float::pow(a.to_f64()?, b.to_f64()?)? {
            float::Power::Float(power) => float_value(power),
            // an integral exponent never leaves the real line
            float::Power::Complex => return Ok(NOT_IMPLEMENTED()),
        },
    };
}

/// `pow(a, b, c)`, c being None where there is no modulus; NotImplemented where one of them is no int.
fn power(a: &Value, b: &Value, c: &Value) -> Outcome {
    if c.is_none() {
        return power_plain(a, b);
    }
    match (integer_of(a), integer_of(b), integer_of(c)) {
        (Some(a), Some(b), Some(c)) => Ok(integer(a.pow_mod(&b, &c)?)),
        _ => Ok(NOT_IMPLEMENTED()),
    }
}

fn own(this: &Value) -> Cow<'_, Integer> {
    integer_of(this).unwrap_or(Cow::Owned(Integer::ZERO))
}

/// The value as an exact int.
fn exact(this: &Value) -> Value {
    if this.is_small_int() || this.is_exactly(INT.class()) {
        return this.clone();
    }
    integer(own(this).into_owned())
}

fn compare(a: &Value, b: &Value, comparison: Comparison) -> Outcome {
    match pair(a, b) {
        Some((a, b)) => Ok(boolean(comparison.holds(a.as_ref().cmp(b.as_ref())))),
        None => Ok(NOT_IMPLEMENTED()),
    }
}

fn repr(this: &Value) -> Outcome {
    Ok(text(own(this).to_decimal()?.into()))
}

const SLOTS: Slots = {
    let mut slots = Slots::NONE;
    slots.add = Some(add);
    slots.sub = Some(sub);
    slots.mul = Some(mul);
    slots.floordiv = Some(floordiv);
    slots.mod_ = Some(modulo);
    slots.truediv = Some(truediv);
    slots.divmod = Some(divmod);
    slots.pow = Some(power);
    slots.lshift = Some(lshift);
    slots.rshift = Some(rshift);
    slots.and_ = Some(and);
    slots.or_ = Some(or);
    slots.xor = Some(xor);
    slots.neg = Some(|this| Ok(integer(own(this).neg())));
    slots.pos = Some(|this| Ok(exact(this)));
    slots.abs = Some(|this| Ok(integer(own(this).abs())));
    slots.invert = Some(|this| Ok(integer(own(this).invert())));
    slots.compare = Some(compare);
    slots.hash = Some(|this| Ok(own(this).hash()));
    slots.repr = Some(repr);
    slots.truth = Some(|this| Ok(!own(this).is_zero()));
    slots.index = Some(|this| Ok(exact(this)));
    slots.int = Some(|this| Ok(exact(this)));
    slots.float = Some(|this| Ok(float_value(own(this).to_f64()?)));
    slots.new = Some(New::Native(&NEW));
    slots
};

fn made(arguments: &mut Arguments) -> Outcome {
    match (arguments.optional(0), arguments.optional(1)) {
        (None, None) => Ok(int(0)),
        (None, Some(_)) => Err(type_error("int() missing string argument")),
        (Some(value), None) => int_parse::int_of(&value),
        (Some(value), Some(base)) => int_parse::int_with_base(&value, &base),
    }
}

static NEW: Constructor = Constructor::new("x=0, /, base=10", new);

/// `int.__new__`.
fn new(class: ClassRef, arguments: &mut Arguments) -> Outcome {
    let made = made(arguments)?;
    if class == INT.class() {
        return Ok(made);
    }
    Ok(allocate(class, own(&made).into_owned()).into_value())
}

fn to_bytes(this: &Value, given: &Given<'_>) -> Outcome {
    let (length, order, signed) = (given.get(0), given.get(1), given.get(2));
    let length = length.map_or(Ok(1), index_size)?;
    let order = byte_order(order, "to_bytes")?;
    let signed = signed.map_or(Ok(false), truth)?;
    if length < 0 {
        return Err(value_error("length argument must be non-negative"));
    }
    Ok(bytes(own(this).to_bytes(length as usize, order, signed)?))
}

fn byte_order(value: Option<&Value>, function: &str) -> Outcome<ByteOrder> {
    match value {
        None => Ok(ByteOrder::Big),
        Some(value) => match value.downcast::<Str>() {
            Some(name) => Ok(ByteOrder::named(&name.to_lossy())?),
            None => Err(type_error(format!("{function}() argument 'byteorder' must be str, not {}", type_name(value)))),
        },
    }
}

fn from_bytes(class: &Value, given: &Given<'_>) -> Outcome {
    let (source, order, signed) = (given.get(0), given.get(1), given.get(2));
    let order = byte_order(order, "from_bytes")?;
    let signed = signed.map_or(Ok(false), truth)?;
    let source = source.unwrap_or(class);
    let octets = crate::text::octets_of(source)?;
    let value = integer(Integer::from_bytes(&octets, order, signed));
    if class.is(&INT.value()) {
        Ok(value)
    } else {
        call_class(class, vec![value])
    }
}

fn round(this: &Value, given: &Given<'_>) -> Outcome {
    let Some(digits) = given.get(0) else { return Ok(exact(this)) };
    let digits = index_integer(digits)?;
    if !digits.is_negative() {
        return Ok(exact(this));
    }
    Ok(integer(own(this).round_to_tens(&digits.neg())?))
}

fn format(this: &Value, given: &Given<'_>) -> Outcome {
    let spec = given.format_spec()?;
    if spec.is_empty() {
        return str_of(this);
    }
    Ok(text(crate::text::format::integer::format(&own(this), spec, &type_name(this))?))
}

fn getnewargs(this: &Value, _: &Given<'_>) -> Outcome {
    Ok(tuple(vec![exact(this)]))
}

/// What CPython's int of this size takes: 24 bytes and 4 for each digit of 30 bits.
fn sizeof(this: &Value, _: &Given<'_>) -> Outcome {
    let digits = own(this).bit_length().div_ceil(30).max(1);
    Ok(int(24 + 4 * digits as i64))
}

macro_rules! simple {
    ($($name:ident => $this:ident, $body:expr;)*) => {
        $(fn $name($this: &Value, _: &Given<'_>) -> Outcome {
            Ok($body)
        })*
    };
}

simple! {
    bit_length => this, int(own(this).bit_length() as i64);
    bit_count => this, int(own(this).bit_count() as i64);
    conjugate => this, exact(this);
    as_integer_ratio => this, tuple(vec![exact(this), int(1)]);
    trunc => this, exact(this);
    floor => this, exact(this);
    ceil => this, exact(this);
}

const METHODS: &[Method] = &[
    native_method!("bit_length", "self, /", bit_length),
    native_method!("bit_count", "self, /", bit_count),
    native_method!("conjugate", "self, /", conjugate),
    native_method!("as_integer_ratio", "self, /", as_integer_ratio),
    native_method!("to_bytes", "self, length=1, byteorder='big', *, signed=False", to_bytes),
    native_class_method!("from_bytes", "self, bytes, byteorder='big', *, signed=False", from_bytes),
    native_method!("__trunc__", "self, /", trunc),
    native_method!("__floor__", "self, /", floor),
    native_method!("__ceil__", "self, /", ceil),
    native_method!("__round__", "self, ndigits=None, /", round),
    native_method!("__format__", "self, format_spec, /", format),
    native_method!("__getnewargs__", "self, /", getnewargs),
    native_method!("__sizeof__", "self, /", sizeof),
];

/// The class.
pub static INT: BuiltinClass = BuiltinClass::new("int", Kind::Integer)
    .conversion(conversion!(|number| made(&mut Arguments::new(&mut [Some(number), None]))))
    .slots(slots!(SLOTS))
    .methods(methods!(METHODS))
    .getsets(getsets!(GETSETS));

const GETSETS: &[GetSet] = &[
    GetSet::new("real", |this| Ok(exact(this))),
    GetSet::new("imag", |_| Ok(int(0))),
    GetSet::new("numerator", |this| Ok(exact(this))),
    GetSet::new("denominator", |_| Ok(int(1))),
];
