//! Values to bytes: section 2 of `docs/wire-format.md`. The walk keeps its own stack: values nest deeper than the
//! machine's stack bears.

use super::handles::Handle;
use super::heads::{Major, Writer};
use super::{conversation, exceptions, handles, named, refused, remote, tags, value_classes, Wire};
use crate::collections::classes::{DICT, FROZEN_SET, LIST, SET, TUPLE};
use crate::collections::{range::Range, Slice};
use crate::number::complex::Complex;
use crate::number::integer::Integer;
use crate::object::Kind;
use crate::text::bytes_class::BYTEARRAY;
use crate::text::str::Str;
use crate::text::{ByteArray, Bytes};
use crate::value::{integer, Value};

/// What is still to be written.
pub enum Part {
    Value(Value),
    /// An array of the format, no Python list.
    Array(Vec<Part>),
    /// A tag around something; no shared value.
    Tagged(u64, Box<Part>),
    Text(String),
    Unsigned(u64),
    Boolean(bool),
    Null,
    /// An array's parts are all written; a shared immutable value among them is complete.
    Close(Option<usize>),
}

impl Part {
    pub fn texts(texts: &[String]) -> Part {
        Part::Array(texts.iter().cloned().map(Part::Text).collect())
    }

    pub fn values(values: Vec<Value>) -> Part {
        Part::Array(values.into_iter().map(Part::Value).collect())
    }

    /// A text, or null.
    pub fn optional_text(text: Option<String>) -> Part {
        text.map_or(Part::Null, Part::Text)
    }

    fn tagged(tag: u64, part: Part) -> Part {
        Part::Tagged(tag, Box::new(part))
    }
}

/// A handle as it is written.
pub fn handle_part(tag: u64, handle: Handle) -> Part {
    Part::tagged(
        tag,
        Part::Array(vec![
            Part::Unsigned(handle.number),
            Part::Text(handle.class_name),
            Part::texts(&handle.ancestry),
            Part::texts(&handle.capabilities),
            Part::optional_text(handle.name),
        ]),
    )
}

/// Writes the values of one message.
#[derive(Default)]
pub struct Encoder {
    pub writer: Writer,
    /// Numbers of shared immutable values whose parts are being written.
    open: Vec<usize>,
    depth: usize,
    waiting: Vec<Part>,
}

impl Encoder {
    /// Writes one part with all that is in it. Errors: refused for what cannot be sent.
    pub fn part(&mut self, part: Part) -> Wire<()> {
        self.waiting.push(part);
        while let Some(part) = self.waiting.pop() {
            match part {
                Part::Value(value) => self.value(&value)?,
                Part::Array(parts) => self.array(parts, None)?,
                Part::Tagged(tag, inner) => {
                    self.writer.tag(tag);
                    self.waiting.push(*inner);
                }
                Part::Text(text) => self.writer.utf8(&text),
                Part::Unsigned(number) => self.writer.head(Major::Unsigned, number),
                Part::Boolean(truth) => self.writer.boolean(truth),
                Part::Null => self.writer.null(),
                Part::Close(number) => {
                    self.depth -= 1;
                    self.open.retain(|open| Some(*open) != number);
                }
            }
        }
        Ok(())
    }

    /// The state of a shared mutable object, for `changes`.
    pub fn state(&mut self, value: &Value) -> Wire<()> {
        let parts = || Part::values(conversation::contents(value));
        let part = match value.kind() {
            Kind::Dict => Part::tagged(tags::DICT, parts()),
            Kind::Set => Part::tagged(tags::SET, parts()),
            Kind::ByteArray => {
                self.byte_array(value);
                return Ok(());
            }
            _ => parts(),
        };
        self.part(part)
    }

    fn array(&mut self, parts: Vec<Part>, immutable: Option<usize>) -> Wire<()> {
        self.writer.array(parts.len());
        self.depth += 1;
        if self.depth > tags::MAXIMUM_DEPTH {
            return refused(format!("a value nested more than {} deep", tags::MAXIMUM_DEPTH));
        }
        self.waiting.push(Part::Close(immutable));
        self.waiting.extend(parts.into_iter().rev());
        Ok(())
    }

    /// Opens a shared value; false where it has a number already, which is written instead.
    fn begin_shared(&mut self, value: &Value) -> Wire<bool> {
        let Some(number) = conversation::number_of(value) else {
            conversation::add(value);
            self.writer.tag(tags::SHARED);
            return Ok(true);
        };
        if self.open.contains(&number) {
            return refused(format!("a {} that contains itself", value.type_name()));
        }
        self.writer.tag(tags::REFERENCE);
        self.writer.head(Major::Unsigned, number as u64);
        Ok(false)
    }

    fn immutable(&mut self, value: &Value, tag: u64, parts: Vec<Part>) -> Wire<()> {
        let number = conversation::number_of(value);
        self.open.extend(number);
        self.writer.tag(tag);
        self.array(parts, number)
    }

