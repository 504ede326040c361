"""Does a tree hold every token exactly once? Leaves, parts and the punctuation that a class of node implies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from dbmigrate.model import Part
from dbmigrate.syntax.ddl import nodes as ddl
from dbmigrate.syntax.ddl.nodes import Name, Node, Phrase, Piece, TypeName, Unread, children
from dbmigrate.syntax.procedural import nodes as n
from dbmigrate.syntax.procedural import statements as s
from dbmigrate.syntax.procedural import tsql_nodes as tn
from dbmigrate.syntax.procedural import tsql_statements as ts

LEAVES = (Name, TypeName, Phrase, n.Anchored, Unread)
# The DDL front end answers for what is in its own nodes.
OF_DDL = frozenset(k for k in vars(ddl).values() if isinstance(k, type) and issubclass(k, Node)) - {Node}
# Parts that lie inside another leaf of the same node.
WITHIN = {(s.CallStatement, "name"), (s.CallStatement, "brackets")}
# Words that are in no field, because the class of the node says that they are there.
IMPLIED: dict[type, str] = {
    n.Parameters: "( , )",
    n.Label: "< >",
    n.Handler: "OR",
    n.RecordType: "( , ) ;",
    n.CollectionType: "( ) ;",
    n.Trigger: "OR ( )",
    n.Event: ",",
    n.Correlation: "OLD NEW PARENT AS",
    n.Pragma: "( , ) ;",
    s.Into: ",",
    s.Using: ",",
    s.Returning: ",",
    s.Null: "NULL ;",
    s.Range: "..",
    s.Loop: "( ) ;",
    s.PipeRow: "( ) ;",
    s.Transaction: ", ;",
    tn.TsqlParameters: "( , )",
    tn.TableVariable: "( , )",
    tn.TsqlReturns: "( , )",
    tn.TsqlTrigger: ",",
    ts.Output: ",",
    ts.CursorPosition: "GLOBAL",
    ts.Declare: ", ;",
    ts.Execute: "( , ) ;",
    ts.Raiserror: "( , ) ;",
    ts.Throw: ", ;",
    ts.TsqlFetch: ", ;",
}


def claims(node: Node) -> list[int]:
    """The tokens that the tree below a node claims, as often as it claims them."""
    if isinstance(node, Piece):
        inner = [t for piece in node.inner for t in claims(piece)]
        return [*(t for t in tokens_of(node.part) if t not in inner), *inner]
    if isinstance(node, LEAVES) or type(node) in OF_DDL:
        return tokens_of(node.part)
    if isinstance(node, ts.TsqlSql):
        return hiding_claims(node.query, [*node.assigned, *node.outputs, node.current_of, node.option])
    if isinstance(node, s.Sql):
        return sql_claims(node)
    found = [t for f in fields(node) for t in field_claims(node, f.name)]
    taken = Counter(found)
    allowed = set(IMPLIED.get(type(node), ";").split())
    for token in tokens_of(node.part):
        word = node.lexed.words[token]
        if not taken[token] and (word in allowed or (isinstance(node, n.Pragma) and word == node.word)):
            found.append(token)
    return found


def field_claims(node: Node, field: str) -> Iterator[int]:
    if field in ("part", "problem") or (type(node), field) in WITHIN:
        return
    value: Any = getattr(node, field)
    for item in value if isinstance(value, tuple) else (value,):
        if isinstance(item, Part):
            yield from tokens_of(item)
        elif isinstance(item, Node):
            yield from claims(item)


def sql_claims(node: s.Sql) -> list[int]:
    """The parts below are hidden from the piece, which holds all the rest of the statement."""
    into = node.returning.into if node.returning else None
    return hiding_claims(node.query, [node.into, into, node.current_of, node.merge_delete])


def hiding_claims(query: Piece, hidden: Iterable[Node | None]) -> list[int]:
    found = [t for h in hidden if h for t in claims(h)]
    return [*(t for t in tokens_of(query.part) if t not in found), *found]


def tokens_of(part: Part) -> list[int]:
    return list(range(part.first, part.last + 1))


def check(root: Node) -> None:
    """Every token once, and each node inside its parent."""
    counts = Counter(claims(root))
    words = root.lexed.words
    lost = [words[t] or root.lexed.tokens[t].text for t in tokens_of(root.part) if not counts[t]]
    assert not lost, f"in no leaf: {lost}"
    doubled = [words[t] for t, count in counts.items() if count > 1]
    assert not doubled, f"in two leaves: {doubled}"
    assert set(counts) <= set(tokens_of(root.part))
    check_nesting(root)


def check_nesting(node: Node) -> None:
    for child in children(node):
        assert node.part.first <= child.part.first <= child.part.last <= node.part.last, (node, child)
        check_nesting(child)


def below(node: Node) -> Iterator[Node]:
    yield node
    for child in children(node):
        yield from below(child)
