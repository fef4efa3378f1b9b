//! The class `complex`.

use super::complex::Complex;
use super::int_class::integer_of;
use super::{float, float_text};
use crate::classes::slots::New;
use crate::classes::special::call_special;
use crate::classes::{BuiltinClass, ClassRef, Comparison, GetSet, Method, Slots};
use crate::exceptions::Outcome;
use crate::functions::builtin::{Arguments, Constructor};
use crate::native::*;
use crate::object::{allocate, Kind};
use crate::protocol::warn::deprecated_subclass;
use crate::text::str::Str;
use crate::text::str_methods;
use crate::value::{boolean, float as float_value, int, Value, NOT_IMPLEMENTED};

pub fn complex(value: Complex) -> Value {
    allocate(COMPLEX.class(), value).into_value()
}

/// A complex, float or int operand; `None` for anything else. Errors: OverflowError.
fn operand(value: &Value) -> Outcome<Option<Complex>> {
    if let Some(value) = value.downcast::<Complex>() {
        return Ok(Some(*value));
    }
    if let Some(value) = value.as_float() {
        return Ok(Some(Complex::new(value, 0.0)));
    }
    match integer_of(value) {
        Some(value) => Ok(Some(Complex::new(value.to_f64()?, 0.0))),
        None => Ok(None),
    }
}

macro_rules! operators {
    ($($name:ident($a:ident, $b:ident) $body:expr;)*) => {
        $(fn $name(a: &Value, b: &Value) -> Outcome {
            let (Some($a), Some($b)) = (operand(a)?, operand(b)?) else { return Ok(NOT_IMPLEMENTED()) };
            Ok(complex($body))
        })*
    };
}

operators! {
    add(a, b) a.add(b);
    sub(a, b) a.sub(b);
    mul(a, b) a.mul(b);
    truediv(a, b) a.div(b)?;
    power_plain(a, b) a.pow(b)?;
}

/// A negative float to a fractional power.
pub fn power_of_floats(base: f64, exponent: f64) -> Outcome {
    Ok(complex(Complex::new(base, 0.0).pow(Complex::new(exponent, 0.0))?))
}

fn power(a: &Value, b: &Value, modulus: &Value) -> Outcome {
    if modulus.is_none() {
        return power_plain(a, b);
    }
    Err(value_error("complex modulo"))
}

fn own(this: &Value) -> Complex {
    this.downcast::<Complex>().copied().unwrap_or(Complex::new(0.0, 0.0))
}

fn exact(this: &Value) -> Value {
    if this.is_exactly(COMPLEX.class()) {
        this.clone()
    } else {
        complex(own(this))
    }
}

fn equal(a: Complex, b: &Value) -> Option<bool> {
    if let Some(b) = integer_of(b) {
        let same = a.imaginary == 0.0 && b.compare_f64(a.real) == Some(std::cmp::Ordering::Equal);
        return Some(same);
    }
    if let Some(b) = b.as_float() {
        return Some(a.imaginary == 0.0 && a.real == b);
    }
    b.downcast::<Complex>().map(|b| a == *b)
}

fn compare(a: &Value, b: &Value, comparison: Comparison) -> Outcome {
    let equality = match (a.downcast::<Complex>(), b.downcast::<Complex>()) {
        (Some(own), _) => equal(*own, b),
        (None, Some(own)) => equal(*own, a),
        (None, None) => None,
    };
    Ok(match (equality, comparison) {
        (Some(same), Comparison::Eq) => boolean(same),
        (Some(same), Comparison::Ne) => boolean(!same),
        _ => NOT_IMPLEMENTED(),
    })
}

fn hash(this: &Value) -> Outcome<i64> {
    let value = own(this);
    let part = |part: f64| float::hash(part).unwrap_or_else(|| identity_hash(this));
    Ok(Complex::combine_hashes(part(value.real), part(value.imaginary)))
}

const SLOTS: Slots = {
    let mut slots = Slots::NONE;
    slots.add = Some(add);
    slots.sub = Some(sub);
    slots.mul = Some(mul);
    slots.truediv = Some(truediv);
    slots.pow = Some(power);
    slots.neg = Some(|this| Ok(complex(own(this).neg())));
    slots.pos = Some(|this| Ok(exact(this)));
    slots.abs = Some(|this| Ok(float_value(own(this).abs()?)));
    slots.compare = Some(compare);
    slots.hash = Some(hash);
    slots.repr = Some(|this| Ok(text(own(this).repr().into())));
    slots.truth = Some(|this| Ok(own(this) != Complex::new(0.0, 0.0)));
    slots.new = Some(New::Native(&NEW));
    slots
};

/// Reads `complex(text)`. Errors: ValueError.
fn parse(source: &Value, own: &Str) -> Outcome<Complex> {
    let malformed = || value_error("complex() arg is a malformed string");
    let digits = str_methods::to_ascii_digits(own).ok_or_else(malformed)?;
    let Some(plain) = float_text::without_underscores(&digits) else {
        return Err(value_error(format!("could not convert string to complex: {}", shown_repr(source)?)));
    };
    Complex::parse(str_methods::trim_number(&plain)).ok_or_else(malformed)
}

