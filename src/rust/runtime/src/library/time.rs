//! `time`: the clocks of the host. The calendar's functions are not here yet.

use crate::classes::known_names;
use crate::classes::Method;
use crate::exceptions::{raise_value_error, Outcome};
use crate::functions::builtin::Arguments;
use crate::heap::single_thread::SingleThread;
use crate::modules::{Member, NativeModule};
use crate::native::float_argument;
use crate::number::integer::Integer;
use crate::value::{float, integer, Value, NONE};
use std::cell::OnceCell;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// The module, for programs that import it.
pub static MODULE: NativeModule =
    NativeModule { name: "time", documentation: None, members: &MEMBERS, known_names: known_names::of_module("time") };

static TIME: Method = Method::new("time", "", |_| Ok(seconds(since_epoch())));
static TIME_NS: Method = Method::new("time_ns", "", |_| Ok(nanoseconds(since_epoch())));
static MONOTONIC: Method = Method::new("monotonic", "", |_| Ok(seconds(since_start())));
static MONOTONIC_NS: Method = Method::new("monotonic_ns", "", |_| Ok(nanoseconds(since_start())));
static PERF_COUNTER: Method = Method::new("perf_counter", "", |_| Ok(seconds(since_start())));
static PERF_COUNTER_NS: Method = Method::new("perf_counter_ns", "", |_| Ok(nanoseconds(since_start())));
static SLEEP: Method = Method::new("sleep", "seconds, /", sleep);

static MEMBERS: [Member; 7] = [
    Member::Function(&MONOTONIC),
    Member::Function(&MONOTONIC_NS),
    Member::Function(&PERF_COUNTER),
    Member::Function(&PERF_COUNTER_NS),
    Member::Function(&SLEEP),
    Member::Function(&TIME),
    Member::Function(&TIME_NS),
];

fn since_epoch() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

/// The reference point of the monotonic clocks is not defined; here it is their first use.
static START: SingleThread<OnceCell<Instant>> = SingleThread::new(OnceCell::new());

fn since_start() -> Duration {
    START.get_or_init(Instant::now).elapsed()
}

fn seconds(duration: Duration) -> Value {
    float(duration.as_secs_f64())
}

fn nanoseconds(duration: Duration) -> Value {
    integer(Integer::from(duration.as_nanos() as i128))
}

fn sleep(arguments: &mut Arguments) -> Outcome {
    let length = arguments.take(0);
    let length = float_argument(&length)?;
    if length.is_nan() {
        return Err(raise_value_error("Invalid value NaN (not a number)"));
    }
    if length < 0.0 {
        return Err(raise_value_error("sleep length must be non-negative"));
    }
    match Duration::try_from_secs_f64(length) {
        Ok(duration) => std::thread::sleep(duration),
        Err(_) => crate::program::refuse("a sleep of more seconds than fit"),
    }
    Ok(NONE())
}
