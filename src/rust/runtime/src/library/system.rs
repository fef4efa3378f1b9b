//! The operating system by way of the C library: descriptors, paths, error numbers as Linux has them.
#![allow(unsafe_code)] // Calls of C functions; every pointer that is passed lives as long as the call.

use std::ffi::{c_char, c_int, c_long, CString};

/// An error number of Linux.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorNumber(pub i32);

pub type SystemResult<T> = Result<T, ErrorNumber>;

pub const ENOENT: ErrorNumber = ErrorNumber(2);
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
    nanoseconds: c_long,
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

extern "C" {
    fn open(path: *const c_char, flags: c_int, ...) -> c_int;
    fn close(descriptor: c_int) -> c_int;
    fn read(descriptor: c_int, buffer: *mut u8, count: usize) -> isize;
    fn write(descriptor: c_int, buffer: *const u8, count: usize) -> isize;
    fn lseek(descriptor: c_int, offset: i64, whence: c_int) -> i64;
    fn ftruncate(descriptor: c_int, length: i64) -> c_int;
    fn fstat(descriptor: c_int, status: *mut Status) -> c_int;
    fn isatty(descriptor: c_int) -> c_int;
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

/// What glibc says about errors.
const MESSAGES: &[(i32, &str)] = &[
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
    (75, "Value too large for defined data type"),
    (84, "Invalid or incomplete multibyte or wide character"),
    (95, "Operation not supported"),
];

impl ErrorNumber {
    /// `strerror`; where the text is not known here, it is refused.
    pub fn message(self) -> &'static str {
        match MESSAGES.iter().find(|(number, _)| *number == self.0) {
            Some((_, message)) => message,
            None => crate::program::refuse(format!("the message of error number {}", self.0)),
        }
    }
}
