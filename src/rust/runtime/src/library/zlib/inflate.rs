//! Decompression (RFC 1950, 1951, 1952), with what zlib says of streams that are wrong.

use super::tables::{Codes, Read};
use crate::library::binascii::crc32;

const WINDOW: usize = 1 << 15;

/// Why there is no more output for now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stop {
    /// All input is taken.
    Input,
    /// There is as much output as was asked for.
    Output,
    End,
    /// The stream needs a dictionary.
    Dictionary,
    Error(&'static str),
}

/// What surrounds the compressed data.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wrapping {
    Raw,
    Zlib,
    Gzip,
    /// As the first two bytes say.
    Any,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Header,
    BlockHeader,
    Stored(usize),
    Symbols,
    Copy { distance: usize, length: usize },
    Literal(u8),
    Trailer,
    Stopped(Stop),
}

/// A stream on its way.
#[derive(Clone)]
pub struct Inflater {
    wrapping: Wrapping,
    window_bits: u32,
    state: State,
    is_last: bool,
    /// Input from the byte of the next bit on.
    input: Vec<u8>,
    bit: usize,
    /// All output of this call behind what earlier calls made, at most a window of it.
    output: Vec<u8>,
    lengths: Codes,
    distances: Codes,
    check: u32,
    total: u64,
}

/// How a step ends that cannot be done.
enum Failure {
    More,
    Stop(Stop),
}

type Step<T = ()> = Result<T, Failure>;

fn error<T>(message: &'static str) -> Step<T> {
    Err(Failure::Stop(Stop::Error(message)))
}

/// Adler's checksum.
pub fn adler32(before: u32, octets: &[u8]) -> u32 {
    const BASE: u32 = 65521;
    let (mut low, mut high) = (before & 0xffff, before >> 16);
    for part in octets.chunks(5552) {
        for octet in part {
            low += u32::from(*octet);
            high += low;
        }
        low %= BASE;
        high %= BASE;
    }
    high << 16 | low
}

const LENGTH_BASE: [u16; 29] =
    [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_EXTRA: [u8; 29] = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE: [u16; 30] = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
    8193, 12289, 16385, 24577,
];
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

impl Inflater {
    /// `window_bits` is the greatest window that a header may ask for; 0 for any.
    pub fn new(wrapping: Wrapping, window_bits: u32) -> Inflater {
        let state = if wrapping == Wrapping::Raw { State::BlockHeader } else { State::Header };
        Inflater {
            wrapping,
            window_bits,
            state,
            is_last: false,
            input: Vec::new(),
            bit: 0,
            output: Vec::new(),
            lengths: Codes::default(),
            distances: Codes::default(),
            check: 0,
            total: 0,
        }
    }

    fn bits(&mut self, count: usize) -> Step<u32> {
        if self.bit + count > self.input.len() * 8 {
            return Err(Failure::More);
        }
        let value = (0..count).fold(0, |value, index| {
            let place = self.bit + index;
            value | u32::from(self.input[place / 8] >> (place % 8) & 1) << index
        });
        self.bit += count;
        Ok(value)
    }

    fn octet(&mut self) -> Step<u8> {
        self.bits(8).map(|octet| octet as u8)
    }

    fn align(&mut self) {
        self.bit = self.bit.div_ceil(8) * 8;
    }

    fn symbol(&mut self, of_distance: bool, message: &'static str) -> Step<usize> {
        let codes = if of_distance { &self.distances } else { &self.lengths };
        let (input, bit) = (&self.input, &mut self.bit);
        let read = codes.read(|| {
            let octet = input.get(*bit / 8)?;
            *bit += 1;
            Some(u32::from(octet >> ((*bit - 1) % 8) & 1))
        });
        match read {
            Read::Symbol(symbol) => Ok(usize::from(symbol)),
            Read::Invalid => error(message),
            Read::More => Err(Failure::More),
        }
    }

    fn header(&mut self) -> Step {
        let (first, second) = (u32::from(self.octet()?), u32::from(self.octet()?));
        let is_gzip = self.wrapping != Wrapping::Zlib && first == 0x1f && second == 0x8b;
        if is_gzip {
            self.wrapping = Wrapping::Gzip;
            return self.gzip_header();
        }
        if self.wrapping == Wrapping::Gzip || (first << 8 | second) % 31 != 0 {
            return error("incorrect header check");
        }
        self.wrapping = Wrapping::Zlib;
        if first & 15 != 8 {
            return error("unknown compression method");
        }
        let bits = (first >> 4) + 8;
        if bits > 15 || self.window_bits > 0 && bits > self.window_bits {
            return error("invalid window size");
        }
        self.window_bits = bits;
        if second & 0x20 != 0 {
            self.bits(32)?;
            return Err(Failure::Stop(Stop::Dictionary));
        }
        self.check = 1;
        self.state = State::BlockHeader;
        Ok(())
    }

