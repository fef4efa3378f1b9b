//! Compression as zlib 1.2.13 does it (`deflate.c`), to the byte.

use super::trees::{send_block, send_stored, Bits, Symbol};

const LEAST_MATCH: usize = 3;
const MOST_MATCH: usize = 258;
const LEAST_AHEAD: usize = MOST_MATCH + LEAST_MATCH + 1;
const TOO_FAR: usize = 4096;

/// How a level searches: `good`, `lazy`, `nice`, `chain`.
const LEVELS: [(usize, usize, usize, usize); 10] = [
    (0, 0, 0, 0),
    (4, 4, 8, 4),
    (4, 5, 16, 8),
    (4, 6, 32, 32),
    (4, 4, 16, 16),
    (8, 16, 32, 32),
    (8, 16, 128, 128),
    (8, 32, 128, 256),
    (32, 128, 258, 1024),
    (32, 258, 258, 4096),
];

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Strategy {
    Default,
    Filtered,
    HuffmanOnly,
    Runs,
    Fixed,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Flush {
    None,
    Sync,
    Full,
    Finish,
}

/// A stream without header and trailer.
#[derive(Clone)]
pub struct Deflater {
    level: usize,
    strategy: Strategy,
    window_size: usize,
    hash_mask: usize,
    hash_shift: usize,
    most_symbols: usize,
    window: Vec<u8>,
    head: Vec<u16>,
    previous: Vec<u16>,
    hash: usize,
    /// Where the block that is collected begins; before the window, its octets are gone.
    block: isize,
    match_length: usize,
    match_start: usize,
    has_literal: bool,
    start: usize,
    ahead: usize,
    previous_length: usize,
    /// How many strings before `start` are still to be hashed.
    inserts: usize,
    symbols: Vec<Symbol>,
    input: Vec<u8>,
    taken: usize,
    bits: Bits,
}

impl Deflater {
    /// `level` is 1 to 9, `window_bits` 9 to 15, `memory` 1 to 9.
    pub fn new(level: usize, strategy: Strategy, window_bits: usize, memory: usize) -> Deflater {
        let (window_size, hash_bits) = (1 << window_bits, memory + 7);
        Deflater {
            level,
            strategy,
            window_size,
            hash_mask: (1 << hash_bits) - 1,
            hash_shift: hash_bits.div_ceil(LEAST_MATCH),
            most_symbols: (1 << (memory + 6)) - 1,
            // Comparisons may look behind what is read.
            window: vec![0; 2 * window_size + MOST_MATCH],
            head: vec![0; 1 << hash_bits],
            previous: vec![0; window_size],
            hash: 0,
            block: 0,
            match_length: LEAST_MATCH - 1,
            match_start: 0,
            has_literal: false,
            start: 0,
            ahead: 0,
            previous_length: LEAST_MATCH - 1,
            inserts: 0,
            symbols: Vec::new(),
            input: Vec::new(),
            taken: 0,
            bits: Bits::default(),
        }
    }

    fn most_distance(&self) -> usize {
        self.window_size - LEAST_AHEAD
    }

    fn update_hash(&mut self, octet: u8) {
        self.hash = (self.hash << self.hash_shift ^ usize::from(octet)) & self.hash_mask;
    }

    /// Hashes the string at a place; gives the one before that may be the same.
    fn insert(&mut self, place: usize) -> usize {
        self.update_hash(self.window[place + LEAST_MATCH - 1]);
        let before = self.head[self.hash];
        self.previous[place & (self.window_size - 1)] = before;
        self.head[self.hash] = place as u16;
        usize::from(before)
    }

    fn slide(&mut self, more: usize) {
        let size = self.window_size;
        self.window.copy_within(size..2 * size - more, 0);
        self.match_start = self.match_start.wrapping_sub(size);
        self.start -= size;
        self.block -= size as isize;
        self.inserts = self.inserts.min(self.start);
        for place in self.head.iter_mut().chain(&mut self.previous) {
            *place = place.saturating_sub(size as u16);
        }
    }

    fn fill(&mut self) {
        loop {
            let mut more = 2 * self.window_size - self.ahead - self.start;
            if self.start >= self.window_size + self.most_distance() {
                self.slide(more);
                more += self.window_size;
            }
            if self.taken == self.input.len() {
                return;
            }
            let count = more.min(self.input.len() - self.taken);
            let end = self.start + self.ahead;
            self.window[end..end + count].copy_from_slice(&self.input[self.taken..self.taken + count]);
            self.taken += count;
            self.ahead += count;
            if self.ahead + self.inserts >= LEAST_MATCH {
                let mut place = self.start - self.inserts;
                self.hash = usize::from(self.window[place]);
                self.update_hash(self.window[place + 1]);
                while self.inserts > 0 {
                    self.insert(place);
                    place += 1;
                    self.inserts -= 1;
                    if self.ahead + self.inserts < LEAST_MATCH {
                        break;
                    }
                }
            }
            if self.ahead >= LEAST_AHEAD || self.taken == self.input.len() {
                return;
            }
        }
    }

    fn longest_match(&mut self, mut candidate: usize) -> usize {
        let (good, _, nice, mut chain) = LEVELS[self.level];
        let mut best = self.previous_length;
        let limit = self.start.saturating_sub(self.most_distance());
        if self.previous_length >= good {
            chain >>= 2;
        }
        let nice = nice.min(self.ahead);
        let window = &self.window;
        let scan = &window[self.start..self.start + MOST_MATCH];
        loop {
            let own = &window[candidate..candidate + MOST_MATCH];
            if own[best] == scan[best] && own[best - 1] == scan[best - 1] && own[..2] == scan[..2] {
                let length = own.iter().zip(scan).take_while(|(a, b)| a == b).count();
                if length > best {
                    self.match_start = candidate;
                    best = length;
                    if length >= nice {
                        break;
                    }
                }
            }
            candidate = usize::from(self.previous[candidate & (self.window_size - 1)]);
            chain -= 1;
            if candidate <= limit || chain == 0 {
                break;
            }
        }
        best.min(self.ahead)
    }

    fn literal(&mut self, octet: u8) -> bool {
        self.symbols.push(Symbol { value: octet, distance: 0 });
        self.symbols.len() == self.most_symbols
    }

    fn pair(&mut self, distance: usize, length: usize) -> bool {
        self.symbols.push(Symbol { value: (length - LEAST_MATCH) as u8, distance: distance as u16 });
        self.symbols.len() == self.most_symbols
    }

    fn flush_block(&mut self, is_last: bool) {
        let length = (self.start as isize - self.block) as usize;
        let octets = usize::try_from(self.block).ok().map(|block| &self.window[block..self.start]);
        let is_fixed = self.strategy == Strategy::Fixed;
        send_block(&self.symbols, octets, length, is_fixed, is_last, &mut self.bits);
        self.symbols.clear();
        self.block = self.start as isize;
    }

    /// Whether there is enough input for the next step; `None` where all is done.
    fn has_input(&mut self, least: usize, flush: Flush) -> Option<bool> {
        if self.ahead < least {
            self.fill();
            if self.ahead < least && flush == Flush::None {
                return Some(false);
            }
            if self.ahead == 0 {
                return None;
            }
        }
        Some(true)
    }

    fn is_near(&self, place: usize) -> bool {
        place != 0 && self.start - place <= self.most_distance()
    }

    /// Takes the first match. Gives false where more input is needed.
    fn run_fast(&mut self, flush: Flush) -> bool {
        let lazy = LEVELS[self.level].1;
        while let Some(enough) = self.has_input(LEAST_AHEAD, flush) {
            if !enough {
                return false;
            }
            let found = if self.ahead >= LEAST_MATCH { self.insert(self.start) } else { 0 };
            if self.is_near(found) {
                self.match_length = self.longest_match(found);
            }
            let is_full = if self.match_length >= LEAST_MATCH {
                let is_full = self.pair(self.start - self.match_start, self.match_length);
                self.ahead -= self.match_length;
                if self.match_length <= lazy && self.ahead >= LEAST_MATCH {
                    for _ in 1..self.match_length {
                        self.start += 1;
                        self.insert(self.start);
                    }
                    self.start += 1;
                } else {
                    self.start += self.match_length;
                    self.hash = usize::from(self.window[self.start]);
                    self.update_hash(self.window[self.start + 1]);
                }
                self.match_length = 0;
                is_full
            } else {
                let is_full = self.literal(self.window[self.start]);
                self.ahead -= 1;
                self.start += 1;
                is_full
            };
            if is_full {
                self.flush_block(false);
            }
        }
        self.inserts = self.start.min(LEAST_MATCH - 1);
        true
    }

    /// Looks whether the next place has a longer match.
    fn run_slow(&mut self, flush: Flush) -> bool {
        let lazy = LEVELS[self.level].1;
        while let Some(enough) = self.has_input(LEAST_AHEAD, flush) {
            if !enough {
                return false;
            }
            let found = if self.ahead >= LEAST_MATCH { self.insert(self.start) } else { 0 };
            self.previous_length = self.match_length;
            let previous_match = self.match_start;
            self.match_length = LEAST_MATCH - 1;
            if self.previous_length < lazy && self.is_near(found) {
                self.match_length = self.longest_match(found);
                let is_far = self.match_length == LEAST_MATCH && self.start - self.match_start > TOO_FAR;
                if self.match_length <= 5 && (self.strategy == Strategy::Filtered || is_far) {
                    self.match_length = LEAST_MATCH - 1;
                }
            }
            if self.previous_length >= LEAST_MATCH && self.match_length <= self.previous_length {
                self.take_previous(previous_match);
            } else {
                if self.has_literal && self.literal(self.window[self.start - 1]) {
                    self.flush_block(false);
                }
                self.has_literal = true;
                self.start += 1;
                self.ahead -= 1;
            }
        }
        if self.has_literal {
            self.literal(self.window[self.start - 1]);
            self.has_literal = false;
        }
        self.inserts = self.start.min(LEAST_MATCH - 1);
        true
    }

    fn take_previous(&mut self, place: usize) {
        let last_insert = (self.start + self.ahead).wrapping_sub(LEAST_MATCH);
        let is_full = self.pair(self.start - 1 - place, self.previous_length);
        self.ahead -= self.previous_length - 1;
        for _ in 0..self.previous_length - 2 {
            self.start += 1;
            if self.start <= last_insert {
                self.insert(self.start);
            }
        }
        self.previous_length = 0;
        self.has_literal = false;
        self.match_length = LEAST_MATCH - 1;
        self.start += 1;
        if is_full {
            self.flush_block(false);
        }
    }

    /// Finds runs of one octet only.
    fn run_runs(&mut self, flush: Flush) -> bool {
        while let Some(enough) = self.has_input(MOST_MATCH + 1, flush) {
            if !enough {
                return false;
            }
            let mut length = 0;
            if self.ahead >= LEAST_MATCH && self.start > 0 {
                let octet = self.window[self.start - 1];
                let run = self.window[self.start..self.start + MOST_MATCH].iter().take_while(|own| **own == octet);
                length = run.count().min(self.ahead);
            }
            let is_full = if length >= LEAST_MATCH {
                self.ahead -= length;
                self.start += length;
                self.pair(1, length)
            } else {
                self.ahead -= 1;
                self.start += 1;
                self.literal(self.window[self.start - 1])
            };
            if is_full {
                self.flush_block(false);
            }
        }
        self.inserts = 0;
        true
    }

    fn run_literals(&mut self, flush: Flush) -> bool {
        while let Some(enough) = self.has_input(1, flush) {
            if !enough {
                return false;
            }
            self.match_length = 0;
            self.ahead -= 1;
            self.start += 1;
            if self.literal(self.window[self.start - 1]) {
                self.flush_block(false);
            }
        }
        self.inserts = 0;
        true
    }

    /// Compresses more input. Gives the octets that are ready.
    pub fn run(&mut self, octets: &[u8], flush: Flush) -> Vec<u8> {
        self.input = octets.to_vec();
        self.taken = 0;
        let is_done = match self.strategy {
            Strategy::HuffmanOnly => self.run_literals(flush),
            Strategy::Runs => self.run_runs(flush),
            _ if self.level <= 3 => self.run_fast(flush),
            _ => self.run_slow(flush),
        };
        if is_done && flush == Flush::Finish {
            self.flush_block(true);
        } else if is_done && flush != Flush::None {
            if !self.symbols.is_empty() {
                self.flush_block(false);
            }
            send_stored(&[], false, &mut self.bits);
            if flush == Flush::Full {
                self.head.fill(0);
                if self.ahead == 0 {
                    (self.start, self.block, self.inserts) = (0, 0, 0);
                }
            }
        }
        std::mem::take(&mut self.bits.octets)
    }
}
