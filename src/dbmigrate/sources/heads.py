"""Tells from its first words what a statement is: kind, name, and whether its inside is procedural code."""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class Head(NamedTuple):
    """What a statement or directive is, by its first words."""

    kind: str  # 'table', 'alter table', 'insert', 'package body', 'if', 'block' ...; of a directive its command
    name: str = ""  # as written, schema and quotes included
    procedural: bool = False  # PL/SQL or T-SQL code: its inside is not cut
    words: tuple[str, ...] = ()  # first words, upper case
    wrapped: bool = False  # Oracle's wrapped source, T-SQL's WITH ENCRYPTION


_PART: Final = r"""(?:"[^"\r\n]*"|\[(?:[^\]\r\n]|\]\])*\]|\$\(\w+\)|[\w$#@&]+)"""
_TOKEN: Final = re.compile(
    rf"""(?:\s|--[^\r\n]*|/\*[\s\S]*?\*/)*(?P<token>{_PART}(?:\s*\.[\s.]*{_PART})*\.?|<<|\S)""",
)
_MOST: Final = 16  # tokens that are looked at
_FAR: Final = 4000  # code points that one token, with the comments before it, may take
_MODIFIERS: Final = frozenset(
    "OR REPLACE ALTER FORCE NO NOFORCE EDITIONABLE NONEDITIONABLE EDITIONING GLOBAL PRIVATE TEMPORARY UNIQUE "
    "BITMAP PUBLIC SHARED SHARDED DUPLICATED IMMUTABLE BLOCKCHAIN MULTIVALUE AND RESOLVE COMPILE NOCOMPILE "
    "CLUSTERED NONCLUSTERED COLUMNSTORE PRIMARY SPATIAL".split()
)
_TWO_WORDS: Final = frozenset(
    (
        "PACKAGE BODY", "TYPE BODY", "MATERIALIZED VIEW", "MATERIALIZED ZONEMAP", "DATABASE LINK",
        "RESTORE POINT", "ROLLBACK SEGMENT", "FLASHBACK ARCHIVE", "ATTRIBUTE DIMENSION", "ANALYTIC VIEW",
        "PARTITION FUNCTION", "PARTITION SCHEME", "FULLTEXT INDEX", "FULLTEXT CATALOG", "FULLTEXT STOPLIST",
        "MESSAGE TYPE", "EXTERNAL TABLE", "SERVER ROLE", "APPLICATION ROLE", "SYMMETRIC KEY", "ASYMMETRIC KEY",
        "MASTER KEY", "XML INDEX", "EVENT NOTIFICATION", "SECURITY POLICY", "SERVER AUDIT",
    )
)  # fmt: skip
_ALIASES: Final = {
    "PROC": "PROCEDURE", "SNAPSHOT": "MATERIALIZED VIEW", "EXEC": "EXECUTE", "TRAN": "TRANSACTION",
    "WITH": "SELECT", "(": "SELECT",
}  # fmt: skip
_SKIPPED_BEFORE_NAME: Final = {
    "insert": {"INTO", "OVERWRITE", "TOP"},
    "update": {"TOP", "ONLY", "STATISTICS"},
    "delete": {"FROM", "TOP", "ONLY"},
    "merge": {"INTO", "TOP"},
    "truncate": {"TABLE", "CLUSTER"},
    "lock": {"TABLE"},
    "analyze": {"TABLE", "INDEX", "CLUSTER"},
}
_VERBS: Final = frozenset(
    "INSERT UPDATE DELETE MERGE SELECT TRUNCATE GRANT REVOKE DENY RENAME COMMIT ROLLBACK SAVEPOINT SAVE LOCK "
    "ANALYZE AUDIT NOAUDIT CALL EXPLAIN PURGE FLASHBACK ASSOCIATE DISASSOCIATE SET USE DECLARE PRINT RAISERROR "
    "THROW RETURN BREAK CONTINUE GOTO WAITFOR BACKUP RESTORE DBCC KILL CHECKPOINT RECONFIGURE BULK OPEN CLOSE "
    "FETCH DEALLOCATE READTEXT WRITETEXT UPDATETEXT ENABLE DISABLE REVERT SHUTDOWN EXECUTE IF".split()
)
_JAVA: Final = frozenset(("SOURCE", "CLASS", "RESOURCE", "NAMED", "AND", "RESOLVE", "COMPILE", "NOFORCE"))
_NAMED: Final = frozenset(
    ("insert", "update", "delete", "merge", "truncate", "lock", "rename", "call", "use", "analyze", "open", "close")
)
_ORACLE_UNITS: Final = frozenset(
    ("procedure", "function", "package", "package body", "trigger", "type", "type body", "library", "java", "block")
)
_TSQL_UNITS: Final = frozenset(("procedure", "function", "trigger", "if", "block"))
_JOBS: Final = re.compile(r"(?i)sp_(?:add|update|delete|attach|start|stop)_(?:job|schedule)\w*")
_PROPERTIES: Final = re.compile(r"(?i)sp_(?:add|update|drop)extendedproperty")


