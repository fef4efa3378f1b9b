"""Services as `./pants package` leaves them, of translated modules, behind the real tritonserver.

`tomli` comes from PyPI unmodified; `numeric` is `src/python/examples/numeric.py`.
"""

import contextlib
import hashlib
import http.client
import json
import os
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("pytriton", reason="the serving tests need nvidia-pytriton")

import tritonclient.grpc  # type: ignore[import-untyped]  # noqa: E402
import tritonclient.http  # type: ignore[import-untyped]  # noqa: E402
from tritonclient.utils import (  # type: ignore[import-untyped]  # noqa: E402
    InferenceServerException,
)

from tests.packaging.triton_server import Server, free_ports, triton  # noqa: E402

DIST = Path("src.python.examples").resolve()
TOMLI, NUMERIC = DIST / "tomli_service", DIST / "numeric_service"
DOCUMENT = """
title = "services"
ports = [8000, 8_001]
[limits]
seconds = 1.5
name = 'é'
"""
_FRONT_SECONDS = 30


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for both repositories."""
    both = tmp_path_factory.mktemp("both")
    for service in (TOMLI, NUMERIC):
        shutil.copytree(service / "model_repository", both, dirs_exist_ok=True)
    with triton(both, tmp_path_factory.mktemp("run")) as running:
        yield running
    assert running.process.poll() is not None


@pytest.fixture(scope="module", params=["http", "grpc"])
def client(request: pytest.FixtureRequest, server: Server) -> Iterator[Any]:
    kind = tritonclient.http if request.param == "http" else tritonclient.grpc
    port = server.http if request.param == "http" else server.grpc
    made = kind.InferenceServerClient(f"127.0.0.1:{port}")
    yield kind, made
    made.close()


def infer(client: Any, model: str, **inputs: list[Any]) -> list[Any]:
    """The result column of one request."""
    kind, connection = client
    datatypes = {str: "BYTES", int: "INT64", float: "FP64"}
    tensors = []
    for name, values in inputs.items():
        is_text = isinstance(values[0], str)
        rows = [[value.encode() if is_text else value] for value in values]
        data = np.array(rows, dtype=object if is_text else None)
        tensor = kind.InferInput(name, list(data.shape), datatypes[type(values[0])])
        tensor.set_data_from_numpy(data)
        tensors.append(tensor)
    return list(connection.infer(model, tensors).as_numpy("result").reshape(-1))


def call(client: Any, model: str, function: str, *arguments: Any) -> Any:
    """The JSON result of the model that calls any function."""
    (result,) = infer(
        client, model, function=[function], arguments=[json.dumps(arguments)], keywords=["{}"]
    )
    return json.loads(result)


def test_a_library_from_pypi_is_served(client: Any) -> None:
    assert call(client, "tomli", "tomli.loads", DOCUMENT) == tomllib.loads(DOCUMENT)
    first, second = infer(client, "tomli.loads", s=["a = 1", DOCUMENT])
    assert json.loads(first) == {"a": 1}
    assert json.loads(second) == tomllib.loads(DOCUMENT)
    assert call(client, "tomli", "tomli.loads", "day = 1979-05-27") == {
        "day": {"$datetime.date": "1979-05-27"}
    }


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("a = ", "Invalid value (at end of document)"),
        ("a = 1\na = 2", "Can not define ('a',) twice (at end of document)"),
        ("x = [1", "Unclosed array (at end of document)"),
    ],
)
def test_an_exception_of_the_library_is_a_clean_error(
    client: Any, document: str, message: str
) -> None:
    with pytest.raises(InferenceServerException) as caught:
        call(client, "tomli", "tomli.loads", document)
    text = str(caught.value)
    assert f"tomli._parser.TOMLDecodeError: {message}" in text
    assert "Traceback" not in text and ".py" not in text
    with pytest.raises(InferenceServerException, match="ValueError: day is out of range for month"):
        call(client, "tomli", "tomli.loads", "day = 1979-02-30")
    with pytest.raises(InferenceServerException, match="TOMLDecodeError"):
        infer(client, "tomli.loads", s=["a = 1", document])
    # The server goes on.
    assert call(client, "tomli", "tomli.loads", "a = 1") == {"a": 1}


def test_typed_functions_take_typed_tensors(client: Any) -> None:
    divisors = infer(
        client, "examples.numeric.greatest_common_divisor", a=[12, -18, 2**62], b=[18, 12, 2**40]
    )
    assert divisors == [6, 6, 2**40]
    assert infer(client, "examples.numeric.is_prime", number=[2**61 - 1, 91]) == [True, False]
    grown = infer(
        client, "examples.numeric.compound", principal=[100.0], rate=[0.5], years=[2]
    )
    assert grown == [225.0]
    text = infer(client, "examples.numeric.grouped", number=[-1234567], separator=["\u202f"])
    assert text == ["-1\u202f234\u202f567".encode()]
    # More than a tensor's integer holds goes through the model for any function.
    assert call(client, "numeric", "examples.numeric.greatest_common_divisor", 6**50, 4**30) == 2**50


def test_typed_functions_raise_clean_errors(client: Any) -> None:
    with pytest.raises(InferenceServerException, match="ValueError: 1 has no prime factors"):
        infer(client, "examples.numeric.least_prime_factor", number=[1])
    with pytest.raises(InferenceServerException, match="OverflowError"):
        infer(
            client, "examples.numeric.compound", principal=[1.0], rate=[1e300], years=[1000]
        )


def test_packages_carry_the_certificate_of_what_they_serve() -> None:
    for service, source in ((TOMLI, "tomli/_parser.py"), (NUMERIC, "examples/numeric.py")):
        certificate = json.loads((service / "front/parity.json").read_text())
        front = json.loads((service / "front" / "front.json").read_text())
        assert certificate["agrees"]
        assert certificate["digests"]["wasm"] == front["digests"]["wasm"]
        assert source in certificate["sources"]
        served = sorted(path.name for path in (service / "model_repository").iterdir())
        assert served == sorted(model["name"] for model in front["models"])


def ask(port: int, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, None if body is None else json.dumps(body).encode())
        response = connection.getresponse()
        text = response.read()
        is_json = response.getheader("Content-Type") == "application/json"
        return response.status, json.loads(text) if is_json else text.decode()
    finally:
        connection.close()


@pytest.fixture(scope="module")
def front_port(server: Server) -> Iterator[int]:
    """The packaged front as a process of its own."""
    (port,) = free_ports(1)
    process = subprocess.Popen(
        [sys.executable, str(TOMLI / "front" / "front.py")],
        env={
            **os.environ,
            "NIM_SERVER_PORT": str(port),
            "NIM_TRITON_METRICS_PORT": str(server.metrics),
            "FERROTYPE_TRITON_HTTP_PORT": str(server.http),
        },
    )
    try:
        deadline = time.monotonic() + _FRONT_SECONDS
        while time.monotonic() < deadline:
            assert process.poll() is None, "the front ended"
            with contextlib.suppress(OSError):
                if ask(port, "GET", "/v1/health/ready")[0] == 200:
                    break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(_FRONT_SECONDS)


def test_front_serves_the_library(front_port: int) -> None:
    assert ask(front_port, "GET", "/v1/health/live")[0] == 200
    models = ask(front_port, "GET", "/v1/models")[1]["data"]
    assert [model["id"] for model in models] == ["tomli", "tomli.loads"]
    body = {"model": "tomli.loads", "inputs": {"s": DOCUMENT}}
    assert ask(front_port, "POST", "/v1/infer", body) == (
        200,
        {"model": "tomli.loads", "result": tomllib.loads(DOCUMENT)},
    )
    body = {"model": "tomli", "function": "tomli.loads", "arguments": ["a = "]}
    status, answer = ask(front_port, "POST", "/v1/infer", body)
    assert status == 400
    assert answer["error"]["message"].endswith(
        "tomli._parser.TOMLDecodeError: Invalid value (at end of document)"
    )
    carried = (TOMLI / "front/parity.json").read_bytes()
    assert ask(front_port, "GET", "/v1/metadata")[1]["parity"] == json.loads(carried)
    manifest = ask(front_port, "GET", "/v1/manifest")[1]["manifest"]
    digests = {entry["path"]: entry["sha256"] for entry in manifest}
    assert digests["front/parity.json"] == hashlib.sha256(carried).hexdigest()
    metrics = ask(front_port, "GET", "/v1/metrics")[1]
    assert 'ferrotype_front_requests_total{outcome="success"} 1' in metrics
