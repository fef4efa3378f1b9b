//! Blocks of any size, in modules for size: what the C library has for it is several times as much code.
//!
//! Memory is cut into blocks that know their size and that of the block before. Those that nobody uses are in lists by
//! size, four for each power of two, and never lie beside each other.
#![allow(unsafe_code)] // An allocator. Blocks follow each other up to the end of what was asked of the module's memory.

use std::alloc::{GlobalAlloc, Layout};
use std::cell::Cell;
use std::ptr::{null_mut, with_exposed_provenance_mut};

/// Where new memory comes from: an address for so many bytes at least, and how many there are.
pub(super) trait Source {
    fn more(&self, bytes: usize) -> Option<(usize, usize)>;
}

/// What a block starts with; what it is used for comes behind.
#[repr(C)]
struct Block {
    /// The size of the block before, zero at the start of memory.
    before: usize,
    /// Of the whole block, a multiple of `GRAIN`, and whether it is used. Of the last one, which is none, zero.
    size: usize,
    /// Of those that nobody uses: the others of the list.
    next: *mut Block,
    previous: *mut Block,
}

const USED: usize = 1;
const HEADER: usize = 2 * size_of::<usize>();
const GRAIN: usize = size_of::<Block>();
const LISTS: usize = 4 * usize::BITS as usize;

pub(super) struct Blocks<S> {
    heads: [Cell<*mut Block>; LISTS],
    /// A bit for each power of two that has blocks in its lists.
    powers: Cell<usize>,
    /// Where the last memory ends: the place of a block that is none.
    last: Cell<*mut Block>,
    source: S,
}

/// The list of blocks of this size or a little more.
fn list_of(size: usize) -> usize {
    let grains = size / GRAIN;
    let power = grains.ilog2();
    (power as usize) << 2 | (grains << 2 >> power) & 3
}

impl<S: Source> Blocks<S> {
    pub(super) const fn new(source: S) -> Blocks<S> {
        let heads = [const { Cell::new(null_mut()) }; LISTS];
        Blocks { heads, powers: Cell::new(0), last: Cell::new(null_mut()), source }
    }

    /// Takes a block out of its list.
    unsafe fn unlink(&self, block: *mut Block) {
        let (next, previous) = ((*block).next, (*block).previous);
        if !next.is_null() {
            (*next).previous = previous;
        }
        if !previous.is_null() {
            (*previous).next = next;
            return;
        }
        let list = list_of((*block).size);
        self.heads[list].set(next);
        if self.heads.iter().skip(list & !3).take(4).all(|head| head.get().is_null()) {
            self.powers.set(self.powers.get() & !(1 << (list / 4)));
        }
    }

    /// Makes `size` bytes a block that nobody uses, one with those beside it.
    unsafe fn put(&self, mut block: *mut Block, mut size: usize) {
        let after = block.byte_add(size);
        if (*after).size & USED == 0 {
            self.unlink(after);
            size += (*after).size;
        }
        let before = (*block).before;
        if before != 0 && (*block.byte_sub(before)).size & USED == 0 {
            block = block.byte_sub(before);
            self.unlink(block);
            size += before;
        }
        let list = list_of(size);
        self.powers.set(self.powers.get() | 1 << (list / 4));
        let head = &self.heads[list];
        let next = head.get();
        if !next.is_null() {
            (*next).previous = block;
        }
        (*block.byte_add(size)).before = size;
        (*block).size = size;
        (*block).next = next;
        (*block).previous = null_mut();
        head.set(block);
    }

    /// Uses the first `size` bytes of `all`, which are in no list.
    unsafe fn cut(&self, block: *mut Block, size: usize, all: usize) {
        (*block).size = size | USED;
        let rest = block.byte_add(size);
        (*rest).before = size;
        if all > size {
            self.put(rest, all - size);
        }
    }

