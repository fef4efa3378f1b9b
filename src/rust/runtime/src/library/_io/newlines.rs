//! Line endings (`textio.c`): the `newline` argument, translation while reading, the ends of lines.

use crate::classes::slots::{Init, New};
use crate::classes::{BuiltinClass, GetSet, Method, Slots};
use crate::exceptions::{raise_type_error, raise_value_error, Outcome};
use crate::functions::builtin::{Constructor, Initializer};
use crate::functions::{call_method, Arguments};
use crate::native::{self, index_c_int, truth};
use crate::object::{allocate_native, Kind};
use crate::protocol::attributes::getattr;
use crate::text::str::{Str, View};
use crate::value::{boolean, int, Value, NONE};
use std::cell::{Cell, RefCell};

const CR: u32 = b'\r' as u32;
const LF: u32 = b'\n' as u32;

const SEEN_CR: u8 = 1;
const SEEN_LF: u8 = 2;
const SEEN_CRLF: u8 = 4;

/// What the argument `newline` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Newline {
    /// None: all endings are read as line feeds.
    Translated,
    /// `''`: all endings are known, none is changed.
    Universal,
    LineFeed,
    CarriageReturn,
    Both,
}

impl Newline {
    /// Errors: TypeError, ValueError.
    pub fn of(given: Option<&Value>) -> Outcome<Newline> {
        let Some(given) = given.filter(|given| !given.is_none()) else { return Ok(Newline::Translated) };
        let Some(text) = given.downcast::<Str>() else {
            return Err(raise_type_error(format!("newline must be str or None, not {}", given.type_name())));
        };
        Ok(match text.to_lossy().as_str() {
            "" => Newline::Universal,
            "\n" => Newline::LineFeed,
            "\r" => Newline::CarriageReturn,
            "\r\n" => Newline::Both,
            _ => return Err(raise_value_error(format!("illegal newline value: {}", native::shown_repr(given)?))),
        })
    }

    /// The argument that names it.
    pub fn value(self) -> Value {
        let text = match self {
            Newline::Translated => return crate::value::NONE(),
            Newline::Universal => "",
            Newline::LineFeed => "\n",
            Newline::CarriageReturn => "\r",
            Newline::Both => "\r\n",
        };
        native::text(text.into())
    }

    pub fn is_universal(self) -> bool {
        matches!(self, Newline::Translated | Newline::Universal)
    }

    /// What line feeds are written as, where that is something else.
    pub fn written(self) -> Option<&'static str> {
        match self {
            Newline::CarriageReturn => Some("\r"),
            Newline::Both => Some("\r\n"),
            _ => None,
        }
    }
}

/// The length of the first line with its ending, `None` where there is no ending.
pub fn line_end(text: View<'_>, newline: Newline) -> Option<usize> {
    let find = |wanted: u32| match text {
        View::Ascii(text) => memchr::memchr(wanted as u8, text),
        View::Wide(text) => text.iter().position(|&code| code == wanted),
    };
    match newline {
        Newline::Translated | Newline::LineFeed => find(LF).map(|position| position + 1),
        Newline::CarriageReturn => find(CR).map(|position| position + 1),
        Newline::Universal => {
            let position = match text {
                View::Ascii(text) => memchr::memchr2(b'\r', b'\n', text),
                View::Wide(text) => text.iter().position(|&code| code == LF || code == CR),
            }?;
            let both = text.at(position) == CR && position + 1 < text.len() && text.at(position + 1) == LF;
            Some(position + 1 + usize::from(both))
        }
        Newline::Both => (1..text.len())
            .find(|&position| text.at(position) == LF && text.at(position - 1) == CR)
            .map(|position| position + 1),
    }
}

/// A text with its line feeds replaced.
pub fn with_newlines(text: &Str, written: &str) -> Str {
    let mut builder = crate::text::str::StrBuilder::new();
    let mut rest = text.view();
    while let Some(end) = line_end(rest, Newline::LineFeed) {
        builder.push_view(rest.part(0, end - 1));
        builder.push_text(written);
        rest = rest.part(end, rest.len());
    }
    builder.push_view(rest);
    builder.finish()
}

/// What an `IncrementalNewlineDecoder` knows between two parts of a text.
#[derive(Default)]
pub struct Translation {
    pub translate: Cell<bool>,
    pub pending: Cell<bool>,
    seen: Cell<u8>,
}

impl Translation {
    pub fn new(translate: bool) -> Translation {
        Translation { translate: Cell::new(translate), ..Translation::default() }
    }

    /// Notes the endings of a part, and translates it.
    pub fn decode(&self, part: &Str, last: bool) -> Str {
        let mut text = part.clone();
        if self.pending.get() && (last || !text.is_empty()) {
            text = Str::from("\r").concat(&text);
            self.pending.set(false);
        }
        if !last && !text.is_empty() && text.at(text.len() - 1) == CR {
            text = text.part(0, text.len() - 1);
            self.pending.set(true);
        }
        let has_return = match text.view() {
            View::Ascii(octets) => memchr::memchr(b'\r', octets).is_some(),
            View::Wide(codes) => codes.contains(&CR),
        };
        if !has_return {
            if self.seen.get() & SEEN_LF == 0 && line_end(text.view(), Newline::LineFeed).is_some() {
                self.seen.set(self.seen.get() | SEEN_LF);
            }
            return text;
        }
        self.translated(text)
    }

