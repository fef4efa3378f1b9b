//! Dialects and their registry.

use super::{raise_error, registry};
use crate::classes::slots::New;
use crate::classes::{BuiltinClass, ClassRef, GetSet, Method, Slots};
use crate::collections::carried::{native, Carried, Carry};
use crate::collections::support::{self, at, receiver};
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::functions::{check_names, Arguments};
use crate::heap::single_thread::SingleThread;
use crate::names::intern_text;
use crate::native;
use crate::object::Kind;
use crate::protocol::attributes::getattr_value;
use crate::text::str::Str;
use crate::value::{boolean, int, Value, NONE};
use std::cell::Cell;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Quoting {
    Minimal,
    All,
    NonNumeric,
    None,
}

/// How rows are written. `None` stands for a character that is not set.
#[derive(Clone)]
pub(super) struct Dialect {
    pub delimiter: u32,
    pub doublequote: bool,
    pub escapechar: Option<u32>,
    /// A str.
    pub lineterminator: Value,
    pub quotechar: Option<u32>,
    pub quoting: Quoting,
    pub skipinitialspace: bool,
    pub strict: bool,
}

native!(Dialect, DIALECT);

/// In the order of the parameters, after `dialect`.
const NAMES: [&str; 8] =
    ["delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict"];

/// Positional and keyword arguments of a call, by parameter; the dialect comes first (`PyArg_ParseTupleAndKeywords`).
fn bound(positional: Vec<Value>, keywords: Vec<(Value, Value)>) -> Outcome<(Option<Value>, [Option<Value>; 8])> {
    let given = positional.len() + keywords.len();
    if given > NAMES.len() + 1 {
        return Err(raise_type_error(format!("function takes at most 9 arguments ({given} given)")));
    }
    let mut slots: [Option<Value>; 9] = Default::default();
    let count = positional.len();
    for (slot, value) in slots.iter_mut().zip(positional) {
        *slot = Some(value);
    }
    for (keyword, value) in keywords {
        check_names(std::slice::from_ref(&keyword))?;
        let name = crate::text::to_lossy(&keyword);
        let found = std::iter::once("dialect").chain(NAMES).position(|known| known == name);
        match found {
            Some(place) if place >= count => slots[place] = Some(value),
            Some(place) => {
                return Err(raise_type_error(format!(
                    "argument for function given by name ('{name}') and position ({})",
                    place + 1
                )))
            }
            None => return Err(raise_type_error(format!("'{name}' is an invalid keyword argument for this function"))),
        }
    }
    let [dialect, rest @ ..] = slots;
    Ok((dialect, rest))
}

/// A character, or `None` where the option says None. Errors: TypeError.
fn character(name: &str, value: &Value, kind: &str) -> Outcome<u32> {
    match value.downcast::<Str>() {
        None => Err(raise_type_error(format!("\"{name}\" must be {kind}, not {}", value.type_name()))),
        Some(text) if text.len() == 1 => Ok(text.at(0)),
        Some(_) => Err(raise_type_error(format!("\"{name}\" must be a 1-character string"))),
    }
}

fn optional_character(name: &str, value: Option<&Value>, default: Option<u32>) -> Outcome<Option<u32>> {
    match value {
        None => Ok(default),
        Some(value) if value.is_none() => Ok(None),
        Some(value) => character(name, value, "string or None").map(Some),
    }
}

fn flag(value: Option<&Value>, default: bool) -> Outcome<bool> {
    value.map_or(Ok(default), native::truth)
}

/// The number of a quoting, as an int of C. Errors: TypeError, OverflowError.
fn quoting_number(value: Option<&Value>) -> Outcome<i64> {
    match value {
        None => Ok(0),
        Some(value) if !native::is_exact_int(value) => Err(raise_type_error("\"quoting\" must be an integer")),
        Some(value) => native::index_c_int(value),
    }
}

