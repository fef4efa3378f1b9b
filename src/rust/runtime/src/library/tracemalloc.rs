//! `tracemalloc`: nothing is traced. Starting to trace is refused.

use crate::classes::known_names;
use crate::classes::Method;
use crate::modules::NativeModule;
use crate::value::{FALSE, NONE};

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "tracemalloc",
    documentation: known_names::documentation_of("tracemalloc"),
    members: members![
        Member::Function(&Method::new("get_object_traceback", "obj", |_| Ok(NONE()))),
        Member::Function(&Method::new("is_tracing", "/", |_| Ok(FALSE()))),
    ],
    known_names: known_names::of_module("tracemalloc"),
};
