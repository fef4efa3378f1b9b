//! What `int()` takes: numbers, texts, bytes.

use super::int_class::INT;
use super::integer::Integer;
use super::integer_text::ParseFailure;
use crate::exceptions::Outcome;
use crate::native::*;
use crate::text::str::Str;
use crate::text::str_methods;
use crate::value::{integer, Value};

/// `int(value)`. Errors: TypeError, ValueError, and what `__int__` raises.
pub fn int_of(value: &Value) -> Outcome {
    if value.is_small_int() || value.is_exactly(INT.class()) {
        return Ok(value.clone());
    }
    if let Some(made) = int_slot(value)? {
        return Ok(made);
    }
    if let Some(source) = value.downcast::<Str>() {
        return parse_text(value, source, 10);
    }
    if let Some(octets) = bytes_like(value) {
        return parse_bytes(&octets, 10, value);
    }
    Err(type_error(format!(
        "int() argument must be a string, a bytes-like object or a real number, not '{}'",
        type_name(value)
    )))
}

/// `int(value, base)`. Errors: TypeError, ValueError.
pub fn int_with_base(value: &Value, base: &Value) -> Outcome {
    let base = match index_integer(base)?.to_i64() {
        Some(base) if base == 0 || (2..=36).contains(&base) => base,
        _ => return Err(value_error("int() base must be >= 2 and <= 36, or 0")),
    };
    if let Some(source) = value.downcast::<Str>() {
        return parse_text(value, source, base as u32);
    }
    match exact_octets(value) {
        Some(octets) => parse_bytes(&octets, base as u32, value),
        None => Err(type_error("int() can't convert non-string with explicit base")),
    }
}

fn parsed(result: Result<Integer, ParseFailure>, base: u32, source: &dyn Fn() -> Outcome<String>) -> Outcome {
    match result {
        Ok(value) => Ok(integer(value)),
        Err(ParseFailure::Other(failure)) => Err(failure.into()),
        Err(ParseFailure::Invalid) => {
            // `%.200R`: at most 200 characters of the repr
            let shown: String = source()?.chars().take(200).collect();
            Err(value_error(format!("invalid literal for int() with base {base}: {shown}")))
        }
    }
}

fn parse_text(value: &Value, source: &Str, base: u32) -> Outcome {
    let result = match str_methods::to_ascii_digits(source) {
        Some(digits) => Integer::parse(&digits, base),
        None => Err(ParseFailure::Invalid),
    };
    parsed(result, base, &|| shown_repr(&plain_str(value)))
}

fn parse_bytes(octets: &[u8], base: u32, _: &Value) -> Outcome {
    let shown = || Ok(crate::text::repr::repr_bytes(octets));
    parsed(Integer::parse(octets, base), base, &shown)
}
