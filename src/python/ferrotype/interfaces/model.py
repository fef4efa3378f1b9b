"""What an interface file says."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class ParameterKind(enum.Enum):
    """How an argument may be given."""

    POSITIONAL_ONLY = "positional_only"
    POSITIONAL = "positional"
    STAR = "star"
    KEYWORD_ONLY = "keyword_only"
    DOUBLE_STAR = "double_star"


@dataclass(frozen=True, slots=True)
class ParameterInterface:
    """One parameter; ``default`` is the default's source, normalised, or None."""

    name: str
    kind: ParameterKind
    annotation: str | None
    default: str | None


@dataclass(frozen=True, slots=True)
class FunctionInterface:
    """A function that its module or class binds by a ``def`` statement.

    ``is_only_binding`` is False where the name is bound again elsewhere in its scope: then
    callers cannot know which version they get. ``raises`` and ``specialisations`` are None until
    inference fills them.
    """

    name: str
    parameters: tuple[ParameterInterface, ...]
    returns: str | None
    decorators: tuple[str, ...]
    is_generator: bool
    is_coroutine: bool
    is_only_binding: bool
    raises: tuple[str, ...] | None = None
    specialisations: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ClassInterface:
    """A class statement. ``slots`` is None where the class says none."""

    name: str
    bases: tuple[str, ...]
    keywords: tuple[tuple[str, str], ...]
    decorators: tuple[str, ...]
    slots: tuple[str, ...] | None
    methods: tuple[FunctionInterface, ...]
    fields: tuple[tuple[str, str], ...]
    """Annotated names of the body, in order: a dataclass's fields."""
    attributes: tuple[str, ...]
    """Names that methods assign on their first parameter, sorted."""
    classes: tuple[ClassInterface, ...]
    is_only_binding: bool


@dataclass(frozen=True, slots=True)
class ConstantInterface:
    """A name that is bound once, to a literal, or only annotated."""

    name: str
    annotation: str | None
    value: str | None


@dataclass(frozen=True, slots=True)
class ImportedName:
    """A name that an import binds: ``target`` is None where it is the module itself."""

    name: str
    module: str
    target: str | None


@dataclass(frozen=True, slots=True)
class Interface:
    """All that importers may know of a module. Sequences are sorted by name."""

    module: str
    is_package: bool
    names: tuple[str, ...]
    """Everything that the module's top level can bind, also ``global`` names of functions."""
    exports: tuple[str, ...] | None
    """``__all__`` where it is a literal."""
    functions: tuple[FunctionInterface, ...]
    classes: tuple[ClassInterface, ...]
    constants: tuple[ConstantInterface, ...]
    imported: tuple[ImportedName, ...]
    star_imports: tuple[str, ...]
    """Modules all of whose names are imported, in order."""
