"""What orafce.toml lists answers as our helpers do, on a server with orafce."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Final

import pytest

from dbmigrate.packs import load_target
from dbmigrate.packs.orafce import counterparts
from dbmigrate.packs.runtime import helper_sql

TARGET: Final = load_target("postgres@15")
TEXTS: Final = ["'abcabc'", "''", "NULL", "'患者姓名患者'", "'  a '"]
NUMBERS: Final = ["0", "0.5", "-0.5", "2.70", "1e10", "-12.340", "NULL", "123456789012345678901.5"]
MOMENTS: Final = ["1986-05-04 02:30", "2024-02-29 23:59:59", "2023-12-31 12:00", "1900-01-31 11:59:59", "2024-08-16"]
ANY: Final = {
    "mod": ([f"({n})::numeric" for n in NUMBERS], [f"({n})::numeric" for n in NUMBERS]),
    "instr": ([f"{t}::text" for t in TEXTS], ["'b'", "'bc'", "'者'"], ["-7", "-2", "1", "2", "9"], ["1", "2", "5"]),
    "trunc": ([f"timestamp '{m}'" for m in MOMENTS],),
    "round": ([f"timestamp '{m}'" for m in MOMENTS],),
}


def test_each_is_compared() -> None:
    assert set(counterparts(TARGET)) == set(ANY)


@pytest.mark.server
@pytest.mark.needs("orafce")
@pytest.mark.parametrize("name", sorted(ANY))
def test_both_answer_the_same(name: str, run: Callable[..., str]) -> None:
    other = counterparts(TARGET)[name]
    pools = [*ANY[name], *([[f"'{m}'" for m in sorted(other.models)]] if other.models else [])]
    sql = f"CREATE SCHEMA dbmigrate; SET TimeZone = 'Asia/Shanghai'; {helper_sql(TARGET, name)}"
    for row in product(*pools):
        assert other.takes(row)
        arguments = ", ".join(row)
        answer = run(sql, f"SELECT dbmigrate.{name}({arguments}) IS NOT DISTINCT FROM {other.to}({arguments})")
        assert answer == "t", arguments


@pytest.mark.parametrize(
    "name, arguments",
    [("instr", ["a", "b"]), ("instr", ["a", "''"]), ("instr", ["a", "'x'", "0"]), ("instr", ["a", "'x'", "1", "0"]),
     ("trunc", ["a"]), ("trunc", ["a", "'CC'"]), ("round", ["a", "'W'"]), ("mod", ["a", "b", "c"])],
)  # fmt: skip
def test_what_differs_is_left_to_the_helper(name: str, arguments: list[str]) -> None:
    assert not counterparts(TARGET)[name].takes(arguments)
