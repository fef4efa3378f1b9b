//! The module `math`: arguments read, results made.

use super::elementary::{self, domain_error};
use super::sums::{euclidean_norm, ExactSum};
use super::{gamma, integers};
use crate::classes::known_names;
use crate::classes::special::call_special;
use crate::classes::{Convention, Method};
use crate::exceptions::{raise_type_error, raise_value_error, Outcome};
use crate::functions::builtin::Arguments;
use crate::kept::Row;
use crate::modules::{Member, NativeModule};
use crate::names::Name;
use crate::native::{float_argument, index_integer, iterate, tuple, tuple_items};
use crate::number::failure::Checked;
use crate::number::float::to_integer;
use crate::number::integer::Integer;
use crate::number::libm;
use crate::protocol;
use crate::value::{boolean, float, int, integer, Value};

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "math",
    documentation: Some("This module provides access to the mathematical functions\ndefined by the C standard."),
    members: MEMBERS,
    known_names: known_names::of_module("math"),
};

fn real(arguments: &mut Arguments, index: usize) -> Outcome<f64> {
    float_argument(&arguments.take(index))
}

fn whole(arguments: &mut Arguments, index: usize) -> Outcome<Integer> {
    index_integer(&arguments.take(index))
}

/// A function of one float whose errors follow from its result.
fn apply(name: &str, arguments: &mut Arguments) -> Outcome {
    let x = real(arguments, 0)?;
    let row = elementary::UNARY.iter().find(|row| row.name == name).expect("a row of the table");
    Ok(float(row.call(x)?))
}

macro_rules! unary_rows {
    ($($constant:ident $name:literal;)*) => {
        $(static $constant: Method = Method::new($name, "x, /", |arguments| apply($name, arguments));)*
    };
}

unary_rows! {
    ACOS "acos"; ACOSH "acosh"; ASIN "asin"; ASINH "asinh"; ATAN "atan"; ATANH "atanh"; CBRT "cbrt";
    COS "cos"; COSH "cosh"; ERF "erf"; ERFC "erfc";
    EXP "exp"; EXP2 "exp2"; EXPM1 "expm1"; LOG1P "log1p"; SIN "sin"; SINH "sinh"; TAN "tan"; TANH "tanh";
}

macro_rules! rows {
    ($($constant:ident $name:literal $parameters:literal $function:expr;)*) => {
        $(static $constant: Method = Method::new($name, $parameters, $function);)*
    };
}

macro_rules! rows_of_values {
    ($($constant:ident $name:literal $parameters:literal $function:expr;)*) => {
        $(static $constant: Method = Method::new($name, $parameters, $function).convention(Convention::Values);)*
    };
}

rows_of_values! {
    HYPOT "hypot" "*coordinates" hypot;
    GCD "gcd" "*integers" |arguments| fold(arguments, 0, |a, b| Ok(a.gcd(b)));
    LCM "lcm" "*integers" |arguments| fold(arguments, 1, integers::lcm);
}

rows! {
    SQRT "sqrt" "x, /" square_root;
    FABS "fabs" "x, /" |arguments| Ok(float(real(arguments, 0)?.abs()));
    DEGREES "degrees" "x, /" |arguments| Ok(float(elementary::degrees(real(arguments, 0)?)));
    RADIANS "radians" "x, /" |arguments| Ok(float(elementary::radians(real(arguments, 0)?)));
    ULP "ulp" "x, /" |arguments| Ok(float(elementary::ulp(real(arguments, 0)?)));
    GAMMA "gamma" "x, /" |arguments| Ok(float(gamma::gamma(real(arguments, 0)?)?));
    LGAMMA "lgamma" "x, /" |arguments| Ok(float(gamma::lgamma(real(arguments, 0)?)?));
    ISFINITE "isfinite" "x, /" |arguments| Ok(boolean(real(arguments, 0)?.is_finite()));
    ISINF "isinf" "x, /" |arguments| Ok(boolean(real(arguments, 0)?.is_infinite()));
    ISNAN "isnan" "x, /" |arguments| Ok(boolean(real(arguments, 0)?.is_nan()));
    LOG "log" "*arguments" logarithm;
    LOG2 "log2" "x, /" |arguments| Ok(float(logarithm_of(&arguments.take(0), elementary::log2, 1.0)?));
    LOG10 "log10" "x, /" |arguments| Ok(float(logarithm_of(&arguments.take(0), elementary::log10, std::f64::consts::LOG10_2)?));
    POW "pow" "x, y, /" |arguments| binary(arguments, elementary::pow);
    ATAN2 "atan2" "y, x, /" |arguments| binary(arguments, |y, x| Ok(libm::atan2(y, x)));
    FMOD "fmod" "x, y, /" |arguments| binary(arguments, elementary::fmod);
    REMAINDER "remainder" "x, y, /" |arguments| binary(arguments, elementary::remainder);
    COPYSIGN "copysign" "x, y, /" |arguments| binary(arguments, |x, y| Ok(x.copysign(y)));
    NEXTAFTER "nextafter" "x, y, /" |arguments| binary(arguments, |x, y| Ok(elementary::nextafter(x, y)));
    LDEXP "ldexp" "x, i, /" ldexp;
    FREXP "frexp" "x, /" frexp;
    MODF "modf" "x, /" modf;
    FLOOR "floor" "x, /" |arguments| rounded(&arguments.take(0), name!("__floor__"), f64::floor);
    CEIL "ceil" "x, /" |arguments| rounded(&arguments.take(0), name!("__ceil__"), f64::ceil);
    TRUNC "trunc" "x, /" truncated;
    ISCLOSE "isclose" "a, b, *, rel_tol=1e-09, abs_tol=0.0" is_close;
    FSUM "fsum" "seq, /" exact_sum;
    PROD "prod" "iterable, /, *, start=1" product;
    DIST "dist" "p, q, /" distance;
    FACTORIAL "factorial" "x, /" |arguments| Ok(integer(integers::factorial(&whole(arguments, 0)?)?));
    ISQRT "isqrt" "n, /" |arguments| Ok(integer(whole(arguments, 0)?.isqrt()?));
    COMB "comb" "n, k, /" combinations;
    PERM "perm" "n, k=None, /" permutations;
}

