"""What a run of CPython's tests came to: how many methods of each module ended how, and why.

Kept as JSON, a line for each module and each cause, for the page of what is covered.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.conformance.execute import Result

KINDS = ("passed", "failed", "refused", "crashed", "skipped")
LONGEST_CAUSE = 100
_PLACE = re.compile(r"^[\w./-]+:\d+:\d+: ")
_CODE = re.compile(r"^error\[(FT\d+)\]: ")
_ADDRESS = re.compile(r"0x[0-9a-f]{6,}")
_END = re.compile(r" is not available in Ferrotype's runtime, .*| runs code that is made at run .*")


@dataclass(frozen=True, slots=True)
class Cause:
    """Why methods did not pass. ``methods`` are `test_module.Class.method`, sorted."""

    kind: str
    text: str
    methods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts by kind for each module, in the order of the list, and causes, most methods first."""

    modules: tuple[tuple[str, Mapping[str, int]], ...]
    causes: tuple[Cause, ...]

    @property
    def total(self) -> Counter[str]:
        """How many methods ended how."""
        total: Counter[str] = Counter()
        for _, kinds in self.modules:
            total.update(kinds)
        return total


def cause_of(reason: str) -> str:
    """The part of a reason that other methods may share: no place, no address, no advice."""
    text = _CODE.sub("", _PLACE.sub("", reason))
    text = _ADDRESS.sub("0x…", _END.sub("", text))
    return text if len(text) <= LONGEST_CAUSE else f"{text[:LONGEST_CAUSE]}…"


def summarise(results: Iterable[tuple[str, list[tuple[Result, bool]]]]) -> Summary:
    """Only methods that count; what has crashed, failed or been refused has a cause."""
    modules = []
    methods: dict[tuple[str, str], list[str]] = {}
    for name, rows in results:
        counted = [result for result, counts in rows if counts]
        modules.append((name, dict(Counter(result.kind for result in counted))))
        for result in counted:
            if result.kind != "passed":
                key = (result.kind, cause_of(result.reason))
                identifier = result.method.identifier.removeprefix("test.")
                if not identifier.startswith(f"{name}."):
                    # Methods of a module that this one brings in.
                    identifier = f"{name}.{identifier}"
                methods.setdefault(key, []).append(identifier)
    return Summary(tuple(modules), _ranked(methods))


def _ranked(methods: Mapping[tuple[str, str], Iterable[str]]) -> tuple[Cause, ...]:
    causes = [Cause(kind, text, tuple(sorted(found))) for (kind, text), found in methods.items()]
    return tuple(sorted(causes, key=lambda cause: (-len(cause.methods), cause.kind, cause.text)))


def updated(known: Summary, new: Summary) -> Summary:
    """What was known of other modules, with what is new."""
    modules = dict(known.modules) | dict(new.modules)
    again = {name for name, _ in new.modules}
    methods: dict[tuple[str, str], list[str]] = {}
    for cause in known.causes:
        kept = [method for method in cause.methods if method.partition(".")[0] not in again]
        if kept:
            methods[cause.kind, cause.text] = kept
    for cause in new.causes:
        methods.setdefault((cause.kind, cause.text), []).extend(cause.methods)
    return Summary(tuple(modules.items()), _ranked(methods))


def write_summary(path: Path, summary: Summary) -> None:
    """Write a summary to a file."""
    modules = [json.dumps([name, kinds], sort_keys=True) for name, kinds in summary.modules]
    causes = [json.dumps([one.kind, one.text, one.methods]) for one in summary.causes]
    parts = ['"modules": [\n' + ",\n".join(modules), '"causes": [\n' + ",\n".join(causes)]
    path.write_text("{" + "\n],\n".join(parts) + "\n]}\n", encoding="utf-8")


def read_summary(path: Path) -> Summary:
    """What `write_summary` wrote."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return Summary(
        tuple((name, kinds) for name, kinds in data["modules"]),
        tuple(Cause(kind, text, tuple(methods)) for kind, text, methods in data["causes"]),
    )
