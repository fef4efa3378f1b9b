//! `dict_keys`, `dict_values`, `dict_items` and their iterators.

use super::carried::{native, Carried, Carry};
use super::dict::{Dict, DICT};
use super::set::{Set, SET};
use super::support::{self, at, equal, receiver};
use super::support::{collect, hash as hash_value, push_repr, RepresentationGuard};
use super::tuple::{tuple_value, Tuple};
use crate::classes::reduce::reduced_iterator;
use crate::classes::{BuiltinClass, ClassRef, Comparison, GetSet, Method, Slots};
use crate::exceptions::*;
use crate::functions::Arguments;
use crate::heap::owned::Owned;
use crate::object::{allocate, Kind, Ref};
use crate::text::str::StrBuilder;
use crate::value::{boolean, int, Value, NOT_IMPLEMENTED};
use std::cell::{Cell, RefCell};

/// What a view or iterator shows of each entry.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Keys,
    Values,
    Items,
}

impl Part {
    pub(crate) fn of(self, key: &Value, value: &Value) -> Value {
        match self {
            Part::Keys => key.clone(),
            Part::Values => value.clone(),
            Part::Items => super::tuple::pair(key.clone(), value.clone()),
        }
    }
}

macro_rules! views {
    ($($view:ident $iterator:ident $reverse:ident $part:ident)*) => {
        $(
            #[doc = concat!("The payload of views of a dict: ", stringify!($part), ".")]
            pub struct $view {
                dict: Ref<Dict>,
            }

            impl View for $view {
                fn of_dict(dict: Ref<Dict>) -> $view {
                    $view { dict }
                }
                fn dict(&self) -> &Ref<Dict> {
                    &self.dict
                }
                fn iterator(entries: Entries) -> Value {
                    ($iterator(entries)).object()
                }
                fn reverse_iterator(entries: Entries) -> Value {
                    ($reverse(entries)).object()
                }
            }

            #[doc = concat!("Iterates over a dict: ", stringify!($part), ".")]
            pub struct $iterator(Entries);

            impl Cursor for $iterator {
                const PART: Part = Part::$part;
                const FORWARD: bool = true;
                fn entries(&self) -> &Entries {
                    &self.0
                }
            }

            #[doc = concat!("Iterates over a dict from its end: ", stringify!($part), ".")]
            pub struct $reverse(Entries);

            impl Cursor for $reverse {
                const PART: Part = Part::$part;
                const FORWARD: bool = false;
                fn entries(&self) -> &Entries {
                    &self.0
                }
            }
        )*
    };
}

views! {
    DictKeys KeysIterator KeysReverseIterator Keys
    DictValues ValuesIterator ValuesReverseIterator Values
    DictItems ItemsIterator ItemsReverseIterator Items
}

pub(crate) trait View: Carried {
    fn of_dict(dict: Ref<Dict>) -> Self;
    fn dict(&self) -> &Ref<Dict>;
    fn iterator(entries: Entries) -> Value;
    fn reverse_iterator(entries: Entries) -> Value;
}

/// Where an iterator over a dict stands.
pub struct Entries {
    dict: RefCell<Option<Ref<Dict>>>,
    /// The number of keys when the iterator was made; `None` once it changed.
    expected: Cell<Option<usize>>,
    left: Cell<usize>,
    /// Forward: the next position to look at. Backward: one past it.
    position: Cell<usize>,
}

impl Owned for Entries {
    fn show(&self, visit: &mut dyn FnMut(&Value)) {
        self.dict.show(visit);
    }
}

impl Entries {
    fn new(dict: &Ref<Dict>, forward: bool) -> Entries {
        let table = dict.table.borrow();
        Entries {
            expected: Cell::new(Some(table.len())),
            left: Cell::new(table.len()),
            position: Cell::new(if forward { 0 } else { table.positions() }),
            dict: RefCell::new(Some(dict.clone())),
        }
    }

