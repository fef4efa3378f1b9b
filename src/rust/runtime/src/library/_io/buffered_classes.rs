//! `BufferedReader`, `BufferedWriter`, `BufferedRandom`, `BufferedRWPair`: the classes over `Buffered`.

use super::base::{
    check_readable, check_seekable, check_writable, finalize, own_method, then_always, BUFFERED_IO_BASE,
};
use super::buffered::Buffered;
use super::newlines::whence_of;
use super::shared::{octets_argument, optional_size, returned_bytes, shown, writable_length};
use super::DEFAULT_BUFFER_SIZE;
use crate::classes::slots::{Init, New};
use crate::classes::{BuiltinClass, GetSet, Method, Slots};
use crate::exceptions::{raise_value_error, Outcome};
use crate::functions::builtin::{Constructor, Initializer};
use crate::functions::{call_method, Arguments};
use crate::native::{self, index_size, truth};
use crate::object::{allocate_native, Kind};
use crate::protocol::attributes::{getattr, getattr_optional};
use crate::text::value_of;
use crate::value::{boolean, int, Value, NONE};

static NEW: Constructor = Constructor::blank(|class, _| {
    let own = allocate_native(class, Buffered::default());
    crate::heap::finalizers::object_comes(&own);
    Ok(own)
});

/// What a class asks of the raw stream.
fn initialize(own: &Value, arguments: &mut Arguments, readable: bool, writable: bool) -> Outcome<()> {
    let this = payload(own);
    let raw = arguments.take(0);
    let size = arguments.optional(1).map_or(Ok(DEFAULT_BUFFER_SIZE as i64), |size| super::shared::c_size(&size))?;
    this.set_not_ready();
    if readable && writable {
        check_seekable(&raw)?;
    }
    if readable {
        check_readable(&raw)?;
    }
    if writable {
        check_writable(&raw)?;
    }
    this.readable.set(readable);
    this.writable.set(writable);
    this.begin(raw, size)
}

const PARAMETERS: &str = "raw, buffer_size=8192";
static READER_INIT: Initializer =
    Initializer::new(PARAMETERS, |own, arguments| initialize(own, arguments, true, false));
static WRITER_INIT: Initializer =
    Initializer::new(PARAMETERS, |own, arguments| initialize(own, arguments, false, true));
static RANDOM_INIT: Initializer = Initializer::new(PARAMETERS, |own, arguments| initialize(own, arguments, true, true));

fn payload(own: &Value) -> &Buffered {
    own.native().expect("a buffered stream's method gets one")
}

/// The payload, where the value is of one of the three classes and of no subclass.
pub fn exact(own: &Value) -> Option<&Buffered> {
    let classes = [&BUFFERED_WRITER, &BUFFERED_READER, &BUFFERED_RANDOM];
    classes.iter().any(|class| class.is_exact(own)).then(|| payload(own))
}

/// The payload of any of the three classes.
pub fn buffered(own: &Value) -> Option<&Buffered> {
    own.native()
}

fn bytes_or_none(read: Option<Vec<u8>>) -> Value {
    read.map_or_else(NONE, native::bytes)
}

fn read(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let size = optional_size(arguments.optional(1))?.unwrap_or(-1);
    let this = payload(&own);
    this.check_ready()?;
    if size < -1 {
        return Err(raise_value_error("read length must be non-negative or -1"));
    }
    this.check_closed("read of closed file")?;
    if size == -1 {
        return this.read_all();
    }
    this.read(size).map(bytes_or_none)
}

fn peek(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    if let Some(size) = arguments.optional(1) {
        index_size(&size)?;
    }
    let this = payload(&own);
    this.check_closed("peek of closed file")?;
    Ok(native::bytes(this.peek()?))
}

fn read1(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let size = arguments.optional(1).map_or(Ok(-1), |size| super::shared::c_size(&size))?;
    let this = payload(&own);
    this.check_ready()?;
    let size = if size < 0 { this.buffer_size() } else { size };
    this.check_closed("read of closed file")?;
    Ok(native::bytes(this.read_once(size)?))
}

