//! `_abc`: what abstract base classes need (`Modules/_abc.c`).
//!
//! CPython keeps weak references to classes; ours live to the end of the program.

use crate::classes::core_classes::is_abstract;
use crate::classes::{known_names, BuiltinClass, ClassRef, Method};
use crate::collections::carried::{native, Carried};
use crate::collections::support::at;
use crate::collections::{frozenset_of, List};
use crate::exceptions::*;
use crate::functions::{call_method, Arguments};
use crate::heap::single_thread::SingleThread;
use crate::modules::NativeModule;
use crate::object::Kind;
use crate::protocol::attributes::{getattr, getattr_optional, getattr_value_optional, setattr};
use crate::protocol::instances::{issubclass, plain_issubclass};
use crate::protocol::iterate::for_each;
use crate::protocol::matching::{collection_flags, set_collection_flags, take_collection_flags};
use crate::value::{boolean, int, Value, FALSE, NONE, TRUE};
use std::cell::{Cell, RefCell};

/// What `_abc_impl` of a class holds.
#[derive(Default)]
struct AbcData {
    registry: RefCell<Classes>,
    cache: RefCell<Classes>,
    negative_cache: RefCell<Classes>,
    negative_cache_version: Cell<i64>,
}

native!(AbcData, ABC_DATA);
static ABC_DATA: BuiltinClass = BuiltinClass::new("_abc_data", Kind::Native).module("_abc").sealed().no_constructor();

/// Classes in the order in which they were added.
#[derive(Default)]
struct Classes(Vec<ClassRef>);

impl Classes {
    fn has(&self, class: ClassRef) -> bool {
        self.0.contains(&class)
    }

    fn add(&mut self, class: ClassRef) {
        if !self.has(class) {
            self.0.push(class);
        }
    }
}

/// Changes whenever a class is registered anywhere: what was found not to be a subclass may be one now.
static INVALIDATIONS: SingleThread<Cell<i64>> = SingleThread::new(Cell::new(0));

/// Runs with the data of an abstract base class.
fn with_data<T>(class: &Value, run: impl FnOnce(&AbcData) -> Outcome<T>) -> Outcome<T> {
    let data = getattr(class.clone(), name!("_abc_impl"))?;
    match data.native::<AbcData>() {
        Some(own) => run(own),
        None => Err(raise_type_error("_abc_impl is set to a wrong type")),
    }
}

/// `compute_abstract_methods`.
fn abstract_methods(class: ClassRef) -> Outcome {
    let mut names = Vec::new();
    for (name, value) in class.dict.items() {
        if is_abstract(&value)? {
            names.push(name);
        }
    }
    let bases = class.bases.borrow().clone();
    for base in bases {
        let Some(inherited) = getattr_optional(&base.value(), name!("__abstractmethods__"))? else { continue };
        for_each(inherited, |name| {
            if let Some(value) = getattr_value_optional(&class.value(), &name)? {
                if is_abstract(&value)? {
                    names.push(name);
                }
            }
            Ok(())
        })?;
    }
    frozenset_of(names)
}

static INIT: Method = Method::new("_abc_init", "self, /", |arguments| {
    let own = arguments.take(0);
    let Some(class) = ClassRef::from_value(&own) else {
        crate::program::refuse("_abc._abc_init of what is no class");
    };
    setattr(own.clone(), name!("__abstractmethods__"), abstract_methods(class)?)?;
    setattr(own.clone(), name!("_abc_impl"), AbcData::default().object())?;
    take_collection_flags(class)?;
    Ok(NONE())
});

static REGISTER: Method = Method::new("_abc_register", "self, subclass, /", |arguments| {
    let (own, subclass) = (arguments.take(0), arguments.take(1));
    let (Some(class), Some(registered)) = (ClassRef::from_value(&own), ClassRef::from_value(&subclass)) else {
        return Err(raise_type_error("Can only register classes"));
    };
    if issubclass(&subclass, &own)? {
        return Ok(subclass);
    }
    // Also finds cycles by way of the registries.
    if issubclass(&own, &subclass)? {
        return Err(raise_runtime_error("Refusing to create an inheritance cycle"));
    }
    with_data(&own, |data| {
        data.registry.borrow_mut().add(registered);
        Ok(())
    })?;
    INVALIDATIONS.set(INVALIDATIONS.get() + 1);
    let flags = collection_flags(class);
    if flags != 0 {
        set_collection_flags(registered, flags);
    }
    Ok(subclass)
});

