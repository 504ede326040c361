"""Names as the target must see them: quotes, case, length, collisions, schemas."""

from __future__ import annotations

import pytest
from estates import estate, names_of, postgres, rewritten, table

from dbmigrate.catalog.catalog import Catalog
from dbmigrate.catalog.names import Names
from dbmigrate.catalog.spelling import effective
from dbmigrate.catalog.values import Constraint, ForeignKey, Index, Routine

LONG = "病人住院费用明细汇总统计报表历史记录备份表二"  # 22 characters, 66 bytes


@pytest.mark.parametrize(
    ("text", "quoted", "spelled"),
    [
        ("Pat_Visit", False, "Pat_Visit"),
        ("PAT_VISIT", False, "PAT_VISIT"),
        ("PAT_VISIT", True, "pat_visit"),
        ("Pat_Visit", True, '"Pat_Visit"'),
        ("pat_visit", True, '"pat_visit"'),
        ("病人ID", False, "病人ID"),
        ("病人ID", True, "病人id"),
        ("病人", True, "病人"),
        ("cost$", False, "cost$"),
        ("MEMO#", False, '"memo#"'),
        ("MEMO#", True, '"memo#"'),
        ("LIMIT", False, '"limit"'),
        ("Offset", False, '"offset"'),
        ("ORDER", True, '"order"'),
        ("PAT ID", True, '"PAT ID"'),
        ("1ST", True, '"1ST"'),
        ("金额（元）", True, '"金额（元）"'),
        ("_X", True, "_x"),
        ("ＩＤ", False, "ｉｄ"),
        ("year", False, "year"),
        (":new.id", False, ":new.id"),
        ("t@lis", False, "t@lis"),
    ],
)
def test_oracle_columns(text: str, quoted: bool, spelled: str) -> None:
    assert names_of(Catalog("oracle")).spell(text, quoted, "column") == spelled


@pytest.mark.parametrize(
    ("text", "quoted", "position", "spelled"),
    [
        ("Pat_Visit", True, "table", "Pat_Visit"),
        ("pat_visit", False, "table", "pat_visit"),
        ("ORDER", False, "column", '"Order"'),
        ("order", True, "table", '"Order"'),
        ("order", True, "alias", '"Order"'),
        ("user name", True, "column", '"User Name"'),
        ("Limit", True, "column", '"limit"'),
        ("Limit", False, "alias", "Limit"),
        ("Year", True, "bare alias", '"year"'),
        ("Year", True, "column", "Year"),
        ("病人ID", True, "column", "病人ID"),
        ("1号楼", True, "table", '"1号楼"'),
        ("#Tmp", False, "table", '"#tmp"'),
        ("##mzsf", False, "table", '"##mzsf"'),
        ("编号#", False, "column", '"编号#"'),
        ('a"b', True, "column", '"a""b"'),
        ("@t", False, "table", "@t"),
    ],
)
def test_sqlserver(text: str, quoted: bool, position: str, spelled: str) -> None:
    catalog = Catalog("sqlserver")
    table(catalog, "dbo", "Order", "User Name".replace(" ", "_"))
    catalog.tables[("dbo", "order")].columns["user name"] = catalog.tables[("dbo", "order")].columns.pop("user_name")
    catalog.tables[("dbo", "order")].columns["user name"].name = "User Name"
    assert names_of(catalog).spell(text, quoted, position) == spelled


@pytest.mark.parametrize("word", ["Limit", "LIMIT", "limit", "Year", "Order", "Left"])
@pytest.mark.parametrize("dialect", ["oracle", "sqlserver"])
def test_one_name_in_all_positions(dialect: str, word: str) -> None:
    """An alias that needs no quotes and the column that refers to it must still be one name."""
    names = names_of(Catalog(dialect))
    spelled = [names.spell(word, False, p) for p in ("column", "alias", "bare alias", "table", "table alias")]
    assert len({effective(s) for s in spelled}) == 1


def test_long_names_are_cut_at_a_character() -> None:
    names = names_of(Catalog("oracle"))
    short = names.spell(LONG, False, "table")
    assert names.shortened(LONG) and not names.shortened(LONG[:21])
    assert len(short.encode()) <= 63
    assert LONG.startswith(short[:18]) and short[-9] == "_"
    assert short == names.spell(LONG, True, "table")
    assert names.spell(LONG[:21], False, "table") == LONG[:21]
    assert names.spell(LONG + "三", False, "table") != short


