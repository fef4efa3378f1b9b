//! The payload of exception objects.

use super::methods;
use crate::classes::{BuiltinClass, ClassRef};
use crate::collections::{tuple_value, Tuple};
use crate::object::allocate;
use crate::value::{Value, NONE};
use std::cell::{Cell, RefCell};

/// An exception.
pub struct Exception {
    /// The tuple `args`.
    pub args: RefCell<Value>,
    pub cause: RefCell<Option<Value>>,
    pub context: RefCell<Option<Value>>,
    pub suppress_context: Cell<bool>,
    pub traceback: RefCell<Option<Value>>,
    /// What the class adds (`StopIteration.value`, `OSError.errno`), as `hierarchy` numbers it.
    fields: RefCell<Vec<Value>>,
}

impl Exception {
    pub fn new(args: Value) -> Exception {
        Exception {
            args: RefCell::new(args),
            cause: RefCell::default(),
            context: RefCell::default(),
            suppress_context: Cell::new(false),
            traceback: RefCell::default(),
            fields: RefCell::default(),
        }
    }

    /// The items of `args`.
    pub fn args(&self) -> Vec<Value> {
        self.args.borrow().downcast::<Tuple>().map_or_else(Vec::new, |args| args.items().to_vec())
    }

    pub fn set_args(&self, args: Vec<Value>) {
        let old = self.args.replace(tuple_value(args));
        drop(old);
    }

    /// A field; None where it was not set.
    pub fn field(&self, index: usize) -> Value {
        self.fields.borrow().get(index).cloned().unwrap_or(NONE())
    }

    pub fn set_field(&self, index: usize, value: Value) {
        let mut fields = self.fields.borrow_mut();
        if fields.len() <= index {
            fields.resize_with(index + 1, NONE);
        }
        let old = std::mem::replace(&mut fields[index], value);
        drop(fields);
        drop(old);
    }
}

/// An exception object of any class, with its fields still empty.
pub fn allocate_exception(class: ClassRef, args: Vec<Value>) -> Value {
    allocate(class, Exception::new(tuple_value(args))).into_value()
}

/// An instance of a builtin exception class, made by the runtime, not raised yet.
pub fn new_builtin(class: &'static BuiltinClass, args: Vec<Value>) -> Value {
    let exception = allocate_exception(class.class(), args);
    // The runtime's own arguments have the right types.
    if let Err(raised) = methods::fill_fields(&exception, class.class()) {
        raised.forget();
    }
    exception
}
