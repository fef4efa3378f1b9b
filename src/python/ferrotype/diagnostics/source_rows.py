"""FT00xx: the source file itself."""

from ferrotype.diagnostics.model import DiagnosticRow

SYNTAX_ERROR = DiagnosticRow(
    code="FT0001",
    name="SYNTAX_ERROR",
    title="syntax error",
    what="{message}",
    why="CPython 3.11 does not accept this source",
    to_do="correct it until `python3.11 -m py_compile` accepts it",
    example="def area(r)\n    return r * r",
    instead="def area(r):\n    return r * r",
)
UNREADABLE_FILE = DiagnosticRow(
    code="FT0002",
    name="UNREADABLE_FILE",
    title="file cannot be read",
    what="cannot read this file: {reason}",
    why="every source file is read before anything is built",
    to_do="check the path and its permissions",
    example="$ ferrotype build missing.py -o out.wasm",
)
ENCODING = DiagnosticRow(
    code="FT0003",
    name="ENCODING",
    title="text cannot be decoded",
    what="cannot decode this source: {message}",
    why="Python sources are UTF-8 unless a coding line says otherwise",
    to_do="save the file as UTF-8, or name its encoding in the first line",
    example="name = '\\xe9'  # one byte of Latin-1",
    instead="# -*- coding: latin-1 -*-",
)
NULL_BYTE = DiagnosticRow(
    code="FT0004",
    name="NULL_BYTE",
    title="source contains a null byte",
    what="this source contains a null byte",
    why="CPython does not run such a file",
    to_do="remove the byte; write `\\0` inside a string literal instead",
    example="text = 'a<NUL>b'",
    instead="text = 'a\\0b'",
)

ROWS = (SYNTAX_ERROR, UNREADABLE_FILE, ENCODING, NULL_BYTE)
