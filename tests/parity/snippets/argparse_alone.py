"""`argparse` in a program that imports nothing else: its help asks `shutil` for the terminal's width."""

import argparse

parser = argparse.ArgumentParser(prog="tool", description="Does a thing. " * 8)
parser.add_argument("source", help="what is read")
parser.add_argument("--level", type=int, default=1, metavar="N", help="how much (%(default)s)")
parser.add_argument("-v", "--verbose", action="store_true")
parser.add_argument("--mode", choices=["fast", "exact"])
commands = argparse.ArgumentParser(prog="other").add_subparsers(dest="command")
commands.add_parser("run").add_argument("names", nargs="*")
print(parser.parse_args(["in", "--level", "3", "-v"]))
parser.print_help()
print(parser.format_usage())
try:
    parser.parse_args(["--mode", "slow", "x"])
except SystemExit as error:
    print(error.code)
