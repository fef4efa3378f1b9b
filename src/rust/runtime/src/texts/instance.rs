//! What a text is while it runs: a module of its own, whose globals are the dict that it is given, and copies of its
//! codes that belong to that module.

use crate::collections::Dict;
use crate::exceptions::{raise_name_error, Outcome};
use crate::functions::builtin::Builtin;
use crate::functions::code::Code;
use crate::functions::frame::running;
use crate::heap::single_thread::SingleThread;
use crate::modules::globals::{builtin_or_name_error, remove_name, GlobalNames, GlobalSlot};
use crate::modules::Module;
use crate::names::intern_text;
use crate::object::Ref;
use crate::value::Value;
use std::cell::RefCell;
use std::collections::HashMap;

/// The module of codes of texts that do not run yet.
pub use crate::modules::placeholder::NOWHERE as TEXT_MODULE;

/// The globals of texts that run with one dict under one file's name.
pub(super) struct Instance {
    /// None in a code object, which does not run.
    globals: Option<Ref<Dict>>,
    module: std::cell::OnceCell<&'static Module>,
    copies: RefCell<HashMap<usize, &'static Code>>,
}

struct Names(SingleThread<Instance>);

impl GlobalNames for Names {
    fn dict(&self) -> Ref<Dict> {
        match &self.0.globals {
            Some(globals) => globals.clone(),
            None => crate::program::refuse("the globals of a code object"),
        }
    }

    fn load_slot(&self, _: GlobalSlot) -> Outcome {
        unreachable!("texts look names up by their text")
    }

    fn copied(&self, template: &'static Code) -> Option<&'static Code> {
        let module = *self.0.module.get()?;
        let key = std::ptr::from_ref(template) as usize;
        let copy = || {
            let copy: &'static Code = Box::leak(Box::new(Code { module, ..*template }));
            copy
        };
        Some(self.0.copies.borrow_mut().entry(key).or_insert_with(copy))
    }
}

/// Modules live to the end of the program, as functions' codes do; so a dict that was run with once gets the same one.
static INSTANCES: SingleThread<RefCell<Option<Instances>>> = SingleThread::new(RefCell::new(None));

/// By the dict's address and the file's name.
type Instances = HashMap<(u64, String), &'static Module>;

/// The module for a dict and a file's name.
pub(super) fn instance(globals: Option<&Ref<Dict>>, file: &str) -> &'static Module {
    let key = globals.map(|globals| (globals.as_value().bits(), file.to_owned()));
    let known = key.as_ref().and_then(|key| INSTANCES.borrow().as_ref()?.get(key).copied());
    if let Some(known) = known {
        return known;
    }
    let name = globals.and_then(|globals| globals.get_name(name!("__name__").value()));
    let name = name.map_or_else(String::new, |name| crate::text::to_lossy(&name));
    let names: &'static Names = Box::leak(Box::new(Names(SingleThread::new(Instance {
        globals: globals.cloned(),
        module: std::cell::OnceCell::new(),
        copies: RefCell::default(),
    }))));
    let leak = |text: &str| -> &'static str { Box::leak(text.to_owned().into_boxed_str()) };
    let module: &'static Module =
        Box::leak(Box::new(Module { name: leak(&name), file: leak(file), globals: names, ..TEXT_MODULE }));
    let _ = names.0.module.set(module);
    if let Some(key) = key {
        INSTANCES.borrow_mut().get_or_insert_with(HashMap::new).insert(key, module);
    }
    module
}

/// A code that belongs to a module of texts.
pub(super) fn code_of(module: &'static Module, template: &'static Code) -> &'static Code {
    module.globals.copied(template).unwrap_or(template)
}

/// The module of the text that runs.
pub fn text_module() -> &'static Module {
    running().map_or(&TEXT_MODULE, |(code, _)| code.module)
}

/// A code of the text that runs.
pub fn text_code(template: &'static Code) -> &'static Code {
    code_of(text_module(), template)
}

/// The globals of whatever text runs: names are looked up in its dict.
pub struct TextGlobals {
    names: &'static [&'static str],
}

impl TextGlobals {
    pub const fn new(names: &'static [&'static str]) -> TextGlobals {
        TextGlobals { names }
    }

    fn name(&self, slot: GlobalSlot) -> Value {
        intern_text(self.names[slot.0])
    }

    /// # Errors
    /// NameError, if neither the dict nor `builtins` has the name.
    pub fn load(&self, slot: GlobalSlot) -> Outcome {
        let name = self.name(slot);
        match self.dict().get_name(&name) {
            Some(value) => Ok(value),
            None => builtin_or_name_error(self.names[slot.0], &name),
        }
    }

    /// # Errors
    /// As `load`.
    pub fn load_or_builtin(&self, slot: GlobalSlot, _: &'static Builtin) -> Outcome {
        self.load(slot)
    }

    pub fn store(&self, slot: GlobalSlot, value: Value) {
        self.dict().set_name(&self.name(slot), value);
    }

    /// # Errors
    /// NameError, if the dict does not have the name.
    pub fn delete(&self, slot: GlobalSlot) -> Outcome<()> {
        if self.unbind(slot) {
            return Ok(());
        }
        let name = self.names[slot.0];
        Err(raise_name_error(format!("name '{name}' is not defined"), name))
    }

    /// Forgets a name, bound or not; false if it was not.
    pub fn unbind(&self, slot: GlobalSlot) -> bool {
        remove_name(&self.dict(), &self.name(slot))
    }

    /// `globals()`.
    pub fn dict_value(&self) -> Value {
        self.dict().into_value()
    }
}

impl GlobalNames for TextGlobals {
    fn dict(&self) -> Ref<Dict> {
        text_module().globals.dict()
    }

    fn load_slot(&self, slot: GlobalSlot) -> Outcome {
        self.load(slot)
    }
}
