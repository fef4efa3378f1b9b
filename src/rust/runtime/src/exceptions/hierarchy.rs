//! The builtin exception classes.

use super::state::Raised;
use super::{raise_type_error, Exception, Outcome};
use crate::classes::slots::{Init, New, Slots};
use crate::classes::{BuiltinClass, ClassRef, GetSet, Method};
use crate::collections::{tuple_value, Dict, Tuple};
use crate::functions::builtin::{Constructor, Initializer};
use crate::functions::Arguments;
use crate::names::intern_text;
use crate::object::{allocate, Kind, Ref};
use crate::protocol::convert;
use crate::text::str::Str;
use crate::text::{to_lossy, value_of};
use crate::value::{boolean, Value, NONE};

/// Declares plain exception classes: constant, name, base.
macro_rules! exceptions {
    ($($constant:ident $name:literal $base:ident)*) => {
        $(pub static $constant: BuiltinClass =
            BuiltinClass::new($name, Kind::Exception).bases(&[&$base]).instance_dict();)*
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
        GetSet::new($name, |own| Ok(own.downcast::<Exception>().map_or_else(NONE, |own| own.field($index)))).set(
            |own, value| {
                if let Some(own) = own.downcast::<Exception>() {
                    own.set_field($index, value.unwrap_or_else(NONE));
                }
                Ok(())
            },
        )
    };
}

/// Declares an exception class with fields, its `__str__` and the fields.
macro_rules! fielded {
    ($constant:ident $name:literal $base:ident $str:expr, [$($field:literal $index:literal),*] $(, $method:expr)?) => {
        pub static $constant: BuiltinClass = BuiltinClass::new($name, Kind::Exception)
            .bases(&[&$base])
            .instance_dict()
            .slots(slots!(Slots { str: $str, ..Slots::NONE }))
            .methods(methods!(&[$($method)?]))
            .getsets(getsets!(&[$(field!($field, $index)),*]));
    };
}

fielded!(STOP_ITERATION "StopIteration" EXCEPTION None, ["value" 0]);
fielded!(SYSTEM_EXIT "SystemExit" BASE_EXCEPTION None, ["code" 0]);
fielded!(NAME_ERROR "NameError" EXCEPTION None, ["name" 0]);
fielded!(ATTRIBUTE_ERROR "AttributeError" EXCEPTION None, ["name" 0, "obj" 1]);
fielded!(IMPORT_ERROR "ImportError" EXCEPTION Some(import_error_str), ["msg" 0, "name" 1, "path" 2],
    IMPORT_ERROR_REDUCE);
fielded!(KEY_ERROR "KeyError" LOOKUP_ERROR Some(key_error_str), []);
fielded!(OS_ERROR "OSError" EXCEPTION Some(os_error_str),
    ["errno" 0, "strerror" 1, "filename" 2, "filename2" 3], OS_ERROR_REDUCE);
fielded!(SYNTAX_ERROR "SyntaxError" EXCEPTION Some(syntax_error_str),
    ["msg" 0, "filename" 1, "lineno" 2, "offset" 3, "text" 4, "end_lineno" 5, "end_offset" 6,
     "print_file_and_line" 7]);
fielded!(UNICODE_DECODE_ERROR "UnicodeDecodeError" UNICODE_ERROR Some(unicode_decode_str),
    ["encoding" 0, "object" 1, "start" 2, "end" 3, "reason" 4]);
fielded!(UNICODE_ENCODE_ERROR "UnicodeEncodeError" UNICODE_ERROR Some(unicode_encode_str),
    ["encoding" 0, "object" 1, "start" 2, "end" 3, "reason" 4]);
fielded!(UNICODE_TRANSLATE_ERROR "UnicodeTranslateError" UNICODE_ERROR Some(unicode_translate_str),
    ["object" 0, "start" 1, "end" 2, "reason" 3]);

fn exception_of(value: &Value) -> &Exception {
    match value.downcast::<Exception>() {
        Some(exception) => exception,
        None => unreachable!("instances of BaseException are exceptions"),
    }
}

