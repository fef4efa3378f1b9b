//! `_IOBase`, `_RawIOBase`, `_BufferedIOBase`, `_TextIOBase` (`iobase.c`, `bufferedio.c`, `textio.c`): the methods that
//! other streams inherit.

use super::shared::{closed_file, is_bytes, returned_bytes, unsupported, writable_length};
use super::DEFAULT_BUFFER_SIZE;
use crate::classes::{BuiltinClass, GetSet, Method, Slots};
use crate::exceptions::state::{restore_pending, suspend_pending};
use crate::exceptions::{raise_builtin, raise_type_error, raise_value_error, Outcome, Raised, NOT_IMPLEMENTED_ERROR};
use crate::functions::{call_method, Arguments};
use crate::names::Name;
use crate::native::{self, index_size, length_of, truth};
use crate::object::Kind;
use crate::protocol::attributes::{getattr_optional, setattr};
use crate::protocol::iterate::{for_each, next};
use crate::value::{boolean, int, Value, FALSE, NONE, TRUE};

/// Whether `close()` of `_IOBase` was called.
fn is_marked_closed(own: &Value) -> Outcome<bool> {
    Ok(getattr_optional(own, name!("__IOBase_closed"))?.is_some())
}

/// Errors: ValueError where the attribute `closed` is true.
pub fn check_closed(own: &Value) -> Outcome<()> {
    match getattr_optional(own, name!("closed"))? {
        Some(closed) if truth(&closed)? => Err(closed_file()),
        _ => Ok(()),
    }
}

/// Errors: UnsupportedOperation unless the method gives True.
pub fn check_ability(own: &Value, method: &'static Name, message: &str) -> Outcome<()> {
    let answer = call_method(own.clone(), method, [])?;
    if answer.is_true() {
        Ok(())
    } else {
        Err(unsupported(message))
    }
}

pub fn check_readable(own: &Value) -> Outcome<()> {
    check_ability(own, name!("readable"), "File or stream is not readable.")
}

pub fn check_writable(own: &Value) -> Outcome<()> {
    check_ability(own, name!("writable"), "File or stream is not writable.")
}

pub fn check_seekable(own: &Value) -> Outcome<()> {
    check_ability(own, name!("seekable"), "File or stream is not seekable.")
}

/// Runs `second` though `first` failed; the first error is the context of the second.
pub fn then_always(first: Outcome<()>, second: impl FnOnce() -> Outcome<()>) -> Outcome<()> {
    let Err(raised) = first else { return second() };
    let exception = raised.take();
    match second() {
        Ok(()) => Err(Raised::resume(exception)),
        Err(raised) => {
            let later = raised.take();
            crate::exceptions::state::set_context(&later, exception);
            Err(Raised::resume(later))
        }
    }
}

/// `_IOBase.close`. Errors: what `flush` raises.
pub fn close_base(own: &Value) -> Outcome {
    if is_marked_closed(own)? {
        return Ok(NONE());
    }
    let flushed = call_method(own.clone(), name!("flush"), []).map(drop);
    then_always(flushed, || setattr(own.clone(), name!("__IOBase_closed"), TRUE()))?;
    Ok(NONE())
}

/// `iobase_finalize`: closes what is released; errors go nowhere.
pub fn finalize(own: &Value) {
    let saved = suspend_pending();
    let closed = match getattr_optional(own, name!("closed")) {
        Ok(Some(closed)) => truth(&closed).unwrap_or_else(|raised| {
            raised.forget();
            true
        }),
        Ok(None) => true,
        Err(raised) => {
            raised.forget();
            true
        }
    };
    if !closed {
        if let Err(raised) = setattr(own.clone(), name!("_finalizing"), TRUE()) {
            raised.forget();
        }
        if let Err(raised) = call_method(own.clone(), name!("close"), []) {
            raised.forget();
        }
    }
    restore_pending(saved);
}

fn flush(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    if is_marked_closed(&own)? {
        return Err(closed_file());
    }
    Ok(NONE())
}

/// One byte, or as much as `peek` shows up to the end of the line.
fn read_ahead(own: &Value, peek: bool, limit: Option<usize>) -> Outcome<i64> {
    if !peek {
        return Ok(1);
    }
    let shown = call_method(own.clone(), name!("peek"), [int(1)])?;
    let shown = returned_bytes(&shown, "peek")?;
    if shown.is_empty() {
        return Ok(1);
    }
    let most = limit.map_or(shown.len(), |limit| shown.len().min(limit));
    let end = shown[..most].iter().position(|&octet| octet == b'\n').map_or(most, |position| position + 1);
    Ok(end as i64)
}

