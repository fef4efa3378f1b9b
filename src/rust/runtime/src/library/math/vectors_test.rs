//! Runs the vectors of `tools/generate_math_vectors.py`: results must be equal to the last bit.

use super::sums::{euclidean_norm, ExactSum};
use super::{elementary, gamma, integers};
use crate::number::failure::{Checked, FailureKind};
use crate::number::float_text::parse_hexadecimal;
use crate::number::integer::Integer;
use crate::number::libm;

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
        "atan2" => libm::atan2(float(0), float(1)),
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

fn agree(got: &Argument, wanted: &str) -> bool {
    match (got, Argument::parse(wanted)) {
        (Argument::Integer(a), Argument::Integer(b)) => *a == b,
        (Argument::Float(a), Argument::Float(b)) => a.is_nan() && b.is_nan() || a.to_bits() == b.to_bits(),
        _ => false,
    }
}

#[test]
fn math_vectors() {
    let mut wrong = Vec::new();
    let mut count = 0;
    let more = std::env::var("FERROTYPE_MATH_VECTORS").map(|path| std::fs::read_to_string(path).expect("a file"));
    for line in more.as_deref().unwrap_or(include_str!("../../../tests/vectors/math.txt")).lines() {
        let fields: Vec<&str> = line.split('|').collect();
        let expected = fields[fields.len() - 1];
        let arguments: Vec<Argument> = fields[1..fields.len() - 1].iter().map(|field| Argument::parse(field)).collect();
        let (right, shown) = match call(fields[0], &arguments) {
            Ok(values) => {
                let wanted: Vec<&str> = expected.split(' ').collect();
                let same = !expected.starts_with('!')
                    && values.len() == wanted.len()
                    && values.iter().zip(wanted).all(|(value, field)| agree(value, field));
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
