//! `aiter` and `anext`. `Python/bltinmodule.c`, `Objects/iterobject.c`.

use super::awaitables::awaited_iterator;
use crate::classes::{BuiltinClass, Method, Slots};
use crate::exceptions::{raise_stop_iteration, raise_type_error, Outcome, STOP_ASYNC_ITERATION};
use crate::functions::builtin::{Arguments, Builtin};
use crate::functions::call_values;
use crate::names::Name;
use crate::object::{allocate_native, Kind};
use crate::protocol::attributes::getattr;
use crate::value::Value;

use super::next_or_stop;

pub static AITER: Builtin = Builtin::new("aiter", "async_iterable, /", |arguments| {
    let iterable = arguments.take(0);
    let Some(slot) = iterable.class().slots().aiter() else {
        return Err(raise_type_error(format!("'{}' object is not an async iterable", iterable.type_name())));
    };
    let iterator = slot(&iterable)?;
    if iterator.class().slots().anext().is_none() {
        let name = iterator.type_name();
        return Err(raise_type_error(format!("aiter() returned not an async iterator of type '{name}'")));
    }
    Ok(iterator)
});

pub static ANEXT: Builtin = Builtin::new("anext", "aiterator, default=None, /", |arguments| {
    let iterator = arguments.take(0);
    let Some(slot) = iterator.class().slots().anext() else {
        return Err(raise_type_error(format!("'{}' object is not an async iterator", iterator.type_name())));
    };
    let awaitable = slot(&iterator)?;
    Ok(match arguments.optional(1) {
        None => awaitable,
        Some(default) => allocate_native(ANEXT_AWAITABLE.class(), WithDefault { awaitable, default }),
    })
});

/// What `anext` with a default gives.
struct WithDefault {
    awaitable: Value,
    default: Value,
}

impl WithDefault {
    fn iterator(&self) -> Outcome {
        let iterator = awaited_iterator(&self.awaitable)?;
        if iterator.class().slots().next().is_some() {
            return Ok(iterator);
        }
        // Only coroutines are awaited without being iterators.
        match iterator.class().slots().await_() {
            Some(slot) => slot(&iterator),
            None => Err(raise_type_error("__await__ returned a non-iterable")),
        }
    }

    /// The default in place of the end.
    fn or_default(&self, outcome: Outcome) -> Outcome {
        match outcome {
            Err(raised) if raised.is_instance_of(&STOP_ASYNC_ITERATION) => {
                raised.forget();
                Err(raise_stop_iteration(Some(self.default.clone())))
            }
            other => other,
        }
    }

    fn next(&self) -> Outcome {
        let iterator = self.iterator()?;
        self.or_default(next_or_stop(&iterator))
    }

    fn pass_on(&self, method: &Name, arguments: &mut [Option<Value>]) -> Outcome {
        let method = getattr(self.iterator()?, method)?;
        self.or_default(call_values(&method, arguments))
    }
}

fn own(value: &Value) -> &WithDefault {
    match value.native::<WithDefault>() {
        Some(own) => own,
        None => unreachable!("instances of anext_awaitable have a default"),
    }
}

static ANEXT_AWAITABLE: BuiltinClass = BuiltinClass::new("anext_awaitable", Kind::Native)
    .sealed()
    .no_constructor()
    .slots(slots!(Slots {
        await_: Some(|own| Ok(own.clone())),
        iter: Some(|own| Ok(own.clone())),
        next: Some(|value| own(value).next().map(Some)),
        ..Slots::NONE
    }))
    .methods(methods!(&[
        Method::new("send", "self, arg, /", |arguments: &mut Arguments| {
            let (value, sent) = (arguments.take(0), arguments.take(1));
            own(&value).pass_on(name!("send"), &mut [Some(sent)])
        })
        .doc("send(arg) -> send 'arg' into the wrapped iterator,\nreturn next yielded value or raise StopIteration."),
        Method::new("throw", "self, typ, val=None, tb=None, /", |arguments: &mut Arguments| {
            let value = arguments.take(0);
            let mut given: Vec<_> =
                (1..arguments.len()).map_while(|index| arguments.optional(index)).map(Some).collect();
            own(&value).pass_on(name!("throw"), &mut given)
        })
        .doc(
            "throw(typ[,val[,tb]]) -> raise exception in the wrapped iterator,\nreturn next yielded value or raise \
             StopIteration.",
        ),
        Method::new("close", "self, /", |arguments: &mut Arguments| {
            own(&arguments.take(0)).pass_on(name!("close"), &mut [])
        })
        .doc(super::class::CLOSE_DOC),
    ]));
