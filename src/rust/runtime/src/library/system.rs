//! The operating system by way of the C library: descriptors, paths, error numbers as Linux has them.
#![allow(unsafe_code)] // Calls of C functions; every pointer that is passed lives as long as the call.

use std::borrow::Cow;
use std::ffi::{c_char, c_int, c_long, CString};

/// An error number of Linux.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorNumber(pub i32);

pub type SystemResult<T> = Result<T, ErrorNumber>;

pub const ENOENT: ErrorNumber = ErrorNumber(2);
pub const EINTR: ErrorNumber = ErrorNumber(4);
pub const EBADF: ErrorNumber = ErrorNumber(9);
pub const EISDIR: ErrorNumber = ErrorNumber(21);
pub const EINVAL: ErrorNumber = ErrorNumber(22);

/// Flags of `open` as Linux numbers them.
pub const O_RDONLY: i32 = 0;
pub const O_WRONLY: i32 = 1;
pub const O_RDWR: i32 = 2;
pub const O_CREAT: i32 = 0o100;
pub const O_EXCL: i32 = 0o200;
pub const O_TRUNC: i32 = 0o1000;
pub const O_APPEND: i32 = 0o2000;
pub const O_DIRECTORY: i32 = 0o200000;
pub const O_NOFOLLOW: i32 = 0o400000;
pub const O_CLOEXEC: i32 = 0o2000000;

pub const S_IFMT: u32 = 0o170000;
pub const S_IFDIR: u32 = 0o040000;

/// `struct timespec`.
#[repr(C)]
#[derive(Clone, Copy, Default)]
pub struct Moment {
    pub seconds: i64,
    pub nanoseconds: c_long,
}

impl Moment {
    pub fn new(seconds: i64, nanoseconds: i64) -> Moment {
        Moment { seconds, nanoseconds: nanoseconds as c_long }
    }

    /// All nanoseconds since 1970.
    pub fn total(self) -> i128 {
        i128::from(self.seconds) * 1_000_000_000 + i128::from(self.nanoseconds)
    }
}

/// `struct stat`, which glibc on x86-64 and the C library of WASI lay out alike.
#[repr(C)]
#[derive(Clone, Copy, Default)]
pub struct Status {
    pub device: u64,
    pub inode: u64,
    pub links: u64,
    pub mode: u32,
    user: u32,
    group: u32,
    padding: u32,
    special_device: u64,
    pub size: i64,
    block_size: c_long,
    blocks: i64,
    pub accessed: Moment,
    pub modified: Moment,
    pub changed: Moment,
    reserved: [i64; 3],
}

impl Status {
    pub fn is_folder(&self) -> bool {
        self.mode & S_IFMT == S_IFDIR
    }
}

/// `DIR`.
#[repr(C)]
struct Stream {
    private: [u8; 0],
}

/// `struct dirent`, up to the name.
#[repr(C)]
struct Entry {
    inode: u64,
    #[cfg(not(target_os = "wasi"))]
    offset: i64,
    #[cfg(not(target_os = "wasi"))]
    length: u16,
    kind: u8,
    name: [c_char; 0],
}

