"""Which rules there are for a target, by the key that they register on, and which of them a statement can concern."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from functools import cached_property

from dbmigrate.engine.contract import Key, Rule
from dbmigrate.syntax.lex import Lexed


class Table(dict[Key, tuple[Rule, ...]]):
    """The rules by the key that they register on."""

    @cached_property
    def after(self) -> dict[str, tuple[str, ...]]:
        """By code, the codes whose text goes into its places."""
        return {rule.code: rule.after for rules in self.values() for rule in rules}

    @cached_property
    def waiting(self) -> frozenset[Key]:
        """The keys of rules that wait for words."""
        return frozenset(key for key, rules in self.items() if any(rule.words for rule in rules))

    def without(self, codes: Collection[str]) -> Table:
        return Table((key, tuple(rule for rule in rules if rule.code not in codes)) for key, rules in self.items())


def dispatch_table(rules: Iterable[Rule], context_has: Callable[[str], bool], source: str) -> Table:
    """The rules of a source that the target does not make unnecessary, by the key they register on."""
    table: dict[Key, list[Rule]] = defaultdict(list)
    for rule in rules:
        if source in rule.source and not (rule.unless and context_has(rule.unless)):
            for key in rule.on:
                table[key].append(rule)
    return Table((key, tuple(found)) for key, found in table.items())


class Offered(dict[Key, tuple[Rule, ...]]):
    """The rules that a statement can concern: those that wait for words only where it holds one of these."""

    def __init__(self, table: Table, lexed: Lexed) -> None:
        self.table, self.lexed = table, lexed

    def __missing__(self, key: Key) -> tuple[Rule, ...]:
        rules = self.table.get(key, ())
        if key in self.table.waiting:
            held = self.lexed.vocabulary
            rules = tuple(rule for rule in rules if not rule.words or not held.isdisjoint(rule.words))
        self[key] = rules
        return rules


__all__ = ["Offered", "Table", "dispatch_table"]
