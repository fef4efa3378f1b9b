//! Division, remainder and powers of integers, with Python's rounding towards minus infinity.

use super::failure::{Checked, Failure, FailureKind};
use super::integer::{Integer, MAXIMUM_BITS};
use num_bigint::BigInt;
use num_integer::Integer as _;
use num_traits::{Signed, ToPrimitive};
use Integer::{Big, Small};

const MANTISSA_BITS: i64 = 53;
const MINIMUM_EXPONENT: i64 = -1021;
const MAXIMUM_EXPONENT: i64 = 1024;

fn zero_division() -> Failure {
    Failure::zero_division("integer division or modulo by zero")
}

/// The result of `int.__pow__`: an int, or a float where the exponent is negative.
pub enum Power {
    Integer(Integer),
    /// The operands must be raised as floats.
    Float,
}

impl Integer {
    pub fn floordiv(&self, other: &Integer) -> Checked<Integer> {
        match (self, other) {
            (_, Small(0)) => Err(zero_division()),
            (Small(a), Small(b)) if *b != -1 => {
                let quotient = a / b;
                Ok(Small(if a % b != 0 && (a ^ b) < 0 { quotient - 1 } else { quotient }))
            }
            (Small(_), Small(_)) => Ok(self.neg()),
            (Big(a), Small(b)) if *b > 0 => {
                let (quotient, remainder): (BigInt, i64) = (&**a / *b, remainder_of(a, *b));
                Ok(Integer::from(if remainder < 0 { quotient - 1 } else { quotient }))
            }
            _ => Ok(self.divide_big(other).0),
        }
    }

    pub fn modulo(&self, other: &Integer) -> Checked<Integer> {
        match (self, other) {
            (_, Small(0)) => Err(Failure::zero_division("integer modulo by zero")),
            (_, Small(-1)) => Ok(Integer::ZERO),
            (Small(a), Small(b)) => {
                let remainder = a % b;
                Ok(Small(if remainder != 0 && (remainder ^ b) < 0 { remainder + b } else { remainder }))
            }
            (Big(a), Small(b)) => {
                let remainder = remainder_of(a, *b);
                Ok(Small(if remainder != 0 && (remainder ^ b) < 0 { remainder + b } else { remainder }))
            }
            _ => Ok(self.divide_big(other).1),
        }
    }

    pub fn divmod(&self, other: &Integer) -> Checked<(Integer, Integer)> {
        match (self, other) {
            (Big(_), _) | (_, Big(_)) if !other.is_zero() => Ok(self.divide_big(other)),
            _ => Ok((self.floordiv(other)?, self.modulo(other)?)),
        }
    }

    /// Quotient and remainder where at least one of the two is big; `other` is not zero.
    fn divide_big(&self, other: &Integer) -> (Integer, Integer) {
        if let (Big(a), Big(b)) = (self, other) {
            if let Some(result) = divide_close(a, b) {
                return result;
            }
            let (quotient, remainder) = a.div_mod_floor(b);
            return (quotient.into(), remainder.into());
        }
        let (quotient, remainder) = self.to_big().div_mod_floor(&other.to_big());
        (quotient.into(), remainder.into())
    }

    /// `self / other` rounded once, ties to even (the method of CPython's `long_true_divide`).
    pub fn truediv(&self, other: &Integer) -> Checked<f64> {
        const EXACT: u64 = 1 << MANTISSA_BITS;
        if other.is_zero() {
            return Err(Failure::zero_division("division by zero"));
        }
        if let (Small(a), Small(b)) = (self, other) {
            if a.unsigned_abs() <= EXACT && b.unsigned_abs() <= EXACT {
                return Ok(*a as f64 / *b as f64);
            }
        }
        let negative = self.is_negative() != other.is_negative();
        if self.is_zero() {
            return Ok(if negative { -0.0 } else { 0.0 });
        }
        let too_large = || Failure::overflow("integer division result too large for a float");
        let (numerator, denominator) = (self.to_big().abs(), other.to_big().abs());
        let difference = self.bit_length() as i64 - other.bit_length() as i64;
        if difference > MAXIMUM_EXPONENT {
            return Err(too_large());
        }
        if difference < MINIMUM_EXPONENT - MANTISSA_BITS - 1 {
            return Ok(if negative { -0.0 } else { 0.0 });
        }
        let shift = difference.max(MINIMUM_EXPONENT) - MANTISSA_BITS - 2;
        let (quotient, remainder) = if shift <= 0 {
            (numerator << (-shift) as usize).div_rem(&denominator)
        } else {
            numerator.div_rem(&(denominator << shift as usize))
        };
        let mut scaled = quotient.to_u64().unwrap_or(u64::MAX);
        if remainder.is_positive() {
            scaled |= 1;
        }
        let bits = 64 - scaled.leading_zeros() as i64;
        let extra = bits.max(MINIMUM_EXPONENT - shift) - MANTISSA_BITS;
        let half = 1u64 << (extra - 1);
        if scaled & half != 0 && scaled & (3 * half - 1) != 0 {
            scaled += half;
        }
        scaled &= !(2 * half - 1);
        let bits = 64 - scaled.leading_zeros() as i64;
        if scaled != 0 && shift + bits > MAXIMUM_EXPONENT {
            return Err(too_large());
        }
        let result = super::float::scale(scaled as f64, shift);
        Ok(if negative { -result } else { result })
    }

