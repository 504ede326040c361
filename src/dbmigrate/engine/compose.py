"""Hits become one list of edits: parts turn into offsets, places are filled with the user's text, inner edits applied.

Nothing is printed from a tree. Two changes that overlap without nesting, a change swallowed by a template without a
place for it, hidden text or a comment that would vanish: each raises Overlap, which is a bug in a rule.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from string import Formatter

from dbmigrate.model import COMMENT_OUT, DROP, MOVED, Chain, Edit, Item, Part
from dbmigrate.syntax.lex import Lexed

MARKS = frozenset('["')  # before names

Range = tuple[int, int]


class Overlap(Exception):
    """Two hits want the same text, or one hit swallows the edits of another. `at`: where, in code points."""

    def __init__(self, message: str, at: Range | None = None) -> None:
        super().__init__(message)
        self.at = at


@dataclass(eq=False, slots=True)
class Change:
    lo: int
    hi: int
    template: str
    places: list[Range]
    code: str
    owner: Range  # an insertion belongs to the part that it stands before or after
    order: int = 0  # insertions of one rule at one point keep the order in which it gave them
    used: bool = False
    around: Change | None = None
    moved: bool = False  # the text fills places elsewhere

    @property
    def inserts(self) -> bool:
        return self.lo == self.hi

    @property
    def beginning(self) -> int:
        """Of the text that it is about: what is removed takes the blanks before it along."""
        return self.owner[0] if self.lo < self.owner[0] and not self.template.strip() else min(self.lo, self.owner[0])

    @property
    def fields(self) -> int:
        """How many places the template shows; edits in further ones vanish with the text that they stand in."""
        return sum(name is not None for _, name, *_ in Formatter().parse(self.template)) if self.places else 0

    def holds(self, other: Change) -> bool:
        lo, hi = other.owner if other.inserts else (other.lo, other.hi)
        return self.lo <= lo and hi <= self.hi and (self.lo, self.hi) != (lo, hi)


def part_of(thing: object) -> Part:
    """The part of a view, a node or an item; parts stand for themselves."""
    return thing if isinstance(thing, Part) else thing.part  # type: ignore[attr-defined]


class Changes:
    """Collects the replacements of all hits on one statement."""

    def __init__(self, lexed: Lexed):
        self.lexed = lexed
        self.made: list[Change] = []
        self.drops: dict[Chain, list[tuple[Item, str]]] = defaultdict(list)
        self.commented: dict[Range, str] = {}  # by the rule that came first

    def add(self, code: str, replacements: Sequence[tuple[object, ...]]) -> None:
        for target, template, *places in replacements:
            if template is DROP:
                assert isinstance(target, Item)
                self.drops[target.chain].append((target, code))
            elif template is COMMENT_OUT:
                self.comment_out(part_of(target), code)
            elif template is MOVED:
                lo, hi = self.lexed.offsets(part_of(target))
                start = len(self.lexed.text[:lo].rstrip(" \t"))
                self.made.append(Change(start, hi, "", [], code, (lo, hi), len(self.made), moved=True))
            else:
                assert isinstance(template, str)
                self.replace(part_of(target), template, [part_of(p) for p in places], code)

    def replace(self, part: Part, template: str, places: list[Part], code: str) -> None:
        lo, hi = self.lexed.offsets(part)
        owner = self.lexed.offsets(Part(part.first, part.last))
        spans = [self.lexed.offsets(p) for p in places]
        if not template and lo < hi:
            lo = without_blanks(self.lexed, lo, hi)
            template = " " if joins_words(self.lexed.text, lo, hi) else ""
        self.made.append(Change(lo, hi, template, spans, code, owner, len(self.made)))

    def comment_out(self, part: Part, code: str) -> None:
        """`-- ` before each line of the part. Lines end at \\n, \\r\\n, \\r."""
        lo, hi = self.lexed.offsets(part)
        if (lo, hi) in self.commented:
            return
        self.commented[lo, hi] = code
        at = lo
        for line in self.lexed.text[lo:hi].splitlines(keepends=True):
            self.made.append(Change(at, at, "-- ", [], code, (lo, hi), len(self.made)))
            at += len(line)

    def finish(self) -> list[Change]:
        for chain, gone in self.drops.items():
            self.made += dropped(self.lexed, chain, gone)
        return [c for c in self.made if not self.is_idle(c)]

    def is_idle(self, change: Change) -> bool:
        """What is commented out stays as the user wrote it; only the rule that does so may add something."""
        first, last = change.owner  # the blanks before a part that is removed do not count
        return any(lo <= first and last <= hi and change.code != code for (lo, hi), code in self.commented.items())


def dropped(lexed: Lexed, chain: Chain, gone: list[tuple[Item, str]]) -> Iterator[Change]:
    """Remove list items with the right separators: the whole clause if nothing is left, else item by item."""
    parts = {item.part for item, _ in gone}
    if len(parts) != len(gone):
        raise Overlap(f"two hits drop the same item: {[code for _, code in gone]}")
    items = list(chain.items)
    if parts == set(items):
        lo, hi = lexed.offsets(chain.whole)
        yield Change(without_blanks(lexed, lo, hi), hi, "", [], gone[0][1], (lo, hi))
        return
    first_kept = next(i for i, p in enumerate(items) if p not in parts)
    for item, code in gone:
        i = items.index(item.part)
        lo, hi = lexed.offsets(item.part)
        if i > first_kept:  # with the separator before it
            lo = without_blanks(lexed, lexed.tokens[items[i - 1].last + 1].start, hi)
        else:  # with the separator after it, and the blanks up to the next item where no comment stands there
            hi = lexed.tokens[items[i + 1].first - 1].end + 1
            after = lexed.tokens[items[i + 1].first].start
            hi = after if not lexed.text[hi:after].strip() else hi
        yield Change(lo, hi, "", [], code, (lo, hi))


def without_blanks(lexed: Lexed, lo: int, hi: int) -> int:
    """Where a removal starts: with the blanks before it, but never the line end that closes a `--` comment."""
    text, start = lexed.text, lo
    if (hi < len(text) and not text[hi].isspace() and text[hi] not in ";),") or lexed.comments(lo, hi):
        return lo
    while start and text[start - 1].isspace():
        start -= 1
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start), 0)
    closes = any(b > start and text[a] == "-" for a, b in lexed.comments(line, lo))
    return lo if closes else start


def joins_words(text: str, lo: int, hi: int) -> bool:
    """Removing lo..hi would make one word of two: the parenthesis of `DROP(a, b)`."""
    return lo > 0 and hi < len(text) and all(c.isalnum() or c in "_$#\"'" for c in (text[lo - 1], text[hi]))


class Composer:
    """`after(code)` names the codes whose text goes into the places of `code` where both want the same part."""

    def __init__(self, lexed: Lexed, changes: list[Change], after: Callable[[str], tuple[str, ...]] = lambda code: ()):
        self.lexed, self.text, self.after = lexed, lexed.text, after
        self.ranks: dict[str, int] = {}
        self.hidden = sorted(lexed.offsets(part) for part in lexed.hidden) if changes else []
        self.changes = sorted(changes, key=self.position)
        self.check()
        self.nest()

    def rank(self, code: str) -> int:
        if code not in self.ranks:
            self.ranks[code] = 1 + max(map(self.rank, self.after(code)), default=0)
        return self.ranks[code]

    def position(self, c: Change) -> tuple[int, int, int, int, int]:
        """Insertions come before what starts there; after a part inner owners first, before a part outer ones."""
        if not c.inserts:
            return c.lo, 2, -c.hi, -self.rank(c.code), 0
        size = c.owner[1] - c.owner[0]
        rank = self.rank(c.code)
        side = (0, size, rank) if c.owner[1] == c.lo else (1, -size, -rank)
        return (c.lo, *side, c.order)

    def check(self) -> None:
        for a, b in zip(self.changes, self.changes[1:], strict=False):
            if a.inserts and b.inserts and a.code != b.code and self.position(a)[:4] == self.position(b)[:4]:
                raise Overlap(f"{a.code} and {b.code} both insert at {self.text[a.lo : a.lo + 10]!r}", a.owner)
        stack: list[Change] = []
        for c in self.changes:
            while stack and stack[-1].hi <= c.lo:
                stack.pop()
            if stack and not c.inserts and (c.hi > stack[-1].hi or self.same(stack[-1], c)):
                wanted = self.text[c.lo : min(c.hi, stack[-1].hi)]
                raise Overlap(f"{stack[-1].code} and {c.code} both want {wanted!r}", (c.lo, c.hi))
            if not c.inserts:
                stack.append(c)

    def same(self, outer: Change, c: Change) -> bool:
        return (c.lo, c.hi) == (outer.lo, outer.hi) and c.code not in self.after(outer.code)

    def nest(self) -> None:
        """Each change gets the smallest change around it."""
        regions = [c for c in self.changes if not c.inserts]
        stack: list[Change] = []
        for c in regions:
            while stack and stack[-1].hi <= c.lo:
                stack.pop()
            c.around = stack[-1] if stack else None
            stack.append(c)
        starts = [r.lo for r in regions]
        for c in self.changes:
            if c.inserts:
                k = bisect_right(starts, min(c.lo, c.owner[0])) - 1  # what starts behind its part does not hold it
                around = regions[k] if k >= 0 else None
                while around and not around.holds(c):
                    around = around.around
                c.around = around

    def inside(self, lo: int, hi: int, skip: Change | None = None) -> list[Change]:
        """The outermost changes within lo..hi, in order."""

        def within(c: Change) -> bool:
            moved = c.lo < lo and skip is not None and c.code == skip.code  # the rule takes the place away from there
            return lo <= c.beginning and not moved and max(c.hi, c.owner[1]) <= hi

        start = lo
        while start and self.text[start - 1].isspace():  # what is removed at lo takes blanks before it along
            start -= 1
        k, out = bisect_left(self.changes, start, key=lambda c: c.lo), []
        while k < len(self.changes) and (c := self.changes[k]).lo <= hi:
            k += 1
            if c is not skip and within(c) and (not c.around or c.around is skip or not within(c.around)):
                out.append(c)
        return out

    def render(self, lo: int, hi: int, skip: Change | None = None) -> str:
        """The text of lo..hi with the edits inside applied."""
        out, at = [], lo
        for c in self.inside(lo, hi, skip):
            out += [self.text[at : max(at, c.lo)], self.spaced(c, lo)]
            at = c.hi
        return "".join(out) + self.text[at:hi]

    def zones(self, c: Change) -> tuple[list[Range], list[Range]]:
        """A place inside its own replacement takes the comments that touch it; what is left is returned second."""
        around = self.lexed.comments(c.lo, c.hi) if c.lo < c.hi else []
        zones: list[Range] = []
        for lo, hi in c.places:
            if c.lo <= lo and hi <= c.hi:
                for a, b in reversed(around):
                    if b <= lo and not self.text[b:lo].strip():
                        lo = a
                for a, b in around:
                    if a >= hi and not self.text[hi:a].strip():
                        hi = b
            zones.append((lo, hi))
        shown = zones[: c.fields]
        left = [(a, b) for a, b in around if not any(z[0] <= a and b <= z[1] for z in shown)]
        return zones, left

    def fill(self, c: Change) -> str:
        c.used = True
        if c.moved:
            return ""
        zones, left = self.zones(c)
        seen: set[Range] = set()
        values: list[str] = []
        for place, zone in zip(c.places, zones, strict=True):  # a place used twice brings its outer comments once
            values.append(self.render(*(zone if zone not in seen else place), skip=c))
            seen.add(zone)
        kept = "".join(self.text[a:b] + (" " if self.text[a : a + 2] == "/*" else "") for a, b in left)
        for a, b in self.hidden[bisect_left(self.hidden, (c.lo, c.lo)) :] if c.template.strip() else ():
            if a >= c.hi:
                break
            hint = self.text[a : a + 3] == "/*+"
            shows = any(z[0] <= a and b <= z[1] for z in zones) or hint
            if b <= c.hi and not shows and not self.goes_along(a, b, c):
                raise Overlap(f"{c.code} swallows hidden text {self.text[a:b]!r}", (a, b))
        made = c.template.format(*values) if c.places else unescaped(c.template)
        return (kept.rstrip(" ") if not made else kept) + made

    def goes_along(self, lo: int, hi: int, c: Change) -> bool:
        """The rule writes lo..hi in another of its places: a statement that is moved takes its hidden text along."""
        apart = (o for o in self.changes if o.code == c.code and (o.hi <= c.lo or c.hi <= o.lo))
        return any(a <= lo and hi <= b for other in apart for a, b in other.places)

    def spaced(self, c: Change, lo: int) -> str:
        """A change behind lo, apart from the user's words on both sides: `select''from`, `@n[int]`, `f(x)FROM t`."""
        return self.opened(c, self.closed(c, self.fill(c)), lo)

    def opened(self, c: Change, made: str, lo: int) -> str:
        """With a blank where a sign parted what was there from the word before it."""
        before, first = self.text[max(lo, c.lo - 1) : c.lo], self.text[c.lo : c.lo + 1]
        touches = is_word(before) or (before == "]" and first in MARKS)
        return f" {made}" if c.lo < c.hi and touches and not is_word(first) and is_word(made[:1]) else made

    def closed(self, c: Change, made: str) -> str:
        """With a blank where a sign parted what was there from the word behind it."""
        around = self.text[c.hi - 1 : c.hi + 1] if c.hi else ""
        touches = len(around) == 2 and not is_word(around[0]) and is_word(around[1])
        return f"{made} " if touches and c.owner[1] <= c.hi and is_word(made[-1:]) else made

    def edits(self) -> list[Edit]:
        edits = list(self.flat(0, len(self.text)))
        lost = [c for c in self.changes if not c.used and not self.absorbed(c)]
        if lost:
            raise Overlap(f"edits of {[c.code for c in lost]} were swallowed", (lost[0].lo, lost[0].hi))
        return edits

    def absorbed(self, c: Change) -> bool:
        """Inside text that its own rule replaced, or that was removed."""
        outer = c.around
        while outer:
            if outer.code == c.code or not outer.template.strip():
                return True
            outer = outer.around
        return False

    def flat(self, lo: int, hi: int, skip: Change | None = None, seen: int | None = None) -> Iterator[Edit]:
        """Edits as small as possible: a template that keeps its places in order is cut at them. From `seen` on what
        stands before is the source's text."""
        near = lo if seen is None else seen
        for c in self.inside(lo, hi, skip):
            zones, left = self.zones(c)
            in_order = all(a[1] <= b[0] for a, b in zip(zones, zones[1:], strict=False)) and len(zones) == c.fields
            if zones and in_order and not left and c.lo <= zones[0][0] and zones[-1][1] <= c.hi:
                c.used = True
                gaps = between_places(c.template)
                gaps[0], gaps[-1] = self.opened(c, gaps[0], near), self.closed(c, gaps[-1])
                at = c.lo
                for gap, zone in zip(gaps, [*zones, (c.hi, c.hi)], strict=True):
                    yield from self.edit(at, zone[0], gap, c.code)
                    if zone[0] < zone[1]:
                        yield from self.flat(*zone, skip=c, seen=zone[0] if gap != self.text[at : zone[0]] else near)
                    at = zone[1]
            else:
                yield from self.edit(max(lo, c.lo), c.hi, self.spaced(c, near), c.code)

    def edit(self, lo: int, hi: int, new: str, code: str) -> Iterator[Edit]:
        if self.text[lo:hi] != new:
            yield Edit(lo, hi, self.text[lo:hi], new, code)


