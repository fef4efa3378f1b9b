//! `sys`: arguments, standard streams, limits, the end of the program.
//!
//! What depends on the target is what a 64-bit CPython on Linux has, also on 32-bit WASM.

use crate::classes::known_names;
use crate::classes::{Convention, Method};
use crate::collections::list_value;
use crate::exceptions::Outcome;
use crate::exceptions::{
    new_exception, raise_overflow_error, raise_recursion_error, raise_type_error, raise_value_error, Raised,
    SYSTEM_EXIT,
};
use crate::functions::frame::RECURSION;
use crate::functions::frame_object::frame_at;
use crate::functions::Arguments;
use crate::kept::Row;
use crate::modules::{Member, NativeModule};
use crate::names::Constant;
use crate::native::{self, index_c_int};
use crate::number::integer_text::{digit_limit, set_digit_limit, DIGIT_THRESHOLD};
use crate::protocol::index;
use crate::text::str::Str;
use crate::value::{boolean, int, Value, NONE};

use super::{asyncgen_hooks, streams};

mod hooks;
mod information;

/// The greatest code point.
const MAXIMUM_CODE_POINT: i64 = 0x10FFFF;

/// Where CPython is installed unless it is told otherwise.
const PREFIX: &str = "/usr/local";

/// The module, for programs that import it.
pub static MODULE: NativeModule =
    NativeModule { name: "sys", documentation: None, members: MEMBERS, known_names: known_names::of_module("sys") };

const MEMBERS: &[Row<Member>] = members![
    Member::Value("argv", || {
        list_value(std::env::args().map(|argument| native::text(Str::from(argument.as_str()))).collect())
    }),
    Member::Value("version_info", information::version_info),
    Member::Value("flags", information::flags),
    Member::Value("float_info", information::float_info),
    Member::Value("int_info", information::int_info),
    Member::Value("hash_info", information::hash_info),
    Member::Value("hexversion", || int(information::HEXADECIMAL_VERSION)),
    Member::Value("implementation", information::implementation),
    Member::Value("api_version", || int(1013)),
    Member::Value("platform", || crate::text!("linux")),
    Member::Value("prefix", || crate::text!(PREFIX)),
    Member::Value("base_prefix", || crate::text!(PREFIX)),
    Member::Value("exec_prefix", || crate::text!(PREFIX)),
    Member::Value("base_exec_prefix", || crate::text!(PREFIX)),
    Member::Value("platlibdir", || crate::text!("lib")),
    Member::Value("abiflags", || crate::text!("")),
    Member::Value("float_repr_style", || crate::text!("short")),
    Member::Value("dont_write_bytecode", || boolean(true)),
    Member::Value("pycache_prefix", NONE),
    Member::Value("warnoptions", || list_value(Vec::new())),
    Member::Value("builtin_module_names", || native::tuple(names(information::BUILTIN_MODULES))),
    Member::Value("stdlib_module_names", || {
        crate::collections::frozenset_of(names(information::LIBRARY_MODULES)).unwrap_or_else(|raised| {
            raised.forget();
            NONE()
        })
    }),
    Member::Value("excepthook", || {
        crate::program::reported_by(&hooks::REPORTING);
        EXCEPT_HOOK.value()
    }),
    Member::Value("__excepthook__", || EXCEPT_HOOK.value()),
    Member::Function(&Method::new("exc_info", "/", hooks::exc_info)),
    Member::Function(&Method::new("exception", "/", hooks::exception)),
    Member::Function(&Method::new("getdefaultencoding", "/", |_| Ok(crate::text!("utf-8")))),
    Member::Function(&Method::new("getfilesystemencoding", "/", |_| Ok(crate::text!("utf-8")))),
    Member::Function(&Method::new("getfilesystemencodeerrors", "/", |_| Ok(crate::text!("surrogateescape")))),
    Member::Function(&Method::new("gettrace", "/", |_| Ok(NONE()))),
    Member::Function(&Method::new("getprofile", "/", |_| Ok(NONE()))),
    Member::Function(&Method::new("is_finalizing", "/", |_| Ok(boolean(false)))),
    Member::Function(&Method::new("getswitchinterval", "/", |_| Ok(crate::value::float(0.005)))),
    Member::Function(&Method::new("audit", "event, *args", |_| Ok(NONE())).convention(Convention::Values)),
    Member::Function(&Method::new("getrefcount", "object, /", |_| crate::program::refuse("sys.getrefcount()"))),
    Member::Function(
        &Method::new("getsizeof", "object, default=None", |_| crate::program::refuse("sys.getsizeof()"))
            .convention(Convention::Tuple),
    ),
    Member::Value("byteorder", || crate::text!("little")),
    Member::Value("maxsize", || crate::integer!("9223372036854775807")),
    Member::Value("maxunicode", || int(MAXIMUM_CODE_POINT)),
    Member::Value("modules", || crate::modules::import::modules().value()),
    Member::Optional("stdin", || streams::standard(0)),
    Member::Optional("stdout", || streams::standard(1)),
    Member::Optional("stderr", || streams::standard(2)),
    Member::Optional("__stdin__", || streams::standard(0)),
    Member::Optional("__stdout__", || streams::standard(1)),
    Member::Optional("__stderr__", || streams::standard(2)),
    Member::Function(&Method::new("_getframe", "depth=0, /", |arguments| {
        let depth = arguments.optional(0).map_or(Ok(0), |depth| crate::native::index_c_int(&depth))?;
        frame_at(usize::try_from(depth).unwrap_or(0))
    })),
    Member::Function(&Method::new("exit", "status=None, /", exit)),
    Member::Function(&Method::new("get_asyncgen_hooks", "/", asyncgen_hooks::get)),
    Member::Function(&Method::new("get_int_max_str_digits", "/", |_| Ok(int(digit_limit() as i64)))),
    Member::Function(&Method::new("getrecursionlimit", "/", |_| Ok(int(i64::from(RECURSION.limit.get()))))),
    Member::Function(&Method::new("intern", "string, /", intern)),
    Member::Function(&Method::new("set_asyncgen_hooks", "*args, **kwargs", asyncgen_hooks::set)),
    Member::Function(&Method::new("set_int_max_str_digits", "maxdigits", set_int_max_str_digits)),
    Member::Function(&Method::new("setrecursionlimit", "limit, /", set_recursion_limit)),
];

