//! What a memory view is: items of one dimension in an object with a buffer.

use super::buffer::{buffer_of, octets_of, Buffer, ItemFormat};
use super::memory_view_class;
use crate::exceptions::Outcome;
use crate::native::*;
use crate::object::allocate_native;
use crate::value::Value;
use std::cell::Cell;

pub use super::memory_view_class::MEMORY_VIEW;

/// A view of items that lie `stride` bytes apart in an object.
pub struct MemoryView {
    pub(super) object: Value,
    pub(super) format: ItemFormat,
    pub(super) start: i64,
    pub(super) stride: i64,
    pub(super) count: usize,
    pub(super) readonly: bool,
    released: Cell<bool>,
}

impl Drop for MemoryView {
    fn drop(&mut self) {
        self.let_go();
    }
}

impl MemoryView {
    /// A view of the whole buffer of an object; `None` where it has none.
    pub(super) fn of_buffer(object: &Value) -> Option<MemoryView> {
        let buffer = buffer_of(object)?;
        let format = buffer.format();
        let mut length = 0;
        buffer.look(&mut |octets| length = octets.len());
        let (stride, count) = (format.size as i64, length / format.size);
        Some(MemoryView::new(object.clone(), format, 0, stride, count, buffer.is_readonly()))
    }

    fn new(object: Value, format: ItemFormat, start: i64, stride: i64, count: usize, readonly: bool) -> MemoryView {
        let view = MemoryView { object, format, start, stride, count, readonly, released: Cell::new(false) };
        if let Some(buffer) = view.buffer() {
            buffer.export();
        }
        view
    }

    /// Another view of the same object.
    pub(super) fn with(&self, format: ItemFormat, start: i64, stride: i64, count: usize) -> MemoryView {
        MemoryView::new(self.object.clone(), format, start, stride, count, self.readonly)
    }

    pub(super) fn readonly(&self) -> MemoryView {
        let object = self.object.clone();
        MemoryView::new(object, self.format, self.start, self.stride, self.count, true)
    }

    fn buffer(&self) -> Option<&dyn Buffer> {
        buffer_of(&self.object)
    }

    pub(super) fn let_go(&self) {
        if !self.released.replace(true) {
            if let Some(buffer) = self.buffer() {
                buffer.release();
            }
        }
    }

    pub(super) fn is_released(&self) -> bool {
        self.released.get()
    }

    pub(super) fn is_contiguous(&self) -> bool {
        self.stride == self.format.size as i64 || self.count <= 1
    }

    fn place(&self, index: usize) -> usize {
        (self.start + self.stride * index as i64) as usize
    }

    /// Runs with the octets of an item.
    pub(super) fn look_at<T>(&self, index: usize, run: impl FnOnce(&[u8]) -> T) -> Option<T> {
        let (place, mut run, mut result) = (self.place(index), Some(run), None);
        self.buffer()?.look(&mut |octets| {
            if let (Some(item), Some(run)) = (octets.get(place..place + self.format.size), run.take()) {
                result = Some(run(item));
            }
        });
        result
    }

    /// Writes items from `first` on, `step` apart.
    pub(super) fn write(&self, first: i64, step: i64, items: &[u8]) {
        let Some(buffer) = self.buffer() else { return };
        buffer.change(&mut |octets| {
            for (index, item) in items.chunks_exact(self.format.size).enumerate() {
                let place = self.place((first + step * index as i64) as usize);
                octets[place..place + item.len()].copy_from_slice(item);
            }
        });
    }

    pub(super) fn octets(&self) -> Vec<u8> {
        let Some(buffer) = self.buffer() else { return Vec::new() };
        let mut result = Vec::with_capacity(self.count * self.format.size);
        buffer.look(&mut |octets| {
            for place in (0..self.count).map(|index| self.place(index)) {
                result.extend_from_slice(&octets[place..place + self.format.size]);
            }
        });
        result
    }

    pub(super) fn value(self) -> Value {
        allocate_native(memory_view_class::MEMORY_VIEW.class(), self)
    }
}

/// Whether a value is no view of scattered items.
pub fn is_contiguous(value: &Value) -> bool {
    value.native::<MemoryView>().is_none_or(MemoryView::is_contiguous)
}

/// Errors: BufferError for a view of scattered items.
pub fn check_contiguous(value: &Value) -> Outcome<()> {
    if is_contiguous(value) {
        return Ok(());
    }
    Err(buffer_error("memoryview: underlying buffer is not C-contiguous"))
}

/// The octets that a view shows or that a class of the library lets others see, where they lie together; `None` for
/// other values.
pub fn octets_behind(value: &Value) -> Option<Vec<u8>> {
    if !is_contiguous(value) {
        crate::program::refuse("a memory view of scattered items where octets that lie together are asked for");
    }
    items_behind(value).map(|(_, octets)| octets)
}

/// The same with the format of the items.
pub fn items_behind(value: &Value) -> Option<(ItemFormat, Vec<u8>)> {
    match value.native::<MemoryView>() {
        Some(view) => (!view.is_released()).then(|| (view.format, view.octets())),
        None => buffer_of(value).map(|buffer| (buffer.format(), octets_of(buffer))),
    }
}

/// Runs with the octets of what can be written to, where they lie together; `None` for other values.
pub fn with_writable<T>(value: &Value, run: impl FnOnce(&mut [u8]) -> T) -> Option<T> {
    let (owner, part) = match value.native::<MemoryView>() {
        None => (value, None),
        Some(view) => {
            if view.is_released() || view.readonly || !view.is_contiguous() {
                return None;
            }
            let start = if view.count == 0 { 0 } else { view.place(0) };
            (&view.object, Some(start..start + view.count * view.format.size))
        }
    };
    let buffer = buffer_of(owner).filter(|buffer| !buffer.is_readonly())?;
    let (mut run, mut result) = (Some(run), None);
    buffer.change(&mut |octets| {
        let all = 0..octets.len();
        if let Some(run) = run.take() {
            result = Some(run(&mut octets[part.clone().unwrap_or(all)]));
        }
    });
    result
}

/// A view of all bytes of a `bytearray`.
pub(crate) fn view_of(array: Value, count: usize) -> Value {
    MemoryView::new(array, ItemFormat::BYTES, 0, 1, count, false).value()
}
