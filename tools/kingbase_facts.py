"""Makes the KingbaseES pack from collected facts: capabilities by mode and version, the words and types they name."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fact_names import KINGBASE_FACTS, KINGBASE_MODES
from fact_rows import Row, Rows, header, shortened, slug
from source_readings import KINGBASE

from dbmigrate.packs.toml_text import array, pair, table

MODES = ("oracle", "sqlserver", "pg")
# V9 without a release is the newest that the facts speak of.
VERSIONS = ("V8R6", "V9R1", "V9R2", "V9R3", "V9R4", "V9")
SOURCES = {"oracle": ("oracle",), "tsql": ("sqlserver",), "both": MODES}

# Types that a fact names (its prose is for people): fact -> mode -> spelling -> what the server makes of it.
TYPES = {
    "kb-ty-01": {"oracle": {"varchar2": "character varying"}},
    "kb-ty-02": {"oracle": {"nvarchar2": "character varying"}},
    "kb-ty-03": {"oracle": {"number": "numeric", "binary_float": "real", "binary_double": "double precision"}},
    "kb-ty-04": {"oracle": {"date": "date with time of day"}},
    "kb-ty-09": {"oracle": {"clob": "clob", "blob": "blob"}},
    "kb-ty-14": {"oracle": {"xmltype": "xmltype"}},
    "kb-ty-15": {"oracle": {"bfile": "bfile"}},
    "kb-ts-12": {"sqlserver": {"timestamp": "rowversion", "rowversion": "rowversion"}},
    "kb-ts-13": {
        "sqlserver": {
            name: name
            for name in ("bit", "tinyint", "money", "datetime", "datetime2", "smalldatetime", "ntext", "image",
                         "varbinary", "nvarchar")
        }
    },
}
# Functions that a fact names and that PostgreSQL has not, by mode ("": all).
FUNCTIONS = {
    "kb-sq-07": {"oracle": ["decode", "nvl", "instr", "substr"]},
    "kb-sq-19": {"oracle": ["regexp_count", "regexp_instr"]},
    "kb-cr-01": {"": ["sm3", "sm4"]},
}
# A guess of the facts (kb-rw-02): Oracle mode reserves these. A quote too many does no harm, one too few does.
ORACLE_WORDS = ("connect", "level", "minus", "prior", "rownum", "start", "sysdate")
QUOTED = ("table", "column", "table alias", "function", "type", "param", "plvar", "label")


def write(facts: Path, dialects: Path) -> None:
    """Writes the files of `dialects/kingbase` from the folder of facts about KingbaseES."""
    read = json.loads((facts / "facts.json").read_text("utf-8"))
    origin = [f"facts about {read['meta']['target']} as of {read['meta']['written']}"]
    known = {fact["id"] for fact in read["facts"]}
    folder = dialects / "kingbase"
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "pack": pack(origin),
        "keywords": keywords(known, origin),
        "functions": functions(known, origin),
        "types": types(known, origin),
        "capabilities": capabilities(read["facts"], origin),
    }
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")


def pack(origin: list[str]) -> str:
    text = header("KingbaseES: PostgreSQL 12 underneath, one mode per instance.", origin)
    text = text.replace("made_by", 'kind = "target"\nmade_by', 1)
    text += pair("extends", "postgres@12") + array("modes", MODES)
    text += "versions = [" + ", ".join(f'"{version}"' for version in VERSIONS) + "]\n"
    text += pair("default_version", "V9") + pair("max_identifier_bytes", 63)
    text += table("default_mode", {"oracle": "oracle", "sqlserver": "pg"})
    text += "\n# varchar(n): nls_length_semantics is char unless it was changed; sqlserver mode is not known.\n"
    return text + "[counts_characters]\noracle = true\npg = true\n"


def keywords(known: set[str], origin: list[str]) -> str:
    text = header("Words that need quotes beside those of PostgreSQL. The vendor publishes no list.", origin)
    if "kb-rw-01" in known:
        text += "\n# The vendor's FAQ: no keyword may be a column label without AS.\n"
        text += array("every_keyword", ["bare alias"])
    if "kb-rw-02" in known:
        text += table("modes.oracle", dict.fromkeys(QUOTED, ORACLE_WORDS))
    return text


def functions(known: set[str], origin: list[str]) -> str:
    by_mode: dict[str, set[str]] = {}
    for fact, modes in FUNCTIONS.items():
        for mode, names in modes.items() if fact in known else ():
            by_mode.setdefault(mode, set()).update(names)
    text = header("Functions beside those of PostgreSQL that the facts name; there are many more.", origin)
    return text + array("names", by_mode.pop("", set())) + table("modes", {m: by_mode[m] for m in sorted(by_mode)})


def types(known: set[str], origin: list[str]) -> str:
    by_mode: dict[str, dict[str, str]] = {}
    for fact, modes in TYPES.items():
        for mode, names in modes.items() if fact in known else ():
            by_mode.setdefault(mode, {}).update(names)
    text = header("Spellings of types beside those of PostgreSQL that the facts name.", origin)
    for mode in sorted(by_mode):
        text += table(f"modes.{mode}", dict(sorted(by_mode[mode].items())))
    return text


def capabilities(facts: list[Mapping[str, Any]], origin: list[str]) -> str:
    rows = Rows(MODES)
    for fact in facts:
        source = ": ".join([fact["id"], *fact["evidence"][:1]])
        row = Row(
            fact["supported"],
            since=since(fact["versions/mode"], fact["source_dialect"]),
            limits=shortened(f"{fact['versions/mode']}: {fact['detail']}"),
            evidence="reported" if "measure" in fact.get("basis", "") else fact["confidence"],
            source=shortened(source),
        )
        rows.add(KINGBASE_FACTS.get(fact["id"], slug(fact["id"])), modes_of(fact), row)
    for read in KINGBASE:
        rows.add(read.name, read.modes, Row(read.has, limits=read.limits, source=read.source))
    return header("What KingbaseES understands, by mode. Nothing here was run on a server by us.", origin) + rows.toml()


def modes_of(fact: Mapping[str, Any]) -> tuple[str, ...]:
    """The modes that a fact speaks of: those that it names, else the one that its source database asks for."""
    if fact["id"] in KINGBASE_MODES:
        return KINGBASE_MODES[fact["id"]] or MODES
    text = fact["versions/mode"]
    named = tuple(mode for mode in MODES if re.search(rf"\b{mode}\b[\w, /]*\bmodes?\b", text))
    return named or SOURCES[fact["source_dialect"]]


def since(text: str, source: str) -> str:
    """The oldest version of ours that the text names. sqlserver mode is there from V9R4 on, whatever V9 means."""
    if source == "tsql":
        return next((version for version in VERSIONS[1:5] if version in text), "V9R1" if "V9" in text else "")
    named = [version for version in VERSIONS if re.search(rf"\b{version}(?!R)", text)]
    if named == ["V9"]:
        return "V9R1"
    return named[0] if named else ""
