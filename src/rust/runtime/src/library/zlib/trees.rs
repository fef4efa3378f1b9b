//! Blocks of compressed data: which codes their symbols get (zlib's `trees.c`).

const MOST_BITS: usize = 15;
const MOST_LENGTH_BITS: usize = 7;
const LITERALS: usize = 256;
const END: usize = 256;
const LITERAL_CODES: usize = 286;
const DISTANCE_CODES: usize = 30;
const LENGTH_CODES: usize = 19;
/// Repeats the length before 3 to 6 times; zeros 3 to 10 times; zeros 11 to 138 times.
const REPEAT: usize = 16;
const ZEROS: usize = 17;
const MANY_ZEROS: usize = 18;
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// Bits on their way into octets.
#[derive(Clone, Default)]
pub(super) struct Bits {
    pub octets: Vec<u8>,
    hold: u64,
    count: u32,
}

impl Bits {
    pub fn put(&mut self, value: u32, count: u32) {
        self.hold |= u64::from(value) << self.count;
        self.count += count;
        while self.count >= 8 {
            self.octets.push(self.hold as u8);
            self.hold >>= 8;
            self.count -= 8;
        }
    }

    pub fn align(&mut self) {
        if self.count > 0 {
            self.octets.push(self.hold as u8);
        }
        (self.hold, self.count) = (0, 0);
    }
}

/// A symbol: a literal, or a length less three and a distance.
#[derive(Clone, Copy)]
pub(super) struct Symbol {
    pub value: u8,
    pub distance: u16,
}

fn extra_of_length(code: usize) -> u32 {
    match code {
        0..=7 | 28 => 0,
        _ => (code as u32 - 4) / 4,
    }
}

fn extra_of_distance(code: usize) -> u32 {
    (code as u32 / 2).saturating_sub(1)
}

/// The code of a length less three, and the first of its lengths.
fn length_code(length: u8) -> (usize, u32) {
    let length = u32::from(length);
    match length {
        255 => (28, 255),
        0..=7 => (length as usize, length),
        _ => {
            let extra = length.ilog2() - 2;
            let code = 4 * extra + (length >> extra);
            (code as usize, length >> extra << extra)
        }
    }
}

/// The code of a distance less one, and the first of its distances.
fn distance_code(distance: u32) -> (usize, u32) {
    if distance < 4 {
        return (distance as usize, distance);
    }
    let extra = distance.ilog2() - 1;
    let code = 2 * extra + (distance >> extra);
    (code as usize, distance >> extra << extra)
}

/// A tree of codes on its way.
struct Tree {
    frequencies: Vec<u32>,
    lengths: Vec<u8>,
    codes: Vec<u16>,
    greatest: usize,
}

/// What trees of one kind have in common.
struct Kind {
    extra: fn(usize) -> u32,
    extra_from: usize,
    most: usize,
    fixed: Option<fn(usize) -> u8>,
}

fn fixed_length(symbol: usize) -> u8 {
    match symbol {
        144..=255 => 9,
        256..=279 => 7,
        _ => 8,
    }
}

const LITERAL_KIND: Kind =
    Kind { extra: extra_of_length, extra_from: LITERALS + 1, most: MOST_BITS, fixed: Some(fixed_length) };
const DISTANCE_KIND: Kind = Kind { extra: extra_of_distance, extra_from: 0, most: MOST_BITS, fixed: Some(|_| 5) };
const LENGTH_KIND: Kind = Kind {
    extra: |symbol| match symbol {
        16 => 2,
        17 => 3,
        18 => 7,
        _ => 0,
    },
    extra_from: 0,
    most: MOST_LENGTH_BITS,
    fixed: None,
};

/// The heap that finds the two rarest nodes.
struct Heap<'a> {
    /// From place 1 on.
    nodes: Vec<usize>,
    frequencies: &'a mut Vec<u32>,
    depths: &'a mut Vec<u8>,
}

