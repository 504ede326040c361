"""Literals of the user's code behind dots: what a comparison shows may leave the house, patients' data may not.

A masked text is as long as the text and has the same lines, so that places stay. What says how something is written
(formats of dates and numbers, flags of two letters) stays readable, and so do comments on tables and columns.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dbmigrate.model import Edit
from dbmigrate.results import ConvertedText

SPOKEN: Final = frozenset(("comment", "extended property"))  # units whose literals are documentation
DOT: Final = "·"
_SKIPPED: Final = r"--[^\r\n]*|/\*[\s\S]*?(?:\*/|\Z)"
_PLAIN: Final = r"'(?:[^']|'')*(?:'|\Z)"
_NUMBER: Final = r"(?<![\w.])(?!9+\b|10+\b)\d{8,}(?!\w)"  # not the bounds of sequences
_PASSWORD: Final = r"(?i:identified\s+by\s+(?:values\s+)?(?P<password>[^\s;'\"]+|\"[^\"\r\n]*\"))"
_LOGIN: Final = r"(?im:^[ \t]*conn(?:ect)?[ \t]+[^\s/@]+/(?P<login>[^\s@;]+))"
_QUOTED: Final = r"[nN]?[qQ]'(?:\[[\s\S]*?\]|\{[\s\S]*?\}|\([\s\S]*?\)|<[\s\S]*?>|(?P<q>[^\s\[({<])[\s\S]*?(?P=q))'"
ORACLE: Final = re.compile(
    rf'{_SKIPPED}|{_PASSWORD}|{_LOGIN}|"[^"\r\n]*"|(?<![\w$#])(?P<quoted>{_QUOTED})|(?P<text>{_PLAIN})|(?P<number>{_NUMBER})'
)
SQLSERVER: Final = re.compile(
    rf"{_SKIPPED}|\[[^\]\r\n]*\]|(?P<text>{_PLAIN}|\"(?:[^\"]|\"\")*(?:\"|\Z))|(?P<number>{_NUMBER})"
)
TARGET: Final = re.compile(
    rf'{_SKIPPED}|"[^"\r\n]*"|(?P<text>{_PLAIN}|(?<!\w)[eE]\'(?:[^\'\\]|\\.|\'\')*(?:\'|\Z))|(?P<number>{_NUMBER})'
)
_LETTERS: Final = (
    r"FM|TH|YYYY|YYY|YY|Y|RRRR|RR|IYYY|IW|WW|MM|MONTH|MON|DDD|DD|DAY|DY|D|HH24|HH12|HH|MI|SSSSS|SS|FF[1-9]?|TZH|TZM|TZR|"
    r"[AP]M|[AP]\.M\.|US|MS|Q|[年月日时分秒]"
)
FORMAT: Final = re.compile(rf"(?=.*(?:YY|RR|HH|MM|DD|SS|IW|WW))(?:{_LETTERS}|[ \-/:.,\";T])+|[09.,$GDLSFMIPRX ]+", re.I)
FLAG: Final = re.compile(r"[\x20-\x7e]{0,2}")
WORD: Final = re.compile(r"[a-z_ .:]{1,40}|-?\d{1,4} (?:microsecond|second|minute|hour|day|week|month|year)s?")
NAME: Final = re.compile(r"[A-Za-z_#@$][A-Za-z0-9_#@$ ]*", re.ASCII)
HIDDEN: Final = re.compile(r"[^\r\n]")


def masked(stretch: ConvertedText, dialect: str) -> ConvertedText:
    """The stretch with dots for literals, in its source and in what its edits write."""
    if stretch.unit is not None and stretch.unit.kind in SPOKEN:
        return stretch
    pattern = SQLSERVER if dialect == "sqlserver" else ORACLE
    ranges = hidden_ranges(stretch.source, pattern)
    source = with_dots(stretch.source, ranges)
    starts = [lo for lo, _ in ranges]
    said = [stretch.source[lo:hi].casefold() for lo, hi in ranges]
    edits = tuple(masked_edit(e, stretch, source, ranges, starts, said) for e in stretch.edits)
    return replace(stretch, source=source, output="", edits=edits)


def masked_edit(
    edit: Edit,
    stretch: ConvertedText,
    source: str,
    ranges: Sequence[tuple[int, int]],
    starts: Sequence[int],
    said: Sequence[str],
) -> Edit:
    lo, hi = edit.start - stretch.start, edit.end - stretch.start
    at = bisect_right(starts, lo) - 1
    if at >= 0 and ranges[at][0] < lo < ranges[at][1]:
        new = HIDDEN.sub(DOT, edit.new)
    else:
        found = hidden_ranges(edit.new, TARGET)
        own = [r for r in found if not is_of_the_rule(edit.new[slice(*r)], said)]
        new = with_dots(edit.new, own)
    return replace(edit, old=source[lo:hi], new=new)


def is_of_the_rule(text: str, said: Sequence[str]) -> bool:
    """A literal that a rule wrote, not one that the user's text holds."""
    if text.startswith("dbmigrate "):
        return True
    return bool(WORD.fullmatch(text)) and not any(text in literal for literal in said)


def hidden_ranges(text: str, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    """The insides of the literals that are not shown."""
    if "'" not in text and '"' not in text and not text.strip():
        return []
    ranges = []
    for found in pattern.finditer(text):
        kind = found.lastgroup
        if kind is None:
            continue
        lo, hi = found.span(kind)
        whole = text[lo:hi]
        if kind in ("text", "quoted"):
            lo = text.index("'" if whole[0] != '"' else '"', lo) + 1
            hi -= hi > lo and whole[-1] in "'\""
        inside = text[lo:hi]
        if kind == "text" and (FLAG.fullmatch(inside) or FORMAT.fullmatch(inside)):
            continue
        if kind == "text" and whole[0] == '"' and NAME.fullmatch(inside):
            continue
        if hi > lo:
            ranges.append((lo, hi))
    return ranges


def with_dots(text: str, ranges: Sequence[tuple[int, int]]) -> str:
    if not ranges:
        return text
    out, at = [], 0
    for lo, hi in ranges:
        out += [text[at:lo], HIDDEN.sub(DOT, text[lo:hi])]
        at = hi
    return "".join(out) + text[at:]


__all__ = ["masked"]