/// Fields that follow from `args`, for new instances of a class and its subclasses.
pub(super) fn fill_fields(exception: &Exception, class: ClassRef, args: &[Value]) {
    let is = |base: &'static BuiltinClass| class.is_subclass_of(base.class());
    if is(&STOP_ITERATION) {
        exception.set_field(0, args.first().cloned().unwrap_or_else(NONE));
    } else if is(&SYSTEM_EXIT) {
        let code = match args {
            [] => NONE(),
            [one] => one.clone(),
            many => tuple_value(many.to_vec()),
        };
        exception.set_field(0, code);
    } else if is(&IMPORT_ERROR) {
        if let [message] = args {
            exception.set_field(0, message.clone());
        }
    } else if is(&OS_ERROR) && (2..=5).contains(&args.len()) {
        exception.set_field(0, args[0].clone());
        exception.set_field(1, args[1].clone());
        if let Some(name) = args.get(2) {
            exception.set_field(2, name.clone());
            exception.args.replace(tuple_value(args[..2].to_vec()));
        }
        if let Some(name) = args.get(4) {
            exception.set_field(3, name.clone());
        }
    } else if is(&SYNTAX_ERROR) {
        if let Some(message) = args.first() {
            exception.set_field(0, message.clone());
        }
        if let Some(place) = args.get(1).and_then(|place| place.downcast::<Tuple>()) {
            for (index, part) in place.items().iter().take(6).enumerate() {
                exception.set_field(index + 1, part.clone());
            }
        }
    } else if is(&UNICODE_DECODE_ERROR) || is(&UNICODE_ENCODE_ERROR) || is(&UNICODE_TRANSLATE_ERROR) {
        for (index, part) in args.iter().enumerate() {
            exception.set_field(index, part.clone());
        }
    }
}

static BASE_EXCEPTION_NEW: Constructor = Constructor::new("*args, **kwargs", exception_new);
static BASE_EXCEPTION_INIT: Initializer = Initializer::new("*args, **kwargs", exception_init);

/// OSError makes an instance of the subclass that the error number names.
fn os_error_class(class: ClassRef, args: &[Value]) -> ClassRef {
    if class != OS_ERROR.class() || args.len() < 2 {
        return class;
    }
    let named: &'static BuiltinClass = match args[0].as_small_int() {
        Some(1 | 13) => &PERMISSION_ERROR,
        Some(2) => &FILE_NOT_FOUND_ERROR,
        Some(3) => &PROCESS_LOOKUP_ERROR,
        Some(4) => &INTERRUPTED_ERROR,
        Some(10) => &CHILD_PROCESS_ERROR,
        Some(11 | 114 | 115) => &BLOCKING_IO_ERROR,
        Some(17) => &FILE_EXISTS_ERROR,
        Some(20) => &NOT_A_DIRECTORY_ERROR,
        Some(21) => &IS_A_DIRECTORY_ERROR,
        Some(32 | 108) => &BROKEN_PIPE_ERROR,
        Some(103) => &CONNECTION_ABORTED_ERROR,
        Some(104) => &CONNECTION_RESET_ERROR,
        Some(110) => &TIMEOUT_ERROR,
        Some(111) => &CONNECTION_REFUSED_ERROR,
        _ => return class,
    };
    named.class()
}

fn has_keywords(arguments: &Arguments) -> bool {
    arguments.get(1).and_then(|keywords| keywords.downcast::<Dict>()).is_some_and(|keywords| !keywords.is_empty())
}

fn exception_new(class: ClassRef, arguments: &mut Arguments) -> Outcome {
    // OSError leaves its arguments to an `__init__` that is not its own.
    let own_init = matches!(class.slots().init(), Some(crate::classes::slots::Init::Python));
    let own_new = matches!(class.slots().new(), Some(crate::classes::slots::New::Python));
    let left = own_init && !own_new && class.is_subclass_of(OS_ERROR.class());
    let given = if left { tuple_value(Vec::new()) } else { arguments.take(0) };
    let args = given.downcast::<Tuple>().map_or(&[][..], Tuple::items);
    if !left && class.is_subclass_of(OS_ERROR.class()) && has_keywords(arguments) {
        return Err(no_keywords(class));
    }
    let class = os_error_class(class, args);
    let exception = allocate(class, Exception::new(given.clone()));
    fill_fields(&exception, class, args);
    Ok(exception.into_value())
}

