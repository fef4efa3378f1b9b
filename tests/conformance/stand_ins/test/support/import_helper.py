"""In place of the original, which works on the import system of CPython.

There is one implementation of a module, so "fresh" and "blocked" choose nothing: a module of the
library is the one that is there, a module of tests is run again and given as it then is.
"""

import contextlib
import importlib
import sys
import types
import unittest


def import_module(name, deprecated=False, *, required_on=()):
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise unittest.SkipTest(str(error)) from None


def import_fresh_module(name, fresh=(), blocked=(), *, deprecated=False, usefrozen=False):
    try:
        module = importlib.import_module(name)
    except ImportError:
        return None
    if not name.startswith("test."):
        return module
    importlib.reload(module)
    copy = types.ModuleType(name)
    copy.__dict__.update(module.__dict__)
    return copy


def unload(name):
    sys.modules.pop(name, None)


def modules_setup():
    return (sys.modules.copy(),)


def modules_cleanup(modules):
    sys.modules.clear()
    sys.modules.update(modules)


@contextlib.contextmanager
def frozen_modules(enabled=True):
    yield


class CleanImport:
    """Forgets modules for a while."""

    def __init__(self, *names, usefrozen=False):
        self.modules = sys.modules.copy()
        for name in names:
            sys.modules.pop(name, None)

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        sys.modules.update(self.modules)


class DirsOnSysPath:
    """Puts folders on `sys.path` for a while."""

    def __init__(self, *paths):
        self.before = sys.path[:]
        sys.path.extend(paths)

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        sys.path[:] = self.before
