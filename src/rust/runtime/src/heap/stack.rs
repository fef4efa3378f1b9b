//! The stack of the slots of Python frames.
#![allow(unsafe_code)] // Frames are pushed and popped in order, so that no two share a slot.

use super::single_thread::SingleThread;
use crate::value::Value;
use std::cell::{Cell, RefCell};

const CHUNK_SLOTS: usize = 1 << 15;

struct Stack {
    next: Cell<*mut Option<Value>>,
    end: Cell<*mut Option<Value>>,
    /// Where the chunk starts.
    base: Cell<*mut Option<Value>>,
    /// Chunks that were left for another one: their base, end and next slot.
    earlier: RefCell<Vec<[*mut Option<Value>; 3]>>,
    spare: Cell<*mut Option<Value>>,
}

/// Before the first chunk every pointer is aligned and not null.
const NOWHERE: *mut Option<Value> = std::ptr::NonNull::dangling().as_ptr();

static STACK: SingleThread<Stack> = SingleThread::new(Stack {
    next: Cell::new(NOWHERE),
    end: Cell::new(NOWHERE),
    base: Cell::new(NOWHERE),
    earlier: RefCell::new(Vec::new()),
    spare: Cell::new(NOWHERE),
});

/// Takes `count` slots, at least one; they hold garbage that must be overwritten without being dropped.
#[inline(always)]
pub(crate) fn push(count: usize) -> *mut Option<Value> {
    // A frame without slots takes one: popping it must not lead back to before the first chunk.
    let count = count.max(1);
    let start = STACK.next.get();
    if (STACK.end.get() as usize) - (start as usize) < count * size_of::<Value>() {
        return push_chunk(count);
    }
    // SAFETY: inside the chunk, as just checked.
    STACK.next.set(unsafe { start.add(count) });
    start
}

#[cold]
fn push_chunk(count: usize) -> *mut Option<Value> {
    STACK.earlier.borrow_mut().push([STACK.base.get(), STACK.end.get(), STACK.next.get()]);
    let size = CHUNK_SLOTS.max(count);
    let spare = STACK.spare.get();
    let start = if size == CHUNK_SLOTS && spare != NOWHERE {
        STACK.spare.set(NOWHERE);
        spare
    } else {
        let chunk: Vec<Option<Value>> = Vec::with_capacity(size);
        std::mem::ManuallyDrop::new(chunk).as_mut_ptr()
    };
    STACK.base.set(start);
    // SAFETY: inside the new chunk.
    unsafe {
        STACK.end.set(start.add(size));
        STACK.next.set(start.add(count));
    }
    start
}

/// Gives back the slots that `push` gave last; they have been dropped.
#[inline(always)]
pub(crate) fn pop(start: *mut Option<Value>) {
    STACK.next.set(start);
    if start == STACK.base.get() {
        pop_chunk(start);
    }
}

/// Leaves the chunk, which is kept for the next time.
#[cold]
fn pop_chunk(start: *mut Option<Value>) {
    let mut earlier = STACK.earlier.borrow_mut();
    let Some([base, end, next]) = earlier.pop() else { return };
    if (STACK.end.get() as usize) - (start as usize) == CHUNK_SLOTS * size_of::<Value>() {
        STACK.spare.set(start);
    }
    STACK.base.set(base);
    STACK.end.set(end);
    STACK.next.set(next);
}
