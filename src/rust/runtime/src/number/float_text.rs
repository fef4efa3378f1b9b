//! Floats as text: `repr`, the `e`, `f`, `g` formats, decimal and hexadecimal reading.

use super::failure::{Checked, Failure};
use super::float::{decompose, scale};

/// How [`to_text`] lays out the digits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Layout {
    /// The fewest digits that read back as the same float.
    Shortest,
    Exponent,
    Fixed,
    General,
}

/// What [`to_text`] adds to the digits.
#[derive(Clone, Copy, Default, Debug)]
pub struct Dressing {
    /// `.0` where there is neither point nor exponent.
    pub point_zero: bool,
    /// The `#` flag: always a point; `g` keeps trailing zeros.
    pub alternate: bool,
    pub upper: bool,
}

/// Above this many digits after the point every float has ended.
const LAST_DIGIT: usize = 1100;

/// The absolute value's decimal digits without leading zeros and the place of the point: `0.DIGITS * 10**point`.
struct Decimal {
    digits: Vec<u8>,
    point: i64,
}

fn decimal_from_exponent_form(text: &str) -> Decimal {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let digits = mantissa.bytes().filter(|byte| *byte != b'.').collect();
    Decimal { digits, point: exponent.parse::<i64>().unwrap_or(0) + 1 }
}

/// The fewest digits that read back; of two equally near choices the even one, where Rust takes the larger.
fn shortest(magnitude: f64) -> Decimal {
    /// A float with fewer digits than this cannot lie half-way between two of them.
    const FEWEST_TIED: usize = 15;
    let decimal = decimal_from_exponent_form(&format!("{magnitude:e}"));
    let count = decimal.digits.len();
    if count >= FEWEST_TIED && decimal.digits[count - 1] & 1 == 1 {
        let even = format!("{:.*e}", count - 1, magnitude);
        if even.parse() == Ok(magnitude) {
            return decimal_from_exponent_form(&even);
        }
    }
    decimal
}

/// `count` significant digits (at least one), rounded half to even.
fn significant(magnitude: f64, count: usize) -> Decimal {
    let mut decimal = decimal_from_exponent_form(&format!("{:.*e}", (count - 1).min(LAST_DIGIT), magnitude));
    decimal.digits.resize(count, b'0');
    decimal
}

/// `repr(value)`.
pub fn repr(value: f64) -> String {
    // small whole numbers are common and need no shortest-digits search
    if value.abs() < 1e15 && value == value.trunc() {
        return if value == 0.0 && value.is_sign_negative() {
            "-0.0".to_owned()
        } else {
            format!("{}.0", value as i64)
        };
    }
    to_text(value, Layout::Shortest, 0, Dressing { point_zero: true, ..Dressing::default() })
}

/// The text of a float; `precision` is ignored for the shortest layout.
pub fn to_text(value: f64, layout: Layout, precision: usize, dressing: Dressing) -> String {
    let mut text = String::new();
    if value.is_nan() {
        text.push_str("nan");
    } else {
        if value.is_sign_negative() {
            text.push('-');
        }
        let magnitude = value.abs();
        if magnitude.is_infinite() {
            text.push_str("inf");
        } else {
            write_finite(&mut text, magnitude, layout, precision, dressing);
        }
    }
    if dressing.upper {
        text.make_ascii_uppercase();
    }
    text
}

fn write_finite(text: &mut String, magnitude: f64, layout: Layout, precision: usize, dressing: Dressing) {
    match layout {
        Layout::Fixed => {
            let exact = precision.min(LAST_DIGIT);
            text.push_str(&format!("{magnitude:.exact$}"));
            text.extend(std::iter::repeat_n('0', precision - exact));
            if dressing.alternate && precision == 0 {
                text.push('.');
            }
        }
        Layout::Exponent => {
            let decimal = significant(magnitude, precision + 1);
            write_exponent(text, &decimal, dressing.alternate);
        }
        Layout::General => {
            let count = precision.max(1);
            let mut decimal = significant(magnitude, count);
            if !dressing.alternate {
                strip_zeros(&mut decimal.digits);
            }
            if decimal.point <= -4 || decimal.point > count as i64 - i64::from(dressing.point_zero) {
                write_exponent(text, &decimal, dressing.alternate);
            } else {
                write_plain(text, &decimal, dressing);
            }
        }
        Layout::Shortest => {
            let decimal = shortest(magnitude);
            if magnitude != 0.0 && (decimal.point <= -4 || decimal.point > 16) {
                write_exponent(text, &decimal, dressing.alternate);
            } else {
                write_plain(text, &decimal, dressing);
            }
        }
    }
}

fn strip_zeros(digits: &mut Vec<u8>) {
    while digits.len() > 1 && digits.last() == Some(&b'0') {
        digits.pop();
    }
}

fn push_digits(text: &mut String, digits: &[u8]) {
    text.extend(digits.iter().map(|&digit| digit as char));
}

fn write_exponent(text: &mut String, decimal: &Decimal, always_point: bool) {
    push_digits(text, &decimal.digits[..1]);
    if decimal.digits.len() > 1 || always_point {
        text.push('.');
        push_digits(text, &decimal.digits[1..]);
    }
    let exponent =
        if decimal.digits == b"0" || decimal.digits.iter().all(|&digit| digit == b'0') { 0 } else { decimal.point - 1 };
    let sign = if exponent < 0 { '-' } else { '+' };
    text.push_str(&format!("e{sign}{:02}", exponent.abs()));
}

