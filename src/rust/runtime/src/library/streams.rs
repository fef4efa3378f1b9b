//! The standard streams: text over the descriptors 0, 1 and 2.
//!
//! As CPython's where they are no terminal: stdout in blocks, stderr by lines, UTF-8 both ways. Other files are not here.

use crate::classes::{BuiltinClass, GetSet, Method, Slots};
use crate::exceptions::{raise_builtin, raise_type_error, Outcome, OS_ERROR};
use crate::functions::builtin::Arguments;
use crate::functions::call_method;
use crate::heap::single_thread::SingleThread;
use crate::names::Constant;
use crate::native::{self, index_integer};
use crate::object::{allocate_native, Kind};
use crate::protocol;
use crate::text::codec_objects;
use crate::text::str::Str;
use crate::value::{boolean, int, Value, NONE};
use std::cell::{Cell, RefCell};
use std::io::{Read, Write};

/// The payload of a standard stream.
pub struct Stream {
    descriptor: u8,
    name: &'static str,
    errors: &'static str,
    /// Written and not passed on, or read and not consumed.
    pending: RefCell<Vec<u8>>,
    closed: Cell<bool>,
}

const BLOCK: usize = 8192;
const LINE_FEED: u8 = b'\n';

fn make(descriptor: u8, name: &'static str, errors: &'static str) -> Value {
    let payload = Stream { descriptor, name, errors, pending: RefCell::default(), closed: Cell::new(false) };
    allocate_native(TEXT_IO_WRAPPER.class(), payload)
}

pub static STDIN: Constant = Constant::new(|| make(0, "<stdin>", "surrogateescape"));
pub static STDOUT: Constant = Constant::new(|| {
    crate::program::flush_at_exit(flush_output);
    make(1, "<stdout>", "surrogateescape")
});
pub static STDERR: Constant = Constant::new(|| make(2, "<stderr>", "backslashreplace"));

/// Whether stdout was made, so that ending the program does not make it.
static WRITTEN: SingleThread<Cell<bool>> = SingleThread::new(Cell::new(false));

fn flush_output() {
    if WRITTEN.get() {
        if let Some(stream) = STDOUT.value().native::<Stream>() {
            // the program ends: nobody is left to be told
            if let Err(raised) = stream.flush() {
                raised.forget();
            }
        }
    }
}

pub static TEXT_IO_WRAPPER: BuiltinClass = BuiltinClass::new("TextIOWrapper", Kind::Native)
    .module("_io")
    .slots({
        let mut slots = Slots::NONE;
        slots.repr = Some(repr);
        slots.iter = Some(|this| Ok(this.clone()));
        slots.next = Some(|this| {
            let line = own(this).read_line(None)?;
            Ok(line.downcast::<Str>().is_some_and(|line| !line.is_empty()).then_some(line))
        });
        slots
    })
    .methods(&METHODS)
    .getsets(&ATTRIBUTES)
    .sealed()
    .no_constructor();

static METHODS: [Method; 11] = [
    Method::new("write", "self, text, /", write),
    Method::new("writelines", "self, lines, /", write_lines),
    Method::new("flush", "self, /", |arguments| {
        let this = arguments.take(0);
        own(&this).flush()?;
        Ok(NONE())
    }),
    Method::new("readline", "self, size=-1, /", |arguments| {
        let this = arguments.take(0);
        let most = arguments.optional(1).map_or(Ok(None), |size| native::index_size(&size).map(Some))?;
        own(&this).read_line(most.and_then(|most| usize::try_from(most).ok()))
    }),
    Method::new("readlines", "self, hint=-1, /", read_lines),
    Method::new("isatty", "self, /", |arguments| {
        let this = arguments.take(0);
        Ok(boolean(own(&this).is_terminal()))
    }),
    Method::new("fileno", "self, /", |arguments| {
        let this = arguments.take(0);
        Ok(int(i64::from(own(&this).descriptor)))
    }),
    Method::new("readable", "self, /", |arguments| {
        let this = arguments.take(0);
        Ok(boolean(own(&this).descriptor == 0))
    }),
    Method::new("writable", "self, /", |arguments| {
        let this = arguments.take(0);
        Ok(boolean(own(&this).descriptor != 0))
    }),
    Method::new("seekable", "self, /", |_| crate::program::refuse("seekable() of a standard stream")),
    Method::new("__sizeof__", "self, /", |_| crate::program::refuse("__sizeof__() of a standard stream")),
];

static ATTRIBUTES: [GetSet; 5] = [
    GetSet::new("name", |this| Ok(native::text(Str::from(own(this).name)))),
    GetSet::new("mode", |this| Ok(native::text(Str::from(own(this).mode())))),
    GetSet::new("encoding", |_| Ok(native::text(Str::from("utf-8")))),
    GetSet::new("errors", |this| Ok(native::text(Str::from(own(this).errors)))),
    GetSet::new("closed", |this| Ok(boolean(own(this).closed.get()))),
];

fn own(this: &Value) -> &Stream {
    this.native::<Stream>().expect("a stream's method gets a stream")
}

fn repr(this: &Value) -> Outcome {
    let stream = own(this);
    let shown = format!("<_io.TextIOWrapper name='{}' mode='{}' encoding='utf-8'>", stream.name, stream.mode());
    Ok(native::text(Str::from(shown)))
}

