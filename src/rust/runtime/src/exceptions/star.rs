//! `except*` (PEP 654). `CHECK_EG_MATCH` and `PREP_RERAISE_STAR` in `Python/ceval.c`, `_PyExc_PrepReraiseStar` in
//! `Objects/exceptions.c`.

use super::groups::{exceptions_in, is_group, split, unnamed_group, Matcher, BASE_EXCEPTION_GROUP};
use super::raising::exception_matches;
use super::state::replace_handled;
use super::{exception_class, raise_type_error, Exception, Handler, Outcome, Raised};
use crate::collections::{list_value, tuple_value, Tuple};
use crate::functions::call_method;
use crate::functions::frame::Frame;
use crate::protocol::iterate::unpack;
use crate::value::Value;
use std::cell::RefCell;

/// The `except*` clauses of one `try`, while they run.
pub struct StarHandler {
    original: Value,
    /// What no clause has taken yet.
    rest: RefCell<Option<Value>>,
    /// What the clauses raised, reraised included.
    raised: RefCell<Vec<Value>>,
}

impl Handler {
    /// Begins the `except*` clauses.
    pub fn star(&self) -> StarHandler {
        let original = self.exception();
        StarHandler { rest: RefCell::new(Some(original.clone())), original, raised: RefCell::new(Vec::new()) }
    }
}

impl StarHandler {
    /// What `except* classes` takes, which becomes the handled exception.
    ///
    /// # Errors
    /// TypeError for classes that it cannot catch; what `split` of a group raises.
    pub fn matches(&self, classes: Value) -> Outcome<Option<Value>> {
        let rest = self.rest.borrow().clone();
        check_classes(&classes)?;
        let Some(exception) = rest else { return Ok(None) };
        let (taken, rest) = match_group(&exception, classes)?;
        if let Some(taken) = &taken {
            let old = self.rest.replace(rest);
            replace_handled(taken.clone());
            drop(old);
        }
        Ok(taken)
    }

    /// A clause has ended; keeps what it raised in `frame`.
    pub fn clause_ended(&self, frame: &Frame, clause: Outcome<()>) {
        if let Err(raised) = clause {
            frame.passes(&raised);
            self.raised.borrow_mut().push(raised.take());
        }
    }

    /// After the last clause: what is raised in place of the exception, if anything is.
    ///
    /// # Errors
    /// What `derive` of a group raises.
    pub fn end(self) -> Outcome<Option<Raised>> {
        let mut raised = self.raised.take();
        raised.extend(self.rest.take());
        if raised.is_empty() {
            return Ok(None);
        }
        if !is_group(&self.original) {
            // At most one clause ran.
            return Ok(Some(Raised::again(raised.swap_remove(0))));
        }
        let (again, mut new): (Vec<_>, Vec<_>) =
            raised.into_iter().partition(|exception| has_same_metadata(exception, &self.original));
        new.extend(projection(&self.original, &again)?);
        Ok(match new.len() {
            0 => None,
            1 => Some(Raised::again(new.swap_remove(0))),
            _ => Some(Raised::again(unnamed_group(list_value(new))?)),
        })
    }
}

/// `check_except_star_type_valid`.
fn check_classes(classes: &Value) -> Outcome<()> {
    let is_group_class =
        |class: &Value| exception_class(class).is_some_and(|class| class.is_subclass_of(BASE_EXCEPTION_GROUP.class()));
    let all = classes.downcast::<Tuple>().map_or(std::slice::from_ref(classes), Tuple::items);
    if !all.iter().all(|class| exception_class(class).is_some()) {
        return Err(raise_type_error("catching classes that do not inherit from BaseException is not allowed"));
    }
    if all.iter().any(is_group_class) {
        return Err(raise_type_error("catching ExceptionGroup with except* is not allowed. Use except instead."));
    }
    Ok(())
}

/// What classes take of an exception, and what they leave.
fn match_group(exception: &Value, classes: Value) -> Outcome<(Option<Value>, Option<Value>)> {
    if exception_matches(exception, &classes)? {
        let taken = match is_group(exception) {
            true => exception.clone(),
            false => unnamed_group(tuple_value(vec![exception.clone()]))?,
        };
        return Ok((Some(taken), None));
    }
    if !is_group(exception) {
        return Ok((None, Some(exception.clone())));
    }
    let pair = call_method(exception.clone(), name!("split"), [classes])?;
    if pair.downcast::<Tuple>().is_none() {
        let (group, given) = (exception.type_name(), pair.type_name());
        return Err(raise_type_error(format!("{group}.split must return a tuple, not {given}")));
    }
    let [taken, rest] = unpack::<2>(pair)?;
    let some = |value: Value| Some(value).filter(|value| !value.is_none());
    Ok((some(taken), some(rest)))
}

/// Whether an exception is a part of the original one that was raised again, and not one that was raised anew.
fn has_same_metadata(exception: &Value, original: &Value) -> bool {
    let (Some(a), Some(b)) = (exception.downcast::<Exception>(), original.downcast::<Exception>()) else {
        return false;
    };
    let same = |a: &Option<Value>, b: &Option<Value>| match (a, b) {
        (Some(a), Some(b)) => a.is(b),
        (a, b) => a.is_none() && b.is_none(),
    };
    let same_traceback = {
        let (a, b) = (a.traceback.borrow(), b.traceback.borrow());
        a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| std::ptr::eq(a.code, b.code) && a.line == b.line)
    };
    same_traceback && same(&a.cause.borrow(), &b.cause.borrow()) && same(&a.context.borrow(), &b.context.borrow())
}

/// The original group with those leaves alone that are in `groups`.
fn projection(original: &Value, groups: &[Value]) -> Outcome<Option<Value>> {
    let mut leaves = Vec::new();
    for group in groups {
        add_leaves(group, &mut leaves);
    }
    let [taken, _] = split(original, &Matcher::Leaves(&leaves), false)?;
    Ok(taken)
}

fn add_leaves(exception: &Value, leaves: &mut Vec<Value>) {
    if !is_group(exception) {
        return leaves.push(exception.clone());
    }
    for inner in exceptions_in(exception) {
        add_leaves(&inner, leaves);
    }
}
