"""Every benchmark runs with garbage collection as the pipeline has it: trees are cyclic, and collecting costs half."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dbmigrate.garbage import controlled_garbage


@pytest.fixture(autouse=True)
def garbage() -> Iterator[None]:
    with controlled_garbage():
        yield
