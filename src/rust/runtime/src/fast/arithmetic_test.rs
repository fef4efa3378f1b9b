//! Specialised arithmetic against the exact ints and floats of the general version.

use super::arithmetic::*;
use crate::number::float;
use crate::number::integer::Integer;

const INTS: [i64; 21] = [
    0,
    1,
    -1,
    2,
    -2,
    3,
    -3,
    7,
    -7,
    10,
    62,
    63,
    64,
    1 << 31,
    (1 << 31) - 1,
    -(1 << 31),
    1 << 53,
    (1 << 53) + 1,
    -(1 << 53),
    i64::MAX,
    i64::MIN,
];
const FLOATS: [f64; 12] =
    [0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 3.25, 1e-300, 1e300, -1e300, f64::INFINITY, f64::NEG_INFINITY];

/// What specialised code gives, where it gives anything, is what the general version gives.
fn check(name: &str, fast: fn(i64, i64) -> Option<i64>, exact: impl Fn(&Integer, &Integer) -> Option<Integer>) {
    let mut given = 0;
    for left in INTS {
        for right in INTS {
            let Some(result) = fast(left, right) else { continue };
            given += 1;
            let expected = exact(&Integer::Small(left), &Integer::Small(right));
            assert_eq!(expected.and_then(|value| value.to_i64()), Some(result), "{name}({left}, {right})");
        }
    }
    assert!(given > INTS.len(), "{name} never answers");
}

#[test]
fn ints_agree_with_exact_ints() {
    check("add", int_add, |left, right| Some(left.add(right)));
    check("sub", int_sub, |left, right| Some(left.sub(right)));
    check("mul", int_mul, |left, right| Some(left.mul(right)));
    check("floordiv", int_floordiv, |left, right| left.floordiv(right).ok());
    check("mod", int_mod, |left, right| left.modulo(right).ok());
    check("lshift", int_lshift, |left, right| left.shl(right).ok());
    check("rshift", int_rshift, |left, right| left.shr(right).ok());
}

#[test]
fn true_division_of_ints_is_rounded_once() {
    for left in INTS {
        for right in INTS {
            let Some(result) = int_truediv(left, right) else { continue };
            let expected = Integer::Small(left).truediv(&Integer::Small(right));
            assert_eq!(expected.ok().map(f64::to_bits), Some(result.to_bits()), "{left} / {right}");
        }
    }
}

#[test]
fn floats_agree_with_the_general_version() {
    for left in FLOATS {
        for right in FLOATS {
            let pairs = [
                (float_div(left, right), float::truediv(left, right).ok()),
                (float_floordiv(left, right), float::floordiv(left, right).ok()),
                (float_mod(left, right), float::modulo(left, right).ok()),
            ];
            for (fast, general) in pairs {
                assert_eq!(fast.map(f64::to_bits), general.map(f64::to_bits), "{left} {right}");
            }
        }
    }
}

#[test]
fn powers_are_left_to_the_general_version_at_the_edges() {
    assert_eq!(float_pow(2.0, 0.5), Some(std::f64::consts::SQRT_2));
    assert_eq!(float_pow(-8.0, 1.0 / 3.0), None);
    assert_eq!(float_pow(0.0, -1.0), None);
    assert_eq!(float_pow(1e300, 2.0), None);
    assert_eq!(float_pow(f64::INFINITY, 2.0), None);
    assert_eq!(float_pow(f64::NAN, 0.5), None);
    assert_eq!(float_pow(2.0, f64::INFINITY), None);
    assert_eq!(float_pow(0.0, f64::INFINITY), Some(0.0));
}

#[test]
fn powers_agree_with_the_general_version() {
    for base in [-1e-300, -3.0, -0.0, 0.0, 1e-300, 0.7, 1.0, 123.456] {
        for exponent in [-3.0, -1.5, -1.0, 0.0, 0.5, 1.5, 2.0, 2.3, 3.0] {
            let general = match float::pow(base, exponent) {
                Ok(float::Power::Float(power)) => Some(power),
                _ => None,
            };
            let fast = float_pow_constant(base, exponent);
            assert_eq!(fast.map(f64::to_bits), general.map(f64::to_bits), "{base} {exponent}");
        }
    }
}
