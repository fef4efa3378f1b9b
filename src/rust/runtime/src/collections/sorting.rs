//! The sort of `list.sort` and `sorted`: CPython 3.11's merge sort (runs, binary
//! insertion, galloping, merge order by node power), comparison for comparison,
//! because a program's `__lt__` may print.
//!
//! What is sorted is a permutation, so that a comparison that raises leaves
//! every element in place exactly once.

const MINIMUM_GALLOP: usize = 7;

/// A run that waits to be merged.
#[derive(Clone, Copy)]
struct Run {
    base: usize,
    length: usize,
    power: u32,
}

struct Merger<F> {
    order: Vec<u32>,
    scratch: Vec<u32>,
    pending: Vec<Run>,
    minimum_gallop: usize,
    less: F,
}

/// The order in which `count` elements are sorted, by `less(i, j)` on their
/// indices. Stable. If a comparison fails, the order reached so far comes with
/// the failure.
pub fn sort_permutation<E, F>(count: usize, less: F) -> (Vec<u32>, Result<(), E>)
where
    F: FnMut(u32, u32) -> Result<bool, E>,
{
    let mut merger = Merger {
        order: (0..count as u32).collect(),
        scratch: Vec::new(),
        pending: Vec::new(),
        minimum_gallop: MINIMUM_GALLOP,
        less,
    };
    let result = merger.sort();
    (merger.order, result)
}

/// The shortest run worth merging: between 32 and 64, so that the runs' number
/// is a power of two or a little less.
fn minimum_run(mut count: usize) -> usize {
    let mut odd = 0;
    while count >= 64 {
        odd |= count & 1;
        count >>= 1;
    }
    count + odd
}

/// The depth in the merge tree of the border between two adjacent runs.
fn node_power(first: usize, first_length: usize, second_length: usize, count: usize) -> u32 {
    let mut left = 2 * first + first_length;
    let mut right = left + first_length + second_length;
    let mut power = 0;
    loop {
        power += 1;
        if left >= count {
            left -= count;
            right -= count;
        } else if right >= count {
            return power;
        }
        left <<= 1;
        right <<= 1;
    }
}

impl<E, F: FnMut(u32, u32) -> Result<bool, E>> Merger<F> {
    fn sort(&mut self) -> Result<(), E> {
        let count = self.order.len();
        if count < 2 {
            return Ok(());
        }
        let minimum = minimum_run(count);
        let mut low = 0;
        while low < count {
            let mut length = self.take_run(low)?;
            if length < minimum {
                let forced = minimum.min(count - low);
                self.binary_insertion(low, low + forced, low + length)?;
                length = forced;
            }
            self.new_run(low, length)?;
            low += length;
        }
        while self.pending.len() > 1 {
            let mut at = self.pending.len() - 2;
            if at > 0 && self.pending[at - 1].length < self.pending[at + 1].length {
                at -= 1;
            }
            self.merge_at(at)?;
        }
        Ok(())
    }

    /// The length of the run at `low`; a strictly falling one is reversed.
    fn take_run(&mut self, low: usize) -> Result<usize, E> {
        let count = self.order.len();
        if low + 1 == count {
            return Ok(1);
        }
        let falling = (self.less)(self.order[low + 1], self.order[low])?;
        let mut end = low + 2;
        while end < count && (self.less)(self.order[end], self.order[end - 1])? == falling {
            end += 1;
        }
        if falling {
            self.order[low..end].reverse();
        }
        Ok(end - low)
    }

    fn binary_insertion(&mut self, low: usize, high: usize, start: usize) -> Result<(), E> {
        for at in start.max(low + 1)..high {
            let pivot = self.order[at];
            let (mut left, mut right) = (low, at);
            while left < right {
                let middle = left + ((right - left) >> 1);
                if (self.less)(pivot, self.order[middle])? {
                    right = middle;
                } else {
                    left = middle + 1;
                }
            }
            self.order.copy_within(left..at, left + 1);
            self.order[left] = pivot;
        }
        Ok(())
    }

    fn new_run(&mut self, base: usize, length: usize) -> Result<(), E> {
        if let Some(&last) = self.pending.last() {
            let power = node_power(last.base, last.length, length, self.order.len());
            while self.pending.len() > 1 && self.pending[self.pending.len() - 2].power > power {
                self.merge_at(self.pending.len() - 2)?;
            }
            if let Some(last) = self.pending.last_mut() {
                last.power = power;
            }
        }
        self.pending.push(Run { base, length, power: 0 });
        Ok(())
    }

