//! `BaseExceptionGroup` and `ExceptionGroup`. `Objects/exceptions.c`.

use super::hierarchy::{BASE_EXCEPTION, EXCEPTION};
use super::raising::exception_matches;
use super::{exception_class, raise_type_error, raise_value_error, Exception, Outcome};
use crate::classes::slots::{New, Slots};
use crate::classes::{BuiltinClass, ClassRef, GetSet, Method};
use crate::collections::support::is_sequence;
use crate::collections::{list_value, tuple_value, Tuple};
use crate::functions::builtin::Constructor;
use crate::functions::frame::RecursionGuard;
use crate::functions::{call, call_method, Arguments};
use crate::object::{allocate, Kind};
use crate::protocol::attributes::{getattr_optional, setattr};
use crate::protocol::{convert, truth};
use crate::text::str::Str;
use crate::text::{to_lossy, value_of};
use crate::value::{Value, NONE};

const MESSAGE: usize = 0;
const EXCEPTIONS: usize = 1;

fn own(group: &Value) -> &Exception {
    match group.downcast::<Exception>() {
        Some(own) => own,
        None => unreachable!("instances of BaseExceptionGroup are exceptions"),
    }
}

/// Whether an exception is a group.
pub(crate) fn is_group(exception: &Value) -> bool {
    BASE_EXCEPTION_GROUP.is_instance(exception)
}

/// The exceptions in a group.
pub(crate) fn exceptions_in(group: &Value) -> Vec<Value> {
    own(group).field(EXCEPTIONS).downcast::<Tuple>().map(|items| items.items().to_vec()).unwrap_or_default()
}

/// A group of these exceptions without a message: what `except*` raises where there are several.
///
/// # Errors
/// None that the caller's exceptions do not ask for.
pub(super) fn unnamed_group(exceptions: Value) -> Outcome {
    call(BASE_EXCEPTION_GROUP.value(), [value_of(""), exceptions])
}

static GROUP_NEW: Constructor = Constructor::new("*args, **kwargs", |class, arguments| {
    let given = arguments.take(0);
    let args = given.downcast::<Tuple>().map_or(&[][..], Tuple::items);
    let [message, exceptions] = args else {
        let count = args.len();
        let message = format!("BaseExceptionGroup.__new__() takes exactly 2 arguments ({count} given)");
        return Err(raise_type_error(message));
    };
    if message.downcast::<Str>().is_none() {
        return Err(raise_type_error(format!(
            "BaseExceptionGroup.__new__() argument 1 must be str, not {}",
            if message.is_none() { "None".to_owned() } else { message.type_name() }
        )));
    }
    let exceptions = checked(exceptions)?;
    let class = group_class(class, &exceptions)?;
    let exception = Exception::new(given.clone());
    exception.set_field(MESSAGE, message.clone());
    exception.set_field(EXCEPTIONS, tuple_value(exceptions));
    Ok(allocate(class, exception).into_value())
});