fn read_into(arguments: &mut Arguments, function: &str, once: bool) -> Outcome {
    let (own, target) = (arguments.take(0), arguments.take(1));
    let length = writable_length(&target, function)?;
    let this = payload(&own);
    this.check_closed("readinto of closed file")?;
    let Some(octets) = this.read_into(length as i64, once)? else { return Ok(NONE()) };
    super::shared::write_octets(&target, &octets);
    Ok(int(octets.len() as i64))
}

fn readline(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let limit = optional_size(arguments.optional(1))?;
    let this = payload(&own);
    this.check_closed("readline of closed file")?;
    Ok(native::bytes(this.read_line(limit.filter(|limit| *limit >= 0))?))
}

fn next(own: &Value) -> Outcome<Option<Value>> {
    let this = payload(own);
    this.check_ready()?;
    let line = if BUFFERED_READER.is_exact(own) || BUFFERED_RANDOM.is_exact(own) {
        this.check_closed("readline of closed file")?;
        native::bytes(this.read_line(None)?)
    } else {
        let line = call_method(own.clone(), name!("readline"), [])?;
        returned_bytes(&line, "readline")?;
        line
    };
    Ok((native::length_of(&line)? > 0).then_some(line))
}

fn write(arguments: &mut Arguments) -> Outcome {
    let (own, given) = (arguments.take(0), arguments.take(1));
    let octets = octets_argument(&given)?;
    let this = payload(&own);
    this.check_closed("write to closed file")?;
    this.write(&octets)?;
    Ok(int(octets.len() as i64))
}

fn seek(arguments: &mut Arguments) -> Outcome {
    let (own, target) = (arguments.take(0), arguments.take(1));
    let whence = whence_of(arguments.optional(2))?;
    let this = payload(&own);
    this.check_ready()?;
    this.seek(&target, whence).map(int)
}

fn truncate(arguments: &mut Arguments) -> Outcome {
    let (own, size) = (arguments.take(0), arguments.optional(1));
    let this = payload(&own);
    this.check_closed("truncate of closed file")?;
    this.truncate(size.unwrap_or_else(NONE))
}

fn close(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let this = payload(&own);
    if this.is_raw_closed()? {
        return Ok(NONE());
    }
    if this.finalizing.get() {
        warn(&own);
    }
    let flushed = call_method(own.clone(), name!("flush"), []).map(drop);
    then_always(flushed, || {
        let closed = call_method(this.raw()?, name!("close"), []).map(drop);
        this.drop_buffer();
        closed
    })?;
    Ok(NONE())
}

/// Tells the raw stream that nobody closed it.
fn warn(own: &Value) {
    let told = payload(own).raw().and_then(|raw| call_method(raw, name!("_dealloc_warn"), [own.clone()]));
    if let Err(raised) = told {
        raised.forget();
    }
}

/// A row that asks the raw stream the same.
macro_rules! raw_method {
    ($name:literal) => {
        own_method!($name, |own| call_method(payload(&own).raw()?, name!($name), []))
    };
}

const COMMON: [Method; 11] = [
    own_method!("detach", |own| {
        payload(&own).check_ready()?;
        call_method(own.clone(), name!("flush"), [])?;
        payload(&own).detach()
    }),
    own_method!("flush", |own| {
        let raw = payload(&own).raw()?;
        call_method(raw, name!("flush"), [])
    }),
    Method::new("close", "self, /", close),
    raw_method!("seekable"),
    raw_method!("fileno"),
    raw_method!("isatty"),
    Method::new("_dealloc_warn", "self, source, /", |arguments| {
        let own = arguments.take(0);
        warn(&own);
        Ok(NONE())
    }),
    Method::new("seek", "self, target, whence=0, /", seek),
    own_method!("tell", |own| payload(&own).tell().map(int)),
    Method::new("truncate", "self, pos=None, /", truncate),
    own_method!("__sizeof__", |own| {
        drop(own);
        crate::program::refuse("__sizeof__() of a stream")
    }),
];

const READING: [Method; 7] = [
    raw_method!("readable"),
    Method::new("read", "self, size=-1, /", read),
    Method::new("peek", "self, size=0, /", peek),
    Method::new("read1", "self, size=-1, /", read1),
    Method::new("readinto", "self, buffer, /", |arguments| read_into(arguments, "readinto", false)),
    Method::new("readinto1", "self, buffer, /", |arguments| read_into(arguments, "readinto1", true)),
    Method::new("readline", "self, size=-1, /", readline),
];