    /// `self ** other` without a modulus. Errors: MemoryError where the result could not be held.
    pub fn pow(&self, other: &Integer) -> Checked<Power> {
        if other.is_negative() {
            return Ok(Power::Float);
        }
        let exact = |value| Ok(Power::Integer(value));
        match self {
            Small(0 | 1) => return exact(if other.is_zero() { Integer::ONE } else { self.clone() }),
            Small(-1) => return exact(Small(if other.is_odd() { -1 } else { 1 })),
            _ => {}
        }
        let too_big = || Failure::new(FailureKind::Memory, "");
        let exponent = other.to_i64().ok_or_else(too_big)?;
        if let Small(2) = self {
            return Integer::ONE.shl(other).map(Power::Integer);
        }
        if exponent.checked_mul(self.bit_length() as i64 - 1).is_none_or(|bits| bits > MAXIMUM_BITS) {
            return Err(too_big());
        }
        if let Small(base) = self {
            if let Some(power) = u32::try_from(exponent).ok().and_then(|exponent| base.checked_pow(exponent)) {
                return exact(Small(power));
            }
        }
        exact(self.to_big().pow(exponent as u32).into())
    }

    /// `pow(self, exponent, modulus)`. Errors: ValueError for a zero modulus or a base without an inverse.
    pub fn pow_mod(&self, exponent: &Integer, modulus: &Integer) -> Checked<Integer> {
        if modulus.is_zero() {
            return Err(Failure::value("pow() 3rd argument cannot be 0"));
        }
        let positive = modulus.abs();
        if positive == Integer::ONE {
            return Ok(Integer::ZERO);
        }
        let (base, exponent) = if exponent.is_negative() {
            (self.inverse(&positive)?, exponent.neg())
        } else {
            (self.modulo(&positive)?, exponent.clone())
        };
        let power = match (&base, &exponent, &positive) {
            (Small(base), Small(exponent), Small(modulus)) => Small(small_pow_mod(*base, *exponent, *modulus)),
            _ => base.to_big().modpow(&exponent.to_big(), &positive.to_big()).into(),
        };
        if modulus.is_negative() && !power.is_zero() {
            Ok(power.add(modulus))
        } else {
            Ok(power)
        }
    }

    fn inverse(&self, modulus: &Integer) -> Checked<Integer> {
        let extended = self.to_big().mod_floor(&modulus.to_big()).extended_gcd(&modulus.to_big());
        if extended.gcd != BigInt::from(1) {
            return Err(Failure::value("base is not invertible for the given modulus"));
        }
        Ok(Integer::from(extended.x.mod_floor(&modulus.to_big())))
    }

    /// `round(self, -places)`: to the nearest multiple of a power of ten, ties to even.
    pub fn round_to_tens(&self, places: &Integer) -> Checked<Integer> {
        let Some(places) = places.to_i64() else { return Ok(Integer::ZERO) };
        if places as f64 > self.bit_length() as f64 * 0.302 + 2.0 {
            return Ok(Integer::ZERO); // half of the power of ten is larger than the value
        }
        let Power::Integer(unit) = Small(10).pow(&Small(places))? else { return Ok(self.clone()) };
        let (quotient, remainder) = self.divmod(&unit)?;
        let twice = remainder.add(&remainder);
        let up = match twice.cmp(&unit) {
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Equal => quotient.is_odd(),
            std::cmp::Ordering::Greater => true,
        };
        let quotient = if up { quotient.add(&Integer::ONE) } else { quotient };
        Ok(quotient.mul(&unit))
    }
}

/// Division of positive numbers of nearly the same size, without the set-up of the general method: the quotient is
/// estimated from the highest bits and then mended.
fn divide_close(a: &BigInt, b: &BigInt) -> Option<(Integer, Integer)> {
    /// So that the highest 64 bits of `b` and as many more of `a` fit in 128 bits.
    const MOST_APART: u64 = 60;
    if a.is_negative() || b.is_negative() {
        return None;
    }
    let apart = a.bits().saturating_sub(b.bits());
    if apart > MOST_APART {
        return None;
    }
    if a < b {
        return Some((Integer::ZERO, a.clone().into()));
    }
    let shift = b.bits() - 64; // a big integer has 64 bits at least
    let (high_a, high_b) = (high_bits(a, shift), high_bits(b, shift));
    // never too small, because the divisor was cut off, and too large by two at most
    let mut quotient = (high_a / high_b) as u64;
    let mut remainder = a - b * quotient;
    while remainder.is_negative() {
        quotient -= 1;
        remainder += b;
    }
    Some((Integer::from(quotient), remainder.into()))
}

/// `value >> shift`, of which at most 128 bits are left.
fn high_bits(value: &BigInt, shift: u64) -> u128 {
    let (skip, offset) = ((shift / 64) as usize, shift % 64);
    let mut digits = value.iter_u64_digits().skip(skip);
    let mut next = || digits.next().unwrap_or(0) as u128;
    let low = next() | next() << 64;
    if offset == 0 {
        low
    } else {
        low >> offset | next() << (128 - offset)
    }
}

/// The remainder with the sign of the dividend; `divisor` is not zero.
fn remainder_of(dividend: &BigInt, divisor: i64) -> i64 {
    (dividend % divisor).to_i64().unwrap_or(0)
}

/// All three are reduced: `0 <= base < modulus`, `exponent >= 0`.
fn small_pow_mod(base: i64, mut exponent: i64, modulus: i64) -> i64 {
    let modulus = modulus as u64;
    let multiply = |a: u64, b: u64| {
        if (a | b) >> 32 == 0 {
            a * b % modulus
        } else {
            (a as u128 * b as u128 % modulus as u128) as u64
        }
    };
    let (mut result, mut square) = (1u64, base as u64);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = multiply(result, square);
        }
        square = multiply(square, square);
        exponent >>= 1;
    }
    result as i64
}
