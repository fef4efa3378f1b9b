"""What a receiver rejects, what a sender refuses, and how exceptions cross."""

from typing import Any

import pytest

from ferrotype.wire import Raised, Refused, RefusedAnswer, Request, WireError
from ferrotype.wire.messages import (
    decode_request,
    decode_response,
    encode_request,
    encode_response,
)
from ferrotype.wire.tags import MAXIMUM_DEPTH
from tests.wire.parties import conversations


def request_with(argument: str) -> bytes:
    """A request `x` with one argument, given as hexadecimal digits."""
    return bytes.fromhex("84 6178 81" + argument + "80 80")


@pytest.mark.parametrize(
    ("argument", "reason"),
    [
        ("1800", "not the shortest"),
        ("1900ff", "not the shortest"),
        ("9fff", "indefinite"),
        ("a0", "major type 5"),
        ("f93c00", "simple value or float"),
        ("80", "without the tag 28"),
        ("d81c d81c 80", "tag 28 inside"),
        ("d81c 01", "tag 28 around int"),
        ("d81d 00", "reference to shared value 0"),
        ("d81c d94602 81 d81d 00", "not complete"),
        ("c2 49 00ffffffffffffffff", "big integer"),
        ("c2 48 ffffffffffffffff", "big integer"),
        ("61 ff", "not UTF-8"),
        ("d94600 41 61", "without surrogates"),
        ("d81c d94603 81 01", "key without a value"),
        ("d81c d94603 84 01 02 01 03", "repeated key"),
        ("d81c d94603 82 d81c 80 03", "unhashable"),
        ("d81c d94604 82 01 01", "repeated element"),
        ("d94607 83 00 01 00", "step 0"),
        ("d9460a 82 61 78 80", "without the tag 28"),
        ("d81c d9460a 82 61 78 80", "not a value class"),
        ("d94609 61 78", "unknown singleton"),
        ("d94650 61 78", "unknown tag"),
        ("d9460d 85 05 61 78 80 80 f6", "no handle 5"),
        ("d9460e 61 78", "unknown name"),
        ("5b ffffffffffffffff", "message ends"),
        ("9b 00ffffffffffffff", "array of"),
    ],
)
def test_malformed_is_rejected(argument: str, reason: str) -> None:
    host, _ = conversations()
    with pytest.raises(WireError, match=reason):
        decode_request(host, request_with(argument))


def test_every_truncation_is_rejected() -> None:
    host, _ = conversations()
    whole = encode_request(host, Request("call", [[1, "two", {3: 4.0}]], {"k": b"v"}))
    for size in range(len(whole)):
        with pytest.raises(WireError):
            decode_request(conversations()[1], whole[:size])
    with pytest.raises(WireError, match="after the message"):
        decode_request(conversations()[1], whole + b"\0")


def test_tuple_that_contains_itself_is_refused() -> None:
    inner: list[Any] = []
    cycle = (inner,)
    inner.append(cycle)
    with pytest.raises(Refused, match="contains itself"):
        encode_request(conversations()[0], Request("x", [cycle]))


def test_depth() -> None:
    deep: list[Any] = []
    for _ in range(MAXIMUM_DEPTH - 50):
        deep = [deep]
    host, guest = conversations()
    (received,) = decode_request(guest, encode_request(host, Request("x", [deep]))).arguments
    depth = 0
    while received:
        (received,) = received
        depth += 1
    assert depth == MAXIMUM_DEPTH - 50
    for _ in range(100):
        deep = [deep]
    with pytest.raises(Refused, match="nested more than"):
        encode_request(conversations()[0], Request("x", [deep]))


def raised_by(function: Any) -> BaseException:
    try:
        function()
    except BaseException as error:
        return error
    raise AssertionError("did not raise")


class Unknown(LookupError):
    """A class that the receiver does not have."""


def fail() -> None:
    try:
        b"\xff".decode()
    except UnicodeDecodeError as cause:
        error = Unknown("what", 5)
        error.add_note("a note")
        error.position = 7  # type: ignore[attr-defined]
        raise error from cause


def test_exception() -> None:
    host, guest = conversations()
    original = raised_by(fail)
    response = decode_response(host, encode_response(guest, Raised(original)))
    assert isinstance(response, Raised) and response.parts is not None
    copy: Any = response.exception
    assert type(response.exception) is Unknown and copy.args == ("what", 5)
    assert copy.__notes__ == ["a note"] and copy.position == 7 and copy.__suppress_context__
    cause: Any = copy.__cause__
    assert str(cause) == str(original.__cause__) and cause.start == 0
    assert response.parts.text == str(original)
    assert response.parts.traceback[-1].function == "fail"
    assert response.parts.ancestry[1] == "builtins:LookupError"


def test_refusal() -> None:
    host, guest = conversations()
    answer = RefusedAnswer("FT0901", "no such thing")
    assert decode_response(host, encode_response(guest, answer)) == answer
