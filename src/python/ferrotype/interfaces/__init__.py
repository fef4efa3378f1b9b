"""The interface file: what importers may know of a module, without bodies and positions."""

from ferrotype.interfaces.extract import extract_interface
from ferrotype.interfaces.files import (
    SCHEMA,
    load_interfaces,
    read_interface,
    write_interface,
)
from ferrotype.interfaces.model import (
    ClassInterface,
    ConstantInterface,
    FunctionInterface,
    ImportedName,
    Interface,
    ParameterInterface,
    ParameterKind,
)

__all__ = [
    "SCHEMA",
    "ClassInterface",
    "ConstantInterface",
    "FunctionInterface",
    "ImportedName",
    "Interface",
    "ParameterInterface",
    "ParameterKind",
    "extract_interface",
    "load_interfaces",
    "read_interface",
    "write_interface",
]
