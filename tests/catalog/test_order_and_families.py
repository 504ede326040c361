"""Integer types of key columns, and the order in which objects are loaded."""

from __future__ import annotations

import pytest
from estates import estate, table

from dbmigrate.catalog.catalog import Catalog
from dbmigrate.catalog.families import Families
from dbmigrate.catalog.order import load_order
from dbmigrate.catalog.values import AliasType, Constraint, ForeignKey, Sequence, SqlType, Synonym, View


def keyed(catalog: Catalog, name: str, type_: str, *references: tuple[str, str], key: bool = True) -> None:
    """A table with ID, and per reference a column of its own type: ("PAT NUMBER(8)", "PATIENT")."""
    made = table(catalog, "HIS", name, f"ID {type_}".strip(), *(column for column, _ in references))
    if key:
        made.primary_key = Constraint("primary key", "", ("ID",))
    for column, target in references:
        made.foreign_keys.append(ForeignKey("", (column.split()[0],), ("HIS", target)))


@pytest.mark.parametrize(
    ("own", "other", "expected", "review"),
    [
        ("NUMBER(4)", "NUMBER(4)", "smallint", False),
        ("NUMBER(9,0)", "NUMBER(4)", "integer", False),
        ("NUMBER(10)", "NUMBER(4)", "bigint", False),
        ("NUMBER(18)", "NUMBER(18)", "bigint", False),
        ("NUMBER(19)", "NUMBER(4)", None, False),
        ("NUMBER(10,2)", "NUMBER(10)", None, False),
        ("NUMBER(10,-2)", "NUMBER(10)", None, False),
        ("VARCHAR2(10)", "NUMBER(10)", None, False),
        ("NUMBER", "NUMBER(4)", "bigint", True),
        ("NUMBER(*,0)", "NUMBER(4)", "bigint", True),
        ("INTEGER", "NUMBER(4)", "bigint", False),
        ("INTEGER", "NUMBER(20)", None, False),
        ("FLOAT", "NUMBER(4)", None, False),
    ],
)
def test_the_family_decides(own: str, other: str, expected: str | None, review: bool) -> None:
    catalog = Catalog("oracle", schema="HIS")
    keyed(catalog, "PATIENT", own)
    keyed(catalog, "VISIT", "NUMBER(30)", (f"PAT {other}", "PATIENT"))
    families = Families(catalog)
    number = own.startswith(("NUMBER", "INTEGER"))
    assert families.integer_type(("HIS", "PATIENT"), "ID") == (expected if number else None)
    assert families.integer_type(("HIS", "VISIT"), "PAT") == expected
    assert families.needs_review(("HIS", "VISIT"), "PAT") is review


def test_families_join_through_others() -> None:
    catalog = Catalog("oracle", schema="HIS")
    keyed(catalog, "A", "NUMBER(4)")
    keyed(catalog, "B", "NUMBER(4)", ("A NUMBER(4)", "A"))
    catalog.tables["HIS", "B"].foreign_keys.append(ForeignKey("", ("ID",), ("HIS", "A")))
    keyed(catalog, "C", "NUMBER(4)", ("B NUMBER(12)", "B"))
    assert Families(catalog).integer_type(("HIS", "A"), "ID") == "bigint"
    assert len(Families(catalog).family(("HIS", "A"), "ID").members) == 4  # type: ignore[union-attr]


def test_policies_and_what_is_no_key() -> None:
    catalog = Catalog("oracle", schema="HIS")
    keyed(catalog, "T", "NUMBER(6)", key=False)
    keyed(catalog, "U", "NUMBER", key=False)
    keyed(catalog, "K", "NUMBER(6)")
    keyed(catalog, "S", "NUMBER(6)", key=False)
    catalog.tables["HIS", "S"].columns["ID"].sequence = ("S_ID",)

    def found(policy: str) -> list[str | None]:
        families = Families(catalog, policy)
        return [families.integer_type(("HIS", t), "ID") for t in "TUKS"]

    assert found("keys") == [None, None, "integer", "integer"]
    assert found("integer") == ["integer", None, "integer", "integer"]
    assert found("numeric") == [None] * 4
    assert Families(catalog).integer_type(("HIS", "T"), "NONE") is None


