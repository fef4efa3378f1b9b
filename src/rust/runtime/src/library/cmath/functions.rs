//! The functions of a complex number, by the formulas of CPython's `cmathmodule.c` (after Kahan, "Branch cuts for
//! complex elementary functions", 1987), without interpreter state.

use super::special_values::{self as special, Table};
use crate::library::math::elementary::{domain_error, range_error, scale};
use crate::number::complex::Complex;
use crate::number::failure::Checked;
use crate::number::libm;
use std::f64::consts::{E, FRAC_PI_2, LN_10, LN_2};

/// A quarter of the largest float; its root and logarithm.
const LARGE: f64 = f64::MAX / 4.0;
const ROOT_OF_LARGE: f64 = 6.703903964971298e153;
const LOG_OF_LARGE: f64 = 708.3964185322641;
const ROOT_OF_SMALLEST: f64 = 1.4916681462400413e-154;

fn finite(z: Complex) -> bool {
    z.real.is_finite() && z.imaginary.is_finite()
}

/// The row or column of a part in a table of special values.
fn place(part: f64) -> usize {
    let negative = part.is_sign_negative();
    match part {
        _ if part.is_nan() => 6,
        _ if part.is_infinite() => 5 * usize::from(!negative),
        _ if part == 0.0 => 2 + usize::from(!negative),
        _ => 1 + 3 * usize::from(!negative),
    }
}

fn look_up(table: &Table, z: Complex) -> Complex {
    let (real, imaginary) = table[place(z.real)][place(z.imaginary)];
    Complex::new(real, imaginary)
}

/// An infinite real part with a finite imaginary one that is not zero: the angle decides the signs.
fn is_directed_infinity(z: Complex) -> bool {
    z.real.is_infinite() && z.imaginary.is_finite() && z.imaginary != 0.0
}

/// Numbers of the given sizes with the signs of the cosine and the sine.
fn in_direction(angle: f64, size: f64) -> Complex {
    Complex::new(size.copysign(libm::cos(angle)), size.copysign(libm::sin(angle)))
}

fn in_range(z: Complex) -> Checked<Complex> {
    if z.real.is_infinite() || z.imaginary.is_infinite() {
        return Err(range_error());
    }
    Ok(z)
}

/// i z
fn turned(z: Complex) -> Complex {
    Complex::new(-z.imaginary, z.real)
}

/// z / i
fn turned_back(z: Complex) -> Complex {
    Complex::new(z.imaginary, -z.real)
}

fn is_large(z: Complex) -> bool {
    z.real.abs() > LARGE || z.imaginary.abs() > LARGE
}

/// `log(|2 z|)` without overflow, for large numbers.
fn log_of_large(z: Complex) -> f64 {
    libm::log(libm::hypot(z.real / 2.0, z.imaginary / 2.0)) + LN_2 * 2.0
}

pub fn acos(z: Complex) -> Checked<Complex> {
    if !finite(z) {
        return Ok(look_up(&special::ACOS, z));
    }
    if is_large(z) {
        let size = log_of_large(z);
        let imaginary = if z.real < 0.0 { -size.copysign(z.imaginary) } else { size.copysign(-z.imaginary) };
        return Ok(Complex::new(libm::atan2(z.imaginary.abs(), z.real), imaginary));
    }
    let s1 = sqrt(Complex::new(1.0 - z.real, -z.imaginary))?;
    let s2 = sqrt(Complex::new(1.0 + z.real, z.imaginary))?;
    Ok(Complex::new(2.0 * libm::atan2(s1.real, s2.real), libm::asinh(s2.real * s1.imaginary - s2.imaginary * s1.real)))
}

pub fn acosh(z: Complex) -> Checked<Complex> {
    if !finite(z) {
        return Ok(look_up(&special::ACOSH, z));
    }
    if is_large(z) {
        return Ok(Complex::new(log_of_large(z), libm::atan2(z.imaginary, z.real)));
    }
    let s1 = sqrt(Complex::new(z.real - 1.0, z.imaginary))?;
    let s2 = sqrt(Complex::new(z.real + 1.0, z.imaginary))?;
    Ok(Complex::new(
        libm::asinh(s1.real * s2.real + s1.imaginary * s2.imaginary),
        2.0 * libm::atan2(s1.imaginary, s2.real),
    ))
}

pub fn asin(z: Complex) -> Checked<Complex> {
    Ok(turned_back(asinh(turned(z))?))
}

pub fn asinh(z: Complex) -> Checked<Complex> {
    if !finite(z) {
        return Ok(look_up(&special::ASINH, z));
    }
    if is_large(z) {
        let size = log_of_large(z);
        let real = if z.imaginary >= 0.0 { size.copysign(z.real) } else { -size.copysign(-z.real) };
        return Ok(Complex::new(real, libm::atan2(z.imaginary, z.real.abs())));
    }
    let s1 = sqrt(Complex::new(1.0 + z.imaginary, -z.real))?;
    let s2 = sqrt(Complex::new(1.0 - z.imaginary, z.real))?;
    Ok(Complex::new(
        libm::asinh(s1.real * s2.imaginary - s2.real * s1.imaginary),
        libm::atan2(z.imaginary, s1.real * s2.real - s1.imaginary * s2.imaginary),
    ))
}

