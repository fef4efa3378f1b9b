//! `_contextvars` (`Python/context.c`): context variables, of one thread.

use crate::classes::slots::New;
use crate::classes::{known_names, BuiltinClass, Comparison, Convention, GetSet, Method, Slots, Subscript};
use crate::collections::carried::{native, Carried};
use crate::collections::support::{self, at, receiver};
use crate::collections::{generic_alias, Dict};
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::functions::{call_with, Arguments, CallArguments};
use crate::heap::single_thread::SingleThread;
use crate::modules::NativeModule;
use crate::native;
use crate::object::{Kind, Ref};
use crate::protocol::convert::address_text;
use crate::text::str::Str;
use crate::value::{Value, NONE, NOT_IMPLEMENTED};
use std::cell::{Cell, OnceCell, RefCell};

/// The values of variables; a new mapping for each change, so that copies share it.
struct Context {
    values: RefCell<Ref<Dict>>,
    /// Whether it is current, or one that is was entered from it.
    is_entered: Cell<bool>,
}

native!(Context, CONTEXT);

struct Variable {
    name: Value,
    default: Option<Value>,
}

native!(Variable, VARIABLE);

struct Token {
    context: Value,
    variable: Value,
    old: Option<Value>,
    is_used: Cell<bool>,
}

native!(Token, TOKEN);

struct Missing;

native!(Missing, MISSING);

/// The current context, and those that it was entered from.
static ENTERED: SingleThread<RefCell<Vec<Value>>> = SingleThread::new(RefCell::new(Vec::new()));

fn new_context(values: Ref<Dict>) -> Value {
    Context { values: RefCell::new(values), is_entered: Cell::new(false) }.object()
}

fn current() -> Value {
    let known = ENTERED.borrow().last().cloned();
    known.unwrap_or_else(|| {
        let context = new_context(Dict::allocate());
        ENTERED.borrow_mut().push(context.clone());
        context
    })
}

fn values(context: &Value) -> Outcome<Ref<Dict>> {
    Ok(receiver::<Context>(context)?.values.borrow().clone())
}

/// Variables and values in pairs.
fn items(context: &Value) -> Outcome<Vec<Value>> {
    Ok(values(context)?.items().into_iter().map(|(key, value)| native::tuple(vec![key, value])).collect())
}

/// What goes through the entries of a context.
struct Iterator(Value);

native!(Iterator, KEYS);

const fn iterator_class(name: &'static str) -> BuiltinClass {
    BuiltinClass::new(name, Kind::Native).sealed().no_constructor().slots(slots!(Slots {
        iter: Some(crate::collections::iterators::itself),
        next: Some(|own| support::next(&receiver::<Iterator>(own)?.0)),
        ..Slots::NONE
    }))
}

static KEYS: BuiltinClass = iterator_class("keys");
static VALUES: BuiltinClass = iterator_class("values");
static ITEMS: BuiltinClass = iterator_class("items");

/// Sets a variable, or takes it out, in a context.
fn change(context: &Value, variable: &Value, value: Option<Value>) -> Outcome<()> {
    let own = receiver::<Context>(context)?;
    let changed = values(context)?.copy().object();
    let Ok(changed) = changed.into_ref::<Dict>() else { unreachable!("just made") };
    match value {
        Some(value) => changed.set(variable.clone(), value)?,
        None => drop(changed.remove(variable)?),
    }
    let old = own.values.replace(changed);
    drop(old);
    Ok(())
}

/// Errors: TypeError for what is no variable.
fn key(value: &Value) -> Outcome<&Value> {
    if value.native::<Variable>().is_some() {
        return Ok(value);
    }
    Err(raise_type_error(format!("a ContextVar key was expected, got {}", support::repr_text(value)?)))
}

