//! `select` (`Modules/selectmodule.c`), where no file can be waited for: what is left is to sleep.

use crate::classes::slots::New;
use crate::classes::{known_names, BuiltinClass, GetSet, Method, Slots};
use crate::collections::carried::{native, Carried};
use crate::collections::support::{self, at, receiver};
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::functions::Arguments;
use crate::modules::NativeModule;
use crate::native;
use crate::object::Kind;
use crate::value::{boolean, int, Value, NONE};
use std::cell::Cell;
use std::time::Duration;

/// `EINVAL`.
const INVALID: i64 = 22;
const CLOSE_ON_EXEC: i64 = 0x8_0000;

/// The seconds that an argument says, if not None. Errors: TypeError, ValueError.
fn seconds(timeout: Option<&Value>, message: &str) -> Outcome<Option<f64>> {
    let Some(timeout) = timeout.filter(|timeout| !timeout.is_none()) else { return Ok(None) };
    match native::float_of_number(timeout)? {
        Some(seconds) if seconds.is_nan() => Err(raise_value_error("Invalid value NaN (not a number)")),
        Some(seconds) => Ok(Some(seconds)),
        None => Err(raise_type_error(message)),
    }
}

/// Sleeps; nothing that is waited for could end it before.
fn sleep(seconds: Option<f64>) {
    match seconds.map(Duration::try_from_secs_f64) {
        Some(Ok(duration)) => std::thread::sleep(duration),
        Some(Err(_)) => crate::program::refuse("a timeout of more seconds than fit"),
        None => crate::program::refuse("waiting without an end, when nothing is left that could happen"),
    }
}

/// A time in milliseconds, rounded up, in seconds; None where it is negative.
fn whole_milliseconds(milliseconds: f64) -> Option<f64> {
    (milliseconds >= 0.0).then(|| milliseconds.ceil() / 1000.0)
}

fn select(arguments: &mut Arguments) -> Outcome {
    let timeout = seconds(arguments.get(3), "timeout must be a float or None")?;
    if timeout.is_some_and(|timeout| timeout < 0.0) {
        return Err(raise_value_error("timeout must be non-negative"));
    }
    for index in 0..3 {
        if !native::is_iterable(at(arguments, index)) {
            return Err(raise_type_error("arguments 1-3 must be sequences"));
        }
        if !support::collect(at(arguments, index))?.is_empty() {
            crate::program::refuse("select.select of files");
        }
    }
    sleep(timeout);
    Ok(native::tuple((0..3).map(|_| native::list(Vec::new())).collect()))
}

/// What `poll()` gives.
struct Poll;

native!(Poll, POLL);

fn poll(arguments: &mut Arguments) -> Outcome {
    let timeout = seconds(arguments.get(1), "timeout must be an integer or None")?;
    sleep(timeout.and_then(whole_milliseconds));
    Ok(native::list(Vec::new()))
}

const OF_FILE: &str = "self, fd, eventmask=<unrepresentable>, /";

static POLL: BuiltinClass =
    BuiltinClass::new("poll", Kind::Native).module("select").sealed().no_constructor().methods(methods!(&[
        Method::new("register", OF_FILE, |_| crate::program::refuse("poll.register")),
        Method::new("modify", "self, fd, eventmask, /", |_| crate::program::refuse("poll.modify")),
        Method::new("unregister", "self, fd, /", |_| crate::program::refuse("poll.unregister")),
        Method::new("poll", "self, timeout=None, /", poll),
    ]));

/// `epoll`, which no file is registered with.
#[derive(Default)]
struct EventPoll {
    is_closed: Cell<bool>,
}

native!(EventPoll, EPOLL);

fn open(own: &Value) -> Outcome<&EventPoll> {
    let own = receiver::<EventPoll>(own)?;
    if own.is_closed.get() {
        return Err(raise_value_error("I/O operation on closed epoll object"));
    }
    Ok(own)
}

static EPOLL_NEW: Constructor = Constructor::new("sizehint=-1, flags=0", |class, arguments| {
    let size = arguments.get(0).map_or(Ok(-1), native::index_c_int)?;
    let flags = arguments.get(1).map_or(Ok(0), native::index_c_int)?;
    if size < -1 || size == 0 {
        return Err(raise_value_error("negative sizehint"));
    }
    if ![0, CLOSE_ON_EXEC].contains(&flags) {
        return Err(raise_builtin(&OS_ERROR, vec![int(INVALID), support::text("Invalid argument")]));
    }
    Ok(EventPoll::default().object_of(class))
});

