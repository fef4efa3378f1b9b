"""What a Rust toolchain for Ferrotype is, and what can go wrong in finding one."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

WASM_TARGET = "wasm32-wasip1"

SMALL_FLAGS = ("-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none")
"""What every crate of a module is compiled with whose standard library is the one for size."""

OLDEST_RUSTC = (1, 85)
"""The first release whose cargo and rustc know edition 2024, which the runtime is written in."""


class ToolchainError(Exception):
    """No usable toolchain, or the runtime cannot be built.

    The message says what is missing and what to install; show it to the user as it is, with
    `code`, and without a traceback.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Toolchain:
    """A rustc that can compile and link for `target`.

    `digest` identifies the toolchain by what it is and not by where it lies: the compiler's
    version, the standard library's files, the versions of the linker and the optimizer. Two machines whose digests agree
    produce the same artifacts, so it is the part that belongs into cache keys.
    """

    target: str
    rustc: str
    cargo: str
    sysroot: str | None = None
    linker: str | None = None
    optimizer: str | None = None
    """Binaryen's `wasm-opt`, for modules for size; without it they are larger."""
    is_small: bool = False
    """Whether its standard library is the one for size (`small_std.py`)."""
    origin: str = "path"
    version: str = ""
    digest: str = ""
    fingerprints: tuple[tuple[str, int, int], ...] = field(default=())

    @property
    def is_wasm(self) -> bool:
        return self.target.startswith("wasm32-")

    def flags(self) -> tuple[str, ...]:
        """What every rustc call for this target needs, whatever it compiles."""
        flags = ["--target", self.target]
        if self.sysroot is not None:
            flags += ["--sysroot", self.sysroot]
        if self.linker is not None:
            flags += ["-C", f"linker={self.linker}"]
        if self.is_small:
            flags += SMALL_FLAGS
        # Where the standard library's sources are installed, rustc says their place, below a home.
        flags += ["--remap-path-prefix", f"{self._library_sources()}={self._library_name()}"]
        return tuple(flags)

    def _root(self) -> Path:
        return Path(self.sysroot) if self.sysroot is not None else Path(self.rustc).parent.parent

    def _library_sources(self) -> Path:
        return self._root() / "lib" / "rustlib" / "src" / "rust"

    def _library_name(self) -> str:
        """What rustc calls that folder where it is not there."""
        facts = dict(line.split(": ", 1) for line in self.version.splitlines() if ": " in line)
        commit = facts.get("commit-hash", "unknown")
        return f"/rustc/{facts.get('release', '') if commit == 'unknown' else commit}"

    def variables(self) -> dict[str, str]:
        """What every rustc call needs in its environment."""
        return {"RUSTC_BOOTSTRAP": "1"} if self.is_small else {}

    def self_contained(self) -> Path:
        """The folder with the C start files (`crt1-reactor.o`) of a WASM target."""
        return self._root() / "lib" / "rustlib" / self.target / "lib" / "self-contained"

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=1, sort_keys=True) + "\n"

    @staticmethod
    def from_json(text: str) -> Toolchain:
        """Reads what `to_json` wrote; ValueError, KeyError or TypeError if it is something else."""
        values = json.loads(text)
        # A description that does not say whether there is an optimizer is from before one was looked for.
        values["optimizer"] = values.pop("optimizer")
        values["fingerprints"] = tuple(
            (str(path), int(size), int(modified)) for path, size, modified in values["fingerprints"]
        )
        return Toolchain(**values)

    def is_current(self) -> bool:
        """Whether the files this description was made from are still the same ones."""
        return all(fingerprint(path) == (path, size, time) for path, size, time in self.fingerprints)


def fingerprint(path: str) -> tuple[str, int, int]:
    """A file's size and modification time; -1 for both where it is missing."""
    try:
        status = Path(path).stat()
    except OSError:
        return (path, -1, -1)
    return (path, status.st_size, status.st_mtime_ns)
