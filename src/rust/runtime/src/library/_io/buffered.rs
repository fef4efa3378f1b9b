//! The state of buffered streams and their algorithms (`bufferedio.c`): one buffer for reading and writing.
//!
//! What a raw stream is asked, and in which order, is CPython's, because raw streams may be written in Python.

use super::base::check_seekable;
use super::file_io::{self, FileIo};
use super::shared::unsupported;
use crate::exceptions::{raise_os_error, raise_type_error, raise_value_error, Outcome};
use crate::functions::call_method;
use crate::native::{self, index_or, truth};
use crate::object::Place;
use crate::protocol::attributes::{getattr, getattr_optional};
use crate::text::memory_view;
use crate::value::{int, Value, NONE};
use std::cell::{Cell, RefCell};

/// No valid end of what was read, or start of what was written.
const NOTHING: i64 = -1;

/// The payload of `BufferedReader`, `BufferedWriter` and `BufferedRandom`.
pub struct Buffered {
    pub raw: Place,
    ready: Cell<bool>,
    detached: Cell<bool>,
    pub readable: Cell<bool>,
    pub writable: Cell<bool>,
    pub finalizing: Cell<bool>,
    /// Where the raw stream is, -1 where that is not known.
    absolute: Cell<i64>,
    buffer: RefCell<Vec<u8>>,
    /// Gone once the stream is closed.
    has_buffer: Cell<bool>,
    size: Cell<i64>,
    position: Cell<i64>,
    raw_position: Cell<i64>,
    read_end: Cell<i64>,
    write_position: Cell<i64>,
    write_end: Cell<i64>,
}

impl Default for Buffered {
    fn default() -> Buffered {
        Buffered {
            raw: Place::default(),
            ready: Cell::new(false),
            detached: Cell::new(false),
            readable: Cell::new(false),
            writable: Cell::new(false),
            finalizing: Cell::new(false),
            absolute: Cell::new(NOTHING),
            buffer: RefCell::default(),
            has_buffer: Cell::new(false),
            size: Cell::new(0),
            position: Cell::new(0),
            raw_position: Cell::new(0),
            read_end: Cell::new(NOTHING),
            write_position: Cell::new(0),
            write_end: Cell::new(NOTHING),
        }
    }
}

/// An argument that is an offset in a file. Errors: TypeError, ValueError.
fn offset_of(value: &Value) -> Outcome<i64> {
    index_or(value, raise_value_error)
}

impl Buffered {
    /// Errors: ValueError before `__init__` and after `detach`.
    pub fn check_ready(&self) -> Outcome<()> {
        if self.ready.get() {
            return Ok(());
        }
        Err(raise_value_error(if self.detached.get() {
            "raw stream has been detached"
        } else {
            "I/O operation on uninitialized object"
        }))
    }

    /// The raw stream. Errors: as `check_ready`.
    pub fn raw(&self) -> Outcome {
        self.check_ready()?;
        Ok(self.raw.get().unwrap_or_else(NONE))
    }

    /// Takes a raw stream; the buffer is empty. Errors: ValueError.
    pub fn begin(&self, raw: Value, size: i64) -> Outcome<()> {
        self.detached.set(false);
        if size <= 0 {
            return Err(raise_value_error("buffer size must be strictly positive"));
        }
        drop(self.raw.replace(Some(raw)));
        self.size.set(size);
        self.absolute.set(NOTHING);
        self.position.set(0);
        self.raw_position.set(0);
        self.forget_read();
        self.forget_written();
        let length = usize::try_from(size).unwrap_or(usize::MAX);
        if i32::try_from(length).is_err() {
            return Err(crate::collections::support::no_memory());
        }
        self.buffer.replace(vec![0; length]);
        self.has_buffer.set(true);
        self.ready.set(true);
        if let Err(raised) = self.raw_tell() {
            raised.forget();
        }
        Ok(())
    }

    pub fn buffer_size(&self) -> i64 {
        self.size.get()
    }

    pub fn set_not_ready(&self) {
        self.ready.set(false);
    }

    /// Gives the raw stream away. Errors: as `check_ready`.
    pub fn detach(&self) -> Outcome {
        let raw = self.raw()?;
        self.detached.set(true);
        self.ready.set(false);
        drop(self.raw.replace(None));
        Ok(raw)
    }