extern "C" {
    fn openat(folder: c_int, path: *const c_char, flags: c_int, ...) -> c_int;
    fn fstatat(folder: c_int, path: *const c_char, status: *mut Status, flags: c_int) -> c_int;
    fn mkdirat(folder: c_int, path: *const c_char, mode: u32) -> c_int;
    fn unlinkat(folder: c_int, path: *const c_char, flags: c_int) -> c_int;
    fn renameat(from: c_int, old: *const c_char, to: c_int, new: *const c_char) -> c_int;
    fn linkat(from: c_int, old: *const c_char, to: c_int, new: *const c_char, flags: c_int) -> c_int;
    fn symlinkat(target: *const c_char, folder: c_int, path: *const c_char) -> c_int;
    fn readlinkat(folder: c_int, path: *const c_char, buffer: *mut u8, size: usize) -> isize;
    fn utimensat(folder: c_int, path: *const c_char, times: *const Moment, flags: c_int) -> c_int;
    fn futimens(descriptor: c_int, times: *const Moment) -> c_int;
    fn faccessat(folder: c_int, path: *const c_char, mode: c_int, flags: c_int) -> c_int;
    fn pread(descriptor: c_int, buffer: *mut u8, count: usize, offset: i64) -> isize;
    fn pwrite(descriptor: c_int, buffer: *const u8, count: usize, offset: i64) -> isize;
    fn fdopendir(descriptor: c_int) -> *mut Stream;
    fn readdir(stream: *mut Stream) -> *const Entry;
    fn closedir(stream: *mut Stream) -> c_int;
    fn fsync(descriptor: c_int) -> c_int;
    fn fdatasync(descriptor: c_int) -> c_int;
    fn open(path: *const c_char, flags: c_int, ...) -> c_int;
    fn close(descriptor: c_int) -> c_int;
    fn read(descriptor: c_int, buffer: *mut u8, count: usize) -> isize;
    fn write(descriptor: c_int, buffer: *const u8, count: usize) -> isize;
    fn lseek(descriptor: c_int, offset: i64, whence: c_int) -> i64;
    fn ftruncate(descriptor: c_int, length: i64) -> c_int;
    fn fstat(descriptor: c_int, status: *mut Status) -> c_int;
    fn isatty(descriptor: c_int) -> c_int;
    fn exit(status: c_int) -> !;
}

/// The numbers of WASI preview 1 in order, as Linux has them.
#[cfg(target_os = "wasi")]
const LINUX_NUMBERS: [i32; 77] = [
    0, 7, 13, 98, 99, 97, 11, 114, 9, 74, 16, 125, 10, 103, 111, 104, 35, 89, 33, 122, 17, 14, 27, 113, 43, 84, 115, 4,
    22, 5, 106, 21, 40, 24, 31, 90, 72, 36, 100, 102, 101, 23, 105, 19, 2, 8, 37, 67, 12, 42, 92, 28, 38, 107, 20, 39,
    131, 88, 95, 25, 6, 75, 130, 1, 32, 71, 93, 91, 34, 30, 29, 3, 116, 110, 26, 18, 1,
];

/// The number of an error of Rust's library.
pub fn number_of(error: &std::io::Error) -> ErrorNumber {
    let Some(number) = error.raw_os_error() else { return EINVAL };
    #[cfg(target_os = "wasi")]
    let number = usize::try_from(number).ok().and_then(|number| LINUX_NUMBERS.get(number).copied()).unwrap_or(5);
    ErrorNumber(number)
}

fn last_error() -> ErrorNumber {
    number_of(&std::io::Error::last_os_error())
}

fn checked(result: i64) -> SystemResult<i64> {
    if result < 0 {
        return Err(last_error());
    }
    Ok(result)
}

/// A path as C takes it; none has a zero in it.
///
/// Errors: ENOENT for the empty path, which the C library of WASI takes for the current folder.
pub fn c_path(path: &[u8]) -> SystemResult<CString> {
    if path.is_empty() {
        return Err(ENOENT);
    }
    CString::new(path).map_err(|_| EINVAL)
}

#[cfg(target_os = "wasi")]
fn own_flags(flags: i32) -> c_int {
    const TABLE: [(i32, c_int); 6] = [
        (O_CREAT, 1 << 12),
        (O_DIRECTORY, 2 << 12),
        (O_EXCL, 4 << 12),
        (O_TRUNC, 8 << 12),
        (O_APPEND, 1),
        (O_NOFOLLOW, 0x0100_0000),
    ];
    let access = match flags & 3 {
        O_WRONLY => 0x1000_0000,
        O_RDWR => 0x1400_0000,
        _ => 0x0400_0000,
    };
    TABLE.iter().filter(|(linux, _)| flags & linux != 0).fold(access, |all, (_, own)| all | own)
}

#[cfg(not(target_os = "wasi"))]
fn own_flags(flags: i32) -> c_int {
    flags
}

/// Opens a path with Linux's flags; the descriptor is not inherited.
pub fn open_path(path: &[u8], flags: i32, mode: u32) -> SystemResult<i32> {
    let path = c_path(path)?;
    // SAFETY: the path ends with a zero.
    checked(i64::from(unsafe { open(path.as_ptr(), own_flags(flags), mode) })).map(|descriptor| descriptor as i32)
}

pub fn close_descriptor(descriptor: i32) -> SystemResult<()> {
    // SAFETY: a number is passed.
    checked(i64::from(unsafe { close(descriptor) })).map(drop)
}

