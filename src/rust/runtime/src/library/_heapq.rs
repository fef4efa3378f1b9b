//! `_heapq`: a heap in a list, comparison for comparison (`Modules/_heapqmodule.c`).

use crate::classes::known_names;
use crate::classes::{Comparison, Method};
use crate::collections::support::{self, at, type_name};
use crate::collections::List;
use crate::exceptions::*;
use crate::functions::Arguments;
use crate::modules::NativeModule;
use crate::value::{Value, NONE};

fn heap<'a>(arguments: &'a Arguments, index: usize, name: &str, words: &str) -> Outcome<&'a List> {
    let value = at(arguments, index);
    value
        .downcast::<List>()
        .ok_or_else(|| raise_type_error(format!("{name}() {words} must be list, not {}", type_name(value))))
}

/// Which end of the order the heap keeps on top.
#[derive(Clone, Copy)]
enum Order {
    Least,
    Greatest,
}

/// Whether `first` must be above `second`.
fn above(first: &Value, second: &Value, order: Order) -> Outcome<bool> {
    let (left, right) = match order {
        Order::Least => (first, second),
        Order::Greatest => (second, first),
    };
    support::truth(&support::compare(left, right, Comparison::Lt)?)
}

fn changed() -> Raised {
    raise_runtime_error("list changed size during iteration")
}

fn item(heap: &List, position: usize) -> Outcome {
    heap.get(position as i64).ok_or_else(|| raise_index_error("index out of range"))
}

fn swap(heap: &List, left: usize, right: usize) {
    heap.items.borrow_mut().swap(left, right);
}

/// Moves the item at `position` towards `start` as far as it belongs.
fn sift_down(heap: &List, start: usize, mut position: usize, order: Order) -> Outcome<()> {
    let size = heap.len();
    if position >= size {
        return Err(raise_index_error("index out of range"));
    }
    while position > start {
        let parent = (position - 1) >> 1;
        let (new, old) = (item(heap, position)?, item(heap, parent)?);
        let move_up = above(&new, &old, order)?;
        if heap.len() != size {
            return Err(changed());
        }
        if !move_up {
            break;
        }
        swap(heap, parent, position);
        position = parent;
    }
    Ok(())
}

/// Moves the item at `position` to a leaf along the better children, then back up.
fn sift_up(heap: &List, mut position: usize, order: Order) -> Outcome<()> {
    let end = heap.len();
    let start = position;
    if position >= end {
        return Err(raise_index_error("index out of range"));
    }
    let limit = end >> 1;
    while position < limit {
        let mut child = 2 * position + 1;
        if child + 1 < end {
            let (left, right) = (item(heap, child)?, item(heap, child + 1)?);
            let left_first = above(&left, &right, order)?;
            if heap.len() != end {
                return Err(changed());
            }
            child += usize::from(!left_first);
        }
        swap(heap, child, position);
        position = child;
    }
    sift_down(heap, start, position, order)
}

fn pop(heap: &List, order: Order) -> Outcome {
    let last = heap.items.borrow_mut().pop();
    let Some(last) = last else { return Err(raise_index_error("index out of range")) };
    if heap.is_empty() {
        return Ok(last);
    }
    replace_top(heap, last, order)
}

fn replace_top(heap: &List, new: Value, order: Order) -> Outcome {
    let Ok(top) = heap.replace_at(0, new) else { return Err(raise_index_error("index out of range")) };
    sift_up(heap, 0, order)?;
    Ok(top)
}

fn heapify(heap: &List, order: Order) -> Outcome<()> {
    for position in (0..heap.len() >> 1).rev() {
        sift_up(heap, position, order)?;
    }
    Ok(())
}

fn heappush(arguments: &mut Arguments) -> Outcome {
    let new = arguments.take(1);
    let heap = heap(arguments, 0, "heappush", "argument 1")?;
    heap.push(new);
    sift_down(heap, 0, heap.len() - 1, Order::Least)?;
    Ok(NONE())
}

fn heappushpop(arguments: &mut Arguments) -> Outcome {
    let new = arguments.take(1);
    let heap = heap(arguments, 0, "heappushpop", "argument 1")?;
    if heap.is_empty() {
        return Ok(new);
    }
    let top = item(heap, 0)?;
    if !above(&top, &new, Order::Least)? {
        return Ok(new);
    }
    replace_top(heap, new, Order::Least)
}

fn heapreplace(arguments: &mut Arguments, name: &str, order: Order) -> Outcome {
    let new = arguments.take(1);
    replace_top(heap(arguments, 0, name, "argument 1")?, new, order)
}

pub static MODULE: NativeModule = NativeModule {
    name: "_heapq",
    documentation: known_names::documentation_of("_heapq"),
    members: members![
        Member::Function(&Method::new("heappush", "heap, item, /", heappush)),
        Member::Function(&Method::new("heappushpop", "heap, item, /", heappushpop)),
        Member::Function(&Method::new("heappop", "heap, /", |arguments| {
            pop(heap(arguments, 0, "heappop", "argument")?, Order::Least)
        })),
        Member::Function(&Method::new("heapreplace", "heap, item, /", |arguments| {
            heapreplace(arguments, "heapreplace", Order::Least)
        })),
        Member::Function(&Method::new("heapify", "heap, /", |arguments| {
            heapify(heap(arguments, 0, "heapify", "argument")?, Order::Least).map(|()| NONE())
        })),
        Member::Function(&Method::new("_heappop_max", "heap, /", |arguments| {
            pop(heap(arguments, 0, "_heappop_max", "argument")?, Order::Greatest)
        })),
        Member::Function(&Method::new("_heapreplace_max", "heap, item, /", |arguments| {
            heapreplace(arguments, "_heapreplace_max", Order::Greatest)
        })),
        Member::Function(&Method::new("_heapify_max", "heap, /", |arguments| {
            heapify(heap(arguments, 0, "_heapify_max", "argument")?, Order::Greatest).map(|()| NONE())
        })),
    ],
    known_names: known_names::of_module("_heapq"),
};
