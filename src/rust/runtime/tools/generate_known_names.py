"""Writes `src/classes/known_names.rs`: the names in CPython 3.11's classes and modules, and the classes' documentation.

Run it with CPython 3.11 from any folder: `python3.11 tools/generate_known_names.py`; `--print` writes to standard
output instead. What the runtime lacks of these names is refused, never an AttributeError. The classes are those that
CPython writes in C or that the runtime has in Rust: of every module below, and of objects that no module names.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import subprocess
import sys
import types
import weakref
from collections.abc import Iterator
from pathlib import Path

MODULES = """
    _abc
    _bisect
    _blake2
    _codecs
    _collections
    _contextvars
    _csv
    _datetime
    _functools
    _hashlib
    _heapq
    _io
    _json
    _locale
    _md5
    _operator
    _queue
    _random
    _sha1
    _sha256
    _sha3
    _sha512
    _signal
    _sre
    _stat
    _statistics
    _string
    _struct
    _thread
    _typing
    _uuid
    _warnings
    _weakref
    abc
    array
    atexit
    binascii
    bisect
    builtins
    cmath
    collections
    contextvars
    errno
    functools
    gc
    hashlib
    heapq
    importlib
    itertools
    marshal
    math
    operator
    os
    os.path
    posix
    random
    re
    select
    string
    struct
    sys
    time
    tracemalloc
    types
    typing
    unicodedata
    zlib
""".split()


def generator() -> Iterator[int]:
    yield 1


async def coroutine() -> None:
    pass


async def asynchronous() -> object:  # type: ignore[misc]
    yield 1


class Weak:
    slot: object
    __slots__ = ("slot", "__weakref__")


def unnamed_objects() -> list[object]:
    """One object of each class that has no name in a module."""
    with contextlib.suppress(ZeroDivisionError):
        1 / 0  # noqa: B018
    suspended = coroutine()
    objects: list[object] = [
        iter([]), reversed([]), iter(()), iter({}), iter({}.values()), iter({}.items()), iter(set()), iter(""), iter("é"),
        iter(b""), iter(bytearray()), iter(range(0)), iter(range(1 << 70)), iter(lambda: 1, 1), iter(Sequence()),
        reversed({}), reversed({}.values()), reversed({}.items()), {}.keys(), {}.values(), {}.items(), generator(),
        suspended, asynchronous(), asynchronous().asend(None), asynchronous().athrow(ValueError), type.__dict__,  # type: ignore
        suspended.__await__(), Weak.slot, len, [].append, str.join, str.__len__, "".__len__, dict.fromkeys,
        dict.__dict__["fromkeys"], Weak().__init__, generator.__code__, sys._getframe(), memoryview(b""),
        io.StringIO(), io.BytesIO(), io.BufferedReader(io.FileIO(sys.executable)), io.TextIOWrapper(io.BytesIO()), weakref.ref(Weak),
        io.FileIO(sys.executable), weakref.proxy(Weak), weakref.proxy(generator), sys.version_info, sys.flags,
        sys.float_info, sys.hash_info, sys.int_info, sys.implementation, sys.thread_info,
        memoryview(b"").__iter__(), type(None), None, NotImplemented, ..., int | str, list[int], *odict_objects(),
    ]  # fmt: skip
    suspended.close()
    return objects


class Sequence:
    def __getitem__(self, index: int) -> int:
        return index


def odict_objects() -> list[object]:
    """Views and iterators of an OrderedDict, and iterators of other collections."""
    import collections
    import re

    ordered = collections.OrderedDict()  # type: ignore[var-annotated]
    deque = collections.deque()  # type: ignore[var-annotated]
    matched = re.compile("")
    scanner = matched.scanner("")  # type: ignore[attr-defined]
    views = [ordered.keys(), ordered.values(), ordered.items(), iter(ordered)]
    return [
        *views,
        iter(deque),
        reversed(deque),
        matched,
        matched.match(""),
        scanner,
        matched.finditer(""),
    ]


def classes() -> dict[tuple[str, str], type]:
    """All classes by module and name."""
    found: dict[tuple[str, str], type] = {}
    for name in MODULES:
        for value in vars(importlib.import_module(name)).values():
            if isinstance(value, type):
                found[value.__module__, value.__qualname__] = value
    for value in unnamed_objects():
        found[type(value).__module__, type(value).__qualname__] = type(value)
    for value in list(found.values()):
        for base in value.__mro__:
            found.setdefault((base.__module__, base.__qualname__), base)
    return {key: value for key, value in found.items() if key[0] not in ("__main__", __name__)}


def rust_names(names: set[str]) -> list[str]:
    """A Rust slice of the sorted names, in lines of at most 120 characters."""
    lines, line = [], "       "
    for name in sorted(names):
        item = f' "{name}",'
        if len(line) + len(item) > 120:
            lines.append(line)
            line = "       "
        line += item
    return [*lines, line] if line.strip() else lines


def rust_text(text: str) -> str:
    """A Rust literal."""
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
    return '"' + "".join(escapes.get(char, char) for char in text) + '"'


def documentation(value: type) -> str:
    """`__doc__` as the class itself has it."""
    own = vars(value).get("__doc__")
    if isinstance(own, str):
        return f"Documentation::Text({rust_text(own)})"
    return "Documentation::None" if own is None else "Documentation::OfInstances"


def module_documentation(name: str) -> str:
    """`__doc__` of a module, as Rust."""
    own = importlib.import_module(name).__doc__
    return "None" if own is None else f"Some({rust_text(own)})"


def is_weakly_referenced(value: type) -> str:
    """Whether weak references to instances can be made, as Rust."""
    return "true" if value.__weakrefoffset__ else "false"  # type: ignore[attr-defined]


HEAP_TYPE = 1 << 9
"""``Py_TPFLAGS_HEAPTYPE``."""


def layout(value: type) -> str:
    """What instances hold besides attributes, as Rust."""
    if value.__itemsize__:
        return "Layout::Items"
    size = object.__basicsize__ + sum(
        8 for offset in (value.__dictoffset__, value.__weakrefoffset__) if offset > 0  # type: ignore[attr-defined]
    )
    return "Layout::Fields" if value.__basicsize__ > size else "Layout::Plain"


def members(value: type) -> str:
    """The names of its member descriptors, as Rust."""
    names = [name for name, own in sorted(vars(value).items()) if isinstance(own, types.MemberDescriptorType)]
    return "&[" + ", ".join(f'"{name}"' for name in names) + "]"


def table(name: str, note: str, kind: str, rows: list[tuple[str, set[str]]]) -> list[str]:
    """One constant with a row for each key."""
    lines = ["", f"/// {note}", "#[rustfmt::skip]", f"const {name}: &[{kind}] = &["]
    for key, names in rows:
        lines += [f"    ({key}, &[", *rust_names(names), "    ]),"]
    return [*lines, "];"]


HEAD = """\
//! Names that CPython 3.11 has in its classes and modules, and what it says about the classes. Generated by
//! `tools/generate_known_names.py`.
//!
//! Asked while Rust compiles: a program contains the rows of the classes and modules that it contains, and no others.

