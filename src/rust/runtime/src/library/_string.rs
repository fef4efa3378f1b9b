//! `_string`: templates of `str.format` piece by piece, for `string.Formatter` (`Objects/stringlib/unicode_format.h`).

use crate::classes::known_names;
use crate::classes::{BuiltinClass, Method, Slots};
use crate::collections::carried::{native, Carried};
use crate::collections::support::{at, receiver};
use crate::collections::tuple_value;
use crate::exceptions::{raise_type_error, Outcome};
use crate::functions::Arguments;
use crate::modules::NativeModule;
use crate::object::Kind;
use crate::text::format::template::{FieldName, First, Piece, Step, Template};
use crate::text::str::Str;
use crate::text::str_value;
use crate::value::{boolean, int, Value, NONE};
use std::cell::RefCell;

/// What `formatter_parser` gives.
struct Pieces(RefCell<Template>);

native!(Pieces, FORMATTER_ITERATOR);

static FORMATTER_ITERATOR: BuiltinClass =
    BuiltinClass::new("formatteriterator", Kind::Native).sealed().no_constructor().slots(slots!(Slots {
        iter: Some(|own| Ok(own.clone())),
        next: Some(|own| {
            let piece = receiver::<Pieces>(own)?.0.borrow_mut().next_piece()?;
            Ok(piece.map(piece_value))
        }),
        ..Slots::NONE
    }));

/// `(literal_text, field_name, format_spec, conversion)`; None for all but the first where no field follows.
fn piece_value(piece: Piece) -> Value {
    let literal = str_value(piece.literal);
    let Some(field) = piece.field else { return tuple_value(vec![literal, NONE(), NONE(), NONE()]) };
    let conversion = field.conversion.map_or_else(NONE, |code| str_value(Str::from_code(code)));
    tuple_value(vec![literal, str_value(field.name), str_value(field.spec), conversion])
}

/// The rest of what `formatter_field_name_split` gives.
struct Steps(RefCell<FieldName>);

native!(Steps, FIELD_NAME_ITERATOR);

static FIELD_NAME_ITERATOR: BuiltinClass =
    BuiltinClass::new("fieldnameiterator", Kind::Native).sealed().no_constructor().slots(slots!(Slots {
        iter: Some(|own| Ok(own.clone())),
        next: Some(|own| {
            let step = receiver::<Steps>(own)?.0.borrow_mut().next_step()?;
            Ok(step.map(|step| {
                let (is_attribute, part) = match step {
                    Step::Attribute(name) => (true, str_value(name)),
                    Step::Position(position) => (false, int(position)),
                    Step::Key(key) => (false, str_value(key)),
                };
                tuple_value(vec![boolean(is_attribute), part])
            }))
        }),
        ..Slots::NONE
    }));

fn text_of<'a>(arguments: &'a Arguments) -> Outcome<&'a Str> {
    let value = at(arguments, 0);
    value.downcast::<Str>().ok_or_else(|| raise_type_error(format!("expected str, got {}", value.type_name())))
}

fn formatter_parser(arguments: &mut Arguments) -> Outcome {
    Ok(Pieces(RefCell::new(Template::new(text_of(arguments)?))).object())
}

fn field_name_split(arguments: &mut Arguments) -> Outcome {
    let (first, rest) = FieldName::new(text_of(arguments)?)?;
    let first = match first {
        First::Automatic => str_value(""),
        First::Position(position) => int(position),
        First::Name(name) => str_value(name),
    };
    Ok(tuple_value(vec![first, Steps(RefCell::new(rest)).object()]))
}

pub static MODULE: NativeModule = NativeModule {
    name: "_string",
    documentation: known_names::documentation_of("_string"),
    members: members![
        Member::Function(
            &Method::new("formatter_field_name_split", "object, /", field_name_split)
                .doc("split the argument as a field name"),
        ),
        Member::Function(
            &Method::new("formatter_parser", "object, /", formatter_parser)
                .doc("parse the argument as a format string"),
        ),
    ],
    known_names: known_names::of_module("_string"),
};
