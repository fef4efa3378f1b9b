//! `_csv` (`Modules/_csv.c`).

mod dialect;
mod reader;
mod writer;

use crate::classes::{known_names, BuiltinClass, Method};
use crate::collections::support::text;
use crate::collections::Dict;
use crate::exceptions::*;
use crate::heap::single_thread::SingleThread;
use crate::modules::NativeModule;
use crate::object::Kind;
use crate::value::{int, Value};
use std::cell::OnceCell;

static ERROR: BuiltinClass =
    BuiltinClass::new("Error", Kind::Exception).module("_csv").bases(&[&EXCEPTION]).instance_dict().mutable();

fn raise_error(message: impl Into<String>) -> Raised {
    raise_builtin(&ERROR, vec![text(&message.into())])
}

/// The dict of registered dialects.
fn registry() -> Value {
    static REGISTRY: SingleThread<OnceCell<Value>> = SingleThread::new(OnceCell::new());
    REGISTRY.get_or_init(|| Dict::allocate().into_value()).clone()
}

static READER: Method = Method::new("reader", "*args, **kwargs", reader::reader);
static WRITER: Method = Method::new("writer", "*args, **kwargs", writer::writer);
static REGISTER: Method = Method::new("register_dialect", "*args, **kwargs", dialect::register);
static UNREGISTER: Method = Method::new("unregister_dialect", "name", dialect::unregister);
static GET_DIALECT: Method = Method::new("get_dialect", "name", |arguments| dialect::registered(arguments.take(0)));
static LIST_DIALECTS: Method =
    Method::new("list_dialects", "", |_| crate::native::iterate(&registry()).map(crate::native::list));
static FIELD_SIZE_LIMIT: Method =
    Method::new("field_size_limit", "new_limit=<unrepresentable>", dialect::set_field_limit);

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "_csv",
    documentation: known_names::documentation_of("_csv"),
    members: members![
        Member::Value("__version__", || text("1.0")),
        Member::Value("_dialects", registry),
        Member::Value("QUOTE_MINIMAL", || int(0)),
        Member::Value("QUOTE_ALL", || int(1)),
        Member::Value("QUOTE_NONNUMERIC", || int(2)),
        Member::Value("QUOTE_NONE", || int(3)),
        Member::Class(&dialect::DIALECT),
        Member::Value("Reader", || reader::READER.value()),
        Member::Value("Writer", || writer::WRITER.value()),
        Member::Class(&ERROR),
        Member::Function(&READER),
        Member::Function(&WRITER),
        Member::Function(&REGISTER),
        Member::Function(&UNREGISTER),
        Member::Function(&GET_DIALECT),
        Member::Function(&LIST_DIALECTS),
        Member::Function(&FIELD_SIZE_LIMIT),
    ],
    known_names: known_names::of_module("_csv"),
};
