"""Corrections fit the interpreter's sources, and make them do what CPython's C code does."""

import sys
import sysconfig
import types
from pathlib import Path

import pytest

from ferrotype.library.composed import COMPOSED, composed
from ferrotype.library.correction import Correction
from ferrotype.library.corrections import CORRECTIONS, corrected
from ferrotype.library.sources import SourceFile, library_root


@pytest.mark.parametrize("module", CORRECTIONS)
def test_rows_fit_the_source(module: str) -> None:
    library = Path(sysconfig.get_paths()["stdlib"])
    place = module.replace(".", "/")
    is_package = (library / place).is_dir()
    place += "/__init__.py" if is_package else ".py"
    is_composed = module in COMPOSED
    path = library if is_composed else library / place
    original = composed(module, library) if is_composed else path.read_bytes()
    changed = corrected(module, original)
    assert changed != original
    compile(changed, module, "exec")
    file = SourceFile(module, path, f"{library_root().display}/{place}", is_package=is_package)
    assert file.read() == changed
    # A program's own module of that name is its own.
    assert is_composed or SourceFile(module, path, place, is_package=False).read() == original


def test_a_source_that_a_row_does_not_fit_is_an_error() -> None:
    with pytest.raises(ValueError, match="occurs 2 times, not 1"):
        corrected("m", b"a a", [Correction("a", "b")])


def test_other_modules_stay_as_they_are() -> None:
    assert corrected("textwrap", b"\xff") == b"\xff"


EXPRESSIONS = """\
date(0, 1, 1); date(2020, 13, 1); date(2020, 2, 30); date(2020, 1); datetime(2020, 2, 30)
time(24); time(0, 60); time(0, 0, 60); time(0, 0, 0, 10**6); time(0, fold=2); time(tzinfo=5)
timedelta(days=10**9); date.max + timedelta(1); datetime.min - timedelta(1)
date(2020, 1, 1) < datetime(2020, 1, 1); datetime(2020, 1, 1) < date(2020, 1, 1)
datetime(2020, 1, 1) - datetime(2020, 1, 1, tzinfo=timezone.utc); time(1) < time(1, tzinfo=timezone.utc)
datetime(2020, 1, 1) < datetime(2020, 1, 1, tzinfo=timezone.utc)
date.fromisoformat("2020-13-01"); date.fromisoformat("x"); date.fromisoformat("2020-W54-1")
time.fromisoformat("25:00"); time.fromisoformat("10:00+25:00"); time.fromisoformat("T")
datetime.fromisoformat("2020-01-01T25:00"); datetime.fromisoformat("2020-02-30T00:00")
timezone(timedelta(days=1)); timezone(1); timezone(timedelta(0), 5); timezone.utc.utcoffset(1)
timezone.utc.tzname(1); timezone.utc.dst(1); timezone.utc.fromutc(1); tzinfo().utcoffset(None)
tzinfo().tzname(None); tzinfo().dst(None); tzinfo().fromutc(1); tzinfo().fromutc(datetime(1, 1, 1))
date(2020, 1, 1).isocalendar(); date.fromisocalendar(2020, 1, 8); date.fromisocalendar("a", 1, 1)
date.fromordinal(0); date.fromordinal("a"); date.fromordinal(10**7); date(2020, 1, 1).strftime(5)
datetime(2020, 1, 1).isoformat(5); datetime.combine(1, 2); datetime.combine(date.min, 2)
datetime.fromtimestamp(float("nan"), timezone.utc); datetime(2020, 1, 1).astimezone(5)
repr(datetime(2020, 1, 1, 1, 1, fold=1, tzinfo=timezone.utc))
"""


def test_datetime_does_what_the_c_version_does(monkeypatch: pytest.MonkeyPatch) -> None:
    import _datetime  # type: ignore[import-not-found]

    monkeypatch.setitem(sys.modules, "_datetime", None)
    path = Path(sysconfig.get_paths()["stdlib"]) / "datetime.py"
    translated = types.ModuleType("datetime")
    exec(compile(corrected("datetime", path.read_bytes()), "datetime.py", "exec"), vars(translated))
    for expression in EXPRESSIONS.replace("\n", ";").split(";"):
        if expression.strip():
            expected = outcome(_datetime, expression.strip())
            assert outcome(translated, expression.strip()) == expected, expression


def outcome(module: types.ModuleType, expression: str) -> str:
    try:
        return repr(eval(expression, dict(vars(module))))
    except Exception as error:
        return f"{type(error).__name__}{error.args!r}"