/// Reads at most as much as the target holds.
pub fn read_descriptor(descriptor: i32, target: &mut [u8]) -> SystemResult<usize> {
    // SAFETY: the target is as long as said.
    checked(unsafe { read(descriptor, target.as_mut_ptr(), target.len()) } as i64).map(|count| count as usize)
}

/// Writes a part of the octets; how long it is.
pub fn write_descriptor(descriptor: i32, octets: &[u8]) -> SystemResult<usize> {
    // SAFETY: the octets are as many as said.
    checked(unsafe { write(descriptor, octets.as_ptr(), octets.len()) } as i64).map(|count| count as usize)
}

/// Writes all to a standard stream. One that is closed takes everything, as those of Rust do; they are not used, as they
/// have buffers of their own.
pub fn write_stream(descriptor: i32, mut octets: &[u8]) -> std::io::Result<()> {
    while !octets.is_empty() {
        // SAFETY: the octets are as many as said.
        let count = unsafe { write(descriptor, octets.as_ptr(), octets.len()) };
        if count > 0 {
            octets = octets.get(count as usize..).unwrap_or_default();
            continue;
        }
        let error = std::io::Error::last_os_error();
        match number_of(&error) {
            EINTR if count < 0 => {}
            EBADF => return Ok(()),
            _ => return Err(error),
        }
    }
    Ok(())
}

/// Ends the process. Nothing of Rust's own standard streams waits to be written.
pub fn end(status: i32) -> ! {
    // SAFETY: a number is passed.
    unsafe { exit(status) }
}

pub fn seek_descriptor(descriptor: i32, offset: i64, whence: i32) -> SystemResult<i64> {
    // WASI preview 1 numbers them as Linux does.
    // SAFETY: numbers are passed.
    checked(unsafe { lseek(descriptor, offset, whence) })
}

pub fn truncate_descriptor(descriptor: i32, length: i64) -> SystemResult<()> {
    // SAFETY: numbers are passed.
    checked(i64::from(unsafe { ftruncate(descriptor, length) })).map(drop)
}

pub fn status_of_descriptor(descriptor: i32) -> SystemResult<Status> {
    let mut status = Status::default();
    // SAFETY: the structure is the C library's.
    checked(i64::from(unsafe { fstat(descriptor, &mut status) })).map(|_| status)
}

pub fn is_terminal(descriptor: i32) -> bool {
    // SAFETY: a number is passed.
    unsafe { isatty(descriptor) != 0 }
}

/// A folder that paths start from; none for the current one.
pub type Folder = Option<i32>;

#[cfg(target_os = "wasi")]
mod constants {
    pub const CURRENT_FOLDER: i32 = -2;
    pub const NO_FOLLOW: i32 = 1;
    pub const FOLLOW: i32 = 2;
    pub const REMOVE_FOLDER: i32 = 4;
}

#[cfg(not(target_os = "wasi"))]
mod constants {
    pub const CURRENT_FOLDER: i32 = -100;
    pub const NO_FOLLOW: i32 = 0x100;
    pub const FOLLOW: i32 = 0x400;
    pub const REMOVE_FOLDER: i32 = 0x200;
}

use constants::{CURRENT_FOLDER, FOLLOW, NO_FOLLOW, REMOVE_FOLDER};

fn descriptor_of(folder: Folder) -> c_int {
    folder.unwrap_or(CURRENT_FOLDER)
}

fn no_follow(follow: bool) -> c_int {
    if follow {
        0
    } else {
        NO_FOLLOW
    }
}

/// Opens a path below a folder, as `open_path`.
pub fn open_below(folder: Folder, path: &[u8], flags: i32, mode: u32) -> SystemResult<i32> {
    let path = c_path(path)?;
    // SAFETY: the path ends with a zero.
    let opened = unsafe { openat(descriptor_of(folder), path.as_ptr(), own_flags(flags), mode) };
    checked(i64::from(opened)).map(|descriptor| descriptor as i32)
}

pub fn status_of_path(folder: Folder, path: &[u8], follow: bool) -> SystemResult<Status> {
    let path = c_path(path)?;
    let mut status = Status::default();
    // SAFETY: the path ends with a zero; the structure is the C library's.
    let done = unsafe { fstatat(descriptor_of(folder), path.as_ptr(), &mut status, no_follow(follow)) };
    checked(i64::from(done)).map(|_| status)
}

