//! The memory of objects that may refer to others: pages of blocks of one size, so that all that are alive can be found.
#![allow(unsafe_code)] // Blocks are raw memory: those of a page have one size, and start with a count that is zero where they are free.

use super::single_thread::SingleThread;
use super::SYSTEM;
use crate::object::Header;
use crate::value::Value;
use std::alloc::{handle_alloc_error, GlobalAlloc, Layout};
use std::cell::Cell;

/// Blocks of a list differ from those of the next by this many bytes.
const GRAIN: usize = 8;
/// Larger objects are in no page.
const LARGEST: usize = 512;
const LISTS: usize = LARGEST / GRAIN;
/// Pages are aligned to their size: an address tells the page.
pub(super) const PAGE: usize = 1 << 14;
/// How many pages are asked of the system allocator at once.
const PAGES: usize = 4;
/// Where the blocks of a page begin.
const START: usize = size_of::<Page>().next_multiple_of(GRAIN);

/// The number of the first block of a page that came after blocks were numbered: no list has so many positions.
const UNNUMBERED: usize = usize::MAX / 2;

/// What a page starts with.
#[repr(C)]
struct Page {
    /// The page that was made before.
    previous: *mut Page,
    size: usize,
    /// The number that a product with has the number of a block in its upper half.
    inverse: u64,
    /// The number of the first block, while blocks are numbered.
    first: Cell<usize>,
}

impl Page {
    fn blocks(&self) -> usize {
        (PAGE - START) / self.size
    }
}

/// A block that nobody uses, with the same start as an object.
#[repr(C)]
struct Free {
    /// Always zero.
    references: Cell<u32>,
    next: *mut Free,
}

struct Pages {
    heads: [Cell<*mut Free>; LISTS],
    last: Cell<*mut Page>,
    count: Cell<usize>,
    /// How many pages of the last memory that was asked for are left, and where.
    left: Cell<usize>,
    next: Cell<*mut u8>,
    /// So many pages ask for a collection.
    limit: Cell<usize>,
    /// How many objects were made, in the range of the type.
    made: Cell<u32>,
}

/// The pages that a program fills before the first collection that it does not ask for: 32 MiB.
const FIRST_LIMIT: usize = 1 << 11;

static PAGES_OF_OBJECTS: SingleThread<Pages> = SingleThread::new(Pages {
    heads: [const { Cell::new(std::ptr::null_mut()) }; LISTS],
    last: Cell::new(std::ptr::null_mut()),
    count: Cell::new(0),
    left: Cell::new(0),
    next: Cell::new(std::ptr::null_mut()),
    limit: Cell::new(FIRST_LIMIT),
    made: Cell::new(0),
});

/// How many objects were made since the start; the number may have begun anew.
pub(super) fn made() -> u32 {
    PAGES_OF_OBJECTS.made.get()
}

/// Whether objects of a type are in pages, where they may refer to others.
pub(crate) const fn fits<T>() -> bool {
    size_of::<T>() <= LARGEST && align_of::<T>() <= GRAIN && size_of::<T>() >= size_of::<Free>()
}

const fn list_of<T>() -> usize {
    (size_of::<T>() - 1) / GRAIN
}

/// Memory for an object that fits, not yet written.
#[inline(always)]
pub(crate) fn allocate<T>() -> *mut T {
    debug_assert!(fits::<T>());
    take(const { list_of::<T>() }).cast()
}

#[cfg_attr(small, inline(never))]
#[cfg_attr(not(small), inline(always))]
fn take(list: usize) -> *mut Free {
    PAGES_OF_OBJECTS.made.set(PAGES_OF_OBJECTS.made.get().wrapping_add(1));
    let head = PAGES_OF_OBJECTS.heads[list].get();
    let block = if head.is_null() { PAGES_OF_OBJECTS.new_page(list) } else { head };
    // SAFETY: a block of the list is free, and holds the next.
    PAGES_OF_OBJECTS.heads[list].set(unsafe { (*block).next });
    block
}

/// Gives the memory of an object back.
///
/// # Safety
/// `allocate` gave it, and nobody uses it any more.
#[inline(always)]
pub(crate) unsafe fn free<T>(object: *mut T) {
    put(const { list_of::<T>() }, object.cast());
}

/// # Safety
/// `take` gave the block for this list, and nobody uses it any more.
#[cfg_attr(small, inline(never))]
#[cfg_attr(not(small), inline(always))]
unsafe fn put(list: usize, block: *mut Free) {
    block.write(Free { references: Cell::new(0), next: PAGES_OF_OBJECTS.heads[list].get() });
    PAGES_OF_OBJECTS.heads[list].set(block);
}

