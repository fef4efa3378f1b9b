//! The hash table of `set` and `frozenset`, slot by slot as CPython 3.11's.
//!
//! Programs print sets, so the order of iteration must be CPython's: open
//! addressing, up to nine linear probes before the perturbed jump, dummies for
//! deleted keys, growth at three fifths, and the same moments of resizing.
//!
//! As with [`super::ordered_table`], equality runs outside: a probe stops where
//! a key must be asked, and is resumed.

use super::ordered_table::{Probed, Quick};

const MINIMUM_SLOTS: usize = 8;
const LINEAR_PROBES: usize = 9;
const PERTURB_SHIFT: u32 = 5;
/// From this many keys on a set doubles instead of growing fourfold.
const LARGE: usize = 50_000;

/// The hash that no key has: that of a slot whose key was removed.
const DUMMY: i64 = -1;

/// One slot of the table: a key with its hash, or no key.
#[derive(Clone)]
pub struct SetSlot<K> {
    hash: i64,
    key: Option<K>,
}

impl<K> SetSlot<K> {
    const EMPTY: SetSlot<K> = SetSlot { hash: 0, key: None };
}

/// The table.
#[derive(Clone)]
pub struct SetTable<K> {
    /// No slots stand for the smallest table without any key.
    slots: Vec<SetSlot<K>>,
    fill: usize,
    used: usize,
    /// Where `pop` searches next.
    finger: usize,
    generation: u32,
}

/// Where a probe stands; made by [`SetTable::start`].
#[derive(Clone, Copy)]
pub struct SetProbe {
    hash: i64,
    perturb: u64,
    base: usize,
    offset: usize,
    /// The last dummy passed, where a missing key goes.
    dummy: usize,
    generation: u32,
}

const NO_DUMMY: usize = usize::MAX;

impl<K> Default for SetTable<K> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K> SetTable<K> {
    pub const fn new() -> Self {
        SetTable { slots: Vec::new(), fill: 0, used: 0, finger: 0, generation: 0 }
    }

