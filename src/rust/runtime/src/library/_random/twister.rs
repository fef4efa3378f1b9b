//! The Mersenne Twister MT19937 of Matsumoto and Nishimura.

/// The words of the state.
pub(super) const WORDS: usize = 624;
const MIDDLE: usize = 397;

/// The state of a generator.
pub(super) struct Twister {
    pub words: [u32; WORDS],
    /// Of the next word that is given out.
    pub place: usize,
}

impl Default for Twister {
    fn default() -> Twister {
        Twister { words: [0; WORDS], place: 0 }
    }
}

impl Twister {
    fn seed_by_word(&mut self, seed: u32) {
        self.words[0] = seed;
        for place in 1..WORDS {
            let before = self.words[place - 1];
            self.words[place] = (before ^ before >> 30).wrapping_mul(1_812_433_253).wrapping_add(place as u32);
        }
        self.place = WORDS;
    }

    /// `init_by_array`.
    pub fn seed(&mut self, key: &[u32]) {
        self.seed_by_word(19_650_218);
        let mut place = 1;
        let advance = |words: &mut [u32; WORDS], place: usize| {
            if place + 1 < WORDS {
                return place + 1;
            }
            words[0] = words[WORDS - 1];
            1
        };
        for step in 0..WORDS.max(key.len()) {
            let index = step % key.len();
            let before = self.words[place - 1];
            self.words[place] = (self.words[place] ^ (before ^ before >> 30).wrapping_mul(1_664_525))
                .wrapping_add(key[index])
                .wrapping_add(index as u32);
            place = advance(&mut self.words, place);
        }
        for _ in 1..WORDS {
            let before = self.words[place - 1];
            self.words[place] =
                (self.words[place] ^ (before ^ before >> 30).wrapping_mul(1_566_083_941)).wrapping_sub(place as u32);
            place = advance(&mut self.words, place);
        }
        self.words[0] = 0x8000_0000;
    }

    fn twist(&mut self) {
        for place in 0..WORDS {
            let mixed = self.words[place] & 0x8000_0000 | self.words[(place + 1) % WORDS] & 0x7fff_ffff;
            let odd = if mixed & 1 == 1 { 0x9908_b0df } else { 0 };
            self.words[place] = self.words[(place + MIDDLE) % WORDS] ^ mixed >> 1 ^ odd;
        }
        self.place = 0;
    }

    fn next_word(&mut self) -> u32 {
        if self.place >= WORDS {
            self.twist();
        }
        let mut word = self.words[self.place];
        self.place += 1;
        word ^= word >> 11;
        word ^= word << 7 & 0x9d2c_5680;
        word ^= word << 15 & 0xefc6_0000;
        word ^ word >> 18
    }

    /// A float of 53 bits in [0, 1).
    pub fn next_float(&mut self) -> f64 {
        let high = f64::from(self.next_word() >> 5);
        let low = f64::from(self.next_word() >> 6);
        (high * 67_108_864.0 + low) * (1.0 / 9_007_199_254_740_992.0)
    }

    /// So many bits as little-endian octets.
    pub fn next_bits(&mut self, count: usize) -> Vec<u8> {
        let mut octets = Vec::with_capacity(count.div_ceil(32) * 4);
        let mut left = count;
        while left > 0 {
            let word = self.next_word() >> (32 - left.min(32));
            octets.extend(word.to_le_bytes());
            left = left.saturating_sub(32);
        }
        octets
    }
}