fn readline(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let limit = super::shared::optional_size(arguments.optional(1))?.and_then(|limit| usize::try_from(limit).ok());
    let peek = getattr_optional(&own, name!("peek"))?.is_some();
    let mut line: Vec<u8> = Vec::new();
    while limit.is_none_or(|limit| line.len() < limit) {
        let ahead = read_ahead(&own, peek, limit)?;
        let read = call_method(own.clone(), name!("read"), [int(ahead)])?;
        let read = returned_bytes(&read, "read")?;
        if read.is_empty() {
            break;
        }
        line.extend_from_slice(&read);
        if line.last() == Some(&b'\n') {
            break;
        }
    }
    Ok(native::bytes(line))
}

fn next_line(own: &Value) -> Outcome<Option<Value>> {
    let line = call_method(own.clone(), name!("readline"), [])?;
    Ok((length_of(&line)? > 0).then_some(line))
}

/// The lines of an iterator up to about `hint` characters.
pub fn lines_of(own: &Value, hint: Option<i64>) -> Outcome {
    let mut lines = Vec::new();
    let Some(hint) = hint.filter(|hint| *hint > 0) else {
        for_each(own.clone(), |line| {
            lines.push(line);
            Ok(())
        })?;
        return Ok(native::list(lines));
    };
    let iterator = crate::protocol::iterate::iter(own.clone())?;
    let mut length = 0;
    while let Some(line) = next(&iterator)? {
        let more = length_of(&line)?;
        lines.push(line);
        if more > hint - length {
            break;
        }
        length += more;
    }
    Ok(native::list(lines))
}

fn readlines(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let hint = super::shared::optional_size(arguments.optional(1))?;
    lines_of(&own, hint)
}

fn writelines(arguments: &mut Arguments) -> Outcome {
    let (own, lines) = (arguments.take(0), arguments.take(1));
    check_closed(&own)?;
    for_each(lines, |line| call_method(own.clone(), name!("write"), [line]).map(drop))?;
    Ok(NONE())
}

fn answer_no(_: &mut Arguments) -> Outcome {
    Ok(FALSE())
}

/// A row whose method does nothing but refuse with its own name.
macro_rules! unsupported_method {
    ($name:literal) => {
        Method::new($name, "self, *args", |_| Err(unsupported($name)))
    };
}

/// A row that does something with the stream and gives a value.
macro_rules! own_method {
    ($name:literal, |$own:ident| $body:expr) => {
        Method::new($name, "self, /", |arguments| {
            let $own = arguments.take(0);
            $body
        })
    };
}

pub(super) use own_method;

const IO_METHODS: [Method; 21] = [
    unsupported_method!("seek"),
    own_method!("tell", |own| call_method(own, name!("seek"), [int(0), int(1)])),
    unsupported_method!("truncate"),
    Method::new("flush", "self, /", flush),
    own_method!("close", |own| close_base(&own)),
    own_method!("__del__", |own| {
        finalize(&own);
        Ok(NONE())
    }),
    Method::new("seekable", "self, /", answer_no),
    Method::new("readable", "self, /", answer_no),
    Method::new("writable", "self, /", answer_no),
    own_method!("_checkClosed", |own| check_closed(&own).map(|()| NONE())),
    own_method!("_checkSeekable", |own| check_seekable(&own).map(|()| TRUE())),
    own_method!("_checkReadable", |own| check_readable(&own).map(|()| TRUE())),
    own_method!("_checkWritable", |own| check_writable(&own).map(|()| TRUE())),
    own_method!("fileno", |own| {
        drop(own);
        Err(unsupported("fileno"))
    }),
    own_method!("isatty", |own| check_closed(&own).map(|()| FALSE())),
    own_method!("__enter__", |own| check_closed(&own).map(|()| own)),
    Method::new("__exit__", "self, *args", |arguments| {
        let own = arguments.take(0);
        call_method(own, name!("close"), [])
    }),
    Method::new("readline", "self, size=-1, /", readline),
    Method::new("readlines", "self, hint=-1, /", readlines),
    Method::new("writelines", "self, lines, /", writelines),
    own_method!("__sizeof__", |own| {
        drop(own);
        crate::program::refuse("__sizeof__() of a stream")
    }),
];

