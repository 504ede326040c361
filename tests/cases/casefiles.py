"""A case: one Markdown file with a source text, its issues, its target text, and what a server answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from dbmigrate.engine.context import Options
from dbmigrate.engine.pages import FENCE, SOURCES
from dbmigrate.model import Issue
from dbmigrate.pipeline import Conversion, convert_sql

FOLDER = Path(__file__).parent
TARGETS = ("postgres", "opengauss", "opengauss/D", "kingbase", "kingbase/sqlserver")
WRITTEN = ("issues", *TARGETS)  # what --update may write; setup, then and rows are typed by a person
KNOWN = {*SOURCES, *WRITTEN, "setup", "then", "rows", "options"}
HEAD = re.compile(r"# (?P<title>.+)\n(?:needs: (?P<needs>.+)\n)?")


@dataclass(frozen=True)
class Case:
    """`fences` in the order of the file. A target without a fence is not checked."""

    path: Path

    @cached_property
    def file(self) -> str:
        return self.path.read_text("utf-8")

    @cached_property
    def fences(self) -> dict[str, str]:
        return {label: body.removesuffix("\n") for label, body in FENCE.findall(self.file)}

    @property
    def name(self) -> str:
        return f"{self.source}-{self.path.stem}"

    @property
    def source(self) -> str:
        return self.path.parent.name

    @property
    def text(self) -> str:
        return self.fences[self.source]

    @property
    def needs(self) -> tuple[str, ...]:
        found = HEAD.match(self.file)
        return tuple((found["needs"] or "").replace(",", " ").split()) if found else ()

    @property
    def targets(self) -> list[str]:
        return [t for t in TARGETS if t in self.fences]

    def converted(self, target: str = "postgres") -> Conversion:
        return converted(self, target)

    def updated(self) -> str:
        """The file with the issues and target texts of today."""
        now = {target: self.converted(target).text for target in self.targets}
        now["issues"] = listed(self.converted().issues)

        def fence(found: re.Match[str]) -> str:
            label, body = found.groups()
            if label in now:
                body = now[label] and now[label] + "\n"
            return f"```{label}\n{body}```"

        return FENCE.sub(fence, self.file)


@cache
def converted(case: Case, target: str) -> Conversion:
    """Worked out once, however many tests and servers look at it: what comes out is frozen."""
    options = Options(**dict(word.split("=", 1) for word in case.fences.get("options", "").split()))
    return convert_sql(
        case.text, source=case.source, target=target, schema=case.fences.get("setup", ""), options=options
    )


def listed(issues: tuple[Issue, ...]) -> str:
    """A line for each issue that is open, in order of place: code, severity, place, name."""
    found = sorted((i for i in issues if i.open), key=lambda i: (i.place.offset, i.code))
    return "\n".join(f"{i.code} {i.severity.value} {i.place.line}:{i.place.column} {i.name}" for i in found)


def cases() -> list[Case]:
    return [Case(p) for source in SOURCES for p in sorted((FOLDER / source).glob("*.md"))]
