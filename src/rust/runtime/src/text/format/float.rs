//! `float.__format__`.

use super::layout::{self, Number};
use super::spec::{unknown_code, Align, Spec};
use crate::number::failure::{Checked, Failure};
use crate::number::float_text::{to_text, Dressing, Layout};
use crate::text::str::Str;

/// Formats a float with a specification that is not empty. Errors: ValueError.
pub fn format(value: f64, text: &Str, type_name: &str) -> Checked<Str> {
    let spec = Spec::parse(text, Align::Right, type_name)?;
    with_spec(value, &spec, type_name)
}

pub fn with_spec(value: f64, spec: &Spec, type_name: &str) -> Checked<Str> {
    let text = digits_of(value, spec, type_name, true)?;
    Ok(layout_text(&text, spec))
}

/// The number without fill and grouping. Errors: ValueError for an unknown type or an impossible precision.
///
/// `point_zero` adds `.0` where there is no type, as `float` does and `complex` does not.
pub fn digits_of(value: f64, spec: &Spec, type_name: &str, point_zero: bool) -> Checked<String> {
    if spec.precision.is_some_and(|precision| precision > i32::MAX as usize) {
        return Err(Failure::value("precision too big"));
    }
    let mut dressing = Dressing { alternate: spec.alternate, ..Dressing::default() };
    let mut precision = spec.precision.unwrap_or(6);
    let mut percent = false;
    let layout = match spec.code.map(|code| char::from_u32(code).unwrap_or('\0')) {
        None => {
            dressing.point_zero = point_zero;
            if spec.precision.is_some() {
                Layout::General
            } else {
                Layout::Shortest
            }
        }
        Some('e') => Layout::Exponent,
        Some('f') => Layout::Fixed,
        Some('g' | 'n') => Layout::General,
        Some('%') => {
            percent = true;
            Layout::Fixed
        }
        Some(upper @ ('E' | 'F' | 'G')) => {
            dressing.upper = true;
            match upper {
                'E' => Layout::Exponent,
                'F' => Layout::Fixed,
                _ => Layout::General,
            }
        }
        Some(_) => return Err(unknown_code(spec.code.unwrap_or(0), type_name)),
    };
    if layout == Layout::General && precision == 0 {
        precision = 1;
    }
    let mut text = to_text(if percent { value * 100.0 } else { value }, layout, precision, dressing);
    if spec.no_negative_zero
        && text.starts_with('-')
        && text.bytes().all(|byte| !matches!(byte, b'1'..=b'9' | b'i' | b'n' | b'I' | b'N'))
    {
        text.remove(0);
    }
    if percent {
        text.push('%');
    }
    Ok(text)
}

/// Takes the text of a float apart and lays it out.
pub fn layout_text(text: &str, spec: &Spec) -> Str {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let end = unsigned.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(unsigned.len());
    let (digits, rest) = unsigned.split_at(end);
    layout::number(&Number { negative, prefix: "", digits, rest, group: 3 }, spec)
}
