//! `_thread` (`Modules/_threadmodule.c`), as far as one thread goes: locks that nobody else holds, data of the one
//! thread. Starting another is refused.

use crate::classes::slots::New;
use crate::classes::{known_names, BuiltinClass, Method, Slots};
use crate::collections::carried::{native, Carried};
use crate::collections::support::{self, at, receiver};
use crate::collections::{Dict, Tuple, TUPLE};
use crate::exceptions::*;
use crate::functions::builtin::{Constructor, Initializer};
use crate::functions::Arguments;
use crate::modules::NativeModule;
use crate::native;
use crate::object::Kind;
use crate::protocol::convert::address_text;
use crate::value::{boolean, float, int, FALSE, NONE, TRUE};
use std::cell::Cell;
use std::time::Duration;

/// What `get_ident` gives.
const IDENTITY: i64 = 1;
/// The greatest timeout in seconds.
const TIMEOUT_MAX: f64 = 9_223_372_036.0;

#[derive(Default)]
struct Lock {
    is_locked: Cell<bool>,
}

native!(Lock, LOCK);

/// A lock that its owner may take again; zero where nobody has it.
#[derive(Default)]
struct Reentrant {
    count: Cell<i64>,
}

native!(Reentrant, RLOCK);

/// Whether a call of `acquire` waits, and how long at most. Errors: TypeError, ValueError, OverflowError.
fn patience(arguments: &Arguments) -> Outcome<Option<Option<f64>>> {
    let is_blocking = arguments.get(1).map_or(Ok(1), native::index_c_int)? != 0;
    let timeout = match arguments.get(2) {
        None => -1.0,
        Some(timeout) => match native::float_of_number(timeout)? {
            Some(timeout) => timeout,
            None => {
                let given = timeout.type_name();
                return Err(raise_type_error(format!("'{given}' object cannot be interpreted as an integer")));
            }
        },
    };
    if timeout.is_nan() {
        return Err(raise_value_error("Invalid value NaN (not a number)"));
    }
    if timeout.abs() >= 9_223_372_036.854_775 {
        return Err(raise_overflow_error("timestamp out of range for platform time_t"));
    }
    if !is_blocking && timeout != -1.0 {
        return Err(raise_value_error("can't specify a timeout for a non-blocking call"));
    }
    if timeout < 0.0 && timeout != -1.0 {
        return Err(raise_value_error("timeout value must be positive"));
    }
    if timeout > TIMEOUT_MAX {
        return Err(raise_overflow_error("timeout value is too large"));
    }
    if !is_blocking {
        return Ok(None);
    }
    Ok(Some(Some(timeout).filter(|timeout| *timeout >= 0.0)))
}

fn acquire(arguments: &mut Arguments) -> Outcome {
    let patience = patience(arguments)?;
    let lock = receiver::<Lock>(at(arguments, 0))?;
    if !lock.is_locked.replace(true) {
        return Ok(TRUE());
    }
    match patience {
        None => Ok(FALSE()),
        // Nobody else is there to release it.
        Some(Some(seconds)) => {
            std::thread::sleep(Duration::from_secs_f64(seconds));
            Ok(FALSE())
        }
        Some(None) => crate::program::refuse("waiting for a lock that the only thread holds"),
    }
}

fn release(arguments: &mut Arguments) -> Outcome {
    if !receiver::<Lock>(at(arguments, 0))?.is_locked.replace(false) {
        return Err(raise_runtime_error("release unlocked lock"));
    }
    Ok(NONE())
}

fn locked(arguments: &mut Arguments) -> Outcome {
    Ok(boolean(receiver::<Lock>(at(arguments, 0))?.is_locked.get()))
}

const ACQUIRE: &str = "self, /, blocking=True, timeout=-1";

fn enter(arguments: &mut Arguments, acquire: fn(&mut Arguments) -> Outcome) -> Outcome {
    let mut slots = [Some(arguments.take(0)), None, None];
    acquire(&mut Arguments::new(&mut slots))
}

