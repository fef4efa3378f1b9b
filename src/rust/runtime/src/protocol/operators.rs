//! Arithmetic with reflection and subclass priority.
//!
//! CPython releases the left operand before the right one, and either may have a `__del__`. Rust drops what was bound last
//! first: that is what `let (right, left) = (right, left)` is for.

use crate::classes::slots::{Binary, ClassSlots, Ternary, Unary};
use crate::classes::ClassRef;
use crate::collections::list::plain_sum;
use crate::exceptions::*;
use crate::value::{float, int, Value, NONE, NOT_IMPLEMENTED};

/// Asks the left and the right class (`binary_op1`).
fn dispatch(left: &Value, right: &Value, slot: fn(&ClassSlots) -> Option<Binary>) -> Outcome {
    let (left_class, right_class) = (left.class(), right.class());
    let left_slot = slot(left_class.slots());
    let mut right_slot = if left_class == right_class { None } else { slot(right_class.slots()) };
    if let (Some(a), Some(b)) = (left_slot, right_slot) {
        if a as usize == b as usize {
            right_slot = None;
        }
    }
    if let Some(operation) = left_slot {
        if let Some(priority) = right_slot.filter(|_| right_class.is_subclass_of(left_class)) {
            let result = priority(left, right)?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
            right_slot = None;
        }
        let result = operation(left, right)?;
        if !result.is_not_implemented() {
            return Ok(result);
        }
    }
    match right_slot {
        Some(operation) => operation(left, right),
        None => Ok(NOT_IMPLEMENTED()),
    }
}

#[cold]
fn unsupported(left: &Value, right: &Value, symbol: &str) -> Raised {
    raise_type_error(format!(
        "unsupported operand type(s) for {symbol}: '{}' and '{}'",
        left.type_name(),
        right.type_name()
    ))
}

fn repeat(sequence: &Value, count: &Value, slot: fn(&Value, i64) -> Outcome) -> Outcome {
    if count.as_integer().is_none() && count.class().slots().index().is_none() {
        let given = count.type_name();
        return Err(raise_type_error(format!("can't multiply sequence by non-int of type '{given}'")));
    }
    slot(sequence, super::index_i64(count)?)
}

/// `+` of sequences and `*` of a sequence and a count, after numbers did not know.
fn sequence_operation(left: &Value, right: &Value, symbol: &str, in_place: bool) -> Outcome<Option<Value>> {
    let (a, b) = (left.class().slots(), right.class().slots());
    match symbol.trim_end_matches('=') {
        "+" => {
            let slot = if in_place { a.iconcat().or(a.concat()) } else { a.concat() };
            slot.map(|slot| slot(left, right)).transpose()
        }
        "*" => {
            let slot = if in_place { a.irepeat().or(a.repeat()) } else { a.repeat() };
            if let Some(slot) = slot {
                return repeat(left, right, slot).map(Some);
            }
            if in_place && has_sequence_slots(left.class()) {
                return Ok(None);
            }
            b.repeat().map(|slot| repeat(right, left, slot)).transpose()
        }
        _ => Ok(None),
    }
}

#[inline(never)]
fn binary(left: &Value, right: &Value, symbol: &str, slot: fn(&ClassSlots) -> Option<Binary>) -> Outcome {
    let result = dispatch(left, right, slot)?;
    if !result.is_not_implemented() {
        return Ok(result);
    }
    match sequence_operation(left, right, symbol, false)? {
        Some(result) => Ok(result),
        None => Err(unsupported(left, right, symbol)),
    }
}

#[inline(never)]
fn owned(left: Value, right: Value, symbol: &str, slot: fn(&ClassSlots) -> Option<Binary>) -> Outcome {
    let (right, left) = (right, left);
    binary(&left, &right, symbol, slot)
}

/// `left + right`: lists are added at once.
#[inline(never)]
fn sum(left: Value, right: Value, symbol: &str, slot: fn(&ClassSlots) -> Option<Binary>) -> Outcome {
    let (right, mut left) = (right, left);
    match plain_sum(&mut left, &right) {
        Some(list) => Ok(list),
        None => binary(&left, &right, symbol, slot),
    }
}

