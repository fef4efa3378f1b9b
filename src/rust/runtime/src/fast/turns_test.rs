//! What turns find stays true while only floats are written, and is forgotten when it should be.

use super::floats::{see_floats, see_numbers};
use super::list_value::{as_list, list, ListValue};
use super::turns::{see_list, without_nan, Remembered, SeenItem};
use crate::value::{float, int, Value};

fn floats(values: [f64; 3]) -> ListValue {
    list(values.map(float))
}

fn items_of(list: &ListValue) -> Vec<Option<f64>> {
    list.view(|items| items.iter().map(Value::as_immediate_float).collect())
}

#[test]
fn floats_that_were_seen_are_read_as_they_are_now() {
    let values = floats([1.0, 2.0, 3.0]);
    let (Some(seen), Some(numbers)) = (see_floats::<3>(values.as_value()), see_numbers::<3>(values.as_value())) else {
        unreachable!("these are floats")
    };
    let Some(written) = see_list(&values, 3) else { unreachable!("these are floats") };
    assert_eq!(written.changed([2, 0], |[third, first]| [third + first, -first]), [4.0, -1.0]);
    assert_eq!(seen.get(), [1.0, 2.0, 3.0]);
    written.write([2, 0], [4.0, -1.0]);
    assert_eq!(seen.get(), [-1.0, 2.0, 4.0]);
    assert_eq!(numbers.get().map(|number| number.as_float()), [Some(-1.0), Some(2.0), Some(4.0)]);
    assert_eq!(items_of(&written.kept()), [Some(-1.0), Some(2.0), Some(4.0)]);
    assert!(see_floats::<3>(values.as_value()).is_some(), "what is known of the list is still true");
}

#[test]
fn numbers_that_were_seen_keep_their_kinds() {
    let mixed = list([int(2), float(0.5)]);
    let Some(seen) = see_numbers::<2>(mixed.as_value()) else { unreachable!("these are numbers") };
    let [whole, half] = seen.get();
    assert!(whole.as_float().is_none() && whole.value == 2.0 && half.as_float() == Some(0.5));
    assert!(see_numbers::<3>(mixed.as_value()).is_none() && see_floats::<2>(mixed.as_value()).is_none());
}

#[test]
fn lists_to_be_changed_hold_floats_alone_and_enough_of_them() {
    assert!(see_list(&floats([0.0, 1.0, 2.0]), 3).is_some());
    assert!(see_list(&floats([0.0, 1.0, 2.0]), 4).is_none());
    assert!(see_list(&list([float(0.0), int(1)]), 1).is_none());
    assert!(see_list(&floats([0.0, f64::NAN, 2.0]), 1).is_none());
}

#[test]
fn a_nan_among_floats_or_out_of_their_sum_is_told() {
    assert!(without_nan([[1.0, 2.0], [3.0, f64::INFINITY]]).is_some());
    assert!(without_nan([[1.0, f64::NAN], [3.0, 4.0]]).is_none());
    assert!(without_nan([[f64::INFINITY, 1.0], [f64::NEG_INFINITY, 4.0]]).is_none());
}

#[test]
fn what_was_found_is_remembered_in_order_and_only_of_the_same_items() {
    let (values, others) = (floats([1.0, 2.0, 3.0]), floats([1.0, 2.0, 3.0]));
    let mut remembered = Remembered::nothing();
    let begin = |remembered: &mut Remembered<i32>, list: &ListValue| list.view(|items| remembered.begin(items));
    begin(&mut remembered, &values);
    remembered.note(0, 10, true);
    remembered.note(1, 11, false);
    remembered.note(2, 12, true);
    assert_eq!([0, 1, 2].map(|position| remembered.at(position)), [Some(10), None, None]);
    begin(&mut remembered, &values);
    assert_eq!(remembered.at(0), Some(10));
    begin(&mut remembered, &others);
    assert_eq!(remembered.at(0), None);
    remembered.note(0, 20, true);
    remembered.forget();
    begin(&mut remembered, &others);
    assert_eq!(remembered.at(0), None);
}

#[test]
fn an_item_that_is_kept_counts_a_reference() {
    let outer = list([floats([1.0, 2.0, 3.0]).into_value()]);
    let seen = outer.view(|items| as_list(&items[0]).map(SeenItem::new));
    let Some(seen) = seen else { unreachable!("the item is a list") };
    let kept = seen.kept();
    drop(outer);
    assert_eq!(items_of(&kept), [Some(1.0), Some(2.0), Some(3.0)]);
}
