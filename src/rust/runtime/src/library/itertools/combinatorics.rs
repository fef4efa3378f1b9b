//! `combinations`, `combinations_with_replacement`, `permutations`, `product`.

use super::iterator_class;
use crate::classes::reduce::{position_state, reduced, reduced_with, tuple_state};
use crate::classes::Method;
use crate::collections::carried::Carried;
use crate::collections::support::{self, at, receiver};
use crate::collections::{tuple_value, Tuple};
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::functions::Arguments;
use crate::number::failure::room;
use crate::value::{Value, NONE};
use std::cell::{Cell, RefCell};

/// Where a walk over index tuples stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    /// There is nothing to give.
    Never,
    Before,
    Running,
    Ended,
}

impl Progress {
    /// After a state was set, which does not start again what has ended.
    fn set(self) -> Progress {
        match self {
            Progress::Before | Progress::Running => Progress::Running,
            Progress::Never | Progress::Ended => Progress::Ended,
        }
    }
}

/// `r`, which must not be negative.
fn size(value: &Value) -> Outcome<usize> {
    let size = support::argument_index(value)?;
    if size < 0 {
        return Err(raise_value_error("r must be non-negative"));
    }
    // CPython makes as many indices, also where the pool has fewer items.
    Ok(room(size)?)
}

/// `combinations(iterable, r)`.
pub struct Combinations {
    pool: Vec<Value>,
    indices: RefCell<Vec<usize>>,
    progress: Cell<Progress>,
    size: usize,
}

fn parts(arguments: &Arguments) -> Outcome<(Vec<Value>, usize)> {
    let pool = support::collect(at(arguments, 0))?;
    Ok((pool, size(at(arguments, 1))?))
}

static COMBINATIONS_NEW: Constructor = Constructor::new("iterable, r", |class, arguments| {
    let (pool, size) = parts(arguments)?;
    let progress = Cell::new(if size > pool.len() { Progress::Never } else { Progress::Before });
    let indices = RefCell::new(if size > pool.len() { Vec::new() } else { (0..size).collect() });
    Ok(Combinations { pool, indices, progress, size }.object_of(class))
});

fn chosen(pool: &[Value], indices: &[usize]) -> Option<Value> {
    Some(tuple_value(indices.iter().map(|index| pool[*index].clone()).collect()))
}

