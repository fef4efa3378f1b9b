//! `slice`.

use super::carried::{kinded, Carried, Carry};
use super::sequence;
use super::slicing::{self, SliceSpan};
use super::support::{self, at};
use super::support::{index, slice_bound, Index};
use super::tuple::{tuple_value, Tuple};
use crate::classes::slots::New;
use crate::classes::{BuiltinClass, ClassRef, Comparison, GetSet, Method, Slots};
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::functions::Arguments;
use crate::number::integer::Integer;
use crate::object::Kind;
use crate::value::integer;
use crate::value::{boolean, Value, NONE, NOT_IMPLEMENTED};

/// The payload of slices.
pub struct Slice {
    pub start: Value,
    pub stop: Value,
    pub step: Value,
}

kinded!(Slice, SLICE);

/// A slice's bounds as numbers, before the sequence's length is known.
#[derive(Clone, Copy)]
pub struct Bounds {
    pub start: Option<i64>,
    pub stop: Option<i64>,
    pub step: i64,
}

impl Bounds {
    #[inline]
    pub fn span(self, length: usize) -> SliceSpan {
        slicing::span(self.start, self.stop, self.step, length)
    }
}

impl Slice {
    /// The bounds; asks `__index__` of each, step first.
    pub fn bounds(&self) -> Outcome<Bounds> {
        let step = slice_bound(&self.step)?.unwrap_or(1);
        if step == 0 {
            return Err(raise_value_error("slice step cannot be zero"));
        }
        Ok(Bounds { start: slice_bound(&self.start)?, stop: slice_bound(&self.stop)?, step })
    }

    fn parts(&self) -> [&Value; 3] {
        [&self.start, &self.stop, &self.step]
    }

    fn as_tuple(&self) -> Tuple {
        Tuple::new(self.parts().into_iter().cloned().collect())
    }
}

/// A slice object; `NONE()` stands for an absent bound.
pub fn slice(start: Value, stop: Value, step: Value) -> Value {
    (Slice { start, stop, step }).object()
}

static NEW: Constructor = Constructor::new("start, stop=None, step=None, /", new);

fn new(_: ClassRef, arguments: &mut Arguments) -> Outcome {
    let first = arguments.take(0);
    let second = arguments.optional(1);
    let step = arguments.optional(2).unwrap_or(NONE());
    Ok(match second {
        Some(second) => slice(first, second, step),
        None => slice(NONE(), first, step),
    })
}

fn repr(value: &Value) -> Outcome {
    let own = support::receiver::<Slice>(value)?;
    let mut builder = crate::text::str::StrBuilder::new();
    for (part, before) in own.parts().into_iter().zip(["slice(", ", ", ", "]) {
        builder.push_text(before);
        support::push_repr(&mut builder, part)?;
    }
    builder.push_text(")");
    Ok(support::built(builder))
}

fn compare(left: &Value, right: &Value, comparison: Comparison) -> Outcome {
    match (left.carried::<Slice>(), right.carried::<Slice>()) {
        (Some(_), Some(_)) if left.is(right) => Ok(boolean(comparison.holds(std::cmp::Ordering::Equal))),
        (Some(left), Some(right)) => sequence::compare_items(&left.as_tuple(), &right.as_tuple(), comparison),
        _ => Ok(NOT_IMPLEMENTED()),
    }
}

fn whole(value: &Value) -> Outcome<Option<Integer>> {
    if value.is_none() {
        return Ok(None);
    }
    if !support::has_index(value) {
        return Err(raise_type_error("slice indices must be integers or None or have an __index__ method"));
    }
    Ok(Some(match index(value)? {
        Index::Fits(fits) => Integer::from(fits),
        Index::TooLarge(large) => large,
    }))
}

impl Slice {
    /// Start, stop and step for a sequence of any length, exactly.
    pub fn whole_bounds(&self, length: &Integer) -> Outcome<(Integer, Integer, Integer)> {
        let (zero, one) = (Integer::from(0), Integer::from(1));
        let step = whole(&self.step)?.unwrap_or_else(|| one.clone());
        if step.is_zero() {
            return Err(raise_value_error("slice step cannot be zero"));
        }
        let backwards = step.is_negative();
        let (lowest, highest) = if backwards { (Integer::from(-1), length.sub(&one)) } else { (zero, length.clone()) };
        let clamp = |bound: Integer| {
            let bound = if bound.is_negative() { bound.add(length) } else { bound };
            bound.max(lowest.clone()).min(highest.clone())
        };
        let (first, last) = if backwards { (&highest, &lowest) } else { (&lowest, &highest) };
        let start = whole(&self.start)?.map_or_else(|| first.clone(), clamp);
        let stop = whole(&self.stop)?.map_or_else(|| last.clone(), clamp);
        Ok((start, stop, step))
    }
}

/// `slice.indices`: exact for numbers of any size.
fn indices(arguments: &mut Arguments) -> Outcome {
    let length = support::index_integer(at(arguments, 1))?;
    if length.is_negative() {
        return Err(raise_value_error("length should not be negative"));
    }
    let own = support::receiver::<Slice>(at(arguments, 0))?;
    let (start, stop, step) = own.whole_bounds(&length)?;
    Ok(tuple_value(vec![integer(start), integer(stop), integer(step)]))
}

fn part(value: &Value, choose: fn(&Slice) -> &Value) -> Outcome {
    Ok(choose(support::receiver::<Slice>(value)?).clone())
}

pub static SLICE: BuiltinClass = BuiltinClass::new("slice", Kind::Slice)
    .sealed()
    .unhashable()
    .slots(slots!(Slots { compare: Some(compare), repr: Some(repr), new: Some(New::Native(&NEW)), ..Slots::NONE }))
    .methods(methods!(&[
        Method::new("indices", "self, object, /", indices),
        Method::new("__reduce__", "self, /", |arguments| {
            let parts = support::receiver::<Slice>(at(arguments, 0))?.parts().map(Value::clone);
            crate::classes::reduce::reduced_to_class(at(arguments, 0), parts.to_vec())
        }),
    ]))
    .getsets(getsets!(&[
        GetSet::new("start", |value| part(value, |own| &own.start)).set(support::readonly),
        GetSet::new("stop", |value| part(value, |own| &own.stop)).set(support::readonly),
        GetSet::new("step", |value| part(value, |own| &own.step)).set(support::readonly),
    ]));