fn event_poll(arguments: &mut Arguments) -> Outcome {
    open(at(arguments, 0))?;
    let timeout = seconds(arguments.get(1), "timeout must be an integer or None")?;
    let most = arguments.get(2).map_or(Ok(-1), native::index_c_int)?;
    if most < -1 || most == 0 {
        return Err(raise_value_error(format!("maxevents must be greater than 0, got {most}")));
    }
    sleep(timeout.and_then(|seconds| whole_milliseconds(seconds * 1000.0)));
    Ok(native::list(Vec::new()))
}

fn close(arguments: &mut Arguments) -> Outcome {
    receiver::<EventPoll>(at(arguments, 0))?.is_closed.set(true);
    Ok(NONE())
}

/// An operation on a file. Errors: ValueError where the object is closed.
fn of_file(arguments: &Arguments, name: &str) -> Outcome {
    open(at(arguments, 0))?;
    crate::program::refuse(format_args!("epoll.{name}"))
}

static EPOLL: BuiltinClass = BuiltinClass::new("epoll", Kind::Native)
    .module("select")
    .slots(slots!(Slots { new: Some(New::Native(&EPOLL_NEW)), ..Slots::NONE }))
    .methods(methods!(&[
        Method::new("close", "self, /", close),
        Method::new("fileno", "self, /", |arguments| of_file(arguments, "fileno")),
        Method::new("register", "self, fd, eventmask=<unrepresentable>", |arguments| of_file(arguments, "register")),
        Method::new("modify", "self, fd, eventmask", |arguments| of_file(arguments, "modify")),
        Method::new("unregister", "self, fd", |arguments| of_file(arguments, "unregister")),
        Method::new("poll", "self, timeout=None, maxevents=-1", event_poll),
        Method::class("fromfd", "type, fd, /", |_| crate::program::refuse("epoll.fromfd")),
        Method::new("__enter__", "self, /", |arguments| {
            open(at(arguments, 0))?;
            Ok(arguments.take(0))
        }),
        Method::new("__exit__", "self, exc_type=None, exc_value=None, exc_tb=None, /", close),
    ]))
    .getsets(getsets!(&[GetSet::new("closed", |own| Ok(boolean(receiver::<EventPoll>(own)?.is_closed.get())))]));

static SELECT: Method = Method::new("select", "rlist, wlist, xlist, timeout=None, /", select);
static MAKE_POLL: Method = Method::new("poll", "/", |_| Ok(Poll.object()));

macro_rules! module {
    ($($name:ident $number:literal,)*) => {
        /// The module, for programs that import it.
        pub static MODULE: NativeModule = NativeModule {
            name: "select",
            documentation: known_names::documentation_of("select"),
            members: members![
                Member::Function(&SELECT),
                Member::Function(&MAKE_POLL),
                Member::Class(&EPOLL),
                Member::Value("error", || OS_ERROR.value()),
                $(Member::Value(stringify!($name), || int($number)),)*
            ],
            known_names: known_names::of_module("select"),
        };
    };
}

module! {
    PIPE_BUF 4096,
    POLLIN 1,
    POLLPRI 2,
    POLLOUT 4,
    POLLERR 8,
    POLLHUP 16,
    POLLNVAL 32,
    POLLRDNORM 64,
    POLLRDBAND 128,
    POLLWRNORM 256,
    POLLWRBAND 512,
    POLLMSG 1024,
    POLLRDHUP 8192,
    EPOLLIN 1,
    EPOLLOUT 4,
    EPOLLPRI 2,
    EPOLLERR 8,
    EPOLLHUP 16,
    EPOLLRDHUP 8192,
    EPOLLET 2147483648,
    EPOLLONESHOT 1073741824,
    EPOLLEXCLUSIVE 268435456,
    EPOLLRDNORM 64,
    EPOLLRDBAND 128,
    EPOLLWRNORM 256,
    EPOLLWRBAND 512,
    EPOLLMSG 1024,
    EPOLL_CLOEXEC 524288,
}
