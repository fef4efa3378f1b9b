//! `StringIO` (`stringio.c`): text in memory.

use super::base::{finalize, own_method, TEXT_IO_BASE};
use super::newlines::{line_end, whence_of, with_newlines, Newline, Translation};
use super::shared::{attributes_copy, state_items, state_position, take_attributes};
use super::shared::{c_size, length_of, optional_size, uninitialized};
use crate::classes::slots::{Init, New};
use crate::classes::{BuiltinClass, GetSet, Method, Slots};
use crate::collections::support::no_memory;
use crate::exceptions::{raise_os_error, raise_overflow_error, raise_type_error, raise_value_error, Outcome};
use crate::functions::builtin::{Constructor, Initializer};
use crate::functions::{call_method, Arguments, CallArguments};
use crate::native;
use crate::object::{allocate_native, Kind};
use crate::text::str::{Str, View};
use crate::value::{boolean, int, Value, FALSE, NONE, TRUE};
use std::cell::{Cell, RefCell};

/// How many code points the memory holds at most.
const MOST_CODES: usize = i32::MAX as usize / 4;

/// The payload: code points.
struct StringIo {
    text: RefCell<Vec<u32>>,
    position: Cell<i64>,
    ready: Cell<bool>,
    closed: Cell<bool>,
    newline: Cell<Newline>,
    translation: RefCell<Option<Translation>>,
}

static NEW: Constructor = Constructor::blank(|class, _| {
    Ok(allocate_native(
        class,
        StringIo {
            text: RefCell::default(),
            position: Cell::new(0),
            ready: Cell::new(false),
            closed: Cell::new(false),
            newline: Cell::new(Newline::LineFeed),
            translation: RefCell::new(None),
        },
    ))
});

static INIT: Initializer = Initializer::new("initial_value='', newline='\\n'", |own, arguments| {
    let own = payload(own);
    let newline = match arguments.get(1) {
        None => Newline::LineFeed,
        given => Newline::of(given)?,
    };
    let initial = arguments.not_none(0);
    if let Some(initial) = initial.as_ref().filter(|initial| initial.downcast::<Str>().is_none()) {
        return Err(raise_type_error(format!("initial_value must be str or None, not {}", initial.type_name())));
    }
    own.ready.set(false);
    own.newline.set(newline);
    let translation = newline.is_universal().then(|| Translation::new(newline == Newline::Translated));
    own.translation.replace(translation);
    own.text.borrow_mut().clear();
    own.position.set(0);
    if let Some(initial) = initial.as_ref().and_then(|initial| initial.downcast::<Str>()) {
        own.put(initial)?;
    }
    own.position.set(0);
    own.closed.set(false);
    own.ready.set(true);
    Ok(())
});

fn payload(own: &Value) -> &StringIo {
    own.native().expect("a method of StringIO gets one")
}

/// Errors: ValueError before `__init__` and after `close`.
fn open(own: &Value) -> Outcome<&StringIo> {
    let own = payload(own);
    if !own.ready.get() {
        return Err(uninitialized());
    }
    if own.closed.get() {
        return Err(raise_value_error("I/O operation on closed file"));
    }
    Ok(own)
}

impl StringIo {
    /// Errors: OverflowError.
    fn put(&self, given: &Str) -> Outcome<()> {
        let translated = self.translation.borrow().as_ref().map(|translation| translation.decode(given, true));
        let replaced = self.newline.get().written().map(|written| with_newlines(given, written));
        let text = translated.as_ref().or(replaced.as_ref()).unwrap_or(given);
        if text.is_empty() {
            return Ok(());
        }
        let Some(end) = self.position.get().checked_add(text.len() as i64) else {
            return Err(raise_overflow_error("new position too large"));
        };
        let Some(end) = usize::try_from(end).ok().filter(|end| *end <= MOST_CODES) else {
            return Err(no_memory());
        };
        let position = end - text.len();
        let mut all = self.text.borrow_mut();
        if position > all.len() {
            all.resize(position, 0);
        }
        let overwritten = all.len().min(end);
        if overwritten > position {
            for (target, code) in all[position..overwritten].iter_mut().zip(text.view().iter()) {
                *target = code;
            }
        }
        let skipped = overwritten - position.min(overwritten);
        match text.view().part(skipped, text.len()) {
            View::Ascii(rest) => all.extend(rest.iter().map(|&octet| u32::from(octet))),
            View::Wide(rest) => all.extend_from_slice(rest),
        }
        self.position.set(end as i64);
        Ok(())
    }

    fn take_line(&self, limit: Option<usize>) -> Value {
        let all = self.text.borrow();
        let Some(start) = usize::try_from(self.position.get()).ok().filter(|start| *start < all.len()) else {
            return native::text(Str::default());
        };
        let most = limit.map_or(all.len(), |limit| all.len().min(start.saturating_add(limit)));
        let part = &all[start..most];
        let length = line_end(View::Wide(part), self.newline.get()).unwrap_or(part.len());
        self.position.set((start + length) as i64);
        native::text(Str::from_code_points(&part[..length]))
    }
}

fn write(arguments: &mut Arguments) -> Outcome {
    let (own, given) = (arguments.take(0), arguments.take(1));
    if !payload(&own).ready.get() {
        return Err(uninitialized());
    }
    let Some(text) = given.downcast::<Str>() else {
        return Err(raise_type_error(format!("string argument expected, got '{}'", given.type_name())));
    };
    open(&own)?.put(text)?;
    Ok(int(text.len() as i64))
}

