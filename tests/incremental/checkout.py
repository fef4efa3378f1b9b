"""A copy of this repository with a small package in it, built by its own Pants and its own daemon.

The cache of toolchains is the user's; Pants' store of results is the test's own, so that nothing is
known at first. Which processes ran is read from the engine's own record, its workunits.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
_COPIED = ("BUILD", "LICENSE", "pants", "pants.toml", "pants-plugins", "3rdparty", "src/python/ferrotype")
_WATCH = """
while kill -0 "$1"; do sleep 1; done
for turn in $(seq 60); do
    for file in "$2"/.pids/*/pantsd/pid; do
        [ -f "$file" ] && kill "$(cat "$file")" && rm "$file"
    done
    sleep 1
done
"""
_RECORDER = "pants.backend.experimental.tools.workunit_logger"
STAGES = (
    "interface",
    "translate",
    "compile",
    "resolve",
    "library",
    "link",
    "parity",
    "package",
)
_COUNTER = re.compile(r"^  (\w+): (\d+)$", re.MULTILINE)
_PREFIX = "Scheduling: "


@dataclass(frozen=True, slots=True)
class StageProcess:
    """One process of a stage: ``subject`` is the module, crate or target that it was for.

    The ``seconds`` are those of the process itself, or that it took to find its result.
    """

    stage: str
    subject: str
    source: str
    definition: str
    seconds: float = 0.0

    @property
    def ran(self) -> bool:
        """Whether it ran, and was not answered from a cache."""
        return self.source == "Ran"


@dataclass(frozen=True, slots=True)
class Run:
    """One call of Pants."""

    status: int
    output: str
    processes: tuple[StageProcess, ...]
    seconds: float = 0.0
    other: Mapping[str, float] = field(default_factory=dict)
    """The seconds of processes of other kinds that ran, by their descriptions."""
    counters: Mapping[str, int] = field(default_factory=dict)
    """What the engine counted, where ``--stats-log`` was given."""

    def ran(self, stage: str) -> list[str]:
        """What processes of this stage ran for, sorted."""
        return sorted(p.subject for p in self.processes if p.stage == stage and p.ran)

    @property
    def all_ran(self) -> dict[str, list[str]]:
        """The stages of which any process ran, with what they ran for."""
        return {stage: self.ran(stage) for stage in STAGES if self.ran(stage)}


@dataclass(frozen=True, slots=True)
class Checkout:
    """A copy of the repository at ``root``."""

    root: Path
    store: Path
    timeout: float = 600
    through: tuple[str, ...] = ()
    """The command that `pants` is given to, where it runs otherwise than as a child of this process."""
    variables: Mapping[str, str] = field(default_factory=dict)
    """More of the environment, for all runs."""

    def write(self, files: Mapping[str, str]) -> None:
        """Write files below ``src/python``."""
        for name, text in files.items():
            path = self.root / "src/python" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def pants(
        self, *arguments: str, settings: Mapping[str, str] | None = None, is_recorded: bool = True
    ) -> Run:
        """Run goals; the engine's record of the run tells which processes there were.

        ``settings`` are more variables of the environment. Without the record a run is what users
        have, and which processes there were is not known.
        """
        # Not in the repository, where it would be a change.
        records = self.root.with_name(f"{self.root.name}-records")
        shutil.rmtree(records, ignore_errors=True)
        records.mkdir()
        environment = self._environment(records, settings or {}, is_recorded=is_recorded)
        began = time.perf_counter()
        finished = subprocess.run(
            [*self.through, self.root / "pants", *arguments],
            cwd=self.root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=self.timeout,
            check=False,
        )
        seconds = time.perf_counter() - began
        units: Sequence[Mapping[str, object]] = ()
        if is_recorded:
            (record,) = records.glob("*.json")
            units = json.loads(record.read_text(encoding="utf-8"))
        counters = {name: int(count) for name, count in _COUNTER.findall(finished.stdout)}
        stages, other = _processes(units)
        return Run(finished.returncode, finished.stdout, stages, seconds, other, counters)

    def begin(
        self, *arguments: str, settings: Mapping[str, str] | None = None
    ) -> subprocess.Popen[str]:
        """Begin a run of goals, without a record."""
        records = self.root.with_name(f"{self.root.name}-records")
        return subprocess.Popen(
            [*self.through, self.root / "pants", *arguments],
            cwd=self.root,
            env=self._environment(records, settings or {}, is_recorded=False),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def _environment(
        self, records: Path, settings: Mapping[str, str], *, is_recorded: bool
    ) -> dict[str, str]:
        return {
            **{name: os.environ[name] for name in ("HOME", "PATH", "FERROTYPE_CACHE") if name in os.environ},
            "PANTS_BACKEND_PACKAGES": f'+["{_RECORDER}"]',
            "PANTS_DYNAMIC_UI": "false",
            "PANTS_LOCAL_STORE_DIR": str(self.store),
            "PANTS_WORKUNIT_LOGGER_ENABLED": str(is_recorded).lower(),
            "PANTS_WORKUNIT_LOGGER_LOGDIR": str(records),
            **self.variables,
            **settings,
        }

    def daemon(self) -> int | None:
        """The process of the daemon that `pants` started here, if it lives."""
        for path in (self.root / ".pids").glob("*/pantsd/pid"):
            return int(path.read_text())
        return None

    def stop(self) -> None:
        """End the daemon that `pants` started here."""
        for path in (self.root / ".pids").glob("*/pantsd/pid"):
            _end(int(path.read_text()))