impl Heap<'_> {
    fn is_smaller(&self, a: usize, b: usize) -> bool {
        (self.frequencies[a], self.depths[a]) <= (self.frequencies[b], self.depths[b])
    }

    fn sift(&mut self, mut place: usize) {
        let node = self.nodes[place];
        let last = self.nodes.len() - 1;
        let mut child = place * 2;
        while child <= last {
            if child < last && self.is_smaller(self.nodes[child + 1], self.nodes[child]) {
                child += 1;
            }
            if self.is_smaller(node, self.nodes[child]) {
                break;
            }
            self.nodes[place] = self.nodes[child];
            place = child;
            child *= 2;
        }
        self.nodes[place] = node;
    }

    fn pop(&mut self) -> usize {
        let node = self.nodes[1];
        let last = self.nodes.pop().unwrap_or_default();
        if self.nodes.len() > 1 {
            self.nodes[1] = last;
            self.sift(1);
        }
        node
    }
}

impl Tree {
    /// Lengths and codes of symbols that occur so often; adds the bits they take to `bits` and, with the fixed codes,
    /// to `fixed_bits` (`build_tree`).
    fn build(counts: &[u32], kind: &Kind, bits: &mut u64, fixed_bits: &mut u64) -> Tree {
        let symbols = counts.len();
        let mut frequencies = counts.to_vec();
        let mut depths = vec![0u8; symbols];
        let mut nodes = vec![0];
        nodes.extend((0..symbols).filter(|symbol| frequencies[*symbol] > 0));
        let mut greatest = nodes.last().copied().filter(|_| nodes.len() > 1);
        // Two codes at least, of which the decoder needs one.
        while nodes.len() < 3 {
            let node = match greatest {
                Some(own) if own >= 2 => 0,
                own => own.map_or(0, |own| own + 1),
            };
            if greatest.is_none_or(|own| own < 2) {
                greatest = Some(node);
            }
            nodes.push(node);
            frequencies[node] = 1;
            *bits = bits.wrapping_sub(1);
            if let Some(fixed) = kind.fixed {
                *fixed_bits = fixed_bits.wrapping_sub(u64::from(fixed(node)));
            }
        }
        let greatest = greatest.unwrap_or_default();
        let mut heap = Heap { nodes, frequencies: &mut frequencies, depths: &mut depths };
        for place in (1..=(heap.nodes.len() - 1) / 2).rev() {
            heap.sift(place);
        }
        let mut parents = vec![0usize; symbols];
        let mut order = Vec::new();
        loop {
            let first = heap.pop();
            let second = heap.nodes[1];
            order.push(first);
            order.push(second);
            let node = heap.frequencies.len();
            let sum = heap.frequencies[first] + heap.frequencies[second];
            heap.frequencies.push(sum);
            let depth = heap.depths[first].max(heap.depths[second]) + 1;
            heap.depths.push(depth);
            parents.push(0);
            (parents[first], parents[second]) = (node, node);
            heap.nodes[1] = node;
            heap.sift(1);
            if heap.nodes.len() == 2 {
                order.push(node);
                break;
            }
        }
        order.reverse();
        let mut tree = Tree { frequencies, lengths: vec![0; symbols], codes: vec![0; symbols], greatest };
        tree.measure(&order, &parents, kind, bits, fixed_bits);
        tree.number();
        tree
    }

