"""The standard library, a row for each module: what becomes of an import of it.

A module that CPython writes in C is *native*: the runtime has it, as
``src/rust/runtime/src/library/<name>.rs``. One that CPython writes in Python is *translated* from
the running interpreter's own ``Lib``. An *absent* one is an accelerator whose users in the library
fall back to Python code of equal behaviour. A *foreign* one is a module that CPython has on other
systems only. The rest is *refused*, each with its reason; submodules follow the row of the longest
prefix of their name.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ferrotype.diagnostics import DiagnosticRow, codes


class ModuleKind(enum.Enum):
    """What becomes of an import of a standard-library module."""

    NATIVE = "native"
    TRANSLATED = "translated"
    ABSENT = "absent"
    FOREIGN = "foreign"
    MADE = "made"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class LibraryModule:
    """One row. ``rust_path`` is given for native modules, ``reason`` for refused ones."""

    name: str
    kind: ModuleKind
    rust_path: str = ""
    diagnostic: DiagnosticRow = codes.LIBRARY_MODULE_REFUSED
    reason: str = ""
    internal: bool = False
    """For library code alone: CPython has no such module."""


def _native(names: str) -> list[LibraryModule]:
    return [
        LibraryModule(
            name, ModuleKind.NATIVE, f"ferrotype_runtime::library::{name.replace('.', '_')}"
        )
        for name in names.split()
    ]


def _plain(kind: ModuleKind, names: str) -> list[LibraryModule]:
    return [LibraryModule(name, kind) for name in names.split()]


def _refused(reason: str, names: str) -> list[LibraryModule]:
    return [LibraryModule(name, ModuleKind.REFUSED, reason=reason) for name in names.split()]


def _without_threads(names: str) -> list[LibraryModule]:
    return [
        LibraryModule(name, ModuleKind.REFUSED, diagnostic=codes.THREADS_AND_SOCKETS)
        for name in names.split()
    ]


_ROWS = (
    *_native(
        """_abc _io array builtins cmath importlib itertools math posix re sys time tracemalloc
        unicodedata zlib"""
    ),
    *_native(
        """_bisect _blake2 _codecs _collections _contextvars _csv _functools _hashlib _heapq _locale
        _md5 _operator _queue _random _sha1 _sha256 _sha3 _sha512 _signal _sre _string _struct _thread
        _typing _warnings _weakref atexit binascii errno gc select"""
    ),
    *_plain(ModuleKind.TRANSLATED, "re._casefix re._compiler re._constants re._parser"),
    *_plain(
        ModuleKind.TRANSLATED,
        """bisect contextvars encodings functools hashlib heapq json logging operator queue random
        string struct threading types typing""",
    ),
    LibraryModule(
        "_text_functions",
        ModuleKind.NATIVE,
        "ferrotype_runtime::library::text_functions",
        internal=True,
    ),
    *_plain(
        ModuleKind.TRANSLATED,
        """__future__ _asyncio _aix_support _bootsubprocess _collections_abc
        _compat_pickle _compression _markupbase _osx_support _pickle _py_abc _pydecimal _pyio
        _sitebuiltins _strptime _weakrefset
        abc argparse base64 calendar cmd collections colorsys configparser contextlib copy copyreg csv dataclasses
        datetime decimal difflib dis enum filecmp fileinput fnmatch fractions genericpath
        getopt gettext glob graphlib gzip html imghdr inspect io ipaddress keyword linecache locale mimetypes
        nturl2path ntpath numbers opcode optparse os pathlib pickle pickletools plistlib posixpath
        pkgutil platform pprint quopri reprlib sched secrets shelve shlex shutil sndhdr sre_compile
        sre_constants sre_parse stat statistics stringprep tabnanny tempfile textwrap
        this timeit token tokenize tomllib traceback unittest urllib uu uuid warnings wave weakref
        xdrlib zipapp chunk email xml rlcompleter antigravity crypt sunau aifc cgi bdb
        codecs hmac asyncio concurrent selectors signal""",
    ),
    *_plain(
        ModuleKind.ABSENT,
        """_datetime _decimal _elementtree _json _opcode _stat _statistics""",
    ),
    *_plain(ModuleKind.MADE, "os.path"),
    *_plain(
        ModuleKind.FOREIGN, "_msi _overlapped _scproxy _winapi msilib msvcrt nt winreg winsound"
    ),
    *_refused(
        "it is a part of CPython's virtual machine, which a translated program does not carry",
        """_ast _imp _symtable _tracemalloc _tokenize _frozen_importlib
        _frozen_importlib_external
        ast code codeop compileall doctest ensurepip faulthandler idlelib
        imp importlib.abc importlib.machinery importlib.metadata importlib.readers importlib.resources
        importlib.simple importlib.util lib2to3 marshal modulefinder pdb profile cProfile _lsprof
        pstats py_compile pyclbr pydoc pydoc_data runpy site symtable sysconfig
        trace turtledemo venv zipimport distutils
        """,
    ),
    *_refused(
        "its native half is not in the runtime yet",
        """_bz2 _crypt _lzma _uuid _zoneinfo
        audioop bz2 lzma mmap pyexpat tarfile
        zipfile zoneinfo _multibytecodec _codecs_cn _codecs_hk _codecs_iso2022
        _codecs_jp _codecs_kr _codecs_tw""",
    ),
    *_refused(
        "WASI preview 1 has no such service of the operating system",
        """_curses _curses_panel _ctypes _dbm _gdbm _posixshmem _posixsubprocess
        _sqlite3 _tkinter ctypes curses dbm fcntl getpass grp
        mailbox mailcap netrc nis ossaudiodev pipes pty
        pwd readline resource spwd sqlite3 syslog termios tkinter tty
        turtle webbrowser""",
    ),
    *_without_threads(
        """_multiprocessing _socket _ssl _threading_local asynchat asyncio.__main__
        asyncio.proactor_events asyncio.sslproto asyncio.windows_events asyncio.windows_utils
        asyncore cgitb concurrent.futures.process ftplib http
        imaplib multiprocessing nntplib poplib smtpd smtplib socket
        socketserver ssl subprocess telnetlib wsgiref xmlrpc urllib.request
        urllib.robotparser""",
    ),
)


def make_table(rows: Iterable[LibraryModule]) -> Mapping[str, LibraryModule]:
    """Rows by name, sorted; raises ValueError for a duplicate."""
    table: dict[str, LibraryModule] = {}
    for row in rows:
        if row.name in table:
            raise ValueError(f"{row.name} is in the table already")
        table[row.name] = row
    return MappingProxyType(dict(sorted(table.items())))


LIBRARY = make_table(_ROWS)


def library_module(name: str) -> LibraryModule | None:
    """The row of a module or of the longest prefix that has one; None outside the library."""
    while name:
        if name in LIBRARY:
            return LIBRARY[name]
        name = name.rpartition(".")[0]
    return None
