//! Blocks of any size.
#![allow(unsafe_code)] // Allocators are unsafe to call.

use super::blocks::{Blocks, Source};
use std::alloc::{GlobalAlloc, Layout};
use std::cell::Cell;

const PAGE: usize = 1 << 12;

/// Memory in pages, of which every so many belong to somebody else.
struct Region {
    memory: *mut u8,
    size: usize,
    used: Cell<usize>,
    others: usize,
}

impl Region {
    fn new(pages: usize, others: usize) -> Region {
        let memory: &'static mut [u8] = Vec::leak(vec![0xaa; (pages + 1) * PAGE]);
        let used = memory.as_ptr().align_offset(PAGE);
        Region { memory: memory.as_mut_ptr(), size: pages * PAGE + used, used: Cell::new(used), others }
    }
}

impl Source for &Region {
    fn more(&self, bytes: usize) -> Option<(usize, usize)> {
        let start = self.used.get();
        let size = bytes.next_multiple_of(PAGE);
        let skipped = if self.others != 0 && (start / PAGE).is_multiple_of(self.others) { PAGE } else { 0 };
        let end = start + skipped + size;
        (end <= self.size).then(|| self.used.set(end))?;
        Some((self.memory as usize + start + skipped, size))
    }
}

fn layout(size: usize, align: usize) -> Layout {
    Layout::from_size_align(size, align).unwrap()
}

/// Numbers that look random.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

struct Held {
    place: *mut u8,
    layout: Layout,
    content: u8,
}

impl Held {
    fn write(&self) {
        unsafe { self.place.write_bytes(self.content, self.layout.size()) };
    }

    fn is_kept(&self, size: usize) -> bool {
        unsafe { std::slice::from_raw_parts(self.place, size) }.iter().all(|byte| *byte == self.content)
    }
}

fn exercise(others: usize) {
    let region = Region::new(4000, others);
    let (blocks, start) = (Blocks::new(&region), region.used.get());
    let mut numbers = Numbers(7);
    let mut held: Vec<Held> = Vec::new();
    for step in 0..30_000 {
        let most = [40, 700, 5000, 70_000][numbers.below(4)];
        let size = 1 + numbers.below(most);
        let content = step as u8;
        match numbers.below(5) {
            0 | 1 if held.len() < 150 => {
                let layout = layout(size, 1 << numbers.below(if step % 7 == 0 { 13 } else { 4 }));
                let place = unsafe { blocks.alloc(layout) };
                assert!(!place.is_null(), "step {step}");
                assert_eq!(place as usize % layout.align(), 0);
                held.push(Held { place, layout, content });
                held[held.len() - 1].write();
            }
            2 if !held.is_empty() => {
                let index = numbers.below(held.len());
                let own = &mut held[index];
                own.place = unsafe { blocks.realloc(own.place, own.layout, size) };
                assert!(!own.place.is_null(), "step {step}");
                assert_eq!(own.place as usize % own.layout.align(), 0);
                assert!(own.is_kept(size.min(own.layout.size())), "step {step}");
                (own.layout, own.content) = (layout(size, own.layout.align()), content);
                own.write();
            }
            _ if !held.is_empty() => {
                let own = held.swap_remove(numbers.below(held.len()));
                assert!(own.is_kept(own.layout.size()), "step {step}");
                unsafe { blocks.dealloc(own.place, own.layout) };
            }
            _ => {}
        }
    }
    for own in held {
        assert!(own.is_kept(own.layout.size()));
        unsafe { blocks.dealloc(own.place, own.layout) };
    }
    if others == 0 {
        let (used, all) = (region.used.get(), region.used.get() - start);
        let most = unsafe { blocks.alloc(layout(all * 3 / 4, 8)) };
        assert!(!most.is_null() && region.used.get() == used, "what is given back is one block again");
    }
}

#[test]
fn blocks_of_all_sizes_are_aligned_and_keep_what_is_written() {
    exercise(0);
}

#[test]
fn memory_need_not_be_in_one_piece() {
    exercise(3);
}

#[test]
fn the_last_block_grows_where_it_is() {
    let region = Region::new(100, 0);
    let blocks = Blocks::new(&region);
    unsafe {
        let place = blocks.alloc(layout(1000, 8));
        assert_eq!(blocks.realloc(place, layout(1000, 8), 50 * PAGE), place);
        assert_eq!(blocks.realloc(place, layout(50 * PAGE, 8), 20), place);
        assert_eq!(region.used.get(), region.size - 100 * PAGE + 51 * PAGE);
    }
}

#[test]
fn without_memory_there_is_no_block() {
    let region = Region::new(4, 0);
    let blocks = Blocks::new(&region);
    unsafe {
        assert!(blocks.alloc(layout(5 * PAGE, 8)).is_null());
        let place = blocks.alloc(layout(PAGE, 8));
        assert!(!place.is_null());
        assert!(blocks.realloc(place, layout(PAGE, 8), 5 * PAGE).is_null());
        assert!(!blocks.alloc(layout(PAGE, 8)).is_null(), "what is there still serves");
    }
}
