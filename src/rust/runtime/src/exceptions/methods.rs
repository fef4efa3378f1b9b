//! What exception classes do: construction, fields, text.

use super::exception::{allocate_exception, Exception};
use super::hierarchy::*;
use super::raising::{raise_attribute_error, raise_type_error};
use super::Outcome;
use crate::classes::{BuiltinClass, ClassRef, Method};
use crate::collections::{list_value, tuple_value, Dict, List};
use crate::functions::builtin::{Arguments, Constructor, Initializer};
use crate::protocol::attributes::{getattr_optional, setattr};
use crate::protocol::convert::{repr, repr_text, str_of, str_text};
use collect;
use crate::text::str::Str;
use crate::text::str_value;
use crate::value::{int, Value, NONE};
use std::cell::RefCell;

pub(super) static METHODS: [Method; 2] = [
    Method::new("with_traceback", "self, object, /", |arguments| {
        let own = arguments.take(0);
        set_traceback(&own, Some(arguments.take(1)))?;
        Ok(own)
    }),
    Method::new("add_note", "self, object, /", add_note),
];

fn add_note(arguments: &mut Arguments) -> Outcome {
    let (own, note) = (arguments.take(0), arguments.take(1));
    if note.downcast::<Str>().is_none() {
        return Err(raise_type_error(format!("note must be a str, not '{}'", note.type_name())));
    }
    let name = name!("__notes__");
    let notes = match getattr_optional(&own, name)? {
        Some(notes) => notes,
        None => {
            let notes = list_value(vec![]);
            setattr(own.clone(), name, notes.clone())?;
            notes
        }
    };
    match notes.downcast::<List>() {
        Some(list) => list.push(note),
        None => return Err(raise_type_error("Cannot add note: __notes__ is not a list")),
    }
    Ok(NONE())
}

/// The payload of what is known to be an exception.
pub(super) fn own_exception(value: &Value) -> Outcome<&Exception> {
    value.downcast::<Exception>().ok_or_else(|| raise_type_error("an exception is required"))
}

pub(super) fn optional(place: &std::cell::RefCell<Option<Value>>) -> Outcome {
    Ok(place.borrow().clone().unwrap_or(NONE()))
}

pub(super) fn set_args(own: &Value, value: Option<Value>) -> Outcome<()> {
    let Some(value) = value else { return Err(raise_type_error("args may not be deleted")) };
    let items = collect(value)?;
    let old = own_exception(own)?.args.replace(tuple_value(items));
    drop(old);
    Ok(())
}

fn chained(value: Option<Value>, what: &str) -> Outcome<Option<Value>> {
    match value {
        None => Err(raise_type_error(format!("{what} may not be deleted"))),
        Some(value) if value.is_none() => Ok(None),
        Some(value) if value.downcast::<Exception>().is_some() => Ok(Some(value)),
        Some(_) => Err(raise_type_error(match what {
            "__cause__" => "exception cause must be None or derive from BaseException",
            _ => "exception context must be None or derive from BaseException",
        })),
    }
}

pub(super) fn set_cause(own: &Value, value: Option<Value>) -> Outcome<()> {
    let own = own_exception(own)?;
    let old = own.cause.replace(chained(value, "__cause__")?);
    own.suppress_context.set(true);
    drop(old);
    Ok(())
}

pub(super) fn set_context(own: &Value, value: Option<Value>) -> Outcome<()> {
    let old = own_exception(own)?.context.replace(chained(value, "__context__")?);
    drop(old);
    Ok(())
}

pub(super) fn set_suppress_context(own: &Value, value: Option<Value>) -> Outcome<()> {
    match value.as_ref().map(Value::as_bool) {
        Some(Some(value)) => own_exception(own)?.suppress_context.set(value),
        Some(None) => return Err(raise_type_error("attribute value type must be bool")),
        None => return Err(raise_type_error("can't delete numeric/char attribute")),
    }
    Ok(())
}

