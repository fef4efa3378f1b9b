"""Runs test methods one by one and says how each ended: the same under CPython and as WASM.

The arguments are a test module's name, and how many of its methods to leave out; numbers in the
report count from there. `METHODS` (module, class, method) and `MODULES` (by name) stand in a module
for each test module, which `methods.load` imports; both are written for each program. Each line of the report begins with a record separator, so that what tests print cannot be taken for one.
"""

import contextlib
import sys
import unittest

import methods

# CPython's own run has file modes, and no such module.
with contextlib.suppress(ImportError):
    import without_file_modes  # noqa: F401

REPORT = sys.stdout
SEPARATOR = "\x1e"
LONGEST_REASON = 300


def report(kind, reason=""):
    text = " ".join(reason.split())[:LONGEST_REASON]
    text = text.encode("ascii", "backslashreplace").decode("ascii")
    REPORT.write(f"\n{SEPARATOR}{kind} {text}\n")
    REPORT.flush()


def reason_of(error):
    try:
        return f"{error[0].__name__}: {error[1]}"
    except Exception:
        return error[0].__name__


class Report(unittest.TestResult):
    """How each method ended; a method with several results gets the worst in `stopTest`."""

    def startTest(self, test):
        super().startTest(test)
        self.outcome = None
        report("start", str(test.number))

    def stopTest(self, test):
        super().stopTest(test)
        kind, reason = self.outcome or ("passed", "")
        report(kind, reason)

    def addError(self, test, error):
        if hasattr(test, "number"):
            self.outcome = ("failed", reason_of(error))
        else:
            # `setUpClass` or `setUpModule`: none of the methods behind it will run.
            report("fixture", reason_of(error))

    def addFailure(self, test, error):
        self.outcome = ("failed", reason_of(error))

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self.outcome = ("failed", reason_of(error))

    def addSkip(self, test, reason):
        if hasattr(test, "number"):
            if self.outcome is None:
                self.outcome = ("skipped", reason)
        else:
            report("fixture-skip", reason)

    def addUnexpectedSuccess(self, test):
        self.outcome = ("failed", "unexpected success")


class Missing(unittest.TestCase):
    """A method that is not there."""

    def __init__(self, number, reason):
        super().__init__("fail_for_it")
        self.number = number
        self.reason = reason

    def fail_for_it(self):
        self.fail(f"not found: {self.reason}")


def flatten(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from flatten(test)
        else:
            yield test


class Cases:
    """Finds test cases: by name, or else among what the module's `load_tests` makes."""

    def __init__(self, table):
        self.table = table
        self.made = None

    def find(self, number, module, qualified_name, method):
        try:
            test = self.named(module, qualified_name)(method)
        except AttributeError as error:
            # What makes the cases may not come back.
            report("start", str(number))
            test = self.all_made().get((module, qualified_name, method))
            if test is None:
                return Missing(number, str(error))
        test.number = number
        return test

    def named(self, module, qualified_name):
        found = self.table.MODULES[module]
        for part in qualified_name.split("."):
            found = getattr(found, part)
        return found

    def all_made(self):
        if self.made is None:
            suite = unittest.defaultTestLoader.loadTestsFromModule(
                self.table.MODULES[self.table.MAIN]
            )
            self.made = {
                (
                    type(test).__module__,
                    type(test).__qualname__,
                    test._testMethodName,
                ): test
                for test in flatten(suite)
                if hasattr(test, "_testMethodName")
            }
        return self.made


class FoundOneByOne(unittest.TestSuite):
    """The methods of a table, each looked for when its turn comes."""

    def __init__(self, cases, rows):
        super().__init__()
        self.cases = cases
        self.rows = rows

    def __iter__(self):
        for number, row in enumerate(self.rows):
            yield self.cases.find(number, *row)

    def _removeTestAtIndex(self, index):
        pass


def main():
    table = methods.load(sys.argv[1])
    FoundOneByOne(Cases(table), table.METHODS[int(sys.argv[2]) :]).run(Report())
    report("end")


main()