    /// The attribute `closed` of the raw stream. Errors: as `check_ready`.
    pub fn is_raw_closed(&self) -> Outcome<bool> {
        let raw = self.raw()?;
        match file_io::exact(&raw) {
            Some(file) => Ok(file.is_closed()),
            None => truth(&getattr(raw, name!("closed"))?),
        }
    }

    /// Errors: ValueError with the message.
    pub fn check_closed(&self, message: &str) -> Outcome<()> {
        self.check_ready()?;
        if !self.has_buffer.get() || self.is_raw_closed()? {
            return Err(raise_value_error(message));
        }
        Ok(())
    }

    pub fn drop_buffer(&self) {
        self.has_buffer.set(false);
        self.buffer.take();
    }

    fn has_read(&self) -> bool {
        self.readable.get() && self.read_end.get() != NOTHING
    }

    fn has_written(&self) -> bool {
        self.writable.get() && self.write_end.get() != NOTHING
    }

    fn forget_read(&self) {
        self.read_end.set(NOTHING);
    }

    fn forget_written(&self) {
        self.write_position.set(0);
        self.write_end.set(NOTHING);
    }

    fn move_to(&self, position: i64) {
        self.position.set(position);
        if self.has_read() && self.read_end.get() < position {
            self.read_end.set(position);
        }
    }

    /// How many bytes were read ahead.
    fn ahead(&self) -> i64 {
        if self.has_read() {
            self.read_end.get() - self.position.get()
        } else {
            0
        }
    }

    /// How far the raw stream is ahead of what the caller sees.
    fn raw_offset(&self) -> i64 {
        if (self.has_read() || self.has_written()) && self.raw_position.get() >= 0 {
            self.raw_position.get() - self.position.get()
        } else {
            0
        }
    }

    fn noted_position(&self, answer: &Value) -> Outcome<i64> {
        let position = offset_of(answer)?;
        if position < 0 {
            return Err(raise_os_error(format!("Raw stream returned invalid position {position}")));
        }
        self.absolute.set(position);
        Ok(position)
    }

    fn raw_tell(&self) -> Outcome<i64> {
        self.absolute.set(NOTHING);
        let answer = call_method(self.raw()?, name!("tell"), [])?;
        self.noted_position(&answer)
    }

    fn raw_seek(&self, target: i64, whence: i64) -> Outcome<i64> {
        self.absolute.set(NOTHING);
        let answer = call_method(self.raw()?, name!("seek"), [int(target), int(whence)])?;
        self.noted_position(&answer)
    }

    fn advance(&self, count: usize) {
        if count > 0 && self.absolute.get() != NOTHING {
            self.absolute.set(self.absolute.get() + count as i64);
        }
    }

    /// At most `length` bytes of the raw stream; `None` where it would block. Errors: OSError and what it raises.
    fn raw_read(&self, length: i64) -> Outcome<Option<Vec<u8>>> {
        let raw = self.raw()?;
        let length = usize::try_from(length).unwrap_or_default();
        if let Some(file) = file_io::exact(&raw) {
            return self.file_read(file, length).map(Some);
        }
        let target = native::byte_array(vec![0; length]);
        let view = memory_view::view_of(target.clone(), length);
        let answer = call_method(raw, name!("readinto"), [view])?;
        if answer.is_none() {
            return Ok(None);
        }
        let count = match index_or(&answer, raise_value_error) {
            Ok(count) => count,
            Err(raised) => {
                let cause = raised.take();
                let error = raise_os_error("raw readinto() failed").take();
                return Err(crate::exceptions::raise(error, Some(cause)));
            }
        };
        let octets = native::exact_octets(&target).unwrap_or_default();
        let Some(read) = usize::try_from(count).ok().and_then(|count| octets.get(..count)) else {
            return Err(raise_os_error(format!(
                "raw readinto() returned invalid length {count} (should have been between 0 and {length})"
            )));
        };
        self.advance(read.len());
        Ok(Some(read.to_vec()))
    }

    fn file_read(&self, file: &FileIo, length: usize) -> Outcome<Vec<u8>> {
        let mut octets = vec![0; length];
        let count = file.read(&mut octets)?;
        octets.truncate(count);
        self.advance(count);
        Ok(octets)
    }