impl Dialect {
    /// Errors: TypeError, OverflowError, what truth raises.
    fn checked(options: [Option<Value>; 8]) -> Outcome<Dialect> {
        let [delimiter, doublequote, escapechar, lineterminator, quotechar, quoting, skipinitialspace, strict] =
            options;
        let delimiter = match &delimiter {
            None => u32::from(','),
            Some(value) => character("delimiter", value, "string")?,
        };
        let doublequote = flag(doublequote.as_ref(), true)?;
        let escapechar = optional_character("escapechar", escapechar.as_ref(), None)?;
        let lineterminator = match lineterminator {
            None => Some(support::text("\r\n")),
            Some(value) if value.is_none() => None,
            Some(value) if value.downcast::<Str>().is_some() => Some(value),
            Some(_) => return Err(raise_type_error("\"lineterminator\" must be a string")),
        };
        let has_no_quotes = quoting.is_none() && quotechar.as_ref().is_some_and(Value::is_none);
        let quotechar = optional_character("quotechar", quotechar.as_ref(), Some(u32::from('"')))?;
        let number = quoting_number(quoting.as_ref())?;
        let skipinitialspace = flag(skipinitialspace.as_ref(), false)?;
        let strict = flag(strict.as_ref(), false)?;
        let quoting = match number {
            _ if has_no_quotes => Quoting::None,
            0 => Quoting::Minimal,
            1 => Quoting::All,
            2 => Quoting::NonNumeric,
            3 => Quoting::None,
            _ => return Err(raise_type_error("bad \"quoting\" value")),
        };
        if quoting != Quoting::None && quotechar.is_none() {
            return Err(raise_type_error("quotechar must be set if quoting enabled"));
        }
        let Some(lineterminator) = lineterminator else {
            return Err(raise_type_error("lineterminator must be set"));
        };
        Ok(Dialect { delimiter, doublequote, escapechar, lineterminator, quotechar, quoting, skipinitialspace, strict })
    }
}

/// `dialect_new`.
fn make(class: ClassRef, positional: Vec<Value>, keywords: Vec<(Value, Value)>) -> Outcome {
    let (dialect, mut options) = bound(positional, keywords)?;
    if let Some(mut dialect) = dialect {
        if dialect.downcast::<Str>().is_some() {
            dialect = registered(dialect)?;
        }
        if dialect.is_a::<Dialect>() && options.iter().all(Option::is_none) {
            return Ok(dialect);
        }
        for (option, name) in options.iter_mut().zip(NAMES).filter(|(option, _)| option.is_none()) {
            // C drops whatever reading the attribute raises.
            match getattr_value(&dialect, &intern_text(name)) {
                Ok(value) => *option = Some(value),
                Err(raised) => raised.forget(),
            }
        }
    }
    Ok(Dialect::checked(options)?.object_of(class))
}

/// The positional arguments and the keywords of a function whose parameters are `*args, **kwargs`.
pub(super) fn given(arguments: &mut Arguments) -> (Vec<Value>, Vec<(Value, Value)>) {
    let keywords = arguments.get(1).and_then(native::exact_dict_items).unwrap_or_default();
    (arguments.star(0), keywords)
}

/// The same, where `least` to two positional ones are taken (`PyArg_UnpackTuple` without a name). Errors: TypeError.
pub(super) fn first_and_dialect(positional: Vec<Value>) -> Outcome<(Value, Option<Value>)> {
    let count = positional.len();
    let mut values = positional.into_iter();
    match (values.next(), count) {
        (Some(first), 1 | 2) => Ok((first, values.next())),
        (Some(_), _) => Err(raise_type_error(format!(" expected at most 2 arguments, got {count}"))),
        (None, _) => Err(raise_type_error(" expected at least 1 argument, got 0")),
    }
}

/// A dialect of options (`_call_dialect`).
pub(super) fn of_options(dialect: Option<Value>, keywords: Vec<(Value, Value)>) -> Outcome {
    make(DIALECT.class(), dialect.into_iter().collect(), keywords)
}

