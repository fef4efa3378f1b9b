//! `TextIOWrapper`: the class over `TextIo`.

use super::base::{finalize, own_method, then_always, TEXT_IO_BASE};
use super::newlines::{whence_of, Newline};
use super::shared::{name_or_none, optional_size, shown, unsupported};
use super::text_io::TextIo;
use crate::classes::slots::{Init, New};
use crate::classes::{BuiltinClass, GetSet, Method, Slots};
use crate::exceptions::{
    raise_attribute_error, raise_lookup_error, raise_os_error, raise_type_error, raise_value_error, Outcome,
};
use crate::functions::builtin::{Constructor, Initializer};
use crate::functions::{call_method, Arguments};
use crate::native::{self, index_size, truth};
use crate::object::{allocate_native, Kind};
use crate::protocol::attributes::{getattr, getattr_optional};
use crate::text::codec_objects::encoding_named;
use crate::text::codecs::Encoding;
use crate::text::str::Str;
use crate::text::value_of;
use crate::value::{boolean, int, Value, NONE};

static NEW: Constructor = Constructor::blank(|class, _| {
    let own = allocate_native(class, TextIo::default());
    crate::heap::finalizers::object_comes(&own);
    Ok(own)
});

const PARAMETERS: &str = "buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False";

static INIT: Initializer = Initializer::new(PARAMETERS, |own, arguments| {
    let buffer = arguments.take(0);
    let encoding = text_argument(arguments.optional(1), "encoding")?;
    let errors = arguments.not_none(2);
    let newline = newline_argument(arguments.optional(3))?;
    let line_buffering = arguments.optional(4).map_or(Ok(false), |flag| truth(&flag))?;
    let write_through = arguments.optional(5).map_or(Ok(false), |flag| truth(&flag))?;
    let this = payload(own);
    this.ready.set(false);
    this.detached.set(false);
    let errors = match errors {
        None => "strict".to_owned(),
        Some(errors) => match errors.downcast::<Str>() {
            Some(errors) => errors.to_lossy(),
            None => {
                return Err(raise_type_error(format!(
                    "TextIOWrapper() argument 'errors' must be str or None, not {}",
                    errors.type_name()
                )))
            }
        },
    };
    set_codec(this, encoding.as_deref().unwrap_or("utf-8"), errors)?;
    this.newline.set(newline);
    this.line_buffering.set(line_buffering);
    this.write_through.set(write_through);
    this.chunk.set(super::text_io::CHUNK);
    this.make_decoder(&buffer)?;
    this.make_encoder(&buffer)?;
    drop(this.buffer.replace(Some(buffer.clone())));
    this.look_at_buffer(&buffer)?;
    // it flushes its buffer itself when the program ends
    crate::heap::finalizers::object_is_finalized(buffer.bits() as usize);
    this.ready.set(true);
    Ok(())
});

fn text_argument(given: Option<Value>, parameter: &str) -> Outcome<Option<String>> {
    let Some(given) = given.filter(|given| !given.is_none()) else { return Ok(None) };
    match given.downcast::<Str>().map(Str::to_lossy) {
        Some(text) if text.contains('\0') => Err(raise_value_error("embedded null character")),
        Some(text) => Ok(Some(text)),
        None => Err(raise_type_error(format!(
            "TextIOWrapper() argument '{parameter}' must be str or None, not {}",
            name_or_none(&given)
        ))),
    }
}

fn newline_argument(given: Option<Value>) -> Outcome<Newline> {
    let text = text_argument(given, "newline")?;
    Ok(match text.as_deref() {
        None => Newline::Translated,
        Some("") => Newline::Universal,
        Some("\n") => Newline::LineFeed,
        Some("\r") => Newline::CarriageReturn,
        Some("\r\n") => Newline::Both,
        Some(other) => return Err(raise_value_error(format!("illegal newline value: {other}"))),
    })
}

fn set_codec(this: &TextIo, encoding: &str, errors: String) -> Outcome<()> {
    let encoding = if encoding == "locale" { "utf-8" } else { encoding };
    const NOT_TEXT: [&str; 9] = ["base64", "base64_codec", "bz2", "hex", "hex_codec", "quopri", "rot13", "uu", "zlib"];
    if NOT_TEXT.contains(&encoding) {
        return Err(raise_lookup_error(format!(
            "'{encoding}' is not a text encoding; use codecs.open() to handle arbitrary codecs"
        )));
    }
    let named = encoding_named(Some(encoding))?;
    if matches!(named, Encoding::UnicodeEscape | Encoding::RawUnicodeEscape) {
        crate::program::refuse(format_args!("streams of text in the encoding {encoding}"));
    }
    this.encoding.set(named);
    this.encoding_name.replace(encoding.to_owned());
    this.errors.replace(errors);
    Ok(())
}

fn payload(own: &Value) -> &TextIo {
    own.native().expect("a method of TextIOWrapper gets one")
}

fn read_size(given: Option<Value>) -> Outcome<Option<usize>> {
    Ok(optional_size(given)?.and_then(super::shared::length_of))
}

