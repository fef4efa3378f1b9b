//! What objects give to `copy` and `pickle` (`Objects/typeobject.c`): `__reduce__`, `__reduce_ex__` and `__getstate__` of
//! `object`, and what the same methods of builtin classes are made of.

use super::core_classes::OBJECT;
use super::declaration::Method;
use super::known_names::Layout;
use super::special::call_special;
use super::ClassRef;
use crate::collections::support::{self, at, get_optional_attribute};
use crate::collections::{Dict, List, Tuple};
use crate::exceptions::*;
use crate::functions::builtin::BuiltinFunction;
use crate::functions::{call, call_method, Arguments};
use crate::modules::import::{builtin, import_leaf, is_available};
use crate::names::{intern_text, Name};
use crate::native::tuple;
use crate::object::Kind;
use crate::protocol::attributes::{getattr, getattr_value, instance_dict};
use crate::value::{Value, NONE};

/// The rows of `object`.
pub(crate) const REDUCE: Method =
    Method::new("__reduce__", "self, /", |arguments| common_reduce(&arguments.take(0), 0));
pub(crate) const REDUCE_EX: Method = Method::new("__reduce_ex__", "self, protocol, /", reduce_ex);
pub(crate) const GET_STATE: Method =
    Method::new("__getstate__", "self, /", |arguments| default_state(&arguments.take(0), false));

/// A name of `builtins`, as reductions of iterators use it.
pub(crate) fn builtin_named(name: &str) -> Outcome {
    builtin(&intern_text(name)).ok_or_else(|| raise_attribute_error(name.to_owned()))
}

/// `(callable, arguments)`.
pub(crate) fn reduced(callable: Value, arguments: Vec<Value>) -> Outcome {
    Ok(tuple(vec![callable, tuple(arguments)]))
}

/// `(callable, arguments, state)`.
pub(crate) fn reduced_with(callable: Value, arguments: Vec<Value>, state: Value) -> Outcome {
    Ok(tuple(vec![callable, tuple(arguments), state]))
}

/// `(type(own), arguments)`.
pub(crate) fn reduced_to_class(own: &Value, arguments: Vec<Value>) -> Outcome {
    reduced(own.class().value(), arguments)
}

/// `(iter, (iterable,), position)`, without a position where there is none.
pub(crate) fn reduced_iterator(iterable: Value, position: Option<i64>) -> Outcome {
    let iter = builtin_named("iter")?;
    match position {
        Some(position) => reduced_with(iter, vec![iterable], crate::value::int(position)),
        None => reduced(iter, vec![iterable]),
    }
}

/// `(getattr, (own, name))`.
pub(crate) fn reduced_attribute(own: Value, name: Value) -> Outcome {
    reduced(builtin_named("getattr")?, vec![own, name])
}

/// A state that is a position (`PyLong_AsSsize_t`).
///
/// # Errors
/// TypeError for what is no int; OverflowError beyond 64 bits.
pub(crate) fn position_state(state: &Value) -> Outcome<i64> {
    match state.as_integer() {
        None => Err(raise_type_error("an integer is required")),
        Some(_) => support::argument_index(state),
    }
}

/// The items of a state that has to be a tuple of so many (`PyArg_ParseTuple`).
///
/// # Errors
/// TypeError.
pub(crate) fn tuple_state(state: &Value, least: usize, most: usize) -> Outcome<Vec<Value>> {
    let Some(items) = state.downcast::<Tuple>() else { return Err(raise_type_error("state is not a tuple")) };
    let given = items.items().len();
    if (least..=most).contains(&given) {
        return Ok(items.items().to_vec());
    }
    let (bound, count) = match (least == most, given < least) {
        (true, _) => ("exactly", least),
        (false, true) => ("at least", least),
        (false, false) => ("at most", most),
    };
    let plural = if count == 1 { "" } else { "s" };
    Err(raise_type_error(format!("function takes {bound} {count} argument{plural} ({given} given)")))
}

/// `own.__getstate__()` (`_PyObject_GetState`).
pub(crate) fn state_of(own: &Value) -> Outcome {
    state_or_complaint(own, false)
}