pub(super) fn set_traceback(own: &Value, value: Option<Value>) -> Outcome<()> {
    let value = match value {
        None => return Err(raise_type_error("__traceback__ may not be deleted")),
        Some(value) if value.is_none() => None,
        Some(value) if value.downcast::<super::traceback::Traceback>().is_some() => Some(value),
        Some(_) => return Err(raise_type_error("__traceback__ must be a traceback or None")),
    };
    let old = own_exception(own)?.traceback.replace(value);
    drop(old);
    Ok(())
}

/// `BaseException.__new__`.
pub(super) static NEW: Constructor =
    Constructor::new("*args, **kwargs", |class, arguments| Ok(allocate_exception(class, arguments.star(0))));

/// `OSError.__new__`: the error number chooses the subclass.
pub(super) static OS_ERROR_NEW: Constructor = Constructor::new("*args, **kwargs", |class, arguments| {
    let args = arguments.star(0);
    let special = match args.first().and_then(Value::as_integer).and_then(|code| code.to_i64()) {
        Some(code) if class == OS_ERROR.class() && (2..=5).contains(&args.len()) => class_of_errno(code),
        _ => None,
    };
    let exception = allocate_exception(special.map_or(class, BuiltinClass::class), args);
    // `__init__` runs for instances of the class that was called, and of its subclasses.
    Ok(exception)
});

/// The subclass of OSError for an error number (Linux).
pub fn class_of_errno(code: i64) -> Option<&'static BuiltinClass> {
    Some(match code {
        1 | 13 => &PERMISSION_ERROR,
        2 => &FILE_NOT_FOUND_ERROR,
        3 => &PROCESS_LOOKUP_ERROR,
        4 => &INTERRUPTED_ERROR,
        10 => &CHILD_PROCESS_ERROR,
        11 | 114 | 115 => &BLOCKING_IO_ERROR,
        17 => &FILE_EXISTS_ERROR,
        20 => &NOT_A_DIRECTORY_ERROR,
        21 => &IS_A_DIRECTORY_ERROR,
        32 | 108 => &BROKEN_PIPE_ERROR,
        103 => &CONNECTION_ABORTED_ERROR,
        104 => &CONNECTION_RESET_ERROR,
        110 => &TIMEOUT_ERROR,
        111 => &CONNECTION_REFUSED_ERROR,
        _ => return None,
    })
}

/// `BaseException.__init__`.
pub(super) static BASE_INIT: Initializer = Initializer::new("*args, **kwargs", |own, arguments| {
    let keywords = keywords_of(arguments);
    if !keywords.is_empty() {
        return Err(raise_type_error(format!("{}() takes no keyword arguments", own.type_name())));
    }
    own_exception(own)?.set_args(arguments.star(0));
    Ok(())
});

/// `__init__` of classes with fields.
pub(super) static INIT: Initializer = Initializer::new("*args, **kwargs", |own, arguments| {
    let exception = own_exception(own)?;
    let class = own.class();
    let known = keyword_fields(class);
    for (keyword, value) in keywords_of(arguments) {
        let keyword = crate::text::to_lossy(&keyword);
        let Some((_, field)) = known.iter().find(|(name, _)| *name == keyword) else {
            return Err(raise_type_error(if known.is_empty() {
                format!("{}() takes no keyword arguments", class.name())
            } else {
                format!("'{keyword}' is an invalid keyword argument for {}()", exception_with_fields(class))
            }));
        };
        exception.set_field(*field, value);
    }
    exception.set_args(arguments.star(0));
    fill_fields(own, class)
});

fn keywords_of(arguments: &mut Arguments) -> Vec<(Value, Value)> {
    arguments.optional(1).and_then(|all| all.downcast::<Dict>().map(Dict::items)).unwrap_or_default()
}

/// Keywords that a class with fields takes, and the field each fills.
fn keyword_fields(class: ClassRef) -> &'static [(&'static str, usize)] {
    match () {
        () if class.is_subclass_of(IMPORT_ERROR.class()) => &[("name", 1), ("path", 2)],
        () if class.is_subclass_of(NAME_ERROR.class()) => &[("name", 0)],
        () if class.is_subclass_of(ATTRIBUTE_ERROR.class()) => &[("name", 0), ("obj", 1)],
        () => &[],
    }
}

