//! `list`.

use super::carried::{kinded, Carried, Carry};
use super::list_items::ListItems;
use super::sequence::{self, Items};
use super::slice::{Bounds, Slice};
use super::slicing::{self, SliceSpan};
use super::sorting::sort_permutation;
use super::support::{self, at, receiver, type_name};
use super::support::{argument_index, collect, repetitions, search_bound, sequence_index};
use crate::classes::slots::{Init, New};
use crate::classes::{BuiltinClass, ClassRef, Comparison, Method, Slots};
use crate::exceptions::*;
use crate::functions::builtin::{Constructor, Initializer};
use crate::functions::Arguments;
use crate::generators::Consumer;
use crate::object::{Form, Kind};
use crate::value::{int, Value, NONE, NOT_IMPLEMENTED};

pub use super::slice::slice;
pub use super::tuple::tuple;

/// The payload of lists. No borrow lasts while a value is dropped or Python code runs.
#[derive(Default)]
pub struct List {
    pub(crate) items: ListItems,
}

impl Drop for List {
    fn drop(&mut self) {
        release_last_first(self.items.take());
    }
}

/// Drops values as CPython's `list_dealloc` does, the last one first: each may have a `__del__`.
#[inline]
pub(crate) fn release_last_first(mut items: Vec<Value>) {
    while let Some(item) = items.pop() {
        drop(item);
    }
}

kinded!(List, LIST);

/// What is known of a new object with this payload.
#[inline(always)]
pub(crate) fn form(_list: &List, class: Option<ClassRef>) -> Form {
    if class == LIST.built() {
        Form::List
    } else {
        Form::Other
    }
}

impl Items for List {
    #[inline]
    fn count(&self) -> usize {
        self.items.borrow().len()
    }

    #[inline]
    fn item(&self, position: usize) -> Option<Value> {
        self.items.borrow().get(position).cloned()
    }
}

/// A list of these items.
#[inline]
pub fn list_value(items: Vec<Value>) -> Value {
    (List::from(items)).object()
}

/// A list display.
#[inline]
pub fn list<const N: usize>(items: [Value; N]) -> Value {
    list_value(items.into())
}

/// Appends to what is known to be a list: a comprehension's.
#[inline]
pub fn list_append(list: &Value, item: Value) {
    if let Some(list) = list.downcast::<List>() {
        list.push(item);
    }
}

impl From<Vec<Value>> for List {
    #[inline]
    fn from(items: Vec<Value>) -> List {
        List { items: items.into() }
    }
}

impl List {
    #[inline]
    pub fn len(&self) -> usize {
        self.count()
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    #[inline]
    pub fn push(&self, item: Value) {
        self.items.borrow_mut().push(item);
    }

    /// Copies of the items.
    pub fn to_vec(&self) -> Vec<Value> {
        self.items.borrow().clone()
    }

    /// Puts other items in place; the old ones come back to be dropped.
    pub fn replace(&self, items: Vec<Value>) -> Vec<Value> {
        self.items.replace(items)
    }

    /// The item at an index from the front or the back.
    #[inline]
    pub fn get(&self, index: i64) -> Option<Value> {
        let items = self.items.borrow();
        let position = slicing::normalize(index, items.len())?;
        Some(items[position].clone())
    }

    /// Stores at an index; gives the old item, or the new one back if there is no such index.
    #[inline]
    pub fn replace_at(&self, index: i64, item: Value) -> Result<Value, Value> {
        let mut items = self.items.borrow_mut();
        match slicing::normalize(index, items.len()) {
            Some(position) => Ok(std::mem::replace(&mut items[position], item)),
            None => Err(item),
        }
    }

    /// Stores at an index that is in range.
    #[inline]
    pub fn set(&self, index: i64, item: Value) {
        let old = self.replace_at(index, item);
        drop(old);
    }

    /// Whether there is such an index.
    #[inline]
    pub fn in_range(&self, index: i64) -> bool {
        slicing::normalize(index, self.len()).is_some()
    }

    /// The items; nothing that may run Python code happens while this is held.
    #[inline]
    pub fn items(&self) -> std::cell::Ref<'_, Vec<Value>> {
        self.items.borrow()
    }

