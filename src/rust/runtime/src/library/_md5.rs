//! `_md5`: MD5 as CPython has them itself.

pub use super::digests_bound::MD5_MODULE as MODULE;