fn exception_with_fields(class: ClassRef) -> &'static str {
    [(&IMPORT_ERROR, "ImportError"), (&NAME_ERROR, "NameError"), (&ATTRIBUTE_ERROR, "AttributeError")]
        .into_iter()
        .find(|(base, _)| class.is_subclass_of(base.class()))
        .map_or("BaseException", |(_, name)| name)
}

/// Fills what the class adds from `args`.
pub(super) fn fill_fields(own: &Value, class: ClassRef) -> Outcome<()> {
    let exception = own_exception(own)?;
    let args = exception.args();
    let is = |base: &'static BuiltinClass| class.is_subclass_of(base.class());
    if is(&STOP_ITERATION) {
        exception.set_field(0, args.first().cloned().unwrap_or(NONE()));
    } else if is(&SYSTEM_EXIT) {
        let code = match args.len() {
            0 => NONE(),
            1 => args[0].clone(),
            _ => tuple_value(args),
        };
        exception.set_field(0, code);
    } else if is(&IMPORT_ERROR) {
        if args.len() == 1 {
            exception.set_field(0, args[0].clone());
        }
    } else if is(&OS_ERROR) {
        fill_os_error(exception, args);
    } else if is(&UNICODE_ENCODE_ERROR) || is(&UNICODE_DECODE_ERROR) {
        fill_unicode(exception, args, 5)?;
    } else if is(&UNICODE_TRANSLATE_ERROR) {
        fill_unicode(exception, args, 4)?;
    } else if is(&SYNTAX_ERROR) {
        fill_syntax_error(exception, args)?;
    }
    Ok(())
}

fn fill_os_error(exception: &Exception, args: Vec<Value>) {
    if !(2..=5).contains(&args.len()) {
        return;
    }
    exception.set_field(0, args[0].clone());
    exception.set_field(1, args[1].clone());
    if let Some(filename) = args.get(2).filter(|name| !name.is_none()) {
        exception.set_field(2, filename.clone());
        if let Some(second) = args.get(4) {
            exception.set_field(3, second.clone());
        }
        // The file names are not part of `args`.
        let old = exception.args.replace(tuple_value(args[..2].to_vec()));
        drop(old);
    }
}

fn fill_unicode(exception: &Exception, args: Vec<Value>, count: usize) -> Outcome<()> {
    if args.len() != count {
        return Err(raise_type_error(format!("function takes exactly {count} arguments ({} given)", args.len())));
    }
    for (index, value) in args.into_iter().enumerate() {
        exception.set_field(index, value);
    }
    Ok(())
}

fn fill_syntax_error(exception: &Exception, args: Vec<Value>) -> Outcome<()> {
    if let Some(message) = args.first() {
        exception.set_field(0, message.clone());
    }
    if args.len() == 2 {
        let details = collect(args[1].clone())?;
        if !(4..=6).contains(&details.len()) {
            return Err(raise_type_error(format!(
                "function takes {} argument{} ({} given)",
                if details.len() < 4 { "at least 4" } else { "at most 6" },
                "s",
                details.len()
            )));
        }
        for (index, value) in details.into_iter().enumerate() {
            exception.set_field(1 + index, value);
        }
    }
    Ok(())
}

pub(super) fn exception_repr(own: &Value) -> Outcome {
    let args = own_exception(own)?.args();
    let shown = match &args[..] {
        [only] => format!("({})", repr_text(only)?),
        _ => repr_text(&tuple_value(args))?,
    };
    Ok(str_value(format!("{}{shown}", own.class().name())))
}

pub(super) fn exception_str(own: &Value) -> Outcome {
    let args = own_exception(own)?.args();
    match args.len() {
        0 => Ok(str_value("")),
        1 => str_of(&args[0]),
        _ => str_of(&tuple_value(args)),
    }
}

pub(super) fn key_error_str(own: &Value) -> Outcome {
    let args = own_exception(own)?.args();
    match &args[..] {
        [only] => repr(only),
        _ => exception_str(own),
    }
}

pub(super) fn import_error_str(own: &Value) -> Outcome {
    let message = own_exception(own)?.field(0);
    if message.downcast::<Str>().is_some() {
        return Ok(message);
    }
    exception_str(own)
}

