//! The module `functools`.

mod cache;
mod dispatch;
mod ordering;
pub(crate) mod partial;
mod wrapping;

use crate::classes::known_names;
use crate::classes::Method;
use crate::collections::support::{self, at};
use crate::collections::tuple_value;
use crate::exceptions::*;
use crate::functions::Arguments;
use crate::library::python_function::PythonFunction;
use crate::modules::{Member, NativeModule};
use crate::value::Value;

fn reduce(arguments: &mut Arguments) -> Outcome {
    let initial = arguments.optional(2);
    let function = arguments.take(0);
    let iterator = match support::iter(at(arguments, 1)) {
        Ok(iterator) => iterator,
        Err(raised) => {
            return Err(match support::swallow(raised, &TYPE_ERROR) {
                Some(raised) => raised,
                None => raise_type_error("reduce() arg 2 must support iteration"),
            })
        }
    };
    let mut total = initial;
    while let Some(item) = support::next(&iterator)? {
        total = Some(match total {
            None => item,
            Some(total) => support::call(&function, [total, item])?,
        });
    }
    total.ok_or_else(|| raise_type_error("reduce() of empty iterable with no initial value"))
}

/// A function of the module that CPython writes in Python.
fn function(
    name: &str,
    parameters: &str,
    body: fn(&mut crate::functions::Frame) -> Outcome,
    defaults: Vec<Value>,
    closure: Vec<Value>,
) -> Value {
    PythonFunction { module: "functools", name, qualified_name: name, parameters, body }.make(defaults, closure)
}

pub static MODULE: NativeModule = NativeModule {
    name: "functools",
    documentation: Some("functools.py - Tools for working with functions and callable objects\n"),
    members: &[
        Member::Value("WRAPPER_ASSIGNMENTS", wrapping::assignments),
        Member::Value("WRAPPER_UPDATES", wrapping::updates),
        Member::Value("_CacheInfo", cache::info_class),
        Member::Value("_lru_cache_wrapper", || cache::LRU_CACHE.value()),
        Member::Value("cache", cache::cache_function),
        Member::Class(&cache::CACHED_PROPERTY),
        Member::Function(&ordering::CMP_TO_KEY),
        Member::Value("lru_cache", cache::lru_cache_function),
        Member::Class(&partial::PARTIAL),
        Member::Function(&Method::new("reduce", "function, iterable, initial=None, /", reduce)),
        Member::Value("singledispatch", dispatch::singledispatch),
        Member::Value("total_ordering", ordering::total_ordering),
        Member::Value("update_wrapper", wrapping::update_wrapper_function),
        Member::Value("wraps", wrapping::wraps_function),
    ],
    known_names: known_names::of_module("functools"),
};

fn strs(names: &[&str]) -> Value {
    tuple_value(names.iter().map(|name| crate::names::intern_text(name)).collect())
}
