//! Codecs and error handlers that programs register (`Python/codecs.c`). What the runtime has itself comes first, as
//! `encodings` does in CPython, whose search function is the first of all.

use super::codecs::{search_name, CodecFailure, Encoding, Handler, Order};
use super::str::Str;
use crate::classes::slots::{Init, New};
use crate::classes::BuiltinClass;
use crate::collections::Tuple;
use crate::exceptions::*;
use crate::functions::call;
use crate::heap::single_thread::SingleThread;
use crate::native::{bytes, exact_octets, text, type_name};
use crate::protocol::attributes::getattr_optional;
use crate::value::{int, Value};
use std::cell::{OnceCell, RefCell};

#[derive(Default)]
struct Registry {
    searches: RefCell<Vec<Value>>,
    found: RefCell<Vec<(String, Value)>>,
    handlers: RefCell<Vec<(String, Value)>>,
}

fn registry() -> &'static Registry {
    static REGISTRY: SingleThread<OnceCell<Registry>> = SingleThread::new(OnceCell::new());
    REGISTRY.get_or_init(Registry::default)
}

/// `codecs.register`.
///
/// # Errors
/// TypeError.
pub(crate) fn register(search: Value) -> Outcome<()> {
    if !crate::protocol::is_callable(&search) {
        return Err(raise_type_error("argument must be callable"));
    }
    registry().searches.borrow_mut().push(search);
    Ok(())
}

/// `codecs.unregister`: the codecs that were found are forgotten.
///
/// # Errors
/// What a comparison raises.
pub(crate) fn unregister(search: &Value) -> Outcome<()> {
    let known = registry().searches.borrow().clone();
    for (place, own) in known.iter().enumerate() {
        if crate::protocol::compare::equal(own, search)? {
            let old = (registry().searches.borrow_mut().remove(place), registry().found.take());
            drop(old);
            break;
        }
    }
    Ok(())
}

/// The four functions of a codec, asked of the search functions in order (`_PyCodec_Lookup`).
///
/// # Errors
/// LookupError; TypeError for what is no tuple of four; what a search function raises.
pub(crate) fn lookup(name: &str) -> Outcome {
    let normal = search_name(name);
    let known = registry().found.borrow().iter().find(|(own, _)| *own == normal).map(|(_, codec)| codec.clone());
    if let Some(codec) = known {
        return Ok(codec);
    }
    let searches = registry().searches.borrow().clone();
    for search in searches {
        let codec = call(search, [text(normal.as_str().into())])?;
        if codec.is_none() {
            continue;
        }
        if codec.downcast::<Tuple>().is_none_or(|codec| codec.items().len() != 4) {
            return Err(raise_type_error("codec search functions must return 4-tuples"));
        }
        registry().found.borrow_mut().push((normal, codec.clone()));
        return Ok(codec);
    }
    Err(raise_lookup_error(format!("unknown encoding: {name}")))
}

/// Whether any search function is registered.
pub(crate) fn has_searches() -> bool {
    !registry().searches.borrow().is_empty()
}

/// What a codec's function does: its place in the tuple, and CPython's words.
#[derive(Clone, Copy)]
pub(crate) struct Direction {
    place: usize,
    doing: &'static str,
    function: &'static str,
    result: &'static str,
    /// How the pair that it gives is written in messages.
    pair: &'static str,
}

pub(crate) const ENCODE: Direction =
    Direction { place: 0, doing: "encoding", function: "encode", result: "encoder", pair: "(object, integer)" };
pub(crate) const DECODE: Direction =
    Direction { place: 1, doing: "decoding", function: "decode", result: "decoder", pair: "(object,integer)" };

