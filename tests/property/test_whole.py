"""The generator of whole programs draws all of its tables, and what it gives is Python."""

from random import Random

from tests.property.shrinking import candidates
from tests.property.templates import Drawing
from tests.property.whole import GRAMMAR, draw_parts, is_valid, make_whole


def test_a_seed_always_gives_the_same_program() -> None:
    assert make_whole(7) == make_whole(7)
    assert make_whole(7).text != make_whole(8).text


def test_every_table_is_drawn() -> None:
    used: set[str] = set()
    for seed in range(150):
        drawing = Drawing(GRAMMAR, Random(seed))
        draw_parts(drawing, 3)
        used |= drawing.used
    assert [name for name, rows in GRAMMAR.tables.items() if not used & rows.keys()] == []


def test_every_place_has_a_table() -> None:
    assert GRAMMAR.missing_tables() == set()


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
