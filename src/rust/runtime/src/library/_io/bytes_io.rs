//! `BytesIO` (`bytesio.c`): bytes in memory.

use super::base::{finalize, own_method, BUFFERED_IO_BASE};
use super::newlines::whence_of;
use super::shared::{attributes_copy, state_items, state_position, take_attributes};
use super::shared::{c_size, closed_file, length_of, octets_argument, optional_size, writable_length};
use crate::classes::slots::{Init, New};
use crate::classes::{BuiltinClass, GetSet, Method, Slots};
use crate::collections::support::no_memory;
use crate::exceptions::{raise_buffer_error, raise_overflow_error, raise_type_error, raise_value_error, Outcome};
use crate::functions::builtin::{Constructor, Initializer};
use crate::functions::Arguments;
use crate::native::{self, index_size};
use crate::object::{allocate, allocate_native, Kind, Ref};
use crate::protocol::iterate::for_each;
use crate::text::bytes_class::buffer;
use crate::text::{memory_view, ByteArray};
use crate::value::{boolean, int, Value, FALSE, NONE, TRUE};
use std::cell::Cell;

/// The payload.
struct BytesIo {
    /// What `getbuffer` shows is an object of its own.
    buffer: Ref<ByteArray>,
    position: Cell<i64>,
    closed: Cell<bool>,
}

/// What views of a `BytesIO` have as `obj`.
static BUFFER: BuiltinClass = BuiltinClass::new("_BytesIOBuffer", Kind::ByteArray)
    .module("_io")
    .sealed()
    .no_constructor()
    .slots(slots!(Slots { buffer: Some(buffer), ..Slots::NONE }));

static NEW: Constructor = Constructor::blank(|class, _| {
    let buffer = allocate(BUFFER.class(), ByteArray::default());
    Ok(allocate_native(class, BytesIo { buffer, position: Cell::new(0), closed: Cell::new(false) }))
});

static INIT: Initializer = Initializer::new("initial_bytes=b''", |own, arguments| {
    let own = payload(own);
    own.check_exports()?;
    own.buffer.borrow_mut().clear();
    own.position.set(0);
    own.closed.set(false);
    if let Some(initial) = arguments.not_none(0) {
        own.put(&octets_argument(&initial)?)?;
        own.position.set(0);
    }
    Ok(())
});

fn payload(own: &Value) -> &BytesIo {
    own.native().expect("a method of BytesIO gets one")
}

/// Errors: ValueError once it is closed.
fn open(own: &Value) -> Outcome<&BytesIo> {
    let own = payload(own);
    if own.closed.get() {
        return Err(closed_file());
    }
    Ok(own)
}

impl BytesIo {
    /// Errors: BufferError.
    fn check_exports(&self) -> Outcome<()> {
        if self.buffer.is_exported() {
            return Err(raise_buffer_error("Existing exports of data: object cannot be re-sized"));
        }
        Ok(())
    }

    /// Errors: BufferError, OverflowError.
    fn put(&self, octets: &[u8]) -> Outcome<()> {
        if octets.is_empty() {
            return Ok(());
        }
        let Some(end) = self.position.get().checked_add(octets.len() as i64) else {
            return Err(raise_overflow_error("new buffer size too large"));
        };
        let Some(end) = usize::try_from(end).ok().filter(|end| *end <= i32::MAX as usize) else {
            return Err(no_memory());
        };
        let position = end - octets.len();
        let mut all = self.buffer.borrow_mut();
        if position > all.len() {
            all.resize(position, 0);
        }
        let overwritten = all.len().min(end);
        let first = overwritten - position;
        all[position..overwritten].copy_from_slice(&octets[..first]);
        all.extend_from_slice(&octets[first..]);
        self.position.set(end as i64);
        Ok(())
    }

    /// What lies behind the position.
    fn rest<'a>(&self, all: &'a [u8]) -> &'a [u8] {
        usize::try_from(self.position.get()).ok().and_then(|start| all.get(start..)).unwrap_or_default()
    }

    fn take(&self, count: usize) -> Value {
        let all = self.buffer.borrow();
        let rest = self.rest(&all);
        let part = &rest[..count.min(rest.len())];
        self.position.set(self.position.get() + part.len() as i64);
        native::bytes(part.to_vec())
    }

    fn take_line(&self, limit: Option<usize>) -> Value {
        let length = {
            let all = self.buffer.borrow();
            let rest = self.rest(&all);
            let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
            limit.map_or(end, |limit| end.min(limit))
        };
        self.take(length)
    }
}

fn count_of(size: Option<i64>) -> Option<usize> {
    size.and_then(|size| usize::try_from(size).ok())
}

fn read(arguments: &mut Arguments) -> Outcome {
    let size = optional_size(arguments.optional(1))?;
    let own = arguments.take(0);
    Ok(open(&own)?.take(count_of(size).unwrap_or(usize::MAX)))
}

fn readline(arguments: &mut Arguments) -> Outcome {
    let size = optional_size(arguments.optional(1))?;
    let own = arguments.take(0);
    Ok(open(&own)?.take_line(count_of(size)))
}

fn readlines(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let own = open(&own)?;
    let most = match arguments.not_none(1) {
        None => None,
        Some(size) => {
            if !native::has_index(&size) {
                return Err(raise_type_error(format!("integer argument expected, got '{}'", size.type_name())));
            }
            Some(index_size(&size)?).filter(|size| *size > 0)
        }
    };
    let (mut lines, mut total) = (Vec::new(), 0);
    loop {
        let line = own.take_line(None);
        let length = native::length_of(&line)?;
        if length == 0 {
            break;
        }
        lines.push(line);
        total += length;
        if most.is_some_and(|most| total >= most) {
            break;
        }
    }
    Ok(native::list(lines))
}