/// Converts by a registered codec. `only_text` is for `str.encode` and `bytes.decode`.
///
/// # Errors
/// LookupError, TypeError; what the codec raises.
pub(crate) fn convert(
    direction: Direction,
    object: &Value,
    name: &str,
    errors: Option<&str>,
    only_text: bool,
) -> Outcome {
    let codec = lookup(name)?;
    if only_text {
        check_text_encoding(&codec, name, direction)?;
    }
    let Some(functions) = codec.downcast::<Tuple>() else { unreachable!("lookup gives tuples") };
    let function = functions.items()[direction.place].clone();
    let result = match errors {
        Some(errors) => call(function, [object.clone(), text(errors.into())]),
        None => call(function, [object.clone()]),
    };
    let result = match result {
        Ok(result) => result,
        Err(raised) => return Err(wrapped(raised, direction, name)),
    };
    match result.downcast::<Tuple>().map(Tuple::items) {
        Some([made, _]) => Ok(made.clone()),
        _ => Err(raise_type_error(format!("{} must return a tuple {}", direction.result, direction.pair))),
    }
}

/// Exceptions of a size of their own.
static WITH_FIELDS: [&BuiltinClass; 11] = [
    &STOP_ITERATION,
    &SYSTEM_EXIT,
    &NAME_ERROR,
    &ATTRIBUTE_ERROR,
    &IMPORT_ERROR,
    &OS_ERROR,
    &SYNTAX_ERROR,
    &UNICODE_DECODE_ERROR,
    &UNICODE_ENCODE_ERROR,
    &UNICODE_TRANSLATE_ERROR,
    &BASE_EXCEPTION_GROUP,
];

fn check_text_encoding(codec: &Value, name: &str, direction: Direction) -> Outcome<()> {
    if codec.class().is_builtin() {
        return Ok(());
    }
    let Some(is_text) = getattr_optional(codec, name!("_is_text_encoding"))? else { return Ok(()) };
    if crate::protocol::truth(is_text)? {
        return Ok(());
    }
    let function = direction.function;
    Err(raise_lookup_error(format!(
        "'{name}' is not a text encoding; use codecs.{function}() to handle arbitrary codecs"
    )))
}

/// `_PyErr_TrySetFromCause`: exceptions that a message alone makes again are raised with one that names the codec.
pub(crate) fn wrapped(raised: Raised, direction: Direction, name: &str) -> Raised {
    let exception = raised.take();
    let Some(own) = exception.downcast::<Exception>() else { return Raised::new(exception) };
    let class = exception.class();
    let is_made_alike = match (class.slots().new(), class.slots().init()) {
        (Some(New::Native(new)), Some(Init::Native(init))) => is_made_by_new(new, init),
        _ => false,
    };
    let has_fields = WITH_FIELDS.iter().any(|fielded| class.is_subclass_of(fielded.class()));
    let is_simple = is_made_alike
        && !has_fields
        && own.arguments().len() <= 1
        && own.arguments().iter().all(|argument| argument.downcast::<Str>().is_some())
        && exception.header().is_none_or(|header| header.attributes.items().is_empty());
    if !is_simple {
        return Raised::new(exception);
    }
    let message = match crate::protocol::convert::str(&exception) {
        Ok(shown) => crate::text::to_lossy(&shown),
        Err(raised) => return raised,
    };
    let shown = format!("{} with '{name}' codec failed ({}: {message})", direction.doing, class.name());
    match call(class.value(), [text(shown.as_str().into())]) {
        Ok(made) => raise(made, Some(exception)),
        Err(raised) => raised,
    }
}

/// Whether `str.encode` and `bytes.decode` know an encoding without asking for its codec.
pub(crate) fn is_known_at_once(name: &str) -> bool {
    const NAMES: [&str; 12] = [
        "utf8",
        "utf_8",
        "utf16",
        "utf_16",
        "utf32",
        "utf_32",
        "ascii",
        "us_ascii",
        "latin1",
        "latin_1",
        "iso_8859_1",
        "iso8859_1",
    ];
    NAMES.contains(&search_name(name).as_str())
}

