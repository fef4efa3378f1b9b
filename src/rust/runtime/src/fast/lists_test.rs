//! Lists and tuples by position, against the plain operations on vectors of the same items.

use super::floats::{unpack_floats, unpack_numbers, update_floats};
use super::list_value::{into_list, ListValue};
use super::lists::unpack;
use super::slices::copy_slice;
use super::{as_list, call_insert_popped, list_of_insert, list_of_pop};
use crate::collections::list::{list_value, List};
use crate::collections::tuple::tuple_value;
use crate::names::{intern_text, Name};
use crate::protocol::attributes::getattr;
use crate::value::{float, int, Value};

/// Items of which every third is an object: what is lost or doubled shows in its count of references.
fn items(length: usize) -> Vec<Value> {
    (0..length as i64).map(|at| if at % 3 == 0 { int(1 << 60 | at) } else { float(at as f64) }).collect()
}

fn list_of(items: &[Value]) -> ListValue {
    match into_list(list_value(items.to_vec())) {
        Some(list) => list,
        None => unreachable!("a list is one"),
    }
}

/// Both hold the same objects in the same order, and hold them alone apart from `origin`.
fn assert_same(list: &ListValue, expected: &[Value], what: &str) {
    list.view(|items| {
        assert_eq!(items.len(), expected.len(), "{what}");
        for (item, wanted) in items.iter().zip(expected) {
            assert!(item.is(wanted), "{what}");
        }
    });
}

fn references(items: &[Value]) -> Vec<u32> {
    items.iter().filter_map(|item| item.header().map(|header| header.references())).collect()
}

#[test]
fn fronts_are_turned_round_as_slices_of_vectors_are() {
    for length in 0..=20 {
        let origin = items(length);
        for count in 0..=length {
            let list = list_of(&origin);
            let before = references(&origin);
            list.reverse_front(count);
            let mut expected = origin.clone();
            expected[..count].reverse();
            assert_same(&list, &expected, &format!("{count} of {length}"));
            drop(expected);
            assert_eq!(references(&origin), before, "{count} of {length}");
        }
    }
}

#[test]
#[should_panic(expected = "count <= items.len()")]
fn no_more_is_turned_round_than_there_is() {
    list_of(&items(3)).reverse_front(4);
}

#[test]
fn a_front_assigned_backwards_is_turned_round() {
    for length in 1..=20 {
        let origin = items(length);
        for last in 0..length as i64 {
            let list = list_of(&origin);
            let copied = copy_slice(&list, None, Some(last + 1), &list, Some(last), None, Some(-1));
            assert_eq!(copied, Some(()));
            let mut expected = origin.clone();
            expected[..=last as usize].reverse();
            assert_same(&list, &expected, &format!("up to {last} of {length}"));
        }
    }
}

#[test]
fn items_move_as_if_taken_out_and_put_back() {
    for length in 0..=6 {
        let origin = items(length);
        let outside = length as i64;
        for from in -2..=outside + 1 {
            for to in -2..=outside + 1 {
                let list = list_of(&origin);
                let moved = list.move_item(from, to);
                let inside = (0..outside).contains(&from) && (0..outside).contains(&to);
                assert_eq!(moved, inside, "{from} to {to} of {length}");
                let mut expected = origin.clone();
                if inside {
                    let item = expected.remove(from as usize);
                    expected.insert(to as usize, item);
                }
                assert_same(&list, &expected, &format!("{from} to {to} of {length}"));
            }
        }
    }
}

fn method(list: &ListValue, name: &Name) -> Value {
    match getattr(list.as_value().clone(), name) {
        Ok(method) => method,
        Err(_) => unreachable!("lists have this method"),
    }
}

#[test]
fn bound_methods_move_items_as_lists_do_for_every_index() {
    let origin = items(5);
    for from in -5..5 {
        for to in -7..=7 {
            let list = list_of(&origin);
            let (insert, pop) = (method(&list, name!("insert")), method(&list, name!("pop")));
            let called = call_insert_popped(&list_of_insert(&insert), &insert, to, &list_of_pop(&pop), &pop, from);
            assert!(called.is_ok());
            let mut expected = origin.clone();
            let item = expected.remove(from.rem_euclid(5) as usize);
            let place = if to < 0 { (to + 4).max(0) } else { to.min(4) };
            expected.insert(place as usize, item);
            assert_same(&list, &expected, &format!("{from} to {to}"));
        }
    }
}

