"""Whatever bytes arrive, a host raises WireError or understands them; it never fails otherwise."""

from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ferrotype.host.party import HostParty
from ferrotype.host.remote import ClassRegistry
from ferrotype.wire import Conversation, Request, WireError
from ferrotype.wire.messages import decode_request, decode_response, encode_request
from tests.wire.parties import conversations


class NoModule:
    """Stands where a host has the library."""

    def operate(self, operation: str, *arguments: Any, **keywords: Any) -> Any:
        raise AssertionError("decoding must not call the module")

    def release_later(self, number: int) -> None:
        """Stand-ins may be collected."""


LIBRARY = NoModule()


def host() -> Conversation:
    modules = frozenset({"guest", "datetime", "collections"})
    return Conversation(HostParty(ClassRegistry(LIBRARY, modules), LIBRARY, modules))


SEEDS = [
    encode_request(conversations()[0], Request("call", arguments, {"key": None}))
    for arguments in (
        [[1, -5, 2**70, 1.5, "é", "\ud800", b"x", bytearray(b"y"), (1, (2,)), ...]],
        [{1: [2], "a": {3, 4}}, frozenset({5}), range(3), slice(1, None), 2j],
        [ValueError("x"), LookupError, len, object(), [].append],
    )
]


def tried(data: bytes) -> None:
    for decode in (decode_request, decode_response):
        try:
            decode(host(), data)
        except WireError:
            continue


@given(st.binary(max_size=60))
def test_random(data: bytes) -> None:
    tried(data)


@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=4),
)
@settings(max_examples=1500, deadline=None)
def test_changed(seed: bytes, changes: list[tuple[int, int]]) -> None:
    data = bytearray(seed)
    for position, value in changes:
        data[position % len(data)] = value
    tried(bytes(data))


HEAD = "84 6178 81"
HANDLE = "d9460c 85"


@given(st.sampled_from(["d9460e", "d81d", "d9460c"]), st.binary(max_size=12))
@example("d81d", bytes.fromhex("20"))  # reference to a negative number
@example("d9460e", bytes.fromhex("60"))  # an empty name
@example("d9460e", bytes.fromhex("61 2e"))  # a name that is a point
@example("d9460e", bytes.fromhex("68 6f732e 5f5f78 2e"))
@example("d9460c", bytes.fromhex("85 20 6161 80 80 f6"))  # a negative handle
@example("d9460c", bytes.fromhex("85 00 60 80 80 f6"))
@example("d9460e", b"\x6dantigravity.x")
@settings(max_examples=500)
def test_tagged(tag: str, rest: bytes) -> None:
    tried(bytes.fromhex(HEAD + tag) + rest + bytes.fromhex("8080"))
