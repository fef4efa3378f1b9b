//! The process: its environment, current folder, terminal, random bytes.

use super::arguments::{decoded, descriptor, done, encoded, error, path, plain_error, Also};
use crate::exceptions::{raise_type_error, raise_value_error, Outcome};
use crate::functions::Arguments;
use crate::library::struct_sequence::make;
use crate::library::system::{self, ErrorNumber, EBADF, EINVAL};
use crate::modules::missing::missing;
use crate::native::{self, index_c_int};
use crate::text::str::Str;
use crate::text::value_of;
use crate::value::{int, Value, FALSE, NONE};

/// `environ`: bytes to bytes, in the order in which they were given.
pub fn environment() -> Value {
    let octets = |text: &std::ffi::OsStr| native::bytes(text.as_encoded_bytes().to_vec());
    let items = std::env::vars_os().map(|(name, value)| (octets(&name), octets(&value))).collect();
    native::dict(items).unwrap_or_else(|raised| {
        raised.forget();
        NONE()
    })
}

/// The current folder. A host says its name in the variable PWD, as shells do.
fn current_folder() -> Vec<u8> {
    if !cfg!(target_os = "wasi") {
        return std::env::current_dir().map(|path| path.into_os_string().into_encoded_bytes()).unwrap_or_default();
    }
    let named = std::env::var_os("PWD").map(std::ffi::OsString::into_encoded_bytes).unwrap_or_default();
    let same = named.starts_with(b"/")
        && match (system::status_of_path(None, &named, true), system::status_of_path(None, b".", true)) {
            (Ok(named), Ok(current)) => (named.device, named.inode) == (current.device, current.inode),
            _ => false,
        };
    if !same {
        crate::program::refuse("os.getcwd() where the host does not say what the current folder is (PWD)");
    }
    named
}

/// `getcwd()`.
pub fn getcwd(_: &mut Arguments) -> Outcome {
    decoded(&current_folder(), false)
}

/// `getcwdb()`.
pub fn getcwdb(_: &mut Arguments) -> Outcome {
    decoded(&current_folder(), true)
}

/// `getpid()`: a WASI program is the only process of its world.
pub fn getpid(_: &mut Arguments) -> Outcome {
    Ok(int(1))
}

/// `urandom(size)`. Errors: TypeError, ValueError.
pub fn urandom(arguments: &mut Arguments) -> Outcome {
    let size = native::index_size(&arguments.take(0))?;
    let Ok(size) = usize::try_from(size) else { return Err(raise_value_error("negative argument not allowed")) };
    Ok(native::bytes(random_octets(size)))
}

fn random_octets(size: usize) -> Vec<u8> {
    #[cfg(target_os = "wasi")]
    let octets = system::random_octets(size);
    #[cfg(not(target_os = "wasi"))]
    let octets = {
        let mut octets = vec![0; size];
        use std::io::Read;
        let read = std::fs::File::open("/dev/urandom").and_then(|mut file| file.read_exact(&mut octets));
        read.map(|()| octets).map_err(|error| system::number_of(&error))
    };
    octets.unwrap_or_else(|_| crate::program::refuse("os.urandom() where the system gives no random bytes"))
}

/// `fspath(path)`. Errors: TypeError.
pub fn fspath(arguments: &mut Arguments) -> Outcome {
    crate::library::_io::fs_path(&arguments.take(0))
}

/// `strerror(code)`.
pub fn strerror(arguments: &mut Arguments) -> Outcome {
    let code = index_c_int(&arguments.take(0))?;
    Ok(value_of(ErrorNumber(code as i32).message().into_owned()))
}

/// `get_terminal_size(fd=STDOUT_FILENO)`. Errors: OSError, as no terminal tells a WASI program.
pub fn get_terminal_size(arguments: &mut Arguments) -> Outcome {
    const ENOTTY: ErrorNumber = ErrorNumber(25);
    let number = arguments.optional(0).map_or(Ok(1), |given| descriptor(&given))?;
    done(system::status_of_descriptor(number).map_err(|_| EBADF), &[])?;
    if system::is_terminal(number) {
        crate::program::refuse("os.get_terminal_size() of a terminal");
    }
    Err(error(ENOTTY, &[]))
}

