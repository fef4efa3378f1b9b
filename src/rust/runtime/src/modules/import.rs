//! Imports: each module's body runs once; parents first, then the child, which is bound in its
//! parent.

use super::class::ModuleObject;
use super::globals::remove_name;
use super::{AnyModule, GlobalNames, Module};
use crate::classes::BuiltinClass;
use crate::collections::Dict;
use crate::exceptions::{
    new_exception, raise_type_error, Exception, Outcome, Raised, ATTRIBUTE_ERROR, IMPORT_ERROR, MODULE_NOT_FOUND_ERROR,
};
use crate::functions::frame::RECURSION;
use crate::heap::single_thread::SingleThread;
use crate::names::{intern_text, Name};
use crate::object::Ref;
use crate::protocol::attributes::{getattr, getattr_optional, setattr_value};
use crate::protocol::iterate::collect;
use crate::text::str::Str;
use crate::text::str_value;
use crate::value::Value;
use std::cell::{OnceCell, RefCell};

static AVAILABLE: SingleThread<RefCell<Vec<&'static dyn AnyModule>>> = SingleThread::new(RefCell::new(Vec::new()));
static WITHHELD: SingleThread<RefCell<&[&str]>> = SingleThread::new(RefCell::new(&[]));
static MODULES: SingleThread<OnceCell<Ref<Dict>>> = SingleThread::new(OnceCell::new());
/// What the changes of the dict of `builtins` were when it had just been filled.
static PRISTINE: SingleThread<OnceCell<(u32, u32, usize, usize)>> = SingleThread::new(OnceCell::new());
/// The module `builtins` and its dict.
static BUILTINS: SingleThread<OnceCell<(Ref<ModuleObject>, Ref<Dict>)>> = SingleThread::new(OnceCell::new());

/// Says which modules the program may import.
pub fn set_available(modules: &[&'static dyn AnyModule]) {
    *AVAILABLE.borrow_mut() = modules.to_vec();
}

/// Says which modules CPython has and this program was built without.
pub fn set_withheld(names: &'static [&'static str]) {
    *WITHHELD.borrow_mut() = names;
}

fn available(name: &str) -> Option<&'static dyn AnyModule> {
    if name == "builtins" {
        return Some(&crate::library::builtins::MODULE);
    }
    AVAILABLE.borrow().iter().copied().find(|module| module.name() == name)
}

/// The names of all modules inside, sorted.
pub(crate) fn available_names() -> Vec<&'static str> {
    let mut names: Vec<&str> = AVAILABLE.borrow().iter().map(|module| module.name()).collect();
    names.push("builtins");
    names.sort_unstable();
    names.dedup();
    names
}

/// Whether a module of that name is inside.
pub(crate) fn is_available(name: &str) -> bool {
    available(name).is_some()
}

/// A line of the source of a module inside, as far as tracebacks may show it.
pub(crate) fn source_line(file: &str, line: u32) -> Option<&'static str> {
    AVAILABLE.borrow().iter().find_map(|module| module.source_line(file, line))
}

/// A module whose body ran or runs.
pub(crate) fn loaded_module(name: &str) -> Option<Value> {
    loaded().get_name(&intern_text(name))
}

/// `sys.modules`, for the program.
pub fn modules() -> Ref<Dict> {
    loaded()
}

/// `sys.modules`, for the runtime itself.
pub(crate) fn loaded() -> Ref<Dict> {
    MODULES.get_or_init(Dict::allocate).clone()
}

/// Whether every name of `builtins` still means what it meant at the start.
#[inline]
pub(crate) fn builtins_are_pristine() -> bool {
    match (BUILTINS.get(), PRISTINE.get()) {
        (Some((_, dict)), Some(changes)) => dict.table.borrow().changes() == *changes,
        _ => false,
    }
}

/// A name of the module `builtins`.
pub(crate) fn builtin(name: &Value) -> Option<Value> {
    BUILTINS.get().or_else(find_builtins)?.1.get_name(name)
}

