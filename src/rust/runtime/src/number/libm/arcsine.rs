//! `asin` and `acos` as glibc 2.36 computes them on x86-64 with FMA: polynomials around points, and near one the
//! arcsine of a square root.

use super::arcsine_table::{ARCSINES, INVERSE_ROOTS};
use super::fused::{polynomial, settle, Arithmetic, Fused, Parts, Plain, FEW_ROUNDINGS};
use std::f64::consts::{FRAC_PI_2, PI};

const HALF_PI_TAIL: f64 = 6.123233995736766e-17;
/// What the parts of a root may differ by, relative to the smaller one.
const MANY_ROUNDINGS: f64 = 16.0 * FEW_ROUNDINGS;
/// Coefficients of the power series from the cube on.
const SERIES: [f64; 6] = [
    0.1666666666666641,
    0.07500000000261227,
    0.044642856142105974,
    0.03038212685821193,
    0.022355121102652562,
    0.018138290340456505,
];
/// Coefficients of `1 / sqrt(1 - r)`.
const ROOT: [f64; 4] = [0.9999999998599908, 0.4999999994959554, 0.3750175008673452, 0.31252362655451865];

fn upper_word(x: f64) -> usize {
    (x.to_bits() >> 32) as usize
}

/// The arcsine of a number from 1/8 to 31/32: that of a point near by, and the difference.
#[inline(always)]
fn by_table<M: Arithmetic>(x: f64) -> (f64, f64) {
    let bits = upper_word(x);
    let (start, count) = match bits {
        0..0x3fd0_0000 => (11 * ((bits & 0xf_ffff) >> 15), 5),
        0x3fd0_0000..0x3fe0_0000 => (11 * ((bits & 0xf_ffff) >> 14) + 352, 5),
        0x3fe0_0000..0x3fe8_0000 => (1056 + ((bits & 0xf_e000) >> 11) * 3, 6),
        0x3fe8_0000..0x3fed_8000 => (992 + ((bits & 0xf_e000) >> 13) * 13, 7),
        0x3fed_8000..0x3fee_8000 => (884 + ((bits & 0xf_e000) >> 13) * 14, 8),
        _ => (768 + ((bits & 0xf_e000) >> 13) * 15, 9),
    };
    let row = &ARCSINES[start..start + count + 4];
    let z = x - row[0];
    let sum = M::multiply_add(polynomial::<M>(z, &row[2..count + 2]), z * z, row[count + 2]);
    (row[count + 3], M::multiply_add(row[1], z, sum))
}

/// `sqrt(z)` in two parts, and `asin(sqrt(z)) / sqrt(z) - 1`, for z up to 1/64; `round` shortens the first part.
#[inline(always)]
fn of_root<M: Arithmetic>(z: f64, round: fn(f64) -> f64) -> (f64, f64, f64) {
    let bits = upper_word(z);
    // a first guess, by the first bits and the exponent, then two steps
    let power = f64::from_bits(((1023 + 511 - (bits >> 21)) as u64) << 52);
    let guess = INVERSE_ROOTS[bits >> 14 & 127] * power;
    let r = M::multiply_add(-(guess * guess), z, 1.0);
    let inverse = polynomial::<M>(r, &ROOT) * guess;
    let root = inverse * z;
    let high = round(root);
    let sum = M::multiply_add(M::multiply_add(-(inverse * 0.5), root, 1.5), root, high);
    let low = M::multiply_add(-high, high, z) / sum;
    (high, low, polynomial::<M>(z, &SERIES) * z)
}

fn to_24_bits(x: f64) -> f64 {
    (x + 16_777_216.0) - 16_777_216.0
}

fn to_26_bits(x: f64) -> f64 {
    let scaled = x * 134_217_728.0;
    (x + scaled) - scaled
}

#[inline(always)]
fn arcsine_parts<M: Arithmetic>(x: f64) -> Parts {
    if x < 0.125 {
        let square = x * x;
        let (sum, cube) = (polynomial::<M>(square, &SERIES), x * square);
        let (high, low) = M::last_multiply_add(sum, cube, x);
        return (high, low, (sum * cube) * FEW_ROUNDINGS);
    }
    if x < 0.96875 {
        let (high, low) = by_table::<M>(x);
        return (high, low, low.abs() * FEW_ROUNDINGS + 1e-20);
    }
    let (high, low, factor) = of_root::<M>(0.5 * (1.0 - x), to_24_bits);
    let rest = M::multiply_add(-2.0, low, HALF_PI_TAIL);
    let sum = high + low;
    let rest = M::multiply_add(-(sum + sum), factor, rest);
    (FRAC_PI_2 - 2.0 * high, rest, (rest.abs() + low.abs()) * MANY_ROUNDINGS)
}

#[cold]
#[inline(never)]
fn fused_arcsine(x: f64) -> Parts {
    arcsine_parts::<Fused>(x)
}

/// The arcsine: NaN beyond one.
pub fn asin(x: f64) -> f64 {
    let magnitude = x.abs();
    if upper_word(magnitude) < 0x3e50_0000 || x.is_nan() {
        return x;
    }
    if magnitude >= 1.0 {
        return if magnitude == 1.0 { FRAC_PI_2.copysign(x) } else { f64::NAN };
    }
    settle(arcsine_parts::<Plain>(magnitude), || fused_arcsine(magnitude)).copysign(x)
}

#[inline(always)]
fn arccosine_parts<M: Arithmetic>(x: f64) -> Parts {
    let magnitude = x.abs();
    if magnitude < 0.125 {
        let square = x * x;
        let high = FRAC_PI_2 - x;
        let rest = ((FRAC_PI_2 - high) - x) + HALF_PI_TAIL;
        let (sum, cube) = (polynomial::<M>(square, &SERIES), x * square);
        return (high, M::multiply_add(-sum, cube, rest), (sum * cube).abs() * FEW_ROUNDINGS + 1e-31);
    }
    if magnitude < 0.96875 {
        let (high, low) = by_table::<M>(magnitude);
        let error = low.abs() * FEW_ROUNDINGS + 1e-20;
        return if x > 0.0 {
            (FRAC_PI_2 - high, HALF_PI_TAIL - low, error)
        } else {
            (FRAC_PI_2 + high, HALF_PI_TAIL + low, error)
        };
    }
    let (high, low, factor) = of_root::<M>(0.5 * (1.0 - magnitude), to_26_bits);
    let small = factor * (high + low);
    let error = (small.abs() + low.abs()) * MANY_ROUNDINGS;
    if x < 0.0 {
        (2.0 * (FRAC_PI_2 - high), 2.0 * ((HALF_PI_TAIL - low) - small), error)
    } else {
        (2.0 * high, 2.0 * (low + small), error)
    }
}

#[cold]
#[inline(never)]
fn fused_arccosine(x: f64) -> Parts {
    arccosine_parts::<Fused>(x)
}

/// The arccosine: NaN beyond one.
pub fn acos(x: f64) -> f64 {
    let magnitude = x.abs();
    if x.is_nan() {
        return x;
    }
    if upper_word(magnitude) < 0x3c88_0000 {
        return FRAC_PI_2;
    }
    if magnitude >= 1.0 {
        return match (magnitude == 1.0, x > 0.0) {
            (true, true) => 0.0,
            (true, false) => PI,
            _ => f64::NAN,
        };
    }
    settle(arccosine_parts::<Plain>(x), || fused_arccosine(x))
}
