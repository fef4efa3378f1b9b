//! `importlib`: imports of modules whose names are made at run time, among those that the program was built with.

use crate::classes::{known_names, Method};
use crate::exceptions::*;
use crate::functions::Arguments;
use crate::kept::Row;
use crate::modules::import::{check_known, import_leaf, reload_module};
use crate::modules::{Member, ModuleObject, NativeModule};
use crate::protocol::convert::repr;
use crate::text::str::Str;
use crate::text::to_lossy;
use crate::value::{Value, NONE};

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "importlib",
    documentation: None,
    members: MEMBERS,
    known_names: known_names::of_module("importlib"),
};

const MEMBERS: &[Row<Member>] = members![
    Member::Function(&Method::new("import_module", "name, package=None", import_module)),
    // The modules of a program are found once and for all, when it is built.
    Member::Function(&Method::new("invalidate_caches", "", |_| Ok(NONE()))),
    Member::Function(&Method::new("reload", "module", reload)),
];

/// Imports a module by its name, as `Lib/importlib/__init__.py` does.
fn import_module(arguments: &mut Arguments) -> Outcome {
    let name = arguments.take(0);
    let Some(text) = name.downcast::<Str>().map(Str::to_lossy) else {
        return Err(raise_attribute_error(format!("'{}' object has no attribute 'startswith'", name.type_name())));
    };
    let dots = text.bytes().take_while(|byte| *byte == b'.').count();
    let absolute = if dots == 0 { text } else { resolve(&text, dots, arguments.optional(1))? };
    if absolute.is_empty() {
        return Err(raise_value_error("Empty module name"));
    }
    check_known(&absolute)?;
    import_leaf(&absolute)
}

/// A relative name from a package (`_bootstrap._resolve_name`).
fn resolve(name: &str, dots: usize, package: Option<Value>) -> Outcome<String> {
    let package = package.and_then(|package| package.downcast::<Str>().map(Str::to_lossy)).unwrap_or_default();
    if package.is_empty() {
        let shown = to_lossy(&repr(&crate::text::str_value(name))?);
        let message = format!("the 'package' argument is required to perform a relative import for {shown}");
        return Err(raise_type_error(message));
    }
    let mut base = package.as_str();
    for _ in 1..dots {
        base = match base.rsplit_once('.') {
            Some((outer, _)) => outer,
            None => {
                return Err(raise_builtin(
                    &IMPORT_ERROR,
                    vec![text!("attempted relative import beyond top-level package")],
                ))
            }
        };
    }
    let rest = &name[dots..];
    Ok(if rest.is_empty() { base.to_owned() } else { format!("{base}.{rest}") })
}

/// Runs a module's body again, over the names that it has.
fn reload(arguments: &mut Arguments) -> Outcome {
    let module = arguments.take(0);
    let Some(name) = module.downcast::<ModuleObject>().and_then(ModuleObject::name) else {
        return Err(raise_type_error("reload() argument must be a module"));
    };
    reload_module(&module, &name)
}
