//! `math`'s functions of floats and their errors; `number/libm` computes what C's library does.

use crate::number::failure::{Checked, Failure};
use crate::number::libm;

/// What a function of one argument does with an infinite result of a finite argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Infinite {
    /// OverflowError: the result is too large.
    Range,
    /// ValueError: the argument is a pole.
    Domain,
}

/// One function of one float and how its errors show.
pub struct Unary {
    pub name: &'static str,
    pub function: fn(f64) -> f64,
    pub infinite: Infinite,
}

const fn unary(name: &'static str, function: fn(f64) -> f64, infinite: Infinite) -> Unary {
    Unary { name, function, infinite }
}

use Infinite::{Domain, Range};

/// The functions of one float whose errors follow from the result alone.
pub static UNARY: [Unary; 20] = [
    unary("acos", libm::acos, Domain),
    unary("acosh", libm::acosh, Domain),
    unary("asin", libm::asin, Domain),
    unary("asinh", libm::asinh, Domain),
    unary("atan", libm::atan, Domain),
    unary("atanh", libm::atanh, Domain),
    unary("cbrt", libm::cbrt, Domain),
    unary("cos", libm::cos, Domain),
    unary("cosh", libm::cosh, Range),
    unary("erf", libm::erf, Domain),
    unary("erfc", libm::erfc, Domain),
    unary("exp", libm::exp, Range),
    unary("exp2", libm::exp2, Range),
    unary("expm1", libm::expm1, Range),
    unary("log1p", libm::log1p, Domain),
    unary("sin", libm::sin, Domain),
    unary("sinh", libm::sinh, Range),
    unary("sqrt", f64::sqrt, Domain),
    unary("tan", libm::tan, Domain),
    unary("tanh", libm::tanh, Domain),
];

pub fn domain_error() -> Failure {
    Failure::value("math domain error")
}

pub fn range_error() -> Failure {
    Failure::overflow("math range error")
}

impl Unary {
    /// Errors: ValueError `math domain error`, OverflowError `math range error`.
    pub fn call(&self, x: f64) -> Checked<f64> {
        let result = (self.function)(x);
        if result.is_nan() && !x.is_nan() {
            return Err(domain_error());
        }
        if result.is_infinite() && x.is_finite() {
            return Err(if self.infinite == Range { range_error() } else { domain_error() });
        }
        Ok(result)
    }
}

/// The mantissa in [0.5, 1) and the exponent of a finite number that is not zero.
pub fn split(x: f64) -> (f64, i32) {
    let bits = x.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i32;
    if exponent == 0 {
        let (mantissa, exponent) = split(x * f64::from_bits(0x4350_0000_0000_0000)); // 2**54
        return (mantissa, exponent - 54);
    }
    (f64::from_bits(bits & !(0x7ff << 52) | 0x3fe << 52), exponent - 1022)
}

/// `x * 2**exponent`, rounded once.
pub fn scale(x: f64, exponent: i64) -> f64 {
    const LARGEST: f64 = f64::from_bits(2046 << 52); // 2**1023
    const SMALLEST: f64 = f64::MIN_POSITIVE * 9007199254740992.0; // 2**-969: the steps before the last one are exact
    let (mut x, mut exponent) = (x, exponent.clamp(-4000, 4000));
    while exponent > 1023 {
        x *= LARGEST;
        exponent -= 1023;
    }
    while exponent < -1022 {
        x *= SMALLEST;
        exponent += 969;
    }
    x * f64::from_bits(((exponent + 1023) as u64) << 52)
}

/// One of the logarithms of a float. Errors: ValueError where the argument is not positive.
fn checked_log(x: f64, function: fn(f64) -> f64) -> Checked<f64> {
    if x.is_finite() {
        if x > 0.0 {
            Ok(function(x))
        } else {
            Err(domain_error())
        }
    } else if x.is_nan() || x > 0.0 {
        Ok(x)
    } else {
        Err(domain_error())
    }
}

pub fn natural_log(x: f64) -> Checked<f64> {
    checked_log(x, libm::log)
}