fn state_or_complaint(own: &Value, required: bool) -> Outcome {
    let method = getattr(own.clone(), name!("__getstate__"))?;
    let is_default = method.downcast::<BuiltinFunction>().is_some_and(|function| {
        &*function.qualified == "object.__getstate__"
            && function.receiver.as_ref().is_some_and(|receiver| receiver.is(own))
    });
    if is_default {
        return default_state(own, required);
    }
    call(method, [])
}

/// The instance dictionary as a state; None where it is empty or there is none.
fn attributes_state(own: &Value) -> Value {
    if let Some(module) = own.downcast::<crate::modules::ModuleObject>() {
        return module.dict().into_value();
    }
    if ClassRef::from_value(own).is_some() {
        crate::program::refuse("object.__getstate__ of a class");
    }
    match own.header().filter(|header| own.class().instance_dict && !header.attributes.items().is_empty()) {
        Some(_) => instance_dict(own).map_or_else(NONE, |dict| dict.into_value()),
        None => NONE(),
    }
}

/// `object_getstate_default`.
fn default_state(own: &Value, required: bool) -> Outcome {
    let class = own.class();
    let layout = layout_of(class);
    if required && layout == Layout::Items {
        return Err(cannot_pickle_items(class));
    }
    let state = attributes_state(own);
    let names = slot_names(class)?;
    if required && layout == Layout::Fields {
        return Err(cannot_pickle(class));
    }
    let Some(names) = names.downcast::<List>() else { return Ok(state) };
    let count = names.len();
    let slots = Dict::allocate();
    for position in 0..count {
        let Some(name) = names.get(position as i64) else { break };
        if let Some(value) = crate::protocol::attributes::getattr_value_optional(own, &name)? {
            slots.set(name, value)?;
        }
        if names.len() != count {
            return Err(raise_runtime_error("__slotsname__ changed size during iteration"));
        }
    }
    if slots.is_empty() {
        return Ok(state);
    }
    Ok(tuple(vec![state, slots.into_value()]))
}

fn cannot_pickle_items(class: ClassRef) -> Raised {
    raise_type_error(format!("cannot pickle {} objects", class.type_name()))
}

fn cannot_pickle(class: ClassRef) -> Raised {
    raise_type_error(format!("cannot pickle '{}' object", class.type_name()))
}

/// What instances hold besides attributes and the values of `__slots__`: what the builtin class does that a class is
/// derived from.
fn layout_of(class: ClassRef) -> Layout {
    let declared = class.mro().iter().filter_map(|class| class.declaration);
    let layouts = declared.map(|declaration| match declaration.known.layout {
        // What CPython keeps in attributes lies in a payload here.
        Layout::Plain if declaration.kind == Kind::Native => Layout::Unknown,
        Layout::Fields if declaration.written_in_python => Layout::Unknown,
        layout => layout,
    });
    let layout = layouts.max().unwrap_or(Layout::Plain);
    if layout == Layout::Unknown {
        crate::program::refuse(format!("copying or pickling of '{}' objects", class.type_name()));
    }
    layout
}

/// The module `copyreg`, which programs that pickle or copy contain.
fn copyreg() -> Outcome {
    if !is_available("copyreg") {
        crate::program::refuse("object.__reduce_ex__ in a program without the module copyreg");
    }
    import_leaf("copyreg")
}

/// `_PyType_GetSlotNames`: a list or None.
fn slot_names(class: ClassRef) -> Outcome {
    let is_fit = |names: &Value| names.is_none() || names.downcast::<List>().is_some();
    if let Some(names) = class.dict.get_name(name!("__slotnames__").value()) {
        if is_fit(&names) {
            return Ok(names);
        }
        let (name, given) = (class.type_name(), names.type_name());
        return Err(raise_type_error(format!("{name}.__slotnames__ should be a list or None, not {given}")));
    }
    let names = call_method(copyreg()?, name!("_slotnames"), [class.value()])?;
    if is_fit(&names) {
        return Ok(names);
    }
    Err(raise_type_error("copyreg._slotnames didn't return a list or None"))
}

