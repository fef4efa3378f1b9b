"""The HTTP face of a served module, as NIM microservices have it. Standard library alone.

Copied as it is beside `front.json`, and run as `python front.py`. It forwards inference to
Triton's HTTP port. It listens on loopback unless `FERROTYPE_LISTEN` says otherwise.

    POST /v1/infer   {"model": "tomli.loads", "inputs": {"s": "a = 1"}}
                     {"model": "tomli", "function": "tomli.loads", "arguments": ["a = 1"]}
"""

import hashlib
import http.client
import json
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

Address = tuple[str, int]
Json = dict[str, Any]

FOLDER = Path(os.path.abspath(__file__)).parent
API_VERSION = "1.0.0"
MAXIMUM_BODY = 64 << 20
PLAIN_TYPES = {"int": (int,), "float": (int, float), "bool": (bool,), "str": (str,)}
LOG = logging.getLogger("ferrotype.front")


class RequestError(Exception):
    """An answer other than 200."""

    def __init__(self, status: int, kind: str, message: str) -> None:
        super().__init__(message)
        self.status, self.kind = status, kind


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return json.dumps({"level": record.levelname, "message": record.getMessage()})


def certificate(path: Path) -> tuple[Json | None, list[Json]]:
    """The certificate beside the front, where there is one, and its line of the manifest."""
    if not path.is_file():
        return None, []
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    return json.loads(data), [
        {"path": f"{path.parent.name}/{path.name}", "sha256": digest, "size": len(data)}
    ]


