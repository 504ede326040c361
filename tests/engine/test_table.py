"""Which rules a statement can concern."""

from __future__ import annotations

import pytest

from dbmigrate.engine.contract import ANY_CALL, COLUMN, RULES, load_rules
from dbmigrate.engine.table import Offered, dispatch_table
from dbmigrate.syntax.lex import Lexed


@pytest.mark.parametrize(
    ("text", "code", "offered"),
    [
        ("SELECT DBMS_UTILITY.FORMAT_ERROR_STACK FROM t", "PL112", True),
        ('SELECT "DBMS_UTILITY"."FORMAT_ERROR_STACK" FROM t', "PL112", True),
        ("SELECT dbms_utility.format_error_stack FROM t", "PL112", True),
        ("SELECT 'FORMAT_ERROR_STACK' FROM t -- FORMAT_ERROR_STACK", "PL112", False),
        ("SELECT a FROM t", "PL104", True),  # it waits for no word
    ],
)
def test_a_rule_that_waits_for_words_is_offered_what_holds_one(text: str, code: str, offered: bool) -> None:
    table = dispatch_table(load_rules().values(), lambda _: False, "oracle")
    found = Offered(table, Lexed(text, "oracle"))
    assert ANY_CALL in table.waiting
    assert (code in {rule.code for rule in found[COLUMN]}) == offered
    assert [r for r in found[ANY_CALL] if not r.words] == [r for r in table[ANY_CALL] if not r.words]


def test_words_are_written_as_statements_are_asked_for_them() -> None:
    load_rules()
    waiting = [rule for rule in RULES.values() if rule.words]
    assert waiting and all(word == word.upper() and word.strip("\"[]` ") == word for r in waiting for word in r.words)
