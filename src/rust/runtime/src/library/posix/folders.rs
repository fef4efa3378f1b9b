//! `listdir`, `scandir`, `DirEntry`.

use super::arguments::{decoded, done, error, path, true_unless, Also, Path};
use super::status;
use crate::classes::{BuiltinClass, GetSet, Method, Slots};
use crate::exceptions::Outcome;
use crate::functions::Arguments;
use crate::library::system::{self, EntryKind, Folder, FolderEntry, Status, SystemResult, ENOENT};
use crate::native;
use crate::object::{allocate_native, Kind};
use crate::value::{boolean, integer, Value, NONE};
use std::cell::RefCell;
use std::collections::VecDeque;

fn entries(path: &Path) -> SystemResult<Vec<FolderEntry>> {
    match path.descriptor {
        Some(descriptor) => system::folder_entries(Some(descriptor), b"."),
        None => system::folder_entries(None, &path.octets),
    }
}

/// `listdir(path=None)`.
pub fn listdir(arguments: &mut Arguments) -> Outcome {
    let path = path(arguments.optional(0), "listdir", "path", Also::DescriptorOrNone)?;
    let found = done(entries(&path), &[&path.object])?;
    let names: Outcome<Vec<Value>> = found.iter().map(|entry| decoded(&entry.name, path.is_bytes)).collect();
    Ok(native::list(names?))
}

/// The payload of `DirEntry`.
struct DirEntry {
    name: Value,
    path: Value,
    folder: Folder,
    octets: Vec<u8>,
    inode: u64,
    kind: EntryKind,
    followed: RefCell<Option<Value>>,
    own: RefCell<Option<Value>>,
}

fn payload(own: &Value) -> &DirEntry {
    own.native().expect("a method of DirEntry gets one")
}

impl DirEntry {
    fn status(&self, follow: bool) -> SystemResult<Status> {
        system::status_of_path(self.folder, &self.octets, follow)
    }

    /// Whether it is of a kind. Errors: OSError.
    fn is(&self, wanted: EntryKind, follow: bool) -> Outcome<bool> {
        let known = match self.kind {
            EntryKind::Unknown => false,
            EntryKind::Link => !follow,
            _ => true,
        };
        if known {
            return Ok(self.kind == wanted);
        }
        let bits = if wanted == EntryKind::Folder { system::S_IFDIR } else { 0o100000 };
        match self.status(follow) {
            Ok(status) => Ok(status.mode & system::S_IFMT == bits),
            Err(ENOENT) => Ok(false),
            Err(number) => Err(error(number, &[&self.path])),
        }
    }
}

fn entry_stat(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let follow = true_unless(arguments, 1)?;
    let own = payload(&own);
    let kept = if follow { &own.followed } else { &own.own };
    if let Some(known) = kept.borrow().as_ref() {
        return Ok(known.clone());
    }
    let found = status::result(&done(own.status(follow), &[&own.path])?);
    kept.replace(Some(found.clone()));
    Ok(found)
}

fn entry_is(arguments: &mut Arguments, wanted: EntryKind) -> Outcome {
    let own = arguments.take(0);
    let follow = true_unless(arguments, 1)?;
    payload(&own).is(wanted, follow).map(boolean)
}

/// `os.DirEntry`.
pub static DIR_ENTRY: BuiltinClass = BuiltinClass::new("DirEntry", Kind::Native)
    .module("posix")
    .sealed()
    .no_constructor()
    .slots(slots!(Slots {
        repr: Some(|own| {
            let name = native::shown_repr(&payload(own).name)?;
            Ok(crate::text::value_of(format!("<DirEntry {name}>")))
        }),
        ..Slots::NONE
    }))
    .methods(methods!(&[
        Method::new("stat", "self, /, *, follow_symlinks=True", entry_stat),
        Method::new("is_dir", "self, /, *, follow_symlinks=True", |arguments| entry_is(arguments, EntryKind::Folder)),
        Method::new("is_file", "self, /, *, follow_symlinks=True", |arguments| entry_is(arguments, EntryKind::File)),
        Method::new("is_symlink", "self, /", |arguments| {
            let own = arguments.take(0);
            let own = payload(&own);
            if own.kind != EntryKind::Unknown {
                return Ok(boolean(own.kind == EntryKind::Link));
            }
            let status = done(own.status(false), &[&own.path])?;
            Ok(boolean(status.mode & system::S_IFMT == 0o120000))
        }),
        Method::new("inode", "self, /", |arguments| {
            let own = arguments.take(0);
            Ok(integer(i128::from(payload(&own).inode).into()))
        }),
        Method::new("__fspath__", "self, /", |arguments| {
            let own = arguments.take(0);
            Ok(payload(&own).path.clone())
        }),
        Method::class("__class_getitem__", "type, item, /", crate::collections::generic_alias),
    ]))
    .getsets(getsets!(&[
        GetSet::new("name", |own| Ok(payload(own).name.clone())),
        GetSet::new("path", |own| Ok(payload(own).path.clone())),
    ]));

/// The payload of what `scandir` gives: the entries that are left.
struct Scan(RefCell<VecDeque<Value>>);

static SCAN: BuiltinClass = BuiltinClass::new("ScandirIterator", Kind::Native)
    .module("posix")
    .sealed()
    .no_constructor()
    .slots(slots!(Slots {
        iter: Some(|own| Ok(own.clone())),
        next: Some(|own| Ok(own.native::<Scan>().and_then(|own| own.0.borrow_mut().pop_front()))),
        ..Slots::NONE
    }))
    .methods(methods!(&[
        Method::new("close", "self, /", close),
        Method::new("__enter__", "self, /", |arguments| Ok(arguments.take(0))),
        Method::new("__exit__", "self, *args", close),
    ]));

fn close(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    if let Some(own) = own.native::<Scan>() {
        drop(own.0.take());
    }
    Ok(NONE())
}

/// `scandir(path=None)`.
pub fn scandir(arguments: &mut Arguments) -> Outcome {
    let path = path(arguments.optional(0), "scandir", "path", Also::DescriptorOrNone)?;
    let found = done(entries(&path), &[&path.object])?;
    let mut all = VecDeque::new();
    for entry in found {
        let name = decoded(&entry.name, path.is_bytes)?;
        let (octets, shown) = match path.descriptor {
            Some(_) => (entry.name.clone(), name.clone()),
            None => {
                let mut octets = path.octets.clone();
                if octets.last() != Some(&b'/') {
                    octets.push(b'/');
                }
                octets.extend_from_slice(&entry.name);
                let shown = decoded(&octets, path.is_bytes)?;
                (octets, shown)
            }
        };
        let payload = DirEntry {
            name,
            path: shown,
            folder: path.descriptor,
            octets,
            inode: entry.inode,
            kind: entry.kind,
            followed: RefCell::new(None),
            own: RefCell::new(None),
        };
        all.push_back(allocate_native(DIR_ENTRY.class(), payload));
    }
    Ok(allocate_native(SCAN.class(), Scan(RefCell::new(all))))
}
