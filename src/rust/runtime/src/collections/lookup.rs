//! Looking a key up in the table of a dict or a set, where comparing may run Python code that changes the table.

use super::ordered_table::{OrderedTable, Probe, Probed, Quick};
use super::set_table::{SetProbe, SetTable};
use super::support::{self, quick_equal};
use crate::exceptions::Outcome;
use crate::value::Value;
use std::cell::RefCell;

/// A table whose probes stop where a key must be asked.
pub(super) trait KeyTable {
    type Probe;

    fn start(&self, hash: i64) -> Self::Probe;
    fn probe(&self, probe: &mut Self::Probe, quick: impl Fn(&Value) -> Quick) -> Probed;
    fn advance(&self, probe: &mut Self::Probe);
    fn key_at(&self, position: usize) -> Option<&Value>;
    fn still(&self, probe: &Self::Probe, position: usize, same: impl Fn(&Value) -> bool) -> bool;
}

macro_rules! key_table {
    ($table:ty, $probe:ty, |$own:ident, $position:ident| $key:expr) => {
        impl KeyTable for $table {
            type Probe = $probe;

            #[inline]
            fn start(&self, hash: i64) -> $probe {
                <$table>::start(self, hash)
            }

            #[inline]
            fn probe(&self, probe: &mut $probe, quick: impl Fn(&Value) -> Quick) -> Probed {
                <$table>::probe(self, probe, quick)
            }

            #[inline]
            fn advance(&self, probe: &mut $probe) {
                <$table>::advance(self, probe);
            }

            #[inline]
            fn key_at(&self, $position: usize) -> Option<&Value> {
                let $own = self;
                $key
            }

            #[inline]
            fn still(&self, probe: &$probe, position: usize, same: impl Fn(&Value) -> bool) -> bool {
                <$table>::still(self, probe, position, same)
            }
        }
    };
}

key_table!(OrderedTable<Value, Value>, Probe, |own, position| own.entry(position).map(|entry| &entry.key));
key_table!(SetTable<Value>, SetProbe, |own, position| SetTable::key_at(own, position));

/// Where a key is, or the probe that found it missing.
pub(super) enum Place<P> {
    At(usize),
    Free(P),
}

/// Finds a key; the stored one is the left operand of `==`, as in CPython.
///
/// # Errors
/// What `__eq__` raises.
pub(super) fn locate<T: KeyTable>(table: &RefCell<T>, hash: i64, key: &Value) -> Outcome<Place<T::Probe>> {
    'restart: loop {
        let mut probe = table.borrow().start(hash);
        loop {
            let probed = table.borrow().probe(&mut probe, |stored| quick_equal(stored, key));
            let position = match probed {
                Probed::Found(position) => return Ok(Place::At(position)),
                Probed::Missing => return Ok(Place::Free(probe)),
                Probed::Ask(position) => position,
            };
            let stored = table.borrow().key_at(position).cloned();
            let Some(stored) = stored else { continue 'restart };
            let same_key = support::rich_equal(&stored, key)?;
            let unchanged = table.borrow();
            if !unchanged.still(&probe, position, |key| key.is(&stored)) {
                drop(unchanged);
                continue 'restart;
            }
            if same_key {
                return Ok(Place::At(position));
            }
            unchanged.advance(&mut probe);
        }
    }
}

/// Whether there is a str or an immediate int; `None` where a key that was stored would have to be asked.
pub(super) fn contains_plain<T: KeyTable>(table: &RefCell<T>, key: &Value) -> Option<bool> {
    let hash = support::plain_hash(key)?;
    let table = table.borrow();
    match table.probe(&mut table.start(hash), |stored| quick_equal(stored, key)) {
        Probed::Found(_) => Some(true),
        Probed::Missing => Some(false),
        Probed::Ask(_) => None,
    }
}
