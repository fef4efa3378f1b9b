//! `pow` as glibc 2.36 computes it on x86-64 with FMA, to the last bit.
//!
//! glibc evaluates `exp(y log x)` with a logarithm of about 68 bits and rounds at the end; its error before that
//! rounding is below 0.02 units of the last place (e_pow.c states 0.54 units in all, for the largest exponents). So
//! wherever a value known to within both errors is not that close to the middle between two floats, rounding it gives
//! glibc's result. Only in the narrow band around the middles the operations of glibc are carried out one by one, with
//! a fused multiply-add made of plain operations.

use super::exponential::{self, UNIT};
use super::fused::{fast_two_sum, multiply_add, multiply_less_one, residual, rounded, sum_of_uncertain, two_product};
use super::tables::POWER_LOGARITHMS;

const LN2_HIGH: f64 = 0.6931471805598903; // few enough bits for exact products with exponents
const LN2_LOW: f64 = 5.497923018708371e-14;
/// Coefficients of `log(1 + r)` in the powers of r that glibc scales by -1/2.
const A: [f64; 7] = [
    -0.5,
    -0.6666666666666679,
    0.5000000000000007,
    0.7999999995323976,
    -0.6666666663487739,
    -1.142909628459501,
    1.0000415263675542,
];

const LOGARITHM_ERROR: f64 = 1.0587911840678754e-22; // 2**-73

/// Where the first interval of the table of logarithms begins.
const TABLE_START: u64 = 0x3fe6_9555_0000_0000;
const EXPONENT_MASK: u64 = 0xfff << 52;
const FRACTION_MASK: u64 = (1 << 52) - 1;

/// C's `pow`, with C99's special values.
pub fn pow(x: f64, y: f64) -> f64 {
    if y == 0.0 || x == 1.0 {
        return 1.0;
    }
    if x.is_nan() || y.is_nan() {
        return x + y;
    }
    let odd = y.abs() % 2.0 == 1.0;
    let magnitude = x.abs();
    let result = if y.is_infinite() || magnitude == 0.0 || magnitude == f64::INFINITY {
        if magnitude == 1.0 {
            1.0
        } else if (y > 0.0) == (magnitude > 1.0) {
            f64::INFINITY
        } else {
            0.0
        }
    } else if x < 0.0 && y != y.floor() {
        return f64::NAN;
    } else {
        power_of_positive(magnitude, y)
    };
    if odd && x.is_sign_negative() {
        -result
    } else {
        result
    }
}

/// `x**y` for a positive finite base and a finite exponent: infinite where it overflows, 0 where it underflows.
#[inline(never)]
pub fn power_of_positive(x: f64, y: f64) -> f64 {
    match power_by_roots(x, y) {
        Some(power) => power,
        None => power_by_tables(x, y),
    }
}

/// `x**y` for exponents that programs often write, where x is a positive float of a middling size: computed from square
/// roots and quotients, finite and not 0. Where the exponent is a constant only that branch is left.
#[inline(always)]
pub fn power_by_roots(x: f64, y: f64) -> Option<f64> {
    let exponent = x.to_bits() >> 52;
    // 2**-32 to 2**32: nothing under- or overflows, and |y log x| is at most 67
    let narrow = exponent.wrapping_sub(1023 - 32) < 64;
    // squares and roots also of 2**-480 to 2**480, where |y log x| is at most 666
    let wide = (y == 2.0 || y == 0.5) && exponent.wrapping_sub(1023 - 480) < 960;
    if !narrow && !wide {
        return None;
    }
    if y == -1.5 {
        let (high, linear, rest) = inverse_three_halves(x);
        let error = high * (6.9 * UNIT + INVERSE_THREE_HALVES_ERROR);
        // the sums of `rounded`, in an order in which they wait for less
        let (most, least) = (high + ((linear + error) + rest), high + ((linear - error) + rest));
        return Some(if most == least { most } else { power_by_roundings(x, y) });
    }
    let (high, low) = if y == 2.0 {
        two_product(x, x)
    } else if y == 0.5 {
        square_root(x)
    } else if y == -1.0 {
        reciprocal(x, 0.0)
    } else if y == -0.5 {
        let (root, rest) = square_root(x);
        reciprocal(root, rest)
    } else if y == 1.5 {
        let (root, rest) = square_root(x);
        times(root, rest, x)
    } else if y == 3.0 {
        let (square, rest) = two_product(x, x);
        times(square, rest, x)
    } else if y == -2.0 {
        let (square, rest) = two_product(x, x);
        reciprocal(square, rest)
    } else {
        return None;
    };
    // glibc's error: five roundings in exp, its polynomial, and log's 1.3 * 2**-68 relative
    let error = if narrow { 6.9 * UNIT } else { 19.0 * UNIT };
    match rounded(high, low, high * error) {
        Some(power) => Some(power),
        None => Some(power_by_roundings(x, y)),
    }
}

