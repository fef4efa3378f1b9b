"""Every value that one side sends, the other receives: same bits, order and sharing."""

import collections
import datetime
import decimal
import fractions
import struct
from typing import Any

import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ferrotype.wire import Request, Returned
from ferrotype.wire.messages import (
    decode_request,
    decode_response,
    encode_request,
    encode_response,
)
from tests.wire.parties import conversations, same

hashable_scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-(2**200), 2**200),
    st.floats(allow_nan=False),
    st.complex_numbers(allow_nan=False),
    st.text(st.characters(exclude_categories=())),
    st.binary(),
    st.builds(range, st.integers(), st.integers(), st.integers(1)),
    st.just(Ellipsis),
    st.dates(),
    st.datetimes(timezones=st.none() | st.timezones().map(lambda _: datetime.UTC)),
    st.times(),
    st.timedeltas(),
    st.decimals(allow_nan=False),
    st.fractions(),
    st.sampled_from([len, int, print, ValueError]),
)
scalars = hashable_scalars | st.floats() | st.builds(slice, st.integers(), st.none(), st.text())
keys = hashable_scalars | st.tuples(hashable_scalars, st.frozensets(st.integers(), max_size=3))


def _containers(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(keys, inner, max_size=3),
        st.sets(keys, max_size=3),
        st.frozensets(keys, max_size=3),
        st.binary().map(bytearray),
        # The same object twice: sharing has to survive.
        inner.map(lambda value: [value, (value, value)]),
    )


values = st.recursive(scalars, _containers, max_leaves=6)


@given(values)
def test_argument_arrives(value: Any) -> None:
    host, guest = conversations()
    data = encode_request(host, Request("call", [value], {"keyword": value}))
    received = decode_request(guest, data)
    same([value, value], [received.arguments[0], received.keywords["keyword"]])


@given(values)
def test_encoding_is_deterministic_cbor(value: Any) -> None:
    first, second = (encode_request(conversations()[0], Request("x", [value])) for _ in range(2))
    assert first == second
    # Every byte is CBOR to an independent reader; unknown tags stay CBORTag there.
    assert cbor2.loads(first)[0] == "x"


@given(values)
def test_argument_comes_back_as_the_same_object(value: Any) -> None:
    host, guest = conversations()
    box = [value]
    received = decode_request(guest, encode_request(host, Request("call", [box])))
    answer = encode_response(guest, Returned((received.arguments[0], 5)))
    response = decode_response(host, answer)
    assert isinstance(response, Returned)
    assert response.value[0] is box


@given(
    st.lists(values, max_size=3),
    st.dictionaries(keys, values, max_size=3),
    st.sets(keys, max_size=3),
    st.binary(),
    values,
)
@settings(max_examples=30)
def test_mutations_come_back(
    a: list[Any], b: dict[Any, Any], c: set[Any], d: bytes, new: Any
) -> None:
    host, guest = conversations()
    arguments = [a, b, c, bytearray(d)]
    received = decode_request(guest, encode_request(host, Request("call", arguments)))
    for target in received.arguments:
        mutate(target, new)
    decode_response(host, encode_response(guest, Returned(None)))
    same(list(received.arguments[:2]), arguments[:2])
    assert received.arguments[2:] == arguments[2:]


def mutate(target: Any, new: Any) -> None:
    """Change a container in a way that its type allows."""
    if type(target) is list:
        target.insert(0, new)
    elif type(target) is dict:
        target["new"] = [new, target]
    elif type(target) is set:
        target.add("new")
    else:
        target.extend(b"new")


def test_cycle_through_mutable() -> None:
    host, guest = conversations()
    cycle: list[Any] = [1]
    cycle.append({"self": cycle})
    (received,) = decode_request(guest, encode_request(host, Request("x", [cycle]))).arguments
    assert received[1]["self"] is received


def test_nan_keeps_payload_and_identity() -> None:
    host, guest = conversations()
    (nan,) = struct.unpack(">d", bytes.fromhex("fff8000000012345"))
    (received,) = decode_request(guest, encode_request(host, Request("x", [[nan, nan]]))).arguments
    assert struct.pack(">d", received[0]).hex() == "fff8000000012345"
    assert received[0] is received[1]


@pytest.mark.parametrize(
    "value",
    [
        collections.OrderedDict([("b", 1), ("a", 2)]),
        collections.defaultdict(list, {"x": [1]}),
        collections.Counter("mississippi"),
        collections.deque([1, 2, 3], maxlen=5),
        datetime.timezone(datetime.timedelta(hours=-7), "there"),
        datetime.datetime(2020, 1, 2, 3, 4, 5, 6, datetime.UTC, fold=1),
        decimal.Decimal("-0E+5"),
        decimal.Decimal("sNaN123"),
        fractions.Fraction(-7, 3),
    ],
    ids=repr,
)
def test_value_classes(value: object) -> None:
    host, guest = conversations()
    (received,) = decode_request(guest, encode_request(host, Request("x", [value]))).arguments
    assert type(received) is type(value) and repr(received) == repr(value)


def test_value_class_that_the_module_lacks_goes_by_handle() -> None:
    host, guest = conversations(without=frozenset({"decimal"}))
    number = decimal.Decimal("1.5")
    (received,) = decode_request(guest, encode_request(host, Request("x", [number]))).arguments
    assert received.handle.class_name == "decimal:Decimal"
    response = decode_response(host, encode_response(guest, Returned([received])))
    assert isinstance(response, Returned) and response.value[0] is number


def test_mutation_of_deque() -> None:
    host, guest = conversations()
    queue = collections.deque([1, 2])
    (received,) = decode_request(guest, encode_request(host, Request("x", [queue]))).arguments
    received.append(3)
    decode_response(host, encode_response(guest, Returned(received)))
    assert list(queue) == [1, 2, 3]
