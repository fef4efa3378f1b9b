//! Arithmetic, rounding, hashing and exact conversions of Python's `float`.

use super::failure::{Checked, Failure, FailureKind};
use super::integer::{power_of_two, Integer, HASH_MODULUS};
use super::libm;

/// The hash of an infinity.
const INFINITY_HASH: i64 = 314_159;

/// `value * 2**exponent`, for a result that needs no rounding (C's `ldexp`).
pub fn scale(mut value: f64, mut exponent: i64) -> f64 {
    while exponent > 1000 {
        value *= binary_power(1000);
        exponent -= 1000;
    }
    while exponent < -1000 {
        value *= binary_power(-1000);
        exponent += 1000;
    }
    value * binary_power(exponent)
}

/// `2.0 ** exponent` for -1022 to 1023.
fn binary_power(exponent: i64) -> f64 {
    f64::from_bits(((exponent + 1023) as u64) << 52)
}

/// The mantissa (an integer below 2**53, without sign) and exponent: `value == mantissa * 2**exponent`.
pub fn decompose(value: f64) -> (u64, i64) {
    let bits = value.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i64;
    let fraction = bits & ((1 << 52) - 1);
    if exponent == 0 {
        (fraction, -1074)
    } else {
        (fraction | 1 << 52, exponent - 1075)
    }
}

pub fn truediv(a: f64, b: f64) -> Checked<f64> {
    if b == 0.0 {
        Err(Failure::zero_division("float division by zero"))
    } else {
        Ok(a / b)
    }
}

/// The quotient and remainder without the check for zero (CPython's `_float_div_mod`).
fn quotient_and_remainder(a: f64, b: f64) -> (f64, f64) {
    let mut remainder = a % b;
    let mut quotient = (a - remainder) / b;
    if remainder != 0.0 {
        if (b < 0.0) != (remainder < 0.0) {
            remainder += b;
            quotient -= 1.0;
        }
    } else {
        remainder = 0f64.copysign(b);
    }
    let floor = if quotient != 0.0 {
        let floor = quotient.floor();
        if quotient - floor > 0.5 {
            floor + 1.0
        } else {
            floor
        }
    } else {
        0f64.copysign(a / b)
    };
    (floor, remainder)
}

pub fn floordiv(a: f64, b: f64) -> Checked<f64> {
    if b == 0.0 {
        return Err(Failure::zero_division("float floor division by zero"));
    }
    Ok(quotient_and_remainder(a, b).0)
}

pub fn modulo(a: f64, b: f64) -> Checked<f64> {
    if b == 0.0 {
        return Err(Failure::zero_division("float modulo"));
    }
    let remainder = a % b;
    Ok(if remainder == 0.0 {
        0f64.copysign(b)
    } else if (b < 0.0) != (remainder < 0.0) {
        remainder + b
    } else {
        remainder
    })
}

pub fn divmod(a: f64, b: f64) -> Checked<(f64, f64)> {
    if b == 0.0 {
        return Err(Failure::zero_division("float divmod()"));
    }
    Ok(quotient_and_remainder(a, b))
}

/// The result of `float.__pow__`.
pub enum Power {
    Float(f64),
    /// A negative base with a fractional exponent: the operands must be raised as complex numbers.
    Complex,
}

/// Errors: ZeroDivisionError, OverflowError (C's ERANGE).
pub fn pow(base: f64, exponent: f64) -> Checked<Power> {
    let odd = exponent.abs() % 2.0 == 1.0;
    let result = if exponent == 0.0 {
        1.0
    } else if base.is_nan() {
        base
    } else if exponent.is_nan() {
        if base == 1.0 {
            1.0
        } else {
            exponent
        }
    } else if exponent.is_infinite() {
        let magnitude = base.abs();
        if magnitude == 1.0 {
            1.0
        } else if (exponent > 0.0) == (magnitude > 1.0) {
            exponent.abs()
        } else {
            0.0
        }
    } else if base.is_infinite() {
        match (exponent > 0.0, odd) {
            (true, true) => base,
            (true, false) => base.abs(),
            (false, true) => 0f64.copysign(base),
            (false, false) => 0.0,
        }
    } else if base == 0.0 {
        if exponent < 0.0 {
            return Err(Failure::zero_division("0.0 cannot be raised to a negative power"));
        }
        if odd {
            base
        } else {
            0.0
        }
    } else {
        if base < 0.0 && exponent != exponent.floor() {
            return Ok(Power::Complex);
        }
        let magnitude = libm::power_of_positive(base.abs(), exponent);
        if magnitude.is_infinite() {
            return Err(range_failure());
        }
        if base < 0.0 && odd {
            -magnitude
        } else {
            magnitude
        }
    };
    Ok(Power::Float(result))
}

