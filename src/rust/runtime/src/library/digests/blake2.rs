//! BLAKE2b and BLAKE2s (RFC 7693), with the parameters of the tree modes.

use super::block::Blocks;
use super::sha2::{START_256, START_512};

const QUARTERS: [[usize; 4]; 8] = [
    [0, 4, 8, 12],
    [1, 5, 9, 13],
    [2, 6, 10, 14],
    [3, 7, 11, 15],
    [0, 5, 10, 15],
    [1, 6, 11, 12],
    [2, 7, 8, 13],
    [3, 4, 9, 14],
];

#[rustfmt::skip]
const ORDERS: [[usize; 16]; 10] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
    [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
    [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
    [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
    [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
    [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
    [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
    [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
    [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
];

#[derive(Clone)]
pub(in crate::library) struct Blake2b {
    state: [u64; 8],
    blocks: Blocks<128>,
    digest_size: usize,
    is_last_node: bool,
}

impl Blake2b {
    /// `parameters` is the beginning of the block of parameters; zeros follow.
    pub fn new(parameters: &[u8], digest_size: usize, is_last_node: bool) -> Blake2b {
        let mut state = START_512;
        for (place, octet) in parameters.iter().enumerate() {
            state[place / 8] ^= u64::from(*octet) << (8 * (place % 8));
        }
        Blake2b { state, blocks: Blocks::new(), digest_size, is_last_node }
    }

    pub fn update(&mut self, octets: &[u8]) {
        let state = &mut self.state;
        self.blocks.update_lazily(octets, |block, total| Self::compress(state, block, total, [0, 0]));
    }

    pub fn finish(mut self) -> Vec<u8> {
        let last = [u64::MAX, if self.is_last_node { u64::MAX } else { 0 }];
        Self::compress(&mut self.state, &self.blocks.rest(), self.blocks.total, last);
        let mut digest: Vec<u8> = self.state.iter().flat_map(|word| word.to_le_bytes()).collect();
        digest.truncate(self.digest_size);
        digest
    }

    fn compress(state: &mut [u64; 8], block: &[u8; 128], total: u128, last: [u64; 2]) {
        let mut words = [0u64; 16];
        for (word, octets) in words.iter_mut().zip(block.chunks_exact(8)) {
            *word = octets.iter().rev().fold(0, |word, octet| word << 8 | u64::from(*octet));
        }
        let mut mixed = [0u64; 16];
        mixed[..8].copy_from_slice(state);
        mixed[8..].copy_from_slice(&START_512);
        mixed[12] ^= total as u64;
        mixed[13] ^= (total >> u64::BITS) as u64;
        mixed[14] ^= last[0];
        mixed[15] ^= last[1];
        for round in 0..12 {
            let order = &ORDERS[round % 10];
            for (index, [a, b, c, d]) in QUARTERS.into_iter().enumerate() {
                let (x, y) = (words[order[2 * index]], words[order[2 * index + 1]]);
                mixed[a] = mixed[a].wrapping_add(mixed[b]).wrapping_add(x);
                mixed[d] = (mixed[d] ^ mixed[a]).rotate_right(32);
                mixed[c] = mixed[c].wrapping_add(mixed[d]);
                mixed[b] = (mixed[b] ^ mixed[c]).rotate_right(24);
                mixed[a] = mixed[a].wrapping_add(mixed[b]).wrapping_add(y);
                mixed[d] = (mixed[d] ^ mixed[a]).rotate_right(16);
                mixed[c] = mixed[c].wrapping_add(mixed[d]);
                mixed[b] = (mixed[b] ^ mixed[c]).rotate_right(63);
            }
        }
        for (place, word) in state.iter_mut().enumerate() {
            *word ^= mixed[place] ^ mixed[place + 8];
        }
    }
}

#[derive(Clone)]
pub(in crate::library) struct Blake2s {
    state: [u32; 8],
    blocks: Blocks<64>,
    digest_size: usize,
    is_last_node: bool,
}

impl Blake2s {
    /// `parameters` is the beginning of the block of parameters; zeros follow.
    pub fn new(parameters: &[u8], digest_size: usize, is_last_node: bool) -> Blake2s {
        let mut state = START_256;
        for (place, octet) in parameters.iter().enumerate() {
            state[place / 4] ^= u32::from(*octet) << (8 * (place % 4));
        }
        Blake2s { state, blocks: Blocks::new(), digest_size, is_last_node }
    }

    pub fn update(&mut self, octets: &[u8]) {
        let state = &mut self.state;
        self.blocks.update_lazily(octets, |block, total| Self::compress(state, block, total, [0, 0]));
    }

    pub fn finish(mut self) -> Vec<u8> {
        let last = [u32::MAX, if self.is_last_node { u32::MAX } else { 0 }];
        Self::compress(&mut self.state, &self.blocks.rest(), self.blocks.total, last);
        let mut digest: Vec<u8> = self.state.iter().flat_map(|word| word.to_le_bytes()).collect();
        digest.truncate(self.digest_size);
        digest
    }

    fn compress(state: &mut [u32; 8], block: &[u8; 64], total: u128, last: [u32; 2]) {
        let mut words = [0u32; 16];
        for (word, octets) in words.iter_mut().zip(block.chunks_exact(4)) {
            *word = octets.iter().rev().fold(0, |word, octet| word << 8 | u32::from(*octet));
        }
        let mut mixed = [0u32; 16];
        mixed[..8].copy_from_slice(state);
        mixed[8..].copy_from_slice(&START_256);
        mixed[12] ^= total as u32;
        mixed[13] ^= (total >> u32::BITS) as u32;
        mixed[14] ^= last[0];
        mixed[15] ^= last[1];
        for round in 0..10 {
            let order = &ORDERS[round % 10];
            for (index, [a, b, c, d]) in QUARTERS.into_iter().enumerate() {
                let (x, y) = (words[order[2 * index]], words[order[2 * index + 1]]);
                mixed[a] = mixed[a].wrapping_add(mixed[b]).wrapping_add(x);
                mixed[d] = (mixed[d] ^ mixed[a]).rotate_right(16);
                mixed[c] = mixed[c].wrapping_add(mixed[d]);
                mixed[b] = (mixed[b] ^ mixed[c]).rotate_right(12);
                mixed[a] = mixed[a].wrapping_add(mixed[b]).wrapping_add(y);
                mixed[d] = (mixed[d] ^ mixed[a]).rotate_right(8);
                mixed[c] = mixed[c].wrapping_add(mixed[d]);
                mixed[b] = (mixed[b] ^ mixed[c]).rotate_right(7);
            }
        }
        for (place, word) in state.iter_mut().enumerate() {
            *word ^= mixed[place] ^ mixed[place + 8];
        }
    }
}
