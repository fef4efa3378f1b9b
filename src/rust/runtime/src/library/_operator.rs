//! `_operator`: the operators as functions, and getters of parts of objects (`Modules/_operator.c`).

use crate::classes::known_names;
use crate::classes::reduce::{reduced, reduced_to_class};
use crate::classes::slots::New;
use crate::classes::{BuiltinClass, Convention, Method, Slots};
use crate::collections::carried::{native, Carried};
use crate::collections::support::{self, at, receiver};
use crate::collections::{tuple_value, Dict};
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::functions::{call_with, check_names, Arguments, CallArguments};
use crate::modules::NativeModule;
use crate::names::intern;
use crate::object::Kind;
use crate::protocol::attributes::getattr_value;
use crate::protocol::{compare, items, operators};
use crate::text::str::{Str, StrBuilder};
use crate::text::{to_lossy, value_of};
use crate::value::{boolean, int, Value, NONE};

fn concatenate(arguments: &mut Arguments, operation: fn(Value, Value) -> Outcome) -> Outcome {
    let (left, right) = (arguments.take(0), arguments.take(1));
    if !support::is_sequence(&left) {
        return Err(raise_type_error(format!("'{}' object can't be concatenated", left.type_name())));
    }
    operation(left, right)
}

fn count_of(arguments: &mut Arguments) -> Outcome {
    let item = arguments.take(1);
    let mut count = 0;
    support::for_each(&iterable(at(arguments, 0))?, |other| {
        count += i64::from(support::equal(&other, &item)?);
        Ok(())
    })?;
    Ok(int(count))
}

/// An iterator over the container; CPython has a message of its own for what cannot be iterated.
fn iterable(container: &Value) -> Outcome {
    support::iter(container).map_err(|raised| match support::swallow(raised, &TYPE_ERROR) {
        Some(raised) => raised,
        None => raise_type_error(format!("argument of type '{}' is not iterable", container.type_name())),
    })
}

fn index_of(arguments: &mut Arguments) -> Outcome {
    let item = arguments.take(1);
    let iterator = iterable(at(arguments, 0))?;
    let mut index = 0;
    while let Some(other) = support::next(&iterator)? {
        if support::equal(&other, &item)? {
            return Ok(int(index));
        }
        index += 1;
    }
    Err(raise_value_error("sequence.index(x): x not in sequence"))
}

fn length_hint(arguments: &mut Arguments) -> Outcome {
    let default = match arguments.optional(1) {
        None => 0,
        Some(default) if default.as_integer().is_none() => {
            return Err(raise_type_error(format!(
                "'{}' object cannot be interpreted as an integer",
                default.type_name()
            )));
        }
        Some(default) => support::argument_index(&default)?,
    };
    Ok(int(support::length_hint(at(arguments, 0), default)?))
}

fn call_function(arguments: &mut Arguments) -> Outcome {
    let (function, values, keywords) = (arguments.take(0), arguments.star(1), arguments.take(2));
    call_with_dict(&function, values, receiver::<Dict>(&keywords)?)
}

fn call_with_dict(function: &Value, values: Vec<Value>, keywords: &Dict) -> Outcome {
    let mut values: Vec<Option<Value>> = values.into_iter().map(Some).collect();
    let mut names = Vec::new();
    for (name, value) in keywords.items() {
        names.push(intern(name));
        values.push(Some(value));
    }
    call_with(function, CallArguments::new(&mut values, &names))
}

/// The one argument of a getter.
fn only_argument(arguments: CallArguments, name: &str) -> Outcome {
    let mut arguments = arguments;
    if !arguments.keywords.is_empty() {
        return Err(raise_type_error(format!("{name}() takes no keyword arguments")));
    }
    let given = arguments.positional();
    if given != 1 {
        return Err(raise_type_error(format!("{name} expected 1 argument, got {given}")));
    }
    Ok(arguments.take(0))
}

