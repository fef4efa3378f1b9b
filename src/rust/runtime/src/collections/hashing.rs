//! Hashes of `tuple` and `frozenset`, equal to CPython's on 64 bits.

const PRIME_1: u64 = 11_400_714_785_074_694_791;
const PRIME_2: u64 = 14_029_467_366_897_019_727;
const PRIME_5: u64 = 2_870_177_450_012_600_261;

/// The hash of a tuple under construction (xxHash's rounds, one per element).
#[derive(Clone, Copy)]
pub struct TupleHash(u64);

impl Default for TupleHash {
    fn default() -> Self {
        TupleHash(PRIME_5)
    }
}

impl TupleHash {
    pub fn add(&mut self, hash: i64) {
        let sum = self.0.wrapping_add((hash as u64).wrapping_mul(PRIME_2));
        self.0 = sum.rotate_left(31).wrapping_mul(PRIME_1);
    }

    pub fn finish(self, length: usize) -> i64 {
        let hash = self.0.wrapping_add(length as u64 ^ (PRIME_5 ^ 3_527_539)) as i64;
        if hash == -1 {
            1_546_275_796
        } else {
            hash
        }
    }
}

/// The hash of a frozenset from its elements' hashes, in whatever order.
pub fn frozenset_hash(hashes: impl Iterator<Item = i64>) -> i64 {
    let mut hash = 0u64;
    let mut count = 0u64;
    for element in hashes {
        let element = element as u64;
        hash ^= ((element ^ 89_869_747) ^ (element << 16)).wrapping_mul(3_644_798_167);
        count += 1;
    }
    hash ^= (count + 1).wrapping_mul(1_927_868_237);
    hash ^= (hash >> 11) ^ (hash >> 25);
    let hash = hash.wrapping_mul(69_069).wrapping_add(907_133_923) as i64;
    if hash == -1 {
        590_923_713
    } else {
        hash
    }
}
