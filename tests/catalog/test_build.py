"""What statements of both sources leave in the catalog, whatever the order of the files."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from estates import estate, statements
from hypothesis import given, settings
from hypothesis import strategies as st

from dbmigrate.catalog.build import add, finish
from dbmigrate.catalog.catalog import Catalog
from dbmigrate.catalog.values import Column, Index, SqlType
from dbmigrate.catalog.watched import watch
from dbmigrate.syntax.ddl.read import read
from dbmigrate.syntax.lex import Lexed

ORACLE = """CREATE TABLE HIS.PAT_VISIT (
  patient_id VARCHAR2(10 BYTE) NOT NULL, visit_id NUMBER(4) DEFAULT his.s_visit.NEXTVAL,
  "Remark" VARCHAR2(200 CHAR) DEFAULT '', dept_code VARCHAR2(8) REFERENCES his.dept(code) ON DELETE SET NULL,
  admitted TIMESTAMP(6) WITH TIME ZONE DEFAULT SYSDATE NOT NULL, age NUMBER GENERATED ALWAYS AS (visit_id + 1) VIRTUAL,
  CONSTRAINT pk_pat_visit PRIMARY KEY (patient_id, visit_id), CONSTRAINT ck_age CHECK (age > 0));
CREATE TABLE HIS.DEPT (code VARCHAR2(8) PRIMARY KEY, up VARCHAR2(8), flag NUMBER(1) DEFAULT -1,
  name VARCHAR2(40) UNIQUE);
