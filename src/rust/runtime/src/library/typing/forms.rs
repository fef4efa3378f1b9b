//! `Dict`, `Optional[int]`, `Callable[[str], Any]` and the like.

use crate::classes::core_classes::NONE_TYPE;
use crate::classes::{BuiltinClass, ClassRef, Method, Slots};
use crate::collections::List;
use crate::exceptions::{raise_type_error, Outcome};
use crate::native::{self, tuple_items};
use crate::object::{allocate_native, Kind};
use crate::program::refuse;
use crate::text::str::Str;
use crate::value::Value;

/// What may stand in the brackets of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Takes {
    /// So many types.
    Types(usize),
    /// Any number, `...` too.
    Tuple,
    Callable,
    Union,
    Optional,
    Nothing,
}

/// The names, and what stands in their brackets.
static FORMS: [(&str, Takes); 38] = [
    ("AbstractSet", Takes::Types(1)),
    ("Any", Takes::Nothing),
    ("AsyncIterable", Takes::Types(1)),
    ("AsyncIterator", Takes::Types(1)),
    ("Awaitable", Takes::Types(1)),
    ("Callable", Takes::Callable),
    ("ChainMap", Takes::Types(2)),
    ("ClassVar", Takes::Types(1)),
    ("Collection", Takes::Types(1)),
    ("Container", Takes::Types(1)),
    ("Counter", Takes::Types(1)),
    ("DefaultDict", Takes::Types(2)),
    ("Deque", Takes::Types(1)),
    ("Dict", Takes::Types(2)),
    ("Final", Takes::Types(1)),
    ("FrozenSet", Takes::Types(1)),
    ("Generator", Takes::Types(3)),
    ("ItemsView", Takes::Types(2)),
    ("Iterable", Takes::Types(1)),
    ("Iterator", Takes::Types(1)),
    ("KeysView", Takes::Types(1)),
    ("List", Takes::Types(1)),
    ("Mapping", Takes::Types(2)),
    ("MappingView", Takes::Types(1)),
    ("MutableMapping", Takes::Types(2)),
    ("MutableSequence", Takes::Types(1)),
    ("MutableSet", Takes::Types(1)),
    ("Never", Takes::Nothing),
    ("NoReturn", Takes::Nothing),
    ("Optional", Takes::Optional),
    ("OrderedDict", Takes::Types(2)),
    ("Reversible", Takes::Types(1)),
    ("Sequence", Takes::Types(1)),
    ("Set", Takes::Types(1)),
    ("Tuple", Takes::Tuple),
    ("Type", Takes::Types(1)),
    ("Union", Takes::Union),
    ("ValuesView", Takes::Types(1)),
];

/// The payload of a form.
struct Form {
    name: &'static str,
    takes: Takes,
    /// The types in brackets, where there were brackets.
    arguments: Option<Vec<Argument>>,
}

/// One entry of the brackets.
#[derive(Clone)]
enum Argument {
    Type(Value),
    /// A name that was written as a str.
    Forward(String),
    /// The parameters of a Callable.
    Parameters(Vec<Argument>),
}

static FORM: BuiltinClass = BuiltinClass::new("_GenericAlias", Kind::Native)
    .module("typing")
    .written_in_python()
    .slots({
        let mut slots = Slots::NONE;
        slots.repr = Some(|this| Ok(native::text(Str::from(shown(own(this))?))));
        slots.getitem = Some(subscribed);
        slots.call = Some(|_, _| refuse("calling an object of typing"));
        slots.hash = Some(|_| refuse("hash() of an object of typing"));
        slots.compare = Some(|_, _, _| refuse("comparing an object of typing"));
        slots.or_ = Some(|_, _| refuse("| with an object of typing"));
        slots
    })
    .methods(&METHODS)
    .sealed()
    .no_constructor();

/// What the interpreter asks of the class.
static METHODS: [Method; 3] = [
    Method::new("__instancecheck__", "self, object, /", |_| refuse("isinstance() with an object of typing")),
    Method::new("__subclasscheck__", "self, class_, /", |_| refuse("issubclass() with an object of typing")),
    Method::new("__mro_entries__", "self, bases, /", |_| refuse("a base class from typing")),
];

fn own(this: &Value) -> &Form {
    this.native::<Form>().expect("a form's slot gets a form")
}

fn allocate(name: &'static str, takes: Takes, arguments: Option<Vec<Argument>>) -> Value {
    allocate_native(FORM.class(), Form { name, takes, arguments })
}

/// The form of a name of the module.
pub fn named(name: &str) -> Value {
    let &(name, takes) = FORMS.iter().find(|row| row.0 == name).expect("a row of the table");
    allocate(name, takes, None)
}

fn argument(value: Value) -> Argument {
    if value.is_none() {
        return Argument::Type(NONE_TYPE.value());
    }
    match value.downcast::<Str>() {
        Some(text) => Argument::Forward(crate::text::repr::repr(text).to_lossy()),
        None if tuple_items(&value).is_some() => refuse("a tuple as a type"),
        None => Argument::Type(value),
    }
}