    fn merge_at(&mut self, at: usize) -> Result<(), E> {
        let first = self.pending[at];
        let second = self.pending.remove(at + 1);
        self.pending[at].length = first.length + second.length;
        let skipped =
            gallop_right(&mut self.less, self.order[second.base], &self.order[first.base..][..first.length], 0)?;
        let start = first.base + skipped;
        let length = first.length - skipped;
        if length == 0 {
            return Ok(());
        }
        let other = gallop_left(
            &mut self.less,
            self.order[start + length - 1],
            &self.order[second.base..][..second.length],
            second.length - 1,
        )?;
        if other == 0 {
            Ok(())
        } else if length <= other {
            self.merge_low(start, length, second.base, other)
        } else {
            self.merge_high(start, length, second.base, other)
        }
    }

    /// Merges adjacent runs from the left; the left one, the shorter, is moved
    /// out of the way. On failure what is left of it fills the gap.
    fn merge_low(&mut self, start: usize, length: usize, second: usize, other: usize) -> Result<(), E> {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        scratch.extend_from_slice(&self.order[start..start + length]);
        let mut state = Low { destination: start, left: 0, right: second, right_end: second + other };
        let result = self.merge_low_loop(&scratch, &mut state);
        let rest = &scratch[state.left..];
        match result {
            Ok(true) => {
                // One element of the left run remains and is the largest.
                let count = state.right_end - state.right;
                self.order.copy_within(state.right..state.right_end, state.destination);
                self.order[state.destination + count] = rest[0];
            }
            _ => self.order[state.destination..state.destination + rest.len()].copy_from_slice(rest),
        }
        self.scratch = scratch;
        result.map(|_| ())
    }

    fn merge_low_loop(&mut self, left: &[u32], state: &mut Low) -> Result<bool, E> {
        state.take_right(&mut self.order);
        if state.right == state.right_end {
            return Ok(false);
        }
        if left.len() == 1 {
            return Ok(true);
        }
        let mut minimum = self.minimum_gallop;
        loop {
            let (mut lefts, mut rights) = (0, 0);
            loop {
                if (self.less)(self.order[state.right], left[state.left])? {
                    state.take_right(&mut self.order);
                    rights += 1;
                    lefts = 0;
                    if state.right == state.right_end {
                        return Ok(false);
                    }
                    if rights >= minimum {
                        break;
                    }
                } else {
                    state.take_left(&mut self.order, left);
                    lefts += 1;
                    rights = 0;
                    if left.len() - state.left == 1 {
                        return Ok(true);
                    }
                    if lefts >= minimum {
                        break;
                    }
                }
            }
            minimum += 1;
            loop {
                minimum -= usize::from(minimum > 1);
                self.minimum_gallop = minimum;
                let lefts = gallop_right(&mut self.less, self.order[state.right], &left[state.left..], 0)?;
                for _ in 0..lefts {
                    state.take_left(&mut self.order, left);
                }
                if lefts > 0 {
                    match left.len() - state.left {
                        1 => return Ok(true),
                        0 => return Ok(false),
                        _ => {}
                    }
                }
                state.take_right(&mut self.order);
                if state.right == state.right_end {
                    return Ok(false);
                }
                let rights =
                    gallop_left(&mut self.less, left[state.left], &self.order[state.right..state.right_end], 0)?;
                self.order.copy_within(state.right..state.right + rights, state.destination);
                state.destination += rights;
                state.right += rights;
                if state.right == state.right_end {
                    return Ok(false);
                }
                state.take_left(&mut self.order, left);
                if left.len() - state.left == 1 {
                    return Ok(true);
                }
                if lefts < MINIMUM_GALLOP && rights < MINIMUM_GALLOP {
                    break;
                }
            }
            minimum += 1;
            self.minimum_gallop = minimum;
        }
    }

    /// Merges adjacent runs from the right; the right one is moved out of the
    /// way.
    fn merge_high(&mut self, start: usize, length: usize, second: usize, other: usize) -> Result<(), E> {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        scratch.extend_from_slice(&self.order[second..second + other]);
        let mut state = High { start, left_end: start + length, right_end: other, destination_end: second + other };
        let result = self.merge_high_loop(&scratch, &mut state);
        let rest = &scratch[..state.right_end];
        match result {
            Ok(true) => {
                // One element of the right run remains and is the smallest.
                let count = state.left_end - start;
                self.order.copy_within(start..state.left_end, state.destination_end - count);
                self.order[state.destination_end - count - 1] = rest[0];
            }
            _ => self.order[state.destination_end - rest.len()..state.destination_end].copy_from_slice(rest),
        }
        self.scratch = scratch;
        result.map(|_| ())
    }