/// The names of handlers that the runtime has itself.
const OWN_HANDLERS: [&str; 8] = [
    "strict",
    "ignore",
    "replace",
    "backslashreplace",
    "xmlcharrefreplace",
    "namereplace",
    "surrogateescape",
    "surrogatepass",
];

/// `codecs.register_error`.
///
/// # Errors
/// TypeError.
pub(crate) fn register_error(name: &str, handler: Value) -> Outcome<()> {
    if !crate::protocol::is_callable(&handler) {
        return Err(raise_type_error("handler must be callable"));
    }
    if OWN_HANDLERS.contains(&name) {
        crate::program::refuse(format_args!("another error handler of the name {name}"));
    }
    let mut handlers = registry().handlers.borrow_mut();
    let old = match handlers.iter_mut().find(|(own, _)| own == name) {
        Some((_, own)) => Some(std::mem::replace(own, handler)),
        None => {
            handlers.push((name.to_owned(), handler));
            None
        }
    };
    drop(handlers);
    drop(old);
    Ok(())
}

/// A registered handler.
pub(crate) fn handler(name: &str) -> Option<Value> {
    registry().handlers.borrow().iter().find(|(own, _)| own == name).map(|(_, handler)| handler.clone())
}

fn failure_value(class: &'static BuiltinClass, object: &Value, failure: &CodecFailure, offset: usize) -> Value {
    new_exception(
        class,
        vec![
            text(failure.encoding.into()),
            object.clone(),
            int((failure.start + offset) as i64),
            int((failure.end + offset) as i64),
            text(failure.reason.into()),
        ],
    )
}

/// What a handler gave: what stands for the part, and where to go on.
fn settled(
    handler: &Value,
    exception: &Value,
    length: usize,
    fits: fn(&Value) -> bool,
    complaint: &str,
) -> Outcome<(Value, usize)> {
    let result = call(handler.clone(), [exception.clone()])?;
    let (made, place) = match result.downcast::<Tuple>().map(Tuple::items) {
        Some([made, place]) if fits(made) => (made.clone(), place.clone()),
        _ => return Err(raise_type_error(complaint.to_owned())),
    };
    let place = crate::native::index_size(&place)?;
    let absolute = if place < 0 { place + length as i64 } else { place };
    match usize::try_from(absolute).ok().filter(|absolute| *absolute <= length) {
        Some(absolute) => Ok((made, absolute)),
        None => Err(raise_index_error(format!("position {absolute} from error handler out of bounds"))),
    }
}

fn is_text_or_octets(value: &Value) -> bool {
    value.downcast::<Str>().is_some() || value.downcast::<super::Bytes>().is_some()
}

/// What follows the first part: no second mark.
fn unmarked(encoding: Encoding) -> Encoding {
    match encoding {
        Encoding::Utf8Marked => Encoding::Utf8,
        Encoding::Utf16(Order::Marked) => Encoding::Utf16(Order::Little),
        Encoding::Utf32(Order::Marked) => Encoding::Utf32(Order::Little),
        plain => plain,
    }
}

