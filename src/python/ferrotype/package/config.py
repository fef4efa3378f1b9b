"""`config.pbtxt`, Triton's description of a model, in its text form."""

import json

from ferrotype.package.spec import Limits, ServedModel, Tensor


def config_pbtxt(model: ServedModel, max_batch_size: int, limits: Limits) -> str:
    """The file's text: typed tensors, dynamic batching, one warm-up call's worth of settings."""
    blocks = [
        f"name: {_text(model.name)}",
        'backend: "python"',
        f"max_batch_size: {max_batch_size}",
        _tensors("input", model.inputs),
        _tensors("output", (model.output,)),
        # Short: calls are short, and a batch gains little but the round trip to the stub.
        "dynamic_batching { max_queue_delay_microseconds: 100 }",
        "instance_group [ { kind: KIND_CPU count: 1 } ]",
        _parameters(limits),
    ]
    return "\n".join(blocks) + "\n"


def _tensors(kind: str, tensors: tuple[Tensor, ...]) -> str:
    rows = [
        f"  {{ name: {_text(t.name)} data_type: TYPE_{t.data_type} dims: [ 1 ] }}" for t in tensors
    ]
    return f"{kind} [\n" + ",\n".join(rows) + "\n]"


def _parameters(limits: Limits) -> str:
    values = {
        "memory_bytes": str(limits.memory_bytes),
        "seconds": repr(limits.seconds),
        "instance": "fresh" if limits.fresh_instance else "kept",
    }
    return "\n".join(
        f"parameters {{ key: {_text(key)} value {{ string_value: {_text(value)} }} }}"
        for key, value in sorted(values.items())
    )


def _text(value: str) -> str:
    """A quoted string: JSON's escapes are among protobuf's."""
    return json.dumps(value)