/// The square root and what rounding lost.
#[inline(always)]
fn square_root(x: f64) -> (f64, f64) {
    let root = x.sqrt();
    (root, residual(x, root, root) * (0.5 / root))
}

/// `(high + low) * x`.
#[inline(always)]
fn times(high: f64, low: f64, x: f64) -> (f64, f64) {
    let (product, error) = two_product(high, x);
    fast_two_sum(product, error + low * x)
}

/// `1 / (high + low)`.
#[inline(always)]
fn reciprocal(high: f64, low: f64) -> (f64, f64) {
    let quotient = 1.0 / high;
    fast_two_sum(quotient, quotient * (residual(1.0, quotient, high) - quotient * low))
}

/// `m**-0.5` rounded to 16 bits behind the point, for m in the middle of each 1024th part of `[1/2, 1)`, then of `[1, 2)`.
static INVERSE_ROOTS: [f64; 2048] = inverse_roots();

const fn inverse_roots() -> [f64; 2048] {
    let mut roots = [0.0; 2048];
    let mut row = 0;
    while row < 2048 {
        let middle = 2049 + 2 * (row as u64 % 1024); // times 2**-11, and in the first half times 1/2
        let square = (if row < 1024 { 1 << 46 } else { 1 << 45 }) / middle; // of the root times 2**17
        roots[row] = ((square.isqrt() + 1) >> 1) as f64 / 65536.0;
        row += 1;
    }
    roots
}

/// What `inverse_three_halves` is off by at most, relative, and what rounding it adds.
pub(super) const INVERSE_THREE_HALVES_ERROR: f64 = 1.9 * UNIT;

/// `x**-1.5` for an exponent of x that leaves the result normal: as a sum, whose second part is below 2**-10 of the first,
/// and the third below 2**-20.
///
/// Of `m = x * 4**-k` between 1/2 and 2 a table gives the inverse root r, of so few bits that its square and cube are
/// exact. With `e = 1 - m * r * r`, below 0.000512, the power of m is `r**3 * (1 - e)**-1.5`, of which the series is
/// taken up to `e**5`. The roundings that matter are those of e, of two products and of two sums, each below
/// `2**-53 * 1.5 * e`, together 1.6 units; what is left of the series is below 0.25.
#[inline(always)]
pub(super) fn inverse_three_halves(x: f64) -> (f64, f64, f64) {
    let bits = x.to_bits();
    let middle_bits = bits & (FRACTION_MASK | 1 << 52) | 0x3fe << 52;
    let (middle, upper) = (f64::from_bits(middle_bits), f64::from_bits(middle_bits & u64::MAX << 34));
    let root = INVERSE_ROOTS[(bits >> 42) as usize & 2047];
    let square = root * root;
    let e = (1.0 - upper * square) - (middle - upper) * square;
    let exponents = (bits as i64 - middle_bits as i64) >> 1; // k, where the exponent stands
    let scale = f64::from_bits((0x3ff_i64 << 52).wrapping_sub(3 * exponents) as u64);
    let high = square * root * scale;
    let slope = high * 1.5;
    let e2 = e * e;
    let series = (1.25 + e * 1.4583333333333333) + e2 * (1.640625 + e * 1.8046875);
    (high, slope * e, (slope * e2) * series)
}

/// The base as `2**exponent * z` with z near one, and the row of the table for z.
#[inline(always)]
fn reduce_base(x: f64) -> (f64, f64, &'static (f64, f64, f64)) {
    let mut bits = x.to_bits();
    if bits >> 52 == 0 {
        bits = (x * 4503599627370496.0).to_bits().wrapping_sub(52 << 52);
    }
    let offset = bits.wrapping_sub(TABLE_START);
    let row = &POWER_LOGARITHMS[(offset >> 45) as usize & 127];
    let exponent = f64::from((offset as i64 >> 52) as i32);
    (exponent, f64::from_bits(bits.wrapping_sub(offset & EXPONENT_MASK)), row)
}

/// Clears the lower 27 or 32 bits, so that a product with another such number is exact.
#[inline(always)]
fn upper(x: f64, bits: u32) -> f64 {
    f64::from_bits(x.to_bits() & (u64::MAX << bits))
}

