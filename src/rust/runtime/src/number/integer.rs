//! Python's `int` as a value: an `i64`, or a big integer when the value does not fit.
//!
//! Invariant: `Integer::Big` never holds a value that fits in an `i64`, so that equality is structural.

use super::failure::{Checked, Failure};
use crate::kept;
use num_bigint::{BigInt, Sign};
use num_integer::Integer as _;
use num_traits::{Signed, ToPrimitive};
use std::cmp::Ordering;

/// The modulus of CPython's numeric hash, the Mersenne prime 2**61 - 1.
pub const HASH_MODULUS: u64 = (1 << 61) - 1;

/// An exact integer of any size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Integer {
    Small(i64),
    Big(Box<BigInt>),
}

use Integer::{Big, Small};

impl From<i64> for Integer {
    fn from(value: i64) -> Integer {
        Small(value)
    }
}

/// A value that is too large for a machine word.
fn big(value: BigInt) -> Integer {
    kept::needs(kept::BIG_INTEGERS);
    Big(Box::new(value))
}

impl From<i32> for Integer {
    fn from(value: i32) -> Integer {
        Small(value as i64)
    }
}

impl From<u64> for Integer {
    fn from(value: u64) -> Integer {
        i64::try_from(value).map_or_else(|_| big(BigInt::from(value)), Small)
    }
}

impl From<i128> for Integer {
    fn from(value: i128) -> Integer {
        i64::try_from(value).map_or_else(|_| big(BigInt::from(value)), Small)
    }
}

impl From<usize> for Integer {
    fn from(value: usize) -> Integer {
        Integer::from(value as u64)
    }
}

impl From<BigInt> for Integer {
    fn from(value: BigInt) -> Integer {
        match value.to_i64() {
            Some(small) => Small(small),
            None => big(value),
        }
    }
}

impl std::fmt::Display for Integer {
    /// The decimal digits, without Python's limit.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Small(a) => a.fmt(formatter),
            Big(a) => a.fmt(formatter),
        }
    }
}

impl Ord for Integer {
    fn cmp(&self, other: &Integer) -> Ordering {
        match (self, other) {
            (Small(a), Small(b)) => a.cmp(b),
            (Big(a), Big(b)) => a.cmp(b),
            (Small(_), Big(b)) => {
                if b.is_negative() {
                    Ordering::Greater
                } else {
                    Ordering::Less
                }
            }
            (Big(a), Small(_)) => {
                if a.is_negative() {
                    Ordering::Less
                } else {
                    Ordering::Greater
                }
            }
        }
    }
}

impl PartialOrd for Integer {
    fn partial_cmp(&self, other: &Integer) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

// Python's operators may fail, so the traits of `std::ops` do not fit; their names do.
#[allow(clippy::should_implement_trait)]
impl Integer {
    pub const ZERO: Integer = Small(0);
    pub const ONE: Integer = Small(1);

    /// The value as a `BigInt`; allocates.
    pub fn to_big(&self) -> BigInt {
        match self {
            Small(a) => BigInt::from(*a),
            Big(a) => (**a).clone(),
        }
    }

    pub fn to_i64(&self) -> Option<i64> {
        match self {
            Small(a) => Some(*a),
            Big(_) => None,
        }
    }

    pub fn to_u64(&self) -> Option<u64> {
        match self {
            Small(a) => u64::try_from(*a).ok(),
            Big(a) => a.to_u64(),
        }
    }

    /// The value clamped to an `i64`, as CPython clamps slice indices.
    pub fn saturating_i64(&self) -> i64 {
        match self {
            Small(a) => *a,
            Big(a) => {
                if a.is_negative() {
                    i64::MIN
                } else {
                    i64::MAX
                }
            }
        }
    }

    pub fn is_zero(&self) -> bool {
        matches!(self, Small(0))
    }

    pub fn is_negative(&self) -> bool {
        match self {
            Small(a) => *a < 0,
            Big(a) => a.is_negative(),
        }
    }

    pub fn is_odd(&self) -> bool {
        match self {
            Small(a) => a & 1 == 1,
            Big(a) => a.is_odd(),
        }
    }

    pub fn add(&self, other: &Integer) -> Integer {
        match (self, other) {
            (Small(a), Small(b)) => match a.checked_add(*b) {
                Some(sum) => Small(sum),
                None => Integer::from(*a as i128 + *b as i128),
            },
            (Big(a), Small(b)) | (Small(b), Big(a)) => (&**a + *b).into(),
            (Big(a), Big(b)) => (&**a + &**b).into(),
        }
    }

    pub fn sub(&self, other: &Integer) -> Integer {
        match (self, other) {
            (Small(a), Small(b)) => match a.checked_sub(*b) {
                Some(difference) => Small(difference),
                None => Integer::from(*a as i128 - *b as i128),
            },
            (Big(a), Small(b)) => (&**a - *b).into(),
            (Small(a), Big(b)) => (*a - &**b).into(),
            (Big(a), Big(b)) => (&**a - &**b).into(),
        }
    }