const MEMBERS: &[Row<Member>] = members![
    Member::Function(&ACOS),
    Member::Function(&ACOSH),
    Member::Function(&ASIN),
    Member::Function(&ASINH),
    Member::Function(&ATAN),
    Member::Function(&ATAN2),
    Member::Function(&ATANH),
    Member::Function(&CBRT),
    Member::Function(&CEIL),
    Member::Function(&COMB),
    Member::Function(&COPYSIGN),
    Member::Function(&COS),
    Member::Function(&COSH),
    Member::Function(&DEGREES),
    Member::Function(&DIST),
    Member::Value("e", || float(std::f64::consts::E)),
    Member::Function(&ERF),
    Member::Function(&ERFC),
    Member::Function(&EXP),
    Member::Function(&EXP2),
    Member::Function(&EXPM1),
    Member::Function(&FABS),
    Member::Function(&FACTORIAL),
    Member::Function(&FLOOR),
    Member::Function(&FMOD),
    Member::Function(&FREXP),
    Member::Function(&FSUM),
    Member::Function(&GAMMA),
    Member::Function(&GCD),
    Member::Function(&HYPOT),
    Member::Value("inf", || float(f64::INFINITY)),
    Member::Function(&ISCLOSE),
    Member::Function(&ISFINITE),
    Member::Function(&ISINF),
    Member::Function(&ISNAN),
    Member::Function(&ISQRT),
    Member::Function(&LCM),
    Member::Function(&LDEXP),
    Member::Function(&LGAMMA),
    Member::Function(&LOG),
    Member::Function(&LOG10),
    Member::Function(&LOG1P),
    Member::Function(&LOG2),
    Member::Function(&MODF),
    Member::Value("nan", || float(f64::NAN)),
    Member::Function(&NEXTAFTER),
    Member::Function(&PERM),
    Member::Value("pi", || float(std::f64::consts::PI)),
    Member::Function(&POW),
    Member::Function(&PROD),
    Member::Function(&RADIANS),
    Member::Function(&REMAINDER),
    Member::Function(&SIN),
    Member::Function(&SINH),
    Member::Function(&SQRT),
    Member::Function(&TAN),
    Member::Function(&TANH),
    Member::Value("tau", || float(std::f64::consts::TAU)),
    Member::Function(&TRUNC),
    Member::Function(&ULP),
];

fn square_root(arguments: &mut Arguments) -> Outcome {
    let x = real(arguments, 0)?;
    if x < 0.0 {
        return Err(domain_error().into());
    }
    Ok(float(x.sqrt()))
}

fn binary(arguments: &mut Arguments, function: fn(f64, f64) -> Checked<f64>) -> Outcome {
    let x = real(arguments, 0)?;
    let y = real(arguments, 1)?;
    Ok(float(function(x, y)?))
}

/// A logarithm of a float, or of an int of any size; `of_two` is that function of two.
fn logarithm_of(value: &Value, function: fn(f64) -> Checked<f64>, of_two: f64) -> Outcome<f64> {
    let Some(whole) = value.as_integer() else { return Ok(function(float_argument(value)?)?) };
    if whole.is_negative() || whole.is_zero() {
        return Err(domain_error().into());
    }
    match whole.to_f64() {
        Ok(x) => Ok(function(x)?),
        Err(_) => {
            // as CPython: the mantissa's logarithm and the exponent's, added
            let (mantissa, exponent) = integers::scaled(&whole);
            Ok(function(mantissa)? + of_two * exponent as f64)
        }
    }
}

