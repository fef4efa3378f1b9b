"""Whole messages: section 6 of `docs/wire-format.md`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ferrotype.wire.conversation import Conversation, is_mutable
from ferrotype.wire.decode import (
    Decoder,
    Part,
    build_instance,
    fields,
    fill_dict,
    fill_set,
)
from ferrotype.wire.decode import plain as plain_items
from ferrotype.wire.decode import values as value_items
from ferrotype.wire.encode import Encoder, Plain
from ferrotype.wire.errors import WireError
from ferrotype.wire.exceptions import ExceptionParts
from ferrotype.wire.heads import Reader, head
from ferrotype.wire.tags import Major, Tag
from ferrotype.wire.value_classes import BY_CLASS


@dataclass(frozen=True, slots=True)
class Request:
    """One side asks the other to do something."""

    operation: str
    arguments: Sequence[Any] = ()
    keywords: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Returned:
    """Status 0."""

    value: Any


@dataclass(frozen=True, slots=True)
class Raised:
    """Status 1. `parts` are as received; None in an answer that is to be sent."""

    exception: BaseException
    parts: ExceptionParts | None = None


@dataclass(frozen=True, slots=True)
class RefusedAnswer:
    """Status 2."""

    code: str
    message: str


Response = Returned | Raised | RefusedAnswer


def encode_request(conversation: Conversation, request: Request) -> bytes:
    """The bytes of a request. Raises Unsendable."""
    known = len(conversation.objects)
    encoder = Encoder(conversation)
    encoder.output += head(Major.ARRAY, 4)
    encoder.value(request.operation)
    encoder.value(Plain(request.arguments))
    encoder.value(Plain([part for pair in request.keywords.items() for part in pair]))
    return _with_changes(conversation, encoder, known)


def encode_response(conversation: Conversation, response: Response) -> bytes:
    """The bytes of a response. Raises Unsendable."""
    known = len(conversation.objects)
    encoder = Encoder(conversation)
    encoder.output += head(Major.ARRAY, 3)
    if isinstance(response, Returned):
        encoder.output += head(Major.UNSIGNED, 0)
        encoder.value(response.value)
    elif isinstance(response, Raised):
        encoder.output += head(Major.UNSIGNED, 1)
        encoder.value(response.exception)
    else:
        encoder.output += head(Major.UNSIGNED, 2)
        encoder.value(Plain((response.code, response.message)))
    return _with_changes(conversation, encoder, known)


def decode_request(conversation: Conversation, data: bytes) -> Request:
    """Read a request and make its changes. Raises WireError."""
    items, known = _message(conversation, data)
    operation, arguments, keywords, changes = fields(items, str, Part, Part, Part)
    flat = plain_items(keywords)
    if any(type(name) is not str for name in flat[::2]):
        raise WireError("keyword that is not a text")
    named: dict[str, Any] = {}
    fill_dict(named, flat)
    request = Request(operation, value_items(plain_items(arguments)), named)
    _apply_changes(conversation, changes, known)
    return request


def decode_response(conversation: Conversation, data: bytes) -> Response:
    """Read a response and make its changes. Raises WireError."""
    items, known = _message(conversation, data)
    if len(items) != 3:
        raise WireError(f"response with {len(items)} fields")
    status, payload, changes = items
    response = _response(conversation, status, payload)
    _apply_changes(conversation, changes, known)
    return response


def _response(conversation: Conversation, status: Any, payload: Any) -> Response:
    if type(status) is not int or status not in (0, 1, 2):
        raise WireError(f"status {status!r}")
    if status == 2:
        code, message = fields(plain_items(payload), str, str)
        return RefusedAnswer(code, message)
    value_items([payload])
    if status == 0:
        return Returned(payload)
    if not isinstance(payload, BaseException):
        raise WireError("status 1 without an exception")
    return Raised(payload, conversation.exception_parts.get(id(payload)))


def _message(conversation: Conversation, data: bytes) -> tuple[list[Any], int]:
    """The fields of a message, and how many shared objects were known before it."""
    known = len(conversation.objects)
    reader = Reader(data)
    items = plain_items(Decoder(conversation, reader).item())
    if reader.position != len(data):
        raise WireError(f"{len(data) - reader.position} bytes after the message")
    return items, known


def _with_changes(conversation: Conversation, encoder: Encoder, known: int) -> bytes:
    changed = [
        number
        for number in range(known)
        if is_mutable(conversation.objects[number]) and conversation.changed(number)
    ]
    encoder.output += head(Major.ARRAY, len(changed))
    for number in changed:
        encoder.output += head(Major.ARRAY, 2) + head(Major.UNSIGNED, number)
        encoder.state(number)
    conversation.remember()
    return bytes(encoder.output)


def _apply_changes(conversation: Conversation, changes: Any, known: int) -> None:
    last = -1
    for change in plain_items(changes):
        number, state = fields(plain_items(change), int, Part)
        if not last < number < known:
            raise WireError(f"change of shared value {number} after {last}, of {known}")
        last = number
        _refill(conversation.objects[number], state)
    conversation.remember()


def _refill(target: Any, state: Part) -> None:
    """Give a mutable object the contents that its state says, in place."""
    class_ = type(target)
    if class_ not in _REFILLS:
        row = BY_CLASS.get(class_)
        if row is None or row.refill is None or state.tag is not Tag.INSTANCE:
            raise WireError(f"change of a {class_.__name__}")
        source = build_instance(state.items)
        if type(source) is not class_:
            raise WireError(f"change of a {class_.__name__} to a {type(source).__name__}")
        row.refill(target, source)
        return
    tag = _REFILLS[class_]
    if state.tag is not tag:
        raise WireError(f"state of a {class_.__name__} under tag {state.tag}")
    if class_ is list:
        target[:] = value_items(state.items)
    elif class_ is bytearray:
        target[:] = state.items[0]
    elif class_ is dict:
        target.clear()
        fill_dict(target, state.items)
    else:
        if len(state.items) == len(target) and all(
            a is b for a, b in zip(state.items, target, strict=True)
        ):
            return  # untouched: keep the table's history, and so its order
        target.clear()
        fill_set(target, state.items)


_REFILLS: dict[type, Tag | None] = {
    list: None,
    dict: Tag.DICT,
    set: Tag.SET,
    bytearray: Tag.BYTEARRAY,
}
