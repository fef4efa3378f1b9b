//! Memory that a module for size carries packed, as `toolchain/packing.py` writes it: what the data section would hold is
//! one raw LZMA1 stream at the far end of the stack, unpacked before anything else runs.
//!
//! No constant is in memory yet while this runs. So nothing here may read one: no check that could panic, no table.
#![allow(unsafe_code)] // The compiler wrote what is read, so that it needs no checks; it says where memory begins.

#[cfg(test)]
mod packed_test;

use std::ptr::with_exposed_provenance_mut;

/// Where the packed memory lies: the address and the size of what it becomes, after how many bytes how many zeros are
/// left out of it, then the stream.
const PACKED: usize = 1024;

/// Literals are told apart by as many high bits of the byte before.
const LITERAL_CONTEXT: usize = 3;
const STATES: usize = 12;
/// The first state after something else than a literal.
const AFTER_MATCH: usize = 7;
const SHORTEST_MATCH: usize = 2;

// Where the models of each kind of decision begin. Positions are not told apart (no `lp`, no `pb`).
const IS_MATCH: usize = 0;
const IS_REPEATED: usize = IS_MATCH + STATES;
const IS_NOT_LAST: usize = IS_REPEATED + STATES;
const IS_NOT_SECOND: usize = IS_NOT_LAST + STATES;
const IS_FOURTH: usize = IS_NOT_SECOND + STATES;
const IS_LONG: usize = IS_FOURTH + STATES;
const LENGTHS: usize = IS_LONG + STATES;
const REPEATED_LENGTHS: usize = LENGTHS + LENGTH_MODELS;
const SLOTS: usize = REPEATED_LENGTHS + LENGTH_MODELS;
const LOW_BITS: usize = SLOTS + 4 * 64;
const ALIGNMENT: usize = LOW_BITS + MODELLED_SLOTS * 32;
const LITERALS: usize = ALIGNMENT + 16;
const MODELS: usize = LITERALS + (0x300 << LITERAL_CONTEXT);

/// Of lengths: two choices, and a tree for the short, the middle and the long ones.
const LENGTH_MODELS: usize = 2 + 8 + 8 + 256;
/// Distances whose slot is below this have models for all of their low bits.
const MODELLED_SLOTS: usize = 14;

/// Makes memory what it is to be. A module's start function; nothing has run before.
#[inline(always)]
pub fn unpack() {
    let header = with_exposed_provenance_mut::<u32>(PACKED);
    // SAFETY: the compiler put a header and a whole stream here, below the stack that is in use, and has seen that
    // memory reaches from the address in the header over the size there. Nothing refers to that memory yet.
    unsafe {
        let target = with_exposed_provenance_mut::<u8>(header.read() as usize);
        let (size, first) = (header.add(1).read() as usize, header.add(2).read() as usize);
        let zeros = header.add(3).read() as usize;
        decode(header.add(4).cast(), target, size);
        let (rest, moved) = (target.add(first), size - first);
        rest.add(zeros).copy_from(rest, moved);
        rest.write_bytes(0, zeros.min(moved));
    }
}

/// Writes the `size` bytes that come out of a stream; a whole one must be there, and room for them.
#[inline(always)]
unsafe fn decode(source: *const u8, target: *mut u8, size: usize) {
    Decoder { source, range: u32::MAX, code: 0, models: [1024; MODELS] }.run(target, size);
}

/// How far back the last matches lay, the last one first.
type Distances = (usize, usize, usize, usize);

/// A range decoder with its models: the probability of a zero, of 2048, for each decision.
struct Decoder {
    source: *const u8,
    range: u32,
    code: u32,
    models: [u16; MODELS],
}

impl Decoder {
    #[inline(always)]
    unsafe fn run(&mut self, target: *mut u8, size: usize) {
        self.source = self.source.add(1);
        for _ in 0..4 {
            self.code = self.code << 8 | self.byte();
        }
        let (mut position, mut state, mut previous) = (0, 0, 0);
        let mut distances: Distances = (1, 1, 1, 1);
        while position < size {
            if self.bit(IS_MATCH + state) == 0 {
                // The byte where the last match would go on; after literals, one that tells nothing.
                let matched = if state < AFTER_MATCH { None } else { Some(*target.add(position - distances.0)) };
                previous = self.literal(previous, matched);
                *target.add(position) = previous as u8;
                position += 1;
                state = if state < 4 { 0 } else { state - if state < 10 { 3 } else { 6 } };
                continue;
            }
            let is_repeated = self.bit(IS_REPEATED + state) == 1;
            let is_single = is_repeated && self.is_single(state, &mut distances);
            let mut length = 1;
            if !is_single {
                length = self.length(if is_repeated { REPEATED_LENGTHS } else { LENGTHS });
            }
            if !is_repeated {
                distances = (self.distance(length), distances.0, distances.1, distances.2);
            }
            state = if state < AFTER_MATCH {
                AFTER_MATCH + usize::from(is_repeated) + usize::from(is_single)
            } else {
                AFTER_MATCH + 3 + usize::from(is_repeated)
            };
            for _ in 0..length {
                *target.add(position) = *target.add(position - distances.0);
                position += 1;
            }
            previous = *target.add(position - 1) as usize;
        }
    }