#[inline(never)]
fn in_place(
    left: Value,
    right: Value,
    symbol: &str,
    own: fn(&ClassSlots) -> Option<Binary>,
    slot: fn(&ClassSlots) -> Option<Binary>,
) -> Outcome {
    let (right, left) = (right, left);
    let (left, right) = (&left, &right);
    if let Some(operation) = own(left.class().slots()) {
        let result = operation(left, right)?;
        if !result.is_not_implemented() {
            return Ok(result);
        }
    }
    let result = dispatch(left, right, slot)?;
    if !result.is_not_implemented() {
        return Ok(result);
    }
    match sequence_operation(left, right, symbol, true)? {
        Some(result) => Ok(result),
        None => Err(unsupported(left, right, symbol)),
    }
}

/// Two immediate ints.
#[inline(always)]
fn small_ints(left: &Value, right: &Value) -> Option<(i64, i64)> {
    if left.is_small_int() && right.is_small_int() {
        return Some((left.small_int_unchecked(), right.small_int_unchecked()));
    }
    None
}

/// Two floats that are immediate, or one and an immediate int, which a float holds exactly.
#[inline(always)]
fn floats(left: &Value, right: &Value) -> Option<(f64, f64)> {
    match (left.as_immediate_float(), right.as_immediate_float()) {
        (Some(a), Some(b)) => Some((a, b)),
        (Some(a), None) => Some((a, right.as_small_int()? as f64)),
        (None, Some(b)) => Some((left.as_small_int()? as f64, b)),
        (None, None) => None,
    }
}

/// Operations on two immediate numbers; `None` leaves it to the classes.
#[inline(always)]
fn fast(
    left: &Value,
    right: &Value,
    ints: fn(i64, i64) -> Option<i64>,
    operation: fn(f64, f64) -> f64,
) -> Option<Value> {
    if let Some((a, b)) = small_ints(left, right) {
        return ints(a, b).map(int);
    }
    floats(left, right).map(|(a, b)| float(operation(a, b)))
}

macro_rules! fast_operators {
    ($($name:ident $inplace:ident $symbol:literal $fast:expr, $slot:ident $islot:ident $slow:ident;)*) => {
        $(
            pub fn $name(left: Value, right: Value) -> Outcome {
                match $fast(&left, &right) {
                    Some(result) => Ok(result),
                    None => $slow(left, right, $symbol, |slots| slots.$slot()),
                }
            }

            pub fn $inplace(left: Value, right: Value) -> Outcome {
                match $fast(&left, &right) {
                    Some(result) => Ok(result),
                    None => in_place(left, right, concat!($symbol, "="), |slots| slots.$islot(), |slots| slots.$slot()),
                }
            }
        )*
    };
}

/// Division, where it has a result and both are floats or ints that floats hold exactly.
#[inline(always)]
fn fast_truediv(left: &Value, right: &Value) -> Option<Value> {
    let (a, b) = match small_ints(left, right) {
        Some((a, b)) => (a as f64, b as f64),
        None => floats(left, right)?,
    };
    (b != 0.0).then(|| float(a / b))
}

/// The quotient towards minus infinity.
/// Whether CPython's type has a table of sequence slots (`tp_as_sequence`), as each Python class has.
fn has_sequence_slots(class: ClassRef) -> bool {
    class.is_on_the_heap() || class.slots().contains().is_some() || class.slots().length().is_some()
}

#[inline(always)]
fn floor_quotient(a: i64, b: i64) -> Option<i64> {
    if b == 0 {
        return None;
    }
    let quotient = a / b;
    Some(if a % b != 0 && (a < 0) != (b < 0) { quotient - 1 } else { quotient })
}

/// The remainder with the divisor's sign.
#[inline(always)]
fn floor_remainder(a: i64, b: i64) -> Option<i64> {
    if b == 0 {
        return None;
    }
    let remainder = a % b;
    Some(if remainder != 0 && (remainder < 0) != (b < 0) { remainder + b } else { remainder })
}

#[inline(always)]
fn fast_ints(left: &Value, right: &Value, operation: fn(i64, i64) -> Option<i64>) -> Option<Value> {
    let (a, b) = small_ints(left, right)?;
    operation(a, b).map(int)
}