pub fn make_folder(folder: Folder, path: &[u8], mode: u32) -> SystemResult<()> {
    let path = c_path(path)?;
    // SAFETY: the path ends with a zero.
    checked(i64::from(unsafe { mkdirat(descriptor_of(folder), path.as_ptr(), mode) })).map(drop)
}

/// Removes a file, or a folder.
pub fn remove_path(folder: Folder, path: &[u8], is_folder: bool) -> SystemResult<()> {
    let path = c_path(path)?;
    let flags = if is_folder { REMOVE_FOLDER } else { 0 };
    // SAFETY: the path ends with a zero.
    checked(i64::from(unsafe { unlinkat(descriptor_of(folder), path.as_ptr(), flags) })).map(drop)
}

pub fn rename_path(from: Folder, old: &[u8], to: Folder, new: &[u8]) -> SystemResult<()> {
    let (old, new) = (c_path(old)?, c_path(new)?);
    // SAFETY: the paths end with zeros.
    let done = unsafe { renameat(descriptor_of(from), old.as_ptr(), descriptor_of(to), new.as_ptr()) };
    checked(i64::from(done)).map(drop)
}

pub fn link_path(from: Folder, old: &[u8], to: Folder, new: &[u8], follow: bool) -> SystemResult<()> {
    let (old, new) = (c_path(old)?, c_path(new)?);
    let flags = if follow { FOLLOW } else { 0 };
    // SAFETY: the paths end with zeros.
    let done = unsafe { linkat(descriptor_of(from), old.as_ptr(), descriptor_of(to), new.as_ptr(), flags) };
    checked(i64::from(done)).map(drop)
}

pub fn symbolic_link(target: &[u8], folder: Folder, path: &[u8]) -> SystemResult<()> {
    let (target, path) = (c_path(target)?, c_path(path)?);
    // SAFETY: the paths end with zeros.
    checked(i64::from(unsafe { symlinkat(target.as_ptr(), descriptor_of(folder), path.as_ptr()) })).map(drop)
}

pub fn read_link(folder: Folder, path: &[u8]) -> SystemResult<Vec<u8>> {
    let path = c_path(path)?;
    let mut target = vec![0; 4096];
    // SAFETY: the path ends with a zero; the buffer is as long as said.
    let count = unsafe { readlinkat(descriptor_of(folder), path.as_ptr(), target.as_mut_ptr(), target.len()) };
    target.truncate(checked(count as i64)? as usize);
    Ok(target)
}

/// Sets the moments of the last access and the last change.
pub fn set_times(folder: Folder, path: &[u8], times: [Moment; 2], follow: bool) -> SystemResult<()> {
    let path = c_path(path)?;
    // SAFETY: the path ends with a zero; there are two moments.
    let done = unsafe { utimensat(descriptor_of(folder), path.as_ptr(), times.as_ptr(), no_follow(follow)) };
    checked(i64::from(done)).map(drop)
}

pub fn set_times_of_descriptor(descriptor: i32, times: [Moment; 2]) -> SystemResult<()> {
    // SAFETY: there are two moments.
    checked(i64::from(unsafe { futimens(descriptor, times.as_ptr()) })).map(drop)
}

pub fn access_path(folder: Folder, path: &[u8], mode: i32) -> SystemResult<()> {
    let path = c_path(path)?;
    // SAFETY: the path ends with a zero.
    checked(i64::from(unsafe { faccessat(descriptor_of(folder), path.as_ptr(), mode, 0) })).map(drop)
}

/// Reads at a place, without moving.
pub fn read_at(descriptor: i32, target: &mut [u8], offset: i64) -> SystemResult<usize> {
    // SAFETY: the target is as long as said.
    let count = unsafe { pread(descriptor, target.as_mut_ptr(), target.len(), offset) };
    checked(count as i64).map(|count| count as usize)
}

/// Writes at a place, without moving.
pub fn write_at(descriptor: i32, octets: &[u8], offset: i64) -> SystemResult<usize> {
    // SAFETY: the octets are as many as said.
    let count = unsafe { pwrite(descriptor, octets.as_ptr(), octets.len(), offset) };
    checked(count as i64).map(|count| count as usize)
}

