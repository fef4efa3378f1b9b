"""A plan as files: modules of functions and classes, and BUILD files.

Each module's text depends on the seed, the plan and its own name alone, so that a text can be written
without those of others but the functions that it calls.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

from bench.monorepo.bodies import Function, drawn_function
from bench.monorepo.graph import ROOT, Import, Module, Package, Plan, package_of

_FUNCTIONS = (2, 7)
"""The fewest and the most functions of a module, those that call others' not counted."""
_REQUIREMENT_USE = '''
def read_$requirement(text: str = "a = 1") -> list[str]:
    """The names that a text defines."""
    return sorted($requirement.loads(text))
'''


def files(plan: Plan, seed: int) -> dict[str, str]:
    """Every file below a source root, by path."""
    functions = {module.name: _functions(module, seed) for module in plan.modules}
    found = {f"{ROOT}/BUILD": _requirements_build(plan)}
    for package in plan.packages:
        found[f"{package.name.replace('.', '/')}/BUILD"] = _build(package)
        for module in package.modules:
            found[module.path] = _module_text(module, functions, seed)
    return found


def _functions(module: Module, seed: int) -> tuple[Function, ...]:
    """What a module offers to others."""
    draw = random.Random(f"{seed} functions {module.name}")
    if module.is_package:
        return ()
    taken: set[str] = set()
    return tuple(drawn_function(draw, taken) for _ in range(draw.randint(*_FUNCTIONS)))


def _module_text(
    module: Module, functions: Mapping[str, tuple[Function, ...]], seed: int
) -> str:
    draw = random.Random(f"{seed} text {module.name}")
    if module.is_package:
        return _package_text(module, functions, draw)
    own = functions[module.name]
    calls = [_Call(draw, i, functions[i.module]) for i in module.imports]
    standard = sorted({name for function in own for name in function.imports})
    heads = [f"import {name}" for name in standard]
    third_party = [f"import {module.requirement}"] if module.requirement else []
    first_party = sorted(
        {call.statement for call in calls if not call.imported.is_late}
    )
    pieces = [
        _docstring(module, draw),
        *_import_blocks(heads, third_party, first_party),
    ]
    blocks = [function.text for function in own]
    if module.requirement:
        blocks.append(
            _REQUIREMENT_USE.replace("$requirement", module.requirement).strip("\n")
        )
    blocks += [call.text(number) for number, call in enumerate(calls)]
    if module.is_entry:
        blocks.append(_entry_text(own, len(calls)))
    return "\n\n".join(pieces) + "\n\n\n" + "\n\n\n".join(blocks) + "\n"


def _import_blocks(*blocks: list[str]) -> Iterator[str]:
    yield from ("\n".join(block) for block in blocks if block)


def _docstring(module: Module, draw: random.Random) -> str:
    package = package_of(module.name).rpartition(".")[2].replace("_", " ")
    stem = module.name.rpartition(".")[2]
    second = draw.choice(
        (
            "",
            "\n\nNothing here is kept between calls.\n",
            "\n\nUsed by more than one team.\n",
        )
    )
    return f'"""{stem.title()} of the {package}.{second}"""'


def _package_text(
    module: Module, functions: Mapping[str, tuple[Function, ...]], draw: random.Random
) -> str:
    docstring = _docstring(module, draw)
    if not module.imports:
        return f"{docstring}\n" if draw.random() < 0.5 else ""
    names = [(i.module, functions[i.module][0].name) for i in module.imports]
    lines = [
        f"from {source} import {name} as {name}_{n}"
        for n, (source, name) in enumerate(names)
    ]
    return f"{docstring}\n\n" + "\n".join(lines) + "\n"


class _Call:
    """A function that calls one of an imported module, imported in one of the usual ways."""

    def __init__(
        self, draw: random.Random, imported: Import, offered: tuple[Function, ...]
    ) -> None:
        self.imported = imported
        self._callee = draw.choice(offered)
        package, _, stem = imported.module.rpartition(".")
        alias = f"{package.rpartition('.')[2]}_{stem}"
        self.statement, self._way = draw.choice(
            (
                (
                    f"from {imported.module} import {self._callee.name} as {alias}_call",
                    f"{alias}_call",
                ),
                (
                    f"from {package} import {stem} as {alias}",
                    f"{alias}.{self._callee.name}",
                ),
                (f"import {imported.module}", f"{imported.module}.{self._callee.name}"),
            )
        )

    def text(self, number: int) -> str:
        late = f"    {self.statement}\n\n" if self.imported.is_late else ""
        return (
            f"def combined_{number}(title: str = {self._callee.name!r}) -> str:\n"
            f'    """What `{self.imported.module}` says, under a title."""\n'
            f"{late}"
            f"    found = {self._way}({self._callee.call})\n"
            f'    return f"{{title}}: {{found}}"'
        )


def _entry_text(own: tuple[Function, ...], calls: int) -> str:
    lines = [
        f'    print("{function.name}", {function.name}({function.call}))'
        for function in own
    ]
    lines += [f"    print(combined_{number}())" for number in range(calls)]
    body = "\n".join(lines)
    return f'def main() -> None:\n{body}\n\n\nif __name__ == "__main__":\n    main()'


def _requirements_build(plan: Plan) -> str:
    names = sorted(
        {module.requirement for module in plan.modules if module.requirement}
    )
    if not names:
        return "# No module here imports a third party.\n"
    listed = "".join(f'        "3rdparty/python#{name}",\n' for name in names)
    return (
        "python_to_rust_crate(\n"
        '    name="requirements",\n'
        '    crate_name="acme_requirements",\n'
        f"    dependencies=[\n{listed}    ],\n"
        "    skip_ferrotype_package=True,\n"
        ")\n"
    )


def _build(package: Package) -> str:
    crates = [
        f"src/python/{name.replace('.', '/')}:crate" for name in package.builds_on
    ]
    if package.uses_requirements:
        crates.append(f"src/python/{ROOT}:requirements")
    listed = "".join(f'        "{crate}",\n' for crate in sorted(crates))
    text = (
        'python_sources(name="lib", skip_mypy=True)\n\n'
        "python_to_rust_crate(\n"
        '    name="crate",\n'
        f'    crate_name="{package.name.replace(".", "_")}",\n'
        f'    dependencies=[\n        ":lib",\n{listed}    ],\n'
        "    skip_ferrotype_package=True,\n"
        ")\n"
    )
    if package.entry:
        text += (
            "\nwasm_module(\n"
            '    name="program",\n'
            '    dependencies=[":crate"],\n'
            f'    entry_point="{package.entry.name}",\n'
            ")\n"
        )
    return text
