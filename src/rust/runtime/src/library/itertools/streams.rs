//! `accumulate`, `chain`, `compress`, `dropwhile`, `filterfalse`, `islice`, `pairwise`, `starmap`, `takewhile`,
//! `zip_longest`.

use super::iterator_class;
use crate::classes::reduce::{position_state, reduced, reduced_to_class, reduced_with, tuple_state};
use crate::classes::{ClassRef, Method};
use crate::collections::carried::Carried;
use crate::collections::support::{self, at, has_index, receiver, Index};
use crate::collections::{tuple_value, Dict};
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::functions::Arguments;
use crate::text::str::Str;
use crate::value::{int, Value, NONE};
use std::cell::{Cell, RefCell};

/// `accumulate(iterable, func, initial)`.
pub struct Accumulate {
    iterator: Value,
    function: Option<Value>,
    initial: RefCell<Option<Value>>,
    total: RefCell<Option<Value>>,
}

static ACCUMULATE_NEW: Constructor = Constructor::new("iterable, func=None, *, initial=None", |class, arguments| {
    let iterator = support::iter(at(arguments, 0))?;
    let (function, initial) = (arguments.not_none(1), arguments.not_none(2));
    Ok(Accumulate { iterator, function, initial: RefCell::new(initial), total: RefCell::default() }.object_of(class))
});

fn accumulate_next(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<Accumulate>(iterator)?;
    if let Some(initial) = own.initial.take() {
        let old = own.total.replace(Some(initial.clone()));
        drop(old);
        return Ok(Some(initial));
    }
    let Some(item) = support::next(&own.iterator)? else { return Ok(None) };
    let total = own.total.borrow().clone();
    let total = match (total, &own.function) {
        (None, _) => item,
        (Some(total), None) => support::add(total, item)?,
        (Some(total), Some(function)) => support::call(function, [total, item])?,
    };
    let old = own.total.replace(Some(total.clone()));
    drop(old);
    Ok(Some(total))
}

/// A total of None would be taken for none at all: the iterator starts with it, and its first result is left out.
fn accumulate_reduce(arguments: &mut Arguments) -> Outcome {
    let own = receiver::<Accumulate>(at(arguments, 0))?;
    let class = at(arguments, 0).class().value();
    let function = own.function.clone().unwrap_or_else(NONE);
    let (initial, total) = (own.initial.borrow().clone(), own.total.borrow().clone());
    let started_with = |first: Value| -> Outcome {
        let first = support::iter(&tuple_value(vec![tuple_value(vec![first]), own.iterator.clone()]))?;
        Ok(chain_of(CHAIN.class(), first))
    };
    if let Some(initial) = initial {
        return reduced_with(class, vec![started_with(initial)?, function], NONE());
    }
    match total {
        Some(total) if total.is_none() => {
            let again = support::call(&class, [started_with(total)?, function])?;
            reduced(ISLICE.value(), vec![again, int(1), NONE()])
        }
        total => reduced_with(class, vec![own.iterator.clone(), function], total.unwrap_or_else(NONE)),
    }
}

iterator_class!(Accumulate(iterator, function, initial, total), ACCUMULATE, "accumulate", ACCUMULATE_NEW, accumulate_next; methods &[
    Method::new("__reduce__", "self, /", accumulate_reduce),
    Method::new("__setstate__", "self, state, /", |arguments| {
        let total = arguments.take(1);
        let old = receiver::<Accumulate>(at(arguments, 0))?.total.replace(Some(total));
        drop(old);
        Ok(NONE())
    }),
]);

/// `chain(*iterables)`.
pub struct Chain {
    source: RefCell<Option<Value>>,
    active: RefCell<Option<Value>>,
}

fn chain_of(class: ClassRef, source: Value) -> Value {
    Chain { source: RefCell::new(Some(source)), active: RefCell::default() }.object_of(class)
}

static CHAIN_NEW: Constructor = Constructor::new("*iterables", |class, arguments| {
    let source = support::iter(at(arguments, 0))?;
    Ok(chain_of(class, source))
});

