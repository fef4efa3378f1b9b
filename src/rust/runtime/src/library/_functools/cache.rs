//! The cache behind `lru_cache`.

use crate::classes::slots::New;
use crate::classes::{BuiltinClass, Method, Slots};
use crate::collections::carried::{native, Carried};
use crate::collections::support::{self, at, receiver};
use crate::collections::{tuple_value, Dict};
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::functions::method::BoundMethod;
use crate::functions::{call_with, Arguments, CallArguments};
use crate::heap::single_thread::SingleThread;
use crate::object::Kind;
use crate::protocol::attributes::getattr;
use crate::value::{int, Value, NONE};
use std::cell::{Cell, OnceCell};

/// A function with its results. The least recently used entry of a bounded cache comes first.
pub struct LruCache {
    function: Value,
    results: Dict,
    /// None for unbounded.
    limit: Option<usize>,
    typed: bool,
    /// What `cache_info` makes.
    info_class: Value,
    hits: Cell<i64>,
    misses: Cell<i64>,
}

native!(LruCache, LRU_CACHE, owns function, results, info_class);

/// Stands between positional and keyword arguments in a key.
fn keyword_mark() -> Value {
    static MARK: SingleThread<OnceCell<Value>> = SingleThread::new(OnceCell::new());
    MARK.get_or_init(|| Mark.object()).clone()
}

struct Mark;
native!(Mark, MARK, owns);
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

fn limit_value(limit: Option<usize>) -> Value {
    limit.map_or_else(NONE, |limit| int(limit as i64))
}

fn cache_info(arguments: &mut Arguments) -> Outcome {
    let cache = receiver::<LruCache>(at(arguments, 0))?;
    let (hits, misses) = (int(cache.hits.get()), int(cache.misses.get()));
    support::call(&cache.info_class, [hits, misses, limit_value(cache.limit), int(cache.results.len() as i64)])
}

fn cache_clear(arguments: &mut Arguments) -> Outcome {
    let cache = receiver::<LruCache>(at(arguments, 0))?;
    cache.hits.set(0);
    cache.misses.set(0);
    cache.results.clear();
    Ok(NONE())
}

/// CPython calls the class by another name in these errors.
static NEW: Constructor = Constructor::new("user_function, maxsize, typed, cache_info_type", |class, arguments| {
    let (function, limit, typed) = (arguments.take(0), arguments.take(1), arguments.take(2));
    let typed = support::truth(&typed)?;
    if !crate::protocol::is_callable(&function) {
        return Err(raise_type_error("the first argument must be callable"));
    }
    let limit = match limit.is_none() {
        true => None,
        false if !support::has_index(&limit) => return Err(raise_type_error("maxsize should be integer or None")),
        false => Some(crate::protocol::index_i64(&limit)?.max(0) as usize),
    };
    let info_class = arguments.take(3);
    let (hits, misses) = Default::default();
    Ok(LruCache { function, results: Dict::new(), limit, typed, info_class, hits, misses }.object_of(class))
})
.named("lru_cache");

pub static LRU_CACHE: BuiltinClass = BuiltinClass::new("_lru_cache_wrapper", Kind::Native)
    .module("functools")
    .instance_dict()
    .slots(slots!(Slots {
        new: Some(New::Native(&NEW)),
        call: Some(call_cached),
        get: Some(|own, instance, _| {
            Ok(match instance.filter(|instance| !instance.is_none()) {
                Some(instance) => BoundMethod::allocate(own.clone(), instance.clone()),
                None => own.clone(),
            })
        }),
        ..Slots::NONE
    }))
    .methods(methods!(&[
        Method::new("__copy__", "self, /", |arguments| Ok(arguments.take(0))),
        Method::new("__deepcopy__", "self, memo, /", |arguments| Ok(arguments.take(0))),
        Method::new("cache_clear", "self, /", cache_clear),
        Method::new("cache_info", "self, /", cache_info),
        Method::new("__reduce__", "self, /", |arguments| getattr(arguments.take(0), name!("__qualname__"))),
    ]));
