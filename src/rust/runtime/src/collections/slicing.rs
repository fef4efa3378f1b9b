//! Arithmetic of slices over a sequence of known length.

/// The elements a slice chooses: `length` of them, from `start`, `step` apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SliceSpan {
    pub start: i64,
    /// Where the slice stops, as `slice.indices` reports it.
    pub stop: i64,
    pub step: i64,
    pub length: usize,
}

/// Clamps the bounds of a slice to a sequence. Absent bounds are `None`, bounds
/// beyond 64 bits come saturated, `step` is not zero.
pub fn span(start: Option<i64>, stop: Option<i64>, step: i64, length: usize) -> SliceSpan {
    // CPython keeps -step representable.
    let step = step.max(-i64::MAX);
    let length = length as i64;
    let (lowest, highest) = if step < 0 { (-1, length - 1) } else { (0, length) };
    let clamp = |bound: i64| {
        let bound = if bound < 0 { bound.saturating_add(length) } else { bound };
        bound.clamp(lowest, highest)
    };
    let (first, last) = if step < 0 { (highest, lowest) } else { (lowest, highest) };
    let start = start.map_or(first, clamp);
    let stop = stop.map_or(last, clamp);
    let distance = if step < 0 { start - stop } else { stop - start };
    let length = if distance > 0 { (distance - 1) / step.abs() + 1 } else { 0 };
    SliceSpan { start, stop, step, length: length as usize }
}

impl SliceSpan {
    /// The same elements from the lowest to the highest, for deletions.
    pub fn forward(self) -> SliceSpan {
        if self.length == 0 {
            return SliceSpan { stop: self.start, step: 1, ..self };
        }
        if self.step > 0 {
            return self;
        }
        let start = self.start + self.step * (self.length as i64 - 1);
        SliceSpan { start, stop: self.start + 1, step: -self.step, length: self.length }
    }

    /// The index of the element at a place in the slice.
    #[inline]
    pub fn index(&self, place: usize) -> usize {
        (self.start + self.step * place as i64) as usize
    }
}

/// An index from the front or, negative, from the back.
#[inline]
pub fn normalize(index: i64, length: usize) -> Option<usize> {
    let length = length as i64;
    let index = if index < 0 { index + length } else { index };
    (0..length).contains(&index).then_some(index as usize)
}