fn chain_next(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<Chain>(iterator)?;
    loop {
        let active = own.active.borrow().clone();
        if let Some(active) = active {
            if let Some(item) = support::next(&active)? {
                return Ok(Some(item));
            }
            let finished = own.active.take();
            drop(finished);
        }
        let source = own.source.borrow().clone();
        let Some(source) = source else { return Ok(None) };
        let next = support::next(&source).and_then(|next| next.map(|iterable| support::iter(&iterable)).transpose());
        match next {
            Ok(Some(next)) => {
                let old = own.active.replace(Some(next));
                drop(old);
            }
            ended => {
                let finished = own.source.take();
                drop(finished);
                return ended.map(|_| None);
            }
        }
    }
}

fn from_iterable(arguments: &mut Arguments) -> Outcome {
    let source = support::iter(at(arguments, 1))?;
    match ClassRef::from_value(at(arguments, 0)) {
        Some(class) => Ok(chain_of(class, source)),
        None => Ok(chain_of(CHAIN.class(), source)),
    }
}

fn chain_set_state(arguments: &mut Arguments) -> Outcome {
    let parts = tuple_state(at(arguments, 1), 1, 2)?;
    if parts.iter().any(|part| part.class().slots().next().is_none()) {
        return Err(raise_type_error("Arguments must be iterators."));
    }
    let own = receiver::<Chain>(at(arguments, 0))?;
    let mut parts = parts.into_iter();
    let old = (own.source.replace(parts.next()), own.active.replace(parts.next()));
    drop(old);
    Ok(NONE())
}

fn chain_reduce(arguments: &mut Arguments) -> Outcome {
    let own = receiver::<Chain>(at(arguments, 0))?;
    let class = at(arguments, 0).class().value();
    let (source, active) = (own.source.borrow().clone(), own.active.borrow().clone());
    match source {
        Some(source) => {
            let state = std::iter::once(source).chain(active).collect();
            reduced_with(class, Vec::new(), tuple_value(state))
        }
        None => reduced(class, Vec::new()),
    }
}

iterator_class!(Chain(source, active), CHAIN, "chain", CHAIN_NEW, chain_next; methods &[
    Method::new("__reduce__", "self, /", chain_reduce),
    Method::new("__setstate__", "self, state, /", chain_set_state),
    Method::class("from_iterable", "type, iterable, /", from_iterable),
    Method::class("__class_getitem__", "type, item, /", crate::collections::generic_alias),
]);

/// `compress(data, selectors)`.
pub struct Compress {
    data: Value,
    selectors: Value,
}

static COMPRESS_NEW: Constructor = Constructor::new("data, selectors", |class, arguments| {
    let data = support::iter(at(arguments, 0))?;
    let selectors = support::iter(at(arguments, 1))?;
    Ok(Compress { data, selectors }.object_of(class))
});

fn compress_next(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<Compress>(iterator)?;
    loop {
        let Some(item) = support::next(&own.data)? else { return Ok(None) };
        let Some(selector) = support::next(&own.selectors)? else { return Ok(None) };
        if support::truth(&selector)? {
            return Ok(Some(item));
        }
    }
}

iterator_class!(Compress(data, selectors), COMPRESS, "compress", COMPRESS_NEW, compress_next; methods &[
    Method::new("__reduce__", "self, /", |arguments| {
        let own = receiver::<Compress>(at(arguments, 0))?;
        reduced_to_class(at(arguments, 0), vec![own.data.clone(), own.selectors.clone()])
    }),
]);

/// `dropwhile(predicate, iterable)`.
pub struct DropWhile {
    predicate: Value,
    iterator: Value,
    started: Cell<bool>,
}

static DROPWHILE_NEW: Constructor = Constructor::new("predicate, iterable, /", |class, arguments| {
    let predicate = arguments.take(0);
    let iterator = support::iter(at(arguments, 1))?;
    Ok(DropWhile { predicate, iterator, started: Cell::new(false) }.object_of(class))
});

fn dropwhile_next(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<DropWhile>(iterator)?;
    while let Some(item) = support::next(&own.iterator)? {
        if own.started.get() {
            return Ok(Some(item));
        }
        if !support::truth(&support::call(&own.predicate, [item.clone()])?)? {
            own.started.set(true);
            return Ok(Some(item));
        }
    }
    Ok(None)
}

