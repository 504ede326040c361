"""Which tokens did each sqlglot node come from?

The compiled parser keeps positions on names, literals and calls only; for keyword-led nodes sql.py hangs a marker
comment on the keyword and it is read back here. A node with a child that has no span gets none, so that a rule that
wants it fails loudly.
"""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from dbmigrate.syntax.lex import Lexed

MARK: Final = "\x01"
LED_BY: Final[dict[type, tuple[str, ...]]] = {
    exp.Select: ("SELECT",),
    exp.Case: ("CASE",),
    exp.Null: ("NULL",),
    exp.Boolean: ("TRUE", "FALSE"),
    exp.Exists: ("EXISTS",),
}
PREFIX: Final[dict[type, tuple[str, ...]]] = {
    exp.Not: ("NOT",),
    exp.Neg: ("-",),
    exp.Prior: ("PRIOR",),
    exp.Placeholder: (":",),
    exp.Parameter: ("@",),
    exp.Distinct: ("DISTINCT",),
    exp.BitwiseNot: ("~",),
    exp.DateStrToDate: ("DATE",),
    exp.StrToTime: ("TIMESTAMP",),
}
WRAPPED: Final = (exp.Paren, exp.Tuple, exp.Subquery)
SETOPS: Final = frozenset({"UNION", "MINUS", "EXCEPT", "INTERSECT"})

UNITS: Final = frozenset("YEAR MONTH DAY HOUR MINUTE SECOND".split())

TokenRange = tuple[int, int]


class Spans:
    """Token ranges (first, last) by node identity for one parsed piece that ends before token `end`. Only what is asked
    for is worked out, with what stands below it."""

    def __init__(self, lexed: Lexed, end: int):
        self.words, self.brackets, self.by_start, self.end = lexed.words, lexed.brackets, lexed.by_start, end
        self.found: dict[int, TokenRange] = {}
        self.seen: dict[int, exp.Expr] = {}  # by identity, which holds as long as they are kept here

    def read(self, asked: exp.Expr) -> TokenRange | None:
        """None where the node's place is not known. Nodes nest deeply: no recursion."""
        if id(asked) not in self.seen:
            pending, nodes = [asked], []
            while pending:
                node = pending.pop()
                if id(node) not in self.seen:
                    self.seen[id(node)] = node
                    nodes.append(node)
                    pending += node.iter_expressions()
            for node in reversed(nodes):
                span = self.of(node)
                if span:
                    self.found[id(node)] = span
        return self.found.get(id(asked))

    def anchor(self, node: exp.Expr) -> int | None:
        """The node's own token: by position where sqlglot keeps one, else by the marker on its keyword."""
        start = node.meta.get("start") if node._meta else None
        if start is not None:
            return self.by_start.get(start)
        led = LED_BY.get(type(node))
        # sqlglot moves the comments of an expression with an alias to the alias
        aliased = node.parent.comments if isinstance(node.parent, exp.Alias) and node.arg_key == "this" else None
        for comment in node.comments or aliased or ():
            if comment.startswith(MARK):
                k = int(comment[1:])
                if self.words[k] in led if led else isinstance(node, exp.Func) and self.words[k + 1] == "(":
                    return k
        return None

    def of(self, node: exp.Expr) -> TokenRange | None:
        inner = [self.found[id(c)] for c in node.iter_expressions() if id(c) in self.found]
        own = self.anchor(node)
        if own is not None:
            inner.append((own, own))
        if not inner:
            return None
        if isinstance(node, exp.Collate):
            return self.collated(node)
        if isinstance(node, exp.Binary) and not {id(node.this), id(node.expression)} <= self.found.keys():
            return None
        lo, hi = min(s[0] for s in inner), max(s[1] for s in inner)
        if isinstance(node, (exp.Select, exp.Case, exp.Exists)):
            return self.keyword_led(node, own, hi)
        return self.widened(node, own, lo, hi)

    def collated(self, node: exp.Collate) -> TokenRange | None:
        """`x COLLATE name`: the name has no position."""
        left = self.found.get(id(node.this))
        return (left[0], left[1] + 2) if left and self.words[left[1] + 1] == "COLLATE" else None

    def keyword_led(self, node: exp.Expr, own: int | None, hi: int) -> TokenRange | None:
        if own is None:
            return None
        if isinstance(node, exp.Select):
            return own, self.select_end(own)
        if isinstance(node, exp.Case):
            return own, self.case_end(own)
        return own, self.brackets.close.get(own + 1, hi)

    def widened(self, node: exp.Expr, own: int | None, lo: int, hi: int) -> TokenRange:
        """The union of the children and the own token, plus the words that belong to the class of node."""
        words, close, around = self.words, self.brackets.close, self.brackets.around
        if isinstance(node, WRAPPED):
            if lo and words[lo - 1] == "(" and lo - 1 in close:
                return lo - 1, max(hi, close[lo - 1])
        elif isinstance(node, exp.Column) and words[hi + 1] == "(+)":
            hi += 1
        elif isinstance(node, exp.Interval):
            return self.interval(lo, hi)
        elif type(node) in PREFIX and lo and words[lo - 1] in PREFIX[type(node)]:
            lo -= 1
        elif isinstance(node, exp.Func) and not isinstance(node, exp.Binary) and own is not None:
            lo, hi = own, max(hi, close.get(own + 1, hi))
        elif (isinstance(node, exp.In) and words[hi + 1] == ")") or (
            isinstance(node, exp.Is) and words[hi + 1] == "NULL"
        ):
            hi += 1
        elif isinstance(node, (exp.Window, exp.WithinGroup)):
            k = next((k for k in range(hi, hi + 4) if k < len(words) and words[k] in ("OVER", "GROUP")), None)
            outer = around[hi]
            hi = close.get(k + 1, hi) if k else close.get(outer, hi) if outer is not None else hi
        elif isinstance(node, exp.DataType) and node.expressions:
            opening = around[lo]
            if opening is not None:
                lo, hi = opening - 1, close.get(opening, hi)
        return lo, hi

    def interval(self, lo: int, hi: int) -> TokenRange:
        """`INTERVAL '1-2' YEAR(3) TO MONTH`: the unit's words have no position."""
        lo -= self.words[lo - 1] == "INTERVAL"
        for _ in range(2):
            if self.words[hi + 1] in UNITS:
                hi = self.brackets.close.get(hi + 2, hi + 1)
            if self.words[hi + 1] != "TO":
                break
            hi += 1
        return lo, hi

    def select_end(self, k: int) -> int:
        """Up to the closing parenthesis, the next set operator, or the end of the piece."""
        around, close = self.brackets.around[k], self.brackets.close
        k += 1
        while k < self.end:
            if self.brackets.around[k] == around and (self.words[k] in SETOPS or self.words[k] == ";"):
                break
            if self.words[k] == ")" and around is not None and close.get(around) == k:
                break
            k += 1
        return k - 1

    def case_end(self, first: int) -> int:
        depth = 0
        for k in range(first, self.end):
            depth += (self.words[k] == "CASE") - (self.words[k] == "END")
            if not depth:
                return k
        return self.end - 1
