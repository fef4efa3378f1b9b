//! Items to values: section 2 of `docs/wire-format.md`. The walk keeps its own stack.

use super::handles::{Handle, CAPABILITIES};
use super::item::Item;
use super::{broken, conversation, exceptions, handles, named, remote, tags, value_classes, Wire};
use crate::collections::carried::Carried;
use crate::collections::{list_value, range::Range, set, slice, tuple_value, Dict, List, Set};
use crate::number::complex::Complex;
use crate::text::str::Str;
use crate::text::{bytes_value, str_value};
use crate::value::{boolean, float, integer, Value, ELLIPSIS, NONE, NOT_IMPLEMENTED};

/// A finished item: a value, or a part of the format, with its tag.
pub enum Decoded {
    Value(Value),
    Part(Option<u64>, Vec<Decoded>),
}

/// An array that is being read.
struct Frame {
    tag: Option<u64>,
    shared: Option<usize>,
    /// Mutable objects exist before their contents.
    target: Option<Value>,
    rest: std::vec::IntoIter<Item>,
    items: Vec<Decoded>,
}

enum Begun {
    Done(Decoded),
    Open(Frame),
}

/// How many shared values the item opens.
pub fn shared_count(item: &Item) -> usize {
    let (mut count, mut waiting) = (0, vec![item]);
    while let Some(item) = waiting.pop() {
        match item {
            Item::Array(items) => waiting.extend(items),
            Item::Tagged(tag, inner) => {
                count += usize::from(*tag == tags::SHARED);
                waiting.push(inner);
            }
            _ => {}
        }
    }
    count
}

/// Reads an item: a value or a part of the format.
pub fn decode(item: Item) -> Wire<Decoded> {
    let mut stack: Vec<Frame> = Vec::new();
    let mut current = item;
    loop {
        let mut finished = match begin(current)? {
            Begun::Done(value) => Some(value),
            Begun::Open(frame) => {
                stack.push(frame);
                None
            }
        };
        // a finished item may finish the arrays around it
        current = loop {
            if let Some(value) = finished.take() {
                match stack.last_mut() {
                    Some(frame) => frame.items.push(value),
                    None => return Ok(value),
                }
            }
            let Some(frame) = stack.last_mut() else { return broken("an item without an end") };
            if let Some(next) = frame.rest.next() {
                break next;
            }
            if let Some(frame) = stack.pop() {
                finished = Some(finish(frame)?);
            }
        };
    }
}

fn begin(item: Item) -> Wire<Begun> {
    let (shared, item) = match item {
        Item::Tagged(tags::SHARED, inner) => (Some(conversation::reserve()), *inner),
        item => (None, item),
    };
    let (tag, item) = match item {
        Item::Tagged(tag, inner) => (Some(tag), *inner),
        item => (None, item),
    };
    if let Item::Array(items) = item {
        let target = match (shared, tag) {
            (None, _) => None,
            (Some(_), None) => Some(list_value(Vec::new())),
            (Some(_), Some(tags::DICT)) => Some(Dict::allocate().into_value()),
            (Some(_), Some(tags::SET)) => Some(Set::default().object()),
            (Some(_), Some(tags::TUPLE | tags::FROZENSET | tags::INSTANCE | tags::EXCEPTION)) => None,
            (Some(_), Some(tag)) => return broken(format!("tag 28 around tag {tag}")),
        };
        if let (Some(number), Some(target)) = (shared, &target) {
            conversation::settle(number, target);
        }
        return Ok(Begun::Open(Frame {
            tag,
            shared,
            target,
            items: Vec::with_capacity(items.len()),
            rest: items.into_iter(),
        }));
    }
    scalar(tag, shared, item).map(Begun::Done)
}