iterator_class!(DropWhile(predicate, iterator), DROPWHILE, "dropwhile", DROPWHILE_NEW, dropwhile_next; methods &[
    Method::new("__reduce__", "self, /", |arguments| {
        let own = receiver::<DropWhile>(at(arguments, 0))?;
        let parts = vec![own.predicate.clone(), own.iterator.clone()];
        reduced_with(at(arguments, 0).class().value(), parts, int(i64::from(own.started.get())))
    }),
    Method::new("__setstate__", "self, state, /", |arguments| {
        let started = support::truth(at(arguments, 1))?;
        receiver::<DropWhile>(at(arguments, 0))?.started.set(started);
        Ok(NONE())
    }),
]);

/// `takewhile(predicate, iterable)`.
pub struct TakeWhile {
    predicate: Value,
    iterator: Value,
    stopped: Cell<bool>,
}

static TAKEWHILE_NEW: Constructor = Constructor::new("predicate, iterable, /", |class, arguments| {
    let predicate = arguments.take(0);
    let iterator = support::iter(at(arguments, 1))?;
    Ok(TakeWhile { predicate, iterator, stopped: Cell::new(false) }.object_of(class))
});

fn takewhile_next(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<TakeWhile>(iterator)?;
    if own.stopped.get() {
        return Ok(None);
    }
    let Some(item) = support::next(&own.iterator)? else { return Ok(None) };
    if support::truth(&support::call(&own.predicate, [item.clone()])?)? {
        return Ok(Some(item));
    }
    own.stopped.set(true);
    Ok(None)
}

iterator_class!(TakeWhile(predicate, iterator), TAKEWHILE, "takewhile", TAKEWHILE_NEW, takewhile_next; methods &[
    Method::new("__reduce__", "self, /", |arguments| {
        let own = receiver::<TakeWhile>(at(arguments, 0))?;
        let parts = vec![own.predicate.clone(), own.iterator.clone()];
        reduced_with(at(arguments, 0).class().value(), parts, int(i64::from(own.stopped.get())))
    }),
    Method::new("__setstate__", "self, state, /", |arguments| {
        let stopped = support::truth(at(arguments, 1))?;
        receiver::<TakeWhile>(at(arguments, 0))?.stopped.set(stopped);
        Ok(NONE())
    }),
]);

/// `filterfalse(predicate, iterable)`.
pub struct FilterFalse {
    predicate: Value,
    iterator: Value,
}

static FILTERFALSE_NEW: Constructor = Constructor::new("predicate, iterable, /", |class, arguments| {
    let predicate = arguments.take(0);
    let iterator = support::iter(at(arguments, 1))?;
    Ok(FilterFalse { predicate, iterator }.object_of(class))
});

fn filterfalse_next(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<FilterFalse>(iterator)?;
    while let Some(item) = support::next(&own.iterator)? {
        let verdict = match own.predicate.is_none() {
            true => support::truth(&item)?,
            false => support::truth(&support::call(&own.predicate, [item.clone()])?)?,
        };
        if !verdict {
            return Ok(Some(item));
        }
    }
    Ok(None)
}

iterator_class!(FilterFalse(predicate, iterator), FILTERFALSE, "filterfalse", FILTERFALSE_NEW, filterfalse_next; methods &[
    Method::new("__reduce__", "self, /", |arguments| {
        let own = receiver::<FilterFalse>(at(arguments, 0))?;
        reduced_to_class(at(arguments, 0), vec![own.predicate.clone(), own.iterator.clone()])
    }),
]);

/// `islice(iterable, start, stop, step)`.
pub struct Slice {
    iterator: RefCell<Option<Value>>,
    next: Cell<i64>,
    stop: i64,
    step: i64,
    count: Cell<i64>,
}

/// A bound that is None or a number from zero on.
fn bound(value: Option<Value>, absent: i64, message: &'static str) -> Outcome<i64> {
    let Some(value) = value.filter(|value| !value.is_none()) else { return Ok(absent) };
    if has_index(&value) {
        if let Index::Fits(fits) = support::index(&value)? {
            if fits >= 0 {
                return Ok(fits);
            }
        }
    }
    Err(raise_value_error(message))
}

