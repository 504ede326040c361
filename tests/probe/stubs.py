"""Sessions that answer as a server would, from invented tables: openGauss and KingbaseES are not here to be asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dbmigrate.verify.connections import Refused, Row

OPENGAUSS = "(openGauss 7.0.0-RC2 build 8a7b6c5d) compiled at 2025-08-01 on aarch64-unknown-linux-gnu"
KINGBASE = "KingbaseES V009R001C010"


@dataclass
class Stub:
    """`answers`: pattern of a query -> its rows; what no pattern fits is refused as syntax."""

    version: str
    settings: dict[str, str]
    answers: dict[str, list[Row]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    closed: bool = False

    def rows(self, query: str) -> Sequence[Row]:
        self.asked.append(query)
        if re.fullmatch(r"SELECT (pg_catalog\.)?version\(\)", query):
            return [(self.version,)]
        if "pg_settings" in query:
            return list(self.settings.items())
        for pattern, rows in self.answers.items():
            if re.search(pattern, query):
                return rows
        raise Refused("42601", "syntax error")

    def close(self) -> None:
        self.closed = True


def opengauss(mode: str = "A", **settings: str) -> Stub:
    """An openGauss in which '' is kept, by behavior_compat_options, and that has a word and a function of its own."""
    return Stub(
        OPENGAUSS,
        {"sql_compatibility": mode, "server_encoding": "UTF8", "max_identifier_length": "63"} | settings,
        {
            r"pg_get_keywords": [("rownum", "R"), ("select", "R"), ("ward_word", "R"), ("name", "U")],
            r"pg_proc": [
                ("pg_catalog", "nvl", None, "anyelement, anyelement anyelement"),
                ("pg_catalog", "ward_round", None, "numeric numeric"),
                ("pg_catalog", "boolin", None, "cstring boolean"),
                ("gms_output", "put_line", "gms_output", "text void"),
            ],
            r"FROM pg_catalog\.pg_type": [("int4", "integer"), ("ward_type", "ward_type")],
            r"pg_extension$": [("gms_output", "1.0")],
            r"^SELECT '' IS NULL": [("f",)],
            r"rownum <= 1": [("1",)],
            r"SELECT 7 name": [("7",)],
            r"dbm_plain": [("7",)],
            r"LIKE '%13:05:06%'": [("t",)],
            r"AS varchar\(3\)\) =": [("f",)],
            r"NULL AS (number|varchar2)\)": [("numeric",)],
        },
    )


def kingbase(mode: str = "oracle", **settings: str) -> Stub:
    return Stub(
        KINGBASE,
        {"database_mode": mode, "server_encoding": "UTF8", "server_version": "12.1"} | settings,
        {
            r"pg_get_keywords": [("level", "R"), ("select", "R")],
            r"pg_proc": [("sys", "nvl2", None, "any any"), ("pg_catalog", "upper", None, "text text")],
            r"s\.id\(\+\)": [("1", "2", "x", "2020-01-01")],
            r"^SELECT '' IS NULL": [("t",)],
            r"dbm_plain": [("7",)],
            r"LIKE '%13:05:06%'": [("true",)],
            r"AS varchar\(3\)\) =": [("true",)],
        },
    )
