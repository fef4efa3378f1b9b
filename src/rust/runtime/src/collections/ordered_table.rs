//! The insertion-ordered hash table of `dict`, as CPython 3.11 lays it out.
//!
//! An index of slots points into a vector of entries in insertion order. A
//! deletion leaves a hole; holes go away when the index is rebuilt. Growth,
//! probing and the moments of compaction are CPython's, because an iterator's
//! position refers to the entries: what a program that mutates while iterating
//! sees depends on them.
//!
//! Equality may run Python code, which may change this very table. So the
//! table never calls it: [`OrderedTable::probe`] stops at an entry whose key
//! must be asked, the caller asks without holding the table, and resumes.

/// Slots of the smallest index.
const MINIMUM_SLOTS: usize = 8;
/// Bits by which the perturbation shrinks at every probe.
const PERTURB_SHIFT: u32 = 5;
const EMPTY: u32 = u32::MAX;
const DELETED: u32 = u32::MAX - 1;

/// One key with its value and its hash.
#[derive(Clone)]
pub struct Entry<K, V> {
    pub hash: i64,
    pub key: K,
    pub value: V,
}

/// The table: an index and entries in insertion order.
#[derive(Clone)]
pub struct OrderedTable<K, V> {
    index: Vec<u32>,
    entries: Vec<Option<Entry<K, V>>>,
    used: usize,
    usable: usize,
    /// Changes whenever entries move, so that a suspended probe notices.
    generation: u32,
    /// Changes whenever the value of a key may have changed.
    writes: u32,
    /// How often an `OrderedDict` has moved keys.
    moves: u32,
}

/// Where a probe stands; made by [`OrderedTable::start`].
#[derive(Clone, Copy)]
pub struct Probe {
    hash: i64,
    perturb: u64,
    slot: usize,
    generation: u32,
}

/// What a probe came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Probed {
    /// The entry at this position has the key.
    Found(usize),
    /// No entry has the key.
    Missing,
    /// The key of the entry at this position has the same hash: compare, then
    /// go on with [`OrderedTable::advance`] if they differ.
    Ask(usize),
}

/// What a comparison that may not run Python code can say.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Quick {
    Equal,
    Different,
    Unknown,
}

impl<K, V> Default for OrderedTable<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

/// Entries that an index of this many slots may hold.
const fn usable_of(slots: usize) -> usize {
    (slots << 1) / 3
}

/// The smallest index with at least this many slots.
fn slots_for(minimum: usize) -> usize {
    minimum.max(MINIMUM_SLOTS).next_power_of_two()
}

impl<K, V> OrderedTable<K, V> {
    pub const fn new() -> Self {
        OrderedTable { index: Vec::new(), entries: Vec::new(), used: 0, usable: 0, generation: 0, writes: 0, moves: 0 }
    }

    /// A table that takes `count` entries without growing (the size CPython
    /// chooses for a display).
    pub fn with_capacity(count: usize) -> Self {
        let mut table = Self::new();
        if count > usable_of(MINIMUM_SLOTS) {
            table.rebuild(slots_for((count * 3).div_ceil(2)));
        }
        table
    }

    /// Number of keys.
    #[inline]
    pub fn len(&self) -> usize {
        self.used
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// Positions in use, holes included: one past the last entry's position.
    #[inline]
    pub fn positions(&self) -> usize {
        self.entries.len()
    }

    #[inline]
    pub fn entry(&self, position: usize) -> Option<&Entry<K, V>> {
        self.entries.get(position).and_then(Option::as_ref)
    }

    #[inline]
    pub fn entry_mut(&mut self, position: usize) -> Option<&mut Entry<K, V>> {
        self.writes = self.writes.wrapping_add(1);
        self.entries.get_mut(position).and_then(Option::as_mut)
    }

    /// The first entry at or after a position, with its own position.
    #[inline]
    pub fn entry_from(&self, mut position: usize) -> Option<(usize, &Entry<K, V>)> {
        while position < self.entries.len() {
            if let Some(entry) = &self.entries[position] {
                return Some((position, entry));
            }
            position += 1;
        }
        None
    }

    /// The last entry before a position, with its own position.
    pub fn entry_before(&self, position: usize) -> Option<(usize, &Entry<K, V>)> {
        let mut position = position.min(self.entries.len());
        while position > 0 {
            position -= 1;
            if let Some(entry) = &self.entries[position] {
                return Some((position, entry));
            }
        }
        None
    }

    /// Entries in insertion order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry<K, V>> {
        self.entries.iter().flatten()
    }

    /// Changes whenever entries may have moved.
    #[inline]
    pub fn moves(&self) -> u32 {
        self.moves
    }

    /// Tells iterators that a key was moved.
    pub fn note_move(&mut self) {
        self.moves = self.moves.wrapping_add(1);
    }

    /// Changes with every change of the table.
    #[inline]
    pub fn changes(&self) -> (u32, u32, usize, usize) {
        (self.generation, self.writes, self.entries.len(), self.used)
    }

    /// Changes whenever a key that was missing may have come in.
    #[inline]
    pub fn insertions(&self) -> (u32, usize) {
        (self.generation, self.entries.len())
    }

