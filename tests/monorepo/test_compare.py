"""Edits in repositories of several sizes: what the figures are, and what the page shows."""

from __future__ import annotations

from bench.monorepo.compare import OTHERS, compared, more, written
from bench.monorepo.measure import Edited


def edited(wall: float, processes: float, *, is_exact: bool = True) -> Edited:
    return Edited("body", "acme.a.b", 29, (wall,), {"interface": 1}, processes, is_exact)


def test_figures_are_medians_and_differences_are_taken_round_by_round() -> None:
    rounds = [edited(10.0, 9.0), edited(14.0, 13.9), edited(11.0, 10.5)]
    found = compared(10_000, 22, rounds)
    assert (found.wall, found.processes, found.beside) == (11.0, 10.5, 0.5)
    assert (found.importers, found.crates, found.is_exact) == (29, 22, True)
    assert not compared(100, 5, [*rounds, edited(1.0, 1.0, is_exact=False)]).is_exact


def test_the_page_shows_a_row_for_each() -> None:
    page = written([compared(10_000, 22, [edited(10.25, 9.5)])])
    assert "| 10,000 | 22 | 29 | 10.25 | 9.50 | 0.75 | yes |" in page


def test_more_modules_have_nothing_of_the_first() -> None:
    found = more(60, seed=1)
    assert all(path.startswith(f"{OTHERS}/") for path in found)
    assert not any("acme" in text for text in found.values())
    assert any(f"import {OTHERS}." in text or f"from {OTHERS}." in text for text in found.values())
