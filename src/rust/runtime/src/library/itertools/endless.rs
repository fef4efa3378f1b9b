//! `count`, `cycle`, `repeat`.

use super::iterator_class;
use crate::classes::reduce::{reduced_to_class, reduced_with, tuple_state};
use crate::classes::Method;
use crate::collections::carried::Carried;
use crate::collections::iterators::list_iterator_at;
use crate::collections::support::{self, at, receiver};
use crate::collections::{list_value, List};
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::functions::Arguments;
use crate::number::integer::Integer;
use crate::text::str::StrBuilder;
use crate::value::{boolean, int, Value, NONE};
use std::cell::{Cell, RefCell};

/// `count(start, step)`.
pub struct Count {
    current: RefCell<Value>,
    step: Value,
}

fn is_number(value: &Value) -> bool {
    let slots = value.class().slots();
    value.as_integer().is_some()
        || value.as_float().is_some()
        || slots.index().is_some()
        || slots.int().is_some()
        || slots.float().is_some()
        || value.kind() == crate::object::Kind::Complex
}

static COUNT_NEW: Constructor = Constructor::new("start=0, step=1", |class, arguments| {
    let start = arguments.optional(0).unwrap_or_else(|| int(0));
    let step = arguments.optional(1).unwrap_or_else(|| int(1));
    if !is_number(&start) || !is_number(&step) {
        return Err(raise_type_error("a number is required"));
    }
    Ok(Count { current: RefCell::new(start), step }.object_of(class))
});

fn count_next(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<Count>(iterator)?;
    let current = own.current.borrow().clone();
    // An exact int goes on as one: True counts 1, 2, …
    let whole = current.as_bool().map(|truth| int(i64::from(truth)));
    let current = whole.unwrap_or(current);
    let following = match (current.as_small_int(), own.step.as_small_int()) {
        (Some(current), Some(step)) => int(current + step),
        _ => support::add(current.clone(), own.step.clone())?,
    };
    let old = own.current.replace(following);
    drop(old);
    Ok(Some(current))
}

fn count_repr(iterator: &Value) -> Outcome {
    let own = receiver::<Count>(iterator)?;
    let mut builder = StrBuilder::new();
    builder.push_text("count(");
    support::push_repr(&mut builder, &own.current.borrow().clone())?;
    if own.step.as_small_int() != Some(1) {
        builder.push_text(", ");
        support::push_repr(&mut builder, &own.step)?;
    }
    builder.push_text(")");
    Ok(support::built(builder))
}

/// CPython's fast mode, a machine word and a step of one, is reduced to the start alone.
fn count_reduce(arguments: &mut Arguments) -> Outcome {
    let own = receiver::<Count>(at(arguments, 0))?;
    let current = own.current.borrow().clone();
    let word = current.as_integer().and_then(|current| current.to_i64());
    let one = own.step.as_integer().is_some_and(|step| step == Integer::from(1));
    match word {
        Some(i64::MAX) if one => crate::program::refuse("itertools.count at the largest machine word, reduced"),
        Some(word) if one => reduced_to_class(at(arguments, 0), vec![int(word)]),
        _ => reduced_to_class(at(arguments, 0), vec![current, own.step.clone()]),
    }
}

iterator_class!(Count(current, step), COUNT, "count", COUNT_NEW, count_next, repr: count_repr; methods &[
    Method::new("__reduce__", "self, /", count_reduce),
]);

/// `cycle(iterable)`.
pub struct Cycle {
    /// Until it ends for the first time.
    iterator: RefCell<Option<Value>>,
    saved: RefCell<Value>,
    position: Cell<usize>,
    /// Whether what the iterator gives is saved already.
    is_saved: Cell<bool>,
}

static CYCLE_NEW: Constructor = Constructor::new("iterable, /", |class, arguments| {
    let iterator = support::iter(at(arguments, 0))?;
    let iterator = RefCell::new(Some(iterator));
    let saved = RefCell::new(list_value(Vec::new()));
    Ok(Cycle { iterator, saved, position: Cell::new(0), is_saved: Cell::new(false) }.object_of(class))
});

