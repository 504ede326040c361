"""The trees of procedural units: what the DDL front end left unread, by dialect."""

from __future__ import annotations

from dbmigrate.syntax.ddl.nodes import Node, Procedural, Unread
from dbmigrate.syntax.ddl.oracle_guarded_drop import guarded_drop
from dbmigrate.syntax.ddl.oracle_server_block import server_packages
from dbmigrate.syntax.ddl.sqlserver_lookup import looked_up
from dbmigrate.syntax.procedural.plsql import read_plsql
from dbmigrate.syntax.procedural.tsql import read_tsql

TSQL = frozenset({"procedure", "function", "trigger", "block"})
NOT_PLSQL = frozenset({"java", "dynamic"})


def read_code(node: Node) -> Node:
    """A Procedural node with its body read; any other node, and code of a form that no front end knows, as it is.

    Blocks that only drop an object where there is one, or only call packages of the server, stay whole: they are
    rewritten as one statement, or left out.
    """
    if not isinstance(node, Procedural):
        return node
    if node.lexed.dialect == "sqlserver":
        return code_of_sqlserver(node)
    if node.kind in NOT_PLSQL:
        return node
    if guarded_drop(node) or server_packages(node):
        return node
    unit = read_plsql(node.lexed)
    return node if isinstance(unit, Unread) else unit


def code_of_sqlserver(node: Procedural) -> Node:
    """Blocks that only drop a constraint of a made-up name stay whole, they are rewritten as one statement."""
    if node.kind not in TSQL or looked_up(node):
        return node
    unit = read_tsql(node.lexed)
    return node if isinstance(unit, Unread) else unit