fn scalar(tag: Option<u64>, shared: Option<usize>, item: Item) -> Wire<Decoded> {
    let value = match (tag, item) {
        (None, Item::Float(number)) => {
            let value = float(number);
            match shared {
                Some(number_of) if number.is_nan() => conversation::settle(number_of, &value),
                Some(_) => return broken("tag 28 around a float"),
                None => {}
            }
            return Ok(Decoded::Value(value));
        }
        (Some(tags::BYTEARRAY), Item::Bytes(octets)) => {
            let Some(number) = shared else {
                return Ok(Decoded::Part(tag, vec![Decoded::Value(bytes_value(octets))]));
            };
            let value = crate::native::byte_array(octets);
            conversation::settle(number, &value);
            return Ok(Decoded::Value(value));
        }
        _ if shared.is_some() => return broken("tag 28 around a value that has no identity"),
        (None, Item::Null) => NONE(),
        (None, Item::Boolean(truth)) => boolean(truth),
        (None, Item::Integer(number)) => integer(number),
        (None, Item::Text(text)) => str_value(text),
        (None, Item::Bytes(octets)) => bytes_value(octets),
        (Some(tags::REFERENCE), Item::Integer(number)) => {
            conversation::object_of(number.to_u64().map_or(usize::MAX, |number| number as usize))?
        }
        (Some(tags::SINGLETON), Item::Text(name)) => match name.to_lossy().as_str() {
            "Ellipsis" => ELLIPSIS(),
            "NotImplemented" => NOT_IMPLEMENTED(),
            other => return broken(format!("unknown singleton {other:?}")),
        },
        (Some(tags::NAMED), Item::Text(name)) => named::named_object(&name.to_lossy())?,
        (tag, _) => return broken(format!("tag {tag:?} around something else")),
    };
    Ok(Decoded::Value(value))
}

fn finish(frame: Frame) -> Wire<Decoded> {
    let Frame { tag, shared, target, items, .. } = frame;
    if shared.is_none() && matches!(tag, None | Some(tags::DICT | tags::SET | tags::INSTANCE)) {
        return Ok(Decoded::Part(tag, items));
    }
    let needs_tag = matches!(tag, Some(tags::TUPLE | tags::FROZENSET | tags::EXCEPTION));
    if shared.is_none() && !items.is_empty() && needs_tag {
        return broken(format!("tag {tag:?} without the tag 28"));
    }
    if let Some(target) = target {
        fill(&target, values(items)?)?;
        return Ok(Decoded::Value(target));
    }
    let value = compose(tag.unwrap_or(tags::TUPLE), items)?;
    if let Some(number) = shared {
        conversation::settle(number, &value);
    }
    Ok(Decoded::Value(value))
}

fn compose(tag: u64, items: Vec<Decoded>) -> Wire<Value> {
    match tag {
        tags::TUPLE => Ok(tuple_value(values(items)?)),
        tags::FROZENSET => {
            // as the other side adds them: one by one, and it has checked that none repeats
            let items = list_value(values(items)?);
            Ok(crate::native::call_class(&crate::collections::classes::FROZEN_SET.value(), vec![items])?)
        }
        tags::COMPLEX => match values(items)?.as_slice() {
            [real, imaginary] => match (real.as_float(), imaginary.as_float()) {
                (Some(real), Some(imaginary)) => {
                    Ok(crate::number::complex_class::complex(Complex::new(real, imaginary)))
                }
                _ => broken("complex of something else than floats"),
            },
            _ => broken("complex without two parts"),
        },
        tags::RANGE => match values(items)?.iter().map(Value::as_integer).collect::<Option<Vec<_>>>().as_deref() {
            Some([start, stop, step]) if !step.is_zero() => {
                Ok(Range::new(start.clone(), stop.clone(), step.clone())?.object())
            }
            _ => broken("range without three ints"),
        },
        tags::SLICE => match <[Value; 3]>::try_from(values(items)?) {
            Ok([start, stop, step]) => Ok(slice(start, stop, step)),
            Err(_) => broken("slice without three fields"),
        },
        tags::INSTANCE => instance(items),
        tags::EXCEPTION => exception(items),
        tags::GUEST_HANDLE => handles::own_object(handle(items)?.number),
        tags::HOST_HANDLE => remote::value_of(handle(items)?),
        tag => broken(format!("tag {tag} around an array")),
    }
}

/// The items, which must all be values. Errors: a part of the format among them.
pub fn values(items: Vec<Decoded>) -> Wire<Vec<Value>> {
    let value = |item| match item {
        Decoded::Value(value) => Ok(value),
        Decoded::Part(..) => broken("an array or container without the tag 28 in the place of a value"),
    };
    items.into_iter().map(value).collect()
}

/// The items of an array of the format.
pub fn plain(item: Decoded) -> Wire<Vec<Decoded>> {
    match item {
        Decoded::Part(None, items) => Ok(items),
        _ => broken("array expected"),
    }
}

fn text(item: Decoded) -> Wire<String> {
    match item {
        Decoded::Value(value) if value.downcast::<Str>().is_some() => Ok(crate::text::to_lossy(&value)),
        _ => broken("text expected"),
    }
}

fn texts(item: Decoded) -> Wire<Vec<String>> {
    plain(item)?.into_iter().map(text).collect()
}

