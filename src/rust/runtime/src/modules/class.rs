//! Module objects.

use super::globals::remove_name;
use super::Module;
use crate::classes::{BuiltinClass, GetSet, Slots};
use crate::collections::Dict;
use crate::exceptions::{raise_attribute_error_with, raise_type_error, Outcome};
use crate::functions::call;
use crate::object::{allocate, Kind, Ref};
use crate::protocol::attributes::{bind_to_instance, generic_setattribute, is_data_descriptor};
use crate::protocol::convert::repr;
use crate::text::str_value;
use crate::text::to_lossy;
use crate::value::Value;
use std::cell::{Cell, RefCell};

/// A module object.
pub struct ModuleObject {
    dict: RefCell<Ref<Dict>>,
    /// The translated module, if it is one.
    pub(crate) module: Option<&'static Module>,
    /// Its body has not ended yet.
    pub(crate) initializing: Cell<bool>,
    /// Names that CPython's module has and this one does not yet.
    pub(crate) known_names: Cell<&'static [&'static str]>,
}

impl ModuleObject {
    pub fn dict(&self) -> Ref<Dict> {
        self.dict.borrow().clone()
    }

    /// One of the module's names.
    pub fn get(&self, name: &Value) -> Option<Value> {
        self.dict.borrow().get_name(name)
    }

    /// `__name__`, for messages.
    pub fn name(&self) -> Option<String> {
        self.get(name!("__name__").value())?.downcast::<crate::text::str::Str>().map(|name| name.to_lossy())
    }
}

pub(crate) fn allocate_module(dict: Ref<Dict>, module: Option<&'static Module>) -> Ref<ModuleObject> {
    let object =
        ModuleObject { dict: RefCell::new(dict), module, initializing: Cell::new(false), known_names: Cell::new(&[]) };
    allocate(MODULE_TYPE.class(), object)
}

fn own(value: &Value) -> Outcome<&ModuleObject> {
    value.downcast::<ModuleObject>().ok_or_else(|| raise_type_error("a module is required"))
}

fn getattribute(value: &Value, name: &Value) -> Outcome {
    let module = own(value)?;
    let in_class = value.class().lookup(name);
    if let Some(attribute) = in_class.clone().filter(is_data_descriptor) {
        return bind_to_instance(attribute, value);
    }
    if let Some(found) = module.get(name) {
        return Ok(found);
    }
    if let Some(attribute) = in_class {
        return bind_to_instance(attribute, value);
    }
    if let Some(fallback) = module.get(name!("__getattr__").value()) {
        return call(fallback, [name.clone()]);
    }
    let text = to_lossy(name);
    if module.known_names.get().binary_search(&text.as_str()).is_ok() {
        crate::program::refuse(format!("{}.{text}", module.name().unwrap_or_default()));
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
    let module = own(value)?;
    if value.class().lookup(name).is_some_and(|found| found.class().slots().set.is_some()) {
        return generic_setattribute(value, name, item);
    }
    match item {
        Some(item) => {
            module.dict().set_name(name, item);
        }
        None => {
            if !remove_name(&module.dict(), name) {
                let text = to_lossy(name);
                let own = module.name().unwrap_or_default();
                let message = format!("module '{own}' has no attribute '{text}'");
                return Err(raise_attribute_error_with(message, value, name));
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
        _ if module.module.is_none() && !module.initializing.get() && module.known() => "(built-in)".to_owned(),
        _ => return Ok(str_value(format!("<module {name}>"))),
    };
    Ok(str_value(format!("<module {name} {place}>")))
}

impl ModuleObject {
    /// Whether a native module is behind it.
    fn known(&self) -> bool {
        self.get(name!("__loader__").value()).is_some()
    }
}

/// The class `module`.
pub static MODULE_TYPE: BuiltinClass = BuiltinClass::new("module", Kind::Module)
    .slots(Slots {
        getattribute: Some(getattribute),
        setattribute: Some(setattribute),
        repr: Some(module_repr),
        ..Slots::NONE
    })
    .getsets(&[GetSet::new("__dict__", |value| Ok(own(value)?.dict().into_value()))])
    .known_names(&["__annotations__"]);