fn cycle_next(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<Cycle>(iterator)?;
    let first = own.iterator.borrow().clone();
    if let Some(first) = first {
        if let Some(item) = support::next(&first)? {
            if !own.is_saved.get() {
                receiver::<List>(&own.saved.borrow())?.push(item.clone());
            }
            return Ok(Some(item));
        }
        let finished = own.iterator.take();
        drop(finished);
    }
    let saved = own.saved.borrow().clone();
    let saved = receiver::<List>(&saved)?;
    let position = own.position.get();
    let Some(item) = saved.get(position as i64) else { return Ok(None) };
    own.position.set((position + 1) % saved.len());
    Ok(Some(item))
}

fn cycle_reduce(arguments: &mut Arguments) -> Outcome {
    let own = receiver::<Cycle>(at(arguments, 0))?;
    let saved = own.saved.borrow().clone();
    let iterator = own.iterator.borrow().clone();
    let (iterator, is_saved) = match iterator {
        Some(iterator) => (iterator, own.is_saved.get()),
        None => {
            let length = receiver::<List>(&saved)?.len();
            let position = own.position.get().min(length);
            (list_iterator_at(saved.clone(), position), true)
        }
    };
    let state = support::pair(saved, boolean(is_saved));
    reduced_with(at(arguments, 0).class().value(), vec![iterator], state)
}

fn cycle_set_state(arguments: &mut Arguments) -> Outcome {
    let own = receiver::<Cycle>(at(arguments, 0))?;
    let parts = tuple_state(at(arguments, 1), 2, 2)?;
    if parts[0].downcast::<List>().is_none() {
        return Err(raise_type_error(format!("argument 1 must be list, not {}", parts[0].type_name())));
    }
    let is_saved = crate::native::index_c_int(&parts[1])? != 0;
    let old = own.saved.replace(parts[0].clone());
    drop(old);
    own.is_saved.set(is_saved);
    own.position.set(0);
    Ok(NONE())
}

iterator_class!(Cycle(iterator, saved), CYCLE, "cycle", CYCLE_NEW, cycle_next; methods &[
    Method::new("__reduce__", "self, /", cycle_reduce),
    Method::new("__setstate__", "self, state, /", cycle_set_state),
]);

/// `repeat(object, times)`.
pub struct Repeat {
    item: Value,
    left: Cell<Option<i64>>,
}

static REPEAT_NEW: Constructor = Constructor::new("object, times=None", |class, arguments| {
    let item = arguments.take(0);
    let left = match arguments.optional(1) {
        Some(times) => Some(support::argument_index(&times)?.max(0)),
        None => None,
    };
    Ok(Repeat { item, left: Cell::new(left) }.object_of(class))
});

fn repeat_next(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<Repeat>(iterator)?;
    match own.left.get() {
        Some(0) => return Ok(None),
        Some(left) => own.left.set(Some(left - 1)),
        None => {}
    }
    Ok(Some(own.item.clone()))
}

fn repeat_repr(iterator: &Value) -> Outcome {
    let own = receiver::<Repeat>(iterator)?;
    let mut builder = StrBuilder::new();
    builder.push_text("repeat(");
    support::push_repr(&mut builder, &own.item)?;
    if let Some(left) = own.left.get() {
        builder.push_text(&format!(", {left}"));
    }
    builder.push_text(")");
    Ok(support::built(builder))
}

iterator_class!(Repeat(item), REPEAT, "repeat", REPEAT_NEW, repeat_next, repr: repeat_repr; methods &[
    Method::new("__length_hint__", "self, /", |arguments| {
        match receiver::<Repeat>(at(arguments, 0))?.left.get() {
            Some(left) => Ok(int(left)),
            None => Err(raise_type_error("len() of unsized object")),
        }
    }),
    Method::new("__reduce__", "self, /", |arguments| {
        let own = receiver::<Repeat>(at(arguments, 0))?;
        let parts = [Some(own.item.clone()), own.left.get().map(int)];
        reduced_to_class(at(arguments, 0), parts.into_iter().flatten().collect())
    }),
]);