    fn value(&mut self, value: &Value) -> Wire<()> {
        if let Some(number) = value.as_small_int() {
            self.writer.integer(&Integer::Small(number));
            return Ok(());
        }
        let class = value.class();
        let exact = |class_of: &'static crate::classes::BuiltinClass| class == class_of.class();
        use crate::classes::core_classes as core;
        match value.kind() {
            Kind::None => self.writer.null(),
            Kind::Bool => self.writer.boolean(value.is_true()),
            Kind::Integer if exact(&core::INT) => {
                self.writer.integer(&value.as_integer().unwrap_or(Integer::Small(0)));
            }
            Kind::Float if exact(&core::FLOAT) => {
                let number = value.as_float().unwrap_or_default();
                if !number.is_nan() || self.begin_shared(value)? {
                    self.writer.float(number);
                }
            }
            Kind::Str if exact(&core::STR) => {
                if let Some(text) = value.downcast::<Str>() {
                    self.writer.text(text);
                }
            }
            Kind::Bytes if exact(&core::BYTES) => {
                if let Some(octets) = value.downcast::<Bytes>() {
                    self.writer.bytes(octets);
                }
            }
            Kind::Complex if exact(&core::COMPLEX) => {
                if let Some(number) = value.downcast::<Complex>() {
                    self.writer.tag(tags::COMPLEX);
                    self.writer.array(2);
                    self.writer.float(number.real);
                    self.writer.float(number.imaginary);
                }
            }
            Kind::Ellipsis => self.waiting.push(Part::tagged(tags::SINGLETON, Part::Text("Ellipsis".to_owned()))),
            Kind::NotImplemented => {
                self.waiting.push(Part::tagged(tags::SINGLETON, Part::Text("NotImplemented".to_owned())));
            }
            Kind::Slice => {
                if let Some(slice) = value.downcast::<Slice>() {
                    let parts = vec![slice.start.clone(), slice.stop.clone(), slice.step.clone()];
                    self.waiting.push(Part::tagged(tags::SLICE, Part::values(parts)));
                }
            }
            Kind::List if exact(&LIST) => return self.container(value, None, false),
            Kind::Dict if exact(&DICT) => return self.container(value, Some(tags::DICT), false),
            Kind::Set if exact(&SET) => return self.container(value, Some(tags::SET), false),
            Kind::FrozenSet if exact(&FROZEN_SET) => return self.container(value, Some(tags::FROZENSET), true),
            Kind::Tuple if exact(&TUPLE) => return self.container(value, Some(tags::TUPLE), true),
            Kind::ByteArray if exact(&BYTEARRAY) => {
                if self.begin_shared(value)? {
                    self.byte_array(value);
                }
            }
            _ => return self.other(value),
        }
        Ok(())
    }

    fn byte_array(&mut self, value: &Value) {
        if let Some(own) = value.downcast::<ByteArray>() {
            self.writer.tag(tags::BYTEARRAY);
            self.writer.bytes(&own.borrow());
        }
    }

    fn container(&mut self, value: &Value, tag: Option<u64>, immutable: bool) -> Wire<()> {
        let items = match crate::collections::tuple_items(value) {
            Some(items) => items.to_vec(),
            None => conversation::contents(value),
        };
        if immutable && items.is_empty() {
            self.waiting.push(Part::tagged(tag.unwrap_or(tags::TUPLE), Part::Array(Vec::new())));
            return Ok(());
        }
        if !self.begin_shared(value)? {
            return Ok(());
        }
        let parts = items.into_iter().map(Part::Value).collect();
        match tag {
            Some(tag) if immutable => self.immutable(value, tag, parts),
            Some(tag) => {
                self.writer.tag(tag);
                self.array(parts, None)
            }
            None => self.array(parts, None),
        }
    }

    /// What goes by name, by handle, as an instance or an exception.
    fn other(&mut self, value: &Value) -> Wire<()> {
        if let Some(range) = value.native::<Range>() {
            let parts = [&range.start, &range.stop, &range.step].map(|bound| integer(bound.clone()));
            self.waiting.push(Part::tagged(tags::RANGE, Part::values(parts.to_vec())));
            return Ok(());
        }
        if let Some(handle) = remote::handle_of(value) {
            self.waiting.push(handle_part(tags::HOST_HANDLE, handle));
            return Ok(());
        }
        if let Some(name) = named::name_of(value) {
            self.waiting.push(Part::tagged(tags::NAMED, Part::Text(name)));
            return Ok(());
        }
        if value.kind() == Kind::Exception {
            if self.begin_shared(value)? {
                let parts = exceptions::take_apart(value)?;
                return self.immutable(value, tags::EXCEPTION, parts);
            }
            return Ok(());
        }
        if let Some(row) = value_classes::row_of(value) {
            if self.begin_shared(value)? {
                let arguments = Part::values(row.take_apart(value)?);
                return self.immutable(value, tags::INSTANCE, vec![Part::Text(row.name.to_owned()), arguments]);
            }
            return Ok(());
        }
        self.waiting.push(handle_part(tags::GUEST_HANDLE, handles::give(value)));
        Ok(())
    }
}
