//! `OrderedDict`.

use crate::classes::core_classes::DICT;
use crate::classes::{BuiltinClass, Comparison, Method, Slots};
use crate::collections::dict as dicts;
use crate::collections::support::{self, at, receiver, RepresentationGuard};
use crate::collections::{list_value, Dict};
use crate::exceptions::*;
use crate::functions::{call_method, Arguments};
use crate::object::Kind;
use crate::text::str::StrBuilder;
use crate::value::{boolean, Value, NONE, NOT_IMPLEMENTED};

fn move_to_end(arguments: &mut Arguments) -> Outcome {
    let last = arguments.optional(2).map_or(Ok(true), crate::protocol::truth)?;
    let dict = receiver::<Dict>(at(arguments, 0))?;
    let key = at(arguments, 1);
    let hash = support::hash(key)?;
    let Some(position) = dict.find(key, hash)? else { return Err(raise_key_error(key.clone())) };
    let mut table = dict.table.borrow_mut();
    // A key that is at its place is not moved, and iterators go on.
    let end = if last { table.entry_before(table.positions()) } else { table.entry_from(0) };
    if end.is_some_and(|(place, _)| place == position) {
        return Ok(NONE());
    }
    let Some(entry) = table.remove(position) else { return Err(raise_key_error(key.clone())) };
    table.note_move();
    if last {
        table.insert_new(entry.hash, entry.key, entry.value);
        return Ok(NONE());
    }
    // The first place is never free: all the others are added again behind it.
    let rest = table.take_all();
    for entry in std::iter::once(entry).chain(rest.into_iter().flatten()) {
        table.insert_new(entry.hash, entry.key, entry.value);
    }
    Ok(NONE())
}

fn popitem(arguments: &mut Arguments) -> Outcome {
    let last = arguments.optional(1).map_or(Ok(true), crate::protocol::truth)?;
    let dict = receiver::<Dict>(at(arguments, 0))?;
    let mut table = dict.table.borrow_mut();
    let entry = if last {
        table.pop_last()
    } else {
        let position = table.entry_from(0).map(|(position, _)| position);
        position.and_then(|position| table.remove(position))
    };
    drop(table);
    match entry {
        Some(entry) => Ok(support::pair(entry.key, entry.value)),
        None => Err(raise_key_error(support::text("dictionary is empty"))),
    }
}

fn repr(own: &Value) -> Outcome {
    let mut builder = StrBuilder::new();
    let name = own.type_name();
    if receiver::<Dict>(own)?.is_empty() {
        return Ok(support::text(&format!("{name}()")));
    }
    let Some(_guard) = RepresentationGuard::enter(own) else { return Ok(support::text("...")) };
    let items = list_value(support::collect(&call_method(own.clone(), name!("items"), [])?)?);
    builder.push_text(&name);
    builder.push_text("(");
    support::push_repr(&mut builder, &items)?;
    builder.push_text(")");
    Ok(support::built(builder))
}

fn compare(left: &Value, right: &Value, comparison: Comparison) -> Outcome {
    let (Some(own), Some(other)) = (left.downcast::<Dict>(), right.downcast::<Dict>()) else {
        return Ok(NOT_IMPLEMENTED());
    };
    if !matches!(comparison, Comparison::Eq | Comparison::Ne) {
        return Ok(NOT_IMPLEMENTED());
    }
    let mut same = dicts::equals(own, other)?;
    if same && ORDERED_DICT.is_instance(left) && ORDERED_DICT.is_instance(right) {
        for (a, b) in own.keys().iter().zip(&other.keys()) {
            if !support::equal(a, b)? {
                same = false;
                break;
            }
        }
    }
    Ok(boolean(same == (comparison == Comparison::Eq)))
}

fn union(left: &Value, right: &Value) -> Outcome {
    if left.downcast::<Dict>().is_none() || right.downcast::<Dict>().is_none() {
        return Ok(NOT_IMPLEMENTED());
    }
    let own = if ORDERED_DICT.is_instance(left) { left } else { right };
    let new = support::call(&own.class().value(), [left.clone()])?;
    call_method(new.clone(), name!("update"), [right.clone()])?;
    Ok(new)
}

fn copy(arguments: &mut Arguments) -> Outcome {
    let own = at(arguments, 0);
    let new = support::call(&own.class().value(), [])?;
    for (key, value) in receiver::<Dict>(own)?.items() {
        support::setitem(new.clone(), key, value)?;
    }
    Ok(new)
}

pub static ORDERED_DICT: BuiltinClass = BuiltinClass::new("OrderedDict", Kind::Dict)
    .module("collections")
    .bases(&[&DICT])
    .unhashable()
    .instance_dict()
    .doc("Dictionary that remembers insertion order")
    .known_names(&["__reduce__"])
    .slots(Slots { repr: Some(repr), compare: Some(compare), or_: Some(union), ..Slots::NONE })
    .methods(&[
        Method::new("copy", "self, /", copy),
        Method::new("move_to_end", "self, key, last=True", move_to_end),
        Method::new("popitem", "self, last=True", popitem),
    ]);
