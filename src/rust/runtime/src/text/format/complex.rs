//! `complex.__format__`.

use super::float;
use super::layout;
use super::spec::{Align, Sign, Spec};
use crate::number::complex::Complex;
use crate::number::failure::{Checked, Failure};
use crate::text::str::{Str, StrBuilder};

/// Formats a complex number with a specification that is not empty. Errors: ValueError.
pub fn format(value: Complex, text: &Str, type_name: &str) -> Checked<Str> {
    let spec = Spec::parse(text, Align::Right, type_name)?;
    let known = |code| matches!(char::from_u32(code), Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n'));
    if let Some(code) = spec.code.filter(|&code| !known(code)) {
        return Err(super::spec::unknown_code(code, type_name));
    }
    if spec.fill == '0' as u32 {
        return Err(Failure::value("Zero padding is not allowed in complex format specifier"));
    }
    if spec.align == Align::AfterSign {
        return Err(Failure::value("'=' alignment flag is not allowed in complex format specifier"));
    }
    let plain = spec.code.is_none();
    let only_imaginary = plain && value.real == 0.0 && value.real.is_sign_positive();
    // without a type the parts are shown as `str` shows them
    let part_spec = Spec { width: None, ..spec.clone() };
    let part = |value: f64, sign: Option<Sign>| -> Checked<Str> {
        let digits = float::digits_of(value, &part_spec, type_name, false)?;
        Ok(float::layout_text(&digits, &Spec { sign, ..part_spec.clone() }))
    };
    let mut builder = StrBuilder::new();
    if plain && !only_imaginary {
        builder.push_text("(");
    }
    if !only_imaginary {
        builder.push_str(&part(value.real, spec.sign)?);
    }
    builder.push_str(&part(value.imaginary, if only_imaginary { spec.sign } else { Some(Sign::Plus) })?);
    builder.push_text("j");
    if plain && !only_imaginary {
        builder.push_text(")");
    }
    Ok(layout::aligned(&builder.finish(), &spec))
}
