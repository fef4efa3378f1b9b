//! What objects own of others: the one table by which collections and the census find their way (`tp_traverse`), and
//! how what closes circles is let go of (`tp_clear`).
//!
//! Each value is shown once for each time that the object owns it, or not at all: what is being changed, and what a
//! native type does not show, is taken for owned by somebody else, so that it stays.
#![allow(unsafe_code)] // The frame of a suspended body lies in a future, and is known by its address.

use super::owned::Owned;
use crate::classes::descriptors::{ClassMethod, Property, StaticMethod};
use crate::classes::super_object::Super;
use crate::classes::wrappers::MethodWrapper;
use crate::collections::iterators::{ListIterator, TupleIterator};
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
use crate::object::{clear_native_object, visit_owned_by_native, Instance, Kind, Payload};
use crate::value::Value;

/// Who is shown values.
pub(crate) type Visit<'a> = &'a mut dyn FnMut(&Value);

/// The payload of an object whose kind is known.
fn payload<T: Payload>(object: &Value) -> &T {
    match object.downcast::<T>() {
        Some(payload) => payload,
        None => unreachable!("the kind tells the payload"),
    }
}

fn show_function(function: &Function, visit: Visit) {
    function.closure.show(visit);
    function.defaults.show(visit);
    function.keyword_defaults.show(visit);
    for place in [&function.annotations, &function.name, &function.qualified_name, &function.doc, &function.module_name]
    {
        place.show(visit);
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

fn show_exception(exception: &Exception, visit: Visit) {
    exception.args.show(visit);
    exception.cause.show(visit);
    exception.context.show(visit);
    exception.visit_traceback(visit);
    exception.fields.show(visit);
}

fn show_property(own: &Property, visit: Visit) {
    [&own.get, &own.set, &own.delete, &own.doc, &own.name].into_iter().for_each(|place| place.show(visit));
}

/// Shows all that an object owns; false where that is not known.
pub(crate) fn visit(object: &Value, visit: Visit) -> bool {
    let Some(header) = object.header() else { return true };
    header.attributes.visit(visit);
    match header.kind() {
        Kind::Instance => payload::<Instance>(object).slots.show(visit),
        Kind::List => payload::<List>(object).items.try_borrow().iter().for_each(|items| items.show(visit)),
        Kind::Tuple => payload::<Tuple>(object).items().show(visit),
        Kind::Dict => payload::<Dict>(object).show(visit),
        Kind::Set => payload::<Set>(object).visit(visit),
        Kind::FrozenSet => payload::<FrozenSet>(object).keys.visit(visit),
        Kind::Slice => {
            let slice = payload::<Slice>(object);
            [&slice.start, &slice.stop, &slice.step].into_iter().for_each(visit);
        }
        Kind::Cell => payload::<CellObject>(object).0.show(visit),
        Kind::Function => show_function(payload(object), visit),
        Kind::BoundMethod => {
            let method = payload::<BoundMethod>(object);
            [&method.function, &method.receiver].into_iter().for_each(visit);
        }
        Kind::BuiltinFunction => payload::<BuiltinFunction>(object).receiver.show(visit),
        Kind::MethodWrapper => payload::<MethodWrapper>(object).receiver.show(visit),
        Kind::ClassMethod => payload::<ClassMethod>(object).function.show(visit),
        Kind::StaticMethod => payload::<StaticMethod>(object).function.show(visit),
        Kind::Property => show_property(payload(object), visit),
        Kind::Super => payload::<Super>(object).visit(visit),
        Kind::Module => payload::<ModuleObject>(object).dict().show(visit),
        Kind::Generator => payload::<Generator>(object).visit(visit),
        Kind::Coroutine => payload::<Coroutine>(object).body.visit(visit),
        Kind::AsyncGenerator => payload::<AsyncGenerator>(object).body.visit(visit),
        Kind::Exception => show_exception(payload(object), visit),
        Kind::ListIterator => payload::<ListIterator>(object).visit(visit),
        Kind::TupleIterator => payload::<TupleIterator>(object).visit(visit),
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
