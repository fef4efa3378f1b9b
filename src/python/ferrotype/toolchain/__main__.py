"""`python -m ferrotype.toolchain ensure|runtime|publish|doctor`: for the launcher, the build
rules, and by hand."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from ferrotype.toolchain import (
    HOST,
    WASM_TARGET,
    Toolchain,
    ToolchainError,
    ensure_runtime,
    ensure_toolchain,
)
from ferrotype.toolchain.discover import describe_search
from ferrotype.toolchain.publish import of_the_machine, publish
from ferrotype.toolchain.runtime import copied_runtime, runtime_to_be


def main(arguments: list[str]) -> int:
    """Runs one of the commands; 0 if it succeeded, 3 if a toolchain is missing."""
    parser = argparse.ArgumentParser(prog="ferrotype.toolchain", description=__doc__)
    parser.add_argument("command", choices=("ensure", "runtime", "publish", "doctor"))
    parser.add_argument("folder", nargs="?", help="where `publish` puts its links, `runtime` a copy")
    parser.add_argument("--native", action="store_true", help="the host's toolchain instead of WASM")
    options = parser.parse_args(arguments)
    if options.command == "doctor":
        print("\n".join(describe_search(os.environ)))
    try:
        toolchain = ensure_toolchain(
            HOST if options.native else WASM_TARGET, install=options.command != "doctor"
        )
        if options.command == "runtime":
            _build(toolchain, options.folder)
        elif options.command == "publish":
            if options.folder is None:
                parser.error("publish needs a folder")
            runtime = runtime_to_be(toolchain, os.environ)
            print(publish(toolchain, runtime, Path(options.folder), os.environ).to_json())
        elif options.command == "doctor":
            print(f"toolchain for {toolchain.target}: {toolchain.rustc} ({toolchain.origin})")
    except ToolchainError as error:
        print(f"error[{error.code}]: {error.message}", file=sys.stderr)
        return 3
    return 0


def _build(toolchain: Toolchain, folder: str | None) -> None:
    """Builds the runtime; says where it lies, or copies it."""
    runtime = ensure_runtime(toolchain, environment=of_the_machine(os.environ))
    if folder is None:
        print(runtime.folder)
    else:
        copied_runtime(runtime, Path(folder))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
