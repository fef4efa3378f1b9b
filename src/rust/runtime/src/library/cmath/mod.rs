//! The module `cmath`: arguments read, results made.

pub mod functions;
mod special_values;

use self::functions as pure;
use crate::classes::known_names;
use crate::classes::Method;
use crate::exceptions::Outcome;
use crate::functions::builtin::Arguments;
use crate::kept::Row;
use crate::library::math::elementary::{domain_error, range_error};
use crate::modules::{Member, NativeModule};
use crate::native::{float_argument, tuple};
use crate::number::complex::Complex;
use crate::number::complex_class::{complex, complex_argument};
use crate::number::failure::Checked;
use crate::number::libm;
use crate::value::{boolean, float};

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "cmath",
    documentation: Some("This module provides access to mathematical functions for complex\nnumbers."),
    members: MEMBERS,
    known_names: known_names::of_module("cmath"),
};

fn number(arguments: &mut Arguments, index: usize) -> Outcome<Complex> {
    complex_argument(&arguments.take(index))
}

fn apply(arguments: &mut Arguments, function: fn(Complex) -> Checked<Complex>) -> Outcome {
    Ok(complex(function(number(arguments, 0)?)?))
}

fn test(arguments: &mut Arguments, property: fn(Complex) -> bool) -> Outcome {
    Ok(boolean(property(number(arguments, 0)?)))
}

macro_rules! rows {
    ($($constant:ident $name:literal $parameters:literal $function:expr;)*) => {
        $(static $constant: Method = Method::new($name, $parameters, $function);)*
    };
}

rows! {
    ACOS "acos" "z, /" |arguments| apply(arguments, pure::acos);
    ACOSH "acosh" "z, /" |arguments| apply(arguments, pure::acosh);
    ASIN "asin" "z, /" |arguments| apply(arguments, pure::asin);
    ASINH "asinh" "z, /" |arguments| apply(arguments, pure::asinh);
    ATAN "atan" "z, /" |arguments| apply(arguments, pure::atan);
    ATANH "atanh" "z, /" |arguments| apply(arguments, pure::atanh);
    COS "cos" "z, /" |arguments| apply(arguments, pure::cos);
    COSH "cosh" "z, /" |arguments| apply(arguments, pure::cosh);
    EXP "exp" "z, /" |arguments| apply(arguments, pure::exp);
    ISCLOSE "isclose" "a, b, *, rel_tol=1e-09, abs_tol=0.0" is_close;
    ISFINITE "isfinite" "z, /" |arguments| test(arguments, |z| z.real.is_finite() && z.imaginary.is_finite());
    ISINF "isinf" "z, /" |arguments| test(arguments, |z| z.real.is_infinite() || z.imaginary.is_infinite());
    ISNAN "isnan" "z, /" |arguments| test(arguments, |z| z.real.is_nan() || z.imaginary.is_nan());
    LOG "log" "z, base=None, /" logarithm;
    LOG10 "log10" "z, /" |arguments| apply(arguments, pure::log10);
    PHASE "phase" "z, /" phase;
    POLAR "polar" "z, /" polar;
    RECT "rect" "r, phi, /" rect;
    SIN "sin" "z, /" |arguments| apply(arguments, pure::sin);
    SINH "sinh" "z, /" |arguments| apply(arguments, pure::sinh);
    SQRT "sqrt" "z, /" |arguments| apply(arguments, pure::sqrt);
    TAN "tan" "z, /" |arguments| apply(arguments, pure::tan);
    TANH "tanh" "z, /" |arguments| apply(arguments, pure::tanh);
}

const MEMBERS: &[Row<Member>] = members![
    Member::Function(&ACOS),
    Member::Function(&ACOSH),
    Member::Function(&ASIN),
    Member::Function(&ASINH),
    Member::Function(&ATAN),
    Member::Function(&ATANH),
    Member::Function(&COS),
    Member::Function(&COSH),
    Member::Value("e", || float(std::f64::consts::E)),
    Member::Function(&EXP),
    Member::Value("inf", || float(f64::INFINITY)),
    Member::Value("infj", || complex(Complex::new(0.0, f64::INFINITY))),
    Member::Function(&ISCLOSE),
    Member::Function(&ISFINITE),
    Member::Function(&ISINF),
    Member::Function(&ISNAN),
    Member::Function(&LOG),
    Member::Function(&LOG10),
    Member::Value("nan", || float(f64::NAN)),
    Member::Value("nanj", || complex(Complex::new(0.0, f64::NAN))),
    Member::Function(&PHASE),
    Member::Value("pi", || float(std::f64::consts::PI)),
    Member::Function(&POLAR),
    Member::Function(&RECT),
    Member::Function(&SIN),
    Member::Function(&SINH),
    Member::Function(&SQRT),
    Member::Function(&TAN),
    Member::Function(&TANH),
    Member::Value("tau", || float(std::f64::consts::TAU)),
];

fn is_close(arguments: &mut Arguments) -> Outcome {
    let (a, b) = (number(arguments, 0)?, number(arguments, 1)?);
    let relative = arguments.optional(2).map_or(Ok(1e-9), |value| float_argument(&value))?;
    let absolute = arguments.optional(3).map_or(Ok(0.0), |value| float_argument(&value))?;
    Ok(boolean(pure::isclose(a, b, relative, absolute)?))
}

fn logarithm(arguments: &mut Arguments) -> Outcome {
    let z = number(arguments, 0)?;
    let Some(base) = arguments.optional(1) else { return Ok(complex(pure::log(z)?)) };
    let base = complex_argument(&base)?;
    let denominator = pure::log(base)?;
    match pure::unchecked_log(z).div(denominator) {
        Ok(quotient) => Ok(complex(quotient)),
        Err(_) => Err(domain_error().into()),
    }
}

fn phase(arguments: &mut Arguments) -> Outcome {
    let z = number(arguments, 0)?;
    let angle = libm::atan2(z.imaginary, z.real);
    // C's `atan2` reports an angle too small for a float
    if angle == 0.0 && z.imaginary != 0.0 && z.real.is_finite() {
        return Err(range_error().into());
    }
    Ok(float(angle))
}

fn polar(arguments: &mut Arguments) -> Outcome {
    let z = number(arguments, 0)?;
    let length = z.abs().map_err(|_| range_error())?;
    Ok(tuple(vec![float(length), float(libm::atan2(z.imaginary, z.real))]))
}

fn rect(arguments: &mut Arguments) -> Outcome {
    let length = float_argument(&arguments.take(0))?;
    let angle = float_argument(&arguments.take(1))?;
    Ok(complex(pure::rect(length, angle)?))
}
