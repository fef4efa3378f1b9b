"""`./pants` where everything is there: it starts the native client, and nothing else."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Thread

import pytest

LAUNCHER = Path(__file__).resolve().parents[2] / "pants"
BASH = shutil.which("bash") or "/bin/bash"
CLIENT = """\
#!/bin/sh
echo "$$ $PWD $FERROTYPE_CACHE $_PANTS_SERVER_EXE ${LC_CTYPE:-none} $*"
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout beside a filled cache folder, whose client says how it was started."""
    checkout = tmp_path / "check out"
    checkout.mkdir()
    shutil.copy2(LAUNCHER, checkout / "pants")
    cache = tmp_path / "cache"
    version = constant("pants_version")
    tool = cache / "pants" / f"pex-{constant('pex_version')}"
    client = cache / "pants" / version / "bin/native_client"
    for path in (tool, cache / "pants" / version / "ready", cache / "toolchains/wasm32-wasip1.json"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    client.parent.mkdir(parents=True)
    client.write_text(CLIENT)
    client.chmod(0o755)
    stamp = f"# Written by ./pants for {tool}; not part of the repository.\n"
    (checkout / ".pants.rc").write_text(stamp)
    return checkout


def constant(name: str) -> str:
    line = next(one for one in LAUNCHER.read_text().splitlines() if f"readonly {name}=" in one)
    return line.partition("=")[2]


def start(
    command: list[str | Path], folder: Path, variables: Mapping[str, str]
) -> tuple[int, str, str]:
    """Start the launcher without anything on PATH; its process, what it said, its trace."""
    environment = {"PATH": "/nonexistent", "LANG": "C.UTF-8", **variables}
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    output, trace = process.communicate(timeout=60)
    assert process.returncode == 0, trace
    return process.pid, output, trace


def cache_of(root: Path) -> Path:
    return root.parent / "cache"


def test_the_client_has_the_same_umask_for_every_user(root: Path) -> None:
    client = cache_of(root) / "pants" / constant("pants_version") / "bin/native_client"
    client.write_text("#!/bin/sh\numask\n")
    for umask in ("077", "002"):
        command: list[str | Path] = [BASH, "-c", f'umask {umask} && exec "$0" "$1"', BASH, root / "pants"]
        _, output, _ = start(command, root, {"FERROTYPE_CACHE": str(cache_of(root))})
        assert output == "0022\n"


def test_nothing_is_started_but_the_client(root: Path) -> None:
    command: list[str | Path] = [BASH, "-x", root / "pants", "list", "a b"]
    variables = {"FERROTYPE_CACHE": str(cache_of(root))}
    process, output, trace = start(command, root, variables)
    # The client is the launcher's own process, and no subshell came before it.
    assert output.startswith(f"{process} {root} {cache_of(root)} ")
    assert output.endswith(" none list a b\n")
    assert "\n+ exec " in trace
    assert "\n++" not in trace


@pytest.mark.parametrize("folder", ["", "check out", "check out/below"])
def test_it_can_be_started_from_everywhere(root: Path, folder: str) -> None:
    place = root.parent / folder
    place.mkdir(exist_ok=True)
    relative = os.path.relpath(root / "pants", place)
    variables = {"FERROTYPE_CACHE": os.path.relpath(cache_of(root), place), "CDPATH": "/"}
    _, output, _ = start([BASH, relative, "x"], place, variables)
    assert f" {root} {cache_of(root)} " in output


def test_a_plain_locale_is_made_utf_8(root: Path) -> None:
    variables = {"FERROTYPE_CACHE": str(cache_of(root)), "LANG": "C"}
    _, output, _ = start([BASH, root / "pants", "x"], root, variables)
    assert output.endswith(" C.UTF-8 x\n")


@pytest.mark.parametrize(("given", "arenas"), [({}, "2"), ({"MALLOC_ARENA_MAX": "7"}, "7")])
def test_the_daemon_gets_few_arenas_unless_told_otherwise(
    root: Path, given: dict[str, str], arenas: str
) -> None:
    client = cache_of(root) / "pants" / constant("pants_version") / "bin/native_client"
    client.write_text(f"#!{BASH}\necho \"$MALLOC_ARENA_MAX\"\n")
    variables = {"FERROTYPE_CACHE": str(cache_of(root)), **given}
    assert start([BASH, root / "pants", "x"], root, variables)[1] == f"{arenas}\n"


@pytest.mark.parametrize("variable", ["XDG_CACHE_HOME", "HOME"])
def test_the_cache_folder_is_the_users(root: Path, variable: str) -> None:
    home = root.parent / "home"
    base = home / ".cache" if variable == "HOME" else home
    base.mkdir(parents=True)
    cache_of(root).rename(base / "ferrotype")
    rc = root / ".pants.rc"
    rc.write_text(rc.read_text().replace(str(cache_of(root)), f"{base}/ferrotype"))
    _, output, _ = start([BASH, root / "pants", "x"], root, {variable: str(home)})
    assert f" {base}/ferrotype " in output


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("pants/{pants_version}/ready", "runs on CPython 3.7 to 3.9, and none was found on PATH"),
        ("pants/pex-{pex_version}", "no CPython to build pex {pex_version} with"),
        ("toolchains/wasm32-wasip1.json", "CPython 3.11 is needed to translate"),
    ],
)
def test_what_is_missing_is_made_again(root: Path, missing: str, said: str) -> None:
    names = {name: constant(name) for name in ("pants_version", "pex_version")}
    (cache_of(root) / missing.format(**names)).unlink()
    tools = root.parent / "tools"
    tools.mkdir()
    for tool in ("mkdir", "flock"):
        (tools / tool).symlink_to(shutil.which(tool) or tool)
    completed = subprocess.run(
        [BASH, root / "pants", "x"],
        env={"PATH": str(tools), "FERROTYPE_CACHE": str(cache_of(root)), "HOME": "/nonexistent"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert said.format(**names) in completed.stderr


def test_a_missing_toolchain_is_looked_for_once(root: Path) -> None:
    (cache_of(root) / "toolchains/wasm32-wasip1.json").unlink()
    tools = root.parent / "tools"
    tools.mkdir()
    for tool in ("mkdir", "flock", "sh"):
        (tools / tool).symlink_to(shutil.which(tool) or tool)
    variables = {"FERROTYPE_CACHE": str(cache_of(root)), "PATH": str(tools), "HOME": "/nonexistent"}
    _, output, said = start([BASH, root / "pants", "x"], root, variables)
    assert output.endswith(" x\n") and "going on without a Rust toolchain" in said
    _, output, said = start([BASH, root / "pants", "x"], root, variables)
    assert output.endswith(" x\n") and said == ""
    _, _, said = start([BASH, root / "pants", "x"], root, {**variables, "PATH": f"{tools}:/more"})
    assert "going on without a Rust toolchain" in said


@pytest.fixture
def daemon(root: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process with the name of this checkout's daemon, and its file."""
    script = f"exec -a 'pantsd [{root}]' sleep 60"
    process = subprocess.Popen([BASH, "-c", script])
    place = root / ".pids/0123/pantsd/pid"
    place.parent.mkdir(parents=True)
    place.write_text(f"{process.pid}\n")
    plugin = root / "pants-plugins/ferrotype_pants/goals/run.py"
    plugin.parent.mkdir(parents=True)
    plugin.write_text("")
    yield process
    process.kill()
    process.wait()


