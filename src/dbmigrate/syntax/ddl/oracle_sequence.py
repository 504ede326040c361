"""Oracle sequences and their options. SQL Language Reference, "CREATE SEQUENCE", "ALTER SEQUENCE"."""

from __future__ import annotations

from typing import Final

from dbmigrate.syntax.ddl.nodes import CreateSequence, Phrase
from dbmigrate.syntax.ddl.oracle_clauses import if_exists, modifiers
from dbmigrate.syntax.ddl.oracle_phrases import Grammar
from dbmigrate.syntax.ddl.reader import Cursor

PLAIN: Final = """NOMINVALUE NOMAXVALUE NOCACHE CYCLE NOCYCLE ORDER NOORDER KEEP NOKEEP NOSCALE NOSHARD SESSION
    GLOBAL""".split()
OPTIONS: Final = Grammar(
    {
        "start": """
START WITH LIMIT VALUE
START WITH number
""",
        "increment": "INCREMENT BY number",
        "minvalue": "MINVALUE number",
        "maxvalue": "MAXVALUE number",
        "cache": "CACHE number",
        "scale": "SCALE EXTEND|NOEXTEND?",
        "shard": "SHARD EXTEND|NOEXTEND?",
        "restart": """
RESTART START WITH number
RESTART
""",
        "sharing": "SHARING = METADATA|DATA|NONE",
    }
    | {word.lower(): word for word in PLAIN}
)


def read_sequence(c: Cursor) -> CreateSequence:
    first = c.k
    alter = c.eat("ALTER") is not None
    before: tuple[Phrase, ...] = ()
    if not alter:
        c.need("CREATE")
        before = modifiers(c)
    c.need("SEQUENCE")
    keyword = c.part(first)
    before += if_exists(c)
    name = c.name("sequence", 3)
    options = before + OPTIONS.all(c)
    return CreateSequence(c.part(first), c.lexed, name, keyword, options, alter=alter)
