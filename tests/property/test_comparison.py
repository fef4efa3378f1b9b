"""What of a difference counts."""

from pathlib import Path

from tests.property.comparison import are_addresses, run_reference


def test_only_lines_that_cpython_prints_otherwise_each_time_are_addresses(tmp_path: Path) -> None:
    source = tmp_path / "programs.py"
    source.write_text("print('text')\nprint(hash(object()))\n")
    expected = run_reference(source, [7])[7]
    assert expected[0] == "text"
    assert are_addresses(source, 7, expected, ["text", "1", ""])
    assert not are_addresses(source, 7, expected, ["other", "1", ""])
    assert not are_addresses(source, 7, expected, ["text", "1", "more", ""])
