"""The rule contract: `@rule(code, on=...)` over a check that answers None or a Hit, for every kind of node."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cache, cached_property
from types import ModuleType
from typing import Any, Final

from dbmigrate.engine.pages import Page, parse_page
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.records import dataclass

Key = tuple[str, str]
Check = Callable[..., Hit | None]
Constant = Callable[[Sequence[str]], str | None]

SELECT: Final[Key] = ("select", "")
ORDERED: Final[Key] = ("ordered", "")  # one item of an ORDER BY
VARIABLE: Final[Key] = ("variable", "")
IDENTIFIER: Final[Key] = ("identifier", "")
UNPARSED: Final[Key] = ("unparsed", "")
STATEMENT: Final[Key] = ("statement", "")  # the whole statement, once, whatever it is
STAGE: Final[Key] = ("stage", "")  # found by a stage of the pipeline, not by the walk
TABLE: Final[Key] = ("table", "")  # a FROM item or the target of DML that has a name
COLUMN: Final[Key] = ("column", "")  # in procedural code: a name, also one with what it belongs to
QUERY_COLUMN: Final[Key] = ("query column", "")  # the same in statements outside of code
ANY_CALL: Final[Key] = ("call", "*")  # every call, behind the rules for its name


def call(name: str) -> Key:
    """A call of the unqualified, unquoted name; `call("DBMS_LOB.SUBSTR")` of a qualified one."""
    return "call", name


def name(word: str) -> Key:
    """A bare unquoted name, for example SYSDATE."""
    return "name", word


def qualified(word: str) -> Key:
    """A column of that unquoted name with its table before it, for example T.ROWID."""
    return "qualified", word


def operator(kind: str) -> Key:
    """A binary operator by the name of sqlglot's node: add, eq, dpipe ...; also in, between, neg, bitwisenot."""
    return "operator", kind


def query(kind: str) -> Key:
    """A query by the name of sqlglot's node: union, except, intersect, subquery. SELECT has a key of its own."""
    return "query", kind


def change(kind: str) -> Key:
    """DML by the name of sqlglot's node: insert, update, delete, merge (its branches are inserts, updates too)."""
    return "change", kind


def syntax(kind: str) -> Key:
    """A function with a syntax of its own by the name of sqlglot's node: cast, extract, trim, case ..."""
    return "syntax", kind


def literal(kind: str) -> Key:
    """text, number, national, rawstring, hexstring."""
    return "literal", kind


def node(kind: type) -> Key:
    """One of our own DDL or procedural nodes."""
    return "node", kind.__name__


@dataclass(frozen=True)
class Rule:
    code: str
    name: str
    source: tuple[str, ...]
    severity: Severity
    fix: Fix
    on: tuple[Key, ...]
    check: Check
    module: ModuleType
    after: tuple[str, ...] = ()  # rules whose text goes into our places where both want the same part
    unless: str = ""  # capability of the target that makes the rule unnecessary
    kept: bool = False  # of code (PL): speaks of units as well whose code the target runs as it is
    needs: str = ""  # what a server must have to run the example
    words: frozenset[str] = frozenset()  # the statement must hold one of them; none: it need not
    with_context: bool = False
    constant: Constant | None = None  # the new text of a call of literals, from the values of its strings

    @property
    def family(self) -> str:
        return self.code[:2]

    @cached_property
    def page(self) -> Page:
        return parse_page(inspect.getdoc(self.module) or "", self.code)


RULES: dict[str, Rule] = {}


def rule(
    code: str,
    *,
    severity: Severity,
    fix: Fix = Fix.SAFE,
    on: Key | tuple[Key, ...],
    source: str | tuple[str, ...] = ("oracle", "sqlserver"),
    after: tuple[str, ...] = (),
    unless: str = "",
    kept: bool = False,
    needs: str = "",
    words: Iterable[str] = (),
    constant: Constant | None = None,
) -> Callable[[Check], Check]:
    """Register a check under a code. The rule's name is its file's name, its page and test the file's docstring.

    The check takes the node, or the node and the Context. `words`: in upper case and without quotes; where none of them
    stands in a statement the rule is not asked at all, which spares rules on names and calls most of their calls.
    `constant` is for a rule that replaces a call of literals as a whole: from the values of the call's strings it gives
    the new text, or None for what the check must look at; rows of table data take this way, without being parsed.
    Raises ValueError where a code is used twice.
    """

    def register(check: Check) -> Check:
        module = sys.modules[check.__module__]  # inspect.getmodule would look through all modules
        label = module.__name__.rpartition(".")[2].replace("_", "-")
        if code in RULES and RULES[code].module.__name__ != module.__name__:
            raise ValueError(f"{code} is used by {RULES[code].name} and by {label}")
        keys = on if isinstance(on[0], tuple) else (on,)
        sources = (source,) if isinstance(source, str) else source
        parameters = check.__code__.co_argcount
        with_context = parameters > 1
        RULES[code] = Rule(
            code, label, sources, severity, fix, keys, check, module, after, unless, kept, needs, frozenset(words),
            with_context, constant,
        )  # fmt: skip
        return check

    return register


def stage_rule(code: str, *, severity: Severity, fix: Fix = Fix.NONE, **more: Any) -> None:
    """Register a page for an issue that a stage of the pipeline raises (decoding, splitting, load order ...)."""
    frame = inspect.currentframe()
    assert frame is not None and frame.f_back is not None

    def check(_: object) -> Hit | None:
        return None

    check.__module__ = frame.f_back.f_globals["__name__"]
    rule(code, severity=severity, fix=fix, on=STAGE, **more)(check)


@cache
def import_rules() -> None:
    package = importlib.import_module("dbmigrate.rules")
    for module in pkgutil.walk_packages(package.__path__, "dbmigrate.rules."):
        if not module.ispkg:
            importlib.import_module(module.name)


def rule_of(code: str) -> Rule:
    """The rule of a code, also where nothing was read in this run (a report from the cache). Raises KeyError."""
    import_rules()
    return RULES[code]


def load_rules() -> dict[str, Rule]:
    """Import every module below dbmigrate.rules; a rule is found by being there. Ordered by code."""
    import_rules()
    ordered = dict(sorted(RULES.items()))
    RULES.clear()
    RULES.update(ordered)
    return RULES
