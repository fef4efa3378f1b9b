//! `groupby` and `tee`.

use super::iterator_class;
use crate::classes::reduce::{reduced, reduced_iterator, reduced_with, tuple_state};
use crate::classes::slots::New;
use crate::classes::{BuiltinClass, Method, Slots};
use crate::collections::carried::{native, Carried, Carry};
use crate::collections::iterators::itself;
use crate::collections::support::{self, at, receiver};
use crate::collections::tuple_value;
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::functions::Arguments;
use crate::object::Kind;
use crate::value::{Value, NONE};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// `groupby(iterable, key)`.
pub struct GroupBy {
    iterator: Value,
    key: Option<Value>,
    target_key: RefCell<Option<Value>>,
    current_key: RefCell<Option<Value>>,
    current_item: RefCell<Option<Value>>,
    /// The number of the group that may still give items.
    group: Cell<u64>,
}

static GROUPBY_NEW: Constructor = Constructor::new("iterable, key=None", |class, arguments| {
    let iterator = support::iter(at(arguments, 0))?;
    let groups = GroupBy {
        iterator,
        key: arguments.not_none(1),
        target_key: RefCell::default(),
        current_key: RefCell::default(),
        current_item: RefCell::default(),
        group: Cell::new(0),
    };
    Ok(groups.object_of(class))
});

impl GroupBy {
    /// Reads the next item and its key; false at the end.
    fn step(&self) -> Outcome<bool> {
        let Some(item) = support::next(&self.iterator)? else { return Ok(false) };
        let key = match &self.key {
            Some(key) => support::call(key, [item.clone()])?,
            None => item.clone(),
        };
        let old = (self.current_item.replace(Some(item)), self.current_key.replace(Some(key)));
        drop(old);
        Ok(true)
    }

    fn keys(&self) -> (Option<Value>, Option<Value>) {
        (self.target_key.borrow().clone(), self.current_key.borrow().clone())
    }
}

fn groupby_next(groups: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<GroupBy>(groups)?;
    own.group.set(own.group.get() + 1);
    loop {
        match own.keys() {
            (_, None) => {}
            (None, Some(_)) => break,
            (Some(target), Some(current)) => {
                if !support::equal(&target, &current)? {
                    break;
                }
            }
        }
        if !own.step()? {
            return Ok(None);
        }
    }
    let key = own.current_key.borrow().clone();
    let old = own.target_key.replace(key.clone());
    drop(old);
    let Some(key) = key else { return Ok(None) };
    let group = Group { parent: groups.clone(), key: key.clone(), number: own.group.get() };
    Ok(Some(support::pair(key, group.object())))
}

fn groupby_reduce(arguments: &mut Arguments) -> Outcome {
    let own = receiver::<GroupBy>(at(arguments, 0))?;
    let class = at(arguments, 0).class().value();
    let made_by = vec![own.iterator.clone(), own.key.clone().unwrap_or_else(NONE)];
    let state = (own.current_key.borrow().clone(), own.current_item.borrow().clone(), own.target_key.borrow().clone());
    match state {
        (Some(key), Some(item), Some(target)) => reduced_with(class, made_by, tuple_value(vec![key, item, target])),
        _ => reduced(class, made_by),
    }
}

fn groupby_set_state(arguments: &mut Arguments) -> Outcome {
    let own = receiver::<GroupBy>(at(arguments, 0))?;
    let parts = tuple_state(at(arguments, 1), 3, 3)?;
    let old = (
        own.current_key.replace(Some(parts[0].clone())),
        own.current_item.replace(Some(parts[1].clone())),
        own.target_key.replace(Some(parts[2].clone())),
    );
    drop(old);
    Ok(NONE())
}

iterator_class!(GroupBy(iterator, key, target_key, current_key, current_item), GROUPBY, "groupby", GROUPBY_NEW, groupby_next; methods &[
    Method::new("__reduce__", "self, /", groupby_reduce),
    Method::new("__setstate__", "self, state, /", groupby_set_state),
]);

/// One group of `groupby`, while it is the current one.
pub struct Group {
    parent: Value,
    key: Value,
    number: u64,
}

fn group_next(group: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<Group>(group)?;
    let parent = receiver::<GroupBy>(&own.parent)?;
    if parent.group.get() != own.number {
        return Ok(None);
    }
    if parent.current_item.borrow().is_none() && !parent.step()? {
        return Ok(None);
    }
    let current = parent.current_key.borrow().clone();
    match current {
        Some(current) if support::equal(&own.key, &current)? => Ok(parent.current_item.take()),
        _ => Ok(None),
    }
}

