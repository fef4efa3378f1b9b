//! The state of `TextIOWrapper` (`textio.c`): what was read and not given out, what was written and not passed on.

use super::decoding::{encoded, without_mark, Decoder, DecoderState};
use super::newlines::{line_end, with_newlines, Newline, Translation};
use super::shared::{octets_argument, unsupported};
use crate::exceptions::{raise_os_error, raise_type_error, raise_value_error, Outcome};
use crate::functions::call_method;
use crate::native::{self, truth};
use crate::number::integer::Integer;
use crate::object::Place;
use crate::protocol::attributes::{getattr, getattr_optional};
use crate::text::codecs::Encoding;
use crate::text::str::Str;
use crate::value::{int, Value, NONE};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};

/// How much is read or collected at once.
pub const CHUNK: i64 = 8192;

/// The payload of `TextIOWrapper`.
pub struct TextIo {
    pub buffer: Place,
    pub ready: Cell<bool>,
    pub detached: Cell<bool>,
    pub finalizing: Cell<bool>,
    pub chunk: Cell<i64>,
    pub encoding: Cell<Encoding>,
    pub encoding_name: RefCell<String>,
    pub errors: RefCell<String>,
    pub newline: Cell<Newline>,
    pub line_buffering: Cell<bool>,
    pub write_through: Cell<bool>,
    has_read_once: Cell<bool>,
    seekable: Cell<bool>,
    /// Whether `tell` works: not while a loop reads lines.
    telling: Cell<bool>,
    pub decoder: RefCell<Option<Decoder>>,
    pub writes: Cell<bool>,
    /// Whether a mark comes before what is written next.
    at_start: Cell<bool>,
    pending: RefCell<Vec<u8>>,
    decoded: RefCell<Option<Str>>,
    used: Cell<usize>,
    snapshot: RefCell<Option<DecoderState>>,
    bytes_to_characters: Cell<f64>,
}

impl Default for TextIo {
    fn default() -> TextIo {
        TextIo {
            buffer: Place::default(),
            ready: Cell::new(false),
            detached: Cell::new(false),
            finalizing: Cell::new(false),
            chunk: Cell::new(CHUNK),
            encoding: Cell::new(Encoding::Utf8),
            encoding_name: RefCell::default(),
            errors: RefCell::default(),
            newline: Cell::new(Newline::Translated),
            line_buffering: Cell::new(false),
            write_through: Cell::new(false),
            has_read_once: Cell::new(false),
            seekable: Cell::new(false),
            telling: Cell::new(false),
            decoder: RefCell::new(None),
            writes: Cell::new(false),
            at_start: Cell::new(false),
            pending: RefCell::default(),
            decoded: RefCell::new(None),
            used: Cell::new(0),
            snapshot: RefCell::new(None),
            bytes_to_characters: Cell::new(0.0),
        }
    }
}

/// The parts of what `tell` returns.
#[derive(Clone, Debug, Default)]
struct Cookie {
    start: i64,
    flag: i64,
    feed: i64,
    skip: i64,
    at_end: bool,
}

impl Cookie {
    fn value(&self) -> Value {
        let part = |number: i64, bits: u32| num_bigint::BigInt::from(number) << bits;
        let all = part(self.start, 0)
            + part(self.flag, 64)
            + part(self.feed, 96)
            + part(self.skip, 128)
            + part(i64::from(self.at_end), 160);
        crate::value::integer(Integer::from(all))
    }

    fn of(number: &Integer) -> Cookie {
        let octets = number.to_big().to_signed_bytes_le();
        let part = |start: usize, length: usize| {
            (0..length).fold(0i64, |all, index| {
                all | i64::from(octets.get(start + index).copied().unwrap_or_default()) << (8 * index)
            })
        };
        Cookie { start: part(0, 8), flag: part(8, 4), feed: part(12, 4), skip: part(16, 4), at_end: part(20, 1) != 0 }
    }
}

impl TextIo {
    /// Errors: ValueError before `__init__` and after `detach`.
    pub fn attached(&self) -> Outcome {
        if !self.ready.get() {
            return Err(super::shared::uninitialized());
        }
        if self.detached.get() {
            return Err(raise_value_error("underlying buffer has been detached"));
        }
        Ok(self.buffer.get().unwrap_or_else(NONE))
    }

