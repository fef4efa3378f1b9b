//! Whole messages: section 6 of `docs/wire-format.md`.

use super::decode::{decode, plain, refill, shared_count, values, Decoded};
use super::encode::{Encoder, Part};
use super::item::Item;
use super::{broken, conversation, exceptions, Failure, Wire};
use crate::heap::single_thread::SingleThread;
use crate::text::str::Str;
use crate::text::to_lossy;
use crate::value::Value;
use std::cell::Cell;

/// What one side asks of the other.
pub struct Request {
    pub operation: String,
    pub arguments: Vec<Value>,
    /// Names and values.
    pub keywords: Vec<(Value, Value)>,
}

/// What it answers.
pub enum Response {
    Returned(Value),
    Raised(Value),
    Refused(String, String),
}

/// A message is being written or read: the host cannot be called then, as that would mix up the numbers.
static BUSY: SingleThread<Cell<bool>> = SingleThread::new(Cell::new(false));

pub fn is_busy() -> bool {
    BUSY.get()
}

fn busy<T>(work: impl FnOnce() -> Wire<T>) -> Wire<T> {
    let before = BUSY.replace(true);
    let done = work();
    BUSY.set(before);
    done
}

/// The bytes of a request. Errors: refused for what cannot be sent; nothing is numbered then.
pub fn encode_request(request: &Request) -> Wire<Vec<u8>> {
    let keywords = request.keywords.iter().flat_map(|(name, value)| [name.clone(), value.clone()]).collect();
    let operation = Part::Text(request.operation.clone());
    encode(vec![operation, Part::values(request.arguments.clone()), Part::values(keywords)])
}

/// The bytes of a response. Errors: as for requests.
pub fn encode_response(response: &Response) -> Wire<Vec<u8>> {
    let (status, payload) = match response {
        Response::Returned(value) => (0, Part::Value(value.clone())),
        Response::Raised(exception) => {
            exceptions::prepare(exception);
            (1, Part::Value(exception.clone()))
        }
        Response::Refused(code, message) => (2, Part::texts(&[code.clone(), message.clone()])),
    };
    let encoded = encode(vec![Part::Unsigned(status), payload]);
    exceptions::forget_texts();
    encoded
}

fn encode(fields: Vec<Part>) -> Wire<Vec<u8>> {
    let known = conversation::count();
    let encoded = busy(|| {
        let mut encoder = Encoder::default();
        encoder.writer.array(fields.len() + 1);
        for field in fields {
            encoder.part(field)?;
        }
        let changed = conversation::changed(known);
        encoder.writer.array(changed.len());
        for (number, value) in changed {
            encoder.writer.array(2);
            encoder.part(Part::Unsigned(number as u64))?;
            encoder.state(&value)?;
        }
        Ok(encoder.writer.bytes)
    });
    match encoded {
        Ok(bytes) => {
            conversation::remember();
            Ok(bytes)
        }
        Err(failure) => {
            conversation::retract(known);
            Err(failure)
        }
    }
}

/// The fields of a message, its changes made. Whatever fails, the other side's numbers stay ours.
fn read<T>(data: &[u8], count: usize, take: impl FnOnce(Vec<Decoded>) -> Wire<T>) -> Wire<T> {
    let known = conversation::count();
    let item = Item::read(data)?;
    let total = known + shared_count(&item);
    let done = busy(|| {
        let mut fields = plain(decode(item)?)?;
        if fields.len() != count {
            return broken(format!("message with {} fields", fields.len()));
        }
        let changes = fields.remove(count - 1);
        let taken = take(fields)?;
        apply(changes, known)?;
        Ok(taken)
    });
    conversation::skip_to(total);
    conversation::remember();
    done
}

fn apply(changes: Decoded, known: usize) -> Wire<()> {
    let mut next = 0;
    for change in plain(changes)? {
        let Ok([number, state]) = <[Decoded; 2]>::try_from(plain(change)?) else {
            return broken("change without two fields");
        };
        let number = match number {
            Decoded::Value(number) => number.as_small_int().and_then(|number| usize::try_from(number).ok()),
            Decoded::Part(..) => None,
        };
        let Some(number) = number.filter(|number| (next..known).contains(number)) else {
            return broken("change of a shared value out of order");
        };
        next = number + 1;
        refill(&conversation::object_of(number)?, state)?;
    }
    Ok(())
}

/// Reads a request and makes its changes. Errors: what breaks the format; what cannot be done.
pub fn decode_request(data: &[u8]) -> Wire<Request> {
    read(data, 4, |fields| {
        let Ok([operation, arguments, keywords]) = <[Decoded; 3]>::try_from(fields) else { return broken("request") };
        let operation = match operation {
            Decoded::Value(name) if name.downcast::<Str>().is_some() => to_lossy(&name),
            _ => return broken("operation that is no text"),
        };
        let flat = values(plain(keywords)?)?;
        let texts = flat.iter().step_by(2).all(|name| name.downcast::<Str>().is_some());
        if flat.len() % 2 == 1 || !texts {
            return broken("keyword that is not a text with a value");
        }
        let pair = |pair: &[Value]| (crate::names::intern(pair[0].clone()), pair[1].clone());
        let keywords = flat.chunks_exact(2).map(pair).collect();
        Ok(Request { operation, arguments: values(plain(arguments)?)?, keywords })
    })
}

/// Reads a response and makes its changes. Errors: as for requests.
pub fn decode_response(data: &[u8]) -> Wire<Response> {
    read(data, 3, |fields| {
        let Ok([status, payload]) = <[Decoded; 2]>::try_from(fields) else { return broken("response") };
        let status = match status {
            Decoded::Value(status) => status.as_small_int(),
            Decoded::Part(..) => None,
        };
        match (status, payload) {
            (Some(0), Decoded::Value(value)) => Ok(Response::Returned(value)),
            (Some(1), Decoded::Value(value)) if value.kind() == crate::object::Kind::Exception => {
                Ok(Response::Raised(value))
            }
            (Some(2), payload) => match values(plain(payload)?)?.as_slice() {
                [code, message] => Ok(Response::Refused(to_lossy(code), to_lossy(message))),
                _ => broken("refusal without code and message"),
            },
            _ => broken("status and payload do not fit"),
        }
    })
}

/// A failure as an answer.
pub fn response_of(failure: Failure) -> Response {
    match failure {
        Failure::Malformed(message) => Response::Refused("FT0931".to_owned(), format!("malformed message: {message}")),
        Failure::Refused(message) => Response::Refused("FT0901".to_owned(), message),
        Failure::Raised(raised) => Response::Raised(raised.take()),
    }
}