fn write(arguments: &mut Arguments) -> Outcome {
    let (own, text) = (arguments.take(0), arguments.take(1));
    let Some(written) = text.downcast::<Str>() else {
        return Err(raise_type_error(format!("write() argument must be str, not {}", name_or_none(&text))));
    };
    payload(&own).write(&text, written)?;
    Ok(int(written.len() as i64))
}

/// Writes a str to a stream of exactly this class without a call; `None` for others.
pub fn write_directly(own: &Value, text: &Value) -> Option<Outcome<()>> {
    if !TEXT_IO_WRAPPER.is_exact(own) {
        return None;
    }
    let written = text.downcast::<Str>()?;
    Some(payload(own).write(text, written))
}

fn read(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let size = read_size(arguments.optional(1))?;
    payload(&own).read(size).map(native::text)
}

fn readline(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let size = arguments.optional(1).map_or(Ok(-1), |size| index_size(&size))?;
    payload(&own).read_line(super::shared::length_of(size)).map(native::text)
}

fn next(own: &Value) -> Outcome<Option<Value>> {
    let this = payload(own);
    this.attached()?;
    this.begin_loop();
    let line = if TEXT_IO_WRAPPER.is_exact(own) {
        native::text(this.read_line(None)?)
    } else {
        let line = call_method(own.clone(), name!("readline"), [])?;
        if line.downcast::<Str>().is_none() {
            return Err(raise_os_error(format!(
                "readline() should have returned a str object, not '{}'",
                line.type_name()
            )));
        }
        line
    };
    if line.downcast::<Str>().is_some_and(Str::is_empty) {
        this.end_loop();
        return Ok(None);
    }
    Ok(Some(line))
}

fn close(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let this = payload(&own);
    let buffer = this.attached()?;
    if truth(&getattr(own.clone(), name!("closed"))?)? {
        return Ok(NONE());
    }
    if this.finalizing.get() {
        if let Err(raised) = call_method(buffer.clone(), name!("_dealloc_warn"), [own.clone()]) {
            raised.forget();
        }
    }
    let flushed = call_method(own.clone(), name!("flush"), []).map(drop);
    then_always(flushed, || call_method(buffer, name!("close"), []).map(drop))?;
    Ok(NONE())
}

fn detach(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let this = payload(&own);
    this.attached()?;
    call_method(own.clone(), name!("flush"), [])?;
    let buffer = this.attached()?;
    this.detached.set(true);
    drop(this.buffer.replace(None));
    if super::buffered_classes::buffered(&buffer).is_some() {
        crate::heap::finalizers::object_comes(&buffer);
    }
    Ok(buffer)
}

fn reconfigure(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let this = payload(&own);
    let buffer = this.attached()?;
    let given = |value: Option<Value>, parameter: &str| -> Outcome<Option<String>> {
        let Some(value) = value.filter(|value| !value.is_none()) else { return Ok(None) };
        match value.downcast::<Str>() {
            Some(text) => Ok(Some(text.to_lossy())),
            None => Err(raise_type_error(format!(
                "reconfigure() argument '{parameter}' must be str or None, not {}",
                value.type_name()
            ))),
        }
    };
    let newline_given = arguments.optional(3);
    let encoding = given(arguments.optional(1), "encoding")?;
    let errors = given(arguments.optional(2), "errors")?;
    let changes = encoding.is_some() || errors.is_some() || newline_given.is_some();
    if changes && this.decoder.borrow().is_some() && this.has_decoded() {
        return Err(unsupported("It is not possible to set the encoding or newline of stream after the first read"));
    }
    let newline = match newline_given {
        None => this.newline.get(),
        Some(newline) => newline_of_reconfigure(&newline)?,
    };
    let flag = |value: Option<Value>, old: bool| value.map_or(Ok(old), |value| truth(&value));
    let line_buffering = flag(arguments.not_none(4), this.line_buffering.get())?;
    let write_through = flag(arguments.not_none(5), this.write_through.get())?;
    call_method(own.clone(), name!("flush"), [])?;
    if changes {
        let has_encoding = encoding.is_some();
        let errors = errors.unwrap_or_else(|| match has_encoding {
            true => "strict".to_owned(),
            false => this.errors.borrow().clone(),
        });
        let encoding = encoding.unwrap_or_else(|| this.encoding_name.borrow().clone());
        set_codec(this, &encoding, errors)?;
        this.newline.set(newline);
        this.make_decoder(&buffer)?;
        this.make_encoder(&buffer)?;
        this.find_start(&buffer)?;
    }
    this.line_buffering.set(line_buffering);
    this.write_through.set(write_through);
    Ok(NONE())
}

fn newline_of_reconfigure(given: &Value) -> Outcome<Newline> {
    if !given.is_none() && given.downcast::<Str>().is_none() {
        return Err(raise_type_error(format!(
            "reconfigure() argument 'newline' must be str or None, not {}",
            given.type_name()
        )));
    }
    newline_argument(Some(given.clone()))
}

