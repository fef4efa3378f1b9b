//! Generator expressions: their bodies are functions that go on to the next item.
//!
//! Between two items such a body has nothing but its slots, the iterators of inner loops among
//! them, so that going on is calling the function again. A builtin that takes all the items of a
//! generator expression that nobody else will know calls the function itself: no generator is made.

use super::{class, left_by, Body, Generator};
use crate::collections::list_value;
use crate::exceptions::{state, Outcome, Raised};
use crate::functions::builtin::consumer;
use crate::functions::code::Code;
use crate::functions::frame::{Entered, Frame, RecursionGuard, StackFrame};
use crate::functions::function::call_closure_values;
use crate::functions::{call, FoundMethod};
use crate::protocol::iterate::{item_or_end, Items};
use crate::value::Value;

/// The body of a generator expression: the next item, or `END`.
pub type Step = fn(&Frame) -> Outcome;

/// What a builtin function or class makes of the items of a generator expression.
#[derive(Clone, Copy)]
pub enum Consumer {
    /// The result of a call with the generator as only argument.
    Items(fn(&mut Steps) -> Outcome),
    /// It takes all the items before it does anything else: a list of them will do.
    Collected,
}

/// A call of a generator expression: the frame's slots move into the generator that is returned.
///
/// # Errors
/// None; the type is that of every body.
#[inline]
pub fn start_steps(frame: &mut Frame, step: Step) -> Outcome {
    Ok(class::make(Generator::new(frame.code, Body::Steps(step, frame.detach()))))
}

/// The items of a generator expression that has no object.
pub struct Steps {
    frame: StackFrame,
    step: Step,
    ended: bool,
}

impl Steps {
    /// # Errors
    /// RecursionError.
    fn new(code: &'static Code, step: Step, closure: &[Value], iterator: Value) -> Outcome<Steps> {
        Ok(Steps { frame: StackFrame::new(code, closure, iterator)?, step, ended: false })
    }

    /// All the items.
    ///
    /// # Errors
    /// What the body raises.
    pub(crate) fn collect(&mut self) -> Outcome<Vec<Value>> {
        let mut items = Vec::with_capacity(8);
        while let Some(item) = self.next()? {
            items.push(item);
        }
        Ok(items)
    }

    #[cold]
    #[inline(never)]
    fn leave_with(&mut self, raised: Raised) -> Raised {
        let line = self.frame.current_line();
        self.end();
        state::add_traceback_entry(self.frame.code, line);
        left_by(raised, self.frame.code.kind)
    }

    fn end(&mut self) {
        self.ended = true;
        self.frame.clear();
    }
}

impl Items for Steps {
    #[inline(always)]
    fn next(&mut self) -> Outcome<Option<Value>> {
        debug_assert!(!self.ended);
        let guard = RecursionGuard::enter("")?;
        let entered = Entered::new(&*self.frame);
        let outcome = item_or_end((self.step)(&self.frame));
        drop(entered);
        match outcome {
            Ok(Some(item)) => {
                drop(guard);
                Ok(Some(item))
            }
            Ok(None) => {
                self.end();
                drop(guard);
                Ok(None)
            }
            Err(raised) => Err(self.leave_with(raised)),
        }
    }
}

/// `function(expression)`, where the expression is a generator expression over `iterator`.
///
/// # Errors
/// What the call raises.
#[inline]
pub fn call_generator<const C: usize>(
    function: Value,
    code: &'static Code,
    step: Step,
    closure: [Value; C],
    iterator: Value,
) -> Outcome {
    call_generator_with(function, code, step, &closure, iterator)
}

/// The same with any number of cells.
///
/// # Errors
/// What the call raises.
pub(crate) fn call_generator_with(
    function: Value,
    code: &'static Code,
    step: Step,
    closure: &[Value],
    iterator: Value,
) -> Outcome {
    match consumer(&function) {
        Some(consumer) => consume(&function, consumer, code, step, closure, iterator),
        None => call(function, [call_closure_values(code, closure, &mut [Some(iterator)])?]),
    }
}

#[inline(never)]
fn consume(
    function: &Value,
    consumer: Consumer,
    code: &'static Code,
    step: Step,
    closure: &[Value],
    iterator: Value,
) -> Outcome {
    let mut steps = Steps::new(code, step, closure, iterator)?;
    match consumer {
        Consumer::Items(consume) => consume(&mut steps),
        Consumer::Collected => {
            let items = steps.collect()?;
            drop(steps);
            call(function.clone(), [list_value(items)])
        }
    }
}

impl FoundMethod {
    /// The same for a method.
    ///
    /// # Errors
    /// What the call raises.
    #[inline]
    pub fn call_generator<const C: usize>(
        self,
        code: &'static Code,
        step: Step,
        closure: [Value; C],
        iterator: Value,
    ) -> Outcome {
        self.call_generator_with(code, step, &closure, iterator)
    }

    /// The same with any number of cells.
    ///
    /// # Errors
    /// What the call raises.
    pub(crate) fn call_generator_with(
        self,
        code: &'static Code,
        step: Step,
        closure: &[Value],
        iterator: Value,
    ) -> Outcome {
        if !self.collects() {
            return self.call([call_closure_values(code, closure, &mut [Some(iterator)])?]);
        }
        let mut steps = Steps::new(code, step, closure, iterator)?;
        let items = steps.collect()?;
        drop(steps);
        self.call([list_value(items)])
    }
}
