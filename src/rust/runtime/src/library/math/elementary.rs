//! The functions of C's libm as glibc computes them on x86-64, as near as can be had.
//!
//! `exp exp2 log log2 pow` are the C library's: wasi-libc has the algorithms of glibc, which only contracts products and
//! sums where the processor can (measured: `exp2` equal, `log` 0.003 %, `pow` and `exp` 0.08 % of results differ, in
//! the last place). `sin cos tan asin acos atan atan2` of wasi-libc differ in 3 % and more; those of `pxfm`, correctly
//! rounded but for rare cases, differ in 0.05 to 0.2 %. `cbrt` is left out: glibc's is off by up to 2.6 units there.

use crate::number::failure::{Checked, Failure};

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

use super::hyperbolic;
use Infinite::{Domain, Range};

/// The functions of one float whose errors follow from the result alone.
pub static UNARY: [Unary; 17] = [
    unary("acos", acos, Domain),
    unary("acosh", hyperbolic::acosh, Domain),
    unary("asin", asin, Domain),
    unary("asinh", hyperbolic::asinh, Domain),
    unary("atan", pxfm::f_atan, Domain),
    unary("atanh", hyperbolic::atanh, Domain),
    unary("cos", pxfm::f_cos, Domain),
    unary("cosh", hyperbolic::cosh, Range),
    unary("exp", f64::exp, Range),
    unary("exp2", f64::exp2, Range),
    unary("expm1", hyperbolic::expm1, Range),
    unary("log1p", hyperbolic::log1p, Domain),
    unary("sin", pxfm::f_sin, Domain),
    unary("sinh", hyperbolic::sinh, Range),
    unary("sqrt", f64::sqrt, Domain),
    unary("tan", pxfm::f_tan, Domain),
    unary("tanh", hyperbolic::tanh, Domain),
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

fn acos(x: f64) -> f64 {
    if x.abs() > 1.0 {
        f64::NAN
    } else {
        pxfm::f_acos(x)
    }
}

fn asin(x: f64) -> f64 {
    if x.abs() > 1.0 {
        f64::NAN
    } else {
        pxfm::f_asin(x)
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
    libm::scalbn(x, exponent.clamp(-4000, 4000) as i32)
}

/// Natural logarithm of a positive number.
pub fn log(x: f64) -> f64 {
    x.ln()
}

/// The base-10 logarithm of a positive finite number, as glibc makes it from the natural one.
fn log10_positive(x: f64) -> f64 {
    const INVERSE_LN10: f64 = std::f64::consts::LOG10_E;
    const LOG10_2_HIGH: f64 = 3.010_299_956_636_117_7e-01;
    const LOG10_2_LOW: f64 = 3.694_239_077_158_931e-13;
    let (x, adjust) = if x < f64::MIN_POSITIVE { (x * 2f64.powi(54), -54) } else { (x, 0) };
    let bits = x.to_bits();
    let exponent = (bits >> 52) as i64 - 1023 + adjust;
    let negative = i64::from(exponent < 0);
    let mantissa = f64::from_bits(bits & ((1 << 52) - 1) | ((1023 - negative) as u64) << 52);
    let y = (exponent + negative) as f64;
    let z = y * LOG10_2_LOW + INVERSE_LN10 * log(mantissa);
    z + y * LOG10_2_HIGH
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
    checked_log(x, log)
}

pub fn log2(x: f64) -> Checked<f64> {
    checked_log(x, f64::log2)
}

pub fn log10(x: f64) -> Checked<f64> {
    checked_log(x, log10_positive)
}

/// `math.pow`. Errors: ValueError, OverflowError.
pub fn pow(x: f64, y: f64) -> Checked<f64> {
    let result = crate::number::libm::pow(x, y);
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

/// `math.atan2` with C99's special values.
pub fn atan2(y: f64, x: f64) -> f64 {
    use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};
    if x.is_nan() || y.is_nan() {
        return f64::NAN;
    }
    if y.is_infinite() {
        let angle = match (x.is_infinite(), x.is_sign_negative()) {
            (true, false) => FRAC_PI_4,
            (true, true) => 0.75 * PI,
            _ => FRAC_PI_2,
        };
        return angle.copysign(y);
    }
    if x.is_infinite() || y == 0.0 {
        return if x.is_sign_positive() { 0f64.copysign(y) } else { PI.copysign(y) };
    }
    // `pxfm` forgets the sign where the result underflows
    pxfm::f_atan2(y, x).copysign(y)
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