def succeeded(run: Run) -> Run:
    """The run, which must have succeeded."""
    assert run.status == 0, run.output
    return run


def lent(checkout: Checkout, files: Mapping[str, str], goals: Sequence[str]) -> Iterator[Checkout]:
    """For a fixture: a checkout that is built; so it is left, with these files, whatever a test writes."""
    yield checkout
    checkout.write(files)
    succeeded(checkout.pants(*goals))


def _processes(
    workunits: Sequence[Mapping[str, object]],
) -> tuple[tuple[StageProcess, ...], dict[str, float]]:
    """The processes of stages, and the seconds of others that ran."""
    found: list[StageProcess] = []
    other: dict[str, float] = {}
    for unit in workunits:
        metadata = unit["metadata"]
        if unit["name"] != "process" or not isinstance(metadata, dict):
            continue
        if "source" not in metadata:  # It came to no end, as where a server died.
            continue
        description = str(unit.get("description")).removeprefix(_PREFIX)
        words = description.split()
        source, seconds = metadata["source"], _seconds(unit, metadata)
        if len(words) == 3 and words[0] == "ferrotype" and words[1] in STAGES:
            definition = metadata["definition"]
            found.append(StageProcess(words[1], words[2], source, definition, seconds))
        elif source == "Ran":
            other[description] = other.get(description, 0.0) + seconds
    return tuple(found), other


def _seconds(unit: Mapping[str, Any], metadata: Mapping[str, Any]) -> float:
    """How long a process took by itself, without its waiting; else how long its node took."""
    if metadata.get("total_elapsed_ms") is not None:
        return int(metadata["total_elapsed_ms"]) / 1000
    return float(unit.get("duration_secs", 0)) + float(unit.get("duration_nanos", 0)) / 1e9


def _end(process: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGTERM)
        for _ in range(100):
            os.kill(process, 0)
            time.sleep(0.1)
        os.kill(process, signal.SIGKILL)


def _watch(root: Path) -> subprocess.Popen[bytes]:
    """A process that ends the daemon if this one is killed before it can.

    A daemon that was being started then has its file a while later.
    """
    return subprocess.Popen(
        ["sh", "-c", _WATCH, "sh", str(os.getpid()), str(root)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


@contextlib.contextmanager
def checked_out(
    root: Path, store: Path, files: Mapping[str, str], timeout: float = 600
) -> Iterator[Checkout]:
    """A checkout with these files; its daemon is stopped at the end."""
    root.mkdir(parents=True)
    for name in _COPIED:
        source, target = REPOSITORY / name, root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("target", "__pycache__"))
        else:
            shutil.copy2(source, target)
    checkout = Checkout(root, store, timeout)
    checkout.write(files)
    with watched(checkout):
        yield checkout


@contextlib.contextmanager
def watched(checkout: Checkout) -> Iterator[Checkout]:
    """The checkout; its daemon is stopped at the end."""
    watcher = _watch(checkout.root)
    try:
        yield checkout
    finally:
        checkout.stop()
        watcher.kill()
        watcher.wait()
