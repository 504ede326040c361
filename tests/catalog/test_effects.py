"""What statements need that say nothing about the catalog: the load order rests on it."""

import pytest
from estates import estate

from dbmigrate.catalog.effects import effects
from dbmigrate.syntax.ddl.read import read
from dbmigrate.syntax.lex import Lexed

VISIT = ("relation", "HIS", "VISIT")


@pytest.mark.parametrize(
    "text, used",
    [
        ("GRANT SELECT ON his.visit TO PUBLIC", VISIT),
        ("ALTER TABLE his.visit DISABLE ALL TRIGGERS", VISIT),
        ("GRANT EXECUTE ON his.close_visit TO PUBLIC", ("routine", "HIS", "CLOSE_VISIT")),
    ],
)
def test_rights_and_states_need_their_object(text: str, used: tuple[str, ...]) -> None:
    made = "CREATE TABLE his.visit (id NUMBER);\nCREATE PROCEDURE his.close_visit AS BEGIN NULL END"
    catalog = estate("oracle", made)
    assert effects(read(Lexed(text, "oracle")), catalog).uses == (used,)


@pytest.mark.parametrize(
    "text",
    [
        "CREATE TYPE his.stay_t AS OBJECT (id NUMBER, ward his.ward_t)",
        "CREATE TYPE his.stay_t UNDER his.ward_t (id NUMBER)",
        "CREATE TYPE his.wards_t AS TABLE OF his.ward_t",
    ],
)
def test_types_need_their_types(text: str) -> None:
    assert effects(read(Lexed(text, "oracle")), estate("oracle", "")).uses == (("type", "HIS", "WARD_T"),)


def test_a_right_without_an_object_needs_nothing() -> None:
    assert effects(read(Lexed("GRANT CONNECT TO lis", "oracle")), estate("oracle", "")).uses == ()
