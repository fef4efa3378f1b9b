//! The class `async_generator` and the awaitables that its methods give. `Objects/genobject.c`.
//!
//! The body yields for two reasons: it awaits something, or it has an item. Items are wrapped, so that whoever resumes
//! the body can tell which it was.

use super::class;
use super::{Generator, Progress, Resume, State, Suspended, Thrown, Yield};
use crate::classes::{BuiltinClass, GetSet, Method, Slots};
use crate::exceptions::display::report_unraisable;
use crate::exceptions::{
    raise_builtin, raise_runtime_error, raise_stop_iteration, raise_type_error, state, Outcome, Raised, GENERATOR_EXIT,
    STOP_ASYNC_ITERATION,
};
use crate::functions::builtin::Arguments;
use crate::functions::call;
use crate::functions::frame::{Frame, OwnedFrame};
use crate::heap::single_thread::SingleThread;
use crate::object::{allocate, allocate_native, Kind};
use crate::value::{boolean, Value, NONE};
use std::cell::{Cell, RefCell};

/// An async generator.
pub struct AsyncGenerator {
    pub(crate) body: Generator,
    has_called_hooks: Cell<bool>,
    finalizer: RefCell<Option<Value>>,
    is_closed: Cell<bool>,
    /// Whether one of its awaitables is being awaited.
    is_running: Cell<bool>,
}

/// `sys.set_asyncgen_hooks`.
pub struct Hooks {
    pub(crate) first_iteration: RefCell<Option<Value>>,
    pub(crate) finalizer: RefCell<Option<Value>>,
}

/// What is called when an async generator is first iterated over, and instead of closing it.
pub static HOOKS: SingleThread<Hooks> =
    SingleThread::new(Hooks { first_iteration: RefCell::new(None), finalizer: RefCell::new(None) });

/// A call of an async generator function: the frame's slots move into the object that is returned.
///
/// # Errors
/// None; the type is that of every body.
#[inline]
pub fn start_async_generator(frame: &mut Frame, body: impl FnOnce(OwnedFrame) -> Suspended) -> Outcome {
    let payload = AsyncGenerator {
        body: Generator::of_function(frame, body),
        has_called_hooks: Cell::new(false),
        finalizer: RefCell::new(None),
        is_closed: Cell::new(false),
        is_running: Cell::new(false),
    };
    Ok(allocate(ASYNC_GENERATOR.class(), payload).into_value())
}

/// An item on its way out of the body.
struct Item(RefCell<Option<Value>>);

static ITEM: BuiltinClass = BuiltinClass::new("async_generator_wrapped_value", Kind::Native).sealed().no_constructor();

impl OwnedFrame {
    /// `yield value` in an async generator.
    ///
    /// # Errors
    /// What `athrow` or `aclose` raises here.
    pub fn suspend_item(&self, value: Value) -> Yield {
        self.suspend(allocate_native(ITEM.class(), Item(RefCell::new(Some(value)))))
    }
}

/// What a body yields: an item, or what it waits for.
fn item_in(yielded: &Value) -> Option<Value> {
    yielded.native::<Item>().map(|item| item.0.take().unwrap_or_else(NONE))
}

fn own(value: &Value) -> &AsyncGenerator {
    match value.downcast::<AsyncGenerator>() {
        Some(own) => own,
        None => unreachable!("instances of async_generator are async generators"),
    }
}

impl AsyncGenerator {
    /// What comes of resuming the body, as an awaitable's `send` gives it: StopIteration with an item.
    fn unwrap(&self, progress: Outcome<Progress>) -> Outcome {
        let raised = match progress {
            Ok(Progress::Yielded(value)) => match item_in(&value) {
                Some(item) => raise_stop_iteration(Some(item)),
                None => return Ok(value),
            },
            Ok(Progress::Returned(_)) => self.ended(raise_builtin(&STOP_ASYNC_ITERATION, Vec::new())),
            Err(raised) => self.ended(raised),
        };
        self.is_running.set(false);
        Err(raised)
    }

    fn ended(&self, raised: Raised) -> Raised {
        if is_end(&raised) {
            self.is_closed.set(true);
        }
        raised
    }
}

fn is_end(raised: &Raised) -> bool {
    raised.is_instance_of(&STOP_ASYNC_ITERATION) || raised.is_instance_of(&GENERATOR_EXIT)
}

/// Calls the hook for the first iteration, once.
fn call_hooks(value: &Value) -> Outcome<()> {
    let generator = own(value);
    if generator.has_called_hooks.replace(true) {
        return Ok(());
    }
    generator.finalizer.replace(HOOKS.finalizer.borrow().clone());
    let hook = HOOKS.first_iteration.borrow().clone();
    match hook {
        Some(hook) => call(hook, [value.clone()]).map(drop),
        None => Ok(()),
    }
}

