//! Hyperbolic functions, `expm1` and `log1p`: the methods of fdlibm, with glibc's order of evaluation.
#![allow(clippy::excessive_precision)]

use super::elementary::log;
use std::f64::consts::{LN_2, LOG2_E};

const LN2_HIGH: f64 = 6.93147180369123816490e-01;
const LN2_LOW: f64 = 1.90821492927058770002e-10;
const TINY: f64 = 3.725290298461914e-09; // 2**-28
const HUGE: f64 = 268_435_456.0; // 2**28

fn exp(x: f64) -> f64 {
    x.exp()
}

/// Reduces `x` to `k ln 2 + r + c`.
fn reduce(x: f64) -> (f64, f64, i32) {
    let magnitude = x.abs();
    if magnitude <= 0.5 * LN_2 {
        return (x, 0.0, 0);
    }
    let (high, low, k) = if magnitude < 1.5 * LN_2 {
        if x > 0.0 {
            (x - LN2_HIGH, LN2_LOW, 1)
        } else {
            (x + LN2_HIGH, -LN2_LOW, -1)
        }
    } else {
        let k = (LOG2_E * x + 0.5f64.copysign(x)) as i32;
        let t = f64::from(k);
        (x - t * LN2_HIGH, t * LN2_LOW, k)
    };
    let r = high - low;
    (r, (high - r) - low, k)
}

/// `exp(x) - 1`.
pub fn expm1(x: f64) -> f64 {
    const Q1: f64 = -3.33333333333331316428e-02;
    const Q2: f64 = 1.58730158725481460165e-03;
    const Q3: f64 = -7.93650757867487942473e-05;
    const Q4: f64 = 4.00821782732936239552e-06;
    const Q5: f64 = -2.01099218183624371326e-07;
    if x.is_nan() || x == f64::INFINITY {
        return x;
    }
    if x > 709.782_712_893_383_973_096 {
        return f64::INFINITY;
    }
    if x < -56.0 * LN_2 {
        return -1.0;
    }
    if x.abs() < 5.551115123125783e-17 {
        return x;
    }
    let (x, c, k) = reduce(x);
    let half = 0.5 * x;
    let square = x * half;
    // three short sums in powers of the square, as glibc has them
    let (r1, r2, r3) = (1.0 + square * Q1, Q2 + square * Q3, Q4 + square * Q5);
    let fourth = square * square;
    let r = r1 + fourth * r2 + fourth * fourth * r3;
    let t = 3.0 - r * half;
    let mut e = square * ((r - t) / (6.0 - x * t));
    if k == 0 {
        return x - (x * e - square);
    }
    e = x * (e - c) - c;
    e -= square;
    let power = |y: f64| f64::from_bits(y.to_bits().wrapping_add((i64::from(k) << 52) as u64));
    match k {
        -1 => 0.5 * (x - e) - 0.5,
        1 if x < -0.25 => -2.0 * (e - (x + 0.5)),
        1 => 1.0 + 2.0 * (x - e),
        _ if k <= -2 || k > 56 => {
            let y = 1.0 - (e - x);
            let y = if k == 1024 { y * 2.0 * 2f64.powi(1023) } else { power(y) };
            y - 1.0
        }
        _ if k < 20 => power((1.0 - 2f64.powi(-k)) - (e - x)),
        _ => power((x - (e + 2f64.powi(-k))) + 1.0),
    }
}

/// `log(1 + x)`.
pub fn log1p(x: f64) -> f64 {
    libm::log1p(x)
}

pub fn sinh(x: f64) -> f64 {
    let half = 0.5f64.copysign(x);
    let magnitude = x.abs();
    if !x.is_finite() {
        return x;
    }
    if magnitude < 22.0 {
        if magnitude < TINY {
            return x;
        }
        let t = expm1(magnitude);
        return if magnitude < 1.0 { half * (2.0 * t - t * t / (t + 1.0)) } else { half * (t + t / (t + 1.0)) };
    }
    if magnitude < 709.782712893383973096 {
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
        if magnitude < 0.5 * LN_2 {
            if magnitude < 2.7755575615628914e-17 {
                return 1.0;
            }
            let t = expm1(magnitude);
            let w = 1.0 + t;
            return 1.0 + (t * t) / (w + w);
        }
        let t = exp(magnitude);
        return 0.5 * t + 0.5 / t;
    }
    if magnitude < 709.782712893383973096 {
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
        if magnitude < 2.7755575615628914e-17 {
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
    if !x.is_finite() || magnitude < TINY {
        return x;
    }
    let w = if magnitude > HUGE {
        log(magnitude) + LN_2
    } else if magnitude > 2.0 {
        log(2.0 * magnitude + 1.0 / ((x * x + 1.0).sqrt() + magnitude))
    } else {
        let t = x * x;
        log1p(magnitude + t / (1.0 + (1.0 + t).sqrt()))
    };
    w.copysign(x)
}

pub fn acosh(x: f64) -> f64 {
    if x < 1.0 {
        return f64::NAN;
    }
    if x > HUGE {
        return if x.is_finite() { log(x) + LN_2 } else { x };
    }
    if x == 1.0 {
        return 0.0;
    }
    if x > 2.0 {
        let t = x * x;
        return log(2.0 * x - 1.0 / (x + (t - 1.0).sqrt()));
    }
    let t = x - 1.0;
    log1p(t + (2.0 * t + t * t).sqrt())
}

pub fn atanh(x: f64) -> f64 {
    let magnitude = x.abs();
    if magnitude > 1.0 {
        return f64::NAN;
    }
    let t = if magnitude < 0.5 {
        if magnitude < TINY {
            return x;
        }
        let t = magnitude + magnitude;
        0.5 * log1p(t + t * magnitude / (1.0 - magnitude))
    } else {
        0.5 * log1p((magnitude + magnitude) / (1.0 - magnitude))
    };
    t.copysign(x)
}
