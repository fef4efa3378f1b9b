//! Functions over paths and descriptors.

use super::arguments::{descriptor, done, error, folder, path, true_unless, Also, Path};
use super::status::mode_of;
use crate::exceptions::{raise_type_error, raise_value_error, Outcome};
use crate::functions::Arguments;
use crate::library::system::{self, ErrorNumber, Folder, Moment, SystemResult, EINVAL};
use crate::native::{self, index_c_int};
use crate::value::{boolean, int, Value, FALSE, NONE};

fn only_path(arguments: &mut Arguments, function: &str) -> Outcome<(Path, Folder)> {
    let path = path(arguments.optional(0), function, "path", Also::Nothing)?;
    Ok((path, folder(arguments.optional(1))?))
}

/// `open(path, flags, mode=0o777, *, dir_fd=None)`.
pub fn open(arguments: &mut Arguments) -> Outcome {
    let path = path(arguments.optional(0), "open", "path", Also::Nothing)?;
    let flags = index_c_int(&arguments.take(1))? as i32;
    let mode = arguments.optional(2).map_or(Ok(0o777), |mode| index_c_int(&mode))? as u32;
    let folder = folder(arguments.optional(3))?;
    let opened = system::open_below(folder, &path.octets, flags | system::O_CLOEXEC, mode);
    done(opened, &[&path.object]).map(|descriptor| int(i64::from(descriptor)))
}

/// `close(fd)`.
pub fn close(arguments: &mut Arguments) -> Outcome {
    done(system::close_descriptor(descriptor(&arguments.take(0))?), &[])?;
    Ok(NONE())
}

fn length_of(given: &Value) -> Outcome<usize> {
    let length = native::index_size(given)?;
    usize::try_from(length).map_err(|_| error(EINVAL, &[]))
}

/// `read(fd, length)`.
pub fn read(arguments: &mut Arguments) -> Outcome {
    let descriptor = descriptor(&arguments.take(0))?;
    let mut octets = vec![0; length_of(&arguments.take(1))?];
    let count = done(system::read_descriptor(descriptor, &mut octets), &[])?;
    octets.truncate(count);
    Ok(native::bytes(octets))
}

/// `pread(fd, length, offset)`.
pub fn pread(arguments: &mut Arguments) -> Outcome {
    let descriptor = descriptor(&arguments.take(0))?;
    let mut octets = vec![0; length_of(&arguments.take(1))?];
    let offset = native::index_size(&arguments.take(2))?;
    let count = done(system::read_at(descriptor, &mut octets, offset), &[])?;
    octets.truncate(count);
    Ok(native::bytes(octets))
}

fn octets_of(given: &Value) -> Outcome<Vec<u8>> {
    match native::bytes_like(given) {
        Some(octets) => Ok(octets.into_owned()),
        None => Err(raise_type_error(format!("a bytes-like object is required, not '{}'", given.type_name()))),
    }
}

/// `write(fd, data)`.
pub fn write(arguments: &mut Arguments) -> Outcome {
    let (number, data) = (arguments.take(0), arguments.take(1));
    let number = descriptor(&number)?;
    done(system::write_descriptor(number, &octets_of(&data)?), &[]).map(|count| int(count as i64))
}

/// `pwrite(fd, buffer, offset)`.
pub fn pwrite(arguments: &mut Arguments) -> Outcome {
    let (number, data, offset) = (arguments.take(0), arguments.take(1), arguments.take(2));
    let (number, octets) = (descriptor(&number)?, octets_of(&data)?);
    let offset = native::index_size(&offset)?;
    done(system::write_at(number, &octets, offset), &[]).map(|count| int(count as i64))
}

/// `lseek(fd, position, how)`.
pub fn lseek(arguments: &mut Arguments) -> Outcome {
    let number = descriptor(&arguments.take(0))?;
    let position = native::index_size(&arguments.take(1))?;
    let how = index_c_int(&arguments.take(2))? as i32;
    done(system::seek_descriptor(number, position, how), &[]).map(int)
}

/// `isatty(fd)`.
pub fn isatty(arguments: &mut Arguments) -> Outcome {
    Ok(boolean(system::is_terminal(descriptor(&arguments.take(0))?)))
}

/// `fsync(fd)` and `fdatasync(fd)`.
pub fn synchronize(arguments: &mut Arguments, data_only: bool) -> Outcome {
    let given = arguments.take(0);
    let number = match native::has_index(&given) {
        true => descriptor(&given)?,
        false => {
            let answer = match crate::protocol::attributes::getattr_optional(&given, name!("fileno"))? {
                Some(method) => crate::functions::call(method, [])?,
                None => return Err(raise_type_error("argument must be an int, or have a fileno() method.")),
            };
            descriptor(&answer)?
        }
    };
    done(system::synchronize(number, data_only), &[])?;
    Ok(NONE())
}

