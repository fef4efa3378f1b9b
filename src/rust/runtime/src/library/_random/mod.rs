//! `_random`: the generator of `random` (`Modules/_randommodule.c`).

mod twister;

use crate::classes::slots::{Init, New};
use crate::classes::{known_names, BuiltinClass, Method, Slots};
use crate::collections::carried::{native, Carried};
use crate::collections::support::{self, at, receiver};
use crate::collections::{Dict, Tuple};
use crate::exceptions::*;
use crate::functions::builtin::{Constructor, Initializer};
use crate::modules::NativeModule;
use crate::native;
use crate::number::integer::Integer;
use crate::number::integer_bytes::ByteOrder;
use crate::object::Kind;
use crate::value::{float, int, integer, Value, NONE};
use std::cell::RefCell;
use std::hash::{BuildHasher, Hasher, RandomState};
use twister::{Twister, WORDS};

/// A generator.
#[derive(Default)]
pub struct Random(RefCell<Twister>);

native!(Random, RANDOM);

/// Words that the host makes up.
fn unpredictable() -> Vec<u32> {
    let word = |place| {
        let mut hasher = RandomState::new().build_hasher();
        hasher.write_usize(place);
        hasher.finish() as u32
    };
    (0..WORDS).map(word).collect()
}

/// The words of an int's absolute value, or of another object's hash. Errors: TypeError where that has none.
fn words_of(seed: &Value) -> Outcome<Vec<u32>> {
    let whole = match seed.as_integer() {
        Some(whole) => whole.abs(),
        None => Integer::from(support::hash(seed)? as u64),
    };
    let count = (whole.bit_length() as usize).div_ceil(32).max(1);
    let octets = whole.to_bytes(count * 4, ByteOrder::Little, false)?;
    Ok(octets.chunks_exact(4).map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]])).collect())
}

fn seed(own: &Value, seed: Option<Value>) -> Outcome<()> {
    let words = match seed.filter(|seed| !seed.is_none()) {
        None => unpredictable(),
        Some(seed) => words_of(&seed)?,
    };
    receiver::<Random>(own)?.0.borrow_mut().seed(&words);
    Ok(())
}

static NEW: Constructor = Constructor::blank(|class, _| Ok(Random::default().object_of(class)));

static INIT: Initializer = Initializer::new("*args, **kwargs", |own, arguments| {
    let has_keywords =
        arguments.get(1).and_then(|keywords| keywords.downcast::<Dict>()).is_some_and(|keywords| !keywords.is_empty());
    if has_keywords && own.class().is_builtin() {
        return Err(raise_type_error("Random() takes no keyword arguments"));
    }
    let mut given = arguments.star(0);
    if given.len() > 1 {
        return Err(raise_type_error("Random() requires 0 or 1 argument"));
    }
    seed(own, given.pop())
});

static SEED: Method = Method::new("seed", "self, n=None, /", |arguments| {
    let given = arguments.optional(1);
    seed(at(arguments, 0), given)?;
    Ok(NONE())
});

static NEXT: Method = Method::new("random", "self, /", |arguments| {
    Ok(float(receiver::<Random>(at(arguments, 0))?.0.borrow_mut().next_float()))
});

static GET_BITS: Method = Method::new("getrandbits", "self, k, /", |arguments| {
    let count = native::index_c_int(at(arguments, 1))?;
    if count < 0 {
        return Err(raise_value_error("number of bits must be non-negative"));
    }
    let octets = receiver::<Random>(at(arguments, 0))?.0.borrow_mut().next_bits(count as usize);
    Ok(integer(Integer::from_bytes(&octets, ByteOrder::Little, false)))
});

static GET_STATE: Method = Method::new("getstate", "self, /", |arguments| {
    let twister = receiver::<Random>(at(arguments, 0))?.0.borrow();
    let words = twister.words.iter().map(|word| int(i64::from(*word)));
    Ok(native::tuple(words.chain([support::count(twister.place)]).collect()))
});

/// A word of a state (`PyLong_AsUnsignedLong`, of which 32 bits count).
fn state_word(value: &Value) -> Outcome<u32> {
    let Some(whole) = value.as_integer() else { return Err(raise_type_error("an integer is required")) };
    if whole.is_negative() {
        return Err(raise_overflow_error("can't convert negative value to unsigned int"));
    }
    match whole.to_u64() {
        Some(word) => Ok(word as u32),
        None => Err(raise_overflow_error("Python int too large to convert to C unsigned long")),
    }
}

static SET_STATE: Method = Method::new("setstate", "self, state, /", |arguments| {
    let state = arguments.take(1);
    let Some(state) = state.downcast::<Tuple>().map(Tuple::items) else {
        return Err(raise_type_error("state vector must be a tuple"));
    };
    if state.len() != WORDS + 1 {
        return Err(raise_value_error("state vector is the wrong size"));
    }
    let mut words = [0; WORDS];
    for (word, value) in words.iter_mut().zip(state) {
        *word = state_word(value)?;
    }
    let place = native::index_integer(&state[WORDS])?;
    let Some(place) = place.to_i64() else {
        return Err(raise_overflow_error("Python int too large to convert to C long"));
    };
    match usize::try_from(place) {
        Ok(place) if place <= WORDS => {
            *receiver::<Random>(at(arguments, 0))?.0.borrow_mut() = Twister { words, place };
            Ok(NONE())
        }
        _ => Err(raise_value_error("invalid state")),
    }
});

pub static RANDOM: BuiltinClass = BuiltinClass::new("Random", Kind::Native)
    .module("_random")
    .slots(slots!(Slots { new: Some(New::Native(&NEW)), init: Some(Init::Native(&INIT)), ..Slots::NONE }))
    .methods(methods!(&[NEXT, SEED, GET_BITS, GET_STATE, SET_STATE]));

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "_random",
    documentation: known_names::documentation_of("_random"),
    members: members![Member::Class(&RANDOM)],
    known_names: known_names::of_module("_random"),
};
