//! What `sys` says about the interpreter: that of CPython 3.11.7 on Linux for x86-64, in UTF-8 mode and with hashes
//! that are not random. A translated program writes no bytecode.

use crate::collections::simple_namespace::namespace_of;
use crate::library::struct_sequence::{make, struct_sequence};
use crate::names::Constant;
use crate::text::value_of;
use crate::value::{boolean, float, int, integer, Value};

struct_sequence!(VERSION_INFO VERSION_LAYOUT "version_info" "sys", None,
    ["major", "minor", "micro", "releaselevel", "serial"],
    ["major" 0, "minor" 1, "micro" 2, "releaselevel" 3, "serial" 4]);

struct_sequence!(FLAGS FLAGS_LAYOUT "flags" "sys", None,
    ["debug", "inspect", "interactive", "optimize", "dont_write_bytecode", "no_user_site", "no_site",
     "ignore_environment", "verbose", "bytes_warning", "quiet", "hash_randomization", "isolated", "dev_mode",
     "utf8_mode", "warn_default_encoding", "safe_path", "int_max_str_digits"],
    ["debug" 0, "inspect" 1, "interactive" 2, "optimize" 3, "dont_write_bytecode" 4, "no_user_site" 5, "no_site" 6,
     "ignore_environment" 7, "verbose" 8, "bytes_warning" 9, "quiet" 10, "hash_randomization" 11, "isolated" 12,
     "dev_mode" 13, "utf8_mode" 14, "warn_default_encoding" 15, "safe_path" 16, "int_max_str_digits" 17]);

struct_sequence!(FLOAT_INFO FLOAT_LAYOUT "float_info" "sys", None,
    ["max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig", "mant_dig", "epsilon", "radix", "rounds"],
    ["max" 0, "max_exp" 1, "max_10_exp" 2, "min" 3, "min_exp" 4, "min_10_exp" 5, "dig" 6, "mant_dig" 7, "epsilon" 8,
     "radix" 9, "rounds" 10]);

struct_sequence!(INT_INFO INT_LAYOUT "int_info" "sys", None,
    ["bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold"],
    ["bits_per_digit" 0, "sizeof_digit" 1, "default_max_str_digits" 2, "str_digits_check_threshold" 3]);

struct_sequence!(HASH_INFO HASH_LAYOUT "hash_info" "sys", None,
    ["width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits", "cutoff"],
    ["width" 0, "modulus" 1, "inf" 2, "nan" 3, "imag" 4, "algorithm" 5, "hash_bits" 6, "seed_bits" 7, "cutoff" 8]);

/// `sys.hexversion`.
pub const HEXADECIMAL_VERSION: i64 = 0x030b_07f0;

/// One object, in `sys` and in `sys.implementation`.
static VERSION: Constant = Constant::new(|| {
    make(VERSION_INFO.class(), &VERSION_LAYOUT, vec![int(3), int(11), int(7), value_of("final"), int(0)])
});

pub fn version_info() -> Value {
    VERSION.value()
}

/// `sys.implementation` (PEP 421).
pub fn implementation() -> Value {
    namespace_of(&[
        ("name", value_of("cpython")),
        ("cache_tag", value_of("cpython-311")),
        ("version", version_info()),
        ("hexversion", int(HEXADECIMAL_VERSION)),
        ("_multiarch", value_of("x86_64-linux-gnu")),
    ])
}

pub fn flags() -> Value {
    let flag = |name: &str| match name {
        "dev_mode" | "safe_path" => boolean(false),
        "dont_write_bytecode" | "utf8_mode" => int(1),
        "int_max_str_digits" => int(-1),
        _ => int(0),
    };
    make(FLAGS.class(), &FLAGS_LAYOUT, FLAGS_LAYOUT.shown.iter().map(|name| flag(name)).collect())
}

pub fn float_info() -> Value {
    let values = vec![
        float(f64::MAX),
        int(i64::from(f64::MAX_EXP)),
        int(i64::from(f64::MAX_10_EXP)),
        float(f64::MIN_POSITIVE),
        int(i64::from(f64::MIN_EXP)),
        int(i64::from(f64::MIN_10_EXP)),
        int(i64::from(f64::DIGITS)),
        int(i64::from(f64::MANTISSA_DIGITS)),
        float(f64::EPSILON),
        int(2),
        int(1),
    ];
    make(FLOAT_INFO.class(), &FLOAT_LAYOUT, values)
}

pub fn int_info() -> Value {
    make(INT_INFO.class(), &INT_LAYOUT, [30, 4, 4300, 640].map(int).to_vec())
}

pub fn hash_info() -> Value {
    let modulus = integer(((1i128 << 61) - 1).into());
    let mut values = vec![int(64), modulus, int(314_159), int(0), int(1_000_003), value_of("siphash13")];
    values.extend([64, 128, 0].map(int));
    make(HASH_INFO.class(), &HASH_LAYOUT, values)
}

