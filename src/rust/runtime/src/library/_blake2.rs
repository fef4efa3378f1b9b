//! `_blake2`: BLAKE2b and BLAKE2s with all parameters (`Modules/_blake2/blake2b_impl.c`).

use super::digests::{self, blake2, Algorithm, Digest};
use super::digests_bound::{hash, input, Hash, COPY, DIGEST, GETSETS, HEX_DIGEST, UPDATE};
use crate::classes::slots::New;
use crate::classes::{known_names, BuiltinClass, ClassRef, GetSet, Method, Slots};
use crate::collections::support;
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::functions::Arguments;
use crate::modules::NativeModule;
use crate::native;
use crate::object::{allocate_native, Kind};
use crate::text::bytes_bound::like;
use crate::value::Value;
use std::cell::RefCell;

/// What the two functions differ in.
struct Variant {
    algorithm: &'static Algorithm,
    /// The largest digest and key.
    largest: usize,
    /// The size of salt and personalization.
    extra: usize,
    /// Octets of the node's offset.
    offset_size: usize,
    make: fn(&[u8], usize, bool) -> Box<dyn Digest>,
}

static BLAKE2B_VARIANT: Variant = Variant {
    algorithm: &digests::BLAKE2B,
    largest: 64,
    extra: 16,
    offset_size: 8,
    make: |parameters, size, is_last| Box::new(blake2::Blake2b::new(parameters, size, is_last)),
};

static BLAKE2S_VARIANT: Variant = Variant {
    algorithm: &digests::BLAKE2S,
    largest: 32,
    extra: 8,
    offset_size: 6,
    make: |parameters, size, is_last| Box::new(blake2::Blake2s::new(parameters, size, is_last)),
};

/// A C int that must lie in a range.
fn small(value: Option<&Value>, default: i64, low: i64, high: i64, message: impl Fn() -> String) -> Outcome<u8> {
    let given = value.map_or(Ok(default), native::index_c_int)?;
    if given < low || given > high {
        return Err(raise_value_error(message()));
    }
    Ok(given as u8)
}

/// A C unsigned long.
fn unsigned(value: Option<&Value>, too_large: &str) -> Outcome<u64> {
    let Some(value) = value else { return Ok(0) };
    let Some(whole) = value.as_integer() else { return Err(raise_type_error("an integer is required")) };
    if whole.is_negative() {
        return Err(raise_value_error("value must be positive"));
    }
    whole.to_u64().ok_or_else(|| raise_overflow_error(too_large))
}

/// Octets of at most so many, followed by zeros.
fn short(value: Option<&Value>, most: usize, name: &str) -> Outcome<Vec<u8>> {
    let mut octets = value.map_or(Ok(Vec::new()), |value| like(value).map(|octets| octets.into_owned()))?;
    if octets.len() > most {
        return Err(raise_value_error(format!("maximum {name} length is {most} bytes")));
    }
    octets.resize(most, 0);
    Ok(octets)
}

fn make(class: ClassRef, arguments: &mut Arguments, variant: &Variant) -> Outcome {
    let largest = variant.largest as i64;
    // C converts all arguments before it looks at their ranges.
    for index in [1, 5, 6, 9, 10] {
        arguments.get(index).map_or(Ok(0), native::index_c_int)?;
    }
    let leaf = unsigned(arguments.get(7), "Python int too large to convert to C unsigned long")?;
    let offset = unsigned(arguments.get(8), "int too big to convert")?;
    let is_last_node = arguments.get(11).map_or(Ok(false), native::truth)?;
    let size =
        small(arguments.get(1), largest, 1, largest, || format!("digest_size must be between 1 and {largest} bytes"))?;
    let salt = short(arguments.get(3), variant.extra, "salt")?;
    let person = short(arguments.get(4), variant.extra, "person")?;
    let fanout = small(arguments.get(5), 1, 0, 255, || "fanout must be between 0 and 255".to_owned())?;
    let depth = small(arguments.get(6), 1, 1, 255, || "depth must be between 1 and 255".to_owned())?;
    if leaf > u64::from(u32::MAX) {
        return Err(raise_overflow_error("leaf_size is too large"));
    }
    if variant.offset_size < 8 && offset >> (8 * variant.offset_size) != 0 {
        return Err(raise_overflow_error("node_offset is too large"));
    }
    let node_depth = small(arguments.get(9), 0, 0, 255, || "node_depth must be between 0 and 255".to_owned())?;
    let inner = small(arguments.get(10), 0, 0, largest, || format!("inner_size must be between 0 and is {largest}"))?;
    let key = arguments.get(2).map_or(Ok(Vec::new()), |key| like(key).map(|octets| octets.into_owned()))?;
    if key.len() > variant.largest {
        return Err(raise_value_error(format!("maximum key length is {largest} bytes")));
    }
    let mut parameters = vec![size, key.len() as u8, fanout, depth];
    parameters.extend(&(leaf as u32).to_le_bytes());
    parameters.extend(&offset.to_le_bytes()[..variant.offset_size]);
    parameters.extend([node_depth, inner]);
    if variant.offset_size == 8 {
        parameters.extend([0; 14]);
    }
    parameters.extend(salt);
    parameters.extend(person);
    let mut state = (variant.make)(&parameters, usize::from(size), is_last_node);
    if !key.is_empty() {
        let mut block = key;
        block.resize(variant.algorithm.block_size, 0);
        state.update(&block);
    }
    if let Some(data) = arguments.get(0) {
        state.update(&input(data)?);
    }
    Ok(allocate_native(class, Hash { algorithm: variant.algorithm, state: RefCell::new(state) }))
}

