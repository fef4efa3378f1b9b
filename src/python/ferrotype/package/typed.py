"""The functions of an interface that can be models of their own, with typed tensors."""

from collections.abc import Mapping
from types import MappingProxyType

from ferrotype.interfaces import (
    FunctionInterface,
    Interface,
    ParameterInterface,
    ParameterKind,
)
from ferrotype.package.spec import JSON_TYPE, TENSOR_TYPES, ServedModel, Tensor


def typed_models(
    interface: Interface, others: Mapping[str, Interface] = MappingProxyType({})
) -> list[ServedModel]:
    """A model for each public function whose needed parameters are annotated.

    A function that ``__all__`` offers may be imported from one of ``others``, which are by name.
    """
    offered = interface.exports if interface.exports is not None else interface.names
    models = []
    for name, function in _functions(interface, others):
        if name not in offered or name.startswith("_"):
            continue
        if not function.is_only_binding or function.is_coroutine or function.is_generator:
            continue
        model = _typed_model(f"{interface.module}.{name}", function)
        if model is not None:
            models.append(model)
    return models


def _functions(
    interface: Interface, others: Mapping[str, Interface]
) -> list[tuple[str, FunctionInterface]]:
    found = [(function.name, function) for function in interface.functions]
    if interface.exports is None:
        return found
    for imported in interface.imported:
        source = others.get(imported.module)
        if source is not None:
            found += [
                (imported.name, function)
                for function in source.functions
                if function.name == imported.target
            ]
    return sorted(found, key=lambda pair: pair[0])


def _typed_model(name: str, function: FunctionInterface) -> ServedModel | None:
    inputs = []
    for parameter in function.parameters:
        if not _needed(parameter):
            continue
        if parameter.kind is ParameterKind.KEYWORD_ONLY or parameter.annotation is None:
            return None
        if parameter.annotation not in TENSOR_TYPES:
            return None
        inputs.append(Tensor(parameter.name, parameter.annotation))
    if not inputs:
        return None
    returns = function.returns or JSON_TYPE
    holds = returns if returns in TENSOR_TYPES else JSON_TYPE
    return ServedModel(name, name, tuple(inputs), Tensor("result", holds))


def _needed(parameter: ParameterInterface) -> bool:
    stars = (ParameterKind.STAR, ParameterKind.DOUBLE_STAR)
    return parameter.default is None and parameter.kind not in stars
