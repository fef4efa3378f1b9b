//! `namedtuple`.

use crate::classes::core_classes::TYPE;
use crate::classes::create::type_new;
use crate::classes::descriptors::ClassMethod;
use crate::classes::slots::New;
use crate::classes::{BuiltinClass, ClassRef, GetSet, Slots};
use crate::collections::carried::{native, Carried};
use crate::collections::support::{self, receiver};
use crate::collections::{dict_value, list_value, tuple_value, Dict, Tuple, TUPLE};
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::functions::{call_method, Frame, Slot};
use crate::library::python_function::PythonFunction;
use crate::names::{intern, intern_text};
use crate::object::Kind;
use crate::text::str::{Str, StrBuilder};
use crate::text::{to_lossy, value_of};
use crate::value::{int, Value};
use std::cell::RefCell;

const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// The descriptor of a field.
pub struct TupleGetter {
    index: usize,
    doc: RefCell<Value>,
}

native!(TupleGetter, TUPLE_GETTER);

fn field(own: &Value, instance: Option<&Value>) -> Outcome {
    let getter = receiver::<TupleGetter>(own)?;
    let Some(instance) = instance.filter(|instance| !instance.is_none()) else { return Ok(own.clone()) };
    let Some(tuple) = instance.downcast::<Tuple>() else {
        return Err(raise_type_error(format!(
            "descriptor for index '{}' for tuple subclasses doesn't apply to '{}' object",
            getter.index,
            instance.type_name()
        )));
    };
    tuple.items().get(getter.index).cloned().ok_or_else(|| raise_index_error("tuple index out of range"))
}

static NEW: Constructor = Constructor::new("index, doc, /", |_, arguments| {
    let index = crate::native::index_c_int(&arguments.take(0))?;
    let getter =
        TupleGetter { index: usize::try_from(index).unwrap_or(usize::MAX), doc: RefCell::new(arguments.take(1)) };
    Ok(getter.object_of(TUPLE_GETTER.class()))
});

pub static TUPLE_GETTER: BuiltinClass = BuiltinClass::new("_tuplegetter", Kind::Native)
    .module("collections")
    .sealed()
    .slots(Slots {
        new: Some(New::Native(&NEW)),
        get: Some(|own, instance, _| field(own, instance)),
        set: Some(|_, _, value| {
            let action = if value.is_some() { "set" } else { "delete" };
            Err(raise_attribute_error(format!("can't {action} attribute")))
        }),
        repr: Some(|own| {
            let getter = receiver::<TupleGetter>(own)?;
            let doc = getter.doc.borrow().clone();
            Ok(value_of(format!("_tuplegetter({}, {})", getter.index, support::repr_text(&doc)?)))
        }),
        ..Slots::NONE
    })
    .getsets(&[GetSet::new("__doc__", |own| Ok(receiver::<TupleGetter>(own)?.doc.borrow().clone())).set(
        |own, value| {
            let old = receiver::<TupleGetter>(own)?.doc.replace(value.unwrap_or_else(crate::value::NONE));
            drop(old);
            Ok(())
        },
    )]);

fn is_identifier(name: &Value) -> bool {
    name.downcast::<Str>().is_some_and(crate::text::case::is_identifier)
}

fn replace_invalid(names: &mut [Value]) {
    let mut seen: Vec<String> = Vec::new();
    for (index, name) in names.iter_mut().enumerate() {
        let text = to_lossy(name);
        if !is_identifier(name) || KEYWORDS.contains(&text.as_str()) || text.starts_with('_') || seen.contains(&text) {
            *name = value_of(format!("_{index}"));
        }
        seen.push(text);
    }
}

