"""CPython's own test suite, built to WASM and run there: `python -m tests.conformance`."""
