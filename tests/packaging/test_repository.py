"""What `write_package` and `ferrotype package` write."""

import datetime
import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrotype.interfaces import (
    FunctionInterface,
    Interface,
    ParameterInterface,
    ParameterKind,
    write_interface,
)
from ferrotype.package.command_line import main
from ferrotype.package.config import config_pbtxt
from ferrotype.package.json_values import from_json, to_json
from ferrotype.package.spec import Limits, ServedModel, Tensor
from ferrotype.package.typed import typed_models

WASM = b"\0asm\1\0\0\0"


def parameter(name: str, annotation: str | None, default: str | None = None) -> ParameterInterface:
    return ParameterInterface(name, ParameterKind.POSITIONAL, annotation, default)


def function(name: str, *parameters: ParameterInterface, returns: str | None) -> FunctionInterface:
    return FunctionInterface(name, parameters, returns, (), False, False, True)


INTERFACE = Interface(
    module="shapes",
    is_package=False,
    names=("area", "load", "parse", "plain", "_hidden"),
    exports=None,
    functions=(
        function("_hidden", parameter("x", "int"), returns="int"),
        function("area", parameter("r", "float"), parameter("n", "int", "1"), returns="float"),
        function("load", parameter("file", "TextIO"), returns="int"),
        function("parse", parameter("s", "str"), returns="Dict[str, Any]"),
        function("plain", parameter("x", None), returns=None),
    ),
    classes=(),
    constants=(),
    imported=(),
    star_imports=(),
)


def test_typed_models() -> None:
    area, parse = typed_models(INTERFACE)
    assert (area.name, area.inputs, area.output.data_type) == (
        "shapes.area",
        (Tensor("r", "float"),),
        "FP64",
    )
    assert (parse.function, parse.output) == ("shapes.parse", Tensor("result", "json"))


def test_config() -> None:
    model = ServedModel("m", "m.f", (Tensor('a"b', "bool"),), Tensor("r", "float"))
    text = config_pbtxt(model, 8, Limits(1 << 20, 0.5, False))
    assert 'name: "a\\"b" data_type: TYPE_BOOL dims: [ 1 ]' in text
    assert 'key: "instance" value { string_value: "kept" }' in text
    assert "max_batch_size: 8\n" in text


def run(tmp_path: Path, output: str) -> dict[str, bytes]:
    (tmp_path / "m.wasm").write_bytes(WASM)
    (tmp_path / "shapes.iface.json").write_bytes(write_interface(INTERFACE))
    arguments = [str(tmp_path / "m.wasm"), "-o", str(tmp_path / output), "--name", "shapes"]
    assert main([*arguments, "--interface", str(tmp_path / "shapes.iface.json")]) == 0
    folder = tmp_path / output
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def test_the_same_bytes_each_time(tmp_path: Path) -> None:
    first, second = run(tmp_path, "one"), run(tmp_path, "two")
    assert first == second
    assert {name.split("/")[1] for name in first if name.startswith("model_repository")} == {
        "shapes",
        "shapes.area",
        "shapes.parse",
    }
    everything = b"".join(first.values())
    assert str(tmp_path).encode() not in everything
    listed = {entry["path"] for entry in json.loads(first["front/front.json"])["files"]}
    assert listed == set(first) - {"front/front.json"}


@pytest.mark.parametrize(
    ("wasm", "expected"), [(None, "is not a file"), (b"text", "is not a WASM module")]
)
def test_wrong_input(
    tmp_path: Path, wasm: bytes | None, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "m.wasm"
    if wasm is not None:
        path.write_bytes(wasm)
    assert main([str(path), "-o", str(tmp_path / "out"), "--name", "n"]) == 2
    assert expected in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("certificate", "expected"),
    [
        ("no JSON", "is not a certificate"),
        ("[]", "is not a certificate"),
        ({"wasm": "00"}, "is the certificate of another module"),
        ({"wasm": hashlib.sha256(WASM).hexdigest()}, "does not agree with CPython"),
    ],
)
def test_a_certificate_has_to_speak_for_the_module(
    tmp_path: Path,
    certificate: str | dict[str, str],
    expected: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "m.wasm").write_bytes(WASM)
    text = certificate
    if isinstance(certificate, dict):
        text = json.dumps({"digests": certificate, "agrees": False})
    (tmp_path / "parity.json").write_text(str(text))
    arguments = [str(tmp_path / "m.wasm"), "-o", str(tmp_path / "out"), "--name", "n"]
    assert main([*arguments, "--parity", str(tmp_path / "parity.json")]) == 2
    assert expected in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["../n", "", ".n", "a/b", "a b"])
def test_a_name_that_leaves_the_folder_is_wrong_usage(tmp_path: Path, name: str) -> None:
    (tmp_path / "m.wasm").write_bytes(WASM)
    with pytest.raises(SystemExit):
        main([str(tmp_path / "m.wasm"), "-o", str(tmp_path / "out"), "--name", name])


def test_output_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "m.wasm").write_bytes(WASM)
    assert main([str(tmp_path / "m.wasm"), "-o", str(tmp_path), "--name", "n"]) == 2


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary(max_size=5)
    | st.dates()
    | st.datetimes(timezones=st.none() | st.just(datetime.UTC))
    | st.times()
    | st.decimals(allow_nan=False)
    | st.fractions(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(
            st.text(max_size=3) | st.just("$tuple") | st.integers(), inner, max_size=3
        )
    ),
    max_leaves=6,
)


@given(plain)
def test_json_forms_come_back(value: object) -> None:
    # By value: JSON has no shared objects. The texts of these types tell every bit.
    assert repr(from_json(json.loads(json.dumps(to_json(value))))) == repr(value)


def test_json_forms_of_extremes() -> None:
    assert json.dumps(to_json([float("nan"), float("-inf"), {1}])) == (
        '[{"$float": "nan"}, {"$float": "-inf"}, {"$set": [1]}]'
    )
    with pytest.raises(TypeError, match="no JSON form"):
        to_json(object())
    with pytest.raises(ValueError, match="not a form"):
        from_json({"$tuple": 5})
