//! `_queue` (`Modules/_queuemodule.c`), in the only thread.

use crate::classes::slots::New;
use crate::classes::{known_names, BuiltinClass, Method, Slots};
use crate::collections::carried::{native, Carried};
use crate::collections::support::{self, at, receiver};
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::functions::Arguments;
use crate::modules::NativeModule;
use crate::native;
use crate::object::Kind;
use crate::value::{boolean, Value, NONE};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::time::Duration;

static EMPTY: BuiltinClass =
    BuiltinClass::new("Empty", Kind::Exception).module("_queue").bases(&[&EXCEPTION]).instance_dict();

#[derive(Default)]
struct SimpleQueue(RefCell<VecDeque<Value>>);

native!(SimpleQueue, SIMPLE_QUEUE);

static NEW: Constructor = Constructor::new("*args, **kwargs", |class, arguments| {
    let has_keywords = arguments
        .get(1)
        .and_then(|keywords| keywords.downcast::<crate::collections::Dict>())
        .is_some_and(|keywords| !keywords.is_empty());
    if has_keywords || !arguments.star(0).is_empty() {
        return Err(raise_type_error("SimpleQueue() takes no positional arguments"));
    }
    Ok(SimpleQueue::default().object_of(class))
});

fn queue<'a>(arguments: &'a Arguments) -> Outcome<std::cell::RefMut<'a, VecDeque<Value>>> {
    Ok(receiver::<SimpleQueue>(at(arguments, 0))?.0.borrow_mut())
}

fn put(arguments: &mut Arguments) -> Outcome {
    let item = arguments.take(1);
    queue(arguments)?.push_back(item);
    Ok(NONE())
}

fn get(arguments: &mut Arguments) -> Outcome {
    let is_blocking = arguments.get(1).map_or(Ok(true), native::truth)?;
    let timeout = arguments.get(2).filter(|timeout| is_blocking && !timeout.is_none());
    let timeout = match timeout.map(native::float_of_number).transpose()? {
        None => None,
        Some(None) => {
            let given = arguments.get(2).map(Value::type_name).unwrap_or_default();
            return Err(raise_type_error(format!("'{given}' object cannot be interpreted as an integer")));
        }
        Some(Some(seconds)) if seconds < 0.0 => {
            return Err(raise_value_error("'timeout' must be a non-negative number"));
        }
        Some(seconds) => seconds,
    };
    let first = queue(arguments)?.pop_front();
    match (first, timeout) {
        (Some(first), _) => return Ok(first),
        // Nobody else is there to put something in.
        (None, Some(seconds)) => std::thread::sleep(Duration::from_secs_f64(seconds)),
        (None, None) if is_blocking => crate::program::refuse("waiting for a queue that nobody else fills"),
        (None, None) => {}
    }
    Err(raise_builtin(&EMPTY, Vec::new()))
}

fn get_at_once(arguments: &mut Arguments) -> Outcome {
    let first = queue(arguments)?.pop_front();
    first.ok_or_else(|| raise_builtin(&EMPTY, Vec::new()))
}

static SIMPLE_QUEUE: BuiltinClass = BuiltinClass::new("SimpleQueue", Kind::Native)
    .module("_queue")
    .slots(slots!(Slots { new: Some(New::Native(&NEW)), ..Slots::NONE }))
    .methods(methods!(&[
        Method::new("put", "self, /, item, block=True, timeout=None", put),
        Method::new("put_nowait", "self, /, item", put),
        Method::new("get", "self, /, block=True, timeout=None", get),
        Method::new("get_nowait", "self, /", get_at_once),
        Method::new("empty", "self, /", |arguments| Ok(boolean(queue(arguments)?.is_empty()))),
        Method::new("qsize", "self, /", |arguments| Ok(support::count(queue(arguments)?.len()))),
        Method::class("__class_getitem__", "type, item, /", crate::collections::generic_alias),
    ]));

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "_queue",
    documentation: known_names::documentation_of("_queue"),
    members: members![Member::Class(&SIMPLE_QUEUE), Member::Class(&EMPTY)],
    known_names: known_names::of_module("_queue"),
};
