//! `string`: its constants. The classes and `capwords` are not here yet.

use crate::modules::{Member, NativeModule};

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "string",
    documentation: None,
    members: &MEMBERS,
    known_names: &[
        "Formatter",
        "Template",
        "_ChainMap",
        "__all__",
        "__builtins__",
        "__cached__",
        "__file__",
        "_re",
        "_sentinel_dict",
        "_string",
        "capwords",
    ],
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
