//! A message as a tree, read strictly: numbers and texts are values, arrays and all other tags stay as they came.
//!
//! What the tags mean, and which values may be shared, is checked where values are made of the items.

use super::heads::{malformed, Major, Read, Reader, Writer, FALSE, FLOAT64, NULL, TRUE};
use super::tags;
use crate::number::integer::Integer;
use crate::number::integer_bytes::ByteOrder;
use crate::text::codecs::handlers::{is_surrogate, Handler};
use crate::text::codecs::Encoding;
use crate::text::str::Str;

/// One item of a message.
#[derive(Clone, Debug)]
pub enum Item {
    Null,
    Boolean(bool),
    Integer(Integer),
    Float(f64),
    Text(Str),
    Bytes(Vec<u8>),
    Array(Vec<Item>),
    Tagged(u64, Box<Item>),
}

/// An array that is being read, below the tags in front of it.
struct Open {
    tags: Vec<u64>,
    items: Vec<Item>,
    remaining: u64,
}

impl Item {
    /// Reads a whole message. Errors: whatever section 2 does not allow, or bytes behind the message.
    pub fn read(data: &[u8]) -> Read<Item> {
        let mut reader = Reader::new(data);
        let item = read_item(&mut reader)?;
        match reader.remaining() {
            0 => Ok(item),
            left => malformed(format!("{left} bytes after the message")),
        }
    }

    /// Writes the item as it was read.
    pub fn write(&self, writer: &mut Writer) {
        // a stack of our own: items nest as deep as values do
        let mut waiting = vec![self];
        while let Some(item) = waiting.pop() {
            match item {
                Item::Null => writer.null(),
                Item::Boolean(value) => writer.boolean(*value),
                Item::Integer(value) => writer.integer(value),
                Item::Float(value) => writer.float(*value),
                Item::Text(value) => writer.text(value),
                Item::Bytes(value) => writer.bytes(value),
                Item::Array(items) => {
                    writer.array(items.len());
                    waiting.extend(items.iter().rev());
                }
                Item::Tagged(tag, inner) => {
                    writer.tag(*tag);
                    waiting.push(inner);
                }
            }
        }
    }
}

fn read_item(reader: &mut Reader<'_>) -> Read<Item> {
    let mut open: Vec<Open> = Vec::new();
    loop {
        let (tags, major, argument) = read_tags(reader)?;
        let mut item = if major == Major::Array {
            if open.len() > tags::MAXIMUM_DEPTH + tags::MESSAGE_DEPTH {
                return malformed(format!("nested more than {} deep", tags::MAXIMUM_DEPTH));
            }
            if argument > reader.remaining() as u64 {
                return malformed(format!("array of {argument} items in a shorter message"));
            }
            if argument > 0 {
                open.push(Open { tags, items: Vec::with_capacity(argument as usize), remaining: argument });
                continue;
            }
            wrapped(tags, Item::Array(Vec::new()))
        } else {
            tagged_scalar(tags, read_scalar(reader, major, argument)?)?
        };
        // a finished item may finish the arrays around it
        loop {
            let Some(around) = open.last_mut() else { return Ok(item) };
            around.items.push(item);
            around.remaining -= 1;
            if around.remaining > 0 {
                break;
            }
            let done = open.pop().expect("the array that was just filled");
            item = wrapped(done.tags, Item::Array(done.items));
        }
    }
}

/// The tags in front of an item (28 and one other at most), and the item's head.
fn read_tags(reader: &mut Reader<'_>) -> Read<(Vec<u64>, Major, u64)> {
    let mut found = Vec::new();
    loop {
        let (major, argument) = reader.head()?;
        if major != Major::Tag {
            return Ok((found, major, argument));
        }
        if !tags::is_known(argument) {
            return malformed(format!("unknown tag {argument}"));
        }
        match found.as_slice() {
            [] => {}
            [tags::SHARED] if argument != tags::SHARED => {}
            [tags::SHARED] => return malformed("tag 28 inside tag 28"),
            _ => return malformed(format!("tag {argument} inside tag {}", found[found.len() - 1])),
        }
        found.push(argument);
    }
}

fn wrapped(tags: Vec<u64>, item: Item) -> Item {
    tags.into_iter().rev().fold(item, |inner, tag| Item::Tagged(tag, Box::new(inner)))
}

fn read_scalar(reader: &mut Reader<'_>, major: Major, argument: u64) -> Read<Item> {
    Ok(match major {
        Major::Unsigned => Item::Integer(Integer::from(argument)),
        Major::Negative => Item::Integer(Integer::from(argument).invert()),
        Major::Bytes => Item::Bytes(reader.take(argument)?.to_vec()),
        Major::Text => match std::str::from_utf8(reader.take(argument)?) {
            Ok(text) => Item::Text(Str::from(text)),
            Err(error) => return malformed(format!("text is not UTF-8: {error}")),
        },
        Major::Simple => match (Major::Simple as u8) << 5 | argument as u8 {
            NULL => Item::Null,
            FALSE => Item::Boolean(false),
            TRUE => Item::Boolean(true),
            FLOAT64 => Item::Float(reader.float()?),
            first => return malformed(format!("simple value or float head {first:#04x}")),
        },
        Major::Array | Major::Map | Major::Tag => {
            return malformed(format!("major type {} has no meaning here", major as u8));
        }
    })
}

/// Big integers and texts with surrogates become values; other tags stay.
fn tagged_scalar(tags: Vec<u64>, scalar: Item) -> Read<Item> {
    let value = match (tags.last().copied(), scalar) {
        (Some(tag @ (tags::POSITIVE_BIG | tags::NEGATIVE_BIG)), Item::Bytes(digits)) => {
            if digits.len() <= 8 || digits[0] == 0 {
                return malformed("big integer that is not the shortest encoding");
            }
            let magnitude = Integer::from_bytes(&digits, ByteOrder::Big, false);
            Item::Integer(if tag == tags::NEGATIVE_BIG { magnitude.invert() } else { magnitude })
        }
        (Some(tags::SURROGATE_TEXT), Item::Bytes(bytes)) => {
            let Ok(text) = Encoding::Utf8.decode(&bytes, Handler::SurrogatePass) else {
                return malformed("text with surrogates: not UTF-8");
            };
            if !text.view().iter().any(is_surrogate) {
                return malformed("tag 17920 around text without surrogates");
            }
            Item::Text(text)
        }
        (Some(tag @ (tags::POSITIVE_BIG | tags::NEGATIVE_BIG | tags::SURROGATE_TEXT)), _) => {
            return malformed(format!("tag {tag} around something else than bytes"));
        }
        (_, scalar) => return Ok(wrapped(tags, scalar)),
    };
    match tags.as_slice() {
        [_] => Ok(value),
        _ => malformed(format!("tag 28 around tag {}", tags[1])),
    }
}
