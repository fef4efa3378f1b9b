//! `await`, `async for` and `async with`.

use super::async_generator::{next_item_of, AsyncGenerator};
use super::awaitables::{awaited_iterator, iterator_to_await};
use super::raised_from;
use crate::exceptions::{raise_type_error, Handler, Outcome, With, STOP_ASYNC_ITERATION, TYPE_ERROR};
use crate::functions::frame::OwnedFrame;
use crate::protocol::truth;
use crate::value::Value;

/// What `async for` iterates over (`GET_AITER`).
///
/// # Errors
/// TypeError; what `__aiter__` raises.
pub fn async_iterator(iterable: Value) -> Outcome {
    let Some(slot) = iterable.class().slots().aiter() else {
        let name = iterable.type_name();
        return Err(raise_type_error(format!("'async for' requires an object with __aiter__ method, got {name}")));
    };
    let iterator = slot(&iterable)?;
    if iterator.class().slots().anext().is_none() {
        let name = iterator.type_name();
        return Err(raise_type_error(format!(
            "'async for' received an object from __aiter__ that does not implement __anext__: {name}"
        )));
    }
    Ok(iterator)
}

/// What is awaited for the next item (`GET_ANEXT`).
fn next_awaitable(iterator: &Value) -> Outcome {
    if iterator.downcast::<AsyncGenerator>().is_some() {
        return next_item_of(iterator);
    }
    let Some(slot) = iterator.class().slots().anext() else {
        let name = iterator.type_name();
        return Err(raise_type_error(format!("'async for' requires an iterator with __anext__ method, got {name}")));
    };
    let awaitable = slot(iterator)?;
    awaited_iterator(&awaitable).map_err(|raised| {
        let name = awaitable.type_name();
        let message = format!("'async for' received an invalid object from __anext__: {name}");
        raised_from(&TYPE_ERROR, message, raised)
    })
}

impl OwnedFrame {
    /// `await awaitable`.
    ///
    /// # Errors
    /// TypeError for what cannot be awaited; what it raises.
    pub async fn wait_for(&self, awaitable: Value) -> Outcome {
        let iterator = iterator_to_await(&awaitable)?;
        drop(awaitable);
        self.delegate_to(iterator).await
    }

    /// Awaits what a method of an asynchronous context manager gave.
    async fn wait_for_manager(&self, awaitable: Value, method: &str) -> Outcome {
        if !super::awaitables::is_coroutine(&awaitable) && awaitable.class().slots().await_().is_none() {
            let name = awaitable.type_name();
            return Err(raise_type_error(format!(
                "'async with' received an object from {method} that does not implement __await__: {name}"
            )));
        }
        self.wait_for(awaitable).await
    }

    /// The next item of `async for`; `None` at the end.
    ///
    /// # Errors
    /// TypeError; what `__anext__` and what it gives raise, StopAsyncIteration excepted.
    pub async fn next_async(&self, iterator: &Value) -> Outcome<Option<Value>> {
        let item = match next_awaitable(iterator) {
            Ok(awaitable) => self.delegate_to(awaitable).await,
            Err(raised) => Err(raised),
        };
        match item {
            Ok(item) => Ok(Some(item)),
            Err(raised) if raised.is_instance_of(&STOP_ASYNC_ITERATION) => {
                raised.forget();
                Ok(None)
            }
            Err(raised) => Err(raised),
        }
    }

    /// Enters an asynchronous context manager; gives what `as` binds.
    ///
    /// # Errors
    /// TypeError; what `__aenter__` and what it gives raise.
    pub async fn enter_async(&self, manager: Value) -> Outcome<(With, Value)> {
        let (with, awaitable) = With::begin_async(manager)?;
        let value = self.wait_for_manager(awaitable, "__aenter__").await?;
        Ok((with, value))
    }

    /// The body of `async with` ended without an exception.
    ///
    /// # Errors
    /// TypeError; what `__aexit__` and what it gives raise.
    pub async fn exit_normal_async(&self, with: &With) -> Outcome<()> {
        let awaitable = with.call_exit(None)?;
        self.wait_for_manager(awaitable, "__aexit__").await.map(drop)
    }

    /// The body of `async with` raised; true where the manager swallows it.
    ///
    /// # Errors
    /// TypeError; what `__aexit__`, what it gives and its result's `__bool__` raise.
    pub async fn exit_raised_async(&self, with: &With, handler: &Handler) -> Outcome<bool> {
        let awaitable = with.call_exit(Some(handler))?;
        truth(self.wait_for_manager(awaitable, "__aexit__").await?)
    }
}
