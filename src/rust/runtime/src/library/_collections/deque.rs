//! `deque`.

use crate::classes::reduce::{reduced, state_of};
use crate::classes::slots::{Init, New};
use crate::classes::{BuiltinClass, Comparison, GetSet, Method, Slots, Subscript};
use crate::collections::carried::{native, Carried, Carry};
use crate::collections::iterators::itself;
use crate::collections::support::{self, at, receiver, RepresentationGuard};
use crate::collections::tuple_value;
use crate::exceptions::*;
use crate::functions::builtin::{Constructor, Initializer};
use crate::functions::Arguments;
use crate::heap::owned::Owned;
use crate::object::{Kind, Owner};
use crate::text::str::StrBuilder;
use crate::value::{boolean, int, Value, NONE, NOT_IMPLEMENTED};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

/// A queue with two ends. No borrow lasts while a value is dropped or Python code runs.
#[derive(Default)]
pub struct Deque {
    items: RefCell<VecDeque<Value>>,
    limit: Cell<Option<usize>>,
    /// Changes with every item that is added or removed.
    state: Cell<u64>,
}

impl Owner for Deque {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.items.show(visit);
    }

    fn clear(&self) {
        let items = self.items.take();
        self.changed();
        drop(items);
    }
}

native!(@by allocate_owner, Deque, DEQUE);

#[derive(Clone, Copy, PartialEq)]
enum End {
    Left,
    Right,
}

impl Deque {
    fn len(&self) -> usize {
        self.items.borrow().len()
    }

    fn get(&self, position: usize) -> Option<Value> {
        self.items.borrow().get(position).cloned()
    }

    fn changed(&self) {
        self.state.set(self.state.get() + 1);
    }

    fn push(&self, item: Value, end: End) {
        let mut items = self.items.borrow_mut();
        match end {
            End::Left => items.push_front(item),
            End::Right => items.push_back(item),
        }
        let full = self.limit.get().is_some_and(|limit| items.len() > limit);
        let dropped = match end {
            _ if !full => None,
            End::Left => items.pop_back(),
            End::Right => items.pop_front(),
        };
        drop(items);
        self.changed();
        drop(dropped);
    }

    fn pop(&self, end: End) -> Outcome {
        let mut items = self.items.borrow_mut();
        let item = match end {
            End::Left => items.pop_front(),
            End::Right => items.pop_back(),
        };
        drop(items);
        self.changed();
        item.ok_or_else(|| raise_index_error("pop from an empty deque"))
    }

    fn extend(&self, own: &Value, source: &Value, end: End) -> Outcome<()> {
        if source.is(own) {
            for item in self.to_vec() {
                self.push(item, end);
            }
            return Ok(());
        }
        support::for_each(source, |item| {
            self.push(item, end);
            Ok(())
        })
    }

    fn to_vec(&self) -> Vec<Value> {
        self.items.borrow().iter().cloned().collect()
    }

    fn clear(&self) {
        let old = self.items.take();
        self.changed();
        drop(old);
    }

    fn rotate(&self, steps: i64) {
        let length = self.len();
        if length > 1 {
            self.items.borrow_mut().rotate_right(steps.rem_euclid(length as i64) as usize);
            self.changed();
        }
    }

    /// The position of an item from `start` on, before `stop`.
    fn find(&self, item: &Value, start: usize, stop: usize) -> Outcome<Option<usize>> {
        let state = self.state.get();
        for position in start..stop {
            let Some(own) = self.get(position) else { break };
            let same = support::equal(&own, item)?;
            if state != self.state.get() {
                return Err(raise_runtime_error("deque mutated during iteration"));
            }
            if same {
                return Ok(Some(position));
            }
        }
        Ok(None)
    }
}

static NEW: Constructor = Constructor::blank(|class, _| Ok(Deque::default().object_of(class)));