/// The module `builtins`.
pub(crate) fn builtins_module() -> Option<&'static Ref<ModuleObject>> {
    Some(&BUILTINS.get().or_else(find_builtins)?.0)
}

fn find_builtins() -> Option<&'static (Ref<ModuleObject>, Ref<Dict>)> {
    let module = match load("builtins", None, 0) {
        Ok(module) => module?.into_ref::<ModuleObject>().ok()?,
        Err(raised) => {
            raised.forget();
            return None;
        }
    };
    let dict = module.dict();
    PRISTINE.get_or_init(|| dict.table.borrow().changes());
    Some(BUILTINS.get_or_init(|| (module, dict)))
}

/// Runs a module as `__main__`.
///
/// # Errors
/// What its body raises.
pub fn run_main(module: &'static Module) -> Outcome<()> {
    let object = module.object_named("__main__");
    loaded().set_name(&intern_text("__main__"), object.value());
    module.run(&object)
}

/// Raises an import error with its attributes `name` and `path`.
fn raise_import_error(class: &'static BuiltinClass, message: impl Into<Str>, name: &str, path: Option<&str>) -> Raised {
    let message = str_value(message);
    let exception = new_exception(class, vec![message.clone()]);
    if let Some(own) = exception.downcast::<Exception>() {
        own.set_field(0, message);
        own.set_field(1, str_value(name));
        own.set_field(2, path.map_or_else(crate::value::NONE, str_value));
    }
    Raised::new(exception)
}

/// Frames that CPython's `importlib` has on its stack between an import and the module's body; they count against the
/// recursion limit.
const FRAMES_OF_IMPORT: u32 = 6;
/// The same for each package that is imported on the way to a module inside it.
const FRAMES_OF_PARENT: u32 = 4;
/// The same for `from package import module`.
const FRAMES_OF_FROM: u32 = 3;

/// A module that is loaded, or loads it with so many frames below; `None` if there is none of that name.
fn load(name: &str, parent: Option<&Value>, frames: u32) -> Outcome<Option<Value>> {
    let key = intern_text(name);
    if let Some(module) = loaded().get_name(&key) {
        if module.is_none() {
            let message = format!("import of {name} halted; None in sys.modules");
            return Err(raise_import_error(&MODULE_NOT_FOUND_ERROR, message, name, None));
        }
        return Ok(Some(module));
    }
    let Some(found) = available(name) else {
        if WITHHELD.borrow().contains(&name) || parent.is_some_and(is_withheld) {
            return load_empty(super::class::new_withheld(name), name, parent).map(Some);
        }
        if has_modules_below(name) {
            return load_empty(super::class::new_namespace(name), name, parent).map(Some);
        }
        return Ok(None);
    };
    let object = found.object();
    loaded().set_name(&key, object.value());
    object.initializing.set(true);
    let depth = RECURSION.depth.get();
    RECURSION.depth.set(depth + FRAMES_OF_IMPORT + frames);
    let result = found.run(&object);
    RECURSION.depth.set(depth);
    object.initializing.set(false);
    if let Err(raised) = result {
        remove_name(&loaded(), &key);
        return Err(raised);
    }
    // The body may have put something else into `sys.modules`.
    let module = loaded().get_name(&key).unwrap_or_else(|| object.value());
    bind_in_parent(parent, name, &module)?;
    Ok(Some(module))
}

fn bind_in_parent(parent: Option<&Value>, name: &str, module: &Value) -> Outcome<()> {
    let (Some(parent), Some((_, leaf))) = (parent, name.rsplit_once('.')) else { return Ok(()) };
    match parent.downcast::<ModuleObject>().filter(|_| parent.class().is_builtin()) {
        Some(parent) => {
            parent.dict().set_name(&intern_text(leaf), module.clone());
            Ok(())
        }
        None => setattr_value(parent, &intern_text(leaf), Some(module.clone())),
    }
}

