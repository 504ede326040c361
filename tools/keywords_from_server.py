"""Asks live PostgreSQL servers which words need quotes in which place, and writes keywords.toml of a pack.

    python tools/keywords_from_server.py DSN [DSN ...] -o dialects/postgres/keywords.toml

A word needs quotes where it does on any of the servers. Each place is measured: the bare word is used there and must
mean the object of that name. Everything happens in a transaction that is rolled back.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

import psycopg

from dbmigrate.packs.toml_text import array, pair, table

CATEGORIES = {"U": "unreserved", "C": "not function or type", "T": "function or type", "R": "reserved"}

# Words that only PL/pgSQL knows (its manual names the statements; the server has no list to ask for).
PLPGSQL = """absolute alias and array assert backward begin by call case chain close collate column_name commit
constant constraint_name continue current cursor datatype debug declare default detail diagnostics do dump else elseif
elsif end errcode error exception execute exit fetch first for foreach forward found from get goto hint if import in
info insert into is last log loop merge message message_text move new next no not notice null old open option or
perform pg_context pg_datatype_name pg_exception_context pg_exception_detail pg_exception_hint pg_routine_oid
print_strict_params prior query raise record relative return returned_sqlstate reverse rollback row_count rowtype
schema_name scroll slice sqlerrm sqlstate stacked strict table_name then type use_column use_variable using
variable_conflict warning when while""".split()

# What is there before a probe, under the quoted name, and the probe with the bare word: its first value must be 7.
# A plain % stands for the word.
PROBES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "table": (
        ("", 'CREATE TABLE % (a int); INSERT INTO % VALUES (7); SELECT a FROM "%"'),
        ('CREATE TABLE "%" (a int); INSERT INTO "%" VALUES (7)', "UPDATE % SET a = 7; SELECT a FROM % WHERE a = 7"),
    ),
    "column": (
        ("", 'CREATE TABLE dbm_t (% int, b int); INSERT INTO dbm_t (%) VALUES (7); SELECT "%" FROM dbm_t'),
        (
            'CREATE TABLE dbm_t ("%" int); INSERT INTO dbm_t VALUES (7)',
            "UPDATE dbm_t SET % = 7; SELECT % FROM dbm_t WHERE % = 7 AND % + 1 > 7 GROUP BY % ORDER BY %",
        ),
    ),
    "alias": (("", 'SELECT "%" FROM (SELECT 7 AS %, 8 AS b) AS x'),),
    "bare alias": (("", 'SELECT "%" FROM (SELECT 7 %, 8 AS b) AS x'),),
    "table alias": (
        ("", "SELECT %.a FROM (SELECT 7 AS a) %"),
        ("", "SELECT %.a FROM (SELECT 7 AS a) AS % WHERE %.a = 7"),
    ),
    "function": (
        ("", "CREATE FUNCTION %() RETURNS int LANGUAGE sql AS 'SELECT 7'; SELECT %()"),
        (
            """CREATE FUNCTION "%"(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT 7'""",
            "SELECT %(1, 2) WHERE %(1, 2) = 7",
        ),
    ),
    "type": (
        (
            """CREATE TYPE "%" AS ENUM ('x')""",
            "CREATE TABLE dbm_t (a %); SELECT 7 FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid"
            " WHERE a.attrelid = 'dbm_t'::regclass AND a.attname = 'a' AND t.typname = '%'"
            " AND t.typnamespace = 'dbm_probe'::regnamespace",
        ),
        ("", """CREATE TYPE % AS ENUM ('x'); SELECT 7 WHERE 'x'::% = 'x'::"%" """),
    ),
    "param": (("", "CREATE FUNCTION dbm_f(% int) RETURNS int LANGUAGE sql AS 'SELECT %'; SELECT dbm_f(7)"),),
    "plvar": (
        (
            "",
            "CREATE FUNCTION dbm_f() RETURNS int LANGUAGE plpgsql AS $$DECLARE % int := 1; n int; BEGIN"
            " % := % + 5; SELECT % + 1 INTO n; SELECT 7 INTO % WHERE % = 6; IF % = n THEN RETURN %; END IF;"
            " RETURN 0; END$$; SELECT dbm_f()",
        ),
    ),
    "label": (
        (
            "",
            "CREATE FUNCTION dbm_f() RETURNS int LANGUAGE plpgsql AS $$DECLARE n int := 0; BEGIN"
            " <<%>> LOOP n := n + 1; CONTINUE % WHEN n < 7; EXIT % WHEN n = 7; END LOOP %; RETURN n; END$$;"
            " SELECT dbm_f()",
        ),
    ),
}


def categories(connection: psycopg.Connection) -> dict[str, str]:
    """Word -> category letter, as the server lists them."""
    return dict(connection.execute("SELECT word, catcode::text FROM pg_get_keywords()").fetchall())


def works(connection: psycopg.Connection, setup: str, probe: str, word: str) -> bool:
    """Whether the bare word means the object of that name."""
    connection.execute("SAVEPOINT dbm")
    try:
        if setup:
            connection.execute(setup.replace("%", word))
        cursor = connection.execute(probe.replace("%", word))
        while cursor.nextset():
            pass
        row = cursor.fetchone()
        return row is not None and str(row[0]) == "7"
    except psycopg.Error:
        return False
    finally:
        connection.execute("ROLLBACK TO SAVEPOINT dbm")


def measure(connection: psycopg.Connection, words: set[str]) -> dict[str, set[str]]:
    """Position -> words that need quotes there. Words that mean nothing special must pass every probe."""
    connection.execute("CREATE SCHEMA dbm_probe")
    connection.execute("SET LOCAL search_path = dbm_probe, pg_catalog")
    found: dict[str, set[str]] = {}
    for position, probes in PROBES.items():
        for setup, probe in probes:
            if not works(connection, setup, probe, "dbm_plain"):
                raise SystemExit(f"the probe for {position!r} fails for a plain word: {probe}")
        found[position] = {w for w in words if not all(works(connection, s, p, w) for s, p in probes)}
    return found


def folded(words: set[str], letters: Mapping[str, str]) -> set[str]:
    """The words, with @category for each category that is among them as a whole."""
    found = set(words)
    for letter, category in CATEGORIES.items():
        members = {word for word in letters if letters[word] == letter}
        if members <= words:
            found = found - members | {f"@{category}"}
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dsn", nargs="+")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    servers, letters, positions = [], {}, {position: set() for position in PROBES}
    for dsn in options.dsn:
        with psycopg.connect(dsn) as connection:
            servers.append(f"PostgreSQL {connection.info.server_version // 10000}")
            own = categories(connection)
            # The stricter category wins: U < C < T < R.
            letters = {w: max((letters.get(w, "U"), own.get(w, "U")), key="UCTR".index) for w in {*letters, *own}}
            for position, words in measure(connection, {*own, *PLPGSQL}).items():
                positions[position] |= words
            connection.rollback()
    text = "# Words that need quotes, by the place where they stand. Written by the tool named here; do not edit.\n"
    text += pair("made_by", "tools/keywords_from_server.py") + array("servers", servers)
    text += table("categories", {CATEGORIES[c]: [w for w in letters if letters[w] == c] for c in "UCTR"})
    text += "# @reserved stands for all words of that category.\n"
    text += table("positions", {position: folded(words, letters) for position, words in positions.items()})
    text += "\n# Before PostgreSQL 14 no keyword could be a column label without AS (release notes of 14).\n"
    text += "[before]\n" + array("14", ["bare alias"])
    options.output.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
