//! `combinations`, `combinations_with_replacement`, `permutations`, `product`.

use super::iterator_class;
use crate::collections::carried::Carried;
use crate::collections::support::{self, at, receiver};
use crate::collections::tuple_value;
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::functions::Arguments;
use crate::value::Value;
use std::cell::{Cell, RefCell};

/// Where a walk over index tuples stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    Before,
    Running,
    Ended,
}

/// `r`, which must not be negative.
fn size(value: &Value) -> Outcome<usize> {
    let size = support::argument_index(value)?;
    if size < 0 {
        return Err(raise_value_error("r must be non-negative"));
    }
    Ok(size as usize)
}

/// `combinations(iterable, r)`.
pub struct Combinations {
    pool: Vec<Value>,
    indices: RefCell<Vec<usize>>,
    progress: Cell<Progress>,
}

fn parts(arguments: &Arguments) -> Outcome<(Vec<Value>, usize)> {
    let pool = support::collect(at(arguments, 0))?;
    Ok((pool, size(at(arguments, 1))?))
}

static COMBINATIONS_NEW: Constructor = Constructor::new("iterable, r", |class, arguments| {
    let (pool, size) = parts(arguments)?;
    let progress = Cell::new(if size > pool.len() { Progress::Ended } else { Progress::Before });
    let indices = RefCell::new(if size > pool.len() { Vec::new() } else { (0..size).collect() });
    Ok(Combinations { pool, indices, progress }.object_of(class))
});

fn chosen(pool: &[Value], indices: &[usize]) -> Option<Value> {
    Some(tuple_value(indices.iter().map(|index| pool[*index].clone()).collect()))
}

fn combinations_next(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<Combinations>(iterator)?;
    let mut indices = own.indices.borrow_mut();
    match own.progress.get() {
        Progress::Ended => return Ok(None),
        Progress::Before => own.progress.set(Progress::Running),
        Progress::Running => {
            let (count, size) = (own.pool.len(), indices.len());
            let Some(place) = (0..size).rev().find(|place| indices[*place] != place + count - size) else {
                own.progress.set(Progress::Ended);
                return Ok(None);
            };
            indices[place] += 1;
            for next in place + 1..size {
                indices[next] = indices[next - 1] + 1;
            }
        }
    }
    Ok(chosen(&own.pool, &indices))
}

iterator_class!(Combinations, COMBINATIONS, "combinations", COMBINATIONS_NEW, combinations_next);

/// `combinations_with_replacement(iterable, r)`.
pub struct Replacements {
    pool: Vec<Value>,
    indices: RefCell<Vec<usize>>,
    progress: Cell<Progress>,
}

static REPLACEMENTS_NEW: Constructor = Constructor::new("iterable, r", |class, arguments| {
    let (pool, size) = parts(arguments)?;
    let ended = pool.is_empty() && size > 0;
    let progress = Cell::new(if ended { Progress::Ended } else { Progress::Before });
    Ok(Replacements { pool, indices: RefCell::new(vec![0; if ended { 0 } else { size }]), progress }.object_of(class))
});

fn replacements_next(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<Replacements>(iterator)?;
    let mut indices = own.indices.borrow_mut();
    match own.progress.get() {
        Progress::Ended => return Ok(None),
        Progress::Before => own.progress.set(Progress::Running),
        Progress::Running => {
            let Some(place) = (0..indices.len()).rev().find(|place| indices[*place] + 1 != own.pool.len()) else {
                own.progress.set(Progress::Ended);
                return Ok(None);
            };
            let index = indices[place] + 1;
            indices[place..].fill(index);
        }
    }
    Ok(chosen(&own.pool, &indices))
}

iterator_class!(
    Replacements,
    COMBINATIONS_WITH_REPLACEMENT,
    "combinations_with_replacement",
    REPLACEMENTS_NEW,
    replacements_next
);