    /// Errors: ValueError before `__init__`.
    pub fn attached_or_ready(&self) -> Outcome<()> {
        if self.ready.get() {
            Ok(())
        } else {
            Err(super::shared::uninitialized())
        }
    }

    /// The buffer of an open stream. Errors: ValueError.
    pub fn open(&self) -> Outcome {
        let buffer = self.attached()?;
        let closed = match super::buffered_classes::exact(&buffer) {
            Some(own) => own.is_raw_closed()?,
            None => truth(&getattr(buffer.clone(), name!("closed"))?)?,
        };
        if closed {
            return Err(super::shared::closed_file());
        }
        Ok(buffer)
    }

    pub fn make_decoder(&self, buffer: &Value) -> Outcome<()> {
        let readable = truth(&call_method(buffer.clone(), name!("readable"), [])?)?;
        let newline = self.newline.get();
        let translation = newline.is_universal().then(|| Translation::new(newline == Newline::Translated));
        let decoder = readable.then(|| Decoder::new(self.encoding.get(), &self.errors.borrow(), translation));
        self.decoder.replace(decoder);
        Ok(())
    }

    pub fn make_encoder(&self, buffer: &Value) -> Outcome<()> {
        self.writes.set(truth(&call_method(buffer.clone(), name!("writable"), [])?)?);
        Ok(())
    }

    /// What `__init__` asks of the buffer last.
    pub fn look_at_buffer(&self, buffer: &Value) -> Outcome<()> {
        let seekable = truth(&call_method(buffer.clone(), name!("seekable"), [])?)?;
        self.seekable.set(seekable);
        self.telling.set(seekable);
        self.has_read_once.set(getattr_optional(buffer, name!("read1"))?.is_some());
        self.find_start(buffer)
    }

    /// Whether what is written next is the start of the stream.
    pub fn find_start(&self, buffer: &Value) -> Outcome<()> {
        self.at_start.set(true);
        if self.seekable.get() && self.writes.get() {
            let position = call_method(buffer.clone(), name!("tell"), [])?;
            let at_start = crate::protocol::compare::equal(&position, &int(0))?;
            self.at_start.set(at_start);
        }
        Ok(())
    }

    // --- writing ---

    /// Writes a text. Errors: ValueError, UnsupportedOperation, UnicodeEncodeError, what the buffer raises.
    pub fn write(&self, value: &Value, text: &Str) -> Outcome<()> {
        let buffer = self.open()?;
        if !self.writes.get() {
            return Err(unsupported("not writable"));
        }
        let written = self.newline.get().written();
        let lines = self.line_buffering.get();
        let has_line = (written.is_some() || lines) && line_end(text.view(), Newline::LineFeed).is_some();
        let ends = lines && (has_line || line_end(text.view(), Newline::CarriageReturn).is_some());
        let octets = match written.filter(|_| has_line) {
            Some(written) => Cow::Owned(self.encode(&native::text(with_newlines(text, written)))?),
            None => match text.as_ascii().filter(|_| self.is_ascii_as_is()) {
                Some(ascii) => Cow::Borrowed(ascii.as_bytes()),
                None => Cow::Owned(self.encode(value)?),
            },
        };
        let chunk = usize::try_from(self.chunk.get()).unwrap_or(usize::MAX);
        let pending = self.pending.borrow().len();
        if pending > 0 && pending + octets.len() > chunk {
            self.pass_on(&buffer)?;
        }
        self.pending.borrow_mut().extend_from_slice(&octets);
        if self.pending.borrow().len() >= chunk || ends || self.write_through.get() {
            self.pass_on(&buffer)?;
        }
        if ends {
            call_method(buffer, name!("flush"), [])?;
        }
        self.forget_read();
        if let Some(decoder) = &*self.decoder.borrow() {
            decoder.reset();
        }
        Ok(())
    }

    fn is_ascii_as_is(&self) -> bool {
        matches!(self.encoding.get(), Encoding::Utf8 | Encoding::Ascii | Encoding::Latin1)
    }