    /// Writes a part; how long it is, `None` where it would block. Errors: OSError and what the raw stream raises.
    fn raw_write(&self, octets: &[u8]) -> Outcome<Option<usize>> {
        let raw = self.raw()?;
        if let Some(file) = file_io::exact(&raw) {
            let count = file.write(octets)?;
            self.advance(count);
            return Ok(Some(count));
        }
        let view =
            crate::functions::call(crate::text::memory_view::MEMORY_VIEW.value(), [native::bytes(octets.to_vec())])?;
        let answer = call_method(raw, name!("write"), [view])?;
        if answer.is_none() {
            return Ok(None);
        }
        let count = index_or(&answer, raise_value_error)?;
        match usize::try_from(count).ok().filter(|count| *count <= octets.len()) {
            Some(count) => {
                self.advance(count);
                Ok(Some(count))
            }
            None => Err(raise_os_error(format!(
                "raw write() returned invalid length {count} (should have been between 0 and {})",
                octets.len()
            ))),
        }
    }

    /// Reads more into the buffer; how much, `None` where it would block.
    fn fill(&self) -> Outcome<Option<i64>> {
        let start = if self.has_read() { self.read_end.get() } else { 0 };
        let Some(octets) = self.raw_read(self.size.get() - start)? else { return Ok(None) };
        let count = octets.len() as i64;
        if count > 0 {
            let first = start as usize;
            self.buffer.borrow_mut()[first..first + octets.len()].copy_from_slice(&octets);
            self.read_end.set(start + count);
            self.raw_position.set(start + count);
        }
        Ok(Some(count))
    }

    fn part(&self, start: i64, count: i64) -> Vec<u8> {
        self.buffer.borrow()[start as usize..(start + count) as usize].to_vec()
    }

    /// Takes bytes that were read ahead.
    fn take_ahead(&self, count: i64) -> Vec<u8> {
        let start = self.position.get();
        self.position.set(start + count);
        self.part(start, count)
    }

    fn whole_blocks(&self, size: i64) -> i64 {
        self.size.get() * (size / self.size.get())
    }

    /// `read(size)`; `None` where it would block.
    pub fn read(&self, size: i64) -> Outcome<Option<Vec<u8>>> {
        let ahead = self.ahead();
        if size <= ahead {
            return Ok(Some(self.take_ahead(size)));
        }
        let mut all = if ahead > 0 { self.take_ahead(ahead) } else { Vec::new() };
        if self.writable.get() {
            self.flush_and_rewind()?;
        }
        self.forget_read();
        let mut remaining = size - all.len() as i64;
        while remaining > 0 {
            let blocks = self.whole_blocks(remaining);
            if blocks == 0 {
                break;
            }
            match self.raw_read(blocks)? {
                Some(part) if !part.is_empty() => {
                    remaining -= part.len() as i64;
                    all.extend(part);
                }
                None if all.is_empty() => return Ok(None),
                _ => return Ok(Some(all)),
            }
        }
        self.position.set(0);
        self.raw_position.set(0);
        self.read_end.set(0);
        while remaining > 0 && self.read_end.get() < self.size.get() {
            match self.fill()? {
                Some(count) if count > 0 => {
                    let part = count.min(remaining);
                    all.extend(self.take_ahead(part));
                    remaining -= part;
                }
                None if all.is_empty() => return Ok(None),
                _ => return Ok(Some(all)),
            }
        }
        Ok(Some(all))
    }

    /// `read()`: the rest of the stream as bytes, or None.
    pub fn read_all(&self) -> Outcome {
        let ahead = self.ahead();
        let mut data = if ahead > 0 { self.take_ahead(ahead) } else { Vec::new() };
        if self.writable.get() {
            self.flush_and_rewind()?;
        }
        self.forget_read();
        let raw = self.raw()?;
        if let Some(readall) = getattr_optional(&raw, name!("readall"))? {
            let rest = crate::functions::call(readall, [])?;
            let Some(octets) = rest.downcast::<crate::text::Bytes>() else {
                if !rest.is_none() {
                    return Err(raise_type_error("readall() should return bytes"));
                }
                return Ok(if data.is_empty() { rest } else { native::bytes(data) });
            };
            if data.is_empty() {
                return Ok(rest);
            }
            data.extend_from_slice(octets);
            return Ok(native::bytes(data));
        }
        loop {
            let part = call_method(raw.clone(), name!("read"), [])?;
            let Some(octets) = part.downcast::<crate::text::Bytes>() else {
                if !part.is_none() {
                    return Err(raise_type_error("read() should return bytes"));
                }
                return Ok(if data.is_empty() { part } else { native::bytes(data) });
            };
            if octets.is_empty() {
                return Ok(if data.is_empty() { part } else { native::bytes(data) });
            }
            data.extend_from_slice(octets);
            self.advance(octets.len());
        }
    }

