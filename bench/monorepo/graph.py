"""The plan of a monorepo: packages, modules and who imports whom, drawn from a seed.

Packages stand in an order, and a package builds on earlier ones only; so do modules inside a
package. What is chosen is chosen with a weight of one more than how often it was chosen before, so
fan-in follows a power law. Cycles lie inside a package, and one of their imports is *late*: inside a
function, as people write it.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bench.monorepo.words import DOMAINS, MODULES, SERVICES

ROOT = "acme"
"""The namespace that holds all packages."""
PACKAGE_SIZE = 20
REQUIREMENTS = ("tomli",)
"""What modules import of third parties: names in the repository's own lock."""
ENTRY = "main"
"""The module of a package that is a program; nothing imports it."""
_IMPORTS_OF_A_MODULE = (1, 3, 4, 4, 3, 2, 1)
"""How often a module has none, one, two … imports."""
_OWN_PACKAGE = 0.5
_HAS_CYCLE = 0.35
_EXPORTS = 0.25
_HAS_REQUIREMENT = 0.02


@dataclass(frozen=True, slots=True)
class Import:
    """An import of a module; a late one stands inside a function."""

    module: str
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Module:
    """A module that imports these; ``requirement`` is of a third party, or empty."""

    name: str
    imports: tuple[Import, ...] = ()
    requirement: str = ""

    @property
    def is_package(self) -> bool:
        """Whether it is the ``__init__.py`` of its package."""
        return self.name.count(".") == 1

    @property
    def is_entry(self) -> bool:
        """Whether it is a program."""
        return self.name.endswith(f".{ENTRY}")

    @property
    def path(self) -> str:
        """Where it lies below a source root."""
        inner = "/__init__.py" if self.is_package else ".py"
        return f"{self.name.replace('.', '/')}{inner}"


@dataclass(frozen=True, slots=True)
class Package:
    """A package; its first module is its ``__init__.py``."""

    name: str
    modules: tuple[Module, ...]

    @property
    def builds_on(self) -> tuple[str, ...]:
        """The other packages that its modules import from, sorted."""
        imported = {
            package_of(i.module) for module in self.modules for i in module.imports
        }
        return tuple(sorted(imported - {self.name}))

    @property
    def uses_requirements(self) -> bool:
        return any(module.requirement for module in self.modules)

    @property
    def entry(self) -> Module | None:
        """The module that is a program, if the package has one."""
        return next((module for module in self.modules if module.is_entry), None)


@dataclass(frozen=True, slots=True)
class Plan:
    """All packages, in an order in which each builds on earlier ones only."""

    packages: tuple[Package, ...]

    @property
    def modules(self) -> tuple[Module, ...]:
        return tuple(module for package in self.packages for module in package.modules)

    def fan_in(self) -> Counter[str]:
        """How many modules import each module that any imports."""
        return Counter(i.module for module in self.modules for i in module.imports)


def package_of(module: str) -> str:
    """The package that a module belongs to, itself if it is one."""
    return ".".join(module.split(".")[:2])


def planned(modules: int, seed: int) -> Plan:
    """A plan with this many modules, ``__init__.py`` counted. Raises ValueError below ten."""
    if modules < PACKAGE_SIZE // 2:
        raise ValueError(
            f"a monorepo has at least {PACKAGE_SIZE // 2} modules, not {modules}"
        )
    draw = random.Random(f"{seed} graph")
    sizes = _sizes(modules, draw)
    names = [f"{domain}_{service}" for domain in DOMAINS for service in SERVICES]
    if len(sizes) > len(names):
        raise ValueError(
            f"there are names for {len(names)} packages, not for {len(sizes)}"
        )
    chosen = draw.sample(names, len(sizes))
    with_entry = _entry_packages(len(sizes))
    drawing = _Drawing(draw)
    for number, (name, size) in enumerate(zip(chosen, sizes, strict=True)):
        drawing.add_package(f"{ROOT}.{name}", size, number in with_entry)
    return Plan(tuple(drawing.packages))


