//! Large displays of constants as data: rustc takes minutes for the same number of expressions.

use super::dict::Dict;
use super::list::list_value;
use super::tuple::tuple_value;
use crate::collections::carried::Carried;
use crate::exceptions::Outcome;
use crate::names::intern_text;
use crate::text::bytes_value;
use crate::value::{boolean, float, int, Value, NONE};

/// A constant.
pub enum Literal {
    None,
    Bool(bool),
    /// Of 48 bits.
    Int(i64),
    Float(f64),
    Text(&'static str),
    Bytes(&'static [u8]),
    Tuple(&'static [Literal]),
}

impl Literal {
    fn value(&self) -> Value {
        match *self {
            Literal::None => NONE(),
            Literal::Bool(value) => boolean(value),
            Literal::Int(value) => int(value),
            Literal::Float(value) => float(value),
            Literal::Text(text) => intern_text(text),
            Literal::Bytes(bytes) => bytes_value(bytes.to_vec()),
            Literal::Tuple(items) => tuple_value(values(items)),
        }
    }
}

fn values(items: &[Literal]) -> Vec<Value> {
    items.iter().map(Literal::value).collect()
}

/// A list display.
pub fn list_of(items: &[Literal]) -> Value {
    list_value(values(items))
}

/// A dict display.
///
/// # Errors
/// None: constants can be hashed and compared.
pub fn dict_of(items: &[(Literal, Literal)]) -> Outcome {
    let dict = Dict::with_capacity(items.len());
    for (key, value) in items {
        dict.set(key.value(), value.value())?;
    }
    Ok(dict.object())
}