fast_operators! {
    add iadd "+" |left, right| fast(left, right, |a, b| Some(a + b), |a, b| a + b), add iadd sum;
    sub isub "-" |left, right| fast(left, right, |a, b| Some(a - b), |a, b| a - b), sub isub owned;
    mul imul "*" |left, right| fast(left, right, |a, b| a.checked_mul(b), |a, b| a * b), mul imul owned;
    truediv itruediv "/" fast_truediv, truediv itruediv owned;
    floordiv ifloordiv "//" |left, right| fast_ints(left, right, floor_quotient), floordiv ifloordiv owned;
    mod_ imod "%" |left, right| fast_ints(left, right, floor_remainder), mod_ imod owned;
    and_ iand "&" |left, right| fast_ints(left, right, |a, b| Some(a & b)), and_ iand owned;
    or_ ior "|" |left, right| fast_ints(left, right, |a, b| Some(a | b)), or_ ior owned;
    xor ixor "^" |left, right| fast_ints(left, right, |a, b| Some(a ^ b)), xor ixor owned;
    lshift ilshift "<<" |left, right| fast_ints(left, right, |a, b| ((0..15).contains(&b)).then(|| a << b)), lshift ilshift owned;
    rshift irshift ">>" |left, right| fast_ints(left, right, |a, b| (b >= 0).then(|| a >> b.min(63))), rshift irshift owned;
}

macro_rules! operators {
    ($($name:ident $inplace:ident $symbol:literal $slot:ident $islot:ident;)*) => {
        $(
            pub fn $name(left: Value, right: Value) -> Outcome {
                let (right, left) = (right, left);
                binary(&left, &right, $symbol, |slots| slots.$slot())
            }

            pub fn $inplace(left: Value, right: Value) -> Outcome {
                in_place(left, right, concat!($symbol, "="), |slots| slots.$islot(), |slots| slots.$slot())
            }
        )*
    };
}

operators! {
    matmul imatmul "@" matmul imatmul;
}

/// `divmod(left, right)`.
pub fn divmod(left: Value, right: Value) -> Outcome {
    let (right, left) = (right, left);
    binary(&left, &right, "divmod()", |slots| slots.divmod())
}

fn power(left: &Value, right: &Value, modulus: &Value, symbol: &str) -> Outcome {
    let (left_class, right_class) = (left.class(), right.class());
    let a: Option<Ternary> = left_class.slots().pow();
    let mut b = if left_class == right_class { None } else { right_class.slots().pow() };
    if a.is_some() && a.map(|slot| slot as usize) == b.map(|slot| slot as usize) {
        b = None;
    }
    let order = match (a, b) {
        (Some(a), Some(b)) if right_class.is_subclass_of(left_class) => [Some(b), Some(a)],
        pair => [pair.0, pair.1],
    };
    for slot in order.into_iter().flatten() {
        let result = slot(left, right, modulus)?;
        if !result.is_not_implemented() {
            return Ok(result);
        }
    }
    if modulus.is_none() {
        return Err(unsupported(left, right, symbol));
    }
    Err(raise_type_error(format!(
        "unsupported operand type(s) for {symbol}: '{}', '{}', '{}'",
        left.type_name(),
        right.type_name(),
        modulus.type_name()
    )))
}

pub fn pow(left: Value, right: Value) -> Outcome {
    let (right, left) = (right, left);
    power(&left, &right, &NONE(), "** or pow()")
}

/// `pow(left, right, modulus)`.
pub fn pow_modulo(left: Value, right: Value, modulus: Value) -> Outcome {
    power(&left, &right, &modulus, "** or pow()")
}

pub fn ipow(left: Value, right: Value) -> Outcome {
    let (right, left) = (right, left);
    if let Some(slot) = left.class().slots().ipow() {
        let result = slot(&left, &right)?;
        if !result.is_not_implemented() {
            return Ok(result);
        }
    }
    power(&left, &right, &NONE(), "**=")
}

fn unary(value: &Value, slot: Option<Unary>, symbol: &str) -> Outcome {
    match slot {
        Some(slot) => slot(value),
        None => Err(raise_type_error(format!("bad operand type for {symbol}: '{}'", value.type_name()))),
    }
}

pub fn neg(value: Value) -> Outcome {
    match value.as_small_int() {
        Some(small) => Ok(int(-small)),
        None => unary(&value, value.class().slots().neg(), "unary -"),
    }
}

pub fn pos(value: Value) -> Outcome {
    unary(&value, value.class().slots().pos(), "unary +")
}

pub fn invert(value: Value) -> Outcome {
    unary(&value, value.class().slots().invert(), "unary ~")
}

/// `abs(value)`.
pub fn abs(value: Value) -> Outcome {
    unary(&value, value.class().slots().abs(), "abs()")
}
