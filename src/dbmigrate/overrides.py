"""Target text written by hand, kept apart from the output, and used for as long as its source unit stays the same.

A folder of .sql files. Each text stands under a line `-- dbmigrate: override <fingerprint> <kind and name>`, as the
residue lists it, and reaches to the next such line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from dbmigrate.engine.contract import RULES
from dbmigrate.model import Issue, Place, UsageError

USED, STALE = "FI020", "FI021"
HEAD: Final = re.compile(r"^-- dbmigrate: override ([0-9a-f]{16}) (\S.*?)[ \t]*$", re.M)


@dataclass
class Override:
    """`key`: the unit's kind and name, blanks made single. `place`: its head line in the folder."""

    fingerprint: str
    key: str
    text: str
    place: Place


@dataclass
class Overrides:
    """All hand-written texts of a run; `met`: units of the estate that have one by name, with their fingerprints;
    `used`: key and fingerprint of the texts that a unit used."""

    by_key: dict[str, list[Override]] = field(default_factory=dict)
    met: dict[str, list[str]] = field(default_factory=dict)
    used: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def read(cls, folder: Path | None) -> Overrides:
        """Raises UsageError where the folder cannot be read, a file is not UTF-8, or text stands before a head line."""
        made = cls()
        if folder is None:
            return made
        if not folder.is_dir():
            raise UsageError(f"overrides {folder}: no such folder")
        for path in sorted(folder.rglob("*.sql")):
            for found in parsed(path, path.relative_to(folder).as_posix()):
                made.by_key.setdefault(found.key.lower(), []).append(found)
        return made

    def find(self, key: str, source: str) -> Override | None:
        """The text for a unit whose source is the one that it was written for."""
        found = self.by_key.get(plain(key).lower())
        if found is None:
            return None
        print_ = fingerprint(source)
        self.met.setdefault(plain(key).lower(), []).append(print_)
        for override in found:
            if override.fingerprint == print_:
                self.used.add((plain(key).lower(), print_))
                return override
        return None

    def fresh(self) -> Overrides:
        """The same texts for one file, as if no unit had asked for them yet."""
        return Overrides(self.by_key)

    def join(self, met: Mapping[str, list[str]], used: Iterable[tuple[str, str]]) -> None:
        """What the units of one file met and used."""
        for key, prints in met.items():
            self.met.setdefault(key, []).extend(prints)
        self.used.update(used)

    def stale(self) -> Iterator[Issue]:
        """One issue for each text that no unit used: the source changed, or there is no such unit."""
        for key, found in self.by_key.items():
            for override in found:
                if (key, override.fingerprint) not in self.used:
                    now = ", ".join(dict.fromkeys(self.met.get(key, ())))
                    yield made_issue(STALE, override, "changed" if now else "missing", {"now": now})


def parsed(path: Path, name: str) -> Iterator[Override]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"overrides {path}: {getattr(error, 'strerror', None) or 'not UTF-8'}") from None
    heads = list(HEAD.finditer(text))
    if text[: heads[0].start() if heads else len(text)].strip():
        raise UsageError(f"overrides {path}: text before the first line `-- dbmigrate: override ...`")
    for head, after in zip(heads, [*heads[1:], None], strict=True):
        body = text[head.end() : after.start() if after else len(text)].strip("\r\n")
        line = text.count("\n", 0, head.start()) + 1
        yield Override(head[1], plain(head[2]), body, Place(f"overrides/{name}", head.start(), line, 1))


def fingerprint(source: str) -> str:
    """Of a unit's source text; blanks and line ends do not count."""
    return sha256(plain(source).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def override_line(fingerprint: str, key: str) -> str:
    """The line that the override of a unit begins with."""
    return f"-- dbmigrate: override {fingerprint} {plain(key)}"


def plain(text: str) -> str:
    return " ".join(text.split())


def made_issue(code: str, override: Override, note: str, values: dict[str, str]) -> Issue:
    rule = RULES[code]
    return Issue(
        rule.code,
        rule.name,
        rule.severity,
        rule.fix,
        override.place,
        override.key,
        note,
        {"unit": override.key, **values},
    )


__all__ = ["Override", "Overrides", "fingerprint", "override_line"]
