//! `_warnings` (`Python/_warnings.c`).

use crate::classes::{known_names, BuiltinClass, Method};
use crate::collections::support::{self, at};
use crate::collections::{Dict, List, Tuple};
use crate::exceptions::*;
use crate::functions::code::HIDDEN_LINE;
use crate::functions::frame::frames;
use crate::functions::{call_method, Arguments};
use crate::heap::single_thread::SingleThread;
use crate::modules::import::{loaded_module, source_line};
use crate::modules::NativeModule;
use crate::names::intern_text;
use crate::native;
use crate::number::int_class::INT;
use crate::number::int_parse::int_of;
use crate::number::integer_text::without_digit_limit;
use crate::object::Ref;
use crate::protocol::attributes::getattr_value_optional;
use crate::protocol::convert;
use crate::protocol::instances::{isinstance, issubclass};
use crate::text::str::Str;
use crate::text::str_class::STR;
use crate::text::to_lossy;
use crate::value::{int, Value, NONE, TRUE};
use std::cell::{Cell, OnceCell};

struct State {
    filters: Value,
    once_registry: Ref<Dict>,
    version: Cell<i64>,
}

fn state() -> &'static State {
    static STATE: SingleThread<OnceCell<State>> = SingleThread::new(OnceCell::new());
    STATE.get_or_init(|| State {
        filters: native::list(default_filters()),
        once_registry: Dict::allocate(),
        version: Cell::new(0),
    })
}

fn default_filters() -> Vec<Value> {
    let filter = |action: &str, category: &'static BuiltinClass, module: Option<&str>| {
        let module = module.map_or_else(NONE, support::text);
        native::tuple(vec![support::text(action), NONE(), category.value(), module, int(0)])
    };
    vec![
        filter("default", &DEPRECATION_WARNING, Some("__main__")),
        filter("ignore", &DEPRECATION_WARNING, None),
        filter("ignore", &PENDING_DEPRECATION_WARNING, None),
        filter("ignore", &IMPORT_WARNING, None),
        filter("ignore", &RESOURCE_WARNING, None),
    ]
}

/// An attribute of the module `warnings`, where that is imported (`get_warnings_attr`).
fn warnings_attribute(name: &str) -> Outcome<Option<Value>> {
    match loaded_module("warnings") {
        Some(module) => getattr_value_optional(&module, &intern_text(name)),
        None => Ok(None),
    }
}

/// What a warning is about.
struct Warning {
    category: Value,
    message: Value,
    filename: Value,
    line: i64,
    module: Option<Value>,
    registry: Option<Value>,
    source: Value,
}

/// The category of a message (`get_category`). Errors: TypeError.
fn category_of(message: &Value, category: Option<Value>) -> Outcome {
    if isinstance(message, &WARNING.value())? {
        return Ok(message.class().value());
    }
    let Some(category) = category.filter(|category| !category.is_none()) else { return Ok(USER_WARNING.value()) };
    match issubclass(&category, &WARNING.value()) {
        Ok(true) => return Ok(category),
        Ok(false) => {}
        Err(raised) => raised.forget(),
    }
    let given = category.type_name();
    Err(raise_type_error(format!("category must be a Warning subclass, not '{given}'")))
}

/// The globals, file and line of the frame that a warning speaks of (`setup_context`).
fn place(level: i64) -> (Ref<Dict>, Value, i64) {
    let mut frames = frames().filter(|(code, _)| code.first_line != HIDDEN_LINE && !code.module.stands_for_c());
    match frames.nth(level.max(1) as usize - 1) {
        Some((code, line)) => (code.module.globals.dict(), support::text(code.module.file), i64::from(line)),
        None => {
            let sys = loaded_module("sys").and_then(|sys| sys.into_ref::<crate::modules::ModuleObject>().ok());
            (sys.map_or_else(Dict::allocate, |sys| sys.dict()), support::text("sys"), 1)
        }
    }
}

static WARN: Method = Method::new("warn", "message, category=None, stacklevel=1, source=None", |arguments| {
    let level = arguments.get(2).map_or(Ok(1), native::index_size)?;
    let (message, category) = (arguments.take(0), arguments.optional(1));
    let category = category_of(&message, category)?;
    let (globals, filename, line) = place(level);
    let key = intern_text("__warningregistry__");
    let registry = globals.get_name(&key).unwrap_or_else(|| {
        let registry = Dict::allocate().into_value();
        globals.set_name(&key, registry.clone());
        registry
    });
    let module = globals.get_name(name!("__name__").value());
    let module = module.filter(|name| name.is_none() || name.downcast::<Str>().is_some());
    explicit(Warning {
        category,
        message,
        filename,
        line,
        module: Some(module.unwrap_or_else(|| support::text("<string>"))),
        registry: Some(registry),
        source: arguments.optional(3).unwrap_or_else(NONE),
    })
})
.doc("Issue a warning, or maybe ignore it or raise an exception.");

