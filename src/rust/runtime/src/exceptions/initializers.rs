//! What `__init__` of the builtin exceptions takes, and the fields that it sets. `Objects/exceptions.c`.

use super::hierarchy::{self, exception_of};
use super::{raise_type_error, unicode, Exception, Outcome};
use crate::classes::ClassRef;
use crate::collections::support::collect;
use crate::collections::{tuple_value, Dict, Tuple};
use crate::functions::builtin::Initializer;
use crate::functions::{check_names, Arguments};
use crate::text::str::Str;
use crate::text::to_lossy;
use crate::value::{Value, NONE};

/// The names that `__init__` of a class takes, with the fields that they set, and what it makes of `args`.
struct Filling {
    /// What errors call the class.
    name: &'static str,
    keywords: &'static [(&'static str, usize)],
    fill: fn(&Exception, &[Value]) -> Outcome<()>,
}

/// Declares the initializer of a class: constant, name, fields by keyword, and what sets the others.
macro_rules! initializers {
    ($($constant:ident $filling:ident $name:literal $keywords:expr, $fill:expr;)*) => {
        $(
            static $filling: Filling = Filling { name: $name, keywords: &$keywords, fill: $fill };
            pub(super) static $constant: Initializer =
                Initializer::new("*args, **kwargs", |own, arguments| initialize(&$filling, own, arguments));
        )*
    };
}

initializers! {
    BASE_EXCEPTION_INIT BASE_EXCEPTION "BaseException" [], |_, _| Ok(());
    STOP_ITERATION_INIT STOP_ITERATION "StopIteration" [], first_field;
    SYSTEM_EXIT_INIT SYSTEM_EXIT "SystemExit" [], system_exit;
    NAME_ERROR_INIT NAME_ERROR "NameError" [("name", 0)], |_, _| Ok(());
    ATTRIBUTE_ERROR_INIT ATTRIBUTE_ERROR "AttributeError" [("name", 0), ("obj", 1)], |_, _| Ok(());
    IMPORT_ERROR_INIT IMPORT_ERROR "ImportError" [("name", 1), ("path", 2)], import_message;
    SYNTAX_ERROR_INIT SYNTAX_ERROR "SyntaxError" [], syntax_error;
    UNICODE_DECODE_ERROR_INIT UNICODE_DECODE_ERROR "UnicodeDecodeError" [], unicode::fill_decode;
    UNICODE_ENCODE_ERROR_INIT UNICODE_ENCODE_ERROR "UnicodeEncodeError" [], unicode::fill_encode;
    UNICODE_TRANSLATE_ERROR_INIT UNICODE_TRANSLATE_ERROR "UnicodeTranslateError" [], unicode::fill_translate;
}

/// `_PyArg_NoKeywords`.
pub(super) fn no_keywords(class: ClassRef, keywords: &Value) -> Outcome<()> {
    match keywords.downcast::<Dict>() {
        Some(keywords) if !keywords.is_empty() => {
            Err(raise_type_error(format!("{}() takes no keyword arguments", class.name())))
        }
        _ => Ok(()),
    }
}

fn initialize(filling: &Filling, own: &Value, arguments: &mut Arguments) -> Outcome<()> {
    let (given, keywords) = (arguments.take(0), arguments.take(1));
    if filling.keywords.is_empty() {
        no_keywords(own.class(), &keywords)?;
    }
    let exception = exception_of(own);
    let old = exception.args.replace(given.clone());
    drop(old);
    if !filling.keywords.is_empty() {
        set_named(filling, exception, &keywords)?;
    }
    (filling.fill)(exception, given.downcast::<Tuple>().map_or(&[][..], Tuple::items))
}

/// Every field that a keyword names is set: what is not given is taken away.
fn set_named(filling: &Filling, exception: &Exception, keywords: &Value) -> Outcome<()> {
    let given = keywords.downcast::<Dict>().map(|keywords| keywords.items()).unwrap_or_default();
    let (count, most) = (given.len(), filling.keywords.len());
    if count > most {
        let (name, plural) = (filling.name, if most == 1 { "" } else { "s" });
        return Err(raise_type_error(format!(
            "{name}() takes at most {most} keyword argument{plural} ({count} given)"
        )));
    }
    let is_known = |key: &str| filling.keywords.iter().any(|(name, _)| *name == key);
    if let Some((key, _)) = given.iter().find(|(key, _)| key.downcast::<Str>().is_none() || !is_known(&to_lossy(key))) {
        check_names(std::slice::from_ref(key))?;
        let (key, name) = (to_lossy(key), filling.name);
        return Err(raise_type_error(format!("'{key}' is an invalid keyword argument for {name}()")));
    }
    for (name, field) in filling.keywords {
        let value = given.iter().find(|(key, _)| to_lossy(key) == *name).map(|(_, value)| value.clone());
        exception.set_field(*field, value);
    }
    Ok(())
}