/// Gives an empty mutable object its contents. Errors: what cannot be a key, what repeats.
fn fill(target: &Value, items: Vec<Value>) -> Wire<()> {
    let count = items.len();
    if let Some(list) = target.downcast::<List>() {
        drop(list.replace(items));
        return Ok(());
    }
    if let Some(dict) = target.downcast::<Dict>() {
        if count % 2 == 1 {
            return broken("dict with a key without a value");
        }
        for pair in items.chunks_exact(2) {
            dict.set(pair[0].clone(), pair[1].clone())?;
        }
        return if dict.len() == count / 2 { Ok(()) } else { broken("dict with a repeated key") };
    }
    let Some(keys) = set::keys_of(target) else { return broken("a state for something immutable") };
    for item in items {
        keys.add(item)?;
    }
    if keys.len() == count {
        Ok(())
    } else {
        broken("set with a repeated element")
    }
}

/// Gives a mutable object the contents that its state says, in place. Errors: another kind of state.
pub fn refill(target: &Value, state: Decoded) -> Wire<()> {
    use crate::object::Kind;
    let Decoded::Part(tag, items) = state else { return broken("state expected") };
    let wanted = match target.kind() {
        Kind::List => None,
        Kind::Dict => Some(tags::DICT),
        Kind::Set => Some(tags::SET),
        Kind::ByteArray => Some(tags::BYTEARRAY),
        _ => return broken(format!("change of a {}", target.type_name())),
    };
    if tag != wanted || !conversation::is_mutable(target) {
        return broken(format!("state of a {} under tag {tag:?}", target.type_name()));
    }
    let items = values(items)?;
    if let Some(own) = target.downcast::<crate::text::ByteArray>() {
        let octets = items.first().and_then(crate::native::exact_octets).map(|octets| octets.into_owned());
        *own.borrow_mut() = octets.unwrap_or_default();
        return Ok(());
    }
    let now = conversation::contents(target);
    if now.len() == items.len() && now.iter().zip(&items).all(|(now, then)| now.is(then)) {
        // untouched: a set keeps its history, and so its order
        return Ok(());
    }
    if let Some(dict) = target.downcast::<Dict>() {
        dict.clear();
    } else if let Some(keys) = set::keys_of(target) {
        keys.clear();
    }
    fill(target, items)
}

fn instance(items: Vec<Decoded>) -> Wire<Value> {
    match <[Decoded; 2]>::try_from(items) {
        Ok([name, arguments]) => value_classes::build(&text(name)?, values(plain(arguments)?)?),
        Err(_) => broken("instance without two fields"),
    }
}

fn handle(items: Vec<Decoded>) -> Wire<Handle> {
    let Ok([number, class_name, ancestry, capabilities, name]) = <[Decoded; 5]>::try_from(items) else {
        return broken("handle without five fields");
    };
    let number = match number {
        Decoded::Value(number) => number.as_small_int().and_then(|number| u64::try_from(number).ok()),
        Decoded::Part(..) => None,
    };
    let Some(number) = number else { return broken("handle without a number") };
    let name = match name {
        Decoded::Value(none) if none.is_none() => None,
        name => Some(text(name)?),
    };
    let handle = Handle {
        number,
        class_name: text(class_name)?,
        ancestry: texts(ancestry)?,
        capabilities: texts(capabilities)?,
        name,
    };
    let sorted =
        handle.capabilities.is_sorted() && handle.capabilities.iter().all(|name| CAPABILITIES.contains(&name.as_str()));
    if handle.ancestry.first() != Some(&handle.class_name) || !sorted {
        return broken(format!("handle of {}", handle.class_name));
    }
    Ok(handle)
}

fn exception(items: Vec<Decoded>) -> Wire<Value> {
    let Ok(fields) = <[Decoded; 11]>::try_from(items) else { return broken("exception without eleven fields") };
    let [class_name, ancestry, arguments, shown, cause, context, suppress, notes, _lines, attributes, own] = fields;
    let value = |item| values(vec![item]).map(|mut values| values.remove(0));
    let linked = |item| -> Wire<Option<Value>> {
        let found = exceptions::optional(value(item)?);
        match found.as_ref().is_some_and(|found| found.kind() != crate::object::Kind::Exception) {
            true => broken("cause or context is not an exception"),
            false => Ok(found),
        }
    };
    exceptions::put_together(exceptions::Fields {
        class_name: text(class_name)?,
        ancestry: texts(ancestry)?,
        arguments: values(plain(arguments)?)?,
        text: value(shown)?,
        cause: linked(cause)?,
        context: linked(context)?,
        suppress_context: value(suppress)?.is_true(),
        notes: values(plain(notes)?)?,
        attributes: values(plain(attributes)?)?,
        handle: value(own)?,
    })
}
