"""Issues that the user has settled: `-- dbmigrate: ignore[CODE or name, ..] reason` and the config's table [ignore]."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import Final

from dbmigrate.engine.contract import RULES
from dbmigrate.model import Issue, Place
from dbmigrate.sources.scan import LINE_END
from dbmigrate.sources.split import Segment

UNUSED: Final = "SE030"
COMMENT: Final = re.compile(r"(?:--|/\*)[ \t]*dbmigrate:[ \t]*ignore\[([^\]\r\n]*)\]", re.I)


@dataclass
class Waiver:
    """Codes or rule names that are settled, and whether an issue ever asked for it."""

    what: frozenset[str]
    place: Place  # of the comment; the config file's table for a glob
    used: bool = False

    def settles(self, issue: Issue) -> bool:
        return issue.code.lower() in self.what or issue.name in self.what


@dataclass
class Globs:
    """The config's table: file patterns with codes or names; shared by all files of a run."""

    waivers: dict[str, Waiver] = field(default_factory=dict)

    @classmethod
    def of(cls, ignore: Mapping[str, Sequence[str]]) -> Globs:
        return cls({glob: Waiver(names(what), Place(glob, 0, 1, 1)) for glob, what in ignore.items()})

    def on(self, file: str) -> list[Waiver]:
        return [w for glob, w in self.waivers.items() if fnmatchcase(file, glob)]

    def unused(self) -> Iterator[Issue]:
        for glob, waiver in self.waivers.items():
            if not waiver.used:
                yield unused(waiver, f"[ignore] {glob}")

    def fresh(self) -> Globs:
        """The same for one file, as if nothing had asked for them yet."""
        return Globs({glob: replace(w, used=False) for glob, w in self.waivers.items()})

    @property
    def used(self) -> set[str]:
        return {glob for glob, w in self.waivers.items() if w.used}

    def join(self, used: Iterable[str]) -> None:
        """What one file used."""
        for glob in used:
            self.waivers[glob].used = True


@dataclass
class Suppressions:
    """Those of one file. A comment counts for the statement behind it."""

    file: str
    globs: list[Waiver] = field(default_factory=list)
    waiting: list[Waiver] = field(default_factory=list)

    def comments(self, gap: Segment) -> None:
        """Take note of the comments between two statements."""
        for found in COMMENT.finditer(gap.text) if "dbmigrate:" in gap.text else ():
            ends = list(LINE_END.finditer(gap.text, 0, found.start()))
            column = found.start() - (ends[-1].end() if ends else 0) + 1
            place = Place(self.file, gap.start + found.start(), gap.line + len(ends), column)
            self.waiting.append(Waiver(names([found[1]]), place))

    @property
    def silent(self) -> bool:
        """Nothing waits for the next statement."""
        return not self.waiting

    def applied(self, issues: Iterable[Issue]) -> list[Issue]:
        """The issues of one statement, the settled ones marked so."""
        made = []
        for issue in issues:
            found = next((w for w in (*self.waiting, *self.globs) if w.settles(issue)), None)
            if found is not None:
                found.used = True
                issue = replace(issue, suppressed=True)
            made.append(issue)
        return made

    def done(self) -> list[Issue]:
        """The statement is over: an issue for each comment that settled nothing."""
        left = [unused(w, ", ".join(sorted(w.what))) for w in self.waiting if not w.used]
        self.waiting = []
        return left


def names(written: Iterable[str]) -> frozenset[str]:
    return frozenset(n.strip().lower() for text in written for n in text.split(",") if n.strip())


def unused(waiver: Waiver, what: str) -> Issue:
    rule = RULES[UNUSED]
    return Issue(rule.code, rule.name, rule.severity, rule.fix, waiver.place, values={"what": what})


__all__ = ["Globs", "Suppressions", "Waiver"]
