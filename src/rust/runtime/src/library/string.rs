//! `string`: its constants. The classes and `capwords` are not here yet.

use crate::classes::known_names;
use crate::modules::{Member, NativeModule};

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "string",
    documentation: None,
    members: &MEMBERS,
    known_names: known_names::of_module("string"),
};

static MEMBERS: [Member; 9] = [
    Member::Value("ascii_letters", || crate::text!("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")),
    Member::Value("ascii_lowercase", || crate::text!("abcdefghijklmnopqrstuvwxyz")),
    Member::Value("ascii_uppercase", || crate::text!("ABCDEFGHIJKLMNOPQRSTUVWXYZ")),
    Member::Value("digits", || crate::text!("0123456789")),
    Member::Value("hexdigits", || crate::text!("0123456789abcdefABCDEF")),
    Member::Value("octdigits", || crate::text!("01234567")),
    Member::Value("printable", || {
        crate::text!(
            "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ\
             !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n\r\x0b\x0c"
        )
    }),
    Member::Value("punctuation", || crate::text!("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")),
    Member::Value("whitespace", || crate::text!(" \t\n\r\x0b\x0c")),
];
