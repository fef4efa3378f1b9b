"""What sys says about the interpreter, and about exceptions."""

import sys


def attempt(function, *arguments):
    try:
        print(repr(function(*arguments)))
    except BaseException as error:
        print(type(error).__name__, error)


print(sys.version_info, sys.version_info >= (3, 8), sys.version_info[:2], sys.version_info.major, sys.hexversion)
print(type(sys.version_info), isinstance(sys.version_info, tuple), sys.version_info.n_fields, sys.version_info._asdict if False else "")
print(sys.float_info, sys.float_info.max, sys.float_info.epsilon, sys.int_info, sys.hash_info)
print(sys.flags)
print(sys.flags.optimize, sys.flags.utf8_mode, sys.flags.dev_mode)
attempt(type(sys.flags))
attempt(type(sys.version_info), (1, 2, 3, 4, 5))
attempt(setattr, sys.version_info, "major", 4)
print(sys.platform, sys.byteorder, sys.maxsize, sys.maxunicode, sys.abiflags, sys.api_version, sys.float_repr_style)
print(sys.builtin_module_names, len(sys.stdlib_module_names), "json" in sys.stdlib_module_names)
print(sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.getfilesystemencodeerrors(), sys.getswitchinterval())
print(sys.gettrace(), sys.getprofile(), sys.is_finalizing(), sys.dont_write_bytecode, sys.pycache_prefix)
print(sys.exc_info(), sys.exception())
try:
    raise ValueError("inside")
except ValueError as error:
    print(sys.exc_info()[:2], sys.exception() is error, sys.exc_info()[2] is not None)
    try:
        raise KeyError("deeper")
    except KeyError:
        print(sys.exc_info()[0], repr(sys.exception()))
    print(sys.exc_info()[0])
print(sys.exc_info(), sys.excepthook is sys.__excepthook__, sys.excepthook)
print(hasattr(sys, "ps1"), hasattr(sys, "last_type"), hasattr(sys, "getrefcount"))


def hook(kind, value, traceback):
    print("hook", kind, value, traceback is not None)


sys.excepthook = hook
raise RuntimeError("for the hook")
