//! What `float()` takes: numbers, texts, bytes.

use super::float_class::FLOAT;
use super::float_text;
use crate::exceptions::Outcome;
use crate::native::*;
use crate::text::str::Str;
use crate::text::str_methods;
use crate::value::{float, Value};

/// `float(value)`. Errors: TypeError, ValueError, OverflowError, and what `__float__` raises.
pub fn float_of(value: &Value) -> Outcome {
    if value.is_exactly(FLOAT.class()) {
        return Ok(value.clone());
    }
    if let Some(number) = converted_float(value)? {
        return Ok(float(number));
    }
    if let Some(source) = value.downcast::<Str>() {
        let digits = str_methods::to_ascii_digits(source);
        return parsed(digits.as_deref(), &|| shown_repr(value));
    }
    if let Some(octets) = bytes_like(value) {
        return parsed(Some(&octets), &|| shown_repr(value));
    }
    Err(type_error(format!("float() argument must be a string or a real number, not '{}'", type_name(value))))
}

fn parsed(digits: Option<&[u8]>, source: &dyn Fn() -> Outcome<String>) -> Outcome {
    match digits.and_then(|digits| float_text::parse(str_methods::trim_number(digits))) {
        Some(value) => Ok(float(value)),
        None => Err(value_error(format!("could not convert string to float: {}", source()?))),
    }
}
