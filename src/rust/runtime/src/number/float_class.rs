//! The class `float`.

use super::int_class::integer_of;
use super::{complex_class, float as arithmetic, float_parse, float_text};
use crate::classes::slots::New;
use crate::classes::{BuiltinClass, ClassRef, Comparison, GetSet, Method, Slots};
use crate::exceptions::Outcome;
use crate::functions::builtin::{Arguments, Constructor};
use crate::native::*;
use crate::object::{allocate, Kind};
use crate::value::{boolean, float, int, integer, Value, NOT_IMPLEMENTED};
use std::cmp::Ordering;

/// A float or int operand as a float; `None` for anything else. Errors: OverflowError.
fn operand(value: &Value) -> Outcome<Option<f64>> {
    if let Some(value) = value.as_float() {
        return Ok(Some(value));
    }
    match integer_of(value) {
        Some(value) => Ok(Some(value.to_f64()?)),
        None => Ok(None),
    }
}

macro_rules! operators {
    ($($name:ident($a:ident, $b:ident) $body:expr;)*) => {
        $(fn $name(a: &Value, b: &Value) -> Outcome {
            let (Some($a), Some($b)) = (operand(a)?, operand(b)?) else { return Ok(NOT_IMPLEMENTED()) };
            Ok($body)
        })*
    };
}

operators! {
    add(a, b) float(a + b);
    sub(a, b) float(a - b);
    mul(a, b) float(a * b);
    truediv(a, b) float(arithmetic::truediv(a, b)?);
    floordiv(a, b) float(arithmetic::floordiv(a, b)?);
    modulo(a, b) float(arithmetic::modulo(a, b)?);
    divmod(a, b) {
        let (quotient, remainder) = arithmetic::divmod(a, b)?;
        tuple(vec![float(quotient), float(remainder)])
    };
    power_plain(a, b) match arithmetic::pow(a, b)? {
        arithmetic::Power::Float(power) => float(power),
        arithmetic::Power::Complex => complex_class::power_of_floats(a, b)?,
    };
}

fn power(a: &Value, b: &Value, modulus: &Value) -> Outcome {
    if modulus.is_none() {
        return power_plain(a, b);
    }
    Err(type_error("pow() 3rd argument not allowed unless all arguments are integers"))
}

fn own(this: &Value) -> f64 {
    this.as_float().unwrap_or(0.0)
}

fn exact(this: &Value) -> Value {
    if this.is_exactly(FLOAT.class()) {
        this.clone()
    } else {
        float(own(this))
    }
}

fn order(a: &Value, b: &Value) -> Option<Option<Ordering>> {
    match (a.as_float(), b.as_float()) {
        (Some(a), Some(b)) => Some(a.partial_cmp(&b)),
        (Some(a), None) => Some(integer_of(b)?.compare_f64(a).map(Ordering::reverse)),
        (None, Some(b)) => Some(integer_of(a)?.compare_f64(b)),
        (None, None) => None,
    }
}

fn compare(a: &Value, b: &Value, comparison: Comparison) -> Outcome {
    Ok(match order(a, b) {
        None => NOT_IMPLEMENTED(),
        Some(None) => boolean(comparison == Comparison::Ne),
        Some(Some(order)) => boolean(comparison.holds(order)),
    })
}

/// The hash; that of a NaN is its identity's.
pub fn hash_of(this: &Value) -> i64 {
    arithmetic::hash(own(this)).unwrap_or_else(|| identity_hash(this))
}

const SLOTS: Slots = {
    let mut slots = Slots::NONE;
    slots.add = Some(add);
    slots.sub = Some(sub);
    slots.mul = Some(mul);
    slots.truediv = Some(truediv);
    slots.floordiv = Some(floordiv);
    slots.mod_ = Some(modulo);
    slots.divmod = Some(divmod);
    slots.pow = Some(power);
    slots.neg = Some(|this| Ok(float(-own(this))));
    slots.pos = Some(|this| Ok(exact(this)));
    slots.abs = Some(|this| Ok(float(own(this).abs())));
    slots.compare = Some(compare);
    slots.hash = Some(|this| Ok(hash_of(this)));
    slots.repr = Some(|this| Ok(text(float_text::repr(own(this)).into())));
    slots.truth = Some(|this| Ok(own(this) != 0.0));
    slots.int = Some(|this| Ok(integer(arithmetic::to_integer(own(this))?)));
    slots.float = Some(|this| Ok(exact(this)));
    slots.new = Some(New::Native(&NEW));
    slots
};