const FLUSH_WRITTEN: Method = own_method!("flush", |own| {
    let this = payload(&own);
    this.check_closed("flush of closed file")?;
    this.flush_and_rewind()?;
    Ok(NONE())
});

const WRITING: [Method; 2] = [raw_method!("writable"), Method::new("write", "self, buffer, /", write)];

const fn joined<const N: usize>(parts: &[&[Method]], flush: Option<Method>) -> [Method; N] {
    let mut all = [COMMON[0]; N];
    let (mut next, mut part) = (0, 0);
    while part < parts.len() {
        let mut row = 0;
        while row < parts[part].len() {
            all[next] = parts[part][row];
            next += 1;
            row += 1;
        }
        part += 1;
    }
    if let Some(flush) = flush {
        all[1] = flush;
    }
    all
}

static READER_METHODS: [Method; 18] = joined(&[&COMMON, &READING], None);
static WRITER_METHODS: [Method; 13] = joined(&[&COMMON, &WRITING], Some(FLUSH_WRITTEN));
static RANDOM_METHODS: [Method; 20] = joined(&[&COMMON, &READING, &WRITING], Some(FLUSH_WRITTEN));

static ATTRIBUTES: [GetSet; 5] = [
    GetSet::new("closed", |own| {
        let raw = payload(own).raw()?;
        getattr(raw, name!("closed"))
    }),
    GetSet::new("name", |own| getattr(payload(own).raw()?, name!("name"))),
    GetSet::new("mode", |own| getattr(payload(own).raw()?, name!("mode"))),
    GetSet::new("raw", |own| {
        // a plain member in CPython: where there is none, there is no such attribute
        match payload(own).raw() {
            Ok(raw) => Ok(raw),
            Err(raised) => {
                raised.forget();
                Ok(NONE())
            }
        }
    }),
    GetSet::new("_finalizing", |own| Ok(boolean(payload(own).finalizing.get()))).set(|own, value| {
        payload(own).finalizing.set(value.is_some_and(|value| value.is_true()));
        Ok(())
    }),
];

fn repr(own: &Value) -> Outcome {
    let class = own.type_name();
    let name = match getattr_optional(own, name!("name")) {
        Ok(name) => name,
        Err(raised) if raised.is_instance_of(&crate::exceptions::VALUE_ERROR) => {
            raised.forget();
            None
        }
        Err(raised) => return Err(raised),
    };
    let Some(name) = name else { return Ok(value_of(format!("<{class}>"))) };
    let _guard = super::shared::enter_repr(own)?;
    shown(&[&format!("<{class} name="), "*", ">"], &name)
}

const fn slots(init: &'static Initializer, reads: bool) -> Slots {
    let mut slots = Slots::NONE;
    slots.new = Some(New::Native(&NEW));
    slots.init = Some(Init::Native(init));
    slots.repr = Some(repr);
    slots.del = Some(finalize);
    if reads {
        slots.next = Some(next);
    }
    slots
}

/// `io.BufferedReader`.
pub static BUFFERED_READER: BuiltinClass = BuiltinClass::new("BufferedReader", Kind::Native)
    .module("_io")
    .bases(&[&BUFFERED_IO_BASE])
    .instance_dict()
    .slots(slots!(slots(&READER_INIT, true)))
    .methods(methods!(&READER_METHODS))
    .getsets(getsets!(&ATTRIBUTES));

/// `io.BufferedWriter`.
pub static BUFFERED_WRITER: BuiltinClass = BuiltinClass::new("BufferedWriter", Kind::Native)
    .module("_io")
    .bases(&[&BUFFERED_IO_BASE])
    .instance_dict()
    .slots(slots!(slots(&WRITER_INIT, false)))
    .methods(methods!(&WRITER_METHODS))
    .getsets(getsets!(&ATTRIBUTES));

