"""Proof that a `.wasm` module behaves as the Python it came from.

`scripts` compares whole programs, `vectors` and `properties` calls of a library's functions,
`own_tests` the library's test suite against a proxy package; `certificate` and `report` write
down what was compared. `python -m ferrotype.parity` is the command line.
"""
