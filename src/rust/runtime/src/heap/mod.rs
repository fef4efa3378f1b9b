//! What objects are made of besides their payloads: attribute storage, weak references, statics of one thread.

pub mod attributes;
#[cfg(any(test, all(small, target_arch = "wasm32")))]
mod blocks;
#[cfg(test)]
mod blocks_test;
pub mod census;
pub(crate) mod cycles;
#[cfg(test)]
mod cycles_test;
pub mod finalizers;
pub(crate) mod objects;
pub(crate) mod owned;
pub mod pool;
#[cfg(test)]
mod pool_test;
pub(crate) mod references;
pub mod single_thread;
pub mod stack;
#[cfg(test)]
mod stack_test;
pub(crate) mod suspects;
mod tracked;
pub mod weak;

use single_thread::SingleThread;
use std::cell::Cell;

/// What serves the memory that is too large for free lists.
#[cfg(all(small, target_arch = "wasm32"))]
static SYSTEM: SingleThread<blocks::Blocks<blocks::Pages>> = SingleThread::new(blocks::Blocks::new(blocks::Pages));
#[cfg(not(all(small, target_arch = "wasm32")))]
static SYSTEM: SingleThread<std::alloc::System> = SingleThread::new(std::alloc::System);

/// The next number in the order in which objects with `__del__`, and weak references, are made.
pub(crate) fn next_age() -> u64 {
    static AGE: SingleThread<Cell<u64>> = SingleThread::new(Cell::new(0));
    AGE.replace(AGE.get() + 1)
}
