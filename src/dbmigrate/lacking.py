"""PostgreSQL's constructs that a relative of it lacks, by its pack: what the relative's own parser would refuse."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from dbmigrate.newer import nodes, offset_of

Lacks = Callable[[str], bool]  # whether the pack says no to a capability
Test = Callable[[Any], bool]

GROUPS, RANGE = 0x8, 0x2  # frame options of parsenodes.h
STRATEGIES: Final = {"r": "partition_range", "l": "partition_list", "h": "partition_hash"}


class Lacking(NamedTuple):
    """The target has no `what`, a capability's name; at code point `at`, 0 where the tree does not say."""

    what: str
    at: int


def always(_: Any) -> bool:
    return True


def is_identity(node: Any) -> bool:
    return bool(node.contype.name == "CONSTR_IDENTITY")


def is_qualified(node: Any) -> bool:
    """LATERAL before a function with its schema."""
    calls = [call for call, *_ in node.functions if type(call).__name__ == "FuncCall"]
    return bool(node.lateral) and any(len(call.funcname) > 1 for call in calls)


def has_offset(node: Any) -> bool:
    return bool(node.frameOptions & RANGE) and (node.startOffset is not None or node.endOffset is not None)


# By node of pglast.ast: the capability, and whether the node asks for it.
KNOWN: Final[dict[str, tuple[tuple[str, Test], ...]]] = {
    "OnConflictClause": (("on_conflict", always),),
    "MergeStmt": (("merge", always), ("merge_returning", lambda n: bool(n.returningClause))),
    "MergeWhenClause": (
        ("merge_conditions", lambda n: n.condition is not None),
        ("merge_delete", lambda n: n.commandType.name == "CMD_DELETE"),
        ("merge_do_nothing", lambda n: n.commandType.name == "CMD_NOTHING"),
        ("merge_not_matched_by_source", lambda n: n.matchKind.name == "MERGE_WHEN_NOT_MATCHED_BY_SOURCE"),
    ),
    "RangeFunction": (
        ("with_ordinality", lambda n: n.ordinality),
        ("rows_from", lambda n: n.is_rowsfrom),
        ("lateral_function", is_qualified),
    ),
    "RangeTableFunc": (("xmltable", always),),
    "RangeSubselect": (("lateral_join", lambda n: n.lateral),),
    "JsonTable": (("json_table", always),),
    "Constraint": (
        ("identity_column", is_identity),
        ("generated_stored", lambda n: n.contype.name == "CONSTR_GENERATED"),
        ("exclusion_constraint", lambda n: n.contype.name == "CONSTR_EXCLUSION"),
        ("nulls_not_distinct", lambda n: n.nulls_not_distinct),
    ),
    "IndexStmt": (
        ("nulls_not_distinct", lambda n: n.nulls_not_distinct),
        ("include_index", lambda n: bool(n.indexIncludingParams)),
    ),
    "WindowDef": (("window_groups", lambda n: bool(n.frameOptions & GROUPS)), ("window_range_offset", has_offset)),
    "PartitionBoundSpec": (("partition_of", always), ("partition_default", lambda n: n.is_default)),
    "CreateFunctionStmt": (("sql_standard_body", lambda n: n.sql_body is not None),),
    "CreateTrigStmt": (
        ("create_or_replace_trigger", lambda n: n.replace),
        ("transition_tables", lambda n: bool(n.transitionRels)),
    ),
    "RefreshMatViewStmt": (("refresh_materialized_view_concurrently", lambda n: n.concurrent),),
    "AlterTableCmd": (
        ("add_column_if_not_exists", lambda n: n.subtype.name == "AT_AddColumn" and n.missing_ok),
        ("identity_column", lambda n: n.subtype.name in ("AT_AddIdentity", "AT_SetIdentity")),
    ),
    "CreateSeqStmt": (("sequence_as_type", lambda n: any(o.defname == "as" for o in n.options or ())),),
}
# A cheap look before the tree: none of the constructs can be written without one of these.
WORDS: Final = re.compile(
    r"\b(?:CONFLICT|MERGE|ORDINALITY|ROWS|XMLTABLE|LATERAL|JSON_TABLE|IDENTITY|GENERATED|EXCLUDE|NULLS|INCLUDE|GROUPS"
    r"|RANGE|PARTITION|PG_CONTEXT|ATOMIC|RETURN|TRIGGER|CONCURRENTLY|EXISTS|ASSERT|SEQUENCE)\b",
    re.I,
)
BODY: Final = re.compile(r"\bplpgsql\b|\bDO\s+\$", re.I)
# By name of a statement of PL/pgSQL, and a word that it holds.
STATEMENTS: Final = (
    ("PLpgSQL_stmt_assert", "", "plpgsql_assert"),
    ("PLpgSQL_stmt_getdiag", "PG_CONTEXT", "call_context"),
)


