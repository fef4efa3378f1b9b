//! SipHash-1-3 with a zero key: CPython 3.11's hash of text and bytes under `PYTHONHASHSEED=0`.

struct State {
    v: [u64; 4],
}

impl State {
    #[inline]
    fn round(&mut self) {
        let [mut v0, mut v1, mut v2, mut v3] = self.v;
        v0 = v0.wrapping_add(v1);
        v2 = v2.wrapping_add(v3);
        v1 = v1.rotate_left(13) ^ v0;
        v3 = v3.rotate_left(16) ^ v2;
        v0 = v0.rotate_left(32);
        v2 = v2.wrapping_add(v1);
        v0 = v0.wrapping_add(v3);
        v1 = v1.rotate_left(17) ^ v2;
        v3 = v3.rotate_left(21) ^ v0;
        v2 = v2.rotate_left(32);
        self.v = [v0, v1, v2, v3];
    }

    #[inline]
    fn word(&mut self, word: u64) {
        self.v[3] ^= word;
        self.round();
        self.v[0] ^= word;
    }
}

/// Hashes the bytes; the empty sequence is 0 and -1 is never returned.
pub fn hash_bytes(bytes: &[u8]) -> i64 {
    if bytes.is_empty() {
        return 0;
    }
    let mut state =
        State { v: [0x736f_6d65_7073_6575, 0x646f_7261_6e64_6f6d, 0x6c79_6765_6e65_7261, 0x7465_6462_7974_6573] };
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        state.word(u64::from_le_bytes(chunk.try_into().unwrap_or_default()));
    }
    let mut last = [0u8; 8];
    let rest = chunks.remainder();
    last[..rest.len()].copy_from_slice(rest);
    last[7] = bytes.len() as u8;
    state.word(u64::from_le_bytes(last));
    state.v[2] ^= 0xff;
    for _ in 0..3 {
        state.round();
    }
    let hash = (state.v[0] ^ state.v[1] ^ state.v[2] ^ state.v[3]) as i64;
    if hash == -1 {
        -2
    } else {
        hash
    }
}