fn logarithm(arguments: &mut Arguments) -> Outcome {
    let values = arguments.star(0);
    let (Some(x), true) = (values.first(), values.len() <= 2) else {
        return Err(raise_type_error("math.log requires 1 to 2 arguments"));
    };
    let numerator = logarithm_of(x, elementary::natural_log, std::f64::consts::LN_2)?;
    let Some(base) = values.get(1) else { return Ok(float(numerator)) };
    let denominator = logarithm_of(base, elementary::natural_log, std::f64::consts::LN_2)?;
    Ok(float(crate::number::float::truediv(numerator, denominator)?))
}

fn ldexp(arguments: &mut Arguments) -> Outcome {
    let x = real(arguments, 0)?;
    match arguments.take(1).as_integer() {
        Some(exponent) => Ok(float(elementary::ldexp(x, exponent.saturating_i64())?)),
        None => Err(raise_type_error("Expected an int as second argument to ldexp.")),
    }
}

fn frexp(arguments: &mut Arguments) -> Outcome {
    let (mantissa, exponent) = elementary::frexp(real(arguments, 0)?);
    Ok(tuple(vec![float(mantissa), int(exponent)]))
}

fn modf(arguments: &mut Arguments) -> Outcome {
    let (fraction, whole) = elementary::modf(real(arguments, 0)?);
    Ok(tuple(vec![float(fraction), float(whole)]))
}

/// `floor` and `ceil`: the special method of the class, else those of the float.
fn rounded(value: &Value, method: &Name, round: fn(f64) -> f64) -> Outcome {
    if !value.is_exactly(crate::number::float_class::FLOAT.class()) {
        if let Some(made) = call_special(value, method, [])? {
            return Ok(made);
        }
    }
    Ok(integer(to_integer(round(float_argument(value)?))?))
}

fn truncated(arguments: &mut Arguments) -> Outcome {
    let value = arguments.take(0);
    match call_special(&value, name!("__trunc__"), [])? {
        Some(made) => Ok(made),
        None => Err(raise_type_error(format!("type {} doesn't define __trunc__ method", value.type_name()))),
    }
}

fn is_close(arguments: &mut Arguments) -> Outcome {
    let (a, b) = (real(arguments, 0)?, real(arguments, 1)?);
    let relative = arguments.optional(2).map_or(Ok(1e-9), |value| float_argument(&value))?;
    let absolute = arguments.optional(3).map_or(Ok(0.0), |value| float_argument(&value))?;
    Ok(boolean(elementary::isclose(a, b, relative, absolute)?))
}

fn exact_sum(arguments: &mut Arguments) -> Outcome {
    let mut sum = ExactSum::new();
    protocol::iterate::for_each(arguments.take(0), |value| Ok(sum.add(float_argument(&value)?)?))?;
    Ok(float(sum.finish()?))
}

fn product(arguments: &mut Arguments) -> Outcome {
    let mut result = Some(arguments.optional(1).unwrap_or_else(|| int(1)));
    protocol::iterate::for_each(arguments.take(0), |value| {
        let so_far = result.take().expect("put back below");
        result = Some(protocol::operators::mul(so_far, value)?);
        Ok(())
    })?;
    Ok(result.expect("put back in the loop"))
}

fn hypot(arguments: &mut Arguments) -> Outcome {
    let values: Vec<f64> = arguments.star(0).iter().map(float_argument).collect::<Outcome<_>>()?;
    Ok(float(euclidean_norm(&values)))
}

/// The coordinates of a point: a tuple's, or those of any iterable.
fn point(value: &Value) -> Outcome<Vec<Value>> {
    match tuple_items(value) {
        Some(items) => Ok(items),
        None => iterate(value),
    }
}

fn distance(arguments: &mut Arguments) -> Outcome {
    let (p, q) = (point(&arguments.take(0))?, point(&arguments.take(1))?);
    if p.len() != q.len() {
        return Err(raise_value_error("both points must have the same number of dimensions"));
    }
    let difference = |(a, b): (&Value, &Value)| Ok((float_argument(a)? - float_argument(b)?).abs());
    let values: Vec<f64> = p.iter().zip(&q).map(difference).collect::<Outcome<_>>()?;
    Ok(float(euclidean_norm(&values)))
}

fn fold(arguments: &mut Arguments, empty: i64, function: fn(&Integer, &Integer) -> Checked<Integer>) -> Outcome {
    let values = arguments.star(0);
    let Some((first, others)) = values.split_first() else { return Ok(int(empty)) };
    let mut result = index_integer(first)?.abs();
    for value in others {
        result = function(&result, &index_integer(value)?)?;
    }
    Ok(integer(result))
}

fn combinations(arguments: &mut Arguments) -> Outcome {
    let (n, k) = (whole(arguments, 0)?, whole(arguments, 1)?);
    Ok(integer(integers::comb(&n, &k)?))
}

fn permutations(arguments: &mut Arguments) -> Outcome {
    let n = arguments.take(0);
    match arguments.not_none(1) {
        Some(k) => {
            let n = index_integer(&n)?;
            Ok(integer(integers::perm(&n, &index_integer(&k)?)?))
        }
        None => Ok(integer(integers::factorial(&index_integer(&n)?)?)),
    }
}
