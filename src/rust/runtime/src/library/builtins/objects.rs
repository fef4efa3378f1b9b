//! `ascii`, `callable`, `delattr`, `dir`, `format`, `getattr`, `hasattr`, `hash`, `id`, `isinstance`,
//! `issubclass`, `repr`, `setattr`, `vars`.

use crate::classes::Convention;
use crate::collections::support::{self, at, type_name};
use crate::exceptions::*;
use crate::functions::builtin::Builtin;
use crate::functions::Arguments;
use crate::modules::import::{check_known, import_leaf, import_module, is_available};
use crate::names::attribute_name;
use crate::object::Kind;
use crate::protocol;
use crate::protocol::attributes;
use crate::text::str::Str;
use crate::value::{boolean, int, Value, NONE};

/// Whether a value can be called.
pub fn is_callable(value: &Value) -> bool {
    matches!(
        value.kind(),
        Kind::Function
            | Kind::BuiltinFunction
            | Kind::MethodDescriptor
            | Kind::BoundMethod
            | Kind::WrapperDescriptor
            | Kind::MethodWrapper
            | Kind::Class
    ) || value.class().slots().call().is_some()
}

pub static CALLABLE: Builtin = Builtin::new("callable", "obj, /", |arguments| {
    crate::modules::missing::reject(at(arguments, 0));
    Ok(boolean(is_callable(at(arguments, 0))))
});

pub static ASCII: Builtin = Builtin::new("ascii", "obj, /", |arguments| protocol::convert::ascii(at(arguments, 0)));

pub static REPR: Builtin = Builtin::new("repr", "obj, /", |arguments| protocol::convert::repr(at(arguments, 0)));

pub static HASH: Builtin = Builtin::new("hash", "obj, /", |arguments| support::hash(at(arguments, 0)).map(int));

pub static ID: Builtin = Builtin::new("id", "obj, /", |arguments| {
    Ok(crate::value::integer(crate::number::integer::Integer::from(at(arguments, 0).identity())))
});

pub static FORMAT: Builtin = Builtin::new("format", "value, format_spec='', /", |arguments| {
    let value = arguments.take(0);
    let spec = arguments.optional(1);
    if let Some(spec) = spec.as_ref().filter(|spec| spec.downcast::<Str>().is_none()) {
        return Err(raise_type_error(format!("format() argument 2 must be str, not {}", type_name(spec))));
    }
    protocol::convert::format(&value, &spec.unwrap_or_else(|| support::text("")))
});

pub static GETATTR: Builtin = Builtin::new("getattr", "object, name, default=None, /", |arguments| {
    let object = arguments.take(0);
    let name = attribute_name(arguments.take(1), false)?;
    match arguments.optional(2) {
        None => attributes::getattr_value(&object, &name),
        Some(default) => Ok(attributes::getattr_value_optional(&object, &name)?.unwrap_or(default)),
    }
});

pub static HASATTR: Builtin = Builtin::new("hasattr", "obj, name, /", |arguments| {
    let object = arguments.take(0);
    let name = attribute_name(arguments.take(1), false)?;
    Ok(boolean(attributes::getattr_value_optional(&object, &name)?.is_some()))
});

pub static SETATTR: Builtin = Builtin::new("setattr", "obj, name, value, /", |arguments| {
    let object = arguments.take(0);
    let name = attribute_name(arguments.take(1), true)?;
    attributes::setattr_value(&object, &name, Some(arguments.take(2)))?;
    Ok(NONE())
});

pub static DELATTR: Builtin = Builtin::new("delattr", "obj, name, /", |arguments| {
    let object = arguments.take(0);
    let name = attribute_name(arguments.take(1), false)?;
    attributes::setattr_value(&object, &name, None)?;
    Ok(NONE())
});

pub static ISINSTANCE: Builtin = Builtin::new("isinstance", "obj, class_or_tuple, /", |arguments| {
    protocol::instances::isinstance(at(arguments, 0), at(arguments, 1)).map(boolean)
});

pub static ISSUBCLASS: Builtin = Builtin::new("issubclass", "cls, class_or_tuple, /", |arguments| {
    protocol::instances::issubclass(at(arguments, 0), at(arguments, 1)).map(boolean)
});

/// The argument of a builtin that means its caller's names without one: generated code asks for these itself.
fn given(arguments: &mut Arguments, name: &str) -> Value {
    match arguments.optional(0) {
        Some(object) => object,
        None => crate::program::refuse(format_args!("{name}() without an argument, by another name")),
    }
}

pub static DIR: Builtin = Builtin::new("dir", "object=None, /", |arguments| {
    let object = given(arguments, "dir");
    let Some(names) = support::call_special(&object, name!("__dir__"), [])? else {
        return Err(raise_type_error("object does not provide __dir__"));
    };
    let (sorted, result) = crate::collections::list::sort_values(support::collect(&names)?, None, false);
    result?;
    Ok(crate::collections::list_value(sorted))
})
.convention(Convention::Tuple);

pub static VARS: Builtin = Builtin::new("vars", "object=None, /", |arguments| {
    let object = given(arguments, "vars");
    match support::get_optional_attribute(&object, name!("__dict__"))? {
        Some(dict) => Ok(dict),
        None => Err(raise_type_error("vars() argument must have __dict__ attribute")),
    }
})
.convention(Convention::Tuple);

macro_rules! running_texts {
    ($($name:ident $text:literal $parameters:literal $field:ident)*) => {
        $(pub static $name: Builtin = Builtin::new($text, $parameters, |arguments: &mut Arguments| {
            match crate::texts::engine() {
                Some(engine) => (engine.$field)(arguments),
                None => crate::program::refuse(concat!("the builtin function ", $text)),
            }
        });)*
    };
}

running_texts! {
    COMPILE "compile" "source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1" compile
    EVAL "eval" "source, globals=None, locals=None, /" eval
    EXEC "exec" "source, globals=None, locals=None, /, *, closure=None" exec
}

macro_rules! refused {
    ($($name:ident $text:literal)*) => {
        $(pub static $name: Builtin = Builtin::new($text, "*arguments, **keywords", |_: &mut Arguments| {
            crate::program::refuse(concat!("the builtin function ", $text))
        });)*
    };
}

pub static IMPORT: Builtin =
    Builtin::new("__import__", "name, globals=None, locals=None, fromlist=(), level=0", |arguments| {
        let name = arguments.take(0);
        let Some(text) = name.downcast::<Str>().map(Str::to_lossy) else {
            return Err(raise_type_error("module name must be a string"));
        };
        let level = arguments.optional(4).map_or(Ok(0), |level| crate::native::index_c_int(&level))?;
        if level < 0 {
            return Err(raise_value_error("level must be >= 0"));
        }
        if text.is_empty() && level == 0 {
            return Err(raise_value_error("Empty module name"));
        }
        if level > 0 {
            crate::program::refuse("__import__() of a relative name");
        }
        check_known(&text)?;
        let wanted = match arguments.optional(3) {
            Some(wanted) if crate::protocol::truth(wanted.clone())? => support::collect(&wanted)?,
            _ => return import_module(&text),
        };
        let module = import_leaf(&text)?;
        for name in wanted {
            let below = format!("{text}.{}", crate::text::to_lossy(&name));
            if is_available(&below) {
                import_leaf(&below)?;
            }
        }
        Ok(module)
    });

refused! {
    BREAKPOINT "breakpoint"
    GLOBALS "globals"
    HELP "help"
    LOCALS "locals"
}
