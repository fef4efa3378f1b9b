"""What the link of a whole program takes for a name that the runtime looks up, and which names ask for slots."""

import os
import re

from ferrotype.toolchain import runtime_sources
from ferrotype.toolchain.gates import UNWRAPPED, are_special, is_list_of_names
from ferrotype.toolchain.objects import Symbol


def datum(name: str, content: bytes = b"", *targets: Symbol) -> Symbol:
    references = [(target, 4 * place) for place, target in enumerate(targets)]
    return Symbol(
        name,
        is_local=True,
        is_defined=True,
        is_function=False,
        references=references,
        content=content,
    )


TEXT = datum(".Lanon.1", b"__prepare__")
PLACE = datum("PLACE", b"\0" * 40)
SENTENCE = datum(".Lanon.2", b"cls, *args")


def test_a_name_has_its_text_and_a_place() -> None:
    assert is_list_of_names(datum("NAME", b"\0" * 12, TEXT, PLACE))
    assert is_list_of_names(datum("NAME", b"\0" * 12, TEXT, datum("PLACE")))


def test_what_refers_to_anything_else_is_no_name() -> None:
    assert not is_list_of_names(datum("ROW", b"\0" * 12, TEXT, SENTENCE))
    assert not is_list_of_names(datum("EMPTY", b"\0" * 12, PLACE))


def test_no_slot_is_shown_under_a_name_that_is_said_to_have_none() -> None:
    table = runtime_sources(os.environ) / "runtime/src/classes/python_slots.rs"
    _, _, rows = table.read_text().rpartition("names! {")
    names = {
        name.encode() for name in re.findall(r'^    "(__\w+__)" ', rows, re.MULTILINE)
    }
    assert {b"__init__", b"__rmul__", b"__anext__"} <= names
    assert not names & UNWRAPPED


def test_a_special_name_asks_for_slots_also_in_a_format() -> None:
    assert are_special(datum("NAME", b"__len__"))
    assert are_special(datum("TEXT", b"{0.__hash__}"))
    assert not are_special(datum("NAME", b"__name__"))
    assert not are_special(datum("NAME", b"append"))
