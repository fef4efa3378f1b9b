"""The `model.py` of a served module, for Triton's Python backend.

Copied as it is beside `module.wasm`, `model_spec.json` and the parts of Ferrotype that it needs.
Every row of a batch is one call, under limits on memory and time, in a fresh instance unless the
configuration keeps instances. A Python exception of the module is that request's error.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(os.path.abspath(__file__)).parent
# The stub that runs this file ignores PYTHONPATH; what it needs lies beside it.
sys.path.insert(0, str(FOLDER))

import numpy as np  # type: ignore[import-not-found,unused-ignore]  # pants: no-infer-dep  # noqa: E402
import triton_python_backend_utils as pb_utils  # type: ignore[import-not-found]  # pants: no-infer-dep  # noqa: E402

from ferrotype.host import Library, Limits, Trapped, compile_module  # noqa: E402
from ferrotype.host.machine_code import machine_code_folder  # noqa: E402
from ferrotype.package.json_values import from_json, to_json  # noqa: E402
from ferrotype.wire import Refused, WireError  # noqa: E402
from ferrotype.wire.handles import class_name  # noqa: E402

_NUMPY: dict[str, Any] = {"int": np.int64, "float": np.float64, "bool": np.bool_}


class CallError(Exception):
    """What a caller is told instead of a result. `is_input` says whose fault it is."""

    def __init__(self, message: str, is_input: bool = True) -> None:
        super().__init__(message)
        self.is_input = is_input


class TritonPythonModel:
    """What the backend looks for."""

    def initialize(self, args: dict[str, str]) -> None:
        """Compile the module, unless another instance did."""
        configuration = json.loads(args["model_config"])
        given = {k: v["string_value"] for k, v in configuration["parameters"].items()}
        limits = Limits(int(given["memory_bytes"]), float(given["seconds"]))
        self.fresh = given["instance"] == "fresh"
        self.spec = json.loads((FOLDER / "model_spec.json").read_text())
        self.compiled = compile_module(
            FOLDER / "module.wasm", limits, machine_code_folder(os.environ)
        )
        self.library: Library | None = None

    def execute(self, requests: list[Any]) -> list[Any]:
        """One response a request, each with its own result or its own error."""
        return [self.respond(request) for request in requests]

    def respond(self, request: Any) -> Any:
        """The response to one request: all its rows, or the first row's error."""
        try:
            columns = [self.column(request, tensor) for tensor in self.spec["inputs"]]
            results = [self.call(row) for row in zip(*columns, strict=True)]
            return pb_utils.InferenceResponse([self.output(results, len(columns[0]))])
        except CallError as error:
            code = (
                pb_utils.TritonError.INVALID_ARG
                if error.is_input
                else pb_utils.TritonError.INTERNAL
            )
            return pb_utils.InferenceResponse(error=pb_utils.TritonError(str(error), code))

    def column(self, request: Any, tensor: dict[str, str]) -> list[Any]:
        """One input's values as Python values, a row each."""
        data = pb_utils.get_input_tensor_by_name(request, tensor["name"]).as_numpy().reshape(-1)
        if tensor["holds"] in _NUMPY:
            return [item.item() for item in data]
        try:
            texts = [item.decode() for item in data]
            if tensor["holds"] == "json":
                return [from_json(json.loads(text)) for text in texts]
            return texts
        except (ValueError, TypeError) as error:
            raise CallError(f"input {tensor['name']}: {error}") from error

    def call(self, row: tuple[Any, ...]) -> Any:
        """Call the function with one row."""
        if self.spec["function"] is not None:
            return self.operate(self.spec["function"], list(row), {})
        name, arguments, keywords = row
        if not isinstance(arguments, list) or not isinstance(keywords, dict):
            raise CallError("arguments must be a JSON array, keywords a JSON object")
        return self.operate(name, arguments, keywords)

    def operate(self, name: str, arguments: list[Any], keywords: dict[str, Any]) -> Any:
        """The function's result as plain JSON terms, or the row's error."""
        try:
            library = self.instance()
            return to_json(library.call(name, *arguments, **keywords))
        except Trapped as error:
            raise CallError(str(error), is_input=error.status == 3) from error
        except WireError as error:
            raise CallError(f"{type(error).__name__}: {error}", is_input=False) from error
        except Refused as error:
            raise CallError(str(error)) from error
        except Exception as error:  # an exception of the Python program
            name = class_name(type(error)).removeprefix("builtins:").replace(":", ".")
            raise CallError(f"{name}: {error}") from error

    def instance(self) -> Library:
        """A fresh instance, or the kept one if it is still usable."""
        if self.fresh or self.library is None or self.library.broken is not None:
            self.library = Library(self.compiled)
        return self.library

    def output(self, results: list[Any], rows: int) -> Any:
        """The output tensor."""
        holds = self.spec["output"]["holds"]
        if holds in _NUMPY:
            try:
                data = np.array(results, dtype=_NUMPY[holds])
            except (OverflowError, TypeError, ValueError) as error:
                raise CallError(f"the result does not fit the output's type: {error}") from error
            # An annotation is a hint: what the function really returned has to fit.
            if any(type(result).__name__ != holds for result in results):
                raise CallError(f"the result is not of the output's type {holds}")
        else:
            if holds == "str" and not all(isinstance(result, str) for result in results):
                raise CallError("the result is not of the output's type str")
            texts = results if holds == "str" else [json.dumps(r) for r in results]
            try:
                data = np.array([text.encode() for text in texts], dtype=np.object_)
            except UnicodeEncodeError as error:
                raise CallError(f"the result is not UTF-8: {error}") from error
        return pb_utils.Tensor(self.spec["output"]["name"], data.reshape(rows, 1))