/// `io.BufferedRandom`.
pub static BUFFERED_RANDOM: BuiltinClass = BuiltinClass::new("BufferedRandom", Kind::Native)
    .module("_io")
    .bases(&[&BUFFERED_IO_BASE])
    .instance_dict()
    .slots(slots!(slots(&RANDOM_INIT, true)))
    .methods(methods!(&RANDOM_METHODS))
    .getsets(getsets!(&ATTRIBUTES));

// --- a pair ---

/// The payload of `BufferedRWPair`.
#[derive(Default)]
struct Pair {
    reader: crate::object::Place,
    writer: crate::object::Place,
}

static PAIR_NEW: Constructor = Constructor::blank(|class, _| Ok(allocate_native(class, Pair::default())));

static PAIR_INIT: Initializer = Initializer::new("reader, writer, buffer_size=8192, /", |own, arguments| {
    let (reader, writer) = (arguments.take(0), arguments.take(1));
    let size = arguments.optional(2).unwrap_or_else(|| int(DEFAULT_BUFFER_SIZE as i64));
    check_readable(&reader)?;
    check_writable(&writer)?;
    let reader = crate::functions::call(BUFFERED_READER.value(), [reader, size.clone()])?;
    let writer = crate::functions::call(BUFFERED_WRITER.value(), [writer, size])?;
    let own = pair(own);
    drop(own.reader.replace(Some(reader)));
    drop(own.writer.replace(Some(writer)));
    Ok(())
});

fn pair(own: &Value) -> &Pair {
    own.native().expect("a pair's method gets one")
}

fn reader_of(own: &Value) -> Outcome {
    pair(own).reader.get().ok_or_else(super::shared::uninitialized)
}

fn writer_of(own: &Value) -> Outcome {
    pair(own).writer.get().ok_or_else(super::shared::uninitialized)
}

/// A row that passes its arguments on.
macro_rules! passed_on {
    ($name:literal, $parameters:literal, $side:ident) => {
        Method::new($name, $parameters, |arguments| {
            let own = arguments.take(0);
            let side = $side(&own)?;
            match arguments.len() > 1 {
                true => match arguments.optional(1) {
                    Some(argument) => call_method(side, name!($name), [argument]),
                    None => call_method(side, name!($name), []),
                },
                false => call_method(side, name!($name), []),
            }
        })
    };
}

fn close_pair(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let closed = writer_of(&own).and_then(|writer| call_method(writer, name!("close"), [])).map(drop);
    then_always(closed, || reader_of(&own).and_then(|reader| call_method(reader, name!("close"), [])).map(drop))?;
    Ok(NONE())
}

/// `io.BufferedRWPair`.
pub static BUFFERED_PAIR: BuiltinClass = BuiltinClass::new("BufferedRWPair", Kind::Native)
    .module("_io")
    .bases(&[&BUFFERED_IO_BASE])
    .instance_dict()
    .slots(slots!({
        let mut slots = Slots::NONE;
        slots.new = Some(New::Native(&PAIR_NEW));
        slots.init = Some(Init::Native(&PAIR_INIT));
        slots
    }))
    .methods(methods!(&[
        passed_on!("read", "self, size=-1, /", reader_of),
        passed_on!("peek", "self, size=0, /", reader_of),
        passed_on!("read1", "self, size=-1, /", reader_of),
        passed_on!("readinto", "self, buffer, /", reader_of),
        passed_on!("readinto1", "self, buffer, /", reader_of),
        passed_on!("write", "self, buffer, /", writer_of),
        passed_on!("flush", "self, /", writer_of),
        passed_on!("readable", "self, /", reader_of),
        passed_on!("writable", "self, /", writer_of),
        Method::new("close", "self, /", close_pair),
        own_method!("isatty", |own| {
            let answer = call_method(writer_of(&own)?, name!("isatty"), [])?;
            if truth(&answer)? {
                return Ok(answer);
            }
            call_method(reader_of(&own)?, name!("isatty"), [])
        }),
    ]))
    .getsets(getsets!(&[GetSet::new("closed", |own| match pair(own).writer.get() {
        Some(writer) => getattr(writer, name!("closed")),
        None => Err(crate::exceptions::raise_runtime_error("the BufferedRWPair object is being garbage-collected")),
    })]));
