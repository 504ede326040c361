"""Reports of 5,000 units and 20,000 issues: how long each format takes, how large pages are, how quick in a browser."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from measure import note

sys.path[:0] = [str(Path(__file__).parents[1] / "tests" / folder) for folder in ("", "report")]
import browser  # noqa: E402
from reports import CODES, issue, report  # noqa: E402

from dbmigrate.baseline import baseline_text  # noqa: E402
from dbmigrate.model import Edit, Span, Unit, Verdict  # noqa: E402
from dbmigrate.report.diff.compared import Compared, compared  # noqa: E402
from dbmigrate.report.diff.markdown import markdown  # noqa: E402
from dbmigrate.report.diff.page import comparison_page  # noqa: E402
from dbmigrate.report.outputs import Outputs  # noqa: E402
from dbmigrate.report.patch import file_patch  # noqa: E402
from dbmigrate.report.text import Detail  # noqa: E402
from dbmigrate.results import ConvertedText, Report  # noqa: E402

UNITS, EACH, FILES = 5000, 4, 50
OF = f"{UNITS} units, {UNITS * EACH} issues"
MOST_SECONDS, MOST_MEGABYTES, MOST_WAIT = 5.0, 15.0, 1.0
FORMATS = ("rich", "json", "html", "xlsx", "sarif", "junit", "github", "gitlab", "md")
BODY = """create or replace procedure his.p_{n}(p_id in number) is
  v_name varchar2(40); -- 病人姓名
begin
  select nvl(xm, '无') into v_name
    from his.pat_{n} where rownum <= 1 and pat_id = p_id;
  update his.pat_{n} set gxsj = sysdate where pat_id = p_id;
{lines}  commit;
end p_{n};
/
"""
WORDS = (("number", "numeric"), ("varchar2", "varchar"), ("nvl", "coalesce"), ("sysdate", "clock_timestamp()"))
# two frames later the page is drawn
WAIT = """(act => new Promise(done => {
  const started = performance.now();
  act();
  const drawn = () => requestAnimationFrame(() => setTimeout(() => done((performance.now() - started) / 1000), 0));
  setTimeout(drawn, 130);
}))"""
DELAY = 0.13  # seconds that the page waits for the next letter, and WAIT with it


@cache
def large() -> Report:
    return report(UNITS, EACH, ("LISLINK", "药品字典", "HIS.T"))


@cache
def compared_files() -> list[Compared]:
    return [compared(f"code/{n:02}.sql", "gb18030", "oracle", stretches(n)) for n in range(FILES)]


def stretches(file: int) -> Iterator[ConvertedText]:
    at, line = 0, 1
    for number in range(file * UNITS // FILES, (file + 1) * UNITS // FILES):
        text = BODY.format(n=number, lines="  null;\n" * (number % 12))
        name = f"code/{file:02}.sql"
        places = [(text.index(old), old, new) for old, new in WORDS]
        edits = tuple(Edit(at + p, at + p + len(old), old, new, "TY002") for p, old, new in sorted(places))
        output = text
        for _, old, new in places:
            output = output.replace(old, new, 1)
        unit = Unit(name, Span(at, at + len(text)), line, "procedure", f"his.p_{number}")
        found = tuple(issue(*CODES[(number + k) % 3], name, line + k, unit.key, f"{k}") for k in range(EACH))
        yield ConvertedText(at, text, output, edits, unit, Verdict.PARTIAL, found)
        at, line = at + len(text), line + text.count("\n")


def timed(benchmark: Any, make: Callable[[], Any], what: str, budget: float = MOST_SECONDS) -> Any:
    made = benchmark.pedantic(make, rounds=2, warmup_rounds=1)
    note(benchmark, what, OF, budget=budget, unit="s", value=benchmark.stats.stats.min)
    return made


@pytest.mark.parametrize("name", FORMATS)
def test_format(benchmark: Any, name: str, tmp_path: Path) -> None:
    path = tmp_path / "out"
    outputs = Outputs([f"{name}={path}"], "zh", [], detail=Detail.ALL)
    large()
    timed(benchmark, lambda: outputs.write(large()), f"write {name}")


def test_baseline(benchmark: Any) -> None:
    large()
    timed(benchmark, lambda: baseline_text(large()), "write a baseline")


@pytest.mark.parametrize("name", ["html", "md", "patch"])
def test_comparison(benchmark: Any, name: str) -> None:
    files = compared_files()
    make: dict[str, Callable[[], Any]] = {
        "html": lambda: comparison_page(files, "oracle", "postgres@15", "zh", masked=True),
        "md": lambda: "".join(markdown(files, "oracle", "postgres@15", "zh")),
        "patch": lambda: [piece for f in files for piece in file_patch(f.name, f.source, f.edits)],
    }
    timed(benchmark, make[name], f"write diff {name}")


PAGES: dict[str, tuple[Callable[[], str], dict[str, str]]] = {
    "html": (
        lambda: page_of_report(),
        {
            "search": "() => { const box = document.querySelector('#issue-table input[type=search]');"
            " box.value = 'p_4999'; box.dispatchEvent(new Event('input')); }",
            "filter": "() => { const list = document.querySelector('#issue-table select[name=severity]');"
            " list.selectedIndex = 1; list.dispatchEvent(new Event('change')); }",
            "sort": "() => document.querySelector('#issue-table th[data-sort]').click()",
            "language": "() => document.querySelector('[data-to=en]').click()",
        },
    ),
    "diff html": (
        lambda: comparison_page(compared_files(), "oracle", "postgres@15", "zh", masked=True),
        {
            "search": "() => { const box = document.getElementById('find');"
            " box.value = 'p_4999'; box.dispatchEvent(new Event('input')); }",
            "next file": "() => document.querySelectorAll('#tree .file')[1].click()",
            "next review": "() => document.getElementById('review-on').click()",
        },
    ),
}


def page_of_report() -> str:
    from dbmigrate.report.html.page import as_html

    return as_html(large(), "zh")


@cache
def text_of_page(name: str) -> str:
    return PAGES[name][0]()


@pytest.mark.parametrize("name", PAGES)
def test_page_size(benchmark: Any, name: str) -> None:
    size = len(benchmark.pedantic(lambda: text_of_page(name), rounds=1).encode()) / 1e6
    note(benchmark, f"size of {name}", OF, budget=MOST_MEGABYTES, unit="MB", value=size)


@pytest.mark.skipif(browser.PROGRAM is None, reason="no Chromium")
@pytest.mark.parametrize(("name", "act"), [(n, act) for n, (_, acts) in PAGES.items() for act in ("open", *acts)])
def test_browser(benchmark: Any, name: str, act: str, tmp_path: Path) -> None:
    """Seconds as the user waits, in headless Chromium, the best of three; the load of the machine counts."""
    acts = PAGES[name][1]
    path = tmp_path / "page.html"
    path.write_text(text_of_page(name), "utf-8")

    def waited() -> float:
        with browser.page(path) as page:
            if act == "open":
                return float(page.run("performance.getEntriesByType('navigation')[0].loadEventEnd")) / 1000
            return max(0.0, float(page.run(f"{WAIT}({acts[act]})")) - DELAY)

    best = benchmark.pedantic(lambda: min(waited() for _ in range(3)), rounds=1)
    note(benchmark, f"{name}: {act}", OF, budget=MOST_WAIT, unit="s", value=best)