/// Encodes with a registered handler, part by part.
///
/// # Errors
/// UnicodeEncodeError, TypeError, IndexError; what the handler raises.
pub(crate) fn encode_with(handler: &Value, object: &Value, own: &Str, encoding: Encoding) -> Outcome {
    let codes: Vec<u32> = own.view().iter().collect();
    let (mut octets, mut at, mut current) = (Vec::new(), 0, encoding);
    // What follows a byte order mark is encoded without one, and is the same encoding for whoever asks.
    let mut named = None;
    loop {
        let rest = Str::from_code_points(&codes[at..]);
        let mut failure = match current.encode(&rest, Handler::Strict) {
            Ok(last) => {
                octets.extend(last);
                return Ok(bytes(octets));
            }
            Err(failure) => failure,
        };
        failure.encoding = named.get_or_insert(failure.encoding);
        let before = Str::from_code_points(&codes[at..at + failure.start]);
        octets.extend(current.encode(&before, Handler::Strict).unwrap_or_default());
        current = unmarked(current);
        let exception = failure_value(&UNICODE_ENCODE_ERROR, object, &failure, at);
        let complaint = "encoding error handler must return (str/bytes, int) tuple";
        let (made, next) = settled(handler, &exception, codes.len(), is_text_or_octets, complaint)?;
        match (made.downcast::<Str>(), exact_octets(&made)) {
            (Some(made), _) => {
                let must_be_ascii = !matches!(current, Encoding::Ascii | Encoding::Latin1) && !made.is_ascii();
                match current.encode(made, Handler::Strict) {
                    Ok(written) if !must_be_ascii => octets.extend(written),
                    _ => return Err(Raised::new(exception)),
                }
            }
            (None, Some(raw)) => {
                let unit = match current {
                    Encoding::Utf16(_) => 2,
                    Encoding::Utf32(_) => 4,
                    _ => 1,
                };
                if raw.len() % unit != 0 {
                    return Err(Raised::new(exception));
                }
                octets.extend_from_slice(&raw);
            }
            (None, None) => unreachable!("the result was checked"),
        }
        at = next;
    }
}

/// Decodes with a registered handler, part by part.
///
/// # Errors
/// UnicodeDecodeError, TypeError, IndexError; what the handler raises.
pub(crate) fn decode_with(handler: &Value, octets: &[u8], encoding: Encoding) -> Outcome {
    if matches!(encoding, Encoding::Utf16(Order::Marked) | Encoding::Utf32(Order::Marked) | Encoding::Utf8Marked) {
        crate::program::refuse("decoding with a byte order mark and an error handler of the program");
    }
    let object = bytes(octets.to_vec());
    let (mut builder, mut at) = (super::str::StrBuilder::new(), 0);
    loop {
        let failure = match encoding.decode(&octets[at..], Handler::Strict) {
            Ok(last) => {
                builder.push_str(&last);
                return Ok(text(builder.finish()));
            }
            Err(failure) => failure,
        };
        if let Ok(before) = encoding.decode(&octets[at..at + failure.start], Handler::Strict) {
            builder.push_str(&before);
        }
        let exception = failure_value(&UNICODE_DECODE_ERROR, &object, &failure, at);
        let is_text = |value: &Value| value.downcast::<Str>().is_some();
        let complaint = "decoding error handler must return (str, int) tuple";
        let (made, next) = settled(handler, &exception, octets.len(), is_text, complaint)?;
        let same_object = getattr_optional(&exception, name!("object"))?.is_some_and(|now| now.is(&object));
        if !same_object {
            crate::program::refuse("an error handler that replaces the octets that are decoded");
        }
        if let Some(made) = made.downcast::<Str>() {
            builder.push_str(made);
        }
        at = next;
    }
}

/// What `str.encode` and `bytes.decode` take from a codec.
///
/// # Errors
/// TypeError.
pub(crate) fn checked(name: &str, direction: Direction, result: Value) -> Outcome {
    let is_fit = match direction.place {
        0 => result.downcast::<super::Bytes>().is_some(),
        _ => result.downcast::<Str>().is_some(),
    };
    if is_fit {
        return Ok(result);
    }
    if direction.place == 0 && result.downcast::<super::ByteArray>().is_some() {
        crate::program::refuse("an encoder that gives a bytearray");
    }
    let (wanted, function) = (if direction.place == 0 { "bytes" } else { "str" }, direction.function);
    let given = type_name(&result);
    Err(raise_type_error(format!(
        "'{name}' {} returned '{given}' instead of '{wanted}'; use codecs.{function}() to {function} to arbitrary types",
        direction.result
    )))
}

/// CPython's own codecs come before those of a program: `encodings` has the first search function.
pub(crate) fn refuse_unsearched(name: &str) {
    if super::codecs::is_refused(name) && crate::modules::import::loaded_module("encodings").is_none() {
        crate::program::refuse(format!("the encoding {name}"));
    }
}
