"""Declarations that no rule writes, and the tokens of statements that name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from dbmigrate.catalog.keys import fold, path_of
from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.judged_calls import Signatures
from dbmigrate.rules.procedural.judged_types import Unclear, is_cursor_type
from dbmigrate.rules.procedural.plsql_types import known_type
from dbmigrate.syntax.ddl.nodes import Name, Node, TypeName, children
from dbmigrate.syntax.procedural.nodes import Anchored, Block, DataType, key_of
from dbmigrate.syntax.procedural.statements import Statement

Range = tuple[int, int]


@dataclass
class Left:
    """`frames`: names in sight, innermost last, with "" for what is written and else why it is not. `declarations`: of
    what is left out, by first and last token. `members`: routines of the package around the place, by name."""

    context: Context
    members: dict[str, Signatures] = field(default_factory=dict)
    frames: list[dict[str, str]] = field(default_factory=lambda: [{}])
    declarations: dict[Range, str] = field(default_factory=dict)

    @contextmanager
    def frame(self) -> Iterator[None]:
        self.frames.append({})
        yield
        self.frames.pop()

    def found(self, name: str) -> str:
        """Why it is left out; "" where it is written or not declared."""
        return next((frame[name] for frame in reversed(self.frames) if name in frame), "")

    def declares(self, name: str) -> bool:
        return any(name in frame for frame in self.frames)

    def kept(self, node: Node) -> None:
        name = getattr(node, "name", None)
        if isinstance(name, Name):
            self.keep(key_of(name))

    def keep(self, name: str) -> None:
        self.frames[-1][name] = ""

    def out(self, node: Node, why: str) -> None:
        self.declarations[node.part.first, node.part.last] = why
        name = getattr(node, "name", None)
        if isinstance(name, Name):
            self.frames[-1][key_of(name)] = why

    def names(self, made: Mapping[str, str]) -> None:
        self.frames[0].update(made)

    def named(self, node: Node, tokens: list[int]) -> None:
        """Raises Unclear where one of the tokens names something that is left out."""
        lexed = node.lexed
        for k in tokens:
            if not lexed.is_name(k) or (k and lexed.words[k - 1] == "."):
                continue
            name = fold(lexed.dialect, lexed.tokens[k].text, lexed.is_quoted(k))
            if self.found(name) and not (k + 1 < len(lexed.words) and lexed.words[k + 1] == "="):
                raise Unclear(node.part, name)

    def type(self, type_: DataType) -> None:
        """Raises Unclear for a type that the target has no name for."""
        if isinstance(type_, Anchored):
            name = type_.path[0] if type_.quoted[0] else type_.path[0].upper()
            if self.found(name):
                raise Unclear(type_.part, name)
            return
        if type_.user is None or is_cursor_type(type_, self.context):
            return
        path = path_of(type_.user)
        if self.found(path[0]) or known_type(type_, self.context) is None:
            raise Unclear(type_.part, path[0] if self.found(path[0]) else f"type {shown(type_)}")


def own_tokens(node: Node) -> list[int]:
    """The tokens of a statement that stand in none of its inner statements."""
    inner = set[int]()
    pending = [*children(node)]
    while pending:
        child = pending.pop()
        if isinstance(child, (Statement, Block)):
            inner.update(range(child.part.first, child.part.last + 1))
        else:
            pending += children(child)
    return [k for k in range(node.part.first, node.part.last + 1) if k not in inner]


def shown(found: TypeName) -> str:
    """A type for a message, on one line."""
    return " ".join(found.text().split()).upper()
