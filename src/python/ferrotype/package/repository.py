"""Writing a package: the same bytes for the same inputs, whatever the machine and the time."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ferrotype.package.config import config_pbtxt
from ferrotype.package.spec import ServedModel, ServedPackage, Tensor
from ferrotype.parity.outcome import digest

_SOURCES = Path(__file__).parent.parent
_CARRIED = ("__init__.py", "host", "wire", "package/__init__.py", "package/json_values.py")
"""The parts of Ferrotype that a model needs at its side."""


def write_package(
    folder: Path, package: ServedPackage, wasm: bytes, parity: bytes | None, license_text: str
) -> None:
    """Write `model_repository/` and `front/` into a folder that does not exist or is empty."""
    files: dict[str, bytes] = {}
    carried = _carried()
    for model in package.models:
        base = f"model_repository/{model.name}"
        config = config_pbtxt(model, package.max_batch_size, package.limits)
        files[f"{base}/config.pbtxt"] = config.encode()
        files[f"{base}/1/model.py"] = (_SOURCES / "package/triton_model.py").read_bytes()
        files[f"{base}/1/model_spec.json"] = _json(_model(model))
        files[f"{base}/1/module.wasm"] = wasm
        files |= {f"{base}/1/ferrotype/{name}": data for name, data in carried.items()}
    files["front/front.py"] = (_SOURCES / "package/front.py").read_bytes()
    listing = [
        {"path": name, "sha256": digest(data), "size": len(data)}
        for name, data in sorted(files.items())
    ]
    files["front/front.json"] = _json(
        {
            "name": package.name,
            "version": package.version,
            "models": [_model(model) for model in package.models],
            "digests": {"wasm": digest(wasm)},
            "license": license_text,
            "files": listing,
        }
    )
    # Nothing else names it: it can be put in when all else is done, as the build rules do.
    if parity is not None:
        files["front/parity.json"] = parity
    for name, data in sorted(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _carried() -> dict[str, bytes]:
    found = {}
    for name in _CARRIED:
        path = _SOURCES / name
        paths = sorted(path.glob("*.py")) if path.is_dir() else [path]
        for source in paths:
            found[source.relative_to(_SOURCES).as_posix()] = source.read_bytes()
    return found


def _model(model: ServedModel) -> dict[str, Any]:
    return {
        **asdict(model),
        "inputs": [_tensor(tensor) for tensor in model.inputs],
        "output": _tensor(model.output),
    }


def _tensor(tensor: Tensor) -> dict[str, str]:
    return {"name": tensor.name, "holds": tensor.holds, "data_type": tensor.data_type}


def _json(content: object) -> bytes:
    return (json.dumps(content, sort_keys=True, indent=1) + "\n").encode()