    /// The next entry, checked as CPython checks for changes.
    fn advance(&self, part: Part, forward: bool) -> Outcome<Option<Value>> {
        let guard = self.dict.borrow();
        let Some(dict) = guard.as_ref() else { return Ok(None) };
        let table = dict.table.borrow();
        if self.expected.get() != Some(table.len()) {
            // The iterator stays broken.
            self.expected.set(None);
            return Err(raise_runtime_error("dictionary changed size during iteration"));
        }
        let found =
            if forward { table.entry_from(self.position.get()) } else { table.entry_before(self.position.get()) };
        if let Some((position, entry)) = found {
            if self.left.get() == 0 && forward {
                drop(table);
                return self.finish_changed(guard);
            }
            self.position.set(if forward { position + 1 } else { position });
            self.left.set(self.left.get().wrapping_sub(1));
            return Ok(Some(part.of(&entry.key, &entry.value)));
        }
        drop(table);
        drop(guard);
        let finished = self.dict.take();
        drop(finished);
        Ok(None)
    }

    fn finish_changed(&self, guard: std::cell::Ref<'_, Option<Ref<Dict>>>) -> Outcome<Option<Value>> {
        drop(guard);
        let finished = self.dict.take();
        drop(finished);
        Err(raise_runtime_error("dictionary keys changed during iteration"))
    }

    fn hint(&self) -> usize {
        match &*self.dict.borrow() {
            Some(dict) if self.expected.get() == Some(dict.len()) => self.left.get(),
            _ => 0,
        }
    }
}

trait Cursor: Carried {
    const PART: Part;
    const FORWARD: bool;
    fn entries(&self) -> &Entries;
}

fn next<T: Cursor>(iterator: &Value) -> Outcome<Option<Value>> {
    receiver::<T>(iterator)?.entries().advance(T::PART, T::FORWARD)
}

fn length_hint<T: Cursor>(arguments: &mut Arguments) -> Outcome {
    Ok(int(receiver::<T>(at(arguments, 0))?.entries().hint() as i64))
}

/// Gives what is left, without going on.
fn reduce<T: Cursor>(arguments: &mut Arguments) -> Outcome {
    let own = receiver::<T>(at(arguments, 0))?.entries();
    let copy = Entries {
        dict: RefCell::new(own.dict.borrow().clone()),
        expected: own.expected.clone(),
        left: own.left.clone(),
        position: own.position.clone(),
    };
    let mut rest = Vec::new();
    while let Some(item) = copy.advance(T::PART, T::FORWARD)? {
        rest.push(item);
    }
    reduced_iterator(super::list_value(rest), None)
}

fn dict_of(value: &Value) -> Outcome<Ref<Dict>> {
    receiver::<Dict>(value)?;
    value.clone().into_ref::<Dict>().map_err(|_| raise_runtime_error("not a dict"))
}

pub fn keys(dict: &Value) -> Outcome {
    view::<DictKeys>(dict, DICT_KEYS.class())
}

pub fn values(dict: &Value) -> Outcome {
    view::<DictValues>(dict, DICT_VALUES.class())
}

pub fn items(dict: &Value) -> Outcome {
    view::<DictItems>(dict, DICT_ITEMS.class())
}

/// The dict that a view shows.
pub(crate) fn viewed<T: View>(view: &Value) -> Outcome {
    Ok(receiver::<T>(view)?.dict().value())
}

/// A view of the class itself or of a subclass.
pub(crate) fn view<T: View>(dict: &Value, class: ClassRef) -> Outcome {
    Ok(T::of_dict(dict_of(dict)?).object_of(class))
}

pub fn keys_iterator(dict: &Value) -> Outcome {
    Ok(DictKeys::iterator(Entries::new(&dict_of(dict)?, true)))
}

pub fn reversed_keys(dict: &Value) -> Outcome {
    Ok(DictKeys::reverse_iterator(Entries::new(&dict_of(dict)?, false)))
}

fn iterate<T: View>(view: &Value) -> Outcome {
    Ok(T::iterator(Entries::new(receiver::<T>(view)?.dict(), true)))
}

fn reversed<T: View>(arguments: &mut Arguments) -> Outcome {
    Ok(T::reverse_iterator(Entries::new(receiver::<T>(at(arguments, 0))?.dict(), false)))
}

fn length<T: View>(view: &Value) -> Outcome<i64> {
    Ok(receiver::<T>(view)?.dict().len() as i64)
}