static LOCK: BuiltinClass = BuiltinClass::new("lock", Kind::Native)
    .module("_thread")
    .sealed()
    .no_constructor()
    .slots(slots!(Slots {
        repr: Some(|own| {
            let state = if receiver::<Lock>(own)?.is_locked.get() { "locked" } else { "unlocked" };
            Ok(support::text(&format!("<{state} _thread.lock object at {}>", address_text(own))))
        }),
        ..Slots::NONE
    }))
    .methods(methods!(&[
        Method::new("acquire", ACQUIRE, acquire),
        Method::new("acquire_lock", ACQUIRE, acquire),
        Method::new("release", "self, /", release),
        Method::new("release_lock", "self, /", release),
        Method::new("locked", "self, /", locked),
        Method::new("locked_lock", "self, /", locked),
        Method::new("_at_fork_reinit", "self, /", |arguments| {
            receiver::<Lock>(at(arguments, 0))?.is_locked.set(false);
            Ok(NONE())
        }),
        Method::new("__enter__", "self, /", |arguments| enter(arguments, acquire)),
        Method::new("__exit__", "self, /, *values", release),
    ]));

fn acquire_again(arguments: &mut Arguments) -> Outcome {
    patience(arguments)?;
    let count = &receiver::<Reentrant>(at(arguments, 0))?.count;
    count.set(count.get() + 1);
    Ok(TRUE())
}

fn release_once(arguments: &mut Arguments) -> Outcome {
    let count = &receiver::<Reentrant>(at(arguments, 0))?.count;
    if count.get() == 0 {
        return Err(raise_runtime_error("cannot release un-acquired lock"));
    }
    count.set(count.get() - 1);
    Ok(NONE())
}

/// Gives the lock up, however often it was taken, and what `_acquire_restore` needs.
fn release_save(arguments: &mut Arguments) -> Outcome {
    let count = receiver::<Reentrant>(at(arguments, 0))?.count.replace(0);
    if count == 0 {
        return Err(raise_runtime_error("cannot release un-acquired lock"));
    }
    Ok(native::tuple(vec![int(count), int(IDENTITY)]))
}

fn acquire_restore(arguments: &mut Arguments) -> Outcome {
    let state = arguments.take(1);
    let Some([count, _]) = state.downcast::<Tuple>().map(Tuple::items) else {
        crate::program::refuse("RLock._acquire_restore of what _release_save did not give")
    };
    receiver::<Reentrant>(at(arguments, 0))?.count.set(native::index_size(count)?);
    Ok(NONE())
}

static RLOCK_NEW: Constructor = Constructor::blank(|class, _| Ok(Reentrant::default().object_of(class)));

static RLOCK: BuiltinClass = BuiltinClass::new("RLock", Kind::Native)
    .module("_thread")
    .slots(slots!(Slots {
        new: Some(New::Native(&RLOCK_NEW)),
        repr: Some(|own| {
            let count = receiver::<Reentrant>(own)?.count.get();
            let (state, owner) = if count > 0 { ("locked", IDENTITY) } else { ("unlocked", 0) };
            let (class, place) = (own.type_name(), address_text(own));
            Ok(support::text(&format!("<{state} {class} object owner={owner} count={count} at {place}>")))
        }),
        ..Slots::NONE
    }))
    .methods(methods!(&[
        Method::new("acquire", ACQUIRE, acquire_again),
        Method::new("release", "self, /", release_once),
        Method::new("_at_fork_reinit", "self, /", |arguments| {
            receiver::<Reentrant>(at(arguments, 0))?.count.set(0);
            Ok(NONE())
        }),
        Method::new("_is_owned", "self, /", |arguments| {
            Ok(boolean(receiver::<Reentrant>(at(arguments, 0))?.count.get() > 0))
        }),
        Method::new("_release_save", "self, /", release_save),
        Method::new("_acquire_restore", "self, state, /", acquire_restore),
        Method::new("__enter__", "self, /", |arguments| enter(arguments, acquire_again)),
        Method::new("__exit__", "self, /, *values", release_once),
    ]));

/// An object whose attributes are those of the thread.
struct Local;

native!(Local, LOCAL);

static LOCAL_NEW: Constructor = Constructor::blank(|class, _| Ok(Local.object_of(class)));

