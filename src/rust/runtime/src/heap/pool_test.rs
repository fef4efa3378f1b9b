//! Blocks of the pool.
#![allow(unsafe_code)] // Allocators are unsafe to call.

use super::pool::{Pool, CHUNK, LARGEST};
use std::alloc::{GlobalAlloc, Layout};

fn layout(size: usize) -> Layout {
    Layout::from_size_align(size, 8).unwrap()
}

#[test]
fn a_released_block_serves_the_next_of_its_size() {
    let pool = Pool::new();
    unsafe {
        let first = pool.alloc(layout(17));
        let other = pool.alloc(layout(24));
        assert_ne!(first, other);
        pool.dealloc(first, layout(17));
        assert_ne!(pool.alloc(layout(25)), first);
        assert_eq!(pool.alloc(layout(24)), first);
    }
}

#[test]
fn blocks_of_all_sizes_are_aligned_and_keep_what_is_written() {
    let pool = Pool::new();
    let sizes: Vec<usize> = (1..=LARGEST + 40).chain([CHUNK, CHUNK + 1]).cycle().take(2000).collect();
    unsafe {
        let blocks: Vec<*mut u8> = sizes.iter().map(|size| pool.alloc(layout(*size))).collect();
        for (index, (block, size)) in blocks.iter().zip(&sizes).enumerate() {
            assert_eq!(*block as usize % 8, 0);
            block.write_bytes(index as u8, *size);
        }
        for (index, (block, size)) in blocks.iter().zip(&sizes).enumerate() {
            assert!(std::slice::from_raw_parts(*block, *size).iter().all(|byte| *byte == index as u8));
            pool.dealloc(*block, layout(*size));
        }
    }
}

#[test]
fn a_block_that_grows_and_shrinks_keeps_its_beginning() {
    let pool = Pool::new();
    unsafe {
        let mut block = pool.alloc(layout(3));
        block.copy_from_nonoverlapping(b"abc".as_ptr(), 3);
        let mut size = 3;
        for new in [8, 9, 256, 257, 5000, 256, 4] {
            block = pool.realloc(block, layout(size), new);
            assert_eq!(std::slice::from_raw_parts(block, 3), b"abc");
            size = new;
        }
        pool.dealloc(block, layout(size));
    }
}

#[test]
fn zeroed_blocks_are_zero_though_they_were_used() {
    let pool = Pool::new();
    unsafe {
        for size in [40, 400] {
            let used = pool.alloc(layout(size));
            used.write_bytes(7, size);
            pool.dealloc(used, layout(size));
            let zeroed = pool.alloc_zeroed(layout(size));
            assert!(std::slice::from_raw_parts(zeroed, size).iter().all(|byte| *byte == 0));
            pool.dealloc(zeroed, layout(size));
        }
    }
}

#[test]
fn large_alignments_are_the_systems() {
    let pool = Pool::new();
    let layout = Layout::from_size_align(32, 64).unwrap();
    unsafe {
        let block = pool.alloc(layout);
        assert_eq!(block as usize % 64, 0);
        pool.dealloc(block, layout);
    }
}
