//! SHA-3 and SHAKE (FIPS 202).

#[derive(Clone)]
pub(super) struct Keccak {
    lanes: [u64; 25],
    /// Octets of a block.
    rate: usize,
    filled: usize,
    /// What follows the input: the domain and the first bit of padding.
    suffix: u8,
    /// Octets of the digest; none where the caller says how many.
    digest_size: Option<usize>,
}

const ROUNDS: [u64; 24] = [
    0x1,
    0x8082,
    0x8000_0000_0000_808a,
    0x8000_0000_8000_8000,
    0x808b,
    0x8000_0001,
    0x8000_0000_8000_8081,
    0x8000_0000_0000_8009,
    0x8a,
    0x88,
    0x8000_8009,
    0x8000_000a,
    0x8000_808b,
    0x8000_0000_0000_008b,
    0x8000_0000_0000_8089,
    0x8000_0000_0000_8003,
    0x8000_0000_0000_8002,
    0x8000_0000_0000_0080,
    0x800a,
    0x8000_0000_8000_000a,
    0x8000_0000_8000_8081,
    0x8000_0000_0000_8080,
    0x8000_0001,
    0x8000_0000_8000_8008,
];

fn permute(lanes: &mut [u64; 25]) {
    for constant in ROUNDS {
        let mut columns = [0; 5];
        for (index, lane) in lanes.iter().enumerate() {
            columns[index % 5] ^= lane;
        }
        for (index, lane) in lanes.iter_mut().enumerate() {
            *lane ^= columns[(index + 4) % 5] ^ columns[(index + 1) % 5].rotate_left(1);
        }
        // rho and pi, along one path through all lanes but the first
        let (mut x, mut y, mut moved) = (1, 0, lanes[1]);
        for step in 0..24u32 {
            (x, y) = (y, (2 * x + 3 * y) % 5);
            let place = x + 5 * y;
            let next = lanes[place];
            lanes[place] = moved.rotate_left((step + 1) * (step + 2) / 2 % 64);
            moved = next;
        }
        for row in lanes.chunks_exact_mut(5) {
            let before = [row[0], row[1], row[2], row[3], row[4]];
            for (x, lane) in row.iter_mut().enumerate() {
                *lane = before[x] ^ !before[(x + 1) % 5] & before[(x + 2) % 5];
            }
        }
        lanes[0] ^= constant;
    }
}

impl Keccak {
    pub fn sha3(bits: usize) -> Keccak {
        Keccak { lanes: [0; 25], rate: 200 - bits / 4, filled: 0, suffix: 0x06, digest_size: Some(bits / 8) }
    }

    pub fn shake(bits: usize) -> Keccak {
        Keccak { lanes: [0; 25], rate: 200 - bits / 4, filled: 0, suffix: 0x1f, digest_size: None }
    }

    fn put(&mut self, place: usize, octet: u8) {
        self.lanes[place / 8] ^= u64::from(octet) << (8 * (place % 8));
    }

    pub fn update(&mut self, octets: &[u8]) {
        for octet in octets {
            self.put(self.filled, *octet);
            self.filled += 1;
            if self.filled == self.rate {
                permute(&mut self.lanes);
                self.filled = 0;
            }
        }
    }

    /// `length` counts for SHAKE alone.
    pub fn finish(mut self, length: usize) -> Vec<u8> {
        let length = self.digest_size.unwrap_or(length);
        self.put(self.filled, self.suffix);
        self.put(self.rate - 1, 0x80);
        permute(&mut self.lanes);
        let mut digest = Vec::with_capacity(length);
        while digest.len() < length {
            let count = self.rate.min(length - digest.len());
            digest.extend((0..count).map(|place| (self.lanes[place / 8] >> (8 * (place % 8))) as u8));
            permute(&mut self.lanes);
        }
        digest
    }
}
