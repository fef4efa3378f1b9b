//! The builtin exception classes.

use super::exception::Exception;
use super::methods::*;
use crate::classes::slots::{Init, New};
use crate::classes::{BuiltinClass, GetSet, Slots};
use crate::object::Kind;
use crate::value::NONE;

/// Declares exception classes: name, constant, base; fields that `args` fill by position.
macro_rules! exceptions {
    ($($constant:ident $name:literal $base:ident)*) => {
        $(pub static $constant: BuiltinClass = BuiltinClass::new($name, Kind::Exception)
            .bases(&[&$base]).instance_dict();)*
    };
}

exceptions! {
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
    MODULE_NOT_FOUND_ERROR "ModuleNotFoundError" IMPORT_ERROR
    LOOKUP_ERROR "LookupError" EXCEPTION
    INDEX_ERROR "IndexError" LOOKUP_ERROR
    MEMORY_ERROR "MemoryError" EXCEPTION
    UNBOUND_LOCAL_ERROR "UnboundLocalError" NAME_ERROR
    BLOCKING_IO_ERROR "BlockingIOError" OS_ERROR
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
    REFERENCE_ERROR "ReferenceError" EXCEPTION
    RUNTIME_ERROR "RuntimeError" EXCEPTION
    NOT_IMPLEMENTED_ERROR "NotImplementedError" RUNTIME_ERROR
    RECURSION_ERROR "RecursionError" RUNTIME_ERROR
    INDENTATION_ERROR "IndentationError" SYNTAX_ERROR
    TAB_ERROR "TabError" INDENTATION_ERROR
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

/// A field of an exception object as a computed attribute.
macro_rules! field {
    ($name:literal, $index:literal) => {
        GetSet {
            name: $name,
            get: |own| Ok(own.downcast::<Exception>().map_or(NONE(), |own| own.field($index))),
            set: Some(|own, value| {
                if let Some(own) = own.downcast::<Exception>() {
                    own.set_field($index, value.unwrap_or(NONE()));
                }
                Ok(())
            }),
        }
    };
}

/// Slots of a class that fills its fields from its arguments.
macro_rules! fielded {
    ($($field:ident: $value:expr),*) => {
        Slots { init: Some(Init::Native(&INIT)), $($field: Some($value),)* ..Slots::NONE }
    };
}

pub static STOP_ITERATION: BuiltinClass = BuiltinClass::new("StopIteration", Kind::Exception)
    .bases(&[&EXCEPTION]).instance_dict()
    .slots(fielded!())
    .getsets(&[field!("value", 0)]);
pub static SYSTEM_EXIT: BuiltinClass = BuiltinClass::new("SystemExit", Kind::Exception)
    .bases(&[&BASE_EXCEPTION]).instance_dict()
    .slots(fielded!())
    .getsets(&[field!("code", 0)]);
pub static NAME_ERROR: BuiltinClass = BuiltinClass::new("NameError", Kind::Exception)
    .bases(&[&EXCEPTION]).instance_dict()
    .slots(fielded!())
    .getsets(&[field!("name", 0)]);
pub static ATTRIBUTE_ERROR: BuiltinClass = BuiltinClass::new("AttributeError", Kind::Exception)
    .bases(&[&EXCEPTION]).instance_dict()
    .slots(fielded!())
    .getsets(&[field!("name", 0), field!("obj", 1)]);
pub static IMPORT_ERROR: BuiltinClass = BuiltinClass::new("ImportError", Kind::Exception)
    .bases(&[&EXCEPTION]).instance_dict()
    .slots(fielded!(str: import_error_str))
    .getsets(&[field!("msg", 0), field!("name", 1), field!("path", 2)]);
pub static KEY_ERROR: BuiltinClass = BuiltinClass::new("KeyError", Kind::Exception)
    .bases(&[&LOOKUP_ERROR]).instance_dict()
    .slots(Slots { str: Some(key_error_str), ..Slots::NONE });
pub static OS_ERROR: BuiltinClass = BuiltinClass::new("OSError", Kind::Exception)
    .bases(&[&EXCEPTION]).instance_dict()
    .slots(fielded!(str: os_error_str, new: New::Native(&OS_ERROR_NEW)))
    .getsets(&[
        field!("errno", 0),
        field!("strerror", 1),
        field!("filename", 2),
        field!("filename2", 3),
    ]);
pub static SYNTAX_ERROR: BuiltinClass = BuiltinClass::new("SyntaxError", Kind::Exception)
    .bases(&[&EXCEPTION]).instance_dict()
    .slots(fielded!(str: syntax_error_str))
    .getsets(&[
        field!("msg", 0),
        field!("filename", 1),
        field!("lineno", 2),
        field!("offset", 3),
        field!("text", 4),
        field!("end_lineno", 5),
        field!("end_offset", 6),
        field!("print_file_and_line", 7),
    ]);
const UNICODE_FIELDS: &[GetSet] = &[
    field!("encoding", 0),
    field!("object", 1),
    field!("start", 2),
    field!("end", 3),
    field!("reason", 4),
];
pub static UNICODE_ENCODE_ERROR: BuiltinClass = BuiltinClass::new("UnicodeEncodeError", Kind::Exception)
    .bases(&[&UNICODE_ERROR]).instance_dict()
    .slots(fielded!(str: unicode_encode_str))
    .getsets(UNICODE_FIELDS);
pub static UNICODE_DECODE_ERROR: BuiltinClass = BuiltinClass::new("UnicodeDecodeError", Kind::Exception)
    .bases(&[&UNICODE_ERROR]).instance_dict()
    .slots(fielded!(str: unicode_decode_str))
    .getsets(UNICODE_FIELDS);
pub static UNICODE_TRANSLATE_ERROR: BuiltinClass = BuiltinClass::new("UnicodeTranslateError", Kind::Exception)
    .bases(&[&UNICODE_ERROR]).instance_dict()
    .slots(fielded!(str: unicode_translate_str))
    .getsets(&[field!("object", 0), field!("start", 1), field!("end", 2), field!("reason", 3)]);

/// The root; `args`, chaining and notes.
pub static BASE_EXCEPTION: BuiltinClass = BuiltinClass::new("BaseException", Kind::Exception).instance_dict()
    .slots(Slots { new: Some(New::Native(&NEW)), init: Some(Init::Native(&BASE_INIT)), repr: Some(exception_repr), str: Some(exception_str), ..Slots::NONE })
    .methods(&METHODS)
    .getsets(&[
        GetSet { name: "args", get: |own| Ok(own_exception(own)?.args.borrow().clone()), set: Some(set_args) },
        GetSet { name: "__cause__", get: |own| optional(&own_exception(own)?.cause), set: Some(set_cause) },
        GetSet { name: "__context__", get: |own| optional(&own_exception(own)?.context), set: Some(set_context) },
        GetSet {
            name: "__suppress_context__",
            get: |own| Ok(crate::value::boolean(own_exception(own)?.suppress_context.get())),
            set: Some(set_suppress_context),
        },
        GetSet { name: "__traceback__", get: |own| optional(&own_exception(own)?.traceback), set: Some(set_traceback) },
    ])
    .known_names(&["__reduce__", "__setstate__"]);
