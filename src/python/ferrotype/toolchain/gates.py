"""Which gates of the runtime's tables a program needs open (``src/rust/runtime/src/kept.rs``).

The compiled crates say what refers to what. From what a program is made of, everything that can be
reached is followed: code that needs a gate opens it, a name that is reached opens the gate of the
name, and what stands behind a gate is reached once it is open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ferrotype.toolchain.objects import Symbol, object_members, symbols_of

RESERVED = 128
CLASSES = RESERVED - 1
WIDE_TEXTS = RESERVED - 5
WRAPPERS = RESERVED - 8
GATES = 1 << 18

_CLOSED, _MISSING = "FERROTYPE_CLOSED", "FERROTYPE_MISSING"
_NAME = re.compile(rb"[^\W\d]\w*\Z")
_LONGEST_NAME = 64
_LONGEST_LIST = 16
_ENTRY = "program::run_program"
_FIELD = re.compile(rb"[.]([^\W\d]\w*)")
# With these a program looks up names that it makes while it runs, or sees all names that there are.
_DYNAMIC = frozenset(
    b"""__delattr__ __dict__ __dir__ __getattribute__ __import__ __reduce__ __reduce_ex__ __setattr__
    __subclasses__ attrgetter compile delattr dir eval exec getattr globals hasattr help locals
    methodcaller setattr vars
    """.split()
)
_SPECIAL = re.compile(rb"__\w+__\Z")
# Those under which no slot is shown: what has one of the others may be asked for a slot by name.
UNWRAPPED = frozenset(
    b"""__abstractmethods__ __all__ __annotations__ __builtins__ __bytes__ __cached__ __cause__ __ceil__ __class__
    __class_getitem__ __complex__ __context__ __copy__ __debug__ __deepcopy__ __dict__ __doc__ __enter__ __exit__
    __file__ __floor__ __format__ __fspath__ __future__ __getattr__ __getnewargs__ __getstate__ __import__
    __init_subclass__ __instancecheck__ __length_hint__ __loader__ __main__ __missing__ __module__ __mro_entries__
    __name__ __new__ __notes__ __package__ __path__ __prepare__ __qualname__ __reduce__ __reduce_ex__ __reversed__
    __round__ __set_name__ __setstate__ __sizeof__ __slots__ __spec__ __subclasscheck__ __subclasshook__
    __suppress_context__ __traceback__ __trunc__ __version__ __warningregistry__
    """.split()
)
# Native modules from which no texts of the world outside come, and no classes that they do not name.
_PLAIN = frozenset(
    f"ferrotype_runtime::library::{name}"
    for name in ("builtins", "cmath", "itertools", "math", "time")
)
# Constants that rustc gives no name of a path: among them the tables that gates stand before.
# The block of a module in the compact form; its `TEXTS` say what of it counts.
_BLOCK = re.compile(r"7CONTENT(17h[0-9a-f]{16}E)?\Z")
_ANONYMOUS = re.compile(r"[.L]*anon[.]|[.]L")


def gate_of(name: bytes) -> int:
    """The gate of a name: FNV-1a, folded."""
    value = 0x811C9DC5
    for byte in name:
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return RESERVED + value % (GATES - RESERVED)


@dataclass(slots=True, eq=False)
class Node:
    """A function or a datum."""

    name: str = ""
    size: int = 0
    targets: list[Node] = field(default_factory=list)
    behind: list[int] = field(default_factory=list)
    """The gates of which one must be open, if there are any."""
    needs: list[int] = field(default_factory=list)
    """The gates that are open where this is reached."""


@dataclass(slots=True)
class Graph:
    """What refers to what in a program."""

    by_name: dict[str, Node] = field(default_factory=dict)
    gate_names: dict[int, str] = field(default_factory=dict)
    is_dynamic: bool = False
    """Whether the program makes names."""

    def add(self, archive: bytes, *, is_runtime: bool) -> list[Node]:
        """The nodes of a crate."""
        nodes: list[Node] = []
        for content in object_members(archive):
            nodes += self._add_object(symbols_of(content), is_runtime)
        return nodes

    def _add_object(self, symbols: list[Symbol], is_runtime: bool) -> list[Node]:
        nodes = {id(symbol): self._node(symbol) for symbol in symbols}
        for symbol in symbols:
            node = nodes[id(symbol)]
            is_list = is_list_of_names(symbol)
            tells_names = not is_runtime or symbol.is_function or is_list
            # Functions of the runtime have names in what they say.
            looks_up = not is_runtime or is_list
            for target, place in symbol.references:
                if target.name == _CLOSED:
                    node.behind.append(place)
                elif target.name == _MISSING:
                    node.needs.append(place)
                else:
                    node.targets.append(nodes[id(target)])
                    if tells_names:
                        self._add_names(node, target, is_runtime)
                        if looks_up and are_special(target):
                            node.needs.append(WRAPPERS)
        return [nodes[id(symbol)] for symbol in symbols if symbol.is_defined]

    def _add_names(self, node: Node, target: Symbol, is_runtime: bool) -> None:
        if _BLOCK.search(target.name):
            return
        content = target.content
        if not is_runtime and is_wide(target):
            node.needs.append(WIDE_TEXTS)
        is_list = is_runtime and _ANONYMOUS.match(target.name) and are_names(target)
        if is_list and len(target.references) <= _LONGEST_LIST:
            # A list that code goes through; long ones say what CPython has.
            for entry, _ in target.references:
                self._add_names(node, entry, is_runtime)
        elif is_name(content):
            gate = gate_of(content)
            node.needs.append(gate)
            if not is_runtime:
                node.needs.append(gate_of(b"." + content))  # a builtin of that name
            self.gate_names.setdefault(gate, content.decode())
            self.is_dynamic |= content in _DYNAMIC and not is_runtime
        elif b"{" in content and not is_runtime:
            node.needs += map(gate_of, _FIELD.findall(content))

    def _node(self, symbol: Symbol) -> Node:
        if symbol.is_local:
            return Node(symbol.name, symbol.end - symbol.start)
        node = self.by_name.setdefault(symbol.name, Node(symbol.name))
        node.size = node.size or symbol.end - symbol.start
        return node


def are_names(symbol: Symbol) -> bool:
    """Whether a datum refers to names, and to nothing else but what is kept for them."""
    targets = [target for target, _ in symbol.references if not is_empty(target)]
    return bool(targets) and all(is_name(target.content) for target in targets)


def is_empty(symbol: Symbol) -> bool:
    """Whether a datum is all zero at first: the place that a name's value and memory have."""
    is_datum = symbol.is_defined and not symbol.is_function
    return is_datum and not symbol.references and not any(symbol.content)


