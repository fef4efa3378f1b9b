//! `count`, `cycle`, `repeat`.

use super::iterator_class;
use crate::classes::Method;
use crate::collections::carried::Carried;
use crate::collections::support::{self, at, receiver};
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::text::str::StrBuilder;
use crate::value::{int, Value};
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
        || slots.index.is_some()
        || slots.int.is_some()
        || slots.float.is_some()
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

iterator_class!(Count, COUNT, "count", COUNT_NEW, count_next, repr: count_repr);

/// `cycle(iterable)`.
pub struct Cycle {
    /// Until it ends for the first time.
    iterator: RefCell<Option<Value>>,
    saved: RefCell<Vec<Value>>,
    position: Cell<usize>,
}

static CYCLE_NEW: Constructor = Constructor::new("iterable, /", |class, arguments| {
    let iterator = support::iter(at(arguments, 0))?;
    let iterator = RefCell::new(Some(iterator));
    Ok(Cycle { iterator, saved: RefCell::default(), position: Cell::new(0) }.object_of(class))
});

fn cycle_next(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<Cycle>(iterator)?;
    let first = own.iterator.borrow().clone();
    if let Some(first) = first {
        if let Some(item) = support::next(&first)? {
            own.saved.borrow_mut().push(item.clone());
            return Ok(Some(item));
        }
        let finished = own.iterator.take();
        drop(finished);
    }
    let saved = own.saved.borrow();
    if saved.is_empty() {
        return Ok(None);
    }
    let position = own.position.get();
    own.position.set((position + 1) % saved.len());
    Ok(Some(saved[position].clone()))
}

iterator_class!(Cycle, CYCLE, "cycle", CYCLE_NEW, cycle_next);

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

iterator_class!(Repeat, REPEAT, "repeat", REPEAT_NEW, repeat_next, repr: repeat_repr; methods &[
    Method::new("__length_hint__", "self, /", |arguments| {
        match receiver::<Repeat>(at(arguments, 0))?.left.get() {
            Some(left) => Ok(int(left)),
            None => Err(raise_type_error("len() of unsized object")),
        }
    }),
]);
