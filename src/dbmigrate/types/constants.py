"""Constants on their way into a place of another type: what the source stores there, where the target would not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from sqlglot import exp

from dbmigrate.records import dataclass
from dbmigrate.types import constants_oracle, constants_sqlserver
from dbmigrate.types.values import Kind, Type

ANY: Final = r"\S[\s\S]*"  # whatever a literal may be


class Constant(NamedTuple):
    """A literal: the value of a text in quotes, or a number as written with its sign before it."""

    text: str
    quoted: bool = False
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """`text`: what stores the same on the target, "" where nothing is certain. `note`: what a person must look at."""

    text: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Store:
    """A column or variable. `charset`: of the bytes that a text's length counts, "" where it counts characters."""

    dialect: str
    to: Type
    charset: str = ""

    def kept(self, constant: Constant) -> Kept | None:
        """None where both sides store the same, or both refuse it."""
        known = self.to.is_known and self.to.kind is not Kind.OTHER
        found = KEPT[self.dialect](self.to, self.charset, constant) if known else None
        return Kept(*found) if found else None

    def plain(self, negative: bool) -> str:
        """A pattern of literals, as they are written behind their sign, of which `kept` says None."""
        return PLAIN[self.dialect](self.to, self.charset, negative) or ANY


KEPT: Final[dict[str, Callable[[Type, str, Any], tuple[str, str] | None]]] = {
    "oracle": constants_oracle.kept,
    "sqlserver": constants_sqlserver.kept,
}
PLAIN: Final[dict[str, Callable[[Type, str, bool], str]]] = {
    "oracle": constants_oracle.plain,
    "sqlserver": constants_sqlserver.plain,
}


def store(dialect: str, to: Type, length_semantics: str, charset: str) -> Store:
    """`charset`: of the source database."""
    unit = to.sql.unit if to.sql else ""
    counts_bytes = dialect == "oracle" and (unit or length_semantics.upper()) == "BYTE"
    return Store(dialect, to, charset if counts_bytes else "")


def constant_of(node: Any) -> Constant | None:
    """None for NULL, an empty text of Oracle's, and what is no literal."""
    while isinstance(node, exp.Paren):
        node = node.this
    if isinstance(node, exp.Neg) and isinstance(node.this, exp.Literal) and not node.this.is_string:
        return Constant(node.this.this, negative=True)
    if isinstance(node, exp.National):
        return Constant(node.name, quoted=True)
    if isinstance(node, exp.HexString):
        return Constant("0x" + node.name)
    return Constant(node.this, quoted=node.is_string) if isinstance(node, exp.Literal) else None


def as_written(text: str, negative: bool) -> Constant:
    """The literal of a text, without the N before it."""
    if text[:1] == "'":
        return Constant(text[1:-1].replace("''", "'"), quoted=True)
    return Constant(text, negative=negative)
