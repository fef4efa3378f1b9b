//! `gc` (`Modules/gcmodule.c`): the functions; the collection itself is `heap::cycles`.

use crate::classes::{known_names, Method};
use crate::collections::support::at;
use crate::exceptions::*;
use crate::functions::Arguments;
use crate::heap::cycles::{self, ENABLED};
use crate::heap::objects;
use crate::heap::single_thread::SingleThread;
use crate::modules::import::loaded_module;
use crate::modules::missing::missing;
use crate::modules::NativeModule;
use crate::native;
use crate::protocol::attributes::getattr;
use crate::value::{boolean, int, Value, NONE};
use std::cell::Cell;

static FROZEN: SingleThread<Cell<bool>> = SingleThread::new(Cell::new(false));
static THRESHOLDS: SingleThread<Cell<[i64; 3]>> = SingleThread::new(Cell::new([700, 10, 10]));

/// A C `int` (`PyArg_Parse` with `i`). Errors: TypeError, OverflowError.
fn c_int(value: &Value) -> Outcome<i64> {
    let Some(number) = native::index_integer(value)?.to_i64() else {
        return Err(raise_overflow_error("Python int too large to convert to C long"));
    };
    if number > i64::from(i32::MAX) {
        return Err(raise_overflow_error("signed integer is greater than maximum"));
    }
    if number < i64::from(i32::MIN) {
        return Err(raise_overflow_error("signed integer is less than minimum"));
    }
    Ok(number)
}

/// How many objects CPython would have found may depend on what it has done before: then the result can be dropped, and
/// not be used. All generations are one here.
fn collect(arguments: &mut Arguments) -> Outcome {
    let generation = arguments.get(0).map_or(Ok(2), native::index_c_int)?;
    if !(0..=2).contains(&generation) {
        return Err(raise_value_error("invalid generation"));
    }
    if let Some(module) = loaded_module("gc") {
        if native::length_of(&getattr(module, name!("callbacks"))?)? > 0 {
            crate::program::refuse("gc.callbacks");
        }
    }
    let found = cycles::collect().filter(|_| generation == 2 && !FROZEN.get());
    Ok(found.map_or_else(|| missing("gc", "collect(), its result"), |found| int(found as i64)))
}

fn set_threshold(arguments: &mut Arguments) -> Outcome {
    let mut thresholds = THRESHOLDS.get();
    for (index, threshold) in thresholds.iter_mut().enumerate() {
        if let Some(given) = arguments.get(index) {
            *threshold = c_int(given)?;
        }
    }
    THRESHOLDS.set(thresholds);
    Ok(NONE())
}

fn set_debug(arguments: &mut Arguments) -> Outcome {
    if native::index_c_int(at(arguments, 0))? != 0 {
        crate::program::refuse("gc.set_debug");
    }
    Ok(NONE())
}

static COLLECT: Method = Method::new("collect", "generation=2", collect);
static DISABLE: Method = Method::new("disable", "", |_| {
    ENABLED.set(false);
    Ok(NONE())
});
static ENABLE: Method = Method::new("enable", "", |_| {
    ENABLED.set(true);
    Ok(NONE())
});
static IS_ENABLED: Method = Method::new("isenabled", "", |_| Ok(boolean(ENABLED.get())));
static GET_THRESHOLD: Method =
    Method::new("get_threshold", "", |_| Ok(native::tuple(THRESHOLDS.get().into_iter().map(int).collect())));
static SET_THRESHOLD: Method =
    Method::new("set_threshold", "threshold0, threshold1=10, threshold2=10, //", set_threshold);
static GET_DEBUG: Method = Method::new("get_debug", "", |_| Ok(int(0)));
static SET_DEBUG: Method = Method::new("set_debug", "flags, /", set_debug);
static FREEZE: Method = Method::new("freeze", "", |_| {
    FROZEN.set(true);
    objects::visit_alive(&mut |header| header.set_frozen(true));
    Ok(NONE())
});
static UNFREEZE: Method = Method::new("unfreeze", "", |_| {
    FROZEN.set(false);
    objects::visit_alive(&mut |header| header.set_frozen(false));
    Ok(NONE())
});
static GET_FREEZE_COUNT: Method = Method::new("get_freeze_count", "", |_| {
    if FROZEN.get() {
        crate::program::refuse("gc.get_freeze_count");
    }
    Ok(int(0))
});

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "gc",
    documentation: known_names::documentation_of("gc"),
    members: members![
        Member::Function(&COLLECT),
        Member::Function(&DISABLE),
        Member::Function(&ENABLE),
        Member::Function(&IS_ENABLED),
        Member::Function(&GET_THRESHOLD),
        Member::Function(&SET_THRESHOLD),
        Member::Function(&GET_DEBUG),
        Member::Function(&SET_DEBUG),
        Member::Function(&FREEZE),
        Member::Function(&UNFREEZE),
        Member::Function(&GET_FREEZE_COUNT),
        Member::Value("garbage", || native::list(Vec::new())),
        Member::Value("callbacks", || native::list(Vec::new())),
        Member::Value("DEBUG_STATS", || int(1)),
        Member::Value("DEBUG_COLLECTABLE", || int(2)),
        Member::Value("DEBUG_UNCOLLECTABLE", || int(4)),
        Member::Value("DEBUG_SAVEALL", || int(32)),
        Member::Value("DEBUG_LEAK", || int(38)),
    ],
    known_names: known_names::of_module("gc"),
};
