//! `atexit` (`Modules/atexitmodule.c`): functions that are called when the program ends.

use crate::classes::{known_names, Method};
use crate::collections::support::{self, at};
use crate::collections::Dict;
use crate::exceptions::display::report_unraisable_in;
use crate::exceptions::*;
use crate::functions::{call_with, CallArguments};
use crate::heap::single_thread::SingleThread;
use crate::modules::NativeModule;
use crate::value::{Value, NONE};
use std::cell::{Cell, RefCell};

/// A function with its arguments.
#[derive(Clone)]
struct Callback {
    function: Value,
    arguments: Vec<Value>,
    keywords: Vec<(Value, Value)>,
}

/// In the order in which they were registered; those taken out leave a gap.
static CALLBACKS: SingleThread<RefCell<Vec<Option<Callback>>>> = SingleThread::new(RefCell::new(Vec::new()));
static IS_KNOWN: SingleThread<Cell<bool>> = SingleThread::new(Cell::new(false));

static REGISTER: Method = Method::new("register", "*args, **kwargs", |arguments| {
    let mut given = arguments.star(0);
    if given.is_empty() {
        return Err(raise_type_error("register() takes at least 1 argument (0 given)"));
    }
    let function = given.remove(0);
    if !crate::protocol::is_callable(&function) {
        return Err(raise_type_error("the first argument must be callable"));
    }
    let keywords = arguments.take(1);
    let keywords = keywords.downcast::<Dict>().map(|keywords| keywords.items()).unwrap_or_default();
    if !IS_KNOWN.replace(true) {
        crate::program::call_at_exit(run_all);
    }
    CALLBACKS.borrow_mut().push(Some(Callback { function: function.clone(), arguments: given, keywords }));
    Ok(function)
});

/// Calls the functions, the last one first; what they raise is printed and forgotten.
fn run_all() {
    let mut index = CALLBACKS.borrow().len();
    while index > 0 {
        index -= 1;
        let callback = CALLBACKS.borrow().get(index).cloned().flatten();
        let Some(callback) = callback else { continue };
        let mut all: Vec<Option<Value>> = callback.arguments.iter().cloned().map(Some).collect();
        all.extend(callback.keywords.iter().map(|(_, value)| Some(value.clone())));
        let names: Vec<Value> = callback.keywords.iter().map(|(name, _)| crate::names::intern(name.clone())).collect();
        if let Err(raised) = call_with(&callback.function, CallArguments::new(&mut all, &names)) {
            report_unraisable_in(raised, " in atexit callback", &callback.function);
        }
    }
    clear();
}

fn clear() {
    let old = CALLBACKS.take();
    drop(old);
}

static UNREGISTER: Method = Method::new("unregister", "func, /", |arguments| {
    let count = CALLBACKS.borrow().len();
    for index in 0..count {
        let known = CALLBACKS.borrow().get(index).cloned().flatten();
        let Some(known) = known else { continue };
        if support::equal(&known.function, at(arguments, 0))? {
            let old = CALLBACKS.borrow_mut().get_mut(index).and_then(Option::take);
            drop(old);
        }
    }
    Ok(NONE())
});

static CLEAR: Method = Method::new("_clear", "", |_| {
    clear();
    Ok(NONE())
});

static RUN: Method = Method::new("_run_exitfuncs", "", |_| {
    run_all();
    Ok(NONE())
});

static COUNT: Method = Method::new("_ncallbacks", "", |_| Ok(support::count(CALLBACKS.borrow().len())));

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "atexit",
    documentation: known_names::documentation_of("atexit"),
    members: members![
        Member::Function(&REGISTER),
        Member::Function(&CLEAR),
        Member::Function(&RUN),
        Member::Function(&UNREGISTER),
        Member::Function(&COUNT),
    ],
    known_names: known_names::of_module("atexit"),
};
