//! Traceback objects.

use crate::classes::{BuiltinClass, GetSet};
use crate::functions::code::Code;
use crate::object::{allocate, Kind};
use crate::value::{int, Value, NONE};
use std::cell::RefCell;

/// One entry: where a frame was when the exception passed through it. `next` leads towards the
/// place where it was raised.
pub struct Traceback {
    pub code: &'static Code,
    pub line: u32,
    pub next: RefCell<Option<Value>>,
}

/// Adds a frame to the traceback of an exception.
pub fn add_entry(exception: &super::Exception, code: &'static Code, line: u32) {
    let next = exception.traceback.take();
    let entry = allocate(TRACEBACK.class(), Traceback { code, line, next: RefCell::new(next) });
    *exception.traceback.borrow_mut() = Some(entry.into_value());
}

pub static TRACEBACK: BuiltinClass = BuiltinClass::new("traceback", Kind::Traceback).getsets(&[
    GetSet {
        name: "tb_lineno",
        get: |own| Ok(own.downcast::<Traceback>().map_or(NONE(), |own| int(own.line.into()))),
        set: None,
    },
    GetSet {
        name: "tb_next",
        get: |own| Ok(own.downcast::<Traceback>().and_then(|own| own.next.borrow().clone()).unwrap_or(NONE())),
        set: None,
    },
])
.sealed()
.no_constructor()
.known_names(&["tb_frame", "tb_lasti"]);

/// The entries, outermost first.
pub fn entries(exception: &super::Exception) -> Vec<(&'static Code, u32)> {
    let mut entries = Vec::new();
    let mut current = exception.traceback.borrow().clone();
    while let Some(entry) = current {
        let Some(entry) = entry.downcast::<Traceback>() else { break };
        entries.push((entry.code, entry.line));
        current = entry.next.borrow().clone();
    }
    entries
}
