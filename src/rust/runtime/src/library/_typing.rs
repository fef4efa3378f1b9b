//! `_typing`: what `typing` has in C (`Modules/_typingmodule.c`).

use crate::classes::{known_names, Method};
use crate::modules::NativeModule;

static IDENTITY: Method = Method::new("_idfunc", "x, /", |arguments| Ok(arguments.take(0)));

pub static MODULE: NativeModule = NativeModule {
    name: "_typing",
    documentation: Some("Accelerators for the typing module.\n"),
    members: members![Member::Function(&IDENTITY)],
    known_names: known_names::of_module("_typing"),
};