    /// Asks for memory, of which `size` bytes can be one block.
    unsafe fn grow(&self, size: usize) -> bool {
        // What is before the first block and behind the last belongs to none.
        let Some((address, mut bytes)) = self.source.more(size + GRAIN + HEADER) else { return false };
        let mut block: *mut Block = with_exposed_provenance_mut(address);
        let last = self.last.get();
        if !last.is_null() && block == last.byte_add(HEADER) {
            (block, bytes) = (last, bytes + HEADER);
        } else {
            // Places are multiples of `GRAIN`.
            let skipped = HEADER.wrapping_sub(address) % GRAIN;
            block = block.byte_add(skipped);
            bytes -= skipped;
            (*block).before = 0;
        }
        let size = (bytes - HEADER) / GRAIN * GRAIN;
        let end = block.byte_add(size);
        (*end).size = USED;
        self.last.set(end);
        self.put(block, size);
        true
    }

    /// The first block of this list and those behind it, null where there is none.
    fn first_from(&self, list: usize) -> *mut Block {
        let above = self.powers.get() & (usize::MAX - 1) << (list / 4);
        let next = 4 * above.trailing_zeros() as usize;
        let mut heads = (list..=list | 3).chain(next..next + 4).filter_map(|list| self.heads.get(list)).map(Cell::get);
        heads.find(|head| !head.is_null()).unwrap_or(null_mut())
    }

    /// A block that nobody uses with so many bytes at least, taken out of its list; null where there is no memory.
    unsafe fn take(&self, size: usize) -> *mut Block {
        let width = (1usize << (size / GRAIN).ilog2()) / 4;
        // Each block of this list, and of those behind, is large enough.
        let first = list_of(size + width.saturating_sub(1) * GRAIN);
        let mut block = self.first_from(first);
        if block.is_null() {
            if !self.grow(size) {
                return block;
            }
            let last = self.last.get();
            block = last.byte_sub((*last).before);
        }
        self.unlink(block);
        block
    }
}

/// The size of the block for a layout.
fn size_of_block(size: usize) -> usize {
    (size + HEADER).next_multiple_of(GRAIN)
}

// SAFETY: blocks do not overlap, and have their size behind their header.
unsafe impl<S: Source> GlobalAlloc for Blocks<S> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let size = size_of_block(layout.size());
        let align = layout.align();
        let found = self.take(if align > GRAIN { size + align } else { size });
        if found.is_null() {
            return null_mut();
        }
        let (mut block, mut all) = (found, (*found).size);
        if align > GRAIN {
            // What is left before it has room for a block of its own.
            block = block.byte_add((found as usize + HEADER).wrapping_neg() % align);
            let skipped = block as usize - found as usize;
            if skipped > 0 {
                (*block).before = skipped;
                (*block).size = USED;
                self.put(found, skipped);
                all -= skipped;
            }
        }
        self.cut(block, size, all);
        block.byte_add(HEADER).cast()
    }

    unsafe fn dealloc(&self, place: *mut u8, _: Layout) {
        let block: *mut Block = place.sub(HEADER).cast();
        self.put(block, (*block).size - USED);
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let block: *mut Block = place.sub(HEADER).cast();
        let (wanted, mut all) = (size_of_block(size), (*block).size - USED);
        let after = block.byte_add(all);
        let room = if (*after).size & USED == 0 { (*after).size } else { 0 };
        if wanted > all + room && after.byte_add(room) == self.last.get() {
            self.grow(wanted - all - room);
        }
        // What it has grown to.
        if (*after).size & USED == 0 && wanted > all && all + (*after).size >= wanted {
            self.unlink(after);
            all += (*after).size;
        }
        if all >= wanted {
            self.cut(block, wanted, all);
            return place;
        }
        let moved = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
        if !moved.is_null() {
            moved.copy_from_nonoverlapping(place, layout.size());
            self.dealloc(place, layout);
        }
        moved
    }
}

/// The memory of a module.
#[cfg(all(small, target_arch = "wasm32"))]
pub(super) struct Pages;

#[cfg(all(small, target_arch = "wasm32"))]
impl Source for Pages {
    fn more(&self, bytes: usize) -> Option<(usize, usize)> {
        const PAGE: usize = 1 << 16;
        let pages = bytes.div_ceil(PAGE);
        let before = core::arch::wasm32::memory_grow(0, pages);
        (before != usize::MAX).then_some((before * PAGE, pages * PAGE))
    }
}