/// What `__complex__` gives, where there is one. Errors: TypeError.
fn special(value: &Value) -> Outcome<Option<Complex>> {
    let Some(made) = call_special(value, name!("__complex__"), [])? else { return Ok(None) };
    match made.downcast::<Complex>() {
        Some(number) => {
            if !made.is_exactly(COMPLEX.class()) {
                deprecated_subclass("__complex__", "complex", &type_name(&made))?;
            }
            Ok(Some(*number))
        }
        None => Err(type_error(format!("__complex__ returned non-complex (type {})", type_name(&made)))),
    }
}

/// An argument that must be a number. Errors: TypeError, OverflowError.
pub fn complex_argument(value: &Value) -> Outcome<Complex> {
    if let Some(value) = value.downcast::<Complex>() {
        return Ok(*value);
    }
    match special(value)? {
        Some(value) => Ok(value),
        None => Ok(Complex::new(float_argument(value)?, 0.0)),
    }
}

/// An argument that is no text as a complex number, and whether it was one. Errors: TypeError.
fn number(value: &Value, which: &str, kinds: &str) -> Outcome<(Complex, bool)> {
    if let Some(value) = value.downcast::<Complex>() {
        return Ok((*value, true));
    }
    if let Some(value) = value.as_float() {
        return Ok((Complex::new(value, 0.0), false));
    }
    match float_of_number(value)? {
        Some(value) => Ok((Complex::new(value, 0.0), false)),
        None => Err(type_error(format!("complex() {which} argument must be {kinds}, not '{}'", type_name(value)))),
    }
}

fn made(arguments: &mut Arguments) -> Outcome<Complex> {
    let (real, imaginary) = (arguments.optional(0), arguments.optional(1));
    let Some(real) = real else {
        let Some(imaginary) = imaginary else { return Ok(Complex::new(0.0, 0.0)) };
        return combined(None, Some(&imaginary));
    };
    if let Some(source) = real.downcast::<Str>() {
        if imaginary.is_some() {
            return Err(type_error("complex() can't take second arg if first is a string"));
        }
        return parse(&real, source);
    }
    combined(Some(&real), imaginary.as_ref())
}

fn combined(real: Option<&Value>, imaginary: Option<&Value>) -> Outcome<Complex> {
    if imaginary.is_some_and(|value| value.downcast::<Str>().is_some()) {
        return Err(type_error("complex() second arg can't be a string"));
    }
    let (first, first_complex) = match real {
        None => (Complex::new(0.0, 0.0), false),
        Some(value) => match special(value)? {
            Some(value) => (value, true),
            None => number(value, "first", "a string or a number")?,
        },
    };
    let Some(imaginary) = imaginary else { return Ok(first) };
    let (second, second_complex) = number(imaginary, "second", "a number")?;
    // complex(real, imaginary) is real + imaginary * 1j, without the zeros of parts that are not there
    let real_part = if second_complex { first.real - second.imaginary } else { first.real };
    let imaginary_part = if first_complex { second.real + first.imaginary } else { second.real };
    Ok(Complex::new(real_part, imaginary_part))
}

static NEW: Constructor = Constructor::new("real=0, imag=0", new);

fn new(class: ClassRef, arguments: &mut Arguments) -> Outcome {
    Ok(allocate(class, made(arguments)?).into_value())
}

fn format(this: &Value, given: &Given<'_>) -> Outcome {
    let spec = given.format_spec()?;
    if spec.is_empty() {
        return str_of(this);
    }
    Ok(text(crate::text::format::complex::format(own(this), spec, &type_name(this))?))
}

fn conjugate(this: &Value, _: &Given<'_>) -> Outcome {
    Ok(complex(own(this).conjugate()))
}

fn itself(this: &Value, _: &Given<'_>) -> Outcome {
    Ok(exact(this))
}

fn getnewargs(this: &Value, _: &Given<'_>) -> Outcome {
    let value = own(this);
    Ok(tuple(vec![float_value(value.real), float_value(value.imaginary)]))
}

fn sizeof(_: &Value, _: &Given<'_>) -> Outcome {
    Ok(int(32))
}

const METHODS: &[Method] = &[
    native_method!("conjugate", "self, /", conjugate),
    native_method!("__complex__", "self, /", itself),
    native_method!("__format__", "self, format_spec, /", format),
    native_method!("__getnewargs__", "self, /", getnewargs),
    native_method!("__sizeof__", "self, /", sizeof),
];

const GETSETS: &[GetSet] = &[
    GetSet::new("real", |this| Ok(float_value(own(this).real))),
    GetSet::new("imag", |this| Ok(float_value(own(this).imaginary))),
];

/// The class.
pub static COMPLEX: BuiltinClass = BuiltinClass::new("complex", Kind::Complex)
    .slots(slots!(SLOTS))
    .methods(methods!(METHODS))
    .getsets(getsets!(GETSETS));