/// Whether a class makes exceptions by `BaseException`'s own `__new__` and `__init__`: then the latter sets again what
/// the former has set, unless there are keywords.
pub(crate) fn is_made_by_new(constructor: &Constructor, init: &Initializer) -> bool {
    std::ptr::eq(constructor, &BASE_EXCEPTION_NEW) && std::ptr::eq(init, &BASE_EXCEPTION_INIT)
}

fn exception_init(own: &Value, arguments: &mut Arguments) -> Outcome<()> {
    let class = own.class();
    let args = arguments.star(0);
    let keywords = arguments.take(1);
    let exception = exception_of(own);
    let own_init = matches!(class.slots().init(), Some(crate::classes::slots::Init::Python));
    if !class.is_subclass_of(OS_ERROR.class()) || args.len() < 3 || own_init {
        let old = exception.args.replace(tuple_value(args.clone()));
        drop(old);
        fill_fields(exception, class, &args);
    }
    let allowed: &[(&str, usize)] = if class.is_subclass_of(IMPORT_ERROR.class()) {
        &[("name", 1), ("path", 2)]
    } else if class.is_subclass_of(ATTRIBUTE_ERROR.class()) {
        &[("name", 0), ("obj", 1)]
    } else if class.is_subclass_of(NAME_ERROR.class()) {
        &[("name", 0)]
    } else {
        &[]
    };
    let items = keywords.downcast::<Dict>().map(|keywords| keywords.items()).unwrap_or_default();
    for (key, value) in items {
        let key = to_lossy(&key);
        match allowed.iter().find(|(name, _)| *name == key) {
            Some((_, index)) => exception.set_field(*index, value),
            None if allowed.is_empty() => return Err(no_keywords(class)),
            None => {
                let builtin = builtin_name(class);
                return Err(raise_type_error(format!("'{key}' is an invalid keyword argument for {builtin}()")));
            }
        }
    }
    Ok(())
}

fn builtin_name(class: ClassRef) -> String {
    class.mro().iter().find(|class| class.is_builtin()).map(|class| class.name()).unwrap_or_default()
}

fn no_keywords(class: ClassRef) -> Raised {
    raise_type_error(format!("{}() takes no keyword arguments", class.name()))
}