    /// `peek()`: what is read ahead, at most one read.
    pub fn peek(&self) -> Outcome<Vec<u8>> {
        if self.writable.get() {
            self.flush_and_rewind()?;
        }
        let ahead = self.ahead();
        if ahead > 0 {
            return Ok(self.part(self.position.get(), ahead));
        }
        self.forget_read();
        let count = self.fill()?.unwrap_or(0);
        self.position.set(0);
        Ok(self.part(0, count))
    }

    /// `read1(size)`: at most one read.
    pub fn read_once(&self, size: i64) -> Outcome<Vec<u8>> {
        if size == 0 {
            return Ok(Vec::new());
        }
        let ahead = self.ahead();
        if ahead > 0 {
            return Ok(self.take_ahead(ahead.min(size)));
        }
        self.forget_read();
        Ok(self.raw_read(size)?.unwrap_or_default())
    }

    /// `readinto(buffer)`; `None` where it would block.
    pub fn read_into(&self, length: i64, once: bool) -> Outcome<Option<Vec<u8>>> {
        let ahead = self.ahead();
        if ahead >= length {
            return Ok(Some(self.take_ahead(length)));
        }
        let mut all = if ahead > 0 { self.take_ahead(ahead) } else { Vec::new() };
        if self.writable.get() {
            self.flush_and_rewind()?;
        }
        self.forget_read();
        self.position.set(0);
        loop {
            let remaining = length - all.len() as i64;
            if remaining <= 0 {
                return Ok(Some(all));
            }
            let direct = remaining > self.size.get();
            let part = match direct {
                true => self.raw_read(remaining)?,
                false if once && !all.is_empty() => Some(Vec::new()),
                false => self.fill()?.map(|count| self.take_ahead(count.min(remaining))),
            };
            match part {
                Some(part) if part.is_empty() => return Ok(Some(all)),
                Some(part) => all.extend(part),
                None if all.is_empty() => return Ok(None),
                None => return Ok(Some(all)),
            }
            if once && direct {
                return Ok(Some(all));
            }
        }
    }

    /// `readline(limit)`.
    pub fn read_line(&self, limit: Option<i64>) -> Outcome<Vec<u8>> {
        let end_in = |start: i64, count: i64| {
            let buffer = self.buffer.borrow();
            memchr::memchr(b'\n', &buffer[start as usize..(start + count) as usize]).map(|end| end as i64 + 1)
        };
        let most = |count: i64, left: Option<i64>| left.map_or(count, |left| count.min(left));
        let ahead = most(self.ahead(), limit);
        if let Some(end) = end_in(self.position.get(), ahead) {
            return Ok(self.take_ahead(end));
        }
        if limit == Some(ahead) {
            return Ok(self.take_ahead(ahead));
        }
        let mut line = self.take_ahead(ahead);
        let mut left = limit.map(|limit| limit - ahead);
        if self.writable.get() {
            self.flush_and_rewind()?;
        }
        loop {
            self.forget_read();
            self.position.set(0);
            let count = self.fill()?.unwrap_or(0);
            if count <= 0 {
                return Ok(line);
            }
            let count = most(count, left);
            if let Some(end) = end_in(0, count) {
                line.extend(self.take_ahead(end));
                return Ok(line);
            }
            line.extend(self.take_ahead(count));
            if left == Some(count) {
                return Ok(line);
            }
            left = left.map(|left| left - count);
        }
    }

    pub fn tell(&self) -> Outcome<i64> {
        let position = self.raw_tell()?;
        Ok(position - self.raw_offset())
    }

