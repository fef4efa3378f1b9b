"""`ferrotype parity script …` and `ferrotype parity library …`.

Exit status: 0 all agree; 1 a mismatch; 2 wrong usage; 3 nothing wrong, but something refused.
Writes `parity.json`, `timings.json`, `junit.xml` and `report.html` into the output folder, and where
calls differ, `counterexamples/`.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ferrotype.building.outputs import make_folder, write_file
from ferrotype.host import WrongModule
from ferrotype.parity.certificate import certificate, timings
from ferrotype.parity.command import add_arguments
from ferrotype.parity.library import LibraryRequest, compare_library
from ferrotype.parity.outcome import Check, Unusable, digest, file_digests, tree_digest
from ferrotype.parity.report import first_difference, junit, number, page
from ferrotype.parity.scripts import Run, compare_script

COUNTEREXAMPLES = "counterexamples"
_PATHS = ("source", "wasm", "root", "stdin", "vectors", "tests")
"""Arguments that name what has to be there."""


def main(arguments: Sequence[str]) -> int:
    """Parse, compare, write; the exit status."""
    parser = argparse.ArgumentParser(prog="ferrotype parity", description=__doc__)
    add_arguments(parser)
    return run(parser.parse_args(arguments))


def run(options: argparse.Namespace) -> int:
    """Do what the parsed arguments say. Raises Refused where the results cannot be written."""
    given = [getattr(options, name, None) for name in _PATHS]
    for path in given:
        if path is not None and not path.exists():
            print(f"ferrotype parity: {path} does not exist", file=sys.stderr)
            return 2
    make_folder(options.output)
    try:
        return _compare(options)
    except WrongModule as error:
        print(f"ferrotype parity: {options.wasm}: {error}", file=sys.stderr)
    except Unusable as error:
        print(f"ferrotype parity: {error}", file=sys.stderr)
    return 2


def _compare(options: argparse.Namespace) -> int:
    digests = dict(options.digest)
    digests["wasm"] = digest(options.wasm.read_bytes())
    if options.mode == "script":
        subject = options.subject or options.source.stem
        checks = _compare_script(options, digests)
    else:
        _fix_hash_seed()
        subject = options.subject or options.package[0]
        checks = _compare_library(options, digests)
    sources = {} if options.reduced else _sources(options)
    write_results(options.output, subject, digests, sources, checks)
    status = _tell(subject, checks)
    _tell_counterexamples(options.output / COUNTEREXAMPLES)
    return status


def _compare_script(options: argparse.Namespace, digests: dict[str, str]) -> list[Check]:
    stdin = b""
    if options.stdin:
        stdin = options.stdin.read_bytes()
        digests["stdin"] = digest(stdin)
    runs = [Run(text or "no arguments", tuple(text.split()), stdin) for text in options.arguments]
    runs = runs or [Run("no arguments", (), stdin)]
    return compare_script(
        options.source, options.wasm, runs, options.python, options.seconds, options.root
    )


def _compare_library(options: argparse.Namespace, digests: dict[str, str]) -> list[Check]:
    for name, path in (("tests", options.tests), ("vectors", options.vectors)):
        if path is not None:
            digests[name] = tree_digest(path)
    request = LibraryRequest(
        options.wasm,
        options.source,
        options.package,
        options.vectors,
        _emptied(options.output / COUNTEREXAMPLES),
        options.tests,
        options.examples,
        options.python,
        options.seconds,
    )
    return compare_library(request)


def _sources(options: argparse.Namespace) -> dict[str, str]:
    """The digest of each Python file of the subject, by its import path."""
    if options.mode == "script":
        if options.root:
            return file_digests(options.root)
        return {options.source.name: digest(options.source.read_bytes())}
    found: dict[str, str] = {}
    for package in options.package:
        found |= file_digests(options.source, below=package)
        single = options.source / f"{package}.py"
        if single.is_file():
            found[single.name] = digest(single.read_bytes())
    return found


def write_results(
    folder: Path,
    subject: str,
    digests: dict[str, str],
    sources: dict[str, str],
    checks: Sequence[Check],
) -> None:
    """The four files of a parity run."""
    write_file(folder / "parity.json", certificate(subject, digests, sources, checks))
    write_file(folder / "timings.json", timings(checks))
    write_file(folder / "junit.xml", junit(subject, checks))
    write_file(folder / "report.html", page(subject, checks, digests))


def _tell(subject: str, checks: Sequence[Check]) -> int:
    wrong = [check for check in checks if not check.agrees and not check.refused]
    refused = [check for check in checks if check.refused]
    for check in (*wrong, *refused):
        word = "refused" if check.refused else "differs"
        print(f"{check.kind} {check.name} {word}: {first_difference(check)}", file=sys.stderr)
    examples = sum(check.examples for check in checks)
    print(
        f"{subject}: {number(len(checks), 'check')}, {number(examples, 'input')};"
        f" {len(wrong)} differ, {len(refused)} refused"
    )
    if wrong or not checks:
        return 1
    return 3 if refused else 0


def _emptied(folder: Path) -> Path:
    """The folder without the counterexamples of an earlier run."""
    for path in folder.glob("*.json"):
        path.unlink()
    return folder


def _tell_counterexamples(folder: Path) -> None:
    paths = sorted(folder.glob("*.json"))
    for path in paths:
        print(f"counterexample {path}: {json.loads(path.read_bytes())['reads']}", file=sys.stderr)
    if paths:
        print(
            "to compare one from now on, copy it into the folder that `--vectors` names",
            file=sys.stderr,
        )


def _fix_hash_seed() -> None:
    """Start again with PYTHONHASHSEED=0: the order of sets of strings depends on it.

    An interpreter that ignores its environment (``-E``, as in a PEX) has a random seed although
    the variable is set, so the flag is what counts.
    """
    if not sys.flags.hash_randomization:
        return
    own = sys.argv[1:] if "parity" in sys.argv[1:] else ["parity", *sys.argv[1:]]
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": os.pathsep.join(os.path.abspath(entry) for entry in sys.path if entry),
    }
    os.execve(sys.executable, [sys.executable, "-m", "ferrotype", *own], environment)
