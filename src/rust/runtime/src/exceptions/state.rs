//! The exception that is on its way, and those that are being handled.

use super::exception::Exception;
use super::Outcome;
use crate::functions::code::Code;
use crate::heap::single_thread::SingleThread;
use crate::value::{Value, NONE};
use std::cell::{Cell, RefCell};

/// Proof that an exception is on its way; the runtime holds the exception itself.
#[derive(Debug)]
#[must_use = "an exception on its way must be passed on or handled"]
pub struct Raised(());

static PENDING: SingleThread<Cell<Option<Value>>> = SingleThread::new(Cell::new(None));

/// What is being handled: the first level is the main program's, each running generator has
/// one above.
static LEVELS: SingleThread<RefCell<Vec<Option<Value>>>> = SingleThread::new(RefCell::new(Vec::new()));

/// The exception that `sys.exception()` gives.
pub fn handled() -> Option<Value> {
    LEVELS.borrow().iter().rev().find_map(Clone::clone)
}

fn replace_handled(exception: Option<Value>) -> Option<Value> {
    let mut levels = LEVELS.borrow_mut();
    if levels.is_empty() {
        levels.push(None);
    }
    let last = levels.len() - 1;
    std::mem::replace(&mut levels[last], exception)
}

/// A generator starts or goes on: what it was handling is handled again.
pub(crate) fn enter_level(own: Option<Value>) {
    let mut levels = LEVELS.borrow_mut();
    if levels.is_empty() {
        levels.push(None);
    }
    levels.push(own);
}

/// A generator stops; gives what it was handling.
pub(crate) fn leave_level() -> Option<Value> {
    LEVELS.borrow_mut().pop().flatten()
}

/// Takes an exception that is on its way aside, while other Python code runs in between.
pub(crate) fn suspend_pending() -> Option<Value> {
    PENDING.take()
}

/// Undoes [`suspend_pending`].
pub(crate) fn restore_pending(exception: Option<Value>) {
    drop(PENDING.replace(exception));
}

/// Adds a frame to the traceback of the exception that is on its way.
pub(crate) fn add_traceback_entry(code: &'static Code, line: u32) {
    let exception = PENDING.take();
    if let Some(own) = exception.as_ref().and_then(|exception| exception.downcast::<Exception>()) {
        super::traceback::add_entry(own, code, line);
    }
    PENDING.set(exception);
}

impl Raised {
    /// Raises an exception object as it is: nothing is chained.
    pub fn again(exception: Value) -> Raised {
        let old = PENDING.replace(Some(exception));
        drop(old);
        Raised(())
    }

    /// Raises an exception object; what is being handled becomes its `__context__`.
    pub fn new(exception: Value) -> Raised {
        if let Some(context) = handled() {
            if !context.is(&exception) {
                break_cycle(&exception, &context);
                if let Some(own) = exception.downcast::<Exception>() {
                    let old = own.context.replace(Some(context));
                    drop(old);
                }
            }
        }
        Raised::again(exception)
    }

    /// Takes the exception: it is no longer on its way.
    pub fn take(self) -> Value {
        PENDING.take().unwrap_or(NONE())
    }

    /// Nobody wants to know the exception.
    pub fn forget(self) {
        drop(PENDING.take());
    }

    /// A look at the exception.
    pub fn peek(&self) -> Value {
        let exception = PENDING.take();
        PENDING.set(exception.clone());
        exception.unwrap_or(NONE())
    }

    /// Whether the exception is an instance of a builtin class.
    pub fn is(&self, class: &'static crate::classes::BuiltinClass) -> bool {
        class.is_instance(&self.peek())
    }
}

/// If `exception` is somewhere in the contexts of `context`, cuts it out there.
fn break_cycle(exception: &Value, context: &Value) {
    let mut current = context.clone();
    let mut slow = context.clone();
    let mut advance_slow = false;
    while let Some(next) = context_of(&current) {
        if next.is(exception) {
            if let Some(own) = current.downcast::<Exception>() {
                drop(own.context.take());
            }
            return;
        }
        current = next;
        if current.is(&slow) {
            return;
        }
        if advance_slow {
            slow = context_of(&slow).unwrap_or(slow);
        }
        advance_slow = !advance_slow;
    }
}

fn context_of(exception: &Value) -> Option<Value> {
    exception.downcast::<Exception>().and_then(|own| own.context.borrow().clone())
}

/// An exception while it is handled: from `except` to the end of its block.
pub struct Handler {
    exception: Value,
    previous: Option<Value>,
}

impl Handler {
    /// Takes the exception that is on its way and makes it the handled one.
    pub fn new(raised: Raised) -> Handler {
        let exception = raised.take();
        let previous = replace_handled(Some(exception.clone()));
        Handler { exception, previous }
    }

    pub fn exception(&self) -> Value {
        self.exception.clone()
    }

    /// Whether `except class:` catches it.
    ///
    /// # Errors
    /// TypeError if `class` is neither an exception class nor a tuple of them.
    pub fn matches(&self, class: Value) -> Outcome<bool> {
        super::raising::exception_matches(&self.exception, &class)
    }

    /// The same exception is on its way again, with its context as it is.
    pub fn raise_again(&self) -> Raised {
        Raised::again(self.exception.clone())
    }
}

impl Drop for Handler {
    fn drop(&mut self) {
        let own = replace_handled(self.previous.take());
        drop(own);
    }
}

/// How the body of `finally` or `with` ended, where no exception was raised.
pub enum Exit {
    /// By reaching its end.
    Normal,
    /// By `return`.
    Return(Value),
    /// By a `break` or `continue` of an enclosing loop; the number says which.
    Jump(u32),
}
