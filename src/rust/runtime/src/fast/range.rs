//! The loop over a range of 64-bit ints.

use crate::collections::range::range_iterator;
use crate::value::{int, Value};

/// Where such a loop stands.
#[derive(Clone, Copy)]
pub struct Range {
    next: i64,
    stop: i64,
    step: i64,
}

impl Range {
    /// No loop is running.
    #[inline(always)]
    pub fn none() -> Range {
        Range { next: 0, stop: 0, step: 1 }
    }

    /// `step` is not zero.
    #[inline(always)]
    pub fn new(start: i64, stop: i64, step: i64) -> Range {
        Range { next: start, stop, step }
    }

    #[inline(always)]
    #[allow(clippy::should_implement_trait)] // An iterator would hide that it is copied freely.
    pub fn next(&mut self) -> Option<i64> {
        let current = self.next;
        let more = if self.step > 0 { current < self.stop } else { current > self.stop };
        if !more {
            return None;
        }
        // Beyond 64 bits there is nothing left that `stop` would admit.
        self.next = current.checked_add(self.step).unwrap_or(self.stop);
        Some(current)
    }

    /// The iterator that goes on from here.
    pub fn into_iterator(self) -> Option<Value> {
        Some(range_iterator(int(self.next), int(self.stop), int(self.step)))
    }
}
