//! `_hashlib`: the digests of OpenSSL (`Modules/_hashopenssl.c`), as far as `hashlib` has them everywhere.

mod keyed;

use super::digests::{self, Algorithm};
use super::digests_bound::{hash, hexadecimal, input, start, COPY, DIGEST, GETSETS, HEX_DIGEST, UPDATE};
use crate::classes::{known_names, BuiltinClass, GetSet, Method, Slots};
use crate::collections::support::{self, at};
use crate::exceptions::*;
use crate::functions::builtin::{function_value, BuiltinFunction};
use crate::functions::Arguments;
use crate::heap::single_thread::SingleThread;
use crate::modules::NativeModule;
use crate::native;
use crate::object::Kind;
use crate::protocol::convert::address_text;
use crate::text::str::Str;
use crate::value::{int, Value};
use std::cell::OnceCell;

static UNSUPPORTED: BuiltinClass = BuiltinClass::new("UnsupportedDigestmodError", Kind::Exception)
    .module("_hashlib")
    .bases(&[&VALUE_ERROR])
    .instance_dict();

fn unsupported(message: impl Into<String>) -> Raised {
    raise_builtin(&UNSUPPORTED, vec![crate::text::value_of(message.into())])
}

/// Every algorithm with the names that OpenSSL knows it by, in lower case.
static ALGORITHMS: &[(&Algorithm, &[&str])] = &[
    (&digests::MD5, &["md5", "ssl3-md5"]),
    (&digests::SHA1, &["sha1", "sha-1", "ssl3-sha1"]),
    (&digests::SHA224, &["sha224", "sha-224", "sha2-224"]),
    (&digests::SHA256, &["sha256", "sha-256", "sha2-256"]),
    (&digests::SHA384, &["sha384", "sha-384", "sha2-384"]),
    (&digests::SHA512, &["sha512", "sha-512", "sha2-512"]),
    (&digests::SHA512_224, &["sha512_224", "sha512-224", "sha-512/224", "sha2-512/224"]),
    (&digests::SHA512_256, &["sha512_256", "sha512-256", "sha-512/256", "sha2-512/256"]),
    (&digests::SHA3_224, &["sha3_224", "sha3-224"]),
    (&digests::SHA3_256, &["sha3_256", "sha3-256"]),
    (&digests::SHA3_384, &["sha3_384", "sha3-384"]),
    (&digests::SHA3_512, &["sha3_512", "sha3-512"]),
    (&digests::SHAKE_128, &["shake_128", "shake128", "shake-128"]),
    (&digests::SHAKE_256, &["shake_256", "shake256", "shake-256"]),
    (&digests::BLAKE2B, &["blake2b", "blake2b512", "blake2b-512"]),
    (&digests::BLAKE2S, &["blake2s", "blake2s256", "blake2s-256"]),
    (&digests::MD5_SHA1, &["md5-sha1"]),
];

/// The beginnings of names that OpenSSL knows and that are not here.
const REFUSED: &[&str] = &["ripemd", "rmd160", "sm3", "null", "keccak-kmac"];

/// Errors: UnsupportedDigestmodError. Refused: what OpenSSL has and is not here.
fn algorithm_named(name: &str) -> Outcome<&'static Algorithm> {
    let lower = name.to_ascii_lowercase();
    if let Some((algorithm, _)) = ALGORITHMS.iter().find(|(_, names)| names.contains(&lower.as_str())) {
        return Ok(algorithm);
    }
    let is_number = lower.contains('.') && lower.bytes().all(|byte| byte == b'.' || byte.is_ascii_digit());
    if is_number || REFUSED.iter().any(|start| lower.starts_with(start)) {
        crate::program::refuse(format!("the digest {name}"));
    }
    Err(unsupported("[digital envelope routines] unsupported"))
}

/// The algorithm that a name or one of the functions here stands for (`py_digest_by_digestmod`).
fn algorithm_of(given: &Value) -> Outcome<&'static Algorithm> {
    if let Some(name) = given.downcast::<Str>() {
        return algorithm_named(&name.to_lossy());
    }
    let name = given.downcast::<BuiltinFunction>().and_then(|_| {
        let known = CONSTRUCTORS.get().map(Vec::as_slice).unwrap_or_default();
        known.iter().find(|(function, _)| function.is(given)).map(|(_, algorithm)| *algorithm)
    });
    match name {
        Some(algorithm) => Ok(algorithm),
        None => Err(unsupported(format!("Unsupported digestmod {}", support::repr_text(given)?))),
    }
}

/// The functions of the module with their algorithms.
static CONSTRUCTORS: SingleThread<OnceCell<Vec<(Value, &'static Algorithm)>>> = SingleThread::new(OnceCell::new());

fn hash_class(algorithm: &Algorithm) -> &'static BuiltinClass {
    if algorithm.digest_size == 0 {
        &HASH_XOF
    } else {
        &HASH
    }
}

fn repr(own: &Value) -> Outcome {
    let kind = if own.is_exactly(HASH_XOF.class()) { "HASHXOF" } else { "HASH" };
    let name = hash(own).algorithm.name;
    Ok(support::text(&format!("<{name} _hashlib.{kind} object @ {}>", address_text(own))))
}

static HASH: BuiltinClass = BuiltinClass::new("HASH", Kind::Native)
    .module("_hashlib")
    .no_constructor()
    .slots(slots!(Slots { repr: Some(repr), ..Slots::NONE }))
    .methods(methods!(&[UPDATE, COPY, DIGEST, HEX_DIGEST]))
    .getsets(getsets!(GETSETS));