fn readinto(arguments: &mut Arguments) -> Outcome {
    let (own, target) = (arguments.take(0), arguments.take(1));
    let length = writable_length(&target, "readinto")?;
    let own = open(&own)?;
    let read = own.take(length);
    let octets = native::exact_octets(&read).unwrap_or_default();
    super::shared::write_octets(&target, &octets);
    Ok(int(octets.len() as i64))
}

fn get_state(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let stream = open(&own)?;
    let octets = stream.buffer.borrow().clone();
    Ok(native::tuple(vec![native::bytes(octets), int(stream.position.get()), attributes_copy(&own)]))
}

fn set_state(arguments: &mut Arguments) -> Outcome {
    let (own, state) = (arguments.take(0), arguments.take(1));
    let items = state_items(&own, &state, 3)?;
    let stream = payload(&own);
    stream.check_exports()?;
    stream.buffer.borrow_mut().clear();
    stream.position.set(0);
    write_value(&own, &items[0])?;
    stream.position.set(state_position(&items[1], "second", "not")?);
    take_attributes(&own, &items[2], "third")?;
    Ok(NONE())
}

fn write_value(own: &Value, given: &Value) -> Outcome {
    let stream = open(own)?;
    stream.check_exports()?;
    let octets = octets_argument(given)?;
    stream.put(&octets)?;
    Ok(int(octets.len() as i64))
}

fn writelines(arguments: &mut Arguments) -> Outcome {
    let (own, lines) = (arguments.take(0), arguments.take(1));
    open(&own)?;
    for_each(lines, |line| write_value(&own, &line).map(drop))?;
    Ok(NONE())
}

fn seek(arguments: &mut Arguments) -> Outcome {
    let offset = c_size(&arguments.take(1))?;
    let whence = whence_of(arguments.optional(2))?;
    let own = arguments.take(0);
    let own = open(&own)?;
    if offset < 0 && whence == 0 {
        return Err(raise_value_error(format!("negative seek value {offset}")));
    }
    let base = match whence {
        0 => 0,
        1 => own.position.get(),
        2 => own.buffer.borrow().len() as i64,
        _ => return Err(raise_value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
    };
    let Some(position) = offset.checked_add(base) else {
        return Err(raise_overflow_error("new position too large"));
    };
    own.position.set(position.max(0));
    Ok(int(position.max(0)))
}

fn truncate(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let size = optional_size(arguments.optional(1));
    let own = open(&own)?;
    own.check_exports()?;
    let size = size?.unwrap_or(own.position.get());
    let Some(length) = length_of(size) else {
        return Err(raise_value_error(format!("negative size value {size}")));
    };
    own.buffer.borrow_mut().truncate(length);
    Ok(int(size))
}

fn close(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let own = payload(&own);
    own.check_exports()?;
    own.closed.set(true);
    own.buffer.borrow_mut().clear();
    Ok(NONE())
}

fn finalize_subclass(own: &Value) {
    if !BYTES_IO.is_exact(own) {
        finalize(own);
    }
}

/// `io.BytesIO`.
pub static BYTES_IO: BuiltinClass = BuiltinClass::new("BytesIO", Kind::Native)
    .module("_io")
    .bases(&[&BUFFERED_IO_BASE])
    .instance_dict()
    .slots(slots!({
        let mut slots = Slots::NONE;
        slots.new = Some(New::Native(&NEW));
        slots.init = Some(Init::Native(&INIT));
        slots.iter = Some(|own| Ok(own.clone()));
        slots.next = Some(|own| {
            let line = open(own)?.take_line(None);
            Ok((native::length_of(&line)? > 0).then_some(line))
        });
        slots.del = Some(finalize_subclass);
        slots
    }))
    .methods(methods!(&METHODS))
    .getsets(getsets!(&[GetSet::new("closed", |own| Ok(boolean(payload(own).closed.get())))]));

static METHODS: [Method; 21] = [
    own_method!("readable", |own| open(&own).map(|_| TRUE())),
    own_method!("seekable", |own| open(&own).map(|_| TRUE())),
    own_method!("writable", |own| open(&own).map(|_| TRUE())),
    Method::new("close", "self, /", close),
    own_method!("flush", |own| open(&own).map(|_| NONE())),
    own_method!("isatty", |own| open(&own).map(|_| FALSE())),
    own_method!("tell", |own| Ok(int(open(&own)?.position.get()))),
    Method::new("write", "self, b, /", |arguments| {
        let (own, given) = (arguments.take(0), arguments.take(1));
        write_value(&own, &given)
    }),
    Method::new("writelines", "self, lines, /", writelines),
    Method::new("read1", "self, size=-1, /", read),
    Method::new("readinto", "self, buffer, /", readinto),
    Method::new("readline", "self, size=-1, /", readline),
    Method::new("readlines", "self, size=None, /", readlines),
    Method::new("read", "self, size=-1, /", read),
    own_method!("getbuffer", |own| {
        let own = open(&own)?;
        let length = own.buffer.borrow().len();
        Ok(memory_view::view_of(own.buffer.clone().into_value(), length))
    }),
    own_method!("getvalue", |own| {
        let octets = open(&own)?.buffer.borrow().clone();
        Ok(native::bytes(octets))
    }),
    Method::new("seek", "self, pos, whence=0, /", seek),
    Method::new("truncate", "self, size=None, /", truncate),
    Method::new("__getstate__", "self, /", get_state),
    Method::new("__setstate__", "self, state, /", set_state),
    own_method!("__sizeof__", |own| {
        drop(own);
        crate::program::refuse("__sizeof__() of a stream")
    }),
];
