"""The plugin's wheel, loaded by a repository that has nothing else of ours but the compiler's wheel.

Pants itself is the one that runs the tests: `./pants` is copied, and finds it in the user's cache.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SETTINGS = """
[GLOBAL]
pants_version = "2.17.1"
plugins = ["ferrotype-pants"]
backend_packages = ["pants.backend.python", "ferrotype_pants"]
pantsd = false

[source]
root_patterns = ["/"]

[python]
interpreter_constraints = ["CPython==3.11.*"]

[python-repos]
find_links = ["file://{wheels}"]

[anonymous-telemetry]
enabled = false
"""
BUILD = """
python_sources()
python_to_rust_crate(name="crate", dependencies=[":app"])
wasm_module(name="main", dependencies=[":crate"], entry_point="app.main")
"""
MAIN = """
from app.numbers import scaled

print(scaled(2**70))
"""
NUMBERS = """
def scaled(value: int) -> int:
    return value * 3
"""


def built(pattern: str) -> Path:
    """The only file of this name, in a sandbox at its top, in the repository in `dist`."""
    (found,) = (path for place in (REPOSITORY, REPOSITORY / "dist") for path in place.glob(pattern))
    return found


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("second")
    wheels, root = folder / "wheels", folder / "repository"
    for path in (wheels, root / "app"):
        path.mkdir(parents=True)
    for pattern in ("ferrotype-*.whl", "ferrotype_pants-*.whl"):
        shutil.copy2(built(pattern), wheels)
    shutil.copy2(REPOSITORY / "pants", root / "pants")
    files = {"pants.toml": SETTINGS.format(wheels=wheels), "app/BUILD": BUILD}
    files |= {"app/__init__.py": "", "app/main.py": MAIN, "app/numbers.py": NUMBERS}
    for name, text in files.items():
        (root / name).write_text(text)
    return root


def test_a_program_is_packaged_and_compared_in_a_repository_with_the_wheels_alone(
    repository: Path,
) -> None:
    variables = ("HOME", "PATH", "FERROTYPE_CACHE")
    environment = {name: os.environ[name] for name in variables if name in os.environ}
    environment |= {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    finished = subprocess.run(
        [repository / "pants", "package", "test", "app:main"],
        cwd=repository,
        env={**environment, "PANTS_LOCAL_STORE_DIR": str(repository.parent / "store")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=900,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout
    assert (repository / "dist/app/main.wasm").read_bytes().startswith(b"\0asm")
    assert "app:main succeeded" in finished.stdout
    assert "ferrotype: 3 translated, 0 reused, 0 refused, 1 verified" in finished.stdout


@pytest.mark.parametrize("pattern", ["ferrotype-*.whl", "ferrotype_pants-*.whl"])
def test_a_wheel_does_not_tell_when_it_was_made_and_with_which_umask(pattern: str) -> None:
    with zipfile.ZipFile(built(pattern)) as wheel:
        members = wheel.infolist()
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    # The last of these is what its builder gives the list of files that it writes itself.
    modes = {member.external_attr >> 16 & 0o777 for member in members}
    assert modes <= {0o644, 0o755, 0o664}