class Front:
    """What the routes answer with. One for all threads; the counters have a lock."""

    def __init__(self, description: Json, triton_http: Address, triton_metrics: Address) -> None:
        self.description = description
        self.parity, self.files = certificate(FOLDER / "parity.json")
        self.models = {model["name"]: model for model in description["models"]}
        self.triton_http, self.triton_metrics = triton_http, triton_metrics
        self.lock = threading.Lock()
        self.counts = {"success": 0, "failure": 0}
        self.seconds = 0.0

    def live(self) -> Json:
        """The process answers."""
        return {"object": "health.response", "message": "live", "status": "live"}

    def ready(self) -> Json:
        """Triton has all models ready."""
        for name in sorted(self.models):
            status, _ = self.ask(self.triton_http, "GET", f"/v2/models/{name}/ready")
            if status != 200:
                raise RequestError(503, "NotReady", f"model {name} is not ready")
        return {"object": "health.response", "message": "ready", "status": "ready"}

    def list_models(self) -> Json:
        """The models, in the form that OpenAI's clients read."""
        rows = [
            {"id": name, "object": "model", "owned_by": "ferrotype", "root": name}
            for name in sorted(self.models)
        ]
        return {"object": "list", "data": rows}

    def metadata(self) -> Json:
        """What is served, with the digests of what it was made from."""
        return {
            "id": self.description["name"],
            "version": self.description["version"],
            "modelInfo": [
                {key: model[key] for key in ("name", "function", "inputs", "output", "description")}
                for _, model in sorted(self.models.items())
            ],
            "digests": self.description["digests"],
            "parity": self.parity,
        }

    def version(self) -> Json:
        """Release and interface version."""
        return {"release": self.description["version"], "api": API_VERSION}

    def manifest(self) -> Json:
        """Every file of the package with its digest."""
        return {"manifest": [*self.description["files"], *self.files]}

    def license(self) -> Json:
        """The license of what is served."""
        return {"name": "license", "content": self.description["license"]}

    def metrics(self) -> str:
        """Prometheus' text form: our counters, then Triton's."""
        status, body = self.ask(self.triton_metrics, "GET", "/metrics")
        with self.lock:
            lines = [
                "# HELP ferrotype_front_requests_total Inference requests.",
                "# TYPE ferrotype_front_requests_total counter",
                *(
                    f'ferrotype_front_requests_total{{outcome="{outcome}"}} {count}'
                    for outcome, count in sorted(self.counts.items())
                ),
                "# HELP ferrotype_front_seconds_total Time spent in inference requests.",
                "# TYPE ferrotype_front_seconds_total counter",
                f"ferrotype_front_seconds_total {self.seconds:.6f}",
            ]
        return "\n".join(lines) + "\n" + (body.decode() if status == 200 else "")

    def openapi(self) -> Json:
        """This interface, described."""
        paths = {
            path: {
                method.lower(): {
                    "summary": _summary(handler),
                    "responses": {"200": {"description": "OK"}},
                }
            }
            for (method, path), handler in sorted(ROUTES.items())
        }
        schema = {
            "type": "object",
            "required": ["model"],
            "properties": {
                "model": {"type": "string", "enum": sorted(self.models)},
                "inputs": {"type": "object"},
                "function": {"type": "string"},
                "arguments": {"type": "array", "items": {}},
                "keywords": {"type": "object"},
            },
        }
        content = {"application/json": {"schema": schema}}
        paths["/v1/infer"]["post"]["requestBody"] = {"required": True, "content": content}
        info = {"title": self.description["name"], "version": self.description["version"]}
        return {"openapi": "3.1.0", "info": info, "paths": paths}

    def infer(self, body: bytes) -> Json:
        """Call a function: forwarded to Triton."""
        began, outcome = time.monotonic(), "failure"
        try:
            answer = self._infer(body)
            outcome = "success"
            return answer
        finally:
            with self.lock:
                self.counts[outcome] += 1
                self.seconds += time.monotonic() - began

    def _infer(self, body: bytes) -> Json:
        try:
            asked = json.loads(body)
        except ValueError as error:
            raise RequestError(400, "InvalidRequest", f"the body is not JSON: {error}") from error
        if not isinstance(asked, dict) or asked.get("model") not in self.models:
            known = ", ".join(sorted(self.models))
            raise RequestError(400, "InvalidRequest", f"model must be one of {known}")
        model = self.models[asked["model"]]
        inputs = asked.get("inputs", {})
        if model["function"] is None:
            inputs = {
                "function": asked.get("function", ""),
                "arguments": asked.get("arguments", []),
                "keywords": asked.get("keywords", {}),
            }
        tensors = []
        for tensor in model["inputs"]:
            if not isinstance(inputs, dict) or tensor["name"] not in inputs:
                raise RequestError(400, "InvalidRequest", f"input {tensor['name']} is missing")
            value = inputs[tensor["name"]]
            wanted = PLAIN_TYPES.get(tensor["holds"])
            if wanted is None:
                value = json.dumps(value)
            elif type(value) not in wanted:
                message = f"input {tensor['name']} must be {tensor['holds']}"
                raise RequestError(400, "InvalidRequest", message)
            data_type = "BYTES" if tensor["data_type"] == "STRING" else tensor["data_type"]
            tensors.append(
                {"name": tensor["name"], "shape": [1, 1], "datatype": data_type, "data": [value]}
            )
        request = json.dumps({"inputs": tensors}).encode()
        status, answer = self.ask(
            self.triton_http, "POST", f"/v2/models/{model['name']}/infer", request
        )
        if status != 200:
            message = json.loads(answer).get("error", "") if answer else "no answer"
            raise RequestError(status if status in (400, 404) else 500, "CallFailed", message)
        (output,) = json.loads(answer)["outputs"]
        (result,) = output["data"]
        if model["output"]["holds"] == "json":
            result = json.loads(result)
        return {"model": model["name"], "result": result}

    def ask(
        self, address: Address, method: str, path: str, body: bytes | None = None
    ) -> tuple[int, bytes]:
        """One request to Triton: status and body; status 503 if it does not answer."""
        connection = http.client.HTTPConnection(*address, timeout=120)
        try:
            connection.request(method, path, body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            return response.status, response.read()
        except OSError as error:
            return 503, json.dumps({"error": f"Triton does not answer: {error}"}).encode()
        finally:
            connection.close()


ROUTES: dict[tuple[str, str], Callable[..., Json | str]] = {
    ("GET", "/v1/health/live"): Front.live,
    ("GET", "/v1/health/ready"): Front.ready,
    ("GET", "/v1/models"): Front.list_models,
    ("GET", "/v1/metadata"): Front.metadata,
    ("GET", "/v1/version"): Front.version,
    ("GET", "/v1/manifest"): Front.manifest,
    ("GET", "/v1/license"): Front.license,
    ("GET", "/v1/metrics"): Front.metrics,
    ("GET", "/v1/openapi"): Front.openapi,
    ("POST", "/v1/infer"): Front.infer,
}


def _summary(handler: Callable[..., Json | str]) -> str:
    return (handler.__doc__ or "").strip().splitlines()[0]


class FrontServer(ThreadingHTTPServer):
    """A thread a connection; none of them keeps the process alive."""

    daemon_threads = True

    def __init__(self, listen: Address, front: Front) -> None:
        super().__init__(listen, Handler)
        self.front = front


class Handler(BaseHTTPRequestHandler):
    """Routes a request to the front."""

    protocol_version = "HTTP/1.1"

    def front(self) -> Front:
        """What answers."""
        assert isinstance(self.server, FrontServer)
        return self.server.front

    def do_GET(self) -> None:
        """Any GET."""
        self.dispatch("GET")

    def do_POST(self) -> None:
        """Any POST."""
        self.dispatch("POST")

    def dispatch(self, method: str) -> None:
        """Answer from the table of routes."""
        path = self.path.partition("?")[0]
        try:
            body = self.read_body()
            handler = ROUTES.get((method, path))
            if handler is None:
                known = any(route == path for _, route in ROUTES)
                raise RequestError(
                    405 if known else 404, "NoSuchRoute", f"{method} {path} is not served here"
                )
            answer = handler(self.front(), body) if method == "POST" else handler(self.front())
            self.answer(200, answer)
        except RequestError as error:
            self.answer(error.status, {"error": {"type": error.kind, "message": str(error)}})
        except Exception:  # one bad request must not take the server's thread with it
            LOG.exception("request failed")
            self.answer(
                500, {"error": {"type": "InternalError", "message": "see the server's log"}}
            )

    def read_body(self) -> bytes:
        """The request's body, whose length must be told."""
        try:
            length = int(self.headers.get("Content-Length") or 0)
        except ValueError as error:
            raise RequestError(400, "InvalidRequest", "Content-Length is not a number") from error
        if not 0 <= length <= MAXIMUM_BODY:
            self.close_connection = True
            raise RequestError(413, "InvalidRequest", f"more than {MAXIMUM_BODY} bytes")
        return self.rfile.read(length)

    def answer(self, status: int, content: Json | str) -> None:
        """Send JSON, or text as it is."""
        is_text = isinstance(content, str)
        data = content.encode() if isinstance(content, str) else json.dumps(content).encode()
        self.send_response(status)
        self.send_header(
            "Content-Type", "text/plain; version=0.0.4" if is_text else "application/json"
        )
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """To our own log."""
        LOG.info(format, *args)


def make_server(
    description: Json, listen: Address, triton_http: Address, triton_metrics: Address
) -> "FrontServer":
    """A server that is bound but does not answer yet: call `serve_forever`."""
    return FrontServer(listen, Front(description, triton_http, triton_metrics))


def main(environment: Mapping[str, str]) -> None:
    """Serve until ended."""
    handler = logging.StreamHandler(sys.stderr)
    if environment.get("NIM_JSONL_LOGGING", "") in ("1", "true"):
        handler.setFormatter(JsonLines())
    LOG.addHandler(handler)
    LOG.setLevel(environment.get("NIM_LOG_LEVEL", "INFO").upper())
    # 2.x's name of the port wins over 1.x's.
    port = environment.get("NIM_SERVER_PORT") or environment.get("NIM_HTTP_API_PORT") or "8000"
    host = environment.get("FERROTYPE_LISTEN", "127.0.0.1")
    triton = (
        environment.get("FERROTYPE_TRITON_HOST", "127.0.0.1"),
        int(environment.get("FERROTYPE_TRITON_HTTP_PORT", "8100")),
    )
    metrics = (triton[0], int(environment.get("NIM_TRITON_METRICS_PORT", "8102")))
    description = json.loads((FOLDER / "front.json").read_text())
    server = make_server(description, (host, int(port)), triton, metrics)
    LOG.info("listening on %s:%d", host, server.server_address[1])
    server.serve_forever()


if __name__ == "__main__":
    main(os.environ)
