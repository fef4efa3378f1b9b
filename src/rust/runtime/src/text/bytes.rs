//! The values of `bytes` and `bytearray`.

use super::siphash;
use std::cell::{Cell, Ref, RefCell, RefMut};
use std::ops::Deref;

/// No hash is ever -1, so it marks one that is not computed yet.
const NO_HASH: i64 = -1;

/// The value of a `bytes`; its hash is computed once and kept.
#[derive(Clone, Debug)]
pub struct Bytes {
    bytes: Vec<u8>,
    hash: Cell<i64>,
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Bytes {
        Bytes { bytes, hash: Cell::new(NO_HASH) }
    }
}

impl From<&[u8]> for Bytes {
    fn from(bytes: &[u8]) -> Bytes {
        Bytes::from(bytes.to_vec())
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

impl PartialEq for Bytes {
    fn eq(&self, other: &Bytes) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for Bytes {}

impl Bytes {
    /// CPython's hash, that of an ASCII text of the same bytes.
    pub fn hash_value(&self) -> i64 {
        if self.hash.get() == NO_HASH {
            self.hash.set(siphash::hash_bytes(&self.bytes));
        }
        self.hash.get()
    }

    /// Appends in place; the caller knows that nobody else sees this value.
    pub fn push(&mut self, more: &[u8]) {
        self.hash.set(NO_HASH);
        self.bytes.extend_from_slice(more);
    }
}

/// The value of a `bytearray`.
#[derive(Debug, Default)]
pub struct ByteArray {
    bytes: RefCell<Vec<u8>>,
    /// How many memory views look at it; it cannot be resized while there are any.
    exports: Cell<usize>,
}

impl From<Vec<u8>> for ByteArray {
    fn from(bytes: Vec<u8>) -> ByteArray {
        ByteArray { bytes: RefCell::new(bytes), exports: Cell::new(0) }
    }
}

impl ByteArray {
    pub fn borrow(&self) -> Ref<'_, Vec<u8>> {
        self.bytes.borrow()
    }

    pub fn borrow_mut(&self) -> RefMut<'_, Vec<u8>> {
        self.bytes.borrow_mut()
    }

    pub fn is_exported(&self) -> bool {
        self.exports.get() > 0
    }

    pub fn export(&self) {
        self.exports.set(self.exports.get() + 1);
    }

    pub fn release(&self) {
        self.exports.set(self.exports.get() - 1);
    }
}