    fn gzip_header(&mut self) -> Step {
        let start = self.bit / 8 - 2;
        if self.octet()? != 8 {
            return error("unknown compression method");
        }
        let flags = self.octet()?;
        if flags & 0xe0 != 0 {
            return error("unknown header flags set");
        }
        self.bits(32)?;
        self.bits(16)?;
        if flags & 4 != 0 {
            let count = self.bits(16)?;
            for _ in 0..count {
                self.octet()?;
            }
        }
        for flag in [8, 16] {
            if flags & flag != 0 {
                while self.octet()? != 0 {}
            }
        }
        if flags & 2 != 0 {
            let expected = crc32(0, &self.input[start..self.bit / 8]) & 0xffff;
            if self.bits(16)? != expected {
                return error("header crc mismatch");
            }
        }
        self.check = 0;
        self.state = State::BlockHeader;
        Ok(())
    }

    fn block_header(&mut self) -> Step {
        if self.is_last {
            self.align();
            self.state = State::Trailer;
            return Ok(());
        }
        let is_last = self.bits(1)? == 1;
        match self.bits(2)? {
            0 => {
                self.align();
                let (length, complement) = (self.bits(16)?, self.bits(16)?);
                if length != complement ^ 0xffff {
                    return error("invalid stored block lengths");
                }
                self.state = State::Stored(length as usize);
            }
            1 => {
                let length = |symbol: usize| match symbol {
                    0..=143 => 8,
                    144..=255 => 9,
                    256..=279 => 7,
                    _ => 8,
                };
                let lengths: Vec<u8> = (0..288).map(length).collect();
                self.lengths = Codes::new(&lengths, false).unwrap_or_default();
                self.distances = Codes::new(&[5; 32], false).unwrap_or_default();
                self.state = State::Symbols;
            }
            2 => {
                self.dynamic_codes()?;
                self.state = State::Symbols;
            }
            _ => return error("invalid block type"),
        }
        self.is_last = is_last;
        Ok(())
    }

    fn dynamic_codes(&mut self) -> Step {
        let lengths = self.bits(5)? as usize + 257;
        let distances = self.bits(5)? as usize + 1;
        let codes = self.bits(4)? as usize + 4;
        if lengths > 286 || distances > 30 {
            return error("too many length or distance symbols");
        }
        let mut of_codes = [0; 19];
        for place in &ORDER[..codes] {
            of_codes[*place] = self.bits(3)? as u8;
        }
        match Codes::new(&of_codes, false) {
            Some(codes) => self.lengths = codes,
            None => return error("invalid code lengths set"),
        }
        let mut all: Vec<u8> = Vec::with_capacity(lengths + distances);
        while all.len() < lengths + distances {
            let symbol = self.symbol(false, "invalid bit length repeat")?;
            let (value, count) = match symbol {
                0..=15 => (symbol as u8, 1),
                16 => match all.last() {
                    Some(last) => (*last, 3 + self.bits(2)? as usize),
                    None => {
                        self.bits(2)?;
                        return error("invalid bit length repeat");
                    }
                },
                17 => (0, 3 + self.bits(3)? as usize),
                _ => (0, 11 + self.bits(7)? as usize),
            };
            if all.len() + count > lengths + distances {
                return error("invalid bit length repeat");
            }
            all.extend(std::iter::repeat_n(value, count));
        }
        if all[256] == 0 {
            return error("invalid code -- missing end-of-block");
        }
        match Codes::new(&all[..lengths], true) {
            Some(codes) => self.lengths = codes,
            None => return error("invalid literal/lengths set"),
        }
        match Codes::new(&all[lengths..], true) {
            Some(codes) => self.distances = codes,
            None => return error("invalid distances set"),
        }
        Ok(())
    }