native!(Group, GROUP, owns parent, key);
pub static GROUP: BuiltinClass = BuiltinClass::new("_grouper", Kind::Native)
    .module("itertools")
    .sealed()
    .slots(slots!(Slots {
        new: Some(New::Native(&GROUP_NEW)),
        iter: Some(itself),
        next: Some(group_next),
        ..Slots::NONE
    }))
    .methods(methods!(&[Method::new("__reduce__", "self, /", |arguments| {
        let own = receiver::<Group>(at(arguments, 0))?;
        if receiver::<GroupBy>(&own.parent)?.group.get() != own.number {
            return reduced_iterator(tuple_value(Vec::new()), None);
        }
        reduced(GROUP.value(), vec![own.parent.clone(), own.key.clone()])
    })]));

static GROUP_NEW: Constructor = Constructor::new("parent, tgtkey, /", |_, arguments| {
    let (parent, key) = (arguments.take(0), arguments.take(1));
    let Some(groups) = parent.carried::<GroupBy>() else {
        let given = parent.type_name();
        return Err(raise_type_error(format!("argument 1 must be itertools.groupby, not {given}")));
    };
    groups.group.set(groups.group.get() + 1);
    let number = groups.group.get();
    Ok(Group { parent: parent.clone(), key, number }.object())
});

/// An item that several iterators share, and the one after it.
struct Link {
    item: RefCell<Option<Value>>,
    next: RefCell<Option<Rc<Link>>>,
    /// The iterator that fills the links.
    source: Rc<Source>,
}

struct Source {
    iterator: Value,
    running: Cell<bool>,
}

impl Drop for Link {
    // A long chain is dropped link by link, not by recursion.
    fn drop(&mut self) {
        let mut next = self.next.take();
        while let Some(link) = next {
            next = match Rc::try_unwrap(link) {
                Ok(link) => link.next.take(),
                Err(_) => None,
            };
        }
    }
}

/// One of the iterators that `tee` gives.
pub struct TeeIterator {
    link: RefCell<Rc<Link>>,
}

fn empty_link(source: &Rc<Source>) -> Rc<Link> {
    Rc::new(Link { item: RefCell::default(), next: RefCell::default(), source: source.clone() })
}

impl TeeIterator {
    fn over(iterator: Value) -> TeeIterator {
        let source = Rc::new(Source { iterator, running: Cell::new(false) });
        TeeIterator { link: RefCell::new(empty_link(&source)) }
    }

    fn copy(&self) -> TeeIterator {
        TeeIterator { link: RefCell::new(self.link.borrow().clone()) }
    }
}

fn tee_next(iterator: &Value) -> Outcome<Option<Value>> {
    let own = receiver::<TeeIterator>(iterator)?;
    let link = own.link.borrow().clone();
    let known = link.item.borrow().clone();
    let item = match known {
        Some(item) => item,
        None => {
            if link.source.running.replace(true) {
                return Err(raise_runtime_error("cannot re-enter the tee iterator"));
            }
            let next = support::next(&link.source.iterator);
            link.source.running.set(false);
            let Some(item) = next? else { return Ok(None) };
            link.item.replace(Some(item.clone()));
            link.next.replace(Some(empty_link(&link.source)));
            item
        }
    };
    let next = link.next.borrow().clone();
    if let Some(next) = next {
        let old = own.link.replace(next);
        drop(old);
    }
    Ok(Some(item))
}

static TEE_NEW: Constructor = Constructor::new("iterable, /", |_, arguments| {
    let iterator = support::iter(at(arguments, 0))?;
    Ok(match iterator.carried::<TeeIterator>() {
        Some(other) => other.copy().object(),
        None => TeeIterator::over(iterator).object(),
    })
});

native!(TeeIterator, TEE_ITERATOR);
pub static TEE_ITERATOR: BuiltinClass = BuiltinClass::new("_tee", Kind::Native)
    .module("itertools")
    .sealed()
    .slots(slots!(Slots { new: Some(New::Native(&TEE_NEW)), iter: Some(itself), next: Some(tee_next), ..Slots::NONE }))
    .methods(methods!(&[Method::new("__copy__", "self, /", |arguments| {
        Ok(receiver::<TeeIterator>(at(arguments, 0))?.copy().object())
    })]));

pub static TEE: Method = Method::new("tee", "iterable, n=2, /", |arguments| {
    let count = match arguments.optional(1) {
        Some(count) => support::argument_index(&count)?,
        None => 2,
    };
    if count < 0 {
        return Err(raise_value_error("n must be >= 0"));
    }
    if count == 0 {
        return Ok(tuple_value(Vec::new()));
    }
    let iterator = support::iter(at(arguments, 0))?;
    let copyable = match support::get_optional_attribute(&iterator, name!("__copy__"))? {
        Some(_) => iterator,
        None => TeeIterator::over(iterator).object(),
    };
    let mut copies = vec![copyable.clone()];
    for _ in 1..count {
        let copy = support::get_optional_attribute(&copyable, name!("__copy__"))?;
        match copy {
            Some(copy) => copies.push(support::call(&copy, [])?),
            None => return Err(raise_type_error("the iterator cannot be copied")),
        }
    }
    Ok(tuple_value(copies))
});