@pytest.mark.parametrize("is_newer", [True, False])
def test_a_daemon_that_is_older_than_its_plugins_is_ended(
    root: Path, daemon: subprocess.Popen[bytes], is_newer: bool
) -> None:
    started = (root / ".pids/0123/pantsd/pid").stat().st_mtime
    changed = started + (5 if is_newer else -5)
    os.utime(root / "pants-plugins/ferrotype_pants/goals/run.py", (changed, changed))
    path = os.path.dirname(shutil.which("sleep") or "")
    Thread(target=daemon.wait, daemon=True).start()
    variables = {"FERROTYPE_CACHE": str(cache_of(root)), "PATH": path}
    _, output, said = start([BASH, root / "pants", "x"], root, variables)
    assert output.endswith(" x\n")
    assert ("goals/run.py changed" in said) == is_newer
    assert (daemon.poll() is not None) == is_newer


@pytest.mark.parametrize("is_deleted", [True, False])
def test_a_daemon_whose_store_was_deleted_is_ended(root: Path, tmp_path: Path, is_deleted: bool) -> None:
    store = tmp_path / "lmdb_store/files/0/data.mdb"
    store.parent.mkdir(parents=True)
    store.write_bytes(bytes(4096))
    script = (
        "import mmap, sys, time; f = open(sys.argv[1], 'r+b'); m = mmap.mmap(f.fileno(), 0);"
        " print(flush=True); time.sleep(60)"
    )
    name = shlex.quote(f"pantsd [{root}]")
    command = f"exec -a {name} {shlex.quote(sys.executable)} -c {shlex.quote(script)} {shlex.quote(str(store))}"
    process = subprocess.Popen([BASH, "-c", command], stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        place = root / ".pids/0123/pantsd/pid"
        place.parent.mkdir(parents=True)
        place.write_text(f"{process.pid}\n")
        if is_deleted:
            shutil.rmtree(store.parents[2])
        Thread(target=process.wait, daemon=True).start()
        variables = {"FERROTYPE_CACHE": str(cache_of(root))}
        said = start([root / "pants", "list"], tmp_path, {**variables, "PATH": os.environ["PATH"]})[2]
        assert ("starting the daemon anew, as its store was deleted" in said) == is_deleted
        assert (process.poll() is not None) == is_deleted
    finally:
        process.kill()
        process.wait()


def test_another_process_of_that_number_is_left_alone(
    root: Path, daemon: subprocess.Popen[bytes]
) -> None:
    with subprocess.Popen(["sleep", "60"]) as other:
        place = root / ".pids/0123/pantsd/pid"
        place.write_text(f"{other.pid}\n")
        os.utime(place, (1, 1))
        start([BASH, root / "pants", "x"], root, {"FERROTYPE_CACHE": str(cache_of(root))})
        assert other.poll() is None and daemon.poll() is None
        other.kill()


def test_without_a_home_it_says_what_to_set(root: Path) -> None:
    completed = subprocess.run(
        [BASH, root / "pants", "x"],
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert completed.returncode != 0
    assert "HOME: is not set: set it or FERROTYPE_CACHE" in completed.stderr
