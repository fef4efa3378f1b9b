"""The real Triton server, from the wheel `nvidia-pytriton`, on free loopback ports."""

import contextlib
import ctypes
import http.client
import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import uuid
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_START_SECONDS = 240
"""Each model compiles its module at the start; on a busy machine that takes its time."""
_STOP_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Server:
    """A running server's ports and process."""

    http: int
    grpc: int
    metrics: int
    process: subprocess.Popen[bytes]
    log: Path


def find_server() -> Path | None:
    """The folder of `tritonserver` in the installed wheel; None if it is not installed."""
    spec = importlib.util.find_spec("pytriton")
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(next(iter(spec.submodule_search_locations)), "tritonserver")
    return folder if folder.is_dir() else None


@contextlib.contextmanager
def triton(repository: Path, run: Path) -> Iterator[Server]:
    """Serve a copy of a model repository; stop the server at the end."""
    home = find_server()
    assert home is not None
    copy, backends = run / "repository", run / "backends"
    shutil.copytree(repository, copy)
    shutil.copytree(home / "backends", backends)
    stub = home.parent / "tritonserver/python_backend_stubs/3.11/triton_python_backend_stub"
    shutil.copy(stub, backends / "python")
    identity, log = uuid.uuid4().hex, run / "triton.log"
    http_port, grpc_port, metrics_port = free_ports(3)
    command = [
        *(str(home / "bin/tritonserver"), f"--model-repository={copy}", f"--id={identity}"),
        *(f"--backend-directory={backends}", "--disable-auto-complete-config"),
        *("--model-control-mode=explicit", "--load-model=*", "--exit-timeout-secs=5"),
        *("--http-address=127.0.0.1", f"--http-port={http_port}"),
        *("--grpc-address=127.0.0.1", f"--grpc-port={grpc_port}"),
        *("--metrics-address=127.0.0.1", f"--metrics-port={metrics_port}"),
        f"--backend-config=python,shm-region-prefix-name=f{identity[:8]}",
    ]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=_environment(home, run),
            preexec_fn=_die_with_parent,
        )
    server = Server(http_port, grpc_port, metrics_port, process, log)
    try:
        _wait(server, identity)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on now. All are held until all are found."""
    with contextlib.ExitStack() as stack:
        ports = []
        for _ in range(count):
            held = stack.enter_context(socket.socket())
            held.bind(("127.0.0.1", 0))
            ports.append(int(held.getsockname()[1]))
        return ports


def _environment(home: Path, run: Path) -> dict[str, str]:
    """The stub takes the first python3 on PATH and ignores PYTHONPATH: make it a venv of its own
    that sees what this process sees."""
    folder = run / "venv"
    venv.EnvBuilder(with_pip=False, symlinks=True).create(folder)
    (packages,) = folder.glob("lib/python3.*/site-packages")
    seen = [entry for entry in sys.path if entry and Path(entry).is_dir()]
    (packages / "seen.pth").write_text("\n".join(seen) + "\n")
    libraries = [str(home.parent.parent / "nvidia_pytriton.libs")]
    libraries.append(str(sysconfig.get_config_var("LIBDIR")))
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "PYTHONPATH")}
    return {
        **kept,
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}",
        "LD_LIBRARY_PATH": os.pathsep.join(libraries),
    }


def _die_with_parent() -> None:
    """A server outlives a dead parent otherwise."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _wait(server: Server, identity: str) -> None:
    """Until the server answers as ours (another's port would look ready) and is ready."""
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            raise AssertionError(f"tritonserver ended:\n{server.log.read_text()}")
        with contextlib.suppress(OSError, ValueError):
            is_ours = get(server.http, "/v2")[1].get("name") == identity
            if is_ours and get(server.http, "/v2/health/ready")[0] == 200:
                return
        time.sleep(0.1)
    raise AssertionError(f"tritonserver is not ready:\n{server.log.read_text()}")


def get(port: int, path: str) -> tuple[int, dict[str, object]]:
    """Status and JSON body of a GET on loopback."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        body = response.read()
        return response.status, json.loads(body) if body else {}
    finally:
        connection.close()