    #[inline]
    pub fn len(&self) -> usize {
        self.used
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// Slots, used or not; positions run from zero to this.
    #[inline]
    pub fn positions(&self) -> usize {
        self.slots.len()
    }

    #[inline]
    fn mask(&self) -> usize {
        self.slots.len().max(MINIMUM_SLOTS) - 1
    }

    /// Slots that were ever filled since the last resizing.
    #[inline]
    pub fn fill(&self) -> usize {
        self.fill
    }

    /// The first key at or after a position, with its position and hash.
    #[inline]
    pub fn key_from(&self, mut position: usize) -> Option<(usize, i64, &K)> {
        while position < self.slots.len() {
            let slot = &self.slots[position];
            if let Some(key) = &slot.key {
                return Some((position, slot.hash, key));
            }
            position += 1;
        }
        None
    }

    /// Keys with their hashes in the order of iteration.
    pub fn iter(&self) -> impl Iterator<Item = (i64, &K)> {
        self.slots.iter().filter_map(|slot| slot.key.as_ref().map(|key| (slot.hash, key)))
    }

    #[inline]
    pub fn key_at(&self, position: usize) -> Option<&K> {
        self.slots.get(position)?.key.as_ref()
    }

    /// Begins to look for a key with this hash.
    #[inline]
    pub fn start(&self, hash: i64) -> SetProbe {
        SetProbe {
            hash,
            perturb: hash as u64,
            base: hash as u64 as usize & self.mask(),
            offset: 0,
            dummy: NO_DUMMY,
            generation: self.generation,
        }
    }

    /// Steps past the slot where the probe stands.
    #[inline]
    pub fn advance(&self, probe: &mut SetProbe) {
        let mask = self.mask();
        let linear = if probe.base + LINEAR_PROBES <= mask { LINEAR_PROBES } else { 0 };
        if probe.offset < linear {
            probe.offset += 1;
            return;
        }
        probe.offset = 0;
        probe.perturb >>= PERTURB_SHIFT;
        let jump = (probe.base as u64).wrapping_mul(5).wrapping_add(1).wrapping_add(probe.perturb);
        probe.base = jump as usize & mask;
    }

    /// Goes on until the key is found, missing or must be asked about. After
    /// `Missing` the probe knows where the key would go.
    #[inline]
    pub fn probe(&self, probe: &mut SetProbe, quick: impl Fn(&K) -> Quick) -> Probed {
        if self.slots.is_empty() {
            return Probed::Missing;
        }
        loop {
            let position = probe.base + probe.offset;
            let slot = &self.slots[position];
            match &slot.key {
                Some(key) if slot.hash == probe.hash => match quick(key) {
                    Quick::Equal => return Probed::Found(position),
                    Quick::Unknown => return Probed::Ask(position),
                    Quick::Different => {}
                },
                Some(_) => {}
                None if slot.hash == DUMMY => probe.dummy = position,
                None => return Probed::Missing,
            }
            self.advance(probe);
        }
    }

    /// Whether a probe that stopped at `position` may go on.
    pub fn still(&self, probe: &SetProbe, position: usize, same: impl Fn(&K) -> bool) -> bool {
        probe.generation == self.generation && self.key_at(position).is_some_and(same)
    }

    /// Adds a key that is not in the table where a probe that found it missing
    /// stands. Nothing may have happened to the table since.
    pub fn insert_at(&mut self, probe: &SetProbe, key: K) {
        self.used += 1;
        if probe.dummy != NO_DUMMY {
            self.slots[probe.dummy] = SetSlot { hash: probe.hash, key: Some(key) };
            return;
        }
        if self.slots.is_empty() {
            self.allocate(MINIMUM_SLOTS);
        }
        self.slots[probe.base + probe.offset] = SetSlot { hash: probe.hash, key: Some(key) };
        self.fill += 1;
        if self.fill * 5 >= self.mask() * 3 {
            self.resize_after_use();
        }
    }

    /// Takes the key at a position out.
    pub fn remove(&mut self, position: usize) -> Option<K> {
        let slot = self.slots.get_mut(position)?;
        let key = slot.key.take()?;
        slot.hash = DUMMY;
        self.used -= 1;
        Some(key)
    }

    /// Takes some key out, as `set.pop` chooses it.
    pub fn pop(&mut self) -> Option<K> {
        if self.used == 0 {
            return None;
        }
        let mask = self.mask();
        let mut position = self.finger & mask;
        while self.key_at(position).is_none() {
            position = (position + 1) & mask;
        }
        self.finger = position + 1;
        self.remove(position)
    }

    /// Empties the table and gives the slots back, to be dropped when the
    /// table is no longer held.
    pub fn take_all(&mut self) -> Vec<SetSlot<K>> {
        self.fill = 0;
        self.used = 0;
        self.generation = self.generation.wrapping_add(1);
        std::mem::take(&mut self.slots)
    }

    /// The resizing before `count` keys are added from a set or a dict.
    pub fn reserve_for(&mut self, count: usize) {
        if (self.fill + count) * 5 >= self.mask() * 3 {
            self.resize((self.used + count) * 2);
        }
    }

    /// The resizing after a difference: when more than a quarter of the slots
    /// are dummies.
    pub fn shrink_after_difference(&mut self) {
        if self.fill - self.used > self.mask() / 4 {
            self.resize_after_use();
        }
    }

    fn resize_after_use(&mut self) {
        let factor = if self.used > LARGE { 2 } else { 4 };
        self.resize(self.used * factor);
    }

    fn allocate(&mut self, slots: usize) {
        self.slots = (0..slots).map(|_| SetSlot::EMPTY).collect();
    }

    fn resize(&mut self, minimum: usize) {
        let mut slots = MINIMUM_SLOTS;
        while slots <= minimum {
            slots <<= 1;
        }
        if slots == MINIMUM_SLOTS && self.slots.len() <= MINIMUM_SLOTS && self.fill == self.used {
            return;
        }
        self.generation = self.generation.wrapping_add(1);
        let old = std::mem::take(&mut self.slots);
        self.allocate(slots);
        self.fill = self.used;
        for slot in old {
            if let Some(key) = slot.key {
                self.insert_clean(slot.hash, key);
            }
        }
    }

    /// Puts a key that is known to be absent into a table without dummies.
    fn insert_clean(&mut self, hash: i64, key: K) {
        let mut probe = self.start(hash);
        while self.slots[probe.base + probe.offset].key.is_some() {
            self.advance(&mut probe);
        }
        self.slots[probe.base + probe.offset] = SetSlot { hash, key: Some(key) };
    }
}

impl<K: Clone> SetTable<K> {
    /// Takes over the keys of another table where that needs no comparison:
    /// this one was never filled. Says whether it did; if not, the caller adds
    /// the keys one by one. Resizes first in either case.
    pub fn merge_clean(&mut self, other: &SetTable<K>) -> bool {
        if other.used == 0 {
            return true;
        }
        self.reserve_for(other.used);
        if self.fill != 0 {
            return false;
        }
        self.generation = self.generation.wrapping_add(1);
        if self.mask() == other.mask() && other.fill == other.used {
            self.slots = other.slots.clone();
        } else {
            if self.slots.is_empty() {
                self.allocate(MINIMUM_SLOTS);
            }
            for (hash, key) in other.iter() {
                self.insert_clean(hash, key.clone());
            }
        }
        self.fill = other.used;
        self.used = other.used;
        true
    }

    /// The keys with their hashes, to be gone through while the table changes.
    pub fn snapshot(&self) -> Vec<(i64, K)> {
        self.iter().map(|(hash, key)| (hash, key.clone())).collect()
    }
}
