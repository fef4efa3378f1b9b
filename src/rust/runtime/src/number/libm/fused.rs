//! Exact sums and products of two floats, and the fused multiply-add that follows from them.
//!
//! glibc's routines are compiled for processors with FMA; WASM has none. What is here gives the same result from plain
//! operations, for operands whose products neither overflow nor lose bits to underflow.

/// `a + b` and what rounding lost (Knuth's TwoSum).
#[inline(always)]
pub fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let part = sum - a;
    (sum, (a - (sum - part)) + (b - part))
}

/// `a + b` and what rounding lost, where `a` is not smaller than `b` in magnitude (Dekker's Fast2Sum).
#[inline(always)]
pub fn fast_two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    (sum, (a - sum) + b)
}

/// Two parts of at most 26 bits whose sum is `a` (Veltkamp's split).
#[inline(always)]
pub fn halves(a: f64) -> (f64, f64) {
    let scaled = a * 134_217_729.0; // 2**27 + 1
    let high = scaled - (scaled - a);
    (high, a - high)
}

/// `a * b` and what rounding lost (Dekker's product).
#[inline(always)]
pub fn two_product(a: f64, b: f64) -> (f64, f64) {
    let product = a * b;
    let (a_high, a_low) = halves(a);
    let (b_high, b_low) = halves(b);
    let error = ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low;
    (product, error)
}

/// `a + b` rounded to odd: an inexact sum gets an odd last bit, so that rounding it again is as rounding once.
#[inline(always)]
fn sum_to_odd(a: f64, b: f64) -> f64 {
    let (sum, error) = two_sum(a, b);
    let bits = sum.to_bits();
    if error == 0.0 || bits & 1 == 1 {
        return sum;
    }
    f64::from_bits(if (error > 0.0) == (sum > 0.0) { bits + 1 } else { bits - 1 })
}

/// `a * b + c`, rounded once (Boldo and Melquiond, "Emulation of FMA and correctly rounded sums", 2008).
#[inline]
pub fn multiply_add(a: f64, b: f64, c: f64) -> f64 {
    let (product, product_error) = two_product(a, b);
    let (low, low_error) = two_sum(c, product_error);
    let (high, high_error) = two_sum(product, low);
    high + sum_to_odd(high_error, low_error)
}

/// Whether `high + low`, known within `error`, rounds to one value only; that value.
///
/// `high` is `high + low` rounded; this is Ziv's rounding test.
#[inline(always)]
pub fn rounded(high: f64, low: f64, error: f64) -> Option<f64> {
    let most = high + (low + error);
    let least = high + (low - error);
    if most == least {
        Some(most)
    } else {
        None
    }
}
