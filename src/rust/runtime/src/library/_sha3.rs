//! `_sha3`: SHA-3 and SHAKE as CPython has them itself.

pub use super::digests_bound::SHA3_MODULE as MODULE;
