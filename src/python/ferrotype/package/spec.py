"""What is served: the models of a package, their tensors and limits."""

from dataclasses import dataclass

TENSOR_TYPES = {"int": "INT64", "float": "FP64", "bool": "BOOL", "str": "STRING"}
"""Python type of an annotation: Triton's data type. The front and the model read the same."""

JSON_TYPE = "json"
"""Anything else: a STRING that holds JSON."""


@dataclass(frozen=True, slots=True)
class Tensor:
    """One input or output: its name and what it holds (`int`, `float`, `bool`, `str`, `json`)."""

    name: str
    holds: str

    @property
    def data_type(self) -> str:
        """Triton's name of the element type."""
        return TENSOR_TYPES.get(self.holds, "STRING")


@dataclass(frozen=True, slots=True)
class Limits:
    """Under which every request runs."""

    memory_bytes: int = 512 << 20
    seconds: float = 10.0
    fresh_instance: bool = True
    """A new instance for each call: no state survives a request. Otherwise instances are kept."""


@dataclass(frozen=True, slots=True)
class ServedModel:
    """One Triton model: a function with typed tensors, or (no function) any function by name."""

    name: str
    function: str | None
    inputs: tuple[Tensor, ...]
    output: Tensor
    description: str = ""


@dataclass(frozen=True, slots=True)
class ServedPackage:
    """Everything that a package directory is made of, apart from the module's bytes."""

    name: str
    version: str
    models: tuple[ServedModel, ...]
    limits: Limits
    max_batch_size: int = 64


def generic_model(name: str) -> ServedModel:
    """The model that calls any function: its name, and its arguments as JSON."""
    inputs = (
        Tensor("function", "str"),
        Tensor("arguments", JSON_TYPE),
        Tensor("keywords", JSON_TYPE),
    )
    return ServedModel(name, None, inputs, Tensor("result", JSON_TYPE), "Any function, by name.")
