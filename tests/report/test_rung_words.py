"""How far a unit came is said in both languages, with why it came no further."""

from __future__ import annotations

import pytest

from dbmigrate.report.words import WORDS, rung_word
from dbmigrate.verify.abilities import NEEDS
from dbmigrate.verify.ladder import NOT_CHECKABLE, Rung


@pytest.mark.parametrize("need", NEEDS)
def test_every_ability_has_words(need: str) -> None:
    assert rung_word(f"{NOT_CHECKABLE}: {need}", "zh") == f"此处无法检查：{WORDS[f'lack.{need}'][1]}"


def test_several_reasons() -> None:
    rung = f"{NOT_CHECKABLE}: check, xml; not a PL/pgSQL body, or replaced by a later one"
    assert rung_word(rung, "en") == (
        "not checkable here: the server has no plpgsql_check; the server has no XML; "
        "not a PL/pgSQL body, or replaced by a later one"
    )


@pytest.mark.parametrize("rung", [r for r in Rung if r is not Rung.NONE])
def test_rungs_have_words(rung: Rung) -> None:
    assert rung_word(rung.label, "zh") != rung_word(rung.label, "en")
