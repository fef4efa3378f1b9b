//! The exception that is on its way, and those that are being handled.

use super::hierarchy::STOP_ITERATION;
use super::traceback::Entry;
use super::{Exception, Outcome};
use crate::classes::BuiltinClass;
use crate::functions::Code;
use crate::heap::single_thread::SingleThread;
use crate::value::Value;
use std::cell::{Cell, RefCell};

struct State {
    pending: RefCell<Option<Value>>,
    /// The frame that raised again is in the traceback already.
    traced: Cell<bool>,
    handled: RefCell<Vec<Value>>,
}

static STATE: SingleThread<State> = SingleThread::new(State {
    pending: RefCell::new(None),
    traced: Cell::new(false),
    handled: RefCell::new(Vec::new()),
});

/// An exception is on its way; which one, the runtime keeps.
#[must_use = "an exception is handled or passed on"]
#[derive(Debug)]
pub struct Raised(());

impl Raised {
    /// Sends an exception on its way; the one being handled becomes its context.
    #[cold]
    pub fn new(exception: Value) -> Raised {
        let handled = STATE.handled.borrow().last().cloned();
        if let Some(handled) = handled {
            set_context(&exception, handled);
        }
        STATE.traced.set(false);
        let old = STATE.pending.replace(Some(exception));
        drop(old);
        Raised(())
    }

    /// Sends an exception on its way again, its frame in the traceback already.
    #[cold]
    pub fn again(exception: Value) -> Raised {
        STATE.traced.set(true);
        let old = STATE.pending.replace(Some(exception));
        drop(old);
        Raised(())
    }

    /// Sends an exception on its way that was taken to do something else first.
    #[cold]
    pub(crate) fn resume(exception: Value) -> Raised {
        STATE.traced.set(false);
        let old = STATE.pending.replace(Some(exception));
        drop(old);
        Raised(())
    }

    /// The exception, no longer on its way.
    pub fn take(self) -> Value {
        STATE.traced.set(false);
        match STATE.pending.take() {
            Some(exception) => exception,
            None => unreachable!("a Raised stands for a pending exception"),
        }
    }

    /// Drops the exception.
    pub fn forget(self) {
        drop(self.take());
    }

    /// Whether the exception is an instance of a builtin class.
    pub fn is_instance_of(&self, class: &'static BuiltinClass) -> bool {
        STATE.pending.borrow().as_ref().is_some_and(|exception| class.is_instance(exception))
    }

    /// `Ok(None)` for StopIteration, the error itself otherwise.
    pub fn end_of_iteration(self) -> Outcome<Option<Value>> {
        if self.is_instance_of(&STOP_ITERATION) {
            self.forget();
            return Ok(None);
        }
        Err(self)
    }
}

/// Makes `context` the context of an exception; a cycle is cut, as CPython does.
pub(crate) fn set_context(exception: &Value, context: Value) {
    if exception.is(&context) {
        return;
    }
    let next = |link: &Value| link.downcast::<Exception>().and_then(|own| own.context.borrow().clone());
    // A chain may be a circle already: another link goes half as fast (`_PyErr_SetObject` of `Python/errors.c`).
    let (mut current, mut slow, mut is_slow_turn) = (context.clone(), Some(context.clone()), false);
    while let Some(link) = next(&current) {
        if link.is(exception) {
            let old = current.downcast::<Exception>().and_then(|own| own.context.replace(None));
            drop(old);
            break;
        }
        current = link;
        if slow.as_ref().is_some_and(|slow| slow.is(&current)) {
            break;
        }
        if is_slow_turn {
            slow = slow.as_ref().and_then(next);
        }
        is_slow_turn = !is_slow_turn;
    }
    if let Some(own) = exception.downcast::<Exception>() {
        let old = own.context.replace(Some(context));
        drop(old);
    }
}

/// Looks at the pending exception.
pub(super) fn with_pending(look: impl FnOnce(&Exception)) {
    let pending = STATE.pending.borrow().clone();
    if let Some(exception) = pending.as_ref().and_then(|pending| pending.downcast::<Exception>()) {
        look(exception);
    }
}

static PASSED_FRAMES: SingleThread<Cell<u64>> = SingleThread::new(Cell::new(0));

/// How many frames exceptions have passed since the start.
pub(crate) fn passed_frames() -> u64 {
    PASSED_FRAMES.get()
}

/// Notes that the pending exception passed through a frame.
#[cold]
#[inline(never)]
pub(crate) fn add_traceback_entry(code: &'static Code, line: u32) {
    PASSED_FRAMES.set(PASSED_FRAMES.get() + 1);
    if STATE.traced.replace(false) || line == crate::functions::code::HIDDEN_LINE || code.module.stands_for_c() {
        return;
    }
    if let Some(exception) = STATE.pending.borrow().as_ref().and_then(|pending| pending.downcast::<Exception>()) {
        exception.traceback.borrow_mut().push(Entry { code, line });
    }
}

/// The exception being handled.
pub fn handled() -> Option<Value> {
    STATE.handled.borrow().last().cloned()
}

pub(crate) fn push_handled(exception: Value) {
    STATE.handled.borrow_mut().push(exception);
}

/// Another exception is handled in place of the last one.
pub(super) fn replace_handled(exception: Value) {
    let old = STATE.handled.borrow_mut().last_mut().map(|last| std::mem::replace(last, exception));
    drop(old);
}

pub(crate) fn pop_handled() {
    let popped = STATE.handled.borrow_mut().pop();
    drop(popped);
}

/// How many exceptions are being handled.
pub(crate) fn handled_depth() -> usize {
    STATE.handled.borrow().len()
}

/// Takes what is handled above a depth: the part of a generator that stops.
pub(crate) fn take_handled(depth: usize) -> Vec<Value> {
    let mut handled = STATE.handled.borrow_mut();
    let depth = depth.min(handled.len());
    handled.split_off(depth)
}

/// Puts back what `take_handled` gave.
pub(crate) fn restore_handled(part: Vec<Value>) {
    STATE.handled.borrow_mut().extend(part);
}

/// Puts the pending exception aside while `__del__` or a callback runs.
pub(crate) fn suspend_pending() -> (Option<Value>, bool) {
    (STATE.pending.take(), STATE.traced.get())
}

pub(crate) fn restore_pending((pending, traced): (Option<Value>, bool)) {
    STATE.traced.set(traced);
    let old = STATE.pending.replace(pending);
    drop(old);
}