fn length(arguments: &mut Arguments) -> Outcome<i64> {
    native::index_size(at(arguments, 1))
}

static HASH_XOF: BuiltinClass = BuiltinClass::new("HASHXOF", Kind::Native)
    .module("_hashlib")
    .bases(&[&HASH])
    .no_constructor()
    .methods(methods!(&[
        Method::new("digest", "self, /, length", |arguments| {
            let Ok(length) = usize::try_from(length(arguments)?) else {
                return Err(raise_system_error("Negative size passed to PyBytes_FromStringAndSize"));
            };
            Ok(native::bytes(hash(at(arguments, 0)).state.borrow().digest(length)))
        }),
        Method::new("hexdigest", "self, /, length", |arguments| {
            let Ok(length) = usize::try_from(length(arguments)?) else { return Err(support::no_memory()) };
            Ok(hexadecimal(&hash(at(arguments, 0)).state.borrow().digest(length)))
        }),
    ]))
    .getsets(getsets!(&[GetSet::new("digest_size", |_| Ok(int(0)))]));

static NEW: Method = Method::new("new", "name, string=b'', *, usedforsecurity=True", |arguments| {
    let name = arguments.take(0);
    let Some(name) = name.downcast::<Str>() else { return Err(raise_type_error("name must be a string")) };
    if let Some(data) = arguments.get(1) {
        input(data)?;
    }
    let algorithm = algorithm_named(&name.to_lossy())?;
    start(hash_class(algorithm), algorithm, arguments.get(1))
});

macro_rules! openssl {
    ($($static:ident $name:literal $algorithm:ident;)*) => {
        $(static $static: Method = Method::new($name, "string=b'', *, usedforsecurity=True", |arguments| {
            start(hash_class(&digests::$algorithm), &digests::$algorithm, arguments.get(0))
        });)*

        /// The functions, made once: `hmac` finds the algorithm of one.
        fn constructors() -> &'static [(Value, &'static Algorithm)] {
            let make = |row| function_value(row, Some(support::text("_hashlib")));
            CONSTRUCTORS.get_or_init(|| vec![$((make(&$static), &digests::$algorithm),)*])
        }
    };
}

openssl! {
    MD5 "openssl_md5" MD5;
    SHA1 "openssl_sha1" SHA1;
    SHA224 "openssl_sha224" SHA224;
    SHA256 "openssl_sha256" SHA256;
    SHA384 "openssl_sha384" SHA384;
    SHA512 "openssl_sha512" SHA512;
    SHA3_224 "openssl_sha3_224" SHA3_224;
    SHA3_256 "openssl_sha3_256" SHA3_256;
    SHA3_384 "openssl_sha3_384" SHA3_384;
    SHA3_512 "openssl_sha3_512" SHA3_512;
    SHAKE_128 "openssl_shake_128" SHAKE_128;
    SHAKE_256 "openssl_shake_256" SHAKE_256;
}

fn constructor(algorithm: &'static Algorithm) -> Value {
    match constructors().iter().find(|(_, own)| std::ptr::eq(*own, algorithm)) {
        Some((function, _)) => function.clone(),
        None => unreachable!("every member is in the list"),
    }
}

/// `openssl_md_meth_names`, in an order that gives CPython's set.
fn method_names() -> Value {
    let names =
        "md5 sha1 sha224 sha256 sha384 sha512 sha512_224 sha512_256 sha3_224 sha3_256 sha3_384 sha3_512 shake_128 \
                 shake_256 blake2b blake2s md5-sha1 ripemd160 sm3";
    match crate::collections::frozenset_of(names.split(' ').map(support::text).collect()) {
        Ok(names) => names,
        Err(_) => unreachable!("texts can be keys"),
    }
}

static FIPS_MODE: Method = Method::new("get_fips_mode", "", |_| Ok(int(0)));

static SCRYPT: Method =
    Method::new("scrypt", "*args, **kwargs", |_| crate::program::refuse("the key derivation hashlib.scrypt"));

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "_hashlib",
    documentation: known_names::documentation_of("_hashlib"),
    members: members![
        Member::Function(&NEW),
        Member::Value("openssl_md5", || constructor(&digests::MD5)),
        Member::Value("openssl_sha1", || constructor(&digests::SHA1)),
        Member::Value("openssl_sha224", || constructor(&digests::SHA224)),
        Member::Value("openssl_sha256", || constructor(&digests::SHA256)),
        Member::Value("openssl_sha384", || constructor(&digests::SHA384)),
        Member::Value("openssl_sha512", || constructor(&digests::SHA512)),
        Member::Value("openssl_sha3_224", || constructor(&digests::SHA3_224)),
        Member::Value("openssl_sha3_256", || constructor(&digests::SHA3_256)),
        Member::Value("openssl_sha3_384", || constructor(&digests::SHA3_384)),
        Member::Value("openssl_sha3_512", || constructor(&digests::SHA3_512)),
        Member::Value("openssl_shake_128", || constructor(&digests::SHAKE_128)),
        Member::Value("openssl_shake_256", || constructor(&digests::SHAKE_256)),
        Member::Value("openssl_md_meth_names", method_names),
        Member::Class(&HASH),
        Member::Class(&HASH_XOF),
        Member::Class(&keyed::HMAC),
        Member::Class(&UNSUPPORTED),
        Member::Function(&keyed::NEW),
        Member::Function(&keyed::DIGEST_OF),
        Member::Function(&keyed::DERIVE),
        Member::Function(&keyed::COMPARE),
        Member::Function(&FIPS_MODE),
        Member::Function(&SCRYPT),
    ],
    known_names: known_names::of_module("_hashlib"),
};