type Fill = fn(&Exception, &[Value]) -> Outcome<()>;

/// What the runtime makes of good arguments, without checks. Classes by their names, and no static: the link would take
/// one for all that it refers to.
const MADE: [(&str, Fill); 7] = [
    ("StopIteration", first_field),
    ("SystemExit", system_exit),
    ("ImportError", import_message),
    ("SyntaxError", syntax_error),
    ("UnicodeDecodeError", by_position),
    ("UnicodeEncodeError", by_position),
    ("UnicodeTranslateError", by_position),
];

/// Sets the fields of an instance that the runtime makes of good arguments.
pub(super) fn fill_fields(exception: &Exception, class: ClassRef, args: &[Value]) {
    let filled = if class.is_subclass_of(hierarchy::OS_ERROR.class()) {
        super::os_error::fill(exception, class, args)
    } else {
        let names = || class.mro().iter().filter_map(|base| base.declaration).map(|own| own.name);
        let found = MADE.iter().find(|(name, _)| names().any(|own| own == *name));
        found.map_or(Ok(()), |(_, fill)| fill(exception, args))
    };
    if let Err(raised) = filled {
        raised.forget();
    }
}

fn by_position(own: &Exception, args: &[Value]) -> Outcome<()> {
    for (index, part) in args.iter().enumerate() {
        own.set_field(index, part.clone());
    }
    Ok(())
}

fn first_field(own: &Exception, args: &[Value]) -> Outcome<()> {
    own.set_field(0, args.first().cloned().unwrap_or_else(NONE));
    Ok(())
}

fn import_message(own: &Exception, args: &[Value]) -> Outcome<()> {
    own.set_field(0, args.first().filter(|_| args.len() == 1).cloned());
    Ok(())
}

fn system_exit(own: &Exception, args: &[Value]) -> Outcome<()> {
    match args {
        [] => {}
        [one] => own.set_field(0, one.clone()),
        many => own.set_field(0, tuple_value(many.to_vec())),
    }
    Ok(())
}

/// The message, and where the error is: file, line, column, text, and the end of the place.
fn syntax_error(own: &Exception, args: &[Value]) -> Outcome<()> {
    const PLACE: usize = 1;
    const END_LINE: usize = 5;
    const END_COLUMN: usize = 6;
    if let Some(message) = args.first() {
        own.set_field(0, message.clone());
    }
    let [_, details] = args else { return Ok(()) };
    let details = match details.downcast::<Tuple>() {
        Some(details) => details.items().to_vec(),
        None => details_of(details)?,
    };
    own.set_field(END_LINE, None);
    own.set_field(END_COLUMN, None);
    counted(details.len(), 4, 6)?;
    let is_open = details.len() == 5;
    for (index, part) in details.into_iter().enumerate() {
        own.set_field(PLACE + index, part);
    }
    if is_open {
        return Err(raise_type_error("end_offset must be provided when end_lineno is provided"));
    }
    Ok(())
}

fn collected(details: &Value) -> Outcome<Vec<Value>> {
    collect(details)
}

behind! { CLASSES,
    /// The details of a SyntaxError that are no tuple: only calls of the class give such.
    fn details_of(details: &Value) -> Outcome<Vec<Value>> = collected
}

/// The number of arguments, as `PyArg_ParseTuple` checks it for a function without a name.
pub(super) fn counted(given: usize, least: usize, most: usize) -> Outcome<()> {
    let (words, count) = match given {
        _ if (least..=most).contains(&given) => return Ok(()),
        _ if least == most => ("exactly", least),
        _ if given < least => ("at least", least),
        _ => ("at most", most),
    };
    let plural = if count == 1 { "" } else { "s" };
    Err(raise_type_error(format!("function takes {words} {count} argument{plural} ({given} given)")))
}