fn repr(view: &Value) -> Outcome {
    let Some(_guard) = RepresentationGuard::enter(view) else { return Ok(support::text("...")) };
    let mut builder = StrBuilder::new();
    builder.push_text(&view.class().name());
    builder.push_text("([");
    for (position, item) in collect(view)?.iter().enumerate() {
        if position > 0 {
            builder.push_text(", ");
        }
        push_repr(&mut builder, item)?;
    }
    builder.push_text("])");
    Ok(support::built(builder))
}

fn contains_key(view: &Value, key: &Value) -> Outcome<bool> {
    receiver::<DictKeys>(view)?.dict.contains(key)
}

fn contains_item(view: &Value, item: &Value) -> Outcome<bool> {
    let own = receiver::<DictItems>(view)?;
    let Some([key, value]) = item.carried::<Tuple>().map(Tuple::items) else { return Ok(false) };
    match own.dict.get(key)? {
        Some(found) => equal(&found, value),
        None => Ok(false),
    }
}

/// Whether a value compares with views as a set: sets and views of keys and items.
fn is_set_like(value: &Value) -> bool {
    value.is_a::<Set>()
        || value.is_a::<super::set::FrozenSet>()
        || value.is_a::<DictKeys>()
        || value.is_a::<DictItems>()
}