/// glibc's method without fused operations: its result, unless the exact value is near the middle of two floats.
fn power_by_tables(x: f64, y: f64) -> f64 {
    let (k, z, &(inverse, logarithm, logarithm_tail)) = reduce_base(x);
    let z_high = f64::from_bits((z.to_bits() + (1 << 31)) & (u64::MAX << 32));
    let r_high = z_high * inverse - 1.0;
    let r_low = (z - z_high) * inverse;
    let r = r_high + r_low;
    let t1 = k * LN2_HIGH + logarithm;
    let t2 = t1 + r;
    let low = (k * LN2_LOW + logarithm_tail) + (t1 - t2 + r);
    let ar = A[0] * r;
    let ar2 = r * ar;
    let ar_high = A[0] * r_high;
    let ar2_high = r_high * ar_high;
    let high = t2 + ar2_high;
    let polynomial = r * ar2 * (A[1] + r * A[2] + ar2 * (A[3] + r * A[4] + ar2 * (A[5] + r * A[6])));
    let low = low + r_low * (ar + ar_high) + (t2 - high + ar2_high) + polynomial;
    let (log_high, log_low) = fast_two_sum(high, low);

    let y_high = upper(y, 27);
    let l_high = upper(log_high, 27);
    let product = y_high * l_high;
    let product_low = (y - y_high) * l_high + y * (log_high - l_high + log_low);
    let magnitude = product.abs();
    // also false for a NaN, which an exponent near the largest makes
    if !(magnitude > 5.6e-17 && magnitude < 500.0) {
        return exact_power(x, y);
    }
    // both logarithms' errors, 2.8 * 2**-68 relative
    match exponential::quickly(product, product_low, magnitude * (0.05 * UNIT)) {
        Some(power) => power,
        None => power_by_roundings(x, y),
    }
}

/// glibc's result where its operations are followed, the fused ones by plain ones wherever it is certain that this makes
/// no difference.
#[cold]
#[inline(never)]
fn power_by_roundings(x: f64, y: f64) -> f64 {
    let (product, tail, error) = product_with_logarithm(x, y);
    let magnitude = product.abs();
    if magnitude > 5.6e-17 && magnitude < 500.0 {
        if let Some(power) = exponential::by_roundings(product, tail, error) {
            return power;
        }
    }
    exact_power(x, y)
}

/// `y * log x` as glibc has it and its tail, known within the third; that is infinite where the first is not certain.
#[inline(always)]
pub(super) fn product_with_logarithm(x: f64, y: f64) -> (f64, f64, f64) {
    let (k, z, &(inverse, logarithm, logarithm_tail)) = reduce_base(x);
    let t1 = k * LN2_HIGH + logarithm;
    let r = multiply_less_one(z, inverse);
    let ar = r * A[0];
    let ar2 = r * ar;
    let ar3 = r * ar2;
    let t2 = r + t1;
    let high = t2 + ar2;
    let rests = ((k * LN2_LOW + logarithm_tail) + ((t1 - t2) + r)) + two_product(ar, r).1;
    let polynomial = A[1] + r * A[2] + ar2 * (A[3] + r * A[4] + ar2 * (A[5] + r * A[6]));
    let low = ar3 * polynomial + (rests + ((t2 - high) + ar2));
    // r is below 2**-7: the product has a few roundings of numbers below 2**-22, and so has the sum
    let error = LOGARITHM_ERROR;
    let Some(log_high) = sum_of_uncertain(high, low, error) else { return (0.0, 0.0, f64::INFINITY) };
    let log_low = (high - log_high) + low;
    let (product, product_error) = two_product(y, log_high);
    let tail = y * log_low + product_error;
    (product, tail, y.abs() * error + tail.abs() * (4.0 * f64::EPSILON))
}

/// glibc's operations in glibc's order: `multiply_add` wherever its compiled code has a fused operation.
#[cold]
#[inline(never)]
pub fn exact_power(x: f64, y: f64) -> f64 {
    let bound = y.to_bits() >> 52 & 0x7ff;
    if bound < 0x3be {
        return 1.0;
    }
    if bound >= 0x43e {
        return match (x == 1.0, (x > 1.0) == (y > 0.0)) {
            (true, _) => 1.0,
            (false, true) => f64::INFINITY,
            (false, false) => 0.0,
        };
    }
    let (k, z, &(inverse, logarithm, logarithm_tail)) = reduce_base(x);
    let t1 = k * LN2_HIGH + logarithm; // both exact, by the choice of their bits
    let low1 = multiply_add(LN2_LOW, k, logarithm_tail);
    let r = multiply_less_one(z, inverse);
    let ar = r * A[0];
    let q1 = multiply_add(A[2], r, A[1]);
    let q2 = multiply_add(A[4], r, A[3]);
    let q3 = multiply_add(A[6], r, A[5]);
    let t2 = r + t1;
    let ar2 = r * ar;
    let ar3 = r * ar2;
    let low2 = (t1 - t2) + r;
    let low3 = two_product(ar, r).1;
    let high = t2 + ar2;
    let low4 = (t2 - high) + ar2;
    let q = multiply_add(ar2, multiply_add(q3, ar2, q2), q1);
    let low = multiply_add(ar3, q, ((low1 + low2) + low3) + low4);
    let log_high = high + low;
    let log_low = (high - log_high) + low;
    let (product, product_error) = two_product(y, log_high);
    exponential::exactly(product, multiply_add(y, log_low, product_error))
}
