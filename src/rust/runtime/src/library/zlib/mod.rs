//! `zlib` (`Modules/zlibmodule.c`), as zlib 1.2.13 compresses and decompresses.

mod compress;
mod deflate;
mod inflate;
mod tables;
mod trees;

use crate::classes::{known_names, BuiltinClass, GetSet, Method, Slots};
use crate::collections::carried::{native, Carried};
use crate::collections::support::{at, receiver, text};
use crate::exceptions::*;
use crate::functions::Arguments;
use crate::library::binascii::{crc32, unsigned};
use crate::modules::NativeModule;
use crate::native;
use crate::object::Kind;
use crate::text::bytes_bound::like;
use crate::value::{boolean, int};
use inflate::{adler32, Inflater, Stop, Wrapping};
use std::cell::{Cell, RefCell};

static ERROR: BuiltinClass =
    BuiltinClass::new("error", Kind::Exception).module("zlib").bases(&[&EXCEPTION]).instance_dict().mutable();

fn raise_error(message: impl Into<String>) -> Raised {
    raise_builtin(&ERROR, vec![text(&message.into())])
}

/// A stream for `wbits` (`inflateInit2`); `None` for a number that has no meaning.
fn stream(wbits: i64) -> Option<Inflater> {
    let (wrapping, bits) = match wbits {
        -15..=-1 => (Wrapping::Raw, -wbits),
        0..=15 => (Wrapping::Zlib, wbits),
        16..=31 => (Wrapping::Gzip, wbits & 15),
        32..=47 => (Wrapping::Any, wbits & 15),
        _ => return None,
    };
    (bits == 0 || bits >= 8).then(|| Inflater::new(wrapping, bits as u32))
}

/// Errors: `zlib.error` for what is wrong with the stream.
fn checked(stop: Stop) -> Outcome<Stop> {
    match stop {
        Stop::Error(message) => Err(raise_error(format!("Error -3 while decompressing data: {message}"))),
        Stop::Dictionary => Err(raise_error("Error 2 while decompressing data")),
        stop => Ok(stop),
    }
}

fn decompress(arguments: &mut Arguments) -> Outcome {
    let data = like(at(arguments, 0))?.into_owned();
    let wbits = arguments.get(1).map_or(Ok(15), native::index_c_int)?;
    let size = arguments.get(2).map_or(Ok(1), native::index_size)?;
    if size < 0 {
        return Err(raise_value_error("bufsize must be non-negative"));
    }
    let Some(mut stream) = stream(wbits) else {
        return Err(raise_error("Error -2 while preparing to decompress data: inconsistent stream state"));
    };
    let (made, stop, _) = stream.run(&data, usize::MAX);
    match checked(stop)? {
        Stop::End => Ok(native::bytes(made)),
        _ => Err(raise_error("Error -5 while decompressing data: incomplete or truncated stream")),
    }
}

/// What `decompressobj` gives.
struct Decompress {
    stream: RefCell<Inflater>,
    unused: RefCell<Vec<u8>>,
    unconsumed: RefCell<Vec<u8>>,
    is_at_end: Cell<bool>,
}

native!(Decompress, DECOMPRESS);

impl Decompress {
    fn run(&self, data: &[u8], most: usize) -> Outcome {
        let (made, stop, left) = self.stream.borrow_mut().run(data, most);
        let rest = &data[data.len() - left.min(data.len())..];
        match stop {
            Stop::End => {
                self.unused.borrow_mut().extend_from_slice(rest);
                // A tail is replaced by what is unused (`save_unconsumed_input`); where there is none, none appears.
                if !self.unconsumed.borrow().is_empty() {
                    *self.unconsumed.borrow_mut() = rest.to_vec();
                }
                self.is_at_end.set(true);
            }
            _ => *self.unconsumed.borrow_mut() = rest.to_vec(),
        }
        checked(stop)?;
        Ok(native::bytes(made))
    }
}

fn own<'a>(arguments: &'a Arguments) -> Outcome<&'a Decompress> {
    receiver::<Decompress>(at(arguments, 0))
}

fn decompressobj(arguments: &mut Arguments) -> Outcome {
    let wbits = arguments.get(0).map_or(Ok(15), native::index_c_int)?;
    if arguments.get(1).is_some() {
        crate::program::refuse("zlib.decompressobj with a dictionary");
    }
    let Some(stream) = stream(wbits) else { return Err(raise_value_error("Invalid initialization option")) };
    Ok(Decompress {
        stream: RefCell::new(stream),
        unused: RefCell::default(),
        unconsumed: RefCell::default(),
        is_at_end: Cell::new(false),
    }
    .object())
}