    fn encode(&self, value: &Value) -> Outcome<Vec<u8>> {
        let name = self.encoding_name.borrow().clone();
        let name = if self.at_start.get() { &name } else { without_mark(self.encoding.get(), &name) };
        let errors = self.errors.borrow().clone();
        let octets = encoded(value, name, &errors)?;
        self.at_start.set(false);
        Ok(octets)
    }

    /// Gives what was written to the buffer. Errors: what that raises.
    pub fn pass_on(&self, buffer: &Value) -> Outcome<()> {
        let pending = self.pending.take();
        if pending.is_empty() {
            return Ok(());
        }
        call_method(buffer.clone(), name!("write"), [native::bytes(pending)]).map(drop)
    }

    /// The same, whatever the stream's state; `flush`.
    pub fn flush(&self) -> Outcome {
        let buffer = self.open()?;
        self.telling.set(self.seekable.get());
        self.pass_on(&buffer)?;
        call_method(buffer, name!("flush"), [])
    }

    // --- reading ---

    pub fn forget_read(&self) {
        self.set_decoded(None);
        self.snapshot.replace(None);
    }

    fn set_decoded(&self, text: Option<Str>) {
        self.decoded.replace(text);
        self.used.set(0);
    }

    pub fn has_decoded(&self) -> bool {
        self.decoded.borrow().is_some()
    }

    /// Takes decoded characters, at most `most`.
    fn take_decoded(&self, most: Option<usize>) -> Str {
        let decoded = self.decoded.borrow();
        let Some(text) = decoded.as_ref() else { return Str::default() };
        let start = self.used.get();
        let end = most.map_or(text.len(), |most| text.len().min(start.saturating_add(most)));
        self.used.set(end);
        if start == 0 && end == text.len() {
            return text.clone();
        }
        text.part(start, end)
    }

    /// Decodes the next chunk; false at the end. Errors: as `read`.
    fn read_chunk(&self, hint: usize) -> Outcome<bool> {
        let buffer = self.attached()?;
        let decoder = self.decoder.borrow();
        let Some(decoder) = decoder.as_ref() else { return Err(unsupported("not readable")) };
        let before = self.telling.get().then(|| decoder.state());
        let hinted = match hint {
            0 => 0,
            hint => (self.bytes_to_characters.get().max(1.0) * hint as f64) as i64,
        };
        let size = int(self.chunk.get().max(hinted));
        let function = if self.has_read_once.get() { "read1" } else { "read" };
        let chunk = match self.has_read_once.get() {
            true => call_method(buffer, name!("read1"), [size])?,
            false => call_method(buffer, name!("read"), [size])?,
        };
        let Some(octets) = native::bytes_like(&chunk).map(Cow::into_owned) else {
            return Err(raise_type_error(format!(
                "underlying {function}() should have returned a bytes-like object, not '{}'",
                chunk.type_name()
            )));
        };
        let text = decoder.decode(&octets, octets.is_empty())?;
        let count = text.len();
        self.bytes_to_characters.set(if count > 0 { octets.len() as f64 / count as f64 } else { 0.0 });
        self.set_decoded(Some(text));
        if let Some(mut state) = before {
            state.pending.extend_from_slice(&octets);
            self.snapshot.replace(Some(state));
        }
        Ok(count > 0 || !octets.is_empty())
    }

    fn check_reads(&self) -> Outcome {
        let buffer = self.open()?;
        if self.decoder.borrow().is_none() {
            return Err(unsupported("not readable"));
        }
        self.pass_on(&buffer)?;
        Ok(buffer)
    }

    /// `read(size)`. Errors: ValueError, UnsupportedOperation, UnicodeDecodeError, what the buffer raises.
    pub fn read(&self, size: Option<usize>) -> Outcome<Str> {
        let buffer = self.check_reads()?;
        let Some(size) = size else {
            let rest = call_method(buffer, name!("read"), [])?;
            let octets = octets_argument(&rest)?;
            let last = match &*self.decoder.borrow() {
                Some(decoder) => decoder.decode(&octets, true)?,
                None => Str::default(),
            };
            let text = self.take_decoded(None).concat(&last);
            self.forget_read();
            return Ok(text);
        };
        let mut text = self.take_decoded(Some(size));
        while text.len() < size {
            if !self.read_chunk(size - text.len())? {
                break;
            }
            text = text.concat(&self.take_decoded(Some(size - text.len())));
        }
        Ok(text)
    }