def is_word(character: str) -> bool:
    """Of a name or a number; "" is none."""
    return character.isalnum() or (character != "" and character in "_$#")


def between_places(template: str) -> list[str]:
    """The text before the first place, between the places and behind the last; an escaped brace ends none of them."""
    gaps = [""]
    for piece, name, *_ in Formatter().parse(template):
        gaps[-1] += piece
        if name is not None:
            gaps.append("")
    return gaps


def unescaped(template: str) -> str:
    """A template without places may hold `{{` and `}}` for braces, like any other."""
    return template.format() if "{" in template or "}" in template else template


def literal_template(text: str) -> str:
    """Text as a template: braces doubled."""
    return text.replace("{", "{{").replace("}", "}}")


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The target text. Raises Overlap where an edit does not fit the text."""
    out, at = [], 0
    for e in edits:
        if e.start < at or text[e.start : e.end] != e.old:
            raise Overlap(f"{e.code} at {e.start}")
        out += [text[at : e.start], e.new]
        at = e.end
    return "".join(out) + text[at:]


def reverse(made: str, edits: Sequence[Edit]) -> str:
    """The source text back from the target text. Raises Overlap where the target does not hold what an edit wrote."""
    out, at, shift = [], 0, 0
    for e in edits:
        start = e.start + shift
        if made[start : start + len(e.new)] != e.new:
            raise Overlap(f"{e.code}: the output does not hold what the edit wrote")
        out += [made[at:start], e.old]
        at, shift = start + len(e.new), shift + len(e.new) - (e.end - e.start)
    return "".join(out) + made[at:]
