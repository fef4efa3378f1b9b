//! Generators: Rust futures that are polled when Python asks for the next item.
//!
//! A generator's body is an `async fn` whose future keeps the frame between two items. While it
//! is polled, the body and the generator object exchange values through [`EXCHANGE`]: polls
//! nest, but what is put there is taken by the neighbour at once.

mod class;
mod delegate;
#[cfg(test)]
mod generators_test;

pub use class::{next_or_stop, GENERATOR};

use crate::exceptions::{
    new_exception, raise_runtime_error, raise_type_error, raise_value_error, state, Exception, Outcome, Raised,
    GENERATOR_EXIT, RUNTIME_ERROR, STOP_ITERATION,
};
use crate::functions::code::Code;
use crate::functions::frame::{Frame, OwnedFrame, RecursionGuard};
use crate::heap::single_thread::SingleThread;
use crate::text::str_value;
use crate::value::{Value, NONE};
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// The body of a generator, suspended or not started.
type Body = Pin<Box<dyn Future<Output = Outcome>>>;

/// What a suspended body goes on with.
pub(crate) enum Resume {
    Send(Value),
    /// An exception object, raised where the body stands.
    Throw(Value),
}

/// What resuming came to.
pub(crate) enum Step {
    Yielded(Value),
    Returned(Value),
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
pub fn start_generator(frame: &mut Frame, body: impl FnOnce(OwnedFrame) -> Body) -> Outcome {
    Ok(class::make(Generator::new(frame.code, body(frame.detach()))))
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
    pub(crate) fn resume(&self, resume: Resume) -> Outcome<Step> {
        match (self.state.get(), &resume) {
            (State::Running, _) => return Err(raise_value_error("generator already executing")),
            (State::Done, Resume::Send(_)) => return Ok(Step::Returned(NONE())),
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

    /// The next item; `None` at the end, whatever the body returned.
    ///
    /// # Errors
    /// Those of `resume`.
    #[inline]
    pub(crate) fn advance(&self) -> Outcome<Option<Value>> {
        if self.state.get() != State::Suspended && self.state.get() != State::Created {
            return match self.resume(Resume::Send(NONE()))? {
                Step::Yielded(value) => Ok(Some(value)),
                Step::Returned(_) => Ok(None),
            };
        }
        let _guard = RecursionGuard::enter("")?;
        match self.run(Resume::Send(NONE()))? {
            Step::Yielded(value) => Ok(Some(value)),
            Step::Returned(_) => Ok(None),
        }
    }

    #[inline(always)]
    fn run(&self, resume: Resume) -> Outcome<Step> {
        let mut place = self.body.borrow_mut();
        let Some(body) = place.as_mut() else { return Ok(Step::Returned(NONE())) };
        if self.state.get() == State::Suspended {
            EXCHANGE.resume.set(Some(resume));
        }
        self.state.set(State::Running);
        let depth = state::handled_depth();
        if !self.handled.borrow().is_empty() {
            state::restore_handled(self.handled.take());
        }
        let poll = body.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        match poll {
            Poll::Pending => {
                if state::handled_depth() != depth {
                    *self.handled.borrow_mut() = state::take_handled(depth);
                }
                self.state.set(State::Suspended);
                Ok(Step::Yielded(EXCHANGE.yielded.take().unwrap_or(NONE())))
            }
            Poll::Ready(result) => {
                let line = EXCHANGE.line.get();
                self.state.set(State::Done);
                let body = place.take();
                drop(place);
                drop(state::take_handled(depth));
                if result.is_err() {
                    state::add_traceback_entry(self.code, line);
                }
                drop(body);
                result.map(Step::Returned).map_err(left_by)
            }
        }
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
            Ok(Step::Yielded(_)) => Err(raise_runtime_error("generator ignored GeneratorExit")),
            Ok(Step::Returned(_)) => Ok(()),
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
