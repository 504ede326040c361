"""Every lookup in a watched catalog is noted, what is not there as well."""

from __future__ import annotations

from typing import Any

import pytest

from dbmigrate.catalog import watched
from dbmigrate.catalog.catalog import Catalog
from dbmigrate.catalog.values import Table
from dbmigrate.catalog.watched import ANY, WHOLE, Lookup, Watched, containers, watch


def catalog() -> Catalog:
    made = Catalog("sqlserver", schema="dbo")
    made.tables.put(("dbo", "t"), Table("dbo", "t"))
    made.indexed["i"] = [("dbo", "t")]
    made.moved["table"] = {("dbo", "old"): ("dbo", "t")}
    return made


def test_lookups_by_name() -> None:
    known = catalog()
    seen = watch(known)
    assert known.table(("t",)) is not None and known.table(("none",)) is None
    assert {("shelf table", ("dbo", "t")), ("shelf table", ("dbo", "none"))} <= seen
    assert {("owners table", "none"), ("shelf synonym", ("dbo", "none"))} <= seen
    assert not any(key == WHOLE for _, key in seen)


@pytest.mark.parametrize(
    ("look", "noted"),
    [
        (lambda c: c.tables_with_index("i"), ("indexed", "i")),
        (lambda c: c.table(("old",)), ("moved table", ("dbo", "old"))),
        (lambda c: c.default_object(("d",)), ("default_objects", ("dbo", "d"))),
        (lambda c: c.names_own_database(("his", "", "t")), ("database", "his")),
        (lambda c: c.named("view", "v"), ("owners view", "v")),
        (lambda c: list(c.tables.items()), ("shelf table", WHOLE)),
        (lambda c: [*c.stubs.values()], ("shelf stub", WHOLE)),
        (lambda c: sorted(c.views), ("shelf view", WHOLE)),
        (lambda c: dict(c.views), ("shelf view", WHOLE)),
        (lambda c: {**c.views}, ("shelf view", WHOLE)),
        (lambda c: len(c.routines), ("shelf routine", WHOLE)),
        (lambda c: bool(c.types), ("shelf type", ANY)),
        (lambda c: ("dbo", "x") in c.triggers, ("shelf trigger", ("dbo", "x"))),
    ],
)
def test_each_way_to_look(look: Any, noted: Lookup) -> None:
    known = catalog()
    seen = watch(known)
    look(known)
    assert noted in seen


def test_what_was_looked_up_can_be_asked_again() -> None:
    plain, known = catalog(), catalog()
    seen = watch(known)
    known.table(("t",)), known.table(("old",)), known.tables_with_index("i"), list(known.views)
    answers = containers(plain)
    assert seen and all(name in answers for name, _ in seen)
    assert answers["shelf table"](("dbo", "t")) == Table("dbo", "t")
    assert answers["shelf table"](("dbo", "none")) == watched.ABSENT
    assert answers["shelf view"](WHOLE) == [] and answers["shelf view"](ANY) is False


def test_no_part_of_a_catalog_is_forgotten() -> None:
    """A new attribute is watched, or somebody says here that no rule looks at it."""
    known = catalog()
    watch(known)
    unseen = {"comments", "conflicts", "unresolved", "pending", "shelves", "dialect", "database", "schema", "seen"}
    unseen |= {"known"}  # which notes again what was looked up for each answer
    for name, value in vars(known).items():
        assert name in unseen or isinstance(value, Watched), name
