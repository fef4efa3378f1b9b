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
    /// The bound methods that enter and leave a manager; `protocol` is how CPython names what it must support.
    fn methods(manager: &Value, names: [&Name; 2], protocol: &str) -> Outcome<[Value; 2]> {
        let message = || format!("'{}' object does not support the {protocol} protocol", manager.type_name());
        let Some(enter) = special(manager, names[0])? else { return Err(raise_type_error(message())) };
        let Some(exit) = special(manager, names[1])? else {
            return Err(raise_type_error(format!("{} (missed {} method)", message(), names[1].text())));
        };
        Ok([enter, exit])
    }

    /// Enters a manager; gives what `as` binds.
    pub fn enter(manager: Value) -> Outcome<(With, Value)> {
        let names = [name!("__enter__"), name!("__exit__")];
        let [enter, exit] = With::methods(&manager, names, "context manager")?;
        let value = call(enter, [])?;
        Ok((With { exit }, value))
    }

    /// Begins to enter an asynchronous manager; gives what is to be awaited.
    pub(crate) fn begin_async(manager: Value) -> Outcome<(With, Value)> {
        let names = [name!("__aenter__"), name!("__aexit__")];
        let [enter, exit] = With::methods(&manager, names, "asynchronous context manager")?;
        let awaitable = call(enter, [])?;
        Ok((With { exit }, awaitable))
    }

    /// Leaves the manager, with the exception that is being handled if there is one.
    pub(crate) fn call_exit(&self, handler: Option<&Handler>) -> Outcome {
        let arguments = match handler {
            None => [NONE(), NONE(), NONE()],
            Some(handler) => {
                let exception = handler.exception();
                let traceback = super::traceback::traceback_value(&exception);
                [exception.class().value(), exception, traceback]
            }
        };
        call(self.exit.clone(), arguments)
    }

    /// The body ended without an exception.
    pub fn exit_normal(&self) -> Outcome<()> {
        self.call_exit(None).map(drop)
    }

    /// The body raised; true where the manager swallows it.
    pub fn exit_raised(&self, handler: &Handler) -> Outcome<bool> {
        crate::protocol::truth(self.call_exit(Some(handler))?)
    }
}
