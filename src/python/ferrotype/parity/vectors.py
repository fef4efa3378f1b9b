"""Stored calls: one JSON file a vector, the message itself and what a person wants to read.

    {"call": "tomli.loads", "message": "8464…", "reads": "tomli.loads('a = 1')"}

`message` is the request in the wire format, in hexadecimal digits, so that every value survives.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ferrotype.host.party import HostParty
from ferrotype.host.remote import ClassRegistry
from ferrotype.parity.certificate import canonical
from ferrotype.parity.outcome import Unusable, digest
from ferrotype.wire import Conversation, Request, WireError
from ferrotype.wire.messages import decode_request, encode_request
from ferrotype.wire.value_classes import VALUE_CLASSES, module_of


@dataclass(frozen=True, slots=True)
class Vector:
    """A function's dotted name and the arguments to call it with."""

    call: str
    arguments: Sequence[Any]
    keywords: Mapping[str, Any]

    def reads(self) -> str:
        """The call as Python would write it."""
        parts = [ascii(argument) for argument in self.arguments]
        parts += [f"{name}={value!a}" for name, value in self.keywords.items()]
        return f"{self.call}({', '.join(parts)})"


class _NoModule:
    """Vectors hold values only: nothing is asked of a module."""

    def operate(self, operation: str, *arguments: Any, **keywords: Any) -> Any:
        raise WireError("a stored vector refers to an object of a module")

    def release_later(self, number: int) -> None:
        """Nothing to release."""


def _conversation() -> Conversation:
    modules = frozenset(module_of(row) for row in VALUE_CLASSES)
    library = _NoModule()
    return Conversation(HostParty(ClassRegistry(library, modules), library, modules))


def write_vector(folder: Path, vector: Vector) -> Path:
    """Store a vector under a name that its content gives. Raises Refused if it cannot be sent."""
    request = Request("call", list(vector.arguments), dict(vector.keywords))
    message = encode_request(_conversation(), request).hex()
    content = canonical({"call": vector.call, "message": message, "reads": vector.reads()})
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{vector.call}-{digest(content)[:12]}.json"
    path.write_bytes(content)
    return path


def read_vector(path: Path) -> Vector:
    """Read a stored vector. Raises Unusable for a file that is none."""
    try:
        content = json.loads(path.read_bytes())
        message = bytes.fromhex(content["message"])
        request = decode_request(_conversation(), message)
        return Vector(str(content["call"]), list(request.arguments), request.keywords)
    except (ValueError, KeyError, TypeError, WireError) as error:
        raise Unusable(f"{path.name} is not a stored vector: {error}") from error


def read_vectors(folder: Path) -> list[tuple[str, Vector]]:
    """All vectors of a folder, by name, sorted."""
    return [(path.stem, read_vector(path)) for path in sorted(folder.glob("*.json"))]
