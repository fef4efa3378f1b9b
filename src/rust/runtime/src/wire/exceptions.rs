//! Exceptions taken apart and put together: section 5 of `docs/wire-format.md`.

use super::encode::{handle_part, Part};
use super::{broken, named, remote, tags, Wire};
use crate::classes::core_classes::TYPE;
use crate::classes::{ClassRef, Method};
use crate::collections::{dict_from, list_value, tuple_value, List};
use crate::exceptions::{self as hierarchy, Exception, Outcome};
use crate::functions::builtin::method_object;
use crate::functions::{call_with, CallArguments};
use crate::heap::single_thread::SingleThread;
use crate::heap::weak::Weak;
use crate::names::intern_text;
use crate::protocol::attributes::set_own_attribute;
use crate::protocol::convert;
use crate::text::str::Str;
use crate::text::{str_value, to_lossy};
use crate::value::Value;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// What is known of an exception that came from the host.
struct Arrived {
    exception: Rc<Weak>,
    /// The host's own exception.
    handle: Value,
    text: Value,
}

static ARRIVED: SingleThread<RefCell<Option<HashMap<u64, Arrived>>>> = SingleThread::new(RefCell::new(None));

fn arrived<T>(exception: &Value, ask: impl FnOnce(&Arrived) -> T) -> Option<T> {
    let table = ARRIVED.borrow();
    let known = table.as_ref()?.get(&exception.bits())?;
    known.exception.get().map(|_| ask(known))
}

/// An exception and its text; none where making the text failed.
type ExceptionText = (Value, Option<Value>);

/// Texts of the exceptions that a message is about to carry: making them may call the host, which cannot be done in
/// the middle of a message.
static TEXTS: SingleThread<RefCell<Vec<ExceptionText>>> = SingleThread::new(RefCell::new(Vec::new()));

/// Makes the texts of an exception and of those that led to it.
pub fn prepare(exception: &Value) {
    forget_texts();
    let mut waiting = vec![exception.clone()];
    while let Some(next) = waiting.pop() {
        let known = TEXTS.borrow().iter().any(|(known, _)| known.is(&next));
        let Some(own) = next.downcast::<Exception>().filter(|_| !known) else { continue };
        waiting.extend(own.cause.borrow().iter().cloned());
        waiting.extend(own.context.borrow().iter().cloned());
        let text = text_of(&next);
        TEXTS.borrow_mut().push((next, text));
    }
}

pub fn forget_texts() {
    let old = TEXTS.take();
    drop(old);
}

fn text_of(exception: &Value) -> Option<Value> {
    match convert::str(exception) {
        Ok(text) => Some(text),
        Err(raised) => {
            raised.forget();
            None
        }
    }
}

fn value_or_null(value: Option<Value>) -> Part {
    value.map_or(Part::Null, Part::Value)
}

/// The fields of an exception, in their order. Errors: refused where they cannot be sent.
pub fn take_apart(exception: &Value) -> Wire<Vec<Part>> {
    let Some(own) = exception.downcast::<Exception>() else { return broken("no exception") };
    let prepared = TEXTS.borrow().iter().find(|(known, _)| known.is(exception)).map(|(_, text)| text.clone());
    let text = prepared.unwrap_or_else(|| text_of(exception));
    let class = exception.class();
    let (mut attributes, mut notes) = (Vec::new(), Vec::new());
    for (name, value) in exception.header().map(|header| header.attributes.items()).unwrap_or_default() {
        if to_lossy(&name) == "__notes__" {
            let all = value.downcast::<List>().map(List::to_vec).unwrap_or_default();
            notes = all.into_iter().filter(|note| note.downcast::<Str>().is_some()).collect();
        } else {
            attributes.extend([name, value]);
        }
    }
    let entries = own.traceback.borrow().clone();
    let lines = entries.iter().rev().map(|entry| {
        let file = Part::Text(entry.code.module.file.to_owned());
        Part::Array(vec![file, Part::Unsigned(entry.line.into()), Part::Text(entry.code.name.to_owned())])
    });
    let handle = arrived(exception, |known| known.handle.clone()).and_then(|handle| remote::handle_of(&handle));
    Ok(vec![
        Part::Text(super::handles::class_name(class)),
        Part::texts(&super::handles::ancestry(class)),
        Part::values(own.arguments()),
        value_or_null(text),
        value_or_null(own.cause.borrow().clone()),
        value_or_null(own.context.borrow().clone()),
        Part::Boolean(own.suppress_context.get()),
        Part::values(notes),
        Part::Array(lines.collect()),
        Part::values(attributes),
        handle.map_or(Part::Null, |handle| handle_part(tags::HOST_HANDLE, handle)),
    ])
}

