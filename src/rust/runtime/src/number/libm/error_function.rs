//! `erf` and `erfc` as glibc 2.36 computes them: fdlibm's rational approximations, their sums in glibc's order.

use super::exponential::exp;

/// erf(1), rounded to the precision of a single.
const AT_ONE: f64 = 0.8450629115104675;
/// `2 / sqrt(pi) - 1`
const SLOPE_LESS_ONE: f64 = 0.1283791670955126;

fn upper_word(x: f64) -> u32 {
    (x.to_bits() >> 32) as u32
}

/// `(erf(x) - x) / x` up to 0.84.
fn near_zero(x: f64) -> f64 {
    let z = x * x;
    let z2 = z * z;
    let z4 = z2 * z2;
    let numerator = (-0.005770270296489442 * z - 0.02848174957559851) * z2
        + (-0.3250421072470015 * z + 0.12837916709551256)
        + -2.3763016656650163e-05 * z4;
    let denominator = (0.005081306281875766 * z + 0.0650222499887673) * z2
        + (0.39791722395915535 * z + 1.0)
        + (-3.960228278775368e-06 * z + 0.00013249473800432164) * z4;
    numerator / denominator
}

/// `erf(x) - AT_ONE` from 0.84 to 1.25.
fn near_one(x: f64) -> f64 {
    let s = x - 1.0;
    let s2 = s * s;
    let s4 = s2 * s2;
    let s6 = s2 * s4;
    let numerator = (0.31834661990116175 * s - 0.3722078760357013) * s2
        + (0.41485611868374833 * s - 0.0023621185607526594)
        + (0.035478304325618236 * s - 0.11089469428239668) * s4
        + -0.002166375594868791 * s6;
    let denominator = (0.07182865441419627 * s + 0.540397917702171) * s2
        + (0.10642088040084423 * s + 1.0)
        + (0.01363708391202905 * s + 0.12617121980876164) * s4
        + 0.011984499846799107 * s6;
    numerator / denominator
}

/// `x * erfc(x)` from 1.25 on; `middle` chooses the approximation for up to 1/0.35.
fn tail(x: f64, middle: bool) -> f64 {
    let s = 1.0 / (x * x);
    let s2 = s * s;
    let s4 = s2 * s2;
    let s6 = s4 * s2;
    let quotient = if middle {
        let numerator = (-62.375332450326006 * s - 10.558626225323291) * s2
            + (-0.6938585727071818 * s - 0.009864944034847148)
            + (-184.60509290671104 * s - 162.39666946257347) * s4
            + (-9.814329344169145 * s - 81.2874355063066) * s6;
        let denominator = (434.56587747522923 * s + 137.65775414351904) * s2
            + (19.651271667439257 * s + 1.0)
            + (429.00814002756783 * s + 645.3872717332679) * s4
            + (6.570249770319282 * s + 108.63500554177944) * s6
            + -0.0604244152148581 * (s4 * s4);
        numerator / denominator
    } else {
        let numerator = (-160.63638485582192 * s - 17.757954917754752) * s2
            + (-0.799283237680523 * s - 0.0098649429247001)
            + (-1025.0951316110772 * s - 637.5664433683896) * s4
            + -483.5191916086514 * s6;
        let denominator = (1536.729586084437 * s + 325.7925129965739) * s2
            + (30.33806074348246 * s + 1.0)
            + (2553.0504064331644 * s + 3199.8582195085955) * s4
            + (-22.44095244658582 * s + 474.52854120695537) * s6;
        numerator / denominator
    };
    let z = f64::from_bits(x.to_bits() & (u64::MAX << 32));
    exp(-z * z - 0.5625) * exp((z - x) * (z + x) + quotient)
}

pub fn erf(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    let magnitude = x.abs();
    let bound = upper_word(magnitude);
    if bound < 0x3feb_0000 {
        if bound >= 0x3e30_0000 {
            return x + x * near_zero(x);
        }
        if bound >= 0x0080_0000 {
            return x + SLOPE_LESS_ONE * x;
        }
        return 0.0625 * (16.0 * x + 16.0 * SLOPE_LESS_ONE * x);
    }
    let result = if bound < 0x3ff4_0000 {
        AT_ONE + near_one(magnitude)
    } else if bound >= 0x4018_0000 {
        1.0
    } else {
        1.0 - tail(magnitude, bound < 0x4006_db6e) / magnitude
    };
    result.copysign(x)
}

pub fn erfc(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    let magnitude = x.abs();
    let bound = upper_word(magnitude);
    if bound < 0x3feb_0000 {
        if bound < 0x3c70_0000 {
            return 1.0 - x;
        }
        let product = x * near_zero(x);
        return if x < 0.25 { 1.0 - (x + product) } else { 0.5 - (product + (x - 0.5)) };
    }
    if bound < 0x3ff4_0000 {
        let rest = near_one(magnitude);
        return if x < 0.0 { 1.0 + (AT_ONE + rest) } else { (1.0 - AT_ONE) - rest };
    }
    if bound >= 0x403c_0000 || x < 0.0 && bound >= 0x4018_0000 {
        return if x < 0.0 { 2.0 } else { 0.0 };
    }
    let result = tail(magnitude, bound < 0x4006_db6d) / magnitude;
    if x < 0.0 {
        2.0 - result
    } else {
        result
    }
}
