//! `FileIO` (`fileio.c`): a descriptor.

use super::base::{finalize, own_method, RAW_IO_BASE};
use super::newlines::whence_of;
use super::shared::{octets_argument, optional_size, os_error, unsupported, writable_length};
use crate::classes::slots::{Init, New};
use crate::classes::{BuiltinClass, GetSet, Method, Slots};
use crate::exceptions::{raise_type_error, raise_value_error, Outcome};
use crate::functions::builtin::{Constructor, Initializer};
use crate::functions::{call, Arguments};
use crate::library::system::{self, Status, EBADF, EISDIR};
use crate::native::{self, truth};
use crate::object::{allocate_native, Kind};
use crate::protocol::attributes::{getattr_optional, setattr};
use crate::text::str::Str;
use crate::text::value_of;
use crate::value::{boolean, int, Value, NONE};
use std::cell::Cell;

/// The payload.
#[derive(Default)]
pub struct FileIo {
    /// -1 once it is closed, and before it is open.
    descriptor: Cell<i32>,
    mode: Cell<Mode>,
    close_descriptor: Cell<bool>,
    /// Whether seeking works, once it was tried.
    seekable: Cell<Option<bool>>,
    finalizing: Cell<bool>,
}

/// What a mode string asks for.
#[derive(Clone, Copy, Debug, Default)]
struct Mode {
    readable: bool,
    writable: bool,
    created: bool,
    appending: bool,
    flags: i32,
}

/// The block size of usual file systems on Linux.
const BLOCK_SIZE: i64 = 4096;

fn mode_of(text: &str) -> Outcome<Mode> {
    const ONE: &str = "Must have exactly one of create/read/write/append mode and at most one plus";
    let mut mode = Mode::default();
    let (mut kind, mut plus) = (false, false);
    for letter in text.chars() {
        match letter {
            'b' => continue,
            '+' if plus => return Err(raise_value_error(ONE)),
            '+' => {
                plus = true;
                mode.readable = true;
                mode.writable = true;
                continue;
            }
            'x' | 'r' | 'w' | 'a' if kind => return Err(raise_value_error(ONE)),
            'x' => {
                mode.created = true;
                mode.flags |= system::O_EXCL | system::O_CREAT;
            }
            'r' => {}
            'w' => mode.flags |= system::O_CREAT | system::O_TRUNC,
            'a' => {
                mode.appending = true;
                mode.flags |= system::O_APPEND | system::O_CREAT;
            }
            _ => return Err(raise_value_error(format!("invalid mode: {text}"))),
        }
        kind = true;
        mode.readable |= letter == 'r';
        mode.writable |= letter != 'r';
    }
    if !kind {
        return Err(raise_value_error(ONE));
    }
    mode.flags |= match (mode.readable, mode.writable) {
        (true, true) => system::O_RDWR,
        (true, false) => system::O_RDONLY,
        _ => system::O_WRONLY,
    };
    mode.flags |= system::O_CLOEXEC;
    Ok(mode)
}

impl Mode {
    fn text(self) -> &'static str {
        match (self.created, self.appending, self.readable, self.writable) {
            (true, _, true, _) => "xb+",
            (true, ..) => "xb",
            (_, true, true, _) => "ab+",
            (_, true, ..) => "ab",
            (_, _, true, true) => "rb+",
            (_, _, true, _) => "rb",
            _ => "wb",
        }
    }
}

static NEW: Constructor = Constructor::blank(|class, _| {
    let payload = FileIo { close_descriptor: Cell::new(true), ..FileIo::default() };
    payload.descriptor.set(-1);
    Ok(allocate_native(class, payload))
});

static INIT: Initializer = Initializer::new("file, mode='r', closefd=True, opener=None", |own, arguments| {
    let file = arguments.take(0);
    let mode = match arguments.optional(1) {
        None => "r".to_owned(),
        Some(mode) => match mode.downcast::<Str>() {
            Some(mode) => mode.to_lossy(),
            None => {
                return Err(raise_type_error(format!(
                    "FileIO() argument 'mode' must be str, not {}",
                    super::shared::name_or_none(&mode)
                )))
            }
        },
    };
    let close_descriptor = arguments.optional(2).map_or(Ok(true), |flag| truth(&flag))?;
    initialize(own, file, &mode, close_descriptor, arguments.not_none(3))
});