static NEW: Constructor = Constructor::new("x=0, /", new);

fn new(class: ClassRef, arguments: &mut Arguments) -> Outcome {
    let value = arguments.optional(0).map_or(Ok(float(0.0)), |value| float_parse::float_of(&value))?;
    let made = own(&value);
    if class == FLOAT.class() {
        return Ok(value);
    }
    Ok(allocate(class, made).into_value())
}

fn round(this: &Value, given: &Given<'_>) -> Outcome {
    match given.get(0).filter(|digits| !digits.is_none()) {
        None => Ok(integer(arithmetic::round_to_integer(own(this))?)),
        Some(digits) => {
            let digits = index_integer(digits)?.saturating_i64();
            Ok(float(arithmetic::round_to_digits(own(this), digits)?))
        }
    }
}

fn format(this: &Value, given: &Given<'_>) -> Outcome {
    let spec = given.format_spec()?;
    if spec.is_empty() {
        return str_of(this);
    }
    Ok(text(crate::text::format::float::format(own(this), spec, &type_name(this))?))
}

fn fromhex(class: &Value, given: &Given<'_>) -> Outcome {
    let source = given.required(0);
    let Some(source) = source.downcast::<crate::text::str::Str>() else {
        return Err(type_error("bad argument type for built-in operation"));
    };
    let plain = source.as_ascii().unwrap_or("?");
    let value = float(float_text::parse_hexadecimal(plain.as_bytes())?);
    if class.is(&FLOAT.value()) {
        Ok(value)
    } else {
        call_class(class, vec![value])
    }
}

fn as_integer_ratio(this: &Value, _: &Given<'_>) -> Outcome {
    let (numerator, denominator) = arithmetic::as_integer_ratio(own(this))?;
    Ok(tuple(vec![integer(numerator), integer(denominator)]))
}

fn getformat(_: &Value, given: &Given<'_>) -> Outcome {
    let kind = given.required(0);
    let kind = kind.downcast::<crate::text::str::Str>().map(|kind| kind.to_lossy());
    match kind.as_deref() {
        Some("double" | "float") => Ok(text("IEEE, little-endian".into())),
        Some(_) => Err(value_error("__getformat__() argument 1 must be 'double' or 'float'")),
        None => Err(type_error(format!("__getformat__() argument must be str, not {}", type_name(given.required(0))))),
    }
}

macro_rules! simple {
    ($($name:ident => $this:ident, $body:expr;)*) => {
        $(fn $name($this: &Value, _: &Given<'_>) -> Outcome {
            Ok($body)
        })*
    };
}

simple! {
    is_integer => this, boolean(arithmetic::is_integer(own(this)));
    hex => this, text(float_text::to_hexadecimal(own(this)).into());
    conjugate => this, exact(this);
    trunc => this, integer(arithmetic::to_integer(own(this))?);
    floor => this, integer(arithmetic::to_integer(own(this).floor())?);
    ceil => this, integer(arithmetic::to_integer(own(this).ceil())?);
    getnewargs => this, tuple(vec![float(own(this))]);
    sizeof => _this, int(24);
}

const GETSETS: &[GetSet] = &[GetSet::new("real", |this| Ok(exact(this))), GetSet::new("imag", |_| Ok(float(0.0)))];

const METHODS: &[Method] = &[
    native_method!("is_integer", "self, /", is_integer),
    native_method!("hex", "self, /", hex),
    native_class_method!("fromhex", "self, string, /", fromhex),
    native_class_method!("__getformat__", "self, typestr, /", getformat),
    native_method!("conjugate", "self, /", conjugate),
    native_method!("as_integer_ratio", "self, /", as_integer_ratio),
    native_method!("__trunc__", "self, /", trunc),
    native_method!("__floor__", "self, /", floor),
    native_method!("__ceil__", "self, /", ceil),
    native_method!("__round__", "self, ndigits=None, /", round),
    native_method!("__format__", "self, format_spec, /", format),
    native_method!("__getnewargs__", "self, /", getnewargs),
    native_method!("__sizeof__", "self, /", sizeof),
];

/// The class.
pub static FLOAT: BuiltinClass = BuiltinClass::new("float", Kind::Float)
    .conversion(conversion!(|number| float_parse::float_of(&number)))
    .slots(slots_behind!(crate::kept::FLOATS, SLOTS))
    .methods(methods!(METHODS))
    .getsets(getsets!(GETSETS));
