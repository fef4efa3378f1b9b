"""Lists a test module's methods, under CPython: which there are, and which its marks except.

    python listing.py test_int

What a test marks as true of CPython alone (`cpython_only`, `impl_detail`, …) is found by giving
the implementation another name while the module is imported: the marks then skip it themselves.
Prints JSON: a list of [module, class, method, whether it counts].
"""

import json
import sys
import unittest


def flatten(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from flatten(test)
        else:
            yield test


def counts(test):
    method = getattr(type(test), test._testMethodName)
    return not (
        getattr(method, "__unittest_skip__", False)
        or getattr(type(test), "__unittest_skip__", False)
    )


def main():
    # What the test package itself needs knows CPython by its name.
    import test.support.os_helper  # noqa: F401

    sys.implementation.name = "another"
    suite = unittest.defaultTestLoader.loadTestsFromName(f"test.{sys.argv[1]}")
    rows = [
        [type(test).__module__, type(test).__qualname__, test._testMethodName, counts(test)]
        for test in flatten(suite)
        # Doctests have no methods; they are text that is executed.
        if isinstance(test, unittest.TestCase)
        and hasattr(test, "_testMethodName")
        and type(test).__name__ not in ("DocTestCase", "_FailedTest")
    ]
    json.dump(rows, sys.stdout)


main()