fn run(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let mut given = arguments.star(1);
    let keywords = arguments.take(2);
    if given.is_empty() {
        return Err(raise_type_error("run() missing 1 required positional argument"));
    }
    let function = given.remove(0);
    let context = receiver::<Context>(&own)?;
    if context.is_entered.get() {
        let shown = support::repr_text(&own)?;
        return Err(raise_runtime_error(format!("cannot enter context: {shown} is already entered")));
    }
    let mut all: Vec<Option<Value>> = given.into_iter().map(Some).collect();
    let mut names = Vec::new();
    for (name, value) in keywords.downcast::<Dict>().map(|keywords| keywords.items()).unwrap_or_default() {
        names.push(crate::names::intern(name));
        all.push(Some(value));
    }
    current();
    context.is_entered.set(true);
    ENTERED.borrow_mut().push(own.clone());
    let outcome = call_with(&function, CallArguments::new(&mut all, &names));
    let left = ENTERED.borrow_mut().pop();
    drop(left);
    context.is_entered.set(false);
    outcome
}

static CONTEXT_NEW: Constructor = Constructor::new("*args, **kwargs", |_, arguments| {
    let has_keywords =
        arguments.get(1).and_then(|keywords| keywords.downcast::<Dict>()).is_some_and(|keywords| !keywords.is_empty());
    if has_keywords || !arguments.star(0).is_empty() {
        return Err(raise_type_error("Context() does not accept any arguments"));
    }
    Ok(new_context(Dict::allocate()))
});

static CONTEXT: BuiltinClass = BuiltinClass::new("Context", Kind::Native)
    .subscript(Subscript::Mapping)
    .module("_contextvars")
    .sealed()
    .unhashable()
    .slots(slots!(Slots {
        new: Some(New::Native(&CONTEXT_NEW)),
        length: Some(|own| Ok(values(own)?.len() as i64)),
        contains: Some(|own, variable| values(own)?.contains(key(variable)?)),
        getitem: Some(|own, variable| match values(own)?.get(key(variable)?)? {
            Some(value) => Ok(value),
            None => Err(raise_key_error(variable.clone())),
        }),
        iter: Some(|own| Ok(Iterator(support::iter(&native::list(values(own)?.keys()))?).object())),
        compare: Some(|own, other, comparison| {
            let is_equality = matches!(comparison, Comparison::Eq | Comparison::Ne);
            if !is_equality || other.native::<Context>().is_none() {
                return Ok(NOT_IMPLEMENTED());
            }
            support::compare(values(own)?.as_value(), values(other)?.as_value(), comparison)
        }),
        ..Slots::NONE
    }))
    .methods(methods!(&[
        Method::new("copy", "self, /", |arguments| Ok(new_context(values(at(arguments, 0))?))),
        Method::new("get", "self, key, default=None, /", |arguments| {
            let default = arguments.optional(2);
            let found = values(at(arguments, 0))?.get(key(at(arguments, 1))?)?;
            Ok(found.or(default).unwrap_or_else(NONE))
        }),
        Method::new("run", "self, /, *args, **kwargs", run).convention(Convention::Values),
        Method::new("keys", "self, /", |arguments| {
            Ok(Iterator(support::iter(&native::list(values(at(arguments, 0))?.keys()))?).object_of(KEYS.class()))
        }),
        Method::new("values", "self, /", |arguments| {
            Ok(Iterator(support::iter(&native::list(values(at(arguments, 0))?.values()))?).object_of(VALUES.class()))
        }),
        Method::new("items", "self, /", |arguments| {
            Ok(Iterator(support::iter(&native::list(items(at(arguments, 0))?))?).object_of(ITEMS.class()))
        }),
    ]));

static VARIABLE_NEW: Constructor = Constructor::new("*args, default=<unrepresentable>", |_, arguments| {
    let mut given = arguments.star(0);
    if given.len() != 1 {
        let (bound, count) = (if given.is_empty() { "exactly" } else { "at most" }, given.len());
        return Err(raise_type_error(format!("ContextVar() takes {bound} 1 positional argument ({count} given)")));
    }
    let name = given.remove(0);
    if name.downcast::<Str>().is_none() {
        return Err(raise_type_error("context variable name must be a str"));
    }
    Ok(Variable { name, default: arguments.optional(1) }.object())
});

fn variable_repr(own: &Value) -> Outcome {
    let variable = receiver::<Variable>(own)?;
    let name = support::repr_text(&variable.name)?;
    let default = match &variable.default {
        Some(default) => format!(" default={}", support::repr_text(default)?),
        None => String::new(),
    };
    Ok(support::text(&format!("<ContextVar name={name}{default} at {}>", address_text(own))))
}

