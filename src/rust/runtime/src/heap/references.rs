//! What objects own of others: the one table by which collections and the census find their way (`tp_traverse`), and
//! how what closes circles is let go of (`tp_clear`).
//!
//! Each value is shown once for each time that the object owns it, or not at all: what is being changed, and what a
//! native type does not show, is taken for owned by somebody else, so that it stays.
#![allow(unsafe_code)] // The frame of a suspended body lies in a future, and is known by its address.

use crate::classes::descriptors::{ClassMethod, Property, StaticMethod};
use crate::classes::wrappers::MethodWrapper;
use crate::collections::{Dict, FrozenSet, List, Set, Slice, Tuple};
use crate::exceptions::Exception;
use crate::functions::builtin::BuiltinFunction;
use crate::functions::cell::CellObject;
use crate::functions::code::Slot;
use crate::functions::frame::Frame;
use crate::functions::method::BoundMethod;
use crate::functions::Function;
use crate::generators::{AsyncGenerator, Coroutine, Generator};
use crate::modules::ModuleObject;
use crate::object::{clear_native_object, visit_owned_by_native, Instance, Kind, Payload, Place, Ref};
use crate::value::Value;
use std::cell::RefCell;

/// Who is shown values.
pub(crate) type Visit<'a> = &'a mut dyn FnMut(&Value);

/// The payload of an object whose kind is known.
fn payload<T: Payload>(object: &Value) -> &T {
    match object.downcast::<T>() {
        Some(payload) => payload,
        None => unreachable!("the kind tells the payload"),
    }
}

fn visit_place(place: &Place, visit: Visit) {
    place.get().iter().for_each(visit);
}

fn visit_optional(place: &RefCell<Option<Value>>, visit: Visit) {
    place.try_borrow().iter().filter_map(|value| value.as_ref()).for_each(visit);
}

fn visit_held(place: &RefCell<Value>, visit: Visit) {
    place.try_borrow().iter().for_each(|value| visit(value));
}

fn visit_dict(dict: &Dict, visit: Visit) {
    let Ok(table) = dict.table.try_borrow() else { return };
    table.iter().for_each(|entry| {
        visit(&entry.key);
        visit(&entry.value);
    });
    dict.factory().iter().for_each(visit);
}

fn visit_function(function: &Function, visit: Visit) {
    function.closure.iter().for_each(&mut *visit);
    function.defaults.try_borrow().iter().filter_map(|own| own.as_ref()).map(Ref::as_value).for_each(&mut *visit);
    let keywords = function.keyword_defaults.try_borrow();
    keywords.iter().filter_map(|own| own.as_ref()).map(Ref::as_value).for_each(&mut *visit);
    for place in [&function.annotations, &function.name, &function.qualified_name, &function.doc, &function.module_name]
    {
        visit_optional(place, visit);
    }
}

/// Shows the variables of a frame that nobody runs.
pub(crate) fn visit_frame(frame: &Frame, visit: Visit) {
    for slot in (0..frame.code.slots).map(Slot).filter(|slot| !frame.is_empty(*slot)) {
        visit(frame.peek(slot));
    }
}

/// The same for that of a body that is suspended.
pub(crate) fn visit_suspended_frame(frame: *const Frame, visit: Visit) {
    // SAFETY: null, or a body that has begun keeps its frame in place until it ends.
    if let Some(frame) = unsafe { frame.as_ref() } {
        visit_frame(frame, visit);
    }
}

fn visit_exception(exception: &Exception, visit: Visit) {
    visit_held(&exception.args, visit);
    visit_optional(&exception.cause, visit);
    visit_optional(&exception.context, visit);
    exception.visit_traceback(visit);
    exception.fields.try_borrow().iter().flat_map(|fields| fields.iter()).for_each(visit);
}

fn visit_slice(slice: &Slice, visit: Visit) {
    [&slice.start, &slice.stop, &slice.step].into_iter().for_each(visit);
}

fn visit_property(own: &Property, visit: Visit) {
    for place in [&own.get, &own.set, &own.delete, &own.doc, &own.name] {
        visit_optional(place, visit);
    }
}

/// Shows all that an object owns; false where that is not known.
pub(crate) fn visit(object: &Value, visit: Visit) -> bool {
    let Some(header) = object.header() else { return true };
    header.attributes.visit(visit);
    match header.kind() {
        Kind::Instance => payload::<Instance>(object).slots.iter().for_each(|place| visit_place(place, visit)),
        Kind::List => payload::<List>(object).items.try_borrow().iter().flat_map(|items| items.iter()).for_each(visit),
        Kind::Tuple => payload::<Tuple>(object).items().iter().for_each(visit),
        Kind::Dict => visit_dict(payload(object), visit),
        Kind::Set => payload::<Set>(object).visit(visit),
        Kind::FrozenSet => payload::<FrozenSet>(object).keys.visit(visit),
        Kind::Slice => visit_slice(payload(object), visit),
        Kind::Cell => visit_place(&payload::<CellObject>(object).0, visit),
        Kind::Function => visit_function(payload(object), visit),
        Kind::BoundMethod => {
            let method = payload::<BoundMethod>(object);
            visit(&method.function);
            visit(&method.receiver);
        }
        Kind::BuiltinFunction => payload::<BuiltinFunction>(object).receiver.iter().for_each(visit),
        Kind::MethodWrapper => visit(&payload::<MethodWrapper>(object).receiver),
        Kind::ClassMethod => visit_held(&payload::<ClassMethod>(object).function, visit),
        Kind::StaticMethod => visit_held(&payload::<StaticMethod>(object).function, visit),
        Kind::Property => visit_property(payload(object), visit),
        Kind::Module => visit(payload::<ModuleObject>(object).dict().as_value()),
        Kind::Generator => payload::<Generator>(object).visit(visit),
        Kind::Coroutine => payload::<Coroutine>(object).body.visit(visit),
        Kind::AsyncGenerator => payload::<AsyncGenerator>(object).body.visit(visit),
        Kind::Exception => visit_exception(payload(object), visit),
        Kind::Native => return visit_owned_by_native(object, visit),
        _ => return !header.is_in_page(),
    }
    true
}

fn clear_function(function: &Function) {
    drop(function.defaults.take());
    drop(function.keyword_defaults.take());
    drop(function.annotations.take());
}

fn clear_exception(exception: &Exception) {
    drop(exception.cause.take());
    drop(exception.context.take());
    drop(exception.fields.take());
    drop(exception.args.replace(crate::native::tuple(Vec::new())));
}

/// Lets an object that nobody refers to any more let go of what closes circles. A generator has been closed.
pub(crate) fn clear(object: &Value) {
    let Some(header) = object.header() else { return };
    header.attributes.clear(header.class().shape);
    match header.kind() {
        Kind::Instance => {
            let places = payload::<Instance>(object).slots.iter();
            drop(places.map(|place| place.replace(None)).collect::<Vec<_>>());
        }
        Kind::List => drop(payload::<List>(object).items.replace(Vec::new())),
        Kind::Dict => {
            payload::<Dict>(object).clear();
            payload::<Dict>(object).set_factory(None);
        }
        Kind::Set => payload::<Set>(object).clear(),
        Kind::Cell => payload::<CellObject>(object).set(None),
        Kind::Function => clear_function(payload(object)),
        Kind::Exception => clear_exception(payload(object)),
        Kind::Native => clear_native_object(object),
        _ => {}
    }
}