fn write_plain(text: &mut String, decimal: &Decimal, dressing: Dressing) {
    let digits = &decimal.digits;
    let has_fraction = if decimal.point <= 0 {
        text.push_str("0.");
        text.extend(std::iter::repeat_n('0', -decimal.point as usize));
        push_digits(text, digits);
        true
    } else {
        let whole = decimal.point as usize;
        let present = digits.len().min(whole);
        push_digits(text, &digits[..present]);
        text.extend(std::iter::repeat_n('0', whole - present));
        if digits.len() > whole {
            text.push('.');
            push_digits(text, &digits[whole..]);
        }
        digits.len() > whole
    };
    if !has_fraction {
        if dressing.point_zero {
            text.push_str(".0");
        } else if dressing.alternate {
            text.push('.');
        }
    }
}

/// The text without its underscores; `None` where one does not stand between two digits.
pub fn without_underscores(text: &[u8]) -> Option<std::borrow::Cow<'_, [u8]>> {
    if !text.contains(&b'_') {
        return Some(text.into());
    }
    let mut plain = Vec::with_capacity(text.len());
    let mut previous = 0u8;
    for &byte in text {
        if byte == b'_' {
            if !previous.is_ascii_digit() {
                return None;
            }
        } else {
            if previous == b'_' && !byte.is_ascii_digit() {
                return None;
            }
            plain.push(byte);
        }
        previous = byte;
    }
    (previous != b'_').then_some(plain.into())
}

/// Reads what `float()` takes, blanks around it stripped already; `None` where it is not a float.
pub fn parse(text: &[u8]) -> Option<f64> {
    let plain = without_underscores(text)?;
    // Rust's grammar is C's without hexadecimal forms and `nan(…)`, which Python does not take either
    std::str::from_utf8(&plain).ok()?.parse().ok()
}

/// `float.hex()`.
pub fn to_hexadecimal(value: f64) -> String {
    if !value.is_finite() {
        return repr(value);
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    if value == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let (mantissa, exponent) = decompose(value);
    format!("{sign}0x{}.{:013x}p{:+}", mantissa >> 52, mantissa & ((1 << 52) - 1), exponent + 52)
}

/// `float.fromhex()`. Errors: ValueError, OverflowError.
pub fn parse_hexadecimal(text: &[u8]) -> Checked<f64> {
    let invalid = || Failure::value("invalid hexadecimal floating-point string");
    let text = text.trim_ascii();
    // str.strip also removes a vertical tab
    let text: &[u8] = {
        let blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0x0b;
        let start = text.iter().position(|byte| !blank(byte)).unwrap_or(text.len());
        let end = text.iter().rposition(|byte| !blank(byte)).map_or(start, |last| last + 1);
        &text[start..end]
    };
    let (negative, rest) = match text.first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let signed = |magnitude: f64| if negative { -magnitude } else { magnitude };
    match rest.to_ascii_lowercase().as_slice() {
        b"inf" | b"infinity" => return Ok(signed(f64::INFINITY)),
        b"nan" => return Ok(signed(f64::NAN)),
        _ => {}
    }
    let rest = if rest.len() >= 2 && rest[0] == b'0' && rest[1] | 0x20 == b'x' { &rest[2..] } else { rest };
    let end = rest.iter().position(|byte| byte | 0x20 == b'p').unwrap_or(rest.len());
    let exponent = match rest.get(end + 1..) {
        None => 0,
        Some(digits) => parse_exponent(digits).ok_or_else(invalid)?,
    };
    let mut mantissa = 0u64;
    let mut scale_exponent = exponent;
    let (mut digits, mut points) = (0, 0);
    for &byte in &rest[..end] {
        if byte == b'.' {
            points += 1;
            continue;
        }
        let digit = (byte as char).to_digit(16).ok_or_else(invalid)? as u64;
        digits += 1;
        if mantissa >> 58 == 0 {
            mantissa = mantissa << 4 | digit;
            scale_exponent -= 4 * points;
        } else {
            mantissa |= u64::from(digit != 0); // sticky
            scale_exponent += 4 * (1 - points);
        }
    }
    if digits == 0 || points > 1 {
        return Err(invalid());
    }
    round_binary(mantissa, scale_exponent)
        .map(signed)
        .ok_or_else(|| Failure::overflow("hexadecimal value too large to represent as a float"))
}

/// A decimal exponent, clamped far outside the range of floats.
fn parse_exponent(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text.first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let magnitude = digits.iter().fold(0i64, |sum, &digit| (sum * 10 + (digit - b'0') as i64).min(1 << 40));
    Some(if negative { -magnitude } else { magnitude })
}

/// `mantissa * 2**exponent`, ties to even (the lowest bit of the mantissa may be sticky); `None` on overflow.
fn round_binary(mantissa: u64, exponent: i64) -> Option<f64> {
    if mantissa == 0 {
        return Some(0.0);
    }
    let bits = 64 - mantissa.leading_zeros() as i64;
    let top = exponent + bits;
    if top > 1024 {
        return None;
    }
    if top < -1074 {
        return Some(0.0);
    }
    // how many low bits do not fit, for normal and for subnormal results
    let lost = (bits - 53).max(-1074 - exponent);
    if lost <= 0 {
        return Some(scale(mantissa as f64, exponent));
    }
    let wide = (mantissa as u128) << 1; // room for lost == 64
    let half = 1u128 << lost;
    let mut kept = wide >> (lost + 1);
    let rest = wide & (2 * half - 1);
    if rest > half || rest == half && kept & 1 == 1 {
        kept += 1;
    }
    let result = scale(kept as f64, exponent + lost);
    result.is_finite().then_some(result)
}
