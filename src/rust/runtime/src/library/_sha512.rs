//! `_sha512`: SHA-384 and SHA-512 as CPython has them itself.

pub use super::digests_bound::SHA512_MODULE as MODULE;
