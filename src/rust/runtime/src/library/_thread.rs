//! `_thread`: locks, for a program whose only thread never waits for another (`Modules/_threadmodule.c`).

use crate::classes::slots::New;
use crate::classes::{known_names, BuiltinClass, Method, Slots};
use crate::exceptions::{raise_overflow_error, raise_runtime_error, raise_value_error, Outcome, RUNTIME_ERROR};
use crate::functions::builtin::Constructor;
use crate::functions::Arguments;
use crate::modules::{Member, NativeModule};
use crate::native::{self, truth};
use crate::object::{allocate_native, Kind};
use crate::protocol::convert::address_text;
use crate::text::value_of;
use crate::value::{boolean, float, int, Value, FALSE, NONE, TRUE};
use std::cell::Cell;

/// The payload of both kinds of locks: how often it is held.
struct Lock(Cell<u32>);

/// The identifier of the only thread.
const THREAD: i64 = 1;
/// The longest time that can be waited for, in seconds.
const LONGEST: f64 = 9_223_372_036.0;
/// The longest time in nanoseconds of 64 bits, in seconds.
const LONGEST_MOMENT: f64 = 9_223_372_036.854_776;

fn payload(own: &Value) -> &Lock {
    own.native().expect("a lock's method gets a lock")
}

/// Errors: ValueError, OverflowError.
fn check_timeout(blocking: bool, timeout: Option<Value>) -> Outcome<()> {
    let Some(timeout) = timeout else { return Ok(()) };
    let seconds = match timeout.as_float() {
        Some(seconds) => seconds,
        None => native::index_size(&timeout)? as f64,
    };
    if seconds == -1.0 {
        return Ok(());
    }
    if !blocking {
        return Err(raise_value_error("can't specify a timeout for a non-blocking call"));
    }
    if seconds < 0.0 {
        return Err(raise_value_error("timeout value must be positive"));
    }
    if seconds >= LONGEST_MOMENT {
        return Err(raise_overflow_error("timestamp out of range for platform time_t"));
    }
    if seconds > LONGEST {
        return Err(raise_overflow_error("timeout value is too large"));
    }
    Ok(())
}

fn acquire(arguments: &mut Arguments, again: bool) -> Outcome {
    let own = arguments.take(0);
    let blocking = arguments.optional(1).map_or(Ok(true), |blocking| truth(&blocking))?;
    check_timeout(blocking, arguments.optional(2))?;
    let lock = payload(&own);
    if lock.0.get() > 0 && !again {
        if blocking {
            crate::program::refuse("waiting for a lock that the only thread holds itself");
        }
        return Ok(FALSE());
    }
    lock.0.set(lock.0.get() + 1);
    Ok(TRUE())
}

fn release(own: &Value, message: &str) -> Outcome {
    let lock = payload(own);
    if lock.0.get() == 0 {
        return Err(raise_runtime_error(message));
    }
    lock.0.set(lock.0.get() - 1);
    Ok(NONE())
}

const UNLOCKED: &str = "release unlocked lock";
const NOT_ACQUIRED: &str = "cannot release un-acquired lock";

fn take(arguments: &mut Arguments) -> Outcome {
    acquire(arguments, false)
}

fn take_again(arguments: &mut Arguments) -> Outcome {
    acquire(arguments, true)
}

fn give(arguments: &mut Arguments) -> Outcome {
    release(&arguments.take(0), UNLOCKED)
}

fn give_again(arguments: &mut Arguments) -> Outcome {
    release(&arguments.take(0), NOT_ACQUIRED)
}

fn locked(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    Ok(boolean(payload(&own).0.get() > 0))
}

static LOCK_METHODS: [Method; 8] = [
    Method::new("acquire", "self, /, blocking=True, timeout=-1", take),
    Method::new("acquire_lock", "self, /, blocking=True, timeout=-1", take),
    Method::new("release", "self, /", give),
    Method::new("release_lock", "self, /", give),
    Method::new("locked", "self, /", locked),
    Method::new("locked_lock", "self, /", locked),
    Method::new("__enter__", "self, /, blocking=True, timeout=-1", take),
    Method::new("__exit__", "self, *args", give),
];

/// `_thread.lock`.
static LOCK: BuiltinClass = BuiltinClass::new("lock", Kind::Native)
    .module("_thread")
    .sealed()
    .no_constructor()
    .slots(Slots {
        repr: Some(|own| {
            let state = if payload(own).0.get() > 0 { "locked" } else { "unlocked" };
            Ok(value_of(format!("<{state} _thread.lock object at {}>", address_text(own))))
        }),
        ..Slots::NONE
    })
    .methods(&LOCK_METHODS);

static NEW: Constructor =
    Constructor::new("*args, **kwargs", |class, _| Ok(allocate_native(class, Lock(Cell::new(0)))));

/// `_thread.RLock`.
static REENTRANT_LOCK: BuiltinClass = BuiltinClass::new("RLock", Kind::Native)
    .module("_thread")
    .slots(Slots {
        new: Some(New::Native(&NEW)),
        repr: Some(|own| {
            let count = payload(own).0.get();
            let (state, owner) = if count > 0 { ("locked", THREAD) } else { ("unlocked", 0) };
            let address = address_text(own);
            Ok(value_of(format!("<{state} _thread.RLock object owner={owner} count={count} at {address}>")))
        }),
        ..Slots::NONE
    })
    .methods(&[
        Method::new("acquire", "self, /, blocking=True, timeout=-1", take_again),
        Method::new("release", "self, /", give_again),
        Method::new("__enter__", "self, /, blocking=True, timeout=-1", take_again),
        Method::new("__exit__", "self, *args", give_again),
        Method::new("_is_owned", "self, /", locked),
    ]);

fn new_lock(_: &mut Arguments) -> Outcome {
    Ok(allocate_native(LOCK.class(), Lock(Cell::new(0))))
}

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "_thread",
    documentation: known_names::documentation_of("_thread"),
    members: &[
        Member::Value("LockType", || LOCK.value()),
        Member::Class(&REENTRANT_LOCK),
        Member::Value("TIMEOUT_MAX", || float(LONGEST)),
        Member::Value("error", || RUNTIME_ERROR.value()),
        Member::Function(&Method::new("allocate_lock", "/", new_lock)),
        Member::Function(&Method::new("allocate", "/", new_lock)),
        Member::Function(&Method::new("get_ident", "/", |_| Ok(int(THREAD)))),
        Member::Function(&Method::new("_count", "/", |_| Ok(int(0)))),
    ],
    known_names: known_names::of_module("_thread"),
};