class _Tokens:
    """The first tokens of a statement, read as far as somebody asks; no comments; a dotted name is one token."""

    def __init__(self, text: str, at: int) -> None:
        self._text = text
        self._at = at
        self.raw: list[str] = []
        self.words: list[str] = []  # the same in upper case
        self.ends: list[int] = []

    def _has(self, index: int) -> bool:
        while len(self.raw) <= index:
            found = _TOKEN.match(self._text, self._at, self._at + _FAR) if index < _MOST else None
            if found is None:
                return False
            token = found["token"]
            self.raw.append(token)
            self.words.append(token.upper())
            self._at = found.end()
            self.ends.append(self._at)
        return True

    def word(self, index: int) -> str:
        return self.words[index] if index < len(self.words) or self._has(index) else ""

    def name(self, index: int) -> str:
        raw = self.raw[index] if self._has(index) else ""
        return raw if raw and (raw[0].isalnum() or raw[0] in '"[_$#@&' or raw[0] > "\x7f") else ""

    def first_words(self) -> tuple[str, ...]:
        words: list[str] = []
        while len(words) < 4 and self._has(len(words)):
            word = self.words[len(words)]
            if not (word[0].isalnum() or word[0] in "_@#$&<" or word[0] > "\x7f"):
                break
            words.append(word)
        return tuple(words)


def oracle_head(text: str, at: int) -> Head:
    """The head of the Oracle statement at `at`. Never fails: unknown statements are 'other'."""
    tokens = _Tokens(text, at)
    word = tokens.word(0)
    if word in ("BEGIN", "DECLARE", "<<"):
        return Head("block", "", True, tokens.first_words())
    if word == "WITH" and tokens.word(1) in ("FUNCTION", "PROCEDURE"):
        return Head("select", "", True, tokens.first_words())
    kind, name, after = _kind_and_name(tokens)
    wrapped = any(tokens.word(index) == "WRAPPED" for index in range(after, after + 2))
    procedural = kind in _ORACLE_UNITS and word == "CREATE"
    return Head(kind, name, procedural, tokens.first_words(), wrapped and procedural)


_BODY_OF_ALTER: Final = frozenset(("procedure", "function", "trigger", "view"))
_OPTION: Final = re.compile(r"(?i)\bWITH\s+(?:[\w ,']+,\s*)?ENCRYPTION\b")
_BODY_WORD: Final = re.compile(r"(?i)\b(?:BEGIN|SELECT|AS\s+(?:BEGIN|SELECT|SET|DECLARE|INSERT|UPDATE|DELETE|IF))\b")


