//! `lru_cache`, `cache` and `cached_property`.

use super::{function, wrapping};
use crate::classes::slots::Init;
use crate::classes::slots::New;
use crate::classes::{BuiltinClass, GetSet, Method, Slots};
use crate::collections::carried::{native, Carried};
use crate::collections::support::{self, at, receiver};
use crate::collections::{dict_value, tuple_value, Dict};
use crate::exceptions::*;
use crate::functions::builtin::{Constructor, Initializer};
use crate::functions::method::BoundMethod;
use crate::functions::{call_with, Arguments, CallArguments, Frame, Slot};
use crate::heap::single_thread::SingleThread;
use crate::names::intern_text;
use crate::object::Kind;
use crate::protocol::attributes::{getattr, getattr_optional, setattr};
use crate::text::value_of;
use crate::value::{boolean, int, Value, NONE};
use std::cell::{Cell, OnceCell, RefCell};

/// A function with its results. The least recently used entry of a bounded cache comes first.
pub struct LruCache {
    function: Value,
    results: Dict,
    /// None for unbounded.
    limit: Option<usize>,
    typed: bool,
    hits: Cell<i64>,
    misses: Cell<i64>,
}

native!(LruCache, LRU_CACHE);

/// Stands between positional and keyword arguments in a key.
fn keyword_mark() -> Value {
    static MARK: SingleThread<OnceCell<Value>> = SingleThread::new(OnceCell::new());
    MARK.get_or_init(|| Mark.object()).clone()
}

struct Mark;
native!(Mark, MARK);
static MARK: BuiltinClass = BuiltinClass::new("object", Kind::Native).sealed().no_constructor();

fn make_key(arguments: &CallArguments, typed: bool) -> Value {
    let positional = arguments.positional();
    let (first, rest) = arguments.values.split_at(positional);
    if let ([Some(only)], true, false) = (first, rest.is_empty(), typed) {
        if crate::native::is_exact_str(only) || crate::native::is_exact_int(only) {
            return only.clone();
        }
    }
    let mut key: Vec<Value> = first.iter().flatten().cloned().collect();
    if !rest.is_empty() {
        key.push(keyword_mark());
        for (name, value) in arguments.keywords.iter().zip(rest.iter().flatten()) {
            key.extend([name.clone(), value.clone()]);
        }
    }
    if typed {
        key.extend(arguments.values.iter().flatten().map(|value| value.class().value()));
    }
    tuple_value(key)
}

impl LruCache {
    /// A cached result, which becomes the most recently used one.
    fn hit(&self, hash: i64, key: &Value) -> Outcome<Option<Value>> {
        let Some(position) = self.results.find(key, hash)? else { return Ok(None) };
        let mut table = self.results.table.borrow_mut();
        if self.limit.is_none() {
            return Ok(table.entry(position).map(|entry| entry.value.clone()));
        }
        let Some(entry) = table.remove(position) else { return Ok(None) };
        let value = entry.value.clone();
        table.insert_new(entry.hash, entry.key, entry.value);
        Ok(Some(value))
    }

    fn keep(&self, hash: i64, key: Value, result: &Value) -> Outcome<()> {
        let Some(limit) = self.limit else { return self.results.set_hashed(hash, key, result.clone()) };
        if self.results.find(&key, hash)?.is_some() {
            return Ok(());
        }
        let oldest = if self.results.len() < limit {
            None
        } else {
            let mut table = self.results.table.borrow_mut();
            let position = table.entry_from(0).map(|(position, _)| position);
            position.and_then(|position| table.remove(position))
        };
        self.results.table.borrow_mut().insert_new(hash, key, result.clone());
        drop(oldest);
        Ok(())
    }
}

fn call_cached(own: &Value, arguments: CallArguments) -> Outcome {
    let cache = receiver::<LruCache>(own)?;
    if cache.limit == Some(0) {
        cache.misses.set(cache.misses.get() + 1);
        return call_with(&cache.function, arguments);
    }
    let key = make_key(&arguments, cache.typed);
    let hash = support::hash(&key)?;
    if let Some(result) = cache.hit(hash, &key)? {
        cache.hits.set(cache.hits.get() + 1);
        return Ok(result);
    }
    cache.misses.set(cache.misses.get() + 1);
    let result = call_with(&cache.function, arguments)?;
    cache.keep(hash, key, &result)?;
    Ok(result)
}