    /// Lengths of codes, none of them too long (`gen_bitlen`).
    fn measure(&mut self, order: &[usize], parents: &[usize], kind: &Kind, bits: &mut u64, fixed_bits: &mut u64) {
        let symbols = self.lengths.len();
        let mut lengths = vec![0usize; parents.len()];
        let mut counts = [0i32; MOST_BITS + 1];
        let mut overflow = 0i32;
        for node in &order[1..] {
            let mut length = lengths[parents[*node]] + 1;
            if length > kind.most {
                length = kind.most;
                overflow += 1;
            }
            lengths[*node] = length;
            // Only leaves up to the greatest symbol count.
            if *node > self.greatest || *node >= symbols {
                continue;
            }
            counts[length] += 1;
            let extra = if *node >= kind.extra_from { (kind.extra)(*node - kind.extra_from) } else { 0 };
            let frequency = u64::from(self.frequencies[*node]);
            *bits = bits.wrapping_add(frequency * (length as u64 + u64::from(extra)));
            if let Some(fixed) = kind.fixed {
                *fixed_bits = fixed_bits.wrapping_add(frequency * u64::from(u32::from(fixed(*node)) + extra));
            }
        }
        if overflow > 0 {
            while overflow > 0 {
                let mut length = kind.most - 1;
                while counts[length] == 0 {
                    length -= 1;
                }
                counts[length] -= 1;
                counts[length + 1] += 2;
                counts[kind.most] -= 1;
                overflow -= 2;
            }
            let mut rest = order.iter().rev().filter(|node| **node <= self.greatest && **node < symbols);
            for length in (1..=kind.most).rev() {
                for _ in 0..counts[length] {
                    let Some(node) = rest.next() else { break };
                    if lengths[*node] != length {
                        let frequency = u64::from(self.frequencies[*node]);
                        *bits = bits
                            .wrapping_add((length as u64).wrapping_sub(lengths[*node] as u64).wrapping_mul(frequency));
                        lengths[*node] = length;
                    }
                }
            }
        }
        for (own, length) in self.lengths.iter_mut().zip(lengths) {
            *own = length as u8;
        }
    }

    /// The codes of the lengths, their bits in the order of sending (`gen_codes`).
    fn number(&mut self) {
        let mut counts = [0u32; MOST_BITS + 1];
        self.lengths.iter().filter(|length| **length > 0).for_each(|length| counts[usize::from(*length)] += 1);
        let mut next = [0u32; MOST_BITS + 1];
        for length in 1..=MOST_BITS {
            next[length] = (next[length - 1] + counts[length - 1]) << 1;
        }
        for (symbol, length) in self.lengths.iter().enumerate().filter(|(_, length)| **length > 0) {
            let code = &mut next[usize::from(*length)];
            self.codes[symbol] = (*code as u16).reverse_bits() >> (16 - length);
            *code += 1;
        }
    }

    fn fixed(lengths: Vec<u8>) -> Tree {
        let codes = vec![0; lengths.len()];
        let mut tree = Tree { frequencies: Vec::new(), lengths, codes, greatest: 0 };
        tree.number();
        tree
    }

    fn send(&self, symbol: usize, bits: &mut Bits) {
        bits.put(u32::from(self.codes[symbol]), u32::from(self.lengths[symbol]));
    }
}

/// The lengths of a tree's codes as runs: what is sent, a number with it, and that number's bits (`scan_tree`).
fn runs(lengths: &[u8], sent: &mut Vec<(usize, u32, u32)>) {
    let mut before: Option<u8> = None;
    let mut place = 0;
    while place < lengths.len() {
        let length = lengths[place];
        let most = match (length, before) {
            (0, _) => 138,
            (length, Some(before)) if before == length => 6,
            _ => 7,
        };
        let least = if length == 0 || before == Some(length) { 3 } else { 4 };
        let count = lengths[place..].iter().take(most).take_while(|own| **own == length).count();
        if count < least {
            sent.extend(std::iter::repeat_n((usize::from(length), 0, 0), count));
        } else if length != 0 {
            let mut count = count;
            if before != Some(length) {
                sent.push((usize::from(length), 0, 0));
                count -= 1;
            }
            sent.push((REPEAT, count as u32 - 3, 2));
        } else if count <= 10 {
            sent.push((ZEROS, count as u32 - 3, 3));
        } else {
            sent.push((MANY_ZEROS, count as u32 - 11, 7));
        }
        before = Some(length);
        place += count;
    }
}

