//! Module objects.

use super::globals::remove_name;
use super::Module;
use crate::classes::slots::{Init, New};
use crate::classes::{BuiltinClass, GetSet, Method, Slots};
use crate::collections::{list_value, Dict};
use crate::exceptions::{raise_attribute_error, raise_attribute_error_with, raise_type_error, Outcome};
use crate::functions::builtin::{Constructor, Initializer};
use crate::functions::{call, Arguments};
use crate::names::intern_text;
use crate::object::{allocate, Kind, Ref};
use crate::protocol::attributes::{bind_to_instance, generic_setattribute, is_data_descriptor};
use crate::protocol::convert::repr;
use crate::text::str::Str;
use crate::text::str_value;
use crate::text::to_lossy;
use crate::value::{Value, NONE};
use std::cell::{Cell, RefCell};

/// A module object.
pub struct ModuleObject {
    dict: RefCell<Ref<Dict>>,
    /// The translated module, if it is one.
    pub(crate) module: Option<&'static Module>,
    /// Its body has not ended yet.
    pub(crate) initializing: Cell<bool>,
    /// What CPython's module has: what is not here is refused.
    pub(crate) known_names: Cell<&'static [&'static str]>,
    /// Whether a native module is behind it.
    pub(crate) is_native: Cell<bool>,
    /// Whether the program was built without it: it can be imported, and nothing else.
    pub(crate) is_withheld: Cell<bool>,
}

impl ModuleObject {
    fn new(dict: Ref<Dict>, module: Option<&'static Module>) -> ModuleObject {
        ModuleObject {
            dict: RefCell::new(dict),
            module,
            initializing: Cell::new(false),
            known_names: Cell::new(&[]),
            is_native: Cell::new(false),
            is_withheld: Cell::new(false),
        }
    }
}

impl ModuleObject {
    pub fn dict(&self) -> Ref<Dict> {
        self.dict.borrow().clone()
    }

    /// One of the module's names.
    pub fn get(&self, name: &Value) -> Option<Value> {
        self.dict.borrow().get_name(name)
    }

    /// The key under which places remember positions in the dict; no class and no shape has it.
    pub(crate) fn place_key(&self) -> usize {
        std::ptr::from_ref(self) as usize | 1
    }

    /// The value at a position of the dict, if that has this name.
    pub(crate) fn at(&self, position: usize, name: &Value) -> Option<Value> {
        let dict = self.dict.borrow();
        let table = dict.table.borrow();
        table.entry(position).filter(|entry| entry.key.is(name)).map(|entry| entry.value.clone())
    }

    /// The position of a name in the dict.
    pub(crate) fn position(&self, name: &Value) -> Option<u32> {
        let dict = self.dict.borrow();
        let table = dict.table.borrow();
        let mut position = 0;
        while let Some((found, entry)) = table.entry_from(position) {
            if entry.key.is(name) {
                return u32::try_from(found).ok();
            }
            position = found + 1;
        }
        None
    }

    /// `__name__`, for messages.
    pub fn name(&self) -> Option<String> {
        self.get(name!("__name__").value())?.downcast::<Str>().map(|name| name.to_lossy())
    }
}

pub(crate) fn allocate_module(dict: Ref<Dict>, module: Option<&'static Module>) -> Ref<ModuleObject> {
    allocate(MODULE_TYPE.class(), ModuleObject::new(dict, module))
}

/// The module object of a package without `__init__.py`.
pub(crate) fn new_namespace(name: &str) -> Ref<ModuleObject> {
    let module = allocate_module(Dict::allocate(), None);
    fill(&module.dict(), str_value(name), NONE());
    module.dict().set_name(&intern_text("__package__"), str_value(name));
    module.dict().set_name(&intern_text("__file__"), NONE());
    module.known_names.set(&["__path__"]);
    module
}

/// What stands for a module that CPython has and this program was built without.
pub(crate) fn new_withheld(name: &str) -> Ref<ModuleObject> {
    let module = allocate_module(Dict::allocate(), None);
    fill(&module.dict(), str_value(name), NONE());
    module.is_withheld.set(true);
    module
}

impl ModuleObject {
    /// Whether CPython's module has a name that this one has not.
    fn lacks(&self, name: &Value) -> bool {
        self.known_names.get().binary_search(&to_lossy(name).as_str()).is_ok() && self.get(name).is_none()
    }

    fn stand_in(&self, name: &Value) -> Value {
        super::missing::missing(&self.name().unwrap_or_default(), &to_lossy(name))
    }

    /// What stands for a name that CPython's module has and this one has not, or may have where it was built without it.
    pub(crate) fn missing(&self, name: &Value) -> Option<Value> {
        let is_missing = self.lacks(name) || self.is_withheld.get() && self.get(name).is_none();
        is_missing.then(|| self.stand_in(name))
    }
}

/// The names that every module has.
fn fill(dict: &Dict, name: Value, documentation: Value) {
    dict.set_name(name!("__name__").value(), name);
    dict.set_name(name!("__doc__").value(), documentation);
    for absent in ["__package__", "__loader__", "__spec__"] {
        dict.set_name(&intern_text(absent), NONE());
    }
}

static NEW: Constructor = Constructor::new("*args, **kwargs", |class, _| {
    Ok(allocate(class, ModuleObject::new(Dict::allocate(), None)).into_value())
});

static INIT: Initializer = Initializer::new("name, doc=None", |module, arguments| {
    let name = arguments.take(0);
    if name.downcast::<Str>().is_none() {
        let given = name.type_name();
        return Err(raise_type_error(format!("module() argument 'name' must be str, not {given}")));
    }
    fill(&own(module)?.dict(), name, arguments.optional(1).unwrap_or_else(NONE));
    Ok(())
});