fn names(all: &[&str]) -> Vec<Value> {
    all.iter().map(|name| crate::names::intern_text(name)).collect()
}

/// One object under two names.
static EXCEPT_HOOK: Constant = Constant::new(|| {
    static ROW: Method = Method::new("excepthook", "exctype, value, traceback, /", hooks::excepthook);
    crate::functions::builtin::function_value(&ROW, Some(crate::text!("sys")))
});

/// Raises SystemExit: the status itself if it is one, else with the items of a tuple or the status as arguments.
fn exit(arguments: &mut Arguments) -> Outcome {
    let given = match arguments.not_none(0) {
        None => Vec::new(),
        Some(status) if SYSTEM_EXIT.is_instance(&status) => return Err(Raised::new(status)),
        Some(status) => match crate::collections::tuple_items(&status) {
            Some(items) => items.to_vec(),
            None => vec![status],
        },
    };
    Err(Raised::new(new_exception(&SYSTEM_EXIT, given)))
}

/// Errors: TypeError for anything but an exact str.
fn intern(arguments: &mut Arguments) -> Outcome {
    let text = arguments.take(0);
    if text.downcast::<Str>().is_none() {
        let name = text.type_name();
        return Err(raise_type_error(format!("intern() argument must be str, not {name}")));
    }
    if text.class() != crate::text::str_class::STR.class() {
        return Err(raise_type_error(format!("can't intern {}", text.type_name())));
    }
    Ok(crate::names::intern(text))
}

/// Errors: TypeError, OverflowError, ValueError, RecursionError where the program is deeper already.
fn set_recursion_limit(arguments: &mut Arguments) -> Outcome {
    let given: Value = arguments.take(0);
    let limit = match index(&given)?.to_i64().map(i32::try_from) {
        Some(Ok(limit)) => i64::from(limit),
        _ => return Err(raise_overflow_error("Python int too large to convert to C int")),
    };
    if limit < 1 {
        return Err(raise_value_error("recursion limit must be greater or equal than 1"));
    }
    // CPython counts the call of this function as a level.
    let depth = i64::from(RECURSION.depth.get()) + 1;
    if depth >= limit {
        return Err(raise_recursion_error(format!(
            "cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low"
        )));
    }
    if limit > DEEPEST {
        crate::program::refuse(format!("a recursion limit above {DEEPEST}"));
    }
    RECURSION.limit.set(limit as u32);
    Ok(NONE())
}

/// Errors: TypeError, OverflowError, ValueError.
fn set_int_max_str_digits(arguments: &mut Arguments) -> Outcome {
    let limit = index_c_int(&arguments.take(0))?;
    match usize::try_from(limit) {
        Ok(limit) if limit == 0 || limit >= DIGIT_THRESHOLD => set_digit_limit(limit),
        _ => return Err(raise_value_error(format!("maxdigits must be 0 or larger than {DIGIT_THRESHOLD}"))),
    }
    Ok(NONE())
}

/// What the stack of a WASM module is sure to hold.
const DEEPEST: i64 = 3000;
