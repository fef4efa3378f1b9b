//! Frame objects: which function runs, and who called it (`Objects/frameobject.c`).
//!
//! Variables (`f_locals`) are the function's own, and asking for them is refused; so is what a frame that has ended
//! would have to be asked for.

use super::code::Code;
use super::code_class::code_object;
use super::frame::{frames, mark_frame, marked_frame, Marked};
use crate::classes::slots::Slots;
use crate::classes::{BuiltinClass, GetSet, Method};
use crate::collections::carried::native;
use crate::exceptions::{raise_runtime_error, raise_value_error, Outcome};
use crate::functions::Arguments;
use crate::object::{allocate_native, Kind};
use crate::protocol::convert::address_text;
use crate::text::str_value;
use crate::value::{int, Value, NONE};

/// A frame: its function, and its mark where it ran when it was asked for.
struct FrameObject {
    code: &'static Code,
    /// Whether `types.coroutine` made the generator awaitable.
    iterable: bool,
    mark: Option<u32>,
}

native!(FrameObject, FRAME);

fn frame(own: &Value) -> &FrameObject {
    match own.native::<FrameObject>() {
        Some(own) => own,
        None => unreachable!("instances of frame are frames"),
    }
}

fn is_module(code: &'static Code) -> bool {
    std::ptr::eq(code, code.module.body)
}

fn frame_object(found: &Marked) -> Value {
    allocate_native(FRAME.class(), FrameObject { code: found.code, iterable: found.iterable, mark: Some(found.mark) })
}

/// `sys._getframe(depth)`.
///
/// # Errors
/// ValueError where there are fewer frames.
pub(crate) fn frame_at(depth: usize) -> Outcome {
    match mark_frame(depth) {
        // CPython's import system has frames between a module's body and who imports it.
        Some(_) if frames().take(depth).any(|(code, _)| is_module(code)) => {
            crate::program::refuse("sys._getframe beyond the body of an imported module")
        }
        Some(found) => Ok(frame_object(&found)),
        None => Err(raise_value_error("call stack is not deep enough")),
    }
}

/// The frame of a traceback's entry.
pub(crate) fn passed_frame(code: &'static Code) -> Value {
    allocate_native(FRAME.class(), FrameObject { code, iterable: false, mark: None })
}

/// What is true of the frame now.
fn now(own: &Value, attribute: &str) -> Marked {
    match frame(own).mark.and_then(marked_frame) {
        Some(found) => found,
        None => crate::program::refuse(format_args!("frame.{attribute} of a frame that has ended")),
    }
}

fn back(own: &Value) -> Outcome {
    let found = now(own, "f_back");
    match mark_frame(found.depth + 1) {
        None => Ok(NONE()),
        Some(_) if is_module(found.code) => crate::program::refuse("frame.f_back of an imported module's frame"),
        Some(caller) => Ok(frame_object(&caller)),
    }
}

/// `clear()`: a frame that an exception has left holds nothing.
fn clear(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let own = frame(&own);
    let runs = match own.mark {
        Some(mark) => marked_frame(mark).is_some(),
        None => frames().any(|(code, _)| std::ptr::eq(code, own.code)),
    };
    if runs {
        return Err(raise_runtime_error("cannot clear an executing frame"));
    }
    Ok(NONE())
}

fn repr(own: &Value) -> Outcome {
    let (address, found) = (address_text(own), now(own, "__repr__"));
    let (file, name, line) = (found.code.module.file, found.code.name, found.line);
    Ok(str_value(format!("<frame at {address}, file '{file}', line {line}, code {name}>")))
}

pub static FRAME: BuiltinClass = BuiltinClass::new("frame", Kind::Native)
    .sealed()
    .no_constructor()
    .slots(slots!(Slots { repr: Some(repr), ..Slots::NONE }))
    .methods(methods!(&[Method::new("clear", "self, /", clear)]))
    .getsets(getsets!(&[
        GetSet::new("f_code", |own| Ok(code_object(frame(own).code, frame(own).iterable))),
        GetSet::new("f_globals", |own| Ok(frame(own).code.module.globals.dict().into_value())),
        GetSet::new("f_lineno", |own| Ok(int(i64::from(now(own, "f_lineno").line)))),
        GetSet::new("f_back", back),
        // Nothing traces a translated program.
        GetSet::new("f_trace", |_| Ok(NONE())),
    ]));