/// Passes on what the system holds of a file; of its data alone where that is enough.
pub fn synchronize(descriptor: i32, data_only: bool) -> SystemResult<()> {
    // SAFETY: a number is passed.
    checked(i64::from(unsafe {
        if data_only {
            fdatasync(descriptor)
        } else {
            fsync(descriptor)
        }
    }))
    .map(drop)
}

/// Random bytes of the system.
#[cfg(target_os = "wasi")]
pub fn random_octets(size: usize) -> SystemResult<Vec<u8>> {
    extern "C" {
        fn getentropy(buffer: *mut u8, count: usize) -> c_int;
    }
    const AT_ONCE: usize = 256;
    let mut octets = vec![0; size];
    for part in octets.chunks_mut(AT_ONCE) {
        // SAFETY: the part is as long as said.
        checked(i64::from(unsafe { getentropy(part.as_mut_ptr(), part.len()) }))?;
    }
    Ok(octets)
}

/// What an entry of a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    Unknown,
    Folder,
    File,
    Link,
    Other,
}

/// An entry of a folder.
pub struct FolderEntry {
    pub name: Vec<u8>,
    pub inode: u64,
    pub kind: EntryKind,
}

fn entry_kind(number: u8) -> EntryKind {
    #[cfg(target_os = "wasi")]
    const NUMBERS: [u8; 3] = [3, 4, 7];
    #[cfg(not(target_os = "wasi"))]
    const NUMBERS: [u8; 3] = [4, 8, 10];
    match number {
        0 => EntryKind::Unknown,
        number if number == NUMBERS[0] => EntryKind::Folder,
        number if number == NUMBERS[1] => EntryKind::File,
        number if number == NUMBERS[2] => EntryKind::Link,
        _ => EntryKind::Other,
    }
}

/// The entries of a folder in the system's order, without `.` and `..`.
pub fn folder_entries(folder: Folder, path: &[u8]) -> SystemResult<Vec<FolderEntry>> {
    let descriptor = open_below(folder, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)?;
    // SAFETY: the descriptor is open, and the stream owns it from now on.
    let stream = unsafe { fdopendir(descriptor) };
    if stream.is_null() {
        let error = last_error();
        let _ = close_descriptor(descriptor);
        return Err(error);
    }
    let mut entries = Vec::new();
    loop {
        // SAFETY: the stream is open; an entry is valid until the next one is read.
        let entry = unsafe { readdir(stream) };
        if entry.is_null() {
            break;
        }
        // SAFETY: the entry is not null, and its name ends with a zero behind it.
        let (name, inode, kind) = unsafe {
            let name = std::ptr::addr_of!((*entry).name) as *const c_char;
            (std::ffi::CStr::from_ptr(name).to_bytes().to_vec(), (*entry).inode, (*entry).kind)
        };
        if name != b"." && name != b".." {
            entries.push(FolderEntry { name, inode, kind: entry_kind(kind) });
        }
    }
    // SAFETY: the stream is open.
    unsafe { closedir(stream) };
    Ok(entries)
}

