//! What list and tuple do alike.

use super::support::{self, equal};
use super::support::{push_repr, RepresentationGuard};
use crate::classes::Comparison;
use crate::exceptions::*;
use crate::text::str::StrBuilder;
use crate::value::{boolean, Value};

/// Items that can be read while they change.
pub trait Items {
    fn count(&self) -> usize;
    fn item(&self, position: usize) -> Option<Value>;
}

/// Compares item by item; lengths are read anew at every step, as a comparison may change a list.
pub fn compare(left: &impl Items, right: &impl Items, comparison: Comparison) -> Outcome {
    let decided = matches!(comparison, Comparison::Eq | Comparison::Ne);
    if decided && left.count() != right.count() {
        return Ok(boolean(comparison == Comparison::Ne));
    }
    compare_items(left, right, comparison)
}

/// The same without a look at the lengths first.
pub fn compare_items(left: &impl Items, right: &impl Items, comparison: Comparison) -> Outcome {
    let mut position = 0;
    while let (Some(own), Some(other)) = (left.item(position), right.item(position)) {
        if !equal(&own, &other)? {
            break;
        }
        position += 1;
    }
    // The comparison may have changed the items: those that are there now decide.
    if let (Some(own), Some(other)) = (left.item(position), right.item(position)) {
        return match comparison {
            Comparison::Eq => Ok(boolean(false)),
            Comparison::Ne => Ok(boolean(true)),
            _ => support::compare(&own, &other, comparison),
        };
    }
    Ok(boolean(comparison.holds(left.count().cmp(&right.count()))))
}

/// `item in items`: the stored item is the left operand, as in CPython.
pub fn contains(items: &impl Items, item: &Value) -> Outcome<bool> {
    Ok(find(items, item, 0, usize::MAX)?.is_some())
}

/// The position of an item from `start` on, before `stop`.
pub fn find(items: &impl Items, item: &Value, start: usize, stop: usize) -> Outcome<Option<usize>> {
    let mut position = start;
    while position < stop {
        let Some(own) = items.item(position) else { break };
        if equal(&own, item)? {
            return Ok(Some(position));
        }
        position += 1;
    }
    Ok(None)
}

/// How many items equal one.
pub fn count(items: &impl Items, item: &Value) -> Outcome<i64> {
    let (mut position, mut found) = (0, 0);
    while let Some(own) = items.item(position) {
        found += i64::from(equal(&own, item)?);
        position += 1;
    }
    Ok(found)
}

/// `[…]` or `(…)`; what is inside itself shows as dots.
pub fn repr(value: &Value, items: &impl Items, open: &str, close: &str, single: &str) -> Outcome {
    if items.count() == 0 {
        return Ok(support::text(&format!("{open}{close}")));
    }
    let Some(_guard) = RepresentationGuard::enter(value) else {
        return Ok(support::text(&format!("{open}...{close}")));
    };
    let mut builder = StrBuilder::new();
    builder.push_text(open);
    let mut position = 0;
    while let Some(item) = items.item(position) {
        if position > 0 {
            builder.push_text(", ");
        }
        push_repr(&mut builder, &item)?;
        position += 1;
    }
    builder.push_text(if items.count() == 1 { single } else { close });
    Ok(support::built(builder))
}
