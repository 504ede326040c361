"""Colours of a target's text: taken over from the source where edits allow it, the same as if it were read anew."""

from __future__ import annotations

import pytest

from dbmigrate.model import Edit
from dbmigrate.report.diff.colours import COMMENT, KEYWORD, NUMBER, STRING, Colours
from dbmigrate.report.diff.colours import PLAIN as UNCOLOURED

TEXT = "select nvl(a, 1) into v -- nvl stays\n  from t where b = 'nvl' and number_1 > 20 /* x */;"
PLAIN = [("nvl", "coalesce"), ("20", "20::numeric"), ("number_1", "n")]


def edits_of(pairs: list[tuple[str, str]]) -> list[Edit]:
    found = sorted((TEXT.index(old), old, new) for old, new in pairs)
    return [Edit(at, at + len(old), old, new, "FN001") for at, old, new in found]


def applied(edits: list[Edit]) -> str:
    text = TEXT
    for edit in reversed(edits):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def kinds(colours: Colours, text: str) -> list[int]:
    return [kind for start, end, kind in colours.cut(0, len(text)) for _ in range(start, end)]


@pytest.mark.parametrize("count", range(4))
def test_what_stayed_keeps_its_colour(count: int) -> None:
    edits = edits_of(PLAIN[:count])
    target = applied(edits)
    source, followed, read = Colours(), Colours(), Colours()
    source.add(TEXT, 0, "oracle")
    assert followed.follow(source, 0, TEXT, edits, 0)
    read.add(target, 0, "")
    blank = [c.isspace() for c in target]
    assert [k for k, b in zip(kinds(followed, target), blank, strict=True) if not b] == [
        k for k, b in zip(kinds(read, target), blank, strict=True) if not b
    ]


@pytest.mark.parametrize("new", ["'", '"a"', "-- x", "/* ", "$$", "[a]", "a\nb"])
def test_an_edit_that_begins_a_text_or_a_comment_is_read_anew(new: str) -> None:
    source, made = Colours(), Colours()
    source.add(TEXT, 0, "oracle")
    assert not made.follow(source, 0, TEXT, edits_of([("nvl", new)]), 0)
    assert kinds(made, "x") == [0]


@pytest.mark.parametrize(
    ("dialect", "text", "part", "kind"),
    [
        ("oracle", "a := q'[it's]' || b", "it's", STRING),
        ("oracle", "a := nq'!it's!' || b", "it's", STRING),
        ("oracle", "a := 'it''s' || b", "b", UNCOLOURED),
        ("oracle", "/* a /* b */ begin", "begin", KEYWORD),
        ("sqlserver", "/* a /* b */ c */ begin", "c", COMMENT),
        ("sqlserver", "/* a /* b */ c */ begin", "begin", KEYWORD),
        ("sqlserver", "select [begin] from t", "begin", UNCOLOURED),
        ("sqlserver", "select a -- begin\r\nfrom t", "from", KEYWORD),
        ("", 'select "begin", 12.5', "begin", UNCOLOURED),
        ("", "as $body$ begin", "begin", KEYWORD),
        ("", "x > 12.5", "12.5", NUMBER),
        ("", "/* begin", "begin", COMMENT),
        ("", "'begin", "begin", STRING),
    ],
)
def test_texts_comments_and_names_by_dialect(dialect: str, text: str, part: str, kind: int) -> None:
    made = Colours()
    made.add(text, 0, dialect)
    at = text.index(part)
    assert set(kinds(made, text)[at : at + len(part)]) == {kind}
