"""Each snippet in `snippets/` does the same under CPython 3.11 and as WASM, in the compact form."""

import pytest

from ferrotype.building.form import CompactModules

# Before it is imported: what its assertions compare is to be told.
pytest.register_assert_rewrite("tests.parity.snippet_batch")

from tests.parity import snippet_batch  # noqa: E402


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> snippet_batch.Batch:
    return snippet_batch.build_batch(tmp_path_factory.mktemp("snippets"), CompactModules.ALL)


@pytest.mark.parametrize("name", [snippet.stem for snippet in snippet_batch.SNIPPETS])
def test_snippet(name: str, batch: snippet_batch.Batch) -> None:
    snippet_batch.assert_same(name, batch)
