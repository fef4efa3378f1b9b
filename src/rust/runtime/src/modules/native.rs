//! Modules written in Rust.

use super::class::{allocate_module, ModuleObject};
use super::AnyModule;
use crate::classes::{BuiltinClass, Method};
use crate::collections::Dict;
use crate::exceptions::Outcome;
use crate::functions::builtin::{function_value, Builtin};
use crate::kept::Row;
use crate::names::intern_text;
use crate::object::Ref;
use crate::text::str_value;
use crate::value::{Value, NONE};

/// What a native module holds under one name.
pub enum Member {
    /// A function, as a row.
    Function(&'static Method),
    /// A function that generated code may name itself.
    Builtin(&'static Builtin),
    Class(&'static BuiltinClass),
    /// Computed when the module is first imported.
    Value(&'static str, fn() -> Value),
    /// The same, where the program has what it needs; else the name is refused.
    Optional(&'static str, fn() -> Option<Value>),
    /// Members that a table of the module lists.
    Many(fn(&ModuleObject)),
}

/// A module written in Rust: one `static`, referenced by the programs that import it.
pub struct NativeModule {
    pub name: &'static str,
    /// `__doc__`; without one, reading it is refused.
    pub documentation: Option<&'static str>,
    /// `members!`: each behind the gate of its name.
    pub members: &'static [Row<Member>],
    /// What CPython's module has (`known_names::of_module`): what is not a member is refused.
    pub known_names: &'static [&'static str],
}

impl AnyModule for NativeModule {
    fn name(&self) -> &'static str {
        self.name
    }

    fn object(&'static self) -> Ref<ModuleObject> {
        let module = allocate_module(Dict::allocate(), None);
        module.known_names.set(self.known_names);
        module.is_native.set(true);
        module
    }

    fn run(&'static self, module: &ModuleObject) -> Outcome<()> {
        let set = |name: &str, value: Value| module.dict().set_name(&intern_text(name), value);
        set("__name__", str_value(self.name));
        if let Some(documentation) = self.documentation {
            set("__doc__", str_value(documentation));
        }
        set("__package__", str_value(self.name.rsplit_once('.').map_or("", |(parent, _)| parent)));
        set("__loader__", NONE());
        set("__spec__", NONE());
        for member in self.members.iter().filter_map(|row| row()) {
            match member {
                Member::Function(row) => set(row.name, function_value(row, Some(str_value(self.name)))),
                Member::Builtin(function) => set(function.name(), function.value()),
                Member::Class(class) => set(class.name, class.class().value()), // its row says what it needs
                Member::Value(name, value) => set(name, value()),
                Member::Many(fill) => {
                    fill(module);
                    None
                }
                Member::Optional(name, value) => value().and_then(|value| set(name, value)),
            };
        }
        Ok(())
    }
}