/// The registered dialect of a name. Errors: `_csv.Error`, TypeError for what has no hash.
pub(super) fn registered(name: Value) -> Outcome {
    match crate::native::lookup(&registry(), name)? {
        Some(dialect) => Ok(dialect),
        None => Err(raise_error("unknown dialect")),
    }
}

pub(super) fn register(arguments: &mut Arguments) -> Outcome {
    let (positional, keywords) = given(arguments);
    let (name, dialect) = first_and_dialect(positional)?;
    if name.downcast::<Str>().is_none() {
        return Err(raise_type_error("dialect name must be a string"));
    }
    let dialect = of_options(dialect, keywords)?;
    crate::protocol::items::setitem(registry(), name, dialect)?;
    Ok(NONE())
}

pub(super) fn unregister(arguments: &mut Arguments) -> Outcome {
    match crate::protocol::items::delitem(registry(), arguments.take(0)) {
        Ok(()) => Ok(NONE()),
        Err(raised) => match support::swallow(raised, &KEY_ERROR) {
            Some(raised) => Err(raised),
            None => Err(raise_error("unknown dialect")),
        },
    }
}

static FIELD_LIMIT: SingleThread<Cell<i64>> = SingleThread::new(Cell::new(128 * 1024));

pub(super) fn field_limit() -> i64 {
    FIELD_LIMIT.get()
}

pub(super) fn set_field_limit(arguments: &mut Arguments) -> Outcome {
    let old = field_limit();
    if let Some(limit) = arguments.get(0) {
        if !native::is_exact_int(limit) {
            return Err(raise_type_error("limit must be an integer"));
        }
        let limit = limit.as_integer().and_then(|limit| limit.to_i64());
        FIELD_LIMIT.set(limit.ok_or_else(|| raise_overflow_error("Python int too large to convert to C long"))?);
    }
    Ok(int(old))
}

static NEW: Constructor = Constructor::new("*args, **kwargs", |class, arguments| {
    let (positional, keywords) = given(arguments);
    make(class, positional, keywords)
});

fn own(value: &Value) -> Outcome<&Dialect> {
    receiver::<Dialect>(value)
}

fn shown_character(code: Option<u32>) -> Value {
    code.map_or_else(NONE, |code| native::text(Str::from_code(code)))
}

fn refuse_pickling(arguments: &mut Arguments) -> Outcome {
    Err(raise_type_error(format!("cannot pickle '{}' instances", at(arguments, 0).class().name())))
}

pub static DIALECT: BuiltinClass = BuiltinClass::new("Dialect", Kind::Native)
    .module("_csv")
    .slots(slots!(Slots { new: Some(New::Native(&NEW)), ..Slots::NONE }))
    .methods(methods!(&[
        Method::new("__reduce__", "self, *args", refuse_pickling),
        Method::new("__reduce_ex__", "self, *args", refuse_pickling),
    ]))
    .getsets(getsets!(&[
        GetSet::new("delimiter", |value| Ok(shown_character(Some(own(value)?.delimiter)))),
        GetSet::new("doublequote", |value| Ok(boolean(own(value)?.doublequote))).set(support::readonly),
        GetSet::new("escapechar", |value| Ok(shown_character(own(value)?.escapechar))),
        GetSet::new("lineterminator", |value| Ok(own(value)?.lineterminator.clone())),
        GetSet::new("quotechar", |value| Ok(shown_character(own(value)?.quotechar))),
        GetSet::new("quoting", |value| Ok(int(own(value)?.quoting as i64))),
        GetSet::new("skipinitialspace", |value| Ok(boolean(own(value)?.skipinitialspace))).set(support::readonly),
        GetSet::new("strict", |value| Ok(boolean(own(value)?.strict))).set(support::readonly),
    ]));
