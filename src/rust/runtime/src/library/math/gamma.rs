//! `gamma` and `lgamma` by Lanczos' approximation with CPython's parameters.
#![allow(clippy::excessive_precision)]

use super::elementary::{domain_error, range_error};
use crate::number::failure::Checked;
use crate::number::libm::{cos, exp, log, power_of_positive, sin};
use std::f64::consts::PI;

const G: f64 = 6.024680040776729583740234375;
const G_MINUS_HALF: f64 = 5.524680040776729583740234375;
const LOG_PI: f64 = 1.144729885849400174143427351353058711647;

/// Numerator and denominator of the rational function, lowest power first.
const NUMERATOR: [f64; 13] = [
    23531376880.410759688572007674451636754734846804940,
    42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843,
    17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708,
    1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801,
    31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768,
    186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024,
    210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
];
const DENOMINATOR: [f64; 13] = [
    0.0,
    39916800.0,
    120543840.0,
    150917976.0,
    105258076.0,
    45995730.0,
    13339535.0,
    2637558.0,
    357423.0,
    32670.0,
    1925.0,
    66.0,
    1.0,
];

fn lanczos_sum(x: f64) -> f64 {
    let (mut numerator, mut denominator) = (0.0, 0.0);
    if x < 5.0 {
        for (n, d) in NUMERATOR.iter().zip(&DENOMINATOR).rev() {
            numerator = numerator * x + n;
            denominator = denominator * x + d;
        }
    } else {
        for (n, d) in NUMERATOR.iter().zip(&DENOMINATOR) {
            numerator = numerator / x + n;
            denominator = denominator / x + d;
        }
    }
    numerator / denominator
}

/// `sin(pi * x)` without the error of a large argument.
fn sine_of_pi_times(x: f64) -> f64 {
    let y = x.abs() % 2.0;
    let result = match (2.0 * y).round() as i32 {
        0 => sin(PI * y),
        1 => cos(PI * (y - 0.5)),
        2 => sin(PI * (1.0 - y)),
        3 => -cos(PI * (y - 1.5)),
        _ => sin(PI * (y - 2.0)),
    };
    1f64.copysign(x) * result
}

fn factorial_of_less(x: f64) -> f64 {
    (2..x as u32).fold(1.0, |product, factor| product * f64::from(factor))
}

/// `math.gamma`. Errors: ValueError at poles, OverflowError.
pub fn gamma(x: f64) -> Checked<f64> {
    if x.is_nan() || x == f64::INFINITY {
        return Ok(x);
    }
    if x == f64::NEG_INFINITY || x == 0.0 {
        return Err(domain_error());
    }
    if x == x.floor() {
        if x < 0.0 {
            return Err(domain_error());
        }
        if x <= 23.0 {
            return Ok(factorial_of_less(x));
        }
    }
    let magnitude = x.abs();
    if magnitude < 1e-20 {
        // 1/x overflows for the smallest numbers; CPython's error check lets |x| < 1.5 pass as an overflow
        let result = 1.0 / x;
        return if result.is_infinite() { Err(range_error()) } else { Ok(result) };
    }
    if magnitude > 200.0 {
        return if x < 0.0 { Ok(0.0 / sine_of_pi_times(x)) } else { Err(range_error()) };
    }
    let y = magnitude + G_MINUS_HALF;
    let z = if magnitude > G_MINUS_HALF { (y - magnitude) - G_MINUS_HALF } else { (y - G_MINUS_HALF) - magnitude };
    let z = z * G / y;
    let mut result;
    if x < 0.0 {
        result = -PI / sine_of_pi_times(magnitude) / magnitude * exp(y) / lanczos_sum(magnitude);
        result -= z * result;
        if magnitude < 140.0 {
            result /= power_of_positive(y, magnitude - 0.5);
        } else {
            let root = power_of_positive(y, magnitude / 2.0 - 0.25);
            result = result / root / root;
        }
    } else {
        result = lanczos_sum(magnitude) / exp(y);
        result += z * result;
        if magnitude < 140.0 {
            result *= power_of_positive(y, magnitude - 0.5);
        } else {
            let root = power_of_positive(y, magnitude / 2.0 - 0.25);
            result = result * root * root;
        }
    }
    if result.is_infinite() {
        return Err(range_error());
    }
    Ok(result)
}

/// `math.lgamma`. Errors: ValueError at poles, OverflowError.
pub fn lgamma(x: f64) -> Checked<f64> {
    if x.is_nan() {
        return Ok(x);
    }
    if x.is_infinite() {
        return Ok(f64::INFINITY);
    }
    if x == x.floor() && x <= 2.0 {
        return if x <= 0.0 { Err(domain_error()) } else { Ok(0.0) };
    }
    let magnitude = x.abs();
    if magnitude < 1e-20 {
        return Ok(-log(magnitude));
    }
    let mut result = log(lanczos_sum(magnitude)) - G;
    result += (magnitude - 0.5) * (log(magnitude + G - 0.5) - 1.0);
    if x < 0.0 {
        result = LOG_PI - log(sine_of_pi_times(magnitude).abs()) - log(magnitude) - result;
    }
    if result.is_infinite() {
        return Err(range_error());
    }
    Ok(result)
}
