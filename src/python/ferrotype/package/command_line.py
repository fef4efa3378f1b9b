"""What `ferrotype package` does. Exit status: 0 done; 2 wrong usage."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from ferrotype.building.outputs import refused_write
from ferrotype.interfaces import Interface, read_interface
from ferrotype.package.command import add_arguments
from ferrotype.package.repository import write_package
from ferrotype.package.spec import Limits, ServedPackage, generic_model
from ferrotype.package.typed import typed_models
from ferrotype.parity.outcome import digest

_WASM_MAGIC = b"\0asm"


def main(arguments: Sequence[str]) -> int:
    """Parse and write; the exit status."""
    parser = argparse.ArgumentParser(prog="ferrotype package", description=__doc__)
    add_arguments(parser)
    return run(parser.parse_args(arguments))


def run(options: argparse.Namespace) -> int:
    """Do what the parsed arguments say."""
    given = (options.wasm, *options.interface, options.parity, options.license)
    for path in given:
        if path is not None and not path.is_file():
            print(f"ferrotype package: {path} is not a file", file=sys.stderr)
            return 2
    wasm = options.wasm.read_bytes()
    if not wasm.startswith(_WASM_MAGIC):
        print(f"ferrotype package: {options.wasm} is not a WASM module", file=sys.stderr)
        return 2
    if options.interfaces is not None and not options.interfaces.is_dir():
        print(f"ferrotype package: {options.interfaces} is not a folder", file=sys.stderr)
        return 2
    if options.output.exists() and any(options.output.iterdir()):
        print(f"ferrotype package: {options.output} is not empty", file=sys.stderr)
        return 2
    models = [generic_model(options.name)]
    others = _interfaces(options.interfaces) if options.interfaces else {}
    for path in options.interface:
        models += typed_models(read_interface(path.read_bytes(), path.name), others)
    limits = Limits(options.memory_bytes, options.seconds, not options.keep_instances)
    package = ServedPackage(
        options.name, options.package_version, tuple(models), limits, options.max_batch_size
    )
    parity = options.parity.read_bytes() if options.parity else None
    wrong = parity is not None and _not_about(parity, wasm)
    if wrong:
        print(f"ferrotype package: {options.parity} {wrong}", file=sys.stderr)
        return 2
    license_text = options.license.read_text() if options.license else ""
    try:
        write_package(options.output, package, wasm, parity, license_text)
    except OSError as error:
        raise refused_write(Path(error.filename or options.output), error) from error
    return 0


def _not_about(parity: bytes, wasm: bytes) -> str:
    """Why a certificate does not speak for the module; empty where it does."""
    try:
        certificate = json.loads(parity)
        digests, agrees = certificate["digests"], certificate["agrees"]
    except (ValueError, KeyError, TypeError):
        return "is not a certificate of `ferrotype parity`"
    if digests.get("wasm") != digest(wasm):
        return "is the certificate of another module"
    return "" if agrees is True else "says that the module does not agree with CPython"


def _interfaces(folder: Path) -> dict[str, Interface]:
    found = [
        read_interface(path.read_bytes(), path.name)
        for path in sorted(folder.glob("*.iface.json"))
    ]
    return {interface.module: interface for interface in found}
