//! The stack of the slots of Python frames.
#![allow(unsafe_code)] // Frames are pushed and popped in order, so that no two share a slot.

use super::single_thread::SingleThread;
use crate::value::Value;
use std::cell::{Cell, RefCell};

/// How many slots are made at once.
pub(super) const CHUNK_SLOTS: usize = 1 << 15;

/// A slot: empty, or a value that the frame owns.
type Slot = Option<Value>;

/// A run of slots in memory; all three are the same before there is one.
#[derive(Clone, Copy)]
struct Chunk {
    base: *mut Slot,
    end: *mut Slot,
    /// The first slot that no frame has; behind it in the chunk all are free.
    next: *mut Slot,
}

impl Chunk {
    /// No slots, at an address that is aligned and not null.
    const NONE: Chunk = {
        let nowhere = std::ptr::NonNull::dangling().as_ptr();
        Chunk { base: nowhere, end: nowhere, next: nowhere }
    };

    fn allocate(slots: usize) -> Chunk {
        let base = std::mem::ManuallyDrop::new(Vec::<Slot>::with_capacity(slots)).as_mut_ptr();
        // SAFETY: one past the last slot of the allocation.
        Chunk { base, end: unsafe { base.add(slots) }, next: base }
    }

    fn slots(&self) -> usize {
        (self.end as usize - self.base as usize) / size_of::<Slot>()
    }

    /// # Safety
    /// No frame has a slot of the chunk, and nobody uses it again.
    unsafe fn release(self) {
        drop(Vec::from_raw_parts(self.base, 0, self.slots()));
    }
}

/// Chunks of slots, of which the last is in use.
pub(super) struct Stack {
    next: Cell<*mut Slot>,
    /// The end of the chunk, or null: then the next frame finds that something is to be done.
    end: Cell<*mut Slot>,
    base: Cell<*mut Slot>,
    true_end: Cell<*mut Slot>,
    /// Chunks that were left for another one.
    earlier: RefCell<Vec<Chunk>>,
    /// A chunk that was given back: the next one that is wanted.
    spare: Cell<Option<Chunk>>,
}

static STACK: SingleThread<Stack> = SingleThread::new(Stack::new());

/// Takes `count` slots, at least one; they hold garbage that must be overwritten without being dropped.
#[inline(always)]
pub(crate) fn push(count: usize) -> *mut Option<Value> {
    STACK.push(count)
}

/// Gives back the slots that `push` gave last; they have been dropped.
#[inline(always)]
pub(crate) fn pop(start: *mut Option<Value>) {
    STACK.pop(start);
}

/// Asks for a collection when the next frame begins: then no object is being changed.
pub(super) fn interrupt() {
    STACK.end.set(std::ptr::null_mut());
}

impl Stack {
    pub(super) const fn new() -> Stack {
        Stack {
            next: Cell::new(Chunk::NONE.next),
            end: Cell::new(Chunk::NONE.end),
            base: Cell::new(Chunk::NONE.base),
            true_end: Cell::new(Chunk::NONE.end),
            earlier: RefCell::new(Vec::new()),
            spare: Cell::new(None),
        }
    }

    #[inline(always)]
    pub(super) fn push(&self, count: usize) -> *mut Slot {
        // A frame without slots takes one: popping it must not lead back to before its chunk.
        let count = count.max(1);
        let start = self.next.get();
        let next = start.wrapping_add(count);
        if next > self.end.get() {
            return self.push_chunk(count);
        }
        self.next.set(next);
        start
    }

    #[inline(always)]
    pub(super) fn pop(&self, start: *mut Slot) {
        self.next.set(start);
        if start == self.base.get() {
            self.pop_chunk();
        }
    }

    /// How many chunks there are, the spare one included.
    #[cfg(test)]
    pub(super) fn chunks(&self) -> usize {
        self.earlier.borrow().len() + self.spare.get().is_some() as usize
    }

    fn current(&self) -> Chunk {
        Chunk { base: self.base.get(), end: self.true_end.get(), next: self.next.get() }
    }

    fn go_on_with(&self, chunk: Chunk) {
        self.base.set(chunk.base);
        self.true_end.set(chunk.end);
        self.end.set(chunk.end);
        self.next.set(chunk.next);
    }

    #[cold]
    #[inline(never)]
    fn push_chunk(&self, count: usize) -> *mut Slot {
        if self.end.get().is_null() {
            self.end.set(self.true_end.get());
            super::cycles::collect_unseen();
            return self.push(count);
        }
        self.earlier.borrow_mut().push(self.current());
        let spare = self.spare.get().filter(|spare| spare.slots() >= count);
        if spare.is_some() {
            self.spare.set(None);
        }
        let chunk = spare.unwrap_or_else(|| Chunk::allocate(CHUNK_SLOTS.max(count)));
        // SAFETY: the chunk has at least `count` slots.
        self.go_on_with(Chunk { next: unsafe { chunk.base.add(count) }, ..chunk });
        chunk.base
    }

    /// Leaves a chunk without frames. One is kept: a program that calls a function again and again at the end of a
    /// chunk must not allocate each time.
    #[cold]
    #[inline(never)]
    fn pop_chunk(&self) {
        let empty = self.current();
        let Some(earlier) = self.earlier.borrow_mut().pop() else { return };
        self.go_on_with(earlier);
        if let Some(other) = self.spare.replace(Some(empty)) {
            // SAFETY: a spare chunk is in nobody's use.
            unsafe { other.release() };
        }
    }
}