    /// The items, to be changed; values taken out are dropped after this.
    #[inline]
    pub fn items_mut(&self) -> std::cell::RefMut<'_, Vec<Value>> {
        self.items.borrow_mut()
    }

    fn part(&self, span: SliceSpan) -> Vec<Value> {
        let items = self.items.borrow();
        if span.step == 1 {
            let start = span.start as usize;
            return items[start..start + span.length].to_vec();
        }
        (0..span.length).map(|place| items[span.index(place)].clone()).collect()
    }

    /// A new list of the items that a slice chooses.
    #[inline]
    pub(crate) fn slice(&self, bounds: Bounds) -> Value {
        list_value(self.part(bounds.span(self.len())))
    }

    /// `self[start:stop:step] = value`; `list` is the value of which this is the payload.
    pub(crate) fn set_slice(&self, list: &Value, bounds: Bounds, value: Value) -> Outcome<()> {
        set_slice(list, self, bounds, value)
    }

    /// `self[start:stop] = items` for a step of one.
    fn splice(&self, span: SliceSpan, mut new: Vec<Value>) {
        let start = span.start as usize;
        let mut items = self.items.borrow_mut();
        let replaced = start..start + span.length;
        // What a `__del__` takes out of the list again lives to the end of the assignment.
        let kept = if items[replaced.clone()].iter().any(Value::is_pointer) { new.clone() } else { Vec::new() };
        let dropped: Vec<Value> = if new.len() == span.length {
            items[replaced].swap_with_slice(&mut new);
            new
        } else {
            items.splice(replaced, new).collect()
        };
        drop(items);
        release_last_first(dropped);
        release_last_first(kept);
    }

    fn delete(&self, span: SliceSpan) {
        if span.length == 0 {
            return;
        }
        if span.step == 1 {
            return self.splice(span, Vec::new());
        }
        let mut doomed = vec![false; self.len()];
        (0..span.length).for_each(|place| doomed[span.index(place)] = true);
        let mut dropped = Vec::with_capacity(span.length);
        let mut items = self.items.borrow_mut();
        let old = std::mem::take(&mut *items);
        for (item, doomed) in old.into_iter().zip(doomed) {
            if doomed {
                dropped.push(item);
            } else {
                items.push(item);
            }
        }
        drop(items);
        drop(dropped);
    }

    /// `list.extend`.
    pub fn extend(&self, iterable: &Value) -> Outcome<()> {
        if let Some(mut items) = super::fast_items(iterable) {
            self.items.borrow_mut().append(&mut items);
            return Ok(());
        }
        if iterable.carried::<List>().is_some_and(|own| std::ptr::eq(own, self)) {
            // an instance of a subclass gives all its items first: it would never end otherwise
            let mut items = collect(iterable)?;
            self.items.borrow_mut().append(&mut items);
            return Ok(());
        }
        // Items arrive one by one: an iterator that raises leaves the ones before.
        let iterator = support::iter(iterable)?;
        support::length_hint(iterable, 8)?;
        while let Some(item) = support::next(&iterator)? {
            self.push(item);
        }
        Ok(())
    }
}

fn length(list: &Value) -> Outcome<i64> {
    Ok(receiver::<List>(list)?.len() as i64)
}

fn wrong_index(key: &Value) -> Raised {
    raise_type_error(format!("list indices must be integers or slices, not {}", type_name(key)))
}

fn get_item(list: &Value, key: &Value) -> Outcome {
    let own = receiver::<List>(list)?;
    if let Some(index) = key.as_small_int() {
        return own.get(index).ok_or_else(|| raise_index_error("list index out of range"));
    }
    if let Some(slice) = key.carried::<Slice>() {
        let bounds = slice.bounds()?;
        return Ok(own.slice(bounds));
    }
    if !support::has_index(key) {
        return Err(wrong_index(key));
    }
    own.get(sequence_index(key)?).ok_or_else(|| raise_index_error("list index out of range"))
}

fn set_item(list: &Value, key: &Value, value: Option<Value>) -> Outcome<()> {
    let own = receiver::<List>(list)?;
    if let Some(slice) = key.carried::<Slice>() {
        let bounds = slice.bounds()?;
        return match value {
            Some(value) => set_slice(list, own, bounds, value),
            None => {
                own.delete(bounds.span(own.len()).forward());
                Ok(())
            }
        };
    }
    if !support::has_index(key) {
        return Err(wrong_index(key));
    }
    let index = sequence_index(key)?;
    match value {
        Some(value) => match own.replace_at(index, value) {
            Ok(_old) => Ok(()),
            Err(_) => Err(raise_index_error("list assignment index out of range")),
        },
        None => {
            let mut items = own.items.borrow_mut();
            let Some(position) = slicing::normalize(index, items.len()) else {
                return Err(raise_index_error("list assignment index out of range"));
            };
            let removed = items.remove(position);
            drop(items);
            drop(removed);
            Ok(())
        }
    }
}

