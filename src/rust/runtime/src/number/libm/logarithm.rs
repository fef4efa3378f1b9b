//! `log`, `log2` and `log10` as glibc 2.36 computes them on x86-64 with FMA.
//!
//! Near one, a polynomial in `x - 1`; elsewhere a table of logarithms and a polynomial. Each is written once, for both
//! kinds of arithmetic, and gives the two parts whose sum, rounded, is the result.

use super::fused::{
    multiply_add, multiply_less_one, settle, two_product, Arithmetic, Fused, Parts, Plain, FEW_ROUNDINGS,
};
use super::tables::{BINARY_LOGARITHMS, LOGARITHMS};

const LN2_HIGH: f64 = 0.6931471805598903;
const LN2_LOW: f64 = 5.497923018708371e-14;
/// Coefficients of `log(1 + r)` from the square on, for small r.
const A: [f64; 5] =
    [-0.5000000000000001, 0.33333333331825593, -0.2499999999622955, 0.20000304511814496, -0.16667054827627667];
/// The same for r up to 1/16.
const B: [f64; 11] = [
    -0.5,
    0.3333333333333352,
    -0.24999999999998432,
    0.19999999999320328,
    -0.16666666669929706,
    0.14285715076560868,
    -0.12499997863982555,
    0.11110712032936046,
    -0.10000486757818193,
    0.09181994006195467,
    -0.08328363062289341,
];

const INVERSE_LN2_HIGH: f64 = 1.4426950407214463;
const INVERSE_LN2_LOW: f64 = 1.6751713164886512e-10;
/// Coefficients of `log2(1 + r)` from the square on, for small r.
const A2: [f64; 6] = [
    -0.7213475204444882,
    0.4808983469629985,
    -0.36067375954075914,
    0.2885390073180969,
    -0.2404693555628422,
    0.2061202382173603,
];
/// The same for r up to 1/24.
const B2: [f64; 10] = [
    -0.7213475204444817,
    0.48089834696298744,
    -0.360673760222145,
    0.2885390081805197,
    -0.24044917405728863,
    0.2060992861022954,
    -0.18033596705327856,
    0.1603032746063156,
    -0.14483316576701266,
    0.13046826811283835,
];

const TABLE_START: u64 = 0x3fe6_0000_0000_0000;
const EXPONENT_MASK: u64 = 0xfff << 52;
const TWO_52: f64 = 4503599627370496.0;

/// The result for what has no finite logarithm.
fn special(x: f64) -> Option<f64> {
    if x > 0.0 && x < f64::INFINITY {
        None
    } else if x == 0.0 {
        Some(f64::NEG_INFINITY)
    } else if x < 0.0 {
        Some(f64::NAN)
    } else {
        Some(x)
    }
}

/// The bits of a positive number, with an exponent below the normal ones where it is subnormal.
#[inline(always)]
fn normal_bits(x: f64) -> u64 {
    let bits = x.to_bits();
    if bits >> 52 == 0 {
        (x * TWO_52).to_bits().wrapping_sub(52 << 52)
    } else {
        bits
    }
}

/// The natural logarithm: NaN for what is negative, minus infinity for zero.
pub fn log(x: f64) -> f64 {
    if let Some(result) = special(x) {
        return result;
    }
    if x == 1.0 {
        return 0.0;
    }
    if x.to_bits().wrapping_sub(0x3fee_0000_0000_0000) < 0x3_0900_0000_0000 {
        return settle(log_near_one::<Plain>(x - 1.0), || log_near_one::<Fused>(x - 1.0));
    }
    settle(log_by_table::<Plain>(x), || log_by_table::<Fused>(x))
}

#[inline(always)]
fn log_near_one<M: Arithmetic>(r: f64) -> Parts {
    let r2 = r * r;
    let r3 = r * r2;
    let a = M::multiply_add(r2, B[3], M::multiply_add(B[2], r, B[1]));
    let b = M::multiply_add(r2, B[6], M::multiply_add(B[5], r, B[4]));
    let c = M::multiply_add(r3, B[10], M::multiply_add(r2, B[9], M::multiply_add(B[8], r, B[7])));
    let polynomial = M::multiply_add(M::multiply_add(c, r3, b), r3, a);
    // the upper half of r, whose square is exact
    let scaled = r * 134_217_728.0;
    let upper = (r + scaled) - scaled;
    let square = upper * upper * B[0];
    let lower = r - upper;
    let high = r + square;
    let rest = (r - high) + square;
    let low = M::multiply_add(B[0] * lower, r + upper, rest);
    let low = M::multiply_add(polynomial, r3, low);
    // some roundings of the small part, and of what the square of the lower half adds to it
    (high, low, low.abs() * FEW_ROUNDINGS + high * high * 6.7e-24)
}