pub fn atan(z: Complex) -> Checked<Complex> {
    Ok(turned_back(atanh(turned(z))?))
}

/// Errors: ValueError at 1 and -1.
pub fn atanh(z: Complex) -> Checked<Complex> {
    if !finite(z) {
        return Ok(look_up(&special::ATANH, z));
    }
    if z.real.is_sign_negative() {
        return Ok(atanh(z.neg())?.neg());
    }
    let size = z.imaginary.abs();
    if z.real > ROOT_OF_LARGE || size > ROOT_OF_LARGE {
        let h = libm::hypot(z.real / 2.0, z.imaginary / 2.0);
        return Ok(Complex::new(z.real / 4.0 / h / h, -FRAC_PI_2.copysign(-z.imaginary)));
    }
    if z.real == 1.0 && size < ROOT_OF_SMALLEST {
        if size == 0.0 {
            return Err(domain_error());
        }
        let real = -libm::log(size.sqrt() / libm::hypot(size, 2.0).sqrt());
        return Ok(Complex::new(real, (libm::atan2(2.0, -size) / 2.0).copysign(z.imaginary)));
    }
    let rest = 1.0 - z.real;
    Ok(Complex::new(
        libm::log1p(4.0 * z.real / (rest * rest + size * size)) / 4.0,
        -libm::atan2(-2.0 * z.imaginary, rest * (1.0 + z.real) - size * size) / 2.0,
    ))
}

/// Errors: ValueError, OverflowError; so for all that follow.
pub fn cos(z: Complex) -> Checked<Complex> {
    cosh(turned(z))
}

pub fn cosh(z: Complex) -> Checked<Complex> {
    if !finite(z) {
        if z.imaginary.is_infinite() && !z.real.is_nan() {
            return Err(domain_error());
        }
        if !is_directed_infinity(z) {
            return Ok(look_up(&special::COSH, z));
        }
        let result = in_direction(z.imaginary, f64::INFINITY);
        let sign = if z.real > 0.0 { 1.0 } else { -1.0 };
        return Ok(Complex::new(result.real, sign * result.imaginary));
    }
    let (cosine, sine) = (libm::cos(z.imaginary), libm::sin(z.imaginary));
    if z.real.abs() > LOG_OF_LARGE {
        let less = z.real - 1f64.copysign(z.real);
        return in_range(Complex::new(cosine * libm::cosh(less) * E, sine * libm::sinh(less) * E));
    }
    in_range(Complex::new(cosine * libm::cosh(z.real), sine * libm::sinh(z.real)))
}

pub fn exp(z: Complex) -> Checked<Complex> {
    if !finite(z) {
        if z.imaginary.is_infinite() && (z.real.is_finite() || z.real == f64::INFINITY) {
            return Err(domain_error());
        }
        if !is_directed_infinity(z) {
            return Ok(look_up(&special::EXP, z));
        }
        return Ok(in_direction(z.imaginary, if z.real > 0.0 { f64::INFINITY } else { 0.0 }));
    }
    let (cosine, sine) = (libm::cos(z.imaginary), libm::sin(z.imaginary));
    if z.real > LOG_OF_LARGE {
        let size = libm::exp(z.real - 1.0);
        return in_range(Complex::new(size * cosine * E, size * sine * E));
    }
    let size = libm::exp(z.real);
    in_range(Complex::new(size * cosine, size * sine))
}

/// What `log` gives besides its error at zero, which a division of two logarithms forgets.
pub fn unchecked_log(z: Complex) -> Complex {
    if !finite(z) {
        return look_up(&special::LOG, z);
    }
    let (a, b) = (z.real.abs(), z.imaginary.abs());
    let real = if is_large(z) {
        libm::log(libm::hypot(a / 2.0, b / 2.0)) + LN_2
    } else if a < f64::MIN_POSITIVE && b < f64::MIN_POSITIVE {
        if a > 0.0 || b > 0.0 {
            libm::log(libm::hypot(scale(a, 53), scale(b, 53))) - 53.0 * LN_2
        } else {
            f64::NEG_INFINITY
        }
    } else {
        let h = libm::hypot(a, b);
        if (0.71..=1.73).contains(&h) {
            let (larger, smaller) = if a > b { (a, b) } else { (b, a) };
            libm::log1p((larger - 1.0) * (larger + 1.0) + smaller * smaller) / 2.0
        } else {
            libm::log(h)
        }
    };
    Complex::new(real, libm::atan2(z.imaginary, z.real))
}

pub fn log(z: Complex) -> Checked<Complex> {
    if z.real == 0.0 && z.imaginary == 0.0 {
        return Err(domain_error());
    }
    Ok(unchecked_log(z))
}

