//! `str.__format__`.

use super::layout;
use super::spec::{unknown_code, Align, Sign, Spec};
use crate::number::failure::{Checked, Failure};
use crate::text::str::Str;

/// Formats a text with a specification that is not empty. Errors: ValueError.
pub fn format(value: &Str, text: &Str, type_name: &str) -> Checked<Str> {
    let spec = Spec::parse(text, Align::Left, type_name)?;
    if let Some(code) = spec.code.filter(|&code| code != 's' as u32) {
        return Err(unknown_code(code, type_name));
    }
    let refused = match spec.sign {
        Some(Sign::Space) => Some("Space not allowed in string format specifier"),
        Some(_) => Some("Sign not allowed in string format specifier"),
        None if spec.no_negative_zero => Some("Negative zero coercion (z) not allowed in string format specifier"),
        None if spec.alternate => Some("Alternate form (#) not allowed in string format specifier"),
        None if spec.align == Align::AfterSign => Some("'=' alignment not allowed in string format specifier"),
        None => None,
    };
    if let Some(message) = refused {
        return Err(Failure::value(message));
    }
    match spec.precision {
        Some(precision) if precision < value.len() => Ok(layout::aligned(&value.part(0, precision), &spec)),
        _ => Ok(layout::aligned(value, &spec)),
    }
}
