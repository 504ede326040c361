"""What a T-SQL trigger becomes: one trigger for each event, and a function that makes what PostgreSQL's events lack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.trigger_words import creates, executed
from dbmigrate.rules.procedural.tsql_judged import ROWCOUNT
from dbmigrate.rules.procedural.tsql_kept_rows import (
    HELPERS,
    are_kept,
    entering,
    keeping,
    knows_callers,
    row_trigger_name,
    rows_literal,
    rows_name,
)
from dbmigrate.rules.procedural.tsql_tables import told
from dbmigrate.syntax.ddl.nodes import below
from dbmigrate.syntax.procedural.tsql_nodes import TsqlTrigger
from dbmigrate.syntax.procedural.tsql_statements import TsqlSql

CONTEXT: Final = "@@context"  # the variable with PG_CONTEXT
REFERENCING: Final = {
    "insert": "NEW TABLE AS inserted",
    "update": "OLD TABLE AS deleted NEW TABLE AS inserted",
    "delete": "OLD TABLE AS deleted",
}
LACKING: Final = {"insert": "deleted", "delete": "inserted"}  # the rows that an event does not have


def is_instead(unit: TsqlTrigger) -> bool:
    return unit.timing is not None and unit.timing.kind == "instead of"


def is_on_view(unit: TsqlTrigger, context: Context) -> bool:
    return unit.table is not None and context.catalog.view(path_of(unit.table), context.schema) is not None


def words_of(unit: TsqlTrigger) -> frozenset[str]:
    assert unit.body
    words = set(unit.words(unit.body.part))
    listed = unit.words(unit.body.part)
    tests = any(a in ("UPDATE", "COLUMNS_UPDATED") and b == "(" for a, b in zip(listed, listed[1:], strict=False))
    return frozenset(words | ({"INSERTED", "DELETED"} if tests else set()))


def uses_rows(unit: TsqlTrigger) -> bool:
    return not {"INSERTED", "DELETED", ROWCOUNT}.isdisjoint(words_of(unit))


def has_kept_rows(unit: TsqlTrigger, context: Context) -> bool:
    """Its rows lie in temporary tables of its own (`tsql_kept_rows`)."""
    return are_kept(context) and not is_instead(unit) and uses_rows(unit)


def rows_table(unit: TsqlTrigger, rows: str, context: Context) -> str:
    """What the function calls `inserted` or `deleted`, as part of a template."""
    own = is_instead(unit) or has_kept_rows(unit, context)
    return literal_template(rows_name(unit, rows, context)) if own else rows


def changes_own_table(unit: TsqlTrigger) -> bool:
    """It would be fired again by what it does."""
    name = path_of(unit.table)[-1] if unit.table else ""
    kinds = {e.kind for e in unit.events}
    for sql in below(unit, TsqlSql):
        assert isinstance(sql, TsqlSql)
        words = {sql.lexed.tokens[k].text.lower() for k in range(sql.part.first, sql.part.last + 1)}
        if (sql.verb in kinds or sql.verb == "merge") and name in words:
            return True
    return False


def beginning(unit: TsqlTrigger, names: Mapping[str, str], context: Context) -> tuple[str, list[object], tuple[str, ...]]:
    """What the function does before the trigger's own statements, as a template with what fills it, and the runtime
    functions that it needs."""
    lines, helpers, places = list[str](), list[str](), list[object]()
    kinds, words = [e.kind for e in unit.events], words_of(unit)
    kept = has_kept_rows(unit, context)
    for rows in ("inserted", "deleted"):
        if rows.upper() in words:
            lines.append(told(rows_table(unit, rows, context), "LIKE {}"))
            places.append(unit.table)
    if enters(unit, context):
        lines += keeping(unit, kinds, context) if kept else [entering(unit, own_change(unit), context)]
        helpers += HELPERS if kept else HELPERS[-1:]
    elif CONTEXT in names:
        lines.append(f"GET DIAGNOSTICS {names[CONTEXT]} = PG_CONTEXT;")
        lines.append(f"IF dbmigrate.fires_itself({names[CONTEXT]}) THEN {own_change(unit)}; END IF;")
        helpers.append("fires_itself")
    if is_instead(unit):
        for rows, row, lacking in (("inserted", "NEW", "DELETE"), ("deleted", "OLD", "INSERT")):
            if rows.upper() in words:
                lines.append(f"PERFORM dbmigrate.no_rows({rows_literal(unit, rows, context)}, TG_RELID);")
                filled = f"INSERT INTO pg_temp.{rows_table(unit, rows, context)} SELECT {row}.*;"
                lines.append(filled if lacking.lower() not in kinds else f"IF TG_OP <> '{lacking}' THEN {filled} END IF;")
                helpers.append("no_rows")
    elif not kept:
        for kind in kinds:
            if kind in LACKING and LACKING[kind].upper() in words:
                made = f"PERFORM dbmigrate.no_rows('{LACKING[kind]}', TG_RELID);"
                lines.append(made if kinds == [kind] else f"IF TG_OP = '{kind.upper()}' THEN {made} END IF;")
                helpers.append("no_rows")
    counted = names.get(ROWCOUNT.lower())
    if counted:
        lines.append(f"{counted} := {count(unit, kinds, context)};")
    return "".join(f"\n  {line}" for line in lines), places, tuple(dict.fromkeys(helpers))


def enters(unit: TsqlTrigger, context: Context) -> bool:
    """Its function says when it begins and ends, so that it is not fired by its own change."""
    return has_kept_rows(unit, context) or (changes_own_table(unit) and not knows_callers(context))


def own_change(unit: TsqlTrigger) -> str:
    """What the function answers where its own change calls it."""
    return "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW" if is_instead(unit) else "RETURN NULL"


def count(unit: TsqlTrigger, kinds: list[str], context: Context) -> str:
    """The rows of the event."""
    if is_instead(unit):
        return "1"
    new, old = (f"(SELECT count(*) FROM {rows_table(unit, rows, context)})" for rows in ("inserted", "deleted"))
    if "delete" not in kinds:
        return new
    if "insert" not in kinds:
        return old
    return f"CASE WHEN TG_OP = 'DELETE' THEN {old} ELSE {new} END"


def returning(unit: TsqlTrigger, context: Context) -> str:
    """The end of the function. On a view the row says that something was done."""
    last = answer(unit, context)
    return f"PERFORM dbmigrate.leave_trigger(); {last}" if enters(unit, context) else last


def answer(unit: TsqlTrigger, context: Context) -> str:
    if not is_instead(unit) or not is_on_view(unit, context):
        return "RETURN NULL"
    kinds = {e.kind for e in unit.events}
    if "delete" not in kinds:
        return "RETURN NEW"
    return "RETURN OLD" if kinds == {"delete"} else "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW"


def triggers(unit: TsqlTrigger, create: str, context: Context) -> tuple[str, list[object]]:
    """The statements that make the triggers, as a template, and what fills it."""
    assert unit.name and unit.table
    kinds = [e.kind for e in unit.events]
    by_row, kept = is_instead(unit), has_kept_rows(unit, context)
    groups = [[k] for k in kinds] if uses_rows(unit) and not by_row and not kept else [kinds]
    timing = "AFTER" if not by_row else "INSTEAD OF" if is_on_view(unit, context) else "BEFORE"
    lines, places = [], list[object]()
    new, word = creates(context, create), f"EXECUTE {executed(context)}"
    if kept:
        name = literal_template(row_trigger_name(unit.name.value, unit.name.is_quoted(), context))
        events = " OR ".join(k.upper() for k in kinds)
        lines.append(f"\nDROP TRIGGER IF EXISTS {name} ON {{}}" if new != create else "")
        lines.append(f"\n{new} TRIGGER {name} AFTER {events} ON {{}} FOR EACH ROW {word} {{}}()")
        places += [*([unit.table] if new != create else []), unit.table, unit.name]
    for group in groups:
        name = "{}"
        if len(groups) > 1:
            name = literal_template(
                context.names.spell(f"{unit.name.value}_{group[0]}", unit.name.is_quoted(), "function")
            )
        else:
            places.append(unit.name.parts[-1])
        referencing = f" REFERENCING {REFERENCING[group[0]]}" if uses_rows(unit) and not by_row and not kept else ""
        events = " OR ".join(k.upper() for k in group)
        each = "ROW" if by_row else "STATEMENT"
        if new != create:
            lines.append(f"\nDROP TRIGGER IF EXISTS {name} ON {{}}")
            places += [unit.table, *([unit.name.parts[-1]] if len(groups) == 1 else [])]
        lines.append(f"\n{new} TRIGGER {name} {timing} {events} ON {{}}{referencing} FOR EACH {each} {word} {{}}()")
        places += [unit.table, unit.name]
    return ";".join(line for line in lines if line), places