/// What glibc says about errors.
const MESSAGES: &[(i32, &str)] = &[
    (0, "Success"),
    (1, "Operation not permitted"),
    (2, "No such file or directory"),
    (3, "No such process"),
    (4, "Interrupted system call"),
    (5, "Input/output error"),
    (6, "No such device or address"),
    (7, "Argument list too long"),
    (8, "Exec format error"),
    (9, "Bad file descriptor"),
    (10, "No child processes"),
    (11, "Resource temporarily unavailable"),
    (12, "Cannot allocate memory"),
    (13, "Permission denied"),
    (14, "Bad address"),
    (15, "Block device required"),
    (16, "Device or resource busy"),
    (17, "File exists"),
    (18, "Invalid cross-device link"),
    (19, "No such device"),
    (20, "Not a directory"),
    (21, "Is a directory"),
    (22, "Invalid argument"),
    (23, "Too many open files in system"),
    (24, "Too many open files"),
    (25, "Inappropriate ioctl for device"),
    (26, "Text file busy"),
    (27, "File too large"),
    (28, "No space left on device"),
    (29, "Illegal seek"),
    (30, "Read-only file system"),
    (31, "Too many links"),
    (32, "Broken pipe"),
    (33, "Numerical argument out of domain"),
    (34, "Numerical result out of range"),
    (35, "Resource deadlock avoided"),
    (36, "File name too long"),
    (37, "No locks available"),
    (38, "Function not implemented"),
    (39, "Directory not empty"),
    (40, "Too many levels of symbolic links"),
    (42, "No message of desired type"),
    (43, "Identifier removed"),
    (44, "Channel number out of range"),
    (45, "Level 2 not synchronized"),
    (46, "Level 3 halted"),
    (47, "Level 3 reset"),
    (48, "Link number out of range"),
    (49, "Protocol driver not attached"),
    (50, "No CSI structure available"),
    (51, "Level 2 halted"),
    (52, "Invalid exchange"),
    (53, "Invalid request descriptor"),
    (54, "Exchange full"),
    (55, "No anode"),
    (56, "Invalid request code"),
    (57, "Invalid slot"),
    (59, "Bad font file format"),
    (60, "Device not a stream"),
    (61, "No data available"),
    (62, "Timer expired"),
    (63, "Out of streams resources"),
    (64, "Machine is not on the network"),
    (65, "Package not installed"),
    (66, "Object is remote"),
    (67, "Link has been severed"),
    (68, "Advertise error"),
    (69, "Srmount error"),
    (70, "Communication error on send"),
    (71, "Protocol error"),
    (72, "Multihop attempted"),
    (73, "RFS specific error"),
    (74, "Bad message"),
    (75, "Value too large for defined data type"),
    (76, "Name not unique on network"),
    (77, "File descriptor in bad state"),
    (78, "Remote address changed"),
    (79, "Can not access a needed shared library"),
    (80, "Accessing a corrupted shared library"),
    (81, ".lib section in a.out corrupted"),
    (82, "Attempting to link in too many shared libraries"),
    (83, "Cannot exec a shared library directly"),
    (84, "Invalid or incomplete multibyte or wide character"),
    (85, "Interrupted system call should be restarted"),
    (86, "Streams pipe error"),
    (87, "Too many users"),
    (88, "Socket operation on non-socket"),
    (89, "Destination address required"),
    (90, "Message too long"),
    (91, "Protocol wrong type for socket"),
    (92, "Protocol not available"),
    (93, "Protocol not supported"),
    (94, "Socket type not supported"),
    (95, "Operation not supported"),
    (96, "Protocol family not supported"),
    (97, "Address family not supported by protocol"),
    (98, "Address already in use"),
    (99, "Cannot assign requested address"),
    (100, "Network is down"),
    (101, "Network is unreachable"),
    (102, "Network dropped connection on reset"),
    (103, "Software caused connection abort"),
    (104, "Connection reset by peer"),
    (105, "No buffer space available"),
    (106, "Transport endpoint is already connected"),
    (107, "Transport endpoint is not connected"),
    (108, "Cannot send after transport endpoint shutdown"),
    (109, "Too many references: cannot splice"),
    (110, "Connection timed out"),
    (111, "Connection refused"),
    (112, "Host is down"),
    (113, "No route to host"),
    (114, "Operation already in progress"),
    (115, "Operation now in progress"),
    (116, "Stale file handle"),
    (117, "Structure needs cleaning"),
    (118, "Not a XENIX named type file"),
    (119, "No XENIX semaphores available"),
    (120, "Is a named type file"),
    (121, "Remote I/O error"),
    (122, "Disk quota exceeded"),
    (123, "No medium found"),
    (124, "Wrong medium type"),
    (125, "Operation canceled"),
    (126, "Required key not available"),
    (127, "Key has expired"),
    (128, "Key has been revoked"),
    (129, "Key was rejected by service"),
    (130, "Owner died"),
    (131, "State not recoverable"),
    (132, "Operation not possible due to RF-kill"),
    (133, "Memory page has hardware error"),
];

impl ErrorNumber {
    /// `strerror`.
    pub fn message(self) -> Cow<'static, str> {
        match MESSAGES.iter().find(|(number, _)| *number == self.0) {
            Some((_, message)) => Cow::Borrowed(message),
            None => Cow::Owned(format!("Unknown error {}", self.0)),
        }
    }
}
