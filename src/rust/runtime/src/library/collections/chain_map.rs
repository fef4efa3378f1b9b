//! `ChainMap`.

use crate::classes::slots::{Init, New};
use crate::classes::{BuiltinClass, GetSet, Method, Slots};
use crate::collections::carried::{native, Carried};
use crate::collections::support::{self, at, receiver, RepresentationGuard};
use crate::collections::{list_value, Dict};
use crate::exceptions::*;
use crate::functions::builtin::{Constructor, Initializer};
use crate::functions::{call_method, Arguments};
use crate::object::Kind;
use crate::protocol::items;
use crate::text::str::StrBuilder;
use crate::text::value_of;
use crate::value::{Value, NONE};
use std::cell::RefCell;

/// Mappings that are searched in order.
pub struct ChainMap {
    maps: RefCell<Value>,
}

native!(ChainMap, CHAIN_MAP);

static NEW: Constructor =
    Constructor::new("*args, **kwargs", |class, _| Ok(ChainMap { maps: RefCell::new(NONE()) }.object_of(class)));

static INIT: Initializer = Initializer::new("*maps", |own, arguments| {
    let mut maps = arguments.star(0);
    if maps.is_empty() {
        maps.push(Dict::allocate().into_value());
    }
    let old = receiver::<ChainMap>(own)?.maps.replace(list_value(maps));
    drop(old);
    Ok(())
});

fn maps(own: &Value) -> Outcome<Vec<Value>> {
    let maps = receiver::<ChainMap>(own)?.maps.borrow().clone();
    support::collect(&maps)
}

fn first(own: &Value) -> Outcome {
    let maps = receiver::<ChainMap>(own)?.maps.borrow().clone();
    items::getitem(maps, crate::value::int(0))
}

fn get_item(own: &Value, key: &Value) -> Outcome {
    for map in maps(own)? {
        if let Some(value) = items::get_optional(&map, key)? {
            return Ok(value);
        }
        if map.downcast::<Dict>().is_some() && map.class().lookup_text("__missing__").is_some() {
            match items::getitem_slow(&map, key) {
                Ok(value) => return Ok(value),
                Err(raised) => {
                    if let Some(raised) = support::swallow(raised, &KEY_ERROR) {
                        return Err(raised);
                    }
                }
            }
        }
    }
    call_method(own.clone(), name!("__missing__"), [key.clone()])
}

fn contains(own: &Value, key: &Value) -> Outcome<bool> {
    for map in maps(own)? {
        if support::contains(key.clone(), map)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Every key, in the order in which iteration gives them.
fn keys(own: &Value) -> Outcome {
    let all = Dict::allocate();
    for map in maps(own)?.iter().rev() {
        support::for_each(map, |key| all.set(key, NONE()))?;
    }
    Ok(all.into_value())
}

fn repr(own: &Value) -> Outcome {
    let Some(_guard) = RepresentationGuard::enter(own) else { return Ok(support::text("...")) };
    let mut builder = StrBuilder::new();
    builder.push_text(&own.class().name());
    builder.push_text("(");
    for (index, map) in maps(own)?.iter().enumerate() {
        if index > 0 {
            builder.push_text(", ");
        }
        support::push_repr(&mut builder, map)?;
    }
    builder.push_text(")");
    Ok(support::built(builder))
}

fn with_maps(own: &Value, maps: Vec<Value>) -> Outcome {
    support::call_values(&own.class().value(), maps)
}

fn new_child(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let (given, keywords) = (arguments.not_none(1), arguments.take(2));
    let child = match given {
        None => keywords,
        Some(child) => {
            if !receiver::<Dict>(&keywords)?.is_empty() {
                call_method(child.clone(), name!("update"), [keywords])?;
            }
            child
        }
    };
    let mut all = vec![child];
    all.extend(maps(&own)?);
    with_maps(&own, all)
}

/// KeyError with CPython's words where the first mapping raises it.
fn reworded(result: Outcome, message: impl FnOnce() -> Outcome<String>) -> Outcome {
    result.or_else(|raised| match support::swallow(raised, &KEY_ERROR) {
        Some(raised) => Err(raised),
        None => Err(raise_key_error(value_of(message()?))),
    })
}

fn not_found(key: &Value) -> Outcome<String> {
    Ok(format!("Key not found in the first mapping: {}", support::repr_text(key)?))
}

fn pop(arguments: &mut Arguments) -> Outcome {
    let (own, key, rest) = (arguments.take(0), arguments.take(1), arguments.star(2));
    let mut all = vec![key.clone()];
    all.extend(rest);
    let method = crate::protocol::attributes::getattr(first(&own)?, name!("pop"))?;
    reworded(support::call_values(&method, all), || not_found(&key))
}

pub static CHAIN_MAP: BuiltinClass = BuiltinClass::new("ChainMap", Kind::Native)
    .module("collections")
    .written_in_python()
    .instance_dict()
    .unhashable()
    .slots(Slots {
        new: Some(New::Native(&NEW)),
        init: Some(Init::Native(&INIT)),
        repr: Some(repr),
        compare: Some(|_, _, _| crate::program::refuse("comparing collections.ChainMap")),
        truth: Some(|own| {
            for map in maps(own)? {
                if support::truth(&map)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }),
        length: Some(|own| support::length(&keys(own)?)),
        getitem: Some(get_item),
        setitem: Some(|own, key, value| match value {
            Some(value) => items::setitem(first(own)?, key.clone(), value),
            None => {
                let result = items::delitem(first(own)?, key.clone()).map(|()| NONE());
                reworded(result, || not_found(key)).map(drop)
            }
        }),
        contains: Some(contains),
        iter: Some(|own| support::iter(&keys(own)?)),
        ..Slots::NONE
    })
    .methods(&[
        Method::new("__missing__", "self, key", |arguments| Err(raise_key_error(arguments.take(1)))),
        Method::new("clear", "self", |arguments| {
            call_method(first(at(arguments, 0))?, name!("clear"), []).map(|_| NONE())
        }),
        Method::new("copy", "self", |arguments| {
            let own = arguments.take(0);
            let mut all = maps(&own)?;
            if let Some(first) = all.first_mut() {
                *first = call_method(first.clone(), name!("copy"), [])?;
            }
            with_maps(&own, all)
        }),
        Method::new("get", "self, key, default=None", |arguments| {
            let (own, key) = (arguments.take(0), arguments.take(1));
            if support::contains(key.clone(), own.clone())? {
                return items::getitem(own, key);
            }
            Ok(arguments.optional(2).unwrap_or_else(NONE))
        }),
        Method::new("new_child", "self, m=None, **kwargs", new_child),
        Method::new("pop", "self, key, *args", pop),
        Method::new("popitem", "self", |arguments| {
            let result = call_method(first(at(arguments, 0))?, name!("popitem"), []);
            reworded(result, || Ok("No keys found in the first mapping.".to_owned()))
        }),
    ])
    .getsets(&[
        GetSet::new("maps", |own| Ok(receiver::<ChainMap>(own)?.maps.borrow().clone())).set(|own, value| {
            let old = receiver::<ChainMap>(own)?.maps.replace(value.unwrap_or_else(NONE));
            drop(old);
            Ok(())
        }),
        GetSet::new("parents", |own| with_maps(own, maps(own)?.into_iter().skip(1).collect())),
    ]);
