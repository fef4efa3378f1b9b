//! Generators as the compiler writes them: `def count(limit): …`.

use crate::exceptions::{raise_value_error, Exception, Outcome, GENERATOR_EXIT, RUNTIME_ERROR, STOP_ITERATION};
use crate::functions::{call, call_method, Code, CodeKind, Frame, Function, OwnedFrame, Parameters, Slot};
use crate::generators::start_generator;
use crate::modules::{GlobalSlot, Globals, Module};
use crate::protocol::compare::test_lt;
use crate::protocol::iterate::{collect, next};
use crate::protocol::operators::add;
use crate::value::{int, Value, NONE};

static GLOBALS: Globals = globals!["seen"];
const SEEN: GlobalSlot = GlobalSlot(0);

static MODULE: Module = Module {
    name: "counting",
    file: "counting.py",
    package: false,
    docstring: None,
    globals: &GLOBALS,
    body: &CODE_MODULE,
    source: "2 while i < limit:\n3 i += (yield i) or 1\n",
};

fn module_body(_frame: &mut Frame) -> Outcome {
    Ok(NONE())
}

pub(super) const fn code(name: &'static str, slots: &'static [&'static str], body: fn(&mut Frame) -> Outcome) -> Code {
    Code {
        name,
        qualified_name: name,
        first_line: 1,
        definition_line: 1,
        flags: 0,
        parameters: Parameters { positional_only: 0, positional: 1, keyword_only: 0, star: false, double_star: false },
        names: slots,
        slots: slots.len(),
        cells: 0,
        free: 0,
        docstring: None,
        kind: CodeKind::Generator,
        module: &MODULE,
        body,
    }
}

static CODE_MODULE: Code = Code {
    parameters: Parameters { positional_only: 0, positional: 0, keyword_only: 0, star: false, double_star: false },
    kind: CodeKind::Plain,
    ..code("<module>", &[], module_body)
};

// def count(limit):
//     i = 0
//     while i < limit:
//         i = i + 1 if (yield i) is None else 10
//     return "done"
fn count(frame: &mut Frame) -> Outcome {
    start_generator(frame, |frame| Box::pin(count_generator(frame)))
}

async fn count_generator(frame: OwnedFrame) -> Outcome {
    const LIMIT: Slot = Slot(0);
    const I: Slot = Slot(1);
    frame.store(I, int(0));
    loop {
        frame.line(2);
        if !test_lt(frame.load(I)?, frame.load(LIMIT)?)? {
            break;
        }
        frame.line(3);
        let sent = frame.suspend(frame.load(I)?).await?;
        if sent.is_none() {
            frame.store(I, add(frame.load(I)?, int(1))?);
        } else {
            frame.store(I, int(10));
        }
    }
    Ok(crate::text::str_value("done"))
}

static CODE_COUNT: Code = code("count", &["limit", "i"], count);

// def guarded(inner):
//     try:
//         return (yield from inner)
//     finally:
//         seen = 1
fn guarded(frame: &mut Frame) -> Outcome {
    start_generator(frame, |frame| Box::pin(guarded_generator(frame)))
}

async fn guarded_generator(frame: OwnedFrame) -> Outcome {
    const INNER: Slot = Slot(0);
    let result = async { frame.delegate(frame.load(INNER)?).await }.await;
    let result = match result {
        Ok(value) => Ok(value),
        Err(raised) => Err(frame.handle(raised)),
    };
    GLOBALS.store(SEEN, int(1));
    result.map_err(|handler| handler.raise_again())
}

static CODE_GUARDED: Code = code("guarded", &["inner"], guarded);

// def stops(_):
//     raise StopIteration
//     yield
fn stops(frame: &mut Frame) -> Outcome {
    start_generator(frame, |_frame| Box::pin(async { Err(crate::exceptions::raise_stop_iteration(None)) }))
}

static CODE_STOPS: Code = code("stops", &["unused"], stops);

fn ok<T>(outcome: Outcome<T>) -> T {
    match outcome {
        Ok(value) => value,
        Err(raised) => panic!("{}", crate::exceptions::display::exception_text(&raised.take())),
    }
}

fn start(code: &'static Code, argument: Value) -> Value {
    ok(call(Function::new(code, &MODULE).build(), [argument]))
}

fn numbers(values: Vec<Value>) -> Vec<i64> {
    values.iter().filter_map(Value::as_small_int).collect()
}

#[test]
fn a_loop_gets_every_item() {
    assert_eq!(numbers(ok(collect(start(&CODE_COUNT, int(4))))), [0, 1, 2, 3]);
}

#[test]
fn send_reaches_the_body_and_the_result_is_in_stop_iteration() {
    let generator = start(&CODE_COUNT, int(4));
    assert_eq!(ok(next(&generator)).and_then(|item| item.as_small_int()), Some(0));
    let stop = call_method(generator.clone(), name!("send"), [int(1)]).map(drop);
    let Err(raised) = stop else { panic!("the generator ends") };
    assert!(raised.is_instance_of(&STOP_ITERATION));
    let stop = raised.take();
    let value = stop.downcast::<Exception>().map(|own| own.field(0));
    assert_eq!(value.map(|value| crate::text::to_lossy(&value)).as_deref(), Some("done"));
    assert!(ok(next(&generator)).is_none());
}

#[test]
fn a_first_send_must_be_none() {
    let generator = start(&CODE_COUNT, int(4));
    let Err(raised) = call_method(generator, name!("send"), [int(1)]) else { panic!("it raises") };
    assert_eq!(
        crate::exceptions::display::last_line(&raised.take()),
        "TypeError: can't send non-None value to a just-started generator\n"
    );
}

#[test]
fn delegation_passes_items_and_runs_its_finally_on_close() {
    GLOBALS.store(SEEN, int(0));
    let generator = start(&CODE_GUARDED, start(&CODE_COUNT, int(3)));
    assert_eq!(ok(next(&generator)).and_then(|item| item.as_small_int()), Some(0));
    ok(call_method(generator, name!("close"), []));
    assert_eq!(ok(GLOBALS.load(SEEN)).as_small_int(), Some(1));
    assert!(crate::exceptions::state::handled().is_none());
}

#[test]
fn a_dropped_generator_is_closed_at_once() {
    GLOBALS.store(SEEN, int(0));
    let generator = start(&CODE_GUARDED, start(&CODE_COUNT, int(3)));
    assert!(ok(next(&generator)).is_some());
    drop(generator);
    assert_eq!(ok(GLOBALS.load(SEEN)).as_small_int(), Some(1));
}

#[test]
fn a_thrown_exception_shows_the_frames_it_passed() {
    let generator = start(&CODE_GUARDED, start(&CODE_COUNT, int(3)));
    assert!(ok(next(&generator)).is_some());
    let exception = raise_value_error("x").take();
    let Err(raised) = call_method(generator, name!("throw"), [exception]) else { panic!("it raises") };
    assert_eq!(
        crate::exceptions::display::exception_text(&raised.take()),
        "Traceback (most recent call last):\n  File \"counting.py\", line 1, in guarded\n  \
         File \"counting.py\", line 3, in count\n    i += (yield i) or 1\nValueError: x\n"
    );
}

#[test]
fn stop_iteration_inside_becomes_runtime_error() {
    let Err(raised) = next(&start(&CODE_STOPS, NONE())) else { panic!("it raises") };
    assert!(raised.is_instance_of(&RUNTIME_ERROR));
    assert!(!raised.is_instance_of(&GENERATOR_EXIT));
    let error = raised.take();
    let cause = error.downcast::<Exception>().and_then(|own| own.cause.borrow().clone());
    assert!(cause.is_some_and(|cause| STOP_ITERATION.is_instance(&cause)));
}
