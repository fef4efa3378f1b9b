//! Whether garbage became garbage just now: then no collection that CPython begins by itself has found a part of it.
//!
//! Such a collection begins when an object is made. So garbage is known to be whole where too few objects were made
//! since the last full collection, or none since a container that had held all of it went.

use super::cycles::Groups;
use super::objects::{self, Positions};
use super::references::visit;
use super::single_thread::SingleThread;
use crate::object::Header;
use crate::value::Value;
use std::cell::{Cell, RefCell};

/// CPython's own collections begin after 700 objects; it makes some that do not exist here.
const TOO_FEW: u32 = 200;
/// Nobody looks at what larger containers held.
const MOST: usize = 1 << 16;

struct Suspects {
    /// How many objects had been made at the last full collection; none where there was none, or where what was found
    /// since went without being counted.
    began: Cell<Option<u32>>,
    /// The same when the last container went.
    noted: Cell<u32>,
    /// The addresses of what containers held that went then.
    held: RefCell<Vec<u64>>,
}

static SUSPECTS: SingleThread<Suspects> =
    SingleThread::new(Suspects { began: Cell::new(None), noted: Cell::new(0), held: RefCell::new(Vec::new()) });

/// Whether there was a full collection. By itself, so that a program without one has no trace of it.
static ARE_NOTED: SingleThread<Cell<bool>> = SingleThread::new(Cell::new(false));

/// A full collection has ended.
pub(super) fn begin() {
    ARE_NOTED.set(true);
    SUSPECTS.began.set(Some(objects::made()));
    SUSPECTS.held.take();
}

/// Garbage went that nobody has counted.
pub(super) fn forget() {
    SUSPECTS.began.set(None);
}

/// Whether `container_goes` wants to know.
#[inline(always)]
pub(crate) fn are_noted() -> bool {
    ARE_NOTED.get()
}

/// A container goes that the program itself let go of.
#[inline(never)] // A function with a gate holds nothing else.
pub(crate) fn container_goes(container: &Value) {
    if crate::kept::is_open(crate::kept::CYCLES) {
        note(container);
    }
}

fn note(container: &Value) {
    let now = objects::made();
    let mut held = SUSPECTS.held.borrow_mut();
    if SUSPECTS.noted.replace(now) != now {
        held.clear();
    }
    if held.len() < MOST {
        visit(container, &mut |value| {
            if value.header().is_some_and(Header::is_in_page) {
                held.push(value.bits());
            }
        });
    }
}

/// Whether no part of the garbage can have been found before.
pub(super) fn hold_all(garbage: &[Value]) -> bool {
    let Some(began) = SUSPECTS.began.get() else { return false };
    let now = objects::made();
    if now.wrapping_sub(began) <= TOO_FEW {
        return true;
    }
    if SUSPECTS.noted.get() != now {
        return false;
    }
    let positions = Positions::of(garbage);
    let mut groups = Groups::new(garbage.len());
    for (own, object) in garbage.iter().enumerate() {
        visit(object, &mut |value| {
            if let Some(other) = positions.get(value) {
                groups.join(own, other);
            }
        });
    }
    let mut is_held = vec![false; garbage.len()];
    let held: std::collections::HashSet<u64> = SUSPECTS.held.borrow().iter().copied().collect();
    for (own, _) in garbage.iter().enumerate().filter(|(_, object)| held.contains(&object.bits())) {
        is_held[groups.leader(own)] = true;
    }
    (0..garbage.len()).all(|own| is_held[groups.leader(own)])
}
