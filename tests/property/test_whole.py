"""The generator of whole programs reaches all of its tables, and what it gives is Python."""

from tests.property.shrinking import candidates
from tests.property.whole import GRAMMAR, is_valid, make_whole


def test_a_seed_always_gives_the_same_program() -> None:
    assert make_whole(7) == make_whole(7)
    assert make_whole(7).text != make_whole(8).text


def test_every_table_is_reached() -> None:
    assert set(GRAMMAR.tables) - GRAMMAR.reached("part") == set()
    assert GRAMMAR.blocks <= set(GRAMMAR.tables)


TEXT = """\
def first(a):
    try:
        return a + [x for x in range(3)]
    finally:
        print(a)
show(first)"""


def test_smaller_programs_are_valid_and_smaller() -> None:
    found = list(candidates(TEXT))
    assert "def first(a):\n    print(a)\nshow(first)" in found
    assert "show(first)" in found
    assert all(is_valid(smaller) for smaller in found)
