"""A package of the library's own name whose functions and classes are the module's.

The library's unchanged tests import it in place of the library. Each generated file is two
lines; `install` fills its module's namespace. What is not a function or class is asked of the
module at each access.
"""

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from ferrotype.host import Library, Limits, compile_module
from ferrotype.host.remote import RemoteFunction

MODULE_VARIABLE = "FERROTYPE_PROXY_MODULE"
_FILE = '''"""Stands for the Python module of the same name; its code runs in a WASM module."""

from ferrotype.parity.proxy import install

install(__name__, globals())
'''
_OWN = frozenset(
    ("__name__", "__file__", "__path__", "__spec__", "__loader__", "__package__", "__builtins__")
)


def write_proxy(folder: Path, modules: list[str]) -> None:
    """Write the package's files: one for each module, folders for those that have submodules."""
    for name in modules:
        parts = name.split(".")
        is_package = any(other.startswith(name + ".") for other in modules)
        path = folder.joinpath(*parts)
        target = path / "__init__.py" if is_package else path.with_suffix(".py")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_FILE)


@cache
def shared_library() -> Library:
    """The one instance behind all proxies of a process; its file is named by the environment."""
    return Library(compile_module(Path(os.environ[MODULE_VARIABLE]), Limits()))


def install(name: str, namespace: dict[str, Any], library: Library | None = None) -> None:
    """Fill a module's namespace with stand-ins. Raises KeyError without the environment's name."""
    library = library or shared_library()
    module = RemoteFunction(library, name)
    for attribute in library.operate("dir", module):
        if attribute in _OWN:
            continue
        value = library.operate("getattr", module, attribute)
        if isinstance(value, RemoteFunction):
            value = library.named(value._remote_name)
        if isinstance(value, RemoteFunction | type) or callable(value) or _is_metadata(attribute):
            namespace[attribute] = value
    namespace["__getattr__"] = _reader(library, module)


def _is_metadata(attribute: str) -> bool:
    """`__all__`, `__doc__`, `__version__` and the like: `import *` reads them directly."""
    return attribute.startswith("__") and attribute.endswith("__")


def _reader(library: Library, module: RemoteFunction) -> Callable[[str], Any]:
    def read(attribute: str) -> Any:
        if attribute in _OWN:
            raise AttributeError(attribute)
        return library.operate("getattr", module, attribute)

    return read
