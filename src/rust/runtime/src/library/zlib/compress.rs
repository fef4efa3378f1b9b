//! `compress` and `compressobj`.

use super::deflate::{Deflater, Flush, Strategy};
use super::inflate::adler32;
use super::raise_error;
use crate::classes::{BuiltinClass, Method, Slots};
use crate::collections::carried::{native, Carried};
use crate::collections::support::{at, receiver};
use crate::exceptions::*;
use crate::functions::Arguments;
use crate::library::binascii::crc32;
use crate::native;
use crate::object::Kind;
use crate::text::bytes_bound::like;
use std::cell::RefCell;

/// What stands around the compressed data.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wrapping {
    Raw,
    Zlib,
    Gzip,
}

/// A stream with its header and its trailer.
#[derive(Clone)]
struct Stream {
    deflater: Deflater,
    wrapping: Wrapping,
    check: u32,
    total: u64,
    /// What is to be written before anything else.
    header: Vec<u8>,
    is_finished: bool,
    last_flush: Flush,
}

/// The numbers of `deflateInit2`.
struct Options {
    level: i64,
    method: i64,
    wbits: i64,
    memory: i64,
    strategy: i64,
}

impl Stream {
    /// `None` where zlib takes the options for inconsistent.
    fn new(options: &Options) -> Option<Stream> {
        let level = if options.level == -1 { 6 } else { options.level };
        let (wrapping, bits) = match options.wbits {
            -15..=-1 => (Wrapping::Raw, -options.wbits),
            16.. => (Wrapping::Gzip, options.wbits - 16),
            bits => (Wrapping::Zlib, bits),
        };
        let strategy = match options.strategy {
            0 => Strategy::Default,
            1 => Strategy::Filtered,
            2 => Strategy::HuffmanOnly,
            3 => Strategy::Runs,
            4 => Strategy::Fixed,
            _ => return None,
        };
        let fits = options.method == 8
            && (1..=9).contains(&options.memory)
            && (8..=15).contains(&bits)
            && (0..=9).contains(&level)
            && (bits != 8 || wrapping == Wrapping::Zlib);
        if !fits {
            return None;
        }
        if level == 0 {
            crate::program::refuse("zlib with level 0, which stores");
        }
        let bits = bits.max(9) as usize;
        let is_quick = options.strategy >= 2 || level < 2;
        let header = match wrapping {
            Wrapping::Raw => Vec::new(),
            Wrapping::Zlib => {
                let effort = match level {
                    _ if is_quick => 0,
                    2..=5 => 1,
                    6 => 2,
                    _ => 3,
                };
                let header = (8 + ((bits as u16 - 8) << 4)) << 8 | effort << 6;
                (header + 31 - header % 31).to_be_bytes().to_vec()
            }
            Wrapping::Gzip => {
                let effort = match level {
                    9 => 2,
                    _ if is_quick => 4,
                    _ => 0,
                };
                vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, effort, 3]
            }
        };
        Some(Stream {
            deflater: Deflater::new(level as usize, strategy, bits, options.memory as usize),
            wrapping,
            check: u32::from(wrapping == Wrapping::Zlib),
            total: 0,
            header,
            is_finished: false,
            last_flush: Flush::None,
        })
    }

    fn run(&mut self, octets: &[u8], flush: Flush) -> Vec<u8> {
        self.total += octets.len() as u64;
        self.check = match self.wrapping {
            Wrapping::Raw => 0,
            Wrapping::Zlib => adler32(self.check, octets),
            Wrapping::Gzip => crc32(self.check, octets),
        };
        let mut made = std::mem::take(&mut self.header);
        made.extend(self.deflater.run(octets, flush));
        self.last_flush = flush;
        if flush == Flush::Finish {
            self.is_finished = true;
            match self.wrapping {
                Wrapping::Raw => {}
                Wrapping::Zlib => made.extend(self.check.to_be_bytes()),
                Wrapping::Gzip => {
                    made.extend(self.check.to_le_bytes());
                    made.extend((self.total as u32).to_le_bytes());
                }
            }
        }
        made
    }
}