static INSTANCE_CHECK: Method = Method::new("_abc_instancecheck", "self, instance, /", |arguments| {
    let (own, instance) = (arguments.take(0), arguments.take(1));
    let subclass = getattr(instance.clone(), name!("__class__"))?;
    let claimed = ClassRef::from_value(&subclass);
    let is_cached = |cache: fn(&AbcData) -> &RefCell<Classes>| {
        with_data(&own, |data| Ok(claimed.is_some_and(|class| cache(data).borrow().has(class))))
    };
    if is_cached(|data| &data.cache)? {
        return Ok(TRUE());
    }
    let actual = instance.class().value();
    let ask = |class: Value| call_method(own.clone(), name!("__subclasscheck__"), [class]);
    if subclass.is(&actual) {
        let is_current = with_data(&own, |data| Ok(data.negative_cache_version.get() == INVALIDATIONS.get()))?;
        if is_current && is_cached(|data| &data.negative_cache)? {
            return Ok(FALSE());
        }
        return ask(subclass);
    }
    let result = ask(subclass)?;
    if crate::protocol::truth(result.clone())? {
        return Ok(result);
    }
    ask(actual)
});

/// Whether a class counts as a subclass, not asking the caches (`_abc__abc_subclasscheck_impl` from step 3 on).
fn counts_as_subclass(own: &Value, subclass: &Value, data: &AbcData) -> Outcome<bool> {
    let answer = call_method(own.clone(), name!("__subclasshook__"), [subclass.clone()])?;
    if answer.is(&TRUE()) || answer.is(&FALSE()) {
        return Ok(answer.is(&TRUE()));
    }
    if !answer.is_not_implemented() {
        let expected = "__subclasshook__ must return either False, True, or NotImplemented";
        return Err(raise_builtin(&ASSERTION_ERROR, vec![crate::native::text(expected.into())]));
    }
    if plain_issubclass(subclass, own)? {
        return Ok(true);
    }
    let registered: Vec<ClassRef> = data.registry.borrow().0.clone();
    for class in registered {
        if issubclass(subclass, &class.value())? {
            return Ok(true);
        }
    }
    let subclasses = call_method(own.clone(), name!("__subclasses__"), [])?;
    let Some(subclasses) = subclasses.downcast::<List>().map(List::to_vec) else {
        return Err(raise_type_error("__subclasses__() must return a list"));
    };
    for class in subclasses {
        if issubclass(subclass, &class)? {
            return Ok(true);
        }
    }
    Ok(false)
}

static SUBCLASS_CHECK: Method = Method::new("_abc_subclasscheck", "self, subclass, /", |arguments| {
    let (own, subclass) = (arguments.take(0), arguments.take(1));
    let Some(class) = ClassRef::from_value(&subclass) else {
        return Err(raise_type_error("issubclass() arg 1 must be a class"));
    };
    with_data(&own, |data| {
        if data.cache.borrow().has(class) {
            return Ok(TRUE());
        }
        if data.negative_cache_version.get() < INVALIDATIONS.get() {
            data.negative_cache.take();
            data.negative_cache_version.set(INVALIDATIONS.get());
        } else if data.negative_cache.borrow().has(class) {
            return Ok(FALSE());
        }
        let counts = counts_as_subclass(&own, &subclass, data)?;
        let cache = if counts { &data.cache } else { &data.negative_cache };
        cache.borrow_mut().add(class);
        Ok(boolean(counts))
    })
});

static CACHE_TOKEN: Method = Method::new("get_cache_token", "", |_| Ok(int(INVALIDATIONS.get())));

static DUMP: Method =
    Method::new("_get_dump", "self, /", |_| crate::program::refuse("_abc._get_dump, which shows weak references"));

fn reset(arguments: &mut Arguments, change: fn(&AbcData)) -> Outcome {
    with_data(at(arguments, 0), |data| {
        change(data);
        Ok(NONE())
    })
}

static RESET_REGISTRY: Method =
    Method::new("_reset_registry", "self, /", |arguments| reset(arguments, |data| drop(data.registry.take())));

static RESET_CACHES: Method = Method::new("_reset_caches", "self, /", |arguments| {
    reset(arguments, |data| {
        data.cache.take();
        data.negative_cache.take();
    })
});

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "_abc",
    documentation: Some("Module contains faster C implementation of abc.ABCMeta"),
    members: members![
        Member::Function(&CACHE_TOKEN),
        Member::Function(&INIT),
        Member::Function(&REGISTER),
        Member::Function(&INSTANCE_CHECK),
        Member::Function(&SUBCLASS_CHECK),
        Member::Function(&DUMP),
        Member::Function(&RESET_REGISTRY),
        Member::Function(&RESET_CACHES),
    ],
    known_names: known_names::of_module("_abc"),
};