fn set_slice(list: &Value, own: &List, bounds: Bounds, value: Value) -> Outcome<()> {
    if bounds.step == 1 {
        if !support::is_iterable(&value) {
            return Err(raise_type_error("can only assign an iterable"));
        }
        let new = items_of_assigned(list, own, &value)?;
        own.splice(bounds.span(own.len()), new);
        return Ok(());
    }
    if !support::is_iterable(&value) {
        return Err(raise_type_error("must assign iterable to extended slice"));
    }
    let new = items_of_assigned(list, own, &value)?;
    let span = bounds.span(own.len());
    if new.len() != span.length {
        return Err(raise_value_error(format!(
            "attempt to assign sequence of size {} to extended slice of size {}",
            new.len(),
            span.length
        )));
    }
    let mut items = own.items.borrow_mut();
    let mut dropped = Vec::with_capacity(new.len());
    for (place, item) in new.into_iter().enumerate() {
        dropped.push(std::mem::replace(&mut items[span.index(place)], item));
    }
    drop(items);
    drop(dropped);
    Ok(())
}

/// The new items; a list that only this assignment holds gives its own away.
fn items_of_assigned(list: &Value, own: &List, value: &Value) -> Outcome<Vec<Value>> {
    if value.is(list) {
        return Ok(own.to_vec());
    }
    if let (Some(other), Some(header)) = (value.carried::<List>(), value.header()) {
        if header.references() == 1 && value.is_exactly(LIST.class()) {
            return Ok(other.replace(Vec::new()));
        }
    }
    collect(value)
}

fn contains(list: &Value, item: &Value) -> Outcome<bool> {
    sequence::contains(receiver::<List>(list)?, item)
}

fn repr(list: &Value) -> Outcome {
    sequence::repr(list, receiver::<List>(list)?, "[", "]", "]")
}

fn compare(left: &Value, right: &Value, comparison: Comparison) -> Outcome {
    match (left.carried::<List>(), right.carried::<List>()) {
        (Some(left), Some(right)) => sequence::compare(left, right, comparison),
        _ => Ok(NOT_IMPLEMENTED()),
    }
}

fn concatenate(left: &Value, right: &Value) -> Outcome {
    let own = receiver::<List>(left)?;
    let Some(other) = right.carried::<List>() else {
        return Err(raise_type_error(format!("can only concatenate list (not \"{}\") to list", type_name(right))));
    };
    let mut items = Vec::with_capacity(own.len() + other.len());
    items.extend_from_slice(&own.items.borrow());
    items.extend_from_slice(&other.items.borrow());
    Ok(list_value(items))
}

/// `left + right` of two lists, `None` where a class must be asked. A list that nobody else has grows in place.
pub(crate) fn plain_sum(left: &mut Value, right: &Value) -> Option<Value> {
    let other = right.downcast::<List>().filter(|_| right.class().is_builtin())?;
    if !left.header()?.class().is_builtin() {
        return None;
    }
    if left.header()?.is_unshared() {
        left.downcast::<List>()?.items.borrow_mut().extend_from_slice(&other.items.borrow());
        return Some(std::mem::replace(left, NONE()));
    }
    left.downcast::<List>()?;
    concatenate(left, right).ok()
}

/// `count` repetitions of these items.
pub(super) fn repeated(items: &[Value], count: i64) -> Outcome<Vec<Value>> {
    let count = repetitions(items.len(), count, std::mem::size_of::<Value>(), None)?;
    let mut result = Vec::new();
    if result.try_reserve_exact(items.len() * count).is_err() {
        return Err(support::no_memory());
    }
    for _ in 0..count {
        result.extend_from_slice(items);
    }
    Ok(result)
}

fn repeat(list: &Value, count: i64) -> Outcome {
    Ok(list_value(repeated(&receiver::<List>(list)?.items.borrow(), count)?))
}

fn in_place_concatenate(list: &Value, iterable: &Value) -> Outcome {
    receiver::<List>(list)?.extend(iterable)?;
    Ok(list.clone())
}

fn in_place_repeat(list: &Value, count: i64) -> Outcome {
    let own = receiver::<List>(list)?;
    let new = repeated(&own.items.borrow(), count)?;
    release_last_first(own.replace(new));
    Ok(list.clone())
}

fn iterate(list: &Value) -> Outcome {
    super::iterators::list_iterator(list)
}

static NEW: Constructor = Constructor::blank(|class, _| Ok(List::default().object_of(class)));