def test_oracle_integers_are_bigint_unless_joined_to_wider_numbers() -> None:
    catalog = Catalog("oracle", schema="HIS")
    keyed(catalog, "T", "SMALLINT", ("A INTEGER", "U"), ("B NUMBER(5)", "U"), key=False)
    keyed(catalog, "U", "INT", key=False)
    catalog.tables["HIS", "T"].foreign_keys[0] = ForeignKey("", ("A",), ("HIS", "U"), ("ID",))

    def found(policy: str) -> list[str | None]:
        families = Families(catalog, policy)
        return [families.integer_type(("HIS", t), c) for t, c in (("T", "ID"), ("T", "A"), ("U", "ID"))]

    assert found("keys") == ["bigint", "bigint", "bigint"]
    assert found("numeric") == [None] * 3
    catalog.tables["HIS", "T"].foreign_keys[1] = ForeignKey("", ("B",), ("HIS", "U"), ("ID",))
    assert found("keys") == ["bigint", None, None]  # a unique column that a NUMBER refers to stays of one type with it
    assert found("integer") == ["bigint", "bigint", "bigint"]


def test_sqlserver_families_see_through_alias_types() -> None:
    catalog = estate(
        "sqlserver",
        """EXEC sp_addtype 'ut_xh12', 'numeric(12,0)', 'NOT NULL';
        CREATE TABLE brxx(id ut_xh12 PRIMARY KEY, n int IDENTITY);
        CREATE TABLE ghmx(id numeric PRIMARY KEY, brid ut_xh12 REFERENCES brxx(id), n decimal(5) REFERENCES brxx(n));
        """,
    )
    families = Families(catalog)
    assert families.integer_type(("dbo", "brxx"), "id") == "bigint"
    assert families.integer_type(("dbo", "ghmx"), "brid") == "bigint"
    assert families.integer_type(("dbo", "ghmx"), "id") == "bigint"  # numeric is numeric(18, 0)
    assert families.integer_type(("dbo", "ghmx"), "n") == "integer"
    assert families.integer_type(("dbo", "brxx"), "n") is None  # int already
    assert catalog.column(("brxx", "id")).nullable is False  # type: ignore[union-attr]


def tables_of(catalog: Catalog) -> list[str]:
    return [key[1] for kind, key in load_order(catalog).entries if kind == "table"]


def test_tables_follow_what_they_refer_to() -> None:
    catalog = Catalog("oracle", schema="HIS")
    keyed(catalog, "ORDERS", "", ("VISIT", "VISIT"), ("DRUG", "DRUG"))
    keyed(catalog, "VISIT", "", ("PATIENT", "PATIENT"), ("UP", "VISIT"), ("X", "NOT_HERE"))
    keyed(catalog, "PATIENT", "")
    keyed(catalog, "DRUG", "")
    assert tables_of(catalog) == ["PATIENT", "VISIT", "DRUG", "ORDERS"]
    assert load_order(catalog).postponed == ()


def test_circles_are_broken_and_named() -> None:
    catalog = Catalog("oracle", schema="HIS")
    keyed(catalog, "DEPT", "", ("HEAD", "STAFF"))
    keyed(catalog, "STAFF", "", ("TITLE", "TITLE"), ("DEPT", "DEPT"), ("HOME", "DEPT"))
    keyed(catalog, "TITLE", "")
    order = load_order(catalog)
    assert tables_of(catalog) == ["TITLE", "STAFF", "DEPT"]
    assert order.postponed == ((("HIS", "STAFF"), 1), (("HIS", "STAFF"), 2))
    placed = {name: i for i, name in enumerate(tables_of(catalog))}
    for key, t in catalog.tables.items():
        for i, reference in enumerate(t.foreign_keys):
            assert (key, i) in order.postponed or placed[reference.target[1]] < placed[key[1]]


