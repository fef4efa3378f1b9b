//! `comb`, `perm`, `factorial`, `gcd`, `lcm`, `isqrt` on exact integers.

use crate::number::failure::{Checked, Failure};
use crate::number::integer::Integer;

/// The product of the integers from `first` to `last`, halved until it is short, so that factors stay of equal size.
fn product(first: u64, last: u64) -> Integer {
    if first > last {
        return Integer::from(1i64);
    }
    if last - first < 8 {
        return (first..=last).fold(Integer::from(1i64), |all, factor| all.mul(&Integer::from(factor as i64)));
    }
    let middle = first + (last - first) / 2;
    product(first, middle).mul(&product(middle + 1, last))
}

/// `math.factorial`. Errors: ValueError, OverflowError.
pub fn factorial(n: &Integer) -> Checked<Integer> {
    if n.is_negative() {
        return Err(Failure::value("factorial() not defined for negative values"));
    }
    match n.to_i64() {
        Some(n) => Ok(product(2, n as u64)),
        None => Err(Failure::overflow("factorial() argument should not exceed 9223372036854775807")),
    }
}

fn check(n: &Integer, k: &Integer) -> Checked<()> {
    if n.is_negative() {
        return Err(Failure::value("n must be a non-negative integer"));
    }
    if k.is_negative() {
        return Err(Failure::value("k must be a non-negative integer"));
    }
    Ok(())
}

/// `n * (n - 1) * … `, `k` factors.
fn falling(n: &Integer, k: u64) -> Integer {
    if k == 0 {
        return Integer::from(1i64);
    }
    if k == 1 {
        return n.clone();
    }
    let half = k / 2;
    falling(n, half).mul(&falling(&n.sub(&Integer::from(half as i64)), k - half))
}

/// `math.perm(n, k)`. Errors: ValueError, OverflowError.
pub fn perm(n: &Integer, k: &Integer) -> Checked<Integer> {
    check(n, k)?;
    if n.sub(k).is_negative() {
        return Ok(Integer::from(0i64));
    }
    match k.to_i64() {
        Some(k) => Ok(falling(n, k as u64)),
        None => Err(Failure::overflow("k must not exceed 9223372036854775807")),
    }
}

/// `math.comb`. Errors: ValueError, OverflowError.
pub fn comb(n: &Integer, k: &Integer) -> Checked<Integer> {
    check(n, k)?;
    let other = n.sub(k);
    if other.is_negative() {
        return Ok(Integer::from(0i64));
    }
    let fewer = if other.sub(k).is_negative() { &other } else { k };
    match fewer.to_i64() {
        Some(k) => falling(n, k as u64).floordiv(&product(2, k as u64)),
        None => Err(Failure::overflow("min(n - k, k) must not exceed 9223372036854775807")),
    }
}

/// `math.lcm` of two integers.
pub fn lcm(a: &Integer, b: &Integer) -> Checked<Integer> {
    if a.is_zero() || b.is_zero() {
        return Ok(Integer::from(0i64));
    }
    Ok(a.floordiv(&a.gcd(b))?.mul(b).abs())
}

/// The mantissa in [0.5, 1) and the exponent of a positive number of any size, as `_PyLong_Frexp` rounds them.
pub fn scaled(value: &Integer) -> (f64, u64) {
    let length = value.bit_length();
    let kept = 64.min(length);
    let dropped = length - kept;
    let shift = Integer::from(dropped);
    let top = value.shr(&shift).expect("a shift to the right");
    let exact = top.shl(&shift).is_ok_and(|whole| whole == *value);
    // the lowest bit remembers what was dropped, so that one rounding to a float is right
    let top = top.to_u64().expect("64 bits at most") | u64::from(!exact);
    let mantissa = top as f64 / 2f64.powi(kept as i32);
    if mantissa == 1.0 {
        (0.5, length + 1)
    } else {
        (mantissa, length)
    }
}
