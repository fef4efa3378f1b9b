"""Stands before `buildbox-run`: turns what Pants 2.17 asks for into what that runner understands.

Run by the interpreter of the BuildGrid environment, whose protocol classes it uses. Pants names
outputs by the fields that REAPI 2.1 replaced, and leaves the placeholder `{chroot}` for the folder
in which a process runs. There, that folder is the root.

    runner.py BUILDBOX_RUN --action=FILE --remote=URL --instance=NAME …
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Sequence

import grpc
from buildgrid._protos.build.bazel.remote.execution.v2 import (
    remote_execution_pb2 as reapi,
)
from buildgrid._protos.build.bazel.remote.execution.v2 import (
    remote_execution_pb2_grpc as services,
)

_CHROOT = "{chroot}"


def option(arguments: Sequence[str], name: str) -> str:
    """The value of the last `--name=…`, or an empty text."""
    prefix = f"--{name}="
    return next(
        (a.removeprefix(prefix) for a in reversed(arguments) if a.startswith(prefix)),
        "",
    )


def understood(command: reapi.Command) -> reapi.Command:
    """The command with outputs as paths and without the placeholder."""
    mended = reapi.Command()
    mended.CopyFrom(command)
    if not command.output_paths:
        mended.output_paths.extend(
            sorted({*command.output_files, *command.output_directories})
        )
    del mended.output_files[:]
    del mended.output_directories[:]
    mended.arguments[:] = [in_root(argument) for argument in command.arguments]
    for variable in mended.environment_variables:
        variable.value = in_root(variable.value)
    return mended


def in_root(text: str) -> str:
    return text.replace(f"{_CHROOT}/", "/").replace(_CHROOT, "/")


def main(arguments: Sequence[str]) -> None:
    """Becomes the runner, with an action that it understands."""
    program, *options = arguments
    path = option(options, "action")
    if path:
        options = [
            argument for argument in options if not argument.startswith("--action=")
        ]
        options.append(f"--action={mended_action(path, options)}")
    os.execv(program, [program, *options])


def mended_action(path: str, options: Sequence[str]) -> str:
    """A file with the action, whose command is one that is understood."""
    action = reapi.Action()
    with open(path, "rb") as stream:
        action.ParseFromString(stream.read())
    instance = option(options, "instance")
    with grpc.insecure_channel(
        option(options, "remote").removeprefix("http://")
    ) as channel:
        storage = services.ContentAddressableStorageStub(channel)
        asked = reapi.BatchReadBlobsRequest(
            instance_name=instance, digests=[action.command_digest]
        )
        (answer,) = storage.BatchReadBlobs(asked).responses
        command = reapi.Command()
        command.ParseFromString(answer.data)
        data = understood(command).SerializeToString(deterministic=True)
        digest = reapi.Digest(
            hash=hashlib.sha256(data).hexdigest(), size_bytes=len(data)
        )
        written = reapi.BatchUpdateBlobsRequest(instance_name=instance)
        written.requests.add(digest=digest, data=data)
        storage.BatchUpdateBlobs(written)
    action.command_digest.CopyFrom(digest)
    with tempfile.NamedTemporaryFile(prefix="action-", delete=False) as made:
        made.write(action.SerializeToString(deterministic=True))
    return made.name


if __name__ == "__main__":
    main(sys.argv[1:])
