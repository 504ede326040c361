"""What is written for openGauss exists there: functions that edits call, types that they cast to, by its facts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from dbmigrate.config import Settings
from dbmigrate.engine.stand_ins import CALL, NO_CODE
from dbmigrate.estate import Quiet
from dbmigrate.packs import TargetPack, load_target
from dbmigrate.pipeline import converted_files, read_estate
from dbmigrate.results import ConvertedText

FIXTURES = Path(__file__).parents[2] / "fixtures"
ESTATES = [
    ("his-oracle", "oracle", "opengauss/A"),
    ("emr-oracle", "oracle", "opengauss/A"),
    ("lis-sqlserver", "sqlserver", "opengauss/PG"),
]
# Words that a parenthesis may follow without a call.
NO_CALLS = frozenset(
    """
    when then else and or not from in values as on table returns return if elsif while for loop select into by over
    partition using exists is like between key references unique check primary where index with set call perform execute
    any all some default order group having join union except intersect distinct open cursor exception raise end begin
    case procedure function trigger type filter within limit array row
    """.split()
)
# Issues that say that the target may not have what is written.
FORETELL = frozenset({"FN900", "FN901", "PL002", "XX005", "PL001"})
# Names that the text itself makes or takes: of objects, of common table expressions, of tables that are filled.
MADE = r'\b(?:FUNCTION|PROCEDURE|TABLE|TABLE:|INTO|WITH|RECURSIVE|INDEX|ON|AS)\s+(?:"?\w+"?\.)?"?({})"?\s*\('
MADE_TYPE = r"\b(?:type|table|domain)\s+(?:\w+\.)?(\w+)"
CAST = re.compile(r"::\s*([a-z]\w*)|\bCAST\([^()]*\bAS ([a-z]\w*)", re.IGNORECASE)


@dataclass(frozen=True)
class Written:
    pack: TargetPack
    stretches: list[ConvertedText]

    @property
    def text(self) -> str:
        return "\n".join(s.output for s in self.stretches)


@pytest.fixture(scope="module", params=ESTATES, ids="-".join)
def written(request: pytest.FixtureRequest) -> Written:
    """An estate as it is written for a target, for all tests of this file."""
    estate, source, target = request.param
    settings = Settings(paths=(FIXTURES / estate,), source=source, target=target).checked()
    files = converted_files(read_estate(settings, Quiet()), Quiet())
    return Written(load_target(target, source), [s for _, found in files for s in found])


def foretold(stretch: ConvertedText) -> bool:
    return any(issue.code in FORETELL for issue in stretch.issues)


def unknown_calls(stretch: ConvertedText, pack: TargetPack) -> set[str]:
    known = pack.functions | pack.types.keys() | NO_CALLS
    called = {m[1] for edit in stretch.edits for m in CALL.finditer(NO_CODE.sub(" ", edit.new))}
    return called - known


def test_functions_exist(written: Written) -> None:
    text = written.text
    unknown = {name for s in written.stretches if not foretold(s) for name in unknown_calls(s, written.pack)}
    assert {n for n in unknown if not re.search(MADE.format(re.escape(n)), text, re.IGNORECASE)} == set()


def test_types_exist(written: Written) -> None:
    # a cast may also name a type of two words, of which the first stands here
    firsts = {name.split()[0] for name in written.pack.types}
    used = {
        (m[1] or m[2]).lower()
        for s in written.stretches
        if not foretold(s)
        for edit in s.edits
        for m in CAST.finditer(NO_CODE.sub(" ", edit.new))
    }
    made = set(re.findall(MADE_TYPE, written.text.lower()))
    assert used - firsts - made - {"regclass", "regproc"} == set()
