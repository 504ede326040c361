"""What SQL Server's catalog views hold, and which of their columns say nothing but which object a row is.

Reference: "Object catalog views", "Compatibility views", "Information schema views", sys.objects for the type codes.
"""

from __future__ import annotations

from typing import Final

from dbmigrate.records import dataclass


@dataclass(frozen=True)
class Test:
    """The object that a condition looks for, see Guard; empty where it looks for something else."""

    __test__ = False  # no test class for pytest

    kind: str = ""
    path: tuple[str, ...] = ()
    table: tuple[str, ...] = ()
    column: str = ""
    negated: bool = False


CATALOGS: Final[dict[str, str]] = {
    **dict.fromkeys(("sysobjects", "objects", "all_objects"), "object"),
    **dict.fromkeys(("tables", "information_schema.tables"), "table"),
    **dict.fromkeys(("columns", "syscolumns", "all_columns", "information_schema.columns"), "column"),
    **dict.fromkeys(("indexes", "sysindexes", "xml_indexes"), "index"),
    **dict.fromkeys(("views", "all_views", "information_schema.views"), "view"),
    **dict.fromkeys(("procedures", "information_schema.routines"), "procedure"),
    **dict.fromkeys(("triggers",), "trigger"),
    **dict.fromkeys(("schemas", "information_schema.schemata"), "schema"),
    **dict.fromkeys(("types", "systypes", "table_types"), "type"),
    **dict.fromkeys(
        (
            "foreign_keys",
            "key_constraints",
            "check_constraints",
            "default_constraints",
            "information_schema.table_constraints",
            "information_schema.referential_constraints",
            "information_schema.check_constraints",
        ),
        "constraint",
    ),
    **dict.fromkeys(("sequences", "information_schema.sequences"), "sequence"),
    **dict.fromkeys(("synonyms",), "synonym"),
    **dict.fromkeys(("database_principals", "sysusers"), "user"),
    **dict.fromkeys(("server_principals", "syslogins"), "login"),
    **dict.fromkeys(("databases", "sysdatabases"), "database"),
    **dict.fromkeys(("partition_functions",), "partition function"),
    **dict.fromkeys(("partition_schemes",), "partition scheme"),
    **dict.fromkeys(("stats",), "statistics"),
    **dict.fromkeys(("fulltext_catalogs",), "fulltext catalog"),
    **dict.fromkeys(("xml_schema_collections",), "xml schema collection"),
    **dict.fromkeys(("extended_properties",), "comment"),
    **dict.fromkeys(("sysreferences",), "reference"),
}
OBJECT_TYPES: Final[dict[str, str]] = {
    **dict.fromkeys(("U", "USER_TABLE", "BASE TABLE", "ISUSERTABLE", "ISTABLE"), "table"),
    **dict.fromkeys(("V", "VIEW", "ISVIEW"), "view"),
    **dict.fromkeys(("P", "PC", "X", "RF", "SQL_STORED_PROCEDURE", "PROCEDURE", "ISPROCEDURE"), "procedure"),
    **dict.fromkeys(
        "FN IF TF FS FT AF SQL_SCALAR_FUNCTION FUNCTION ISSCALARFUNCTION ISTABLEFUNCTION ISINLINEFUNCTION".split(),
        "function",
    ),
    **dict.fromkeys(("TR", "TA", "SQL_TRIGGER", "ISTRIGGER"), "trigger"),
    **dict.fromkeys(
        "PK UQ F C D K ISPRIMARYKEY ISFOREIGNKEY ISUNIQUECNST ISCHECKCNST ISDEFAULTCNST".split(), "constraint"
    ),
    **dict.fromkeys(("PRIMARY KEY", "FOREIGN KEY", "UNIQUE", "CHECK", "PRIMARY_KEY_CONSTRAINT"), "constraint"),
    **dict.fromkeys(("SN", "SYNONYM"), "synonym"),
    **dict.fromkeys(("SO", "SEQUENCE_OBJECT"), "sequence"),
    "TT": "type",
    "R": "rule",
}
CONSTRAINT_SORTS: Final[dict[str, str]] = {
    **dict.fromkeys(("PK", "PRIMARY KEY", "PRIMARY_KEY_CONSTRAINT"), "primary key"),
    **dict.fromkeys(("F", "FOREIGN KEY", "FOREIGN_KEY_CONSTRAINT"), "foreign key"),
    **dict.fromkeys(("UQ", "UNIQUE", "UNIQUE_CONSTRAINT"), "unique"),
}
# `sysstat & 0xf = n` of sysobjects, as scripts of SQL Server 6.5 and 7 write it.
STATUS_TYPES: Final = {"2": "view", "3": "table", "4": "procedure", "8": "trigger"}
NAMES: Final = frozenset(
    "NAME TABLE_NAME COLUMN_NAME CONSTRAINT_NAME ROUTINE_NAME SPECIFIC_NAME SCHEMA_NAME SEQUENCE_NAME".split()
)
SCHEMAS: Final = frozenset("TABLE_SCHEMA CONSTRAINT_SCHEMA ROUTINE_SCHEMA SPECIFIC_SCHEMA SEQUENCE_SCHEMA".split())
TYPES: Final = frozenset("TYPE XTYPE TYPE_DESC TABLE_TYPE ROUTINE_TYPE CONSTRAINT_TYPE".split())
OWN_IDS: Final = frozenset({"OBJECT_ID", "ID", "MAJOR_ID"})
PARENT_IDS: Final = frozenset({"PARENT_OBJECT_ID", "PARENT_OBJ", "PARENT_ID", "FKEYID"})
# Of extended_properties: which part of the object. Of sysindexes: PowerDesigner leaves tables and texts out by a range.
PARTS: Final = frozenset({"MINOR_ID", "CLASS", "INDID"})
IGNORED: Final = frozenset(
    "IS_MS_SHIPPED TABLE_CATALOG CONSTRAINT_CATALOG ROUTINE_CATALOG CATALOG_NAME IS_USER_DEFINED IS_TABLE_TYPE".split()
)
BELONGING: Final = frozenset({"column", "index", "statistics"})  # their object_id is the table's
# Catalogs whose type columns tell one sort of object from another; elsewhere they ask for more than existence.
TYPED: Final = frozenset({"object", "table", "view", "procedure", "constraint"})