/// `permutations(iterable, r)`.
pub struct Permutations {
    pool: Vec<Value>,
    indices: RefCell<Vec<usize>>,
    cycles: RefCell<Vec<usize>>,
    progress: Cell<Progress>,
}

static PERMUTATIONS_NEW: Constructor = Constructor::new("iterable, r=None", |class, arguments| {
    let pool = support::collect(at(arguments, 0))?;
    let count = pool.len();
    let size = match arguments.not_none(1) {
        None => count,
        Some(value) if value.as_integer().is_none() => return Err(raise_type_error("Expected int as r")),
        Some(value) => size(&value)?,
    };
    let ended = size > count;
    let progress = Cell::new(if ended { Progress::Ended } else { Progress::Before });
    let cycles = if ended { Vec::new() } else { (0..size).map(|place| count - place).collect() };
    let indices = RefCell::new((0..count).collect());
    Ok(Permutations { pool, indices, cycles: RefCell::new(cycles), progress }.object_of(class))
});

fn permutations_next(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<Permutations>(iterator)?;
    let mut indices = own.indices.borrow_mut();
    let mut cycles = own.cycles.borrow_mut();
    let (count, size) = (indices.len(), cycles.len());
    match own.progress.get() {
        Progress::Ended => return Ok(None),
        Progress::Before => own.progress.set(Progress::Running),
        Progress::Running => {
            let mut moved = false;
            for place in (0..size).rev() {
                cycles[place] -= 1;
                if cycles[place] == 0 {
                    indices[place..].rotate_left(1);
                    cycles[place] = count - place;
                } else {
                    let other = count - cycles[place];
                    indices.swap(place, other);
                    moved = true;
                    break;
                }
            }
            if !moved {
                own.progress.set(Progress::Ended);
                return Ok(None);
            }
        }
    }
    Ok(chosen(&own.pool, &indices[..size]))
}

iterator_class!(Permutations, PERMUTATIONS, "permutations", PERMUTATIONS_NEW, permutations_next);

/// `product(*iterables, repeat)`.
pub struct Product {
    pools: Vec<Vec<Value>>,
    indices: RefCell<Vec<usize>>,
    progress: Cell<Progress>,
}

static PRODUCT_NEW: Constructor = Constructor::new("*iterables, repeat=1", |class, arguments| {
    let repeat = match arguments.optional(1) {
        Some(repeat) => support::argument_index(&repeat)?,
        None => 1,
    };
    if repeat < 0 {
        return Err(raise_value_error("repeat argument cannot be negative"));
    }
    let iterables = if repeat == 0 { Vec::new() } else { arguments.star(0) };
    let once = iterables.iter().map(support::collect).collect::<Outcome<Vec<_>>>()?;
    let Some(total) = once.len().checked_mul(repeat as usize).filter(|total| *total < 1 << 30) else {
        return Err(raise_overflow_error("repeat argument too large"));
    };
    let pools: Vec<Vec<Value>> = once.iter().cycle().take(total).cloned().collect();
    let progress = Cell::new(if pools.iter().any(Vec::is_empty) { Progress::Ended } else { Progress::Before });
    let indices = RefCell::new(vec![0; pools.len()]);
    Ok(Product { pools, indices, progress }.object_of(class))
});

fn product_next(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<Product>(iterator)?;
    let mut indices = own.indices.borrow_mut();
    match own.progress.get() {
        Progress::Ended => return Ok(None),
        Progress::Before => own.progress.set(Progress::Running),
        Progress::Running => {
            let Some(place) = (0..indices.len()).rev().find(|place| indices[*place] + 1 < own.pools[*place].len())
            else {
                own.progress.set(Progress::Ended);
                return Ok(None);
            };
            indices[place] += 1;
            indices[place + 1..].fill(0);
        }
    }
    let items = indices.iter().zip(&own.pools).map(|(index, pool)| pool[*index].clone()).collect();
    Ok(Some(tuple_value(items)))
}

iterator_class!(Product, PRODUCT, "product", PRODUCT_NEW, product_next);
