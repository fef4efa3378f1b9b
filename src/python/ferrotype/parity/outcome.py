"""What a check found. Every kind of check gives a list of `Check`s."""

import hashlib
from dataclasses import dataclass
from pathlib import Path


class Unusable(ValueError):
    """What was given cannot be compared; the message says what, and why. Wrong usage."""


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison of CPython and the module."""

    kind: str
    """`script`, `doctest`, `vector`, `boundary`, `property` or `test`."""
    name: str
    expected: str
    actual: str
    refused: bool = False
    """The module said that it cannot do this: a gap, not a wrong answer."""
    examples: int = 1
    """How many inputs the comparison stands for."""
    seconds: float = 0.0
    """Time of the module's side."""
    reference_seconds: float = 0.0
    """Time of CPython's side."""

    @property
    def agrees(self) -> bool:
        """Whether both sides did the same."""
        return self.expected == self.actual and not self.refused


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def tree_digest(path: Path) -> str:
    """The digest of a file, or one of all files of a folder, by relative name and content."""
    if not path.is_dir():
        return digest(path.read_bytes())
    parts = [f"{name} {value}\n" for name, value in sorted(file_digests(path, "*").items())]
    return digest("".join(parts).encode())


def file_digests(folder: Path, pattern: str = "*.py", below: str = "") -> dict[str, str]:
    """The digest of each file that matches, by its name relative to `folder`.

    `below` names the part of the folder to look at; what Python itself writes is left out.
    """
    return {
        path.relative_to(folder).as_posix(): digest(path.read_bytes())
        for path in sorted((folder / below).rglob(pattern))
        if path.is_file() and "__pycache__" not in path.parts
    }
