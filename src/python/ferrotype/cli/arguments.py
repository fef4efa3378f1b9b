"""Arguments that several subcommands share."""

from __future__ import annotations

import argparse
from pathlib import Path

from ferrotype.building.form import CompactModules


def module_arguments(parser: argparse.ArgumentParser) -> None:
    """One module's source and identity."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the module's source")
    parser.add_argument("--module", required=True, type=module_name, help="its dotted name")
    parser.add_argument("--package", action="store_true", help="FILE is an __init__.py")
    parser.add_argument("--display-path", metavar="PATH", help="the path to show for FILE")
    parser.add_argument(
        "--interfaces",
        action="append",
        default=[],
        type=Path,
        metavar="DIR",
        help="a folder with a.b.iface.json of imported modules; may be repeated",
    )


def rust_arguments(parser: argparse.ArgumentParser) -> None:
    """How rustc is called."""
    parser.add_argument("--native", action="store_true", help="for this machine, not for WASM")
    optimize_argument(parser)


def optimize_argument(parser: argparse.ArgumentParser) -> None:
    """What code is built for."""
    parser.add_argument(
        "--optimize", choices=("speed", "size", "none"), default="speed", help="default: speed"
    )


def compact_argument(parser: argparse.ArgumentParser) -> None:
    """Which modules are data instead of Rust."""
    parser.add_argument(
        "--compact",
        choices=[which.value for which in CompactModules],
        help="modules that the runtime interprets: smaller, slower, built at once; default: none with --optimize speed, else library",
    )


def compact_modules(arguments: argparse.Namespace) -> CompactModules | None:
    """What was asked for, if anything was."""
    return None if arguments.compact is None else CompactModules(arguments.compact)


def program_arguments(parser: argparse.ArgumentParser) -> None:
    """What a program is made of."""
    parser.add_argument(
        "--search-path",
        action="append",
        default=[],
        type=Path,
        metavar="DIR",
        help="a folder with requirements, such as site-packages; may be repeated",
    )
    parser.add_argument("--entry", type=module_name, metavar="a.b", help="the module to start")
    parser.add_argument("--no-specialise", action="store_true", help="the general version alone")
    parser.add_argument(
        "--defer-refusals",
        action="store_true",
        help="build what is refused in such a way that the program ends where it reaches it",
    )


def kind_argument(parser: argparse.ArgumentParser) -> None:
    """What kind of module is linked."""
    parser.add_argument("--kind", choices=("command", "library"), default="command")


def entry_argument(parser: argparse.ArgumentParser) -> None:
    """The module that a link starts from."""
    parser.add_argument("--entry", required=True, type=module_name, metavar="a.b")


def link_arguments(parser: argparse.ArgumentParser) -> None:
    """What is linked, and how."""
    kind_argument(parser)
    parser.add_argument(
        "--whole-program",
        action="store_true",
        help="optimise across all crates: smaller and faster code, a longer build",
    )
    compact_argument(parser)


def module_name(text: str) -> str:
    """A dotted name; argparse turns the ValueError into wrong usage."""
    if not all(part.isidentifier() for part in text.split(".")):
        raise argparse.ArgumentTypeError(f"{text!r} is not a module's name")
    return text


def named_file(text: str) -> tuple[str, Path]:
    """``NAME=PATH``."""
    name, separator, path = text.partition("=")
    if not separator or not name.isidentifier() or not path:
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form NAME=PATH")
    return name, Path(path)
