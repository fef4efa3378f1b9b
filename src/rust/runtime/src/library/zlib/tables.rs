//! Codes of prefixes (RFC 1951), read bit by bit.

const MOST_BITS: usize = 15;

/// A set of codes: how many there are of each length, and their symbols in order.
#[derive(Clone, Default)]
pub(super) struct Codes {
    counts: [u16; MOST_BITS + 1],
    symbols: Vec<u16>,
}

/// What a reader of bits says.
pub(super) enum Read {
    Symbol(u16),
    /// No code of the set begins so.
    Invalid,
    More,
}

impl Codes {
    /// The codes of these lengths; `None` for a set that zlib does not take: more codes than there are, or fewer,
    /// but for a single one of one bit where that is allowed.
    pub fn new(lengths: &[u8], single_allowed: bool) -> Option<Codes> {
        let mut codes = Codes::default();
        for length in lengths {
            codes.counts[usize::from(*length)] += 1;
        }
        codes.counts[0] = 0;
        let mut left: i32 = 1;
        for count in &codes.counts[1..] {
            left = (left << 1) - i32::from(*count);
            if left < 0 {
                return None;
            }
        }
        let longest = codes.counts.iter().rposition(|count| *count > 0).unwrap_or(0);
        if longest > 0 && left > 0 && (!single_allowed || longest != 1) {
            return None;
        }
        for length in 1..=MOST_BITS as u8 {
            let of_length = lengths.iter().enumerate().filter(|(_, own)| **own == length);
            codes.symbols.extend(of_length.map(|(symbol, _)| symbol as u16));
        }
        Some(codes)
    }

    /// Reads a symbol; `next` gives the bits.
    pub fn read(&self, mut next: impl FnMut() -> Option<u32>) -> Read {
        if self.symbols.is_empty() {
            // zlib takes one bit to see that there is no code.
            return next().map_or(Read::More, |_| Read::Invalid);
        }
        let (mut code, mut first, mut index) = (0u32, 0u32, 0u32);
        for count in &self.counts[1..] {
            let Some(bit) = next() else { return Read::More };
            code |= bit;
            let count = u32::from(*count);
            if code < first + count {
                return Read::Symbol(self.symbols[(index + code - first) as usize]);
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
            if index as usize == self.symbols.len() {
                return Read::Invalid;
            }
        }
        Read::Invalid
    }
}