def _sizes(modules: int, draw: random.Random) -> list[int]:
    """Sizes of packages, around `PACKAGE_SIZE`, that are together this many modules."""
    count = max(1, round(modules / PACKAGE_SIZE))
    weights = [draw.uniform(0.6, 1.4) for _ in range(count)]
    scale = modules / sum(weights)
    bounds = [round(scale * sum(weights[:number])) for number in range(count)] + [
        modules
    ]
    return [after - before for before, after in zip(bounds, bounds[1:], strict=False)]


def _entry_packages(count: int) -> set[int]:
    """The numbers of the packages with a program: about half the root of the number, spread."""
    entries = max(1, round(count**0.5 / 2))
    return {count - 1 - number * count // (2 * entries) for number in range(entries)}


class _Drawing:
    """What was drawn so far."""

    def __init__(self, draw: random.Random) -> None:
        self.packages: list[Package] = []
        self._draw = draw
        self._package_weight: dict[str, int] = {}
        self._module_weight: dict[str, int] = {}
        self._importable: dict[str, list[str]] = {}

    def add_package(self, name: str, size: int, has_entry: bool) -> None:
        below = self._distinct(
            list(self._package_weight), self._package_weight, self._few()
        )
        stems = self._draw.sample(MODULES, size - 1 - has_entry)
        own: list[Module] = []
        self._importable[name] = []
        for stem in stems:
            module = Module(f"{name}.{stem}", self._imports(name, below, self._count()))
            if self._draw.random() < _HAS_REQUIREMENT:
                module = replace(module, requirement=self._draw.choice(REQUIREMENTS))
            own.append(module)
            self._importable[name].append(module.name)
            self._module_weight[module.name] = 1
        if self._draw.random() < _HAS_CYCLE:
            self._close_cycle(own)
        exported: Iterable[str] = ()
        if self._draw.random() < _EXPORTS:
            exported = self._draw.sample(self._importable[name], 2)
        if has_entry:
            own.append(Module(f"{name}.{ENTRY}", self._imports(name, below, 6)))
        first = Module(name, tuple(Import(module) for module in exported))
        package = Package(name, (first, *own))
        self.packages.append(package)
        for lower in package.builds_on:
            self._package_weight[lower] += 1
        self._package_weight[name] = 1

    def _few(self) -> int:
        return self._draw.choices((1, 2, 3, 4), (4, 3, 2, 1))[0]

    def _count(self) -> int:
        return self._draw.choices(
            range(len(_IMPORTS_OF_A_MODULE)), _IMPORTS_OF_A_MODULE
        )[0]

    def _imports(
        self, package: str, below: Sequence[str], count: int
    ) -> tuple[Import, ...]:
        found: set[str] = set()
        for _ in range(count):
            is_own = not below or self._draw.random() < _OWN_PACKAGE
            names = self._importable[package if is_own else self._draw.choice(below)]
            found.update(self._distinct(names, self._module_weight, 1))
        for name in sorted(found):
            self._module_weight[name] += 1
        return tuple(Import(name) for name in sorted(found))

    def _distinct(
        self, names: Sequence[str], weight: dict[str, int], count: int
    ) -> tuple[str, ...]:
        if not names:
            return ()
        drawn = self._draw.choices(names, [weight[name] for name in names], k=count)
        return tuple(sorted(set(drawn)))

    def _close_cycle(self, own: list[Module]) -> None:
        """Let a module be imported late by what it imports, over one or two steps."""
        places = {module.name: place for place, module in enumerate(own)}
        upper = [
            module for module in own if any(i.module in places for i in module.imports)
        ]
        if not upper:
            return
        module = self._draw.choice(upper)
        lowest = module
        for _ in range(self._draw.choice((1, 2))):
            inside = [
                i.module for i in lowest.imports if i.module in places and not i.is_late
            ]
            if inside:
                lowest = own[places[self._draw.choice(inside)]]
        closed = replace(
            lowest, imports=(*lowest.imports, Import(module.name, is_late=True))
        )
        own[places[lowest.name]] = closed
