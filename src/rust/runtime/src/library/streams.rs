//! The standard streams of programs that do not import `sys`, where nobody can see them as objects; and what `print`
//! and `input` write to and read from.
//!
//! As CPython's where they are no terminal: stdout in blocks, stderr by lines, UTF-8 both ways. `_io::standard` takes
//! over when `sys` is imported.

use crate::exceptions::{raise_builtin, raise_runtime_error, Outcome, OS_ERROR};
use crate::functions::builtin::Builtin;
use crate::functions::{call_method, Arguments};
use crate::heap::single_thread::SingleThread;
use crate::library::system;
use crate::names::Name;
use crate::native;
use crate::text::codec_objects;
use crate::text::str::Str;
use crate::value::{int, Value};
use std::cell::{Cell, RefCell};
use std::io::Read;

const BLOCK: usize = 8192;
const LINE_FEED: u8 = b'\n';
const ERRORS: &str = "surrogateescape";

/// Written to stdout and not passed on.
static WRITTEN: SingleThread<RefCell<Vec<u8>>> = SingleThread::new(RefCell::new(Vec::new()));
/// Read from stdin and not given out.
static READ: SingleThread<RefCell<Vec<u8>>> = SingleThread::new(RefCell::new(Vec::new()));
/// Whether the end of the program passes on what was written.
static IS_FLUSHED: SingleThread<Cell<bool>> = SingleThread::new(Cell::new(false));

/// What `_io` does for `builtins` and `sys`, which do not refer to it: programs that name neither `open` nor a stream do
/// not contain it.
pub struct Implementation {
    pub open: fn(&mut Arguments) -> Outcome,
    /// The object of a descriptor: 0, 1 or 2.
    pub standard: fn(usize) -> Value,
    /// Writes a str to a stream of the runtime without a call; `None` for other objects.
    pub write: fn(&Value, &Value) -> Option<Outcome<()>>,
}

static IMPLEMENTATION: SingleThread<Cell<Option<&'static Implementation>>> = SingleThread::new(Cell::new(None));

/// `_io` is there.
pub fn implemented_by(implementation: &'static Implementation) {
    IMPLEMENTATION.set(Some(implementation));
}

/// What `_io` does; `None` in programs without it.
fn implementation() -> Option<&'static Implementation> {
    if IMPLEMENTATION.get().is_none() && crate::modules::import::is_available("_io") {
        if let Err(raised) = crate::modules::import::import_leaf("_io") {
            raised.forget();
        }
    }
    IMPLEMENTATION.get()
}

/// The object of a standard stream; `None` in programs without `_io`.
pub fn standard(descriptor: usize) -> Option<Value> {
    implementation().map(|own| (own.standard)(descriptor))
}

/// `open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)`.
pub static OPEN: Builtin = Builtin::new(
    "open",
    "file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None",
    |arguments| match implementation() {
        Some(own) => (own.open)(arguments),
        None => crate::program::refuse("open() where the program does not name it"),
    },
);

/// One of the three streams.
pub enum Stream {
    /// That of the process, without an object.
    Plain,
    Object(Value),
}

/// What `sys.stdout` or `sys.stdin` is now; `None` where it was deleted.
pub fn current(name: &'static Name) -> Option<Stream> {
    let sys = crate::modules::import::loaded().get_name(&crate::names::intern_text("sys"));
    match sys.as_ref().and_then(|sys| sys.downcast::<crate::modules::ModuleObject>()) {
        // without `_io` the module has no streams
        Some(_) if implementation().is_none() => Some(Stream::Plain),
        Some(module) => module.get(name.value()).map(Stream::Object),
        None => Some(Stream::Plain),
    }
}

const STDOUT: i32 = 1;

fn os_error(error: &std::io::Error) -> crate::exceptions::Raised {
    let number = i64::from(error.raw_os_error().unwrap_or(5));
    let message = error.to_string();
    let message = message.split(" (os error").next().unwrap_or_default().to_owned();
    raise_builtin(&OS_ERROR, vec![int(number), native::text(Str::from(message))])
}

impl Stream {
    /// Writes a str. Errors: UnicodeEncodeError, OSError, whatever an object raises.
    pub fn write(&self, text: Value) -> Outcome<()> {
        let Stream::Object(file) = self else { return write_plain(&text) };
        if let Some(done) = IMPLEMENTATION.get().and_then(|own| (own.write)(file, &text)) {
            return done;
        }
        call_method(file.clone(), name!("write"), [text]).map(drop)
    }

    /// Errors: OSError, whatever an object raises.
    pub fn flush(&self) -> Outcome<()> {
        match self {
            Stream::Plain => flush_plain(),
            Stream::Object(file) => call_method(file.clone(), name!("flush"), []).map(drop),
        }
    }

    /// A line with its line feed, empty at the end. Errors: UnicodeDecodeError, OSError, whatever an object raises.
    pub fn read_line(&self) -> Outcome {
        match self {
            Stream::Plain => read_line(),
            Stream::Object(file) => call_method(file.clone(), name!("readline"), []),
        }
    }
}

behind! { WIDE_TEXTS, fn write_surrogates(value: &Value) -> Outcome<()> = open_write_surrogates }

fn open_write_surrogates(value: &Value) -> Outcome<()> {
    let encoded = codec_objects::encode(value, Some("utf-8"), Some(ERRORS))?;
    if let Some(octets) = native::exact_octets(&encoded) {
        WRITTEN.borrow_mut().extend_from_slice(&octets);
    }
    Ok(())
}

fn write_plain(value: &Value) -> Outcome<()> {
    let Some(text) = value.downcast::<Str>() else { return Err(raise_runtime_error("print writes texts")) };
    if !IS_FLUSHED.replace(true) {
        crate::program::flush_at_exit(|| {
            // the program ends: nobody is left to be told
            if let Err(raised) = flush_plain() {
                raised.forget();
            }
        });
    }
    match text.as_ascii() {
        Some(ascii) => WRITTEN.borrow_mut().extend_from_slice(ascii.as_bytes()),
        None => match text.to_utf8() {
            Some(encoded) => WRITTEN.borrow_mut().extend_from_slice(encoded.as_bytes()),
            None => write_surrogates(value)?,
        },
    }
    let full = WRITTEN.borrow().len() >= BLOCK;
    if full || system::is_terminal(STDOUT) && WRITTEN.borrow().contains(&LINE_FEED) {
        flush_plain()?;
    }
    Ok(())
}

/// Passes on what was written. Errors: OSError.
pub fn flush_plain() -> Outcome<()> {
    let written = std::mem::take(&mut *WRITTEN.borrow_mut());
    if written.is_empty() {
        return Ok(());
    }
    system::write_stream(STDOUT, &written).map_err(|error| os_error(&error))
}

/// What was read from stdin and not given out: it is read first by whoever takes over.
pub fn take_read() -> Vec<u8> {
    READ.take()
}

fn read_line() -> Outcome {
    let line = loop {
        let end = READ.borrow().iter().position(|&byte| byte == LINE_FEED);
        if let Some(end) = end {
            break READ.borrow_mut().drain(..=end).collect::<Vec<u8>>();
        }
        let mut block = vec![0; BLOCK];
        let count = std::io::stdin().lock().read(&mut block).map_err(|error| os_error(&error))?;
        if count == 0 {
            break READ.take();
        }
        READ.borrow_mut().extend_from_slice(&block[..count]);
    };
    codec_objects::decode(&line, Some("utf-8"), Some(ERRORS))
}
