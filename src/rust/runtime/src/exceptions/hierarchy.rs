//! The builtin exception classes.

use super::initializers::*;
pub use super::os_error::OS_ERROR;
use super::os_error::{OS_ERROR_INIT, OS_ERROR_NEW};
use super::{raise_type_error, unicode, Exception, Outcome};
use crate::classes::slots::{Init, New, Slots};
use crate::classes::{BuiltinClass, GetSet, Method};
use crate::collections::tuple_value;
use crate::functions::builtin::{Constructor, Initializer};
use crate::functions::Arguments;
use crate::names::intern_text;
use crate::object::{allocate, Kind, Ref};
use crate::protocol::attributes::{generic_getattribute, generic_setattribute};
use crate::protocol::convert;
use crate::text::str::Str;
use crate::text::{to_lossy, value_of};
use crate::value::{boolean, Value, NONE};

/// Declares exception classes that add nothing, and the `__new__` and `__init__` that CPython names for each: constant,
/// name, base.
macro_rules! exceptions {
    ($new:ident $init:ident: $($constant:ident $name:literal $base:ident)*) => {
        $(pub static $constant: BuiltinClass = BuiltinClass::new($name, Kind::Exception)
            .bases(&[&$base])
            .instance_dict()
            .slots(slots!(Slots {
                new: Some(New::Native(&$new)),
                init: Some(Init::Native(&$init)),
                ..Slots::NONE
            }));)*
    };
}

exceptions! { BASE_EXCEPTION_NEW BASE_EXCEPTION_INIT:
    EXCEPTION "Exception" BASE_EXCEPTION
    GENERATOR_EXIT "GeneratorExit" BASE_EXCEPTION
    KEYBOARD_INTERRUPT "KeyboardInterrupt" BASE_EXCEPTION
    STOP_ASYNC_ITERATION "StopAsyncIteration" EXCEPTION
    ARITHMETIC_ERROR "ArithmeticError" EXCEPTION
    FLOATING_POINT_ERROR "FloatingPointError" ARITHMETIC_ERROR
    OVERFLOW_ERROR "OverflowError" ARITHMETIC_ERROR
    ZERO_DIVISION_ERROR "ZeroDivisionError" ARITHMETIC_ERROR
    ASSERTION_ERROR "AssertionError" EXCEPTION
    BUFFER_ERROR "BufferError" EXCEPTION
    EOF_ERROR "EOFError" EXCEPTION
    LOOKUP_ERROR "LookupError" EXCEPTION
    INDEX_ERROR "IndexError" LOOKUP_ERROR
    MEMORY_ERROR "MemoryError" EXCEPTION
    REFERENCE_ERROR "ReferenceError" EXCEPTION
    RUNTIME_ERROR "RuntimeError" EXCEPTION
    NOT_IMPLEMENTED_ERROR "NotImplementedError" RUNTIME_ERROR
    RECURSION_ERROR "RecursionError" RUNTIME_ERROR
    SYSTEM_ERROR "SystemError" EXCEPTION
    TYPE_ERROR "TypeError" EXCEPTION
    VALUE_ERROR "ValueError" EXCEPTION
    UNICODE_ERROR "UnicodeError" VALUE_ERROR
    WARNING "Warning" EXCEPTION
    BYTES_WARNING "BytesWarning" WARNING
    DEPRECATION_WARNING "DeprecationWarning" WARNING
    ENCODING_WARNING "EncodingWarning" WARNING
    FUTURE_WARNING "FutureWarning" WARNING
    IMPORT_WARNING "ImportWarning" WARNING
    PENDING_DEPRECATION_WARNING "PendingDeprecationWarning" WARNING
    RESOURCE_WARNING "ResourceWarning" WARNING
    RUNTIME_WARNING "RuntimeWarning" WARNING
    SYNTAX_WARNING "SyntaxWarning" WARNING
    UNICODE_WARNING "UnicodeWarning" WARNING
    USER_WARNING "UserWarning" WARNING
}

exceptions! { BASE_EXCEPTION_NEW IMPORT_ERROR_INIT:
    MODULE_NOT_FOUND_ERROR "ModuleNotFoundError" IMPORT_ERROR
}

exceptions! { BASE_EXCEPTION_NEW NAME_ERROR_INIT:
    UNBOUND_LOCAL_ERROR "UnboundLocalError" NAME_ERROR
}

exceptions! { BASE_EXCEPTION_NEW SYNTAX_ERROR_INIT:
    INDENTATION_ERROR "IndentationError" SYNTAX_ERROR
    TAB_ERROR "TabError" INDENTATION_ERROR
}

