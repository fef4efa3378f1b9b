//! `time`: the clocks of the host, and the calendar. WASI tells no time zone, so local time is UTC; with another one
//! in `TZ`, what depends on it is refused.

mod calendar;
mod clocks;
mod format;
mod struct_time;

use crate::classes::known_names;
use crate::classes::{Convention, Method};
use crate::collections::tuple_value;
use crate::exceptions::*;
use crate::functions::builtin::Arguments;
use crate::heap::single_thread::SingleThread;
use crate::kept::Row;
use crate::modules::{Member, NativeModule};
use crate::native::float_argument;
use crate::number::integer::Integer;
use crate::object::Kind;
use crate::protocol::index;
use crate::text::str::Str;
use crate::text::value_of;
use crate::value::{float, int, integer, Value, NONE};
use std::cell::OnceCell;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// The module, for programs that import it.
pub static MODULE: NativeModule =
    NativeModule { name: "time", documentation: None, members: MEMBERS, known_names: known_names::of_module("time") };

static TIME: Method = Method::new("time", "", |_| Ok(seconds(since_epoch())));
static TIME_NS: Method = Method::new("time_ns", "", |_| Ok(nanoseconds(since_epoch())));
static MONOTONIC: Method = Method::new("monotonic", "", |_| Ok(seconds(since_start())));
static MONOTONIC_NS: Method = Method::new("monotonic_ns", "", |_| Ok(nanoseconds(since_start())));
static PERF_COUNTER: Method = Method::new("perf_counter", "", |_| Ok(seconds(since_start())));
static PERF_COUNTER_NS: Method = Method::new("perf_counter_ns", "", |_| Ok(nanoseconds(since_start())));
static SLEEP: Method = Method::new("sleep", "seconds, /", sleep);

static GMTIME: Method = Method::new("gmtime", "seconds=None, //", |arguments| {
    Ok(struct_time::value(&calendar::moment_of(timestamp(arguments)?), "GMT"))
});
static LOCALTIME: Method = Method::new("localtime", "seconds=None, //", |arguments| {
    let moment = calendar::moment_of(timestamp(arguments)?);
    local_time_is_utc();
    Ok(struct_time::value(&moment, "UTC"))
});
static MKTIME: Method = Method::new("mktime", "seconds, /", |arguments| {
    let moment = struct_time::moment(&arguments.take(0), "mktime")?;
    local_time_is_utc();
    Ok(float(calendar::seconds_of(&moment) as f64))
});
static ASCTIME: Method = Method::new("asctime", "seconds=None, /", |arguments| {
    let moment = match arguments.optional(0) {
        Some(tuple) => checked(struct_time::moment(&tuple, "asctime")?)?,
        None => now(),
    };
    Ok(value_of(calendar::ctime(&moment)))
})
.convention(Convention::Tuple);
static CTIME: Method = Method::new("ctime", "seconds=None, //", |arguments| {
    let moment = calendar::moment_of(timestamp(arguments)?);
    local_time_is_utc();
    Ok(value_of(calendar::ctime(&moment)))
});
static STRFTIME: Method = Method::new("strftime", "format, seconds=None, //", format_time);
static PROCESS_TIME: Method = Method::new("process_time", "", |_| Ok(seconds(since_start())));
static PROCESS_TIME_NS: Method = Method::new("process_time_ns", "", |_| Ok(nanoseconds(since_start())));

const MEMBERS: &[Row<Member>] = members![
    Member::Class(&struct_time::STRUCT_TIME),
    Member::Value("altzone", utc_offset),
    Member::Value("daylight", utc_offset),
    Member::Value("timezone", utc_offset),
    Member::Value("tzname", || tuple_value(vec![value_of("UTC"), value_of("UTC")])),
    Member::Function(&ASCTIME),
    Member::Function(&CTIME),
    Member::Function(&GMTIME),
    Member::Function(&LOCALTIME),
    Member::Function(&MKTIME),
    Member::Function(&MONOTONIC),
    Member::Function(&MONOTONIC_NS),
    Member::Function(&PERF_COUNTER),
    Member::Function(&PERF_COUNTER_NS),
    Member::Function(&PROCESS_TIME),
    Member::Function(&PROCESS_TIME_NS),
    Member::Function(&SLEEP),
    Member::Function(&clocks::GET_CLOCK_INFO),
    Member::Function(&STRFTIME),
    Member::Function(&TIME),
    Member::Function(&TIME_NS),
    Member::Function(&TZSET),
];

