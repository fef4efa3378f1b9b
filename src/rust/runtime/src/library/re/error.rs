//! `re.error`.

use crate::classes::slots::Init;
use crate::classes::{BuiltinClass, Slots};
use crate::exceptions::{new_exception, Exception, Outcome, Raised, EXCEPTION};
use crate::functions::builtin::{Arguments, Initializer};
use crate::native::{self, bytes_like, index_integer};
use crate::object::Kind;
use crate::protocol;
use crate::text::str::{Str, StrBuilder};
use crate::value::{int, Value, NONE};

pub static ERROR: BuiltinClass = BuiltinClass::new("error", Kind::Exception)
    .module("re")
    .written_in_python()
    .bases(&[&EXCEPTION])
    .instance_dict()
    .slots(slots!({
        let mut slots = Slots::NONE;
        slots.init = Some(Init::Native(&INITIALIZER));
        slots
    }));

static INITIALIZER: Initializer = Initializer::new("msg, pattern=None, pos=None", initialize);

fn initialize(this: &Value, arguments: &mut Arguments) -> Outcome<()> {
    let message = arguments.take(0);
    let pattern = arguments.optional(1).unwrap_or_else(NONE);
    let position = arguments.optional(2).unwrap_or_else(NONE);
    fill(this, message, pattern, position)
}

/// The line and column of a position, counted from one, and whether there is more than one line.
fn place(pattern: &Value, position: usize) -> (usize, usize, bool) {
    const LINE_FEED: u32 = 10;
    let codes: Vec<u32> = match (pattern.downcast::<Str>(), bytes_like(pattern)) {
        (Some(text), _) => text.to_code_points(),
        (None, Some(octets)) => octets.iter().map(|&byte| u32::from(byte)).collect(),
        (None, None) => Vec::new(),
    };
    let before = &codes[..position.min(codes.len())];
    let line = before.iter().filter(|&&code| code == LINE_FEED).count() + 1;
    let column = before.iter().rposition(|&code| code == LINE_FEED).map_or(position + 1, |at| position - at);
    (line, column, codes.contains(&LINE_FEED))
}

fn fill(this: &Value, message: Value, pattern: Value, position: Value) -> Outcome<()> {
    let set = |name: &'static str, value: Value| {
        protocol::attributes::setattr_value(this, &crate::names::intern_text(name), Some(value))
    };
    set("msg", message.clone())?;
    set("pattern", pattern.clone())?;
    set("pos", position.clone())?;
    let mut shown = message;
    let (mut line, mut column) = (NONE(), NONE());
    if !pattern.is_none() && !position.is_none() {
        let at = index_integer(&position)?.saturating_i64().max(0) as usize;
        let (own_line, own_column, several) = place(&pattern, at);
        let mut text = StrBuilder::new();
        if let Some(message) = native::str_of(&shown)?.downcast::<Str>() {
            text.push_str(message);
        }
        text.push_text(&format!(" at position {at}"));
        if several {
            text.push_text(&format!(" (line {own_line}, column {own_column})"));
        }
        shown = native::text(text.finish());
        (line, column) = (int(own_line as i64), int(own_column as i64));
    }
    set("lineno", line)?;
    set("colno", column)?;
    if let Some(exception) = this.downcast::<Exception>() {
        let old = exception.args.replace(native::tuple(vec![shown]));
        drop(old);
    }
    Ok(())
}

/// Raises `re.error(message, pattern, position)`.
pub fn raise(message: &str, pattern: &Value, position: usize) -> Raised {
    let exception = new_exception(&ERROR, Vec::new());
    match fill(&exception, native::text(Str::from(message)), pattern.clone(), int(position as i64)) {
        Ok(()) => Raised::new(exception),
        Err(raised) => raised,
    }
}