static INIT: Initializer = Initializer::new("iterable=(), maxlen=None", |own, arguments| {
    let (iterable, limit) = (arguments.optional(0), arguments.not_none(1));
    let limit = match limit {
        None => None,
        Some(limit) if limit.as_integer().is_none() => return Err(raise_type_error("an integer is required")),
        Some(limit) => match usize::try_from(support::argument_index(&limit)?) {
            Ok(limit) => Some(limit),
            Err(_) => return Err(raise_value_error("maxlen must be non-negative")),
        },
    };
    let deque = receiver::<Deque>(own)?;
    deque.limit.set(limit);
    if deque.len() > 0 {
        deque.clear();
    }
    match iterable {
        Some(iterable) => deque.extend(own, &iterable, End::Right),
        None => Ok(()),
    }
});

fn limit_value(own: &Value) -> Outcome {
    Ok(receiver::<Deque>(own)?.limit.get().map_or_else(NONE, |limit| int(limit as i64)))
}

fn repr(own: &Value) -> Outcome {
    let Some(_guard) = RepresentationGuard::enter(own) else { return Ok(support::text("[...]")) };
    let deque = receiver::<Deque>(own)?;
    let mut builder = StrBuilder::new();
    builder.push_text(&own.class().name());
    builder.push_text("([");
    for (position, item) in deque.to_vec().iter().enumerate() {
        if position > 0 {
            builder.push_text(", ");
        }
        support::push_repr(&mut builder, item)?;
    }
    builder.push_text("]");
    if let Some(limit) = deque.limit.get() {
        builder.push_text(&format!(", maxlen={limit}"));
    }
    builder.push_text(")");
    Ok(support::built(builder))
}

fn compare(left: &Value, right: &Value, comparison: Comparison) -> Outcome {
    let (Some(own), Some(other)) = (left.carried::<Deque>(), right.carried::<Deque>()) else {
        return Ok(NOT_IMPLEMENTED());
    };
    if matches!(comparison, Comparison::Eq | Comparison::Ne) && own.len() != other.len() {
        return Ok(boolean(comparison == Comparison::Ne));
    }
    if left.is(right) {
        return Ok(boolean(matches!(comparison, Comparison::Eq | Comparison::Le | Comparison::Ge)));
    }
    let (states, mut position) = ((own.state.get(), other.state.get()), 0);
    while let (Some(a), Some(b)) = (own.get(position), other.get(position)) {
        let same = support::equal(&a, &b)?;
        if states != (own.state.get(), other.state.get()) {
            return Err(raise_runtime_error("deque mutated during iteration"));
        }
        if !same {
            return match comparison {
                Comparison::Eq => Ok(boolean(false)),
                Comparison::Ne => Ok(boolean(true)),
                _ => support::compare(&a, &b, comparison),
            };
        }
        position += 1;
    }
    Ok(boolean(comparison.holds(own.len().cmp(&other.len()))))
}

fn position(deque: &Deque, key: &Value) -> Outcome<usize> {
    let index = support::sequence_index(key)?;
    let length = deque.len() as i64;
    let place = if index < 0 { index + length } else { index };
    if !(0..length).contains(&place) {
        return Err(raise_index_error("deque index out of range"));
    }
    Ok(place as usize)
}

fn checked_key(key: &Value) -> Outcome<()> {
    if support::has_index(key) {
        return Ok(());
    }
    Err(raise_type_error(format!("sequence index must be integer, not '{}'", key.type_name())))
}

fn set_item(own: &Value, key: &Value, value: Option<Value>) -> Outcome<()> {
    checked_key(key)?;
    let deque = receiver::<Deque>(own)?;
    let place = position(deque, key)?;
    let mut items = deque.items.borrow_mut();
    let old = match value {
        Some(value) => items.get_mut(place).map(|item| std::mem::replace(item, value)),
        None => {
            deque.changed();
            items.remove(place)
        }
    };
    drop(items);
    drop(old);
    Ok(())
}

