"""Files of statements with the trees that they give: `## title`, a fence with the statement, a fence `tree`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

CASE = re.compile(r"^## (?P<title>[^\n]+)\n```\w+\n(?P<sql>.*?)\n```\n```tree\n(?P<tree>.*?)\n```$", re.M | re.S)


class TreeCase(NamedTuple):
    title: str
    sql: str
    tree: str


def read_cases(folder: Path) -> dict[str, TreeCase]:
    """By file name and title; a title without both fences is an error of the file."""
    found = {}
    for path in sorted(folder.glob("*.md")):
        text = path.read_text("utf-8")
        cases = [TreeCase(m["title"], m["sql"], m["tree"]) for m in CASE.finditer(text)]
        assert len(cases) == len(re.findall(r"^## ", text, re.M)), f"{path.name}: a case lacks a fence"
        found |= {f"{path.stem}: {case.title}": case for case in cases}
    return found
