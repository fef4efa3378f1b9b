//! The stack of the slots of Python frames.
#![allow(unsafe_code)] // Frames are pushed and popped in order, so that no two share a slot.

use super::single_thread::SingleThread;
use crate::value::Value;
use std::cell::{Cell, RefCell};

const CHUNK_SLOTS: usize = 1 << 15;

/// A slot: empty, or a value that the frame owns.
type Place = Option<Value>;

struct Stack {
    next: Cell<*mut Place>,
    end: Cell<*mut Place>,
    /// Where the current chunk starts; null before the first one.
    start: Cell<*mut Place>,
    earlier: RefCell<Vec<Chunk>>,
    /// A chunk of the usual size that was left.
    spare: Cell<*mut Place>,
}

/// A chunk that was full when a frame came.
struct Chunk {
    start: *mut Place,
    next: *mut Place,
    end: *mut Place,
}

static STACK: SingleThread<Stack> = SingleThread::new(Stack {
    next: Cell::new(std::ptr::null_mut()),
    end: Cell::new(std::ptr::null_mut()),
    start: Cell::new(std::ptr::null_mut()),
    earlier: RefCell::new(Vec::new()),
    spare: Cell::new(std::ptr::null_mut()),
});

/// Takes `count` slots; they hold garbage that must be overwritten without being dropped.
#[inline(always)]
pub(crate) fn push(count: usize) -> *mut Place {
    // A frame without slots takes one, so that each frame has a start of its own.
    let count = count.max(1);
    let start = STACK.next.get();
    if (STACK.end.get() as usize) - (start as usize) < count * size_of::<Place>() {
        return push_chunk(count);
    }
    // SAFETY: inside the chunk, as just checked.
    STACK.next.set(unsafe { start.add(count) });
    start
}

#[cold]
#[inline(never)]
fn push_chunk(count: usize) -> *mut Place {
    let current = Chunk { start: STACK.start.get(), next: STACK.next.get(), end: STACK.end.get() };
    if !current.start.is_null() {
        STACK.earlier.borrow_mut().push(current);
    }
    let size = CHUNK_SLOTS.max(count);
    let spare = if size == CHUNK_SLOTS { STACK.spare.replace(std::ptr::null_mut()) } else { std::ptr::null_mut() };
    let start = if spare.is_null() {
        let chunk: Vec<Place> = Vec::with_capacity(size);
        std::mem::ManuallyDrop::new(chunk).as_mut_ptr()
    } else {
        spare
    };
    STACK.start.set(start);
    // SAFETY: inside the new chunk.
    unsafe {
        STACK.end.set(start.add(size));
        STACK.next.set(start.add(count));
    }
    start
}

/// Gives back the slots that `push` gave last; they have been dropped.
#[inline(always)]
pub(crate) fn pop(start: *mut Place) {
    STACK.next.set(start);
    if start == STACK.start.get() {
        pop_chunk(start);
    }
}

/// The first frame of a chunk was popped: back to the chunk before, if there is one.
#[cold]
#[inline(never)]
fn pop_chunk(start: *mut Place) {
    let Some(before) = STACK.earlier.borrow_mut().pop() else { return };
    let size = (STACK.end.get() as usize - start as usize) / size_of::<Place>();
    let unused = if size == CHUNK_SLOTS { STACK.spare.replace(start) } else { start };
    if !unused.is_null() {
        let size = if unused == start { size } else { CHUNK_SLOTS };
        // SAFETY: made by `push_chunk` with this capacity; no frame is left in it.
        drop(unsafe { Vec::from_raw_parts(unused, 0, size) });
    }
    STACK.start.set(before.start);
    STACK.next.set(before.next);
    STACK.end.set(before.end);
}

#[cfg(test)]
mod stack_test {
    use super::{pop, push, CHUNK_SLOTS};

    #[test]
    fn frames_come_back_in_order_across_chunks() {
        let bottom = push(0);
        let first = push(3);
        assert_ne!(bottom, first);
        let large = push(CHUNK_SLOTS + 5);
        let inside = push(CHUNK_SLOTS);
        let last = push(7);
        for frame in [last, inside, large] {
            pop(frame);
        }
        assert_eq!(push(2) as usize, first as usize + 3 * size_of::<super::Place>());
        pop(first);
        pop(bottom);
        let again = push(0);
        assert_eq!(again, bottom);
        pop(again);
    }
}