exceptions! { OS_ERROR_NEW OS_ERROR_INIT:
    CHILD_PROCESS_ERROR "ChildProcessError" OS_ERROR
    CONNECTION_ERROR "ConnectionError" OS_ERROR
    BROKEN_PIPE_ERROR "BrokenPipeError" CONNECTION_ERROR
    CONNECTION_ABORTED_ERROR "ConnectionAbortedError" CONNECTION_ERROR
    CONNECTION_REFUSED_ERROR "ConnectionRefusedError" CONNECTION_ERROR
    CONNECTION_RESET_ERROR "ConnectionResetError" CONNECTION_ERROR
    FILE_EXISTS_ERROR "FileExistsError" OS_ERROR
    FILE_NOT_FOUND_ERROR "FileNotFoundError" OS_ERROR
    INTERRUPTED_ERROR "InterruptedError" OS_ERROR
    IS_A_DIRECTORY_ERROR "IsADirectoryError" OS_ERROR
    NOT_A_DIRECTORY_ERROR "NotADirectoryError" OS_ERROR
    PERMISSION_ERROR "PermissionError" OS_ERROR
    PROCESS_LOOKUP_ERROR "ProcessLookupError" OS_ERROR
    TIMEOUT_ERROR "TimeoutError" OS_ERROR
    BLOCKING_IO_ERROR "BlockingIOError" OS_ERROR
}

/// A field of an exception object as a computed attribute.
macro_rules! field {
    ($name:literal, $index:literal) => {
        GetSet::new($name, |own| Ok(exception_of(own).field($index))).set(|own, value| {
            exception_of(own).set_field($index, value);
            Ok(())
        })
    };
}

pub(super) use field;

/// Declares an exception class with fields: its `__init__`, `__str__`, the fields, its methods and other attributes.
macro_rules! fielded {
    ($constant:ident $name:literal $base:ident $init:ident $str:expr, [$($field:literal $index:literal),*]
     $(, $method:expr)? $(; $getset:expr)*) => {
        pub static $constant: BuiltinClass = BuiltinClass::new($name, Kind::Exception)
            .bases(&[&$base])
            .instance_dict()
            .slots(slots!(Slots {
                new: Some(New::Native(&BASE_EXCEPTION_NEW)),
                init: Some(Init::Native(&$init)),
                str: $str,
                ..Slots::NONE
            }))
            .methods(methods!(&[$($method)?]))
            .getsets(getsets!(&[$(field!($field, $index),)* $($getset),*]));
    };
}

fielded!(STOP_ITERATION "StopIteration" EXCEPTION STOP_ITERATION_INIT None, ["value" 0]);
fielded!(SYSTEM_EXIT "SystemExit" BASE_EXCEPTION SYSTEM_EXIT_INIT None, ["code" 0]);
fielded!(NAME_ERROR "NameError" EXCEPTION NAME_ERROR_INIT None, ["name" 0]);
fielded!(ATTRIBUTE_ERROR "AttributeError" EXCEPTION ATTRIBUTE_ERROR_INIT None, ["name" 0, "obj" 1]);
fielded!(IMPORT_ERROR "ImportError" EXCEPTION IMPORT_ERROR_INIT Some(import_error_str),
    ["msg" 0, "name" 1, "path" 2], IMPORT_ERROR_REDUCE);
fielded!(KEY_ERROR "KeyError" LOOKUP_ERROR BASE_EXCEPTION_INIT Some(key_error_str), []);
fielded!(SYNTAX_ERROR "SyntaxError" EXCEPTION SYNTAX_ERROR_INIT Some(syntax_error_str),
    ["msg" 0, "filename" 1, "lineno" 2, "offset" 3, "text" 4, "end_lineno" 5, "end_offset" 6,
     "print_file_and_line" 7]);
fielded!(UNICODE_DECODE_ERROR "UnicodeDecodeError" UNICODE_ERROR UNICODE_DECODE_ERROR_INIT Some(unicode::decode_str),
    ["encoding" 0, "object" 1, "reason" 4]; unicode::START; unicode::END);
fielded!(UNICODE_ENCODE_ERROR "UnicodeEncodeError" UNICODE_ERROR UNICODE_ENCODE_ERROR_INIT Some(unicode::encode_str),
    ["encoding" 0, "object" 1, "reason" 4]; unicode::START; unicode::END);
fielded!(UNICODE_TRANSLATE_ERROR "UnicodeTranslateError" UNICODE_ERROR UNICODE_TRANSLATE_ERROR_INIT
    Some(unicode::translate_str), ["object" 1, "reason" 4]; unicode::START; unicode::END);

