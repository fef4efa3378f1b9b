//! What all places of the program have found, by shape and name: for places that see objects of several classes, whose
//! own memory holds but one.

use crate::classes::epoch;
use crate::heap::attributes::Shape;
use crate::heap::single_thread::SingleThread;
use crate::value::Value;
use std::cell::Cell;

/// What is done with the name; added to the key, which is the address of something aligned.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    Load = 0,
    /// From a class itself, whose address is also the key of its instances without attributes.
    LoadFromClass = 1,
    Store = 2,
}

/// One entry; the fields mean what they mean in `PlaceCache`.
struct Known {
    key: Cell<usize>,
    name: Cell<u64>,
    epoch: Cell<u32>,
    position: Cell<u32>,
    added: Cell<Option<&'static Shape>>,
}

const SIZE: usize = 2048;

static KNOWN: SingleThread<[Known; SIZE]> = SingleThread::new(
    [const {
        Known {
            key: Cell::new(0),
            name: Cell::new(0),
            epoch: Cell::new(0),
            position: Cell::new(0),
            added: Cell::new(None),
        }
    }; SIZE],
);

#[inline(always)]
fn entry(key: usize, name: &Value) -> &'static Known {
    &KNOWN[((key as u64 >> 3) ^ (name.bits() >> 3).wrapping_mul(31)) as usize % SIZE]
}

/// The position that is known, and the shape after an addition.
#[inline]
pub(crate) fn known(key: usize, name: &Value, wanted: Use) -> Option<(u32, Option<&'static Shape>)> {
    let key = key + wanted as usize;
    let entry = entry(key, name);
    let is_valid = entry.key.get() == key && entry.name.get() == name.bits() && entry.epoch.get() == epoch();
    is_valid.then(|| (entry.position.get(), entry.added.get()))
}

/// Notes a position, valid as long as no attribute of a class changes.
pub(crate) fn learn(key: usize, name: &Value, wanted: Use, position: u32, added: Option<&'static Shape>) {
    let key = key + wanted as usize;
    let entry = entry(key, name);
    entry.key.set(key);
    entry.name.set(name.bits());
    entry.epoch.set(epoch());
    entry.position.set(position);
    entry.added.set(added);
}