/// Opens what `file` names. Errors: TypeError, ValueError, OSError.
fn initialize(own: &Value, file: Value, mode: &str, close_descriptor: bool, opener: Option<Value>) -> Outcome<()> {
    let this = payload(own);
    if this.descriptor.get() >= 0 {
        let old = this.descriptor.replace(-1);
        if this.close_descriptor.get() {
            system::close_descriptor(old).map_err(|error| os_error(error, None))?;
        }
    }
    let given = match native::has_index(&file) {
        true => Some(native::index_c_int(&file)? as i32),

        false => None,
    };
    if given.is_some_and(|descriptor| descriptor < 0) {
        return Err(raise_value_error("negative file descriptor"));
    }
    let path = match given {
        Some(_) => None,
        None => Some(super::shared::path_argument(&file)?),
    };
    let mode = mode_of(mode)?;
    this.mode.set(mode);
    this.seekable.set(None);
    let descriptor = match (given, path) {
        (Some(descriptor), _) => descriptor,
        (None, _) if !close_descriptor => {
            return Err(raise_value_error("Cannot use closefd=False with file name"));
        }
        (None, Some(path)) => opened(&file, &path, mode.flags, opener)?,
        (None, None) => unreachable!("there is a descriptor or a path"),
    };
    this.close_descriptor.set(close_descriptor);
    let found = check_opened(descriptor, given.is_some())
        .map_err(|error| os_error(error, Some(&file).filter(|_| error != EBADF)));
    if let Err(raised) = found {
        if given.is_none() {
            let _ = system::close_descriptor(descriptor);
        }
        return Err(raised);
    }
    this.descriptor.set(descriptor);
    setattr(own.clone(), name!("name"), file)?;
    if mode.appending {
        if let Err(error) = system::seek_descriptor(descriptor, 0, 2) {
            if close_descriptor && given.is_none() {
                this.descriptor.set(-1);
                let _ = system::close_descriptor(descriptor);
            }
            return Err(os_error(error, None));
        }
    }
    Ok(())
}

/// What is opened is there and is no folder.
fn check_opened(descriptor: i32, is_given: bool) -> Result<(), system::ErrorNumber> {
    match system::status_of_descriptor(descriptor) {
        Err(EBADF) => Err(EBADF),
        Ok(Status { mode, .. }) if mode & system::S_IFMT == system::S_IFDIR => Err(EISDIR),
        _ if is_given && descriptor < 0 => Err(EBADF),
        _ => Ok(()),
    }
}

fn opened(file: &Value, path: &[u8], flags: i32, opener: Option<Value>) -> Outcome<i32> {
    let Some(opener) = opener else {
        return system::open_path(path, flags, 0o666).map_err(|error| os_error(error, Some(file)));
    };
    let descriptor = call(opener, [file.clone(), int(i64::from(flags))])?;
    if descriptor.as_integer().is_none() {
        return Err(raise_type_error("expected integer from opener"));
    }
    let descriptor = native::index_c_int(&descriptor)?;
    if descriptor < 0 {
        return Err(raise_value_error(format!("opener returned {descriptor}")));
    }
    Ok(descriptor as i32)
}

fn payload(own: &Value) -> &FileIo {
    own.native().expect("a method of FileIO gets one")
}

/// The payload, where the value is a `FileIO` and no instance of a subclass.
pub fn exact(own: &Value) -> Option<&FileIo> {
    if FILE_IO.is_exact(own) {
        own.native()
    } else {
        None
    }
}

/// Errors: ValueError once it is closed.
fn open(own: &Value) -> Outcome<&FileIo> {
    let own = payload(own);
    if own.descriptor.get() < 0 {
        return Err(raise_value_error("I/O operation on closed file"));
    }
    Ok(own)
}

impl FileIo {
    pub fn is_closed(&self) -> bool {
        self.descriptor.get() < 0
    }

    /// Errors: ValueError, UnsupportedOperation, OSError.
    pub fn read(&self, target: &mut [u8]) -> Outcome<usize> {
        if self.is_closed() {
            return Err(raise_value_error("I/O operation on closed file"));
        }
        if !self.mode.get().readable {
            return Err(unsupported("File not open for reading"));
        }
        system::read_descriptor(self.descriptor.get(), target).map_err(|error| os_error(error, None))
    }

