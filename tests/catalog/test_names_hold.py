"""Properties of spelled names: PostgreSQL's own parser reads them, one source name is one target name, and no two."""

from __future__ import annotations

import pglast
import pytest
from estates import folded, names_of
from hypothesis import given, settings
from hypothesis import strategies as st

from dbmigrate.catalog.catalog import Catalog
from dbmigrate.catalog.spelling import effective
from dbmigrate.catalog.values import Column, Table

WORDS = st.sampled_from(
    ["limit", "Order", "USER", "year", "Left", "values", "病人ID", "ctid", "#t", "T", "t", "a b", "ＩＤ"]
)
TEXTS = (
    WORDS
    | st.text(st.sampled_from('aAbZ_$#"9 病院é　（'), min_size=1, max_size=12)
    | st.text("病a", min_size=20, max_size=90)
)


def columns_read(spelled: list[str]) -> list[str]:
    """The names that the parser sees in a table of these columns, and again where a query selects them."""
    declared, selected = ", ".join(f"{s} int" for s in spelled), ", ".join(f"t.{s}" for s in spelled)
    statements = pglast.parse_sql(f"CREATE TABLE t ({declared}); SELECT {selected} FROM t")
    created = [e.colname for e in statements[0].stmt.tableElts]
    read_again = [r.val.fields[1].sval for r in statements[1].stmt.targetList]
    assert created == read_again
    return created


def is_word(text: str) -> bool:
    """Can stand without quotes: in neither source a name begins with a digit."""
    return text.isalnum() and not text[0].isdigit()


@pytest.mark.parametrize("dialect", ["oracle", "sqlserver"])
@given(found=st.lists(st.tuples(TEXTS, st.booleans()), min_size=1, max_size=8))
@settings(max_examples=150, deadline=None)
def test_columns_of_a_table(dialect: str, found: list[tuple[str, bool]]) -> None:
    catalog = Catalog(dialect, schema="HIS")
    table = Table(catalog.schema, "t")
    for text, quoted in found:
        if quoted or is_word(text):
            table.columns.setdefault(folded(catalog, text, quoted), Column(text, quoted=quoted))
    catalog.tables.put((catalog.schema, folded(catalog, "t", False)), table)
    names = names_of(catalog)
    path = (folded(catalog, "t", False),)
    spelled = {key: names.spell_column(path, c.name, c.quoted) for key, c in table.columns.items()}
    if not spelled:
        return
    stored = columns_read(list(spelled.values()))
    assert stored == [effective(s) for s in spelled.values()]
    assert len(set(stored)) == len(stored)
    assert all(len(s.encode()) <= 63 for s in stored)
    for text, quoted in found:  # every other way to write the name gives the same one
        key = folded(catalog, text, quoted)
        if key in spelled and (quoted or is_word(text)):
            assert effective(names.spell_column(path, text, quoted)) == effective(spelled[key])