def test_long_names_agree_in_every_case() -> None:
    text = "病人住院费用明细汇总统计报表历史记录备份ID_A"
    names = names_of(Catalog("sqlserver"))
    assert names.spell(text, False, "column").lower() == names.spell(text.lower(), True, "column")


def test_generated_names_are_short_and_free() -> None:
    catalog = Catalog("oracle", schema="HIS")
    table(catalog, "HIS", "PAT_SEQ", "ID NUMBER(10)")
    names = names_of(catalog)
    assert names.generated("pat_seq", "HIS") == "pat_seq_2"
    assert names.generated("pat_seq", "LIS") == "pat_seq"
    assert len(names.generated("表" * 40, "HIS").encode()) <= 63


def test_oracle_names_that_differ_in_case_only() -> None:
    catalog = Catalog("oracle", schema="HIS")
    table(catalog, "HIS", "TAB", "NAME", '"name"', '"Name"')
    table(catalog, "HIS", "tab", "ID", quoted=True)
    names = names_of(catalog)
    assert [(c.old, c.new, c.kind, c.where) for c in names.collisions()] == [
        ("tab", '"tab_2"', "table", "HIS"),
        ("name", '"name_2"', "column", "HIS.TAB"),
    ]
    assert names.object(("TAB",), "table") == "his.TAB"
    assert names.object(("tab",), "table") == 'his."tab_2"'
    assert names.spell_column(("TAB",), "name", True) == '"name_2"'
    assert names.spell_column(("TAB",), "NAME") == "NAME"
    assert names.spell_column(("TAB",), "Name", True) == '"Name"'
    assert rewritten(names, '"tab"."ID"', "column") == '"tab_2".id'
    assert rewritten(names, 'TAB."name"', "column") == 'TAB."name_2"'


def test_index_and_constraint_names_of_a_schema() -> None:
    catalog = Catalog("sqlserver")
    for name in ("Visit", "Orders"):
        made = table(catalog, "dbo", name, "id", "no")
        made.indexes.append(Index("IX_no", ("no",)))
        made.checks.append(Constraint("check", "CK"))
    catalog.tables["dbo", "visit"].primary_key = Constraint("primary key", "Orders", ("id",))
    catalog.tables["dbo", "orders"].uniques.append(Constraint("unique", "ix_no_2", ("no",)))
    names = names_of(catalog)
    assert [(c.old, c.new, c.kind, c.where) for c in names.collisions()] == [
        ("Orders", "Orders_2", "constraint", "dbo.visit"),
        ("IX_no", "IX_no_3", "index", "dbo.orders"),
    ]
    assert names.spell_index(("Orders".lower(),), "ix_NO") == "IX_no_3"
    assert names.spell_index(("visit",), "IX_no") == "IX_no"
    assert names.spell_constraint(("visit",), "ORDERS", True) == "Orders_2"
    assert names.spell_constraint(("orders",), "CK") == "CK"
    assert names.object(("orders",), "table") == "public.Orders"


def test_names_of_indexes_on_unknown_tables_count_too() -> None:
    names = names_of(estate("sqlserver", "CREATE INDEX ix ON t1(a);\nCREATE INDEX ix ON t2(a);\n"))
    assert [(c.new, c.where) for c in names.collisions()] == [("ix_2", "dbo.t2")]
    assert names.spell_index(("t2",), "IX") == "ix_2"


def test_system_columns() -> None:
    catalog = Catalog("oracle", schema="HIS")
    table(catalog, "HIS", "T", "XMIN", "CTID", "ID")
    names = names_of(catalog)
    assert rewritten(names, "T.Xmin", "column") == "T.XMIN_2"
    assert names.spell("xmin", False, kind="column") == "xmin_2"
    assert [c.old for c in names.collisions()] == ["XMIN", "CTID"]


def test_a_numbered_name_takes_nobody_elses() -> None:
    catalog = Catalog("oracle", schema="HIS")
    table(catalog, "HIS", "T")
    table(catalog, "HIS", "t", quoted=True)
    table(catalog, "HIS", "T_2")
    assert [c.new for c in names_of(catalog).collisions()] == ['"t_3"']


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("dbo.Visit", "public.Visit"),
        ("[dbo].[Visit]", "public.Visit"),
        ("his.dbo.Visit", "public.Visit"),
        ("[HIS]..[Visit]", "Visit"),
        ("HIS.pharmacy.Drug", "pharmacy.Drug"),
        ("Pharmacy.Drug", "Pharmacy.Drug"),
        ("[Pharmacy].Drug", "pharmacy.Drug"),
        ("lis.dbo.Sample", "lis.Sample"),
        ("lis..Sample", "lis.Sample"),
        ("LIS.qc.Sample", "lis_qc.Sample"),
        ("[SRV1].[LIS].[dbo].[Sample]", "[SRV1].lis.Sample"),
        ("sys.objects", "sys.objects"),
        ("Visit", "Visit"),
        ("dbo . Visit", "public . Visit"),
    ],
)
def test_sqlserver_qualifiers(source: str, target: str) -> None:
    assert rewritten(names_of(Catalog("sqlserver", database="HIS")), source) == target


