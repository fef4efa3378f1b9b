//! Modules: translated ones, native ones, their names, imports.

pub(crate) mod class;
pub mod globals;
pub mod import;
pub(crate) mod missing;
pub mod native;
pub mod placeholder;

pub use class::{ModuleObject, MODULE_TYPE};
pub use globals::{GlobalNames, GlobalSlot, Globals};
pub use import::{import_from, import_leaf, import_module, import_star};
pub use native::{Member, NativeModule};

use crate::exceptions::Outcome;
use crate::functions::code::Code;
use crate::functions::frame::run_exactly;
use crate::object::Ref;
use crate::text::str_value;
use crate::value::{Value, NONE};

/// A translated module.
pub struct Module {
    pub name: &'static str,
    /// The path that tracebacks show.
    pub file: &'static str,
    pub package: bool,
    pub docstring: Option<&'static str>,
    pub globals: &'static dyn GlobalNames,
    pub body: &'static Code,
    /// The lines that tracebacks show: each line's number, a blank, its text, and `\n`.
    pub source: &'static str,
}

/// A module that a program can import.
pub trait AnyModule: Sync {
    fn name(&self) -> &'static str;
    /// A line of the file that the module was translated from, as far as tracebacks may show it.
    fn source_line(&self, _file: &str, _line: u32) -> Option<&'static str> {
        None
    }
    /// The module object, its names still missing.
    fn object(&'static self) -> Ref<ModuleObject>;
    /// Runs the module's body, or fills a native module's names.
    ///
    /// # Errors
    /// What the body raises.
    fn run(&'static self, module: &ModuleObject) -> Outcome<()>;
}

impl AnyModule for Module {
    fn name(&self) -> &'static str {
        self.name
    }

    fn source_line(&self, file: &str, line: u32) -> Option<&'static str> {
        if self.file == file {
            self.line(line)
        } else {
            None
        }
    }

    fn object(&'static self) -> Ref<ModuleObject> {
        self.object_named(self.name)
    }

    fn run(&'static self, _module: &ModuleObject) -> Outcome<()> {
        run_exactly(self.body, &[], []).map(drop)
    }
}

/// Modules of CPython's library whose Python code is translated where CPython runs a C version of it: their frames are
/// in no traceback, and messages name their classes as those of C.
const STANDS_FOR_C: [&str; 4] =
    ["python3.11/_asyncio.py", "python3.11/_pickle.py", "python3.11/_pydecimal.py", "python3.11/datetime.py"];

impl Module {
    /// The text of a line that tracebacks may show. Before each stands its number or, in the compact form, how far it is
    /// behind the one before (`+12`), where it does not follow that.
    pub(crate) fn line(&self, line: u32) -> Option<&'static str> {
        let source = self.globals.compact().map_or(self.source, |tables| tables.source);
        let mut number = 0;
        source.split_terminator('\n').filter_map(|text| text.split_once(' ')).find_map(|(place, text)| {
            let written = place.parse().unwrap_or(1);
            let is_distance = place.is_empty() || place.starts_with('+');
            number = if is_distance { number + written } else { written };
            (number == line).then_some(text)
        })
    }

    pub(crate) fn stands_for_c(&self) -> bool {
        STANDS_FOR_C.contains(&self.file)
    }

    /// `__name__`, as the module's own dict has it now.
    pub(crate) fn name_value(&self) -> Value {
        let own = self.globals.dict().get_name(name!("__name__").value());
        // A text that runs has the name that its globals have, or none.
        own.unwrap_or_else(|| if self.name.is_empty() { NONE() } else { str_value(self.name) })
    }

    /// The module object under another name: `__main__`.
    pub(crate) fn object_named(&'static self, name: &str) -> Ref<ModuleObject> {
        let dict = self.globals.dict();
        let is_main = name == "__main__";
        let package = match (self.package, self.name.rsplit_once('.')) {
            _ if is_main => NONE(),
            (true, _) => str_value(self.name),
            (false, Some((parent, _))) => str_value(parent),
            (false, None) => str_value(""),
        };
        let set = |name: &str, value: Value| dict.set_name(&crate::names::intern_text(name), value);
        set("__name__", str_value(name));
        let docstring = self.globals.compact().map_or(self.docstring, |tables| tables.docstring);
        set("__doc__", docstring.map_or_else(NONE, str_value));
        set("__package__", package);
        set("__loader__", NONE());
        set("__spec__", NONE());
        let builtins = import::builtins_module();
        if let (true, Some(builtins)) = (is_main, builtins) {
            set("__annotations__", crate::collections::Dict::allocate().into_value());
            set("__builtins__", builtins.value());
        }
        set("__file__", str_value(self.file));
        set("__cached__", NONE());
        if let (false, Some(builtins)) = (is_main, builtins) {
            set("__builtins__", builtins.dict().into_value());
        }
        class::allocate_module(dict, Some(self))
    }
}
