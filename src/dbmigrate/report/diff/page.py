"""The comparison as one HTML file: source beside target, no network, two languages."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dbmigrate.report.dated import report_time
from dbmigrate.report.diff.compared import Compared
from dbmigrate.report.diff.data import Pages
from dbmigrate.report.html.data import in_script
from dbmigrate.report.shown import shown
from dbmigrate.report.words import WORDS

HERE: Final = Path(__file__).parent
NEEDED: Final = ("kind.", "differs", "refused", "slower", "note", "safe", "review", "none")


def comparison_page(
    files: Iterable[Compared], source: str, target: str, lang: str, *, masked: bool, since: str = ""
) -> str:
    """`lang` is the language that the page opens in; it holds both. `masked`: literals are behind dots.

    `since`: the revision since which the files changed that are shown."""
    pages = Pages()
    for file in files:
        pages.add(file)
    verdicts = pages.values()["verdicts"]
    words = {k: v for k, v in WORDS.items() if k.startswith(NEEDED) or k in verdicts}
    script = (HERE / "page.js").read_text("utf-8")
    made = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    made.filters["shown"] = shown
    return made.get_template("page.html.j2").render(
        lang=lang,
        source=source,
        target=target,
        masked=masked,
        since=since,
        version=version("dbmigrate"),
        date=report_time().strftime("%Y-%m-%d %H:%M UTC"),
        data=Markup(in_script({**pages.values(), "words": words})),
        script=Markup(script),
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        style=Markup((HERE / "page.css").read_text("utf-8")),
    )
