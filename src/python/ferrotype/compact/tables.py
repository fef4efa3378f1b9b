"""What the functions of a module share: texts, names, constants, as the interpreter reads them."""

from __future__ import annotations

import importlib
import struct
from collections.abc import Callable, Iterable

from ferrotype.emit.literals import constant, has_surrogates, is_small
from ferrotype.ir.expressions import Pattern
from ferrotype.toolchain import leb128

_NONE, _TRUE, _FALSE, _ELLIPSIS, _INTEGER, _BIG, _FLOAT, _COMPLEX = range(8)
_TEXT, _SURROGATES, _BYTES, _TUPLE, _FROZENSET, _PATTERN = range(8, 14)


number = leb128.written
"""An unsigned LEB128 number."""


def signed(value: int) -> bytes:
    """A number of either sign, small ones short: zigzag."""
    return number(value * 2 if value >= 0 else -value * 2 - 1)


def listed(items: Iterable[bytes]) -> bytes:
    """A count, and that many items."""
    parts = list(items)
    return number(len(parts)) + b"".join(parts)


class ModuleTables:
    """Texts, names, keywords and constants of a module, numbered in the order of their first use."""

    def __init__(self) -> None:
        self._texts: dict[str, int] = {}
        self._names: dict[tuple[str, bool], int] = {}
        self._keywords: dict[tuple[str, ...], int] = {}
        self._constants: dict[str, int] = {}
        self._encoded: list[bytes] = []

    def text(self, value: str) -> int:
        """The number of a text without surrogates."""
        return self._texts.setdefault(value, len(self._texts))

    def name(self, value: str, *, is_set: bool = False) -> int:
        """The number of an attribute's name.

        What the runtime remembers of a name where it is read says nothing of where it is set.
        """
        self.text(value)
        return self._names.setdefault((value, is_set), len(self._names))

    def keywords(self, names: tuple[str, ...]) -> int:
        """The number of the names of a call's keywords."""
        for name in names:
            self.name(name)
        return self._keywords.setdefault(names, len(self._keywords))

    def constant(self, value: object) -> int:
        """The number of a constant."""
        return self._numbered(constant(value), lambda: self._encode(value))

    def pattern(self, node: Pattern) -> int:
        """The number of a regular expression; raises ``re.error`` where CPython would at run time."""
        key = f"pattern {node.flags} {constant(node.source)}"
        return self._numbered(key, lambda: self._encode_pattern(node.source, node.flags))

    def _numbered(self, key: str, encode: Callable[[], bytes]) -> int:
        if key not in self._constants:
            self._constants[key] = len(self._encoded)
            self._encoded.append(encode())
        return self._constants[key]

    def _encode(self, value: object) -> bytes:
        match value:
            case None:
                return bytes([_NONE])
            case bool():
                return bytes([_TRUE if value else _FALSE])
            case int() if is_small(value):
                return bytes([_INTEGER]) + signed(value)
            case int():
                return bytes([_BIG]) + number(self.text(str(value)))
            case float():
                return bytes([_FLOAT]) + struct.pack("<d", value)
            case complex():
                return bytes([_COMPLEX]) + struct.pack("<dd", value.real, value.imag)
            case str() if has_surrogates(value):
                return bytes([_SURROGATES]) + listed(number(ord(one)) for one in value)
            case str():
                return bytes([_TEXT]) + number(self.text(value))
            case bytes():
                return bytes([_BYTES]) + number(len(value)) + value
            case tuple():
                return bytes([_TUPLE]) + listed(self._encode(item) for item in value)
            case frozenset():
                items = sorted(value, key=constant)
                return bytes([_FROZENSET]) + listed(self._encode(item) for item in items)
        if value is Ellipsis:
            return bytes([_ELLIPSIS])
        raise TypeError(f"not a constant: {value!r}")

    def _encode_pattern(self, source: str | bytes, flags: int) -> bytes:
        # As for `emit/patterns.py`: the opcodes are the same in every 3.11.
        parsed = importlib.import_module("re._parser").parse(source, flags)
        code = importlib.import_module("re._compiler")._code(parsed, flags)
        groups = sorted(parsed.state.groupdict.items(), key=lambda item: item[1])
        return b"".join(
            [
                bytes([_PATTERN]),
                self._encode(source),
                number(int(flags | parsed.state.flags)),
                number(parsed.state.groups - 1),
                listed(number(self.text(name)) + number(group) for name, group in groups),
                listed(number(int(word)) for word in code),
            ]
        )

    @property
    def texts(self) -> tuple[str, ...]:
        """All texts by their numbers."""
        return tuple(self._texts)

    def encoded(self, more: Iterable[bytes]) -> bytes:
        """Texts, names, keywords, constants and then ``more``, which has named all of its texts by now."""
        texts = [text.encode() for text in self._texts]
        parts = [
            listed(number(len(text)) + text for text in texts),
            listed(number(self._texts[name]) for name, _ in self._names),
            listed(listed(number(self._names[name, False]) for name in names) for names in self._keywords),
            listed(self._encoded),
            *more,
        ]
        return b"".join(parts)