/// The fields of an exception as they came.
pub struct Fields {
    pub class_name: String,
    pub ancestry: Vec<String>,
    pub arguments: Vec<Value>,
    pub text: Value,
    pub cause: Option<Value>,
    pub context: Option<Value>,
    pub suppress_context: bool,
    pub notes: Vec<Value>,
    pub attributes: Vec<Value>,
    pub handle: Value,
}

/// The exception of these fields. Errors: a class that is none of exceptions.
pub fn put_together(fields: Fields) -> Wire<Value> {
    if fields.handle.downcast::<Exception>().is_some() {
        return Ok(fields.handle);
    }
    let class = match named::class_of(&fields.class_name) {
        Some(class) => class,
        None => stand_in(&fields.class_name, &fields.ancestry)?,
    };
    if !class.is_subclass_of(hierarchy::BASE_EXCEPTION.class()) {
        return broken(format!("{} is not an exception class", fields.class_name));
    }
    let exception = bare_instance(class, &fields.arguments)?;
    let Some(own) = exception.downcast::<Exception>() else { return broken("an exception class without exceptions") };
    own.args.replace(tuple_value(fields.arguments));
    for pair in fields.attributes.chunks_exact(2) {
        set_own_attribute(&exception, &crate::names::intern(pair[0].clone()), pair[1].clone());
    }
    if !fields.notes.is_empty() {
        set_own_attribute(&exception, &intern_text("__notes__"), list_value(fields.notes));
    }
    own.cause.replace(fields.cause);
    own.context.replace(fields.context);
    own.suppress_context.set(fields.suppress_context);
    if let Some(weak) = Weak::new(&exception) {
        let known = Arrived { exception: weak, handle: fields.handle, text: fields.text };
        let mut table = ARRIVED.borrow_mut();
        let table = table.get_or_insert_with(HashMap::new);
        table.retain(|_, known| known.exception.get().is_some());
        table.insert(exception.bits(), known);
    }
    Ok(exception)
}

/// An instance as the nearest builtin class makes and fills it, not by the class's own `__init__`.
fn bare_instance(class: ClassRef, arguments: &[Value]) -> Outcome {
    let new = hierarchy::BASE_EXCEPTION.class().lookup_text("__new__");
    let values = [class.value()].into_iter().chain(arguments.iter().cloned());
    let mut values: Vec<Option<Value>> = values.map(Some).collect();
    match new {
        Some(new) => {
            let new = crate::protocol::attributes::bind_to_class(new, class)?;
            call_with(&new, CallArguments::new(&mut values, &[]))
        }
        None => call_with(&class.value(), CallArguments::new(&mut values[1..], &[])),
    }
}

/// `str` of an exception whose class only the host has.
static STAND_IN_STR: Method = Method::new("__str__", "self, /", |arguments| {
    let own = arguments.take(0);
    match arrived(&own, |known| known.text.clone()) {
        Some(text) if !text.is_none() => Ok(text),
        _ => crate::program::refuse("str() of an exception of the host that has none"),
    }
});

static STAND_INS: SingleThread<RefCell<Vec<(String, ClassRef)>>> = SingleThread::new(RefCell::new(Vec::new()));

/// A class in place of one that only the host has.
fn stand_in(name: &str, ancestry: &[String]) -> Wire<ClassRef> {
    let known = STAND_INS.borrow().iter().find(|(known, _)| known == name).map(|(_, class)| *class);
    if let Some(class) = known {
        return Ok(class);
    }
    let Some(base) = ancestry.iter().skip(1).find_map(|name| named::class_of(name)) else {
        return broken(format!("no class for {name}"));
    };
    let (module, qualified) = name.split_once(':').unwrap_or(("builtins", name));
    let short = qualified.rsplit('.').next().unwrap_or(qualified);
    let namespace = dict_from(vec![
        (intern_text("__module__"), str_value(module)),
        (intern_text("__qualname__"), str_value(qualified)),
        (intern_text("__str__"), method_object(hierarchy::BASE_EXCEPTION.class(), &STAND_IN_STR)),
    ])?;
    let made =
        crate::classes::create::type_new(TYPE.class(), str_value(short), vec![base.value()], namespace, Vec::new())?;
    match ClassRef::from_value(&made) {
        Some(class) => {
            STAND_INS.borrow_mut().push((name.to_owned(), class));
            Ok(class)
        }
        None => broken("no class was made"),
    }
}

/// None for null.
pub fn optional(value: Value) -> Option<Value> {
    (!value.is_none()).then_some(value)
}
