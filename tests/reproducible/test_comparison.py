"""What is said of two folders that differ, and that nothing is said of two that do not."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.reproducible.comparison import differences, first_difference, place_of

# One function without parameters, an empty body, and a section of a name.
_MODULE = b"\0asm\1\0\0\0" b"\1\4\1\x60\0\0" b"\3\2\1\0" b"\x0a\4\1\2\0\x0b" b"\0\5\4name"


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Two that are the same."""
    for name in ("one", "two"):
        (tmp_path / name / "inner").mkdir(parents=True)
        (tmp_path / name / "inner/text").write_bytes(b"text")
        (tmp_path / name / "link").symlink_to("inner/text")
    return tmp_path / "one", tmp_path / "two"


def test_nothing_is_said_of_folders_that_are_the_same(folders: tuple[Path, Path]) -> None:
    assert differences(*folders) == []


def test_a_umask_is_no_difference(folders: tuple[Path, Path]) -> None:
    (folders[1] / "inner/text").chmod(0o600)
    (folders[1] / "inner").chmod(0o700)
    assert differences(*folders) == []


def test_every_kind_of_difference_is_said(folders: tuple[Path, Path]) -> None:
    first, second = folders
    (first / "only").mkdir()
    (second / "link").unlink()
    (second / "link").symlink_to("elsewhere")
    (first / "mode").touch(0o755)
    (second / "mode").touch(0o644)
    (first / "kind").mkdir()
    (second / "kind").touch()
    (second / "inner/text").write_bytes(b"test!")
    assert differences(first, second) == [
        "inner/text: 4 and 5 bytes, differ at offset 2: b'xt' and b'st!'",
        "kind: folder and file",
        "link: 10 and 9 bytes, differ at offset 0: b'inner/text' and b'elsewhere'",
        "mode: mode 700 and 600",
        "only: only in the first",
    ]


@pytest.mark.parametrize(
    "first, second, offset", [(b"abc", b"abd", 2), (b"ab", b"abc", 2), (b"", b"a", 0), (b"b", b"a", 0)]
)
def test_the_first_difference(first: bytes, second: bytes, offset: int) -> None:
    assert first_difference(first, second) == offset


@pytest.mark.parametrize(
    "offset, place",
    [(3, ""), (8, "section type"), (13, "section type"), (14, "section function")]
    + [(21, "section code"), (30, "section custom 'name'"), (len(_MODULE), "section custom 'name'")],
)
def test_a_place_in_a_module_is_its_section(offset: int, place: str) -> None:
    assert place_of(_MODULE, offset) == place


def test_a_place_in_a_zip_file_is_its_member() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a", "1")
        archive.writestr("b", "2")
        second = archive.infolist()[1].header_offset
    content = buffer.getvalue()
    assert place_of(content, 10) == "member a"
    assert place_of(content, second) == "member b"
    assert place_of(content, len(content) - 1) == "the directory of the zip file"
