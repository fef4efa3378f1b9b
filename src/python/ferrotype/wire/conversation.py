"""What both sides remember while one outermost call runs: section 2.1 and 2.2 of the page."""

from dataclasses import dataclass, field
from typing import Any, Protocol

from ferrotype.wire.errors import WireError
from ferrotype.wire.exceptions import ExceptionParts
from ferrotype.wire.handles import Handle, HandleKind
from ferrotype.wire.value_classes import BY_CLASS


class Party(Protocol):
    """One side's knowledge of names and handles; the codec asks it, and nothing else."""

    own: HandleKind
    """The kind of the handles that this side gives out."""

    def handle_for(self, object_: object) -> Handle:
        """The handle to send for an object that has no other encoding (own, or come from the peer)."""

    def name_for(self, object_: object) -> str | None:
        """The name under which the peer has the object, if it has."""

    def peer_has_module(self, name: str) -> bool:
        """Whether value classes of that module may be sent by value."""

    def exception_handle(self, exception: BaseException) -> Handle | None:
        """The handle to send with an exception, if this side gives one."""

    def own_object(self, number: int) -> object:
        """The object behind a handle that came home. Raises WireError if there is none."""

    def peer_object(self, handle: Handle) -> object:
        """The stand-in for an object of the peer."""

    def named_object(self, name: str) -> object:
        """What this side has under a dotted name. Raises WireError if nothing."""

    def exception_class(self, name: str, mro: tuple[str, ...]) -> type[BaseException]:
        """The class of that name, or a stand-in for it."""


class _Open:
    """Marks a shared value whose contents are still being read."""


OPEN = _Open()


@dataclass(slots=True)
class Conversation:
    """The table of shared objects. Mutable by nature: every message adds to it."""

    party: Party
    objects: list[Any] = field(default_factory=list)
    """By number. Strong references, so that no `id` is used twice while the numbers live."""
    numbers: dict[int, int] = field(default_factory=dict)
    """Number by `id`."""
    snapshots: dict[int, list[object]] = field(default_factory=dict)
    """Contents of each mutable object, by number, as last sent or received."""
    exception_parts: dict[int, ExceptionParts] = field(default_factory=dict)
    """What was received with each rebuilt exception, by `id`; the table keeps them alive."""

    def number_of(self, object_: object) -> int | None:
        """The number of an object that was sent or received before."""
        return self.numbers.get(id(object_))

    def add(self, object_: object) -> int:
        """Give a new object the next number."""
        number = len(self.objects)
        self.objects.append(object_)
        self.numbers[id(object_)] = number
        return number

    def reserve(self) -> int:
        """Number a value that is still being read and cannot be referred to yet."""
        self.objects.append(OPEN)
        return len(self.objects) - 1

    def settle(self, number: int, object_: object) -> None:
        """Put the finished value in its reserved place."""
        self.objects[number] = object_
        self.numbers[id(object_)] = number

    def object_of(self, number: int) -> object:
        """The object of a number. Raises WireError for unknown and for unfinished ones."""
        if not 0 <= number < len(self.objects):
            raise WireError(f"reference to shared value {number}, of {len(self.objects)}")
        found = self.objects[number]
        if found is OPEN:
            raise WireError(f"reference to shared value {number}, which is not complete yet")
        return found

    def changed(self, number: int) -> bool:
        """Whether a mutable object's contents are other objects than when last seen."""
        before, now = self.snapshots.get(number), contents(self.objects[number])
        if before is None:
            return True
        return len(before) != len(now) or any(a is not b for a, b in zip(before, now, strict=True))

    def remember(self, start: int = 0) -> None:
        """Take snapshots of the mutable objects from number `start` on."""
        for number in range(start, len(self.objects)):
            if is_mutable(self.objects[number]):
                self.snapshots[number] = contents(self.objects[number])


def is_mutable(object_: object) -> bool:
    """Whether section 2.2 asks for the object's changes."""
    class_ = type(object_)
    if class_ in (list, dict, set, bytearray):
        return True
    row = BY_CLASS.get(class_)
    return row is not None and row.refill is not None


def contents(object_: Any) -> list[object]:
    """The parts of a mutable object, by which a change shows."""
    class_ = type(object_)
    if class_ is dict:
        return [part for pair in object_.items() for part in pair]
    if class_ is bytearray:
        return list(object_)
    if class_ in BY_CLASS:
        return list(BY_CLASS[class_].arguments(object_))
    return list(object_)
