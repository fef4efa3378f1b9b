//! Generators: Rust futures that are polled when Python asks for the next item, or functions that give it.
//!
//! A generator function's body is an `async fn` whose future keeps the frame between two items. While it
//! is polled, the body and the generator object exchange values through [`EXCHANGE`]: polls
//! nest, but what is put there is taken by the neighbour at once.

mod class;
mod delegate;
#[cfg(test)]
mod generators_test;
mod steps;
#[cfg(test)]
mod steps_test;

pub use class::{next_or_stop, GENERATOR};
pub use steps::{call_generator, start_steps, Consumer, Step, Steps};

use crate::exceptions::{
    new_exception, raise_runtime_error, raise_type_error, raise_value_error, state, Exception, Outcome, Raised,
    GENERATOR_EXIT, RUNTIME_ERROR, STOP_ITERATION,
};
use crate::functions::code::Code;
use crate::functions::frame::{Frame, OwnedFrame, RecursionGuard};
use crate::heap::single_thread::SingleThread;
use crate::text::str_value;
use crate::value::{Value, END, NONE};
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// A generator function's body.
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
    /// The line of the frame that ended last.
    line: Cell<u32>,
}

static EXCHANGE: SingleThread<Exchange> =
    SingleThread::new(Exchange { yielded: Cell::new(None), resume: Cell::new(None), line: Cell::new(0) });

/// A generator.
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
}

/// A call of a generator function: the frame's slots move into the generator that is returned.
///
/// # Errors
/// None; the type is that of every body.
#[inline]
pub fn start_generator(frame: &mut Frame, body: impl FnOnce(OwnedFrame) -> Suspended) -> Outcome {
    Ok(class::make(Generator::new(frame.code, Body::Function(body(frame.detach())))))
}

/// A generator's frame ends; its line is wanted for the traceback.
pub(crate) fn frame_ends(line: u32) {
    EXCHANGE.line.set(line);
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
            Poll::Ready(Resume::Throw(exception)) => Poll::Ready(Err(Raised::new(exception))),
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

impl Generator {
    fn new(code: &'static Code, body: Body) -> Generator {
        Generator {
            code,
            name: RefCell::new(None),
            qualified_name: RefCell::new(None),
            state: Cell::new(State::Created),
            body: RefCell::new(Some(body)),
            handled: RefCell::default(),
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

    /// Runs the body to the next `yield` or to its end.
    ///
    /// # Errors
    /// ValueError if it runs already, TypeError for a value sent to one that was not started;
    /// what the body raises, StopIteration turned into RuntimeError.
    pub(crate) fn resume(&self, resume: Resume) -> Outcome<Progress> {
        match (self.state.get(), &resume) {
            (State::Running, _) => return Err(raise_value_error("generator already executing")),
            (State::Done, Resume::Send(_)) => return Ok(Progress::Returned(NONE())),
            (State::Done, Resume::Throw(exception)) => return Err(Raised::new(exception.clone())),
            (State::Created, Resume::Send(value)) if !value.is_none() => {
                return Err(raise_type_error("can't send non-None value to a just-started generator"));
            }
            _ => {}
        }
        let _guard = RecursionGuard::enter("")?;
        if let (State::Created, Resume::Throw(exception)) = (self.state.get(), &resume) {
            self.finish();
            let raised = Raised::new(exception.clone());
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
        if let Resume::Throw(exception) = resume {
            return Err(Raised::new(exception));
        }
        self.state.set(State::Running);
        match step(frame) {
            Ok(item) if item.is_end() => Ok(Progress::Returned(NONE())),
            Ok(item) => Ok(Progress::Yielded(item)),
            Err(raised) => Err(raised),
        }
    }

    /// Runs the body of a generator function to the next `yield`; at its end, what it gave and how many exceptions
    /// were handled before.
    #[inline(always)]
    fn poll(&self, body: &mut Suspended, resume: Resume) -> Poll<(Outcome, usize)> {
        if self.state.get() == State::Suspended {
            EXCHANGE.resume.set(Some(resume));
        }
        self.state.set(State::Running);
        let depth = state::handled_depth();
        if !self.handled.borrow().is_empty() {
            state::restore_handled(self.handled.take());
        }
        match body.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
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
            left_by(raised)
        })
    }

    /// Drops the body without running it.
    fn finish(&self) {
        self.state.set(State::Done);
        let body = self.body.borrow_mut().take();
        // Every handler of the body takes one exception off the list.
        state::restore_handled(self.handled.take());
        drop(body);
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
        match self.resume(Resume::Throw(new_exception(&GENERATOR_EXIT, vec![]))) {
            Ok(Progress::Yielded(_)) => Err(raise_runtime_error("generator ignored GeneratorExit")),
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
fn left_by(raised: Raised) -> Raised {
    if !raised.is_instance_of(&STOP_ITERATION) {
        return raised;
    }
    let stop = raised.take();
    let error = new_exception(&RUNTIME_ERROR, vec![str_value("generator raised StopIteration")]);
    let raised = Raised::new(error.clone());
    if let Some(own) = error.downcast::<Exception>() {
        own.suppress_context.set(true);
        let old = (own.cause.replace(Some(stop.clone())), own.context.replace(Some(stop)));
        drop(old);
    }
    raised
}
