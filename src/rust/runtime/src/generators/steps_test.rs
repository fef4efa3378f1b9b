//! Generator expressions as the compiler writes them: `(10 // item for item in items)`.

use super::generators_test::code;
use super::{call_generator, start_steps};
use crate::collections::{list, tuple};
use crate::exceptions::{Exception, Outcome, RUNTIME_ERROR, STOP_ITERATION, ZERO_DIVISION_ERROR};
use crate::functions::{call_closure, Code, Frame, Slot};
use crate::generators::next_or_stop;
use crate::library::builtins::items::ALL;
use crate::library::builtins::numbers::SUM;
use crate::object::Kind;
use crate::protocol::compare::equal;
use crate::protocol::iterate::{iter, next};
use crate::protocol::operators::floordiv;
use crate::value::{int, Value, END};

const ITERATOR: Slot = Slot(0);
const ITEM: Slot = Slot(1);

fn quotients(frame: &mut Frame) -> Outcome {
    start_steps(frame, quotients_step)
}

fn quotients_step(frame: &Frame) -> Outcome {
    frame.line(3);
    let Some(item) = next(frame.iterator(ITERATOR))? else { return Ok(END()) };
    frame.store(ITEM, item);
    floordiv(int(10), frame.load(ITEM)?)
}

static CODE: Code = code("<genexpr>", &[".0", "item"], quotients);

fn first_of_nothing(frame: &mut Frame) -> Outcome {
    start_steps(frame, first_of_nothing_step)
}

fn first_of_nothing_step(_frame: &Frame) -> Outcome {
    next_or_stop(&iter(list([]))?)
}

static CODE_STOPPING: Code = code("<genexpr>", &[".0"], first_of_nothing);

fn items(numbers: &[i64]) -> Value {
    iter(crate::collections::list_value(numbers.iter().copied().map(int).collect())).expect("a list")
}

fn called(function: Value, numbers: &[i64]) -> Outcome {
    call_generator(function, &CODE, quotients_step, [], items(numbers))
}

#[test]
fn a_builtin_takes_the_items_without_a_generator() {
    let sum = called(SUM.value(), &[1, 2, 5]).expect("numbers");
    assert_eq!(sum.as_small_int(), Some(17));
    let made = called(crate::classes::core_classes::TUPLE.value(), &[1, 2]).expect("numbers");
    assert!(equal(&made, &tuple([int(10), int(5)])).expect("tuples"));
}

#[test]
fn a_builtin_that_stops_early_asks_for_no_further_item() {
    // The item behind the zero quotient would raise.
    assert!(called(ALL.value(), &[1, 11, 0]).expect("numbers").is_false());
}

#[test]
fn an_error_has_the_line_of_the_expression_in_its_traceback() {
    let raised = called(SUM.value(), &[1, 0]).expect_err("a division by zero");
    assert!(raised.is_instance_of(&ZERO_DIVISION_ERROR));
    let exception = raised.take();
    let entries = exception.downcast::<Exception>().expect("an exception").traceback.borrow();
    assert_eq!(entries.iter().map(|entry| (entry.code.name, entry.line)).collect::<Vec<_>>(), [("<genexpr>", 3)]);
}

#[test]
fn stop_iteration_inside_becomes_runtime_error_with_and_without_a_generator() {
    let driven = || call_generator(SUM.value(), &CODE_STOPPING, first_of_nothing_step, [], items(&[]));
    let object = || next(&call_closure(&CODE_STOPPING, [], [items(&[])])?).map(|_| END());
    for outcome in [driven as fn() -> Outcome, object] {
        let raised = outcome().expect_err("it stops");
        assert!(raised.is_instance_of(&RUNTIME_ERROR));
        let cause = raised.take().downcast::<Exception>().and_then(|error| error.cause.borrow().clone());
        assert!(STOP_ITERATION.is_instance(&cause.expect("the cause")));
    }
}

#[test]
fn a_generator_ends_after_an_error_and_after_its_items() {
    let object = call_closure(&CODE, [], [items(&[5, 0, 1])]).expect("a generator");
    assert_eq!(object.kind(), Kind::Generator);
    assert_eq!(next(&object).expect("a number").and_then(|item| item.as_small_int()), Some(2));
    next(&object).expect_err("a division by zero").forget();
    assert!(next(&object).expect("it has ended").is_none());
}