/// Whether an import of a name is decided: by a module that is inside, is loaded, or is withheld.
pub(crate) fn is_known(name: &str) -> bool {
    let (top, _) = name.split_once('.').unwrap_or((name, ""));
    is_available(name)
        || has_modules_below(name)
        || loaded_module(name).is_some()
        || WITHHELD.borrow().iter().any(|withheld| *withheld == name || *withheld == top)
}

/// Ends the program where a module is asked for by a name that is made while it runs, and was not built in. Below a
/// module that is no package there is none for sure.
///
/// # Errors
/// What importing the modules above raises.
pub(crate) fn check_known(name: &str) -> Outcome<()> {
    if is_known(name) {
        return Ok(());
    }
    if let Some((parent, _)) = name.rsplit_once('.').filter(|(parent, _)| is_known(parent)) {
        let parent = load_path(parent)?.1;
        if !is_withheld(&parent) && getattr_optional(&parent, name!("__path__"))?.is_none() {
            return Ok(());
        }
    }
    crate::program::refuse(format_args!("the module {name}, with which the program was not built,"))
}

/// Runs the body of a module again.
///
/// # Errors
/// ImportError where `sys.modules` has another module of that name; what the body raises.
pub(crate) fn reload_module(module: &Value, name: &str) -> Outcome {
    let key = intern_text(name);
    if !loaded().get_name(&key).is_some_and(|found| found.is(module)) {
        let message = format!("module {name} not in sys.modules");
        return Err(raise_import_error(&IMPORT_ERROR, message, name, None));
    }
    match (available(name), module.downcast::<ModuleObject>()) {
        (Some(found), Some(object)) => found.run(object)?,
        _ => crate::program::refuse(format_args!("importlib.reload of the module {name}")),
    }
    Ok(loaded().get_name(&key).unwrap_or_else(|| module.clone()))
}

/// A module without a body: a folder without `__init__.py`, or one that is withheld.
fn load_empty(object: Ref<ModuleObject>, name: &str, parent: Option<&Value>) -> Outcome {
    let module = object.into_value();
    loaded().set_name(&intern_text(name), module.clone());
    if !parent.is_some_and(is_withheld) {
        bind_in_parent(parent, name, &module)?;
    }
    Ok(module)
}

fn is_withheld(module: &Value) -> bool {
    module.downcast::<ModuleObject>().is_some_and(|own| own.is_withheld.get())
}

/// Loads a module and its parents: the first and the last of them.
fn load_path(name: &str) -> Outcome<(Value, Value)> {
    let mut top: Option<Value> = None;
    let mut parent: Option<Value> = None;
    let ends = name.match_indices('.').map(|(end, _)| end).chain([name.len()]);
    for end in ends {
        let part = &name[..end];
        let outer = name[end..].matches('.').count() as u32;
        let Some(module) = load(part, parent.as_ref(), outer * FRAMES_OF_PARENT)? else {
            return Err(not_found(part, parent.as_ref()));
        };
        top.get_or_insert_with(|| module.clone());
        parent = Some(module);
    }
    match (top, parent) {
        (Some(top), Some(leaf)) => Ok((top, leaf)),
        _ => unreachable!("a module's name has a part"),
    }
}

fn not_found(name: &str, parent: Option<&Value>) -> Raised {
    let is_package = |parent: &Value| match parent.downcast::<ModuleObject>().and_then(|own| own.module) {
        Some(module) => module.package,
        None => available_below(parent),
    };
    let message = match parent {
        Some(parent) if !is_package(parent) => {
            let (package, _) = name.rsplit_once('.').unwrap_or((name, ""));
            format!("No module named '{name}'; '{package}' is not a package")
        }
        _ => format!("No module named '{name}'"),
    };
    raise_import_error(&MODULE_NOT_FOUND_ERROR, message, name, None)
}

/// Whether a native module has others below it.
fn available_below(parent: &Value) -> bool {
    let Some(name) = parent.downcast::<ModuleObject>().and_then(ModuleObject::name) else { return false };
    has_modules_below(&name)
}