    pub fn generation(&self) -> u32 {
        self.generation
    }

    /// Begins to look for a key with this hash.
    #[inline]
    pub fn start(&self, hash: i64) -> Probe {
        let mask = self.index.len().wrapping_sub(1);
        Probe { hash, perturb: hash as u64, slot: hash as usize & mask, generation: self.generation }
    }

    /// Steps past the entry that was asked about.
    #[inline]
    pub fn advance(&self, probe: &mut Probe) {
        let mask = self.index.len().wrapping_sub(1);
        probe.perturb >>= PERTURB_SHIFT;
        let step = (probe.slot as u64).wrapping_mul(5).wrapping_add(probe.perturb).wrapping_add(1);
        probe.slot = step as usize & mask;
    }

    /// Goes on until the key is found, missing or must be asked about.
    #[inline]
    pub fn probe(&self, probe: &mut Probe, quick: impl Fn(&K) -> Quick) -> Probed {
        if self.index.is_empty() {
            return Probed::Missing;
        }
        loop {
            let position = self.index[probe.slot];
            if position == EMPTY {
                return Probed::Missing;
            }
            if position != DELETED {
                if let Some(entry) = &self.entries[position as usize] {
                    if entry.hash == probe.hash {
                        match quick(&entry.key) {
                            Quick::Equal => return Probed::Found(position as usize),
                            Quick::Unknown => return Probed::Ask(position as usize),
                            Quick::Different => {}
                        }
                    }
                }
            }
            self.advance(probe);
        }
    }

    /// Looks for a key whose comparisons run no Python code.
    #[inline]
    pub fn find(&self, hash: i64, equal: impl Fn(&K) -> bool) -> Option<usize> {
        let mut probe = self.start(hash);
        let quick = |key: &K| if equal(key) { Quick::Equal } else { Quick::Different };
        match self.probe(&mut probe, quick) {
            Probed::Found(position) => Some(position),
            _ => None,
        }
    }

    /// Whether a probe that stopped at `position` may go on: nothing moved and
    /// the entry still has the key that `same` knows.
    pub fn still(&self, probe: &Probe, position: usize, same: impl Fn(&K) -> bool) -> bool {
        probe.generation == self.generation && self.entry(position).is_some_and(|entry| same(&entry.key))
    }

    /// Adds a key that is not in the table.
    pub fn insert_new(&mut self, hash: i64, key: K, value: V) -> usize {
        if self.usable == 0 {
            self.rebuild(slots_for(self.used * 3));
        }
        let slot = self.free_slot(hash);
        let position = self.entries.len();
        self.index[slot] = position as u32;
        self.entries.push(Some(Entry { hash, key, value }));
        self.usable -= 1;
        self.used += 1;
        position
    }

    /// Takes an entry out; its position becomes a hole.
    pub fn remove(&mut self, position: usize) -> Option<Entry<K, V>> {
        let entry = self.entries.get_mut(position)?.take()?;
        let slot = self.slot_of(entry.hash, position);
        self.index[slot] = DELETED;
        self.used -= 1;
        Some(entry)
    }

    /// Takes the last entry out, as `popitem` does: later entries take its
    /// position again.
    pub fn pop_last(&mut self) -> Option<Entry<K, V>> {
        let (position, _) = self.entry_before(self.entries.len())?;
        let entry = self.remove(position);
        self.entries.truncate(position);
        self.generation = self.generation.wrapping_add(1);
        entry
    }

    /// Empties the table and gives the entries back, to be dropped when the
    /// table is no longer held.
    pub fn take_all(&mut self) -> Vec<Option<Entry<K, V>>> {
        self.index = Vec::new();
        self.used = 0;
        self.usable = 0;
        self.generation = self.generation.wrapping_add(1);
        std::mem::take(&mut self.entries)
    }

    /// Makes room for `more` entries at once, as an update does.
    pub fn reserve(&mut self, more: usize) {
        if usable_of(self.index.len()) < more {
            self.rebuild(slots_for(((self.used + more) * 3).div_ceil(2)));
        }
    }

    fn free_slot(&self, hash: i64) -> usize {
        let mut probe = self.start(hash);
        while self.index[probe.slot] < DELETED {
            self.advance(&mut probe);
        }
        probe.slot
    }

    fn slot_of(&self, hash: i64, position: usize) -> usize {
        let mut probe = self.start(hash);
        while self.index[probe.slot] != position as u32 {
            self.advance(&mut probe);
        }
        probe.slot
    }

    fn rebuild(&mut self, slots: usize) {
        self.generation = self.generation.wrapping_add(1);
        if self.used != self.entries.len() {
            self.entries.retain(Option::is_some);
        }
        self.index.clear();
        self.index.resize(slots, EMPTY);
        self.usable = usable_of(slots) - self.used;
        for position in 0..self.entries.len() {
            if let Some(hash) = self.entries[position].as_ref().map(|entry| entry.hash) {
                let slot = self.free_slot(hash);
                self.index[slot] = position as u32;
            }
        }
    }
}