const PARAMETERS: &str =
    "data=b'', /, *, digest_size=64, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, \
                          node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True";

static BLAKE2B_NEW: Constructor =
    Constructor::new(PARAMETERS, |class, arguments| make(class, arguments, &BLAKE2B_VARIANT));

static BLAKE2S_NEW: Constructor =
    Constructor::new(PARAMETERS, |class, arguments| make(class, arguments, &BLAKE2S_VARIANT));

const METHODS: &[Method] = &[UPDATE, COPY, DIGEST, HEX_DIGEST];

/// The size of the digest is the object's own.
const OWN_GETSETS: &[GetSet] = &[
    GETSETS[0],
    GETSETS[2],
    GetSet::new("digest_size", |own| Ok(support::count(hash(own).state.borrow().digest(0).len()))),
];

pub static BLAKE2B: BuiltinClass = BuiltinClass::new("blake2b", Kind::Native)
    .module("_blake2")
    .slots(slots!(Slots { new: Some(New::Native(&BLAKE2B_NEW)), ..Slots::NONE }))
    .methods(methods!(METHODS))
    .getsets(getsets!(OWN_GETSETS))
    .constants(constants!(&[
        ("SALT_SIZE", || support::count(16)),
        ("PERSON_SIZE", || support::count(16)),
        ("MAX_KEY_SIZE", || support::count(64)),
        ("MAX_DIGEST_SIZE", || support::count(64)),
    ]));

pub static BLAKE2S: BuiltinClass = BuiltinClass::new("blake2s", Kind::Native)
    .module("_blake2")
    .slots(slots!(Slots { new: Some(New::Native(&BLAKE2S_NEW)), ..Slots::NONE }))
    .methods(methods!(METHODS))
    .getsets(getsets!(OWN_GETSETS))
    .constants(constants!(&[
        ("SALT_SIZE", || support::count(8)),
        ("PERSON_SIZE", || support::count(8)),
        ("MAX_KEY_SIZE", || support::count(32)),
        ("MAX_DIGEST_SIZE", || support::count(32)),
    ]));

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "_blake2",
    documentation: known_names::documentation_of("_blake2"),
    members: members![
        Member::Class(&BLAKE2B),
        Member::Value("BLAKE2B_SALT_SIZE", || support::count(16)),
        Member::Value("BLAKE2B_PERSON_SIZE", || support::count(16)),
        Member::Value("BLAKE2B_MAX_KEY_SIZE", || support::count(64)),
        Member::Value("BLAKE2B_MAX_DIGEST_SIZE", || support::count(64)),
        Member::Class(&BLAKE2S),
        Member::Value("BLAKE2S_SALT_SIZE", || support::count(8)),
        Member::Value("BLAKE2S_PERSON_SIZE", || support::count(8)),
        Member::Value("BLAKE2S_MAX_KEY_SIZE", || support::count(32)),
        Member::Value("BLAKE2S_MAX_DIGEST_SIZE", || support::count(32)),
    ],
    known_names: known_names::of_module("_blake2"),
};
