//! Arithmetic and text of Python's `complex`, after the formulas of CPython's `complexobject.c`.

use super::failure::{Checked, Failure};
use super::float_text::{self, Dressing, Layout};
use super::libm;

/// A complex number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Complex {
    pub real: f64,
    pub imaginary: f64,
}

const ONE: Complex = Complex { real: 1.0, imaginary: 0.0 };

// Python's operators may fail, so the traits of `std::ops` do not fit; their names do.
#[allow(clippy::should_implement_trait)]
impl Complex {
    pub fn new(real: f64, imaginary: f64) -> Complex {
        Complex { real, imaginary }
    }

    pub fn add(self, other: Complex) -> Complex {
        Complex::new(self.real + other.real, self.imaginary + other.imaginary)
    }

    pub fn sub(self, other: Complex) -> Complex {
        Complex::new(self.real - other.real, self.imaginary - other.imaginary)
    }

    pub fn mul(self, other: Complex) -> Complex {
        Complex::new(
            self.real * other.real - self.imaginary * other.imaginary,
            self.real * other.imaginary + self.imaginary * other.real,
        )
    }

    pub fn neg(self) -> Complex {
        Complex::new(-self.real, -self.imaginary)
    }

    pub fn conjugate(self) -> Complex {
        Complex::new(self.real, -self.imaginary)
    }

    /// Errors: ZeroDivisionError.
    pub fn div(self, other: Complex) -> Checked<Complex> {
        let (a, b) = (self, other);
        let (real_size, imaginary_size) = (b.real.abs(), b.imaginary.abs());
        if real_size >= imaginary_size {
            if real_size == 0.0 {
                return Err(Failure::zero_division("complex division by zero"));
            }
            let ratio = b.imaginary / b.real;
            let denominator = b.real + b.imaginary * ratio;
            Ok(Complex::new((a.real + a.imaginary * ratio) / denominator, (a.imaginary - a.real * ratio) / denominator))
        } else if imaginary_size >= real_size {
            let ratio = b.real / b.imaginary;
            let denominator = b.real * ratio + b.imaginary;
            Ok(Complex::new((a.real * ratio + a.imaginary) / denominator, (a.imaginary * ratio - a.real) / denominator))
        } else {
            Ok(Complex::new(f64::NAN, f64::NAN))
        }
    }

    /// Errors: ZeroDivisionError, OverflowError.
    pub fn pow(self, exponent: Complex) -> Checked<Complex> {
        let whole = exponent.imaginary == 0.0 && exponent.real == exponent.real.floor();
        let result = if whole && exponent.real.abs() <= 100.0 {
            self.pow_whole(exponent.real as i32)
        } else {
            self.pow_general(exponent)
        };
        let result = result.ok_or_else(|| Failure::zero_division("0.0 to a negative or complex power"))?;
        if result.real.is_infinite() || result.imaginary.is_infinite() {
            return Err(Failure::overflow("complex exponentiation"));
        }
        Ok(result)
    }

    fn pow_whole(self, exponent: i32) -> Option<Complex> {
        if exponent > 0 {
            return Some(self.pow_positive(exponent as u32));
        }
        ONE.div(self.pow_positive(exponent.unsigned_abs())).ok()
    }

    fn pow_positive(self, exponent: u32) -> Complex {
        let (mut result, mut square, mut mask) = (ONE, self, 1u32);
        while mask > 0 && exponent >= mask {
            if exponent & mask != 0 {
                result = result.mul(square);
            }
            mask <<= 1;
            square = square.mul(square);
        }
        result
    }

    fn pow_general(self, exponent: Complex) -> Option<Complex> {
        if exponent.real == 0.0 && exponent.imaginary == 0.0 {
            return Some(ONE);
        }
        if self.real == 0.0 && self.imaginary == 0.0 {
            if exponent.imaginary != 0.0 || exponent.real < 0.0 {
                return None;
            }
            return Some(Complex::new(0.0, 0.0));
        }
        let size = libm::hypot(self.real, self.imaginary);
        let mut length = libm::pow(size, exponent.real);
        let angle = libm::atan2(self.imaginary, self.real);
        let mut phase = angle * exponent.real;
        if exponent.imaginary != 0.0 {
            length /= libm::exp(angle * exponent.imaginary);
            phase += exponent.imaginary * libm::log(size);
        }
        Some(Complex::new(length * libm::cos(phase), length * libm::sin(phase)))
    }

