"""Characters that stand for others: what is corrected, what stays, and that the places are those of the source."""

import pytest

from dbmigrate.engine.compose import reverse
from dbmigrate.model import Severity
from dbmigrate.pipeline import Conversion, convert_sql
from dbmigrate.syntax.corrections import corrected, corrections


def converted(text: str, source: str = "oracle") -> Conversion:
    made = convert_sql(text, source=source)
    assert reverse(made.text, made.edits) == text
    return made


@pytest.mark.parametrize(
    ("dialect", "text", "seen"),
    [
        ("oracle", "a（b，c）＝1", "a(b,c)=1"),
        ("oracle", "select '，', \"（\", q'[，']；]' -- ，", "select '，', \"（\", q'[，']；]' -- ，"),
        ("oracle", "seq'，'，/* ， */", "seq'，',/* ， */"),
        ("sqlserver", "[a，]]b]，'，'", "[a，]]b],'，'"),
        ("sqlserver", "a\u200b, b\u200bc, \ufeffd", "a , b\u200bc,  d"),
        ("oracle", "诊断１，ＡＢ", "诊断１,ＡＢ"),  # letters and digits may belong to a name
        ("oracle", "select 1；\n", "select 1 \n"),
    ],
)
def test_only_code_is_corrected(dialect: str, text: str, seen: str) -> None:
    assert corrected(text, corrections(text, dialect)) == seen


def test_full_width_punctuation_is_written_in_ascii() -> None:
    made = converted("CREATE TABLE 病人（姓名 VARCHAR2（20），年龄 NUMERIC（3），备注 VARCHAR(10) DEFAULT '，'）；")
    assert made.text == "CREATE TABLE 病人(姓名 varchar(20),年龄 NUMERIC(3),备注 VARCHAR(10) DEFAULT '，');"
    assert [(i.code, i.place.column, i.values) for i in made.issues if i.code == "ID006"] == [
        ("ID006", 16, {"character": "（"})
    ]
    assert not any(i.open for i in made.issues)


def test_characters_without_width_go() -> None:
    made = converted("SELECT id\u200b, memo FROM visit", "sqlserver")
    assert made.text == "SELECT id, memo FROM visit"
    assert [i.values["character"] for i in made.issues if i.code == "ID007"] == ["U+200B"]


def test_a_replaced_part_holds_the_corrected_character() -> None:
    made = converted("SELECT NVL（a，'，'） FROM visit")
    assert made.text == "SELECT coalesce(a, '，') FROM visit"


def test_line_continuations_go() -> None:
    made = converted("SELECT a, -\n  b -\nFROM visit -\nWHERE c = 1;\n")
    assert made.text == "SELECT a, \n  b \nFROM visit \nWHERE c = 1;\n"
    assert [(i.code, i.open, i.place.line) for i in made.issues if i.code == "SE020"] == [("SE020", False, 1)]


def test_a_continued_insert_is_no_negative_number() -> None:
    assert converted("INSERT INTO visit VALUES (1, -\n2);").text == "INSERT INTO visit VALUES (1, \n2);"


def test_a_hyphen_between_values_stays_a_minus_and_is_reported() -> None:
    made = converted("SELECT 7 -\n  5 FROM fee;")
    assert made.text.endswith("SELECT 7 -\n  5 FROM fee;")
    assert [(i.code, i.note, i.open) for i in made.issues if i.code == "SE020"] == [("SE020", "minus", True)]


def test_a_hyphen_in_ddl_never_subtracts() -> None:
    made = converted("CREATE TABLE visit -\n(memo VARCHAR(10));")
    assert made.text == "CREATE TABLE visit \n(memo VARCHAR(10));"


def test_a_hyphen_in_a_string_stays() -> None:
    made = converted("SELECT 'a-\n b' FROM visit;")
    assert made.text == "SELECT 'a-\n b' FROM visit;"
    assert [(i.note, i.severity) for i in made.issues if i.code == "SE020"] == [("literal", Severity.NOTE)]
