"""Names with what they belong to: what a statement writes to, and columns of a tree."""

from __future__ import annotations

from sqlglot import exp

from dbmigrate.catalog.keys import Path, fold
from dbmigrate.syntax.ddl.nodes import Piece


def path_of_target(piece: Piece) -> Path:
    """A name with what it belongs to; () for anything else."""
    lexed = piece.lexed
    tokens = range(piece.part.first, piece.part.last + 1)
    if any((lexed.words[k] != ".") if i % 2 else not lexed.is_name(k) for i, k in enumerate(tokens)):
        return ()
    return tuple(fold("oracle", lexed.tokens[k].text, lexed.is_quoted(k)) for k in tokens[::2])


def path_of_node(node: exp.Expr) -> Path:
    if not isinstance(node, exp.Column):
        return ()
    parts = [node.args.get(k) for k in ("catalog", "db", "table", "this")]
    names = [p for p in parts if p is not None]
    if not all(isinstance(p, exp.Identifier) for p in names):
        return ()
    return tuple(fold("oracle", p.name, bool(p.args.get("quoted"))) for p in names)
