//! `_count_elements`: what `Counter` counts with.

use crate::classes::core_classes::DICT;
use crate::classes::Method;
use crate::collections::support;
use crate::collections::Dict;
use crate::exceptions::Outcome;
use crate::functions::{call_method, Arguments};
use crate::protocol::operators;
use crate::value::{int, Value, NONE};

pub static COUNT_ELEMENTS: Method = Method::new("_count_elements", "mapping, iterable, /", count_elements);

/// Whether a class has dict's own method of this name.
fn has_dicts(mapping: &Value, name: &str) -> bool {
    match (mapping.class().lookup_text(name), DICT.class().lookup_text(name)) {
        (Some(own), Some(dicts)) => own.is(&dicts),
        _ => false,
    }
}

/// Adds one to the count of each item.
fn count_elements(arguments: &mut Arguments) -> Outcome {
    let (mapping, iterable) = (arguments.take(0), arguments.take(1));
    let is_plain = has_dicts(&mapping, "get") && has_dicts(&mapping, "__setitem__");
    match mapping.downcast::<Dict>().filter(|_| is_plain) {
        Some(dict) => support::for_each(&iterable, |key| {
            let hash = support::hash(&key)?;
            let count = match dict.get_hashed(hash, &key)? {
                Some(count) => operators::add(count, int(1))?,
                None => int(1),
            };
            dict.set_hashed(hash, key, count)
        })?,
        None => support::for_each(&iterable, |key| {
            let old = call_method(mapping.clone(), name!("get"), [key.clone(), int(0)])?;
            support::setitem(mapping.clone(), key, operators::add(old, int(1))?)
        })?,
    }
    Ok(NONE())
}