fn finalize(value: &Value) {
    let generator = own(value);
    let finalizer = generator.finalizer.borrow().clone();
    match finalizer {
        Some(finalizer) if !generator.is_closed.get() && generator.body.state.get() != State::Done => {
            let saved = state::suspend_pending();
            if let Err(raised) = call(finalizer, [value.clone()]) {
                report_unraisable(raised, value);
            }
            state::restore_pending(saved);
        }
        _ => class::finalize(value),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Fresh,
    Running,
    Closed,
}

/// `async_generator_asend`: what `__anext__` and `asend` give.
struct Send {
    generator: Value,
    sent: Value,
    stage: Cell<Stage>,
}

/// `async_generator_athrow`: what `athrow` and, without a thrown exception, `aclose` give.
struct Throw {
    generator: Value,
    thrown: Option<Vec<Value>>,
    stage: Cell<Stage>,
}

const SEND_REUSED: &str = "cannot reuse already awaited __anext__()/asend()";
const THROW_REUSED: &str = "cannot reuse already awaited aclose()/athrow()";

/// `__anext__()` of an async generator.
///
/// # Errors
/// What the hook for the first iteration raises.
pub(super) fn next_item_of(generator: &Value) -> Outcome {
    awaitable_send(generator.clone(), NONE())
}

fn awaitable_send(generator: Value, sent: Value) -> Outcome {
    call_hooks(&generator)?;
    Ok(allocate_native(SEND.class(), Send { generator, sent, stage: Cell::new(Stage::Fresh) }))
}

fn awaitable_throw(generator: Value, thrown: Option<Vec<Value>>) -> Outcome {
    call_hooks(&generator)?;
    Ok(allocate_native(THROW.class(), Throw { generator, thrown, stage: Cell::new(Stage::Fresh) }))
}

impl Send {
    fn finish(&self, result: Outcome) -> Outcome {
        if result.is_err() {
            self.stage.set(Stage::Closed);
        }
        result
    }

    fn send(&self, mut value: Value) -> Outcome {
        let generator = own(&self.generator);
        match self.stage.get() {
            Stage::Closed => return Err(raise_runtime_error(SEND_REUSED)),
            Stage::Fresh => {
                if generator.is_running.get() {
                    return Err(raise_runtime_error("anext(): asynchronous generator is already running"));
                }
                if value.is_none() {
                    value = self.sent.clone();
                }
                self.stage.set(Stage::Running);
            }
            Stage::Running => {}
        }
        generator.is_running.set(true);
        self.finish(generator.unwrap(generator.body.resume(Resume::Send(value))))
    }

    fn throw(&self, thrown: Thrown) -> Outcome {
        if self.stage.get() == Stage::Closed {
            return Err(raise_runtime_error(SEND_REUSED));
        }
        let generator = own(&self.generator);
        self.finish(generator.unwrap(generator.body.throw(thrown)))
    }
}

impl Throw {
    fn closed(&self, raised: Raised) -> Outcome {
        self.stage.set(Stage::Closed);
        Err(raised)
    }

    fn send(&self, value: Value) -> Outcome {
        let generator = own(&self.generator);
        if self.stage.get() == Stage::Closed {
            return Err(raise_runtime_error(THROW_REUSED));
        }
        if generator.body.state.get() == State::Done {
            return self.closed(raise_stop_iteration(None));
        }
        if self.stage.get() == Stage::Running {
            return self.went_on(generator.body.resume(Resume::Send(value)));
        }
        if generator.is_running.get() {
            let method = if self.thrown.is_some() { "athrow" } else { "aclose" };
            let message = format!("{method}(): asynchronous generator is already running");
            return self.closed(raise_runtime_error(message));
        }
        if generator.is_closed.get() {
            return self.closed(raise_builtin(&STOP_ASYNC_ITERATION, Vec::new()));
        }
        if !value.is_none() {
            return Err(raise_runtime_error("can't send non-None value to a just-started coroutine"));
        }
        self.stage.set(Stage::Running);
        generator.is_running.set(true);
        // GeneratorExit does not close what the body waits for: that may still have something to await.
        let thrown = match &self.thrown {
            Some(given) => {
                check_count(given.len())?;
                Thrown::new(given.clone()).not_closing()
            }
            None => {
                generator.is_closed.set(true);
                Thrown::exit().not_closing()
            }
        };
        match self.went_on(generator.body.throw(thrown)) {
            Err(raised) => {
                generator.is_running.set(false);
                self.closed(self.end(raised))
            }
            result => result,
        }
    }

    /// What comes of resuming the body once it has been thrown into.
    fn went_on(&self, progress: Outcome<Progress>) -> Outcome {
        let generator = own(&self.generator);
        if self.thrown.is_some() {
            return generator.unwrap(progress);
        }
        let raised = match progress {
            Ok(Progress::Yielded(value)) if item_in(&value).is_none() => return Ok(value),
            Ok(Progress::Yielded(_)) => raise_runtime_error("async generator ignored GeneratorExit"),
            Ok(Progress::Returned(_)) => self.end(raise_builtin(&STOP_ASYNC_ITERATION, Vec::new())),
            Err(raised) => self.end(raised),
        };
        generator.is_running.set(false);
        self.closed(raised)
    }

    /// The end of the body is the end of `aclose`, too.
    fn end(&self, raised: Raised) -> Raised {
        if self.thrown.is_some() || !is_end(&raised) {
            return raised;
        }
        raised.forget();
        raise_stop_iteration(None)
    }

    fn throw(&self, thrown: Thrown) -> Outcome {
        if self.stage.get() == Stage::Closed {
            return Err(raise_runtime_error(THROW_REUSED));
        }
        let generator = own(&self.generator);
        let progress = generator.body.throw(thrown);
        if self.thrown.is_some() {
            return generator.unwrap(progress);
        }
        match progress {
            Ok(Progress::Yielded(value)) if item_in(&value).is_none() => Ok(value),
            Ok(Progress::Yielded(_)) => {
                generator.is_running.set(false);
                self.closed(raise_runtime_error("async generator ignored GeneratorExit"))
            }
            Ok(Progress::Returned(_)) => Err(self.end(raise_builtin(&STOP_ASYNC_ITERATION, Vec::new()))),
            Err(raised) => Err(self.end(raised)),
        }
    }
}

/// `PyArg_UnpackTuple` of what `athrow` was given.
fn check_count(count: usize) -> Outcome<()> {
    let bound = match count {
        0 => "least 1 argument",
        1..=3 => return Ok(()),
        _ => "most 3 arguments",
    };
    Err(raise_type_error(format!("athrow expected at {bound}, got {count}")))
}

/// The class of either awaitable.
macro_rules! awaitable {
    ($class:ident $name:literal $payload:ident) => {
        static $class: BuiltinClass = BuiltinClass::new($name, Kind::Native)
            .sealed()
            .no_constructor()
            .slots(slots!(Slots {
                await_: Some(|own| Ok(own.clone())),
                iter: Some(|own| Ok(own.clone())),
                next: Some(|own| match own.native::<$payload>() {
                    Some(own) => own.send(NONE()).map(Some),
                    None => Ok(None),
                }),
                ..Slots::NONE
            }))
            .methods(methods!(&[
                Method::new("send", "self, arg, /", |arguments: &mut Arguments| {
                    let (own, value) = (arguments.take(0), arguments.take(1));
                    own.native::<$payload>().map_or_else(|| Ok(NONE()), |own| own.send(value))
                })
                .doc(class::SEND_DOC),
                Method::new("throw", "self, typ, val=None, tb=None, /", |arguments: &mut Arguments| {
                    let own = arguments.take(0);
                    let thrown = Thrown::from_arguments(arguments);
                    own.native::<$payload>().map_or_else(|| Ok(NONE()), |own| own.throw(thrown))
                })
                .doc(class::THROW_DOC),
                Method::new("close", "self, /", |arguments: &mut Arguments| {
                    if let Some(own) = arguments.take(0).native::<$payload>() {
                        own.stage.set(Stage::Closed);
                    }
                    Ok(NONE())
                })
                .doc(class::CLOSE_DOC),
            ]));
    };
}

awaitable!(SEND "async_generator_asend" Send);
awaitable!(THROW "async_generator_athrow" Throw);

/// The class `async_generator`.
pub static ASYNC_GENERATOR: BuiltinClass = BuiltinClass::new("async_generator", Kind::AsyncGenerator)
    .sealed()
    .no_constructor()
    .slots(slots!(Slots {
        repr: Some(class::repr),
        del: Some(finalize),
        aiter: Some(|own| Ok(own.clone())),
        anext: Some(next_item_of),
        ..Slots::NONE
    }))
    .methods(methods!(&[
        Method::new("asend", "self, value, /", |arguments: &mut Arguments| {
            let (own, value) = (arguments.take(0), arguments.take(1));
            awaitable_send(own, value)
        })
        .doc("asend(v) -> send 'v' in generator."),
        // How many arguments there are is asked when the awaitable runs.
        Method::new("athrow", "self, *args", |arguments: &mut Arguments| {
            let own = arguments.take(0);
            awaitable_throw(own, Some(arguments.star(1)))
        })
        .doc("athrow(typ[,val[,tb]]) -> raise exception in generator."),
        Method::new("aclose", "self, /", |arguments: &mut Arguments| awaitable_throw(arguments.take(0), None))
            .doc("aclose() -> raise GeneratorExit inside generator."),
        Method::class("__class_getitem__", "cls, item, /", crate::collections::generic_alias),
    ]))
    .getsets(getsets!(&[
        class::NAME,
        class::QUALIFIED_NAME,
        GetSet::new("ag_running", |value| Ok(boolean(own(value).is_running.get()))),
        GetSet::new("ag_await", class::delegate),
        GetSet::new("ag_frame", class::frame),
        GetSet::new("ag_code", class::code),
    ]));
