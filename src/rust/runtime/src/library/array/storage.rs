//! The items of an array, as octets.

use super::typecode::Typecode;
use super::ARRAY;
use crate::collections::carried::native;
use crate::exceptions::Outcome;
use crate::native::{buffer_error, index_error};
use crate::text::buffer::{Buffer, ItemFormat};
use crate::value::Value;
use std::cell::{Cell, RefCell};

/// No borrow of the octets lasts while Python code runs.
pub(super) struct Array {
    pub typecode: &'static Typecode,
    octets: RefCell<Vec<u8>>,
    /// For how many items CPython would have memory, which `__sizeof__` tells.
    pub allocated: Cell<usize>,
    exports: Cell<usize>,
}

native!(Array, ARRAY);

impl Array {
    pub fn new(typecode: &'static Typecode, octets: Vec<u8>) -> Array {
        let allocated = Cell::new(octets.len() / typecode.size);
        Array { typecode, octets: RefCell::new(octets), allocated, exports: Cell::new(0) }
    }

    pub fn len(&self) -> usize {
        self.octets.borrow().len() / self.typecode.size
    }

    pub fn octets(&self) -> Vec<u8> {
        self.octets.borrow().clone()
    }

    pub fn address(&self) -> i64 {
        self.octets.borrow().as_ptr() as usize as i64
    }

    /// An item. Errors: IndexError, ValueError for what is no code point.
    pub fn get(&self, index: usize) -> Outcome {
        let size = self.typecode.size;
        let mut item = [0; 8];
        match self.octets.borrow().get(index * size..(index + 1) * size) {
            Some(octets) => item[..size].copy_from_slice(octets),
            None => return Err(index_error("array index out of range")),
        }
        self.typecode.read(&item[..size])
    }

    /// Errors: those of the value, IndexError.
    pub fn set(&self, index: usize, value: &Value) -> Outcome<()> {
        let size = self.typecode.size;
        let item = self.typecode.write(value)?;
        match self.octets.borrow_mut().get_mut(index * size..(index + 1) * size) {
            Some(place) => place.copy_from_slice(&item),
            None => return Err(index_error("array assignment index out of range")),
        }
        Ok(())
    }

    /// Errors: BufferError while a memory view looks at the array.
    pub fn check_resizable(&self, length: usize) -> Outcome<()> {
        if self.exports.get() > 0 && length != self.len() {
            return Err(buffer_error("cannot resize an array that is exporting buffers"));
        }
        Ok(())
    }

    /// Replaces the items from `start` to `end` (`array_resize` and the moves around it). Errors: BufferError.
    pub fn splice(&self, start: usize, end: usize, octets: &[u8]) -> Outcome<()> {
        let size = self.typecode.size;
        let old = self.len();
        let new = old - (end - start) + octets.len() / size;
        self.check_resizable(new)?;
        self.octets.borrow_mut().splice(start * size..end * size, octets.iter().copied());
        if self.allocated.get() >= new && old < new + 16 {
            return Ok(());
        }
        if new == 0 {
            self.allocated.set(0);
        } else {
            self.allocated.set((new >> 4) + if old < 8 { 3 } else { 7 } + new);
        }
        Ok(())
    }

    /// The octets of some items, `step` apart.
    pub fn part(&self, start: i64, step: i64, count: usize) -> Vec<u8> {
        let size = self.typecode.size;
        let octets = self.octets.borrow();
        let places = (0..count).map(|index| (start + step * index as i64) as usize * size);
        places.flat_map(|place| octets[place..place + size].iter().copied()).collect()
    }

    /// Overwrites items, `step` apart.
    pub fn overwrite(&self, start: i64, step: i64, items: &[u8]) {
        let size = self.typecode.size;
        let mut octets = self.octets.borrow_mut();
        for (index, item) in items.chunks_exact(size).enumerate() {
            let place = (start + step * index as i64) as usize * size;
            octets[place..place + size].copy_from_slice(item);
        }
    }

    pub fn reverse(&self) {
        let mut octets = self.octets.borrow_mut();
        octets.reverse();
        octets.chunks_exact_mut(self.typecode.size).for_each(<[u8]>::reverse);
    }

    pub fn byteswap(&self) {
        self.octets.borrow_mut().chunks_exact_mut(self.typecode.size).for_each(<[u8]>::reverse);
    }
}

impl Buffer for Array {
    fn format(&self) -> ItemFormat {
        self.typecode.format()
    }

    fn look(&self, run: &mut dyn FnMut(&[u8])) {
        run(&self.octets.borrow());
    }

    fn change(&self, run: &mut dyn FnMut(&mut [u8])) {
        run(&mut self.octets.borrow_mut());
    }

    fn export(&self) {
        self.exports.set(self.exports.get() + 1);
    }

    fn release(&self) {
        self.exports.set(self.exports.get() - 1);
    }
}
