//! The class `generator`, and what coroutines and async generators share with it.

use super::{AsyncGenerator, Coroutine, Generator, Progress, Resume, State, Thrown};
use crate::classes::special::call_special;
use crate::classes::{BuiltinClass, GetSet, Method, Slots};
use crate::exceptions::display::report_unraisable;
use crate::exceptions::{raise_stop_iteration, raise_type_error, state, Outcome};
use crate::functions::builtin::Arguments;
use crate::object::{allocate, Kind};
use crate::text::str::Str;
use crate::text::str_value;
use crate::value::{boolean, Value, NONE};

pub(super) fn make(generator: Generator) -> Value {
    allocate(GENERATOR.class(), generator).into_value()
}

/// What a generator, coroutine or async generator is made of.
pub(super) fn any_kind(value: &Value) -> Option<&Generator> {
    match value.kind() {
        Kind::Generator => value.downcast::<Generator>(),
        Kind::Coroutine => value.downcast::<Coroutine>().map(|own| &own.body),
        Kind::AsyncGenerator => value.downcast::<AsyncGenerator>().map(|own| &own.body),
        _ => None,
    }
}

pub(super) fn own(value: &Value) -> Outcome<&Generator> {
    any_kind(value).ok_or_else(|| raise_type_error("a generator is required"))
}

pub(super) fn item(step: Progress) -> Outcome {
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
    // Neither must that of an awaitable, which its slot gives.
    let next = iterator.class().slots().next().unwrap_or(crate::protocol::iterate::next);
    match next(iterator)? {
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

pub(super) fn repr(value: &Value) -> Outcome {
    let (class, name) = (value.type_name(), crate::text::to_lossy(&own(value)?.qualified_name()));
    Ok(str_value(format!("<{class} object {name} at {:#x}>", value.identity())))
}

pub(super) fn send(arguments: &mut Arguments) -> Outcome {
    let (generator, value) = (arguments.take(0), arguments.take(1));
    item(own(&generator)?.resume(Resume::Send(value))?)
}

pub(super) fn throw(arguments: &mut Arguments) -> Outcome {
    let generator = arguments.take(0);
    let thrown = Thrown::from_arguments(arguments);
    item(own(&generator)?.throw(thrown)?)
}

pub(super) fn close(arguments: &mut Arguments) -> Outcome {
    let generator = arguments.take(0);
    own(&generator)?.close()?;
    Ok(NONE())
}

/// A suspended generator that nobody refers to is closed.
pub(super) fn finalize(value: &Value) {
    let Some(generator) = any_kind(value) else { return };
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

type Place = std::cell::RefCell<Option<Value>>;

fn set_name(place: &Place, attribute: &str, value: Option<Value>) -> Outcome<()> {
    match value {
        Some(value) if value.downcast::<Str>().is_some() => {
            let old = place.replace(Some(value));
            drop(old);
            Ok(())
        }
        _ => Err(raise_type_error(format!("{attribute} must be set to a string object"))),
    }
}

pub(super) const SEND_DOC: &str =
    "send(arg) -> send 'arg' into generator,\nreturn next yielded value or raise StopIteration.";
pub(super) const THROW_DOC: &str =
    "throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in generator, return next \
                                    yielded value or raise\nStopIteration.";
pub(super) const CLOSE_DOC: &str = "close() -> raise GeneratorExit inside generator.";

static METHODS: [Method; 3] = [
    Method::new("send", "self, arg, /", send).doc(SEND_DOC),
    Method::new("throw", "self, typ, val=None, tb=None, /", throw).doc(THROW_DOC),
    Method::new("close", "self, /", close).doc(CLOSE_DOC),
];

/// `__name__`, of every kind.
pub(super) const NAME: GetSet = GetSet::new("__name__", |value| Ok(own(value)?.name()))
    .set(|value, name| set_name(&own(value)?.name, "__name__", name));
/// `__qualname__`, of every kind.
pub(super) const QUALIFIED_NAME: GetSet = GetSet::new("__qualname__", |value| Ok(own(value)?.qualified_name()))
    .set(|value, name| set_name(&own(value)?.qualified_name, "__qualname__", name));

pub(super) fn is_running(value: &Value) -> Outcome {
    Ok(boolean(own(value)?.state.get() == State::Running))
}

pub(super) fn is_suspended(value: &Value) -> Outcome {
    Ok(boolean(own(value)?.state.get() == State::Suspended))
}

/// What the body waits for.
pub(super) fn delegate(value: &Value) -> Outcome {
    Ok(own(value)?.delegate().unwrap_or_else(NONE))
}

/// The frame is None once the body has ended; before that it is refused.
pub(super) fn frame(value: &Value) -> Outcome {
    match own(value)?.state.get() {
        State::Done => Ok(NONE()),
        _ => crate::program::refuse(format!("the frame of a {}", value.type_name())),
    }
}

/// The code object of the function.
pub(super) fn code(value: &Value) -> Outcome {
    let own = own(value)?;
    Ok(crate::functions::code_class::code_object(own.code, own.iterable))
}

static GETSETS: [GetSet; 7] = [
    NAME,
    QUALIFIED_NAME,
    GetSet::new("gi_running", is_running),
    GetSet::new("gi_suspended", is_suspended),
    GetSet::new("gi_yieldfrom", delegate),
    GetSet::new("gi_frame", frame),
    GetSet::new("gi_code", code),
];

/// The class `generator`.
pub static GENERATOR: BuiltinClass = BuiltinClass::new("generator", Kind::Generator)
    .sealed()
    .no_constructor()
    .slots(slots!(Slots {
        iter: Some(iterate),
        next: Some(next),
        repr: Some(repr),
        del: Some(finalize),
        ..Slots::NONE
    }))
    .methods(methods!(&METHODS))
    .getsets(getsets!(&GETSETS));
