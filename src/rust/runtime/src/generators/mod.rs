//! Generators, coroutines and async generators: Rust futures that are polled when Python asks for the next item, or
//! functions that give it.
//!
//! The body of such a function is an `async fn` whose future keeps the frame between two items. While it
//! is polled, the body and the generator object exchange values through [`EXCHANGE`]: polls
//! nest, but what is put there is taken by the neighbour at once.

mod anext;
mod async_generator;
mod asynchronous;
mod awaitables;
mod class;
mod coroutine;
mod delegate;
#[cfg(test)]
mod generators_test;
mod never_awaited;
mod steps;
#[cfg(test)]
mod steps_test;
mod throw;

pub use anext::{AITER, ANEXT};
pub use async_generator::{start_async_generator, AsyncGenerator, ASYNC_GENERATOR, HOOKS};
pub use asynchronous::async_iterator;
pub use class::{next_or_stop, GENERATOR};
pub use coroutine::{start_coroutine, Coroutine, COROUTINE};
pub(crate) use never_awaited::warn_at_end;
pub(crate) use steps::call_generator_with;
pub use steps::{call_generator, start_steps, Consumer, Step, Steps};
pub(crate) use throw::Thrown;

use crate::classes::BuiltinClass;
use crate::exceptions::{
    new_exception, raise_builtin, raise_runtime_error, raise_type_error, raise_value_error, state, Exception, Outcome,
    Raised, GENERATOR_EXIT, RUNTIME_ERROR, STOP_ASYNC_ITERATION, STOP_ITERATION,
};
use crate::functions::code::{Code, CodeKind};
use crate::functions::frame::{Entered, Frame, OwnedFrame, RecursionGuard};
use crate::heap::references::{visit_frame, visit_suspended_frame};
use crate::heap::single_thread::SingleThread;
use crate::text::str_value;
use crate::value::{Value, END, NONE};
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// The body of a generator function, of a coroutine or of an async generator.
type Suspended = Pin<Box<dyn Future<Output = Outcome>>>;

/// The body of a generator, suspended or not started.
enum Body {
    Function(Suspended),
    Steps(Step, OwnedFrame),
}

/// What a suspended body goes on with.
pub(crate) enum Resume {
    Send(Value),
    /// An exception object, raised where the body stands.
    Throw(Value),
    /// What `throw` was given, for the iterator that the body delegates to.
    PassOn(Thrown),
}

/// What resuming came to.
pub(crate) enum Progress {
    Yielded(Value),
    Returned(Value),
}

