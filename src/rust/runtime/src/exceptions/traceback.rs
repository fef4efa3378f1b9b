//! Tracebacks: where an exception passed.

use super::Exception;
use crate::classes::declaration::{BuiltinClass, GetSet};
use crate::functions::frame_object::passed_frame;
use crate::functions::Code;
use crate::object::{allocate, Kind};
use crate::value::{int, Value, NONE};
use std::cell::RefCell;

/// One frame that an exception passed.
#[derive(Clone, Copy)]
pub struct Entry {
    pub code: &'static Code,
    pub line: u32,
}

/// A traceback object: entries outermost first.
pub struct Traceback {
    entries: Vec<Entry>,
    next: RefCell<Option<Value>>,
}

impl Traceback {
    /// Innermost first, as exceptions keep them.
    pub(crate) fn entries(&self) -> Vec<Entry> {
        self.entries.iter().rev().copied().collect()
    }

    fn next(&self) -> Value {
        self.next.borrow_mut().get_or_insert_with(|| traceback_of(self.entries[1..].to_vec())).clone()
    }
}

fn traceback_of(entries: Vec<Entry>) -> Value {
    if entries.is_empty() {
        return NONE();
    }
    allocate(TRACEBACK.class(), Traceback { entries, next: RefCell::new(None) }).into_value()
}

/// `__traceback__` of an exception.
pub fn traceback_value(exception: &Value) -> Value {
    let Some(own) = exception.downcast::<Exception>() else { return NONE() };
    let known = own.traceback_object.borrow().clone();
    let count = own.traceback.borrow().len();
    let is_current = |value: &Value| value.downcast::<Traceback>().is_some_and(|known| known.entries.len() == count);
    if let Some(known) = known.filter(is_current) {
        return known;
    }
    let made = traceback_of(own.traceback.borrow().iter().rev().copied().collect());
    let old = own.traceback_object.replace(Some(made.clone()));
    drop(old);
    made
}

/// Sets `__traceback__` of an exception: a traceback object, or None.
pub(crate) fn set_traceback(exception: &Exception, traceback: &Value) {
    let entries = traceback.downcast::<Traceback>().map(Traceback::entries).unwrap_or_default();
    exception.traceback.replace(entries);
    let old = exception.traceback_object.replace(Some(traceback.clone()));
    drop(old);
}

/// Gives an exception the traceback of another one.
pub(super) fn share(from: &Value, to: &Value) {
    if let Some(to) = to.downcast::<Exception>() {
        set_traceback(to, &traceback_value(from));
    }
}

pub static TRACEBACK: BuiltinClass =
    BuiltinClass::new("traceback", Kind::Traceback).sealed().no_constructor().getsets(getsets!(&[
        GetSet::new("tb_frame", |own| {
            let own = own.downcast::<Traceback>();
            Ok(own.map_or_else(NONE, |own| passed_frame(own.entries[0].code)))
        }),
        GetSet::new("tb_lineno", |own| {
            let own = own.downcast::<Traceback>();
            Ok(own.map_or_else(NONE, |own| int(own.entries[0].line as i64)))
        }),
        GetSet::new("tb_next", |own| Ok(own.downcast::<Traceback>().map_or_else(NONE, Traceback::next))),
    ]));
