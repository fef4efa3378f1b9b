//! What generated code looks like, written by hand, and that it runs.

use crate::prelude::*;
use crate::protocol::convert::repr;
use crate::text::to_lossy;

mod names {
    use super::GlobalSlot;
    pub const FIB: GlobalSlot = GlobalSlot(0);
    pub const POINT: GlobalSlot = GlobalSlot(1);
    pub const LEN: GlobalSlot = GlobalSlot(2);
    pub const ZERO_DIVISION_ERROR: GlobalSlot = GlobalSlot(3);
    pub const VALUE_ERROR: GlobalSlot = GlobalSlot(4);
}

static GLOBALS: Globals = globals!["fib", "Point", "len", "ZeroDivisionError", "ValueError"];

static MODULE: Module = Module {
    name: "example",
    file: "example.py",
    package: false,
    docstring: None,
    globals: &GLOBALS,
    body: &CODE_MODULE,
    source: "3 return 1 // n\n",
};

const NO_PARAMETERS: Parameters =
    Parameters { positional_only: 0, positional: 0, keyword_only: 0, star: false, double_star: false };

/// A code with positional parameters only.
const fn code(
    name: &'static str,
    positional: usize,
    names: &'static [&'static str],
    cells: usize,
    free: usize,
    body: fn(&mut Frame) -> Outcome,
) -> Code {
    Code {
        name,
        qualified_name: name,
        first_line: 1,
        definition_line: 1,
        flags: 0,
        parameters: Parameters { positional, ..NO_PARAMETERS },
        names,
        slots: names.len(),
        cells,
        free,
        docstring: None,
        kind: crate::functions::CodeKind::Plain,
        module: &MODULE,
        body,
    }
}

static CODE_MODULE: Code = code("<module>", 0, &[], 0, 0, |_| Ok(NONE()));
static CODE_FIB: Code = code("fib", 1, &["n"], 0, 0, fib);
static CODE_DIVIDE: Code = code("divide", 1, &["n"], 0, 0, divide);
static CODE_SAFE: Code = code("safe", 1, &["n", "caught"], 0, 0, safe);
static CODE_COUNT: Code = code("count", 1, &["n", "i"], 0, 0, count);
static CODE_COUNTER: Code = code("counter", 1, &["start", "value"], 1, 0, counter);
static CODE_STEP: Code = code("counter.<locals>.step", 0, &["value"], 0, 1, step);
static CODE_POINT: Code = code("Point", 0, &["__class__"], 1, 0, point_body);
static CODE_INIT: Code = code("__init__", 2, &["self", "x"], 0, 0, point_init);
static CODE_ADD: Code = code("__add__", 2, &["self", "other"], 0, 0, point_add);

fn fib(frame: &mut Frame) -> Outcome {
    const N: Slot = Slot(0);
    frame.line(2);
    if test_lt(frame.load(N)?, int(2))? {
        return frame.load(N);
    }
    frame.line(3);
    let first = call(GLOBALS.load(names::FIB)?, [sub(frame.load(N)?, int(1))?])?;
    let second = call(GLOBALS.load(names::FIB)?, [sub(frame.load(N)?, int(2))?])?;
    add(first, second)
}

fn divide(frame: &mut Frame) -> Outcome {
    frame.line(3);
    floordiv(int(1), frame.load(Slot(0))?)
}