impl Progress {
    fn item_or_end(self) -> Value {
        match self {
            Progress::Yielded(item) => item,
            Progress::Returned(_) => END(),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Created,
    Suspended,
    Running,
    Done,
}

struct Exchange {
    yielded: Cell<Option<Value>>,
    resume: Cell<Option<Resume>>,
    /// The iterator that gave what a body yields, where the body delegates to one.
    delegate: Cell<Option<Value>>,
    /// The line of the frame that ended last.
    line: Cell<u32>,
    /// The frame that began last.
    frame: Cell<*const Frame>,
}

static EXCHANGE: SingleThread<Exchange> = SingleThread::new(Exchange {
    yielded: Cell::new(None),
    resume: Cell::new(None),
    delegate: Cell::new(None),
    line: Cell::new(0),
    frame: Cell::new(std::ptr::null()),
});

/// A generator; also what coroutines and async generators are made of.
pub struct Generator {
    pub(crate) code: &'static Code,
    /// `__name__`, where it was set.
    pub(crate) name: RefCell<Option<Value>>,
    /// `__qualname__`, where it was set.
    pub(crate) qualified_name: RefCell<Option<Value>>,
    pub(crate) state: Cell<State>,
    /// Borrowed while it runs.
    body: RefCell<Option<Body>>,
    /// What the body was handling when it was suspended.
    handled: RefCell<Vec<Value>>,
    /// What the suspended body delegates to: `gi_yieldfrom`, `cr_await`, `ag_await`.
    delegate: RefCell<Option<Value>>,
    /// Whether `types.coroutine` made it awaitable.
    iterable: bool,
    /// The body's frame, once it has begun.
    frame: Cell<*const Frame>,
}

/// A call of a generator function: the frame's slots move into the generator that is returned.
///
/// # Errors
/// None; the type is that of every body.
#[inline]
pub fn start_generator(frame: &mut Frame, body: impl FnOnce(OwnedFrame) -> Suspended) -> Outcome {
    Ok(class::make(Generator::of_function(frame, body)))
}

/// A generator's frame ends; its line is wanted for the traceback.
pub(crate) fn frame_ends(line: u32) {
    EXCHANGE.line.set(line);
}

/// A frame begins; who polls it for the first time must know where it is.
pub(crate) fn frame_begins(frame: *const Frame) {
    EXCHANGE.frame.set(frame);
}

/// Suspends a body once: yields a value, and gives what the body is resumed with.
pub(crate) struct Suspension(Option<Value>);

impl Future for Suspension {
    type Output = Resume;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Resume> {
        if let Some(value) = self.0.take() {
            EXCHANGE.yielded.set(Some(value));
            return Poll::Pending;
        }
        match EXCHANGE.resume.take() {
            Some(resume) => Poll::Ready(resume),
            None => Poll::Pending,
        }
    }
}

/// `yield value`.
pub struct Yield(Suspension);

impl Future for Yield {
    type Output = Outcome;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Outcome> {
        match Pin::new(&mut self.0).poll(context) {
            Poll::Ready(Resume::Send(sent)) => Poll::Ready(Ok(sent)),
            Poll::Ready(Resume::Throw(exception)) => Poll::Ready(Err(Raised::resume(exception))),
            Poll::Ready(Resume::PassOn(thrown)) => {
                Poll::Ready(thrown.exception().and_then(|it| Err(Raised::resume(it))))
            }
            Poll::Pending => Poll::Pending,
        }
    }
}

impl OwnedFrame {
    /// `yield value`.
    ///
    /// # Errors
    /// What `throw` or `close` raises here.
    #[inline]
    pub fn suspend(&self, value: Value) -> Yield {
        Yield(Suspension(Some(value)))
    }
}

/// Gives a generator, coroutine or async generator the names of the function that was called.
pub(crate) fn rename(made: &Value, name: Option<Value>, qualified_name: Option<Value>) {
    if let Some(own) = class::any_kind(made) {
        own.name.replace(name);
        own.qualified_name.replace(qualified_name);
    }
}

impl Generator {
    fn of_function(frame: &mut Frame, body: impl FnOnce(OwnedFrame) -> Suspended) -> Generator {
        let (code, iterable) = (frame.code, frame.iterable);
        Generator { iterable, ..Generator::new(code, Body::Function(body(frame.detach()))) }
    }

    fn new(code: &'static Code, body: Body) -> Generator {
        crate::kept::needs(crate::kept::GENERATORS);
        Generator {
            code,
            name: RefCell::new(None),
            qualified_name: RefCell::new(None),
            state: Cell::new(State::Created),
            body: RefCell::new(Some(body)),
            handled: RefCell::default(),
            delegate: RefCell::new(None),
            iterable: false,
            frame: Cell::new(std::ptr::null()),
        }
    }

    /// `__name__`.
    pub(crate) fn name(&self) -> Value {
        self.name.borrow().clone().unwrap_or_else(|| crate::names::intern_text(self.code.name))
    }

    /// `__qualname__`.
    pub(crate) fn qualified_name(&self) -> Value {
        self.qualified_name.borrow().clone().unwrap_or_else(|| crate::names::intern_text(self.code.qualified_name))
    }

    /// Shows what a body that is suspended owns: the variables of its frame, and what else is known.
    pub(crate) fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        for place in [&self.name, &self.qualified_name, &self.delegate] {
            place.try_borrow().iter().filter_map(|value| value.as_ref()).for_each(&mut *visit);
        }
        self.handled.try_borrow().iter().flat_map(|handled| handled.iter()).for_each(&mut *visit);
        match (self.state.get(), self.body.try_borrow().as_deref()) {
            (State::Suspended | State::Created, Ok(Some(Body::Steps(_, frame)))) => visit_frame(frame, visit),
            (State::Suspended, Ok(Some(Body::Function(_)))) => visit_suspended_frame(self.frame.get(), visit),
            _ => {}
        }
    }

    /// What the body delegates to while it is suspended.
    pub(crate) fn delegate(&self) -> Option<Value> {
        self.delegate.borrow().clone()
    }

    /// `throw(…)`.
    ///
    /// # Errors
    /// TypeError for what is no exception, where the body does not delegate to somebody who takes it; those of
    /// `resume`.
    pub(crate) fn throw(&self, thrown: Thrown) -> Outcome<Progress> {
        if let Some(delegate) = self.delegate() {
            let thrown = thrown.found_on(&delegate)?;
            drop(delegate); // it may end before the body goes on
            return self.resume(Resume::PassOn(thrown));
        }
        self.resume(Resume::Throw(thrown.exception()?))
    }

    /// Why the body cannot be resumed; `None` where it can.
    #[cold]
    #[inline(never)]
    fn refusal(&self, resume: &Resume) -> Option<Outcome<Progress>> {
        let noun = self.code.kind.noun();
        match (self.state.get(), resume) {
            (State::Created, Resume::Send(value)) if !value.is_none() => {
                Some(Err(raise_type_error(format!("can't send non-None value to a just-started {noun}"))))
            }
            (State::Running, _) => Some(Err(raise_value_error(format!("{noun} already executing")))),
            (State::Done, _) if self.code.kind == CodeKind::Coroutine => {
                Some(Err(raise_runtime_error("cannot reuse already awaited coroutine")))
            }
            (State::Done, Resume::Send(_)) => Some(Ok(Progress::Returned(NONE()))),
            (State::Done, Resume::Throw(exception)) => Some(Err(Raised::resume(exception.clone()))),
            _ => None,
        }
    }

    /// Runs the body to the next `yield` or to its end.
    ///
    /// # Errors
    /// ValueError if it runs already, TypeError for a value sent to one that was not started, RuntimeError for a
    /// coroutine that has ended; what the body raises, StopIteration turned into RuntimeError.
    #[inline(never)] // A function with a gate holds nothing else.
    pub(crate) fn resume(&self, resume: Resume) -> Outcome<Progress> {
        if crate::kept::is_open(crate::kept::GENERATORS) {
            self.open_resume(resume)
        } else {
            crate::kept::missing()
        }
    }

    fn open_resume(&self, resume: Resume) -> Outcome<Progress> {
        let goes_on = match self.state.get() {
            State::Suspended => true,
            State::Created => matches!(&resume, Resume::Send(value) if value.is_none()),
            State::Running | State::Done => false,
        };
        if !goes_on {
            if let Some(refusal) = self.refusal(&resume) {
                return refusal;
            }
        }
        let _guard = RecursionGuard::enter("")?;
        if let (State::Created, Resume::Throw(exception)) = (self.state.get(), &resume) {
            self.finish();
            let raised = Raised::resume(exception.clone());
            state::add_traceback_entry(self.code, self.code.first_line);
            return Err(raised);
        }
        self.run(resume)
    }

    /// The next item; `END` at the end, whatever the body returned.
    ///
    /// # Errors
    /// Those of `resume`.
    #[inline]
    pub(crate) fn advance(&self) -> Outcome {
        if self.state.get() != State::Suspended && self.state.get() != State::Created {
            return self.resume(Resume::Send(NONE())).map(Progress::item_or_end);
        }
        let _guard = RecursionGuard::enter("")?;
        self.run(Resume::Send(NONE())).map(Progress::item_or_end)
    }

    #[inline(always)]
    fn run(&self, resume: Resume) -> Outcome<Progress> {
        let mut place = self.body.borrow_mut();
        match place.as_mut() {
            Some(Body::Steps(step, frame)) => {
                let outcome = self.step(*step, frame, resume);
                if !matches!(outcome, Ok(Progress::Yielded(_))) {
                    let line = frame.current_line();
                    let body = place.take();
                    drop(place);
                    return self.ended(outcome, line, body);
                }
                self.state.set(State::Suspended);
                outcome
            }
            Some(Body::Function(body)) => {
                let poll = self.poll(body, resume);
                let Poll::Ready((result, depth)) = poll else {
                    self.state.set(State::Suspended);
                    if let Some(delegate) = EXCHANGE.delegate.take() {
                        self.delegate.replace(Some(delegate));
                    }
                    return Ok(Progress::Yielded(EXCHANGE.yielded.take().unwrap_or(NONE())));
                };
                let line = EXCHANGE.line.get();
                let body = place.take();
                drop(place);
                drop(state::take_handled(depth));
                self.ended(result.map(Progress::Returned), line, body)
            }
            None => Ok(Progress::Returned(NONE())),
        }
    }

    /// Goes on to the next item of a generator expression, which takes no notice of what is sent.
    #[inline(always)]
    fn step(&self, step: Step, frame: &OwnedFrame, resume: Resume) -> Outcome<Progress> {
        match resume {
            Resume::Throw(exception) => return Err(Raised::resume(exception)),
            Resume::PassOn(thrown) => return Err(Raised::resume(thrown.exception()?)),
            Resume::Send(_) => {}
        }
        self.state.set(State::Running);
        let entered = Entered::new(&**frame);
        let outcome = step(frame);
        drop(entered);
        match outcome {
            Ok(item) if item.is_end() => Ok(Progress::Returned(NONE())),
            Ok(item) => Ok(Progress::Yielded(item)),
            Err(raised) => Err(raised),
        }
    }

    /// What is thrown in has the exception that the body itself is handling as its context, and none that its caller is.
    #[inline(always)]
    fn with_context(&self, resume: Resume) -> Resume {
        match resume {
            Resume::Send(_) => resume,
            Resume::Throw(exception) => {
                if let Some(handled) = self.handled.borrow().last() {
                    state::set_context(&exception, handled.clone());
                }
                Resume::Throw(exception)
            }
            Resume::PassOn(thrown) => Resume::PassOn(thrown.in_context(self.handled.borrow().last().cloned())),
        }
    }

    /// Runs the body of a generator function to the next `yield`; at its end, what it gave and how many exceptions
    /// were handled before.
    #[inline(always)]
    fn poll(&self, body: &mut Suspended, resume: Resume) -> Poll<(Outcome, usize)> {
        if self.state.get() == State::Suspended {
            // Whoever runs delegates to nobody; the body has its own reference.
            let delegate = self.delegate.take();
            let resume = self.with_context(resume);
            EXCHANGE.resume.set(Some(resume));
            drop(delegate);
        }
        self.state.set(State::Running);
        let depth = state::handled_depth();
        if !self.handled.borrow().is_empty() {
            state::restore_handled(self.handled.take());
        }
        let begins = self.frame.get().is_null();
        let outer = EXCHANGE.frame.get();
        let entered = Entered::new(self.frame.get());
        let poll = body.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        drop(entered);
        if begins {
            // Bodies that began inside this one have put back what they found.
            self.frame.set(EXCHANGE.frame.replace(outer));
        }
        match poll {
            Poll::Pending => {
                if state::handled_depth() != depth {
                    *self.handled.borrow_mut() = state::take_handled(depth);
                }
                Poll::Pending
            }
            Poll::Ready(result) => Poll::Ready((result, depth)),
        }
    }

    /// The body has come to its end, or to its error at `line`.
    #[inline(never)]
    fn ended(&self, outcome: Outcome<Progress>, line: u32, body: Option<Body>) -> Outcome<Progress> {
        self.state.set(State::Done);
        // A frame's values go before the traceback has its entry; those of a future went when it ended.
        drop(body);
        outcome.map_err(|raised| {
            state::add_traceback_entry(self.code, line);
            left_by(raised, self.code.kind)
        })
    }

    /// Drops the body without running it.
    fn finish(&self) {
        self.state.set(State::Done);
        let body = self.body.borrow_mut().take();
        let delegate = self.delegate.take();
        // Every handler of the body takes one exception off the list.
        state::restore_handled(self.handled.take());
        drop(body);
        drop(delegate);
    }

    /// `close()`.
    ///
    /// # Errors
    /// RuntimeError if the body yields again; what it raises, GeneratorExit and StopIteration
    /// excepted.
    pub(crate) fn close(&self) -> Outcome<()> {
        match self.state.get() {
            State::Created => {
                self.finish();
                return Ok(());
            }
            State::Done => return Ok(()),
            State::Running | State::Suspended => {}
        }
        let kind = self.code.kind;
        match self.throw(Thrown::closing()) {
            Ok(Progress::Yielded(_)) => Err(raise_runtime_error(format!("{} ignored GeneratorExit", kind.noun()))),
            Ok(Progress::Returned(_)) if kind == CodeKind::AsyncGenerator => {
                Err(raise_builtin(&STOP_ASYNC_ITERATION, Vec::new()))
            }
            Ok(Progress::Returned(_)) => Ok(()),
            Err(raised) if raised.is_instance_of(&GENERATOR_EXIT) || raised.is_instance_of(&STOP_ITERATION) => {
                raised.forget();
                Ok(())
            }
            Err(raised) => Err(raised),
        }
    }
}

/// The exception that leaves a body: StopIteration becomes RuntimeError.
fn left_by(raised: Raised, kind: CodeKind) -> Raised {
    let stop = match () {
        () if raised.is_instance_of(&STOP_ITERATION) => "StopIteration",
        () if kind == CodeKind::AsyncGenerator && raised.is_instance_of(&STOP_ASYNC_ITERATION) => "StopAsyncIteration",
        () => return raised,
    };
    raised_from(&RUNTIME_ERROR, format!("{} raised {stop}", kind.noun()), raised)
}

/// Raises an error in place of another one, which is its cause and context (`_PyErr_FormatFromCause`).
pub(crate) fn raised_from(class: &'static BuiltinClass, message: String, cause: Raised) -> Raised {
    let cause = cause.take();
    let error = new_exception(class, vec![str_value(message)]);
    let raised = Raised::new(error.clone());
    if let Some(own) = error.downcast::<Exception>() {
        own.suppress_context.set(true);
        let old = (own.cause.replace(Some(cause.clone())), own.context.replace(Some(cause)));
        drop(old);
    }
    raised
}
