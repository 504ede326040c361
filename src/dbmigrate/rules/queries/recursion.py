"""The recursive query that takes the place of what a hierarchical query reads."""

from __future__ import annotations

from typing import Any

from dbmigrate.rules.queries.free_names import free_names
from dbmigrate.rules.queries.hierarchy import Hierarchy, Kept
from dbmigrate.rules.queries.rownum_terms import line_start

INDENT = "    "


def recursion(found: Hierarchy, tree: str) -> tuple[str, list[Any]]:
    """The recursive query as a FROM item, and its places."""
    own_line = line_start(found.select, found.select.clauses["FROM"])
    sep = own_line + INDENT if own_line != " " else " "
    begin = sep if own_line != " " else ""
    kept = [*found.kept, *cycle_columns(found)]
    row = [f"{label} AS row{k}" for k, label in enumerate(found.rows, 1)] or [f"{found.label}.*"]
    base = ", ".join([*row, "1 AS level", *(f"{k.base} AS {k.name}" for k in kept)])
    step = ", ".join([*row, "prior.level + 1", *(k.step for k in kept)])
    text = f"(WITH RECURSIVE {tree} AS ({begin}SELECT {base} FROM {{}}{where(found, bool(found.start))}"
    places: list[Any] = [p for k in kept for p in k.base_places] + [found.item, *found.joins]
    places += [found.start] if found.start else []
    once = " AND NOT prior.is_cycle" if found.rows and found.nocycle else ""
    condition = where(found, True).replace("{}", "({})") if once and not found.joins else where(found, True)
    parent = f"CROSS JOIN {tree} AS prior{condition}{once}" if found.rows else f"JOIN {tree} AS prior ON {{}}"
    text += f"{sep}UNION ALL SELECT {step} FROM {{}} {parent}{begin})"
    places += [p for k in kept for p in k.step_places] + [found.item, *found.joins, found.condition]
    if found.nocycle and not found.rows:
        text += f" CYCLE {', '.join('{}' for _ in found.keys)} SET is_cycle USING cycle_path"
        places += found.keys
    text += f"{sep}SELECT prior.*"
    if found.leaf:
        text += f", CASE WHEN EXISTS (SELECT 1 FROM {{}}{where(found, True)}) THEN 0 ELSE 1 END AS connect_by_isleaf"
        places += [found.item, *found.joins, found.condition]
    if found.cycle:
        key = ", ".join(f"{found.label}.{{}}" for _ in found.keys)
        test = f"{{}} AND ROW({key}) = ANY (prior.cycle_path)"
        text += f", CASE WHEN EXISTS (SELECT 1 FROM {{}} WHERE {test}) THEN 1 ELSE 0 END AS connect_by_iscycle"
        places += [found.item, found.condition, *found.keys]
    text += f" FROM {tree} AS prior" + (" WHERE NOT is_cycle" if found.nocycle else "")
    return f"{text}){named(found, own_line)}", places


def where(found: Hierarchy, asked: bool) -> str:
    """The conditions that join the tables, and one more where `asked`."""
    if not found.joins:
        return " WHERE {}" if asked else ""
    return " WHERE " + " AND ".join([*("{}" for _ in found.joins), *(["({})"] if asked else [])])


def cycle_columns(found: Hierarchy) -> list[Kept]:
    """What CYCLE would add; over rows of several tables and ORDER SIBLINGS BY PostgreSQL's own clause fails inside."""
    if not (found.rows and found.nocycle):
        return []
    keys: list[Any] = list(found.keys)
    row = f"ROW({', '.join('{}' for _ in keys)})"
    return [
        Kept("is_cycle", "false", [], f"{row} = ANY (prior.cycle_path)", keys),
        Kept("cycle_path", f"ARRAY[{row}]", keys, f"prior.cycle_path || {row}", keys),
    ]


def named(found: Hierarchy, own_line: str) -> str:
    """The alias; behind it each table's columns out of its row."""
    if not found.rows:
        return "" if found.bare else f" AS {found.label}"
    walk = free_names(found.select.lexed, 1, "walk")[0]
    tables = (f"CROSS JOIN LATERAL (SELECT ({walk}.row{k}).*) AS {t}" for k, t in enumerate(found.rows, 1))
    return f" AS {walk}" + "".join(own_line + table for table in tables)
