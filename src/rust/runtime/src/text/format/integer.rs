//! `int.__format__`.

use super::layout::{self, Number};
use super::spec::{unknown_code, Align, Spec};
use crate::number::failure::{Checked, Failure};
use crate::number::integer::Integer;
use crate::number::integer_text;
use crate::text::str::Str;

/// Formats an integer with a specification that is not empty. Errors: ValueError, OverflowError.
pub fn format(value: &Integer, text: &Str, type_name: &str) -> Checked<Str> {
    let spec = Spec::parse(text, Align::Right, type_name)?;
    let code = spec.code.and_then(char::from_u32).unwrap_or('d');
    match code {
        'b' | 'c' | 'd' | 'o' | 'x' | 'X' | 'n' => with_code(value, &spec, code),
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' => super::float::with_spec(value.to_f64()?, &spec, type_name),
        _ => Err(unknown_code(spec.code.unwrap_or(0), type_name)),
    }
}

fn with_code(value: &Integer, spec: &Spec, code: char) -> Checked<Str> {
    if spec.precision.is_some() {
        return Err(Failure::value("Precision not allowed in integer format specifier"));
    }
    if spec.no_negative_zero {
        return Err(Failure::value("Negative zero coercion (z) not allowed in integer format specifier"));
    }
    if code == 'c' {
        return character(value, spec);
    }
    let base = match code {
        'b' => 2,
        'o' => 8,
        'x' | 'X' => 16,
        _ => 10,
    };
    let decimal;
    let mut digits = if base == 10 {
        decimal = value.to_decimal()?;
        decimal.trim_start_matches('-').to_owned()
    } else {
        value.magnitude_digits(base)
    };
    let mut prefix = if spec.alternate { integer_text::prefix(base) } else { "" };
    if code == 'X' {
        digits.make_ascii_uppercase();
        prefix = if spec.alternate { "0X" } else { "" };
    }
    let group = if base == 10 { 3 } else { 4 };
    let number = Number { negative: value.is_negative(), prefix, digits: &digits, rest: "", group };
    Ok(layout::number(&number, spec))
}

fn character(value: &Integer, spec: &Spec) -> Checked<Str> {
    if spec.sign.is_some() {
        return Err(Failure::value("Sign not allowed with integer format specifier 'c'"));
    }
    if spec.alternate {
        return Err(Failure::value("Alternate form (#) not allowed with integer format specifier 'c'"));
    }
    let code = match value.to_i64() {
        Some(code @ 0..=0x10ffff) => code as u32,
        Some(_) => return Err(Failure::overflow("%c arg not in range(0x110000)")),
        None => return Err(Failure::overflow("Python int too large to convert to C long")),
    };
    let after_sign =
        Spec { align: if spec.align == Align::AfterSign { Align::Right } else { spec.align }, ..spec.clone() };
    Ok(layout::aligned(&Str::from_code(code), &after_sign))
}