/// A new deque of the same class and limit, made as CPython's `deque.copy` makes it.
fn copy_of(own: &Value) -> Outcome {
    let deque = receiver::<Deque>(own)?;
    if own.is_exactly(DEQUE.class()) {
        let copy =
            Deque { items: RefCell::new(deque.items.borrow().clone()), limit: deque.limit.clone(), ..Deque::default() };
        return Ok(copy.object());
    }
    match deque.limit.get() {
        None => support::call(&own.class().value(), [own.clone()]),
        Some(limit) => support::call(&own.class().value(), [own.clone(), int(limit as i64)]),
    }
}

fn concatenate(left: &Value, right: &Value) -> Outcome {
    if !right.is_a::<Deque>() {
        return Err(raise_type_error(format!("can only concatenate deque (not \"{}\") to deque", right.type_name())));
    }
    let new = copy_of(left)?;
    receiver::<Deque>(&new)?.extend(&new, right, End::Right)?;
    Ok(new)
}

fn repeat_in_place(own: &Value, count: i64) -> Outcome {
    let deque = receiver::<Deque>(own)?;
    if count <= 0 {
        deque.clear();
        return Ok(own.clone());
    }
    let items = deque.to_vec();
    for _ in 1..support::repetitions(items.len(), count, std::mem::size_of::<Value>(), None)? {
        for item in &items {
            deque.push(item.clone(), End::Right);
        }
    }
    Ok(own.clone())
}

/// Where an iterator stands.
struct Standing {
    deque: Value,
    left: Cell<usize>,
    state: u64,
}

/// Iterates over a deque.
pub struct DequeIterator(Standing);

/// The same from the right.
pub struct ReverseIterator(Standing);

native!(DequeIterator, DEQUE_ITERATOR, owns 0);
native!(ReverseIterator, DEQUE_REVERSE_ITERATOR, owns 0);

impl Owned for Standing {
    fn show(&self, visit: &mut dyn FnMut(&Value)) {
        self.deque.show(visit);
    }
}

impl Standing {
    fn at_start(own: &Value) -> Outcome<Standing> {
        let deque = receiver::<Deque>(own)?;
        Ok(Standing { deque: own.clone(), left: Cell::new(deque.len()), state: deque.state.get() })
    }

    /// That of an iterator that its class makes: behind so many items.
    fn made(arguments: &mut Arguments) -> Outcome<Standing> {
        let own = arguments.take(0);
        if own.carried::<Deque>().is_none() {
            let given = own.type_name();
            return Err(raise_type_error(format!("argument 1 must be collections.deque, not {given}")));
        }
        let skipped = arguments.optional(1).map_or(Ok(0), |skipped| support::argument_index(&skipped))?;
        let standing = Standing::at_start(&own)?;
        let skipped = usize::try_from(skipped).unwrap_or(0).min(standing.left.get());
        standing.left.set(standing.left.get() - skipped);
        Ok(standing)
    }

    fn next(&self, forward: bool) -> Outcome<Option<Value>> {
        let deque = receiver::<Deque>(&self.deque)?;
        if deque.state.get() != self.state {
            self.left.set(0);
            return Err(raise_runtime_error("deque mutated during iteration"));
        }
        let Some(left) = self.left.get().checked_sub(1) else { return Ok(None) };
        self.left.set(left);
        Ok(deque.get(if forward { deque.len() - 1 - left } else { left }))
    }

    fn reduce(&self, class: Value) -> Outcome {
        let length = receiver::<Deque>(&self.deque)?.len();
        let given = length as i64 - self.left.get() as i64;
        reduced(class, vec![self.deque.clone(), int(given)])
    }
}