@pytest.mark.parametrize(
    ("source", "kind", "target"),
    [
        ("HIS.PAT_VISIT", "table", "HIS.PAT_VISIT"),
        ('"HIS"."PAT_VISIT"', "table", "his.pat_visit"),
        ('HIS."Pat"', "table", 'HIS."Pat"'),
        ('"PV"."LIMIT"', "column", 'pv."limit"'),
        ("sys.dual", "table", "sys.dual"),
        ("LIS.SAMPLE", "table", "lab.SAMPLE"),
        ('"LIS"."SAMPLE"."ID"', "column", "lab.sample.id"),
        ("LIS", "schema", "lab"),
        ('"HIS_APP"', "role", "his_app"),
    ],
)
def test_oracle_qualifiers(source: str, kind: str, target: str) -> None:
    assert rewritten(names_of(Catalog("oracle"), LIS="lab"), source, kind) == target


def test_schemas_of_the_configuration() -> None:
    catalog = Catalog("sqlserver", database="his")
    table(catalog, "dbo", "a")
    table(catalog, "lis.dbo", "b")
    table(catalog, "ris.dbo", "c")
    table(catalog, "lis.qc", "d")
    names = names_of(catalog, dbo="HIS", lis="lab")
    assert names.schemas_needed() == ["HIS", "lab", "lab_qc", "ris"]
    assert names.object(("lis", "dbo", "b"), "table") == "lab.b"
    assert rewritten(names, "dbo.a") == '"HIS".a'
    assert names.search_path() == ("HIS", "public")
    assert names.search_path("lis.dbo") == ("lab", "public")


def test_package_schemas() -> None:
    catalog = Catalog("oracle")
    table(catalog, "HIS", "T")
    for key in (("HIS", "PKG_BILL"), ("HIS", "PKG_UTIL"), ("LIS", "PKG_UTIL"), ("LIS", "HIS")):
        catalog.routines.put(key, Routine(*key, kind="package"))
    names = names_of(catalog)
    assert names.package_schema(("HIS", "PKG_BILL")) == "pkg_bill"
    assert names.package_schema(("LIS", "PKG_UTIL")) == "lis_pkg_util"
    assert names.package_schema(("LIS", "HIS")) == "lis_his"


def test_names_are_the_same_whatever_was_asked_before() -> None:
    def answers(first: str) -> tuple[str, ...]:
        catalog = Catalog("oracle", schema="HIS")
        table(catalog, "HIS", "T").foreign_keys.append(ForeignKey(LONG, (), ("T",)))
        names = Names("oracle", postgres(), catalog)
        names.spell(first)
        return names.spell(LONG), names.spell_constraint(("T",), LONG), names.generated(LONG, "HIS")

    assert answers("a") == answers(LONG)


def test_indexes_whose_table_is_named_elsewhere() -> None:
    oracle = estate(
        "oracle",
        """CREATE TABLE his.t (a NUMBER, CONSTRAINT pk_t PRIMARY KEY (a) USING INDEX (CREATE UNIQUE INDEX x ON t (a)));
        CREATE INDEX his.pk_t ON his.t (UPPER(a));
        """,
    )
    assert [(c.old, c.kind) for c in names_of(oracle).collisions()] == [("pk_t", "index")]
    assert rewritten(names_of(oracle), '"HIS"."PK_T"', "index") == "his.pk_t_2"
    sqlserver = estate(
        "sqlserver", "CREATE TABLE t(a int, INDEX ix (a));\nCREATE TABLE u(a int);\nCREATE INDEX ix ON u(a);\n"
    )
    assert rewritten(names_of(sqlserver), "[u].[IX]", "index") == "u.ix_2"
    assert rewritten(names_of(sqlserver), "[t].[IX]", "index") == "t.IX"
    assert rewritten(names_of(sqlserver), "ix", "index") == "ix"
