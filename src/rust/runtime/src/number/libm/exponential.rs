//! `exp` and `exp2`, and the exponential that `pow` needs, as glibc 2.36 computes them on x86-64 with FMA.
//!
//! `exp(x)` is `2**(k/128) * exp(r)` with k nearest to `128 x / ln 2`: a table and a polynomial.

use super::fused::{fast_two_sum, multiply_add, rounded, sum_of_uncertain};
use super::tables::POWERS;

/// 2**-62: what one rounding of a number between 2**-9 and 2**-8 loses at most.
pub const UNIT: f64 = 2.168404344971009e-19;

const INVERSE_LN2: f64 = 184.6649652337873; // 128 / ln 2
const LN2_128TH_HIGH: f64 = -0.005415212348111709; // -ln 2 / 128
const LN2_128TH_LOW: f64 = -1.2864023111638346e-14;
/// Coefficients of `exp(r)` from the square on.
const C: [f64; 4] = [0.49999999999996786, 0.16666666666665886, 0.0416666808410674, 0.008333335853059549];
/// Adding and subtracting it rounds to an integer.
const SHIFT: f64 = 6755399441055744.0;

/// Coefficients of `2**r`.
const D: [f64; 5] =
    [std::f64::consts::LN_2, 0.24022650695909065, 0.0555041086686087, 0.009618131975721055, 0.0013332074570119598];
/// Adding and subtracting it rounds to a multiple of 1/128.
const SHIFT_128TH: f64 = 52776558133248.0;

/// `exp(x)`: infinite where it overflows.
pub fn exp(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    let magnitude = x.abs();
    if magnitude > 5.6e-17 && magnitude < 500.0 {
        if let Some(power) = quickly(x, 0.0, 0.0) {
            return power;
        }
    }
    exactly(x, 0.0)
}

/// `exp(x + tail)` for `x` between 2**-54 and 500 in magnitude, where plain operations prove what glibc gives.
///
/// `error` bounds what besides glibc's roundings may differ, relative to the result.
#[inline(always)]
pub fn quickly(x: f64, tail: f64, error: f64) -> Option<f64> {
    let shifted = x * INVERSE_LN2 + SHIFT;
    let steps = shifted.to_bits();
    let k = shifted - SHIFT;
    let r = x + k * LN2_128TH_HIGH + k * LN2_128TH_LOW + tail;
    let (power_tail, bits) = POWERS[steps as usize & 127];
    let scale = f64::from_bits(bits.wrapping_add(steps << 45));
    let r2 = r * r;
    let growth = power_tail + r + r2 * (C[0] + r * C[1]) + r2 * r2 * (C[2] + r * C[3]);
    let (high, low) = fast_two_sum(scale, scale * growth);
    // seven roundings here, five in glibc, and two polynomials
    rounded(high, low, high * (12.0 * UNIT + error))
}

/// `exp(x + tail)` for `x` between 2**-54 and 500 in magnitude and a tail known within `error`, where it is certain what
/// each rounding of glibc's gives that the result can tell.
#[inline(always)]
pub fn by_roundings(x: f64, tail: f64, error: f64) -> Option<f64> {
    let shifted = multiply_add(x, INVERSE_LN2, SHIFT);
    let steps = shifted.to_bits();
    let k = shifted - SHIFT;
    // the first product is exact: of 36 bits and 17
    let r = sum_of_uncertain(multiply_add(k, LN2_128TH_LOW, k * LN2_128TH_HIGH + x), tail, error)?;
    let (power_tail, bits) = POWERS[steps as usize & 127];
    let scale = f64::from_bits(bits.wrapping_add(steps << 45));
    let r2 = r * r;
    let r4 = r2 * r2;
    // a sum near 1/2 and one near 1/24 with two roundings instead of one, and a product with one instead of none
    let square = sum_of_uncertain(r + power_tail, r2 * (C[0] + r * C[1]), r2 * (2.0 * f64::EPSILON))?;
    let growth = sum_of_uncertain(square, r4 * (C[2] + r * C[3]), r4 * (0.25 * f64::EPSILON))?;
    Some(multiply_add(growth, scale, scale))
}

/// `exp(x + tail)` for any `x`, with a fused multiply-add wherever glibc's compiled code has one.
#[cold]
#[inline(never)]
pub fn exactly(x: f64, tail: f64) -> f64 {
    let bound = x.to_bits() >> 52 & 0x7ff;
    if bound < 0x3c9 {
        return 1.0;
    }
    if bound >= 0x409 {
        return if x > 0.0 { f64::INFINITY } else { 0.0 };
    }
    let shifted = multiply_add(x, INVERSE_LN2, SHIFT);
    let steps = shifted.to_bits();
    let k = shifted - SHIFT;
    let r = tail + multiply_add(k, LN2_128TH_LOW, multiply_add(k, LN2_128TH_HIGH, x));
    let (power_tail, bits) = POWERS[steps as usize & 127];
    let bits = bits.wrapping_add(steps << 45);
    let c = multiply_add(C[1], r, C[0]);
    let r2 = r * r;
    let d = multiply_add(r, C[3], C[2]);
    let growth = multiply_add(d, r2 * r2, multiply_add(c, r2, r + power_tail));
    if bound < 0x408 {
        let scale = f64::from_bits(bits);
        return multiply_add(growth, scale, scale);
    }
    if steps & 0x8000_0000 == 0 {
        // the scale may be too large by one: a smaller one, and the rest at the end
        let scale = f64::from_bits(bits.wrapping_sub(1009 << 52));
        return multiply_add(growth, scale, scale) * f64::from_bits((1023 + 1009) << 52);
    }
    near_underflow(bits, growth)
}

/// The result whose scale, less 1022 in the exponent, may be subnormal.
fn near_underflow(bits: u64, growth: f64) -> f64 {
    let scale = f64::from_bits(bits.wrapping_add(1022 << 52));
    let rest = scale * growth;
    let mut power = scale + rest;
    if power < 1.0 {
        // round where the last bit of the subnormal result will be
        let low = (scale - power) + rest;
        let high = 1.0 + power;
        let low = (1.0 - high) + power + low;
        power = (high + low) - 1.0;
    }
    power * f64::MIN_POSITIVE
}

/// `2**x`. glibc 2.36 has no variant with fused operations.
pub fn exp2(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    if x >= 1024.0 {
        return f64::INFINITY;
    }
    if x <= -1075.0 {
        return 0.0;
    }
    if x.abs() < 5.6e-17 {
        return 1.0;
    }
    let shifted = x + SHIFT_128TH;
    let steps = shifted.to_bits();
    let r = x - (shifted - SHIFT_128TH);
    let (power_tail, bits) = POWERS[steps as usize & 127];
    let bits = bits.wrapping_add(steps << 45);
    let r2 = r * r;
    let growth = power_tail + r * D[0] + r2 * (D[1] + r * D[2]) + r2 * r2 * (D[3] + r * D[4]);
    if x.abs() <= 928.0 {
        let scale = f64::from_bits(bits);
        return scale + scale * growth;
    }
    if steps & 0x8000_0000 == 0 {
        let scale = f64::from_bits(bits.wrapping_sub(1 << 52));
        return 2.0 * (scale + scale * growth);
    }
    near_underflow(bits, growth)
}