fn repr(own: &Value) -> Outcome {
    let this = payload(own);
    if !this.ready.get() {
        return Err(super::shared::uninitialized());
    }
    let _guard = super::shared::enter_repr(own)?;
    let shown_attribute = |name: Outcome<Option<Value>>| match name {
        Err(raised) if raised.is_instance_of(&crate::exceptions::VALUE_ERROR) => {
            raised.forget();
            Ok(None)
        }
        other => other,
    };
    let mut builder = crate::text::str::StrBuilder::new();
    builder.push_text("<_io.TextIOWrapper");
    if let Some(name) = shown_attribute(getattr_optional(own, name!("name")))? {
        let part = shown(&[" name=", "*"], &name)?;
        builder.push_text(&crate::text::to_lossy(&part));
    }
    if let Some(mode) = shown_attribute(getattr_optional(own, name!("mode")))? {
        let part = shown(&[" mode=", "*"], &mode)?;
        builder.push_text(&crate::text::to_lossy(&part));
    }
    let encoding = shown(&[" encoding=", "*", ">"], &value_of(this.encoding_name.borrow().as_str()))?;
    builder.push_text(&crate::text::to_lossy(&encoding));
    Ok(native::text(builder.finish()))
}

/// A row that asks the buffer the same.
macro_rules! buffer_method {
    ($name:literal) => {
        own_method!($name, |own| call_method(payload(&own).attached()?, name!($name), []))
    };
}

static METHODS: [Method; 16] = [
    Method::new("detach", "self, /", detach),
    Method::new(
        "reconfigure",
        "self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None",
        reconfigure,
    ),
    Method::new("write", "self, text, /", write),
    Method::new("read", "self, size=-1, /", read),
    Method::new("readline", "self, size=-1, /", readline),
    own_method!("flush", |own| payload(&own).flush()),
    Method::new("close", "self, /", close),
    buffer_method!("fileno"),
    buffer_method!("seekable"),
    buffer_method!("readable"),
    buffer_method!("writable"),
    buffer_method!("isatty"),
    Method::new("seek", "self, cookie, whence=0, /", |arguments| {
        let (own, cookie) = (arguments.take(0), arguments.take(1));
        let whence = whence_of(arguments.optional(2))?;
        payload(&own).seek(&own, cookie, whence)
    }),
    own_method!("tell", |own| payload(&own).tell(&own)),
    Method::new("truncate", "self, pos=None, /", |arguments| {
        let own = arguments.take(0);
        let buffer = payload(&own).attached()?;
        call_method(own.clone(), name!("flush"), [])?;
        call_method(buffer, name!("truncate"), [arguments.optional(1).unwrap_or_else(NONE)])
    }),
    own_method!("__sizeof__", |own| {
        drop(own);
        crate::program::refuse("__sizeof__() of a stream")
    }),
];

fn set_chunk(own: &Value, value: Option<Value>) -> Outcome<()> {
    let Some(value) = value else { return Err(raise_attribute_error("cannot delete attribute")) };
    payload(own).attached()?;
    let size = native::index_or(&value, raise_value_error)?;
    if size <= 0 {
        return Err(raise_value_error("a strictly positive integer is required"));
    }
    payload(own).chunk.set(size);
    Ok(())
}

/// `io.TextIOWrapper`.
pub static TEXT_IO_WRAPPER: BuiltinClass = BuiltinClass::new("TextIOWrapper", Kind::Native)
    .module("_io")
    .bases(&[&TEXT_IO_BASE])
    .instance_dict()
    .slots(slots!({
        let mut slots = Slots::NONE;
        slots.new = Some(New::Native(&NEW));
        slots.init = Some(Init::Native(&INIT));
        slots.repr = Some(repr);
        slots.next = Some(next);
        slots.del = Some(finalize);
        slots
    }))
    .methods(methods!(&METHODS))
    .getsets(getsets!(&[
        GetSet::new("encoding", |own| Ok(value_of(payload(own).encoding_name.borrow().as_str()))),
        GetSet::new("errors", |own| {
            payload(own).attached_or_ready()?;
            Ok(value_of(payload(own).errors.borrow().as_str()))
        }),
        GetSet::new("buffer", |own| Ok(payload(own).buffer.get().unwrap_or_else(NONE))),
        GetSet::new("line_buffering", |own| Ok(boolean(payload(own).line_buffering.get()))),
        GetSet::new("write_through", |own| Ok(boolean(payload(own).write_through.get()))),
        GetSet::new("name", |own| getattr(payload(own).attached()?, name!("name"))),
        GetSet::new("closed", |own| getattr(payload(own).attached()?, name!("closed"))),
        GetSet::new("newlines", |own| {
            payload(own).attached()?;
            let decoder = payload(own).decoder.borrow();
            let translation = decoder.as_ref().and_then(|decoder| decoder.translation.as_ref());
            Ok(translation.map_or_else(NONE, super::newlines::Translation::newlines))
        }),
        GetSet::new("_CHUNK_SIZE", |own| {
            payload(own).attached()?;
            Ok(int(payload(own).chunk.get()))
        })
        .set(set_chunk),
        GetSet::new("_finalizing", |own| Ok(boolean(payload(own).finalizing.get()))).set(|own, value| {
            payload(own).finalizing.set(value.is_some_and(|value| value.is_true()));
            Ok(())
        }),
    ]));
