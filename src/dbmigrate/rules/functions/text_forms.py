"""What SQL Server makes of a value that is no text where a text is asked for: the conversion without a style."""

from __future__ import annotations

from typing import Final

from dbmigrate.catalog.values import SqlType
from dbmigrate.engine.views import Expr
from dbmigrate.model import Part
from dbmigrate.records import dataclass
from dbmigrate.rules.functions.operands import operand
from dbmigrate.rules.functions.placing import around
from dbmigrate.rules.functions.sqlserver_conversions import CAST, Conversion, keyword_of, to_text
from dbmigrate.types.values import Kind, Type

LONG: Final = Type(Kind.TEXT, SqlType("VARCHAR", ("MAX",)))
SPELLED_ALIKE: Final = ("INT", "BIGINT", "SMALLINT", "TINYINT", "BIT", "DECIMAL", "NUMERIC", "DATE")


@dataclass(frozen=True)
class TextForm:
    """`template` holds the value once as {}. `alike`: the target's own text of the value is the same."""

    template: str
    note: str
    helpers: tuple[str, ...]
    alike: bool

    def edits(self, value: Expr) -> list[tuple[Part, str]]:
        return around(value, self.template)


def text_form(value: Expr, given: Type) -> TextForm | None:
    """None for texts, and where the type is not known or has no text."""
    keyword = keyword_of(given)
    if given.is_text or not given.is_known or given.kind in (Kind.NULL, Kind.BINARY):
        return None
    if given.kind is Kind.OTHER and keyword != "UNIQUEIDENTIFIER":
        return None
    made = to_text(Conversion(value, value, value.part, LONG, given, None, True))
    if made.template is None:
        return TextForm(f"{operand(value)}::text", "form", (), False)
    text = made.template.removeprefix("CAST(").removesuffix(" AS {type})")
    alike = keyword in SPELLED_ALIKE or given.is_whole
    if made.template == CAST:
        text = "{operand}::text"
        alike = alike or given.constant
    elif made.template.startswith("CAST(") and not made.helpers and "::text" not in text:
        text += "::text"
    text = text.replace("{operand}", operand(value)).replace("{value}", "{}")
    return TextForm(text, "form" if made.note else "", made.helpers, alike)
