//! What digests with a key do: HMAC (RFC 2104), PBKDF2 (RFC 8018), comparison in constant time.

use super::{algorithm_named, algorithm_of};
use crate::classes::{BuiltinClass, GetSet, Method, Slots};
use crate::collections::support::{self, at};
use crate::exceptions::*;
use crate::library::digests::{Algorithm, Digest};
use crate::library::digests_bound::{hexadecimal, input};
use crate::native;
use crate::object::{allocate_native, Kind};
use crate::protocol::convert::address_text;
use crate::text::bytes_bound::like;
use crate::text::str::Str;
use crate::value::{boolean, Value, NONE};
use std::cell::RefCell;

/// An HMAC on its way: the inner and the outer digest.
struct Keyed {
    algorithm: &'static Algorithm,
    inner: Box<dyn Digest>,
    outer: Box<dyn Digest>,
}

impl Keyed {
    /// Errors: ValueError where the algorithm has no size of its own, which OpenSSL does not explain.
    fn new(algorithm: &'static Algorithm, key: &[u8]) -> Outcome<Keyed> {
        if algorithm.digest_size == 0 {
            return Err(raise_value_error("no reason supplied"));
        }
        let (mut inner, mut outer) = ((algorithm.make)(), (algorithm.make)());
        let mut block = if key.len() > algorithm.block_size {
            let mut digest = (algorithm.make)();
            digest.update(key);
            digest.digest(0)
        } else {
            key.to_vec()
        };
        block.resize(algorithm.block_size, 0);
        inner.update(&block.iter().map(|octet| octet ^ 0x36).collect::<Vec<u8>>());
        outer.update(&block.iter().map(|octet| octet ^ 0x5c).collect::<Vec<u8>>());
        Ok(Keyed { algorithm, inner, outer })
    }

    fn copy(&self) -> Keyed {
        Keyed { algorithm: self.algorithm, inner: self.inner.copy(), outer: self.outer.copy() }
    }

    fn digest(&self) -> Vec<u8> {
        let mut outer = self.outer.copy();
        outer.update(&self.inner.digest(0));
        outer.digest(0)
    }

    /// The HMAC of a message with this key.
    fn digest_of(&self, message: &[u8]) -> Vec<u8> {
        let mut own = self.copy();
        own.inner.update(message);
        own.digest()
    }
}

struct Hmac(RefCell<Keyed>);

fn keyed(value: &Value) -> &RefCell<Keyed> {
    match value.native::<Hmac>() {
        Some(own) => &own.0,
        None => unreachable!("a method is called on instances of its class only"),
    }
}

pub(super) static NEW: Method = Method::new("hmac_new", "key, msg=b'', digestmod=None", |arguments| {
    let key = like(at(arguments, 0))?;
    let Some(module) = arguments.get(2) else {
        return Err(raise_type_error("Missing required parameter 'digestmod'."));
    };
    let mut made = Keyed::new(algorithm_of(module)?, &key)?;
    if let Some(message) = arguments.get(1).filter(|message| !message.is_none()) {
        made.inner.update(&input(message)?);
    }
    Ok(allocate_native(HMAC.class(), Hmac(RefCell::new(made))))
});

pub(super) static HMAC: BuiltinClass = BuiltinClass::new("HMAC", Kind::Native)
    .module("_hashlib")
    .sealed()
    .no_constructor()
    .slots(slots!(Slots {
        repr: Some(|own| {
            let name = keyed(own).borrow().algorithm.name;
            Ok(support::text(&format!("<{name} HMAC object @ {}>", address_text(own))))
        }),
        ..Slots::NONE
    }))
    .methods(methods!(&[
        Method::new("copy", "self, /", |arguments| {
            let copy = keyed(at(arguments, 0)).borrow().copy();
            Ok(allocate_native(HMAC.class(), Hmac(RefCell::new(copy))))
        }),
        Method::new("digest", "self, /", |arguments| Ok(native::bytes(keyed(at(arguments, 0)).borrow().digest()))),
        Method::new("hexdigest", "self, /", |arguments| Ok(hexadecimal(&keyed(at(arguments, 0)).borrow().digest()))),
        Method::new("update", "self, /, msg", |arguments| {
            let message = input(at(arguments, 1))?;
            keyed(at(arguments, 0)).borrow_mut().inner.update(&message);
            Ok(NONE())
        }),
    ]))
    .getsets(getsets!(&[
        GetSet::new("digest_size", |own| Ok(support::count(keyed(own).borrow().algorithm.digest_size))),
        GetSet::new("block_size", |own| Ok(support::count(keyed(own).borrow().algorithm.block_size))),
        GetSet::new("name", |own| Ok(support::text(&format!("hmac-{}", keyed(own).borrow().algorithm.name)))),
    ]));

