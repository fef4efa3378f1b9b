"""Values to bytes: section 2 of `docs/wire-format.md`.

The walk keeps its own stack, so that deep values need no deep recursion of the host.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from ferrotype.wire import exceptions, handles
from ferrotype.wire.conversation import Conversation
from ferrotype.wire.errors import Unsendable
from ferrotype.wire.heads import float_bits, head
from ferrotype.wire.tags import FALSE, FLOAT64, MAXIMUM_DEPTH, NULL, TRUE, Major, Tag
from ferrotype.wire.value_classes import BY_CLASS, module_of

_SHARED = head(Major.TAG, Tag.SHARED)


@dataclass(frozen=True, slots=True)
class Plain:
    """A CBOR array that is part of the format, not a Python list."""

    items: Iterable[object]


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tag around something; no shared value."""

    tag: Tag
    content: object


@dataclass(frozen=True, slots=True)
class _Close:
    """On the stack below a value's parts: the value is complete."""

    number: int | None


@dataclass(slots=True)
class Encoder:
    """Writes the values of one message. Mutable: `output` grows."""

    conversation: Conversation
    output: bytearray = field(default_factory=bytearray)
    _open: set[int] = field(default_factory=set)
    """Numbers of shared immutable values whose parts are being written."""
    _depth: int = 0
    _stack: list[object] = field(default_factory=list)

    def value(self, value: object) -> None:
        """Write one value. Raises Unsendable if it has no encoding."""
        stack = self._stack
        stack.append(value)
        while stack:
            item = stack.pop()
            writer = _WRITERS.get(type(item))
            if writer is None:
                self._other(item)
            else:
                writer(self, item)

    def state(self, number: int) -> None:
        """Write the state of a shared mutable object, for `changes`."""
        object_ = self.conversation.objects[number]
        class_ = type(object_)
        if class_ is list:
            self.value(Plain(object_))
        elif class_ is bytearray:
            self.value(Tagged(Tag.BYTEARRAY, bytes(object_)))
        elif class_ in _CONTAINERS:
            tag, parts = _CONTAINERS[class_]
            self.value(Tagged(tag, Plain(parts(object_))))
        else:
            row = BY_CLASS[class_]
            self.value(Tagged(Tag.INSTANCE, Plain((row.name, Plain(row.arguments(object_))))))

    # -- scalars ------------------------------------------------------------------------------

    def _none(self, _: None) -> None:
        self.output.append(NULL)

    def _boolean(self, value: bool) -> None:
        self.output.append(TRUE if value else FALSE)

    def _integer(self, value: int) -> None:
        magnitude = value if value >= 0 else -1 - value
        if magnitude < 1 << 64:
            self.output += head(Major.UNSIGNED if value >= 0 else Major.NEGATIVE, magnitude)
            return
        digits = magnitude.to_bytes((magnitude.bit_length() + 7) // 8, "big")
        self.output += head(Major.TAG, Tag.POSITIVE_BIG if value >= 0 else Tag.NEGATIVE_BIG)
        self._bytes(digits)

    def _float(self, value: float) -> None:
        if math.isnan(value) and not self._begin_shared(value):
            return
        self.output.append(FLOAT64)
        self.output += float_bits(value)

    def _complex(self, value: complex) -> None:
        self.output += head(Major.TAG, Tag.COMPLEX) + head(Major.ARRAY, 2)
        for part in (value.real, value.imag):
            self.output.append(FLOAT64)
            self.output += float_bits(part)

    def _text(self, value: str) -> None:
        try:
            data = value.encode()
        except UnicodeEncodeError:
            data = value.encode("utf-8", "surrogatepass")
            self.output += head(Major.TAG, Tag.SURROGATE_TEXT) + head(Major.BYTES, len(data))
        else:
            self.output += head(Major.TEXT, len(data))
        self.output += data

    def _bytes(self, value: bytes) -> None:
        self.output += head(Major.BYTES, len(value))
        self.output += value

    def _range(self, value: range) -> None:
        self._tagged(Tagged(Tag.RANGE, Plain((value.start, value.stop, value.step))))

    def _slice(self, value: slice) -> None:
        self._tagged(Tagged(Tag.SLICE, Plain((value.start, value.stop, value.step))))

    def _singleton(self, value: object) -> None:
        self._tagged(Tagged(Tag.SINGLETON, repr(value)))

    # -- parts of the format ------------------------------------------------------------------

    def _plain(self, value: Plain) -> None:
        items = list(value.items)
        self.output += head(Major.ARRAY, len(items))
        self._descend(None)
        self._stack.extend(reversed(items))

    def _tagged(self, value: Tagged) -> None:
        self.output += head(Major.TAG, value.tag)
        self._stack.append(value.content)

    def _close(self, value: _Close) -> None:
        self._depth -= 1
        if value.number is not None:
            self._open.discard(value.number)

    def _descend(self, number: int | None) -> None:
        self._depth += 1
        if self._depth > MAXIMUM_DEPTH:
            raise Unsendable(f"a value is nested more than {MAXIMUM_DEPTH} deep")
        self._stack.append(_Close(number))

    # -- shared values ------------------------------------------------------------------------

    def _begin_shared(self, value: object) -> bool:
        """Open a shared value, or write the reference to it and answer False."""
        number = self.conversation.number_of(value)
        if number is None:
            self.conversation.add(value)
            self.output += _SHARED
            return True
        if number in self._open:
            raise Unsendable(
                f"a {type(value).__name__} contains itself; only mutable containers may"
            )
        self.output += head(Major.TAG, Tag.REFERENCE) + head(Major.UNSIGNED, number)
        return False

    def _list(self, value: list[object]) -> None:
        if self._begin_shared(value):
            self._plain(Plain(value))

    def _bytearray(self, value: bytearray) -> None:
        if self._begin_shared(value):
            self.output += head(Major.TAG, Tag.BYTEARRAY)
            self._bytes(bytes(value))

    def _container(self, value: Any) -> None:
        tag, parts = _CONTAINERS[type(value)]
        if not value and type(value) in (tuple, frozenset):
            self._tagged(Tagged(tag, Plain(())))
        elif self._begin_shared(value):
            immutable = type(value) in (tuple, frozenset)
            self._shared_parts(value, immutable, Tagged(tag, Plain(parts(value))))

    def _shared_parts(self, value: object, immutable: bool, parts: Tagged) -> None:
        number = self.conversation.number_of(value)
        if immutable and number is not None:
            self._open.add(number)
        self._descend(number if immutable else None)
        self._tagged(parts)

    def _instance(self, value: object) -> None:
        row = BY_CLASS[type(value)]
        if not self.conversation.party.peer_has_module(module_of(row)):
            self._handle(self.conversation.party.handle_for(value))
        elif self._begin_shared(value):
            parts = Tagged(Tag.INSTANCE, Plain((row.name, Plain(row.arguments(value)))))
            self._shared_parts(value, True, parts)

    # -- the rest: by name, by handle, exceptions ---------------------------------------------

    def _other(self, value: object) -> None:
        party = self.conversation.party
        name = party.name_for(value)
        if name is not None:
            self._tagged(Tagged(Tag.NAMED, name))
        elif isinstance(value, BaseException):
            self._exception(value)
        elif type(value) in BY_CLASS:
            self._instance(value)
        else:
            self._handle(party.handle_for(value))

    def _handle(self, handle: handles.Handle) -> None:
        items = (
            *(handle.number, handle.class_name, Plain(handle.ancestry)),
            *(Plain(handle.capabilities), handle.name),
        )
        self._tagged(Tagged(handle.kind.value, Plain(items)))

    def _exception(self, value: BaseException) -> None:
        if not self._begin_shared(value):
            return
        party = self.conversation.party
        parts = exceptions.take_apart(value, party.exception_handle(value))
        attributes = [part for pair in parts.attributes.items() for part in pair]
        items = (
            *(parts.class_name, Plain(parts.ancestry), Plain(parts.arguments), parts.text),
            *(parts.cause, parts.context, parts.suppress_context, Plain(parts.notes)),
            Plain(Plain((line.file, line.line, line.function)) for line in parts.traceback),
            *(Plain(attributes), parts.handle),
        )
        self._shared_parts(value, True, Tagged(Tag.EXCEPTION, Plain(items)))


def _flat(mapping: dict[object, object]) -> list[object]:
    return [part for pair in mapping.items() for part in pair]


_CONTAINERS: dict[type, tuple[Tag, Callable[[Any], Iterable[object]]]] = {
    tuple: (Tag.TUPLE, list),
    dict: (Tag.DICT, _flat),
    set: (Tag.SET, list),
    frozenset: (Tag.FROZENSET, list),
}

_WRITERS: dict[type, Callable[[Encoder, Any], None]] = {
    type(None): Encoder._none,
    bool: Encoder._boolean,
    int: Encoder._integer,
    float: Encoder._float,
    complex: Encoder._complex,
    str: Encoder._text,
    bytes: Encoder._bytes,
    bytearray: Encoder._bytearray,
    list: Encoder._list,
    tuple: Encoder._container,
    dict: Encoder._container,
    set: Encoder._container,
    frozenset: Encoder._container,
    range: Encoder._range,
    slice: Encoder._slice,
    type(Ellipsis): Encoder._singleton,
    type(NotImplemented): Encoder._singleton,
    Plain: Encoder._plain,
    Tagged: Encoder._tagged,
    handles.Handle: Encoder._handle,
    _Close: Encoder._close,
}
