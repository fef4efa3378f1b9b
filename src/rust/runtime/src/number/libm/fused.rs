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

/// `c - a * b` for a product near `c`, where the parts of the product can be taken away one after the other exactly.
#[inline(always)]
pub fn residual(c: f64, a: f64, b: f64) -> f64 {
    let (a_high, a_low) = halves(a);
    let (b_high, b_low) = halves(b);
    ((c - a_high * b_high) - a_high * b_low - a_low * b_high) - a_low * b_low
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

/// `a * b + c`, rounded once.
#[inline(always)]
pub fn multiply_add(a: f64, b: f64, c: f64) -> f64 {
    const HALF_UNIT: f64 = 1.1102230246251565e-16; // 2**-53: what rounding loses at most, relative
    let product = a * b;
    let (sum, sum_error) = two_sum(product, c);
    let product_error = product.abs() * HALF_UNIT;
    match rounded(sum, sum_error, product_error) {
        Some(result) => result,
        None => multiply_add_exactly(a, b, sum, sum_error),
    }
}

/// `a + b`, rounded once, where `b` is known within `error`; `None` where that leaves two values.
#[inline(always)]
pub fn sum_of_uncertain(a: f64, b: f64, error: f64) -> Option<f64> {
    let (sum, rest) = two_sum(a, b);
    rounded(sum, rest, error)
}

/// `a * b` less its rounded value, added to the sum of that and a third number (after Boldo and Melquiond, "Emulation
/// of FMA and correctly rounded sums", 2008). Where the sum is much smaller than the product, it is exact.
#[inline(never)]
fn multiply_add_exactly(a: f64, b: f64, sum: f64, sum_error: f64) -> f64 {
    let (_, product_error) = two_product(a, b);
    if sum_error == 0.0 {
        return sum + product_error;
    }
    sum + sum_to_odd(sum_error, product_error)
}

/// `a * b - 1`, rounded once, for a product between one half and two.
#[inline(always)]
pub fn multiply_less_one(a: f64, b: f64) -> f64 {
    let (product, error) = two_product(a, b);
    (product - 1.0) + error
}

/// How `a * b + c` is evaluated: quickly, to be checked, or as glibc's compiled code does.
pub trait Arithmetic {
    fn multiply_add(a: f64, b: f64, c: f64) -> f64;

    /// Two parts of `a * b + c` where that is the result: their sum is what is to be rounded, or has been.
    fn last_multiply_add(a: f64, b: f64, c: f64) -> (f64, f64);
}

/// With two roundings.
pub struct Plain;

/// With one.
pub struct Fused;

impl Arithmetic for Plain {
    #[inline(always)]
    fn multiply_add(a: f64, b: f64, c: f64) -> f64 {
        a * b + c
    }

    #[inline(always)]
    fn last_multiply_add(a: f64, b: f64, c: f64) -> (f64, f64) {
        (c, a * b)
    }
}

impl Arithmetic for Fused {
    #[inline(always)]
    fn multiply_add(a: f64, b: f64, c: f64) -> f64 {
        multiply_add(a, b, c)
    }

    #[inline(always)]
    fn last_multiply_add(a: f64, b: f64, c: f64) -> (f64, f64) {
        (multiply_add(a, b, c), 0.0)
    }
}

/// Horner's rule from the last coefficient.
#[inline(always)]
pub fn polynomial<A: Arithmetic>(x: f64, coefficients: &[f64]) -> f64 {
    let (last, others) = coefficients.split_last().expect("a coefficient");
    others.iter().rev().fold(*last, |sum, coefficient| A::multiply_add(sum, x, *coefficient))
}

/// Two parts whose sum, rounded, is a result, and how far off they may be where the arithmetic is plain.
pub type Parts = (f64, f64, f64);

/// The sum of plain parts where it is certain, else that of fused ones.
///
/// Builds for tests check at each call that the plain parts are not further off than they say.
#[inline(always)]
pub fn settle(plain: Parts, fused: impl Fn() -> Parts) -> f64 {
    debug_assert!(near(plain, fused()), "{plain:?} {:?}", fused());
    let (high, low, error) = plain;
    let (sum, rest) = two_sum(high, low);
    rounded(sum, rest, error).unwrap_or_else(|| {
        let (high, low, _) = fused();
        high + low
    })
}

/// Whether the plain parts are as near to the fused ones as they say; a fused sum without a rest has been rounded.
fn near(plain: Parts, fused: Parts) -> bool {
    let (plain_sum, plain_rest) = two_sum(plain.0, plain.1);
    let (fused_sum, fused_rest) = two_sum(fused.0, fused.1);
    fused.1 == 0.0 || ((plain_sum - fused_sum) + (plain_rest - fused_rest)).abs() <= plain.2
}

/// 2**-50: a few roundings of a number, relative to it.
pub const FEW_ROUNDINGS: f64 = 8.881784197001252e-16;

/// Whether `high + low`, known within `error`, rounds to one value only; that value.
///
/// `low` is a few units of the last place of `high` at most; this is Ziv's rounding test.
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
