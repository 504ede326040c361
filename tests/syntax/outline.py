"""A tree of DDL as text, one line for each node that has nodes below: every field with the user's words for it."""

from __future__ import annotations

from dataclasses import fields

from dbmigrate.model import Part
from dbmigrate.syntax.ddl import nodes
from dbmigrate.syntax.ddl.oracle import read_oracle
from dbmigrate.syntax.lex import Lexed


def oracle(text: str) -> nodes.Node:
    return read_oracle(Lexed(text, "oracle"))


def outline(node: nodes.Node, field: str = "", depth: int = 0) -> str:
    """Names, phrases, pieces stand in their parent's line; `[..]` is the text that a part covers."""
    head = f"{field} " if field else ""
    words, below = [f"{head}{type(node).__name__}{shown(node) if depth else ''}"], []
    for f in fields(node):
        if f.name in ("part", "lexed"):
            continue
        for value in values_of(getattr(node, f.name)):
            if isinstance(value, nodes.Node) and not is_leaf(value):
                below.append(outline(value, f.name, depth + 1))
            else:
                words.append(leaf(f.name, value, node))
    return "\n".join(["  " * depth + " ".join(words), *below])


def values_of(value: object) -> list[object]:
    if value is None or value == "" or value is False:
        return []
    return list(value) if isinstance(value, tuple) else [value]


def is_leaf(node: nodes.Node) -> bool:
    if isinstance(node, nodes.TypeName):
        return node.user is None
    if isinstance(node, nodes.Names):
        return not node.extras
    return isinstance(node, (nodes.Name, nodes.Phrase, nodes.Piece))


def leaf(field: str, value: object, node: nodes.Node) -> str:
    if isinstance(value, Part):
        return f"{field}[{folded(node.text(value))}]"
    if isinstance(value, nodes.Phrase):
        return f"{field}:{value.kind}[{folded(value.text())}]"
    if isinstance(value, nodes.Names):
        return f"{field}{shown(value)}({', '.join(n.text() for n in value.names)})"
    if isinstance(value, nodes.Name):
        return f"{field}:{value.kind}[{'|'.join(value.text(p) for p in value.parts)}]"
    if isinstance(value, nodes.TypeName):
        parts = [value.name, value.arguments, value.unit, value.tail]
        return f"{field}{shown(value)}({' | '.join(value.text(p) for p in parts if p)})"
    if isinstance(value, nodes.Node):
        return f"{field}{shown(value)}"
    return f"{field}={value}"


def shown(node: nodes.Node) -> str:
    return f"[{folded(node.text())}]"


def folded(text: str) -> str:
    """Long texts show their first and last words only: enough to see both ends."""
    text = " ".join(text.split())
    return text if len(text) <= 36 else f"{text[:16]} .. {text[-16:]}"