#[inline(always)]
fn log_by_table<M: Arithmetic>(x: f64) -> Parts {
    let bits = normal_bits(x);
    let offset = bits.wrapping_sub(TABLE_START);
    let (inverse, logarithm) = LOGARITHMS[(offset >> 45) as usize & 127];
    let k = f64::from((offset as i64 >> 52) as i32);
    let z = f64::from_bits(bits.wrapping_sub(offset & EXPONENT_MASK));
    let t = k * LN2_HIGH + logarithm; // both exact
    let r = multiply_less_one(z, inverse);
    let a = M::multiply_add(A[2], r, A[1]);
    let high = r + t;
    let r2 = r * r;
    let low = M::multiply_add(k, LN2_LOW, (t - high) + r);
    let b = M::multiply_add(r, A[4], A[3]);
    let low = M::multiply_add(r2, A[0], low);
    // the small part is below 2**-15
    (high, M::multiply_add(r * r2, M::multiply_add(b, r2, a), low), 1.4e-20)
}

/// The binary logarithm.
pub fn log2(x: f64) -> f64 {
    if let Some(result) = special(x) {
        return result;
    }
    if x == 1.0 {
        return 0.0;
    }
    if x.to_bits().wrapping_sub(0x3fee_a4af_0000_0000) < 0x2_10aa_0000_0000 {
        return settle(log2_near_one::<Plain>(x - 1.0), || log2_near_one::<Fused>(x - 1.0));
    }
    settle(log2_by_table::<Plain>(x), || log2_by_table::<Fused>(x))
}

#[inline(always)]
fn log2_near_one<M: Arithmetic>(r: f64) -> Parts {
    let (first, first_error) = two_product(INVERSE_LN2_HIGH, r);
    let r2 = r * r;
    let r4 = r2 * r2;
    let low = M::multiply_add(r, INVERSE_LN2_LOW, first_error);
    // fused in either arithmetic: a rounded product would lose too much
    let b = multiply_add(B2[1], r, B2[0]);
    let high = multiply_add(b, r2, first);
    let rest = multiply_add(b, r2, first - high) + low;
    let c = M::multiply_add(B2[3], r, B2[2]);
    let d = M::multiply_add(M::multiply_add(B2[5], r, B2[4]), r2, c);
    let e = M::multiply_add(B2[7], r, B2[6]);
    let f = M::multiply_add(M::multiply_add(r, B2[9], B2[8]), r2, e);
    let low = M::multiply_add(M::multiply_add(f, r4, d), r4, rest);
    // the small part is a difference of two, one of them 1.2e-10 of the large part
    (high, low, low.abs() * FEW_ROUNDINGS + high.abs() * 2e-25)
}

#[inline(always)]
fn log2_by_table<M: Arithmetic>(x: f64) -> Parts {
    let bits = normal_bits(x);
    let offset = bits.wrapping_sub(TABLE_START);
    let (inverse, logarithm) = BINARY_LOGARITHMS[(offset >> 46) as usize & 63];
    let k = f64::from((offset as i64 >> 52) as i32);
    let z = f64::from_bits(bits.wrapping_sub(offset & EXPONENT_MASK));
    let t3 = k + logarithm;
    let r = multiply_less_one(z, inverse);
    let a = M::multiply_add(A2[1], r, A2[0]);
    let (t1, t1_error) = two_product(INVERSE_LN2_HIGH, r);
    let high = t1 + t3;
    let t2 = M::multiply_add(r, INVERSE_LN2_LOW, t1_error);
    let r2 = r * r;
    let low = ((t3 - high) + t1) + t2;
    let b = M::multiply_add(M::multiply_add(A2[3], r, A2[2]), r2, a);
    let c = M::multiply_add(r, A2[5], A2[4]);
    // the small part is below 2**-12
    (high, M::multiply_add(r2, M::multiply_add(c, r2 * r2, b), low), 1.1e-19)
}

/// The common logarithm, from the natural one of the mantissa (no fused operations in glibc 2.36).
pub fn log10(x: f64) -> f64 {
    const INVERSE_LN10: f64 = std::f64::consts::LOG10_E;
    const LOG10_2_HIGH: f64 = 0.30102999566361177;
    const LOG10_2_LOW: f64 = 3.694239077158931e-13;
    if let Some(result) = special(x) {
        return result;
    }
    let (x, adjust) = if x < f64::MIN_POSITIVE { (x * 2f64.powi(54), -54) } else { (x, 0) };
    let bits = x.to_bits();
    let exponent = (bits >> 52) as i64 - 1023 + adjust;
    let negative = i64::from(exponent < 0);
    let mantissa = f64::from_bits(bits & ((1 << 52) - 1) | ((1023 - negative) as u64) << 52);
    let y = (exponent + negative) as f64;
    let z = y * LOG10_2_LOW + INVERSE_LN10 * log(mantissa);
    z + y * LOG10_2_HIGH
}