macro_rules! iterator_class {
    ($payload:ident $class:ident $name:literal $new:ident $forward:literal) => {
        static $new: Constructor =
            Constructor::new("deque, index=0, /", |_, arguments| Ok($payload(Standing::made(arguments)?).object()));

        pub static $class: BuiltinClass = BuiltinClass::new($name, Kind::Native)
            .module("_collections")
            .sealed()
            .slots(slots!(Slots {
                new: Some(New::Native(&$new)),
                iter: Some(itself),
                next: Some(|own| receiver::<$payload>(own)?.0.next($forward)),
                ..Slots::NONE
            }))
            .methods(methods!(&[
                Method::new("__length_hint__", "self, /", |arguments| {
                    Ok(support::count(receiver::<$payload>(at(arguments, 0))?.0.left.get()))
                }),
                Method::new("__reduce__", "self, /", |arguments| {
                    receiver::<$payload>(at(arguments, 0))?.0.reduce($class.value())
                }),
            ]));
    };
}

iterator_class!(DequeIterator DEQUE_ITERATOR "_deque_iterator" ITERATOR_NEW true);
iterator_class!(ReverseIterator DEQUE_REVERSE_ITERATOR "_deque_reverse_iterator" REVERSE_NEW false);

fn reduce(arguments: &mut Arguments) -> Outcome {
    let own = at(arguments, 0);
    let state = state_of(own)?;
    let items = support::iter(own)?;
    let made_by = match receiver::<Deque>(own)?.limit.get() {
        None => Vec::new(),
        Some(limit) => vec![tuple_value(Vec::new()), int(limit as i64)],
    };
    Ok(tuple_value(vec![own.class().value(), tuple_value(made_by), state, items]))
}

fn index(arguments: &mut Arguments) -> Outcome {
    let (start, stop) = (arguments.optional(2), arguments.optional(3));
    let deque = receiver::<Deque>(at(arguments, 0))?;
    let start = support::search_bound(start, 0, deque.len())?;
    let stop = support::search_bound(stop, i64::MAX, deque.len())?;
    match deque.find(at(arguments, 1), start, stop)? {
        Some(place) => Ok(int(place as i64)),
        None => Err(raise_value_error(format!("{} is not in deque", support::repr_text(at(arguments, 1))?))),
    }
}

fn insert(arguments: &mut Arguments) -> Outcome {
    let index = support::argument_index(at(arguments, 1))?;
    let item = arguments.take(2);
    let deque = receiver::<Deque>(at(arguments, 0))?;
    let length = deque.len();
    if deque.limit.get() == Some(length) {
        return Err(raise_index_error("deque already at its maximum size"));
    }
    let place = if index < 0 { (index + length as i64).max(0) } else { index.min(length as i64) };
    deque.items.borrow_mut().insert(place as usize, item);
    deque.changed();
    Ok(NONE())
}

fn remove(arguments: &mut Arguments) -> Outcome {
    let deque = receiver::<Deque>(at(arguments, 0))?;
    let (mut place, length) = (0, deque.len());
    while let Some(own) = deque.get(place) {
        let same = support::equal(&own, at(arguments, 1))?;
        if deque.len() != length {
            return Err(raise_index_error("deque mutated during remove()."));
        }
        if same {
            let old = deque.items.borrow_mut().remove(place);
            deque.changed();
            drop(old);
            return Ok(NONE());
        }
        place += 1;
    }
    Err(raise_value_error(format!("{} is not in deque", support::repr_text(at(arguments, 1))?)))
}

fn count(arguments: &mut Arguments) -> Outcome {
    let deque = receiver::<Deque>(at(arguments, 0))?;
    let (state, mut found) = (deque.state.get(), 0);
    for item in deque.to_vec() {
        found += i64::from(support::equal(&item, at(arguments, 1))?);
        if state != deque.state.get() {
            return Err(raise_runtime_error("deque mutated during iteration"));
        }
    }
    Ok(int(found))
}

fn push(arguments: &mut Arguments, end: End) -> Outcome {
    let item = arguments.take(1);
    receiver::<Deque>(at(arguments, 0))?.push(item, end);
    Ok(NONE())
}

