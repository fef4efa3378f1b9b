//! Circles of lists and dicts, and what reaches them.

use super::cycles::{collect, Groups};
use super::objects::{alive, visit_alive};
use crate::collections::{list_append, List};
use crate::native;
use crate::value::{int, Value};

fn circle(held: Option<Value>) -> Value {
    let first = native::list(held.into_iter().collect());
    let second = native::list(vec![first.clone()]);
    list_append(&first, second);
    first
}

fn count() -> usize {
    let mut count = 0;
    visit_alive(&mut |_| count += 1);
    count
}

#[test]
fn circles_go_with_what_only_they_hold() {
    let alone = || circle(Some(native::list(vec![int(1)])));
    // Classes and what they have are made at their first use.
    drop(alone());
    collect();
    let before = count();
    drop(alone());
    assert_eq!(count(), before + 3);
    collect();
    assert_eq!(count(), before);
}

#[test]
fn what_is_held_from_outside_stays_whole() {
    let kept = native::list(vec![int(1)]);
    let own = circle(Some(kept.clone()));
    drop(circle(Some(own.clone())));
    collect();
    assert_eq!(own.downcast::<List>().map(List::len), Some(2));
    assert_eq!(kept.header().map(|header| header.references()), Some(2));
    list_append(&kept, own);
    drop(kept);
    collect();
}

#[test]
fn frozen_objects_are_not_looked_at() {
    let own = circle(None);
    own.header().iter().for_each(|header| header.set_frozen(true));
    assert!(!alive().iter().any(|object| object.is(&own)));
}

#[test]
fn groups_are_joined_over_others() {
    let mut groups = Groups::new(5);
    groups.join(0, 3);
    groups.join(4, 1);
    groups.join(3, 4);
    assert_eq!(groups.leader(0), groups.leader(1));
    assert_ne!(groups.leader(0), groups.leader(2));
}