    /// `readline(limit)`. Errors: as `read`.
    pub fn read_line(&self, limit: Option<usize>) -> Outcome<Str> {
        self.check_reads()?;
        let mut line = Str::default();
        loop {
            while self.decoded.borrow().as_ref().is_none_or(|text| self.used.get() >= text.len()) {
                if !self.read_chunk(0)? {
                    self.forget_read();
                    return Ok(line);
                }
            }
            let start = line.len();
            let rest = self.take_decoded(None);
            let (from, all) = match start {
                0 => (0, rest),
                // an ending of two characters may lie across two chunks
                _ => (start - 1, line.concat(&rest)),
            };
            let end = line_end(all.view().part(from, all.len()), self.newline.get()).map(|end| from + end);
            let whole = end.is_some() || limit.is_some_and(|limit| all.len() >= limit);
            if whole {
                let end = end.unwrap_or(all.len()).min(limit.unwrap_or(usize::MAX));
                self.used.set(self.used.get() - (all.len() - end));
                return Ok(all.part(0, end));
            }
            line = all;
        }
    }

    /// A loop reads lines: `tell` does not work meanwhile.
    pub fn begin_loop(&self) {
        self.telling.set(false);
    }

    pub fn end_loop(&self) {
        self.snapshot.replace(None);
        self.telling.set(self.seekable.get());
    }

    // --- positions ---

    /// `tell()`. Errors: ValueError, UnsupportedOperation, OSError.
    pub fn tell(&self, own: &Value) -> Outcome {
        let buffer = self.open()?;
        if !self.seekable.get() {
            return Err(unsupported("underlying stream is not seekable"));
        }
        if !self.telling.get() {
            return Err(raise_os_error("telling position disabled by next() call"));
        }
        self.pass_on(&buffer)?;
        call_method(own.clone(), name!("flush"), [])?;
        let position = call_method(buffer, name!("tell"), [])?;
        let snapshot = self.snapshot.borrow().clone();
        let decoder = self.decoder.borrow();
        let (Some(decoder), Some(snapshot)) = (decoder.as_ref(), snapshot) else { return Ok(position) };
        let start = native::index_size(&position)? - snapshot.pending.len() as i64;
        let mut cookie = Cookie { start, flag: snapshot.flag, ..Cookie::default() };
        if self.used.get() == 0 || self.decoded.borrow().is_none() {
            return Ok(cookie.value());
        }
        let saved = decoder.state();
        let found = self.find_cookie(decoder, &snapshot.pending, &mut cookie);
        decoder.set_state(&saved);
        found?;
        Ok(cookie.value())
    }

    /// Finds a safe place before the characters that were given out, and how to get from there to them.
    fn find_cookie(&self, decoder: &Decoder, input: &[u8], cookie: &mut Cookie) -> Outcome<()> {
        let mut skip = self.used.get() as i64;
        let base = DecoderState { pending: Vec::new(), flag: cookie.flag };
        let restart = |flag: i64| self.restart(decoder, cookie.start, flag);
        let mut bytes = (self.bytes_to_characters.get() * skip as f64) as i64;
        let mut back = 1;
        while bytes > 0 {
            restart(base.flag);
            let count = decoder.decode(&input[..input.len().min(bytes as usize)], false)?.len() as i64;
            if count <= skip {
                let state = decoder.state();
                if state.pending.is_empty() {
                    cookie.flag = state.flag;
                    skip -= count;
                    break;
                }
                bytes -= state.pending.len() as i64;
                back = 1;
            } else {
                bytes -= back;
                back *= 2;
            }
        }
        if bytes <= 0 {
            bytes = 0;
            self.restart(decoder, cookie.start, base.flag);
        }
        cookie.start += bytes;
        cookie.skip = skip;
        if skip == 0 {
            return Ok(());
        }
        self.feed_bytes(decoder, &input[input.len().min(bytes as usize)..], cookie)
    }