/// `sendfile(out_fd, in_fd, offset, count)`.
pub fn sendfile(arguments: &mut Arguments) -> Outcome {
    let (sink, source) = (descriptor(&arguments.take(0))?, descriptor(&arguments.take(1))?);
    let (offset, count) = (arguments.take(2), native::index_size(&arguments.take(3))?);
    const AT_ONCE: i64 = 1 << 20;
    let mut octets = vec![0; count.clamp(0, AT_ONCE) as usize];
    let read = match offset.is_none() {
        true => system::read_descriptor(source, &mut octets),
        false => system::read_at(source, &mut octets, native::index_size(&offset)?),
    };
    let read = done(read, &[])?;
    let mut written = 0;
    while written < read {
        written += done(system::write_descriptor(sink, &octets[written..read]), &[])?;
    }
    Ok(int(read as i64))
}

/// `mkdir(path, mode=0o777, *, dir_fd=None)`.
pub fn mkdir(arguments: &mut Arguments) -> Outcome {
    let path = path(arguments.optional(0), "mkdir", "path", Also::Nothing)?;
    let mode = arguments.optional(1).map_or(Ok(0o777), |mode| index_c_int(&mode))? as u32;
    let folder = folder(arguments.optional(2))?;
    done(system::make_folder(folder, &path.octets, mode), &[&path.object])?;
    Ok(NONE())
}

/// `rmdir(path, *, dir_fd=None)`, `unlink` and `remove` alike.
pub fn remove(arguments: &mut Arguments, function: &str) -> Outcome {
    let (path, folder) = only_path(arguments, function)?;
    let is_folder = function == "rmdir";
    let mut result = system::remove_path(folder, &path.octets, is_folder);
    // Linux says that it is a folder, others that it is not permitted
    if let (Err(ErrorNumber(1)), false) = (result, is_folder) {
        if system::status_of_path(folder, &path.octets, false).is_ok_and(|status| status.is_folder()) {
            result = Err(system::EISDIR);
        }
    }
    done(result, &[&path.object])?;
    Ok(NONE())
}

/// `rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None)`, `replace` alike.
pub fn rename(arguments: &mut Arguments, function: &str) -> Outcome {
    let source = path(arguments.optional(0), function, "src", Also::Nothing)?;
    let target = path(arguments.optional(1), function, "dst", Also::Nothing)?;
    let (from, to) = (folder(arguments.optional(2))?, folder(arguments.optional(3))?);
    let result = system::rename_path(from, &source.octets, to, &target.octets);
    done(result, &[&source.object, &target.object])?;
    Ok(NONE())
}

/// `link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)`.
pub fn link(arguments: &mut Arguments) -> Outcome {
    let source = path(arguments.optional(0), "link", "src", Also::Nothing)?;
    let target = path(arguments.optional(1), "link", "dst", Also::Nothing)?;
    let (from, to) = (folder(arguments.optional(2))?, folder(arguments.optional(3))?);
    true_unless(arguments, 4)?;
    // as Linux's `link`, which CPython calls by default: it does not follow
    let result = system::link_path(from, &source.octets, to, &target.octets, false);
    done(result, &[&source.object, &target.object])?;
    Ok(NONE())
}

/// `symlink(src, dst, target_is_directory=False, *, dir_fd=None)`.
pub fn symlink(arguments: &mut Arguments) -> Outcome {
    let source = path(arguments.optional(0), "symlink", "src", Also::Nothing)?;
    let target = path(arguments.optional(1), "symlink", "dst", Also::Nothing)?;
    let folder = folder(arguments.optional(3))?;
    let result = system::symbolic_link(&source.octets, folder, &target.octets);
    done(result, &[&source.object, &target.object])?;
    Ok(NONE())
}

/// `readlink(path, *, dir_fd=None)`.
pub fn readlink(arguments: &mut Arguments) -> Outcome {
    let (path, folder) = only_path(arguments, "readlink")?;
    let target = done(system::read_link(folder, &path.octets), &[&path.object])?;
    super::arguments::decoded(&target, path.is_bytes)
}

/// `truncate(path, length)`.
pub fn truncate(arguments: &mut Arguments) -> Outcome {
    let path = path(arguments.optional(0), "truncate", "path", Also::Descriptor)?;
    let length = native::index_size(&arguments.take(1))?;
    let shorten = || -> SystemResult<()> {
        if let Some(descriptor) = path.descriptor {
            return system::truncate_descriptor(descriptor, length);
        }
        let descriptor = system::open_below(None, &path.octets, system::O_WRONLY, 0)?;
        let result = system::truncate_descriptor(descriptor, length);
        system::close_descriptor(descriptor)?;
        result
    };
    done(shorten(), &[&path.object])?;
    Ok(NONE())
}

/// `ftruncate(fd, length)`.
pub fn ftruncate(arguments: &mut Arguments) -> Outcome {
    let number = descriptor(&arguments.take(0))?;
    let length = native::index_size(&arguments.take(1))?;
    done(system::truncate_descriptor(number, length), &[])?;
    Ok(NONE())
}