CREATE GLOBAL TEMPORARY TABLE tmp_bill (id NUMBER) ON COMMIT DELETE ROWS;
CREATE UNIQUE INDEX his.ix_visit ON his.pat_visit (dept_code, UPPER("Remark"));
CREATE SEQUENCE his.s_visit START WITH 1;
CREATE OR REPLACE VIEW v_visit (pid, vid) AS SELECT patient_id, visit_id FROM pat_visit v, "HIS".dept d;
CREATE PUBLIC SYNONYM visits FOR his.pat_visit;
CREATE SYNONYM remote_lab FOR lab.results@lis;
CREATE TYPE t_ids AS TABLE OF NUMBER(10);
CREATE TYPE t_bill AS OBJECT (id NUMBER(10), ids t_ids);
COMMENT ON COLUMN his.pat_visit.dept_code IS '科室';
CREATE OR REPLACE PROCEDURE p_close (a NUMBER) IS BEGIN NULL; END
"""
ORACLE_TEXT = ORACLE.rstrip() + ";\n"


def first(catalog: Catalog, *path: str) -> Any:
    found = catalog.table(path)
    assert found is not None
    return found


def test_oracle_table() -> None:
    catalog = estate("oracle", ORACLE_TEXT)
    visit = first(catalog, "HIS", "PAT_VISIT")
    assert catalog.unresolved == [] and catalog.conflicts == [] and not catalog.stubs
    assert list(visit.columns) == ["PATIENT_ID", "VISIT_ID", "Remark", "DEPT_CODE", "ADMITTED", "AGE"]
    assert visit.columns["PATIENT_ID"] == Column("patient_id", SqlType("VARCHAR2", ("10",), "BYTE"), nullable=False)
    number = visit.columns["VISIT_ID"]
    assert (number.default, number.sequence, number.nullable) == ("sequence", ("HIS", "S_VISIT"), False)
    assert (visit.columns["Remark"].quoted, visit.columns["Remark"].default) == (True, "empty string")
    assert visit.columns["ADMITTED"].type == SqlType("TIMESTAMP", ("6",), "", "WITH TIME ZONE")
    assert visit.columns["ADMITTED"].default == "expression" and visit.columns["AGE"].computed
    assert visit.primary_key.name == "pk_pat_visit" and visit.primary_key.columns == ("PATIENT_ID", "VISIT_ID")
    assert [c.name for c in visit.checks] == ["ck_age"]
    reference = visit.foreign_keys[0]
    assert reference.target == ("HIS", "DEPT") and reference.target_columns == ("CODE",)
    assert (reference.columns, reference.on_delete) == (("DEPT_CODE",), "SET NULL")
    assert visit.indexes == [Index("ix_visit", ("DEPT_CODE", ""), unique=True, file="a.sql")]
    dept = first(catalog, "HIS", "DEPT")
    assert dept.primary_key.columns == ("CODE",) and dept.uniques[0].columns == ("NAME",)
    assert (dept.columns["FLAG"].default, dept.columns["CODE"].nullable) == ("number", False)


def test_oracle_objects() -> None:
    catalog = estate("oracle", ORACLE_TEXT)
    assert catalog.schema == "HIS"  # the only owner: what has no schema is his
    assert first(catalog, "TMP_BILL").temporary and ("HIS", "TMP_BILL") in catalog.tables
    view = catalog.view(("V_VISIT",))
    assert view is not None and view.columns == ("PID", "VID")
    assert view.refers == (("PAT_VISIT",), ("HIS", "DEPT"))
    assert catalog.table(("VISITS",)) is first(catalog, "HIS", "PAT_VISIT")
    remote = catalog.synonym(("REMOTE_LAB",))
    assert remote is not None and remote.remote and catalog.resolve(("REMOTE_LAB",)) is None
    ids = catalog.user_type(("T_IDS",))
    assert ids is not None and ids.element == SqlType("NUMBER", ("10",))  # type: ignore[union-attr]
    assert catalog.user_type(("HIS", "T_BILL")).columns["IDS"].type.user == ("T_IDS",)  # type: ignore[union-attr]
    assert [(c.on, c.path) for c in catalog.comments] == [("column", ("HIS", "PAT_VISIT", "DEPT_CODE"))]
    assert catalog.routine(("P_CLOSE",)).kind == "procedure"  # type: ignore[union-attr]
    assert catalog.column(("HIS", "PAT_VISIT", "VISIT_ID")) is catalog.column(("VISITS", "VISIT_ID"))


def test_sqlserver_table() -> None:
    catalog = estate(
        "sqlserver",
        """EXEC sp_addtype N'ut_bz', 'char(1)', 'NOT NULL';
        CREATE TYPE [dbo].[ut_money] FROM [decimal](18, 2) NULL;
        CREATE TABLE [dbo].[BRXX]([ID] [int] IDENTITY(1,1) NOT NULL, [姓名] nvarchar(max) DEFAULT (N''),
          bz ut_bz, bz2 ut_bz NULL, je ut_money, hj AS (je * 2) PERSISTED, nr int DEFAULT (NEXT VALUE FOR dbo.s_nr),
          CONSTRAINT [PK_BRXX] PRIMARY KEY CLUSTERED ([ID] ASC), INDEX ix_bz UNIQUE (bz));
        CREATE TABLE #t(a int);
        CREATE SEQUENCE dbo.s_nr AS bigint;
        CREATE TYPE dbo.tt_id AS TABLE (id int PRIMARY KEY);
        EXEC sp_bindefault 'df_zero', 'BRXX.je';
        EXEC sp_bindefault @objname = 'ut_bz', @defname = 'df_zero';
        EXEC sp_addextendedproperty N'MS_Description', N'姓名', N'SCHEMA', N'dbo', N'TABLE', N'BRXX',
          N'COLUMN', N'姓名';
        """,
    )
    table = first(catalog, "brxx")
    assert table is first(catalog, "dbo", "brxx") and table.name == "BRXX" and table.quoted
    assert table.columns["id"].identity and not table.columns["id"].nullable
    assert table.columns["姓名"] == Column("姓名", SqlType("NVARCHAR", ("MAX",)), quoted=True, default="empty string")
    assert [table.columns[c].nullable for c in ("bz", "bz2", "je")] == [False, True, True]
    assert catalog.base_type(table.columns["je"].type) == SqlType("DECIMAL", ("18", "2"))
    assert catalog.base_type(SqlType("UT_NONE", user=("ut_none",))) is None
    assert (table.columns["je"].default, table.columns["hj"].computed) == ("bound", True)
    assert catalog.alias_type(("ut_bz",)).default == "df_zero"  # type: ignore[union-attr]
    assert table.columns["nr"].sequence == ("dbo", "s_nr")
    assert table.primary_key.name == "PK_BRXX" and table.indexes[0].unique
    assert first(catalog, "#t").temporary
    assert catalog.user_type(("dbo", "tt_id")).kind == "table type"  # type: ignore[union-attr]
    assert [(c.on, c.path) for c in catalog.comments] == [("column", ("dbo", "brxx", "姓名"))]


def test_alterations() -> None:
    catalog = estate(
        "oracle",
        """CREATE TABLE t (a NUMBER(4), b VARCHAR2(10), c DATE, d NUMBER, e NUMBER, UNIQUE (d, e), UNIQUE (b));
        ALTER TABLE t ADD (f NUMBER(2) DEFAULT 1 NOT NULL, g VARCHAR2(4));
        ALTER TABLE t MODIFY (a NUMBER(8) NOT NULL, g DEFAULT 'x');
        ALTER TABLE t DROP COLUMN c;
        ALTER TABLE t RENAME COLUMN b TO "Name";
        ALTER TABLE t ADD CONSTRAINT pk_t PRIMARY KEY (a) USING INDEX;
        ALTER TABLE t ADD CONSTRAINT fk_t FOREIGN KEY ("Name") REFERENCES u (x);
        ALTER TABLE t DROP UNIQUE (d, e);
        ALTER TABLE t RENAME CONSTRAINT fk_t TO fk_t_u;
        CREATE TABLE u (x VARCHAR2(10) PRIMARY KEY);
        ALTER TABLE u RENAME COLUMN x TO y;
        CREATE INDEX i_t ON t (g);
        DROP INDEX i_t;
        CREATE INDEX i_f ON t (f);
        ALTER TABLE t RENAME TO t_new;
        """,
    )
    t = first(catalog, "T_NEW")
    assert catalog.unresolved == [] and catalog.table(("T",)) is t
    assert list(t.columns) == ["A", "Name", "D", "E", "F", "G"]
    assert (t.columns["A"].type.numbers, t.columns["A"].nullable) == (("8",), False)
    assert (t.columns["G"].default, t.columns["G"].type) == ("string", SqlType("VARCHAR2", ("4",)))
    assert [c.columns for c in t.uniques] == [("Name",)]
    assert t.primary_key.name == "pk_t" and [i.name for i in t.indexes] == ["i_f"]
    reference = t.foreign_keys[0]
    assert (reference.name, reference.columns, reference.target) == ("fk_t_u", ("Name",), ("", "U"))
    assert reference.target_columns == ("Y",)


def test_sqlserver_alterations_and_renames() -> None:
    catalog = estate(
        "sqlserver",
        """CREATE TABLE dbo.Old(a varchar(10) NOT NULL, b int CONSTRAINT ck CHECK (b > 0),
          CONSTRAINT pk PRIMARY KEY (a));
        ALTER TABLE Old ALTER COLUMN b bigint;
        ALTER TABLE Old ADD c int NOT NULL CONSTRAINT df DEFAULT 0, CONSTRAINT uq UNIQUE (c);
        ALTER TABLE Old ADD DEFAULT 'x' FOR a;
        CREATE INDEX ix ON Old(b);
        EXEC sp_rename 'dbo.Old.b', 'Bed No', 'COLUMN';
        EXEC sp_rename '[dbo].[Old].[ix]', 'ix_bed', N'INDEX';
        EXEC sp_rename 'dbo.pk', 'pk_new', 'OBJECT';
        EXEC sp_rename 'Old', 'New';
        ALTER TABLE New DROP CONSTRAINT ck, COLUMN c;
        ALTER TABLE New ADD d int;
        """,
    )
    table = first(catalog, "new")
    assert catalog.unresolved == []
    assert catalog.table(("dbo", "old")) is table and table.name == "New"
    assert list(table.columns) == ["a", "bed no", "d"] and table.columns["bed no"].name == "Bed No"
    assert table.columns["bed no"].type == SqlType("BIGINT") and table.columns["bed no"].nullable
    assert table.columns["a"].default == "string" and not table.columns["a"].nullable
    assert table.indexes[0].name == "ix_bed" and table.indexes[0].columns == ("bed no",)
    assert table.primary_key.name == "pk_new" and table.checks == [] and table.uniques == []


@pytest.mark.parametrize("dialect", ["oracle", "sqlserver"])
def test_drop_then_create(dialect: str) -> None:
    """Scripts clear away before they create, in the same file or in one of their own."""
    catalog = estate(
        dialect,
        {
            "0_clear.sql": "DROP TABLE t;\nDROP TABLE u;\nDROP VIEW v;\n",
            "create.sql": """DROP TABLE t;
            CREATE TABLE t (a int);
            CREATE TABLE u (a int);
            CREATE VIEW v AS SELECT a FROM t;
            """,
            "z_clear.sql": "DROP TABLE t;\nDROP TABLE u;\nDROP VIEW v;\n",
        },
    )
    owner, up = ("", str.upper) if dialect == "oracle" else ("dbo", str.lower)
    assert list(catalog.tables) == [(owner, up("t")), (owner, up("u"))]
    assert not any(t.dropped for t in catalog.tables.values()) and len(catalog.views) == 1
    assert catalog.conflicts == [] and catalog.unresolved == []


def test_create_drop_create_in_one_file_takes_the_last() -> None:
    catalog = estate("oracle", "CREATE TABLE t (a NUMBER);\nDROP TABLE t;\nCREATE TABLE t (b NUMBER);\n")
    assert list(first(catalog, "T").columns) == ["B"] and catalog.conflicts == []
    catalog = estate("oracle", "CREATE TABLE t (a NUMBER);\nDROP TABLE t;\n")
    assert first(catalog, "T").dropped  # what stands between still speaks of it


def test_swap_by_rename() -> None:
    catalog = estate(
        "sqlserver",
        """CREATE TABLE t(a int);
        CREATE TABLE t_new(a bigint);
        DROP TABLE t;
        EXEC sp_rename 't_new', 't';
        """,
    )
    assert first(catalog, "t").columns["a"].type == SqlType("BIGINT")
    assert list(catalog.tables) == [("dbo", "t")] and not first(catalog, "t").dropped
    assert catalog.table(("t_new",)) is first(catalog, "t")


def test_teardown_at_the_top_of_a_script_takes_nothing_away() -> None:
    catalog = estate(
        "sqlserver",
        """IF EXISTS (SELECT * FROM sys.foreign_keys WHERE name = 'fk') ALTER TABLE t DROP CONSTRAINT fk;
        IF EXISTS (SELECT * FROM sysobjects WHERE name = 't') DROP TABLE t;
        IF EXISTS (SELECT * FROM sysindexes WHERE name = 'ix') DROP INDEX t.ix;
        CREATE TABLE t(a int, CONSTRAINT fk FOREIGN KEY (a) REFERENCES t(a));
        CREATE INDEX ix ON t(a);
        """,
    )
    table = first(catalog, "t")
    assert [k.name for k in table.foreign_keys] == ["fk"] and [i.name for i in table.indexes] == ["ix"]
    assert not table.dropped


def test_guards_do_not_hide_definitions_and_are_no_conflicts() -> None:
    catalog = estate(
        "sqlserver",
        {
            "1.sql": "CREATE TABLE t(a int, b int);\n",
            "2.sql": """IF NOT EXISTS (SELECT * FROM sysobjects WHERE name = 't') CREATE TABLE t(a varchar(10));
            IF NOT EXISTS (SELECT * FROM syscolumns WHERE name = 'c') ALTER TABLE t ADD c int NULL;
            IF NOT EXISTS (SELECT * FROM syscolumns WHERE name = 'b') ALTER TABLE t ADD b money NULL;
            IF OBJECT_ID('u') IS NULL BEGIN CREATE TABLE u(a int); CREATE INDEX i ON u(a) END;
            """,
        },
    )
    table = first(catalog, "t")
    assert [c.type.keyword for c in table.columns.values()] == ["INT", "INT", "INT"]
    assert first(catalog, "u").indexes and catalog.conflicts == []


def test_conflicts() -> None:
    catalog = estate(
        "oracle",
        {
            "v1.sql": "CREATE TABLE t (a NUMBER(4));\nCREATE TABLE same (a DATE);\n",
            "v2.sql": "CREATE TABLE t (a VARCHAR2(4));\nCREATE TABLE same (a DATE);\n",
            "v3.sql": "CREATE VIEW v AS SELECT 1 a FROM dual;\nALTER TABLE t ADD (a DATE);\n",
            "v10.sql": "CREATE OR REPLACE VIEW v AS SELECT 2 a FROM dual;\n",
        },
    )
    assert [(c.kind, c.key, c.kept[0], c.other[0]) for c in catalog.conflicts] == [
        ("table", ("", "T"), "v1.sql", "v2.sql"),
        ("column", ("", "T"), "v1.sql", "v3.sql"),
        ("view", ("", "V"), "v10.sql", "v3.sql"),
    ]
    assert first(catalog, "T").columns["A"].type == SqlType("NUMBER", ("4",))


def test_the_order_of_files_may_be_given() -> None:
    scripts = {"a.sql": "ALTER TABLE t DROP COLUMN b;\n", "b.sql": "CREATE TABLE t (a NUMBER, b NUMBER);\n"}
    assert list(first(estate("oracle", scripts), "T").columns) == ["A"]
    twice = scripts | {"c.sql": "ALTER TABLE t ADD (b DATE);\n"}
    assert first(estate("oracle", twice, ["b.sql", "a.sql", "c.sql"]), "T").columns["B"].type == SqlType("DATE")


def test_temporary_tables_of_several_scripts() -> None:
    catalog = estate(
        "sqlserver", {"1.sql": "CREATE TABLE #t(a int, b int);\n", "2.sql": "CREATE TABLE #T(a int, b text);\n"}
    )
    assert list(first(catalog, "#t").columns) == ["a"] and not first(catalog, "#t").complete
    assert catalog.conflicts == []


def test_what_the_estate_does_not_create() -> None:
    catalog = estate(
        "oracle",
        """ALTER TABLE his.t ADD CONSTRAINT pk_t PRIMARY KEY (id);
        CREATE INDEX his.i_t ON his.t (name);
        ALTER TABLE his.t ADD (c DATE);
        """,
    )
    assert catalog.table(("HIS", "T")) is None
    assert catalog.stubs[("HIS", "T")].primary_key.name == "pk_t"  # type: ignore[union-attr]
    assert [f.kind for f in catalog.unresolved] == ["add column"]


def test_synonyms_through_chains_and_circles() -> None:
    catalog = estate(
        "oracle",
        """CREATE TABLE his.t (a NUMBER);
        CREATE SYNONYM lis.t1 FOR his.t;
        CREATE SYNONYM ris.t2 FOR lis.t1;
        CREATE SYNONYM a.x FOR b.x;
        CREATE SYNONYM b.x FOR a.x;
        CREATE SYNONYM b.t FOR lis.other;
        """,
    )
    assert catalog.resolve(("RIS", "T2")) is catalog.tables[("HIS", "T")]
    assert catalog.column(("T2", "A"), "RIS") is not None
    assert catalog.resolve(("A", "X")) is None
    assert catalog.table(("T",)) is catalog.tables[("HIS", "T")]
    assert catalog.table(("T",), "B") is None  # there it is a synonym of something unknown


def test_oracle_schemas() -> None:
    scripts = {
        "his.sql": "CREATE TABLE dept (a NUMBER);\nCREATE TABLE only_his (a NUMBER);\n",
        "lis.sql": "CREATE TABLE dept (a DATE);\nALTER TABLE his.dept ADD (b NUMBER);\n",
        "own.sql": "CREATE TABLE loose (a NUMBER);\n",
    }
    catalog = estate("oracle", scripts, schemas={"his.sql": "HIS", "lis.sql": "lis"})
    assert catalog.schema == ""
    assert catalog.table(("DEPT",)) is None  # two owners and no current schema
    assert catalog.table(("DEPT",), "LIS") is catalog.tables[("LIS", "DEPT")]
    assert list(first(catalog, "HIS", "DEPT").columns) == ["A", "B"]
    assert catalog.table(("ONLY_HIS",), "LIS") is catalog.tables[("HIS", "ONLY_HIS")]
    assert catalog.table(("LIS", "LOOSE")) is catalog.tables[("", "LOOSE")]
    assert catalog.table(("LIS", "ONLY_HIS")) is None


def test_sqlserver_databases() -> None:
    scripts = {
        "his.sql": "CREATE TABLE t(a int);\nCREATE TABLE pharmacy.drug(a int);\nCREATE TABLE HIS.dbo.u(a int);\n",
        "lis.sql": "CREATE TABLE t(a date);\nCREATE TABLE qc.q(a int);\n",
    }
    catalog = estate("sqlserver", scripts, databases={"his.sql": "HIS", "lis.sql": "LIS"})
    assert catalog.database == "his"
    assert list(catalog.tables) == [
        ("dbo", "t"),
        ("pharmacy", "drug"),
        ("dbo", "u"),
        ("lis.dbo", "t"),
        ("lis.qc", "q"),
    ]
    for path in (("his", "dbo", "t"), ("his", "", "t"), ("dbo", "t"), ("t",)):
        assert catalog.table(path) is catalog.tables[("dbo", "t")]
    assert catalog.table(("lis", "", "t")) is catalog.tables[("lis.dbo", "t")]
    assert catalog.table(("t",), "lis.dbo") is catalog.tables[("lis.dbo", "t")]
    assert catalog.table(("qc", "q"), "lis.dbo") is catalog.tables[("lis.qc", "q")]
    assert catalog.table(("his", "dbo", "u"), "lis.dbo") is catalog.tables[("dbo", "u")]
    assert catalog.table(("srv", "his", "dbo", "t")) is None


def test_what_a_lookup_gave_is_known_until_the_catalog_changes() -> None:
    catalog = estate("sqlserver", "CREATE TABLE t(a int);\n")
    assert catalog.table(("t",)) is catalog.tables[("dbo", "t")] and catalog.table(("u",)) is None
    assert catalog.known is not None
    assert {asked[:2] for asked in catalog.known} >= {("table", ("t",)), ("table", ("u",))}
    add(catalog, read(Lexed("CREATE TABLE u(b int)", "sqlserver")), file="later.sql")
    finish(catalog)
    assert catalog.table(("u",)) is catalog.tables[("dbo", "u")]


def test_a_lookup_that_is_known_is_noted_as_often_as_it_is_asked() -> None:
    catalog = estate("sqlserver", "CREATE TABLE t(a int);\n")
    catalog.table(("t",))
    seen = watch(catalog)
    noted = []
    for _ in range(2):
        seen.clear()
        seen.add(("before", "it"))
        assert catalog.table(("t",)) is not None and catalog.table(("u",)) is None
        noted.append(set(seen))
    assert noted[0] == noted[1] >= {("before", "it"), ("shelf table", ("dbo", "t")), ("shelf synonym", ("dbo", "u"))}


def test_facts_are_plain_values() -> None:
    """Several processes may read files and send what they found."""
    catalog = Catalog("oracle")
    for text in statements(ORACLE_TEXT):
        add(catalog, read(Lexed(text, "oracle")), file="a.sql")
    assert len(catalog.pending) >= 12
    assert pickle.loads(pickle.dumps(catalog.pending)) == catalog.pending


FILES = {
    "oracle": {
        "01_tables.sql": "CREATE TABLE his.t (a NUMBER(4), b DATE);\nCREATE TABLE his.u (id NUMBER(8) PRIMARY KEY);\n",
        "02_keys.sql": """ALTER TABLE his.t ADD CONSTRAINT pk PRIMARY KEY (a);
        ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u;
        """,
        "v2.sql": "ALTER TABLE his.t ADD (c NUMBER);\nALTER TABLE his.t MODIFY (c NUMBER(4));\n",
        "v10.sql": """ALTER TABLE his.t MODIFY (c VARCHAR2(4));
        ALTER TABLE his.late RENAME TO later;
        DROP TABLE his.u;
        """,
        "z.sql": "CREATE TABLE his.late (a NUMBER);\nCREATE INDEX i ON later (a);\nCREATE TABLE his.t (x DATE);\n",
    },
    "sqlserver": {
        "01.sql": "EXEC sp_rename 't.b', 'B2', 'COLUMN';\nCREATE INDEX ix ON t(b2);\nCREATE SYNONYM s FOR dbo.t;\n",
        "02.sql": "CREATE TABLE t(a ut_id NOT NULL, b int);\nCREATE VIEW v AS SELECT a FROM s;\n",
        "03.sql": "EXEC sp_addtype 'ut_id', 'int';\nDROP TABLE t;\nCREATE TABLE #x(a int);\n",
        "04.sql": "ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES u(a);\nALTER TABLE nowhere ADD c int;\n",
        "05.sql": "CREATE TABLE u(a int PRIMARY KEY);\nCREATE TABLE #x(a int, b int);\n",
    },
}


def state(catalog: Catalog) -> Any:
    shelves = {kind: list(shelf.items()) for kind, shelf in catalog.shelves.items()}
    return shelves, list(catalog.stubs.items()), catalog.conflicts, catalog.unresolved, catalog.moved


@pytest.mark.parametrize("dialect", ["oracle", "sqlserver"])
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_files_may_come_in_any_order(dialect: str, data: st.DataObject) -> None:
    files = FILES[dialect]
    order = data.draw(st.permutations(sorted(files)))
    assert state(estate(dialect, {f: files[f] for f in order})) == state(estate(dialect, files))


def test_what_those_files_give() -> None:
    catalog = estate("oracle", FILES["oracle"])
    t = first(catalog, "T")
    assert t.columns["C"].type == SqlType("VARCHAR2", ("4",)) and t.foreign_keys[0].target == ("HIS", "U")
    assert [i.name for i in first(catalog, "LATER").indexes] == ["i"] and len(catalog.conflicts) == 1
    catalog = estate("sqlserver", FILES["sqlserver"])
    assert list(first(catalog, "s").columns) == ["a", "b2"] and first(catalog, "t").indexes[0].columns == ("b2",)
    assert [f.path for f in catalog.unresolved] == [("nowhere",)]


def test_names_of_defaults() -> None:
    script = """create table t (a int constraint df_a default 1, b int, c int default 2);