static INIT: Initializer = Initializer::new("iterable=(), /", |list, arguments| {
    let own = receiver::<List>(list)?;
    release_last_first(own.replace(Vec::new()));
    match arguments.optional(0) {
        Some(iterable) => own.extend(&iterable),
        None => Ok(()),
    }
});

pub(crate) fn append(arguments: &mut Arguments) -> Outcome {
    let item = arguments.take(1);
    receiver::<List>(at(arguments, 0))?.push(item);
    Ok(NONE())
}

fn clear(arguments: &mut Arguments) -> Outcome {
    release_last_first(receiver::<List>(at(arguments, 0))?.replace(Vec::new()));
    Ok(NONE())
}

fn copy(arguments: &mut Arguments) -> Outcome {
    Ok(list_value(receiver::<List>(at(arguments, 0))?.to_vec()))
}

fn count(arguments: &mut Arguments) -> Outcome {
    sequence::count(receiver::<List>(at(arguments, 0))?, at(arguments, 1)).map(int)
}

fn extend(arguments: &mut Arguments) -> Outcome {
    let iterable = arguments.take(1);
    receiver::<List>(at(arguments, 0))?.extend(&iterable)?;
    Ok(NONE())
}

fn index(arguments: &mut Arguments) -> Outcome {
    let (start, stop) = (arguments.optional(2), arguments.optional(3));
    let own = receiver::<List>(at(arguments, 0))?;
    let start = search_bound(start, 0, own.len())?;
    let stop = search_bound(stop, i64::MAX, own.len())?;
    match sequence::find(own, at(arguments, 1), start, stop)? {
        Some(position) => Ok(int(position as i64)),
        None => Err(raise_value_error(format!("{} is not in list", support::repr_text(at(arguments, 1))?))),
    }
}

/// Inserts before an index, as `list.insert` reads it.
#[inline]
pub(crate) fn insert_item(items: &mut Vec<Value>, index: i64, item: Value) {
    let length = items.len() as i64;
    let position = if index < 0 { (index.saturating_add(length)).max(0) } else { index.min(length) };
    let mut carried = item;
    for place in &mut items[position as usize..] {
        carried = std::mem::replace(place, carried);
    }
    items.push(carried);
}

/// Removes and gives the item at an index.
///
/// # Errors
/// IndexError.
#[inline]
pub(crate) fn pop_item(items: &mut Vec<Value>, index: i64) -> Outcome {
    let length = items.len();
    let Some(position) = slicing::normalize(index, length) else {
        return Err(no_item_to_pop(length));
    };
    let Some(mut carried) = items.pop() else { unreachable!("there is an item at the position") };
    for place in items[position..].iter_mut().rev() {
        carried = std::mem::replace(place, carried);
    }
    Ok(carried)
}

#[cold]
#[inline(never)]
fn no_item_to_pop(length: usize) -> Raised {
    raise_index_error(if length == 0 { "pop from empty list" } else { "pop index out of range" })
}

pub(crate) fn insert(arguments: &mut Arguments) -> Outcome {
    let position = argument_index(at(arguments, 1))?;
    let item = arguments.take(2);
    insert_item(&mut receiver::<List>(at(arguments, 0))?.items.borrow_mut(), position, item);
    Ok(NONE())
}

pub(crate) fn pop(arguments: &mut Arguments) -> Outcome {
    let position = match arguments.optional(1) {
        Some(position) => argument_index(&position)?,
        None => -1,
    };
    let outcome = pop_item(&mut receiver::<List>(at(arguments, 0))?.items.borrow_mut(), position);
    outcome
}

fn remove(arguments: &mut Arguments) -> Outcome {
    let own = receiver::<List>(at(arguments, 0))?;
    let Some(position) = sequence::find(own, at(arguments, 1), 0, usize::MAX)? else {
        return Err(raise_value_error("list.remove(x): x not in list"));
    };
    let mut items = own.items.borrow_mut();
    let removed = (position < items.len()).then(|| items.remove(position));
    drop(items);
    drop(removed);
    Ok(NONE())
}

fn reverse(arguments: &mut Arguments) -> Outcome {
    receiver::<List>(at(arguments, 0))?.items.borrow_mut().reverse();
    Ok(NONE())
}

fn reversed(arguments: &mut Arguments) -> Outcome {
    super::iterators::list_reverse_iterator(at(arguments, 0))
}

