//! Floats as half, single and double precision bits (`PyFloat_Pack2`, `PyFloat_Pack4`, `PyFloat_Unpack2`, …).

use super::failure::{Checked, Failure};

const SINGLE_QUIET: u32 = 1 << 22;
const DOUBLE_QUIET: u64 = 1 << 51;

/// The bits of a half. Errors: OverflowError where the value is too large.
pub fn half_bits(value: f64) -> Checked<u16> {
    let sign = if value.is_sign_negative() { 1 << 15 } else { 0 };
    if value.is_nan() {
        return Ok(sign | 0x7e00);
    }
    if value.is_infinite() {
        return Ok(sign | 0x7c00);
    }
    let magnitude = value.abs();
    // The smallest half is 2^-24; what is below 2^-14 has its spacing.
    let exponent = if magnitude < 2f64.powi(-14) { -14 } else { (magnitude.to_bits() >> 52) as i32 - 1023 };
    if exponent > 15 {
        return Err(too_large('e'));
    }
    let steps = magnitude * 2f64.powi(10 - exponent);
    let mut rounded = steps.floor();
    let rest = steps - rounded;
    if rest > 0.5 || rest == 0.5 && rounded % 2.0 == 1.0 {
        rounded += 1.0;
    }
    // A carry goes from the fraction into the exponent by itself.
    let bits = if exponent == -14 && magnitude < 2f64.powi(-14) {
        rounded as u32
    } else {
        (((exponent + 14) as u32) << 10) + rounded as u32
    };
    if bits >= 0x7c00 {
        return Err(too_large('e'));
    }
    Ok(sign | bits as u16)
}

/// The float that a half is.
pub fn from_half(bits: u16) -> f64 {
    let sign = if bits >> 15 == 1 { -1.0 } else { 1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 31), f64::from(bits & 1023));
    let magnitude = match exponent {
        0 => fraction * 2f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::from_bits(0x7ff8 << 48),
        _ => (1024.0 + fraction) * 2f64.powi(exponent - 25),
    };
    magnitude.copysign(sign)
}

/// The bits of a single. Errors: OverflowError where the value is too large.
pub fn single_bits(value: f64) -> Checked<u32> {
    if value.is_nan() {
        // As x86-64 converts: quiet, with the upper part of the payload.
        let bits = value.to_bits();
        let sign = ((bits >> 63) as u32) << 31;
        return Ok(sign | 0x7f80_0000 | SINGLE_QUIET | (bits >> 29) as u32 & 0x3f_ffff);
    }
    let single = value as f32;
    if single.is_infinite() && value.is_finite() {
        return Err(too_large('f'));
    }
    Ok(single.to_bits())
}

/// The bits of a single; those of an infinity where the value is too large, as C converts.
pub fn single_bits_or_infinite(value: f64) -> u32 {
    if value.is_nan() {
        return single_bits(value).unwrap_or(0x7fc0_0000);
    }
    (value as f32).to_bits()
}

/// The float that a single is.
pub fn from_single(bits: u32) -> f64 {
    let single = f32::from_bits(bits);
    if !single.is_nan() {
        return f64::from(single);
    }
    let sign = u64::from(bits >> 31) << 63;
    f64::from_bits(sign | 0x7ff0 << 48 | DOUBLE_QUIET | u64::from(bits & 0x3f_ffff) << 29)
}

fn too_large(format: char) -> Failure {
    Failure::overflow(format!("float too large to pack with {format} format"))
}
