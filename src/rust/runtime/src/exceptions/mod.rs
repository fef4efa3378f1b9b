//! Exceptions: the object, the hierarchy, the one that is on its way, those being handled.

pub mod display;
pub(crate) mod groups;
pub mod handling;
pub mod hierarchy;
mod initializers;
mod os_error;
pub mod raising;
mod star;
pub mod state;
mod suggestions;
pub mod traceback;
mod unicode;

pub use groups::{BASE_EXCEPTION_GROUP, EXCEPTION_GROUP};
pub use handling::{Exit, Handler, With};
pub use hierarchy::*;
pub(crate) use raising::tell_attribute;
pub use raising::*;
pub use star::StarHandler;
pub use state::Raised;
pub(crate) use unicode::object_and_part;

use crate::value::{Value, NONE};
use std::cell::{Cell, RefCell};

/// The result of anything that may raise.
pub type Outcome<T = Value> = Result<T, Raised>;

/// The payload of exceptions.
pub struct Exception {
    /// The tuple `args`.
    pub args: RefCell<Value>,
    pub cause: RefCell<Option<Value>>,
    pub context: RefCell<Option<Value>>,
    pub suppress_context: Cell<bool>,
    /// Innermost first.
    pub traceback: RefCell<Vec<traceback::Entry>>,
    /// `__traceback__`, once it was asked for: the same object for as long as nothing is added.
    pub(super) traceback_object: RefCell<Option<Value>>,
    /// What the class adds (`StopIteration.value`, `OSError.errno`), as `hierarchy` names it.
    pub fields: RefCell<Vec<Option<Value>>>,
}

impl Exception {
    /// Shows the traceback object, if there is one.
    pub(crate) fn visit_traceback(&self, visit: &mut dyn FnMut(&Value)) {
        self.traceback_object.try_borrow().iter().filter_map(|value| value.as_ref()).for_each(visit);
    }

    pub fn new(args: Value) -> Exception {
        Exception {
            args: RefCell::new(args),
            cause: RefCell::new(None),
            context: RefCell::new(None),
            suppress_context: Cell::new(false),
            traceback: RefCell::new(Vec::new()),
            traceback_object: RefCell::new(None),
            fields: RefCell::new(Vec::new()),
        }
    }

    /// The values of `args`.
    pub fn arguments(&self) -> Vec<Value> {
        let args = self.args.borrow();
        args.downcast::<crate::collections::Tuple>().map(|args| args.items().to_vec()).unwrap_or_default()
    }

    /// A field; None where it was not set.
    pub fn field(&self, index: usize) -> Value {
        self.own_field(index).unwrap_or_else(NONE)
    }

    /// A field, where it was set: what C code tells from None.
    pub fn own_field(&self, index: usize) -> Option<Value> {
        self.fields.borrow().get(index).cloned().flatten()
    }

    /// Sets a field, or takes it away.
    pub fn set_field(&self, index: usize, value: impl Into<Option<Value>>) {
        let mut fields = self.fields.borrow_mut();
        if fields.len() <= index {
            fields.resize_with(index + 1, || None);
        }
        let old = std::mem::replace(&mut fields[index], value.into());
        drop(fields);
        drop(old);
    }
}
