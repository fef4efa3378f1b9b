"""Every diagnostic is whole, renders to one line and is explained."""

import json

import pytest

from ferrotype.diagnostics import (
    Diagnostic,
    DiagnosticRow,
    Diagnostics,
    Refused,
    Span,
    codes,
    render_explanation,
    render_json,
    render_text,
)
from ferrotype.diagnostics.table import TABLE, make_table

ROWS = pytest.mark.parametrize("row", TABLE.values(), ids=lambda row: row.code)


def report(row: DiagnosticRow, span: Span | None = None) -> Diagnostic:
    values = {name: f"the {name}" for name in row.fields()}
    return Diagnostics().report(row, span, **values)


@ROWS
def test_row_is_whole(row: DiagnosticRow) -> None:
    for text in (row.title, row.what, row.why, row.to_do, row.example):
        assert text.strip() == text and text
    assert "\n" not in row.what + row.why + row.to_do + row.title
    assert not row.to_do.endswith(".")
    assert getattr(codes, row.name) is row


@ROWS
def test_text_is_one_line_with_place_and_code(row: DiagnosticRow) -> None:
    text = render_text(report(row, Span("a/b.py", 3, 7)))
    assert text.startswith(f"a/b.py:3:7: error[{row.code}]: ")
    assert "\n" not in text
    assert all(f"the {name}" in text for name in row.fields())


@ROWS
def test_json_is_one_line_and_says_the_same(row: DiagnosticRow) -> None:
    diagnostic = report(row, Span("a.py", 3, 7, 3, 9))
    line = render_json(diagnostic)
    content = json.loads(line)
    assert "\n" not in line
    assert content["code"] == row.code
    assert content["span"]["end_column"] == 9
    assert content["message"] == diagnostic.message


@ROWS
def test_explanation_names_code_and_shows_the_example(row: DiagnosticRow) -> None:
    page = render_explanation(row)
    assert page.startswith(f"{row.code}: {row.title}\n")
    assert row.example.splitlines()[0] in page
    assert "none is known" not in page
    assert " ".join(row.background.split()) in " ".join(page.split())


@pytest.mark.parametrize(
    "row", [codes.INTERNAL_ERROR, codes.GENERATED_RUST_REJECTED, codes.ENGINE_TRAP]
)
def test_what_a_user_cannot_mend_is_explained_at_length(row: DiagnosticRow) -> None:
    assert "exit status is 70" in row.background


def test_names_in_codes_are_exactly_the_table() -> None:
    assert sorted(codes.__all__) == sorted(row.name for row in TABLE.values())


def test_table_refuses_duplicates() -> None:
    row = codes.SYNTAX_ERROR
    with pytest.raises(ValueError, match="FT0001 SYNTAX_ERROR is in the table already"):
        make_table([row, row])


def test_message_without_a_file_names_the_program() -> None:
    text = render_text(report(codes.INTERRUPTED))
    assert text.startswith("ferrotype: error[FT0812]: ")
    assert json.loads(render_json(report(codes.INTERRUPTED)))["span"] is None


def test_collector_sorts_by_place_and_keeps_each_report_once() -> None:
    diagnostics = Diagnostics()
    for line in (9, 2, 9):
        diagnostics.report(codes.DYNAMIC_CODE, Span("a.py", line, 1), name="eval")
    spans = [diagnostic.span for diagnostic in diagnostics.reported]
    assert spans == [Span("a.py", 2, 1), Span("a.py", 9, 1)]
    with pytest.raises(Refused) as refused:
        diagnostics.raise_if_any()
    assert refused.value.diagnostics == diagnostics.reported


def test_report_refuses_values_that_the_row_has_not() -> None:
    with pytest.raises(ValueError, match="DYNAMIC_CODE takes"):
        Diagnostics().report(codes.DYNAMIC_CODE, None, nmae="eval")
