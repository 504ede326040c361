"""Asks live PostgreSQL servers for their functions and types; writes functions.toml and types.toml of a pack.

    python tools/functions_from_server.py DSN [DSN ...] -o dialects/postgres

Name the servers from the oldest to the newest: what a later one adds is kept under its version, and what only an
older one has is left out, since converted code must load on all of them.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import psycopg

from dbmigrate.packs.toml_text import array, pair, table

# Functions that SQL can call; input and output functions of types and trigger functions are left out.
FUNCTIONS = """
SELECT DISTINCT lower(proname) FROM pg_proc
WHERE pronamespace = 'pg_catalog'::regnamespace AND prokind <> 'p'
  AND NOT proargtypes::oid[] && ARRAY['internal'::regtype, 'cstring'::regtype]::oid[]
  AND prorettype NOT IN ('internal'::regtype, 'cstring'::regtype, 'trigger'::regtype, 'event_trigger'::regtype,
                         'language_handler'::regtype)
  AND proname !~ '(send|recv|_handler)$' AND proname !~ '^(binary_upgrade|pg_stat_get|pg_nextoid|fmgr_)'
"""
TYPES = """
SELECT typname, format_type(oid, NULL) FROM pg_type
WHERE typnamespace = 'pg_catalog'::regnamespace AND typtype IN ('b', 'r', 'm') AND typcategory <> 'A'
"""
# Spellings that the grammar knows (manual, table "Data Types"); serial types are a shorthand of CREATE TABLE.
SPELLINGS = (
    "bigint,bit,bit varying,boolean,char,char varying,character,character varying,dec,decimal,double precision,float,"
    "int,integer,interval,national char,national char varying,national character,national character varying,nchar,"
    "nchar varying,numeric,real,smallint,time,time with time zone,time without time zone,timestamp,"
    "timestamp with time zone,timestamp without time zone,varchar"
).split(",")
SERIALS = {
    "serial": "integer",
    "serial4": "integer",
    "bigserial": "bigint",
    "serial8": "bigint",
    "smallserial": "smallint",
    "serial2": "smallint",
}

# Expressions with the look of a call that are grammar (manual, "Functions and Operators").
GRAMMAR = """cast coalesce current_catalog current_date current_role current_schema current_time current_timestamp
current_user exists extract greatest grouping least localtime localtimestamp nullif overlay position row session_user
substring treat trim user xmlconcat xmlelement xmlexists xmlforest xmlparse xmlpi xmlroot xmlserialize
xmltable""".split()
GRAMMAR_SINCE = {
    "13": "normalize",
    "16": "json_array json_arrayagg json_objectagg system_user",
    "17": "json json_exists json_query json_scalar json_serialize json_table json_value merge_action",
}

# New functions and types by release, for packs that stand on an older one (release notes of each version).
FUNCTIONS_SINCE = {
    "13": """gcd lcm gen_random_uuid is_normalized min_scale trim_scale jsonb_set_lax jsonb_path_exists_tz
    jsonb_path_match_tz jsonb_path_query_array_tz jsonb_path_query_first_tz jsonb_path_query_tz pg_current_snapshot
    pg_current_xact_id pg_current_xact_id_if_assigned pg_snapshot_xip pg_snapshot_xmax pg_snapshot_xmin
    pg_visible_in_snapshot pg_xact_status to_regcollation xid8cmp""",
    "14": """bit_count bit_xor date_bin string_to_table trim_array unistr range_agg
    pg_column_compression pg_get_backend_memory_contexts pg_log_backend_memory_contexts""",
    "15": """regexp_count regexp_instr regexp_like regexp_substr range_intersect_agg has_parameter_privilege
    pg_backup_start pg_backup_stop pg_ident_file_mappings pg_settings_get_flags
    pg_database_collation_actual_version""",
}
TYPES_SINCE = {"12": "jsonpath", "13": "xid8 regcollation pg_snapshot"}
MULTIRANGE = re.compile("multirange")  # all of PostgreSQL 14


def ask(dsn: str) -> tuple[str, set[str], dict[str, str]]:
    """The major version of a server, its functions, its types (spelling -> the server's own name)."""
    with psycopg.connect(dsn) as connection:
        version = str(connection.info.server_version // 10000)
        functions = {row[0] for row in connection.execute(FUNCTIONS)}
        types = dict(connection.execute(TYPES).fetchall())
        for spelling in SPELLINGS:
            row = connection.execute(f"SELECT format_type(pg_typeof(NULL::{spelling}), NULL)").fetchone()
            types[spelling] = row[0] if row else ""
        connection.rollback()
    return version, functions, types | SERIALS


def by_version(found: list[tuple[str, set[str]]], known: dict[str, str]) -> dict[str, set[str]]:
    """Version -> names that came with it; those that were always there stand under ""."""
    everywhere = set.union(*(names for _, names in found)) & found[-1][1]
    since = {word: version for version, words in known.items() for word in words.split()}
    since |= {name: "14" for name in everywhere if MULTIRANGE.search(name)}
    grouped: dict[str, set[str]] = {}
    for name in everywhere:
        first = next(version for version, names in found if name in names)
        grouped.setdefault(since.get(name, "" if first == found[0][0] else first), set()).add(name)
    return grouped


def head(what: str, servers: list[str]) -> str:
    text = f"# {what} Written by the tool named here; do not edit.\n"
    return text + pair("made_by", "tools/functions_from_server.py") + array("servers", servers)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dsn", nargs="+")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    answers = [ask(dsn) for dsn in options.dsn]
    servers = [f"PostgreSQL {version}" for version, _, _ in answers]

    grouped = by_version([(version, names) for version, names, _ in answers], FUNCTIONS_SINCE)
    grouped[""].update(GRAMMAR)
    for version, words in GRAMMAR_SINCE.items():
        grouped.setdefault(version, set()).update(words.split())
        for older in [other for other in grouped if other != version]:
            grouped[older] -= set(words.split())
    text = head("Functions that need no extension, by the version that brought them.", servers)
    text += array("names", grouped.pop(""))
    text += table("since", {version: grouped[version] for version in sorted(grouped, key=int)})
    (options.output / "functions.toml").write_text(text, "utf-8")

    types = answers[-1][2]
    grouped = by_version([(version, set(names)) for version, _, names in answers], TYPES_SINCE)
    grouped.pop("")
    text = head("Spellings of types and what the server makes of them.", servers)
    text += table("names", {name: types[name] for name in sorted(types)})
    text += table("since", {version: grouped[version] for version in sorted(grouped, key=int)})
    (options.output / "types.toml").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