fn sort(arguments: &mut Arguments) -> Outcome {
    let key = arguments.optional(1).filter(|key| !key.is_none());
    let reverse = match arguments.optional(2) {
        Some(reverse) => support::argument_flag(&reverse)?,
        None => false,
    };
    let own = receiver::<List>(at(arguments, 0))?;
    // The list is empty while it is sorted; what a comparison puts into it is lost.
    let taken = own.replace(Vec::new());
    let capacity_mark = own.items.borrow().capacity();
    let (sorted, result) = sort_values(taken, key.as_ref(), reverse);
    let intruders = own.replace(sorted);
    let modified = !intruders.is_empty() || capacity_mark != intruders.capacity();
    drop(intruders);
    result?;
    if modified {
        return Err(raise_value_error("list modified during sort"));
    }
    Ok(NONE())
}

/// Sorts values; on failure they come back in the order reached.
pub fn sort_values(mut values: Vec<Value>, key: Option<&Value>, reverse: bool) -> (Vec<Value>, Outcome<()>) {
    let keys = match key {
        Some(key) => {
            let mut keys = Vec::with_capacity(values.len());
            for value in &values {
                match support::call(key, [value.clone()]) {
                    Ok(key) => keys.push(key),
                    Err(raised) => return (values, Err(raised)),
                }
            }
            Some(keys)
        }
        None => None,
    };
    // Reversing before and after keeps equal elements in their order.
    let keys = keys.map(|mut keys| {
        if reverse {
            keys.reverse();
        }
        keys
    });
    if reverse {
        values.reverse();
    }
    let (order, result) = permutation(keys.as_deref().unwrap_or(&values));
    let mut places: Vec<Option<Value>> = values.into_iter().map(Some).collect();
    let mut sorted: Vec<Value> = order.iter().filter_map(|place| places[*place as usize].take()).collect();
    if reverse {
        sorted.reverse();
    }
    (sorted, result)
}

/// The sorted order of keys; by numbers or text where all keys are such, else by `<`.
fn permutation(keys: &[Value]) -> (Vec<u32>, Outcome<()>) {
    if keys.iter().all(Value::is_small_int) {
        let mut order: Vec<u32> = (0..keys.len() as u32).collect();
        order.sort_by_key(|place| keys[*place as usize].small_int_unchecked());
        return (order, Ok(()));
    }
    let own_order = own_order(keys);
    sort_permutation(keys.len(), |left, right| {
        let (left, right) = (&keys[left as usize], &keys[right as usize]);
        // A comparison may have given the key another class.
        let is_own =
            |own: &CompareFunction| left.class().slots().compare().is_some_and(|now| now as usize == *own as usize);
        if let Some(compare) = own_order.filter(is_own) {
            let result = compare(left, right, Comparison::Lt)?;
            if !result.is_not_implemented() {
                return support::truth(&result);
            }
        }
        crate::protocol::compare::less(left, right)
    })
}

type CompareFunction = fn(&Value, &Value, Comparison) -> Outcome;

/// The comparison of a Python class that all keys are instances of: it is asked by itself first, and where it does not
/// know once more with all that `<` asks (`unsafe_object_compare` in `Objects/listobject.c`).
fn own_order(keys: &[Value]) -> Option<CompareFunction> {
    let class = keys.first()?.class();
    if class.is_builtin() || !keys.iter().all(|key| key.class() == class) {
        return None;
    }
    class.slots().compare()
}

pub static LIST: BuiltinClass = BuiltinClass::new("list", Kind::List)
    .consumer(Consumer::Items(|items| Ok(list_value(items.collect()?))))
    .unhashable()
    .slots(slots!(Slots {
        concat: Some(concatenate),
        repeat: Some(repeat),
        iconcat: Some(in_place_concatenate),
        irepeat: Some(in_place_repeat),
        compare: Some(compare),
        repr: Some(repr),
        length: Some(length),
        getitem: Some(get_item),
        setitem: Some(set_item),
        contains: Some(contains),
        iter: Some(iterate),
        new: Some(New::Native(&NEW)),
        init: Some(Init::Native(&INIT)),
        ..Slots::NONE
    }))
    .methods(methods!(&[
        Method::new("__reversed__", "self, /", reversed),
        Method::new("append", "self, object, /", append),
        Method::new("clear", "self, /", clear),
        Method::new("copy", "self, /", copy),
        Method::new("count", "self, value, /", count),
        Method::new("extend", "self, iterable, /", extend),
        Method::new("index", "self, value, start=0, stop=9223372036854775807, /", index),
        Method::new("insert", "self, index, object, /", insert),
        Method::new("pop", "self, index=-1, /", pop),
        Method::new("remove", "self, value, /", remove),
        Method::new("reverse", "self, /", reverse),
        Method::new("sort", "self, /, *, key=None, reverse=False", sort),
        Method::class("__class_getitem__", "self, item, /", super::generic_alias),
    ]));
