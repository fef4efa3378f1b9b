"""In place of `pyperf`: runs each benchmark some loops and says what it gave and how long it took.

    python run_benchmark.py LOOPS [ARGUMENT …]

Results go to standard output, one line a benchmark; seconds to standard error. The same file
serves CPython and WASM.
"""

import sys
import time

perf_counter = time.perf_counter


def python_implementation():
    return "cpython"


def python_has_jit():
    return False


class Namespace:
    pass


class Arguments:
    """As much of `argparse` as benchmarks need: defaults, and positional arguments in order."""

    def __init__(self):
        self.defaults = {}
        self.positional = []

    def add_argument(self, *names, **options):
        name = options.get("dest") or names[-1].lstrip("-").replace("-", "_")
        default = options.get("default")
        if options.get("action") == "store_true":
            default = False
        if not names[0].startswith("-"):
            self.positional.append((name, options.get("type")))
        self.defaults.setdefault(name, default)

    def add_mutually_exclusive_group(self, **options):
        return self

    def set_defaults(self, **defaults):
        self.defaults.update(defaults)

    def parse(self, given):
        result = Namespace()
        for name, default in self.defaults.items():
            setattr(result, name, default)
        for (name, convert), text in zip(self.positional, given, strict=False):
            setattr(result, name, convert(text) if convert else text)
        return result


class Runner:
    def __init__(self, add_cmdline_args=None, **options):
        self.metadata = {}
        self.argparser = Arguments()
        self.args = None
        self.loops = int(sys.argv[1])

    def parse_args(self, arguments=None):
        if self.args is None:
            self.args = self.argparser.parse(sys.argv[2:])
        return self.args

    def bench_func(self, name, function, *arguments, inner_loops=None, metadata=None):
        began = perf_counter()
        for _ in range(self.loops):
            result = function(*arguments)
        self.report(name, result, perf_counter() - began)

    def bench_time_func(self, name, function, *arguments, inner_loops=None, metadata=None):
        self.report(name, None, function(self.loops, *arguments))

    def bench_async_func(self, name, function, *arguments, loop_factory=None, **options):
        async def run():
            began = perf_counter()
            for _ in range(self.loops):
                result = await function(*arguments)
            return result, perf_counter() - began

        asyncio = sys.modules.get("asyncio")
        self.report(name, *(asyncio.run(run()) if asyncio else run_by_hand(run())))

    def report(self, name, result, seconds):
        text = repr(result) if is_plain(result) else type(result).__name__
        print(name, len(text), text[:2000], flush=True)
        print("seconds", repr(float(seconds)), file=sys.stderr, flush=True)


def run_by_hand(coroutine):
    """A coroutine that waits for nothing outside needs no event loop."""
    try:
        while True:
            coroutine.send(None)
    except StopIteration as end:
        return end.value


def is_plain(value):
    """Whether a repr shows no address."""
    if isinstance(value, list | tuple):
        return all(is_plain(item) for item in value)
    return value is None or isinstance(value, bool | int | float | complex | str | bytes)
