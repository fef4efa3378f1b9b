//! What `throw` was given, and the exception that it stands for.

use super::delegate::is_native;
use crate::classes::ClassRef;
use crate::exceptions::traceback::set_traceback;
use crate::exceptions::{exception_class, new_exception, raise_type_error, state, Exception, Outcome, GENERATOR_EXIT};
use crate::functions::{call, call_values, Arguments};
use crate::object::Kind;
use crate::protocol::attributes::getattr_optional;
use crate::protocol::convert::repr_or_type_name;
use crate::protocol::iterate::collect;
use crate::value::{Value, NONE};

/// The arguments of `throw(type[, value[, traceback]])`, which are passed on as they are.
pub(crate) struct Thrown {
    given: Vec<Value>,
    /// Whether a GeneratorExit closes the iterator that a body delegates to, instead of being thrown into it.
    pub(super) closes: bool,
    /// What the body that it is passed on by is handling.
    pub(super) context: Option<Value>,
    /// `throw` of an iterator that is no generator.
    pub(super) method: Option<Value>,
}

impl Thrown {
    /// The arguments behind the receiver.
    pub(super) fn from_arguments(arguments: &mut Arguments) -> Thrown {
        let given = (1..arguments.len()).map_while(|index| arguments.optional(index)).collect();
        Thrown::new(given)
    }

    pub(super) fn new(given: Vec<Value>) -> Thrown {
        Thrown { given, closes: true, context: None, method: None }
    }

    pub(super) fn in_context(self, context: Option<Value>) -> Thrown {
        Thrown { context, ..self }
    }

    /// The same for a body that delegates to an iterator: one without `throw` leaves the exception to the body.
    ///
    /// # Errors
    /// What looking `throw` up raises; without it, TypeError for what is no exception. The body goes on later.
    pub(super) fn found_on(mut self, iterator: &Value) -> Outcome<Thrown> {
        if is_native(iterator) || self.closes && self.is_generator_exit() {
            return Ok(self);
        }
        self.method = getattr_optional(iterator, name!("throw"))?;
        if self.method.is_none() {
            self.given = vec![self.exception()?];
        }
        Ok(self)
    }

    /// GeneratorExit, as `aclose` throws it.
    pub(super) fn exit() -> Thrown {
        Thrown::new(vec![GENERATOR_EXIT.value()])
    }

    /// GeneratorExit, as `close` raises it: in the context of the caller.
    pub(super) fn closing() -> Thrown {
        let exit = new_exception(&GENERATOR_EXIT, Vec::new());
        if let Some(handled) = state::handled() {
            state::set_context(&exit, handled);
        }
        Thrown::new(vec![exit])
    }

    /// The same, thrown into whatever the body delegates to.
    pub(super) fn not_closing(self) -> Thrown {
        Thrown { closes: false, ..self }
    }

    pub(super) fn given(&self) -> &[Value] {
        &self.given
    }

    /// Whether GeneratorExit is thrown: the class or an instance.
    pub(super) fn is_generator_exit(&self) -> bool {
        let kind = &self.given[0];
        match exception_class(kind) {
            Some(class) => class.is_subclass_of(GENERATOR_EXIT.class()),
            None => GENERATOR_EXIT.is_instance(kind),
        }
    }

    /// The exception.
    ///
    /// # Errors
    /// TypeError for what is no exception, or no traceback.
    pub(super) fn exception(&self) -> Outcome {
        let kind = self.given[0].clone();
        let value = self.given.get(1).filter(|value| !value.is_none()).cloned();
        let traceback = self.given.get(2).filter(|traceback| !traceback.is_none());
        if traceback.is_some_and(|traceback| traceback.kind() != Kind::Traceback) {
            return Err(raise_type_error("throw() third argument must be a traceback object"));
        }
        let is_class = exception_class(&kind).is_some();
        let exception = if is_class {
            instance(kind, value)
        } else if kind.downcast::<Exception>().is_some() {
            if value.is_some() {
                return Err(raise_type_error("instance exception may not have a separate value"));
            }
            kind
        } else {
            return Err(raise_type_error(format!(
                "exceptions must be classes or instances deriving from BaseException, not {}",
                kind.type_name()
            )));
        };
        if let Some(own) = exception.downcast::<Exception>() {
            match traceback {
                Some(traceback) => set_traceback(own, traceback),
                None if is_class => set_traceback(own, &NONE()),
                None => {}
            }
        }
        Ok(exception)
    }
}

/// The instance of an exception class for a value; where making it fails, the error is the exception.
fn instance(class: Value, value: Option<Value>) -> Value {
    let made = match value {
        Some(value) if ClassRef::from_value(&class).is_some_and(|class| value.class().is_subclass_of(class)) => {
            return value
        }
        Some(value) if value.kind() == Kind::Tuple => collect(value).and_then(|items| {
            let mut items: Vec<_> = items.into_iter().map(Some).collect();
            call_values(&class, &mut items)
        }),
        Some(value) => call(class.clone(), [value]),
        None => call(class.clone(), []),
    };
    let made = made.unwrap_or_else(|raised| raised.take());
    if made.downcast::<Exception>().is_some() {
        return made;
    }
    // `_PyErr_CreateException` of `Python/errors.c`.
    raise_type_error(format!(
        "calling {} should have returned an instance of BaseException, not {}",
        repr_or_type_name(&class),
        made.type_name()
    ))
    .take()
}