fn checked(exceptions: &Value) -> Outcome<Vec<Value>> {
    if !is_sequence(exceptions) {
        return Err(raise_type_error("second argument (exceptions) must be a sequence"));
    }
    let exceptions = crate::collections::support::collect(exceptions)?;
    if exceptions.is_empty() {
        return Err(raise_value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    match exceptions.iter().position(|item| item.downcast::<Exception>().is_none()) {
        Some(place) => {
            Err(raise_value_error(format!("Item {place} of second argument (exceptions) is not an exception")))
        }
        None => Ok(exceptions),
    }
}

/// The class of a new group: exceptions that are no `Exception` need a `BaseExceptionGroup`.
fn group_class(class: ClassRef, exceptions: &[Value]) -> Outcome<ClassRef> {
    let only_exceptions = exceptions.iter().all(|exception| EXCEPTION.is_instance(exception));
    if class == EXCEPTION_GROUP.class() && !only_exceptions {
        return Err(raise_type_error("Cannot nest BaseExceptions in an ExceptionGroup"));
    }
    if class == BASE_EXCEPTION_GROUP.class() && only_exceptions {
        return Ok(EXCEPTION_GROUP.class());
    }
    if !only_exceptions && class.is_subclass_of(EXCEPTION.class()) {
        return Err(raise_type_error(format!("Cannot nest BaseExceptions in '{}'", class.type_name())));
    }
    Ok(class)
}

fn group_str(group: &Value) -> Outcome {
    let message = to_lossy(&convert::str(&own(group).field(MESSAGE))?);
    let count = exceptions_in(group).len();
    let ending = if count > 1 { "s" } else { "" };
    Ok(value_of(format!("{message} ({count} sub-exception{ending})")))
}

/// Which exceptions a split takes.
pub(super) enum Matcher<'a> {
    Classes(&'a Value),
    Predicate(&'a Value),
    /// Exceptions that are no groups, by identity.
    Leaves(&'a [Value]),
}

impl<'a> Matcher<'a> {
    fn new(value: &'a Value) -> Outcome<Matcher<'a>> {
        if value.kind() == Kind::Function {
            return Ok(Matcher::Predicate(value));
        }
        let is_classes = match value.downcast::<Tuple>().filter(|_| value.class().is_builtin()) {
            Some(all) => all.items().iter().all(|class| exception_class(class).is_some()),
            None => exception_class(value).is_some(),
        };
        match is_classes {
            true => Ok(Matcher::Classes(value)),
            false => Err(raise_type_error("expected a function, exception type or tuple of exception types")),
        }
    }

    fn takes(&self, exception: &Value) -> Outcome<bool> {
        match self {
            Matcher::Classes(classes) => exception_matches(exception, classes),
            Matcher::Predicate(predicate) => truth(call((*predicate).clone(), [exception.clone()])?),
            Matcher::Leaves(leaves) => Ok(!is_group(exception) && leaves.iter().any(|leaf| leaf.is(exception))),
        }
    }
}

/// What a matcher takes of an exception, and, where it is wanted, what it leaves.
pub(super) fn split(exception: &Value, matcher: &Matcher, wants_rest: bool) -> Outcome<[Option<Value>; 2]> {
    if matcher.takes(exception)? {
        return Ok([Some(exception.clone()), None]);
    }
    if !is_group(exception) {
        return Ok([None, wants_rest.then(|| exception.clone())]);
    }
    let (mut taken, mut left) = (Vec::new(), Vec::new());
    for inner in exceptions_in(exception) {
        let _guard = RecursionGuard::enter(" in exceptiongroup_split_recursive")?;
        let [match_, rest] = split(&inner, matcher, wants_rest)?;
        taken.extend(match_);
        left.extend(rest);
    }
    Ok([subset(exception, taken)?, subset(exception, left)?])
}

/// A group of some of a group's exceptions, with what the group carries.
fn subset(group: &Value, exceptions: Vec<Value>) -> Outcome<Option<Value>> {
    if exceptions.is_empty() {
        return Ok(None);
    }
    let derived = call_method(group.clone(), name!("derive"), [list_value(exceptions)])?;
    if !is_group(&derived) {
        return Err(raise_type_error("derive must return an instance of BaseExceptionGroup"));
    }
    let (from, to) = (own(group), own(&derived));
    super::traceback::share(group, &derived);
    to.suppress_context.set(true);
    let links = (from.context.borrow().clone(), from.cause.borrow().clone());
    let old = (to.context.replace(links.0), to.cause.replace(links.1));
    drop(old);
    if let Some(notes) = getattr_optional(group, name!("__notes__"))?.filter(is_sequence) {
        let notes = list_value(crate::collections::support::collect(&notes)?);
        setattr(derived.clone(), name!("__notes__"), notes)?;
    }
    Ok(Some(derived))
}

/// The receiver and the only other argument; `message` words another count as the C function does.
fn only_argument(arguments: &mut Arguments, message: fn(usize) -> String) -> Outcome<(Value, Value)> {
    let (group, mut given) = (arguments.take(0), arguments.star(1));
    match given.len() {
        1 => Ok((group, given.swap_remove(0))),
        count => Err(raise_type_error(message(count))),
    }
}

fn derive(arguments: &mut Arguments) -> Outcome {
    let message = |count| format!("function takes exactly 1 argument ({count} given)");
    let (group, exceptions) = only_argument(arguments, message)?;
    call(BASE_EXCEPTION_GROUP.value(), [own(&group).field(MESSAGE), exceptions])
}

fn split_method(arguments: &mut Arguments) -> Outcome {
    let (group, matcher) = only_argument(arguments, |count| format!("split expected 1 argument, got {count}"))?;
    let parts = split(&group, &Matcher::new(&matcher)?, true)?;
    Ok(tuple_value(parts.into_iter().map(|part| part.unwrap_or_else(NONE)).collect()))
}

fn subgroup(arguments: &mut Arguments) -> Outcome {
    let (group, matcher) = only_argument(arguments, |count| format!("subgroup expected 1 argument, got {count}"))?;
    let [taken, _] = split(&group, &Matcher::new(&matcher)?, false)?;
    Ok(taken.unwrap_or_else(NONE))
}

fn read_only(_: &Value, _: Option<Value>) -> Outcome<()> {
    Err(super::raise_attribute_error("readonly attribute"))
}

pub static BASE_EXCEPTION_GROUP: BuiltinClass = BuiltinClass::new("BaseExceptionGroup", Kind::Exception)
    .bases(&[&BASE_EXCEPTION])
    .instance_dict()
    .slots(slots!(Slots { new: Some(New::Native(&GROUP_NEW)), str: Some(group_str), ..Slots::NONE }))
    .methods(methods!(&[
        Method::class("__class_getitem__", "cls, item, /", crate::collections::generic_alias),
        Method::new("derive", "self, *args", derive),
        Method::new("split", "self, *args", split_method),
        Method::new("subgroup", "self, *args", subgroup),
    ]))
    .getsets(getsets!(&[
        GetSet::new("message", |group| Ok(own(group).field(MESSAGE))).set(read_only),
        GetSet::new("exceptions", |group| Ok(own(group).field(EXCEPTIONS))).set(read_only),
    ]));

pub static EXCEPTION_GROUP: BuiltinClass =
    BuiltinClass::new("ExceptionGroup", Kind::Exception).bases(&[&BASE_EXCEPTION_GROUP, &EXCEPTION]).instance_dict();