pub fn log10(z: Complex) -> Checked<Complex> {
    let result = log(z)?;
    Ok(Complex::new(result.real / LN_10, result.imaginary / LN_10))
}

pub fn sin(z: Complex) -> Checked<Complex> {
    Ok(turned_back(sinh(turned(z))?))
}

pub fn sinh(z: Complex) -> Checked<Complex> {
    if !finite(z) {
        if z.imaginary.is_infinite() && !z.real.is_nan() {
            return Err(domain_error());
        }
        if !is_directed_infinity(z) {
            return Ok(look_up(&special::SINH, z));
        }
        let result = in_direction(z.imaginary, f64::INFINITY);
        let sign = if z.real > 0.0 { 1.0 } else { -1.0 };
        return Ok(Complex::new(sign * result.real, result.imaginary));
    }
    let (cosine, sine) = (libm::cos(z.imaginary), libm::sin(z.imaginary));
    if z.real.abs() > LOG_OF_LARGE {
        let less = z.real - 1f64.copysign(z.real);
        return in_range(Complex::new(cosine * libm::sinh(less) * E, sine * libm::cosh(less) * E));
    }
    in_range(Complex::new(cosine * libm::sinh(z.real), sine * libm::cosh(z.real)))
}

pub fn sqrt(z: Complex) -> Checked<Complex> {
    if !finite(z) {
        return Ok(look_up(&special::SQRT, z));
    }
    if z.real == 0.0 && z.imaginary == 0.0 {
        return Ok(Complex::new(0.0, z.imaginary));
    }
    let (a, b) = (z.real.abs(), z.imaginary.abs());
    let s = if a < f64::MIN_POSITIVE && b < f64::MIN_POSITIVE {
        let a = scale(a, 53);
        scale((a + libm::hypot(a, scale(b, 53))).sqrt(), -27)
    } else {
        let a = a / 8.0;
        2.0 * (a + libm::hypot(a, b / 8.0)).sqrt()
    };
    let d = b / (2.0 * s);
    Ok(if z.real >= 0.0 { Complex::new(s, d.copysign(z.imaginary)) } else { Complex::new(d, s.copysign(z.imaginary)) })
}

pub fn tan(z: Complex) -> Checked<Complex> {
    Ok(turned_back(tanh(turned(z))?))
}

pub fn tanh(z: Complex) -> Checked<Complex> {
    if !finite(z) {
        if z.imaginary.is_infinite() && z.real.is_finite() {
            return Err(domain_error());
        }
        if !is_directed_infinity(z) {
            return Ok(look_up(&special::TANH, z));
        }
        let sign = 2.0 * libm::sin(z.imaginary) * libm::cos(z.imaginary);
        return Ok(Complex::new(1f64.copysign(z.real), 0f64.copysign(sign)));
    }
    if z.real.abs() > LOG_OF_LARGE {
        let imaginary = 4.0 * libm::sin(z.imaginary) * libm::cos(z.imaginary) * libm::exp(-2.0 * z.real.abs());
        return Ok(Complex::new(1f64.copysign(z.real), imaginary));
    }
    let (tx, ty) = (libm::tanh(z.real), libm::tan(z.imaginary));
    let cx = 1.0 / libm::cosh(z.real);
    let product = tx * ty;
    let denominator = 1.0 + product * product;
    Ok(Complex::new(tx * (1.0 + ty * ty) / denominator, ((ty / denominator) * cx) * cx))
}

/// The number of this length and angle. Errors: ValueError.
pub fn rect(length: f64, angle: f64) -> Checked<Complex> {
    let z = Complex::new(length, angle);
    if !finite(z) {
        if length != 0.0 && !length.is_nan() && angle.is_infinite() {
            return Err(domain_error());
        }
        if !is_directed_infinity(z) {
            return Ok(look_up(&special::RECT, z));
        }
        let result = in_direction(angle, f64::INFINITY);
        return Ok(if length > 0.0 { result } else { result.neg() });
    }
    if angle == 0.0 {
        return Ok(Complex::new(length, length * angle));
    }
    Ok(Complex::new(length * libm::cos(angle), length * libm::sin(angle)))
}

/// Errors: ValueError where a tolerance is negative.
pub fn isclose(a: Complex, b: Complex, relative: f64, absolute: f64) -> Checked<bool> {
    use crate::number::failure::Failure;
    if relative < 0.0 || absolute < 0.0 {
        return Err(Failure::value("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(true);
    }
    let infinite = |z: Complex| z.real.is_infinite() || z.imaginary.is_infinite();
    if infinite(a) || infinite(b) {
        return Ok(false);
    }
    let size = |z: Complex| libm::hypot(z.real, z.imaginary);
    let difference = size(Complex::new(a.real - b.real, a.imaginary - b.imaginary));
    Ok(difference <= relative * size(b) || difference <= relative * size(a) || difference <= absolute)
}
