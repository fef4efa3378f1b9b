//! `_sha1`: SHA-1 as CPython has them itself.

pub use super::digests_bound::SHA1_MODULE as MODULE;
