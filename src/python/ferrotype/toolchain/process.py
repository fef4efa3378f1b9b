"""Running the tools that the toolchain is made of, with limits on time."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path


def capture(arguments: Sequence[str], environment: Mapping[str, str], timeout: float = 60) -> str | None:
    """A tool's standard output, or None if it cannot be started, fails or takes too long."""
    try:
        finished = subprocess.run(
            arguments,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return finished.stdout if finished.returncode == 0 else None


def run_joined(
    arguments: Sequence[str], environment: Mapping[str, str], folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs a tool to its end, in `folder` if one is given; its two streams are one."""
    return subprocess.run(
        arguments,
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def run_watched(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    *,
    measure: Callable[[], int],
    stalled_after: float,
    timeout: float,
) -> tuple[bool, str]:
    """Runs a tool that downloads and ends it when it makes no headway.

    Headway is output, or a change of what `measure` returns (bytes downloaded so far). Returns
    whether the tool succeeded, and the end of what it said.
    """
    try:
        process = subprocess.Popen(
            arguments,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    except OSError as error:
        return False, str(error)
    assert process.stdout is not None
    os.set_blocking(process.stdout.fileno(), False)
    said = b""
    started = moved = time.monotonic()
    measured = measure()
    with selectors.DefaultSelector() as selector, process.stdout:
        selector.register(process.stdout, selectors.EVENT_READ)
        while process.poll() is None:
            chunk = b""
            if selector.select(timeout=0.2):
                chunk = process.stdout.read() or b""
                if not chunk:
                    # The pipe is closed; the process ends by itself in a moment.
                    time.sleep(0.05)
            said = (said + chunk)[-4000:]
            now, size = time.monotonic(), measure()
            if chunk or size != measured:
                moved, measured = now, size
            if now - moved > stalled_after or now - started > timeout:
                _end_group(process)
                return False, f"no progress for {stalled_after:.0f} s"
        said += process.stdout.read() or b""
    return process.returncode == 0, said.decode("utf-8", "replace").strip()


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """Ends the process and what it started; they share the session made for them."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