fn check_unpacked<const N: usize>() {
    for length in 0..=6 {
        let origin = items(length);
        let fits = length == N;
        for container in [tuple_value(origin.clone()), list_value(origin.clone())] {
            let unpacked = unpack::<N>(&container);
            assert_eq!(unpacked.is_some(), fits, "{N} of {length}");
            let Some(unpacked) = unpacked else { continue };
            for (position, wanted) in origin.iter().enumerate() {
                assert!(unpacked.item(position).is(wanted) && unpacked.value(position).is(wanted));
                assert_eq!(unpacked.float(position), wanted.as_immediate_float());
                assert_eq!(unpacked.int(position), wanted.as_small_int());
                assert!(unpacked.list(position).is_none());
            }
        }
    }
}

#[test]
fn tuples_and_lists_are_unpacked_if_they_have_as_many_items() {
    check_unpacked::<0>();
    check_unpacked::<1>();
    check_unpacked::<2>();
    check_unpacked::<3>();
    check_unpacked::<4>();
    check_unpacked::<5>();
}

#[test]
fn what_is_neither_tuple_nor_list_is_not_unpacked() {
    let inner = list_value(items(2));
    let outer = tuple_value(vec![inner.clone(), int(1)]);
    let Some(unpacked) = unpack::<2>(&outer) else { unreachable!("a pair is one") };
    assert!(unpacked.list(0).is_some_and(|list| list.as_value().is(&inner)));
    for other in [int(1), float(0.5), intern_text("ab")] {
        assert!(unpack::<2>(&other).is_none() && as_list(&other).is_none());
    }
}

fn floats_of(list: &ListValue) -> Option<[f64; 3]> {
    unpack_floats::<3>(list.as_value())
}

#[test]
fn what_is_known_of_floats_is_forgotten_by_every_change() {
    let origin = [float(1.0), float(2.0), float(3.0)];
    type Change = (&'static str, fn(&List));
    let changes: [Change; 7] = [
        ("push", |list| list.push(int(1))),
        ("replace", |list| drop(list.replace(vec![int(1), int(2), int(3)]))),
        ("set", |list| list.set(1, int(1))),
        ("items", |list| list.items_mut()[2] = int(1)),
        ("pop", |list| drop(list.items_mut().pop())),
        ("object", |list| list.set(0, tuple_value(vec![int(1), int(2)]))),
        ("extend", |list| assert!(list.extend(&tuple_value(vec![int(1)])).is_ok())),
    ];
    for (what, change) in changes {
        let list = list_of(&origin);
        assert_eq!(floats_of(&list), Some([1.0, 2.0, 3.0]), "{what}");
        assert!(update_floats(&list, [0, 2], |[a, b]| [a + 1.0, b * 2.0]), "{what}");
        assert_eq!(floats_of(&list), Some([2.0, 2.0, 6.0]), "{what}");
        change(list.as_value().downcast::<List>().unwrap_or_else(|| unreachable!("a list is one")));
        assert_eq!(floats_of(&list), None, "{what}");
        assert!(!update_floats(&list, [0, 1], |floats| floats) || what == "pop", "{what}");
    }
}

#[test]
fn updates_that_cannot_be_done_together_change_nothing() {
    let list = list_of(&[float(1.0), float(f64::INFINITY), float(-0.0)]);
    assert!(!update_floats(&list, [0, 3], |floats| floats));
    assert!(!update_floats(&list, [0, 1], |[a, b]| [a + 1.0, b - f64::INFINITY]));
    assert!(update_floats(&list, [2, 0], |[c, a]| [c, a + 1.0]));
    assert_same(&list, &[float(2.0), float(f64::INFINITY), float(-0.0)], "updated");
    let Ok(()) = list.set_float(1, 0.5) else { unreachable!("there is such a place") };
    assert_eq!(floats_of(&list), Some([2.0, 0.5, -0.0]));
    let Ok(()) = list.set_float(-1, f64::NAN) else { unreachable!("there is such a place") };
    assert_eq!(floats_of(&list), None);
    assert!(list.set_float(3, 1.0).is_err());
    let numbers = unpack_numbers::<2>(&tuple_value(vec![int(1), float(0.5)]));
    assert!(numbers.is_some_and(|[one, half]| one.as_float().is_none() && half.as_float() == Some(0.5)));
}
