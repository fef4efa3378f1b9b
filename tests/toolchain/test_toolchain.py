"""Finding a toolchain: what is said where there is none, and what the cache folder survives."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from ferrotype.toolchain import (
    Toolchain,
    ToolchainError,
    cache_folder,
    compile_command,
    ensure_toolchain,
)
from ferrotype.toolchain.cache import new_folder, write_whole
from ferrotype.toolchain.process import run_watched
from ferrotype.toolchain.publish import of_the_machine, publish
from ferrotype.toolchain.runtime import Runtime
from ferrotype.toolchain.small_std import with_small_std


def silent(line: str) -> None:
    """Swallows progress lines."""


@pytest.mark.parametrize(
    "environment, expected",
    [
        ({"FERROTYPE_CACHE": "/c", "XDG_CACHE_HOME": "/x", "HOME": "/h"}, "/c"),
        ({"XDG_CACHE_HOME": "/x", "HOME": "/h"}, "/x/ferrotype"),
        ({"HOME": "/h"}, "/h/.cache/ferrotype"),
    ],
)
def test_cache_folder(environment: dict[str, str], expected: str) -> None:
    assert cache_folder(environment) == Path(expected)


def test_a_missing_toolchain_says_what_to_install(tmp_path: Path) -> None:
    environment = {"PATH": str(tmp_path), "HOME": str(tmp_path)}
    with pytest.raises(ToolchainError) as caught:
        ensure_toolchain("wasm32-unknown-nothing", environment=environment, install=False, progress=silent)
    assert caught.value.code in {"FT0801", "FT0802"}
    assert "wasm32-unknown-nothing" in caught.value.message


def test_an_unwritable_cache_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    environment = {"FERROTYPE_CACHE": str(blocked), "PATH": "", "HOME": str(tmp_path)}
    with pytest.raises(ToolchainError) as caught:
        ensure_toolchain(environment=environment, install=False, progress=silent)
    assert caught.value.code == "FT0804"
    assert str(blocked) in caught.value.message


def test_an_interrupted_folder_is_not_there(tmp_path: Path) -> None:
    wanted = tmp_path / "sysroot"
    with pytest.raises(KeyboardInterrupt), new_folder(wanted) as scratch:
        (scratch / "half").write_text("")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []
    (tmp_path / ".sysroot.killed").mkdir()
    with new_folder(wanted) as scratch:
        (scratch / "whole").write_text("")
    assert [path.name for path in tmp_path.rglob("*")] == ["sysroot", "whole"]


def test_a_silent_download_is_ended() -> None:
    started = time.monotonic()
    succeeded, said = run_watched(
        ["sleep", "60"], {"PATH": "/usr/bin:/bin"}, measure=lambda: 0, stalled_after=0.5, timeout=30
    )
    assert not succeeded and "no progress" in said
    assert time.monotonic() - started < 20


def test_publishing_names_no_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published = set()
    for place in ("one", "two"):
        monkeypatch.setenv("FERROTYPE_CACHE", str(tmp_path / place))
        runtime = Runtime(tmp_path / place / "runtimes" / "wasm32-wasip1-abc")
        toolchain = Toolchain("wasm32-wasip1", f"/{place}/rustc", f"/{place}/cargo", digest="d")
        environment = {"FERROTYPE_CACHE": str(tmp_path / place), "PATH": f"/{place}", "TOKEN": "secret"}
        known = publish(toolchain, runtime, tmp_path / "links", environment)
        folder = tmp_path / "links" / known.key
        assert (folder / "cache").resolve() == tmp_path / place
        stated = {"FERROTYPE_TOOLCHAIN": str(folder / "toolchain.json"), "PATH": "/usr/bin"}
        assert of_the_machine(stated) == {**stated, "PATH": f"/{place}"}
        assert known.runtime == "wasm32-wasip1-abc"
        published.add(known)
    assert len(published) == 1


def test_a_machine_without_the_stated_file_must_have_that_very_toolchain(tmp_path: Path) -> None:
    program = tmp_path / "bin/rustc"
    library = tmp_path / "sysroot/lib/rustlib/wasm32-wasip1/lib"
    library.mkdir(parents=True)
    (library / "libstd-1.rlib").write_text("")
    program.parent.mkdir()
    program.write_text(
        "#!/bin/sh\n"
        f'[ "$1" = --print ] && echo {tmp_path}/sysroot\n'
        '[ "$1" = -vV ] && printf "rustc 1.95.0\\nrelease: 1.95.0\\n"\n'
        "exit 0\n"
    )
    program.chmod(0o755)
    environment = {"PATH": str(program.parent), "FERROTYPE_CACHE": str(tmp_path / "cache")}
    known = ensure_toolchain(environment=environment, install=False)
    elsewhere = {
        **environment,
        "FERROTYPE_TOOLCHAIN": str(tmp_path / "not/there/toolchain.json"),
        "FERROTYPE_TOOLCHAIN_DIGEST": known.digest,
        "FERROTYPE_CACHE": str(tmp_path / "another"),
    }
    assert ensure_toolchain(environment=elsewhere).rustc == str(program)
    with pytest.raises(ToolchainError, match="another toolchain than the one .* 1.95.0") as refused:
        ensure_toolchain(environment={**elsewhere, "FERROTYPE_TOOLCHAIN_DIGEST": "other"})
    assert refused.value.code == "FT0801"


def test_a_description_survives_its_file(tmp_path: Path) -> None:
    rustc = tmp_path / "rustc"
    rustc.write_text("")
    status = rustc.stat()
    toolchain = Toolchain(
        "wasm32-wasip1",
        str(rustc),
        "cargo",
        fingerprints=((str(rustc), status.st_size, status.st_mtime_ns),),
    )
    write_whole(tmp_path / "t.json", toolchain.to_json())
    again = Toolchain.from_json((tmp_path / "t.json").read_text())
    assert again == toolchain and again.is_current()
    rustc.write_text("another")
    assert not again.is_current()


def test_without_the_sources_of_std_modules_for_size_have_the_std_that_is_there(tmp_path: Path) -> None:
    toolchain = Toolchain("wasm32-wasip1", str(tmp_path / "bin" / "rustc"), "cargo", digest="known")
    environment = {"PATH": str(tmp_path), "HOME": str(tmp_path)}
    found = with_small_std(toolchain, environment, tmp_path, install=True, progress=silent)
    assert found is None


def test_a_std_that_cannot_be_built_is_told_and_left(tmp_path: Path) -> None:
    said: list[str] = []
    sources = tmp_path / "lib" / "rustlib" / "src" / "rust" / "library"
    sources.mkdir(parents=True)
    cargo = tmp_path / "cargo"
    cargo.write_text("#!/bin/sh\necho 'no such option'\nexit 1\n")
    cargo.chmod(0o755)
    toolchain = Toolchain("wasm32-wasip1", str(tmp_path / "bin" / "rustc"), str(cargo), digest="known")
    cache = tmp_path / "cache"
    assert with_small_std(toolchain, {"PATH": ""}, cache, install=False, progress=said.append) is None
    assert "no such option" in said[-1]
    assert not list((cache / "sysroots").iterdir())


def test_every_crate_of_a_small_module_ends_at_once(tmp_path: Path) -> None:
    toolchain = Toolchain("wasm32-wasip1", "rustc", "cargo", sysroot=str(tmp_path), is_small=True)
    command = compile_command(
        toolchain, crate="a", source=Path("a.rs"), output=Path("liba.rlib"), externs={}, search=()
    )
    assert "-Cpanic=immediate-abort" in command.arguments
    assert "panic=abort" not in command.arguments
    assert dict(command.environment) == {"RUSTC_BOOTSTRAP": "1"}


@pytest.mark.parametrize("commit, name", [("0a1b2c", "/rustc/0a1b2c"), ("unknown", "/rustc/1.85.0")])
def test_sources_of_std_have_the_name_that_rustc_has_for_them_elsewhere(
    commit: str, name: str
) -> None:
    version = f"rustc 1.85.0\ncommit-hash: {commit}\nrelease: 1.85.0\n"
    toolchain = Toolchain("wasm32-wasip1", "/home/one/rust/bin/rustc", "cargo", version=version)
    option, remapped = toolchain.flags()[-2:]
    assert option == "--remap-path-prefix"
    assert remapped == f"/home/one/rust/lib/rustlib/src/rust={name}"