def test_long_chains_need_no_recursion() -> None:
    catalog = Catalog("oracle", schema="HIS")
    for i in range(3000):
        keyed(catalog, f"T{i}", "", ("UP", f"T{i + 1}"))
    assert tables_of(catalog)[:2] == ["T2999", "T2998"]


def test_views_types_sequences_routines() -> None:
    catalog = estate(
        "sqlserver",
        """CREATE VIEW v_top AS SELECT * FROM (SELECT a FROM v_mid m JOIN syn s ON s.a = m.a) x;
        CREATE VIEW v_mid AS SELECT t.a, dbo.f_age(t.a) b FROM dbo.t, [u] WHERE EXISTS (SELECT 1 FROM v_low);
        CREATE VIEW v_low AS SELECT a FROM t;
        CREATE VIEW v_self AS SELECT a FROM v_loop;
        CREATE VIEW v_loop AS SELECT a FROM v_self;
        CREATE SYNONYM syn FOR dbo.v_low;
        CREATE FUNCTION dbo.f_age(@a int) RETURNS int AS BEGIN RETURN 1 END;
        CREATE PROCEDURE p AS SELECT a FROM v_top;
        CREATE TABLE t(a ut_outer DEFAULT (NEXT VALUE FOR s_t));
        CREATE TABLE u(a int);
        CREATE SEQUENCE s_t;
        CREATE TRIGGER tr ON t AFTER INSERT AS RETURN;
        CREATE TYPE tt AS TABLE (a ut_inner);
        EXEC sp_addtype 'ut_inner', 'int';
        """,
    )
    catalog.types.put(("dbo", "ut_outer"), AliasType("dbo", "ut_outer", base=SqlType("UT_INNER", user=("ut_inner",))))
    order = load_order(catalog)
    position = {key[1]: i for i, (_, key) in enumerate(order.entries)}
    assert len(position) == len(order.entries) == 15
    for before, after in (
        ("ut_inner", "ut_outer"),
        ("ut_inner", "tt"),
        ("s_t", "t"),
        ("v_low", "syn"),
        ("syn", "v_top"),
        ("v_mid", "v_top"),
        ("f_age", "v_mid"),
        ("v_low", "v_mid"),
        ("v_top", "p"),
        ("p", "tr"),
    ):
        assert position[before] < position[after], (before, after)
    assert order.circles == (("view", ("dbo", "v_self")),)


def test_the_order_is_the_declaration_order_where_nothing_speaks_against_it() -> None:
    catalog = Catalog("oracle", schema="HIS")
    for name in ("B", "A", "C"):
        keyed(catalog, name, "")
        catalog.views.put(("HIS", f"V_{name}"), View("HIS", f"V_{name}", refers=((name,),)))
        catalog.sequences.put(("HIS", f"S_{name}"), Sequence("HIS", f"S_{name}"))
    catalog.synonyms.put(("PUBLIC", "A"), Synonym("PUBLIC", "A", target=("HIS", "A")))
    assert [key[1] for _, key in load_order(catalog).entries] == "S_B S_A S_C B A C A V_B V_A V_C".split()


def test_a_join_that_is_dropped_further_on_counts_as_well() -> None:
    catalog = estate(
        "oracle",
        """
        CREATE TABLE ward (id NUMBER(10), CONSTRAINT pk_ward PRIMARY KEY (id));
        CREATE TABLE visit (no NUMBER(10), ward_id NUMBER(10), bed_ward NUMBER(10),
          CONSTRAINT fk_ward FOREIGN KEY (ward_id) REFERENCES ward (id),
          CONSTRAINT fk_bed FOREIGN KEY (bed_ward) REFERENCES ward (id));
        ALTER TABLE visit DROP CONSTRAINT fk_ward;
        ALTER TABLE visit DROP COLUMN bed_ward;
        """,
    )
    families, key = Families(catalog), catalog.locate("table", ("VISIT",))
    assert key is not None
    assert [families.integer_type(key, c) for c in ("WARD_ID", "BED_WARD", "NO")] == ["bigint", "bigint", None]