fn safe(frame: &mut Frame) -> Outcome {
    const CAUGHT: Slot = Slot(1);
    let attempt: Outcome<Exit> = 'body: {
        let divide = Function::new(&CODE_DIVIDE, &MODULE).build();
        frame.line(5);
        let value = catch!('body, frame.load(Slot(0)));
        let result = catch!('body, call(divide, [value]));
        Ok(Exit::Return(result))
    };
    match attempt {
        Ok(Exit::Return(result)) => Ok(result),
        Ok(_) => Ok(NONE()),
        Err(raised) => {
            let handler = frame.handle(raised);
            if !handler.matches(GLOBALS.load(names::ZERO_DIVISION_ERROR)?)? {
                return Err(handler.raise_again());
            }
            frame.store(CAUGHT, handler.exception());
            Err(raise(GLOBALS.load(names::VALUE_ERROR)?, Some(frame.take(CAUGHT))))
        }
    }
}

fn count(frame: &mut Frame) -> Outcome {
    start_generator(frame, |frame| Box::pin(count_generator(frame)))
}

async fn count_generator(frame: OwnedFrame) -> Outcome {
    const N: Slot = Slot(0);
    const I: Slot = Slot(1);
    frame.store(I, int(0));
    loop {
        if !test_lt(frame.load(I)?, frame.load(N)?)? {
            break;
        }
        frame.suspend(frame.load(I)?).await?;
        frame.store(I, add(frame.load(I)?, int(1))?);
    }
    Ok(text!("done"))
}

fn counter(frame: &mut Frame) -> Outcome {
    const VALUE: Slot = Slot(1);
    frame.make_cell(VALUE, Some(Slot(0)));
    Ok(Function::new(&CODE_STEP, &MODULE).closure([frame.cell(VALUE)]).build())
}

fn step(frame: &mut Frame) -> Outcome {
    frame.store_cell(Slot(0), add(frame.load_cell(Slot(0))?, int(1))?);
    frame.load_cell(Slot(0))
}

fn point_body(frame: &mut Frame) -> Outcome {
    frame.make_cell(Slot(0), None);
    frame.store_name(name!("__module__"), text!("example"))?;
    frame.store_name(name!("__qualname__"), text!("Point"))?;
    frame.store_name(name!("__init__"), Function::new(&CODE_INIT, &MODULE).build())?;
    frame.store_name(name!("__add__"), Function::new(&CODE_ADD, &MODULE).build())?;
    frame.store_name(name!("__classcell__"), frame.cell(Slot(0)))?;
    Ok(frame.cell(Slot(0)))
}

fn point_init(frame: &mut Frame) -> Outcome {
    setattr(frame.load(Slot(0))?, name!("x"), frame.load(Slot(1))?)?;
    Ok(NONE())
}

fn point_add(frame: &mut Frame) -> Outcome {
    let left = getattr(frame.load(Slot(0))?, name!("x"))?;
    let right = getattr(frame.load(Slot(1))?, name!("x"))?;
    call(GLOBALS.load(names::POINT)?, [add(left, right)?])
}

/// Binds the builtins that the examples use, as a program's table of builtins would.
fn bind_builtins() {
    GLOBALS.store(names::ZERO_DIVISION_ERROR, crate::exceptions::ZERO_DIVISION_ERROR.value());
    GLOBALS.store(names::VALUE_ERROR, crate::exceptions::VALUE_ERROR.value());
}

fn shown(outcome: Outcome) -> String {
    match outcome {
        Ok(value) => to_lossy(&repr(&value).unwrap_or_else(Raised::take)),
        Err(raised) => crate::exceptions::display::last_line(&raised.take()),
    }
}

fn function(code: &'static Code) -> Value {
    Function::new(code, &MODULE).build()
}

#[test]
fn functions_call_each_other() {
    GLOBALS.store(names::FIB, function(&CODE_FIB));
    assert_eq!(shown(call(function(&CODE_FIB), [int(20)])), "6765");
    let started = std::time::Instant::now();
    assert_eq!(shown(call(function(&CODE_FIB), [int(27)])), "196418");
    println!("fib(27): {:?}", started.elapsed());
    assert_eq!(shown(call(function(&CODE_FIB), [])), "TypeError: fib() missing 1 required positional argument: 'n'\n");
    assert_eq!(
        shown(call(function(&CODE_FIB), [int(1), int(2)])),
        "TypeError: fib() takes 1 positional argument but 2 were given\n"
    );
    let call = Call::new(function(&CODE_FIB)).keyword(name!("m"), int(1)).invoke();
    assert_eq!(shown(call), "TypeError: fib() got an unexpected keyword argument 'm'\n");
    let call = Call::new(function(&CODE_FIB)).keyword(name!("n"), int(7)).invoke();
    assert_eq!(shown(call), "13");
}

#[test]
fn classes_have_attributes_and_operators() {
    let class = build_class(function(&CODE_POINT), name!("Point"), ClassArguments::new());
    GLOBALS.store(names::POINT, class.unwrap_or_else(Raised::take));
    let point = || GLOBALS.load(names::POINT);
    assert_eq!(shown(point()), "<class 'example.Point'>");
    let sum = || -> Outcome {
        let sum = add(call(point()?, [int(1)])?, call(point()?, [int(2)])?)?;
        getattr(sum, name!("x"))
    };
    assert_eq!(shown(sum()), "3");
    assert_eq!(shown(sum()), "3");
    let wrong = || -> Outcome { getattr(call(point()?, [int(1)])?, name!("y")) };
    assert_eq!(shown(wrong()), "AttributeError: 'Point' object has no attribute 'y'\n");
    let wrong = || -> Outcome { sub(call(point()?, [int(1)])?, int(1)) };
    assert_eq!(shown(wrong()), "TypeError: unsupported operand type(s) for -: 'Point' and 'int'\n");
    let wrong = || -> Outcome { call(point()?, []) };
    assert_eq!(shown(wrong()), "TypeError: __init__() missing 1 required positional argument: 'x'\n");
}

#[test]
fn closures_share_cells() {
    let step = || call(function(&CODE_COUNTER), [int(4)]);
    let twice = || -> Outcome {
        let step = step()?;
        call(step.clone(), [])?;
        call(step, [])
    };
    assert_eq!(shown(twice()), "6");
}

#[test]
fn generators_yield_and_return() {
    bind_builtins();
    let all = || {
        crate::protocol::iterate::collect(call(function(&CODE_COUNT), [int(4)])?).map(crate::collections::list_value)
    };
    assert_eq!(shown(all()), "[0, 1, 2, 3]");
    let end = || -> Outcome {
        let generator = call(function(&CODE_COUNT), [int(0)])?;
        call_method(generator, name!("send"), [NONE()])
    };
    assert_eq!(shown(end()), "StopIteration: done\n");
    let early = || -> Outcome {
        let generator = call(function(&CODE_COUNT), [int(3)])?;
        next(&generator)?;
        call_method(generator, name!("throw"), [GLOBALS.load(names::VALUE_ERROR)?])
    };
    assert_eq!(shown(early()), "ValueError\n");
}

#[test]
fn exceptions_are_caught_and_traced() {
    bind_builtins();
    assert_eq!(shown(call(function(&CODE_SAFE), [int(1)])), "1");
    let raised = call(function(&CODE_SAFE), [int(0)]).map(drop).err();
    let text = raised.map(|raised| crate::exceptions::display::exception_text(&raised.take())).unwrap_or_default();
    assert_eq!(
        text,
        "Traceback (most recent call last):\n  File \"example.py\", line 5, in safe\n  File \"example.py\", line 3, \
         in divide\n    return 1 // n\nZeroDivisionError: integer division or modulo by zero\n\nThe above exception \
         was the direct cause of the following exception:\n\nTraceback (most recent call last):\n  File \
         \"example.py\", line 5, in safe\nValueError\n"
    );
    let raised = call(function(&CODE_DIVIDE), [int(0)]).map(drop).err();
    let text = raised.map(|raised| crate::exceptions::display::exception_text(&raised.take())).unwrap_or_default();
    assert_eq!(
        text,
        "Traceback (most recent call last):\n  File \"example.py\", line 3, in divide\n    return 1 // n\n\
         ZeroDivisionError: integer division or modulo by zero\n"
    );
}

#[test]
fn builtins_bind_their_arguments() {
    let list = || crate::collections::list_value(vec![]);
    assert_eq!(
        shown(call_method(list(), name!("append"), [])),
        "TypeError: list.append() takes exactly one argument (0 given)\n"
    );
    let keyword = Call::method(list(), name!("append")).map(|call| call.keyword(name!("x"), int(1)));
    assert_eq!(shown(keyword.and_then(Call::invoke)), "TypeError: list.append() takes no keyword arguments\n");
    let length = crate::protocol::length(&int(3)).map(|_| NONE());
    assert_eq!(shown(length), "TypeError: object of type 'int' has no len()\n");
    assert_eq!(shown(GLOBALS.load(names::LEN)), "<built-in function len>");
}

#[test]
fn a_long_chain_is_released() {
    let mut chain = NONE();
    for _ in 0..200_000 {
        chain = tuple([chain]);
    }
    drop(chain);
}