pub(super) static DIGEST_OF: Method = Method::new("hmac_digest", "key, msg, digest", |arguments| {
    let (key, message) = (like(at(arguments, 0))?, like(at(arguments, 1))?);
    let keyed = Keyed::new(algorithm_of(at(arguments, 2))?, &key)?;
    Ok(native::bytes(keyed.digest_of(&message)))
});

/// A C long that is at least one and at most an int. Errors: ValueError, OverflowError.
fn positive(value: &Value, name: &str) -> Outcome<usize> {
    let Some(given) = native::index_integer(value)?.to_i64() else {
        return Err(raise_overflow_error("Python int too large to convert to C long"));
    };
    if given < 1 {
        return Err(raise_value_error(format!("{name} must be greater than 0.")));
    }
    match i32::try_from(given) {
        Ok(fits) => Ok(fits as usize),
        Err(_) => Err(raise_overflow_error(format!("{name} is too great."))),
    }
}

pub(super) static DERIVE: Method =
    Method::new("pbkdf2_hmac", "hash_name, password, salt, iterations, dklen=None", |arguments| {
        let name = arguments.take(0);
        let Some(name) = name.downcast::<Str>() else {
            let given = name.type_name();
            return Err(raise_type_error(format!("pbkdf2_hmac() argument 'hash_name' must be str, not {given}")));
        };
        let (password, salt) = (like(at(arguments, 1))?, like(at(arguments, 2))?);
        // C converts the number before it looks at the name.
        if native::index_integer(at(arguments, 3))?.to_i64().is_none() {
            return Err(raise_overflow_error("Python int too large to convert to C long"));
        }
        let algorithm = algorithm_named(&name.to_lossy())?;
        let rounds = positive(at(arguments, 3), "iteration value")?;
        let length = match arguments.get(4).filter(|length| !length.is_none()) {
            Some(length) => positive(length, "key length")?,
            None => algorithm.digest_size,
        };
        let keyed = Keyed::new(algorithm, &password)?;
        let mut derived = Vec::with_capacity(length);
        for block in 1u32.. {
            if derived.len() >= length {
                break;
            }
            let mut last = keyed.digest_of(&[&salt[..], &block.to_be_bytes()].concat());
            let mut sum = last.clone();
            for _ in 1..rounds {
                last = keyed.digest_of(&last);
                sum.iter_mut().zip(&last).for_each(|(sum, more)| *sum ^= more);
            }
            derived.extend(sum);
        }
        derived.truncate(length);
        Ok(native::bytes(derived))
    });

/// Whether octets are the same, looking at all of them.
fn same(left: &[u8], right: &[u8]) -> bool {
    left.len() == right.len() && left.iter().zip(right).fold(0, |different, (a, b)| different | (a ^ b)) == 0
}

/// `_operator._compare_digest`.
pub(crate) static COMPARE: Method = Method::new("compare_digest", "a, b, /", |arguments| {
    let (left, right) = (at(arguments, 0), at(arguments, 1));
    if let (Some(left), Some(right)) = (left.downcast::<Str>(), right.downcast::<Str>()) {
        return match (left.as_ascii(), right.as_ascii()) {
            (Some(left), Some(right)) => Ok(boolean(same(left.as_bytes(), right.as_bytes()))),
            _ => Err(raise_type_error("comparing strings with non-ASCII characters is not supported")),
        };
    }
    let is_buffer = |value: &Value| native::bytes_like(value).is_some();
    if !is_buffer(left) && !is_buffer(right) {
        return Err(raise_type_error(format!(
            "unsupported operand types(s) or combination of types: '{}' and '{}'",
            left.type_name(),
            right.type_name()
        )));
    }
    Ok(boolean(same(&like(left)?, &like(right)?)))
});
