//! `_sha256`: SHA-224 and SHA-256 as CPython has them itself.

pub use super::digests_bound::SHA256_MODULE as MODULE;
