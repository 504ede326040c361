"""Foreign keys of CREATE TABLE for the load scripts: out of the table, and added again after the data."""

from __future__ import annotations

from dbmigrate.engine.compose import Change, Composer, Overlap, dropped
from dbmigrate.model import Item, Part
from dbmigrate.records import dataclass
from dbmigrate.syntax.ddl.nodes import Column, Constraint, CreateTable


@dataclass(frozen=True)
class Postponed:
    """The table without its foreign keys, and the statements that add them."""

    text: str
    later: str


def postpone(node: CreateTable, composer: Composer) -> Postponed | None:
    """None where the table has no foreign key that could be taken out."""
    lexed = node.lexed
    listed = [c for c in node.constraints if c.kind == "foreign key"]
    inline = [(c, k) for c in node.columns for k in c.items if isinstance(k, Constraint) and k.kind == "foreign key"]
    if not listed and not inline:
        return None
    table = composer.render(*lexed.offsets(node.name.part))
    later = [f"ALTER TABLE {table} ADD {composer.render(*lexed.offsets(k.part)).strip()};" for k in listed]
    later += [f"ALTER TABLE {table} ADD {as_table_constraint(c, k, composer)};" for c, k in inline]
    removed = [removal(lexed.offsets(k.part), lexed.text) for _, k in inline]
    if listed:
        chain = node.chain
        removed += dropped(lexed, chain, [(Item(k.part, chain), "LOAD") for k in listed])
    kept = [fresh(c) for c in composer.changes if not any(r.lo <= c.lo and c.hi <= r.hi for r in removed)]
    try:
        text = Composer(lexed, kept + removed, composer.after).render(0, len(lexed.text))
    except Overlap:
        return None  # a rule edits across the key: the table stays whole and the load order decides
    return Postponed(text, "\n".join(later))


def fresh(c: Change) -> Change:
    return Change(c.lo, c.hi, c.template, c.places, c.code, c.owner, c.order)


def removal(span: tuple[int, int], text: str) -> Change:
    lo, hi = span
    while lo and text[lo - 1] in " \t":
        lo -= 1
    return Change(lo, hi, "", [], "LOAD", (lo, hi))


def as_table_constraint(column: Column, key: Constraint, composer: Composer) -> str:
    """`[CONSTRAINT n] REFERENCES ..` of a column with the FOREIGN KEY (column) that it needs in a table."""
    lexed = key.lexed
    assert key.reference is not None
    name = composer.render(*lexed.offsets(column.name.part))
    label = composer.render(*lexed.offsets(key.label)) + " " if key.label else ""
    rest = composer.render(*lexed.offsets(Part(key.reference.part.first, key.part.last)))
    return f"{label}FOREIGN KEY ({name}) {rest.strip()}"