fn combinations_next(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<Combinations>(iterator)?;
    let mut indices = own.indices.borrow_mut();
    match own.progress.get() {
        Progress::Never | Progress::Ended => return Ok(None),
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

fn invalid() -> Raised {
    raise_value_error("invalid arguments")
}

/// The indices of a state, each brought between its bounds.
fn indices_state(state: &Value, count: usize, bounds: impl Fn(usize) -> (i64, i64)) -> Outcome<Vec<usize>> {
    let items = match state.downcast::<Tuple>() {
        Some(items) if items.items().len() == count => items.items(),
        _ => return Err(invalid()),
    };
    let place = |(place, item): (usize, &Value)| {
        let (lowest, highest) = bounds(place);
        Ok(position_state(item)?.min(highest).max(lowest) as usize)
    };
    items.iter().enumerate().map(place).collect()
}

fn indices_value(indices: &[usize]) -> Value {
    tuple_value(indices.iter().map(|index| support::count(*index)).collect())
}

/// `(class, (pool, size), state)`, as far as the walk has come.
fn reduced_walk(
    own: &Value,
    pool: &[Value],
    size: usize,
    progress: Progress,
    state: impl FnOnce() -> Value,
) -> Outcome {
    let class = own.class().value();
    let pool = if progress == Progress::Ended { Vec::new() } else { pool.to_vec() };
    let arguments = vec![tuple_value(pool), support::count(size)];
    match progress {
        Progress::Running => reduced_with(class, arguments, state()),
        Progress::Never | Progress::Before | Progress::Ended => reduced(class, arguments),
    }
}

iterator_class!(Combinations(pool), COMBINATIONS, "combinations", COMBINATIONS_NEW, combinations_next; methods &[
    Method::new("__reduce__", "self, /", |arguments| {
        let own = receiver::<Combinations>(at(arguments, 0))?;
        let progress = own.progress.get();
        reduced_walk(at(arguments, 0), &own.pool, own.size, progress, || indices_value(&own.indices.borrow()))
    }),
    Method::new("__setstate__", "self, state, /", |arguments| {
        let own = receiver::<Combinations>(at(arguments, 0))?;
        let (count, size) = (own.pool.len() as i64, own.size as i64);
        let state = indices_state(at(arguments, 1), own.size, |place| (0, place as i64 + count - size))?;
        own.indices.replace(state);
        own.progress.set(own.progress.get().set());
        Ok(NONE())
    }),
]);

/// `combinations_with_replacement(iterable, r)`.
pub struct Replacements {
    pool: Vec<Value>,
    indices: RefCell<Vec<usize>>,
    progress: Cell<Progress>,
    size: usize,
}

static REPLACEMENTS_NEW: Constructor = Constructor::new("iterable, r", |class, arguments| {
    let (pool, size) = parts(arguments)?;
    let ended = pool.is_empty() && size > 0;
    let progress = Cell::new(if ended { Progress::Never } else { Progress::Before });
    let indices = RefCell::new(vec![0; if ended { 0 } else { size }]);
    Ok(Replacements { pool, indices, progress, size }.object_of(class))
});

fn replacements_next(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<Replacements>(iterator)?;
    let mut indices = own.indices.borrow_mut();
    match own.progress.get() {
        Progress::Never | Progress::Ended => return Ok(None),
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
    Replacements(pool),
    COMBINATIONS_WITH_REPLACEMENT,
    "combinations_with_replacement",
    REPLACEMENTS_NEW,
    replacements_next;
    methods &[
        Method::new("__reduce__", "self, /", |arguments| {
            let own = receiver::<Replacements>(at(arguments, 0))?;
            let progress = own.progress.get();
            reduced_walk(at(arguments, 0), &own.pool, own.size, progress, || indices_value(&own.indices.borrow()))
        }),
        Method::new("__setstate__", "self, state, /", |arguments| {
            let own = receiver::<Replacements>(at(arguments, 0))?;
            let count = own.pool.len() as i64;
            let state = indices_state(at(arguments, 1), own.size, |_| (0, count - 1))?;
            if own.progress.get() == Progress::Never {
                crate::program::refuse("a state of combinations_with_replacement of nothing");
            }
            own.indices.replace(state);
            own.progress.set(own.progress.get().set());
            Ok(NONE())
        }),
    ]
);

/// `permutations(iterable, r)`.
pub struct Permutations {
    pool: Vec<Value>,
    indices: RefCell<Vec<usize>>,
    cycles: RefCell<Vec<usize>>,
    progress: Cell<Progress>,
    size: usize,
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
    let progress = Cell::new(if ended { Progress::Never } else { Progress::Before });
    let cycles = if ended { Vec::new() } else { (0..size).map(|place| count - place).collect() };
    let indices = RefCell::new((0..count).collect());
    Ok(Permutations { pool, indices, cycles: RefCell::new(cycles), progress, size }.object_of(class))
});

fn permutations_next(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<Permutations>(iterator)?;
    let mut indices = own.indices.borrow_mut();
    let mut cycles = own.cycles.borrow_mut();
    let (count, size) = (indices.len(), cycles.len());
    match own.progress.get() {
        Progress::Never | Progress::Ended => return Ok(None),
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

fn permutations_set_state(arguments: &mut Arguments) -> Outcome {
    let own = receiver::<Permutations>(at(arguments, 0))?;
    let (count, size) = (own.pool.len(), own.size);
    let state = tuple_arguments(at(arguments, 1))?;
    let of_length = |value: &Value, length| value.downcast::<Tuple>().is_some_and(|own| own.items().len() == length);
    if !of_length(&state[0], count) || !of_length(&state[1], size) {
        return Err(invalid());
    }
    if size > count {
        crate::program::refuse("a state of permutations of more than there is");
    }
    let last = count as i64 - 1;
    let indices = indices_state(&state[0], count, |_| (0, last))?;
    let cycles = indices_state(&state[1], size, |place| (1, (count - place) as i64))?;
    own.indices.replace(indices);
    own.cycles.replace(cycles);
    own.progress.set(own.progress.get().set());
    Ok(NONE())
}

/// Two tuples (`PyArg_ParseTuple` with `O!O!`).
fn tuple_arguments(state: &Value) -> Outcome<Vec<Value>> {
    if state.downcast::<Tuple>().is_none() {
        return Err(raise_type_error("state is not a tuple"));
    }
    let parts = tuple_state(state, 2, 2)?;
    for (place, part) in parts.iter().enumerate() {
        if part.downcast::<Tuple>().is_none() {
            return Err(raise_type_error(format!("argument {} must be tuple, not {}", place + 1, part.type_name())));
        }
    }
    Ok(parts)
}

iterator_class!(Permutations(pool), PERMUTATIONS, "permutations", PERMUTATIONS_NEW, permutations_next; methods &[
    Method::new("__reduce__", "self, /", |arguments| {
        let own = receiver::<Permutations>(at(arguments, 0))?;
        reduced_walk(at(arguments, 0), &own.pool, own.size, own.progress.get(), || {
            support::pair(indices_value(&own.indices.borrow()), indices_value(&own.cycles.borrow()))
        })
    }),
    Method::new("__setstate__", "self, state, /", permutations_set_state),
]);

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
    let total = once.len() as i128 * i128::from(repeat);
    if total > i128::from(i64::MAX / 8) {
        return Err(raise_overflow_error("repeat argument too large"));
    }
    // CPython has eight octets for each; a pool takes more here.
    let total = room((total as i64).saturating_mul(8))? / 8;
    let pools: Vec<Vec<Value>> = once.iter().cycle().take(total).cloned().collect();
    let progress = Cell::new(Progress::Before);
    let indices = RefCell::new(vec![0; pools.len()]);
    Ok(Product { pools, indices, progress }.object_of(class))
});

fn product_next(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<Product>(iterator)?;
    let mut indices = own.indices.borrow_mut();
    match own.progress.get() {
        Progress::Never | Progress::Ended => return Ok(None),
        Progress::Before if own.pools.iter().any(Vec::is_empty) => {
            own.progress.set(Progress::Ended);
            return Ok(None);
        }
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

fn product_set_state(arguments: &mut Arguments) -> Outcome {
    let own = receiver::<Product>(at(arguments, 0))?;
    let state = match at(arguments, 1).downcast::<Tuple>() {
        Some(state) if state.items().len() == own.pools.len() => state.items(),
        _ => return Err(invalid()),
    };
    for (place, item) in state.iter().enumerate() {
        let index = position_state(item)?;
        let count = own.pools[place].len() as i64;
        if count == 0 {
            own.progress.set(Progress::Ended);
            return Ok(NONE());
        }
        own.indices.borrow_mut()[place] = index.clamp(0, count - 1) as usize;
    }
    own.progress.set(own.progress.get().set());
    Ok(NONE())
}

iterator_class!(Product(pools), PRODUCT, "product", PRODUCT_NEW, product_next; methods &[
    Method::new("__reduce__", "self, /", |arguments| {
        let own = receiver::<Product>(at(arguments, 0))?;
        let class = at(arguments, 0).class().value();
        let pools = || own.pools.iter().map(|pool| tuple_value(pool.clone())).collect();
        match own.progress.get() {
            Progress::Never | Progress::Ended => reduced(class, vec![tuple_value(Vec::new())]),
            Progress::Before => reduced(class, pools()),
            Progress::Running => reduced_with(class, pools(), indices_value(&own.indices.borrow())),
        }
    }),
    Method::new("__setstate__", "self, state, /", product_set_state),
]);
