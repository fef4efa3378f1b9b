//! The tags and limits of the format: section 2 of `docs/wire-format.md`.

pub const FORMAT_VERSION: i64 = 1;
/// How deep values may nest.
pub const MAXIMUM_DEPTH: usize = 4000;
/// The arrays of the message itself count, too.
pub const MESSAGE_DEPTH: usize = 64;
/// The WASI descriptor of the host channel (section 7).
pub const CHANNEL_DESCRIPTOR: u32 = 0x7fff_ffff;

pub const POSITIVE_BIG: u64 = 2;
pub const NEGATIVE_BIG: u64 = 3;
pub const SHARED: u64 = 28;
pub const REFERENCE: u64 = 29;
pub const SURROGATE_TEXT: u64 = 17920;
pub const COMPLEX: u64 = 17921;
pub const TUPLE: u64 = 17922;
pub const DICT: u64 = 17923;
pub const SET: u64 = 17924;
pub const FROZENSET: u64 = 17925;
pub const BYTEARRAY: u64 = 17926;
pub const RANGE: u64 = 17927;
pub const SLICE: u64 = 17928;
pub const SINGLETON: u64 = 17929;
pub const INSTANCE: u64 = 17930;
pub const EXCEPTION: u64 = 17931;
pub const GUEST_HANDLE: u64 = 17932;
pub const HOST_HANDLE: u64 = 17933;
pub const NAMED: u64 = 17934;

/// Whether the format has the tag.
pub fn is_known(tag: u64) -> bool {
    matches!(tag, POSITIVE_BIG | NEGATIVE_BIG | SHARED | REFERENCE | SURROGATE_TEXT..=NAMED)
}
