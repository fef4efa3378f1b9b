//! The allocator of WASM programs: small blocks come from free lists by size.
#![allow(unsafe_code)] // A global allocator; WASM modules have one thread.

use super::single_thread::SingleThread;
use super::SYSTEM;
use std::alloc::{GlobalAlloc, Layout};
use std::cell::Cell;

/// Blocks of a list differ from those of the next by this many bytes.
const GRAIN: usize = 8;
/// Larger blocks are the system allocator's.
pub(super) const LARGEST: usize = 512;
const LISTS: usize = LARGEST / GRAIN;
/// What is asked of the system allocator at once.
pub(super) const CHUNK: usize = 1 << 16;

/// A block that nobody uses.
struct Free {
    next: *mut Free,
}

/// Lists of free blocks and the chunk that new ones are cut from. A block stays one of its size; chunks are kept.
struct Lists {
    heads: [Cell<*mut Free>; LISTS],
    next: Cell<*mut u8>,
    left: Cell<usize>,
}

impl Lists {
    const fn new() -> Lists {
        Lists {
            heads: [const { Cell::new(std::ptr::null_mut()) }; LISTS],
            next: Cell::new(std::ptr::null_mut()),
            left: Cell::new(0),
        }
    }

    /// The list of a layout, `None` where the system allocator serves it.
    #[inline(always)]
    fn list(layout: &Layout) -> Option<usize> {
        let last = layout.size().wrapping_sub(1);
        (last < LARGEST && layout.align() <= GRAIN).then_some(last / GRAIN)
    }

    #[inline(always)]
    fn take(&self, list: usize) -> *mut u8 {
        let head = self.heads[list].get();
        if head.is_null() {
            return self.cut((list + 1) * GRAIN);
        }
        // SAFETY: a block of the list is free, and holds the next.
        self.heads[list].set(unsafe { (*head).next });
        head.cast()
    }

    /// # Safety
    /// `block` was taken from this list and is used no more.
    #[inline(always)]
    unsafe fn put(&self, list: usize, block: *mut u8) {
        let block: *mut Free = block.cast();
        (*block).next = self.heads[list].get();
        self.heads[list].set(block);
    }

    /// A new block, null where there is no memory.
    #[inline(never)]
    fn cut(&self, size: usize) -> *mut u8 {
        if self.left.get() < size {
            // SAFETY: the layout is not empty.
            let chunk = unsafe { SYSTEM.alloc(Layout::new::<[u64; CHUNK / 8]>()) };
            if chunk.is_null() {
                return chunk;
            }
            self.next.set(chunk);
            self.left.set(CHUNK);
        }
        let block = self.next.get();
        self.left.set(self.left.get() - size);
        // SAFETY: inside the chunk, or at its end.
        self.next.set(unsafe { block.add(size) });
        block
    }
}

/// The allocator.
pub struct Pool(SingleThread<Lists>);

impl Pool {
    pub const fn new() -> Pool {
        Pool(SingleThread::new(Lists::new()))
    }
}

impl Default for Pool {
    fn default() -> Pool {
        Pool::new()
    }
}

// SAFETY: blocks of one list have the size of that list, at least that of the layout; a chunk is aligned to `GRAIN`, of
// which all sizes are multiples; a block leaves its list when it is taken.
unsafe impl GlobalAlloc for Pool {
    #[inline(always)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        match Lists::list(&layout) {
            Some(list) => self.0.take(list),
            None => SYSTEM.alloc(layout),
        }
    }

    #[inline(always)]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        match Lists::list(&layout) {
            Some(list) => self.0.put(list, block),
            None => SYSTEM.dealloc(block, layout),
        }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        let Some(list) = Lists::list(&layout) else { return SYSTEM.alloc_zeroed(layout) };
        let block = self.0.take(list);
        if !block.is_null() {
            block.write_bytes(0, layout.size());
        }
        block
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let new_layout = Layout::from_size_align_unchecked(size, layout.align());
        match (Lists::list(&layout), Lists::list(&new_layout)) {
            (None, None) => return SYSTEM.realloc(block, layout, size),
            (Some(old), Some(new)) if old == new => return block,
            _ => {}
        }
        let moved = self.alloc(new_layout);
        if !moved.is_null() {
            moved.copy_from_nonoverlapping(block, layout.size().min(size));
            self.dealloc(block, layout);
        }
        moved
    }
}

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: Pool = Pool::new();
