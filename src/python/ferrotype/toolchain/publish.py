"""Publishing the toolchain for build rules: under a name that says what it is, not where it lies."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ferrotype.toolchain.cache import cache_folder, write_whole
from ferrotype.toolchain.discover import TOOLCHAIN_VARIABLE
from ferrotype.toolchain.model import Toolchain
from ferrotype.toolchain.runtime import Runtime

_MACHINE = "machine.json"
_OF_THE_MACHINE = (
    "PATH",
    "HOME",
    "RUSTUP_HOME",
    "RUSTUP_TOOLCHAIN",
    "CARGO_HOME",
    "CARGO_HTTP_CAINFO",
    "SSL_CERT_FILE",
)
"""What cargo needs and no cached process may have in its environment."""


@dataclass(frozen=True, slots=True)
class Published:
    """A toolchain and its runtime by what they are: `key` names the links to the former."""

    key: str
    digest: str
    runtime: str

    def to_json(self) -> str:
        values = {"digest": self.digest, "key": self.key, "runtime": self.runtime}
        return json.dumps(values, sort_keys=True)


def publish(
    toolchain: Toolchain, runtime: Runtime, folder: Path, environment: Mapping[str, str]
) -> Published:
    """Makes `folder/KEY` with the toolchain's description and a link to the cache.

    KEY is a digest of the toolchain and of the runtime, which need not be built yet. A cached
    process names only `folder/KEY/…`, so its inputs are the same on every machine with the same
    tools. What else cargo needs of this machine is written beside the description.
    """
    identity = f"{toolchain.digest}\n{runtime.folder.name}\n"
    key = hashlib.sha256(identity.encode()).hexdigest()[:32]
    machine = {name: environment[name] for name in _OF_THE_MACHINE if name in environment}
    write_whole(folder / key / "toolchain.json", toolchain.to_json())
    write_whole(folder / key / _MACHINE, json.dumps(machine, indent=1, sort_keys=True) + "\n")
    _link(folder / key / "cache", cache_folder(environment))
    return Published(key, toolchain.digest, runtime.folder.name)


def of_the_machine(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment with what was published beside the toolchain that it states."""
    stated = environment.get(TOOLCHAIN_VARIABLE)
    if not stated:
        return dict(environment)
    try:
        text = Path(stated).with_name(_MACHINE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return dict(environment)
    return {**environment, **json.loads(text)}


def _link(link: Path, target: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        if os.readlink(link) == str(target):
            return
    scratch = link.with_name(f".{link.name}.{os.getpid()}")
    scratch.symlink_to(target)
    scratch.replace(link)
