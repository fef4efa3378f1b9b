//! What `get_clock_info` says of a clock: CPython's own words on Linux.

use crate::classes::Method;
use crate::collections::simple_namespace::namespace_of;
use crate::exceptions::*;
use crate::text::str::Str;
use crate::text::value_of;
use crate::value::{boolean, float};

/// Name, what reads it, whether it never goes back, whether it can be set.
const CLOCKS: [(&str, &str, bool, bool); 5] = [
    ("time", "CLOCK_REALTIME", false, true),
    ("monotonic", "CLOCK_MONOTONIC", true, false),
    ("perf_counter", "CLOCK_MONOTONIC", true, false),
    ("process_time", "CLOCK_PROCESS_CPUTIME_ID", true, false),
    ("thread_time", "CLOCK_THREAD_CPUTIME_ID", true, false),
];

pub static GET_CLOCK_INFO: Method = Method::new("get_clock_info", "name, //", |arguments| {
    let name = arguments.take(0);
    let Some(name) = name.downcast::<Str>() else {
        let given = name.type_name();
        return Err(raise_type_error(format!("get_clock_info() argument 1 must be str, not {given}")));
    };
    let name = name.to_lossy();
    let Some((_, clock, monotonic, adjustable)) = CLOCKS.iter().find(|(known, ..)| *known == name) else {
        return Err(raise_value_error("unknown clock"));
    };
    Ok(namespace_of(&[
        ("implementation", value_of(format!("clock_gettime({clock})"))),
        ("monotonic", boolean(*monotonic)),
        ("adjustable", boolean(*adjustable)),
        ("resolution", float(1e-9)),
    ]))
});
