//! Runs the vectors of `tools/generate_math_vectors.py`.
//!
//! Functions that are not exact everywhere may differ by two units in the last place; all others must be equal.

use super::sums::{euclidean_norm, ExactSum};
use super::{elementary, gamma, integers};
use crate::number::failure::{Checked, FailureKind};
use crate::number::float_text::parse_hexadecimal;
use crate::number::integer::Integer;

/// Results that may differ in the last places, and by how many units.
const NEAR: &[(&str, u64)] = &[
    ("acos", 1),
    ("acosh", 2),
    ("asin", 1),
    ("asinh", 2),
    ("atan", 1),
    ("atan2", 1),
    ("atanh", 2),
    ("cos", 1),
    ("cosh", 2),
    ("exp", 1),
    ("exp2", 1),
    ("expm1", 2),
    ("gamma", 4),
    ("lgamma", 8),
    ("log", 1),
    ("log10", 2),
    ("log1p", 2),
    ("log2", 1),
    ("sin", 1),
    ("sinh", 2),
    ("tan", 1),
    ("tanh", 2),
];

#[derive(Debug)]
enum Argument {
    Float(f64),
    Integer(Integer),
}

impl Argument {
    fn parse(field: &str) -> Argument {
        match field.split_at(1) {
            ("f", number) => Argument::Float(parse_hexadecimal(number.as_bytes()).expect("a float")),
            (_, number) => Argument::Integer(Integer::parse(number.as_bytes(), 10).expect("an integer")),
        }
    }

    fn float(&self) -> f64 {
        match self {
            Argument::Float(value) => *value,
            Argument::Integer(value) => value.to_f64().expect("a small integer"),
        }
    }

    fn integer(&self) -> &Integer {
        match self {
            Argument::Integer(value) => value,
            Argument::Float(value) => panic!("{value} is no integer"),
        }
    }
}

fn exact_sum(values: &[Argument]) -> Checked<f64> {
    let mut sum = ExactSum::new();
    for value in values {
        sum.add(value.float())?;
    }
    sum.finish()
}

fn call(name: &str, arguments: &[Argument]) -> Checked<Vec<Argument>> {
    let float = |at: usize| arguments[at].float();
    let integer = |at: usize| arguments[at].integer();
    if let Some(unary) = elementary::UNARY.iter().find(|unary| unary.name == name) {
        return unary.call(float(0)).map(|value| vec![Argument::Float(value)]);
    }
    let exact = match name {
        "comb" => Some(integers::comb(integer(0), integer(1))?),
        "perm" => Some(integers::perm(integer(0), integer(1))?),
        "factorial" => Some(integers::factorial(integer(0))?),
        "lcm" => Some(integers::lcm(integer(0), integer(1))?),
        "gcd" => Some(integer(0).gcd(integer(1))),
        _ => None,
    };
    if let Some(value) = exact {
        return Ok(vec![Argument::Integer(value)]);
    }
    let result = match name {
        "log" => elementary::natural_log(float(0))?,
        "log2" => elementary::log2(float(0))?,
        "log10" => elementary::log10(float(0))?,
        "gamma" => gamma::gamma(float(0))?,
        "lgamma" => gamma::lgamma(float(0))?,
        "ulp" => elementary::ulp(float(0)),
        "degrees" => elementary::degrees(float(0)),
        "radians" => elementary::radians(float(0)),
        "pow" => elementary::pow(float(0), float(1))?,
        "atan2" => elementary::atan2(float(0), float(1)),
        "fmod" => elementary::fmod(float(0), float(1))?,
        "remainder" => elementary::remainder(float(0), float(1))?,
        "nextafter" => elementary::nextafter(float(0), float(1)),
        "ldexp" => elementary::ldexp(float(0), integer(1).saturating_i64())?,
        "fsum" => exact_sum(arguments)?,
        "hypot" | "dist" => euclidean_norm(&arguments.iter().map(Argument::float).collect::<Vec<_>>()),
        "modf" => {
            let (fraction, whole) = elementary::modf(float(0));
            return Ok(vec![Argument::Float(fraction), Argument::Float(whole)]);
        }
        "frexp" => {
            let (mantissa, exponent) = elementary::frexp(float(0));
            return Ok(vec![Argument::Float(mantissa), Argument::Integer(Integer::from(exponent))]);
        }
        _ => panic!("no function {name}"),
    };
    Ok(vec![Argument::Float(result)])
}

fn agree(got: &Argument, wanted: &str, units: u64) -> bool {
    match (got, Argument::parse(wanted)) {
        (Argument::Integer(a), Argument::Integer(b)) => *a == b,
        (Argument::Float(a), Argument::Float(b)) => {
            a.is_nan() && b.is_nan() || a.to_bits().abs_diff(b.to_bits()) <= units
        }
        _ => false,
    }
}

#[test]
fn math_vectors() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in include_str!("../../../tests/vectors/math.txt").lines() {
        let fields: Vec<&str> = line.split('|').collect();
        let expected = fields[fields.len() - 1];
        let arguments: Vec<Argument> = fields[1..fields.len() - 1].iter().map(|field| Argument::parse(field)).collect();
        let units = NEAR.iter().find(|row| row.0 == fields[0]).map_or(0, |row| row.1);
        let (right, shown) = match call(fields[0], &arguments) {
            Ok(values) => {
                let wanted: Vec<&str> = expected.split(' ').collect();
                let same = !expected.starts_with('!')
                    && values.len() == wanted.len()
                    && values.iter().zip(wanted).all(|(value, field)| agree(value, field, units));
                (same, values.iter().map(|value| format!("{value:?}")).collect::<Vec<_>>().join(" "))
            }
            Err(failure) => {
                let class = match failure.kind {
                    FailureKind::Value => "ValueError",
                    FailureKind::Overflow => "OverflowError",
                    _ => "another error",
                };
                let shown = format!("!{class}: {}", failure.message);
                (shown == expected, shown)
            }
        };
        count += 1;
        if !right {
            wrong.push(format!("{line}: {shown}"));
        }
    }
    assert!(count >= 1000, "only {count} vectors");
    assert!(wrong.is_empty(), "{} of {count} differ:\n{}", wrong.len(), wrong[..wrong.len().min(25)].join("\n"));
}