pub(super) fn exception_of(value: &Value) -> &Exception {
    match value.downcast::<Exception>() {
        Some(exception) => exception,
        None => unreachable!("instances of BaseException are exceptions"),
    }
}

static BASE_EXCEPTION_NEW: Constructor = Constructor::new("*args, **kwargs", |class, arguments| {
    Ok(allocate(class, Exception::new(arguments.take(0))).into_value())
});

/// Whether a class makes exceptions by `BaseException`'s own `__new__` and `__init__`: then the latter sets again what
/// the former has set, unless there are keywords.
pub(crate) fn is_made_by_new(constructor: &Constructor, init: &Initializer) -> bool {
    std::ptr::eq(constructor, &BASE_EXCEPTION_NEW) && std::ptr::eq(init, &BASE_EXCEPTION_INIT)
}

pub(super) fn exception_str(own: &Value) -> Outcome {
    let args = exception_of(own).arguments();
    match args.as_slice() {
        [] => Ok(value_of("")),
        [one] => convert::str(one),
        many => convert::str(&tuple_value(many.to_vec())),
    }
}

fn exception_repr(own: &Value) -> Outcome {
    let args = exception_of(own).arguments();
    let name = own.type_name();
    let shown = match args.as_slice() {
        [one] => format!("({})", to_lossy(&convert::repr(one)?)),
        many => to_lossy(&convert::repr(&tuple_value(many.to_vec()))?),
    };
    Ok(value_of(format!("{name}{shown}")))
}

fn key_error_str(own: &Value) -> Outcome {
    match exception_of(own).arguments().as_slice() {
        [key] => convert::repr(key),
        _ => exception_str(own),
    }
}

fn import_error_str(own: &Value) -> Outcome {
    let message = exception_of(own).field(0);
    if message.downcast::<Str>().is_some() {
        Ok(message)
    } else {
        exception_str(own)
    }
}

fn syntax_error_str(own: &Value) -> Outcome {
    let exception = exception_of(own);
    let file = exception.field(1).downcast::<Str>().map(|file| file.to_lossy());
    let file = file.map(|file| file.rsplit('/').next().unwrap_or_default().to_owned());
    let line = exception.field(2);
    let line = line.as_integer().filter(|_| line.class() == crate::number::int_class::INT.class());
    // C's `long` is -1 where the number does not fit.
    let line = line.map(|line| line.to_i64().unwrap_or(-1));
    let message = convert::str(&exception.field(0))?;
    let shown = to_lossy(&message);
    Ok(value_of(match (file, line) {
        (Some(file), Some(line)) => format!("{shown} ({file}, line {line})"),
        (Some(file), None) => format!("{shown} ({file})"),
        (None, Some(line)) => format!("{shown} (line {line})"),
        (None, None) => return Ok(message),
    }))
}

fn optional(value: &std::cell::RefCell<Option<Value>>) -> Value {
    value.borrow().clone().unwrap_or_else(NONE)
}

fn set_link(
    link: fn(&Exception) -> &std::cell::RefCell<Option<Value>>,
    name: &str,
    own: &Value,
    value: Option<Value>,
) -> Outcome<()> {
    let Some(value) = value else { return Err(raise_type_error(format!("{name} may not be deleted"))) };
    if !value.is_none() && value.downcast::<Exception>().is_none() {
        let what = name.trim_matches('_');
        return Err(raise_type_error(format!("exception {what} must be None or derive from BaseException")));
    }
    let old = link(exception_of(own)).replace(Some(value).filter(|value| !value.is_none()));
    drop(old);
    Ok(())
}

fn add_note(arguments: &mut Arguments) -> Outcome {
    let own = arguments.receiver::<Exception>();
    let note = arguments.take(1);
    if note.downcast::<Str>().is_none() {
        return Err(raise_type_error(format!("note must be a str, not '{}'", note.type_name())));
    }
    let name = intern_text("__notes__");
    let notes = match crate::protocol::attributes::getattr_value_optional(own.as_value(), &name)? {
        Some(notes) => notes,
        None => {
            let notes = crate::collections::list_value(Vec::new());
            crate::protocol::attributes::setattr_value(own.as_value(), &name, Some(notes.clone()))?;
            notes
        }
    };
    match notes.downcast::<crate::collections::List>() {
        Some(notes) => notes.push(note),
        None => return Err(raise_type_error("Cannot add note: __notes__ is not a list")),
    }
    Ok(NONE())
}

fn set_traceback(own: &Value, value: Option<Value>) -> Outcome<()> {
    let Some(value) = value else { return Err(raise_type_error("__traceback__ may not be deleted")) };
    if !value.is_none() && value.kind() != Kind::Traceback {
        return Err(raise_type_error("__traceback__ must be a traceback or None"));
    }
    super::traceback::set_traceback(exception_of(own), &value);
    Ok(())
}

