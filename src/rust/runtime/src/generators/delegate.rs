//! `yield from`, and what `await` does once it has the iterator of what is awaited.

use super::class::any_kind;
use super::{next_or_stop, Progress, Resume, Suspension, Thrown, EXCHANGE};
use crate::exceptions::display::report_unraisable;
use crate::exceptions::{raise_type_error, state, Exception, Outcome, Raised, STOP_ITERATION};
use crate::functions::code::CodeKind;
use crate::functions::frame::OwnedFrame;
use crate::functions::{call, call_method, call_values};
use crate::object::Kind;
use crate::protocol::attributes::getattr_optional;
use crate::protocol::iterate::{iter, next};
use crate::value::{Value, NONE};

impl OwnedFrame {
    /// `yield from iterable`; gives what the iterator returned.
    ///
    /// # Errors
    /// TypeError if it is not iterable, or a coroutine in a generator that cannot be awaited; what the iterator raises.
    pub async fn delegate(&self, iterable: Value) -> Outcome {
        let iterator = match iterable.kind() {
            Kind::Generator => iterable,
            Kind::Coroutine if self.iterable || self.code.kind == CodeKind::Coroutine => iterable,
            Kind::Coroutine => {
                let message = "cannot 'yield from' a coroutine object in a non-coroutine generator";
                return Err(raise_type_error(message));
            }
            _ => iter(iterable)?,
        };
        self.delegate_to(iterator).await
    }

    /// Passes what the body is resumed with to an iterator, and yields what that gives, until it returns.
    ///
    /// # Errors
    /// What the iterator raises.
    pub(super) async fn delegate_to(&self, iterator: Value) -> Outcome {
        let mut resume = Resume::Send(NONE());
        loop {
            match step(&iterator, resume)? {
                Progress::Yielded(value) => {
                    EXCHANGE.delegate.set(Some(iterator.clone()));
                    resume = Suspension(Some(value)).await;
                }
                Progress::Returned(value) => return Ok(value),
            }
        }
    }
}

fn step(iterator: &Value, resume: Resume) -> Outcome<Progress> {
    match resume {
        Resume::Send(value) => send(iterator, value),
        Resume::Throw(exception) => throw(iterator, Thrown::new(vec![exception])),
        Resume::PassOn(mut thrown) => {
            let context = thrown.context.take();
            throw(iterator, thrown).map_err(|raised| in_context(raised, context))
        }
    }
}

/// An exception that comes out of `throw`, with what the body is handling as its context.
fn in_context(raised: Raised, context: Option<Value>) -> Raised {
    let Some(context) = context else { return raised };
    let exception = raised.take();
    state::set_context(&exception, context);
    Raised::resume(exception)
}

/// Whether it is a generator or coroutine, and not an iterator of any other class.
pub(super) fn is_native(iterator: &Value) -> bool {
    matches!(iterator.kind(), Kind::Generator | Kind::Coroutine)
}

/// `PyIter_Send`.
fn send(iterator: &Value, value: Value) -> Outcome<Progress> {
    if let Some(generator) = any_kind(iterator).filter(|_| is_native(iterator)) {
        return generator.resume(Resume::Send(value));
    }
    if !value.is_none() {
        return stopped(call_method(iterator.clone(), name!("send"), [value]));
    }
    // The exception of a class's own `__next__` may carry a value, which its slot forgets.
    if !iterator.class().is_builtin() {
        return stopped(next_or_stop(iterator));
    }
    match iterator.class().slots().next() {
        Some(slot) => match slot(iterator) {
            Ok(Some(item)) => Ok(Progress::Yielded(item)),
            Ok(None) => Ok(Progress::Returned(NONE())),
            Err(raised) => stopped(Err(raised)),
        },
        None => Ok(match next(iterator)? {
            Some(item) => Progress::Yielded(item),
            None => Progress::Returned(NONE()),
        }),
    }
}

/// `_gen_throw` with an iterator to delegate to.
fn throw(iterator: &Value, thrown: Thrown) -> Outcome<Progress> {
    if thrown.closes && thrown.is_generator_exit() {
        close(iterator)?;
        return Err(Raised::resume(thrown.exception()?));
    }
    if let Some(generator) = any_kind(iterator).filter(|_| is_native(iterator)) {
        // A StopIteration that was thrown in and not caught ends the delegation.
        return match generator.throw(thrown) {
            Err(raised) if raised.is_instance_of(&STOP_ITERATION) => Ok(Progress::Returned(value_of(raised))),
            other => other,
        };
    }
    match &thrown.method {
        Some(throw) => {
            let mut given: Vec<_> = thrown.given().iter().cloned().map(Some).collect();
            stopped(call_values(throw, &mut given))
        }
        None => Err(Raised::resume(thrown.exception()?)),
    }
}

/// `gen_close_iter`.
fn close(iterator: &Value) -> Outcome<()> {
    if let Some(generator) = any_kind(iterator).filter(|_| is_native(iterator)) {
        return generator.close();
    }
    match getattr_optional(iterator, name!("close")) {
        Ok(Some(close)) => call(close, []).map(drop),
        Ok(None) => Ok(()),
        Err(raised) => {
            report_unraisable(raised, iterator);
            Ok(())
        }
    }
}

fn stopped(result: Outcome) -> Outcome<Progress> {
    match result {
        Ok(value) => Ok(Progress::Yielded(value)),
        Err(raised) if raised.is_instance_of(&STOP_ITERATION) => Ok(Progress::Returned(value_of(raised))),
        Err(raised) => Err(raised),
    }
}

fn value_of(stop: Raised) -> Value {
    stop.take().downcast::<Exception>().map_or(NONE(), |own| own.field(0))
}