def is_list_of_names(symbol: Symbol) -> bool:
    """Whether a datum of the runtime is a name that it looks up, or several.

    These are statics; the names of what it has are in constants.
    """
    return not _ANONYMOUS.match(symbol.name) and are_names(symbol)


def is_wide(symbol: Symbol) -> bool:
    """Whether a constant is a text with other characters than those of ASCII."""
    content = symbol.content
    if content.isascii() or symbol.references or b"\0" in content:
        return False
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def are_special(symbol: Symbol) -> bool:
    """Whether a constant has a name under which slots are shown, also as a field of a format."""
    content = symbol.content
    names = _FIELD.findall(content) if b"{" in content else [content]
    return any(_SPECIAL.match(name) and name not in UNWRAPPED for name in names)


def is_name(content: bytes) -> bool:
    """Whether a constant could be looked up as an attribute."""
    return 0 < len(content) <= _LONGEST_NAME and _NAME.match(content) is not None


def open_gates(
    runtime: Path, crates: Mapping[str, Path], native: Iterable[str]
) -> tuple[int, ...] | None:
    """The gates that must be open, sorted; None for all of them: the program makes names.

    ``native`` are the Rust paths of the native modules that the program imports.
    """
    native = tuple(native)
    graph, roots = program_graph(runtime, crates, native)
    if graph.is_dynamic:
        return None
    if not _PLAIN.issuperset(native):
        roots.append(Node(needs=[CLASSES, WIDE_TEXTS, WRAPPERS]))
    _, opened = follow(roots)
    return tuple(sorted(opened))


def program_graph(
    runtime: Path, crates: Mapping[str, Path], native: Iterable[str]
) -> tuple[Graph, list[Node]]:
    """A program and what it starts from."""
    graph = Graph()
    graph.add(runtime.read_bytes(), is_runtime=True)
    roots = [
        node
        for name in sorted(crates)
        for node in graph.add(crates[name].read_bytes(), is_runtime=False)
    ]
    paths = [f"{path}::MODULE" for path in native] + [_ENTRY]
    patterns = [_path_pattern(path) for path in paths]
    for name, node in graph.by_name.items():
        if any(pattern.search(name) for pattern in patterns):
            roots.append(node)
    return graph, roots


def _path_pattern(path: str) -> re.Pattern[str]:
    """What a symbol of the path ``a::b`` ends with, in both of rustc's ways to write it."""
    parts = [f"{len(part)}_?{part}" for part in path.split("::")]
    return re.compile("".join(parts) + r"(17h[0-9a-f]{16}E)?\Z")


def follow(
    roots: Iterable[Node], *, without: Node | None = None, shut: int | None = None
) -> tuple[list[Node], set[int]]:
    """What is reached, and the gates that are open; as if there were no ``without``, ``shut``."""
    opened: set[int] = set()
    waiting: dict[int, list[Node]] = {}
    pending = list(roots)
    seen: set[int] = set() if without is None else {id(without)}
    reached: list[Node] = []
    while pending:
        node = pending.pop()
        if id(node) in seen:
            continue
        if node.behind and opened.isdisjoint(node.behind):
            for gate in node.behind:
                waiting.setdefault(gate, []).append(node)
            continue
        seen.add(id(node))
        reached.append(node)
        pending += node.targets
        for gate in node.needs:
            if gate not in opened and gate != shut:
                opened.add(gate)
                pending += waiting.pop(gate, [])
    return reached, opened
