"""Makes the openGauss pack from collected facts: keywords, functions, types and capabilities by mode."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from fact_names import OPENGAUSS_CONSTRUCTS, OPENGAUSS_FEATURES, OPENGAUSS_PROBES
from fact_rows import Row, Rows, header, shortened, slug
from source_readings import OPENGAUSS

from dbmigrate.packs.toml_text import array, pair, table

FILES = ("version", "keywords", "functions", "types", "features", "postgres_constructs")
BASE = ("types", "capabilities")  # tables of the postgres pack that are consulted
MODES = ("A", "PG", "D")
# Place of the measurement -> position of a pack.
PLACES = {
    "table": ("table",),
    "column": ("column", "colref"),
    "alias": ("alias_as",),
    "bare alias": ("alias",),
    "table alias": ("table_alias",),
    "function": ("function", "procedure"),
    "type": ("type",),
    "param": ("param",),
    "plvar": ("plvar",),
    "label": ("plvar",),  # not measured for labels
}
CATEGORIES = {
    "unreserved": "unreserved",
    "col_name": "not function or type",
    "type_func_name": "function or type",
    "reserved": "reserved",
}
# Extensions whose functions converted code may call; index support functions and B mode's plug-in are left out.
EXTENSIONS = re.compile(r"plugin:orafce|gms_\w+|pgcrypto|hstore|dblink|tablefunc|pg_trgm|fuzzystrmatch|unaccent|citext")
NOT_SQL = re.compile(r"\b(internal|cstring|trigger|language_handler|fdw_handler)\b")
# What follows a type in some measured spellings and is no part of it.
CLAUSES = re.compile(r"identity|auto_increment|unsigned|character set|\.|\[")
PARSES = "the grammar takes it; not run on a server"


def write(facts: Path, dialects: Path) -> None:
    """Writes the files of `dialects/opengauss` from the folder of facts about openGauss."""
    read = {name: json.loads((facts / f"{name}.json").read_text("utf-8")) for name in FILES}
    folder = dialects / "opengauss"
    folder.mkdir(parents=True, exist_ok=True)
    version = read["version"]["version"].partition("-")[0]
    origin = [f"openGauss {read['version']['version']}, commit {read['version']['commit']}"]
    base = ".".join(read["version"]["pg_version_reported"].split(".")[:2])
    postgres = {name: tomllib.loads((dialects / "postgres" / f"{name}.toml").read_text("utf-8")) for name in BASE}
    spellings, inherited = postgres["types"]["names"], inherited_names(postgres["capabilities"], base)
    texts = {
        "pack": pack(read["version"], base, version, origin),
        "keywords": keywords(read["keywords"], origin),
        "functions": functions(read["functions"], origin),
        "types": types(read["types"], spellings, origin),
        "capabilities": capabilities(read["features"], read["postgres_constructs"], inherited, version, origin),
    }
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")


def inherited_names(capabilities: Mapping[str, Any], base: str) -> set[str]:
    """What a pack on that version of PostgreSQL inherits as a yes."""
    return {
        name
        for name, rows in capabilities.items()
        if rows[0]["has"] == "yes" and numbers(rows[0].get("since", "0")) <= numbers(base)
    }


def numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def pack(facts: Mapping[str, Any], base: str, version: str, origin: list[str]) -> str:
    text = header("openGauss.", origin)
    text = text.replace("made_by", 'kind = "target"\nmade_by', 1)
    text += pair("extends", f"postgres@{base}") + array("modes", MODES)
    # Older versions are accepted and everything that the facts say is unknown for them.
    text += f'versions = ["3.0.0", "5.0.0", "6.0.0", "{version}"]\n' + pair("default_version", version)
    text += pair("max_identifier_bytes", facts["max_identifier_bytes"])
    text += table("default_mode", {"oracle": "A", "sqlserver": "PG"})
    text += "\n# varchar(n): bytes in A mode, characters in PG mode (manual, Character Types); D mode is not known.\n"
    return text + "[counts_characters]\nA = false\nPG = true\n"


def keywords(facts: Mapping[str, Any], origin: list[str]) -> str:
    words = facts["keywords"]
    categories = {name: {w["k"] for w in words if w.get("core") == own} for own, name in CATEGORIES.items()}
    text = header("Words that need quotes, by place and mode.", origin) + "inherit = false\n"
    text += table("categories", categories)
    text += "# @reserved stands for all words of that category.\n"
    reserved = set(facts["plpgsql_reserved"])
    shared = {place: needed(words, place, "A", reserved) for place in PLACES}
    text += table("positions", {place: folded(found, categories) for place, found in shared.items()})
    in_d = {place: needed(words, place, "D", reserved) for place in PLACES}
    return text + table("modes.D", {p: folded(f, categories) for p, f in in_d.items() if f != shared[p]})


def needed(words: list[Mapping[str, Any]], place: str, mode: str, plpgsql: set[str]) -> set[str]:
    """Words that the place refuses in that mode, or that mean a built-in type there."""
    found = {w["k"] for w in words if set(PLACES[place]) & set(refusals(w, mode))}
    if place == "type":
        found |= {w["k"] for w in words if w.get("core") == "col_name"}
    return found | plpgsql if place in ("plvar", "label") else found


def refusals(word: Mapping[str, Any], mode: str) -> list[str]:
    own = word.get("not_usable_A", [])
    if mode != "D":
        return own
    bare = [place for place in own if place == "alias" and not word.get("D_bare_alias")]
    if "not_usable_D" in word:
        return [*word["not_usable_D"], *bare]
    return [*(place for place in own if place != "alias"), *bare]


def folded(words: set[str], categories: Mapping[str, set[str]]) -> set[str]:
    found = set(words)
    for name, members in categories.items():
        if members and members <= words:
            found = found - members | {f"@{name}"}
    return found


def functions(facts: Mapping[str, Any], origin: list[str]) -> str:
    core, in_d, extensions = set(), set(), {}
    core |= {name.rstrip("(") for name in facts["grammar_functions"]}
    for row in facts["functions"]:
        name = row["n"].lower() if row.get("ns", "pg_catalog") in ("pg_catalog", "public", "sys") else qualified(row)
        source = row.get("src", "")
        if all(NOT_SQL.search(signature) for signature in row["v"]):
            continue
        if not source:
            core.add(name)
        elif source == "shark":
            in_d.add(name)
        elif EXTENSIONS.fullmatch(source):
            extensions.setdefault(source.removeprefix("plugin:"), set()).add(name)
    text = header("Functions, all of them: nothing is inherited.", origin) + "inherit = false\n"
    text += array("names", core) + table("modes", {"D": in_d - core})
    return text + table("extensions", {name: extensions[name] for name in sorted(extensions)})


def qualified(row: Mapping[str, Any]) -> str:
    return f"{row['ns']}.{row['n']}".lower()


def types(facts: Mapping[str, Any], spellings: Mapping[str, str], origin: list[str]) -> str:
    """Bare spellings with what the grammar makes of them; types that only the catalogue knows keep their name."""
    catalogue = {row["n"].lower() for row in facts["pg_type"] if row["kind"] in "br" and row["cat"] != "A"}
    by_mode: dict[str, dict[str, str]] = {}
    for mode in MODES:
        found: dict[str, str] = {}
        for row in sorted(facts["spellings"], key=lambda row: "(" in row["written"]):  # bare spellings first
            absent = row.get("no_such_type_in", [])
            made = row.get(mode, row.get("all", "error:"))
            name = re.sub(r"\(.*?\)", "", row["written"])
            if made.startswith("error:") or absent == "all" or mode in absent or CLAUSES.search(name):
                continue
            found.setdefault(name, canonical(made, spellings))
        by_mode[mode] = {name: spellings.get(name, name) for name in catalogue} | found
    names = {name: to for name, to in by_mode["A"].items() if all(by_mode[m].get(name) == to for m in MODES)}
    text = header("Spellings of types and what the server makes of them.", origin) + "inherit = false\n"
    text += table("names", {name: names[name] for name in sorted(names)})
    for mode in MODES:
        own = {name: to for name, to in sorted(by_mode[mode].items()) if names.get(name) != to}
        text += table(f"modes.{mode}", own) if own else ""
    return text


def canonical(made: str, spellings: Mapping[str, str]) -> str:
    """`pg_catalog.int4` -> `integer`; the length of a timestamp stays, since it is part of what DATE becomes."""
    name, _, length = made.removeprefix("pg_catalog.").partition("(")
    known = spellings.get(name, name)
    return f"timestamp({length}" if name == "timestamp" and length else known


def capabilities(
    features: Mapping[str, Any], constructs: Mapping[str, Any], inherited: set[str], version: str, origin: list[str]
) -> str:
    rows = Rows(MODES)
    for fact in features["features"]:
        modes, has = modes_of(fact)
        limits = shortened(fact["limits"] or ("" if has == fact["supported"] else fact["modes"]))
        source = ", ".join(fact["evidence"][:2])
        rows.add(names_of(fact), modes, Row(has, limits=limits, source=shortened(source)))
    for probe in features["probes"]:
        names = OPENGAUSS_PROBES.get(probe["id"], "")
        for mode in MODES:
            if probe.get(mode, "").startswith("ERROR"):
                rows.add(names, [mode], refusal(probe["id"], probe[mode].removeprefix("ERROR ")))
    for probe in constructs["probes"]:
        for name in OPENGAUSS_CONSTRUCTS.get(probe["id"], slug(probe["id"])).split():
            add_construct(rows, name, probe, inherited)
    for read in OPENGAUSS:
        rows.add(read.name, read.modes, Row(read.has, limits=read.limits, source=read.source))
    text = header("What openGauss understands, by mode. Nothing here was run on a server by us.", origin)
    return text + pair("since", version) + rows.toml()


def add_construct(rows: Rows, name: str, probe: Mapping[str, Any], inherited: set[str]) -> None:
    """A refusal in A and PG is taken for D too, whose grammar was not asked; a parse alone is no proof."""
    refused = [mode for mode in ("A", "PG") if probe[mode] == "ERROR"]
    if refused:
        rows.add(name, MODES if len(refused) == 2 else refused, refusal(probe["id"], probe["message"]))
        return
    bare = name.partition("=")[0]
    if bare in inherited:
        return
    open_modes = [mode for mode in ("A", "PG") if mode not in rows.found.get(bare, {})]
    rows.add(name, open_modes, Row("partial", limits=PARSES, source=f"grammar probe {probe['id']}"))


def refusal(probe: str, message: str) -> Row:
    return Row("no", limits=shortened(message), source=f"grammar probe {probe}")


def names_of(fact: Mapping[str, Any]) -> str:
    """The longest entry that the fact's text begins with; a slug for a fact that has none."""
    text = fact["feature"]
    if text.startswith("package "):
        return slug(text.removeprefix("package "))
    known = [start for start in OPENGAUSS_FEATURES if text.startswith(start)]
    return OPENGAUSS_FEATURES[max(known, key=len)] if known else slug(text)


def modes_of(fact: Mapping[str, Any]) -> tuple[Iterable[str], str]:
    """The modes that a fact speaks of, and its verdict: a condition or a mere parse makes a yes partial."""
    text, has = fact["modes"], fact["supported"]
    conditional = re.search(r"only with|plug-in|CREATE EXTENSION", text)
    parsed_only = "(parses" in text and not any("regress" in evidence for evidence in fact["evidence"])
    if has == "yes" and (conditional or parsed_only):
        has = "partial"
    if re.search(r"\b(has|have|plug-in|instead|CREATE EXTENSION)\b", text) and not re.match(r"A \(", text):
        return MODES, has
    if "all" in text.split():
        return [mode for mode in MODES if not re.search(rf"except .*\b{mode}\b", text)], has
    named = [mode for mode in MODES if re.search(rf"\b{mode}\b", re.sub(r"\((?!CROSS).*?\)", "", text))]
    return named or MODES, has