fn extend(arguments: &mut Arguments, end: End) -> Outcome {
    let own = at(arguments, 0);
    receiver::<Deque>(own)?.extend(own, at(arguments, 1), end)?;
    Ok(NONE())
}

fn rotate(arguments: &mut Arguments) -> Outcome {
    let steps = arguments.optional(1).map_or(Ok(1), |steps| support::argument_index(&steps))?;
    receiver::<Deque>(at(arguments, 0))?.rotate(steps);
    Ok(NONE())
}

fn reverse(arguments: &mut Arguments) -> Outcome {
    receiver::<Deque>(at(arguments, 0))?.items.borrow_mut().make_contiguous().reverse();
    Ok(NONE())
}

pub static DEQUE: BuiltinClass = BuiltinClass::new("deque", Kind::Native)
    .module("collections")
    .subscript(Subscript::Sequence)
    .unhashable()
    .slots(slots!(Slots {
        new: Some(New::Native(&NEW)),
        init: Some(Init::Native(&INIT)),
        repr: Some(repr),
        compare: Some(compare),
        length: Some(|own| Ok(receiver::<Deque>(own)?.len() as i64)),
        getitem: Some(|own, key| {
            checked_key(key)?;
            let deque = receiver::<Deque>(own)?;
            let place = position(deque, key)?;
            deque.get(place).ok_or_else(|| raise_index_error("deque index out of range"))
        }),
        setitem: Some(set_item),
        contains: Some(|own, item| {
            let deque = receiver::<Deque>(own)?;
            Ok(deque.find(item, 0, deque.len())?.is_some())
        }),
        iter: Some(|own| Ok(DequeIterator(Standing::at_start(own)?).object())),
        concat: Some(concatenate),
        repeat: Some(|own, count| repeat_in_place(&copy_of(own)?, count)),
        iconcat: Some(|own, other| {
            receiver::<Deque>(own)?.extend(own, other, End::Right)?;
            Ok(own.clone())
        }),
        irepeat: Some(repeat_in_place),
        ..Slots::NONE
    }))
    .methods(methods!(&[
        Method::class("__class_getitem__", "type, item, /", crate::collections::generic_alias),
        Method::new("__copy__", "self, /", |arguments| copy_of(at(arguments, 0))),
        Method::new("__reduce__", "self, /", reduce),
        Method::new("__reversed__", "self, /", |arguments| {
            Ok(ReverseIterator(Standing::at_start(at(arguments, 0))?).object())
        }),
        Method::new("append", "self, item, /", |arguments| push(arguments, End::Right)),
        Method::new("appendleft", "self, item, /", |arguments| push(arguments, End::Left)),
        Method::new("clear", "self, /", |arguments| {
            receiver::<Deque>(at(arguments, 0))?.clear();
            Ok(NONE())
        }),
        Method::new("copy", "self, /", |arguments| copy_of(at(arguments, 0))),
        Method::new("count", "self, item, /", count),
        Method::new("extend", "self, iterable, /", |arguments| extend(arguments, End::Right)),
        Method::new("extendleft", "self, iterable, /", |arguments| extend(arguments, End::Left)),
        Method::new("index", "self, item, start=0, stop=9223372036854775807, /", index),
        Method::new("insert", "self, index, item, /", insert),
        Method::new("pop", "self, /", |arguments| receiver::<Deque>(at(arguments, 0))?.pop(End::Right)),
        Method::new("popleft", "self, /", |arguments| receiver::<Deque>(at(arguments, 0))?.pop(End::Left)),
        Method::new("remove", "self, item, /", remove),
        Method::new("reverse", "self, /", reverse),
        Method::new("rotate", "self, steps=1, /", rotate),
    ]))
    .getsets(getsets!(&[GetSet::new("maxlen", limit_value)]));
