//! Arithmetic of specialised code: `None` where the general version must decide (overflow of 64
//! bits, division by zero, a complex result, an int that a float does not hold exactly).

use crate::number::float;

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

/// Positive finite base and finite, non-zero result: everything else is the general version's.
#[inline]
pub fn float_pow(base: f64, exponent: f64) -> Option<f64> {
    if !(base > 0.0 && base < f64::INFINITY && exponent.abs() < f64::INFINITY) {
        return None;
    }
    let power = base.powf(exponent);
    if power > 0.0 && power < f64::INFINITY {
        Some(power)
    } else {
        None
    }
}
