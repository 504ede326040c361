"""One statement to one node, by dialect."""

from __future__ import annotations

from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.ddl.oracle import read_oracle
from dbmigrate.syntax.ddl.sqlserver import read_sqlserver
from dbmigrate.syntax.lex import Lexed


def read(lexed: Lexed) -> Node:
    """Never raises for the user's text: a form that is not known gives an Unread node."""
    return read_oracle(lexed) if lexed.dialect == "oracle" else read_sqlserver(lexed)
