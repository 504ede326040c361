"""sqlglot's tokenizers with own settings."""

from __future__ import annotations

from threading import local
from typing import Any, Final

from sqlglot.dialects.oracle import Oracle
from sqlglot.dialects.tsql import TSQL


class OracleLex(Oracle):
    class Tokenizer(Oracle.Tokenizer):
        COMMANDS = set()  # noqa: RUF012  (else everything behind EXECUTE, FETCH, CALL .. becomes one string)


class TSqlLex(TSQL):
    class Tokenizer(TSQL.Tokenizer):
        COMMANDS = set()  # noqa: RUF012
        # CLUSTERED goes, INDEX stays: each needs a token of its own
        KEYWORDS = {k: v for k, v in TSQL.Tokenizer.KEYWORDS.items() if not k.endswith("CLUSTERED INDEX")}  # noqa: RUF012
DIALECTS: Final[dict[str, Any]] = {"oracle": OracleLex(), "sqlserver": TSqlLex()}


class Tokenizers(local):
    """One tokenizer per dialect and thread: making one costs as much as cutting a short statement."""

    def __init__(self) -> None:
        self.made: dict[str, Any] = {}

    def of(self, dialect: str) -> Any:
        if dialect not in self.made:
            self.made[dialect] = DIALECTS[dialect].tokenizer()
        return self.made[dialect]
TOKENIZERS: Final = Tokenizers()
