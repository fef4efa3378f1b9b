//! `str.format` on Python values.

use super::format::template::{FieldName, First, Numbering, Step, Template};
use super::str::{Str, StrBuilder};
use crate::exceptions::Outcome;
use crate::native::*;
use crate::protocol::convert::{self, Conversion};
use crate::value::{int, Value};

fn converted(value: Value, conversion: Conversion) -> Outcome {
    match conversion {
        Conversion::None => Ok(value),
        Conversion::Str => str_of(&value),
        Conversion::Repr => repr_of(&value),
        Conversion::Ascii => ascii_of(&value),
    }
}

/// Where the fields of a template come from.
enum Source<'a> {
    Arguments { positional: &'a [Value], keywords: &'a Value },
    Mapping(&'a Value),
}

/// `str.format`: the arguments as a tuple and a dict.
pub fn format_template(template: &Str, positional: &Value, keywords: &Value) -> Outcome {
    let positional = tuple_items(positional).unwrap_or_default();
    let source = Source::Arguments { positional: &positional, keywords };
    Ok(text(expand(template, &source, &mut Numbering::default(), 2)?))
}

/// `str.format_map`.
pub fn format_map(template: &Str, mapping: &Value) -> Outcome {
    Ok(text(expand(template, &Source::Mapping(mapping), &mut Numbering::default(), 2)?))
}

fn field_value(name: &Str, source: &Source<'_>, numbering: &mut Numbering) -> Outcome {
    let (first, mut rest) = FieldName::new(name)?;
    let mut value = match (numbering.position(&first)?, source) {
        (Some(_), Source::Mapping(_)) => return Err(value_error("Format string contains positional fields")),
        (Some(position), Source::Arguments { positional, .. }) => match usize::try_from(position)
            .ok()
            .and_then(|position| positional.get(position))
        {
            Some(value) => value.clone(),
            None => {
                return Err(index_error(format!("Replacement index {position} out of range for positional args tuple")))
            }
        },
        (None, source) => {
            let First::Name(name) = first else { return Err(value_error("a field needs a name")) };
            match source {
                Source::Arguments { keywords, .. } => get_item(keywords, text(name))?,
                Source::Mapping(mapping) => get_item(mapping, text(name))?,
            }
        }
    };
    while let Some(step) = rest.next_step()? {
        value = match step {
            Step::Attribute(name) => get_attribute(&value, &name)?,
            Step::Position(position) => get_item(&value, int(position))?,
            Step::Key(key) => get_item(&value, text(key))?,
        };
    }
    Ok(value)
}

fn conversion_of(code: Option<u32>) -> Outcome<Conversion> {
    Ok(match code.map(|code| (char::from_u32(code), code)) {
        None => Conversion::None,
        Some((Some('s'), _)) => Conversion::Str,
        Some((Some('r'), _)) => Conversion::Repr,
        Some((Some('a'), _)) => Conversion::Ascii,
        Some((_, code @ 0x21..=0x7e)) => {
            return Err(value_error(format!("Unknown conversion specifier {}", code as u8 as char)))
        }
        Some((_, code)) => return Err(value_error(format!("Unknown conversion specifier \\x{code:x}"))),
    })
}

fn expand(template: &Str, source: &Source<'_>, numbering: &mut Numbering, depth: u32) -> Outcome<Str> {
    if depth == 0 {
        return Err(value_error("Max string recursion exceeded"));
    }
    let mut builder = StrBuilder::new();
    let mut reader = Template::new(template);
    while let Some(piece) = reader.next_piece()? {
        builder.push_str(&piece.literal);
        let Some(field) = piece.field else { continue };
        let value = field_value(&field.name, source, numbering)?;
        let value = converted(value, conversion_of(field.conversion)?)?;
        let spec = if field.nested { expand(&field.spec, source, numbering, depth - 1)? } else { field.spec };
        let made = convert::format(&value, &text(spec))?;
        if let Some(made) = made.downcast::<Str>() {
            builder.push_str(made);
        }
    }
    Ok(builder.finish())
}
