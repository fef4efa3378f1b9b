//! The modules of single digests: `_md5`, `_sha1`, `_sha256`, `_sha512`, `_sha3`, and what `_hashlib` and `_blake2` share
//! with them.

use super::digests::{self, Algorithm, Digest};
use crate::classes::slots::New;
use crate::classes::{known_names, BuiltinClass, GetSet, Method, Slots};

use crate::collections::support::{self, at};
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::functions::signature::Signature;
use crate::functions::{Arguments, CallArguments};
use crate::modules::NativeModule;
use crate::native;
use crate::object::{allocate_native, Kind};
use crate::text::str::Str;
use crate::value::{Value, NONE};
use std::borrow::Cow;
use std::cell::RefCell;

/// What a digest's object holds.
pub struct Hash {
    pub algorithm: &'static Algorithm,
    pub state: RefCell<Box<dyn Digest>>,
}

/// The input of a digest (`GET_BUFFER_VIEW_OR_ERROUT`). Errors: TypeError.
pub fn input(value: &Value) -> Outcome<Cow<'_, [u8]>> {
    if value.downcast::<Str>().is_some() {
        return Err(raise_type_error("Strings must be encoded before hashing"));
    }
    native::bytes_like(value).ok_or_else(|| raise_type_error("object supporting the buffer API required"))
}

/// An object of a class for an algorithm, which has got `data`.
pub fn start(class: &'static BuiltinClass, algorithm: &'static Algorithm, data: Option<&Value>) -> Outcome {
    let mut state = (algorithm.make)();
    if let Some(data) = data {
        state.update(&input(data)?);
    }
    Ok(allocate_native(class.class(), Hash { algorithm, state: RefCell::new(state) }))
}

pub fn hash(value: &Value) -> &Hash {
    match value.native::<Hash>() {
        Some(hash) => hash,
        None => unreachable!("a method is called on instances of its class only"),
    }
}

pub fn hexadecimal(octets: &[u8]) -> Value {
    support::text(&crate::text::bytes_text::to_hexadecimal(octets, None, 1))
}

pub const UPDATE: Method = Method::new("update", "self, obj, /", |arguments| {
    let data = input(at(arguments, 1))?;
    hash(at(arguments, 0)).state.borrow_mut().update(&data);
    Ok(NONE())
});

pub const COPY: Method = Method::new("copy", "self, /", |arguments| {
    let own = at(arguments, 0);
    let hash = hash(own);
    let state = RefCell::new(hash.state.borrow().copy());
    Ok(allocate_native(own.class(), Hash { algorithm: hash.algorithm, state }))
});

fn finished(arguments: &mut Arguments) -> Vec<u8> {
    hash(at(arguments, 0)).state.borrow().digest(0)
}

pub const DIGEST: Method = Method::new("digest", "self, /", |arguments| Ok(native::bytes(finished(arguments))));

pub const HEX_DIGEST: Method = Method::new("hexdigest", "self, /", |arguments| Ok(hexadecimal(&finished(arguments))));

/// How much SHAKE shall give (`_PyLong_UnsignedLong_Converter`). Errors: TypeError, ValueError.
fn shake_length(value: &Value) -> Outcome<usize> {
    let Some(whole) = value.as_integer() else { return Err(raise_type_error("an integer is required")) };
    if whole.is_negative() {
        return Err(raise_value_error("value must be positive"));
    }
    match whole.to_u64() {
        None => Err(raise_overflow_error("Python int too large to convert to C unsigned long")),
        Some(length) if length >= 1 << 29 => Err(raise_value_error("length is too large")),
        Some(length) => Ok(length as usize),
    }
}

const SHAKE_DIGEST: Method = Method::new("digest", "self, length, /", |arguments| {
    let length = shake_length(at(arguments, 1))?;
    Ok(native::bytes(hash(at(arguments, 0)).state.borrow().digest(length)))
});

const SHAKE_HEX_DIGEST: Method = Method::new("hexdigest", "self, length, /", |arguments| {
    let length = shake_length(at(arguments, 1))?;
    Ok(hexadecimal(&hash(at(arguments, 0)).state.borrow().digest(length)))
});

pub const GETSETS: &[GetSet] = &[
    GetSet::new("name", |own| Ok(support::text(hash(own).algorithm.name))),
    GetSet::new("digest_size", |own| Ok(support::count(hash(own).algorithm.digest_size))),
    GetSet::new("block_size", |own| Ok(support::count(hash(own).algorithm.block_size))),
];

const METHODS: &[Method] = &[UPDATE, COPY, DIGEST, HEX_DIGEST];
const SHAKE_METHODS: &[Method] = &[UPDATE, COPY, SHAKE_DIGEST, SHAKE_HEX_DIGEST];

const PARAMETERS: &str = "string=b'', *, usedforsecurity=True";

