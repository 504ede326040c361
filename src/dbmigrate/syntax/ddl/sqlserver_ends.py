"""Where T-SQL statements end inside IF and BEGIN .. END: the grammar of `sources.tsql_ends` over tokens."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from sqlglot.tokenizer_core import TokenType as T

from dbmigrate.sources.tsql_ends import END_OF_BATCH, LABEL, WORDS, condition_end, statement_end
from dbmigrate.syntax.lex import Lexed

OPERATORS: Final = frozenset("= < > <= >= <> != ! + * / % & | ^ ~ - || == =>".split())
# Tokens of two words, as the grammar knows them.
PAIRS: Final = {"UPDATE STATISTICS": "DBCC", "GROUP BY": "BY", "ORDER BY": "BY", "PARTITION BY": "BY"}
NO_BLOCK: Final = frozenset({"TRAN", "TRANSACTION", "DISTRIBUTED", "DIALOG", "CONVERSATION"})
MARKS: Final = frozenset({";", ",", ":", ")"})


class Ends:
    """The words between two tokens (the second excluded) as the grammar wants them.

    Parentheses with what is in them are one word, and so is each run of names and literals.
    """

    def __init__(self, lexed: Lexed, first: int, end: int):
        self.lexed, self.end = lexed, end
        self.kinds: list[str] = []
        self.starts: list[int] = []
        k = first
        while k < end:
            word, last = self.read(k)
            if word or not self.kinds or self.kinds[-1]:
                self.kinds.append(word)
                self.starts.append(k)
            k = last + 1

    def __call__(self, i: int) -> tuple[str, int]:
        return (self.kinds[i] if i < len(self.kinds) else END_OF_BATCH), 0

    def read(self, k: int) -> tuple[str, int]:
        """What the token k is to the grammar, and its last token."""
        word = self.lexed.words[k]
        if k in self.lexed.executed:
            return "PRINT", min(self.lexed.executed[k], self.end - 1)  # begins a statement and ends with itself
        close = self.lexed.brackets.close.get(k)
        if close is not None:
            return "(", min(close, self.end - 1)
        if word == ".":
            name = k + 1 < self.end and self.lexed.is_name(k + 1)
            return "", k + 1 if name else k
        if word in MARKS:
            return word, k
        if word in OPERATORS:
            return "=", k
        if self.is_label(k):
            return LABEL, k + 1
        word = PAIRS.get(word, word)
        return (word if word in WORDS else ""), k

    def is_label(self, k: int) -> bool:
        """`again:` alone at the start of a line."""
        tokens = self.lexed.tokens
        if k + 1 >= self.end or tokens[k + 1].token_type != T.COLON or not self.lexed.is_name(k):
            return False
        behind = tokens[k - 1].end + 1 if k else 0
        return k == 0 or "\n" in self.lexed.text[behind : tokens[k].start]

    def statement(self, k: int) -> int:
        """The token behind the statement that begins at token k; its semicolon is not part of it."""
        return self.token(statement_end(self, self.index(k)))

    def condition(self, k: int) -> int:
        """The first token of the statement that the condition at token k guards."""
        return self.token(condition_end(self, self.index(k)))

    def index(self, k: int) -> int:
        return bisect_left(self.starts, k)

    def token(self, i: int) -> int:
        return self.starts[i] if i < len(self.starts) else self.end

    def word(self, k: int) -> str:
        """The word at token k, END_OF_BATCH behind the last."""
        return self(self.index(k))[0]

    def opens_block(self, k: int) -> bool:
        """BEGIN of a list of statements; TRY and CATCH are read as a whole."""
        behind = self.lexed.words[k + 1]
        return self.word(k) == "BEGIN" and behind not in NO_BLOCK and behind not in ("TRY", "CATCH")

    def skip_semicolons(self, k: int) -> int:
        while k < self.end and self.lexed.words[k] == ";":
            k += 1
        return k
