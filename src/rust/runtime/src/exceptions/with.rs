//! The `with` statement.

use super::state::Handler;
use super::{raise_type_error, Outcome};
use crate::exceptions::Exception;
use crate::functions::call;
use crate::functions::method::BoundMethod;
use crate::classes::special::find;
use crate::names::Name;
use crate::protocol::truth;
use crate::value::{Value, NONE};

/// A context manager that was entered; one of the exits follows.
pub struct With {
    exit: Value,
}

impl With {
    /// Looks `__enter__` and `__exit__` up and calls the first; gives what it returned.
    ///
    /// # Errors
    /// TypeError if `manager` is no context manager; what `__enter__` raises.
    pub fn enter(manager: Value) -> Outcome<(With, Value)> {
        let message = |missing: &str| {
            let name = manager.type_name();
            format!("'{name}' object does not support the context manager protocol{missing}")
        };
        let Some(enter) = bound(&manager, name!("__enter__"))? else {
            return Err(raise_type_error(message("")));
        };
        let Some(exit) = bound(&manager, name!("__exit__"))? else {
            return Err(raise_type_error(message(" (missed __exit__ method)")));
        };
        let entered = call(enter, [])?;
        Ok((With { exit }, entered))
    }

    /// The body ended without an exception.
    ///
    /// # Errors
    /// What `__exit__` raises.
    pub fn exit_normal(self) -> Outcome<()> {
        call(self.exit, [NONE(), NONE(), NONE()])?;
        Ok(())
    }

    /// The body raised; true if the exception is swallowed.
    ///
    /// # Errors
    /// What `__exit__`, or the truth of its result, raises.
    pub fn exit_raised(self, handler: &Handler) -> Outcome<bool> {
        let exception = handler.exception();
        let traceback = exception.downcast::<Exception>().and_then(|own| own.traceback.borrow().clone());
        let class = exception.class().value();
        truth(call(self.exit, [class, exception, traceback.unwrap_or(NONE())])?)
    }
}

/// A special method of the manager's class, bound to the manager.
fn bound(manager: &Value, name: &Name) -> Outcome<Option<Value>> {
    Ok(match find(manager, name.value())? {
        Some((method, true)) => Some(BoundMethod::allocate(method, manager.clone())),
        other => other.map(|(method, _)| method),
    })
}