    fn merge_high_loop(&mut self, right: &[u32], state: &mut High) -> Result<bool, E> {
        state.take_left(&mut self.order);
        if state.left_end == state.start {
            return Ok(false);
        }
        if right.len() == 1 {
            return Ok(true);
        }
        let mut minimum = self.minimum_gallop;
        loop {
            let (mut lefts, mut rights) = (0, 0);
            loop {
                if (self.less)(right[state.right_end - 1], self.order[state.left_end - 1])? {
                    state.take_left(&mut self.order);
                    lefts += 1;
                    rights = 0;
                    if state.left_end == state.start {
                        return Ok(false);
                    }
                    if lefts >= minimum {
                        break;
                    }
                } else {
                    state.take_right(&mut self.order, right);
                    rights += 1;
                    lefts = 0;
                    if state.right_end == 1 {
                        return Ok(true);
                    }
                    if rights >= minimum {
                        break;
                    }
                }
            }
            minimum += 1;
            loop {
                minimum -= usize::from(minimum > 1);
                self.minimum_gallop = minimum;
                let length = state.left_end - state.start;
                let kept = gallop_right(
                    &mut self.less,
                    right[state.right_end - 1],
                    &self.order[state.start..state.left_end],
                    length - 1,
                )?;
                let lefts = length - kept;
                let from = state.left_end - lefts;
                self.order.copy_within(from..state.left_end, state.destination_end - lefts);
                state.destination_end -= lefts;
                state.left_end = from;
                if state.left_end == state.start {
                    return Ok(false);
                }
                state.take_right(&mut self.order, right);
                if state.right_end == 1 {
                    return Ok(true);
                }
                let kept = gallop_left(
                    &mut self.less,
                    self.order[state.left_end - 1],
                    &right[..state.right_end],
                    state.right_end - 1,
                )?;
                let rights = state.right_end - kept;
                for _ in 0..rights {
                    state.take_right(&mut self.order, right);
                }
                if rights > 0 {
                    match state.right_end {
                        1 => return Ok(true),
                        0 => return Ok(false),
                        _ => {}
                    }
                }
                state.take_left(&mut self.order);
                if state.left_end == state.start {
                    return Ok(false);
                }
                if lefts < MINIMUM_GALLOP && rights < MINIMUM_GALLOP {
                    break;
                }
            }
            minimum += 1;
            self.minimum_gallop = minimum;
        }
    }
}

/// Positions of a merge from the left.
struct Low {
    destination: usize,
    left: usize,
    right: usize,
    right_end: usize,
}

impl Low {
    fn take_right(&mut self, order: &mut [u32]) {
        order[self.destination] = order[self.right];
        self.destination += 1;
        self.right += 1;
    }

    fn take_left(&mut self, order: &mut [u32], left: &[u32]) {
        order[self.destination] = left[self.left];
        self.destination += 1;
        self.left += 1;
    }
}

/// Positions of a merge from the right; ends are exclusive.
struct High {
    start: usize,
    left_end: usize,
    right_end: usize,
    destination_end: usize,
}

impl High {
    fn take_left(&mut self, order: &mut [u32]) {
        self.destination_end -= 1;
        self.left_end -= 1;
        order[self.destination_end] = order[self.left_end];
    }

    fn take_right(&mut self, order: &mut [u32], right: &[u32]) {
        self.destination_end -= 1;
        self.right_end -= 1;
        order[self.destination_end] = right[self.right_end];
    }
}

/// Where `key` goes among sorted elements, left of equal ones, searching away
/// from `hint` in doubling steps.
fn gallop_left<E, F>(less: &mut F, key: u32, elements: &[u32], hint: usize) -> Result<usize, E>
where
    F: FnMut(u32, u32) -> Result<bool, E>,
{
    let (mut last, mut offset) = (0, 1);
    let (mut low, mut high);
    if less(elements[hint], key)? {
        let maximum = elements.len() - hint;
        while offset < maximum && less(elements[hint + offset], key)? {
            last = offset;
            offset = (offset << 1) + 1;
        }
        low = hint + last + 1;
        high = hint + offset.min(maximum);
    } else {
        let maximum = hint + 1;
        while offset < maximum && !less(elements[hint - offset], key)? {
            last = offset;
            offset = (offset << 1) + 1;
        }
        low = hint + 1 - offset.min(maximum);
        high = hint - last;
    }
    while low < high {
        let middle = low + ((high - low) >> 1);
        if less(elements[middle], key)? {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(high)
}

/// As [`gallop_left`], right of equal elements.
fn gallop_right<E, F>(less: &mut F, key: u32, elements: &[u32], hint: usize) -> Result<usize, E>
where
    F: FnMut(u32, u32) -> Result<bool, E>,
{
    let (mut last, mut offset) = (0, 1);
    let (mut low, mut high);
    if less(key, elements[hint])? {
        let maximum = hint + 1;
        while offset < maximum && less(key, elements[hint - offset])? {
            last = offset;
            offset = (offset << 1) + 1;
        }
        low = hint + 1 - offset.min(maximum);
        high = hint - last;
    } else {
        let maximum = elements.len() - hint;
        while offset < maximum && !less(key, elements[hint + offset])? {
            last = offset;
            offset = (offset << 1) + 1;
        }
        low = hint + last + 1;
        high = hint + offset.min(maximum);
    }
    while low < high {
        let middle = low + ((high - low) >> 1);
        if less(key, elements[middle])? {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Ok(high)
}
