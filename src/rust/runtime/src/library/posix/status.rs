//! `stat_result` and what gives it.

use super::arguments::{descriptor, done, folder, path, true_unless, Also, Path};
use crate::classes::slots::New;
use crate::collections::Tuple;
use crate::exceptions::{raise_value_error, Outcome};
use crate::functions::builtin::Constructor;
use crate::functions::Arguments;
use crate::library::struct_sequence::{construct, make, struct_sequence};
use crate::library::system::{self, Folder, Moment, Status, SystemResult};
use crate::names::intern_text;
use crate::value::{float, int, integer, Value};

static STAT_NEW: Constructor = Constructor::new("sequence, dict=None", |class, arguments| {
    let made = construct(class, &STAT_LAYOUT, arguments)?;
    // As `statresult_new`: times that are not given are the whole seconds of the tuple.
    for (name, place) in [("st_atime", 7), ("st_mtime", 8), ("st_ctime", 9)] {
        let name = intern_text(name);
        let given = made.header().and_then(|header| header.attributes.get(&name));
        let seconds = made.downcast::<Tuple>().and_then(|items| items.items().get(place).cloned());
        if let (Some(header), Some(true), Some(seconds)) = (made.header(), given.map(|given| given.is_none()), seconds)
        {
            drop(header.attributes.set(&name, seconds, class.shape));
        }
    }
    Ok(made)
});

struct_sequence!(STAT_RESULT STAT_LAYOUT "stat_result" "os", Some(New::Native(&STAT_NEW)),
    ["st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "st_atime", "st_mtime", "st_ctime"],
    ["st_mode" 0, "st_ino" 1, "st_dev" 2, "st_nlink" 3, "st_uid" 4, "st_gid" 5, "st_size" 6, "st_atime" 10,
     "st_mtime" 11, "st_ctime" 12, "st_atime_ns" 13, "st_mtime_ns" 14, "st_ctime_ns" 15, "st_blksize" 16,
     "st_blocks" 17, "st_rdev" 18]);

/// The size of a block of usual file systems.
const BLOCK: i64 = 4096;

/// The mode: WASI has kinds of files, and no permissions; they are what a program's files usually have.
pub fn mode_of(status: &Status) -> u32 {
    if !cfg!(target_os = "wasi") {
        return status.mode;
    }
    let permissions = match status.mode & system::S_IFMT {
        system::S_IFDIR => 0o755,
        0o120000 => 0o777,
        0o020000 => 0o620,
        _ => 0o644,
    };
    status.mode & system::S_IFMT | permissions
}

fn seconds(moment: Moment) -> Value {
    float(moment.seconds as f64 + 1e-9 * moment.nanoseconds as f64)
}

/// The object of a status.
pub fn result(status: &Status) -> Value {
    let whole = |number: u64| integer(i128::from(number).into());
    let blocks = (status.size + BLOCK - 1) / BLOCK * (BLOCK / 512);
    let moments = [status.accessed, status.modified, status.changed];
    let mut values = vec![
        int(i64::from(mode_of(status))),
        whole(status.inode),
        whole(status.device),
        whole(status.links),
        int(0),
        int(0),
        int(status.size),
    ];
    values.extend(moments.iter().map(|moment| int(moment.seconds)));
    values.extend(moments.iter().map(|moment| seconds(*moment)));
    values.extend(moments.iter().map(|moment| integer(moment.total().into())));
    values.extend([int(BLOCK), int(blocks), int(0)]);
    make(STAT_RESULT.class(), &STAT_LAYOUT, values)
}

fn status(path: &Path, folder: Folder, follow: bool) -> SystemResult<Status> {
    match path.descriptor {
        Some(descriptor) => system::status_of_descriptor(descriptor),
        None => system::status_of_path(folder, &path.octets, follow),
    }
}

/// `stat(path, *, dir_fd=None, follow_symlinks=True)`.
pub fn stat(arguments: &mut Arguments) -> Outcome {
    let path = path(arguments.optional(0), "stat", "path", Also::Descriptor)?;
    let folder = folder(arguments.optional(1))?;
    let follow = true_unless(arguments, 2)?;
    if path.descriptor.is_some() && folder.is_some() {
        return Err(raise_value_error("stat: can't specify dir_fd without matching path"));
    }
    if path.descriptor.is_some() && !follow {
        return Err(raise_value_error("stat: cannot use fd and follow_symlinks together"));
    }
    done(status(&path, folder, follow), &[&path.object]).map(|status| result(&status))
}

/// `lstat(path, *, dir_fd=None)`.
pub fn lstat(arguments: &mut Arguments) -> Outcome {
    let path = path(arguments.optional(0), "lstat", "path", Also::Nothing)?;
    let folder = folder(arguments.optional(1))?;
    done(status(&path, folder, false), &[&path.object]).map(|status| result(&status))
}

/// `fstat(fd)`.
pub fn fstat(arguments: &mut Arguments) -> Outcome {
    let descriptor = descriptor(&arguments.take(0))?;
    done(system::status_of_descriptor(descriptor), &[]).map(|status| result(&status))
}