static EXPLICIT: Method = Method::new(
    "warn_explicit",
    "message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None",
    |arguments| {
        let filename = arguments.take(2);
        if filename.downcast::<Str>().is_none() {
            let given = filename.type_name();
            return Err(raise_type_error(format!("warn_explicit() argument 3 must be str, not {given}")));
        }
        let line = native::index_integer(at(arguments, 3))?;
        let line = match line.to_i64() {
            Some(fits) if i32::try_from(fits).is_ok() => fits,
            Some(large) if large > 0 => {
                return Err(raise_overflow_error("signed integer is greater than maximum"));
            }
            Some(_) => return Err(raise_overflow_error("signed integer is less than minimum")),
            None => return Err(raise_overflow_error("Python int too large to convert to C long")),
        };
        if let Some(globals) = arguments.not_none(6).filter(|globals| globals.downcast::<Dict>().is_none()) {
            let given = globals.type_name();
            return Err(raise_type_error(format!("module_globals must be a dict, not '{given}'")));
        }
        explicit(Warning {
            message: arguments.take(0),
            category: arguments.take(1),
            filename,
            line,
            module: arguments.optional(4),
            registry: arguments.optional(5),
            source: arguments.optional(7).unwrap_or_else(NONE),
        })
    },
)
.doc("Low-level interface to warnings functionality.");

/// `normalize_module`: what a file's module is called.
fn module_of(filename: &Value) -> Value {
    let name = to_lossy(filename);
    match name.as_str() {
        "" => support::text("<unknown>"),
        name => support::text(name.strip_suffix(".py").unwrap_or(name)),
    }
}

/// `warn_explicit`.
fn explicit(mut warning: Warning) -> Outcome {
    if warning.module.as_ref().is_some_and(Value::is_none) {
        return Ok(NONE());
    }
    let registry = match warning.registry.take().filter(|registry| !registry.is_none()) {
        Some(registry) => match registry.into_ref::<Dict>() {
            Ok(registry) => Some(registry),
            Err(_) => return Err(raise_type_error("'registry' must be a dict or None")),
        },
        None => None,
    };
    let module = warning.module.take().unwrap_or_else(|| module_of(&warning.filename));
    let text = if isinstance(&warning.message, &WARNING.value())? {
        warning.category = warning.message.class().value();
        crate::protocol::convert::str(&warning.message)?
    } else {
        let text = warning.message.clone();
        warning.message = support::call(&warning.category, [text.clone()])?;
        text
    };
    let key = native::tuple(vec![text.clone(), warning.category.clone(), int(warning.line)]);
    if let Some(registry) = &registry {
        if is_known(registry, &key, false)? {
            return Ok(NONE());
        }
    }
    let (action, item) = action_for(&warning, &text, &module)?;
    let action_name = to_lossy(&action);
    match action_name.as_str() {
        "error" => return Err(raise(warning.message, None)),
        "ignore" => return Ok(NONE()),
        "always" => return show(&warning),
        _ => {}
    }
    if let Some(registry) = &registry {
        registry.set(key, TRUE())?;
    }
    let wide = native::tuple(vec![text, warning.category.clone()]);
    let is_repeated = match action_name.as_str() {
        "once" => {
            let once = registry.map_or_else(once_registry, Ok)?;
            is_known(&once, &wide, true)?
        }
        "module" => match &registry {
            Some(registry) => is_known(registry, &wide, true)?,
            None => false,
        },
        "default" => false,
        _ => {
            let (action, item) = (support::repr_text(&action)?, support::repr_text(&item)?);
            return Err(raise_runtime_error(format!("Unrecognized action ({action}) in warnings.filters:\n {item}")));
        }
    };
    if is_repeated {
        return Ok(NONE());
    }
    show(&warning)
}

/// The registry of warnings that are shown once.
fn once_registry() -> Outcome<Ref<Dict>> {
    match warnings_attribute("onceregistry")? {
        None => Ok(state().once_registry.clone()),
        Some(registry) => {
            registry.into_ref::<Dict>().map_err(|_| raise_type_error("_warnings.onceregistry must be a dict"))
        }
    }
}

/// Whether a registry has a key, which is put there otherwise where that is wanted (`already_warned`).
fn is_known(registry: &Dict, key: &Value, put: bool) -> Outcome<bool> {
    let version = state().version.get();
    let version_key = support::text("version");
    let is_current = registry.get(&version_key)?.and_then(|own| own.as_small_int()) == Some(version);
    if is_current {
        if let Some(known) = registry.get(key)? {
            if support::truth(&known)? {
                return Ok(true);
            }
        }
    } else {
        registry.clear();
        registry.set(version_key, int(version))?;
    }
    if put {
        registry.set(key.clone(), TRUE())?;
    }
    Ok(false)
}

/// Whether a text fits what a filter has: nothing, the same text, or a pattern (`check_matched`).
fn fits(wanted: &Value, text: &Value) -> Outcome<bool> {
    if wanted.is_none() {
        return Ok(true);
    }
    if native::is_exact_str(wanted) {
        return support::equal(wanted, text);
    }
    crate::protocol::truth(call_method(wanted.clone(), name!("match"), [text.clone()])?)
}

