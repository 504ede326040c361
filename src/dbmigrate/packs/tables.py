"""Resolves the tables of a chain of layers, a pack before what it extends, into what the target has."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, cast

from dbmigrate.packs import check
from dbmigrate.packs.layers import Layer
from dbmigrate.packs.values import EVIDENCE, HAS, POSITIONS, Capability, Evidence, Has

ROW_KEYS = ("has", "mode", "since", "limits", "evidence", "source", "probe", "answer", "needs")
KEYWORD_KEYS = ("made_by", "servers", "inherit", "categories", "positions", "modes", "every_keyword", "before")
FUNCTION_KEYS = ("made_by", "servers", "inherit", "names", "since", "modes", "absent", "extensions")
TYPE_KEYS = ("made_by", "servers", "inherit", "names", "since", "modes", "absent")

Chain = tuple[Layer, ...]


def capabilities(chain: Chain) -> dict[str, Capability]:
    """Each capability from the first layer that names it.

    A layer that speaks of other modes only is silent. Where its rows for the mode are of later versions only, the
    capability is unknown, whatever the base says: the product went its own way. A pack with an exact history says no
    to what came later. Of another product only a yes is inherited, as inferred: nobody ran it there.
    """
    found: dict[str, Capability] = {}
    for layer in chain:
        own = layer.name == chain[0].name
        for name, rows in _capability_rows(layer).items():
            of_mode = [row for row in rows if row.mode in ("", layer.mode)]
            if of_mode and name not in found:
                row = _chosen(layer, of_mode)
                found[name] = row if own else _inherited(row, layer)
    return found


def keywords(chain: Chain) -> dict[str, frozenset[str]]:
    """Position -> words that need quotes there."""
    tables = [(layer, *_table(layer, "keywords", KEYWORD_KEYS)) for layer in _inheriting(chain, "keywords")]
    every: set[str] = set()
    found: dict[str, set[str]] = {position: set() for position in POSITIONS}
    whole: set[str] = set()
    for layer, table, where in tables:
        categories = check.lists(table.get("categories", {}), "categories", where)
        every.update(*categories.values())
        whole.update(check.words(table.get("every_keyword", []), "every_keyword", where))
        for version, positions in check.lists(table.get("before", {}), "before", where).items():
            if not layer.reached(version, where):
                whole.update(positions)
        for position, words in _positions(layer, table, where).items():
            found[position].update(*(_expand(word, categories, where) for word in words))
    for position in whole:
        found[check.one_of(position, POSITIONS, "position", "keywords")].update(every)
    return {position: frozenset(words) for position, words in found.items()}


def functions(chain: Chain) -> frozenset[str]:
    """Names of the functions that need no extension."""
    found: set[str] = set()
    for layer in reversed(list(_inheriting(chain, "functions"))):
        table, where = _table(layer, "functions", FUNCTION_KEYS)
        found.update(check.words(table.get("names", []), "names", where))
        found.update(check.lists(table.get("modes", {}), "modes", where).get(layer.mode, ()))
        for version, names in check.lists(table.get("since", {}), "since", where).items():
            if layer.reached(version, where):
                found.update(names)
        found.difference_update(check.words(table.get("absent", []), "absent", where))
    return frozenset(found)


def extensions(chain: Chain) -> dict[str, frozenset[str]]:
    """Extension -> names of the functions that it adds."""
    found: dict[str, frozenset[str]] = {}
    for layer in reversed(list(_inheriting(chain, "functions"))):
        table, where = _table(layer, "functions", FUNCTION_KEYS)
        for extension, names in check.lists(table.get("extensions", {}), "extensions", where).items():
            found[extension] = frozenset(names)
    return found


def types(chain: Chain) -> dict[str, str]:
    """Spelling of a type -> what the server makes of it."""
    found: dict[str, str] = {}
    for layer in reversed(list(_inheriting(chain, "types"))):
        table, where = _table(layer, "types", TYPE_KEYS)
        found.update(check.strings(table.get("names", {}), "names", where))
        modes = check.a(dict, table.get("modes", {}), "modes", where)
        found.update(check.strings(modes.get(layer.mode, {}), f"modes.{layer.mode}", where))
        absent = set(check.words(table.get("absent", []), "absent", where))
        for version, names in check.lists(table.get("since", {}), "since", where).items():
            if not layer.reached(version, where):
                absent.update(names)
        found = {name: to for name, to in found.items() if name not in absent}
    return found


def capability_row(name: str, row: Mapping[str, Any], where: str) -> Iterator[Capability]:
    """One capability for each mode that the row names."""
    check.known_keys(row, ROW_KEYS, where)
    modes = row.get("mode", "")
    said = {key: check.text(row, key, where) for key in ROW_KEYS if key not in ("mode", "has", "evidence")}
    has = cast(Has, check.one_of(check.text(row, "has", where, required=True), HAS, "has", where))
    written = check.text(row, "evidence", where, required=True)
    evidence = cast(Evidence, check.one_of(written, EVIDENCE, "evidence", where))
    for mode in check.words(modes, "mode", where) if isinstance(modes, list) else (check.text(row, "mode", where),):
        yield Capability(name, has=has, evidence=evidence, mode=mode, **said)


def _capability_rows(layer: Layer) -> dict[str, list[Capability]]:
    table, where = layer.table("capabilities")
    found: dict[str, list[Capability]] = {}
    if isinstance(table, list):  # a single file: [[capabilities]] with a name in each row
        for number, row in enumerate(table, 1):
            name = check.text(row, "name", f"{where} row {number}", required=True)
            rest = {key: value for key, value in row.items() if key != "name"}
            found.setdefault(name, []).extend(capability_row(name, rest, f"{where} row {name}"))
        return found
    since = check.text(check.a(dict, table, "capabilities", where), "since", where)  # of rows that name none
    for name, rows in table.items():
        if name in ("made_by", "since"):
            continue
        for row in check.a(list, rows, name, where):
            found.setdefault(name, []).extend(capability_row(name, {"since": since} | row, f"{where} [[{name}]]"))
    for capability in itertools.chain(*found.values()):
        if capability.mode and layer.modes:
            check.one_of(capability.mode, layer.modes, "mode", f"{where} [[{capability.name}]]")
    return found


def _expand(word: str, categories: Mapping[str, tuple[str, ...]], where: str) -> tuple[str, ...]:
    """The words of `@category`, or the word itself."""
    if not word.startswith("@"):
        return (word,)
    return categories[check.one_of(word[1:], categories, "category", where)]


def _chosen(layer: Layer, rows: list[Capability]) -> Capability:
    """The row for the layer's version: one that names the mode wins, then the one of the latest version."""
    fitting = [row for row in rows if _reached(layer, row)]
    if fitting:
        return max(fitting, key=lambda row: (row.mode != "", _age(layer, row)))
    first = rows[0]
    if layer.exact:
        return replace(first, has="no", limits=f"since {first.since}")
    return Capability(first.name)


