"""Calls of helper functions in converted text, written otherwise: `--helpers inline` and `--helpers orafce`."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from dbmigrate.engine.compose import apply
from dbmigrate.engine.convert import Converted
from dbmigrate.model import Edit
from dbmigrate.packs import TargetPack
from dbmigrate.packs.inline import inlines
from dbmigrate.packs.orafce import counterparts
from dbmigrate.packs.runtime import helper_sql
from dbmigrate.syntax.ddl.nodes import AlterTable, CreateIndex, CreateTable, Node
from dbmigrate.syntax.procedural.nodes import Trigger

CALL: Final = re.compile(r"\bdbmigrate\.(\w+)\s*\(")
SKIPPED: Final = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|/\*.*?\*/", re.S)
IN_WINDOW: Final = re.compile(r"\bOVER\b", re.I)
FIRST_WORD: Final = re.compile(r"\b(PERFORM|CALL|FROM|JOIN|FUNCTION|PROCEDURE)\s*$", re.I)
EXTENSION: Final = "orafce"  # the helper that creates it
NAME: Final = re.compile(r"\bdbmigrate\.(\w+)")
MADE: Final = re.compile(r"\b(?:FUNCTION|PROCEDURE|AGGREGATE|TYPE|TABLE|VIEW)\s+(?:IF NOT EXISTS\s+)?dbmigrate\.(\w+)")


# Where the target takes no sub-query, or the load scripts write the statement anew.
DDL: Final = (CreateTable, AlterTable, CreateIndex)


def rewrite(source: str, node: Node, converted: Converted, target: TargetPack, mode: str) -> list[str]:
    """Changes the edits and helpers of a statement as the option says; the helpers that `inline` leaves."""
    rewriter = Rewriter(target, mode == "inline" and target.has("lateral_join"))
    ruled = isinstance(node, DDL) or (isinstance(node, Trigger) and node.condition is not None)
    if mode == "orafce" and isinstance(node, CreateTable):
        return []
    if mode == "inline" and (ruled or not rewriter.inline):
        return sorted(converted.helpers)
    converted.edits = with_calls_rewritten(source, converted.edits, rewriter)
    text = apply(source, converted.edits)
    converted.helpers = still_called(text, converted.helpers, target)
    if rewriter.extension:
        converted.helpers.add(EXTENSION)
    return sorted(rewriter.left) if mode == "inline" else []


def still_called(text: str, helpers: Collection[str], target: TargetPack) -> set[str]:
    """The helpers whose functions or views a text names, with those that these need."""
    found: set[str] = set()
    texts = [text]
    while texts:
        called = set(NAME.findall(texts.pop()))
        more = {h for h in helpers if h not in found and not called.isdisjoint(functions(target, h))}
        texts += [helper_sql(target, h) or "" for h in sorted(more)]
        found |= more
    return found


@lru_cache(maxsize=256)
def functions(target: TargetPack, helper: str) -> frozenset[str]:
    """What the helper's file makes."""
    return frozenset(MADE.findall(helper_sql(target, helper) or ""))


@dataclass
class Rewriter:
    """`inline`: calls become expressions where they can; else those of the extension where it answers alike."""

    target: TargetPack
    inline: bool
    left: set[str] = field(default_factory=set)  # helpers that are still called
    extension: bool = False

    def rewritten(self, text: str) -> str:
        made, at = [], 0
        for start, name, arguments, end in calls(text):
            made += [text[at:start], self.call(text[:start], name, [self.rewritten(a) for a in arguments])]
            at = end
        return "".join(made) + text[at:]

    def call(self, before: str, name: str, arguments: list[str]) -> str:
        plain = not FIRST_WORD.search(before) and not any("=>" in a for a in arguments)
        if self.inline and plain and not any(IN_WINDOW.search(a) for a in arguments):
            fitting = [i for i in inlines(self.target, name) if i.takes(arguments)]
            if len(fitting) > 1:
                fitting = [i for i in fitting if i.is_of_type(arguments)]
            if len(fitting) == 1:
                return self.rewritten(fitting[0].written(arguments))
        if not self.inline and plain:
            other = counterparts(self.target).get(name)
            if other is not None and other.takes(arguments):
                self.extension = True
                return f"{other.to}({', '.join(a.strip() for a in arguments)})"
        self.left.add(name)
        return f"dbmigrate.{name}({','.join(arguments)})"


def calls(text: str) -> list[tuple[int, str, list[str], int]]:
    """(start, name, arguments, end) of the outermost calls of helpers."""
    hidden = [m.span() for m in SKIPPED.finditer(text)]
    found: list[tuple[int, str, list[str], int]] = []
    for match in CALL.finditer(text):
        inside = (found and match.start() < found[-1][3]) or any(a <= match.start() < b for a, b in hidden)
        parts = None if inside else arguments_of(text, match.end())
        if parts is not None:
            found.append((match.start(), match[1], parts[0], parts[1]))
    return found


def arguments_of(text: str, at: int) -> tuple[list[str], int] | None:
    """What stands between the commas, and where the parenthesis that was opened before `at` has closed."""
    parts, begin, depth, k = [], at, 0, at
    while k < len(text):
        skipped = SKIPPED.match(text, k)
        if skipped is not None:
            k = skipped.end()
            continue
        if text[k] in "([":
            depth += 1
        elif text[k] in ")]":
            if depth == 0:
                parts.append(text[begin:k])
                return ([] if parts == [""] or not "".join(parts).strip() else parts), k + 1
            depth -= 1
        elif text[k] == "," and depth == 0:
            parts.append(text[begin:k])
            begin = k + 1
        k += 1
    return None


def with_calls_rewritten(source: str, edits: Sequence[Edit], rewriter: Rewriter) -> list[Edit]:
    """The edits that lead to the text with its calls rewritten: those within a call become one."""
    text = apply(source, edits)
    made = list(edits)
    for start, name, arguments, end in reversed(calls(text)):
        new = rewriter.call(text[:start], name, [rewriter.rewritten(a) for a in arguments])
        if new != text[start:end]:
            made = joined(source, made, start, end, new)
    return made


def joined(source: str, edits: list[Edit], start: int, end: int, new: str) -> list[Edit]:
    """`start` and `end` are places in the text that the edits make; what lies between becomes `new` by one edit."""
    before, within, after, bounds = list[Edit](), list[Edit](), list[Edit](), list[tuple[int, int]]()
    shift = 0
    for edit in edits:
        lo = edit.start + shift
        hi = lo + len(edit.new)
        shift += len(edit.new) - (edit.end - edit.start)
        if hi <= start and not (lo == hi == start and edit.old):
            before.append(edit)
        elif lo >= end:
            after.append(edit)
        else:
            within.append(edit)
            bounds.append((lo, hi))
    shift_before = sum(len(e.new) - (e.end - e.start) for e in before)
    shift_within = sum(len(e.new) - (e.end - e.start) for e in within)
    low, high = start - shift_before, end - shift_before - shift_within
    head = tail = ""
    if within and bounds[0][0] < start:  # the call begins in what an edit wrote
        low = within[0].start
        head = within[0].new[: start - bounds[0][0]]
    if within and bounds[-1][1] > end:
        high = within[-1].end
        tail = within[-1].new[len(within[-1].new) - (bounds[-1][1] - end) :]
    code = within[0].code if within else "OP040"
    return [*before, Edit(low, high, source[low:high], head + new + tail, code), *after]
