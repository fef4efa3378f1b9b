"""Measurements as a page of tables."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from typing import Any

_STAGES = ("interface", "translate", "compile", "link")
_MIB = 1024 * 1024


def written(result: Mapping[str, Any]) -> str:
    """The page for what `measure` wrote as JSON; it may have measured only a part."""
    title = (
        f"# {result['modules']:,} modules, seed {result['seed']},"
        f" imports found by `{result['inference']}`\n"
    )
    parts = [title]
    if "cold" in result:
        parts.append(_cold(result["cold"]))
    if "unchanged" in result:
        parts += [_unchanged(result), _edits(result)]
    if "memory" in result:
        parts.append(_memory(result["memory"]))
    return "\n".join(parts)


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


def _memory(memory: Sequence[Mapping[str, Any]]) -> str:
    rows = []
    for held in memory:
        goals = ", then ".join(f"`{goal}`" for goal in held["goals"])
        rows.append(
            f"| {goals or 'nothing more'} | {held['seconds']:.1f} |"
            f" {held['resident'] / _MIB:,.0f} | {held['own'] / _MIB:,.0f} |"
            f" {held['peak'] / _MIB:,.0f} |"
        )
    return (
        "New daemons, each after it has listed all targets; the store knows all results:\n\n"
        "| goals | the last one, s | memory then, MiB | without files |"
        " at most, MiB |\n|---|--:|--:|--:|--:|\n"
        + "\n".join(rows)
        + "\n"
    )