fn all_in(items: &Value, container: &Value) -> Outcome<bool> {
    let iterator = support::iter(items)?;
    while let Some(item) = support::next(&iterator)? {
        if !support::contains(item, container.clone())? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn compare(left: &Value, right: &Value, comparison: Comparison) -> Outcome {
    if !is_set_like(right) {
        return Ok(NOT_IMPLEMENTED());
    }
    let own = support::length(left)?;
    let other = support::length(right)?;
    let holds = match comparison {
        Comparison::Eq | Comparison::Ne => (own == other && all_in(left, right)?) == (comparison == Comparison::Eq),
        Comparison::Lt => own < other && all_in(left, right)?,
        Comparison::Le => own <= other && all_in(left, right)?,
        Comparison::Gt => own > other && all_in(right, left)?,
        Comparison::Ge => own >= other && all_in(right, left)?,
    };
    Ok(boolean(holds))
}

/// A new set of an operand's items.
fn set_of(value: &Value) -> Outcome<Ref<Set>> {
    let result = allocate(SET.class(), Set::default());
    result.update(value)?;
    Ok(result)
}

/// Views are operands on either side: CPython makes a set of the left one.
fn difference(left: &Value, right: &Value) -> Outcome {
    let result = set_of(left)?;
    result.difference_update(right)?;
    Ok(result.into_value())
}

fn or(left: &Value, right: &Value) -> Outcome {
    let result = set_of(left)?;
    result.update(right)?;
    Ok(result.into_value())
}

/// Iterates over the smaller side and asks the larger one.
fn and(left: &Value, right: &Value) -> Outcome {
    let (mut view, mut other) = (left, right);
    if !is_dict_view(view) {
        std::mem::swap(&mut view, &mut other);
    }
    let is_larger = is_set_like(other) && support::length(other)? > support::length(view)?;
    if is_larger && (other.is_a::<Set>() || is_dict_view(other)) {
        return intersect(other, view);
    }
    intersect(view, other)
}

fn is_dict_view(value: &Value) -> bool {
    value.is_a::<DictKeys>() || value.is_a::<DictItems>()
}

fn intersect(container: &Value, items: &Value) -> Outcome {
    let result = allocate(SET.class(), Set::default());
    support::for_each(items, |item| {
        if support::contains(item.clone(), container.clone())? {
            result.add(item)?;
        }
        Ok(())
    })?;
    Ok(result.into_value())
}

fn xor(left: &Value, right: &Value) -> Outcome {
    if left.is_a::<DictItems>() && right.is_a::<DictItems>() {
        return items_xor(left, right);
    }
    let result = set_of(left)?;
    result.symmetric_difference_update(right)?;
    Ok(result.into_value())
}

/// `items ^ items`: what is only in the left one or different comes first from the left.
fn items_xor(left: &Value, right: &Value) -> Outcome {
    let (left, right) = (receiver::<DictItems>(left)?, receiver::<DictItems>(right)?);
    let rest = allocate(DICT.class(), right.dict.copy());
    let result = allocate(SET.class(), Set::default());
    for (key, value) in left.dict.items() {
        let hash = hash_value(&key)?;
        match rest.get_hashed(hash, &key)? {
            Some(other) if equal(&value, &other)? => drop(rest.remove(&key)?),
            Some(_) => result.add(tuple_value(vec![key, value]))?,
            None => result.add(tuple_value(vec![key, value]))?,
        }
    }
    for (key, value) in rest.items() {
        result.add(tuple_value(vec![key, value]))?;
    }
    Ok(result.into_value())
}

fn isdisjoint(arguments: &mut Arguments) -> Outcome {
    let (mut view, mut other) = (arguments.take(0), arguments.take(1));
    if view.is(&other) {
        return Ok(boolean(support::length(&view)? == 0));
    }
    let is_quick = other.class().is_builtin() && is_set_like(&other);
    if is_quick && support::length(&other)? > support::length(&view)? {
        std::mem::swap(&mut view, &mut other);
    }
    let iterator = support::iter(&other)?;
    while let Some(item) = support::next(&iterator)? {
        if support::contains(item, view.clone())? {
            return Ok(boolean(false));
        }
    }
    Ok(boolean(true))
}

fn mapping<T: View>(view: &Value) -> Outcome {
    Ok(super::mapping_proxy::proxy(receiver::<T>(view)?.dict().value()))
}

const fn set_slots() -> Slots {
    Slots {
        compare: Some(compare),
        sub: Some(difference),
        or_: Some(or),
        and_: Some(and),
        xor: Some(xor),
        ..Slots::NONE
    }
}

macro_rules! view_class {
    ($view:ident $class:ident $name:literal $known:ident $slots:expr, $contains:expr, [$($method:expr),*] $(, $setting:ident)?) => {
        native!($view, $class, owns dict);

        pub static $class: BuiltinClass = BuiltinClass::new($name, Kind::Native)
            .sealed()
            .no_constructor()
            $(.$setting())?
            .slots(slots!(Slots {
                repr: Some(repr),
                length: Some(length::<$view>),
                iter: Some(iterate::<$view>),
                contains: $contains,
                ..$slots
            }))
            .methods(methods!(&[$($method,)* Method::new("__reversed__", "self, /", reversed::<$view>)]))
            .getsets(getsets!(&[GetSet::new("mapping", mapping::<$view>)]));
    };
}

view_class!(DictKeys DICT_KEYS "dict_keys" DICT_KEYS set_slots(), Some(contains_key),
    [Method::new("isdisjoint", "self, other, /", isdisjoint)], unhashable);
view_class!(DictValues DICT_VALUES "dict_values" DICT_VALUES Slots::NONE, None, []);
view_class!(DictItems DICT_ITEMS "dict_items" DICT_ITEMS set_slots(), Some(contains_item),
    [Method::new("isdisjoint", "self, other, /", isdisjoint)], unhashable);

macro_rules! iterator_class {
    ($($iterator:ident $class:ident $name:literal)*) => {
        $(
            native!($iterator, $class, owns 0);

            pub static $class: BuiltinClass = BuiltinClass::new($name, Kind::Native)
                .sealed()
                .no_constructor()
                .slots(slots!(Slots { iter: Some(super::iterators::itself), next: Some(next::<$iterator>), ..Slots::NONE }))
                .methods(methods!(&[
                    Method::new("__length_hint__", "self, /", length_hint::<$iterator>),
                    Method::new("__reduce__", "self, /", reduce::<$iterator>),
                ]));
        )*
    };
}

iterator_class! {
    KeysIterator DICT_KEY_ITERATOR "dict_keyiterator"
    ValuesIterator DICT_VALUE_ITERATOR "dict_valueiterator"
    ItemsIterator DICT_ITEM_ITERATOR "dict_itemiterator"
    KeysReverseIterator DICT_REVERSE_KEY_ITERATOR "dict_reversekeyiterator"
    ValuesReverseIterator DICT_REVERSE_VALUE_ITERATOR "dict_reversevalueiterator"
    ItemsReverseIterator DICT_REVERSE_ITEM_ITERATOR "dict_reverseitemiterator"
}
