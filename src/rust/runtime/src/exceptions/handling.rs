//! `except`, `finally` and `with`.

use super::raising::exception_matches;
use super::state::{pop_handled, push_handled};
use super::{raise_type_error, Outcome, Raised};
use crate::functions::call;
use crate::names::Name;
use crate::protocol::attributes::bind_to_instance;
use crate::value::{Value, NONE};

/// An exception being handled, for as long as this lives.
pub struct Handler {
    exception: Value,
}

impl Handler {
    pub(crate) fn new(raised: Raised) -> Handler {
        let exception = raised.take();
        push_handled(exception.clone());
        Handler { exception }
    }

    pub fn exception(&self) -> Value {
        self.exception.clone()
    }

    /// Whether `except class` catches it.
    pub fn matches(&self, class: Value) -> Outcome<bool> {
        exception_matches(&self.exception, &class)
    }

    /// No clause caught it.
    pub fn raise_again(&self) -> Raised {
        Raised::again(self.exception.clone())
    }
}

impl Drop for Handler {
    fn drop(&mut self) {
        pop_handled();
    }
}

/// How control left the body of a `finally` or `with` block.
pub enum Exit {
    Normal,
    Return(Value),
    /// A numbered `break` or `continue`.
    Jump(usize),
}

/// An entered context manager.
pub struct With {
    exit: Value,
}

fn special(manager: &Value, name: &Name) -> Outcome<Option<Value>> {
    match manager.class().lookup(name.value()) {
        Some(found) => bind_to_instance(found, manager).map(Some),
        None => Ok(None),
    }
}

impl With {
    /// Enters a manager; gives what `as` binds.
    pub fn enter(manager: Value) -> Outcome<(With, Value)> {
        let class = manager.type_name();
        let protocol = format!("'{class}' object does not support the context manager protocol");
        let Some(enter) = special(&manager, name!("__enter__"))? else {
            return Err(raise_type_error(protocol));
        };
        let Some(exit) = special(&manager, name!("__exit__"))? else {
            return Err(raise_type_error(format!("{protocol} (missed __exit__ method)")));
        };
        let value = call(enter, [])?;
        Ok((With { exit }, value))
    }

    /// The body ended without an exception.
    pub fn exit_normal(&self) -> Outcome<()> {
        call(self.exit.clone(), [NONE(), NONE(), NONE()]).map(drop)
    }

    /// The body raised; true where the manager swallows it.
    pub fn exit_raised(&self, handler: &Handler) -> Outcome<bool> {
        let exception = handler.exception();
        let class = exception.class().value();
        let traceback = super::traceback::traceback_value(&exception);
        crate::protocol::truth(call(self.exit.clone(), [class, exception, traceback])?)
    }
}
