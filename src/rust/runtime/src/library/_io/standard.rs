//! `sys.stdin`, `sys.stdout`, `sys.stderr` as objects: text over buffers over the descriptors 0, 1, 2.

use super::buffered_classes::{buffered, BUFFERED_READER, BUFFERED_WRITER};
use super::file_io;
use super::text_classes::{write_directly, TEXT_IO_WRAPPER};
use super::text_io::TextIo;
use crate::exceptions::Outcome;
use crate::functions::call;
use crate::heap::finalizers::object_is_finalized;
use crate::library::streams::{self, Implementation};
use crate::library::system;
use crate::names::Constant;
use crate::protocol::attributes::set_own_attribute;
use crate::text::value_of;
use crate::value::{boolean, Value};

fn make(descriptor: i32, name: &str, errors: &str) -> Value {
    match try_make(descriptor, name, errors) {
        Ok(stream) => stream,
        Err(raised) => {
            raised.forget();
            crate::program::refuse(format!("a process without {name}"))
        }
    }
}

fn try_make(descriptor: i32, name: &str, errors: &str) -> Outcome {
    let reads = descriptor == 0;
    let raw = file_io::standard(descriptor, name);
    let class = if reads { &BUFFERED_READER } else { &BUFFERED_WRITER };
    let buffer = call(class.value(), [raw])?;
    if let Some(own) = buffered(&buffer).filter(|_| reads) {
        let read = streams::take_read();
        if !read.is_empty() {
            own.read_before(&read);
        }
    }
    let by_line = descriptor == 2 || system::is_terminal(descriptor);
    let arguments = [buffer.clone(), value_of("utf-8"), value_of(errors), value_of("\n"), boolean(by_line)];
    let stream = call(TEXT_IO_WRAPPER.value(), arguments)?;
    set_own_attribute(&stream, &crate::names::intern_text("mode"), value_of(if reads { "r" } else { "w" }));
    // they live until the end: `__del__` of other objects may print
    object_is_finalized(stream.bits() as usize);
    object_is_finalized(buffer.bits() as usize);
    Ok(stream)
}

static STDIN: Constant = Constant::new(|| make(0, "<stdin>", "surrogateescape"));
static STDOUT: Constant = Constant::new(|| {
    if let Err(raised) = streams::flush_plain() {
        raised.forget();
    }
    crate::program::flush_at_exit(|| flush(&STDOUT));
    make(1, "<stdout>", "surrogateescape")
});
static STDERR: Constant = Constant::new(|| {
    crate::program::flush_at_exit(|| flush(&STDERR));
    make(2, "<stderr>", "backslashreplace")
});

/// What `builtins` and `sys` use.
pub static IMPLEMENTATION: Implementation = Implementation {
    open: super::open::open,
    standard: |descriptor| [&STDIN, &STDOUT, &STDERR][descriptor].value(),
    write: write_directly,
};

/// The program ends: nobody is left to be told of errors.
fn flush(stream: &'static Constant) {
    let stream = stream.value();
    let Some(own) = stream.native::<TextIo>() else { return };
    if let Err(raised) = own.flush() {
        raised.forget();
    }
}