fn check_names(type_name: &Value, names: &[Value], rename: bool) -> Outcome<()> {
    for name in std::iter::once(type_name).chain(names) {
        if !is_identifier(name) {
            let shown = support::repr_text(name)?;
            return Err(raise_value_error(format!("Type names and field names must be valid identifiers: {shown}")));
        }
        if KEYWORDS.contains(&to_lossy(name).as_str()) {
            let shown = support::repr_text(name)?;
            return Err(raise_value_error(format!("Type names and field names cannot be a keyword: {shown}")));
        }
    }
    let mut seen: Vec<String> = Vec::new();
    for name in names {
        let text = to_lossy(name);
        if text.starts_with('_') && !rename {
            let shown = support::repr_text(name)?;
            return Err(raise_value_error(format!("Field names cannot start with an underscore: {shown}")));
        }
        if seen.contains(&text) {
            let shown = support::repr_text(name)?;
            return Err(raise_value_error(format!("Encountered duplicate field name: {shown}")));
        }
        seen.push(text);
    }
    Ok(())
}

fn class_argument(value: &Value) -> Outcome<ClassRef> {
    let given = ClassRef::from_value(value);
    match given {
        Some(class) if class.is_subclass_of(TUPLE.class()) => Ok(class),
        Some(class) => {
            let name = class.full_name();
            Err(raise_type_error(format!("tuple.__new__({name}): {name} is not a subtype of tuple")))
        }
        None => {
            let name = value.type_name();
            Err(raise_type_error(format!("tuple.__new__(X): X is not a type object ({name})")))
        }
    }
}

fn new_body(frame: &mut Frame) -> Outcome {
    let class = class_argument(frame.peek(Slot(0)))?;
    let items = (1..frame.code.slots).map(|index| frame.take(Slot(index))).collect();
    Ok(Tuple::new(items).object_of(class))
}

fn make_from(class: &Value, items: Vec<Value>, count: usize) -> Outcome {
    let class = class_argument(class)?;
    if items.len() != count {
        return Err(raise_type_error(format!("Expected {count} arguments, got {}", items.len())));
    }
    Ok(Tuple::new(items).object_of(class))
}

fn make_body(frame: &mut Frame) -> Outcome {
    let items = support::collect(frame.peek(Slot(1)))?;
    let count = frame.take(Slot(2)).as_small_int().unwrap_or(0) as usize;
    make_from(frame.peek(Slot(0)), items, count)
}

fn replace_body(frame: &mut Frame) -> Outcome {
    let (own, given, fields) = (frame.take(Slot(0)), frame.take(Slot(1)), frame.take(Slot(2)));
    let given = receiver::<Dict>(&given)?;
    let old = support::collect(&own)?;
    let names = receiver::<Tuple>(&fields)?.items();
    let items = names.iter().zip(old).map(|(name, old)| given.remove_name(name).unwrap_or(old)).collect();
    let result = call_method(own, name!("_make"), [list_value(items)])?;
    if !given.is_empty() {
        let names = support::repr_text(&list_value(given.keys()))?;
        return Err(raise_value_error(format!("Got unexpected field names: {names}")));
    }
    Ok(result)
}

fn repr_body(frame: &mut Frame) -> Outcome {
    let (own, fields) = (frame.take(Slot(0)), frame.take(Slot(1)));
    let mut builder = StrBuilder::new();
    builder.push_text(&own.class().name());
    builder.push_text("(");
    let (items, names) = (receiver::<Tuple>(&own)?.items(), receiver::<Tuple>(&fields)?.items());
    if items.len() < names.len() {
        return Err(raise_type_error("not enough arguments for format string"));
    }
    if items.len() > names.len() {
        return Err(raise_type_error("not all arguments converted during string formatting"));
    }
    for (index, (name, item)) in names.iter().zip(items).enumerate() {
        if index > 0 {
            builder.push_text(", ");
        }
        builder.push_text(&to_lossy(name));
        builder.push_text("=");
        support::push_repr(&mut builder, item)?;
    }
    builder.push_text(")");
    Ok(support::built(builder))
}

fn as_dict_body(frame: &mut Frame) -> Outcome {
    let own = frame.take(Slot(0));
    let fields = crate::protocol::attributes::getattr(own.clone(), name!("_fields"))?;
    let pairs = support::collect(&fields)?.into_iter().zip(support::collect(&own)?);
    crate::collections::dict_from(pairs.collect())
}

fn plain_body(frame: &mut Frame) -> Outcome {
    Ok(tuple_value(support::collect(frame.peek(Slot(0)))?))
}