fn push_all(builder: &mut StrBuilder, values: &[Value]) -> Outcome<()> {
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            builder.push_text(", ");
        }
        support::push_repr(builder, value)?;
    }
    Ok(())
}

fn getter_repr(own: &Value, name: &str, values: &[Value]) -> Outcome {
    let Some(_guard) = support::RepresentationGuard::enter(own) else {
        return Ok(support::text(&format!("{name}(...)")));
    };
    let mut builder = StrBuilder::new();
    builder.push_text(name);
    builder.push_text("(");
    push_all(&mut builder, values)?;
    builder.push_text(")");
    Ok(support::built(builder))
}

/// One result, or a tuple of several.
fn gathered(names: &[Value], get: impl Fn(&Value) -> Outcome) -> Outcome {
    match names {
        [only] => get(only),
        all => Ok(tuple_value(all.iter().map(get).collect::<Outcome<Vec<Value>>>()?)),
    }
}

/// `itemgetter(item, …)`.
pub struct ItemGetter {
    items: Vec<Value>,
}

native!(ItemGetter, ITEM_GETTER, owns items);

static ITEM_GETTER_NEW: Constructor = Constructor::new("*items", |class, arguments| {
    let items = arguments.star(0);
    if items.is_empty() {
        return Err(raise_type_error("itemgetter expected 1 argument, got 0"));
    }
    Ok(ItemGetter { items }.object_of(class))
});

pub static ITEM_GETTER: BuiltinClass = BuiltinClass::new("itemgetter", Kind::Native)
    .module("operator")
    .sealed()
    .slots(slots!(Slots {
        new: Some(New::Native(&ITEM_GETTER_NEW)),
        call: Some(|own, arguments| {
            check_names(arguments.keywords)?;
            let object = only_argument(arguments, "itemgetter")?;
            gathered(&receiver::<ItemGetter>(own)?.items, |item| items::getitem(object.clone(), item.clone()))
        }),
        repr: Some(|own| getter_repr(own, "operator.itemgetter", &receiver::<ItemGetter>(own)?.items)),
        ..Slots::NONE
    }))
    .methods(methods!(&[Method::new("__reduce__", "self, /", |arguments| {
        let items = receiver::<ItemGetter>(at(arguments, 0))?.items.clone();
        reduced_to_class(at(arguments, 0), items)
    })]));

/// `attrgetter(name, …)`.
pub struct AttributeGetter {
    names: Vec<Value>,
}

native!(AttributeGetter, ATTRIBUTE_GETTER, owns names);

static ATTRIBUTE_GETTER_NEW: Constructor = Constructor::new("*names", |class, arguments| {
    let names = arguments.star(0);
    if names.is_empty() {
        return Err(raise_type_error("attrgetter expected 1 argument, got 0"));
    }
    if !names.iter().all(|name| name.downcast::<Str>().is_some()) {
        return Err(raise_type_error("attribute name must be a string"));
    }
    Ok(AttributeGetter { names }.object_of(class))
});

fn dotted(object: &Value, name: &Value) -> Outcome {
    let text = to_lossy(name);
    if !text.contains('.') {
        return getattr_value(object, &intern(name.clone()));
    }
    let mut current = object.clone();
    for part in text.split('.') {
        current = getattr_value(&current, &intern(value_of(part)))?;
    }
    Ok(current)
}

pub static ATTRIBUTE_GETTER: BuiltinClass = BuiltinClass::new("attrgetter", Kind::Native)
    .module("operator")
    .sealed()
    .slots(slots!(Slots {
        new: Some(New::Native(&ATTRIBUTE_GETTER_NEW)),
        call: Some(|own, arguments| {
            check_names(arguments.keywords)?;
            let object = only_argument(arguments, "attrgetter")?;
            gathered(&receiver::<AttributeGetter>(own)?.names, |name| dotted(&object, name))
        }),
        repr: Some(|own| getter_repr(own, "operator.attrgetter", &receiver::<AttributeGetter>(own)?.names)),
        ..Slots::NONE
    }))
    .methods(methods!(&[Method::new("__reduce__", "self, /", |arguments| {
        let names = receiver::<AttributeGetter>(at(arguments, 0))?.names.clone();
        reduced_to_class(at(arguments, 0), names)
    })]));