fn has_modules_below(name: &str) -> bool {
    AVAILABLE.borrow().iter().any(|module| module.name().strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
}

/// `import a.b.c`: gives the module `a`.
///
/// # Errors
/// ModuleNotFoundError; what the modules' bodies raise.
pub fn import_module(name: &str) -> Outcome {
    Ok(load_path(name)?.0)
}

/// `import a.b.c as d`, and `from a.b.c import …`: gives the module `c`.
///
/// # Errors
/// As [`import_module`].
pub fn import_leaf(name: &str) -> Outcome {
    Ok(load_path(name)?.1)
}

/// `from module import name`.
///
/// # Errors
/// ImportError if there is neither such an attribute nor such a submodule.
pub fn import_from(module: &Value, name: &Name) -> Outcome {
    let object = module.downcast::<ModuleObject>();
    if let Some(missing) = object.and_then(|own| own.missing(name.value())) {
        return Ok(missing);
    }
    match getattr(module.clone(), name) {
        Err(raised) if raised.is_instance_of(&ATTRIBUTE_ERROR) => raised.forget(),
        other => return other,
    }
    let own_name = getattr_optional(module, name!("__name__"))?;
    let own_name = own_name.and_then(|own| own.downcast::<Str>().map(Str::to_lossy));
    let Some(own_name) = own_name else {
        let message = format!("cannot import name '{}' from '<unknown module name>' (unknown location)", name.text());
        return Err(raise_import_error(&IMPORT_ERROR, message, "<unknown module name>", None));
    };
    let is_package = object.is_some_and(|own| own.module.is_some_and(|module| module.package));
    if is_package || object.is_some_and(|_| available_below(module)) {
        if let Some(found) = load(&format!("{own_name}.{}", name.text()), Some(module), FRAMES_OF_FROM)? {
            return Ok(found);
        }
    }
    let file = getattr_optional(module, name!("__file__"))?;
    let file = file.and_then(|file| file.downcast::<Str>().map(Str::to_lossy));
    let place = file.as_deref().unwrap_or("unknown location");
    let message = if object.is_some_and(|own| own.initializing.get()) {
        format!(
            "cannot import name '{}' from partially initialized module '{own_name}' \
             (most likely due to a circular import) ({place})",
            name.text()
        )
    } else {
        format!("cannot import name '{}' from '{own_name}' ({place})", name.text())
    };
    Err(raise_import_error(&IMPORT_ERROR, message, &own_name, file.as_deref()))
}

/// `from module import *`.
///
/// # Errors
/// AttributeError for a name of `__all__` that the module does not have; TypeError for one that
/// is no str.
pub fn import_star(module: &Value, globals: &'static dyn GlobalNames) -> Outcome<()> {
    let target = globals.dict();
    if is_withheld(module) {
        crate::program::refuse("`import *` from a module that the program was built without");
    }
    if let Some(all) = getattr_optional(module, name!("__all__"))? {
        for name in collect(all)? {
            if name.downcast::<Str>().is_none() {
                let own = getattr_optional(module, name!("__name__"))?.unwrap_or(crate::value::NONE());
                let own = crate::text::to_lossy(&own);
                return Err(raise_type_error(format!("Item in {own}.__all__ must be str, not {}", name.type_name())));
            }
            let name = crate::names::intern(name);
            let value = crate::protocol::attributes::getattr_value(module, &name)?;
            target.set_name(&name, value);
        }
        return Ok(());
    }
    let Some(object) = module.downcast::<ModuleObject>() else {
        return Err(raise_import_error(&IMPORT_ERROR, "from-import-* object has no __dict__ and no __all__", "", None));
    };
    for name in object.known_names.get().iter().filter(|name| !name.starts_with('_')) {
        let name = intern_text(name);
        if let Some(missing) = object.missing(&name) {
            target.set_name(&name, missing);
        }
    }
    for (name, value) in object.dict().items() {
        let public = name.downcast::<Str>().is_some_and(|text| text.is_empty() || text.at(0) != u32::from(b'_'));
        if public {
            target.set_name(&crate::names::intern(name), value);
        }
    }
    Ok(())
}