/// C's ERANGE as Python words it.
pub fn range_failure() -> Failure {
    Failure::new(FailureKind::Range, "Numerical result out of range")
}

/// `int(value)`. Errors: ValueError for a NaN, OverflowError for an infinity.
pub fn to_integer(value: f64) -> Checked<Integer> {
    Integer::from_f64(value).ok_or_else(|| {
        if value.is_nan() {
            Failure::value("cannot convert float NaN to integer")
        } else {
            Failure::overflow("cannot convert float infinity to integer")
        }
    })
}

/// `round(value)`: to the nearest integer, ties to even.
pub fn round_to_integer(value: f64) -> Checked<Integer> {
    to_integer(value.round_ties_even())
}

/// `round(value, digits)`, exact: the decimal expansion is rounded half to even, then read back.
pub fn round_to_digits(value: f64, digits: i64) -> Checked<f64> {
    const MOST: i64 = 323;
    const LEAST: i64 = -308;
    if !value.is_finite() || digits > MOST {
        return Ok(value);
    }
    if digits < LEAST {
        return Ok(0.0 * value);
    }
    if digits >= 0 {
        let text = format!("{:.*}", digits as usize, value);
        return Ok(text.parse().unwrap_or(value));
    }
    let magnitude = value.abs();
    let whole = Integer::from_f64(magnitude).unwrap_or(Integer::ZERO);
    // a fraction after the integer part breaks a tie upwards: doubling the scale keeps it visible
    let doubled = whole.add(&whole).add(&Integer::from((magnitude.fract() > 0.0) as i64));
    let super::integer_division::Power::Integer(unit) = Integer::from(10i64).pow(&Integer::from(-digits))? else {
        return Ok(value);
    };
    let (quotient, remainder) = doubled.divmod(&unit.add(&unit))?;
    let up = match remainder.cmp(&unit) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => quotient.is_odd(),
        std::cmp::Ordering::Greater => true,
    };
    let quotient = if up { quotient.add(&Integer::ONE) } else { quotient };
    let rounded =
        quotient.mul(&unit).to_f64().map_err(|_| Failure::overflow("rounded value too large to represent"))?;
    Ok(rounded.copysign(value))
}

/// CPython's hash; `None` for a NaN, whose hash is that of its identity.
pub fn hash(value: f64) -> Option<i64> {
    if value.is_nan() {
        return None;
    }
    if value.is_infinite() {
        return Some(if value > 0.0 { INFINITY_HASH } else { -INFINITY_HASH });
    }
    let (mantissa, exponent) = decompose(value);
    // 2**61 is 1 modulo the prime: a product with a power of two is a rotation of 61 bits
    let places = exponent.rem_euclid(61);
    let residue = (mantissa << places & HASH_MODULUS | mantissa >> (61 - places)) as i64;
    let hash = if value < 0.0 { -residue } else { residue };
    Some(if hash == -1 { -2 } else { hash })
}

/// `float.as_integer_ratio()`. Errors: OverflowError for an infinity, ValueError for a NaN.
pub fn as_integer_ratio(value: f64) -> Checked<(Integer, Integer)> {
    if value.is_nan() {
        return Err(Failure::value("cannot convert NaN to integer ratio"));
    }
    if value.is_infinite() {
        return Err(Failure::overflow("cannot convert Infinity to integer ratio"));
    }
    if value == 0.0 {
        return Ok((Integer::ZERO, Integer::ONE));
    }
    let (mantissa, exponent) = decompose(value);
    let zeros = mantissa.trailing_zeros() as i64;
    let (mantissa, exponent) = (mantissa >> zeros, exponent + zeros);
    let signed = Integer::from(if value < 0.0 { -(mantissa as i64) } else { mantissa as i64 });
    if exponent >= 0 {
        return Ok((signed.mul(&power_of_two(exponent as u64)), Integer::ONE));
    }
    Ok((signed, power_of_two(-exponent as u64)))
}

pub fn is_integer(value: f64) -> bool {
    value.is_finite() && value == value.trunc()
}
