//! `posix`: the operating system as WASI preview 1 has it (`Modules/posixmodule.c`).

mod arguments;
mod constants;
mod files;
mod folders;
mod process;
mod status;

use crate::classes::slots::New;
use crate::classes::{known_names, Method};
use crate::exceptions::OS_ERROR;
use crate::functions::builtin::{function_value, Constructor};
use crate::kept::Row;
use crate::library::struct_sequence::{construct, struct_sequence};
use crate::modules::{Member, ModuleObject, NativeModule};
use crate::names::intern_text;
use crate::text::value_of;
use crate::value::int;

static TERMINAL_SIZE_NEW: Constructor =
    Constructor::new("sequence, dict=None", |class, arguments| construct(class, &TERMINAL_SIZE_LAYOUT, arguments));

struct_sequence!(TERMINAL_SIZE TERMINAL_SIZE_LAYOUT "terminal_size" "os", Some(New::Native(&TERMINAL_SIZE_NEW)),
    ["columns", "lines"], ["columns" 0, "lines" 1]);

static UNAME_RESULT_NEW: Constructor =
    Constructor::new("sequence, dict=None", |class, arguments| construct(class, &UNAME_RESULT_LAYOUT, arguments));

struct_sequence!(UNAME_RESULT UNAME_RESULT_LAYOUT "uname_result" "posix", Some(New::Native(&UNAME_RESULT_NEW)),
    ["sysname", "nodename", "release", "version", "machine"],
    ["sysname" 0, "nodename" 1, "release" 2, "version" 3, "machine" 4]);

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "posix",
    documentation: known_names::documentation_of("posix"),
    members: MEMBERS,
    known_names: known_names::of_module("posix"),
};

macro_rules! functions {
    ($($name:literal $parameters:literal $function:expr;)*) => {
        static FUNCTIONS: &[Method] = &[$(Method::new($name, $parameters, $function)),*];
    };
}

functions! {
    "open" "path, flags, mode=511, *, dir_fd=None" files::open;
    "close" "fd" files::close;
    "read" "fd, length, /" files::read;
    "pread" "fd, length, offset, /" files::pread;
    "write" "fd, data, /" files::write;
    "pwrite" "fd, buffer, offset, /" files::pwrite;
    "lseek" "fd, position, whence, /" files::lseek;
    "isatty" "fd, /" files::isatty;
    "fsync" "fd" |arguments| files::synchronize(arguments, false);
    "fdatasync" "fd" |arguments| files::synchronize(arguments, true);
    "sendfile" "out_fd, in_fd, offset, count" files::sendfile;
    "mkdir" "path, mode=511, *, dir_fd=None" files::mkdir;
    "rmdir" "path, *, dir_fd=None" |arguments| files::remove(arguments, "rmdir");
    "unlink" "path, *, dir_fd=None" |arguments| files::remove(arguments, "unlink");
    "remove" "path, *, dir_fd=None" |arguments| files::remove(arguments, "remove");
    "rename" "src, dst, *, src_dir_fd=None, dst_dir_fd=None" |arguments| files::rename(arguments, "rename");
    "replace" "src, dst, *, src_dir_fd=None, dst_dir_fd=None" |arguments| files::rename(arguments, "replace");
    "link" "src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True" files::link;
    "symlink" "src, dst, target_is_directory=False, *, dir_fd=None" files::symlink;
    "readlink" "path, *, dir_fd=None" files::readlink;
    "truncate" "path, length" files::truncate;
    "ftruncate" "fd, length, /" files::ftruncate;
    "access" "path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True" files::access;
    "chmod" "path, mode, *, dir_fd=None, follow_symlinks=True" files::chmod;
    "utime" "path, times=None, *, ns=<unrepresentable>, dir_fd=None, follow_symlinks=True" files::utime;
    "listxattr" "path=None, *, follow_symlinks=True" files::listxattr;
    "stat" "path, *, dir_fd=None, follow_symlinks=True" status::stat;
    "lstat" "path, *, dir_fd=None" status::lstat;
    "fstat" "fd" status::fstat;
    "listdir" "path=None" folders::listdir;
    "scandir" "path=None" folders::scandir;
    "getcwd" "/" process::getcwd;
    "getcwdb" "/" process::getcwdb;
    "getpid" "/" process::getpid;
    "urandom" "size, /" process::urandom;
    "fspath" "path" process::fspath;
    "strerror" "code, /" process::strerror;
    "get_terminal_size" "fd=<unrepresentable>, /" process::get_terminal_size;
    "uname" "/" process::uname;
    "putenv" "name, value, /" process::putenv;
    "unsetenv" "name, /" process::unsetenv;
    "_exit" "status" process::exit_now;
    "device_encoding" "fd" process::device_encoding;
    "get_inheritable" "fd, /" process::get_inheritable;
    // nothing forks
    "register_at_fork" "*, before=None, after_in_child=None, after_in_parent=None" |_| Ok(crate::value::NONE());
    "_path_normpath" "path" process::path_normpath;
}

/// What `os` makes its `supports_dir_fd` and the like of.
const HAVE_FUNCTIONS: &[&str] = &[
    "HAVE_EVENTFD",
    "HAVE_FACCESSAT",
    "HAVE_FCHDIR",
    "HAVE_FCHMOD",
    "HAVE_FCHMODAT",
    "HAVE_FCHOWN",
    "HAVE_FCHOWNAT",
    "HAVE_FEXECVE",
    "HAVE_FDOPENDIR",
    "HAVE_FPATHCONF",
    "HAVE_FSTATAT",
    "HAVE_FSTATVFS",
    "HAVE_FTRUNCATE",
    "HAVE_FUTIMENS",
    "HAVE_FUTIMES",
    "HAVE_FUTIMESAT",
    "HAVE_LINKAT",
    "HAVE_LCHOWN",
    "HAVE_LSTAT",
    "HAVE_LUTIMES",
    "HAVE_MEMFD_CREATE",
    "HAVE_MKDIRAT",
    "HAVE_MKFIFOAT",
    "HAVE_MKNODAT",
    "HAVE_OPENAT",
    "HAVE_READLINKAT",
    "HAVE_RENAMEAT",
    "HAVE_SYMLINKAT",
    "HAVE_UNLINKAT",
    "HAVE_UTIMENSAT",
];

const MEMBERS: &[Row<Member>] = members![
    Member::Class(&status::STAT_RESULT),
    Member::Class(&TERMINAL_SIZE),
    Member::Class(&UNAME_RESULT),
    Member::Class(&folders::DIR_ENTRY),
    Member::Value("error", || OS_ERROR.value()),
    Member::Value("environ", process::environment),
    Member::Value("_have_functions", || {
        crate::native::list(HAVE_FUNCTIONS.iter().map(|name| value_of(*name)).collect())
    }),
    Member::Many(fill),
];

/// What comes from tables.
fn fill(module: &ModuleObject) {
    let name = value_of("posix");
    for (constant, number) in constants::NUMBERS {
        module.dict().set_name(&intern_text(constant), int(*number));
    }
    for row in FUNCTIONS.iter().chain(constants::REFUSED) {
        module.dict().set_name(&intern_text(row.name), function_value(row, Some(name.clone())));
    }
}
