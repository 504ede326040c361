"""Each statement form of T-SQL stands in a case, or in an example of a rule, whose converted code is called."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casefiles import cases

from dbmigrate.engine.contract import load_rules
from dbmigrate.syntax.ddl.nodes import Node, below
from dbmigrate.syntax.ddl.read import read
from dbmigrate.syntax.lex import Lexed
from dbmigrate.syntax.procedural import tsql_statements as t
from dbmigrate.syntax.procedural.read import read_code
from dbmigrate.syntax.procedural.statements import Goto, Leave, Return, Transaction
from dbmigrate.syntax.procedural.tsql_nodes import LocalVariable, TableVariable, TsqlRoutine, TsqlTrigger, TsqlUnit

FORMS = {
    "procedure", "procedure altered", "function", "inline function", "table function", "trigger after",
    "trigger instead of", "parameter default", "parameter output", "parameter readonly", "with encryption",
    "with recompile", "with execute", "declare", "declare initialised", "table variable", "cursor", "cursor variable",
    "set", "set +=", "select assigned", "select assigned from", "if", "else", "while", "break", "continue", "goto",
    "label", "block", "try", "throw", "throw again", "raiserror", "print", "return", "return value", "waitfor",
    "begin tran", "commit", "rollback", "rollback named", "save tran", "open", "close", "deallocate", "fetch next",
    "fetch prior", "fetch first", "fetch last", "fetch absolute", "fetch relative", "current of", "exec",
    "exec named", "exec output", "exec status", "exec text", "exec variable", "sp_executesql", "insert exec",
    "insert exec variable", "insert exec text", "output", "output into", "select", "insert", "update", "delete",
    "merge", "create #table", "drop #table", "select into #table", "##table", "set nocount", "set xact_abort",
    "set rowcount", "set identity_insert", "set datefirst", "@@error", "@@rowcount", "@@fetch_status", "@@identity",
    "@@trancount", "scope_identity", "error_message", "update()", "columns_updated", "sp_rename",
    "object_id of #table",
}  # fmt: skip
ASKED = {
    "@@ERROR", "@@ROWCOUNT", "@@FETCH_STATUS", "@@IDENTITY", "@@TRANCOUNT", "SCOPE_IDENTITY", "ERROR_MESSAGE",
    "COLUMNS_UPDATED",
}  # fmt: skip
DIRECTIONS = ("NEXT", "PRIOR", "FIRST", "LAST", "ABSOLUTE", "RELATIVE")
OPTIONS = ("NOCOUNT", "XACT_ABORT", "ROWCOUNT", "IDENTITY_INSERT", "DATEFIRST")
COMMANDS = {"begin": "begin tran", "commit": "commit", "savepoint": "save tran", "save": "save tran"}


def test_every_form_is_called() -> None:
    seen = {
        form for text in called() for piece in re.split(r"^GO\s*$", text, flags=re.M | re.I) for form in forms(piece)
    }
    assert sorted(FORMS - seen) == []


def called() -> Iterator[str]:
    """Texts behind which a server is asked."""
    yield from (c.text for c in cases() if c.source == "sqlserver" and "then" in c.fences)
    for rule in load_rules().values():
        for example in rule.page.examples:
            if example.source == "sqlserver" and example.then and example.rows is not None:
                yield f"{example.setup}\nGO\n{example.text}"


def forms(text: str) -> Iterator[str]:
    lexed = Lexed(text, "sqlserver")
    unit = read_code(read(lexed)) if lexed.tokens else None
    if not isinstance(unit, TsqlUnit):
        return
    words = lexed.words
    yield from (word.lower() for word in ASKED.intersection(words))
    yield from of_head(unit, words)
    for k, word in enumerate(words[:-1]):
        if word.startswith("##"):
            yield "##table"
        if word == "UPDATE" and words[k + 1] == "(":
            yield "update()"
        if word == "OBJECT_ID" and "#" in lexed.tokens[k + 2].text:
            yield "object_id of #table"
    for node in below(unit, Node):
        yield from named(node)


def of_head(unit: TsqlUnit, words: list[str]) -> Iterator[str]:
    head = words[: unit.body.part.first if unit.body is not None else len(words)]
    if isinstance(unit, TsqlTrigger) and unit.timing is not None:
        yield "trigger instead of" if "INSTEAD" in head else "trigger after"
    if isinstance(unit, TsqlRoutine):
        table = "table function" if "TABLE" in head else unit.kind
        yield "inline function" if unit.is_inline else table
        yield from (f"{unit.kind} altered" for _ in range(words[0] == "ALTER"))
        yield from (f"with {word.lower()}" for word in ("ENCRYPTION", "RECOMPILE", "EXECUTE") if word in head)
        yield from ("parameter default" for _ in range("=" in head))
        yield from ("parameter output" for _ in range(bool({"OUTPUT", "OUT"} & set(head))))
        yield from ("parameter readonly" for _ in range("READONLY" in head))


def named(node: Node) -> Iterator[str]:
    match node:
        case LocalVariable():
            yield "declare initialised" if node.default else "declare"
        case TableVariable():
            yield "table variable"
        case t.DeclareCursor():
            yield "cursor"
        case t.SetVariable():
            sign = node.words(node.operator)[0] if node.operator else "="
            yield "cursor variable" if node.cursor else "set" if sign == "=" else "set +="
        case t.TsqlSql():
            yield from of_sql(node)
        case t.TsqlIf():
            yield from ("if", *(["else"] if node.otherwise else []))
        case t.Throw():
            yield "throw" if node.arguments else "throw again"
        case Return():
            yield "return value" if node.value else "return"
        case Leave():
            yield node.kind
        case Transaction():
            name = " named" if node.kind == "rollback" and node.names else ""
            yield COMMANDS.get(node.kind, f"{node.kind}{name}")
        case t.CursorCommand():
            yield node.kind
        case t.TsqlFetch():
            words = node.direction.words() if node.direction else ("NEXT",)
            yield from (f"fetch {word.lower()}" for word in words if word in DIRECTIONS)
        case t.InsertExecute():
            late = node.call.procedure is not None and node.call.procedure.kind == "variable"
            yield "insert exec text" if node.call.texts else "insert exec variable" if late else "insert exec"
        case t.Execute():
            yield from of_call(node)
        case t.SetOption():
            yield from (f"set {word.lower()}" for word in node.option.words() if word in OPTIONS)
        case t.Embedded():
            words = node.words()
            yield from (f"{words[0].lower()} #table" for w in words[2:4] if words[1] == "TABLE" and w.startswith("#"))
            yield from ("set identity_insert" for _ in range("IDENTITY_INSERT" in words))
        case _:
            yield from (word for kind, word in PLAIN.items() if type(node) is kind)


def of_sql(sql: t.TsqlSql) -> Iterator[str]:
    words = sql.words()
    if sql.assigned:
        yield "select assigned from" if "FROM" in words else "select assigned"
    elif sql.verb == "select" and any(
        a == "INTO" and b.startswith("#") for a, b in zip(words, words[1:], strict=False)
    ):
        yield "select into #table"
    else:
        yield sql.verb
    yield from ("output into" if output.target else "output" for output in sql.outputs)
    yield from ("current of" for _ in range(sql.current_of is not None))


def of_call(call: t.Execute) -> Iterator[str]:
    name = call.procedure.value.lower() if call.procedure else ""
    late = call.procedure is not None and call.procedure.kind == "variable"
    yield "exec text" if call.texts else "exec variable" if late else name if name.startswith("sp_") else "exec"
    yield from ("exec named" for a in call.arguments if a.name)
    yield from ("exec output" for a in call.arguments if a.output)
    yield from ("exec status" for _ in range(call.result is not None))


PLAIN: dict[type, str] = {
    t.While: "while", t.BeginEnd: "block", t.TryCatch: "try", Goto: "goto", t.TsqlLabel: "label",
    t.Raiserror: "raiserror", t.Print: "print", t.WaitFor: "waitfor",
}  # fmt: skip