    /// Errors: ValueError, UnsupportedOperation, OSError.
    pub fn write(&self, octets: &[u8]) -> Outcome<usize> {
        if self.is_closed() {
            return Err(raise_value_error("I/O operation on closed file"));
        }
        if !self.mode.get().writable {
            return Err(unsupported("File not open for writing"));
        }
        system::write_descriptor(self.descriptor.get(), octets).map_err(|error| os_error(error, None))
    }

    /// Errors: ValueError, OSError.
    fn seek(&self, offset: i64, whence: i32) -> Outcome<i64> {
        if self.seekable.get().is_none() {
            self.seekable.set(Some(system::seek_descriptor(self.descriptor.get(), 0, 1).is_ok()));
        }
        system::seek_descriptor(self.descriptor.get(), offset, whence).map_err(|error| os_error(error, None))
    }

    fn read_all(&self) -> Outcome<Vec<u8>> {
        let mut all = Vec::new();
        let mut part = vec![0; super::DEFAULT_BUFFER_SIZE];
        loop {
            let read = system::read_descriptor(self.descriptor.get(), &mut part);
            let count = read.map_err(|error| os_error(error, None))?;
            if count == 0 {
                return Ok(all);
            }
            all.extend_from_slice(&part[..count]);
        }
    }
}

fn read(arguments: &mut Arguments) -> Outcome {
    let (own, size) = (arguments.take(0), optional_size(arguments.optional(1)));
    let own = open(&own)?;
    if !own.mode.get().readable {
        return Err(unsupported("File not open for reading"));
    }
    let Some(size) = size?.and_then(super::shared::length_of) else {
        return Ok(native::bytes(own.read_all()?));
    };
    let mut part = vec![0; size];
    let count = own.read(&mut part)?;
    part.truncate(count);
    Ok(native::bytes(part))
}

fn readinto(arguments: &mut Arguments) -> Outcome {
    let (own, target) = (arguments.take(0), arguments.take(1));
    let length = writable_length(&target, "readinto")?;
    let own = open(&own)?;
    let mut part = vec![0; length];
    let count = own.read(&mut part)?;
    super::shared::write_octets(&target, &part[..count]);
    Ok(int(count as i64))
}

fn write(arguments: &mut Arguments) -> Outcome {
    let (own, given) = (arguments.take(0), arguments.take(1));
    let octets = octets_argument(&given)?;
    Ok(int(open(&own)?.write(&octets)? as i64))
}

fn offset_of(given: &Value) -> Outcome<i64> {
    if given.as_float().is_some() {
        return Err(raise_type_error("'float' object cannot be interpreted as an integer"));
    }
    let given = native::index_integer(given)?;
    given.to_i64().ok_or_else(|| crate::exceptions::raise_overflow_error("Python int too large to convert to C long"))
}

fn seek(arguments: &mut Arguments) -> Outcome {
    let (own, offset) = (arguments.take(0), arguments.take(1));
    let whence = whence_of(arguments.optional(2))?;
    let own = open(&own)?;
    Ok(int(own.seek(offset_of(&offset)?, whence as i32)?))
}

fn truncate(arguments: &mut Arguments) -> Outcome {
    let (own, size) = (arguments.take(0), arguments.not_none(1));
    let own = open(&own)?;
    if !own.mode.get().writable {
        return Err(unsupported("File not open for writing"));
    }
    let length = match &size {
        Some(size) => offset_of(size)?,
        None => own.seek(0, 1)?,
    };
    system::truncate_descriptor(own.descriptor.get(), length).map_err(|error| os_error(error, None))?;
    Ok(size.unwrap_or_else(|| int(length)))
}

fn close(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let this = payload(&own);
    // the base class flushes and marks the stream as closed
    if !this.close_descriptor.get() {
        this.descriptor.set(-1);
        return super::base::close_base(&own);
    }
    let closed = super::base::close_base(&own).map(drop);
    super::base::then_always(closed, || {
        let descriptor = this.descriptor.replace(-1);
        if descriptor < 0 {
            return Ok(());
        }
        system::close_descriptor(descriptor).map_err(|error| os_error(error, None))
    })?;
    Ok(NONE())
}