    fn translated(&self, text: Str) -> Str {
        let mut seen = self.seen.get();
        let mut builder = crate::text::str::StrBuilder::new();
        let mut rest = text.view();
        while let Some(end) = line_end(rest, Newline::Universal) {
            let first = rest.at(end - 1);
            let both = first == LF && end > 1 && rest.at(end - 2) == CR;
            seen |= match (first, both) {
                (_, true) => SEEN_CRLF,
                (LF, _) => SEEN_LF,
                _ => SEEN_CR,
            };
            builder.push_view(rest.part(0, end - 1 - usize::from(both)));
            builder.push_text("\n");
            rest = rest.part(end, rest.len());
        }
        builder.push_view(rest);
        self.seen.set(seen);
        if self.translate.get() {
            builder.finish()
        } else {
            text
        }
    }

    /// The attribute `newlines`.
    pub fn newlines(&self) -> Value {
        let all = [(SEEN_CR, "\r"), (SEEN_LF, "\n"), (SEEN_CRLF, "\r\n")];
        let mut found: Vec<Value> = all
            .iter()
            .filter(|(bit, _)| self.seen.get() & bit != 0)
            .map(|(_, text)| native::text(Str::from(*text)))
            .collect();
        match found.len() {
            0 => NONE(),
            1 => found.remove(0),
            _ => native::tuple(found),
        }
    }

    pub fn reset(&self) {
        self.seen.set(0);
        self.pending.set(false);
    }
}

/// The payload of `IncrementalNewlineDecoder`.
struct NewlineDecoder {
    decoder: RefCell<Option<Value>>,
    state: Translation,
}

static NEW: Constructor = Constructor::blank(|class, _| {
    Ok(allocate_native(class, NewlineDecoder { decoder: RefCell::new(None), state: Translation::default() }))
});

static INIT: Initializer = Initializer::new("decoder, translate, errors='strict'", |own, arguments| {
    let own = payload(own);
    let translate = truth(&arguments.take(1))?;
    own.decoder.replace(Some(arguments.take(0)));
    own.state.translate.set(translate);
    own.state.reset();
    Ok(())
});

fn payload(own: &Value) -> &NewlineDecoder {
    own.native().expect("a decoder's method gets a decoder")
}

/// The inner decoder. Errors: ValueError before `__init__`.
fn inner(own: &Value) -> Outcome {
    payload(own)
        .decoder
        .borrow()
        .clone()
        .ok_or_else(|| raise_value_error("IncrementalNewlineDecoder.__init__() not called"))
}

fn decode(arguments: &mut Arguments) -> Outcome {
    let (own, input) = (arguments.take(0), arguments.take(1));
    let last = arguments.optional(2).map_or(Ok(false), |last| truth(&last))?;
    let decoder = inner(&own)?;
    let output = if decoder.is_none() {
        input
    } else {
        let method = getattr(decoder, name!("decode"))?;
        crate::functions::call_keywords(method, [input, boolean(last)], crate::keywords!("final"))?
    };
    match output.downcast::<Str>() {
        Some(text) => Ok(native::text(payload(&own).state.decode(text, last))),
        None => Err(raise_type_error(format!("decoder should return a string result, not '{}'", output.type_name()))),
    }
}

fn getstate(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let decoder = inner(&own)?;
    let (buffer, flag) = if decoder.is_none() {
        (crate::bytes!(b""), 0)
    } else {
        let state = call_method(decoder, name!("getstate"), [])?;
        match native::tuple_items(&state).as_deref() {
            Some([buffer, flag]) => (buffer.clone(), native::index_size(flag)?),
            Some(_) => return Err(raise_type_error("illegal decoder state")),
            None => return Err(raise_type_error("illegal decoder state")),
        }
    };
    let flag = flag << 1 | i64::from(payload(&own).state.pending.get());
    Ok(native::tuple(vec![buffer, int(flag)]))
}

fn setstate(arguments: &mut Arguments) -> Outcome {
    let (own, state) = (arguments.take(0), arguments.take(1));
    let decoder = inner(&own)?;
    let Some(items) = native::tuple_items(&state) else {
        return Err(raise_type_error("state argument must be a tuple"));
    };
    let [buffer, flag] = items.as_slice() else { return Err(raise_type_error("illegal decoder state")) };
    let flag = native::index_size(flag)?;
    payload(&own).state.pending.set(flag & 1 != 0);
    if !decoder.is_none() {
        let inner_state = native::tuple(vec![buffer.clone(), int(flag >> 1)]);
        call_method(decoder, name!("setstate"), [inner_state])?;
    }
    Ok(NONE())
}

fn reset(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let decoder = inner(&own)?;
    payload(&own).state.reset();
    if !decoder.is_none() {
        call_method(decoder, name!("reset"), [])?;
    }
    Ok(NONE())
}

/// `io.IncrementalNewlineDecoder`.
pub static INCREMENTAL_NEWLINE_DECODER: BuiltinClass = BuiltinClass::new("IncrementalNewlineDecoder", Kind::Native)
    .module("_io")
    .slots(slots!(Slots { new: Some(New::Native(&NEW)), init: Some(Init::Native(&INIT)), ..Slots::NONE }))
    .methods(methods!(&[
        Method::new("decode", "self, input, final=False", decode),
        Method::new("getstate", "self, /", getstate),
        Method::new("setstate", "self, state, /", setstate),
        Method::new("reset", "self, /", reset),
    ]))
    .getsets(getsets!(&[GetSet::new("newlines", |own| {
        inner(own)?;
        Ok(payload(own).state.newlines())
    })]));

/// A C int given as an argument. Errors: TypeError, OverflowError.
pub fn whence_of(given: Option<Value>) -> Outcome<i64> {
    given.map_or(Ok(0), |given| index_c_int(&given))
}
