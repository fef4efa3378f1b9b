//! Lays out a number: sign, prefix, grouped digits, the rest, and the fill around them.

use super::spec::{Align, Sign, Spec};
use crate::text::str::{Str, StrBuilder};

/// A number taken apart; everything is ASCII, but for the character of `c`.
pub struct Number<'a> {
    pub negative: bool,
    pub prefix: &'a str,
    /// The digits before the point; empty for infinities, NaNs and `c`.
    pub digits: &'a str,
    /// The point and what follows, or a word.
    pub rest: &'a str,
    /// The size of a group of digits.
    pub group: usize,
}

/// Digits in groups from the right, zero-filled to `minimum` characters.
fn grouped(digits: &str, minimum: usize, separator: u8, group: usize) -> String {
    let digits = digits.as_bytes();
    let mut remaining = digits.len();
    let mut minimum = minimum as i64;
    let mut reversed = Vec::new();
    loop {
        let length = (group as i64).min((remaining as i64).max(minimum).max(1));
        let taken = remaining.min(length as usize);
        reversed.extend(digits[remaining - taken..remaining].iter().rev());
        reversed.resize(reversed.len() + length as usize - taken, b'0');
        remaining -= taken;
        minimum -= length;
        if remaining == 0 && minimum <= 0 {
            break;
        }
        reversed.push(separator);
        minimum -= 1;
    }
    reversed.iter().rev().map(|&byte| byte as char).collect()
}

fn sign_text(negative: bool, sign: Option<Sign>) -> &'static str {
    match (negative, sign) {
        (true, _) => "-",
        (false, Some(Sign::Plus)) => "+",
        (false, Some(Sign::Space)) => " ",
        (false, _) => "",
    }
}

/// The number as the specification wants it.
pub fn number(number: &Number<'_>, spec: &Spec) -> Str {
    let sign = sign_text(number.negative, spec.sign);
    let around = sign.len() + number.prefix.len() + number.rest.chars().count();
    let width = spec.width.unwrap_or(0);
    let zero_filled = spec.fill == '0' as u32 && spec.align == Align::AfterSign;
    let minimum = if zero_filled { width.saturating_sub(around) } else { 0 };
    let digits = match spec.grouping {
        _ if number.digits.is_empty() => String::new(),
        Some(separator) => grouped(number.digits, minimum, separator, number.group),
        None => {
            let zeros = minimum.saturating_sub(number.digits.len());
            let mut digits = "0".repeat(zeros);
            digits.push_str(number.digits);
            digits
        }
    };
    let fill = width.saturating_sub(around + digits.len());
    let (left, inner, right) = match spec.align {
        Align::Left => (0, 0, fill),
        Align::Right => (fill, 0, 0),
        Align::Center => (fill / 2, 0, fill - fill / 2),
        Align::AfterSign => (0, fill, 0),
    };
    let mut builder = StrBuilder::new();
    builder.push_repeated(spec.fill, left);
    builder.push_text(sign);
    builder.push_text(number.prefix);
    builder.push_repeated(spec.fill, inner);
    builder.push_text(&digits);
    builder.push_text(number.rest);
    builder.push_repeated(spec.fill, right);
    builder.finish()
}

/// A text between fills.
pub fn aligned(text: &Str, spec: &Spec) -> Str {
    let fill = spec.width.unwrap_or(0).saturating_sub(text.len());
    let (left, right) = match spec.align {
        Align::Left | Align::AfterSign => (0, fill),
        Align::Right => (fill, 0),
        Align::Center => (fill / 2, fill - fill / 2),
    };
    crate::text::str_methods::padded(text, left, right, spec.fill)
}
