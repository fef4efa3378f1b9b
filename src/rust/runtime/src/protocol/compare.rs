//! Comparison and hashing.

use crate::classes::Comparison;
use crate::exceptions::*;
use crate::functions::frame::RecursionGuard;
use crate::number::float;
use crate::object::Kind;
use crate::text::str::Str;
use crate::value::{boolean, Value};

/// A rich comparison with reflection (`do_richcompare`).
#[inline(never)]
pub fn compare(left: &Value, right: &Value, comparison: Comparison) -> Outcome {
    let _guard = RecursionGuard::enter(" in comparison")?;
    let (left_class, right_class) = (left.class(), right.class());
    let mut reflected = false;
    if left_class != right_class && right_class.is_subclass_of(left_class) {
        if let Some(slot) = right_class.slots().compare() {
            reflected = true;
            let result = slot(right, left, comparison.swapped())?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
    }
    if let Some(slot) = left_class.slots().compare() {
        let result = slot(left, right, comparison)?;
        if !result.is_not_implemented() {
            return Ok(result);
        }
    }
    if !reflected {
        if let Some(slot) = right_class.slots().compare() {
            let result = slot(right, left, comparison.swapped())?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
    }
    match comparison {
        Comparison::Eq => Ok(boolean(left.is(right))),
        Comparison::Ne => Ok(boolean(!left.is(right))),
        _ => Err(raise_type_error(format!(
            "'{}' not supported between instances of '{}' and '{}'",
            comparison.symbol(),
            left.type_name(),
            right.type_name()
        ))),
    }
}

/// `left == right` for containers: identity first.
#[inline]
pub fn equal(left: &Value, right: &Value) -> Outcome<bool> {
    if left.is(right) && !left.is_immediate_float() {
        return Ok(true);
    }
    match quick(left, right, Comparison::Eq) {
        Some(equal) => Ok(equal),
        None => super::truth(compare(left, right, Comparison::Eq)?),
    }
}

/// `left < right` for sorting.
#[inline]
pub fn less(left: &Value, right: &Value) -> Outcome<bool> {
    match quick(left, right, Comparison::Lt) {
        Some(less) => Ok(less),
        None => super::truth(compare(left, right, Comparison::Lt)?),
    }
}

/// Comparisons that need no class.
#[inline(always)]
pub(crate) fn quick(left: &Value, right: &Value, comparison: Comparison) -> Option<bool> {
    quick_ints(left, right, comparison).or_else(|| quick_others(left, right, comparison))
}

#[inline(always)]
fn quick_ints(left: &Value, right: &Value, comparison: Comparison) -> Option<bool> {
    let both = left.is_small_int() && right.is_small_int();
    both.then(|| comparison.holds(left.small_int_unchecked().cmp(&right.small_int_unchecked())))
}

#[inline(never)]
fn quick_others(left: &Value, right: &Value, comparison: Comparison) -> Option<bool> {
    let exact = |value: &Value| match value.as_small_int() {
        Some(small) => Some(small as f64),
        None => value.as_immediate_float(),
    };
    if let (Some(a), Some(b)) = (exact(left), exact(right)) {
        return a.partial_cmp(&b).map(|ordering| comparison.holds(ordering));
    }
    let plain =
        |value: &Value| value.header().is_some_and(|header| header.kind() == Kind::Str && header.class().is_builtin());
    if plain(left) && plain(right) {
        let (a, b) = (left.downcast::<Str>()?, right.downcast::<Str>()?);
        return Some(match comparison {
            Comparison::Eq => a == b,
            Comparison::Ne => a != b,
            _ => comparison.holds(a.cmp(b)),
        });
    }
    None
}

/// What is not two immediate ints.
#[inline(never)]
fn compare_others(left: Value, right: Value, comparison: Comparison) -> Outcome {
    let (right, left) = (right, left); // the left one is released first
    match quick_others(&left, &right, comparison) {
        Some(result) => Ok(boolean(result)),
        None => compare(&left, &right, comparison),
    }
}

macro_rules! comparisons {
    ($($operation:ident $test:ident $comparison:ident)*) => {
        $(
            #[inline]
            pub fn $operation(left: Value, right: Value) -> Outcome {
                match quick_ints(&left, &right, Comparison::$comparison) {
                    Some(result) => Ok(boolean(result)),
                    None => compare_others(left, right, Comparison::$comparison),
                }
            }

            /// The comparison as a Rust bool.
            #[inline]
            pub fn $test(left: Value, right: Value) -> Outcome<bool> {
                match quick_ints(&left, &right, Comparison::$comparison) {
                    Some(result) => Ok(result),
                    None => super::truth(compare_others(left, right, Comparison::$comparison)?),
                }
            }
        )*
    };
}

comparisons! { lt test_lt Lt le test_le Le eq test_eq Eq ne test_ne Ne gt test_gt Gt ge test_ge Ge }

/// The hash of an object that is equal to itself only.
pub fn identity_hash(value: &Value) -> i64 {
    let hash = (value.bits() >> 4 | value.bits() << 60) as i64;
    if hash == -1 {
        -2
    } else {
        hash
    }
}

/// `hash(value)`.
#[inline]
pub fn hash(value: &Value) -> Outcome<i64> {
    if let Some(small) = value.as_small_int() {
        return Ok(crate::number::integer::Integer::Small(small).hash());
    }
    if let Some(header) = value.header() {
        if header.kind() == Kind::Str && header.class().is_builtin() {
            if let Some(text) = value.downcast::<Str>() {
                return Ok(text.hash_value());
            }
        }
    } else if let Some(truth) = value.as_bool() {
        return Ok(truth as i64);
    } else if let Some(number) = value.as_immediate_float() {
        return Ok(float::hash(number).unwrap_or_else(|| identity_hash(value)));
    }
    match value.class().slots().hash() {
        Some(slot) => slot(value),
        None => Err(raise_type_error(format!("unhashable type: '{}'", value.type_name()))),
    }
}
