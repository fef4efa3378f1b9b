//! `_bisect`: places in sorted sequences (`Modules/_bisectmodule.c`).

use crate::classes::known_names;
use crate::classes::{Comparison, Method};
use crate::collections::support::{self, at};
use crate::exceptions::*;
use crate::functions::Arguments;
use crate::modules::NativeModule;
use crate::value::{int, Value, NONE};

/// On which side of equal items a new one goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// The place of `measure` in `a[lo:hi]`; items are measured by `key`.
fn place(arguments: &mut Arguments, measure: &Value, side: Side) -> Outcome<i64> {
    let sequence = at(arguments, 0).clone();
    let mut low = match arguments.optional(2) {
        Some(low) => support::argument_index(&low)?,
        None => 0,
    };
    if low < 0 {
        return Err(raise_value_error("lo must be non-negative"));
    }
    let mut high = match arguments.not_none(3) {
        Some(high) => support::argument_index(&high)?,
        None => -1,
    };
    if high == -1 {
        high = support::length(&sequence)?;
    }
    let key = arguments.not_none(4);
    while low < high {
        let middle = low + (high - low) / 2;
        let mut item = support::getitem(sequence.clone(), int(middle))?;
        if let Some(key) = &key {
            item = support::call(key, [item])?;
        }
        let (left, right) = if side == Side::Left { (&item, measure) } else { (measure, &item) };
        let less = support::truth(&support::compare(left, right, Comparison::Lt)?)?;
        if less == (side == Side::Left) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

fn bisect(arguments: &mut Arguments, side: Side) -> Outcome {
    let measure = arguments.take(1);
    place(arguments, &measure, side).map(int)
}

fn insort(arguments: &mut Arguments, side: Side) -> Outcome {
    let sequence = at(arguments, 0).clone();
    let new = arguments.take(1);
    let measure = match arguments.get(4).filter(|key| !key.is_none()) {
        Some(key) => support::call(key, [new.clone()])?,
        None => new.clone(),
    };
    let place = place(arguments, &measure, side)?;
    crate::functions::call_method(sequence, name!("insert"), [int(place), new])?;
    Ok(NONE())
}

pub static MODULE: NativeModule = NativeModule {
    name: "_bisect",
    documentation: known_names::documentation_of("_bisect"),
    members: members![
        Member::Function(&RIGHT),
        Member::Function(&LEFT),
        Member::Function(&INSORT_RIGHT),
        Member::Function(&INSORT_LEFT),
    ],
    known_names: known_names::of_module("_bisect"),
};

const PARAMETERS: &str = "a, x, lo=0, hi=None, *, key=None";
static RIGHT: Method = Method::new("bisect_right", PARAMETERS, |arguments| bisect(arguments, Side::Right));
static LEFT: Method = Method::new("bisect_left", PARAMETERS, |arguments| bisect(arguments, Side::Left));
static INSORT_RIGHT: Method = Method::new("insort_right", PARAMETERS, |arguments| insort(arguments, Side::Right));
static INSORT_LEFT: Method = Method::new("insort_left", PARAMETERS, |arguments| insort(arguments, Side::Left));
