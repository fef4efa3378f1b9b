//! Arithmetic of specialised code: `None` where the general version must decide (overflow of 64
//! bits, division by zero, a complex result, an int that a float does not hold exactly).

use crate::number::float;
use crate::number::libm::{power_by_roots, power_of_positive};

/// Ints up to here are floats too, exactly.
const EXACT: u64 = 1 << 53;
/// Products of two ints below this fit 64 bits.
const HALF: u64 = 1 << 31;

#[inline(always)]
pub fn int_add(left: i64, right: i64) -> Option<i64> {
    left.checked_add(right)
}

#[inline(always)]
pub fn int_sub(left: i64, right: i64) -> Option<i64> {
    left.checked_sub(right)
}

/// Small factors first: WASM has no multiplication that tells of overflow.
#[inline(always)]
pub fn int_mul(left: i64, right: i64) -> Option<i64> {
    if (left.unsigned_abs() | right.unsigned_abs()) < HALF {
        return Some(left.wrapping_mul(right));
    }
    large_mul(left, right)
}

#[cold]
#[inline(never)]
fn large_mul(left: i64, right: i64) -> Option<i64> {
    left.checked_mul(right)
}

/// Rounds down, as Python does.
#[inline(always)]
pub fn int_floordiv(left: i64, right: i64) -> Option<i64> {
    if right > 0 {
        return Some(left.div_euclid(right));
    }
    if right == 0 || (right == -1 && left == i64::MIN) {
        return None;
    }
    let quotient = left / right;
    Some(if left % right > 0 { quotient - 1 } else { quotient })
}

/// The sign of the result is the divisor's, as in Python.
#[inline(always)]
pub fn int_mod(left: i64, right: i64) -> Option<i64> {
    if right > 0 {
        return Some(left.rem_euclid(right));
    }
    if right == 0 || right == -1 {
        return if right == 0 { None } else { Some(0) };
    }
    let rest = left % right;
    Some(if rest > 0 { rest + right } else { rest })
}

#[inline(always)]
pub fn int_lshift(left: i64, right: i64) -> Option<i64> {
    if !(0..63).contains(&right) {
        return None;
    }
    let shifted = left << right;
    if shifted >> right == left {
        Some(shifted)
    } else {
        None
    }
}

#[inline(always)]
pub fn int_rshift(left: i64, right: i64) -> Option<i64> {
    if right < 0 {
        return None;
    }
    Some(left >> right.min(63))
}

#[inline(always)]
pub fn int_to_float(value: i64) -> Option<f64> {
    if value.unsigned_abs() <= EXACT {
        Some(value as f64)
    } else {
        None
    }
}

/// Both are exact as floats, so that the quotient is rounded once.
#[inline(always)]
pub fn int_truediv(left: i64, right: i64) -> Option<f64> {
    float_div(int_to_float(left)?, int_to_float(right)?)
}

#[inline(always)]
pub fn float_div(left: f64, right: f64) -> Option<f64> {
    if right == 0.0 {
        None
    } else {
        Some(left / right)
    }
}

#[inline]
pub fn float_floordiv(left: f64, right: f64) -> Option<f64> {
    float::floordiv(left, right).ok()
}

#[inline]
pub fn float_mod(left: f64, right: f64) -> Option<f64> {
    float::modulo(left, right).ok()
}

/// `base ** exponent` where it is a float: not for what raises or is complex.
#[inline(never)]
pub fn float_pow(base: f64, exponent: f64) -> Option<f64> {
    if exponent == 0.0 {
        return Some(1.0);
    }
    let odd = exponent.abs() % 2.0 == 1.0;
    let magnitude = base.abs();
    if !(magnitude > 0.0 && magnitude < f64::INFINITY && exponent.abs() < f64::INFINITY) {
        let zero = if odd { base } else { 0.0 };
        return if base == 0.0 && exponent > 0.0 { Some(zero) } else { None };
    }
    if base < 0.0 && exponent != exponent.floor() {
        return None;
    }
    let power = power_of_positive(magnitude, exponent);
    if power == f64::INFINITY {
        return None;
    }
    Some(if odd && base < 0.0 { -power } else { power })
}

/// The same for an exponent that is a literal: of the ways to a power by roots only one is left, inlined.
#[inline(always)]
pub fn float_pow_constant(base: f64, exponent: f64) -> Option<f64> {
    match power_by_roots(base, exponent) {
        Some(power) => Some(power),
        None => float_pow(base, exponent),
    }
}