/// `_io._IOBase`. Its instances hold nothing but attributes, so that other classes can be bases beside it.
pub static IO_BASE: BuiltinClass = BuiltinClass::new("_IOBase", Kind::Instance)
    .module("_io")
    .instance_dict()
    .slots(slots!({
        let mut slots = Slots::NONE;
        slots.del = Some(finalize);
        slots.iter = Some(|own| check_closed(own).map(|()| own.clone()));
        slots.next = Some(next_line);
        slots
    }))
    .methods(methods!(&IO_METHODS))
    .getsets(getsets!(&[GetSet::new("closed", |own| is_marked_closed(own).map(boolean))]));

// --- raw streams ---

fn raw_read(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let size = arguments.optional(1).map_or(Ok(-1), |size| index_size(&size))?;
    let Ok(size) = usize::try_from(size) else { return call_method(own, name!("readall"), []) };
    let buffer = native::byte_array(vec![0; size]);
    let count = call_method(own, name!("readinto"), [buffer.clone()])?;
    if count.is_none() {
        return Ok(count);
    }
    let count = native::index_or(&count, raise_value_error)?;
    let octets = native::exact_octets(&buffer).unwrap_or_default();
    let Some(read) = usize::try_from(count).ok().and_then(|count| octets.get(..count)) else {
        crate::program::refuse("a readinto() that returns more than it was asked for");
    };
    Ok(native::bytes(read.to_vec()))
}

fn raw_readall(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let (mut all, mut any) = (Vec::new(), false);
    loop {
        let part = call_method(own.clone(), name!("read"), [int(DEFAULT_BUFFER_SIZE as i64)])?;
        if part.is_none() && !any {
            return Ok(part);
        }
        if part.is_none() {
            break;
        }
        let Some(octets) = part.downcast::<crate::text::Bytes>() else {
            return Err(raise_type_error("read() should return bytes"));
        };
        if octets.is_empty() {
            break;
        }
        any = true;
        all.extend_from_slice(octets);
    }
    Ok(native::bytes(all))
}

fn not_implemented(_: &mut Arguments) -> Outcome {
    Err(raise_builtin(&NOT_IMPLEMENTED_ERROR, Vec::new()))
}

/// `_io._RawIOBase`.
pub static RAW_IO_BASE: BuiltinClass =
    BuiltinClass::new("_RawIOBase", Kind::Instance).module("_io").bases(&[&IO_BASE]).instance_dict().methods(methods!(
        &[
            Method::new("read", "self, size=-1, /", raw_read),
            Method::new("readall", "self, /", raw_readall),
            Method::new("readinto", "self, *args", not_implemented),
            Method::new("write", "self, *args", not_implemented),
        ]
    ));

// --- buffered streams ---

/// Reads by another method into a buffer.
fn read_into(arguments: &mut Arguments, function: &str, method: &'static Name) -> Outcome {
    let (own, buffer) = (arguments.take(0), arguments.take(1));
    let length = writable_length(&buffer, function)?;
    let data = call_method(own, method, [int(length as i64)])?;
    if !is_bytes(&data) {
        return Err(raise_type_error("read() should return bytes"));
    }
    let octets = native::exact_octets(&data).unwrap_or_default();
    if octets.len() > length {
        return Err(raise_value_error(format!(
            "read() returned too much data: {length} bytes requested, {} returned",
            octets.len()
        )));
    }
    super::shared::write_octets(&buffer, &octets);
    Ok(int(octets.len() as i64))
}

/// `_io._BufferedIOBase`.
pub static BUFFERED_IO_BASE: BuiltinClass =
    BuiltinClass::new("_BufferedIOBase", Kind::Instance).module("_io").bases(&[&IO_BASE]).instance_dict().methods(
        methods!(&[
            own_method!("detach", |own| {
                drop(own);
                Err(unsupported("detach"))
            }),
            unsupported_method!("read"),
            unsupported_method!("read1"),
            Method::new("readinto", "self, buffer, /", |arguments| read_into(arguments, "readinto", name!("read"))),
            Method::new("readinto1", "self, buffer, /", |arguments| read_into(arguments, "readinto1", name!("read1"))),
            unsupported_method!("write"),
        ]),
    );

// --- text streams ---

/// `_io._TextIOBase`.
pub static TEXT_IO_BASE: BuiltinClass = BuiltinClass::new("_TextIOBase", Kind::Instance)
    .module("_io")
    .bases(&[&IO_BASE])
    .instance_dict()
    .methods(methods!(&[
        unsupported_method!("detach"),
        unsupported_method!("read"),
        unsupported_method!("readline"),
        unsupported_method!("write"),
    ]))
    .getsets(getsets!(&[
        GetSet::new("encoding", |_| Ok(NONE())),
        GetSet::new("newlines", |_| Ok(NONE())),
        GetSet::new("errors", |_| Ok(NONE())),
    ]));
