"""The library's doctest examples, run against both sides; what each prints is compared."""

import doctest
import re
import time
import types
from typing import Any

from ferrotype.parity.outcome import Check
from ferrotype.parity.pair import Pair, standing_for
from ferrotype.parity.proxy import install

_FRAMES = re.compile(r"Traceback \(most recent call last\):\n(?:[ ].*\n)*")
"""The frames of a traceback: on the module's side they are the host's."""


class _Collector(doctest.DocTestRunner):
    """Keeps what each example printed or raised, whatever was wanted."""

    def __init__(self) -> None:
        super().__init__(verbose=False)
        self.got: list[str] = []

    def report_start(self, out: Any, test: Any, example: Any) -> None:
        """Quiet."""

    def report_success(self, out: Any, test: Any, example: Any, got: str) -> None:
        self.got.append(_FRAMES.sub("Traceback:\n", got))

    def report_failure(self, out: Any, test: Any, example: Any, got: str) -> None:
        self.got.append(_FRAMES.sub("Traceback:\n", got))

    def report_unexpected_exception(self, out: Any, test: Any, example: Any, exc_info: Any) -> None:
        self.got.append(f"{exc_info[0].__name__}: {exc_info[1]}")


def compare_doctests(pair: Pair) -> list[Check]:
    """One check for each docstring that has examples."""
    packages = sorted({name.partition(".")[0] for name in pair.modules})
    proxies = {name: types.ModuleType(name) for name in pair.modules}
    checks = []
    for name, module in sorted(pair.modules.items()):
        for test in sorted(doctest.DocTestFinder().find(module, name)):
            if not test.examples:
                continue
            with standing_for(pair.modules, packages):
                expected, reference_seconds = _run(test, vars(module))
            for proxy_name, proxy in proxies.items():
                if "__getattr__" not in vars(proxy):
                    install(proxy_name, vars(proxy), pair.library)
            with standing_for(proxies, packages):
                actual, seconds = _run(test, vars(proxies[name]))
            refused = "Refused: error[FT" in actual
            checks.append(
                Check(
                    "doctest",
                    test.name,
                    expected,
                    actual,
                    refused=refused,
                    examples=len(test.examples),
                    seconds=seconds,
                    reference_seconds=reference_seconds,
                )
            )
    return checks


def _run(test: doctest.DocTest, namespace: dict[str, Any]) -> tuple[str, float]:
    collector = _Collector()
    test.globs = dict(namespace)
    began = time.perf_counter()
    collector.run(test, out=lambda text: None, clear_globs=False)
    seconds = time.perf_counter() - began
    sides = zip(test.examples, collector.got, strict=False)
    return "\n".join(f">>> {example.source}{got}" for example, got in sides), seconds
