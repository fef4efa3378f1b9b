"""Reading compiled WASM objects: which symbol refers to which, and the bytes of constants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ferrotype.toolchain import leb128

_CODE, _DATA, _IMPORT = 10, 11, 2
_SYMBOL_TABLE = 8
_FUNCTION, _DATA_SYMBOL, _SECTION_SYMBOL = 0, 1, 3
_LOCAL, _UNDEFINED, _EXPLICIT_NAME = 0x02, 0x10, 0x40
_MEMORY_RELOCATIONS = frozenset({3, 4, 5, 11, 14, 15, 16, 17, 21, 23})
_FUNCTION_RELOCATIONS = frozenset({0, 1, 2, 12, 18, 19, 24})
_ADDENDS = _MEMORY_RELOCATIONS | {8, 9, 22}
_MEMBER_HEADER = 60


@dataclass(slots=True)
class Symbol:
    """A function or a datum of an object, or a name that another object defines."""

    name: str
    is_local: bool
    is_defined: bool
    is_function: bool
    place: int = 0
    start: int = 0
    end: int = 0
    references: list[tuple[Symbol, int]] = field(default_factory=list)
    """What its bytes refer to, and how far behind the symbol's start."""
    content: bytes = b""
    """A datum's bytes."""


def object_members(archive: bytes) -> Iterator[bytes]:
    """The WASM objects of an rlib."""
    position = 8
    while position + _MEMBER_HEADER <= len(archive):
        size = int(archive[position + 48 : position + 58])
        start = position + _MEMBER_HEADER
        content = archive[start : start + size]
        if content.startswith(b"\0asm"):
            yield content
        position = start + size + size % 2


def symbols_of(content: bytes) -> list[Symbol]:
    """The functions and data that an object defines or refers to."""
    return _ObjectReader(content).symbols()


class _ObjectReader:
    def __init__(self, content: bytes) -> None:
        self._content = content
        self._sections: list[tuple[int, int, int]] = []
        self._custom: dict[str, list[tuple[int, int]]] = {}
        self._read_sections()

    def symbols(self) -> list[Symbol]:
        functions = self._function_ranges()
        segments = self._segment_ranges()
        table: list[Symbol | None] = []
        for kind, subsection in self._linking():
            if kind == _SYMBOL_TABLE:
                table = self._symbol_table(subsection, functions, segments)
        found = [symbol for symbol in table if symbol is not None]
        for name, is_code in (("reloc.CODE", True), ("reloc.DATA", False)):
            for start, end in self._custom.get(name, []):
                self._relocate(start, end, table, is_code)
        return found

    def _leb(self, position: int) -> tuple[int, int]:
        return leb128.read(self._content, position)

    def _text(self, position: int) -> tuple[str, int]:
        length, start = self._leb(position)
        return self._content[start : start + length].decode(), start + length

    def _read_sections(self) -> None:
        position = 8
        while position < len(self._content):
            kind = self._content[position]
            size, start = self._leb(position + 1)
            end = start + size
            if kind == 0:
                name, inner = self._text(start)
                self._custom.setdefault(name, []).append((inner, end))
            self._sections.append((kind, start, end))
            position = end

    def _section(self, kind: int) -> tuple[int, int] | None:
        for found, start, end in self._sections:
            if found == kind:
                return start, end
        return None

    def _imports(self) -> list[str]:
        """The names of imported functions."""
        names: list[str] = []
        section = self._section(_IMPORT)
        if section is None:
            return names
        count, position = self._leb(section[0])
        for _ in range(count):
            _, position = self._text(position)
            name, position = self._text(position)
            kind = self._content[position]
            position += 1
            if kind == 0:
                names.append(name)
                _, position = self._leb(position)
            elif kind == 3:
                position += 2
            else:
                position = self._skip_limits(position + (1 if kind == 1 else 0), kind)
        return names

    def _skip_limits(self, position: int, kind: int) -> int:
        if kind == 4:
            return self._leb(position + 1)[1]
        flags = self._content[position]
        _, position = self._leb(position + 1)
        return self._leb(position)[1] if flags & 1 else position

    def _function_ranges(self) -> list[tuple[int, int]]:
        section = self._section(_CODE)
        ranges: list[tuple[int, int]] = []
        if section is None:
            return ranges
        count, position = self._leb(section[0])
        for _ in range(count):
            size, start = self._leb(position)
            position = start + size
            ranges.append((start, position))
        return ranges

    def _segment_ranges(self) -> list[tuple[int, int]]:
        section = self._section(_DATA)
        ranges: list[tuple[int, int]] = []
        if section is None:
            return ranges
        count, position = self._leb(section[0])
        for _ in range(count):
            flags, position = self._leb(position)
            if flags == 2:
                _, position = self._leb(position)
            if flags != 1:
                # The address: one constant instruction and `end`.
                _, position = self._leb(position + 1)
                position += 1
            size, start = self._leb(position)
            position = start + size
            ranges.append((start, position))
        return ranges

    def _linking(self) -> Iterator[tuple[int, int]]:
        for start, end in self._custom.get("linking", []):
            _, position = self._leb(start)
            while position < end:
                kind = self._content[position]
                size, inner = self._leb(position + 1)
                yield kind, inner
                position = inner + size

    def _symbol_table(
        self,
        position: int,
        functions: list[tuple[int, int]],
        segments: list[tuple[int, int]],
    ) -> list[Symbol | None]:
        imports = self._imports()
        count, position = self._leb(position)
        table: list[Symbol | None] = []
        for _ in range(count):
            kind = self._content[position]
            flags, position = self._leb(position + 1)
            is_defined = not flags & _UNDEFINED
            is_local = bool(flags & _LOCAL)
            if kind == _DATA_SYMBOL:
                name, position = self._text(position)
                symbol = Symbol(name, is_local, is_defined, is_function=False)
                if is_defined:
                    segment, position = self._leb(position)
                    offset, position = self._leb(position)
                    size, position = self._leb(position)
                    symbol.start = segments[segment][0] + offset
                    symbol.end = symbol.start + size
                    symbol.content = self._content[symbol.start : symbol.end]
                table.append(symbol)
                continue
            index, position = self._leb(position)
            if kind == _SECTION_SYMBOL:
                table.append(None)
                continue
            name = ""
            if is_defined or flags & _EXPLICIT_NAME:
                name, position = self._text(position)
            elif kind == _FUNCTION:
                name = imports[index]
            if kind != _FUNCTION:
                table.append(None)
                continue
            symbol = Symbol(name, is_local, is_defined, is_function=True)
            if is_defined:
                symbol.start, symbol.end = functions[index - len(imports)]
            table.append(symbol)
        return table

    def _relocate(
        self, start: int, end: int, table: list[Symbol | None], is_code: bool
    ) -> None:
        section, position = self._leb(start)
        base = self._sections[section][1]
        count, position = self._leb(position)
        owners = sorted(
            (
                symbol
                for symbol in table
                if symbol and symbol.is_defined and symbol.is_function == is_code
            ),
            key=lambda symbol: symbol.start,
        )
        owner = 0
        for _ in range(count):
            kind = self._content[position]
            offset, position = self._leb(position + 1)
            index, position = self._leb(position)
            addend = 0
            if kind in _ADDENDS:
                addend, position = leb128.read_signed(self._content, position)
            if kind not in _MEMORY_RELOCATIONS and kind not in _FUNCTION_RELOCATIONS:
                continue
            target = table[index]
            place = base + offset
            while owner < len(owners) and owners[owner].end <= place:
                owner += 1
            if target is None or owner == len(owners) or owners[owner].start > place:
                continue
            owners[owner].references.append((target, addend))