static GET: Method = Method::new("get", "self, default=<unrepresentable>, /", |arguments| {
    let own = arguments.take(0);
    if let Some(value) = values(&current())?.get(&own)? {
        return Ok(value);
    }
    let default = arguments.optional(1).or_else(|| own.native::<Variable>()?.default.clone());
    default.ok_or_else(|| raise_builtin(&LOOKUP_ERROR, vec![own]))
});

static SET: Method = Method::new("set", "self, value, /", |arguments| {
    let (variable, value) = (arguments.take(0), arguments.take(1));
    let context = current();
    let old = values(&context)?.get(&variable)?;
    change(&context, &variable, Some(value))?;
    Ok(Token { context, variable, old, is_used: Cell::new(false) }.object())
});

static RESET: Method = Method::new("reset", "self, token, /", |arguments| {
    let (own, token) = (arguments.take(0), arguments.take(1));
    let Some(past) = token.native::<Token>() else {
        let shown = support::repr_text(&token)?;
        return Err(raise_type_error(format!("expected an instance of Token, got {shown}")));
    };
    let shown = || support::repr_text(&token);
    if past.is_used.get() {
        return Err(raise_runtime_error(format!("{} has already been used once", shown()?)));
    }
    if !past.variable.is(&own) {
        return Err(raise_value_error(format!("{} was created by a different ContextVar", shown()?)));
    }
    let context = current();
    if !past.context.is(&context) {
        return Err(raise_value_error(format!("{} was created in a different Context", shown()?)));
    }
    past.is_used.set(true);
    change(&context, &own, past.old.clone())?;
    Ok(NONE())
});

static VARIABLE: BuiltinClass = BuiltinClass::new("ContextVar", Kind::Native)
    .module("_contextvars")
    .sealed()
    .slots(slots!(Slots { new: Some(New::Native(&VARIABLE_NEW)), repr: Some(variable_repr), ..Slots::NONE }))
    .methods(methods!(&[GET, SET, RESET, Method::class("__class_getitem__", "type, item, /", generic_alias)]))
    .getsets(getsets!(
        &[GetSet::new("name", |own| Ok(receiver::<Variable>(own)?.name.clone())).set(support::readonly)]
    ));

fn missing() -> Value {
    static VALUE: SingleThread<OnceCell<Value>> = SingleThread::new(OnceCell::new());
    VALUE.get_or_init(|| Missing.object()).clone()
}

static MISSING: BuiltinClass = BuiltinClass::new("Token.MISSING", Kind::Native)
    .sealed()
    .no_constructor()
    .slots(slots!(Slots { repr: Some(|_| Ok(support::text("<Token.MISSING>"))), ..Slots::NONE }));

static TOKEN_NEW: Constructor =
    Constructor::new("*args, **kwargs", |_, _| Err(raise_runtime_error("Tokens can only be created by ContextVars")));

fn token_repr(own: &Value) -> Outcome {
    let token = receiver::<Token>(own)?;
    let used = if token.is_used.get() { " used" } else { "" };
    let variable = support::repr_text(&token.variable)?;
    Ok(support::text(&format!("<Token{used} var={variable} at {}>", address_text(own))))
}

static TOKEN: BuiltinClass = BuiltinClass::new("Token", Kind::Native)
    .module("_contextvars")
    .sealed()
    .unhashable()
    .slots(slots!(Slots { new: Some(New::Native(&TOKEN_NEW)), repr: Some(token_repr), ..Slots::NONE }))
    .methods(methods!(&[Method::class("__class_getitem__", "type, item, /", generic_alias)]))
    .getsets(getsets!(&[
        GetSet::new("var", |own| Ok(receiver::<Token>(own)?.variable.clone())),
        GetSet::new("old_value", |own| Ok(receiver::<Token>(own)?.old.clone().unwrap_or_else(missing))),
    ]))
    .constants(constants!(&[("MISSING", missing)]));

static COPY: Method = Method::new("copy_context", "", |_| Ok(new_context(values(&current())?)));

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "_contextvars",
    documentation: known_names::documentation_of("_contextvars"),
    members: members![
        Member::Function(&COPY),
        Member::Class(&CONTEXT),
        Member::Class(&VARIABLE),
        Member::Class(&TOKEN)
    ],
    known_names: known_names::of_module("_contextvars"),
};
