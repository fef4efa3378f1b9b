"""Publishing the toolchain for build rules: under a name that says what it is, not where it lies."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

from ferrotype.toolchain.cache import cache_folder, write_whole
from ferrotype.toolchain.model import Toolchain
from ferrotype.toolchain.runtime import Runtime


def publish(toolchain: Toolchain, runtime: Runtime, folder: Path) -> str:
    """Makes `folder/KEY` with the toolchain's description and links to runtime and cache.

    Returns KEY, a digest of the toolchain and the runtime. A cached process names only
    `folder/KEY/…`, so its inputs are the same on every machine with the same tools.
    """
    identity = f"{toolchain.digest}\n{runtime.folder.name}\n"
    key = hashlib.sha256(identity.encode()).hexdigest()[:32]
    write_whole(folder / key / "toolchain.json", toolchain.to_json())
    _link(folder / key / "runtime", runtime.folder)
    _link(folder / key / "cache", cache_folder(os.environ))
    return key


def _link(link: Path, target: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        if os.readlink(link) == str(target):
            return
    scratch = link.with_name(f".{link.name}.{os.getpid()}")
    scratch.symlink_to(target)
    scratch.replace(link)
