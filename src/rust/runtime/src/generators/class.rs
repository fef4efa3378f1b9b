//! The class `generator`.

use super::{Generator, Progress, Resume, State};
use crate::classes::special::call_special;
use crate::classes::{BuiltinClass, ClassRef, GetSet, Method, Slots};
use crate::exceptions::display::report_unraisable;
use crate::exceptions::traceback::Traceback;
use crate::exceptions::{exception_class, raise_stop_iteration, raise_type_error, state, Exception, Outcome};
use crate::functions::builtin::Arguments;
use crate::functions::{call, call_values};
use crate::object::{allocate, Kind};
use crate::protocol::iterate::collect;
use crate::text::str::Str;
use crate::text::str_value;
use crate::value::{boolean, Value, NONE};

pub(super) fn make(generator: Generator) -> Value {
    allocate(GENERATOR.class(), generator).into_value()
}

fn own(value: &Value) -> Outcome<&Generator> {
    value.downcast::<Generator>().ok_or_else(|| raise_type_error("a generator is required"))
}

fn item(step: Progress) -> Outcome {
    match step {
        Progress::Yielded(value) => Ok(value),
        Progress::Returned(value) => Err(raise_stop_iteration(Some(value).filter(|value| !value.is_none()))),
    }
}

/// `iterator.__next__()`: the next item, or StopIteration with the value that ends the iterator.
///
/// # Errors
/// TypeError if it is no iterator; what `__next__` raises, StopIteration included.
pub fn next_or_stop(iterator: &Value) -> Outcome {
    if let Some(generator) = iterator.downcast::<Generator>() {
        return item(generator.resume(Resume::Send(NONE()))?);
    }
    // The exception of a class's own `__next__` may carry a value: it must not be made anew.
    if !iterator.class().is_builtin() {
        if let Some(item) = call_special(iterator, name!("__next__"), [])? {
            return Ok(item);
        }
    }
    match crate::protocol::iterate::next(iterator)? {
        Some(item) => Ok(item),
        None => Err(raise_stop_iteration(None)),
    }
}

fn next(value: &Value) -> Outcome<Option<Value>> {
    match own(value)?.resume(Resume::Send(NONE()))? {
        Progress::Yielded(value) => Ok(Some(value)),
        Progress::Returned(value) if value.is_none() => Ok(None),
        Progress::Returned(value) => Err(raise_stop_iteration(Some(value))),
    }
}

fn iterate(value: &Value) -> Outcome {
    Ok(value.clone())
}

fn repr(value: &Value) -> Outcome {
    let name = crate::text::to_lossy(&own(value)?.qualified_name());
    Ok(str_value(format!("<generator object {name} at {:#x}>", value.identity())))
}

fn send(arguments: &mut Arguments) -> Outcome {
    let (generator, value) = (arguments.take(0), arguments.take(1));
    item(own(&generator)?.resume(Resume::Send(value))?)
}

fn throw(arguments: &mut Arguments) -> Outcome {
    let (generator, kind) = (arguments.take(0), arguments.take(1));
    let (value, traceback) = (arguments.optional(2), arguments.optional(3));
    let exception = thrown(kind, value, traceback)?;
    item(own(&generator)?.resume(Resume::Throw(exception))?)
}

/// The exception of `throw(type[, value[, traceback]])`.
fn thrown(kind: Value, value: Option<Value>, traceback: Option<Value>) -> Outcome {
    let traceback = traceback.filter(|traceback| !traceback.is_none());
    if let Some(traceback) = &traceback {
        if traceback.kind() != Kind::Traceback {
            return Err(raise_type_error("throw() third argument must be a traceback object"));
        }
    }
    let value = value.filter(|value| !value.is_none());
    let exception = if exception_class(&kind).is_some() {
        match value {
            Some(value) if ClassRef::from_value(&kind).is_some_and(|kind| value.class().is_subclass_of(kind)) => value,
            Some(value) if value.kind() == Kind::Tuple => {
                let mut items: Vec<_> = collect(value)?.into_iter().map(Some).collect();
                call_values(&kind, &mut items)?
            }
            Some(value) => call(kind, [value])?,
            None => call(kind, [])?,
        }
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
    if let (Some(own), Some(traceback)) = (exception.downcast::<Exception>(), traceback) {
        if let Some(traceback) = traceback.downcast::<Traceback>() {
            own.traceback.replace(traceback.entries());
        }
    }
    Ok(exception)
}

fn close(arguments: &mut Arguments) -> Outcome {
    let generator = arguments.take(0);
    own(&generator)?.close()?;
    Ok(NONE())
}

/// A suspended generator that nobody refers to is closed.
fn finalize(value: &Value) {
    let Some(generator) = value.downcast::<Generator>() else { return };
    if generator.state.get() == State::Done {
        return;
    }
    // An exception may be on its way: the finalizer must not swallow it.
    let saved = state::suspend_pending();
    if let Err(raised) = generator.close() {
        report_unraisable(raised, value);
    }
    state::restore_pending(saved);
}

fn set_name(place: &std::cell::RefCell<Option<Value>>, attribute: &str, value: Option<Value>) -> Outcome<()> {
    match value {
        Some(value) if value.downcast::<Str>().is_some() => {
            let old = place.replace(Some(value));
            drop(old);
            Ok(())
        }
        _ => Err(raise_type_error(format!("{attribute} must be set to a string object"))),
    }
}

static METHODS: [Method; 3] = [
    Method::new("send", "self, arg, /", send),
    Method::new("throw", "self, typ, val=None, tb=None, /", throw),
    Method::new("close", "self, /", close),
];

static GETSETS: [GetSet; 4] = [
    GetSet::new("__name__", |value| Ok(own(value)?.name()))
        .set(|value, name| set_name(&own(value)?.name, "__name__", name)),
    GetSet::new("__qualname__", |value| Ok(own(value)?.qualified_name()))
        .set(|value, name| set_name(&own(value)?.qualified_name, "__qualname__", name)),
    GetSet::new("gi_running", |value| Ok(boolean(own(value)?.state.get() == State::Running))),
    GetSet::new("gi_suspended", |value| Ok(boolean(own(value)?.state.get() == State::Suspended))),
];

/// The class `generator`.
pub static GENERATOR: BuiltinClass = BuiltinClass::new("generator", Kind::Generator)
    .sealed()
    .no_constructor()
    .slots(Slots { iter: Some(iterate), next: Some(next), repr: Some(repr), del: Some(finalize), ..Slots::NONE })
    .methods(&METHODS)
    .getsets(&GETSETS);