impl Pages {
    /// The first of the blocks of a new page; the others follow it.
    #[cold]
    #[inline(never)]
    fn new_page(&self, list: usize) -> *mut Free {
        let page = self.memory();
        let size = (list + 1) * GRAIN;
        // SAFETY: the page is new, and blocks are inside of it.
        unsafe {
            let (previous, inverse) = (self.last.get(), (1 << 32) / size as u64 + 1);
            page.write(Page { previous, size, inverse, first: Cell::new(UNNUMBERED) });
            let mut next = std::ptr::null_mut();
            for number in (0..(*page).blocks()).rev() {
                let block = page.byte_add(START + number * size).cast::<Free>();
                block.write(Free { references: Cell::new(0), next });
                next = block;
            }
            self.last.set(page);
            self.count.set(self.count.get() + 1);
            if self.count.get() >= self.limit.get() {
                super::stack::interrupt();
            }
            next
        }
    }

    fn memory(&self) -> *mut Page {
        let layout = const {
            match Layout::from_size_align(PAGE * PAGES, PAGE) {
                Ok(layout) => layout,
                Err(_) => unreachable!(),
            }
        };
        if self.left.get() == 0 {
            // SAFETY: the layout is not empty.
            let memory = unsafe { SYSTEM.alloc(layout) };
            if memory.is_null() {
                handle_alloc_error(layout);
            }
            self.next.set(memory);
            self.left.set(PAGES);
        }
        let page = self.next.get();
        self.left.set(self.left.get() - 1);
        // SAFETY: inside the memory, or at its end.
        self.next.set(unsafe { page.add(PAGE) });
        page.cast()
    }

    fn pages(&self) -> impl Iterator<Item = &'static Page> {
        // SAFETY: pages are never given back, and hold the one before.
        let page = |pointer: *mut Page| unsafe { pointer.cast_const().as_ref() };
        std::iter::successors(page(self.last.get()), move |own| page(own.previous))
    }
}

/// Shows the objects of a page that are alive.
fn visit_page(page: &Page, visit: &mut dyn FnMut(&Header)) {
    for number in 0..page.blocks() {
        // SAFETY: a block of the page: free, which its count tells, or an object.
        let header = unsafe { &*std::ptr::from_ref(page).byte_add(START + number * page.size).cast::<Free>() };
        if header.references.get() != 0 {
            // SAFETY: as just seen.
            visit(unsafe { &*std::ptr::from_ref(header).cast::<Header>() });
        }
    }
}

/// Shows all objects that are alive, page by page.
pub(crate) fn visit_alive(visit: &mut dyn FnMut(&Header)) {
    PAGES_OF_OBJECTS.pages().for_each(|page| visit_page(page, visit));
}

/// The objects that are alive and not frozen, page by page.
pub(crate) fn alive() -> Vec<Value> {
    let mut found = Vec::new();
    visit_alive(&mut |header| {
        if !header.is_frozen() {
            header.retain();
            // SAFETY: the reference was just counted.
            found.push(unsafe { Value::from_pointer(header) });
        }
    });
    found
}

/// Positions of objects in a list, looked up by the numbers of their blocks.
pub(crate) struct Positions(Vec<u32>);

impl Positions {
    pub(crate) fn of(objects: &[Value]) -> Positions {
        let mut blocks = 0;
        for page in PAGES_OF_OBJECTS.pages() {
            page.first.set(blocks);
            blocks += page.blocks();
        }
        let mut positions = Positions(vec![0; blocks]);
        for (position, object) in objects.iter().enumerate() {
            if let Some(number) = number_of(object) {
                positions.0[number] = position as u32 + 1;
            }
        }
        positions
    }

    /// The position of an object; none for what is not in the list. Objects of the list may not have gone since.
    #[inline]
    pub(crate) fn get(&self, value: &Value) -> Option<usize> {
        match *self.0.get(number_of(value)?)? {
            0 => None,
            position => Some(position as usize - 1),
        }
    }
}

/// The number of the block of an object, if it is in a page.
#[inline]
fn number_of(value: &Value) -> Option<usize> {
    let header = value.header().filter(|header| header.is_in_page())?;
    let address = std::ptr::from_ref(header) as usize;
    // SAFETY: the object is in a page, and pages are aligned to their size.
    let page = unsafe { &*((address & !(PAGE - 1)) as *const Page) };
    let place = ((address % PAGE - START) as u64 * page.inverse) >> 32;
    Some(page.first.get() + place as usize)
}

/// A collection has ended. The next one comes when what is alive has doubled, and memory has grown.
pub(crate) fn collected() {
    let mut bytes = 0;
    for page in PAGES_OF_OBJECTS.pages() {
        visit_page(page, &mut |_| bytes += page.size);
    }
    let count = PAGES_OF_OBJECTS.count.get();
    PAGES_OF_OBJECTS.limit.set(FIRST_LIMIT.max(bytes / PAGE * 2).max(count + count / 8));
}
