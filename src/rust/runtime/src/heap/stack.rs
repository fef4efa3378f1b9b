//! The stack of the slots of Python frames.
#![allow(unsafe_code)] // Frames are pushed and popped in order, so that no two share a slot.

use super::single_thread::SingleThread;
use crate::value::Value;
use std::cell::{Cell, RefCell};

const CHUNK_SLOTS: usize = 1 << 15;

struct Stack {
    next: Cell<*mut Option<Value>>,
    end: Cell<*mut Option<Value>>,
    /// Chunks that were left for a larger one: where they ended and where their next slot was.
    earlier: RefCell<Vec<(*mut Option<Value>, *mut Option<Value>)>>,
    spare: Cell<*mut Option<Value>>,
}

static STACK: SingleThread<Stack> = SingleThread::new(Stack {
    // Not null: a frame without slots is a slice of nothing here.
    next: Cell::new(std::ptr::dangling_mut()),
    end: Cell::new(std::ptr::dangling_mut()),
    earlier: RefCell::new(Vec::new()),
    spare: Cell::new(std::ptr::null_mut()),
});

/// Takes `count` slots; they hold garbage that must be overwritten without being dropped.
#[inline(always)]
pub(crate) fn push(count: usize) -> *mut Option<Value> {
    // Frames without slots take one too, so that no two frames begin at the same place.
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
    STACK.earlier.borrow_mut().push((STACK.end.get(), STACK.next.get()));
    let size = CHUNK_SLOTS.max(count);
    let spare = STACK.spare.replace(std::ptr::null_mut());
    let start = if size == CHUNK_SLOTS && !spare.is_null() {
        spare
    } else {
        let chunk: Vec<Option<Value>> = Vec::with_capacity(size);
        std::mem::ManuallyDrop::new(chunk).as_mut_ptr()
    };
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
    if !STACK.earlier.borrow().is_empty() {
        pop_chunk(start);
    }
}

#[cold]
fn pop_chunk(start: *mut Option<Value>) {
    let size = CHUNK_SLOTS;
    // SAFETY: pointers of one chunk; a chunk of another size is left to the end of the program.
    let at_start = unsafe { start.add(size) } == STACK.end.get();
    if at_start {
        if let Some((end, next)) = STACK.earlier.borrow_mut().pop() {
            STACK.spare.set(start);
            STACK.end.set(end);
            STACK.next.set(next);
        }
    }
}
