//! `_weakref`: weak references and proxies (`Modules/_weakref.c`, `Objects/weakrefobject.c`).

mod proxy;
mod reference;

pub use proxy::{CALLABLE_PROXY, PROXY};
pub use reference::REFERENCE;

use crate::classes::{known_names, Method};
use crate::collections::support::{self, at};
use crate::collections::Dict;
use crate::exceptions::*;
use crate::heap::owned::Owned;
use crate::heap::weak::{references_to, Weak};
use crate::modules::NativeModule;
use crate::value::{Value, NONE};
use std::cell::RefCell;
use std::rc::Rc;

/// What references and proxies hold.
struct Held {
    weak: Rc<Weak>,
    callback: RefCell<Option<Value>>,
}

impl Owned for Held {
    fn show(&self, visit: &mut dyn FnMut(&Value)) {
        self.callback.show(visit);
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.weak.forget();
    }
}

impl Held {
    /// Errors: TypeError where the object's class has no weak references.
    fn new(object: &Value, callback: Option<Value>) -> Outcome<Held> {
        let class = object.class();
        let weak = Weak::new(object).filter(|_| class.is_weakly_referenced);
        let Some(weak) = weak else {
            return Err(raise_type_error(format!("cannot create weak reference to '{}' object", class.type_name())));
        };
        Ok(Held { weak, callback: RefCell::new(callback) })
    }

    /// Lets `holder`, which has this, be found and told.
    fn tell(&self, holder: &Value) {
        self.weak.set_holder(holder, Some(object_went));
    }
}

fn held(value: &Value) -> Option<&Held> {
    reference::held(value).or_else(|| proxy::held(value))
}

/// Calls the callback; what that raises is printed and forgotten.
fn object_went(holder: &Value) {
    let Some(held) = held(holder) else { return };
    let callback = held.callback.borrow_mut().take();
    let Some(callback) = callback else { return };
    let saved = crate::exceptions::state::suspend_pending();
    if let Err(raised) = support::call(&callback, [holder.clone()]) {
        crate::exceptions::display::report_unraisable(raised, &callback);
    }
    crate::exceptions::state::restore_pending(saved);
}

/// The reference or proxy to an object that has no callback and is of the class itself: there is one of each.
fn shared(object: &Value, is_shared: fn(&Value) -> bool) -> Option<Value> {
    let plain = |holder: &Value| is_shared(holder) && held(holder).is_some_and(|own| own.callback.borrow().is_none());
    references_to(object).iter().filter_map(|weak| weak.holder()).find(plain)
}

/// All references and proxies to an object in CPython's order: the shared ones first, then the youngest.
fn holders(object: &Value) -> Vec<Value> {
    let first = [shared(object, reference::is_plain), shared(object, proxy::is_proxy)];
    let mut all: Vec<Value> = first.into_iter().flatten().collect();
    for holder in references_to(object).iter().rev().filter_map(|weak| weak.holder()) {
        if held(&holder).is_some() && !all.iter().any(|known| known.is(&holder)) {
            all.push(holder);
        }
    }
    all
}

static COUNT: Method =
    Method::new("getweakrefcount", "object, /", |arguments| Ok(support::count(holders(at(arguments, 0)).len())))
        .doc("Return the number of weak references to 'object'.");

static REFERENCES: Method =
    Method::new("getweakrefs", "object, /", |arguments| Ok(crate::native::list(holders(at(arguments, 0)))))
        .doc("getweakrefs(object) -- return a list of all weak reference objects\nthat point to 'object'.");

static REMOVE_DEAD: Method = Method::new("_remove_dead_weakref", "dct, key, /", |arguments| {
    let (dict, key) = (arguments.take(0), arguments.take(1));
    let Some(dict) = dict.downcast::<Dict>() else {
        let given = dict.type_name();
        return Err(raise_type_error(format!("_remove_dead_weakref() argument 1 must be dict, not {given}")));
    };
    let Some(found) = dict.get(&key)? else { return Ok(NONE()) };
    match held(&found) {
        Some(own) if own.weak.get().is_some() => {}
        Some(_) => drop(dict.remove(&key)?),
        None => return Err(raise_type_error("not a weakref")),
    }
    Ok(NONE())
})
.doc("Atomically remove key from dict if it points to a dead weakref.");

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "_weakref",
    documentation: Some("Weak-reference support module."),
    members: members![
        Member::Function(&COUNT),
        Member::Function(&REFERENCES),
        Member::Function(&REMOVE_DEAD),
        Member::Function(&proxy::MAKE),
        Member::Value("ref", || REFERENCE.value()),
        Member::Class(&REFERENCE),
        Member::Class(&PROXY),
        Member::Class(&CALLABLE_PROXY),
    ],
    known_names: known_names::of_module("_weakref"),
};
