//! Powers by roots against glibc's operations one by one.

use super::exponential::{self, UNIT};
use super::power::{
    exact_power, inverse_three_halves, power_by_roots, product_with_logarithm, INVERSE_THREE_HALVES_ERROR,
};
use num_bigint::BigInt;
use num_traits::ToPrimitive;

const EXPONENTS: [f64; 8] = [2.0, -1.5, 0.5, -1.0, -0.5, 1.5, 3.0, -2.0];
const DRAWN: usize = if cfg!(miri) { 20 } else { 40_000 };

fn check(x: f64, y: f64) {
    if let Some(power) = power_by_roots(x, y) {
        let exact = exact_power(x, y);
        assert_eq!(power.to_bits(), exact.to_bits(), "{x:e} ** {y}: {power:e} {exact:e}");
    }
}

/// Floats of every exponent between 2**-bound and 2**bound, the same each time.
fn drawn(bound: u64) -> impl Iterator<Item = f64> {
    let mut state = bound;
    (0..DRAWN).map(move |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let exponent = 1023 - bound + (state >> 32) % (2 * bound);
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from_bits(exponent << 52 | state >> 12)
    })
}

#[test]
fn drawn_bases_have_the_powers_of_glibc() {
    for y in EXPONENTS {
        assert!(power_by_roots(1.5, y).is_some() && power_by_roots(1e-9, y).is_some());
        drawn(32).for_each(|x| check(x, y));
    }
    for y in [2.0, 0.5] {
        assert!(power_by_roots(1e100, y).is_some() && power_by_roots(1e-100, y).is_some());
        drawn(480).for_each(|x| check(x, y));
    }
}

#[test]
fn powers_near_the_middle_of_two_floats_are_those_of_glibc() {
    let few = if cfg!(miri) { 5 } else { 2000 };
    for y in EXPONENTS {
        for number in 1..few {
            let whole = f64::from(number);
            for x in [whole, whole * whole, whole.sqrt(), 1.0 / whole, whole / 1024.0] {
                for bits in [x.to_bits() - 1, x.to_bits(), x.to_bits() + 1] {
                    check(f64::from_bits(bits), y);
                }
            }
            // near one the powers of neighbours are neighbours
            check(f64::from_bits(1f64.to_bits() + number as u64), y);
            check(f64::from_bits(1f64.to_bits() - number as u64), y);
        }
    }
}

#[test]
fn whole_powers_of_small_ints_are_exact() {
    for number in 1..if cfg!(miri) { 50 } else { 200_000u64 } {
        let x = number as f64;
        assert_eq!(power_by_roots(x, 2.0), Some((number * number) as f64));
        assert_eq!(power_by_roots(x * x, 0.5), Some(x));
        if number < 1 << 16 {
            assert_eq!(power_by_roots(x, 3.0), Some((number * number * number) as f64));
            assert_eq!(power_by_roots(x * x, 1.5), Some((number * number * number) as f64));
        }
    }
}

#[test]
fn other_exponents_and_bases_are_left_to_the_tables() {
    for y in EXPONENTS {
        for x in [0.0, -0.0, -1.5, 5e-324, 1e-200, 1e200, f64::INFINITY, f64::NAN] {
            assert!(power_by_roots(x, y).is_none() || x > 0.0 && (y == 2.0 || y == 0.5), "{x} ** {y}");
        }
    }
    for y in [0.0, 1.0, 2.5, -3.0, 4.0, f64::NAN, f64::INFINITY] {
        assert_eq!(power_by_roots(1.5, y), None);
    }
}

#[test]
fn the_parts_of_inverse_three_halves_are_as_near_as_they_say() {
    // of power p = n * 2**s and base x = m * 2**t, both with n and m whole: p * p * x * x * x - 1 is twice the relative error
    let whole = |float: f64| {
        let exponent = (float.to_bits() >> 52 & 0x7ff) as i64 - 1075;
        (BigInt::from(float.to_bits() & ((1 << 52) - 1) | 1 << 52), exponent)
    };
    let mut most: f64 = 0.0;
    let near_table = (0..2048u64).flat_map(|row| {
        [0, 1, (1 << 42) - 1].map(|rest| f64::from_bits((1022 + row / 1024) << 52 | (row % 1024) << 42 | rest))
    });
    for x in drawn(32).chain(near_table) {
        let (high, linear, rest) = inverse_three_halves(x);
        let low = linear + rest;
        assert!(low.abs() < high * 0.0009765625);
        let (high, high_exponent) = whole(high);
        let (sign, (low, low_exponent)) =
            (low.signum(), if low == 0.0 { (BigInt::from(0), -2000) } else { whole(low.abs()) });
        let low = if sign < 0.0 { -low } else { low };
        let (base, base_exponent) = whole(x);
        let exponent = low_exponent.min(high_exponent);
        let power = (high << (high_exponent - exponent)) + (low << (low_exponent - exponent));
        let (product, point) = (&power * &power * &base * &base * &base, -(2 * exponent + 3 * base_exponent));
        let rest = product - (BigInt::from(1) << point);
        // times 2**80
        let rest: BigInt = rest << 80u32 >> point;
        let rest = rest.to_f64().unwrap_or(f64::INFINITY) / 2.0 / 1208925819614629174706176.0;
        most = most.max(rest.abs());
    }
    // one of the roundings that the error covers is that of the test for rounding
    assert!(most < INVERSE_THREE_HALVES_ERROR - 0.37 * UNIT, "{} units", most / UNIT);
    println!("{} units", most / UNIT);
}

#[test]
fn certain_roundings_are_those_of_glibc() {
    let mut uncertain = 0;
    for y in [-1.5, 0.3, -2.7, 7.25, 1e-3, 11.0] {
        for x in drawn(32).chain(drawn(3)) {
            let (product, tail, error) = product_with_logarithm(x, y);
            match exponential::by_roundings(product, tail, error) {
                Some(power) => assert_eq!(power.to_bits(), exact_power(x, y).to_bits(), "{x:e} ** {y}"),
                None => uncertain += 1,
            }
        }
    }
    assert!(uncertain < DRAWN / 2, "{uncertain}");
    println!("{uncertain} of {}", 12 * DRAWN);
}
