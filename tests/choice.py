"""Which servers this run tests on: what `--server` and the environment say, and what is installed."""

from __future__ import annotations

import os
from dataclasses import dataclass

import pytest
from servers import VERSIONS, Installation, given_version, installations


@dataclass(frozen=True)
class Choice:
    """The servers of this run. `missing` are versions that we would test on and that are not installed."""

    given: str
    installed: dict[int, Installation]
    missing: tuple[int, ...]

    @property
    def params(self) -> list[object]:
        if self.given:
            return [pytest.param(0, id=f"pg{given_version(self.given)}")]
        return [
            pytest.param(v, id=f"pg{v}", marks=[pytest.mark.skip(reason=absent(v))] if v in self.missing else [])
            for v in sorted({*self.installed, *self.missing})
        ]


def absent(version: int) -> str:
    return f"PostgreSQL {version}: not installed"


def choose(option: str) -> Choice:
    if given := os.environ.get("DBMIGRATE_TEST_DSN", ""):
        return Choice(given, {}, ())
    wanted = VERSIONS if option == "both" else (int(option),)
    installed = {v: i for v, i in installations().items() if v in wanted}
    missing = tuple(v for v in wanted if v not in installed)
    if missing and option != "both":
        raise pytest.UsageError(f"--server {option}: PostgreSQL {option} is not installed")
    if 15 in missing and os.environ.get("DBMIGRATE_REQUIRE_15") == "1":
        raise pytest.UsageError("DBMIGRATE_REQUIRE_15: PostgreSQL 15 is not installed")
    return Choice("", installed, missing)
