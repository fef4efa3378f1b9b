"""The host's side of library modules, against a guest written by hand (`mirror.wat`)."""

import gc
from pathlib import Path
from typing import Any

import pytest
import wasmtime

from ferrotype.host import (
    Library,
    Limits,
    Trapped,
    WrongModule,
    compile_module,
    run_command,
)
from ferrotype.host.remote import Remote
from ferrotype.wire import Refused, WireError

MIRROR = wasmtime.wat2wasm((Path(__file__).parent / "mirror.wat").read_text())


def mirror(**limits: Any) -> Library:
    return Library(compile_module(bytes(MIRROR), Limits(**limits)))


def test_describe() -> None:
    assert mirror().modules == ("mirror",)


def test_host_callable_is_called_over_the_channel() -> None:
    calls = []

    def record(*arguments: Any, **keywords: Any) -> list[int]:
        calls.append((arguments, keywords))
        return [1, 2, 3]

    result = mirror().operate("call", record, "one", 2, three=[3])
    assert result == [1, 2, 3]
    assert calls == [(("one", 2), {"three": [3]})]


def test_exception_of_the_host_comes_home_as_itself() -> None:
    error = LookupError("mine")

    def fail() -> None:
        raise error

    with pytest.raises(LookupError) as caught:
        mirror().operate("call", fail)
    assert caught.value is error


def test_nested_calls_share_one_conversation() -> None:
    library = mirror()
    depths = []

    def descend(depth: int) -> int:
        depths.append(depth)
        return depth if depth == 0 else 1 + int(library.operate("call", descend, depth - 1))

    assert library.operate("call", descend, 20) == 20
    assert depths == list(range(20, -1, -1))


def test_operations_reach_the_host() -> None:
    library = mirror()
    assert library.operate("add", [1], [2]) == [1, 2]
    assert library.operate("getitem", {"a": 5}, "a") == 5
    assert library.operate("divmod", 17, 5) == (3, 2)
    with pytest.raises(TypeError, match="unsupported operand"):
        library.operate("add", 1, "x")
    with pytest.raises(Refused, match="no operation 'nonsense'"):
        library.operate("nonsense", 1)


def test_large_messages() -> None:
    data = bytes(range(256)) * 100
    assert mirror().operate("call", bytes.upper, data) == data.upper()


def test_trap_breaks_the_instance() -> None:
    library = mirror()
    with pytest.raises(Trapped, match="unreachable"):
        library.operate("bool", 1)
    with pytest.raises(Trapped, match="ended before"):
        library.operate("add", 1, 2)


def test_time_limit() -> None:
    with pytest.raises(Trapped, match="time limit"):
        mirror(seconds=0.1).operate("str", 1)


def test_memory_limit() -> None:
    library = mirror(memory_bytes=1 << 20)
    with pytest.raises(Trapped):
        library.operate("call", len, bytes(2 << 20))


def test_refusal_that_ends_the_module() -> None:
    with pytest.raises(Trapped, match=r"status 3: error\[FT0999\]: refused by the test") as caught:
        mirror().operate("len", [])
    assert caught.value.status == 3


def test_bytes_that_are_not_the_format() -> None:
    library = mirror()
    with pytest.raises(WireError):
        library.operate("hash", 1)
    assert library.broken is not None


def test_missing_exports() -> None:
    text = '(module (memory (export "memory") 1) (func (export "ferrotype_call")))'
    with pytest.raises(WireError, match="no export ferrotype_allocate"):
        Library(compile_module(bytes(wasmtime.wat2wasm(text))))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"import sys\n", "it is not a WASM module"),
        (b"\0asm\1\0\0\0\xff\1\0", "it is not valid WASM: "),
        (bytes(wasmtime.wat2wasm('(module (func (export "_start")))')), "it is not a library of"),
    ],
)
def test_what_is_no_library_is_said_at_once(content: bytes, message: str) -> None:
    with pytest.raises(WrongModule, match=message):
        Library(compile_module(content))


def test_a_library_is_not_run_as_a_command() -> None:
    with pytest.raises(WrongModule, match="it has no program to run"):
        run_command(compile_module(bytes(MIRROR)), ["x"])


def test_stand_in_classes_have_the_mro_of_the_module() -> None:
    registry = mirror()._party.registry
    names = tuple(f"mirror:{name}" for name in "DBCA") + ("builtins:object",)
    derived = registry.class_of(names[0], names)
    b, c, a = (registry.class_of(f"mirror:{x}", (f"mirror:{x}", "builtins:object")) for x in "BCA")
    assert derived.__mro__ == (derived, b, c, a, Remote, object)
    assert not issubclass(b, c)
    assert issubclass(registry.class_of("mirror:B", ("mirror:B", "mirror:A", names[-1])), a)


def test_stand_in_exceptions() -> None:
    registry = mirror()._party.registry
    tail = ("builtins:KeyError", "builtins:LookupError", "builtins:AttributeError")
    end = ("builtins:Exception", "builtins:BaseException", "builtins:object")
    error = registry.exception_class("mirror:Both", ("mirror:Both", *tail, *end))
    assert issubclass(error, KeyError) and issubclass(error, AttributeError)
    with pytest.raises(LookupError, match="gone"):
        raise error("gone")
    assert error.__module__ == "mirror"


def test_host_handles_are_kept_until_released() -> None:
    library = mirror()
    party = library._party
    library.operate("call", gc.collect)
    held = len(party._kept)
    handle = party.handle_for(object())
    assert len(party._kept) == held + 1
    party.release([handle.number])
    with pytest.raises(WireError):
        party.own_object(handle.number)
