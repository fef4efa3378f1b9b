//! The class `coroutine`, and the iterator that its `__await__` gives.

use super::class::{self, any_kind, item};
use super::{Generator, Resume, State, Suspended, Thrown};
use crate::classes::{BuiltinClass, GetSet, Method, Slots};
use crate::exceptions::Outcome;
use crate::functions::builtin::Arguments;
use crate::functions::frame::{Frame, OwnedFrame};
use crate::object::{allocate, allocate_native, Kind};
use crate::value::{Value, NONE};

const SEND_DOC: &str = "send(arg) -> send 'arg' into coroutine,\nreturn next iterated value or raise StopIteration.";
const THROW_DOC: &str = "throw(value)\nthrow(type[,value[,traceback]])\n\nRaise exception in coroutine, return next \
                         iterated value or raise\nStopIteration.";
const CLOSE_DOC: &str = "close() -> raise GeneratorExit inside coroutine.";

/// A coroutine.
pub struct Coroutine {
    pub(crate) body: Generator,
}

/// A call of a coroutine function: the frame's slots move into the coroutine that is returned.
///
/// # Errors
/// None; the type is that of every body.
#[inline]
pub fn start_coroutine(frame: &mut Frame, body: impl FnOnce(OwnedFrame) -> Suspended) -> Outcome {
    Ok(allocate(COROUTINE.class(), Coroutine { body: Generator::of_function(frame, body) }).into_value())
}

/// A coroutine that nobody refers to: one that never ran is worth a warning, any other is closed.
fn finalize(value: &Value) {
    match any_kind(value).map(|own| own.state.get()) {
        Some(State::Created) => super::never_awaited::warn(value),
        _ => class::finalize(value),
    }
}

/// The class `coroutine`.
pub static COROUTINE: BuiltinClass = BuiltinClass::new("coroutine", Kind::Coroutine)
    .sealed()
    .no_constructor()
    .slots(slots!(Slots {
        repr: Some(class::repr),
        del: Some(finalize),
        await_: Some(|own| Ok(allocate_native(COROUTINE_WRAPPER.class(), Wrapper { coroutine: own.clone() }))),
        ..Slots::NONE
    }))
    .methods(methods!(&[
        Method::new("send", "self, arg, /", class::send).doc(SEND_DOC),
        Method::new("throw", "self, typ, val=None, tb=None, /", class::throw).doc(THROW_DOC),
        Method::new("close", "self, /", class::close).doc(CLOSE_DOC),
    ]))
    .getsets(getsets!(&[
        class::NAME,
        class::QUALIFIED_NAME,
        GetSet::new("cr_running", class::is_running),
        GetSet::new("cr_suspended", class::is_suspended),
        GetSet::new("cr_await", class::delegate),
        GetSet::new("cr_frame", class::frame),
        GetSet::new("cr_code", class::code),
        // Nothing sets `sys.set_coroutine_origin_tracking_depth`.
        GetSet::new("cr_origin", |_| Ok(NONE())),
    ]));

/// What `__await__` of a coroutine gives: an iterator that runs the coroutine.
struct Wrapper {
    coroutine: Value,
}

fn coroutine_of(value: &Value) -> Outcome<&Generator> {
    class::own(value.native::<Wrapper>().map_or(value, |own| &own.coroutine))
}

static COROUTINE_WRAPPER: BuiltinClass = BuiltinClass::new("coroutine_wrapper", Kind::Native)
    .sealed()
    .no_constructor()
    .slots(slots!(Slots {
        iter: Some(|own| Ok(own.clone())),
        next: Some(|own| item(coroutine_of(own)?.resume(Resume::Send(NONE()))?).map(Some)),
        ..Slots::NONE
    }))
    .methods(methods!(&[
        Method::new("send", "self, arg, /", |arguments: &mut Arguments| {
            let (own, value) = (arguments.take(0), arguments.take(1));
            item(coroutine_of(&own)?.resume(Resume::Send(value))?)
        })
        .doc(SEND_DOC),
        Method::new("throw", "self, typ, val=None, tb=None, /", |arguments: &mut Arguments| {
            let own = arguments.take(0);
            item(coroutine_of(&own)?.throw(Thrown::from_arguments(arguments))?)
        })
        .doc(THROW_DOC),
        Method::new("close", "self, /", |arguments: &mut Arguments| {
            let own = arguments.take(0);
            coroutine_of(&own)?.close()?;
            Ok(NONE())
        })
        .doc(CLOSE_DOC),
    ]));