    pub fn mul(&self, other: &Integer) -> Integer {
        match (self, other) {
            (Small(a), Small(b)) => match a.checked_mul(*b) {
                Some(product) => Small(product),
                None => Integer::from(*a as i128 * *b as i128),
            },
            (Big(a), Small(b)) | (Small(b), Big(a)) => (&**a * *b).into(),
            (Big(a), Big(b)) => (&**a * &**b).into(),
        }
    }

    pub fn neg(&self) -> Integer {
        match self {
            Small(a) => a.checked_neg().map_or_else(|| Integer::from(-(*a as i128)), Small),
            Big(a) => (-&**a).into(),
        }
    }

    pub fn abs(&self) -> Integer {
        if self.is_negative() {
            self.neg()
        } else {
            self.clone()
        }
    }

    pub fn invert(&self) -> Integer {
        match self {
            Small(a) => Small(!a),
            Big(a) => big(!&**a),
        }
    }

    pub fn and(&self, other: &Integer) -> Integer {
        match (self, other) {
            (Small(a), Small(b)) => Small(a & b),
            (Big(a), Small(b)) | (Small(b), Big(a)) => match u64::try_from(*b) {
                // a non-negative mask below 2**64 needs only the lowest digit
                Ok(mask) => Integer::from(low_u64(a) & mask),
                Err(_) => (&**a & &BigInt::from(*b)).into(),
            },
            (Big(a), Big(b)) => (&**a & &**b).into(),
        }
    }

    pub fn or(&self, other: &Integer) -> Integer {
        match (self, other) {
            (Small(a), Small(b)) => Small(a | b),
            _ => (self.to_big() | other.to_big()).into(),
        }
    }

    pub fn xor(&self, other: &Integer) -> Integer {
        match (self, other) {
            (Small(a), Small(b)) => Small(a ^ b),
            _ => (self.to_big() ^ other.to_big()).into(),
        }
    }

    /// `self << other`. Errors: ValueError for a negative count, OverflowError for one that no memory could hold.
    pub fn shl(&self, other: &Integer) -> Checked<Integer> {
        if other.is_negative() {
            return Err(Failure::value("negative shift count"));
        }
        if self.is_zero() {
            return Ok(Integer::ZERO);
        }
        let Small(count) = other else {
            return Err(Failure::overflow("too many digits in integer"));
        };
        if let Small(a) = self {
            if *count < 63 {
                let shifted = a << count;
                if shifted >> count == *a {
                    return Ok(Small(shifted));
                }
            }
        }
        if *count > MAXIMUM_BITS {
            return Err(Failure::new(super::failure::FailureKind::Memory, ""));
        }
        let shifted = match self {
            Small(a) => BigInt::from(*a) << *count as usize,
            Big(a) => &**a << *count as usize,
        };
        Ok(shifted.into())
    }

    /// `self >> other`, rounding towards minus infinity. Errors: ValueError for a negative count.
    pub fn shr(&self, other: &Integer) -> Checked<Integer> {
        if other.is_negative() {
            return Err(Failure::value("negative shift count"));
        }
        let all_out = || if self.is_negative() { Small(-1) } else { Small(0) };
        let Small(count) = other else { return Ok(all_out()) };
        Ok(match self {
            Small(_) if *count > 63 => all_out(),
            Small(a) => Small(a >> count),
            Big(a) if *count as u64 > a.bits() => all_out(),
            Big(a) => (&**a >> *count as usize).into(),
        })
    }

    /// The number of bits of the absolute value.
    pub fn bit_length(&self) -> u64 {
        match self {
            Small(a) => 64 - a.unsigned_abs().leading_zeros() as u64,
            Big(a) => a.bits(),
        }
    }

    /// The number of ones in the binary form of the absolute value.
    pub fn bit_count(&self) -> u64 {
        match self {
            Small(a) => a.unsigned_abs().count_ones() as u64,
            Big(a) => a.iter_u64_digits().map(|digit| digit.count_ones() as u64).sum(),
        }
    }

    /// CPython's hash: the value modulo 2**61 - 1, with the sign kept; -1 becomes -2.
    pub fn hash(&self) -> i64 {
        let hash = match self {
            Small(a) => {
                let residue = (a.unsigned_abs() % HASH_MODULUS) as i64;
                if *a < 0 {
                    -residue
                } else {
                    residue
                }
            }
            Big(a) => {
                let residue = residue_of_magnitude(a) as i64;
                if a.is_negative() {
                    -residue
                } else {
                    residue
                }
            }
        };
        if hash == -1 {
            -2
        } else {
            hash
        }
    }

    /// The greatest common divisor, never negative.
    pub fn gcd(&self, other: &Integer) -> Integer {
        match (self, other) {
            (Small(a), Small(b)) => Integer::from(a.unsigned_abs().gcd(&b.unsigned_abs())),
            _ => self.to_big().gcd(&other.to_big()).into(),
        }
    }