/// `builtin_module_names`.
pub const BUILTIN_MODULES: &[&str] = &[
    "_abc",
    "_ast",
    "_codecs",
    "_collections",
    "_functools",
    "_imp",
    "_io",
    "_locale",
    "_operator",
    "_signal",
    "_sre",
    "_stat",
    "_string",
    "_symtable",
    "_thread",
    "_tokenize",
    "_tracemalloc",
    "_warnings",
    "_weakref",
    "atexit",
    "builtins",
    "errno",
    "faulthandler",
    "gc",
    "itertools",
    "marshal",
    "posix",
    "pwd",
    "sys",
    "time",
    "xxsubtype",
];

/// `stdlib_module_names`.
#[rustfmt::skip]
pub const LIBRARY_MODULES: &[&str] = &[
    "__future__", "_abc", "_aix_support", "_ast", "_asyncio", "_bisect", "_blake2", "_bootsubprocess", "_bz2",
    "_codecs", "_codecs_cn", "_codecs_hk", "_codecs_iso2022", "_codecs_jp", "_codecs_kr", "_codecs_tw",
    "_collections", "_collections_abc", "_compat_pickle", "_compression", "_contextvars", "_crypt", "_csv", "_ctypes",
    "_curses", "_curses_panel", "_datetime", "_dbm", "_decimal", "_elementtree", "_frozen_importlib",
    "_frozen_importlib_external", "_functools", "_gdbm", "_hashlib", "_heapq", "_imp", "_io", "_json", "_locale",
    "_lsprof", "_lzma", "_markupbase", "_md5", "_msi", "_multibytecodec", "_multiprocessing", "_opcode", "_operator",
    "_osx_support", "_overlapped", "_pickle", "_posixshmem", "_posixsubprocess", "_py_abc", "_pydecimal", "_pyio",
    "_queue", "_random", "_scproxy", "_sha1", "_sha256", "_sha3", "_sha512", "_signal", "_sitebuiltins", "_socket",
    "_sqlite3", "_sre", "_ssl", "_stat", "_statistics", "_string", "_strptime", "_struct", "_symtable", "_thread",
    "_threading_local", "_tkinter", "_tokenize", "_tracemalloc", "_typing", "_uuid", "_warnings", "_weakref",
    "_weakrefset", "_winapi", "_zoneinfo", "abc", "aifc", "antigravity", "argparse", "array", "ast", "asynchat",
    "asyncio", "asyncore", "atexit", "audioop", "base64", "bdb", "binascii", "bisect", "builtins", "bz2", "cProfile",
    "calendar", "cgi", "cgitb", "chunk", "cmath", "cmd", "code", "codecs", "codeop", "collections", "colorsys",
    "compileall", "concurrent", "configparser", "contextlib", "contextvars", "copy", "copyreg", "crypt", "csv",
    "ctypes", "curses", "dataclasses", "datetime", "dbm", "decimal", "difflib", "dis", "distutils", "doctest",
    "email", "encodings", "ensurepip", "enum", "errno", "faulthandler", "fcntl", "filecmp", "fileinput", "fnmatch",
    "fractions", "ftplib", "functools", "gc", "genericpath", "getopt", "getpass", "gettext", "glob", "graphlib",
    "grp", "gzip", "hashlib", "heapq", "hmac", "html", "http", "idlelib", "imaplib", "imghdr", "imp", "importlib",
    "inspect", "io", "ipaddress", "itertools", "json", "keyword", "lib2to3", "linecache", "locale", "logging", "lzma",
    "mailbox", "mailcap", "marshal", "math", "mimetypes", "mmap", "modulefinder", "msilib", "msvcrt",
    "multiprocessing", "netrc", "nis", "nntplib", "nt", "ntpath", "nturl2path", "numbers", "opcode", "operator",
    "optparse", "os", "ossaudiodev", "pathlib", "pdb", "pickle", "pickletools", "pipes", "pkgutil", "platform",
    "plistlib", "poplib", "posix", "posixpath", "pprint", "profile", "pstats", "pty", "pwd", "py_compile", "pyclbr",
    "pydoc", "pydoc_data", "pyexpat", "queue", "quopri", "random", "re", "readline", "reprlib", "resource",
    "rlcompleter", "runpy", "sched", "secrets", "select", "selectors", "shelve", "shlex", "shutil", "signal", "site",
    "smtpd", "smtplib", "sndhdr", "socket", "socketserver", "spwd", "sqlite3", "sre_compile", "sre_constants",
    "sre_parse", "ssl", "stat", "statistics", "string", "stringprep", "struct", "subprocess", "sunau", "symtable",
    "sys", "sysconfig", "syslog", "tabnanny", "tarfile", "telnetlib", "tempfile", "termios", "textwrap", "this",
    "threading", "time", "timeit", "tkinter", "token", "tokenize", "tomllib", "trace", "traceback", "tracemalloc",
    "tty", "turtle", "turtledemo", "types", "typing", "unicodedata", "unittest", "urllib", "uu", "uuid", "venv",
    "warnings", "wave", "weakref", "webbrowser", "winreg", "winsound", "wsgiref", "xdrlib", "xml", "xmlrpc", "zipapp",
    "zipfile", "zipimport", "zlib", "zoneinfo",
];