alter table t add constraint [DF_b] default 3 for b;
alter table t add d int constraint df_d default 4;
alter table t drop constraint df_a"""
    catalog = estate("sqlserver", script)
    assert catalog.tables["dbo", "t"].default_names == {"df_a": "a", "df_b": "b", "df_d": "d"}


def test_the_owner_that_others_speak_of() -> None:
    made = "CREATE TABLE visit (id NUMBER);\nCREATE TABLE ward (id NUMBER);\n"
    spoken = (
        "COMMENT ON COLUMN his.visit.id IS 'key';\n"
        "ALTER TABLE ward ADD CONSTRAINT fk FOREIGN KEY (id) REFERENCES his.visit (id)"
    )
    assert estate("oracle", made + spoken).schema == "HIS"
    assert estate("oracle", made + "CREATE VIEW v AS SELECT id FROM lis.result").schema == ""
    assert estate("oracle", made + spoken + ";\nCREATE VIEW v AS SELECT id FROM lis.ward").schema == ""


def test_objects_that_hold_a_default_or_a_condition() -> None:
    script = """create default dbo.zero as (0);
create default today as getdate();
create default none as N'it''s';
create rule sex as @s in ('m', 'f') or @s is null;
create rule recent as @d > getdate();
create rule class as @c like '[a-c]%'"""
    catalog = estate("sqlserver", script)
    assert catalog.default_object(("zero",)) == "0" and catalog.default_object(("none",)) == "'it''s'"
    assert catalog.default_object(("today",)) == "" == catalog.default_object(("missing",))
    assert catalog.rule_condition(("dbo", "sex")) == "{} IN ('m', 'f') OR {} IS NULL"
    assert catalog.rule_condition(("recent",)) == "" == catalog.rule_condition(("class",))
