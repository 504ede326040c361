"""What a rule may look up besides its node: the target, the catalog, the options, what stands around the node."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from functools import cached_property
from typing import TypeVar

from dbmigrate.catalog.catalog import Catalog
from dbmigrate.catalog.names import Names
from dbmigrate.engine.standing import Standing
from dbmigrate.packs import SourcePack, TargetPack
from dbmigrate.records import dataclass
from dbmigrate.sources.substitution import Variables
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.lex import Lexed
from dbmigrate.syntax.procedural.scopes import declaration
from dbmigrate.types.estate import estate
from dbmigrate.types.lookup import Types
from dbmigrate.types.methods import of_self
from dbmigrate.types.package_cursors import package_cursor

N = TypeVar("N", bound=Node)


@dataclass(frozen=True)
class Options:
    """Policies of DESIGN 3 that the user may choose."""

    source_charset: str = "ZHS16GBK"
    length_semantics: str = "byte"
    charset_given: bool = False
    empty_string: str = "null"  # null | keep
    numbers: str = "target"  # keys | integer | numeric | target: numeric where it knows NUMBER, else keys
    bit: str = "smallint"  # smallint | boolean
    helpers: str = "runtime"  # runtime | inline | orafce
    on_issue: str = "fail"  # fail | comment | keep
    result_sets: str = "table"  # table | refcursor: what a T-SQL procedure with one kind of rows becomes
    result_sets_of: tuple[tuple[str, str], ...] = ()  # the same for routines of that name (a glob), the last one counts


@dataclass
class Context:
    """One statement's surroundings. The walk keeps `path`: the nodes above the current one, outermost first."""

    lexed: Lexed
    source: SourcePack
    target: TargetPack
    catalog: Catalog
    names: Names
    options: Options = field(default_factory=Options)
    schema: str = ""  # the source's current schema (CONNECT, ALTER SESSION SET CURRENT_SCHEMA), "" when not known
    path: list[Node] = field(default_factory=list)
    variables: Variables = field(default_factory=Variables)  # of SQL*Plus, before this statement
    # Statements of code that the target does not take as they would be written, by first and last token: its words.
    unwritten: Mapping[tuple[int, int], str] = field(default_factory=dict)
    standing: Standing = Standing()  # of a script of SQL Server, before this statement
    kept_code: bool = False  # the target runs the statements of this unit as the source does

    def has(self, capability: str) -> bool:
        """The target's pack says yes, with evidence."""
        return not capability or self.target.has(capability)

    @cached_property
    def types(self) -> Types:
        """Types of the expressions that rules see: `context.types.of(view)`."""
        return Types(estate(self.catalog, self.source, self.options.numbers), self.schema, self.path)

    def again(self, unwritten: Mapping[tuple[int, int], str]) -> Context:
        """For another walk through the statement, of which these parts are not written: types stay what they were."""
        made = replace(self, unwritten=unwritten)
        made.__dict__["types"] = self.types
        return made

    def declared(self, name: str) -> Node | None:
        """What a name of procedural code means here, as the source compares it; None outside of such code."""
        found = declaration(self.path, name)
        if found is not None:
            return found
        cursor = package_cursor(self.path, name, self.catalog, self.schema)
        return cursor.declaration if cursor is not None else of_self(self.path, name, self.catalog, self.schema)

    def above(self, kind: type[N]) -> N | None:
        """The nearest node of this kind around the current one."""
        for node in reversed(self.path):
            if isinstance(node, kind):
                return node
        return None