pub fn info_class() -> Value {
    static CLASS: SingleThread<OnceCell<Value>> = SingleThread::new(OnceCell::new());
    let make = || {
        let fields = ["hits", "misses", "maxsize", "currsize"].map(intern_text).to_vec();
        let module = Some(intern_text("functools"));
        crate::library::_collections::named_tuple::make_class(value_of("CacheInfo"), fields, false, None, module)
            .unwrap_or_else(|raised| raised.take())
    };
    CLASS.get_or_init(make).clone()
}

fn limit_value(limit: Option<usize>) -> Value {
    limit.map_or_else(NONE, |limit| int(limit as i64))
}

fn cache_info(arguments: &mut Arguments) -> Outcome {
    let cache = receiver::<LruCache>(at(arguments, 0))?;
    let (hits, misses) = (int(cache.hits.get()), int(cache.misses.get()));
    support::call(&info_class(), [hits, misses, limit_value(cache.limit), int(cache.results.len() as i64)])
}

fn cache_clear(arguments: &mut Arguments) -> Outcome {
    let cache = receiver::<LruCache>(at(arguments, 0))?;
    cache.hits.set(0);
    cache.misses.set(0);
    cache.results.clear();
    Ok(NONE())
}

pub static LRU_CACHE: BuiltinClass = BuiltinClass::new("_lru_cache_wrapper", Kind::Native)
    .module("functools")
    .instance_dict()
    .no_constructor()
    .slots(Slots {
        call: Some(call_cached),
        get: Some(|own, instance, _| {
            Ok(match instance.filter(|instance| !instance.is_none()) {
                Some(instance) => BoundMethod::allocate(own.clone(), instance.clone()),
                None => own.clone(),
            })
        }),
        ..Slots::NONE
    })
    .methods(&[
        Method::new("__reduce__", "self, /", |arguments| getattr(arguments.take(0), name!("__qualname__"))),
        Method::new("__copy__", "self, /", |arguments| Ok(arguments.take(0))),
        Method::new("__deepcopy__", "self, memo, /", |arguments| Ok(arguments.take(0))),
        Method::new("cache_clear", "self, /", cache_clear),
        Method::new("cache_info", "self, /", cache_info),
    ]);

fn parameters_body(frame: &mut Frame) -> Outcome {
    Ok(dict_value(vec![("maxsize", frame.take(Slot(0))), ("typed", frame.take(Slot(1)))]))
}

/// `function` with a cache of `limit` results.
fn cached(wrapped: Value, limit: Value, typed: Value) -> Outcome {
    if !crate::protocol::is_callable(&wrapped) {
        return Err(raise_type_error("the first argument must be callable"));
    }
    let size = if limit.is_none() { None } else { Some(support::argument_index(&limit)?.max(0) as usize) };
    let cache = LruCache {
        function: wrapped.clone(),
        results: Dict::new(),
        limit: size,
        typed: support::truth(&typed)?,
        hits: Cell::new(0),
        misses: Cell::new(0),
    };
    let cache = cache.object();
    let parameters = function("<lambda>", "", parameters_body, vec![], vec![limit, typed]);
    setattr(cache.clone(), name!("cache_parameters"), parameters)?;
    wrapping::update(cache, wrapped, &wrapping::assignments(), &wrapping::updates())
}

fn decorate_body(frame: &mut Frame) -> Outcome {
    cached(frame.take(Slot(0)), frame.take(Slot(1)), frame.take(Slot(2)))
}

fn lru_cache_body(frame: &mut Frame) -> Outcome {
    let (limit, typed) = (frame.take(Slot(0)), frame.take(Slot(1)));
    let limit = match limit.as_integer() {
        Some(size) if size.is_negative() => int(0),
        Some(_) => limit,
        None if crate::protocol::is_callable(&limit) && typed.as_bool().is_some() => {
            return cached(limit, int(128), typed);
        }
        None if limit.is_none() => limit,
        None => {
            return Err(raise_type_error("Expected first argument to be an integer, a callable, or None"));
        }
    };
    Ok(function("decorating_function", "user_function", decorate_body, vec![], vec![limit, typed]))
}