/// `uname()`: a program is translated for the CPython of Linux on x86-64; the use of anything else ends it.
pub fn uname(_: &mut Arguments) -> Outcome {
    let unknown = |name: &str| missing("posix", &format!("uname().{name}"));
    let [node, release, version] = ["nodename", "release", "version"].map(unknown);
    let values = vec![value_of("Linux"), node, release, version, value_of("x86_64")];
    Ok(make(super::UNAME_RESULT.class(), &super::UNAME_RESULT_LAYOUT, values))
}

fn environment_text(given: &Value) -> Outcome<Vec<u8>> {
    let octets = path(Some(given.clone()), "putenv", "path", Also::Nothing).map(|path| path.octets);
    match octets {
        Ok(octets) => Ok(octets),
        Err(raised) if given.downcast::<Str>().is_some() => Err(raised),
        Err(raised) => {
            raised.forget();
            Err(raise_type_error(format!("expected str, bytes or os.PathLike object, not {}", given.type_name())))
        }
    }
}

/// The one variable that the runtime itself asks for.
const ZONE: &[u8] = b"TZ";

/// `putenv(name, value)`: nobody but `os.environ` sees it, which keeps it itself; the zone is for `time`.
pub fn putenv(arguments: &mut Arguments) -> Outcome {
    let (name, value) = (arguments.take(0), arguments.take(1));
    let name = environment_text(&name)?;
    let value = environment_text(&value)?;
    if name.contains(&b'=') {
        return Err(raise_value_error("illegal environment variable name"));
    }
    if name.is_empty() {
        return Err(error(EINVAL, &[]));
    }
    if name == ZONE {
        std::env::set_var("TZ", String::from_utf8_lossy(&value).as_ref());
    }
    Ok(NONE())
}

/// `unsetenv(name)`.
pub fn unsetenv(arguments: &mut Arguments) -> Outcome {
    let name = environment_text(&arguments.take(0))?;
    if name.is_empty() || name.contains(&b'=') {
        return Err(error(EINVAL, &[]));
    }
    if name == ZONE {
        std::env::remove_var("TZ");
    }
    Ok(NONE())
}

/// `_exit(status)`: at once, without anything that the end of a program does.
pub fn exit_now(arguments: &mut Arguments) -> Outcome {
    let status = index_c_int(&arguments.take(0))?;
    system::end(status as i32)
}

/// `device_encoding(fd)`.
pub fn device_encoding(arguments: &mut Arguments) -> Outcome {
    let number = descriptor(&arguments.take(0))?;
    Ok(if system::is_terminal(number) { value_of("utf-8") } else { NONE() })
}

/// `get_inheritable(fd)`: nothing is.
pub fn get_inheritable(arguments: &mut Arguments) -> Outcome {
    let number = descriptor(&arguments.take(0))?;
    done(system::status_of_descriptor(number), &[])?;
    Ok(FALSE())
}

/// `_path_normpath(path)`: the core of `posixpath.normpath`.
pub fn path_normpath(arguments: &mut Arguments) -> Outcome {
    let given = arguments.take(0);
    let (octets, as_bytes) = match given.downcast::<Str>() {
        Some(_) => (encoded(&given)?, false),
        None => match native::exact_octets(&given) {
            Some(octets) => (octets.into_owned(), true),
            None => return Err(plain_error("a path is a str or bytes")),
        },
    };
    let octets = octets.split(|octet| *octet == 0).next().unwrap_or_default();
    let roots = match octets {
        [b'/', b'/', b'/', ..] => 1,
        [b'/', b'/', ..] => 2,
        [b'/', ..] => 1,
        _ => 0,
    };
    let mut parts: Vec<&[u8]> = Vec::new();
    for part in octets.split(|octet| *octet == b'/') {
        let is_up = part == b"..";
        if part.is_empty() || part == b"." {
            continue;
        }
        if !is_up || roots == 0 && parts.is_empty() || parts.last() == Some(&&b".."[..]) {
            parts.push(part);
        } else {
            parts.pop();
        }
    }
    let mut normal = b"/".repeat(roots);
    normal.extend(parts.join(&b'/'));
    decoded(if normal.is_empty() { b"." } else { &normal }, as_bytes)
}