    /// The floor of the square root. Errors: ValueError for a negative value.
    pub fn isqrt(&self) -> Checked<Integer> {
        match self {
            _ if self.is_negative() => Err(Failure::value("isqrt() argument must be nonnegative")),
            Small(a) => Ok(Integer::from((*a as u64).sqrt_floor())),
            Big(a) => Ok(a.sqrt().into()),
        }
    }

    /// The nearest float, ties to even. Errors: OverflowError.
    pub fn to_f64(&self) -> Checked<f64> {
        match self {
            Small(a) => Ok(*a as f64), // Rust rounds to nearest even
            Big(a) => {
                let nearest = a.to_f64_nearest();
                if nearest.is_infinite() {
                    return Err(Failure::overflow("int too large to convert to float"));
                }
                Ok(nearest)
            }
        }
    }

    /// The float truncated towards zero; `None` for a NaN or an infinity.
    pub fn from_f64(value: f64) -> Option<Integer> {
        if !value.is_finite() {
            return None;
        }
        let truncated = value.trunc();
        if truncated.abs() < 9.2e18 {
            return Some(Small(truncated as i64));
        }
        let bits = truncated.to_bits();
        let exponent = ((bits >> 52) & 0x7ff) as usize;
        let mantissa = (bits & ((1 << 52) - 1)) | 1 << 52;
        let magnitude = BigInt::from(mantissa) << (exponent - 1075);
        Some(if truncated < 0.0 { -magnitude } else { magnitude }.into())
    }

    /// Compares with a float exactly; `None` when it is a NaN.
    pub fn compare_f64(&self, other: f64) -> Option<Ordering> {
        if other.is_nan() {
            return None;
        }
        if other.is_infinite() {
            return Some(if other > 0.0 { Ordering::Less } else { Ordering::Greater });
        }
        if let Small(a) = self {
            if a.unsigned_abs() <= 1 << 53 {
                return (*a as f64).partial_cmp(&other);
            }
        }
        let whole = Integer::from_f64(other)?;
        Some(self.cmp(&whole).then_with(|| 0.0f64.partial_cmp(&other.fract()).unwrap_or(Ordering::Equal)))
    }
}

/// The most bits a shift or power may make before it counts as out of memory (2**35 bits are 4 GiB).
pub const MAXIMUM_BITS: i64 = 1 << 35;

fn residue_of_magnitude(value: &BigInt) -> u64 {
    // 2**61 is 1 modulo 2**61 - 1, and 2**64 is 8: a product with it is a rotation of 61 bits
    value.iter_u64_digits().rev().fold(0u64, |residue, digit| {
        let product = residue << 3 & HASH_MODULUS | residue >> 58;
        (product + (digit & HASH_MODULUS) + (digit >> 61)) % HASH_MODULUS
    })
}

/// The lowest 64 bits in two's complement.
fn low_u64(value: &BigInt) -> u64 {
    let magnitude = value.iter_u64_digits().next().unwrap_or(0);
    if value.sign() == Sign::Minus {
        magnitude.wrapping_neg()
    } else {
        magnitude
    }
}

trait SquareRoot {
    fn sqrt_floor(self) -> u64;
}

impl SquareRoot for u64 {
    fn sqrt_floor(self) -> u64 {
        let mut root = (self as f64).sqrt() as u64;
        while root.checked_mul(root).is_none_or(|square| square > self) {
            root -= 1;
        }
        while (root + 1).checked_mul(root + 1).is_some_and(|square| square <= self) {
            root += 1;
        }
        root
    }
}

trait NearestFloat {
    fn to_f64_nearest(&self) -> f64;
}

impl NearestFloat for BigInt {
    /// Rounds half to even; infinity where it is out of range.
    fn to_f64_nearest(&self) -> f64 {
        let bits = self.bits();
        if bits > 1024 {
            return if self.is_negative() { f64::NEG_INFINITY } else { f64::INFINITY };
        }
        let shift = bits.saturating_sub(64);
        let mut top = (self.magnitude() >> shift).to_u64().unwrap_or(u64::MAX);
        if shift > 0 && self.magnitude().trailing_zeros().is_some_and(|zeros| zeros < shift) {
            top |= 1; // sticky: the bits below decide a tie
        }
        // the conversion of `top` rounds once; the scaling by a power of two is exact
        let nearest = top as f64 * 2f64.powi(shift as i32);
        if self.is_negative() {
            -nearest
        } else {
            nearest
        }
    }
}

impl std::hash::Hash for Integer {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        state.write_i64(Integer::hash(self));
    }
}

/// `int.as_integer_ratio` and friends need a power of two.
pub fn power_of_two(exponent: u64) -> Integer {
    if exponent < 62 {
        Small(1 << exponent)
    } else {
        (BigInt::from(1) << exponent as usize).into()
    }
}