def tsql_head(text: str, at: int, first: bool = False) -> Head:
    """The head of the T-SQL statement at `at`; `first` in its batch it may be a bare procedure call."""
    tokens = _Tokens(text, at)
    word = tokens.word(0)
    words = tokens.first_words()
    if word == "BEGIN" and tokens.word(1) in ("TRAN", "TRANSACTION", "DISTRIBUTED"):
        return Head("begin transaction", "", False, words)
    if word in ("BEGIN", "WHILE"):
        return Head("block", "", True, words)
    if word in ("EXEC", "EXECUTE"):
        index = 3 if tokens.word(1).startswith("@") and tokens.word(2) == "=" else 1
        return _execute(tokens.name(index), words)
    kind, name, after = _kind_and_name(tokens)
    if kind == "other" and first and tokens.name(0) and tokens.word(1) != ":":
        return _execute(tokens.name(0), words)
    if kind.startswith("alter ") and kind[6:] in _BODY_OF_ALTER:
        kind = kind[6:]
    procedural = kind in _TSQL_UNITS
    wrapped = kind in _BODY_OF_ALTER and after > 0 and _encrypted(text, tokens.ends[min(after, len(tokens.ends)) - 1])
    return Head(kind, name, procedural, words, wrapped)


def _execute(name: str, words: tuple[str, ...]) -> Head:
    last = name.rpartition(".")[2].strip('[]" ')
    if _PROPERTIES.fullmatch(last):
        return Head("extended property", name, False, words)
    return Head("job" if _JOBS.fullmatch(last) else "execute", name, False, words)


def _encrypted(text: str, at: int) -> bool:
    """WITH ENCRYPTION among the options in front of the body."""
    if all(text.find(word, at, at + _FAR) < 0 for word in ("ENCRYPTION", "encryption", "Encryption")):
        return False
    found = _OPTION.search(text, at, at + _FAR)
    return found is not None and _BODY_WORD.search(text, at, found.start()) is None


def _kind_and_name(tokens: _Tokens) -> tuple[str, str, int]:
    """Kind, name as written, and the index of the token behind the name (0 where there is none)."""
    word = tokens.word(0)
    word = _ALIASES.get(word, word)
    if word in ("CREATE", "ALTER", "DROP"):
        object_, index = _object(tokens, 1)
        prefix = "" if word == "CREATE" else word.lower() + " "
        if object_ == "java":
            while tokens.word(index) in _JAVA:
                index += 1
        while tokens.word(index) in ("IF", "NOT", "EXISTS"):
            index += 1
        return prefix + object_, tokens.name(index), index + 1
    if word == "COMMENT" and tokens.word(1) == "ON":
        _, index = _object(tokens, 2)
        return "comment", tokens.name(index), index + 1
    if word not in _VERBS:
        return "other", "", 0
    kind = word.lower()
    index = 1
    skipped = _SKIPPED_BEFORE_NAME.get(kind, set())
    while tokens.word(index) in skipped or (tokens.word(index) in "()" and tokens.word(index - 1) in ("TOP", "(")):
        index += 1 if tokens.word(index) != "TOP" else _top(tokens, index)
    named = kind in _NAMED and not (kind == "insert" and tokens.word(index) in ("ALL", "FIRST", "WHEN"))
    return kind, tokens.name(index) if named else "", index + 1


def _top(tokens: _Tokens, index: int) -> int:
    """How many tokens TOP takes: `TOP 5`, `TOP (5)`, `TOP (5) PERCENT`."""
    count = 2 if tokens.word(index + 1) != "(" else 4
    return count + (tokens.word(index + count) == "PERCENT")


def _object(tokens: _Tokens, index: int) -> tuple[str, int]:
    """The type of a created object in lower case, and the index of the token behind it."""
    while tokens.word(index) in _MODIFIERS and not (tokens.word(index) == "PUBLIC" and not tokens.word(index + 1)):
        index += 1
    word = _ALIASES.get(tokens.word(index), tokens.word(index))
    pair = f"{word} {tokens.word(index + 1)}"
    if pair in _TWO_WORDS:
        index += 1
        word = pair
        if pair == "MATERIALIZED VIEW" and tokens.word(index + 1) == "LOG":
            index += 1 if tokens.word(index + 2) != "ON" else 2
            word = "MATERIALIZED VIEW LOG"
    return word.lower(), index + 1


__all__ = ["Head", "oracle_head", "tsql_head"]
