//! What both sides remember while one outermost call runs: sections 2.1 and 2.2 of `docs/wire-format.md`.

use super::{broken, Wire};
use crate::collections::classes::{DICT, LIST, SET};
use crate::collections::{set, Dict, List};
use crate::heap::single_thread::SingleThread;
use crate::text::bytes_class::BYTEARRAY;
use crate::text::ByteArray;
use crate::value::{int, Value};
use std::cell::RefCell;
use std::collections::HashMap;

/// A numbered object; without a value while it is being read, and if that failed.
#[derive(Default)]
struct Shared {
    value: Option<Value>,
    /// The contents of a mutable object as last sent or received.
    seen: Option<Vec<Value>>,
}

/// The numbers of shared objects.
#[derive(Default)]
struct Table {
    objects: Vec<Shared>,
    numbers: HashMap<u64, usize>,
}

static TABLE: SingleThread<RefCell<Option<Table>>> = SingleThread::new(RefCell::new(None));

fn with<T>(ask: impl FnOnce(&mut Table) -> T) -> T {
    ask(TABLE.borrow_mut().get_or_insert_with(Table::default))
}

/// Forgets all numbers: the conversation is over.
pub fn end() {
    let old = TABLE.borrow_mut().take();
    drop(old);
}

/// How many objects have a number.
pub fn count() -> usize {
    with(|table| table.objects.len())
}

/// Forgets the numbers from `known` on: the message that gave them is not sent.
pub fn retract(known: usize) {
    let forgotten = with(|table| {
        table.numbers.retain(|_, number| *number < known);
        table.objects.split_off(known)
    });
    drop(forgotten);
}

/// Gives out numbers up to `total` that nothing will refer to.
pub fn skip_to(total: usize) {
    with(|table| table.objects.resize_with(total.max(table.objects.len()), Shared::default));
}

pub fn number_of(value: &Value) -> Option<usize> {
    with(|table| table.numbers.get(&value.bits()).copied())
}

/// Numbers an object.
pub fn add(value: &Value) -> usize {
    let number = reserve();
    settle(number, value);
    number
}

/// Numbers a value that is still being read.
pub fn reserve() -> usize {
    with(|table| {
        table.objects.push(Shared::default());
        table.objects.len() - 1
    })
}

/// Puts the finished value in its place.
pub fn settle(number: usize, value: &Value) {
    with(|table| {
        table.objects[number].value = Some(value.clone());
        table.numbers.insert(value.bits(), number);
    });
}

/// The object of a number. Errors: an unknown number, one that is not complete.
pub fn object_of(number: usize) -> Wire<Value> {
    let found = with(|table| table.objects.get(number).map(|shared| shared.value.clone()));
    match found {
        Some(Some(value)) => Ok(value),
        Some(None) => broken(format!("reference to shared value {number}, which is not complete yet")),
        None => broken(format!("reference to shared value {number}, of {}", count())),
    }
}

/// Whether changes of the object are carried.
pub fn is_mutable(value: &Value) -> bool {
    [&LIST, &DICT, &SET, &BYTEARRAY].iter().any(|class| value.is_exactly(class.class()))
}

/// The parts of a mutable object, by which a change shows.
pub fn contents(value: &Value) -> Vec<Value> {
    if let Some(list) = value.downcast::<List>() {
        return list.to_vec();
    }
    if let Some(dict) = value.downcast::<Dict>() {
        return dict.items().into_iter().flat_map(|(key, item)| [key, item]).collect();
    }
    if let Some(keys) = set::keys_of(value) {
        return keys.to_vec();
    }
    value
        .downcast::<ByteArray>()
        .map_or_else(Vec::new, |own| own.borrow().iter().map(|&byte| int(byte.into())).collect())
}

fn same(before: &[Value], now: &[Value]) -> bool {
    before.len() == now.len() && before.iter().zip(now).all(|(before, now)| before.is(now))
}

/// The mutable objects below `known` whose contents are other objects than when last seen, with their numbers.
pub fn changed(known: usize) -> Vec<(usize, Value)> {
    with(|table| {
        let objects = table.objects.iter().take(known).enumerate();
        let mutable = objects.filter_map(|(number, shared)| Some((number, shared, shared.value.as_ref()?)));
        let differs = |shared: &Shared, value: &Value| match &shared.seen {
            Some(seen) => !same(seen, &contents(value)),
            None => true,
        };
        mutable
            .filter(|(_, shared, value)| is_mutable(value) && differs(shared, value))
            .map(|(number, _, value)| (number, value.clone()))
            .collect()
    })
}

/// Notes the contents of all mutable objects as seen by both sides.
pub fn remember() {
    let old: Vec<Option<Vec<Value>>> = with(|table| {
        let mutable = table.objects.iter_mut().filter(|shared| shared.value.as_ref().is_some_and(is_mutable));
        mutable
            .map(|shared| {
                let now = shared.value.as_ref().map(contents);
                std::mem::replace(&mut shared.seen, now)
            })
            .collect()
    });
    drop(old);
}
