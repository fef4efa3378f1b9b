"""Bytes to values, strictly: section 2 of `docs/wire-format.md`.

Like the encoder, the reader keeps its own stack. What is an array or a tagged array without the
tag 28 is a `Part` of the format (a field of a message, the state in `changes`), never a value.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ferrotype.wire import exceptions
from ferrotype.wire.conversation import Conversation
from ferrotype.wire.errors import WireError
from ferrotype.wire.handles import CAPABILITIES, Handle, HandleKind
from ferrotype.wire.heads import Reader
from ferrotype.wire.tags import FALSE, MAXIMUM_DEPTH, NULL, TRUE, Major, Tag
from ferrotype.wire.value_classes import BY_NAME


@dataclass(frozen=True, slots=True)
class Part:
    """An array of the format, or the unshared contents of a container (`tag`)."""

    tag: Tag | None
    items: list[Any]


@dataclass(slots=True)
class _Frame:
    """A composite whose items are being read."""

    tag: Tag | None
    shared: int | None
    remaining: int
    target: Any
    """The mutable object made ahead of its contents, or None."""
    items: list[Any] = field(default_factory=list)


_AHEAD: dict[Tag | None, Callable[[], Any]] = {None: list, Tag.DICT: dict, Tag.SET: set}
"""Shared mutable values exist before their contents, so that these may refer to them."""

_SHARABLE_ARRAYS = frozenset(
    (None, Tag.TUPLE, Tag.DICT, Tag.SET, Tag.FROZENSET, Tag.INSTANCE, Tag.EXCEPTION)
)
_STATES = frozenset((None, Tag.DICT, Tag.SET, Tag.INSTANCE))
"""What an array without the tag 28 may be a part as: a field of the format, or a state."""


@dataclass(slots=True)
class Decoder:
    """Reads the values of one message. Mutable: the position moves, the table grows."""

    conversation: Conversation
    reader: Reader
    _stack: list[_Frame] = field(default_factory=list)

    def item(self) -> Any:
        """The next item: a value or a `Part`. Raises WireError."""
        stack = self._stack
        while True:
            value = self._begin()
            # A finished item may finish the composites around it.
            while value is not _UNFINISHED:
                if not stack:
                    return value
                frame = stack[-1]
                frame.items.append(value)
                frame.remaining -= 1
                if frame.remaining:
                    break
                stack.pop()
                value = self._finish(frame)

    def _begin(self) -> Any:
        """Read one head with its tags; the finished item, or _UNFINISHED after pushing a frame."""
        shared, tag = None, None
        major, information, argument = self.reader.head()
        if major == Major.TAG and argument == Tag.SHARED:
            shared = self.conversation.reserve()
            major, information, argument = self.reader.head()
        if major == Major.TAG:
            try:
                tag = Tag(argument)
            except ValueError:
                raise WireError(f"unknown tag {argument}") from None
            if tag is Tag.SHARED:
                raise WireError("tag 28 inside tag 28")
            major, information, argument = self.reader.head()
        if major == Major.ARRAY:
            return self._begin_array(tag, shared, argument)
        scalar = self._scalar(major, information, argument)
        return self._tagged_scalar(tag, shared, scalar)

    def _begin_array(self, tag: Tag | None, shared: int | None, count: int) -> Any:
        if len(self._stack) > MAXIMUM_DEPTH + 64:  # the message's own arrays count, too
            raise WireError(f"nested more than {MAXIMUM_DEPTH} deep")
        if count > len(self.reader.data) - self.reader.position:
            raise WireError(f"array of {count} items in a shorter message")
        target = None
        if shared is not None:
            if tag not in _SHARABLE_ARRAYS:
                raise WireError(f"tag 28 around tag {tag}")
            if tag in _AHEAD:
                target = _AHEAD[tag]()
                self.conversation.settle(shared, target)
        frame = _Frame(tag, shared, count, target)
        if count:
            self._stack.append(frame)
            return _UNFINISHED
        return self._finish(frame)

    # -- scalars ------------------------------------------------------------------------------

    def _scalar(self, major: int, information: int, argument: int) -> Any:
        if major == Major.UNSIGNED:
            return argument
        if major == Major.NEGATIVE:
            return -1 - argument
        if major == Major.BYTES:
            return self.reader.take(argument)
        if major == Major.TEXT:
            try:
                return self.reader.take(argument).decode()
            except UnicodeDecodeError as error:
                raise WireError(f"text is not UTF-8: {error}") from None
        if major == Major.SIMPLE:
            return self._simple(information)
        raise WireError(f"major type {major} has no meaning here")

    def _simple(self, information: int) -> Any:
        first = Major.SIMPLE << 5 | information
        if first == NULL:
            return None
        if first in (FALSE, TRUE):
            return first == TRUE
        if information == 27:
            return self.reader.float64()
        raise WireError(f"simple value or float head {first:#04x}")

    def _tagged_scalar(self, tag: Tag | None, shared: int | None, scalar: Any) -> Any:
        if tag is None:
            if shared is not None:
                if type(scalar) is not float or scalar == scalar:
                    raise WireError(f"tag 28 around {type(scalar).__name__}")
                self.conversation.settle(shared, scalar)
            return scalar
        if shared is not None and tag is not Tag.BYTEARRAY:
            raise WireError(f"tag 28 around tag {tag}")
        wanted, convert = _SCALARS.get(tag, (None, None))
        if wanted is None or convert is None or type(scalar) is not wanted:
            raise WireError(f"tag {tag.value} around {type(scalar).__name__}")
        value = convert(self, scalar)
        if tag is Tag.BYTEARRAY:
            if shared is None:
                return Part(tag, [bytes(value)])
            self.conversation.settle(shared, value)
        return value

    def _positive_big(self, digits: bytes) -> int:
        value = int.from_bytes(digits, "big")
        if not digits or digits[0] == 0 or value < 1 << 64:
            raise WireError("big integer that is not the shortest encoding")
        return value

    def _negative_big(self, digits: bytes) -> int:
        return -1 - self._positive_big(digits)

    def _surrogate_text(self, data: bytes) -> str:
        try:
            text = data.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            raise WireError(f"text with surrogates: {error}") from None
        if not any("\ud800" <= character <= "\udfff" for character in text):
            raise WireError("tag 17920 around text without surrogates")
        return text

    def _singleton(self, name: str) -> Any:
        if name not in _SINGLETONS:
            raise WireError(f"unknown singleton {name!r}")
        return _SINGLETONS[name]

    def _named(self, name: str) -> Any:
        return self.conversation.party.named_object(name)

    # -- composites ---------------------------------------------------------------------------

    def _finish(self, frame: _Frame) -> Any:
        value = self._compose(frame)
        if frame.shared is not None and frame.target is None:
            self.conversation.settle(frame.shared, value)
        return value

    def _compose(self, frame: _Frame) -> Any:
        unshared = frame.shared is None
        if unshared and frame.tag in _STATES:
            return Part(frame.tag, frame.items)
        if unshared and frame.items and frame.tag in (Tag.TUPLE, Tag.FROZENSET, Tag.EXCEPTION):
            raise WireError(f"tag {frame.tag} without the tag 28")
        if frame.tag is None:
            frame.target.extend(values(frame.items))
            return frame.target
        composer = _COMPOSERS.get(frame.tag)
        if composer is None:
            raise WireError(f"tag {frame.tag.value} around an array")
        return composer(self, frame)

    def _tuple(self, frame: _Frame) -> Any:
        return tuple(values(frame.items))

    def _dict(self, frame: _Frame) -> Any:
        fill_dict(frame.target, frame.items)
        return frame.target

    def _set(self, frame: _Frame) -> Any:
        fill_set(frame.target, frame.items)
        return frame.target

    def _frozenset(self, frame: _Frame) -> Any:
        mutable: set[Any] = set()
        fill_set(mutable, frame.items)
        return frozenset(frame.items)

    def _complex(self, frame: _Frame) -> Any:
        real, imaginary = fields(frame.items, float, float)
        return complex(real, imaginary)

    def _range(self, frame: _Frame) -> Any:
        start, stop, step = fields(frame.items, int, int, int)
        if step == 0:
            raise WireError("range with step 0")
        return range(start, stop, step)

    def _slice(self, frame: _Frame) -> Any:
        if len(frame.items) != 3:
            raise WireError("slice without three fields")
        return slice(*values(frame.items))

    def _instance(self, frame: _Frame) -> Any:
        return build_instance(frame.items)

    def _exception(self, frame: _Frame) -> Any:
        parts = _exception_parts(frame.items)
        party = self.conversation.party
        handle = parts.handle
        if isinstance(handle, BaseException):
            return handle  # the handle came home: the original object
        try:
            class_ = party.exception_class(parts.class_name, parts.ancestry)
            exception = exceptions.put_together(parts, class_)
        except (TypeError, ValueError) as error:
            raise WireError(f"exception {parts.class_name}: {error}") from None
        self.conversation.exception_parts[id(exception)] = parts
        return exception

    def _handle(self, frame: _Frame) -> Any:
        number, class_, mro, able, name = fields(
            frame.items, int, str, Part, Part, (str, type(None))
        )
        kind = HandleKind(frame.tag)
        if kind is self.conversation.party.own:
            return self.conversation.party.own_object(number)
        names, capabilities = class_names(class_, mro), texts(able)
        if number < 0:
            raise WireError(f"handle {number}")
        if not set(capabilities) <= set(CAPABILITIES) or capabilities != sorted(capabilities):
            raise WireError(f"capabilities of handle {number}: {capabilities}")
        handle = Handle(kind, number, class_, tuple(names), tuple(capabilities), name)
        try:
            return self.conversation.party.peer_object(handle)
        except (TypeError, ValueError) as error:
            raise WireError(f"handle of class {class_}: {error}") from None


_CLASS_NAME = re.compile(r"[^:\x00]+:[^:\x00]+")
"""`module:qualname`."""


class _Unfinished:
    """The type of the mark for an item whose contents are still to be read."""


_UNFINISHED = _Unfinished()

_SINGLETONS: dict[str, object] = {"Ellipsis": Ellipsis, "NotImplemented": NotImplemented}


def _reference(decoder: Decoder, number: int) -> Any:
    return decoder.conversation.object_of(number)


_SCALARS: dict[Tag, tuple[type, Callable[[Decoder, Any], Any]]] = {
    Tag.POSITIVE_BIG: (bytes, Decoder._positive_big),
    Tag.NEGATIVE_BIG: (bytes, Decoder._negative_big),
    Tag.REFERENCE: (int, _reference),
    Tag.SURROGATE_TEXT: (bytes, Decoder._surrogate_text),
    Tag.BYTEARRAY: (bytes, lambda _, data: bytearray(data)),
    Tag.SINGLETON: (str, Decoder._singleton),
    Tag.NAMED: (str, Decoder._named),
}

_COMPOSERS: dict[Tag, Callable[[Decoder, _Frame], Any]] = {
    Tag.TUPLE: Decoder._tuple,
    Tag.DICT: Decoder._dict,
    Tag.SET: Decoder._set,
    Tag.FROZENSET: Decoder._frozenset,
    Tag.COMPLEX: Decoder._complex,
    Tag.RANGE: Decoder._range,
    Tag.SLICE: Decoder._slice,
    Tag.INSTANCE: Decoder._instance,
    Tag.EXCEPTION: Decoder._exception,
    Tag.GUEST_HANDLE: Decoder._handle,
    Tag.HOST_HANDLE: Decoder._handle,
}


def values(items: list[Any]) -> list[Any]:
    """The items, which must all be values. Raises WireError for a part of the format."""
    for item in items:
        if type(item) is Part:
            raise WireError("an array or container without the tag 28 in the place of a value")
    return items


def fields(items: list[Any], *types: Any) -> list[Any]:
    """The items, which must be of these exact types. Raises WireError."""
    if len(items) != len(types):
        raise WireError(f"{len(items)} fields in the place of {len(types)}")
    for item, wanted in zip(items, types, strict=True):
        allowed = wanted if isinstance(wanted, tuple) else (wanted,)
        if type(item) not in allowed:
            raise WireError(f"field of type {type(item).__name__}, not {wanted}")
    return items


def texts(part: Part) -> list[str]:
    """The strings of an array of strings. Raises WireError."""
    if part.tag is not None or any(type(item) is not str for item in part.items):
        raise WireError("array of texts expected")
    return part.items


def class_names(name: str, part: Part) -> list[str]:
    """The names of an MRO, from the class itself to `object`. Raises WireError."""
    names = texts(part)
    well_formed = all(_CLASS_NAME.fullmatch(one) for one in names)
    if not names or names[0] != name or names[-1] != "builtins:object" or not well_formed:
        raise WireError(f"MRO of {name!r}: {names}")
    if len(set(names)) != len(names):
        raise WireError(f"MRO of {name!r} repeats a class")
    return names


def plain(part: Any) -> list[Any]:
    """The items of an untagged array of the format. Raises WireError."""
    if type(part) is not Part or part.tag is not None:
        raise WireError(f"array expected, not {type(part).__name__}")
    return part.items


def fill_dict(target: dict[Any, Any], items: list[Any]) -> None:
    """Add keys and values in turn. Raises WireError for odd, unhashable or repeated ones."""
    values(items)
    if len(items) % 2:
        raise WireError("dict with a key without a value")
    try:
        target.update(zip(items[::2], items[1::2], strict=True))
    except TypeError as error:
        raise WireError(f"dict: {error}") from None
    if len(target) != len(items) // 2:
        raise WireError("dict with a repeated key")


def fill_set(target: set[Any], items: list[Any]) -> None:
    """Add the elements one by one. Raises WireError for unhashable or repeated ones."""
    try:
        for item in values(items):
            target.add(item)
    except TypeError as error:
        raise WireError(f"set: {error}") from None
    if len(target) != len(items):
        raise WireError("set with a repeated element")


def build_instance(items: list[Any]) -> object:
    """An instance of a value class. Raises WireError if class or arguments are wrong."""
    name, arguments = fields(items, str, Part)
    row = BY_NAME.get(name)
    if row is None:
        raise WireError(f"{name} is not a value class")
    try:
        return row.build(values(plain(arguments)))
    except (TypeError, ValueError, ArithmeticError) as error:
        raise WireError(f"{name}: {error}") from None


def _exception_parts(items: list[Any]) -> exceptions.ExceptionParts:
    if len(items) != 11:
        raise WireError(f"exception with {len(items)} fields")
    name, mro, arguments, text, cause, context, suppress, notes, lines, flat, handle = items
    fields([name, mro, arguments, suppress], str, Part, Part, bool)
    fields([notes, lines, flat], Part, Part, Part)
    fields([text], (str, type(None)))
    for other in (cause, context):
        if other is not None and not isinstance(other, BaseException):
            raise WireError("cause or context is not an exception")
    attributes: dict[str, Any] = {}
    fill_dict(attributes, plain(flat))
    return exceptions.ExceptionParts(
        name,
        tuple(class_names(name, mro)),
        values(plain(arguments)),
        text,
        cause,
        context,
        suppress,
        texts(notes),
        [exceptions.TracebackLine(*fields(plain(line), str, int, str)) for line in plain(lines)],
        attributes,
        handle,
    )