/// The instance dictionary, once there is one.
pub(super) fn attributes_of(own: &Value) -> Option<Value> {
    own.header().filter(|header| !header.attributes.is_empty())?;
    crate::protocol::attributes::instance_dict(own).map(Ref::into_value)
}

pub(super) fn reduced(own: &Value, args: Value, state: Option<Value>) -> Outcome {
    let parts = [Some(own.class().value()), Some(args), state];
    Ok(tuple_value(parts.into_iter().flatten().collect()))
}

fn set_state(arguments: &mut Arguments) -> Outcome {
    let (own, state) = (arguments.take(0), arguments.take(1));
    if state.is_none() {
        return Ok(NONE());
    }
    let Some(state) = state.downcast::<crate::collections::Dict>() else {
        return Err(raise_type_error("state is not a dictionary"));
    };
    for (name, value) in state.items() {
        if name.downcast::<Str>().is_none() {
            return Err(raise_type_error(format!("attribute name must be string, not '{}'", name.type_name())));
        }
        crate::protocol::attributes::setattr_value(&own, &crate::names::intern(name), Some(value))?;
    }
    Ok(NONE())
}

/// `ImportError.__reduce__`: name and path belong to the state.
pub(super) const IMPORT_ERROR_REDUCE: Method = Method::new("__reduce__", "self, /", |arguments| {
    let own = arguments.take(0);
    let exception = exception_of(&own);
    let args = exception.args.borrow().clone();
    let named = [("name", exception.field(1)), ("path", exception.field(2))];
    if named.iter().all(|(_, value)| value.is_none()) {
        return reduced(&own, args, attributes_of(&own));
    }
    let state = crate::collections::Dict::allocate();
    if let Some(attributes) = attributes_of(&own) {
        state.update_from(&attributes)?;
    }
    for (name, value) in named.into_iter().filter(|(_, value)| !value.is_none()) {
        state.set_name(&intern_text(name), value);
    }
    reduced(&own, args, Some(state.into_value()))
});

pub static BASE_EXCEPTION: BuiltinClass = BuiltinClass::new("BaseException", Kind::Exception)
    .instance_dict()
    .slots(slots!(Slots {
        new: Some(New::Native(&BASE_EXCEPTION_NEW)),
        init: Some(Init::Native(&BASE_EXCEPTION_INIT)),
        getattribute: Some(generic_getattribute),
        setattribute: Some(generic_setattribute),
        str: Some(exception_str),
        repr: Some(exception_repr),
        ..Slots::NONE
    }))
    .methods(methods!(&[
        Method::new("with_traceback", "self, tb, /", |arguments| {
            let own = arguments.take(0);
            set_traceback(&own, Some(arguments.take(1)))?;
            Ok(own)
        }),
        Method::new("add_note", "self, note, /", add_note),
        Method::new("__reduce__", "self, /", |arguments| {
            let own = arguments.take(0);
            let args = exception_of(&own).args.borrow().clone();
            reduced(&own, args, attributes_of(&own))
        }),
        Method::new("__setstate__", "self, state, /", set_state),
    ]))
    .getsets(getsets!(&[
        GetSet::new("args", |own| Ok(exception_of(own).args.borrow().clone())).set(|own, value| {
            let Some(value) = value else { return Err(raise_type_error("args may not be deleted")) };
            let mut values = Vec::new();
            crate::protocol::iterate::for_each(value, |value| {
                values.push(value);
                Ok(())
            })?;
            let old = exception_of(own).args.replace(tuple_value(values));
            drop(old);
            Ok(())
        }),
        GetSet::new("__cause__", |own| Ok(optional(&exception_of(own).cause))).set(|own, value| {
            exception_of(own).suppress_context.set(true);
            set_link(|own| &own.cause, "__cause__", own, value)
        }),
        GetSet::new("__context__", |own| Ok(optional(&exception_of(own).context))).set(|own, value| set_link(
            |own| &own.context,
            "__context__",
            own,
            value
        )),
        GetSet::new("__suppress_context__", |own| Ok(boolean(exception_of(own).suppress_context.get()))).set(
            |own, value| {
                exception_of(own).suppress_context.set(value.is_some_and(|value| value.is_true()));
                Ok(())
            },
        ),
        GetSet::new("__traceback__", |own| Ok(super::traceback::traceback_value(own))).set(set_traceback),
    ]));

/// A typed view of an exception value.
pub fn as_exception(value: Value) -> Option<Ref<Exception>> {
    value.into_ref().ok()
}
