"""Rows of a comparison: both texts are whole and in order, and text that stayed stands beside itself."""

import random

import pytest
from test_patch import WORDS, random_edits

from dbmigrate.engine.compose import apply
from dbmigrate.model import Edit
from dbmigrate.report.diff.lines import UNEDITED, Line, aligned
from dbmigrate.sources.scan import LINE_END


def texts(lines: list[Line | None], text: str) -> list[str]:
    return ["".join(text[p.start : p.end] for p in line.pieces) for line in lines if line]


def rows_of(source: str, edits: list[Edit]) -> list[tuple[str | None, str | None]]:
    target = apply(source, edits)
    found = []
    for left, right in aligned(source, target, edits):
        found.append(
            (
                "".join(source[p.start : p.end] for p in left.pieces) if left else None,
                "".join(target[p.start : p.end] for p in right.pieces) if right else None,
            )
        )
    return found


@pytest.mark.parametrize("seed", range(80))
def test_both_sides_are_whole(seed: int) -> None:
    rng = random.Random(seed)
    text = "".join(rng.choices([*WORDS, "\r", "abc def"], k=rng.randint(1, 120)))
    edits = random_edits(text, rng)
    target = apply(text, edits)
    rows = list(aligned(text, target, edits))
    for side, whole in ((0, text), (1, target)):
        lines = [row[side] for row in rows if row[side]]
        assert [line.number for line in lines if line] == list(range(1, len(lines) + 1))
        expected = LINE_END.split(whole)
        got = texts(lines, whole)
        assert got == expected or [*got, ""] == expected
    for row in rows:
        if row.same:
            assert row.left and row.right
            assert texts([row.left], text) == texts([row.right], target)
    seen = {p.edit for row in rows for line in row if line for p in line.pieces} - {UNEDITED}
    assert seen == {n for n, e in enumerate(edits) if e.old or e.new}


def test_an_inserted_line_has_nothing_beside_it() -> None:
    assert rows_of("a\nb\n", [Edit(2, 2, "", "-- why\n", "AA001")]) == [("a", "a"), (None, "-- why"), ("b", "b")]


def test_a_removed_line_has_nothing_beside_it() -> None:
    made = rows_of("a (\n x\n tablespace t\n)\n", [Edit(6, 20, "\n tablespace t", "", "AA001")])
    assert made == [("a (", "a ("), (" x", " x"), (" tablespace t", None), (")", ")")]


def test_one_line_becomes_three() -> None:
    made = rows_of("x := f(1);\n", [Edit(0, 4, "x :=", "SELECT\n *\n INTO x FROM", "AA001")])
    assert made == [(None, "SELECT"), (None, " *"), ("x := f(1);", " INTO x FROM f(1);")]


def test_line_ends_of_every_kind() -> None:
    made = rows_of("a\r\nb\rc\nd", [Edit(3, 4, "b", "B", "AA001")])
    assert made == [("a", "a"), ("b", "B"), ("c", "c"), ("d", "d")]
