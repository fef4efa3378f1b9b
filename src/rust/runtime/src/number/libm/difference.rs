//! `expm1` and `log1p` as glibc 2.36 computes them on x86-64 with FMA: fdlibm's methods, with the fused operations of
//! glibc's compiled code carried out one by one.

use super::fused::multiply_add;
use std::f64::consts::LOG2_E;

const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;

fn upper_word(x: f64) -> u32 {
    (x.to_bits() >> 32) as u32
}

/// Adds to the exponent.
fn scaled(x: f64, exponent: i32) -> f64 {
    f64::from_bits(x.to_bits().wrapping_add((i64::from(exponent) << 52) as u64))
}

/// `exp(x) - 1`.
pub fn expm1(x: f64) -> f64 {
    if x.is_nan() || x == f64::INFINITY {
        return x;
    }
    if x > 709.782712893384 {
        return f64::INFINITY;
    }
    let bound = upper_word(x.abs());
    if x < 0.0 && bound >= 0x4043_687a {
        return -1.0;
    }
    if bound < 0x3c90_0000 {
        return x;
    }
    // x = k ln 2 + r + c
    let (r, c, k) = if bound <= 0x3fd6_2e42 {
        (x, 0.0, 0)
    } else {
        let (high, low, k) = if bound < 0x3ff0_a2b2 {
            if x > 0.0 {
                (x - LN2_HIGH, LN2_LOW, 1)
            } else {
                (x + LN2_HIGH, -LN2_LOW, -1)
            }
        } else {
            let k = (LOG2_E * x + 0.5f64.copysign(x)) as i32;
            let steps = f64::from(k);
            (multiply_add(-steps, LN2_HIGH, x), steps * LN2_LOW, k)
        };
        let r = high - low;
        (r, (high - r) - low, k)
    };
    small_expm1(r, c, k)
}

/// `exp(x + c) * 2**k - 1` for small x.
fn small_expm1(x: f64, c: f64, k: i32) -> f64 {
    const Q: [f64; 5] = [
        -0.03333333333333313,
        0.0015873015872548146,
        -7.93650757867488e-05,
        4.008217827329362e-06,
        -2.0109921818362437e-07,
    ];
    let half = 0.5 * x;
    let square = x * half;
    let fourth = square * square;
    let r1 = multiply_add(square, Q[0], 1.0);
    let r2 = multiply_add(Q[2], square, Q[1]);
    let r3 = multiply_add(Q[4], square, Q[3]);
    let r = multiply_add(fourth * fourth, r3, multiply_add(fourth, r2, r1));
    let t = multiply_add(-half, r, 3.0);
    let e = (r - t) / multiply_add(-t, x, 6.0) * square;
    if k == 0 {
        return x - multiply_add(e, x, -square);
    }
    let e = multiply_add(e - c, x, -c) - square;
    match k {
        -1 => 0.5 * (x - e) - 0.5,
        1 if x < -0.25 => -2.0 * (e - (x + 0.5)),
        1 => 1.0 + 2.0 * (x - e),
        _ if k <= -2 || k > 56 => scaled(1.0 - (e - x), k) - 1.0,
        _ if k < 20 => scaled((1.0 - scaled(1.0, -k)) - (e - x), k),
        _ => scaled((x - (e + scaled(1.0, -k))) + 1.0, k),
    }
}

/// `log(1 + x)`: NaN below -1, minus infinity there.
pub fn log1p(x: f64) -> f64 {
    const P: [f64; 7] = [
        0.6666666666666735,
        0.3999999999940942,
        0.2857142874366239,
        0.22222198432149784,
        0.1818357216161805,
        0.15313837699209373,
        0.14798198605116586,
    ];
    if x.is_nan() || x == f64::INFINITY {
        return x;
    }
    if x <= -1.0 {
        return if x == -1.0 { f64::NEG_INFINITY } else { f64::NAN };
    }
    let bound = upper_word(x.abs());
    if bound < 0x3e20_0000 {
        if bound < 0x3c90_0000 {
            return x;
        }
        return multiply_add(-(x * x), 0.5, x);
    }
    // sqrt(1/2) - 1 to sqrt(2) - 1: no reduction
    let near = if x > 0.0 { upper_word(x) < 0x3fda_827a } else { upper_word(x) <= 0xbfd2_bec3 };
    let (f, k, c, short) = if near { (x, 0, 0.0, false) } else { reduce(x) };
    let half_square = 0.5 * f * f;
    let steps = f64::from(k);
    if short {
        // the mantissa is 1 but for its lower half
        if f == 0.0 {
            let c = multiply_add(steps, LN2_LOW, c);
            return if k == 0 { 0.0 } else { multiply_add(steps, LN2_HIGH, c) };
        }
        let r = half_square * multiply_add(-f, 0.6666666666666666, 1.0);
        if k == 0 {
            return f - r;
        }
        let c = multiply_add(steps, LN2_LOW, c);
        return multiply_add(steps, LN2_HIGH, -((r - c) - f));
    }
    let s = f / (2.0 + f);
    let z = s * s;
    let z2 = z * z;
    let z4 = z2 * z2;
    let r = multiply_add(z, P[0], z2 * multiply_add(P[2], z, P[1]));
    let r = multiply_add(z4, multiply_add(P[4], z, P[3]), r);
    let r = multiply_add(z2 * z4, multiply_add(P[6], z, P[5]), r);
    let product = (r + half_square) * s;
    if k == 0 {
        return f - (half_square - product);
    }
    let c = multiply_add(steps, LN2_LOW, c);
    multiply_add(steps, LN2_HIGH, -((half_square - (c + product)) - f))
}

/// `1 + x` as `2**k * (1 + f)`, the correction for what the sum lost, and whether the upper half of f is zero.
fn reduce(x: f64) -> (f64, i32, f64, bool) {
    let (u, k, c) = if upper_word(x) as i32 >= 0x4340_0000 {
        (x, (upper_word(x) >> 20) as i32 - 1023, 0.0)
    } else {
        let u = 1.0 + x;
        let k = (upper_word(u) >> 20) as i32 - 1023;
        let lost = if k > 0 { 1.0 - (u - x) } else { x - (u - 1.0) };
        (u, k, lost / u)
    };
    let fraction = upper_word(u) & 0xf_ffff;
    let lower = u.to_bits() & 0xffff_ffff;
    let (word, k, rest) = if fraction < 0x6_a09e {
        (fraction | 0x3ff0_0000, k, fraction)
    } else {
        (fraction | 0x3fe0_0000, k + 1, (0x10_0000 - fraction) >> 2)
    };
    (f64::from_bits(u64::from(word) << 32 | lower) - 1.0, k, c, rest == 0)
}
