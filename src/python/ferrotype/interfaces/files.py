"""Reading and writing interface files: canonical JSON, equal interfaces give equal bytes."""

from __future__ import annotations

import enum
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from ferrotype.diagnostics import codes
from ferrotype.diagnostics.collect import refusal
from ferrotype.interfaces.model import (
    ClassInterface,
    ConstantInterface,
    FunctionInterface,
    ImportedName,
    Interface,
    ParameterInterface,
    ParameterKind,
)

SCHEMA = 1
SUFFIX = ".iface.json"


def write_interface(interface: Interface) -> bytes:
    """The file's bytes: sorted keys, one trailing line end."""
    content = {"schema": SCHEMA, **_plain(interface)}
    return (json.dumps(content, indent=1, sort_keys=True) + "\n").encode()


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {entry.name: _plain(getattr(value, entry.name)) for entry in fields(value)}
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def read_interface(data: bytes, shown: str) -> Interface:
    """The interface in a file; raises Refused for anything that ``write_interface`` did not
    write. ``shown`` names the file in the diagnostic."""
    try:
        content = json.loads(data)
        if content.pop("schema") != SCHEMA:
            raise ValueError("another version of the schema")
        interface = _interface(content)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        reason = str(error) or type(error).__name__
        raise refusal(codes.INTERFACE_UNREADABLE, None, file=shown, reason=reason) from error
    if write_interface(interface) != data:
        raise refusal(
            codes.INTERFACE_UNREADABLE, None, file=shown, reason="it is not in canonical form"
        )
    return interface


def load_interfaces(folders: Iterable[Path]) -> Mapping[str, Interface]:
    """Every interface directly in the folders, by module; the first folder wins."""
    found: dict[str, Interface] = {}
    for folder in folders:
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            try:
                data = path.read_bytes()
            except OSError as error:
                reason = error.strerror or str(error)
                raise refusal(
                    codes.INTERFACE_UNREADABLE, None, file=path.name, reason=reason
                ) from error
            interface = read_interface(data, path.name)
            found.setdefault(interface.module, interface)
    return found


def _interface(content: dict[str, Any]) -> Interface:
    return Interface(
        module=content["module"],
        is_package=content["is_package"],
        names=tuple(content["names"]),
        exports=_texts(content["exports"]),
        functions=tuple(_function(entry) for entry in content["functions"]),
        classes=tuple(_class(entry) for entry in content["classes"]),
        constants=tuple(ConstantInterface(**entry) for entry in content["constants"]),
        imported=tuple(ImportedName(**entry) for entry in content["imported"]),
        star_imports=tuple(content["star_imports"]),
    )


def _texts(values: list[str] | None) -> tuple[str, ...] | None:
    return None if values is None else tuple(values)


def _pairs(values: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((first, second) for first, second in values)


def _function(content: dict[str, Any]) -> FunctionInterface:
    parameters = tuple(
        ParameterInterface(**{**entry, "kind": ParameterKind(entry["kind"])})
        for entry in content["parameters"]
    )
    changed = {
        "parameters": parameters,
        "decorators": tuple(content["decorators"]),
        "raises": _texts(content["raises"]),
        "specialisations": _texts(content["specialisations"]),
    }
    return FunctionInterface(**{**content, **changed})


def _class(content: dict[str, Any]) -> ClassInterface:
    changed = {
        "bases": tuple(content["bases"]),
        "keywords": _pairs(content["keywords"]),
        "decorators": tuple(content["decorators"]),
        "slots": _texts(content["slots"]),
        "methods": tuple(_function(entry) for entry in content["methods"]),
        "fields": _pairs(content["fields"]),
        "attributes": tuple(content["attributes"]),
        "classes": tuple(_class(entry) for entry in content["classes"]),
    }
    return ClassInterface(**{**content, **changed})
