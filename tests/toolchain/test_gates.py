"""What the link of a whole program takes for a name that the runtime looks up."""

from ferrotype.toolchain.gates import is_list_of_names
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