pub(super) fn os_error_str(own: &Value) -> Outcome {
    let exception = own_exception(own)?;
    let [code, message, first, second] = [0, 1, 2, 3].map(|index| exception.field(index));
    if code.is_none() && message.is_none() {
        return exception_str(own);
    }
    let (code, message) = (str_text(&code)?, str_text(&message)?);
    Ok(str_value(match (first.is_none(), second.is_none()) {
        (true, _) => format!("[Errno {code}] {message}"),
        (false, true) => format!("[Errno {code}] {message}: {}", repr_text(&first)?),
        (false, false) => format!(
            "[Errno {code}] {message}: {} -> {}",
            repr_text(&first)?,
            repr_text(&second)?
        ),
    }))
}

pub(super) fn syntax_error_str(own: &Value) -> Outcome {
    let exception = own_exception(own)?;
    let [message, filename, line] = [0, 1, 2].map(|index| exception.field(index));
    let message = str_text(&message)?;
    let base = match filename.downcast::<Str>() {
        Some(name) => Some(name.to_lossy().rsplit('/').next().unwrap_or_default().to_owned()),
        None => None,
    };
    Ok(str_value(match (base, line.as_integer().and_then(|line| line.to_i64())) {
        (Some(name), Some(line)) => format!("{message} ({name}, line {line})"),
        (Some(name), None) => format!("{message} ({name})"),
        (None, Some(line)) => format!("{message} (line {line})"),
        (None, None) => message,
    }))
}

/// Encoding, object, start, end (clamped), reason.
fn unicode_parts(own: &Value, first: usize) -> Outcome<(Value, usize, usize, String)> {
    let exception = own_exception(own)?;
    let object = exception.field(first);
    let length = match (object.downcast::<Str>(), crate::protocol::length_of(&object)) {
        (Some(own), Ok(_)) => own.len(),
        (None, Ok(length)) => length,
        (_, Err(raised)) => return Err(raised),
    };
    let start = number(&exception.field(first + 1), 0).clamp(0, (length as i64 - 1).max(0)) as usize;
    let end = number(&exception.field(first + 2), 0).clamp(1, (length as i64).max(1)) as usize;
    Ok((object, start, end, str_text(&exception.field(first + 3))?))
}

fn number(value: &Value, default: i64) -> i64 {
    value.as_integer().and_then(|value| value.to_i64()).unwrap_or(default)
}

fn shown_character(object: &Value, index: usize) -> String {
    let code = object.downcast::<Str>().map_or(0, |text| text.at(index));
    crate::text::repr::numeric_escape(code)
}

pub(super) fn unicode_encode_str(own: &Value) -> Outcome {
    let (object, start, end, reason) = unicode_parts(own, 1)?;
    let encoding = str_text(&own_exception(own)?.field(0))?;
    Ok(str_value(if end == start + 1 {
        let shown = shown_character(&object, start);
        format!("'{encoding}' codec can't encode character '{shown}' in position {start}: {reason}")
    } else {
        format!("'{encoding}' codec can't encode characters in position {start}-{}: {reason}", end as i64 - 1)
    }))
}

pub(super) fn unicode_decode_str(own: &Value) -> Outcome {
    let (object, start, end, reason) = unicode_parts(own, 1)?;
    let encoding = str_text(&own_exception(own)?.field(0))?;
    Ok(str_value(if end == start + 1 {
        let byte = number(&crate::protocol::items::getitem(object, int(start as i64))?, 0);
        format!("'{encoding}' codec can't decode byte 0x{byte:02x} in position {start}: {reason}")
    } else {
        format!("'{encoding}' codec can't decode bytes in position {start}-{}: {reason}", end as i64 - 1)
    }))
}

pub(super) fn unicode_translate_str(own: &Value) -> Outcome {
    let (object, start, end, reason) = unicode_parts(own, 0)?;
    Ok(str_value(if end == start + 1 {
        format!("can't translate character '{}' in position {start}: {reason}", shown_character(&object, start))
    } else {
        format!("can't translate characters in position {start}-{}: {reason}", end as i64 - 1)
    }))
}