fn utc_offset() -> Value {
    int(0)
}

/// Refuses to go on where the environment names another zone than UTC.
fn local_time_is_utc() {
    let zone = std::env::var("TZ").unwrap_or_default();
    if !["", "UTC", "UTC0", "Etc/UTC", ":UTC"].contains(&zone.as_str()) {
        crate::program::refuse(format_args!("local time in the zone {zone}"));
    }
}

static TZSET: Method = Method::new("tzset", "", |_| {
    local_time_is_utc();
    Ok(crate::value::NONE())
});

fn now() -> calendar::Moment {
    local_time_is_utc();
    calendar::moment_of(since_epoch().as_secs() as i64)
}

/// Whole seconds since 1970, rounded down; now where none are given.
fn timestamp(arguments: &mut Arguments) -> Outcome<i64> {
    let Some(given) = arguments.not_none(0) else { return Ok(since_epoch().as_secs() as i64) };
    let out_of_range = || raise_overflow_error("timestamp out of range for platform time_t");
    let whole = if given.kind() == Kind::Float {
        let given = float_argument(&given)?;
        if given.is_nan() {
            return Err(raise_value_error("Invalid value NaN (not a number)"));
        }
        let whole = given.floor();
        if !(-9.3e18..9.2e18).contains(&whole) {
            return Err(out_of_range());
        }
        whole as i64
    } else {
        match index(&given)? {
            Integer::Small(whole) => whole,
            _ => return Err(out_of_range()),
        }
    };
    if !(-67_768_040_609_740_800..=67_768_036_191_676_799).contains(&whole) {
        let message = value_of("Value too large for defined data type");
        return Err(raise_builtin(&OS_ERROR, vec![int(75), message]));
    }
    Ok(whole)
}

/// What `gettmarg` and `checktm` of `Modules/timemodule.c` ask of a tuple.
fn checked(mut moment: calendar::Moment) -> Outcome<calendar::Moment> {
    let last = |value: i64, lowest: i64, highest: i64| (lowest..=highest).contains(&value);
    if moment.month == -1 {
        moment.month = 0;
    }
    if moment.day == 0 {
        moment.day = 1;
    }
    if moment.day_of_year == -1 {
        moment.day_of_year = 0;
    }
    let bounds = [
        (moment.month, 0, 11, "month"),
        (moment.day, 1, 31, "day of month"),
        (moment.hour, 0, 23, "hour"),
        (moment.minute, 0, 59, "minute"),
        (moment.second, 0, 61, "seconds"),
        (moment.weekday, 0, i64::MAX, "day of week"),
        (moment.day_of_year, 0, 365, "day of year"),
    ];
    match bounds.into_iter().find(|(value, lowest, highest, _)| !last(*value, *lowest, *highest)) {
        Some((.., what)) => Err(raise_value_error(format!("{what} out of range"))),
        None => Ok(moment),
    }
}

fn format_time(arguments: &mut Arguments) -> Outcome {
    let pattern = arguments.take(0);
    let Some(pattern) = pattern.downcast::<Str>() else {
        let given = pattern.type_name();
        return Err(raise_type_error(format!("strftime() argument 1 must be str, not {given}")));
    };
    let moment = match arguments.optional(1) {
        Some(tuple) => {
            local_time_is_utc();
            checked(struct_time::moment(&tuple, "strftime")?)?
        }
        None => now(),
    };
    let pattern = pattern.to_lossy();
    if pattern.contains('\0') {
        return Err(raise_value_error("embedded null character"));
    }
    let text = format::format(&pattern, &moment);
    // CPython tries buffers of 1024 characters and twice as many up to this many, then gives up.
    let mut room = 1024;
    while room < 256 * pattern.chars().count() {
        room *= 2;
    }
    Ok(value_of(if text.chars().count() < room { text } else { String::new() }))
}

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