fn read(arguments: &mut Arguments) -> Outcome {
    let size = optional_size(arguments.optional(1))?;
    let own = arguments.take(0);
    let own = open(&own)?;
    let all = own.text.borrow();
    let start = own.position.get();
    let rest = usize::try_from(start).ok().and_then(|start| all.get(start..)).unwrap_or_default();
    let count = size.and_then(|size| usize::try_from(size).ok()).map_or(rest.len(), |size| size.min(rest.len()));
    own.position.set(start + count as i64);
    Ok(native::text(Str::from_code_points(&rest[..count])))
}

fn readline(arguments: &mut Arguments) -> Outcome {
    let size = optional_size(arguments.optional(1))?;
    let own = arguments.take(0);
    Ok(open(&own)?.take_line(size.and_then(|size| usize::try_from(size).ok())))
}

fn next(own: &Value) -> Outcome<Option<Value>> {
    let stream = open(own)?;
    let line = if STRING_IO.is_exact(own) {
        stream.take_line(None)
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
    Ok(line.downcast::<Str>().is_some_and(|line| !line.is_empty()).then_some(line))
}

fn seek(arguments: &mut Arguments) -> Outcome {
    let offset = c_size(&arguments.take(1))?;
    let whence = whence_of(arguments.optional(2))?;
    let own = arguments.take(0);
    let own = open(&own)?;
    if !(0..=2).contains(&whence) {
        return Err(raise_value_error(format!("Invalid whence ({whence}, should be 0, 1 or 2)")));
    }
    if offset < 0 && whence == 0 {
        return Err(raise_value_error(format!("Negative seek position {offset}")));
    }
    if whence != 0 && offset != 0 {
        return Err(raise_os_error("Can't do nonzero cur-relative seeks"));
    }
    let position = match whence {
        0 => offset,
        1 => own.position.get(),
        _ => own.text.borrow().len() as i64,
    };
    own.position.set(position);
    Ok(int(position))
}

fn truncate(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let size = optional_size(arguments.optional(1));
    let own = open(&own)?;
    let size = size?.unwrap_or(own.position.get());
    let Some(length) = length_of(size) else {
        return Err(raise_value_error(format!("Negative size value {size}")));
    };
    own.text.borrow_mut().truncate(length);
    Ok(int(size))
}

fn close(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let own = payload(&own);
    own.closed.set(true);
    own.text.borrow_mut().clear();
    Ok(NONE())
}

fn get_state(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let stream = open(&own)?;
    let text = native::text(Str::from_code_points(&stream.text.borrow()));
    let newline = stream.newline.get().value();
    Ok(native::tuple(vec![text, newline, int(stream.position.get()), attributes_copy(&own)]))
}

fn set_state(arguments: &mut Arguments) -> Outcome {
    let (own, state) = (arguments.take(0), arguments.take(1));
    if payload(&own).closed.get() {
        return Err(raise_value_error("I/O operation on closed file"));
    }
    let items = state_items(&own, &state, 4)?;
    INIT.call(&own, CallArguments::new(&mut [Some(items[0].clone()), Some(items[1].clone())], &[]))?;
    let stream = payload(&own);
    // The text of a state is translated already.
    let text = items[0].downcast::<Str>().map(|text| text.view().iter().collect()).unwrap_or_default();
    stream.text.replace(text);
    stream.position.set(state_position(&items[2], "third", "got")?);
    take_attributes(&own, &items[3], "fourth")?;
    Ok(NONE())
}

/// As CPython's `dealloc`, which finalizes instances of subclasses alone.
fn finalize_subclass(own: &Value) {
    if !STRING_IO.is_exact(own) {
        finalize(own);
    }
}

/// `io.StringIO`.
pub static STRING_IO: BuiltinClass = BuiltinClass::new("StringIO", Kind::Native)
    .module("_io")
    .bases(&[&TEXT_IO_BASE])
    .instance_dict()
    .slots(slots!({
        let mut slots = Slots::NONE;
        slots.new = Some(New::Native(&NEW));
        slots.init = Some(Init::Native(&INIT));
        slots.next = Some(next);
        slots.del = Some(finalize_subclass);
        slots
    }))
    .methods(methods!(&METHODS))
    .getsets(getsets!(&[
        GetSet::new("closed", |own| {
            if !payload(own).ready.get() {
                return Err(uninitialized());
            }
            Ok(boolean(payload(own).closed.get()))
        }),
        GetSet::new("line_buffering", |own| open(own).map(|_| FALSE())),
        GetSet::new("newlines", |own| {
            Ok(open(own)?.translation.borrow().as_ref().map_or_else(NONE, Translation::newlines))
        }),
    ]));

static METHODS: [Method; 13] = [
    Method::new("write", "self, s, /", write),
    Method::new("read", "self, size=-1, /", read),
    Method::new("readline", "self, size=-1, /", readline),
    own_method!("getvalue", |own| {
        let text = Str::from_code_points(&open(&own)?.text.borrow());
        Ok(native::text(text))
    }),
    own_method!("tell", |own| Ok(int(open(&own)?.position.get()))),
    Method::new("seek", "self, pos, whence=0, /", seek),
    Method::new("truncate", "self, pos=None, /", truncate),
    Method::new("close", "self, /", close),
    Method::new("__getstate__", "self, /", get_state),
    Method::new("__setstate__", "self, state, /", set_state),
    own_method!("readable", |own| open(&own).map(|_| TRUE())),
    own_method!("writable", |own| open(&own).map(|_| TRUE())),
    own_method!("seekable", |own| open(&own).map(|_| TRUE())),
];