/// Modules whose digests are made by functions, as CPython's own are: a class that is called by nobody, and its function.
macro_rules! functions {
    ($($static:ident $module:literal { $($class:ident $function:ident $name:literal $algorithm:ident $shown:expr;)* })*) => {
        $(
            $(
                static $class: BuiltinClass = BuiltinClass::new($name, Kind::Native)
                    .module($module)
                    .sealed()
                    .no_constructor()
                    .methods(methods!(METHODS))
                    .getsets(getsets!(GETSETS));

                static $function: Method = Method::new($name, PARAMETERS, |arguments| {
                    start(&$class, &digests::$algorithm, arguments.get(0))
                });
            )*

            /// The module, for programs that import it.
            pub static $static: NativeModule = NativeModule {
                name: $module,
                documentation: known_names::documentation_of($module),
                members: members![$(Member::Function(&$function), Member::Value($shown, || $class.value()),)*],
                known_names: known_names::of_module($module),
            };
        )*
    };
}

functions! {
    MD5_MODULE "_md5" {
        MD5_CLASS MD5 "md5" MD5 "MD5Type";
    }
    SHA1_MODULE "_sha1" {
        SHA1_CLASS SHA1 "sha1" SHA1 "SHA1Type";
    }
    SHA256_MODULE "_sha256" {
        SHA224_CLASS SHA224 "sha224" SHA224 "SHA224Type";
        SHA256_CLASS SHA256 "sha256" SHA256 "SHA256Type";
    }
    SHA512_MODULE "_sha512" {
        SHA384_CLASS SHA384 "sha384" SHA384 "SHA384Type";
        // CPython gives this class the same name as the other: the last one stays.
        SHA512_CLASS SHA512 "sha512" SHA512 "SHA384Type";
    }
}

/// Binds the arguments of a constructor as a function of another name would (CPython words those of all SHA-3 classes as
/// those of the first): the values of `parameters`.
pub fn bound(arguments: &mut Arguments, name: &'static str, parameters: &'static str) -> Outcome<Vec<Option<Value>>> {
    let mut values: Vec<Option<Value>> = arguments.star(0).into_iter().map(Some).collect();
    let keywords = arguments.take(1);
    let mut names = Vec::new();
    for (name, value) in keywords.downcast::<crate::collections::Dict>().map(|dict| dict.items()).unwrap_or_default() {
        names.push(name);
        values.push(Some(value));
    }
    let signature = Signature::parse(parameters);
    signature.bind(name, name, 0, CallArguments::new(&mut values, &names))
}

const SHA3_PARAMETERS: &str = "data=b'', /, *, usedforsecurity=True";

macro_rules! keccak_classes {
    ($($class:ident $new:ident $name:literal $algorithm:ident $methods:ident $rate:literal $suffix:literal;)*) => {
        $(
            static $new: Constructor = Constructor::new("*args, **kwargs", |_, arguments| {
                let values = bound(arguments, "sha3_224", SHA3_PARAMETERS)?;
                start(&$class, &digests::$algorithm, values[0].as_ref())
            });

            pub static $class: BuiltinClass = BuiltinClass::new($name, Kind::Native)
                .module("_sha3")
                .sealed()
                .slots(slots!(Slots { new: Some(New::Native(&$new)), ..Slots::NONE }))
                .methods(methods!($methods))
                .getsets(getsets!(&[
                    GETSETS[0],
                    GETSETS[1],
                    GETSETS[2],
                    GetSet::new("_capacity_bits", |_| Ok(support::count(1600 - $rate))),
                    GetSet::new("_rate_bits", |_| Ok(support::count($rate))),
                    GetSet::new("_suffix", |_| Ok(native::bytes(vec![$suffix]))),
                ]));
        )*

        /// The module, for programs that import it.
        pub static SHA3_MODULE: NativeModule = NativeModule {
            name: "_sha3",
            documentation: known_names::documentation_of("_sha3"),
            members: members![
                $(Member::Class(&$class),)*
                Member::Value("implementation", || crate::text!("tiny_sha3")),
                Member::Value("keccakopt", || support::count(0)),
            ],
            known_names: known_names::of_module("_sha3"),
        };
    };
}

keccak_classes! {
    SHA3_224 SHA3_224_NEW "sha3_224" SHA3_224 METHODS 1152 6;
    SHA3_256 SHA3_256_NEW "sha3_256" SHA3_256 METHODS 1088 6;
    SHA3_384 SHA3_384_NEW "sha3_384" SHA3_384 METHODS 832 6;
    SHA3_512 SHA3_512_NEW "sha3_512" SHA3_512 METHODS 576 6;
    SHAKE_128 SHAKE_128_NEW "shake_128" SHAKE_128 SHAKE_METHODS 1344 0x1f;
    SHAKE_256 SHAKE_256_NEW "shake_256" SHAKE_256 SHAKE_METHODS 1088 0x1f;
}