def _inherited(row: Capability, layer: Layer) -> Capability:
    if row.has != "yes":
        return Capability(row.name)
    return replace(row, evidence="inferred", source=f"inherited from {layer.name}@{layer.version}")


def _reached(layer: Layer, row: Capability) -> bool:
    return layer.reached(row.since, f"{layer.table('capabilities')[1]} [[{row.name}]]")


def _age(layer: Layer, row: Capability) -> int:
    return layer.versions.index(row.since) if row.since in layer.versions else -1


def _table(layer: Layer, name: str, known: tuple[str, ...]) -> tuple[Mapping[str, Any], str]:
    table, where = layer.table(name)
    check.known_keys(check.a(dict, table, name, where), known, where)
    return table, where


def _inheriting(chain: Chain, name: str) -> Iterator[Layer]:
    """The layers whose table counts: `inherit = false` says that a table is complete."""
    for layer in chain:
        yield layer
        table, where = layer.table(name)
        check.a(dict, table, name, where)
        if not check.a(bool, table.get("inherit", True), "inherit", where):
            return


def _positions(layer: Layer, table: Mapping[str, Any], where: str) -> dict[str, tuple[str, ...]]:
    """The layer's own words by position; what it says for its mode replaces what it says for all."""
    modes = check.a(dict, table.get("modes", {}), "modes", where)
    own = check.lists(table.get("positions", {}), "positions", where)
    own |= check.lists(modes.get(layer.mode, {}), f"modes.{layer.mode}", where)
    check.known_keys(own, POSITIONS, f"{where} positions")
    return own
