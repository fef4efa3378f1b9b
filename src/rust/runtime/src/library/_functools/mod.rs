//! `_functools`: `partial`, `reduce`, `cmp_to_key` and the cache of `lru_cache` (`Modules/_functoolsmodule.c`).

mod cache;
mod key;
pub(crate) mod partial;

use crate::classes::known_names;
use crate::classes::{Convention, Method};
use crate::collections::support::{self, at};
use crate::exceptions::*;
use crate::functions::Arguments;
use crate::modules::NativeModule;

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

static REDUCE_DOC: &str = "reduce(function, iterable[, initial]) -> value\n\nApply a function of two arguments cumulatively to the items of a sequence\nor iterable, from left to right, so as to reduce the iterable to a single\nvalue.  For example, reduce(lambda x, y: x+y, [1, 2, 3, 4, 5]) calculates\n((((1+2)+3)+4)+5).  If initial is present, it is placed before the items\nof the iterable in the calculation, and serves as a default when the\niterable is empty.";

pub static MODULE: NativeModule = NativeModule {
    name: "_functools",
    documentation: known_names::documentation_of("_functools"),
    members: members![
        Member::Class(&cache::LRU_CACHE),
        Member::Function(&key::CMP_TO_KEY),
        Member::Class(&partial::PARTIAL),
        Member::Function(
            &Method::new("reduce", "function, iterable, initial=None, /", reduce)
                .convention(Convention::Tuple)
                .doc(REDUCE_DOC),
        ),
    ],
    known_names: known_names::of_module("_functools"),
};