pub fn log2(x: f64) -> Checked<f64> {
    checked_log(x, libm::log2)
}

pub fn log10(x: f64) -> Checked<f64> {
    checked_log(x, libm::log10)
}

/// `math.pow`. Errors: ValueError, OverflowError.
pub fn pow(x: f64, y: f64) -> Checked<f64> {
    let result = libm::pow(x, y);
    if !x.is_finite() || !y.is_finite() {
        return Ok(result);
    }
    if result.is_nan() {
        return Err(domain_error());
    }
    if result.is_infinite() {
        return Err(if x == 0.0 { domain_error() } else { range_error() });
    }
    Ok(result)
}

/// `math.fmod`. Errors: ValueError.
pub fn fmod(x: f64, y: f64) -> Checked<f64> {
    if y.is_infinite() && x.is_finite() {
        return Ok(x);
    }
    let result = x % y;
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain_error());
    }
    Ok(result)
}

/// `math.remainder`: IEEE 754's. Errors: ValueError.
pub fn remainder(x: f64, y: f64) -> Checked<f64> {
    if x.is_nan() {
        return Ok(x);
    }
    if y.is_nan() {
        return Ok(y);
    }
    if x.is_infinite() || y == 0.0 {
        return Err(domain_error());
    }
    if y.is_infinite() {
        return Ok(x);
    }
    let (magnitude, divisor) = (x.abs(), y.abs());
    let rest = magnitude % divisor;
    let complement = divisor - rest;
    let result = if rest < complement {
        rest
    } else if rest > complement {
        -complement
    } else {
        rest - 2.0 * ((0.5 * (magnitude - rest)) % divisor)
    };
    Ok(1f64.copysign(x) * result)
}

/// `math.ldexp`. Errors: OverflowError.
pub fn ldexp(x: f64, exponent: i64) -> Checked<f64> {
    if x == 0.0 || !x.is_finite() {
        return Ok(x);
    }
    let result = scale(x, exponent);
    if result.is_infinite() {
        return Err(range_error());
    }
    Ok(result)
}

/// `math.frexp`.
pub fn frexp(x: f64) -> (f64, i64) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    let (mantissa, exponent) = split(x);
    (mantissa, exponent as i64)
}

/// `math.modf`.
pub fn modf(x: f64) -> (f64, f64) {
    if x.is_infinite() {
        return (0f64.copysign(x), x);
    }
    if x.is_nan() {
        return (x, x);
    }
    let whole = x.trunc();
    ((x - whole).copysign(x), whole)
}

/// `math.nextafter`.
pub fn nextafter(x: f64, y: f64) -> f64 {
    if x.is_nan() || y.is_nan() {
        return x + y;
    }
    if x == y {
        return y;
    }
    if x == 0.0 {
        return f64::from_bits(1).copysign(y);
    }
    let bits = x.to_bits();
    f64::from_bits(if (y > x) == (x > 0.0) { bits + 1 } else { bits - 1 })
}

/// `math.ulp`.
pub fn ulp(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    let x = x.abs();
    if x.is_infinite() {
        return x;
    }
    let next = nextafter(x, f64::INFINITY);
    if next.is_infinite() {
        x - nextafter(x, 0.0)
    } else {
        next - x
    }
}

/// `math.isclose`. Errors: ValueError where a tolerance is negative.
pub fn isclose(a: f64, b: f64, relative: f64, absolute: f64) -> Checked<bool> {
    if relative < 0.0 || absolute < 0.0 {
        return Err(Failure::value("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(true);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(false);
    }
    let difference = (b - a).abs();
    Ok(difference <= (relative * b).abs() || difference <= (relative * a).abs() || difference <= absolute)
}

/// `math.degrees`.
pub fn degrees(x: f64) -> f64 {
    x * (180.0 / std::f64::consts::PI)
}

/// `math.radians`.
pub fn radians(x: f64) -> f64 {
    x * (std::f64::consts::PI / 180.0)
}
