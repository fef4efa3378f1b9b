//! The compact form of a module: its functions as instructions, which an interpreter runs by the operations that
//! generated Rust calls. For code whose size counts more than its speed.

mod calls;
mod execute;
mod machine;
mod opcodes;
mod run;
mod tables;

pub use tables::Tables;

use crate::exceptions::Outcome;
use crate::functions::code::{Code, CodeKind, Parameters};
use crate::heap::single_thread::SingleThread;
use crate::modules::globals::{GlobalNames, GlobalSlot};
use crate::modules::Module;
use crate::object::Ref;
use crate::value::Value;
use std::cell::OnceCell;

/// A function, a text, globals and locals to what running the text gives.
type RunText = fn(Value, Value, Value, Value) -> Outcome;

/// What only modules need that may run texts: other programs do not contain it.
struct Texts {
    register: fn(),
    run: RunText,
}

/// The names and functions of a module in the compact form, read when the module is first asked for.
pub struct Compact {
    module: &'static Module,
    content: &'static [u8],
    texts: Option<Texts>,
    tables: SingleThread<OnceCell<Tables>>,
}

impl Compact {
    pub const fn new(module: &'static Module, content: &'static [u8]) -> Compact {
        Compact { module, content, texts: None, tables: SingleThread::new(OnceCell::new()) }
    }

    /// For a module that may run texts: what makes them known, and what runs one.
    pub const fn texts(mut self, register: fn(), run: RunText) -> Compact {
        self.texts = Some(Texts { register, run });
        self
    }

    /// The code of a module's body.
    pub const fn body(module: &'static Module, first_line: u32, flags: u32, slots: usize) -> Code {
        Code {
            name: "<module>",
            qualified_name: "<module>",
            first_line,
            definition_line: first_line,
            flags,
            parameters: Parameters {
                positional_only: 0,
                positional: 0,
                keyword_only: 0,
                star: false,
                double_star: false,
            },
            names: &[],
            slots,
            cells: 0,
            free: 0,
            docstring: None,
            kind: CodeKind::Plain,
            module,
            body: run::plain,
        }
    }

    fn tables(&self) -> &Tables {
        self.tables.get_or_init(|| {
            let tables = Tables::read(self.module, self.content, self.texts.as_ref().map(|own| own.run));
            if let Some(texts) = &self.texts {
                (texts.register)();
            }
            tables
        })
    }
}

impl GlobalNames for Compact {
    fn dict(&self) -> Ref<crate::collections::Dict> {
        self.tables().globals.dict()
    }

    fn load_slot(&self, slot: GlobalSlot) -> Outcome {
        self.tables().globals.load(slot)
    }

    fn compact(&'static self) -> Option<&'static Tables> {
        Some(self.tables())
    }
}
