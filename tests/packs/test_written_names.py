"""What is written for openGauss exists there: functions that edits call, types that they cast to, by its facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
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


def stretches(estate: str, source: str, target: str) -> Iterator[ConvertedText]:
    settings = Settings(paths=(FIXTURES / estate,), source=source, target=target).checked()
    for _, found in converted_files(read_estate(settings, Quiet()), Quiet()):
        yield from found


def foretold(stretch: ConvertedText) -> bool:
    return any(issue.code in FORETELL for issue in stretch.issues)


def unknown_calls(stretch: ConvertedText, pack: TargetPack) -> set[str]:
    known = pack.functions | pack.types.keys() | NO_CALLS
    called = {m[1] for edit in stretch.edits for m in CALL.finditer(NO_CODE.sub(" ", edit.new))}
    return called - known


@pytest.mark.parametrize(("estate", "source", "target"), ESTATES)
def test_functions_exist(estate: str, source: str, target: str) -> None:
    pack, found = load_target(target, source), list(stretches(estate, source, target))
    text = "\n".join(s.output for s in found)
    unknown = {name for s in found if not foretold(s) for name in unknown_calls(s, pack)}
    assert {n for n in unknown if not re.search(MADE.format(re.escape(n)), text, re.IGNORECASE)} == set()


@pytest.mark.parametrize(("estate", "source", "target"), ESTATES)
def test_types_exist(estate: str, source: str, target: str) -> None:
    pack, found = load_target(target, source), list(stretches(estate, source, target))
    # a cast may also name a type of two words, of which the first stands here
    firsts = {name.split()[0] for name in pack.types}
    written = {
        (m[1] or m[2]).lower()
        for s in found
        if not foretold(s)
        for edit in s.edits
        for m in CAST.finditer(NO_CODE.sub(" ", edit.new))
    }
    made = set(re.findall(MADE_TYPE, "\n".join(s.output for s in found).lower()))
    assert written - firsts - made - {"regclass", "regproc"} == set()
