"""The tags and limits of the format: section 2 of `docs/wire-format.md`."""

from enum import IntEnum

FORMAT_VERSION = 1
MAXIMUM_DEPTH = 4000
CHANNEL_DESCRIPTOR = 2**31 - 1
"""The WASI descriptor of the host channel (section 7)."""


class Tag(IntEnum):
    """Every tag that may occur."""

    POSITIVE_BIG = 2
    NEGATIVE_BIG = 3
    SHARED = 28
    REFERENCE = 29
    SURROGATE_TEXT = 17920
    COMPLEX = 17921
    TUPLE = 17922
    DICT = 17923
    SET = 17924
    FROZENSET = 17925
    BYTEARRAY = 17926
    RANGE = 17927
    SLICE = 17928
    SINGLETON = 17929
    INSTANCE = 17930
    EXCEPTION = 17931
    GUEST_HANDLE = 17932
    HOST_HANDLE = 17933
    NAMED = 17934


class Major(IntEnum):
    """CBOR's major types."""

    UNSIGNED = 0
    NEGATIVE = 1
    BYTES = 2
    TEXT = 3
    ARRAY = 4
    MAP = 5
    TAG = 6
    SIMPLE = 7


FALSE = 0xF4
TRUE = 0xF5
NULL = 0xF6
FLOAT64 = 0xFB