fn send_symbols(symbols: &[Symbol], literals: &Tree, distances: &Tree, bits: &mut Bits) {
    for symbol in symbols {
        if symbol.distance == 0 {
            literals.send(usize::from(symbol.value), bits);
            continue;
        }
        let (code, base) = length_code(symbol.value);
        literals.send(LITERALS + 1 + code, bits);
        bits.put(u32::from(symbol.value) - base, extra_of_length(code));
        let distance = u32::from(symbol.distance) - 1;
        let (code, base) = distance_code(distance);
        distances.send(code, bits);
        bits.put(distance - base, extra_of_distance(code));
    }
    literals.send(END, bits);
}

/// A block that is not compressed.
pub(super) fn send_stored(octets: &[u8], is_last: bool, bits: &mut Bits) {
    bits.put(u32::from(is_last), 3);
    bits.align();
    let length = octets.len() as u16;
    bits.octets.extend_from_slice(&length.to_le_bytes());
    bits.octets.extend_from_slice(&(!length).to_le_bytes());
    bits.octets.extend_from_slice(octets);
}

/// Sends a block in the shortest way; `octets` are those it stands for, where they are still there (`_tr_flush_block`).
pub(super) fn send_block(
    symbols: &[Symbol],
    octets: Option<&[u8]>,
    length: usize,
    always_fixed: bool,
    is_last: bool,
    bits: &mut Bits,
) {
    let mut counts = [vec![0u32; LITERAL_CODES], vec![0u32; DISTANCE_CODES]];
    counts[0][END] = 1;
    for symbol in symbols {
        if symbol.distance == 0 {
            counts[0][usize::from(symbol.value)] += 1;
        } else {
            counts[0][LITERALS + 1 + length_code(symbol.value).0] += 1;
            counts[1][distance_code(u32::from(symbol.distance) - 1).0] += 1;
        }
    }
    let (mut best, mut fixed) = (0, 0);
    let literals = Tree::build(&counts[0], &LITERAL_KIND, &mut best, &mut fixed);
    let distances = Tree::build(&counts[1], &DISTANCE_KIND, &mut best, &mut fixed);
    let mut sent = Vec::new();
    runs(&literals.lengths[..=literals.greatest], &mut sent);
    runs(&distances.lengths[..=distances.greatest], &mut sent);
    let mut counts = vec![0u32; LENGTH_CODES];
    sent.iter().for_each(|(symbol, _, _)| counts[*symbol] += 1);
    let lengths = Tree::build(&counts, &LENGTH_KIND, &mut best, &mut 0);
    let last = (3..LENGTH_CODES).rev().find(|place| lengths.lengths[ORDER[*place]] != 0).unwrap_or(2);
    best += 3 * (last as u64 + 1) + 14;
    let (mut best, fixed) = ((best + 10) >> 3, (fixed + 10) >> 3);
    if fixed <= best || always_fixed {
        best = fixed;
    }
    match octets {
        Some(octets) if length as u64 + 4 <= best => return send_stored(octets, is_last, bits),
        _ => {}
    }
    if fixed == best {
        bits.put(2 + u32::from(is_last), 3);
        let literals = Tree::fixed((0..288).map(fixed_length).collect());
        send_symbols(symbols, &literals, &Tree::fixed(vec![5; 30]), bits);
    } else {
        bits.put(4 + u32::from(is_last), 3);
        bits.put(literals.greatest as u32 - 256, 5);
        bits.put(distances.greatest as u32, 5);
        bits.put(last as u32 - 3, 4);
        for place in &ORDER[..=last] {
            bits.put(u32::from(lengths.lengths[*place]), 3);
        }
        for (symbol, number, count) in sent {
            lengths.send(symbol, bits);
            bits.put(number, count);
        }
        send_symbols(symbols, &literals, &distances, bits);
    }
    if is_last {
        bits.align();
    }
}
