//! What digests share: input in blocks, the bits' count at the end.

/// Input that waits for the rest of its block.
#[derive(Clone)]
pub(super) struct Blocks<const SIZE: usize> {
    waiting: [u8; SIZE],
    filled: usize,
    /// All octets so far.
    pub total: u128,
}

impl<const SIZE: usize> Blocks<SIZE> {
    pub fn new() -> Blocks<SIZE> {
        Blocks { waiting: [0; SIZE], filled: 0, total: 0 }
    }

    /// Gives every block that is full to `compress`.
    pub fn update(&mut self, mut octets: &[u8], mut compress: impl FnMut(&[u8; SIZE])) {
        self.total += octets.len() as u128;
        while !octets.is_empty() {
            let count = octets.len().min(SIZE - self.filled);
            self.waiting[self.filled..self.filled + count].copy_from_slice(&octets[..count]);
            self.filled += count;
            octets = &octets[count..];
            if self.filled == SIZE {
                compress(&self.waiting);
                self.filled = 0;
            }
        }
    }

    /// The same, but the last block waits although it is full, until more comes.
    pub fn update_lazily(&mut self, octets: &[u8], mut compress: impl FnMut(&[u8; SIZE], u128)) {
        for octet in octets {
            if self.filled == SIZE {
                compress(&self.waiting, self.total);
                self.filled = 0;
            }
            self.waiting[self.filled] = *octet;
            self.filled += 1;
            self.total += 1;
        }
    }

    /// What waits, followed by zeros.
    pub fn rest(&self) -> [u8; SIZE] {
        let mut rest = self.waiting;
        rest[self.filled..].fill(0);
        rest
    }

    /// Ends the input as MD5, SHA-1 and SHA-2 do: a one bit, zeros, the number of bits.
    pub fn finish(&mut self, length: &[u8], mut compress: impl FnMut(&[u8; SIZE])) {
        let mut end = vec![0x80];
        let used = (self.filled + 1 + length.len()) % SIZE;
        end.resize(1 + (SIZE - used) % SIZE, 0);
        end.extend(length);
        self.update(&end, &mut compress);
    }
}