fn number(arguments: &Arguments, index: usize, default: i64) -> Outcome<i64> {
    arguments.get(index).map_or(Ok(default), native::index_c_int)
}

fn compress(arguments: &mut Arguments) -> Outcome {
    let data = like(at(arguments, 0))?.into_owned();
    let (level, wbits) = (number(arguments, 1, -1)?, number(arguments, 2, 15)?);
    match Stream::new(&Options { level, method: 8, wbits, memory: 8, strategy: 0 }) {
        Some(mut stream) => Ok(native::bytes(stream.run(&data, Flush::Finish))),
        None => Err(raise_error("Bad compression level")),
    }
}

/// What `compressobj` gives.
struct Compress(RefCell<Stream>);

native!(Compress, COMPRESS);

fn compressobj(arguments: &mut Arguments) -> Outcome {
    let options = Options {
        level: number(arguments, 0, -1)?,
        method: number(arguments, 1, 8)?,
        wbits: number(arguments, 2, 15)?,
        memory: number(arguments, 3, 8)?,
        strategy: number(arguments, 4, 0)?,
    };
    if arguments.get(5).is_some_and(|dictionary| !dictionary.is_none()) {
        crate::program::refuse("zlib.compressobj with a dictionary");
    }
    match Stream::new(&options) {
        Some(stream) => Ok(Compress(RefCell::new(stream)).object()),
        None => Err(raise_value_error("Invalid initialization option")),
    }
}

fn own<'a>(arguments: &'a Arguments) -> Outcome<std::cell::RefMut<'a, Stream>> {
    Ok(receiver::<Compress>(at(arguments, 0))?.0.borrow_mut())
}

fn compress_part(arguments: &mut Arguments) -> Outcome {
    let data = like(at(arguments, 1))?.into_owned();
    let mut stream = own(arguments)?;
    refuse_finished(&stream);
    Ok(native::bytes(stream.run(&data, Flush::None)))
}

/// What zlib says of a stream that was finished depends on whether its buffers were full at some time before.
fn refuse_finished(stream: &Stream) {
    if stream.is_finished {
        crate::program::refuse("a zlib stream that is finished");
    }
}

fn flush(arguments: &mut Arguments) -> Outcome {
    let mode = number(arguments, 1, 4)?;
    let mut stream = own(arguments)?;
    let flush = match mode {
        0 => return Ok(native::bytes(Vec::new())),
        2 => Flush::Sync,
        3 => Flush::Full,
        4 => Flush::Finish,
        _ => crate::program::refuse(format_args!("flushing a zlib stream in mode {mode}")),
    };
    refuse_finished(&stream);
    let is_repeated = stream.last_flush == flush || stream.last_flush == Flush::Full && flush == Flush::Sync;
    if flush != Flush::Finish && is_repeated {
        stream.last_flush = flush;
        return Ok(native::bytes(Vec::new()));
    }
    Ok(native::bytes(stream.run(&[], flush)))
}

fn copy(arguments: &mut Arguments) -> Outcome {
    let stream = own(arguments)?;
    if stream.is_finished {
        return Err(raise_value_error("Inconsistent stream state"));
    }
    Ok(Compress(RefCell::new(stream.clone())).object())
}

static COMPRESS: BuiltinClass = BuiltinClass::new("Compress", Kind::Native)
    .module("zlib")
    .sealed()
    .no_constructor()
    .slots(slots!(Slots::NONE))
    .methods(methods!(&[
        Method::new("__copy__", "self, /", copy),
        Method::new("__deepcopy__", "self, memo, /", copy),
        Method::new("compress", "self, data, ///", compress_part),
        Method::new("copy", "self, /", copy),
        Method::new("flush", "self, mode=zlib.Z_FINISH, ///", flush),
    ]));

pub(super) static COMPRESS_ALL: Method =
    Method::new("compress", "data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS", compress);
pub(super) static COMPRESS_OBJECT: Method = Method::new(
    "compressobj",
    "level=Z_DEFAULT_COMPRESSION, method=DEFLATED, wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL, \
     strategy=Z_DEFAULT_STRATEGY, zdict=None",
    compressobj,
);