/// `access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)`.
pub fn access(arguments: &mut Arguments) -> Outcome {
    const EXECUTE: i64 = 1;
    let path = path(arguments.optional(0), "access", "path", Also::Nothing)?;
    let mode = index_c_int(&arguments.take(1))?;
    let folder = folder(arguments.optional(2))?;
    let follow = true_unless(arguments, 4)?;
    let Ok(status) = system::status_of_path(folder, &path.octets, follow) else { return Ok(FALSE()) };
    if cfg!(target_os = "wasi") && mode & EXECUTE != 0 && !status.is_folder() {
        crate::program::refuse("os.access() for what may be executed");
    }
    let mode = if cfg!(target_os = "wasi") { mode & !EXECUTE } else { mode };
    Ok(boolean(system::access_path(folder, &path.octets, mode as i32).is_ok()))
}

/// `chmod(path, mode, *, dir_fd=None, follow_symlinks=True)`: only to what it is, as WASI has no permissions.
pub fn chmod(arguments: &mut Arguments) -> Outcome {
    let path = path(arguments.optional(0), "chmod", "path", Also::Descriptor)?;
    let mode = index_c_int(&arguments.take(1))? as u32;
    let folder = folder(arguments.optional(2))?;
    let follow = true_unless(arguments, 3)?;
    let status = match path.descriptor {
        Some(descriptor) => system::status_of_descriptor(descriptor),
        None => system::status_of_path(folder, &path.octets, follow),
    };
    let status = done(status, &[&path.object])?;
    if mode_of(&status) & 0o7777 != mode & 0o7777 {
        crate::program::refuse("os.chmod()");
    }
    Ok(NONE())
}

/// A moment in seconds, an int or a float. Errors: TypeError, ValueError, OverflowError.
fn moment_of(given: &Value) -> Outcome<Moment> {
    const BILLION: f64 = 1e9;
    if let Some(seconds) = given.as_float() {
        if seconds.is_nan() {
            return Err(raise_value_error("Invalid value NaN (not a number)"));
        }
        let whole = seconds.floor();
        let nanoseconds = ((seconds - whole) * BILLION).floor();
        return Ok(match nanoseconds >= BILLION {
            true => Moment::new(whole as i64 + 1, 0),
            false => Moment::new(whole as i64, nanoseconds as i64),
        });
    }
    native::index_size(given).map(|seconds| Moment::new(seconds, 0))
}

fn nanoseconds_of(given: &Value) -> Outcome<Moment> {
    let all = native::index_size(given)?;
    Ok(Moment::new(all.div_euclid(1_000_000_000), all.rem_euclid(1_000_000_000)))
}

fn now() -> Moment {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Moment::new(since.as_secs() as i64, i64::from(since.subsec_nanos()))
}

/// `utime(path, times=None, *, ns=…, dir_fd=None, follow_symlinks=True)`.
pub fn utime(arguments: &mut Arguments) -> Outcome {
    let path = path(arguments.optional(0), "utime", "path", Also::Descriptor)?;
    let (times, nanoseconds) = (arguments.not_none(1), arguments.optional(2));
    let folder = folder(arguments.optional(3))?;
    let follow = true_unless(arguments, 4)?;
    let pair = |given: &Value| native::tuple_items(given).filter(|items| items.len() == 2);
    let moments = match (&times, &nanoseconds) {
        (Some(_), Some(_)) => {
            return Err(raise_value_error("utime: you may specify either 'times' or 'ns' but not both"));
        }
        (Some(times), None) => match pair(times) {
            Some(items) => [moment_of(&items[0])?, moment_of(&items[1])?],
            None => {
                return Err(raise_type_error("utime: 'times' must be either a tuple of two ints or None"));
            }
        },
        (None, Some(nanoseconds)) => match pair(nanoseconds) {
            Some(items) => [nanoseconds_of(&items[0])?, nanoseconds_of(&items[1])?],
            None => return Err(raise_type_error("utime: 'ns' must be a tuple of two ints")),
        },
        (None, None) => [now(), now()],
    };
    let result = match path.descriptor {
        Some(descriptor) => system::set_times_of_descriptor(descriptor, moments),
        None => system::set_times(folder, &path.octets, moments, follow),
    };
    // as CPython, which does not name the path here
    done(result, &[])?;
    Ok(NONE())
}

/// `listxattr(path=None, *, follow_symlinks=True)`: WASI has no attributes of this kind.
pub fn listxattr(arguments: &mut Arguments) -> Outcome {
    const ENOTSUP: ErrorNumber = ErrorNumber(95);
    let path = path(arguments.optional(0), "listxattr", "path", Also::DescriptorOrNone)?;
    Err(error(ENOTSUP, &[&path.object]))
}