/// `__doc__` of a class.
#[derive(Clone, Copy)]
pub enum Documentation {
    None,
    Text(&'static str),
    /// Instances have texts of their own.
    OfInstances,
}

/// What CPython has in a class: names sorted.
#[derive(Clone, Copy)]
pub struct KnownClass {
    pub names: &'static [&'static str],
    pub documentation: Documentation,
    /// Whether weak references to instances can be made.
    pub is_weakly_referenced: bool,
    pub layout: Layout,
    /// Whether the class is made while the program runs.
    pub is_on_the_heap: bool,
    /// Names of members of a struct (`PyMemberDef`), sorted; other computed attributes are functions in C.
    pub members: &'static [&'static str],
}

/// What instances hold besides attributes, weak references and the values of `__slots__`, from less to more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layout {
    Plain,
    /// Fields of a C structure.
    Fields,
    /// Fields, and items, whose number differs.
    Items,
    /// CPython has no such class.
    Unknown,
}

type Names = &'static [&'static str];
type ClassRow = (&'static str, &'static str, Documentation, bool, Layout, bool, Names, Names);

/// Whether two texts are the same.
const fn same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let mut position = 0;
    while position < left.len() && position < right.len() && left[position] == right[position] {
        position += 1;
    }
    position == left.len() && position == right.len()
}

/// What a class itself has in CPython; nothing where CPython has no such class.
pub(crate) const fn of_class(module: &str, name: &str) -> KnownClass {
    let mut row = 0;
    while row < CLASSES.len() {
        if same(CLASSES[row].1, name) && same(CLASSES[row].0, module) {
            let (_, _, documentation, is_weakly_referenced, layout, is_on_the_heap, members, names) = CLASSES[row];
            return KnownClass { names, documentation, is_weakly_referenced, layout, is_on_the_heap, members };
        }
        row += 1;
    }
    KnownClass {
        names: &[],
        documentation: Documentation::None,
        is_weakly_referenced: false,
        layout: Layout::Unknown,
        is_on_the_heap: false,
        members: &[],
    }
}

/// The names of a module, sorted; none where CPython has no such module.
pub(crate) const fn of_module(name: &str) -> Names {
    let mut row = 0;
    while row < MODULES.len() {
        if same(MODULES[row].0, name) {
            return MODULES[row].2;
        }
        row += 1;
    }
    &[]
}

/// `__doc__` of a module; nothing where CPython has no such module.
pub(crate) const fn documentation_of(name: &str) -> Option<&'static str> {
    let mut row = 0;
    while row < MODULES.len() {
        if same(MODULES[row].0, name) {
            return MODULES[row].1;
        }
        row += 1;
    }
    None
}
"""


def module_names(name: str) -> set[str]:
    """`dir()` in a process that imports nothing else: imports of submodules show in their packages."""
    script = f"import {name} as module; print(*dir(module))"
    # Names that `site` adds are expected of these; in others, what else it imports would show.
    options = [] if name in ("builtins", "sys") else ["-I", "-S"]
    shown = subprocess.run(
        [sys.executable, *options, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={},
    )
    return set(shown.stdout.split())


def generate() -> str:
    """The whole file."""
    own = [
        (
            f'"{module}", "{name}", {documentation(value)}, {is_weakly_referenced(value)}, {layout(value)}, '
            f"{'true' if value.__flags__ & HEAP_TYPE else 'false'}, {members(value)}",
            set(vars(value)),
        )
        for (module, name), value in sorted(classes().items(), key=lambda row: row[0])
    ]
    modules = [(f'"{name}", {module_documentation(name)}', module_names(name)) for name in sorted(MODULES)]
    lines = table(
        "CLASSES",
        "Module, class, documentation, whether instances have weak references, what they hold, whether the class is on the "
        "heap, members of a struct, its own names.",
        "ClassRow",
        own,
    )
    lines += table("MODULES", "Module, documentation, its names.", "(&str, Option<&str>, Names)", modules)
    return HEAD + "\n".join(lines) + "\n"


def main() -> None:
    text = generate()
    if "--print" in sys.argv:
        sys.stdout.write(text)
        return
    (Path(__file__).parent.parent / "src/classes/known_names.rs").write_text(text)


if __name__ == "__main__":
    main()