/// `methodcaller(name, …)`.
pub struct MethodCaller {
    name: Value,
    arguments: Vec<Value>,
    keywords: Value,
}

native!(MethodCaller, METHOD_CALLER, owns name, arguments, keywords);

static METHOD_CALLER_NEW: Constructor = Constructor::new("*args, **kwargs", |class, arguments| {
    let mut values = arguments.star(0);
    if values.is_empty() {
        return Err(raise_type_error("methodcaller needs at least one argument, the method name"));
    }
    let name = values.remove(0);
    if name.downcast::<Str>().is_none() {
        return Err(raise_type_error("method name must be a string"));
    }
    Ok(MethodCaller { name: intern(name), arguments: values, keywords: arguments.take(1) }.object_of(class))
});

fn method_repr(own: &Value) -> Outcome {
    let caller = receiver::<MethodCaller>(own)?;
    let Some(_guard) = support::RepresentationGuard::enter(own) else {
        return Ok(support::text("operator.methodcaller(...)"));
    };
    let mut builder = StrBuilder::new();
    builder.push_text("operator.methodcaller(");
    support::push_repr(&mut builder, &caller.name)?;
    for value in &caller.arguments {
        builder.push_text(", ");
        support::push_repr(&mut builder, value)?;
    }
    for (name, value) in receiver::<Dict>(&caller.keywords)?.items() {
        builder.push_text(&format!(", {}=", to_lossy(&name)));
        support::push_repr(&mut builder, &value)?;
    }
    builder.push_text(")");
    Ok(support::built(builder))
}

pub static METHOD_CALLER: BuiltinClass = BuiltinClass::new("methodcaller", Kind::Native)
    .module("operator")
    .sealed()
    .slots(slots!(Slots {
        new: Some(New::Native(&METHOD_CALLER_NEW)),
        call: Some(|own, arguments| {
            let object = only_argument(arguments, "methodcaller")?;
            let caller = receiver::<MethodCaller>(own)?;
            let method = getattr_value(&object, &caller.name)?;
            call_with_dict(&method, caller.arguments.clone(), receiver::<Dict>(&caller.keywords)?)
        }),
        repr: Some(method_repr),
        ..Slots::NONE
    }))
    .methods(methods!(&[Method::new("__reduce__", "self, /", method_reduce)]));

/// Keywords go through `functools.partial`.
fn method_reduce(arguments: &mut Arguments) -> Outcome {
    let own = at(arguments, 0);
    let caller = receiver::<MethodCaller>(own)?;
    let keywords = receiver::<Dict>(&caller.keywords)?;
    if keywords.is_empty() {
        let parts = std::iter::once(&caller.name).chain(&caller.arguments).cloned().collect();
        return reduced_to_class(own, parts);
    }
    let Ok(keywords) = keywords.copy().object().into_ref::<Dict>() else { unreachable!("just made") };
    let caller_class = super::_functools::partial::make(own.class().value(), vec![caller.name.clone()], keywords);
    reduced(caller_class, caller.arguments.clone())
}

/// The functions of the table and those with bodies of their own, as one list.
macro_rules! table {
    ($($shape:ident $name:literal $function:path;)* => $(Member::$kind:ident($($argument:tt)*),)*) => {
        &[$(table!(@$shape $name $function),)* $(member!($kind $($argument)*),)*]
    };
    (@binary $name:literal $function:path) => {
        member!(Function &Method::new($name, "a, b, /", |arguments| {
            let left = arguments.take(0);
            $function(left, arguments.take(1))
        }))
    };
    (@unary $name:literal $function:path) => {
        member!(Function &Method::new($name, "a, /", |arguments| $function(arguments.take(0))))
    };
}