/// The action of the first filter that fits, and that filter (`get_filter`). Errors: ValueError, TypeError.
fn action_for(warning: &Warning, text: &Value, module: &Value) -> Outcome<(Value, Value)> {
    let filters = warnings_attribute("filters")?.unwrap_or_else(|| state().filters.clone());
    let Some(filters) = filters.downcast::<List>() else {
        return Err(raise_value_error("_warnings.filters must be a list"));
    };
    let mut index = 0;
    while let Some(item) = filters.to_vec().get(index).cloned() {
        let Some([action, message, category, of_module, line]) = item.downcast::<Tuple>().map(Tuple::items) else {
            return Err(raise_value_error(format!("_warnings.filters item {index} isn't a 5-tuple")));
        };
        if action.downcast::<Str>().is_none() {
            return Err(raise_type_error(format!("action must be a string, not '{}'", action.type_name())));
        }
        let fits_message = fits(message, text)?;
        let fits_module = fits(of_module, module)?;
        let fits_category = issubclass(&warning.category, category)?;
        let line = native::index_size(line)?;
        if fits_category && fits_message && fits_module && (line == 0 || line == warning.line) {
            return Ok((action.clone(), item));
        }
        index += 1;
    }
    let action = warnings_attribute("defaultaction")?.unwrap_or_else(|| support::text("default"));
    if action.downcast::<Str>().is_none() {
        let given = action.type_name();
        return Err(raise_type_error(format!("_warnings.defaultaction must be a string, not '{given}'")));
    }
    Ok((action, NONE()))
}

/// `call_show_warning`.
fn show(warning: &Warning) -> Outcome {
    let Some(function) = warnings_attribute("_showwarnmsg")? else {
        crate::program::refuse("a warning that is shown without the module warnings")
    };
    if !crate::protocol::is_callable(&function) {
        return Err(raise_type_error("warnings._showwarnmsg() must be set to a callable"));
    }
    let Some(class) = warnings_attribute("WarningMessage")? else {
        return Err(raise_runtime_error("unable to get warnings.WarningMessage"));
    };
    let about = vec![
        warning.message.clone(),
        warning.category.clone(),
        warning.filename.clone(),
        int(warning.line),
        NONE(),
        NONE(),
        warning.source.clone(),
    ];
    let message = support::call_values(&class, about)?;
    support::call(&function, [message])?;
    Ok(NONE())
}

static MUTATED: Method = Method::new("_filters_mutated", "", |_| {
    let version = &state().version;
    version.set(version.get() + 1);
    Ok(NONE())
});

/// A line of a module's source, which need not be a file where the program runs; None where it is not known. There is
/// none of `sys`, which stands for no frame at all.
static SOURCE_LINE: Method = Method::new("_source_line", "filename, lineno, /", |arguments: &mut Arguments| {
    let (file, line) = (to_lossy(at(arguments, 0)), native::index_size(at(arguments, 1))?);
    if file == "sys" {
        return Ok(support::text(""));
    }
    let line = u32::try_from(line).ok().and_then(|line| source_line(&file, line));
    Ok(line.map_or_else(NONE, support::text))
});

/// Whether CPython makes a class on the heap, for corrected library modules.
static IS_HEAP_TYPE: Method = Method::new("_is_heap_type", "class, /", |arguments: &mut Arguments| {
    Ok(crate::value::boolean(crate::classes::reduce::is_heap_type(at(arguments, 0))))
});

/// `str(value)` and `int(value)` of numbers without the limit on decimal digits, which C code that converts by itself
/// (`Modules/_decimal`) does not know.
static UNLIMITED_STR: Method = Method::new("_unlimited_str", "value, /", |arguments: &mut Arguments| {
    let value = at(arguments, 0);
    if value.is_exactly(INT.class()) {
        without_digit_limit(|| convert::str(value))
    } else {
        convert::str(value)
    }
});

static UNLIMITED_INT: Method = Method::new("_unlimited_int", "value, /", |arguments: &mut Arguments| {
    let value = at(arguments, 0);
    if value.is_exactly(STR.class()) {
        without_digit_limit(|| int_of(value))
    } else {
        int_of(value)
    }
});

/// For modules of the library whose Python version cannot do what C does.
static REFUSE: Method =
    Method::new("_refuse", "what, /", |arguments: &mut Arguments| crate::program::refuse(to_lossy(at(arguments, 0))));

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "_warnings",
    documentation: known_names::documentation_of("_warnings"),
    members: members![
        Member::Function(&WARN),
        Member::Function(&EXPLICIT),
        Member::Function(&MUTATED),
        Member::Function(&SOURCE_LINE),
        Member::Function(&REFUSE),
        Member::Function(&IS_HEAP_TYPE),
        Member::Function(&UNLIMITED_STR),
        Member::Function(&UNLIMITED_INT),
        Member::Value("filters", || state().filters.clone()),
        Member::Value("_onceregistry", || state().once_registry.value()),
        Member::Value("_defaultaction", || support::text("default")),
    ],
    known_names: known_names::of_module("_warnings"),
};