fn subscribed(this: &Value, key: &Value) -> Outcome {
    let form = own(this);
    if form.arguments.is_some() {
        return Err(raise_type_error(format!("{} is not a generic class", shown(form)?)));
    }
    let items = tuple_items(key).unwrap_or_else(|| vec![key.clone()]);
    let arguments = match form.takes {
        Takes::Nothing if form.name == "Any" => return Err(raise_type_error("type 'Any' is not subscriptable")),
        Takes::Nothing => return Err(raise_type_error(format!("typing.{} is not subscriptable", form.name))),
        Takes::Types(count) if items.len() != count => return Err(wrong_number(form, items.len(), count)),
        Takes::Types(_) | Takes::Tuple => items.into_iter().map(argument).collect(),
        Takes::Callable => callable_arguments(items)?,
        Takes::Optional if items.len() != 1 => refuse("Optional with more than one type"),
        Takes::Optional => return union(vec![argument(key.clone()), Argument::Type(NONE_TYPE.value())]),
        Takes::Union if items.is_empty() => return Err(raise_type_error("Cannot take a Union of no types.")),
        Takes::Union => return union(items.into_iter().map(argument).collect()),
    };
    Ok(allocate(form.name, form.takes, Some(arguments)))
}

fn wrong_number(form: &Form, given: usize, count: usize) -> crate::exceptions::Raised {
    if matches!(form.name, "ClassVar" | "Final") {
        refuse("ClassVar or Final with more than one type");
    }
    let few = if given < count { "few" } else { "many" };
    raise_type_error(format!("Too {few} arguments for typing.{}; actual {given}, expected {count}", form.name))
}

fn callable_arguments(items: Vec<Value>) -> Outcome<Vec<Argument>> {
    let Ok([parameters, result]) = <[Value; 2]>::try_from(items) else {
        return Err(raise_type_error("Callable must be used as Callable[[arg, ...], result]."));
    };
    let parameters = match parameters.downcast::<List>() {
        Some(_) => Argument::Parameters(native::iterate(&parameters)?.into_iter().map(argument).collect()),
        None if parameters.is_ellipsis() => Argument::Type(parameters),
        None => refuse("the parameters of a Callable as neither a list nor an ellipsis"),
    };
    Ok(vec![parameters, argument(result)])
}

/// Whether two types are the same for a Union; forms compare by what they are made of.
fn same(a: &Argument, b: &Argument) -> bool {
    let all = |a: &[Argument], b: &[Argument]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b));
    match (a, b) {
        (Argument::Forward(a), Argument::Forward(b)) => a == b,
        (Argument::Parameters(a), Argument::Parameters(b)) => all(a, b),
        (Argument::Type(a), Argument::Type(b)) => match (a.native::<Form>(), b.native::<Form>()) {
            (Some(a), Some(b)) => {
                a.name == b.name
                    && match (&a.arguments, &b.arguments) {
                        (Some(a), Some(b)) => all(a, b),
                        (None, None) => true,
                        _ => false,
                    }
            }
            (None, None) if ClassRef::from_value(a).is_none() && ClassRef::from_value(b).is_none() && !a.is(b) => {
                refuse("a Union of objects that are neither classes nor of typing")
            }
            _ => a.is(b),
        },
        _ => false,
    }
}

/// A Union: nested ones are spread, repeated types count once, one type alone is itself.
fn union(arguments: Vec<Argument>) -> Outcome {
    let mut flat: Vec<Argument> = Vec::new();
    for argument in arguments {
        let nested = match &argument {
            Argument::Type(value) => value.native::<Form>().filter(|form| form.takes == Takes::Union),
            _ => None,
        };
        let parts = nested.and_then(|form| form.arguments.clone()).unwrap_or_else(|| vec![argument.clone()]);
        for part in parts {
            if !flat.iter().any(|known| same(known, &part)) {
                flat.push(part);
            }
        }
    }
    match flat.as_slice() {
        [Argument::Type(single)] => Ok(single.clone()),
        [_] => refuse("a Union of one forward reference"),
        _ => Ok(allocate("Union", Takes::Union, Some(flat))),
    }
}

fn is_none_type(argument: &Argument) -> bool {
    matches!(argument, Argument::Type(value) if value.is(&NONE_TYPE.value()))
}

fn shown(form: &Form) -> Outcome<String> {
    let Some(arguments) = &form.arguments else { return Ok(format!("typing.{}", form.name)) };
    if form.takes == Takes::Union {
        if let [a, b] = arguments.as_slice() {
            if is_none_type(a) {
                return Ok(format!("typing.Optional[{}]", shown_argument(b)?));
            }
            if is_none_type(b) {
                return Ok(format!("typing.Optional[{}]", shown_argument(a)?));
            }
        }
    }
    let inside = match arguments.is_empty() {
        true => "()".to_owned(),
        false => shown_list(arguments)?,
    };
    Ok(format!("typing.{}[{inside}]", form.name))
}

fn shown_list(arguments: &[Argument]) -> Outcome<String> {
    Ok(arguments.iter().map(shown_argument).collect::<Outcome<Vec<String>>>()?.join(", "))
}

fn shown_argument(argument: &Argument) -> Outcome<String> {
    match argument {
        Argument::Forward(name) => Ok(format!("ForwardRef({name})")),
        Argument::Parameters(arguments) => Ok(format!("[{}]", shown_list(arguments)?)),
        Argument::Type(value) if value.is_ellipsis() => Ok("...".to_owned()),
        Argument::Type(value) => match ClassRef::from_value(value) {
            Some(class) => Ok(class.full_name()),
            None => native::shown_repr(value),
        },
    }
}
