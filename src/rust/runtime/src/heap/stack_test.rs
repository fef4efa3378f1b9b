//! Slots at the edge of a chunk.
#![allow(unsafe_code)] // Slots are raw.

use super::stack::{Stack, CHUNK_SLOTS};
use crate::value::{int, Value};

type Frame = (*mut Option<Value>, usize);

/// The slots that are written and read: the first and the last ones.
fn marked(count: usize) -> impl Iterator<Item = usize> {
    (0..count.min(3)).chain(count.saturating_sub(3).max(3)..count)
}

fn push(stack: &Stack, count: usize, mark: i64) -> Frame {
    let start = stack.push(count);
    for slot in marked(count) {
        unsafe { start.add(slot).write(Some(int(mark + slot as i64))) };
    }
    (start, count)
}

fn pop(stack: &Stack, (start, count): Frame, mark: i64) {
    for slot in marked(count) {
        let value = unsafe { start.add(slot).read() };
        assert_eq!(value.and_then(|value| value.as_small_int()), Some(mark + slot as i64));
    }
    stack.pop(start);
}

/// Pushes frames of these sizes, checks that each still has its own values, and pops them.
fn nest(stack: &Stack, sizes: &[usize]) {
    let frames: Vec<Frame> =
        sizes.iter().enumerate().map(|(mark, size)| push(stack, *size, mark as i64 * 100)).collect();
    for (mark, frame) in frames.into_iter().enumerate().rev() {
        pop(stack, frame, mark as i64 * 100);
    }
}

#[test]
fn frames_before_and_behind_the_end_of_a_chunk_keep_their_slots() {
    let stack = Stack::new();
    for first in [CHUNK_SLOTS - 3, CHUNK_SLOTS - 2, CHUNK_SLOTS - 1, CHUNK_SLOTS] {
        nest(&stack, &[first, 2, 1, 3]);
    }
}

#[test]
fn a_frame_without_slots_has_a_place_of_its_own() {
    let stack = Stack::new();
    nest(&stack, &[0, 0, 2, 0]);
    // The last place of a chunk, and the first of the next.
    nest(&stack, &[CHUNK_SLOTS - 1, 0, 0, 1]);
    assert_ne!(stack.push(0), stack.push(0));
}

#[test]
fn calls_at_the_end_of_a_chunk_use_the_same_chunk_again() {
    let stack = Stack::new();
    let deep = push(&stack, CHUNK_SLOTS, 0);
    let first = push(&stack, 4, 1);
    pop(&stack, first, 1);
    for _ in 0..3 {
        let again = push(&stack, 4, 1);
        assert_eq!(again.0, first.0);
        pop(&stack, again, 1);
    }
    pop(&stack, deep, 0);
}

#[test]
fn deep_recursion_leaves_one_chunk_behind() {
    let stack = Stack::new();
    for _ in 0..3 {
        nest(&stack, &[CHUNK_SLOTS / 2 + 1; 5]);
        assert_eq!(stack.chunks(), 1);
    }
}

#[test]
fn a_frame_larger_than_a_chunk_gets_one_of_its_size() {
    let stack = Stack::new();
    nest(&stack, &[3, CHUNK_SLOTS * 2 + 1, 5]);
    nest(&stack, &[3, CHUNK_SLOTS * 2 + 1, 5]);
}
