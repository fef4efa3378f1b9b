"""Ferrotype: Python 3.11 to Rust and dependency-free WASM, exactly or not at all."""

VERSION = "0.1.0"
