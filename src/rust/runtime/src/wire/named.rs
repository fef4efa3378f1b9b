//! Objects that both sides have under a dotted name: section 4 of `docs/wire-format.md`.

use super::{refused, Wire};
use crate::classes::{core_classes as core, BuiltinClass, ClassRef};
use crate::functions::function_class;
use crate::modules::{import, ModuleObject};
use crate::names::intern_text;
use crate::object::Kind;
use crate::protocol::attributes::getattr_value_optional;
use crate::text::str::Str;
use crate::text::to_lossy;
use crate::value::Value;
use crate::{collections, generators};

/// What this side has under a dotted name; runs the body of a module that was not imported yet.
///
/// # Errors
/// Refused where there is nothing of that name; what the body raises.
pub fn named_object(name: &str) -> Wire<Value> {
    let ends: Vec<usize> = name.match_indices('.').map(|(end, _)| end).chain([name.len()]).collect();
    let found = ends.iter().rev().find(|end| import::is_available(&name[..**end]));
    let Some(&end) = found else { return refused(format!("no module for the name {name}")) };
    if &name[..end] == "builtins" && end < name.len() {
        // not by importing it: a program that has the module builtins may change it, and pays for that
        let builtin = import::builtin(&intern_text(&name[end + 1..])).or_else(|| hidden_class(name));
        return builtin.map_or_else(|| refused(format!("nothing under the name {name}")), Ok);
    }
    let mut object = import::import_leaf(&name[..end])?;
    for part in name[end..].split('.').skip(1) {
        match getattr_value_optional(&object, &intern_text(part))? {
            Some(next) => object = next,
            None => return refused(format!("nothing under the name {name}")),
        }
    }
    Ok(object)
}

/// Classes that say they are builtins' but are not reached from there: the module `types` names them.
static HIDDEN: [&BuiltinClass; 24] = [
    &generators::ASYNC_GENERATOR,
    &function_class::BUILTIN_FUNCTION,
    &core::CELL,
    &core::CLASS_METHOD_DESCRIPTOR,
    &generators::COROUTINE,
    &crate::functions::code_class::CODE,
    &core::ELLIPSIS_TYPE,
    &crate::functions::frame_object::FRAME,
    &function_class::FUNCTION,
    &generators::GENERATOR,
    &collections::generic_alias::GENERIC_ALIAS,
    &core::GETSET_DESCRIPTOR,
    &collections::mapping_proxy::MAPPING_PROXY,
    &core::MEMBER_DESCRIPTOR,
    &function_class::METHOD_DESCRIPTOR,
    &function_class::METHOD,
    &core::METHOD_WRAPPER,
    &crate::modules::MODULE_TYPE,
    &core::NONE_TYPE,
    &core::NOT_IMPLEMENTED_TYPE,
    &collections::simple_namespace::SIMPLE_NAMESPACE,
    &crate::exceptions::traceback::TRACEBACK,
    &collections::union_type::UNION_TYPE,
    &core::WRAPPER_DESCRIPTOR,
];

fn hidden_class(name: &str) -> Option<Value> {
    let short = name.strip_prefix("builtins.")?;
    let found = HIDDEN.iter().find(|class| class.module == "builtins" && class.name == short)?;
    Some(found.class().value())
}

/// The name under which the host has a value too.
pub fn name_of(value: &Value) -> Option<String> {
    match value.kind() {
        Kind::Module => value.downcast::<ModuleObject>()?.name().filter(|name| import::is_available(name)),
        Kind::Class => {
            let class = ClassRef::from_value(value)?;
            let module = class.module_name().unwrap_or_else(|| "builtins".to_owned());
            if module == "builtins" && class.is_builtin() {
                return Some(format!("builtins.{}", class.name()));
            }
            let qualified = to_lossy(&class.qualified_name.borrow());
            checked(&module, &qualified, value)
        }
        Kind::Function | Kind::BuiltinFunction => {
            let (module, name) = (text_attribute(value, "__module__")?, text_attribute(value, "__qualname__")?);
            checked(&module, &name, value)
        }
        _ => enum_member(value),
    }
}

fn enum_member(value: &Value) -> Option<String> {
    let class = value.class();
    if class.metaclass().module_name().as_deref() != Some("enum") {
        return None;
    }
    let member = text_attribute(value, "_name_")?;
    let module = class.module_name()?;
    let qualified = to_lossy(&class.qualified_name.borrow());
    checked(&module, &format!("{qualified}.{member}"), value)
}

fn text_attribute(value: &Value, name: &str) -> Option<String> {
    let found = getattr_value_optional(value, &intern_text(name)).unwrap_or_else(|raised| {
        raised.forget();
        None
    });
    found.and_then(|text| text.downcast::<Str>().map(Str::to_lossy))
}

/// The dotted name, if it leads to this very object.
fn checked(module: &str, qualified: &str, value: &Value) -> Option<String> {
    if qualified.contains('<') || !import::is_available(module) {
        return None;
    }
    if module == "builtins" {
        return import::builtin(&intern_text(qualified))?.is(value).then(|| format!("{module}.{qualified}"));
    }
    let mut found = import::loaded_module(module)?;
    for part in qualified.split('.') {
        let next = getattr_value_optional(&found, &intern_text(part)).unwrap_or_else(|raised| {
            raised.forget();
            None
        });
        found = next?;
    }
    found.is(value).then(|| format!("{module}.{qualified}"))
}

/// The class `module:qualname`, if this side has it.
pub fn class_of(name: &str) -> Option<ClassRef> {
    let (module, qualified) = name.split_once(':')?;
    if qualified.contains('<') || !import::is_available(module) {
        return None;
    }
    match named_object(&format!("{module}.{qualified}")) {
        Ok(found) => ClassRef::from_value(&found),
        Err(super::Failure::Raised(raised)) => {
            raised.forget();
            None
        }
        Err(_) => None,
    }
}