fn reduce_ex(arguments: &mut Arguments) -> Outcome {
    let protocol = crate::native::index_c_int(at(arguments, 1))?;
    let own = arguments.take(0);
    let name = name!("__reduce__");
    if let Some(reduce) = get_optional_attribute(&own, name)? {
        let of_class = getattr_value(&own.class().value(), name.value())?;
        let of_object = OBJECT.class().dict.get_name(name.value());
        if !of_object.is_some_and(|of_object| of_object.is(&of_class)) {
            return call(reduce, []);
        }
    }
    common_reduce(&own, protocol)
}

/// `_common_reduce`.
fn common_reduce(own: &Value, protocol: i64) -> Outcome {
    if protocol >= 2 {
        return reduce_to_new(own);
    }
    call_method(copyreg()?, name!("_reduce_ex"), [own.clone(), crate::value::int(protocol)])
}

fn wrong_type(what: &str, expected: &str, given: &Value) -> Raised {
    raise_type_error(format!("{what} {expected}, not '{}'", given.type_name()))
}

/// `_PyObject_GetNewArguments`: positional arguments and keywords.
fn new_arguments(own: &Value) -> Outcome<(Option<Vec<Value>>, Option<Value>)> {
    const EX: &str = "__getnewargs_ex__ should return";
    if let Some(both) = call_special(own, name!("__getnewargs_ex__"), [])? {
        let Some(items) = both.downcast::<Tuple>() else { return Err(wrong_type(EX, "a tuple", &both)) };
        let [positional, keywords] = items.items() else {
            return Err(raise_value_error(format!("{EX} a tuple of length 2, not {}", items.items().len())));
        };
        let part = |which: &str| format!("{which} item of the tuple returned by __getnewargs_ex__ must be");
        let Some(values) = positional.downcast::<Tuple>() else {
            return Err(wrong_type(&part("first"), "a tuple", positional));
        };
        if keywords.downcast::<Dict>().is_none() {
            return Err(wrong_type(&part("second"), "a dict", keywords));
        }
        return Ok((Some(values.items().to_vec()), Some(keywords.clone())));
    }
    let Some(positional) = call_special(own, name!("__getnewargs__"), [])? else { return Ok((None, None)) };
    match positional.downcast::<Tuple>() {
        Some(values) => Ok((Some(values.items().to_vec()), None)),
        None => Err(wrong_type("__getnewargs__ should return", "a tuple", &positional)),
    }
}

/// `reduce_newobj`.
fn reduce_to_new(own: &Value) -> Outcome {
    let class = own.class();
    if class.slots().new().is_none() {
        let known = class.declaration.map(|declaration| declaration.known);
        let is_made = known.is_some_and(|known| known.names.binary_search(&"__new__").is_ok());
        return Err(match is_made && layout_of(class) == Layout::Items {
            true => cannot_pickle_items(class),
            false => cannot_pickle(class),
        });
    }
    let (positional, keywords) = new_arguments(own)?;
    let copyreg = copyreg()?;
    let has_arguments = positional.is_some();
    let keywords = keywords.filter(|keywords| keywords.downcast::<Dict>().is_some_and(|dict| !dict.is_empty()));
    let positional = positional.unwrap_or_default();
    let name: &Name = if keywords.is_some() { name!("__newobj_ex__") } else { name!("__newobj__") };
    let function = getattr(copyreg, name)?;
    let arguments = match keywords {
        Some(keywords) => tuple(vec![class.value(), tuple(positional), keywords]),
        None => tuple(std::iter::once(class.value()).chain(positional).collect()),
    };
    let is_list = own.downcast::<List>().is_some();
    let is_dict = own.downcast::<Dict>().is_some();
    let state = state_or_complaint(own, !(has_arguments || is_list || is_dict))?;
    let items = if is_list { support::iter(own)? } else { NONE() };
    let entries = match is_dict {
        true => support::iter(&call_method(own.clone(), name!("items"), [])?)?,
        false => NONE(),
    };
    Ok(tuple(vec![function, arguments, state, items, entries]))
}

/// Whether a value is a class that CPython makes on the heap, as `copyreg` asks.
pub(crate) fn is_heap_type(class: &Value) -> bool {
    ClassRef::from_value(class).is_some_and(|class| class.is_on_the_heap())
}