/// The module that is asked for something; ends the program where it was built without it.
fn own(value: &Value) -> Outcome<&ModuleObject> {
    let module = value.downcast::<ModuleObject>().ok_or_else(|| raise_type_error("a module is required"))?;
    if module.is_withheld.get() {
        crate::program::refuse(format_args!("the module {}", module.name().unwrap_or_default()));
    }
    Ok(module)
}

/// The module whose attribute is asked for or set. `unittest` and `warnings` ask every module for its registry of
/// warnings, which none has before it has warned.
fn owner<'a>(value: &'a Value, name: &Value) -> Outcome<&'a ModuleObject> {
    match value.downcast::<ModuleObject>() {
        Some(module) if name.is(name!("__warningregistry__").value()) => Ok(module),
        _ => own(value),
    }
}

fn getattribute(value: &Value, name: &Value) -> Outcome {
    let module = owner(value, name)?;
    let in_class = value.class().lookup(name);
    if let Some(attribute) = in_class.clone().filter(is_data_descriptor) {
        return bind_to_instance(attribute, value);
    }
    if let Some(found) = module.get(name) {
        return Ok(found);
    }
    // `hasattr` is true of it.
    if module.lacks(name) {
        return Ok(module.stand_in(name));
    }
    let text = to_lossy(name);
    if let Some(attribute) = in_class {
        return bind_to_instance(attribute, value);
    }
    if let Some(fallback) = module.get(name!("__getattr__").value()) {
        return call(fallback, [name.clone()]);
    }
    let message = match module.name() {
        Some(own) if module.initializing.get() => format!(
            "partially initialized module '{own}' has no attribute '{text}' (most likely due to a circular import)"
        ),
        Some(own) => format!("module '{own}' has no attribute '{text}'"),
        None => format!("module has no attribute '{text}'"),
    };
    Err(raise_attribute_error_with(message, value, name))
}

fn setattribute(value: &Value, name: &Value, item: Option<Value>) -> Outcome<()> {
    let module = owner(value, name)?;
    if value.class().lookup(name).is_some_and(|found| found.class().slots().set().is_some()) {
        return generic_setattribute(value, name, item);
    }
    match item {
        // CPython may ask for it: a hook, most of all.
        Some(_) if module.lacks(name) => {
            let own = module.name().unwrap_or_default();
            crate::program::refuse(format_args!("setting {own}.{}", to_lossy(name)));
        }
        Some(item) => {
            module.dict().set_name(name, item);
        }
        None => {
            if !remove_name(&module.dict(), name) {
                let (class, text) = (value.type_name(), to_lossy(name));
                return Err(raise_attribute_error(format!("'{class}' object has no attribute '{text}'")));
            }
        }
    }
    Ok(())
}

fn module_repr(value: &Value) -> Outcome {
    let module = own(value)?;
    let name = match module.get(name!("__name__").value()) {
        Some(name) => to_lossy(&repr(&name)?),
        None => "'?'".to_owned(),
    };
    let place = match module.get(name!("__file__").value()) {
        Some(file) if !file.is_none() => format!("from {}", to_lossy(&repr(&file)?)),
        _ if module.is_native.get() => "(built-in)".to_owned(),
        _ => return Ok(str_value(format!("<module {name}>"))),
    };
    Ok(str_value(format!("<module {name} {place}>")))
}

/// `__annotations__`, made at the first access.
fn annotations(value: &Value) -> Outcome {
    let module = own(value)?;
    let name = name!("__annotations__").value();
    if let Some(found) = module.get(name) {
        return Ok(found);
    }
    let made = Dict::allocate().into_value();
    module.dict().set_name(name, made.clone());
    Ok(made)
}

fn set_annotations(value: &Value, annotations: Option<Value>) -> Outcome<()> {
    let module = own(value)?;
    let name = name!("__annotations__").value();
    match annotations {
        Some(annotations) => {
            module.dict().set_name(name, annotations);
            Ok(())
        }
        None if remove_name(&module.dict(), name) => Ok(()),
        None => Err(raise_attribute_error("__annotations__")),
    }
}

/// `module.__dir__`: the module's names, or what its own `__dir__` says.
fn directory(arguments: &mut Arguments) -> Outcome {
    let value = arguments.take(0);
    let module = own(&value)?;
    let dict = getattribute(&value, name!("__dict__").value())?;
    if dict.downcast::<Dict>().is_none() {
        return Err(crate::exceptions::raise_type_error("<module>.__dict__ is not a dictionary"));
    }
    if let Some(directory) = module.get(name!("__dir__").value()) {
        return call(directory, []);
    }
    let mut names = module.dict().keys();
    for known in module.known_names.get() {
        let known = intern_text(known);
        if module.get(&known).is_none() {
            names.push(known);
        }
    }
    Ok(list_value(names))
}

/// The class `module`.
pub static MODULE_TYPE: BuiltinClass = BuiltinClass::new("module", Kind::Module)
    .slots(slots!(Slots {
        new: Some(New::Native(&NEW)),
        init: Some(Init::Native(&INIT)),
        getattribute: Some(getattribute),
        setattribute: Some(setattribute),
        repr: Some(module_repr),
        ..Slots::NONE
    }))
    .methods(methods!(&[Method::new("__dir__", "self, /", directory)]))
    .getsets(getsets!(&[
        GetSet::new("__annotations__", annotations).set(set_annotations),
        GetSet::new("__dict__", |value| Ok(own(value)?.dict().into_value())),
    ]));
