//! Cryptographic digests, without interpreter state. Written here rather than taken from crates: `blake2` has not the
//! tree's parameters, and none of the others is much longer than its binding would be.

pub(super) mod blake2;
mod block;
mod keccak;
mod md5;
mod sha1;
mod sha2;

use blake2::{Blake2b, Blake2s};
use keccak::Keccak;
use md5::Md5;
use sha1::Sha1;
use sha2::{Sha2Narrow, Sha2Wide};

/// A digest on its way.
pub trait Digest {
    fn update(&mut self, octets: &[u8]);
    /// The digest of what came so far; `length` counts where the algorithm leaves it open.
    fn digest(&self, length: usize) -> Vec<u8>;
    fn copy(&self) -> Box<dyn Digest>;
}

/// An algorithm under the name that OpenSSL and CPython give it. A program contains those that it refers to.
pub struct Algorithm {
    pub name: &'static str,
    /// Zero where the caller says how much it wants.
    pub digest_size: usize,
    pub block_size: usize,
    pub make: fn() -> Box<dyn Digest>,
}

macro_rules! algorithms {
    ($($id:ident $name:literal $digest_size:literal $block_size:literal $make:expr;)*) => {
        $(pub static $id: Algorithm = Algorithm {
            name: $name,
            digest_size: $digest_size,
            block_size: $block_size,
            make: || Box::new($make),
        };)*
    };
}

algorithms! {
    MD5 "md5" 16 64 Md5::new();
    SHA1 "sha1" 20 64 Sha1::new();
    SHA224 "sha224" 28 64 Sha2Narrow::new(sha2::START_224, 28);
    SHA256 "sha256" 32 64 Sha2Narrow::new(sha2::START_256, 32);
    SHA384 "sha384" 48 128 Sha2Wide::new(sha2::START_384, 48);
    SHA512 "sha512" 64 128 Sha2Wide::new(sha2::START_512, 64);
    SHA512_224 "sha512_224" 28 128 Sha2Wide::new(sha2::START_512_224, 28);
    SHA512_256 "sha512_256" 32 128 Sha2Wide::new(sha2::START_512_256, 32);
    SHA3_224 "sha3_224" 28 144 Keccak::sha3(224);
    SHA3_256 "sha3_256" 32 136 Keccak::sha3(256);
    SHA3_384 "sha3_384" 48 104 Keccak::sha3(384);
    SHA3_512 "sha3_512" 64 72 Keccak::sha3(512);
    SHAKE_128 "shake_128" 0 168 Keccak::shake(128);
    SHAKE_256 "shake_256" 0 136 Keccak::shake(256);
    BLAKE2B "blake2b" 64 128 Blake2b::new(&[64, 0, 1, 1], 64, false);
    BLAKE2S "blake2s" 32 64 Blake2s::new(&[32, 0, 1, 1], 32, false);
    MD5_SHA1 "md5-sha1" 36 64 Both(Md5::new(), Sha1::new());
}

macro_rules! fixed_size {
    ($($digest:ident)*) => {
        $(impl Digest for $digest {
            fn update(&mut self, octets: &[u8]) {
                $digest::update(self, octets);
            }

            fn digest(&self, _: usize) -> Vec<u8> {
                self.clone().finish()
            }

            fn copy(&self) -> Box<dyn Digest> {
                Box::new(self.clone())
            }
        })*
    };
}

fixed_size! { Md5 Sha1 Sha2Narrow Sha2Wide Blake2b Blake2s Both }

impl Digest for Keccak {
    fn update(&mut self, octets: &[u8]) {
        Keccak::update(self, octets);
    }

    fn digest(&self, length: usize) -> Vec<u8> {
        self.clone().finish(length)
    }

    fn copy(&self) -> Box<dyn Digest> {
        Box::new(self.clone())
    }
}

/// `md5-sha1`: one after the other.
#[derive(Clone)]
struct Both(Md5, Sha1);

impl Both {
    fn update(&mut self, octets: &[u8]) {
        self.0.update(octets);
        self.1.update(octets);
    }

    fn finish(self) -> Vec<u8> {
        [self.0.finish(), self.1.finish()].concat()
    }
}
