//! Reading and printing integers in any base, with CPython's limit on decimal digits.

use super::failure::{Checked, Failure};
use super::integer::Integer;
use num_bigint::{BigInt, Sign};
use std::sync::atomic::{AtomicUsize, Ordering};
use Integer::{Big, Small};

/// The default of `sys.get_int_max_str_digits()`.
pub const DEFAULT_DIGIT_LIMIT: usize = 4300;
/// Fewer digits than this are never refused.
pub const DIGIT_THRESHOLD: usize = 640;

static DIGIT_LIMIT: AtomicUsize = AtomicUsize::new(DEFAULT_DIGIT_LIMIT);

/// `sys.get_int_max_str_digits()`; zero means no limit.
pub fn digit_limit() -> usize {
    DIGIT_LIMIT.load(Ordering::Relaxed)
}

/// `sys.set_int_max_str_digits()`, after its argument was checked.
pub fn set_digit_limit(limit: usize) {
    DIGIT_LIMIT.store(limit, Ordering::Relaxed);
}

/// What the work gives while there is no limit. It runs no Python code.
pub fn without_digit_limit<R>(work: impl FnOnce() -> R) -> R {
    let limit = digit_limit();
    set_digit_limit(0);
    let result = work();
    set_digit_limit(limit);
    result
}

/// Why a text is not an integer.
#[derive(Debug, PartialEq, Eq)]
pub enum ParseFailure {
    /// `invalid literal for int() with base …`, which the caller words, because it shows the original object.
    Invalid,
    Other(Failure),
}

behind! {
    BIG_INTEGERS,
    /// The same of a value that is too large for a machine word.
    fn big_decimal(value: &BigInt) -> Checked<String> = open_big_decimal
}

fn open_big_decimal(value: &BigInt) -> Checked<String> {
    let limit = digit_limit();
    let too_long = || {
        Failure::value(format!(
            "Exceeds the limit ({limit} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit"
        ))
    };
    // 3.32 bits a digit; refuse before the work is done
    if limit > 0 && value.bits() > DIGIT_THRESHOLD as u64 && value.bits() as f64 > (limit as f64 + 2.0) * 3.33 {
        return Err(too_long());
    }
    let text = value.to_str_radix(10);
    let digits = text.len() - usize::from(value.sign() == Sign::Minus);
    if limit > 0 && digits > limit {
        return Err(too_long());
    }
    Ok(text)
}

impl Integer {
    /// The decimal form. Errors: ValueError above the digit limit.
    pub fn to_decimal(&self) -> Checked<String> {
        match self {
            Small(a) => Ok(a.to_string()),
            Big(a) => big_decimal(a),
        }
    }

    /// The digits of the absolute value in base 2, 8, 10 or 16, lower case, without prefix or limit.
    pub fn magnitude_digits(&self, base: u32) -> String {
        match self {
            Small(a) => {
                let magnitude = a.unsigned_abs();
                match base {
                    2 => format!("{magnitude:b}"),
                    8 => format!("{magnitude:o}"),
                    16 => format!("{magnitude:x}"),
                    _ => magnitude.to_string(),
                }
            }
            Big(a) => a.magnitude().to_str_radix(base),
        }
    }

    /// `bin()`, `oct()` and `hex()`.
    pub fn prefixed(&self, base: u32) -> String {
        let sign = if self.is_negative() { "-" } else { "" };
        format!("{sign}{}{}", prefix(base), self.magnitude_digits(base))
    }

    /// Reads what `int(text, base)` takes: blanks around, a sign, a prefix that agrees with the base, underscores.
    ///
    /// `text` has its Unicode digits and blanks turned into ASCII already; `base` is 0 or 2 to 36.
    pub fn parse(text: &[u8], base: u32) -> Result<Integer, ParseFailure> {
        let text = trim(text);
        let (negative, unsigned) = match text.first() {
            Some(b'-') => (true, &text[1..]),
            Some(b'+') => (false, &text[1..]),
            _ => (false, text),
        };
        let (base, digits, zero_only) = strip_prefix(unsigned, base);
        let mut values = Vec::with_capacity(digits.len());
        let mut after_digit = digits.len() < unsigned.len() && has_prefix(unsigned);
        for &byte in digits {
            if byte == b'_' {
                if !after_digit {
                    return Err(ParseFailure::Invalid);
                }
                after_digit = false;
                continue;
            }
            match (byte as char).to_digit(36) {
                Some(value) if value < base => values.push(value as u8),
                _ => return Err(ParseFailure::Invalid),
            }
            after_digit = true;
        }
        if values.is_empty() || !after_digit {
            return Err(ParseFailure::Invalid);
        }
        if zero_only && values.iter().any(|&value| value != 0) {
            return Err(ParseFailure::Invalid);
        }
        from_digit_values(&values, base, negative).map_err(ParseFailure::Other)
    }
}

/// `0b`, `0o`, `0x`, or nothing for base 10.
pub fn prefix(base: u32) -> &'static str {
    match base {
        2 => "0b",
        8 => "0o",
        16 => "0x",
        _ => "",
    }
}

fn trim(text: &[u8]) -> &[u8] {
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c);
    let start = text.iter().position(|byte| !blank(byte)).unwrap_or(text.len());
    let end = text.iter().rposition(|byte| !blank(byte)).map_or(start, |last| last + 1);
    &text[start..end]
}

fn has_prefix(text: &[u8]) -> bool {
    text.len() > 1 && text[0] == b'0' && matches!(text[1], b'b' | b'B' | b'o' | b'O' | b'x' | b'X')
}

/// The base meant, the digits after the prefix, and whether (base 0 without prefix, leading zero) only zeros are allowed.
fn strip_prefix(text: &[u8], base: u32) -> (u32, &[u8], bool) {
    let prefixed = if text.len() > 1 && text[0] == b'0' {
        match text[1] {
            b'b' | b'B' => Some(2),
            b'o' | b'O' => Some(8),
            b'x' | b'X' => Some(16),
            _ => None,
        }
    } else {
        None
    };
    match prefixed {
        Some(meant) if base == 0 || base == meant => (meant, &text[2..], false),
        _ if base == 0 => (10, text, text.first() == Some(&b'0')),
        _ => (base, text, false),
    }
}

fn from_digit_values(values: &[u8], base: u32, negative: bool) -> Checked<Integer> {
    let limit = digit_limit();
    if !base.is_power_of_two() && limit > 0 && values.len() > DIGIT_THRESHOLD && values.len() > limit {
        return Err(Failure::value(format!(
            "Exceeds the limit ({limit} digits) for integer string conversion: value has {} digits; use sys.set_int_max_str_digits() to increase the limit",
            values.len()
        )));
    }
    if values.len() <= 12 {
        let magnitude = values.iter().fold(0i64, |sum, &value| sum * base as i64 + value as i64);
        return Ok(Small(if negative { -magnitude } else { magnitude }));
    }
    let sign = if negative { Sign::Minus } else { Sign::Plus };
    BigInt::from_radix_be(sign, values, base).map(Integer::from).ok_or_else(|| Failure::value("invalid digits"))
}
