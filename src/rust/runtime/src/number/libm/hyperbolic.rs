//! The hyperbolic functions and their inverses as glibc 2.36 computes them: fdlibm's methods, without fused operations
//! but for those in `exp`, `expm1`, `log` and `log1p`.

use super::difference::{expm1, log1p};
use super::exponential::exp;
use super::logarithm::log;
use std::f64::consts::LN_2;

const TWO_M28: f64 = 3.725290298461914e-09;
const TWO_M55: f64 = 2.7755575615628914e-17;

fn upper_word(x: f64) -> u32 {
    (x.to_bits() >> 32) as u32
}

pub fn sinh(x: f64) -> f64 {
    let half = 0.5f64.copysign(x);
    let magnitude = x.abs();
    if !x.is_finite() {
        return x;
    }
    if magnitude < 22.0 {
        if magnitude < TWO_M28 {
            return x;
        }
        let t = expm1(magnitude);
        return if magnitude < 1.0 { half * (2.0 * t - t * t / (t + 1.0)) } else { half * (t + t / (t + 1.0)) };
    }
    if upper_word(magnitude) < 0x4086_2e42 {
        return half * exp(magnitude);
    }
    let w = exp(0.5 * magnitude);
    (half * w) * w
}

pub fn cosh(x: f64) -> f64 {
    let magnitude = x.abs();
    if !x.is_finite() {
        return x * x;
    }
    if magnitude < 22.0 {
        if upper_word(magnitude) < 0x3fd6_2e43 {
            if magnitude < TWO_M55 {
                return 1.0;
            }
            let t = expm1(magnitude);
            let w = 1.0 + t;
            return 1.0 + (t * t) / (w + w);
        }
        let t = exp(magnitude);
        return 0.5 * t + 0.5 / t;
    }
    if upper_word(magnitude) < 0x4086_2e42 {
        return 0.5 * exp(magnitude);
    }
    let w = exp(0.5 * magnitude);
    (0.5 * w) * w
}

pub fn tanh(x: f64) -> f64 {
    let magnitude = x.abs();
    if x.is_nan() {
        return x;
    }
    let z = if magnitude < 22.0 {
        if magnitude < TWO_M55 {
            return x;
        }
        if magnitude >= 1.0 {
            1.0 - 2.0 / (expm1(2.0 * magnitude) + 2.0)
        } else {
            let t = expm1(-2.0 * magnitude);
            -t / (t + 2.0)
        }
    } else {
        1.0
    };
    z.copysign(x)
}

pub fn asinh(x: f64) -> f64 {
    let magnitude = x.abs();
    // glibc compares upper halves: the limits lie a little above 2**28 and 2
    let bound = upper_word(magnitude);
    if !x.is_finite() || magnitude < TWO_M28 {
        return x;
    }
    let w = if bound > 0x41b0_0000 {
        log(magnitude) + LN_2
    } else if bound > 0x4000_0000 {
        log(2.0 * magnitude + 1.0 / ((x * x + 1.0).sqrt() + magnitude))
    } else {
        let t = x * x;
        log1p(magnitude + t / (1.0 + (1.0 + t).sqrt()))
    };
    w.copysign(x)
}

/// NaN below one.
pub fn acosh(x: f64) -> f64 {
    if x < 1.0 {
        return f64::NAN;
    }
    if x >= 268_435_456.0 {
        return if x.is_finite() { log(x) + LN_2 } else { x };
    }
    if x > 2.0 {
        let t = x * x;
        return log(2.0 * x - 1.0 / (x + (t - 1.0).sqrt()));
    }
    let t = x - 1.0;
    log1p(t + (2.0 * t + t * t).sqrt())
}

/// Infinite at one, NaN beyond.
pub fn atanh(x: f64) -> f64 {
    let magnitude = x.abs();
    if magnitude > 1.0 {
        return f64::NAN;
    }
    let t = if magnitude < 0.5 {
        if magnitude < TWO_M28 {
            return x;
        }
        let t = magnitude + magnitude;
        0.5 * log1p(t + t * magnitude / (1.0 - magnitude))
    } else {
        0.5 * log1p((magnitude + magnitude) / (1.0 - magnitude))
    };
    t.copysign(x)
}
