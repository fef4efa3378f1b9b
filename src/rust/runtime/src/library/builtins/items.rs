//! `all`, `any`, `iter`, `len`, `max`, `min`, `next`, `sorted`.

use crate::classes::{Comparison, Convention};
use crate::collections::iterators::callable_iterator;
use crate::collections::list::sort_values;
use crate::collections::support::{self, at, type_name};
use crate::collections::{list_value, Dict};
use crate::exceptions::*;
use crate::functions::builtin::Builtin;
use crate::functions::Arguments;
use crate::generators::{next_or_stop, Consumer};
use crate::protocol::iterate::{Items, ItemsOf};
use crate::value::{boolean, int, Value};

/// Whether some item's truth is `wanted`; stops at the first.
fn find_truth(items: &mut impl Items, wanted: bool) -> Outcome<bool> {
    while let Some(item) = items.next()? {
        if support::truth(&item)? == wanted {
            return Ok(true);
        }
    }
    Ok(false)
}

fn all(items: &mut impl Items) -> Outcome {
    find_truth(items, false).map(|found| boolean(!found))
}

fn any(items: &mut impl Items) -> Outcome {
    find_truth(items, true).map(boolean)
}

fn items_of(arguments: &Arguments) -> Outcome<ItemsOf> {
    Ok(ItemsOf(support::iter(at(arguments, 0))?))
}

pub static ALL: Builtin =
    Builtin::new("all", "iterable, /", |arguments| all(&mut items_of(arguments)?)).consumer(Consumer::Items(all));
pub static ANY: Builtin =
    Builtin::new("any", "iterable, /", |arguments| any(&mut items_of(arguments)?)).consumer(Consumer::Items(any));

pub static ITER: Builtin = Builtin::new("iter", "object, sentinel=None, /", |arguments| {
    let object = arguments.take(0);
    match arguments.optional(1) {
        None => support::iter(&object),
        Some(_) if object.class().slots().call().is_none() && !super::objects::is_callable(&object) => {
            Err(raise_type_error("iter(v, w): v must be callable"))
        }
        Some(sentinel) => Ok(callable_iterator(object, sentinel)),
    }
});

pub static NEXT: Builtin = Builtin::new("next", "iterator, default=None, /", |arguments| {
    let iterator = arguments.take(0);
    if iterator.class().slots().next().is_none() {
        return Err(raise_type_error(format!("'{}' object is not an iterator", type_name(&iterator))));
    }
    match next_or_stop(&iterator) {
        Ok(item) => Ok(item),
        Err(raised) => match arguments.optional(1) {
            Some(default) => support::swallow(raised, &STOP_ITERATION).map_or(Ok(default), Err),
            None => Err(raised),
        },
    }
});

pub static LEN: Builtin = Builtin::new("len", "obj, /", |arguments| support::length(at(arguments, 0)).map(int));

/// `min` and `max`: the item that is ahead in the comparison, the first of equals.
fn extreme(arguments: &mut Arguments, name: &str, comparison: Comparison) -> Outcome {
    let mut values = arguments.star(0);
    let key = arguments.not_none(1);
    let default = arguments.optional(2);
    let iterable = match values.len() {
        1 => values.swap_remove(0),
        _ if default.is_some() => {
            return Err(raise_type_error(format!(
                "Cannot specify a default for {name}() with multiple positional arguments"
            )));
        }
        _ => list_value(values),
    };
    extreme_of(&mut ItemsOf(support::iter(&iterable)?), name, comparison, key, default)
}

fn extreme_of(
    items: &mut impl Items,
    name: &str,
    comparison: Comparison,
    key: Option<Value>,
    default: Option<Value>,
) -> Outcome {
    let mut best = None;
    while let Some(item) = items.next()? {
        let measure = match &key {
            Some(key) => support::call(key, [item.clone()])?,
            None => item.clone(),
        };
        let ahead = match &best {
            None => true,
            Some((_, champion)) => support::truth(&support::compare(&measure, champion, comparison)?)?,
        };
        if ahead {
            best = Some((item, measure));
        }
    }
    match (best, default) {
        (Some((item, _)), _) => Ok(item),
        (None, Some(default)) => Ok(default),
        (None, None) => Err(raise_value_error(format!("{name}() arg is an empty sequence"))),
    }
}

pub static MAX: Builtin =
    Builtin::new("max", "*args+, key=None, default=None", |arguments| extreme(arguments, "max", Comparison::Gt))
        .consumer(Consumer::Items(|items| extreme_of(items, "max", Comparison::Gt, None, None)));
pub static MIN: Builtin =
    Builtin::new("min", "*args+, key=None, default=None", |arguments| extreme(arguments, "min", Comparison::Lt))
        .consumer(Consumer::Items(|items| extreme_of(items, "min", Comparison::Lt, None, None)));

/// Counts its arguments itself and leaves the keywords to `list.sort`, whose name its messages show.
pub static SORTED: Builtin = Builtin::new("sorted", "*args, **kwargs", |arguments| {
    let positional = arguments.star(0);
    let [iterable] = positional.as_slice() else {
        return Err(raise_type_error(format!("sorted expected 1 argument, got {}", positional.len())));
    };
    let values = support::collect(iterable)?;
    let keywords = arguments.take(1);
    let (mut key, mut reverse) = (None, false);
    let keywords = keywords.downcast::<Dict>().map(Dict::items).unwrap_or_default();
    if keywords.len() > 2 {
        let message = format!("sort() takes at most 2 keyword arguments ({} given)", keywords.len());
        return Err(raise_type_error(message));
    }
    for (name, value) in keywords {
        match crate::text::to_lossy(&name).as_str() {
            "key" => key = Some(value).filter(|key| !key.is_none()),
            "reverse" => reverse = support::argument_flag(&value)?,
            other => return Err(raise_type_error(format!("'{other}' is an invalid keyword argument for sort()"))),
        }
    }
    let (sorted, result) = sort_values(values, key.as_ref(), reverse);
    result?;
    Ok(list_value(sorted))
})
.convention(Convention::Values)
.consumer(Consumer::Collected);
