"""Reports for tests: a hostile one by hand, a large one by numbers."""

from __future__ import annotations

from dbmigrate.engine.contract import load_rules
from dbmigrate.model import Fix, Issue, Place, Severity, Span, Unit, Verdict
from dbmigrate.results import Assumption, FileResult, Report, UnitResult

HOSTILE = (
    "</script><script>document.title='hacked'</script>",
    "<img src=x onerror=alert(1)>",
    "{{ 7*7 }}{% raw %}",
    "\x1b[31mred\x07",
    "a\u202egnp.exe\u2066",
    "=HYPERLINK(\"http://x\",\"y\")",
    "+1+2",
    "@SUM(A1)",
    "-2+3",
    "病人姓名",
    "имя",
    "x" * 10_000,
    "a\udce4b",
    "'\"`&amp;]]>",
)
CODES = (
    ("FN104", Severity.REFUSED, Fix.SAFE, True),
    ("PL002", Severity.REFUSED, Fix.REVIEW, False),
    ("FN108", Severity.DIFFERS, Fix.REVIEW, False),
    ("DD058", Severity.REFUSED, Fix.REVIEW, False),
    ("TY002", Severity.REFUSED, Fix.SAFE, True),
    ("QY900", Severity.NOTE, Fix.SAFE, False),
    ("XX001", Severity.REFUSED, Fix.NONE, False),
)
VALUES = {
    "PL002": lambda text: {"what": f"UTL_HTTP.REQUEST {text}"},
    "DD058": lambda text: {"link": text},
    "TY002": lambda text: {"source": "VARCHAR2(20)", "target": "varchar(20)"},
    "QY900": lambda text: {"object": text},
    "XX001": lambda text: {"reason": text},
}


def issue(code: str, severity: Severity, fix: Fix, edited: bool, file: str, line: int, unit: str, text: str) -> Issue:
    values = VALUES.get(code, lambda _: {})(text)
    name = load_rules()[code].name
    return Issue(code, name, severity, fix, Place(file, line * 40, line, 5), unit, values=values, edited=edited)


def report(units: int, per_unit: int, texts: tuple[str, ...] = ("LISLINK", "HIS.T")) -> Report:
    made = Report("postgres@15", [Assumption("target", "postgres@15", False), Assumption("source", "oracle", True)])
    for n in range(units):
        text = texts[n % len(texts)]
        file = f"code/{text[:60]}_{n // 40}.sql"
        unit = Unit(file, Span(n * 100, n * 100 + 99), n + 1, "procedure" if n % 3 else "table", f"his.{text}_{n}")
        found = [issue(*CODES[(n + k) % len(CODES)], file, n + 1 + k, unit.key, text) for k in range(per_unit)]
        made.issues += found
        opened = sum(i.open for i in found)
        verdict = Verdict.UNASSESSED if n % 97 == 96 else Verdict.PARTIAL if opened else Verdict.NATIVE
        rung = "read" if verdict is Verdict.UNASSESSED else "converted"
        codes = tuple(i.code for i in found)
        made.units.append(UnitResult(unit, verdict, 10 + n % 300, codes, rung, opened, mentions=(f"{text}_{n - 1}",)))
    for name in dict.fromkeys(u.unit.file for u in made.units):
        made.files.append(FileResult(name, "read", ".sql", 1000, "oracle", "gb18030", False, 900, 40, "0" * 64))
    made.files.append(FileResult("forms/menu.pbl", "unread", ".pbl", 10))
    made.objects = {"table": units // 3, "routine": units - units // 3}
    return made
