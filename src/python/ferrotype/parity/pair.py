"""The library under CPython and the module, called with the same arguments."""

import copy
import importlib
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from ferrotype.host import Library, Trapped
from ferrotype.parity.describe import describe, describe_exception
from ferrotype.parity.outcome import Check, Unusable
from ferrotype.wire import Refused


class Pair:
    """Both sides of a library. The module's instance is made anew when it was ended."""

    def __init__(
        self, make_library: Callable[[], Library], source: Path, packages: Sequence[str]
    ) -> None:
        self._make_library = make_library
        self._library: Library | None = None
        with importing_from(source, packages):
            for package in packages:
                _import(package, source)
            names = [
                name
                for name in self.library.modules
                if name.partition(".")[0] in packages and _importable(name)
            ]
            self.modules: dict[str, ModuleType] = {name: sys.modules[name] for name in names}

    @property
    def library(self) -> Library:
        """A usable instance of the module."""
        if self._library is None or self._library.broken is not None:
            self._library = self._make_library()
        return self._library

    def reference(self, name: str) -> Any:
        """What CPython has under a dotted name. Raises AttributeError or KeyError."""
        module = max((m for m in self.modules if name.startswith(m + ".")), key=len)
        found: Any = self.modules[module]
        for part in name[len(module) + 1 :].split("."):
            found = getattr(found, part)
        return found

    def compare(
        self,
        kind: str,
        name: str,
        label: str,
        arguments: Sequence[Any],
        keywords: Mapping[str, Any],
    ) -> Check:
        """Call both sides with equal arguments; what they do to the arguments is compared too."""
        ours = copy.deepcopy((list(arguments), dict(keywords)))
        theirs = copy.deepcopy((list(arguments), dict(keywords)))
        began = time.perf_counter()
        try:
            expected = "returns " + describe(
                [self.reference(name)(*theirs[0], **theirs[1]), theirs[0], theirs[1]]
            )
        except Exception as error:
            expected = describe_exception(error) + " " + describe([theirs[0], theirs[1]])
        between = time.perf_counter()
        library, refused = self.library, False
        try:
            actual = "returns " + describe(
                [library.call(name, *ours[0], **ours[1]), ours[0], ours[1]]
            )
        except Trapped as error:
            actual, refused = f"ends the module: {error}", error.status == 3
        except Refused as error:
            actual, refused = str(error), True
        except Exception as error:
            actual = describe_exception(error) + " " + describe([ours[0], ours[1]])
        ended = time.perf_counter()
        return Check(
            kind,
            label,
            expected,
            actual,
            refused=refused,
            seconds=ended - between,
            reference_seconds=between - began,
        )


def _import(package: str, source: Path) -> None:
    """Import it. Raises Unusable where CPython cannot."""
    try:
        importlib.import_module(package)
    except Exception as error:  # a module may raise anything while it is imported
        reason = f"{type(error).__name__}: {error}"
        raise Unusable(f"CPython cannot import {package} from {source}: {reason}") from error


def _importable(name: str) -> bool:
    try:
        importlib.import_module(name)
    except ImportError:
        return False
    return True


@contextmanager
def importing_from(source: Path, packages: Sequence[str]) -> Iterator[None]:
    """Import these packages from a folder; afterwards, nobody else sees them."""
    hidden = _take_out(packages)
    sys.path.insert(0, str(source))
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(str(source))
        _take_out(packages)
        sys.modules.update(hidden)


@contextmanager
def standing_for(modules: Mapping[str, ModuleType], packages: Sequence[str]) -> Iterator[None]:
    """Let `import` find these modules."""
    hidden = _take_out(packages)
    sys.modules.update(modules)
    try:
        yield
    finally:
        _take_out(packages)
        sys.modules.update(hidden)


def _take_out(packages: Sequence[str]) -> dict[str, ModuleType]:
    taken = {n: m for n, m in sys.modules.items() if n.partition(".")[0] in packages}
    for name in taken:
        del sys.modules[name]
    return taken