static ISLICE_NEW: Constructor = Constructor::new("iterable, first, second=None, step=None, /", |class, arguments| {
    const STOP: &str = "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    const INDICES: &str = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    const STEP: &str = "Step for islice() must be a positive integer or None.";
    let first = arguments.optional(1);
    let (start, stop) = match arguments.optional(2) {
        None => (0, bound(first, i64::MAX, STOP)?),
        Some(second) => {
            let stop = bound(Some(second), i64::MAX, STOP);
            let start = bound(first, 0, INDICES);
            // CPython reads the start first but complains of the stop first.
            (start?, stop?)
        }
    };
    let step = bound(arguments.optional(3), 1, STEP)?;
    if step == 0 {
        return Err(raise_value_error(STEP));
    }
    let iterator = support::iter(at(arguments, 0))?;
    let iterator = RefCell::new(Some(iterator));
    Ok(Slice { iterator, next: Cell::new(start), stop, step, count: Cell::new(0) }.object_of(class))
});

fn islice_next(slice: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<Slice>(slice)?;
    let iterator = own.iterator.borrow().clone();
    let Some(iterator) = iterator else { return Ok(None) };
    let end = || {
        let finished = own.iterator.take();
        drop(finished);
        Ok(None)
    };
    while own.count.get() < own.next.get().min(own.stop) {
        if support::next(&iterator)?.is_none() {
            return end();
        }
        own.count.set(own.count.get() + 1);
    }
    if own.count.get() >= own.stop {
        return end();
    }
    let Some(item) = support::next(&iterator)? else { return end() };
    own.count.set(own.count.get() + 1);
    own.next.set(own.next.get().saturating_add(own.step).min(own.stop));
    Ok(Some(item))
}

fn islice_reduce(arguments: &mut Arguments) -> Outcome {
    let own = receiver::<Slice>(at(arguments, 0))?;
    let class = at(arguments, 0).class().value();
    let iterator = own.iterator.borrow().clone();
    let Some(iterator) = iterator else {
        let nothing = support::iter(&crate::collections::list_value(Vec::new()))?;
        return reduced_with(class, vec![nothing, int(0)], int(0));
    };
    let stop = if own.stop == i64::MAX { NONE() } else { int(own.stop) };
    reduced_with(class, vec![iterator, int(own.next.get()), stop, int(own.step)], int(own.count.get()))
}

iterator_class!(Slice(iterator), ISLICE, "islice", ISLICE_NEW, islice_next; methods &[
    Method::new("__reduce__", "self, /", islice_reduce),
    Method::new("__setstate__", "self, state, /", |arguments| {
        let count = position_state(at(arguments, 1))?;
        receiver::<Slice>(at(arguments, 0))?.count.set(count);
        Ok(NONE())
    }),
]);

/// `pairwise(iterable)`.
pub struct Pairwise {
    iterator: RefCell<Option<Value>>,
    old: RefCell<Option<Value>>,
}

static PAIRWISE_NEW: Constructor = Constructor::new("iterable, /", |class, arguments| {
    let iterator = support::iter(at(arguments, 0))?;
    Ok(Pairwise { iterator: RefCell::new(Some(iterator)), old: RefCell::default() }.object_of(class))
});

fn pairwise_next(pairs: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<Pairwise>(pairs)?;
    let iterator = own.iterator.borrow().clone();
    let Some(iterator) = iterator else { return Ok(None) };
    let end = || {
        let finished = (own.iterator.take(), own.old.take());
        drop(finished);
    };
    // Asking for an item may ask for the next pair: what that leaves is overwritten.
    let next = || match support::next(&iterator) {
        Ok(Some(item)) => Ok(Some(item)),
        finished => {
            end();
            finished
        }
    };
    let old = own.old.borrow().clone();
    let old = match old {
        Some(old) => old,
        None => {
            let Some(first) = next()? else { return Ok(None) };
            let previous = own.old.replace(Some(first.clone()));
            drop(previous);
            if own.iterator.borrow().is_none() {
                end();
                return Ok(None);
            }
            first
        }
    };
    let Some(new) = next()? else { return Ok(None) };
    let previous = own.old.replace(Some(new.clone()));
    drop(previous);
    Ok(Some(support::pair(old, new)))
}

