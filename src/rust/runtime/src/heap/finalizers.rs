//! Objects with a `__del__` that are alive when the program ends.
//!
//! CPython's last collections finalize them in the order of its list of objects: a first one has put that into the order
//! in which objects are reached from the modules, level by level. So what modules name themselves comes first; of what
//! lies deeper the order here is that in which it was made.

use super::attributes::value_at;
use super::single_thread::SingleThread;
use crate::kept::{is_open, needs, FINALIZERS};
use crate::modules::ModuleObject;
use crate::value::Value;
use std::cell::RefCell;
use std::collections::{BinaryHeap, HashMap};

/// Ages by address.
static ALIVE: SingleThread<RefCell<Option<HashMap<usize, u64>>>> = SingleThread::new(RefCell::new(None));

/// A new object of a class with `__del__`; once is enough.
#[cold]
pub(crate) fn object_comes(object: &Value) {
    needs(FINALIZERS);
    let Some(header) = object.header() else { return };
    header.mark_awaited_by_finalizers();
    let address = object.bits() as usize;
    let mut alive = ALIVE.borrow_mut();
    alive.get_or_insert_with(HashMap::new).entry(address).or_insert_with(super::next_age);
}

/// An object of such a class has been finalized.
#[cold]
#[inline(never)] // A function with a gate holds nothing else.
pub(crate) fn object_is_finalized(address: usize) {
    if is_open(FINALIZERS) {
        open_object_is_finalized(address);
    }
}

fn open_object_is_finalized(address: usize) {
    if let Some(alive) = ALIVE.borrow_mut().as_mut() {
        alive.remove(&address);
    }
}

/// The age of an object that is to be finalized.
pub(crate) fn age_of(object: &Value) -> Option<u64> {
    ALIVE.borrow().as_ref()?.get(&(object.bits() as usize)).copied()
}

/// What the loaded modules name.
pub(crate) fn named() -> Vec<Value> {
    let mut named = Vec::new();
    for (_, module) in crate::modules::import::loaded().items() {
        let names = module.downcast::<ModuleObject>().map(|module| module.dict().items()).unwrap_or_default();
        named.extend(names.into_iter().map(|(_, value)| value));
    }
    named
}

/// Calls `__del__` of what is alive when the program ends, but not of what comes while that happens.
pub(crate) fn finalize_all() {
    finalize_objects();
    crate::generators::warn_at_end();
}

#[inline(never)] // As above.
fn finalize_objects() {
    if is_open(FINALIZERS) {
        open_finalize_objects();
    }
}

fn open_finalize_objects() {
    // A heap sorts with little code.
    let by_age: BinaryHeap<(u64, usize)> = match ALIVE.borrow().as_ref() {
        Some(alive) => alive.iter().map(|(&address, &age)| (age, address)).collect(),
        None => return,
    };
    let mut objects: Vec<usize> = named().iter().map(|value| value.bits() as usize).collect();
    objects.extend(by_age.into_sorted_vec().into_iter().map(|(_, address)| address));
    for address in objects {
        let is_alive = ALIVE.borrow().as_ref().is_some_and(|alive| alive.contains_key(&address));
        if is_alive {
            if let Some(object) = value_at(address) {
                crate::object::finalize(&object);
            }
        }
    }
}
