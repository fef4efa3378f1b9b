//! Tracebacks: where an exception passed.

use super::Exception;
use crate::classes::declaration::{BuiltinClass, GetSet};
use crate::functions::frame_object::passed_frame;
use crate::functions::Code;
use crate::object::{allocate, Kind};
use crate::value::{int, Value, NONE};

/// One frame that an exception passed.
#[derive(Clone, Copy)]
pub struct Entry {
    pub code: &'static Code,
    pub line: u32,
}

/// A traceback object: entries outermost first.
pub struct Traceback {
    entries: Vec<Entry>,
}

impl Traceback {
    /// Innermost first, as exceptions keep them.
    pub(crate) fn entries(&self) -> Vec<Entry> {
        self.entries.iter().rev().copied().collect()
    }
}

fn traceback_of(entries: Vec<Entry>) -> Value {
    if entries.is_empty() {
        return NONE();
    }
    allocate(TRACEBACK.class(), Traceback { entries }).into_value()
}

/// `__traceback__` of an exception.
pub fn traceback_value(exception: &Value) -> Value {
    let entries = exception.downcast::<Exception>().map(|own| own.traceback.borrow().clone()).unwrap_or_default();
    traceback_of(entries.into_iter().rev().collect())
}

pub static TRACEBACK: BuiltinClass =
    BuiltinClass::new("traceback", Kind::Traceback).sealed().no_constructor().getsets(&[
        GetSet::new("tb_frame", |own| {
            let own = own.downcast::<Traceback>();
            Ok(own.map_or_else(NONE, |own| passed_frame(own.entries[0].code)))
        }),
        GetSet::new("tb_lineno", |own| {
            let own = own.downcast::<Traceback>();
            Ok(own.map_or_else(NONE, |own| int(own.entries[0].line as i64)))
        }),
        GetSet::new("tb_next", |own| {
            let own = own.downcast::<Traceback>();
            Ok(own.map_or_else(NONE, |own| traceback_of(own.entries[1..].to_vec())))
        }),
    ]);