fn exception_str(own: &Value) -> Outcome {
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

fn os_error_str(own: &Value) -> Outcome {
    let exception = exception_of(own);
    let [number, text, name, second] = [0, 1, 2, 3].map(|index| exception.field(index));
    if number.is_none() && text.is_none() {
        return exception_str(own);
    }
    let shown = |value: &Value| -> Outcome<String> { Ok(to_lossy(&convert::str(value)?)) };
    let quoted = |value: &Value| -> Outcome<String> { Ok(to_lossy(&convert::repr(value)?)) };
    let start = format!("[Errno {}] {}", shown(&number)?, shown(&text)?);
    if name.is_none() {
        return Ok(value_of(start));
    }
    if second.is_none() {
        return Ok(value_of(format!("{start}: {}", quoted(&name)?)));
    }
    Ok(value_of(format!("{start}: {} -> {}", quoted(&name)?, quoted(&second)?)))
}

fn syntax_error_str(own: &Value) -> Outcome {
    let exception = exception_of(own);
    let [message, file, line] = [0, 1, 2].map(|index| exception.field(index));
    let message = to_lossy(&convert::str(&message)?);
    let file = file.downcast::<Str>().map(|file| file.to_lossy());
    let file = file.map(|file| file.rsplit('/').next().unwrap_or_default().to_owned());
    Ok(value_of(match (file, line.as_small_int()) {
        (Some(file), Some(line)) => format!("{message} ({file}, line {line})"),
        (Some(file), None) => format!("{message} ({file})"),
        (None, Some(line)) => format!("{message} (line {line})"),
        (None, None) => message,
    }))
}

fn unicode_span(exception: &Exception) -> Option<(String, i64, i64, String)> {
    let encoding = exception.field(0).downcast::<Str>()?.to_lossy();
    let (start, end) = (place(&exception.field(2))?, place(&exception.field(3))?);
    Some((encoding, start, end, to_lossy(&exception.field(4))))
}

fn unicode_decode_str(own: &Value) -> Outcome {
    let exception = exception_of(own);
    let Some((encoding, start, end, reason)) = unicode_span(exception) else { return Ok(value_of("")) };
    let object = exception.field(1);
    let byte =
        object.downcast::<crate::text::Bytes>().and_then(|bytes| bytes.get(usize::try_from(start).ok()?).copied());
    Ok(value_of(match byte {
        Some(byte) if end == start + 1 => {
            format!("'{encoding}' codec can't decode byte 0x{byte:02x} in position {start}: {reason}")
        }
        _ => format!("'{encoding}' codec can't decode bytes in position {start}-{}: {reason}", end - 1),
    }))
}

fn escaped(code: u32) -> String {
    match code {
        0..=0xff => format!("\\x{code:02x}"),
        0x100..=0xffff => format!("\\u{code:04x}"),
        _ => format!("\\U{code:08x}"),
    }
}

fn place(field: &Value) -> Option<i64> {
    field.as_integer()?.to_i64()
}

fn unicode_translate_str(own: &Value) -> Outcome {
    let exception = exception_of(own);
    let object = exception.field(0);
    let places = place(&exception.field(1)).zip(place(&exception.field(2)));
    let (Some(text), Some((start, end))) = (object.downcast::<Str>(), places) else { return Ok(value_of("")) };
    let reason = to_lossy(&exception.field(3));
    Ok(value_of(if end == start + 1 && (0..text.len() as i64).contains(&start) {
        let shown = escaped(text.at(start as usize));
        format!("can't translate character '{shown}' in position {start}: {reason}")
    } else {
        format!("can't translate characters in position {start}-{}: {reason}", end - 1)
    }))
}

fn unicode_encode_str(own: &Value) -> Outcome {
    let exception = exception_of(own);
    let Some((encoding, start, end, reason)) = unicode_span(exception) else { return Ok(value_of("")) };
    let object = exception.field(1);
    let text = object.downcast::<Str>().filter(|text| (0..text.len() as i64).contains(&start));
    Ok(value_of(match text {
        Some(text) if end == start + 1 => {
            let shown = escaped(text.at(start as usize));
            format!("'{encoding}' codec can't encode character '{shown}' in position {start}: {reason}")
        }
        _ => format!("'{encoding}' codec can't encode characters in position {start}-{}: {reason}", end - 1),
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
fn attributes_of(own: &Value) -> Option<Value> {
    own.header().filter(|header| !header.attributes.is_empty())?;
    crate::protocol::attributes::instance_dict(own).map(Ref::into_value)
}

fn reduced(own: &Value, args: Value, state: Option<Value>) -> Outcome {
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

/// `OSError.__reduce__`: the names of files belong to the arguments.
pub(super) const OS_ERROR_REDUCE: Method = Method::new("__reduce__", "self, /", |arguments| {
    let own = arguments.take(0);
    let exception = exception_of(&own);
    let mut values = exception.arguments();
    let (first, second) = (exception.field(2), exception.field(3));
    if values.len() == 2 && !first.is_none() {
        values.push(first);
        if !second.is_none() {
            values.extend([NONE(), second]);
        }
    }
    reduced(&own, tuple_value(values), attributes_of(&own))
});

pub static BASE_EXCEPTION: BuiltinClass = BuiltinClass::new("BaseException", Kind::Exception)
    .instance_dict()
    .slots(slots!(Slots {
        new: Some(New::Native(&BASE_EXCEPTION_NEW)),
        init: Some(Init::Native(&BASE_EXCEPTION_INIT)),
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
