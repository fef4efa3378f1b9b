"""FT01xx: modules, how they find each other, and what the library has."""

from ferrotype.diagnostics.model import DiagnosticRow

UNKNOWN_ENTRY_POINT = DiagnosticRow(
    code="FT0101",
    name="UNKNOWN_ENTRY_POINT",
    title="unknown entry point",
    what="there is no module `{entry}` to start from",
    why="a command module runs exactly one of the program's modules",
    to_do="name one of these with --entry: {candidates}",
    example="$ ferrotype build app/ --entry app.mian -o out.wasm",
    instead="$ ferrotype build app/ --entry app.main -o out.wasm",
)
IMPORT_NOT_FOUND = DiagnosticRow(
    code="FT0102",
    name="IMPORT_NOT_FOUND",
    title="import not found",
    what="cannot find module `{module}`",
    why="it is neither beside the program, nor on the search path, nor in the standard library",
    to_do="add its folder with --search-path (in Pants, see what `dependencies` says of the file that "
    "imports it), or put the import into `try: … except ImportError:` if the program can do without "
    "it",
    example="import mising",
    instead="try:\n    import optional\nexcept ImportError:\n    optional = None",
)
NATIVE_EXTENSION = DiagnosticRow(
    code="FT0103",
    name="NATIVE_EXTENSION",
    title="native extension module",
    what="module `{module}` is a native extension ({file})",
    why="machine code made for CPython cannot be translated",
    to_do="use a pure-Python version of the library, or replace the functions you need",
    example="import numpy",
)
LIBRARY_MODULE_REFUSED = DiagnosticRow(
    code="FT0104",
    name="LIBRARY_MODULE_REFUSED",
    title="standard-library module not available",
    what="module `{module}` of the standard library is not available",
    why="{reason}",
    to_do="do without it; catching ImportError would not be what CPython does",
    example="import tkinter",
)
LIBRARY_NAME_MISSING = DiagnosticRow(
    code="FT0105",
    name="LIBRARY_NAME_MISSING",
    title="name not available in a library module",
    what="module `{module}` has no `{name}` here",
    why="CPython has it, and Ferrotype's version does not yet",
    to_do="write it with what the module has",
    example="from os import fork",
)
THREADS_AND_SOCKETS = DiagnosticRow(
    code="FT0106",
    name="THREADS_AND_SOCKETS",
    title="threads, processes and sockets",
    what="module `{module}` needs threads, processes or sockets",
    why="WASI preview 1 has none",
    to_do="do the work in one thread, and let the host open connections",
    example="import threading",
)
INTERFACE_NOT_FOUND = DiagnosticRow(
    code="FT0107",
    name="INTERFACE_NOT_FOUND",
    title="interface of an import not found",
    what="there is no interface of module `{module}`",
    why="a module is translated against the interfaces of what it imports",
    to_do="run `ferrotype interface` for it first and pass its folder with --interfaces",
    example="$ ferrotype translate a.py --module a --interfaces empty/ -o out/",
)
INTERFACE_UNREADABLE = DiagnosticRow(
    code="FT0108",
    name="INTERFACE_UNREADABLE",
    title="interface file cannot be used",
    what="cannot use interface file {file}: {reason}",
    why="interfaces are read in exactly the form in which this version writes them",
    to_do="run `ferrotype interface` again with this version",
    example="$ echo '{}' > interfaces/a.iface.json",
)
MODULE_TWICE = DiagnosticRow(
    code="FT0109",
    name="MODULE_TWICE",
    title="two files for one module",
    what="module `{module}` is also {other}",
    why="one program has one module of a name",
    to_do="rename one of the files, or leave its folder out",
    example="pkg.py\npkg/__init__.py",
)
MODULE_NAME = DiagnosticRow(
    code="FT0110",
    name="MODULE_NAME",
    title="file name is no module name",
    what="`{name}` cannot be the name of a module",
    why="a module's name is an identifier",
    to_do="rename the file, or give a name with --module",
    example="$ ferrotype interface 2fast.py -o out.iface.json",
)

ROWS = (
    UNKNOWN_ENTRY_POINT,
    IMPORT_NOT_FOUND,
    NATIVE_EXTENSION,
    LIBRARY_MODULE_REFUSED,
    LIBRARY_NAME_MISSING,
    THREADS_AND_SOCKETS,
    INTERFACE_NOT_FOUND,
    INTERFACE_UNREADABLE,
    MODULE_TWICE,
    MODULE_NAME,
)
