//! Handles: section 4 of `docs/wire-format.md`. What travels in place of an object, and the objects that stay here.

use super::{broken, Wire};
use crate::classes::core_classes::OBJECT;
use crate::classes::ClassRef;
use crate::heap::single_thread::SingleThread;
use crate::object::Kind;
use crate::protocol::attributes::getattr_optional;
use crate::text::str::Str;
use crate::text::to_lossy;
use crate::value::Value;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::collections::HashMap;

/// The special methods that a handle tells of, sorted.
pub const CAPABILITIES: [&str; 20] = [
    "__await__",
    "__bool__",
    "__call__",
    "__complex__",
    "__contains__",
    "__delitem__",
    "__enter__",
    "__eq__",
    "__exit__",
    "__float__",
    "__fspath__",
    "__getitem__",
    "__hash__",
    "__index__",
    "__int__",
    "__iter__",
    "__len__",
    "__next__",
    "__reversed__",
    "__setitem__",
];

/// What travels in place of an object that stays where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handle {
    pub number: u64,
    pub class_name: String,
    pub ancestry: Vec<String>,
    pub capabilities: Vec<String>,
    pub name: Option<String>,
}

/// `module:qualname`.
pub fn class_name(class: ClassRef) -> String {
    let module =
        class.module_name().unwrap_or_else(|| class.declaration.map_or("builtins", |own| own.module).to_owned());
    format!("{module}:{}", to_lossy(&class.qualified_name.borrow()))
}

/// The names of all classes in the order of bases.
pub fn ancestry(class: ClassRef) -> Vec<String> {
    class.mro().iter().map(|base| class_name(*base)).collect()
}

fn has_capability(class: ClassRef, name: &str) -> bool {
    match class.lookup_text(name) {
        None => false,
        Some(found) if found.is_none() => false,
        Some(found) => name != "__eq__" || !OBJECT.class().lookup_text(name).is_some_and(|own| own.is(&found)),
    }
}

/// The objects behind guest handles.
#[derive(Default)]
struct Held {
    objects: BTreeMap<u64, Value>,
    numbers: HashMap<u64, u64>,
    next: u64,
}

static HELD: SingleThread<RefCell<Option<Held>>> = SingleThread::new(RefCell::new(None));

fn with<T>(ask: impl FnOnce(&mut Held) -> T) -> T {
    ask(HELD.borrow_mut().get_or_insert_with(Held::default))
}

/// The guest handle of an object; it is kept until the host releases it.
pub fn give(value: &Value) -> Handle {
    let number = with(|held| {
        if let Some(number) = held.numbers.get(&value.bits()) {
            return *number;
        }
        let number = held.next;
        held.next += 1;
        held.objects.insert(number, value.clone());
        held.numbers.insert(value.bits(), number);
        number
    });
    let class = value.class();
    let callable = crate::protocol::is_callable(value);
    let has = |name: &str| if name == "__call__" { callable } else { has_capability(class, name) };
    let capable = CAPABILITIES.iter().filter(|name| has(name));
    Handle {
        number,
        class_name: class_name(class),
        ancestry: ancestry(class),
        capabilities: capable.map(|name| (*name).to_owned()).collect(),
        name: qualified_name(value),
    }
}

/// `__qualname__` of functions and classes.
fn qualified_name(value: &Value) -> Option<String> {
    let named = [Kind::Class, Kind::Function, Kind::BuiltinFunction, Kind::BoundMethod];
    if !named.contains(&value.kind()) {
        return None;
    }
    let found = getattr_optional(value, name!("__qualname__")).unwrap_or_else(|raised| {
        raised.forget();
        None
    });
    found.and_then(|name| name.downcast::<Str>().map(Str::to_lossy))
}

/// The object of a guest handle that came home. Errors: none is held under that number.
pub fn own_object(number: u64) -> Wire<Value> {
    match with(|held| held.objects.get(&number).cloned()) {
        Some(value) => Ok(value),
        None => broken(format!("guest handle {number} is not held")),
    }
}

/// Forgets a guest handle. Errors: none is held under that number.
pub fn release(number: u64) -> Wire<()> {
    let released = with(|held| {
        let value = held.objects.remove(&number)?;
        held.numbers.remove(&value.bits());
        Some(value)
    });
    match released {
        Some(value) => {
            drop(value);
            Ok(())
        }
        None => broken(format!("release of guest handle {number}, which is not held")),
    }
}