iterator_class!(Pairwise(iterator, old), PAIRWISE, "pairwise", PAIRWISE_NEW, pairwise_next);

/// `starmap(function, iterable)`.
pub struct StarMap {
    function: Value,
    iterator: Value,
}

static STARMAP_NEW: Constructor = Constructor::new("function, iterable, /", |class, arguments| {
    let function = arguments.take(0);
    let iterator = support::iter(at(arguments, 1))?;
    Ok(StarMap { function, iterator }.object_of(class))
});

fn starmap_next(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<StarMap>(iterator)?;
    let Some(item) = support::next(&own.iterator)? else { return Ok(None) };
    support::call_values(&own.function, support::collect(&item)?).map(Some)
}

iterator_class!(StarMap(function, iterator), STARMAP, "starmap", STARMAP_NEW, starmap_next; methods &[
    Method::new("__reduce__", "self, /", |arguments| {
        let own = receiver::<StarMap>(at(arguments, 0))?;
        reduced_to_class(at(arguments, 0), vec![own.function.clone(), own.iterator.clone()])
    }),
]);

/// `zip_longest(*iterables, fillvalue)`.
pub struct ZipLongest {
    iterators: RefCell<Vec<Option<Value>>>,
    active: Cell<usize>,
    fill: RefCell<Value>,
}

static ZIP_LONGEST_NEW: Constructor = Constructor::new("*iterables, **keywords", |class, arguments| {
    let iterables = arguments.star(0);
    let keywords = arguments.take(1);
    let keywords = keywords.downcast::<Dict>().map(Dict::items).unwrap_or_default();
    let fill = keywords.iter().find(|(name, _)| name.downcast::<Str>().is_some_and(|name| name.equals("fillvalue")));
    if keywords.len() > fill.is_some() as usize {
        return Err(raise_type_error("zip_longest() got an unexpected keyword argument"));
    }
    let fill = RefCell::new(fill.map_or_else(NONE, |(_, value)| value.clone()));
    let iterators = iterables.iter().map(|iterable| support::iter(iterable).map(Some)).collect::<Outcome<Vec<_>>>()?;
    let active = Cell::new(iterators.len());
    Ok(ZipLongest { iterators: RefCell::new(iterators), active, fill }.object_of(class))
});

fn zip_longest_next(zip: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<ZipLongest>(zip)?;
    let count = own.iterators.borrow().len();
    if count == 0 || own.active.get() == 0 {
        return Ok(None);
    }
    let mut items = Vec::with_capacity(count);
    for position in 0..count {
        let iterator = own.iterators.borrow()[position].clone();
        let Some(iterator) = iterator else {
            items.push(own.fill.borrow().clone());
            continue;
        };
        match support::next(&iterator) {
            Ok(Some(item)) => items.push(item),
            Ok(None) => {
                own.active.set(own.active.get() - 1);
                if own.active.get() == 0 {
                    return Ok(None);
                }
                let finished = own.iterators.borrow_mut()[position].take();
                drop(finished);
                items.push(own.fill.borrow().clone());
            }
            Err(raised) => {
                own.active.set(0);
                return Err(raised);
            }
        }
    }
    Ok(Some(tuple_value(items)))
}

iterator_class!(ZipLongest(iterators, fill), ZIP_LONGEST, "zip_longest", ZIP_LONGEST_NEW, zip_longest_next; methods &[
    Method::new("__reduce__", "self, /", |arguments| {
        let own = receiver::<ZipLongest>(at(arguments, 0))?;
        let nothing = || tuple_value(Vec::new());
        let iterators = own.iterators.borrow().iter().map(|one| one.clone().unwrap_or_else(nothing)).collect();
        let fill = own.fill.borrow().clone();
        reduced_with(at(arguments, 0).class().value(), iterators, fill)
    }),
    Method::new("__setstate__", "self, state, /", |arguments| {
        let fill = arguments.take(1);
        let old = receiver::<ZipLongest>(at(arguments, 0))?.fill.replace(fill);
        drop(old);
        Ok(NONE())
    }),
]);
