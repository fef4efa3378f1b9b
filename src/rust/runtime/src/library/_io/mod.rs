//! `_io`: streams (`Modules/_io`).

mod base;
mod buffered;
mod buffered_classes;
mod bytes_io;
mod decoding;
mod file_io;
mod newlines;
mod open;
mod shared;
mod standard;
mod string_io;
mod text_classes;
mod text_io;

use crate::classes::{known_names, Method};
use crate::exceptions::{Outcome, BLOCKING_IO_ERROR};
use crate::functions::Arguments;
use crate::kept::Row;
use crate::library::streams::{implemented_by, OPEN};
use crate::modules::{Member, NativeModule};
use crate::value::{int, Value};

pub use base::{BUFFERED_IO_BASE, IO_BASE, RAW_IO_BASE, TEXT_IO_BASE};
pub use buffered_classes::{BUFFERED_PAIR, BUFFERED_RANDOM, BUFFERED_READER, BUFFERED_WRITER};
pub use bytes_io::BYTES_IO;
pub use file_io::FILE_IO;
pub use newlines::INCREMENTAL_NEWLINE_DECODER;
pub use shared::{fs_path, UNSUPPORTED_OPERATION};
pub use string_io::STRING_IO;
pub use text_classes::TEXT_IO_WRAPPER;

/// How many bytes are read or written at once.
pub const DEFAULT_BUFFER_SIZE: usize = 8192;

const DOCUMENTATION: &str = "The io module provides the Python interfaces to stream handling. The\n\
builtin open function is defined in this module.\n\n\
At the top of the I/O hierarchy is the abstract base class IOBase. It\n\
defines the basic interface to a stream. Note, however, that there is no\n\
separation between reading and writing to streams; implementations are\n\
allowed to raise an OSError if they do not support a given operation.\n\n\
Extending IOBase is RawIOBase which deals simply with the reading and\n\
writing of raw bytes to a stream. FileIO subclasses RawIOBase to provide\n\
an interface to OS files.\n\n\
BufferedIOBase deals with buffering on a raw byte stream (RawIOBase). Its\n\
subclasses, BufferedWriter, BufferedReader, and BufferedRWPair buffer\n\
streams that are readable, writable, and both respectively.\n\
BufferedRandom provides a buffered interface to random access\n\
streams. BytesIO is a simple stream of in-memory bytes.\n\n\
Another IOBase subclass, TextIOBase, deals with the encoding and decoding\n\
of streams into text. TextIOWrapper, which extends it, is a buffered text\n\
interface to a buffered raw stream (`BufferedIOBase`). Finally, StringIO\n\
is an in-memory stream for text.\n\n\
Argument names are not part of the specification, and only the arguments\n\
of open() are intended to be used as keyword arguments.\n\n\
data:\n\n\
DEFAULT_BUFFER_SIZE\n   \
An int containing the default buffer size used by the module's buffered\n   \
I/O classes. open() uses the file's blksize (as obtained by os.stat) if\n   \
possible.\n";

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "_io",
    documentation: Some(DOCUMENTATION),
    members: MEMBERS,
    known_names: known_names::of_module("_io"),
};

const MEMBERS: &[Row<Member>] = members![
    Member::Value("DEFAULT_BUFFER_SIZE", || int(DEFAULT_BUFFER_SIZE as i64)),
    Member::Class(&BLOCKING_IO_ERROR),
    Member::Class(&UNSUPPORTED_OPERATION),
    Member::Class(&IO_BASE),
    Member::Class(&RAW_IO_BASE),
    Member::Class(&BUFFERED_IO_BASE),
    Member::Class(&TEXT_IO_BASE),
    Member::Class(&STRING_IO),
    Member::Class(&BYTES_IO),
    Member::Class(&FILE_IO),
    Member::Class(&TEXT_IO_WRAPPER),
    // No row of a name: programs that name a stream and not `open` need it, too.
    Member::Many(|_| implemented_by(&standard::IMPLEMENTATION)),
    Member::Value("open", || OPEN.value()),
    Member::Function(&Method::new("open_code", "path", open::open_code)),
    Member::Class(&BUFFERED_READER),
    Member::Class(&BUFFERED_WRITER),
    Member::Class(&BUFFERED_RANDOM),
    Member::Class(&BUFFERED_PAIR),
    Member::Class(&INCREMENTAL_NEWLINE_DECODER),
    Member::Function(&Method::new("text_encoding", "encoding, stacklevel=2, /", text_encoding)),
];

/// The encoding of a text file that names none: parity compares with CPython in UTF-8 mode.
fn text_encoding(arguments: &mut Arguments) -> Outcome {
    Ok(arguments.not_none(0).unwrap_or_else(|| crate::text!("utf-8")))
}

/// The stream that a stream of texts or with a buffer has.
pub(crate) fn stream_below(stream: &Value) -> Option<Value> {
    let texts = stream.native::<text_io::TextIo>().map(|own| &own.buffer);
    texts.or_else(|| stream.native::<buffered::Buffered>().map(|own| &own.raw))?.get()
}