/// A named tuple's class. Its `__module__` is that of the running Python function unless `module` is given.
///
/// # Errors
/// ValueError for names that are no identifiers, TypeError for too many defaults.
pub fn make_class(
    type_name: Value,
    fields: Vec<Value>,
    rename: bool,
    defaults: Option<Vec<Value>>,
    module: Option<Value>,
) -> Outcome {
    let mut fields = fields;
    if rename {
        replace_invalid(&mut fields);
    }
    check_names(&type_name, &fields, rename)?;
    let fields: Vec<Value> = fields.into_iter().map(intern).collect();
    let given = defaults.clone().unwrap_or_default();
    if given.len() > fields.len() {
        return Err(raise_type_error("Got more default values than field names"));
    }
    let first_default = fields.len() - given.len();
    let field_defaults = fields[first_default..].iter().cloned().zip(given.iter().cloned()).collect();
    let shown = to_lossy(&type_name);
    let names: Vec<String> = fields.iter().map(to_lossy).collect();
    let list = if names.len() == 1 { format!("{},", names[0]) } else { names.join(", ") };
    let all = tuple_value(fields.clone());
    let method = |name: &'static str,
                  parameters: &str,
                  body: fn(&mut Frame) -> Outcome,
                  doc: String,
                  closure: Vec<Value>|
     -> Outcome {
        let qualified_name = format!("{shown}.{name}");
        let row = PythonFunction { module: "collections", name, qualified_name: &qualified_name, parameters, body };
        let defaults = if name == "__new__" { given.clone() } else { Vec::new() };
        let function = row.make(defaults, closure);
        crate::protocol::attributes::setattr_value(&function, &intern_text("__doc__"), Some(value_of(doc)))?;
        Ok(function)
    };
    let new = method(
        "__new__",
        &format!("_cls, {list}"),
        new_body,
        format!("Create new instance of {shown}({list})"),
        vec![],
    )?;
    crate::protocol::attributes::setattr_value(
        &new,
        &intern_text("__module__"),
        Some(value_of(format!("namedtuple_{shown}"))),
    )?;
    let make = method(
        "_make",
        "cls, iterable",
        make_body,
        format!("Make a new {shown} object from a sequence or iterable"),
        vec![int(fields.len() as i64)],
    )?;
    let replace_doc = format!("Return a new {shown} object replacing specified fields with new values");
    let replace = method("_replace", "self, /, **kwds", replace_body, replace_doc, vec![all.clone()])?;
    let repr_doc = "Return a nicely formatted representation string".to_owned();
    let repr = method("__repr__", "self", repr_body, repr_doc, vec![all.clone()])?;
    let dict_doc = "Return a new dict which maps field names to their values.".to_owned();
    let as_dict = method("_asdict", "self", as_dict_body, dict_doc, vec![])?;
    let plain_doc = "Return self as a plain tuple.  Used by copy and pickle.".to_owned();
    let plain = method("__getnewargs__", "self", plain_body, plain_doc, vec![])?;
    let mut namespace = vec![
        ("__doc__", value_of(format!("{shown}({list})"))),
        ("__slots__", tuple_value(Vec::new())),
        ("_fields", all.clone()),
        ("_field_defaults", crate::collections::dict_from(field_defaults)?),
        ("__new__", new),
        ("_make", ClassMethod::allocate(make)),
        ("_replace", replace),
        ("__repr__", repr),
        ("_asdict", as_dict),
        ("__getnewargs__", plain),
        ("__match_args__", all),
    ];
    for (index, name) in names.iter().enumerate() {
        let doc = RefCell::new(value_of(format!("Alias for field number {index}")));
        namespace.push((name, TupleGetter { index, doc }.object()));
    }
    let class = type_new(TYPE.class(), intern(type_name), vec![TUPLE.value()], dict_value(namespace), Vec::new())?;
    if let Some(module) = module {
        crate::protocol::attributes::setattr_value(&class, name!("__module__").value(), Some(module))?;
    }
    Ok(class)
}