fn repr(own: &Value) -> Outcome {
    let this = payload(own);
    if this.is_closed() {
        return Ok(value_of("<_io.FileIO [closed]>"));
    }
    let (mode, flag) = (this.mode.get().text(), if this.close_descriptor.get() { "True" } else { "False" });
    Ok(match getattr_optional(own, name!("name"))? {
        None => value_of(format!("<_io.FileIO fd={} mode='{mode}' closefd={flag}>", this.descriptor.get())),
        Some(name) => {
            let _guard = super::shared::enter_repr(own)?;
            super::shared::shown(&["<_io.FileIO name=", "*", &format!(" mode='{mode}' closefd={flag}>")], &name)?
        }
    })
}

fn seekable(own: &Value) -> Outcome {
    let own = open(own)?;
    if own.seekable.get().is_none() {
        own.seekable.set(Some(system::seek_descriptor(own.descriptor.get(), 0, 1).is_ok()));
    }
    Ok(boolean(own.seekable.get() == Some(true)))
}

/// `io.FileIO`.
pub static FILE_IO: BuiltinClass = BuiltinClass::new("FileIO", Kind::Native)
    .module("_io")
    .bases(&[&RAW_IO_BASE])
    .instance_dict()
    .slots(slots!({
        let mut slots = Slots::NONE;
        slots.new = Some(New::Native(&NEW));
        slots.init = Some(Init::Native(&INIT));
        slots.repr = Some(repr);
        slots.del = Some(finalize);
        slots
    }))
    .methods(methods!(&METHODS))
    .getsets(getsets!(&[
        GetSet::new("closed", |own| Ok(boolean(payload(own).is_closed()))),
        GetSet::new("closefd", |own| Ok(boolean(payload(own).close_descriptor.get()))),
        GetSet::new("mode", |own| Ok(value_of(payload(own).mode.get().text()))),
        GetSet::new("_blksize", |_| Ok(int(BLOCK_SIZE))).set(|_, _| Ok(())),
        GetSet::new("_finalizing", |own| Ok(boolean(payload(own).finalizing.get()))).set(|own, value| {
            payload(own).finalizing.set(value.is_some_and(|value| value.is_true()));
            Ok(())
        }),
    ]));

static METHODS: [Method; 14] = [
    Method::new("read", "self, size=-1, /", read),
    own_method!("readall", |own| {
        let octets = open(&own)?.read_all()?;
        Ok(native::bytes(octets))
    }),
    Method::new("readinto", "self, buffer, /", readinto),
    Method::new("write", "self, b, /", write),
    Method::new("seek", "self, pos, whence=0, /", seek),
    own_method!("tell", |own| {
        let position = open(&own)?.seek(0, 1)?;
        Ok(int(position))
    }),
    Method::new("truncate", "self, size=None, /", truncate),
    Method::new("close", "self, /", close),
    own_method!("seekable", |own| seekable(&own)),
    own_method!("readable", |own| open(&own).map(|own| boolean(own.mode.get().readable))),
    own_method!("writable", |own| open(&own).map(|own| boolean(own.mode.get().writable))),
    own_method!("fileno", |own| open(&own).map(|own| int(i64::from(own.descriptor.get())))),
    own_method!("isatty", |own| open(&own).map(|own| boolean(system::is_terminal(own.descriptor.get())))),
    own_method!("_dealloc_warn", |own| {
        // a ResourceWarning, which is ignored by default
        drop(own);
        Ok(NONE())
    }),
];

/// A `FileIO` of a standard stream.
pub fn standard(descriptor: i32, name: &str) -> Value {
    let mode = Mode { readable: descriptor == 0, writable: descriptor != 0, ..Mode::default() };
    let payload = FileIo { close_descriptor: Cell::new(false), ..FileIo::default() };
    payload.descriptor.set(descriptor);
    payload.mode.set(mode);
    let own = allocate_native(FILE_IO.class(), payload);
    crate::protocol::attributes::set_own_attribute(&own, &crate::names::intern_text("name"), value_of(name));
    own
}