pub static MODULE: NativeModule = NativeModule {
    name: "_operator",
    documentation: known_names::documentation_of("_operator"),
    members: table! {
        binary "add" operators::add;
        binary "sub" operators::sub;
        binary "mul" operators::mul;
        binary "truediv" operators::truediv;
        binary "floordiv" operators::floordiv;
        binary "mod" operators::mod_;
        binary "matmul" operators::matmul;
        binary "lshift" operators::lshift;
        binary "rshift" operators::rshift;
        binary "and_" operators::and_;
        binary "or_" operators::or_;
        binary "xor" operators::xor;
        binary "pow" operators::pow;
        binary "iadd" operators::iadd;
        binary "isub" operators::isub;
        binary "imul" operators::imul;
        binary "itruediv" operators::itruediv;
        binary "ifloordiv" operators::ifloordiv;
        binary "imod" operators::imod;
        binary "imatmul" operators::imatmul;
        binary "ilshift" operators::ilshift;
        binary "irshift" operators::irshift;
        binary "iand" operators::iand;
        binary "ior" operators::ior;
        binary "ixor" operators::ixor;
        binary "ipow" operators::ipow;
        binary "eq" compare::eq;
        binary "ne" compare::ne;
        binary "lt" compare::lt;
        binary "le" compare::le;
        binary "gt" compare::gt;
        binary "ge" compare::ge;
        unary "neg" operators::neg;
        unary "pos" operators::pos;
        unary "invert" operators::invert;
        unary "abs" operators::abs;
        unary "inv" operators::invert;
        unary "not_" crate::protocol::not_;
        =>
        Member::Class(&ATTRIBUTE_GETTER),
        Member::Class(&ITEM_GETTER),
        Member::Class(&METHOD_CALLER),
        Member::Function(&Method::new("call", "obj, /, *args, **kwargs", call_function).convention(Convention::Values)),
        Member::Function(&Method::new("concat", "a, b, /", |arguments| concatenate(arguments, operators::add))),
        Member::Function(&Method::new("iconcat", "a, b, /", |arguments| concatenate(arguments, operators::iadd))),
        Member::Function(&Method::new("contains", "a, b, /", |arguments| {
            let container = arguments.take(0);
            Ok(boolean(support::contains(arguments.take(1), container)?))
        })),
        Member::Function(&Method::new("countOf", "a, b, /", count_of)),
        Member::Function(&Method::new("delitem", "a, b, /", |arguments| {
            let container = arguments.take(0);
            items::delitem(container, arguments.take(1))?;
            Ok(NONE())
        })),
        Member::Function(&Method::new("getitem", "a, b, /", |arguments| {
            let container = arguments.take(0);
            items::getitem(container, arguments.take(1))
        })),
        Member::Function(&Method::new("index", "a, /", |arguments| support::whole(at(arguments, 0)))),
        Member::Function(&Method::new("indexOf", "a, b, /", index_of)),
        Member::Function(&Method::new("is_", "a, b, /", |arguments| Ok(boolean(at(arguments, 0).is(at(arguments, 1)))))),
        Member::Function(&Method::new("is_not", "a, b, /", |arguments| {
            Ok(boolean(!at(arguments, 0).is(at(arguments, 1))))
        })),
        Member::Function(&Method::new("length_hint", "obj, default=0, /", length_hint)),
        Member::Function(&Method::new("setitem", "a, b, c, /", |arguments| {
            let (container, key) = (arguments.take(0), arguments.take(1));
            items::setitem(container, key, arguments.take(2))?;
            Ok(NONE())
        })),
        Member::Function(&Method::new("truth", "a, /", |arguments| {
            Ok(boolean(crate::protocol::truth(arguments.take(0))?))
        })),
    },
    known_names: known_names::of_module("_operator"),
};