    /// `seek(target, whence)`. Errors: ValueError, UnsupportedOperation, what the raw stream raises.
    pub fn seek(&self, target: &Value, whence: i64) -> Outcome<i64> {
        if !(0..=2).contains(&whence) {
            return Err(raise_value_error(format!("whence value {whence} unsupported")));
        }
        self.check_closed("seek of closed file")?;
        check_seekable(&self.raw()?)?;
        let mut target = offset_of(target)?;
        if whence != 2 && self.readable.get() {
            let current = match self.absolute.get() {
                NOTHING => self.raw_tell()?,
                known => known,
            };
            let ahead = self.ahead();
            if ahead > 0 {
                let offset = if whence == 0 { target - (current - self.raw_offset()) } else { target };
                if offset >= -self.position.get() && offset <= ahead {
                    self.position.set(self.position.get() + offset);
                    return Ok(current - ahead + offset);
                }
            }
        }
        if self.writable.get() {
            self.flush_written()?;
        }
        if whence == 1 {
            target -= self.raw_offset();
        }
        let position = self.raw_seek(target, whence)?;
        self.raw_position.set(NOTHING);
        if self.readable.get() {
            self.forget_read();
        }
        Ok(position)
    }

    /// `truncate(size)`. Errors: UnsupportedOperation, what the raw stream raises.
    pub fn truncate(&self, size: Value) -> Outcome {
        if !self.writable.get() {
            return Err(unsupported("truncate"));
        }
        self.flush_and_rewind()?;
        let answer = call_method(self.raw()?, name!("truncate"), [size])?;
        if let Err(raised) = self.raw_tell() {
            raised.forget();
        }
        Ok(answer)
    }

    /// Passes on what was written. Errors: what the raw stream raises.
    fn flush_written(&self) -> Outcome<()> {
        if self.has_written() && self.write_position.get() != self.write_end.get() {
            let rewind = self.raw_offset() + (self.position.get() - self.write_position.get());
            if rewind != 0 {
                self.raw_seek(-rewind, 1)?;
                self.raw_position.set(self.raw_position.get() - rewind);
            }
            while self.write_position.get() < self.write_end.get() {
                let start = self.write_position.get();
                let pending = self.part(start, self.write_end.get() - start);
                let Some(count) = self.raw_write(&pending)? else {
                    crate::program::refuse("writing to a stream that would block");
                };
                self.write_position.set(start + count as i64);
                self.raw_position.set(self.write_position.get());
            }
        }
        self.forget_written();
        Ok(())
    }

    /// Passes on what was written; the raw stream is then where the caller is.
    pub fn flush_and_rewind(&self) -> Outcome<()> {
        self.flush_written()?;
        if self.readable.get() {
            self.raw_seek(-self.raw_offset(), 1)?;
            self.forget_read();
        }
        Ok(())
    }

    /// `write(octets)`. Errors: ValueError, what the raw stream raises.
    pub fn write(&self, octets: &[u8]) -> Outcome<()> {
        if !self.has_read() && !self.has_written() {
            self.position.set(0);
            self.raw_position.set(0);
        }
        let length = octets.len() as i64;
        let start = self.position.get();
        if length <= self.size.get() - start && length < self.size.get() {
            self.buffer.borrow_mut()[start as usize..start as usize + octets.len()].copy_from_slice(octets);
            if !self.has_written() || self.write_position.get() > start {
                self.write_position.set(start);
            }
            self.move_to(start + length);
            if self.write_end.get() < self.position.get() {
                self.write_end.set(self.position.get());
            }
            return Ok(());
        }
        self.flush_written()?;
        let offset = self.raw_offset();
        if offset != 0 {
            self.raw_seek(-offset, 1)?;
            self.raw_position.set(self.raw_position.get() - offset);
        }
        let mut rest = octets;
        while rest.len() as i64 > self.size.get() {
            let Some(count) = self.raw_write(rest)? else {
                crate::program::refuse("writing to a stream that would block");
            };
            rest = &rest[count..];
        }
        if self.readable.get() {
            self.forget_read();
        }
        self.buffer.borrow_mut()[..rest.len()].copy_from_slice(rest);
        self.write_position.set(0);
        self.write_end.set(rest.len() as i64);
        self.move_to(rest.len() as i64);
        self.raw_position.set(0);
        Ok(())
    }

    /// Puts bytes where they are read first: what was read from the descriptor before this stream was made.
    pub fn read_before(&self, octets: &[u8]) {
        let count = octets.len().min(self.size.get() as usize);
        self.buffer.borrow_mut()[..count].copy_from_slice(&octets[..count]);
        self.read_end.set(count as i64);
        self.raw_position.set(count as i64);
    }
}