def lacking(text: str, lacks: Lacks) -> Lacking | None:
    """The first construct of a text of PostgreSQL's that the target lacks. Texts that do not parse as PostgreSQL's
    speak the target's own grammar, which nobody here knows."""
    if not WORDS.search(text):
        return None
    from pglast.parser import ParseError, parse_plpgsql_json, parse_sql

    try:
        tree = parse_sql(text)
        found = first(tree, text, lacks) or in_sql_bodies(tree, text, lacks)
        if found is not None or not BODY.search(text):
            return found
        body = json.loads(parse_plpgsql_json(text))
    except (ParseError, UnicodeEncodeError):
        return None
    for node in pieces(body):
        for name, word, what in STATEMENTS:
            if name in node and word in json.dumps(node) and lacks(what):
                return Lacking(what, 0)
        if isinstance(query := node.get("query"), str):
            found = in_query(query, lacks)
            if found is not None:
                return Lacking(found.what, max(text.find(query), 0))
    return None


def first(tree: Any, text: str, lacks: Lacks) -> Lacking | None:
    for node in nodes(tree):
        name = type(node).__name__
        for what, test in KNOWN.get(name, ()):
            if lacks(what) and test(node):
                return Lacking(what, offset_of(text, getattr(node, "location", None)))
        if name == "PartitionSpec" and lacks(what := STRATEGIES.get(str(node.strategy.value), "")):
            return Lacking(what, offset_of(text, node.location))
    return None


def in_sql_bodies(tree: Any, text: str, lacks: Lacks) -> Lacking | None:
    """In the bodies of functions LANGUAGE sql, which the server reads when they are made."""
    for node in nodes(tree):
        options = {o.defname: o.arg for o in getattr(node, "options", None) or ()} if is_function(node) else {}
        if "as" not in options or "language" not in options or options["language"].sval.lower() != "sql":
            continue
        body = options["as"][0].sval
        found = in_query(body, lacks)
        if found is not None:
            return Lacking(found.what, max(text.find(body), 0))
    return None


def is_function(node: Any) -> bool:
    return type(node).__name__ == "CreateFunctionStmt"


def in_query(query: str, lacks: Lacks) -> Lacking | None:
    """A query of a body as PL/pgSQL gives it: a statement, an expression, or an assignment."""
    from pglast.parser import ParseError, parse_sql

    for form in (query, f"SELECT {query}", f"SELECT {query.partition(':=')[2]}"):
        try:
            return first(parse_sql(form), "", lacks)
        except ParseError:
            continue
    return None


def pieces(value: Any) -> Iterator[dict[str, Any]]:
    """All objects of a JSON value, outer ones first."""
    pending = [value]
    while pending:
        found = pending.pop()
        if isinstance(found, dict):
            yield found
            pending += reversed(found.values())
        elif isinstance(found, list):
            pending += reversed(found)


__all__ = ["Lacking", "lacking"]