pub fn lru_cache_function() -> Value {
    function("lru_cache", "maxsize, typed", lru_cache_body, vec![int(128), boolean(false)], vec![])
}

pub fn cache_function() -> Value {
    function("cache", "user_function, /", |frame| cached(frame.take(Slot(0)), NONE(), boolean(false)), vec![], vec![])
}

/// `cached_property`.
pub struct CachedProperty {
    function: RefCell<Value>,
    name: RefCell<Value>,
    doc: RefCell<Value>,
}

native!(CachedProperty, CACHED_PROPERTY);

static PROPERTY_NEW: Constructor = Constructor::new("*args, **kwargs", |class, _| {
    let empty = || RefCell::new(NONE());
    Ok(CachedProperty { function: empty(), name: empty(), doc: empty() }.object_of(class))
});

static PROPERTY_INIT: Initializer = Initializer::new("func", |own, arguments| {
    let property = receiver::<CachedProperty>(own)?;
    let function = arguments.take(0);
    let doc = getattr(function.clone(), name!("__doc__"))?;
    let old = (property.function.replace(function), property.name.replace(NONE()), property.doc.replace(doc));
    drop(old);
    Ok(())
});

fn set_name(arguments: &mut Arguments) -> Outcome {
    let name = arguments.take(2);
    let property = receiver::<CachedProperty>(at(arguments, 0))?;
    let known = property.name.borrow().clone();
    if known.is_none() {
        property.name.replace(name);
        return Ok(NONE());
    }
    if !support::equal(&name, &known)? {
        return Err(raise_type_error(format!(
            "Cannot assign the same cached_property to two different names ({} and {}).",
            support::repr_text(&known)?,
            support::repr_text(&name)?
        )));
    }
    Ok(NONE())
}

fn property_get(own: &Value, instance: Option<&Value>) -> Outcome {
    let Some(instance) = instance.filter(|instance| !instance.is_none()) else { return Ok(own.clone()) };
    let property = receiver::<CachedProperty>(own)?;
    let name = property.name.borrow().clone();
    if name.is_none() {
        return Err(raise_type_error("Cannot use cached_property instance without calling __set_name__ on it."));
    }
    let Some(attributes) = getattr_optional(instance, name!("__dict__"))? else {
        return Err(raise_type_error(format!(
            "No '__dict__' attribute on {} instance to cache {} property.",
            support::repr_text(&value_of(instance.class().name()))?,
            support::repr_text(&name)?
        )));
    };
    let Some(attributes) = attributes.downcast::<Dict>() else {
        return Err(raise_type_error(format!(
            "The '__dict__' attribute on {} instance does not support item assignment for caching {} property.",
            support::repr_text(&value_of(instance.class().name()))?,
            support::repr_text(&name)?
        )));
    };
    if let Some(found) = attributes.get(&name)? {
        return Ok(found);
    }
    let function = property.function.borrow().clone();
    let value = support::call(&function, [instance.clone()])?;
    attributes.set(name, value.clone())?;
    Ok(value)
}

pub static CACHED_PROPERTY: BuiltinClass = BuiltinClass::new("cached_property", Kind::Native)
    .module("functools")
    .written_in_python()
    .instance_dict()
    .slots(Slots {
        new: Some(New::Native(&PROPERTY_NEW)),
        init: Some(Init::Native(&PROPERTY_INIT)),
        get: Some(|own, instance, _| property_get(own, instance)),
        ..Slots::NONE
    })
    .methods(&[
        Method::new("__set_name__", "self, owner, name", set_name),
        Method::class("__class_getitem__", "type, item, /", crate::collections::generic_alias),
    ])
    .getsets(&[
        GetSet::new("__doc__", |own| Ok(receiver::<CachedProperty>(own)?.doc.borrow().clone())),
        GetSet::new("attrname", |own| Ok(receiver::<CachedProperty>(own)?.name.borrow().clone())),
        GetSet::new("func", |own| Ok(receiver::<CachedProperty>(own)?.function.borrow().clone())),
    ]);