    fn feed_bytes(&self, decoder: &Decoder, input: &[u8], cookie: &mut Cookie) -> Outcome<()> {
        let (mut skip, mut count) = (cookie.skip, 0);
        cookie.feed = 0;
        for octet in input {
            count += decoder.decode(std::slice::from_ref(octet), false)?.len() as i64;
            cookie.feed += 1;
            let state = decoder.state();
            if state.pending.is_empty() && count <= skip {
                cookie.start += cookie.feed;
                skip -= count;
                cookie.flag = state.flag;
                cookie.feed = 0;
                count = 0;
            }
            if count >= skip {
                cookie.skip = skip;
                return Ok(());
            }
        }
        count += decoder.decode(b"", true)?.len() as i64;
        cookie.at_end = true;
        if count < skip {
            return Err(raise_os_error("can't reconstruct logical file position"));
        }
        cookie.skip = skip;
        Ok(())
    }

    /// The decoder as it is at a place.
    fn restart(&self, decoder: &Decoder, start: i64, flag: i64) {
        if start == 0 && flag == 0 {
            decoder.reset();
        } else {
            decoder.set_state(&DecoderState { pending: Vec::new(), flag });
        }
    }

    /// `seek(cookie, whence)`. Errors: ValueError, UnsupportedOperation, OSError.
    pub fn seek(&self, own: &Value, cookie: Value, whence: i64) -> Outcome {
        let buffer = self.open()?;
        if !self.seekable.get() {
            return Err(unsupported("underlying stream is not seekable"));
        }
        let is_zero = || crate::protocol::compare::equal(&cookie, &int(0));
        let target = match whence {
            0 => cookie,
            1 if !is_zero()? => return Err(unsupported("can't do nonzero cur-relative seeks")),
            1 => call_method(own.clone(), name!("tell"), [])?,
            2 if !is_zero()? => return Err(unsupported("can't do nonzero end-relative seeks")),
            2 => return self.seek_to_end(own, buffer),
            _ => {
                return Err(raise_value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)")));
            }
        };
        if truth(&crate::protocol::compare::lt(target.clone(), int(0))?)? {
            return Err(raise_value_error(format!("negative seek position {}", native::shown_repr(&target)?)));
        }
        call_method(own.clone(), name!("flush"), [])?;
        let parts = Cookie::of(&native::index_integer(&target)?);
        call_method(buffer.clone(), name!("seek"), [int(parts.start)])?;
        self.forget_read();
        let decoder = self.decoder.borrow();
        if let Some(decoder) = decoder.as_ref() {
            self.restart(decoder, parts.start, parts.flag);
        }
        let state = DecoderState { pending: Vec::new(), flag: parts.flag };
        match decoder.as_ref().filter(|_| parts.skip > 0) {
            Some(decoder) => {
                let input = call_method(buffer, name!("read"), [int(parts.feed)])?;
                let octets = octets_argument(&input)?;
                self.snapshot.replace(Some(DecoderState { pending: octets.clone(), ..state }));
                let text = decoder.decode(&octets, parts.at_end)?;
                let count = text.len();
                self.set_decoded(Some(text));
                if (count as i64) < parts.skip {
                    return Err(raise_os_error("can't restore logical file position"));
                }
                self.used.set(parts.skip as usize);
            }
            None => {
                self.snapshot.replace(Some(state));
            }
        }
        self.at_start.set(parts.start == 0 && parts.flag == 0);
        Ok(target)
    }

    fn seek_to_end(&self, own: &Value, buffer: Value) -> Outcome {
        call_method(own.clone(), name!("flush"), [])?;
        self.forget_read();
        if let Some(decoder) = &*self.decoder.borrow() {
            decoder.reset();
        }
        let position = call_method(buffer, name!("seek"), [int(0), int(2)])?;
        let at_start = crate::protocol::compare::equal(&position, &int(0))?;
        self.at_start.set(at_start);
        Ok(position)
    }
}
