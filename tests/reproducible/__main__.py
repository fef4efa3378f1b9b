"""`./pants package ::` twice from nothing, on two machines: the same `dist/` to the last byte.

    PYTHONPATH=src/python:. python -m tests.reproducible [--keep FOLDER]

What is committed is built, in two fresh copies, each with its own Pants, toolchain's description,
runtime and store; the everyday sample is `test_sample.py`. What the two have apart is in
`machines.py`; as root, the second has another user, too. Exit status: 0 the same, 1 not the same or
not built, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import contextlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.incremental.checkout import REPOSITORY, watched
from tests.reproducible.comparison import differences, entries
from tests.reproducible.machines import Machine, other_user, two_machines

_TIMEOUT = 3600.0
_SHOWN = 20
_EVERYTHING = "::"


def main(arguments: Sequence[str]) -> int:
    """Build twice and compare."""
    parser = argparse.ArgumentParser(prog="python -m tests.reproducible")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="where all is left; it must not exist yet"
    )
    folder = parser.parse_args(arguments).keep
    if folder is not None and folder.exists():
        parser.error(f"{folder} exists; name another folder, or delete it")
    with _folder(folder) as place:
        both = two_machines(place, other_user(place))
        for line in shortcomings(both[1]):
            print(line)
        commit = _git("rev-parse", "HEAD").decode().strip()
        first = _built(both[0], commit)
        second = None if first is None else _built(both[1], commit)
        return 1 if first is None or second is None else _compared(first, second)


def shortcomings(second: Machine) -> Iterator[str]:
    """What is not tried here, and why."""
    if second.user is None:
        needs = "root, `setpriv`, `unshare` and a folder that others can reach"
        yield f"both builds have the same user, as another one needs {needs}"
    if second.locale in {"C", "POSIX"} or second.locale.startswith("C."):
        yield "both builds have the locale C, as there is no other; Debian's `locales` has some"
    if not second.processors:
        yield "both builds have all processors, as there is no `taskset`"
    if _git("status", "--porcelain"):
        yield "what is not committed is not built"


@contextlib.contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    with contextlib.ExitStack() as stack:
        if kept is None:
            made = stack.enter_context(tempfile.TemporaryDirectory(prefix="reproducible-"))
            folder = Path(made)
        else:
            kept.mkdir(parents=True)
            folder = kept.resolve()
        # The second user has to come through it.
        folder.chmod(0o755)
        yield folder


def _built(machine: Machine, commit: str) -> Path | None:
    """What it packaged, or none where it could not."""
    machine.prepare()
    checked_out(machine, commit)
    print(machine.described(), flush=True)
    began = time.monotonic()
    with watched(machine.opened(_TIMEOUT)) as checkout:
        run = checkout.pants("package", _EVERYTHING, is_recorded=False)
    print(f"  exit status {run.status} after {time.monotonic() - began:.0f} s", flush=True)
    if run.status != 0:
        print(run.output)
        return None
    return checkout.root / "dist"


def checked_out(machine: Machine, commit: str) -> None:
    """A commit, as the machine's user and his umask leave it."""
    archived = _git("archive", "--format=tar", commit)
    # Root's tar would set the modes that the archive says.
    unpack = ["tar", "-x", "--no-same-permissions", "--no-same-owner", "-C", str(machine.root)]
    subprocess.run([*machine.through(), *unpack], input=archived, check=True)


def _git(*arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=REPOSITORY, capture_output=True, check=True).stdout


def _compared(first: Path, second: Path) -> int:
    found = differences(first, second)
    for line in found[:_SHOWN]:
        print(line)
    files = [entry for entry in entries(first).values() if entry.kind == "file"]
    size = sum(len(entry.content) for entry in files)
    if found:
        print(f"{len(found)} of {len(entries(first))} paths are not the same")
        return 1
    print(f"the same: {len(files)} files, {size} bytes")
    return 0 if files else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
