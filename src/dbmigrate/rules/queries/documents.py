"""What FOR JSON and FOR XML share: the columns of the select list with their names, and the options behind FOR."""

from __future__ import annotations

from sqlglot import exp

from dbmigrate.engine.views import Expr, Select
from dbmigrate.model import Part
from dbmigrate.records import dataclass
from dbmigrate.rules.queries.free_names import free_names


@dataclass(frozen=True)
class Item:
    """`part`: the whole item; `rest`: what of it is not the value."""

    name: str
    value: Expr
    part: Part
    rest: tuple[Part, ...]


def document_items(select: Select, *, named: bool = True) -> list[Item]:
    """[] where a `*` stands in the list, or a column without a name where all must have one."""
    nodes = select.node.expressions
    parts = list(select.split(first_of_list(select), select.clauses["SELECT"].last, ","))
    if len(parts) != len(nodes) or any(node.is_star for node in nodes):
        return []
    found = []
    for node, part in zip(nodes, parts, strict=True):
        name = name_of(node)
        inner = string_alias(select, part)
        if inner is not None:
            name, node = inner, node.expression
        if named and not name:
            return []
        value = select.view(node.unalias())
        rest = []
        if value.part.first > part.first:
            rest.append(Part(part.first, value.part.first - 1))
        if value.part.last < part.last:
            rest.append(Part(value.part.last + 1, part.last))
        found.append(Item(name, value, part, tuple(rest)))
    return found


def name_of(node: exp.Expr) -> str:
    if isinstance(node, exp.Alias):
        return str(node.alias)
    return str(node.name) if isinstance(node, exp.Column) else ""


def string_alias(select: Select, part: Part) -> str | None:
    """`'a.b' = x`, which the parser takes for a comparison."""
    lexed = select.lexed
    if lexed.is_string(part.first) and lexed.words[part.first + 1] == "=":
        return lexed.tokens[part.first].text
    return None


def first_of_list(select: Select) -> int:
    """Behind SELECT, DISTINCT and TOP."""
    words, close, k = select.lexed.words, select.lexed.brackets.close, select.part.first + 1
    while words[k] in ("DISTINCT", "ALL", "TOP", "PERCENT") or words[k : k + 2] == ["WITH", "TIES"]:
        if words[k] == "TOP":
            k = close.get(k + 1, k + 1) + 1
        else:
            k += 2 if words[k] == "WITH" else 1
    return k


def options_of(select: Select, clause: Part) -> list[str]:
    """The words behind FOR JSON or FOR XML, without what stands in brackets."""
    lexed = select.lexed
    depth = lexed.brackets.around[clause.first]
    own = (k for k in range(clause.first + 2, clause.last + 1) if lexed.brackets.around[k] == depth)
    return [lexed.words[k] for k in own if lexed.words[k] not in ("", ",", "(", ")")]


def option_value(select: Select, clause: Part, option: str) -> str:
    """`x` of ROOT('x')."""
    lexed = select.lexed
    k = next((k for k in range(clause.first, clause.last) if lexed.words[k] == option), clause.last)
    inside = k + 2 <= clause.last and lexed.words[k + 1] == "(" and lexed.is_string(k + 2)
    return lexed.tokens[k + 2].text if inside else ""


def unused_name(select: Select) -> str:
    """A name for the rows: another one for each such query of the statement."""
    queries = [q for q in select.node.root().find_all(exp.Select) if q.args.get("for_")]
    own = next((k for k, q in enumerate(queries) if q is select.node), 0)
    return free_names(select.lexed, own + 1)[own]


def makes_document(select: Select) -> bool:
    clause = select.clauses.get("FOR")
    return clause is not None and select.lexed.words[clause.first + 1] in ("JSON", "XML")