fn os_error(error: &std::io::Error) -> crate::exceptions::Raised {
    let number = i64::from(error.raw_os_error().unwrap_or(5));
    let message = error.to_string();
    let message = message.split(" (os error").next().unwrap_or_default().to_owned();
    raise_builtin(&OS_ERROR, vec![int(number), native::text(Str::from(message))])
}

impl Stream {
    fn mode(&self) -> &'static str {
        if self.descriptor == 0 {
            "r"
        } else {
            "w"
        }
    }

    fn is_terminal(&self) -> bool {
        use std::io::IsTerminal;
        match self.descriptor {
            0 => std::io::stdin().is_terminal(),
            1 => std::io::stdout().is_terminal(),
            _ => std::io::stderr().is_terminal(),
        }
    }

    /// Errors: OSError.
    fn pass_on(&self, octets: &[u8]) -> Outcome<()> {
        let done = match self.descriptor {
            1 => std::io::stdout().write_all(octets).and_then(|()| std::io::stdout().flush()),
            _ => std::io::stderr().write_all(octets),
        };
        done.map_err(|error| os_error(&error))
    }

    /// Errors: OSError.
    pub fn flush(&self) -> Outcome<()> {
        if self.descriptor == 0 {
            return Ok(());
        }
        let pending = std::mem::take(&mut *self.pending.borrow_mut());
        if pending.is_empty() {
            return Ok(());
        }
        self.pass_on(&pending)
    }

    /// Writes a str. Errors: UnicodeEncodeError, OSError, io.UnsupportedOperation.
    pub fn write_text(&self, value: &Value) -> Outcome<()> {
        if self.descriptor == 0 {
            crate::program::refuse("writing to stdin");
        }
        if self.descriptor == 1 {
            WRITTEN.set(true);
        }
        let text = value.downcast::<Str>().expect("the caller checked");
        match text.as_ascii() {
            Some(ascii) => self.pending.borrow_mut().extend_from_slice(ascii.as_bytes()),
            None => {
                let encoded = codec_objects::encode(value, Some("utf-8"), Some(self.errors))?;
                if let Some(octets) = native::exact_octets(&encoded) {
                    self.pending.borrow_mut().extend_from_slice(&octets);
                }
            }
        }
        let full = self.pending.borrow().len() >= BLOCK;
        let by_line = self.descriptor == 2 || self.is_terminal();
        if full || by_line && self.pending.borrow().contains(&LINE_FEED) {
            self.flush()?;
        }
        Ok(())
    }

    /// A line with its line feed, empty at the end. Errors: UnicodeDecodeError, OSError.
    fn read_line(&self, most: Option<usize>) -> Outcome {
        if self.descriptor != 0 {
            crate::program::refuse("reading from an output stream");
        }
        if most.is_some() {
            crate::program::refuse("readline() with a size");
        }
        let line = loop {
            let end = self.pending.borrow().iter().position(|&byte| byte == LINE_FEED);
            if let Some(end) = end {
                break self.pending.borrow_mut().drain(..=end).collect::<Vec<u8>>();
            }
            let mut block = vec![0; BLOCK];
            let count = std::io::stdin().read(&mut block).map_err(|error| os_error(&error))?;
            if count == 0 {
                break std::mem::take(&mut *self.pending.borrow_mut());
            }
            self.pending.borrow_mut().extend_from_slice(&block[..count]);
        };
        if line.contains(&b'\r') {
            crate::program::refuse("a carriage return in stdin");
        }
        codec_objects::decode(&line, Some("utf-8"), Some(self.errors))
    }
}

fn write(arguments: &mut Arguments) -> Outcome {
    let (this, text) = (arguments.take(0), arguments.take(1));
    let Some(length) = text.downcast::<Str>().map(Str::len) else {
        return Err(raise_type_error(format!("write() argument must be str, not {}", text.type_name())));
    };
    own(&this).write_text(&text)?;
    Ok(int(length as i64))
}

fn write_lines(arguments: &mut Arguments) -> Outcome {
    let (this, lines) = (arguments.take(0), arguments.take(1));
    protocol::iterate::for_each(lines, |line| {
        call_method(this.clone(), name!("write"), [line])?;
        Ok(())
    })?;
    Ok(NONE())
}

fn read_lines(arguments: &mut Arguments) -> Outcome {
    let this = arguments.take(0);
    if let Some(hint) = arguments.not_none(1) {
        if !index_integer(&hint)?.is_negative() {
            crate::program::refuse("readlines() with a hint");
        }
    }
    let mut lines = Vec::new();
    loop {
        let line = own(&this).read_line(None)?;
        if line.downcast::<Str>().is_some_and(Str::is_empty) {
            return Ok(native::list(lines));
        }
        lines.push(line);
    }
}

/// What `sys.stdout`, `sys.stdin` or `sys.stderr` is now; `None` where it was deleted.
pub fn current(name: &str) -> Option<Value> {
    let sys = crate::modules::import::loaded().get_name(&crate::names::intern_text("sys"));
    match sys.as_ref().and_then(|sys| sys.downcast::<crate::modules::ModuleObject>()) {
        Some(module) => module.get(&crate::names::intern_text(name)),
        None => Some(match name {
            "stdin" => STDIN.value(),
            "stderr" => STDERR.value(),
            _ => STDOUT.value(),
        }),
    }
}
