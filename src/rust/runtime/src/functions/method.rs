//! Bound methods.

use crate::classes::core_classes::METHOD;
use crate::object::allocate;
use crate::value::Value;

/// `object.name` where the class has a function of that name.
pub struct BoundMethod {
    pub(crate) function: Value,
    pub(crate) receiver: Value,
}

impl BoundMethod {
    pub fn allocate(function: Value, receiver: Value) -> Value {
        allocate(METHOD.class(), BoundMethod { function, receiver }).into_value()
    }
}