    fn symbols(&mut self) -> Step {
        let symbol = self.symbol(false, "invalid literal/length code")?;
        if symbol < 256 {
            self.state = State::Literal(symbol as u8);
            return Ok(());
        }
        if symbol == 256 {
            self.state = State::BlockHeader;
            return Ok(());
        }
        let Some(base) = LENGTH_BASE.get(symbol - 257) else { return error("invalid literal/length code") };
        let length = usize::from(*base) + self.bits(usize::from(LENGTH_EXTRA[symbol - 257]))? as usize;
        let symbol = self.symbol(true, "invalid distance code")?;
        let Some(base) = DISTANCE_BASE.get(symbol) else { return error("invalid distance code") };
        let extra = if symbol < 4 { 0 } else { symbol / 2 - 1 };
        let distance = usize::from(*base) + self.bits(extra)? as usize;
        if distance > self.output.len() {
            return error("invalid distance too far back");
        }
        if self.window_bits > 0 && distance > 1 << self.window_bits {
            crate::program::refuse("decompressing a stream that goes back beyond its window");
        }
        self.state = State::Copy { distance, length };
        Ok(())
    }

    fn trailer(&mut self) -> Step {
        if self.wrapping == Wrapping::Zlib {
            let check = self.bits(32)?.swap_bytes();
            if check != self.check {
                return error("incorrect data check");
            }
        } else if self.wrapping == Wrapping::Gzip {
            if self.bits(32)? != self.check {
                return error("incorrect data check");
            }
            if self.bits(32)? != self.total as u32 {
                return error("incorrect length check");
            }
        }
        Err(Failure::Stop(Stop::End))
    }

    /// One step; `room` is how much output may still be made.
    fn step(&mut self, room: usize) -> Step {
        if room == 0 && !matches!(self.state, State::Stored(0)) {
            if let State::Literal(_) | State::Copy { .. } | State::Stored(_) = self.state {
                return Err(Failure::Stop(Stop::Output));
            }
        }
        match self.state {
            State::Header => self.header(),
            State::BlockHeader => self.block_header(),
            State::Symbols => self.symbols(),
            State::Trailer => self.trailer(),
            State::Stopped(stop) => Err(Failure::Stop(stop)),
            State::Literal(octet) => {
                self.output.push(octet);
                self.state = State::Symbols;
                Ok(())
            }
            State::Copy { distance, length } => {
                let count = length.min(room);
                for _ in 0..count {
                    self.output.push(self.output[self.output.len() - distance]);
                }
                let length = length - count;
                self.state = if length == 0 { State::Symbols } else { State::Copy { distance, length } };
                Ok(())
            }
            State::Stored(0) => {
                self.state = State::BlockHeader;
                Ok(())
            }
            State::Stored(left) => {
                let start = self.bit / 8;
                let count = left.min(room).min(self.input.len() - start);
                if count == 0 {
                    return Err(Failure::More);
                }
                self.output.extend_from_slice(&self.input[start..start + count]);
                self.bit += count * 8;
                self.state = State::Stored(left - count);
                Ok(())
            }
        }
    }

    fn take_output(&mut self, known: usize) -> Vec<u8> {
        let made = self.output[known..].to_vec();
        let excess = self.output.len().saturating_sub(WINDOW);
        self.output.drain(..excess);
        made
    }

    /// Brings the checksum of output up to date; it must be before the trailer.
    fn account(&mut self, from: usize) -> usize {
        let made = &self.output[from..];
        self.total += made.len() as u64;
        self.check = match self.wrapping {
            Wrapping::Zlib => adler32(self.check, made),
            _ => crc32(self.check, made),
        };
        self.output.len()
    }

    /// Decompresses more input, to at most `most` octets. Gives the output, why it ended, and how many of the octets
    /// at the end of the input are not taken.
    pub fn run(&mut self, octets: &[u8], most: usize) -> (Vec<u8>, Stop, usize) {
        self.input.extend_from_slice(octets);
        let known = self.output.len();
        let mut accounted = known;
        let stop = loop {
            if self.state == State::Trailer {
                accounted = self.account(accounted);
            }
            let before = self.bit;
            match self.step(most - (self.output.len() - known)) {
                Ok(()) => {}
                Err(Failure::More) => {
                    self.bit = before;
                    break Stop::Input;
                }
                Err(Failure::Stop(stop)) => {
                    if stop != Stop::Output {
                        self.state = State::Stopped(stop);
                    }
                    break stop;
                }
            }
        };
        self.account(accounted);
        let left = match stop {
            Stop::Input => 0,
            _ => self.input.len() - self.bit.div_ceil(8),
        };
        self.input.truncate(self.input.len() - left);
        let done = self.bit / 8;
        self.input.drain(..done.min(self.input.len()));
        self.bit -= done * 8;
        (self.take_output(known), stop, left)
    }
}
