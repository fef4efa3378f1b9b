"""A package is served by the real tritonserver: inference, errors, limits, the NIM front.

The guest is `tests/host/mirror.wat`, which hands each call to the host over the channel, so that
`builtins.divmod` and the like are its functions: everything between client and guest is real.
"""

import http.client
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("pytriton", reason="the serving tests need nvidia-pytriton")

import tritonclient.grpc  # type: ignore[import-untyped]  # noqa: E402
import tritonclient.http  # type: ignore[import-untyped]  # noqa: E402
import wasmtime  # noqa: E402
from tritonclient.utils import (  # type: ignore[import-untyped]  # noqa: E402
    InferenceServerException,
)

from ferrotype.package import front  # noqa: E402
from ferrotype.package.repository import write_package  # noqa: E402
from ferrotype.package.spec import (  # noqa: E402
    Limits,
    ServedModel,
    ServedPackage,
    Tensor,
    generic_model,
)
from tests.packaging.triton_server import Server, free_ports, triton  # noqa: E402

MIRROR = Path(__file__).parent.parent / "host" / "mirror.wat"
ABS = ServedModel(
    "builtins.abs",
    "builtins.abs",
    (Tensor("x", "int"),),
    Tensor("result", "int"),
    "Absolute value.",
)
UPPER = ServedModel(
    "upper", "builtins.str.upper", (Tensor("text", "str"),), Tensor("result", "str")
)
PACKAGE = ServedPackage(
    "mirror", "1.2.3", (generic_model("mirror"), ABS, UPPER), Limits(seconds=2.0)
)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    write_package(folder, PACKAGE, bytes(wasmtime.wat2wasm(MIRROR.read_text())), None, "MIT")
    return folder