    #[inline(always)]
    unsafe fn byte(&mut self) -> u32 {
        let byte = self.source.read();
        self.source = self.source.add(1);
        byte.into()
    }

    #[inline(always)]
    unsafe fn normalise(&mut self) {
        if self.range < 1 << 24 {
            self.range <<= 8;
            self.code = self.code << 8 | self.byte();
        }
    }

    /// A decision; its model learns.
    #[inline(always)]
    unsafe fn bit(&mut self, model: usize) -> usize {
        let model = self.models.as_mut_ptr().add(model);
        let bound = (self.range >> 11) * u32::from(*model);
        let bit = self.code >= bound;
        if bit {
            self.range -= bound;
            self.code -= bound;
            *model -= *model >> 5;
        } else {
            self.range = bound;
            *model += (2048 - *model) >> 5;
        }
        self.normalise();
        bit.into()
    }

    /// Bits from the highest, each told apart by those before.
    #[inline(always)]
    unsafe fn tree(&mut self, models: usize, bits: u32) -> usize {
        let mut symbol = 1;
        while symbol < 1 << bits {
            symbol = symbol << 1 | self.bit(models + symbol);
        }
        symbol - (1 << bits)
    }

    /// The same from the lowest.
    #[inline(always)]
    unsafe fn reversed_tree(&mut self, models: usize, bits: usize) -> usize {
        let (mut symbol, mut value) = (1, 0);
        for place in 0..bits {
            let bit = self.bit(models + symbol);
            symbol = symbol << 1 | bit;
            value |= bit << place;
        }
        value
    }

    /// A byte; `matched` is the one where the last match would go on, from which it differs.
    #[inline(always)]
    unsafe fn literal(&mut self, previous: usize, matched: Option<u8>) -> usize {
        let models = LITERALS + 0x300 * (previous >> (8 - LITERAL_CONTEXT));
        let (mut symbol, mut as_matched) = (1, if matched.is_some() { 0x100 } else { 0 });
        let mut matched = usize::from(matched.unwrap_or(0));
        while symbol < 0x100 {
            matched <<= 1;
            let expected = matched & as_matched;
            let bit = self.bit(models + as_matched + expected + symbol);
            symbol = symbol << 1 | bit;
            as_matched &= if bit == 1 { expected } else { !expected };
        }
        symbol & 0xff
    }

    /// How long a match is.
    #[inline(always)]
    unsafe fn length(&mut self, models: usize) -> usize {
        let (mut base, mut trees, mut bits) = (SHORTEST_MATCH, models + 2, 3);
        if self.bit(models) == 1 {
            (base, trees) = (base + 8, trees + 8);
            if self.bit(models + 1) == 1 {
                (base, trees, bits) = (base + 8, trees + 8, 8);
            }
        }
        base + self.tree(trees, bits)
    }

    /// Puts the distance that is used again before the others; whether only one byte is copied.
    #[inline(always)]
    unsafe fn is_single(&mut self, state: usize, distances: &mut Distances) -> bool {
        if self.bit(IS_NOT_LAST + state) == 0 {
            return self.bit(IS_LONG + state) == 0;
        }
        let (first, second, third, fourth) = *distances;
        *distances = if self.bit(IS_NOT_SECOND + state) == 0 {
            (second, first, third, fourth)
        } else if self.bit(IS_FOURTH + state) == 0 {
            (third, first, second, fourth)
        } else {
            (fourth, first, second, third)
        };
        false
    }

    /// How far back a match of this length lies.
    #[inline(always)]
    unsafe fn distance(&mut self, length: usize) -> usize {
        let slot = self.tree(SLOTS + 64 * (length - SHORTEST_MATCH).min(3), 6);
        if slot < 4 {
            return slot + 1;
        }
        let bits = (slot >> 1) - 1;
        let high = (2 | slot & 1) << bits;
        let (mut models, mut low_bits, mut middle) = (LOW_BITS + 32 * slot, bits, 0);
        if slot >= MODELLED_SLOTS {
            for _ in 4..bits {
                self.range >>= 1;
                let bit = self.code >= self.range;
                if bit {
                    self.code -= self.range;
                }
                self.normalise();
                middle = middle << 1 | usize::from(bit);
            }
            (models, low_bits) = (ALIGNMENT, 4);
        }
        high + (middle << 4) + self.reversed_tree(models, low_bits) + 1
    }
}

/// Exports the start function of a module whose memory is packed.
#[macro_export]
macro_rules! export_unpack {
    () => {
        #[unsafe(no_mangle)]
        pub extern "C" fn ferrotype_unpack() {
            $crate::packed::unpack()
        }
    };
}
