//! The collection of objects that nobody but they themselves refers to (`Modules/gcmodule.c`).
//!
//! What is owned inside is taken off the counts of references; what has some left, and all that it reaches, stays. The
//! rest is told to weak references, finalized once, looked at again, as that may have made it reachable, and cleared.

use super::objects::{self, Positions};
use super::references::{clear, visit};
use super::single_thread::SingleThread;
use super::{census, finalizers, suspects, tracked, weak};
use crate::object::{finalize, Header, Kind};
use crate::value::Value;
use std::cell::Cell;

/// Whether a collection runs.
static COLLECTING: SingleThread<Cell<bool>> = SingleThread::new(Cell::new(false));
/// Whether collections that nobody asks for may run (`gc.disable`).
pub(crate) static ENABLED: SingleThread<Cell<bool>> = SingleThread::new(Cell::new(true));

/// What `unreached` knows of an object that something else refers to.
const REACHED: u32 = u32::MAX;

/// Those of the objects that only objects among them refer to (`deduce_unreachable`). The list owns each once.
fn unreached(objects: Vec<Value>) -> Vec<Value> {
    let positions = Positions::of(&objects);
    let mut outside: Vec<u32> = objects.iter().map(|object| references(object) - 1).collect();
    let mut is_sound = true;
    for object in &objects {
        visit(object, &mut |value| {
            if let Some(position) = positions.get(value) {
                is_sound &= outside[position] > 0;
                outside[position] = outside[position].saturating_sub(1);
            }
        });
    }
    debug_assert!(is_sound, "a value was shown more often than it is owned");
    if !is_sound {
        return Vec::new();
    }
    let mut waiting: Vec<usize> = (0..objects.len()).filter(|position| outside[*position] > 0).collect();
    waiting.iter().for_each(|position| outside[*position] = REACHED);
    while let Some(position) = waiting.pop() {
        visit(&objects[position], &mut |value| {
            if let Some(position) = positions.get(value).filter(|position| outside[*position] == 0) {
                outside[position] = REACHED;
                waiting.push(position);
            }
        });
    }
    objects.into_iter().zip(outside).filter(|(_, outside)| *outside == 0).map(|(object, _)| object).collect()
}

fn references(object: &Value) -> u32 {
    object.header().map_or(0, Header::references)
}

/// The order in which objects are told of and finalized: as they were made, as far as that is known.
fn age(object: &Value) -> u64 {
    finalizers::age_of(object).or_else(|| weak::first_watched(object)).unwrap_or(u64::MAX)
}

/// Tells weak references, and calls `__del__`; how many weak references went with what their callbacks did.
fn say_farewell(garbage: &[Value]) -> usize {
    let positions = Positions::of(garbage);
    let gone = weak::objects_go(garbage, &|holder| positions.get(holder).is_some());
    garbage.iter().for_each(finalize);
    gone
}

/// Collects all garbage. How many objects CPython would have found, where that is certain.
pub(crate) fn collect() -> Option<usize> {
    crate::kept::needs(crate::kept::CYCLES);
    if COLLECTING.replace(true) {
        return Some(0);
    }
    let mut garbage = unreached(objects::alive());
    garbage.sort_by_cached_key(age);
    let is_fresh = garbage.is_empty() || suspects::hold_all(&garbage);
    let gone = say_farewell(&garbage);
    let garbage = unreached(garbage);
    let found = tracked::count(&garbage);
    garbage.iter().for_each(clear);
    drop(garbage);
    let is_clean = census::closes();
    suspects::begin();
    objects::collected();
    COLLECTING.set(false);
    found.filter(|_| is_fresh && is_clean).map(|found| found + gone)
}

/// Collects garbage of which nobody can tell when it goes.
#[inline(never)] // A function with a gate holds nothing else.
pub(super) fn collect_unseen() {
    if crate::kept::is_open(crate::kept::CYCLES) {
        collect_without_trace();
    }
}

fn collect_without_trace() {
    if !ENABLED.get() || COLLECTING.replace(true) {
        return;
    }
    let garbage = unseen(unreached(objects::alive()));
    if !garbage.is_empty() {
        suspects::forget();
    }
    garbage.iter().for_each(clear);
    drop(garbage);
    objects::collected();
    COLLECTING.set(false);
}

/// Whether somebody can tell when an object goes: by a weak reference, by what it does at its end, or by what it holds.
fn is_seen(object: &Value, header: &Header) -> bool {
    let has_end = || header.class().slots().del().is_some() && !header.was_finalized();
    header.is_weakly_referenced() || has_end() || !visit(object, &mut |_| {})
}

/// Whether an object is in no page, and may go with the last that refers to it.
fn goes_along(header: &Header) -> bool {
    !header.is_in_page() && header.kind() != Kind::Class
}

/// The garbage that hangs together with nothing of which somebody can tell when it goes.
fn unseen(garbage: Vec<Value>) -> Vec<Value> {
    let positions = Positions::of(&garbage);
    let mut groups = Groups::new(garbage.len() + 1);
    // The last group is that of what stays.
    let stays = garbage.len();
    for (own, object) in garbage.iter().enumerate() {
        if object.header().is_some_and(|header| is_seen(object, header)) {
            groups.join(own, stays);
        }
        visit(object, &mut |value| match positions.get(value) {
            Some(other) => groups.join(own, other),
            None if value.header().is_some_and(|header| goes_along(header) && is_seen(value, header)) => {
                groups.join(own, stays);
            }
            None => {}
        });
    }
    let is_free = |own: &usize| groups.leader(*own) != groups.leader(stays);
    let free: Vec<usize> = (0..garbage.len()).filter(is_free).collect();
    free.into_iter().map(|own| garbage[own].clone()).collect()
}

/// What hangs together, as a forest: each points to another of its group, the leader to itself.
pub(super) struct Groups(Vec<Cell<usize>>);

impl Groups {
    pub(super) fn new(count: usize) -> Groups {
        Groups((0..count).map(Cell::new).collect())
    }

    pub(super) fn leader(&self, mut own: usize) -> usize {
        while self.0[own].get() != own {
            self.0[own].set(self.0[self.0[own].get()].get());
            own = self.0[own].get();
        }
        own
    }

    pub(super) fn join(&mut self, left: usize, right: usize) {
        let (left, right) = (self.leader(left), self.leader(right));
        self.0[left.min(right)].set(left.max(right));
    }
}