@pytest.fixture(scope="module")
def server(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with triton(package / "model_repository", tmp_path_factory.mktemp("run")) as running:
        yield running


@pytest.fixture(scope="module", params=["http", "grpc"])
def client(request: pytest.FixtureRequest, server: Server) -> Iterator[Any]:
    kind = tritonclient.http if request.param == "http" else tritonclient.grpc
    port = server.http if request.param == "http" else server.grpc
    made = kind.InferenceServerClient(f"127.0.0.1:{port}")
    yield kind, made
    made.close()


def infer(client: Any, model: str, **inputs: Any) -> list[Any]:
    """The result column of one request."""
    kind, connection = client
    tensors = []
    for name, values in inputs.items():
        is_text = isinstance(values[0], str)
        data = np.array(
            [[v.encode() if is_text else v] for v in values], dtype=object if is_text else None
        )
        tensor = kind.InferInput(name, list(data.shape), "BYTES" if is_text else "INT64")
        tensor.set_data_from_numpy(data)
        tensors.append(tensor)
    return list(connection.infer(model, tensors).as_numpy("result").reshape(-1))


def test_typed_model(client: Any) -> None:
    assert infer(client, "builtins.abs", x=[-5, 7, -(2**62)]) == [5, 7, 2**62]
    assert infer(client, "upper", text=["é", "abc"]) == ["É".encode(), b"ABC"]


def test_generic_model(client: Any) -> None:
    (result,) = infer(
        client, "mirror", function=["builtins.divmod"], arguments=["[7, 2]"], keywords=["{}"]
    )
    assert json.loads(result) == {"$tuple": [3, 1]}
    (result,) = infer(
        client,
        "mirror",
        function=["builtins.sorted"],
        arguments=["[[3, 1, 2]]"],
        keywords=['{"reverse": true}'],
    )
    assert json.loads(result) == [3, 2, 1]


@pytest.mark.parametrize(
    ("function", "arguments", "message"),
    [
        ("builtins.divmod", "[1, 0]", "ZeroDivisionError: integer division or modulo by zero"),
        ("builtins.len", "[5]", "TypeError: object of type 'int' has no len()"),
        ("builtins.divmod", "[1", "input arguments: "),
        ("builtins.divmod", "{}", "arguments must be a JSON array"),
        ("builtins.iter", "[[1]]", "has no JSON form"),
        ("builtins.bytes", '[{"$nonsense": 1}]', "is not a form of a value"),
    ],
)
def test_errors_are_clean(client: Any, function: str, arguments: str, message: str) -> None:
    with pytest.raises(InferenceServerException) as caught:
        infer(client, "mirror", function=[function], arguments=[arguments], keywords=["{}"])
    text = str(caught.value)
    assert message in text
    assert "Traceback" not in text and ".py" not in text
    # The server goes on.
    assert infer(client, "builtins.abs", x=[-1]) == [1]


def test_result_that_does_not_fit(client: Any) -> None:
    with pytest.raises(InferenceServerException, match="does not fit"):
        infer(client, "builtins.abs", x=[-(2**63)])


@pytest.fixture(scope="module")
def front_port(package: Path, server: Server) -> Iterator[int]:
    description = json.loads((package / "front" / "front.json").read_text())
    (port,) = free_ports(1)
    made = front.make_server(
        description, ("127.0.0.1", port), ("127.0.0.1", server.http), ("127.0.0.1", server.metrics)
    )
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    yield port
    made.shutdown()
    made.server_close()
    thread.join()


def ask(port: int, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        data = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        connection.request(method, path, data)
        response = connection.getresponse()
        text = response.read()
        is_json = response.getheader("Content-Type") == "application/json"
        return response.status, json.loads(text) if is_json else text.decode()
    finally:
        connection.close()


def test_front_describes(front_port: int) -> None:
    assert ask(front_port, "GET", "/v1/health/live")[0] == 200
    assert ask(front_port, "GET", "/v1/health/ready") == (
        200,
        {"object": "health.response", "message": "ready", "status": "ready"},
    )
    models = ask(front_port, "GET", "/v1/models")[1]["data"]
    assert [model["id"] for model in models] == ["builtins.abs", "mirror", "upper"]
    assert ask(front_port, "GET", "/v1/version")[1] == {"release": "1.2.3", "api": "1.0.0"}
    assert ask(front_port, "GET", "/v1/license")[1]["content"] == "MIT"
    paths = {entry["path"] for entry in ask(front_port, "GET", "/v1/manifest")[1]["manifest"]}
    assert "model_repository/upper/config.pbtxt" in paths
    assert ask(front_port, "GET", "/v1/metadata")[1]["id"] == "mirror"
    openapi = ask(front_port, "GET", "/v1/openapi")[1]
    assert set(openapi["paths"]) == {path for _, path in front.ROUTES}


def test_front_infers(front_port: int) -> None:
    body = {"model": "builtins.abs", "inputs": {"x": -9}}
    assert ask(front_port, "POST", "/v1/infer", body) == (
        200,
        {"model": "builtins.abs", "result": 9},
    )
    call = {"model": "mirror", "function": "builtins.divmod", "arguments": [9, 4]}
    assert ask(front_port, "POST", "/v1/infer", call)[1]["result"] == {"$tuple": [2, 1]}
    status, answer = ask(front_port, "POST", "/v1/infer", {**call, "arguments": [1, 0]})
    assert status == 400
    assert answer["error"]["message"].endswith(
        "ZeroDivisionError: integer division or modulo by zero"
    )
    metrics = ask(front_port, "GET", "/v1/metrics")[1]
    assert 'ferrotype_front_requests_total{outcome="success"} 2' in metrics
    assert "nv_inference_request_success" in metrics


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/nowhere", None, 404),
        ("GET", "/v1/infer", None, 405),
        ("POST", "/v1/infer", b"{", 400),
        ("POST", "/v1/infer", b"[]", 400),
        ("POST", "/v1/infer", b'{"model": "other"}', 400),
        ("POST", "/v1/infer", b'{"model": "upper", "inputs": {}}', 400),
        ("POST", "/v1/infer", b'{"model": "builtins.abs", "inputs": {"x": "y"}}', 400),
    ],
)
def test_front_refuses(front_port: int, method: str, path: str, body: Any, status: int) -> None:
    got, answer = ask(front_port, method, path, body)
    assert got == status and set(answer["error"]) == {"type", "message"}


def test_every_configuration_is_typed(client: Any) -> None:
    kind, connection = client
    if kind is tritonclient.grpc:
        configuration = connection.get_model_config("builtins.abs", as_json=True)["config"]
    else:
        configuration = connection.get_model_config("builtins.abs")
    assert configuration["input"][0]["data_type"] == "TYPE_INT64"
    assert int(configuration["max_batch_size"]) == 64