static LOCAL_INIT: Initializer = Initializer::new("*args, **kwargs", |_, arguments| {
    let has_keywords =
        arguments.get(1).and_then(|keywords| keywords.downcast::<Dict>()).is_some_and(|keywords| !keywords.is_empty());
    if has_keywords || !arguments.star(0).is_empty() {
        return Err(raise_type_error("Initialization arguments are not supported"));
    }
    Ok(())
});

static LOCAL: BuiltinClass =
    BuiltinClass::new("_local", Kind::Native).module("_thread").instance_dict().slots(slots!(Slots {
        new: Some(New::Native(&LOCAL_NEW)),
        init: Some(crate::classes::slots::Init::Native(&LOCAL_INIT)),
        ..Slots::NONE
    }));

static HOOK_ARGUMENTS_NEW: Constructor =
    Constructor::new("*args, **kwargs", |_, _| crate::program::refuse("_thread._ExceptHookArgs"));

static HOOK_ARGUMENTS: BuiltinClass = BuiltinClass::new("_ExceptHookArgs", Kind::Tuple)
    .module("_thread")
    .bases(&[&TUPLE])
    .sealed()
    .slots(slots!(Slots { new: Some(New::Native(&HOOK_ARGUMENTS_NEW)), ..Slots::NONE }));

fn start(arguments: &mut Arguments) -> Outcome {
    if !crate::protocol::is_callable(at(arguments, 0)) {
        return Err(raise_type_error("first arg must be callable"));
    }
    if at(arguments, 1).downcast::<Tuple>().is_none() {
        return Err(raise_type_error("2nd arg must be a tuple"));
    }
    crate::program::refuse("starting a thread")
}

fn allocate(_: &mut Arguments) -> Outcome {
    Ok(Lock::default().object())
}

fn exit(_: &mut Arguments) -> Outcome {
    Err(raise_builtin(&SYSTEM_EXIT, Vec::new()))
}

static START: Method = Method::new("start_new_thread", "function, args, kwargs=<unrepresentable>, /", start);
static START_NEW: Method = Method::new("start_new", "function, args, kwargs=<unrepresentable>, /", start);
static ALLOCATE_LOCK: Method = Method::new("allocate_lock", "", allocate);
static ALLOCATE: Method = Method::new("allocate", "", allocate);
static EXIT: Method = Method::new("exit", "", exit);
static EXIT_THREAD: Method = Method::new("exit_thread", "", exit);
static IDENT: Method = Method::new("get_ident", "", |_| Ok(int(IDENTITY)));
static NATIVE_ID: Method = Method::new("get_native_id", "", |_| Ok(int(IDENTITY)));
static COUNT: Method = Method::new("_count", "", |_| Ok(int(0)));
static SENTINEL: Method = Method::new("_set_sentinel", "", allocate);
static STACK_SIZE: Method = Method::new("stack_size", "size=0, /", |arguments| match arguments.optional(0) {
    None => Ok(int(0)),
    Some(_) => crate::program::refuse("_thread.stack_size of a size"),
});
static INTERRUPT: Method =
    Method::new("interrupt_main", "signum=2, /", |_| crate::program::refuse("_thread.interrupt_main"));
static HOOK: Method = Method::new("_excepthook", "exc_info, /", |_| crate::program::refuse("_thread._excepthook"));

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "_thread",
    documentation: known_names::documentation_of("_thread"),
    members: members![
        Member::Value("LockType", || LOCK.value()),
        Member::Class(&RLOCK),
        Member::Class(&LOCAL),
        Member::Class(&HOOK_ARGUMENTS),
        Member::Value("TIMEOUT_MAX", || float(TIMEOUT_MAX)),
        Member::Value("error", || RUNTIME_ERROR.value()),
        Member::Function(&START),
        Member::Function(&START_NEW),
        Member::Function(&ALLOCATE_LOCK),
        Member::Function(&ALLOCATE),
        Member::Function(&EXIT),
        Member::Function(&EXIT_THREAD),
        Member::Function(&IDENT),
        Member::Function(&NATIVE_ID),
        Member::Function(&COUNT),
        Member::Function(&SENTINEL),
        Member::Function(&STACK_SIZE),
        Member::Function(&INTERRUPT),
        Member::Function(&HOOK),
    ],
    known_names: known_names::of_module("_thread"),
};
