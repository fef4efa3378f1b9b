"""Measurements as a page of tables."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from typing import Any

_STAGES = ("interface", "translate", "compile", "link")
_MIB = 1024 * 1024


def written(result: Mapping[str, Any]) -> str:
    """The page for what `measure` wrote as JSON."""
    title = f"# {result['modules']:,} modules, seed {result['seed']}\n"
    return "\n".join(
        (
            title,
            _cold(result["cold"]),
            _unchanged(result),
            _edits(result),
            _memory(result),
        )
    )


def _cold(cold: Mapping[str, Any]) -> str:
    rows = [
        f"| `{stage}` | {cold['runs'].get(stage, 0):,} | {seconds:.1f} |"
        for stage, seconds in cold["stage_seconds"].items()
    ]
    rows += [f"| {name} | | {seconds:.1f} |" for name, seconds in cold["other"].items()]
    return (
        f"Cold build: {cold['seconds']:.1f} s. CPU: {cold['processes_cpu']:.1f} s in processes,"
        f" {cold['daemon_cpu']:.1f} s in the daemon, which is {cold['overhead']:.0%}.\n\n"
        "| stage | processes | their seconds |\n|---|--:|--:|\n"
        + "\n".join(rows)
        + "\n"
    )


def _unchanged(result: Mapping[str, Any]) -> str:
    rows = [
        f"| `{goal}` | {seconds:.2f} |" for goal, seconds in result["unchanged"].items()
    ]
    return (
        f"Nothing changed (`dependencies` took {result['dependencies at first']:.1f} s at first):\n\n"
        "| goal | median, s |\n|---|--:|\n" + "\n".join(rows) + "\n"
    )


def _edits(result: Mapping[str, Any]) -> str:
    rows = []
    for edit in result["edits"]:
        runs = " | ".join(str(edit["runs"].get(stage, "")) for stage in _STAGES)
        rows.append(
            f"| {edit['edit']} | {edit['importers']} | {runs} |"
            f" {statistics.median(edit['seconds']):.2f} | {edit['process_seconds']:.2f} |"
            f" {'yes' if edit['is_exact'] else 'NO'} |"
        )
    return (
        f"One edit, then `package {result['program']}`, which has"
        f" {result['packages in the program']} crates:\n\n"
        "| edit | importers | "
        + " | ".join(f"`{stage}`" for stage in _STAGES)
        + " | median, s | of it processes, s | nothing else ran |\n|---|--:|"
        + "--:|" * (len(_STAGES) + 2)
        + "---|\n"
        + "\n".join(rows)
        + "\n"
    )


def _memory(result: Mapping[str, Any]) -> str:
    values = list(result["memory"].values())
    rows = [
        f"| `{goal}` | {size / _MIB:,.0f} |" for goal, size in result["memory"].items()
    ]
    return (
        f"A new daemon's memory, after one and then the other; {values[-1] / values[0]:.2f} times:\n\n"
        "| goal | MiB |\n|---|--:|\n" + "\n".join(rows) + "\n"
    )
