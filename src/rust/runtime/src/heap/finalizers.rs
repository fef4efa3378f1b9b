//! Objects with a `__del__` that are alive when the program ends.
//!
//! CPython's last collections finalize them in the order of its list of objects: a first one has put that into the order
//! in which objects are reached from the modules, level by level. So what modules name themselves comes first; of what
//! lies deeper the order here is that in which it was made.

use super::attributes::value_at;
use super::single_thread::SingleThread;
use crate::modules::ModuleObject;
use crate::value::Value;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

/// Addresses by age, and ages by address.
struct Alive {
    objects: BTreeMap<u64, usize>,
    ages: HashMap<usize, u64>,
}

static ALIVE: SingleThread<RefCell<Option<Alive>>> = SingleThread::new(RefCell::new(None));

/// A new object of a class with `__del__`; once is enough.
#[cold]
pub(crate) fn object_comes(object: &Value) {
    let Some(header) = object.header() else { return };
    header.mark_awaited_by_finalizers();
    let address = object.bits() as usize;
    let mut alive = ALIVE.borrow_mut();
    let alive = alive.get_or_insert_with(|| Alive { objects: BTreeMap::new(), ages: HashMap::new() });
    if let std::collections::hash_map::Entry::Vacant(place) = alive.ages.entry(address) {
        let age = super::next_age();
        place.insert(age);
        alive.objects.insert(age, address);
    }
}

/// An object of such a class has been finalized.
#[cold]
pub(crate) fn object_is_finalized(address: usize) {
    if let Some(alive) = ALIVE.borrow_mut().as_mut() {
        if let Some(age) = alive.ages.remove(&address) {
            alive.objects.remove(&age);
        }
    }
}

/// The age of an object that is to be finalized.
pub(crate) fn age_of(object: &Value) -> Option<u64> {
    ALIVE.borrow().as_ref()?.ages.get(&(object.bits() as usize)).copied()
}

/// What the loaded modules name.
fn named() -> Vec<Value> {
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
    crate::generators::warn_at_end(&named());
}

fn finalize_objects() {
    let by_age: Vec<usize> = match ALIVE.borrow().as_ref() {
        Some(alive) => alive.objects.values().copied().collect(),
        None => return,
    };
    let mut objects: Vec<usize> = named().iter().map(|value| value.bits() as usize).collect();
    objects.extend(by_age);
    for address in objects {
        let is_alive = ALIVE.borrow().as_ref().is_some_and(|alive| alive.ages.contains_key(&address));
        if is_alive {
            if let Some(object) = value_at(address) {
                crate::object::finalize(&object);
            }
        }
    }
}