    /// `abs()`. Errors: OverflowError.
    pub fn abs(self) -> Checked<f64> {
        if self.real.is_infinite() || self.imaginary.is_infinite() {
            return Ok(f64::INFINITY);
        }
        let size = libm::hypot(self.real, self.imaginary);
        if size.is_infinite() {
            return Err(Failure::overflow("absolute value too large"));
        }
        Ok(size)
    }

    /// CPython's hash; the parts' hashes are given, because a NaN's is that of its identity.
    pub fn combine_hashes(real: i64, imaginary: i64) -> i64 {
        let hash = (real as u64).wrapping_add(1_000_003u64.wrapping_mul(imaginary as u64)) as i64;
        if hash == -1 {
            -2
        } else {
            hash
        }
    }

    pub fn repr(self) -> String {
        let part = |value| float_text::to_text(value, Layout::Shortest, 0, Dressing::default());
        if self.real == 0.0 && self.real.is_sign_positive() {
            return format!("{}j", part(self.imaginary));
        }
        let imaginary = part(self.imaginary);
        let sign = if imaginary.starts_with('-') { "" } else { "+" };
        format!("({}{sign}{imaginary}j)", part(self.real))
    }

    /// Reads what `complex(text)` takes, underscores removed already; `None` where it is malformed.
    pub fn parse(text: &[u8]) -> Option<Complex> {
        let text = text.trim_ascii();
        let text = match text {
            [b'(', inner @ .., b')'] => inner.trim_ascii(),
            _ if text.first() == Some(&b'(') => return None,
            _ => text,
        };
        let is_imaginary = |byte: &u8| byte | 0x20 == b'j';
        let (first, rest) = split_float(text);
        match (first, rest) {
            ([], [unit]) if is_imaginary(unit) => Some(Complex::new(0.0, 1.0)),
            ([], _) => {
                let (sign, rest) = split_sign(text)?;
                matches!(rest, [unit] if is_imaginary(unit)).then_some(Complex::new(0.0, sign))
            }
            (real, []) => Some(Complex::new(float_text::parse(real)?, 0.0)),
            (imaginary, [unit]) if is_imaginary(unit) => Some(Complex::new(0.0, float_text::parse(imaginary)?)),
            (real, rest) => {
                let real = float_text::parse(real)?;
                let (second, end) = split_float(rest);
                let imaginary = match second {
                    [] => {
                        let (sign, unit) = split_sign(rest)?;
                        return matches!(unit, [unit] if is_imaginary(unit)).then_some(Complex::new(real, sign));
                    }
                    // the second part needs its sign
                    [b'+' | b'-', ..] => float_text::parse(second)?,
                    _ => return None,
                };
                matches!(end, [unit] if is_imaginary(unit)).then_some(Complex::new(real, imaginary))
            }
        }
    }
}

fn split_sign(text: &[u8]) -> Option<(f64, &[u8])> {
    match text {
        [b'+', rest @ ..] => Some((1.0, rest)),
        [b'-', rest @ ..] => Some((-1.0, rest)),
        _ => None,
    }
}

/// The longest float at the start (empty where there is none) and what follows.
fn split_float(text: &[u8]) -> (&[u8], &[u8]) {
    let mut at = usize::from(matches!(text.first(), Some(b'+' | b'-')));
    let lower: Vec<u8> = text[at..].iter().take(8).map(u8::to_ascii_lowercase).collect();
    for name in [&b"infinity"[..], b"inf", b"nan"] {
        if lower.starts_with(name) {
            return text.split_at(at + name.len());
        }
    }
    let digits = |mut at: usize| {
        while text.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        at
    };
    let start = at;
    at = digits(at);
    let mut seen = at - start;
    if text.get(at) == Some(&b'.') {
        let end = digits(at + 1);
        seen += end - at - 1;
        at = end;
    }
    if seen == 0 {
        return text.split_at(0);
    }
    if text.get(at).is_some_and(|byte| byte | 0x20 == b'e') {
        let sign = usize::from(matches!(text.get(at + 1), Some(b'+' | b'-')));
        let end = digits(at + 1 + sign);
        if end > at + 1 + sign {
            at = end;
        }
    }
    text.split_at(at)
}
