//! What can be awaited, and the iterator that awaiting runs. `Objects/genobject.c`, `_PyCoro_GetAwaitableIter`.

use super::class::any_kind;
use super::Generator;
use crate::exceptions::{raise_runtime_error, raise_type_error, Outcome};
use crate::object::Kind;
use crate::value::Value;

/// Whether it is a coroutine, or a generator that `types.coroutine` made awaitable.
pub(super) fn is_coroutine(value: &Value) -> bool {
    match value.kind() {
        Kind::Coroutine => true,
        Kind::Generator => value.downcast::<Generator>().is_some_and(|own| own.iterable),
        _ => false,
    }
}

/// The iterator that runs an awaitable.
///
/// # Errors
/// TypeError for what cannot be awaited; what `__await__` raises.
pub(super) fn awaited_iterator(awaitable: &Value) -> Outcome {
    if is_coroutine(awaitable) {
        return Ok(awaitable.clone());
    }
    let Some(slot) = awaitable.class().slots().await_() else {
        let message = format!("object {} can't be used in 'await' expression", awaitable.type_name());
        return Err(raise_type_error(message));
    };
    let iterator = slot(awaitable)?;
    if is_coroutine(&iterator) {
        return Err(raise_type_error("__await__() returned a coroutine"));
    }
    if iterator.class().slots().next().is_none() {
        let message = format!("__await__() returned non-iterator of type '{}'", iterator.type_name());
        return Err(raise_type_error(message));
    }
    Ok(iterator)
}

/// The same for `await` itself: a coroutine that somebody awaits already is an error (`GET_AWAITABLE` in ceval.c).
///
/// # Errors
/// Those of `awaited_iterator`; RuntimeError.
pub(super) fn iterator_to_await(awaitable: &Value) -> Outcome {
    let iterator = awaited_iterator(awaitable)?;
    let is_awaited =
        iterator.kind() == Kind::Coroutine && any_kind(&iterator).is_some_and(|own| own.delegate().is_some());
    if is_awaited {
        return Err(raise_runtime_error("coroutine is being awaited already"));
    }
    Ok(iterator)
}