fn decompress_part(arguments: &mut Arguments) -> Outcome {
    let data = like(at(arguments, 1))?.into_owned();
    let most = arguments.get(2).map_or(Ok(0), native::index_size)?;
    if most < 0 {
        return Err(raise_value_error("max_length must be non-negative"));
    }
    own(arguments)?.run(&data, if most == 0 { usize::MAX } else { most as usize })
}

fn flush(arguments: &mut Arguments) -> Outcome {
    if arguments.get(1).map_or(Ok(1), native::index_size)? <= 0 {
        return Err(raise_value_error("length must be greater than zero"));
    }
    let own = own(arguments)?;
    let data = own.unconsumed.borrow().clone();
    own.run(&data, usize::MAX)
}

fn copy(arguments: &mut Arguments) -> Outcome {
    let own = own(arguments)?;
    Ok(Decompress {
        stream: own.stream.clone(),
        unused: own.unused.clone(),
        unconsumed: own.unconsumed.clone(),
        is_at_end: own.is_at_end.clone(),
    }
    .object())
}

static DECOMPRESS: BuiltinClass = BuiltinClass::new("Decompress", Kind::Native)
    .module("zlib")
    .sealed()
    .no_constructor()
    .slots(slots!(Slots::NONE))
    .methods(methods!(&[
        Method::new("__copy__", "self, /", copy),
        Method::new("__deepcopy__", "self, memo, /", copy),
        Method::new("copy", "self, /", copy),
        Method::new("decompress", "self, data, /, max_length=0", decompress_part),
        Method::new("flush", "self, length=zlib.DEF_BUF_SIZE, ///", flush),
    ]))
    .getsets(getsets!(&[
        GetSet::new("unused_data", |own| Ok(native::bytes(receiver::<Decompress>(own)?.unused.borrow().clone())))
            .set(crate::collections::support::readonly),
        GetSet::new("unconsumed_tail", |own| {
            Ok(native::bytes(receiver::<Decompress>(own)?.unconsumed.borrow().clone()))
        })
        .set(crate::collections::support::readonly),
        GetSet::new("eof", |own| Ok(boolean(receiver::<Decompress>(own)?.is_at_end.get())))
            .set(crate::collections::support::readonly),
    ]));

fn checksum(arguments: &mut Arguments, before: u32, function: fn(u32, &[u8]) -> u32) -> Outcome {
    let data = like(at(arguments, 0))?.into_owned();
    let before = if arguments.get(1).is_some() { unsigned(arguments.get(1))? } else { before };
    Ok(int(i64::from(function(before, &data))))
}

static ADLER32: Method = Method::new("adler32", "data, value=1, /", |arguments| checksum(arguments, 1, adler32));
static CRC32: Method = Method::new("crc32", "data, value=0, /", |arguments| checksum(arguments, 0, crc32));
static DECOMPRESS_ALL: Method = Method::new("decompress", "data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE", decompress);
static DECOMPRESS_OBJECT: Method = Method::new("decompressobj", "wbits=MAX_WBITS, zdict=b''", decompressobj);

/// The numbers of `zlib.h`.
const NUMBERS: &[(&str, i64)] = &[
    ("MAX_WBITS", 15),
    ("DEFLATED", 8),
    ("DEF_MEM_LEVEL", 8),
    ("DEF_BUF_SIZE", 16384),
    ("Z_NO_COMPRESSION", 0),
    ("Z_BEST_SPEED", 1),
    ("Z_BEST_COMPRESSION", 9),
    ("Z_DEFAULT_COMPRESSION", -1),
    ("Z_FILTERED", 1),
    ("Z_HUFFMAN_ONLY", 2),
    ("Z_RLE", 3),
    ("Z_FIXED", 4),
    ("Z_DEFAULT_STRATEGY", 0),
    ("Z_NO_FLUSH", 0),
    ("Z_PARTIAL_FLUSH", 1),
    ("Z_SYNC_FLUSH", 2),
    ("Z_FULL_FLUSH", 3),
    ("Z_FINISH", 4),
    ("Z_BLOCK", 5),
    ("Z_TREES", 6),
];

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "zlib",
    documentation: known_names::documentation_of("zlib"),
    members: members![
        Member::Function(&ADLER32),
        Member::Function(&CRC32),
        Member::Function(&DECOMPRESS_ALL),
        Member::Function(&DECOMPRESS_OBJECT),
        Member::Function(&compress::COMPRESS_ALL),
        Member::Function(&compress::COMPRESS_OBJECT),
        Member::Class(&ERROR),
        Member::Value("ZLIB_VERSION", || text("1.2.13")),
        Member::Value("ZLIB_RUNTIME_VERSION", || text("1.2.13")),
        Member::Value("__version__", || text("1.0")),
        Member::Many(|module| {
            for (name, value) in NUMBERS {
                module.dict().set_name(&crate::names::intern_text(name), int(*value));
            }
        }),
    ],
    known_names: known_names::of_module("zlib"),
};
