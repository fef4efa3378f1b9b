"""Two folders compared to the last byte, and what is said of the first places where they differ."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_WASM = b"\0asm"
_ZIP = b"PK\3\4"
_SECTIONS = (
    "custom",
    "type",
    "import",
    "function",
    "table",
    "memory",
    "global",
    "export",
    "start",
    "element",
    "code",
    "data",
    "data count",
)
_SHOWN = 16


@dataclass(frozen=True, slots=True)
class Entry:
    """What a path is. A umask takes from the group and from others, so the modes are the owner's."""

    kind: str
    mode: int
    content: bytes


def entries(folder: Path) -> dict[str, Entry]:
    """All that lies in a folder, by relative path."""
    return {
        path.relative_to(folder).as_posix(): _entry(path) for path in sorted(folder.rglob("*"))
    }


def _entry(path: Path) -> Entry:
    if path.is_symlink():
        return Entry("link", 0, str(path.readlink()).encode())
    mode = stat.S_IMODE(path.stat().st_mode) & stat.S_IRWXU
    if path.is_dir():
        return Entry("folder", mode, b"")
    return Entry("file", mode, path.read_bytes())


def differences(first: Path, second: Path) -> list[str]:
    """What is not the same in two folders, one line for each path, sorted by it."""
    ours, theirs = entries(first), entries(second)
    paths = sorted(ours.keys() | theirs.keys())
    return [
        line for path in paths if (line := _difference(path, ours.get(path), theirs.get(path)))
    ]


def _difference(path: str, first: Entry | None, second: Entry | None) -> str:
    if first is None or second is None:
        return f"{path}: only in the {'second' if first is None else 'first'}"
    if first.kind != second.kind:
        return f"{path}: {first.kind} and {second.kind}"
    if first.mode != second.mode:
        return f"{path}: mode {first.mode:o} and {second.mode:o}"
    if first.content == second.content:
        return ""
    at = first_difference(first.content, second.content)
    place = place_of(first.content, at)
    shown = [repr(entry.content[at : at + _SHOWN]) for entry in (first, second)]
    sizes = f"{len(first.content)} and {len(second.content)} bytes"
    where = f"offset {at}, {place}" if place else f"offset {at}"
    return f"{path}: {sizes}, differ at {where}: {' and '.join(shown)}"


def first_difference(first: bytes, second: bytes) -> int:
    """The first offset at which they differ, where they do; the end of the shorter one counts."""
    shorter = min(len(first), len(second))
    low, high = 0, shorter
    # Slices are compared at once; bytes one by one would take seconds for a large module.
    while low < high:
        middle = (low + high + 1) // 2
        if first[low:middle] == second[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def place_of(content: bytes, offset: int) -> str:
    """The section of a module of WASM, or the member of a zip file, that has this offset."""
    found = ""
    if content.startswith(_WASM):
        parts: Iterator[tuple[int, str]] = _sections(content)
    elif content.startswith(_ZIP):
        parts = _members(content)
    else:
        return found
    for begin, name in parts:
        if begin > offset:
            break
        found = name
    return found


def _sections(content: bytes) -> Iterator[tuple[int, str]]:
    """Where each section begins, and what it is; as far as the module can be read."""
    at = 8
    while at < len(content):
        kind = content[at]
        try:
            size, inside = _leb128(content, at + 1)
            name = _SECTIONS[kind]
            if kind == 0:
                length, text = _leb128(content, inside)
                name += f" {content[text : text + length].decode(errors='replace')!r}"
        except IndexError:
            return
        yield at, f"section {name}"
        at = inside + size


def _leb128(content: bytes, at: int) -> tuple[int, int]:
    """An unsigned number, and where it ends. Raises IndexError."""
    value = shift = 0
    while True:
        byte = content[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def _members(content: bytes) -> Iterator[tuple[int, str]]:
    """Where each member begins, and its name; the directory at the end is one more."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = sorted((info.header_offset, info.filename) for info in archive.infolist())
            directory = archive.start_dir
    except zipfile.BadZipFile:
        return
    for begin, name in members:
        yield begin, f"member {name}"
    yield directory, "the directory of the zip file"
