//! `pow` as glibc 2.36 computes it on x86-64 with FMA, to the last bit.
//!
//! glibc evaluates `exp(y log x)` with a logarithm of about 68 bits and rounds at the end; its error before that
//! rounding is below 0.02 units of the last place (e_pow.c states 0.54 units in all, for the largest exponents). So
//! wherever a value known to within both errors is not that close to the middle between two floats, rounding it gives
//! glibc's result. Only in the narrow band around the middles the operations of glibc are carried out one by one, with
//! a fused multiply-add made of plain operations.

use super::fused::{fast_two_sum, multiply_add, rounded, two_product};
use super::tables::{POWERS, POWER_LOGARITHMS};

/// 2**-62: what one rounding of a number between 2**-9 and 2**-8 loses at most.
const UNIT: f64 = 2.168404344971009e-19;

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

const INVERSE_LN2: f64 = 184.6649652337873; // 128 / ln 2
const LN2_128TH_HIGH: f64 = -0.005415212348111709; // -ln 2 / 128
const LN2_128TH_LOW: f64 = -1.2864023111638346e-14;
/// Coefficients of `exp(r)` from the square on.
const C: [f64; 4] = [0.49999999999996786, 0.16666666666665886, 0.0416666808410674, 0.008333335853059549];
/// Adding and subtracting it rounds to an integer.
const SHIFT: f64 = 6755399441055744.0;

/// Where the first interval of the table of logarithms begins.
const TABLE_START: u64 = 0x3fe6_9555_0000_0000;
const EXPONENT_MASK: u64 = 0xfff << 52;

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
    power_by_constant(x, y)
}

/// The same, inlined, for an exponent known at build time.
///
/// Exponents that programs often write are computed from square roots and quotients; where the exponent is a constant
/// only that branch is left.
#[inline(always)]
pub fn power_by_constant(x: f64, y: f64) -> f64 {
    // 2**-32 to 2**32: nothing under- or overflows, and |y log x| is at most 67
    if (x.to_bits() >> 52).wrapping_sub(1023 - 32) < 64 {
        let (high, low) = if y == 2.0 {
            two_product(x, x)
        } else if y == -1.5 {
            inverse_three_halves(x)
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
            return power_by_tables(x, y);
        };
        // glibc's error: five roundings in exp, its polynomial, and log's 1.3 * 2**-68 relative
        if let Some(power) = rounded(high, low, high * (6.9 * UNIT)) {
            return power;
        }
        return exact_power(x, y);
    }
    power_by_tables(x, y)
}

/// The square root and what rounding lost.
#[inline(always)]
fn square_root(x: f64) -> (f64, f64) {
    let root = x.sqrt();
    let (square, square_error) = two_product(root, root);
    (root, ((x - square) - square_error) * (0.5 / root))
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
    let (one, one_error) = two_product(quotient, high);
    fast_two_sum(quotient, quotient * (((1.0 - one) - one_error) - quotient * low))
}

/// `x**-1.5`: the product `x * root` corrected by what the root lost, `x * (x - root**2) / (2 * root)`, in which
/// `x / root` is again the root.
#[inline(always)]
fn inverse_three_halves(x: f64) -> (f64, f64) {
    let root = x.sqrt();
    let (square, square_error) = two_product(root, root);
    let (product, product_error) = two_product(root, x);
    reciprocal(product, product_error + 0.5 * root * ((x - square) - square_error))
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
    let shifted = product * INVERSE_LN2 + SHIFT;
    let steps = shifted.to_bits();
    let k = shifted - SHIFT;
    let r = product + k * LN2_128TH_HIGH + k * LN2_128TH_LOW + product_low;
    let (tail, bits) = POWERS[steps as usize & 127];
    let scale = f64::from_bits(bits.wrapping_add(steps << 45));
    let r2 = r * r;
    let growth = tail + r + r2 * (C[0] + r * C[1]) + r2 * r2 * (C[2] + r * C[3]);
    let (high, low) = fast_two_sum(scale, scale * growth);
    // seven roundings here and five in glibc, two polynomials, and both logarithms' 2.8 * 2**-68 relative
    match rounded(high, low, high * (12.0 * UNIT + magnitude * (0.05 * UNIT))) {
        Some(power) => power,
        None => exact_power(x, y),
    }
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
    let r = multiply_add(z, inverse, -1.0);
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
    exact_exponential(product, multiply_add(y, log_low, product_error))
}

/// `exp(x + tail)`, as `pow` needs it.
fn exact_exponential(x: f64, tail: f64) -> f64 {
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
    let scale = f64::from_bits(bits.wrapping_add(1022 << 52));
    let rest = scale * growth;
    let mut power = scale + rest;
    if power < 1.0 {
        // the result is subnormal: round where its last bit will be
        let low = (scale - power) + rest;
        let high = 1.0 + power;
        let low = (1.0 - high) + power + low;
        power = (high + low) - 1.0;
    }
    power * f64::MIN_POSITIVE
}
