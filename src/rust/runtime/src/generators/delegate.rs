//! `yield from`.

use super::{next_or_stop, Generator, Progress, Resume, Suspension};
use crate::exceptions::{Exception, Outcome, Raised, GENERATOR_EXIT, STOP_ITERATION};
use crate::functions::frame::OwnedFrame;
use crate::functions::{call, call_method};
use crate::protocol::attributes::getattr_optional;
use crate::protocol::iterate::{iter, next};
use crate::value::{Value, NONE};

impl OwnedFrame {
    /// `yield from iterable`; gives what the iterator returned.
    ///
    /// # Errors
    /// TypeError if it is not iterable; what the iterator raises.
    pub async fn delegate(&self, iterable: Value) -> Outcome {
        let iterator = iter(iterable)?;
        let mut resume = Resume::Send(NONE());
        loop {
            match step(&iterator, resume)? {
                Progress::Yielded(value) => resume = Suspension(Some(value)).await,
                Progress::Returned(value) => return Ok(value),
            }
        }
    }
}

fn step(iterator: &Value, resume: Resume) -> Outcome<Progress> {
    if let Some(generator) = iterator.downcast::<Generator>() {
        return match resume {
            Resume::Throw(exception) if GENERATOR_EXIT.is_instance(&exception) => {
                generator.close()?;
                Err(Raised::new(exception))
            }
            other => returned_by_throw(generator.resume(other)),
        };
    }
    match resume {
        Resume::Send(value) if value.is_none() => next_step(iterator),
        Resume::Send(value) => stopped(call_method(iterator.clone(), name!("send"), [value])),
        Resume::Throw(exception) => throw_step(iterator, exception),
    }
}

/// The sub-generator's StopIteration, thrown in and not caught, ends the delegation.
fn returned_by_throw(result: Outcome<Progress>) -> Outcome<Progress> {
    match result {
        Err(raised) if raised.is_instance_of(&STOP_ITERATION) => Ok(Progress::Returned(value_of(raised))),
        other => other,
    }
}

/// The next item; an iterator written in Python may give a value with its StopIteration.
fn next_step(iterator: &Value) -> Outcome<Progress> {
    if !iterator.class().is_builtin() {
        return stopped(next_or_stop(iterator));
    }
    Ok(match next(iterator)? {
        Some(item) => Progress::Yielded(item),
        None => Progress::Returned(NONE()),
    })
}

fn throw_step(iterator: &Value, exception: Value) -> Outcome<Progress> {
    if GENERATOR_EXIT.is_instance(&exception) {
        if let Some(close) = getattr_optional(iterator, name!("close"))? {
            call(close, [])?;
        }
        return Err(Raised::new(exception));
    }
    match getattr_optional(iterator, name!("throw"))? {
        Some(throw) => stopped(call(throw, [exception])),
        None => Err(Raised::new(exception)),
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
