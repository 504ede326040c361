"""Columns, constraints and indexes of DDL trees as the catalog's values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from dbmigrate.catalog.keys import Path, fold, path_of
from dbmigrate.catalog.values import Column, Constraint, ForeignKey, Index, SqlType, Table
from dbmigrate.syntax.ddl import nodes
from dbmigrate.syntax.lex import Lexed

TYPES: Final[dict[tuple[str, str], SqlType]] = {}  # (dialect, text) -> type: an estate writes few of them very often


def sql_type(node: nodes.TypeName | None) -> SqlType | None:
    if node is None:
        return None
    key = (node.lexed.dialect, node.text())
    found = TYPES.get(key)
    if found is None:
        found = TYPES[key] = read_type(node)
    return found


def read_type(node: nodes.TypeName) -> SqlType:
    unit = node.text(node.unit).upper() if node.unit else ""
    tail = " ".join(node.words(node.tail)) if node.tail else ""
    return SqlType(node.keyword, node.numbers, unit, tail, path_of(node.user) if node.user else ())


def key_of(name: nodes.Name) -> str:
    """The last component, folded."""
    text, quoted = spelled(name)
    return fold(name.lexed.dialect, text, quoted)


def spelled(name: nodes.Name) -> tuple[str, bool]:
    """The last component without quotes, and whether it has any."""
    lexed, k = name.lexed, name.parts[-1].first
    return lexed.tokens[k].text, lexed.is_quoted(k)


def keys_of(names: nodes.Names | None) -> tuple[str, ...]:
    return tuple(key_of(n) for n in names.names) if names else ()


def column(node: nodes.Column) -> Column:
    """Without what its inline constraints say about the table."""
    text, quoted = spelled(node.name)
    found = Column(text, sql_type(node.type), quoted)
    for item in node.items:
        if isinstance(item, nodes.Identity):
            found.identity, found.nullable = True, False
        elif isinstance(item, nodes.Computed):
            found.computed, found.calls = True, calls_in(item.value)
            found.expression = item.value.text() if found.calls else ""
        elif isinstance(item, nodes.Default):
            set_default(found, item)
        elif isinstance(item, nodes.Constraint) and item.kind in ("not null", "primary key"):
            found.nullable = False
        elif isinstance(item, nodes.Constraint) and item.kind == "null":
            found.null_written = True
    return found


def calls_in(value: nodes.Piece) -> tuple[str, ...]:
    """What stands before a parenthesis: functions, methods, and words of the language such as IN and CAST."""
    lexed = value.lexed
    opened = [k for k in range(value.part.first, value.part.last) if lexed.words[k + 1] == "("]
    return tuple(dict.fromkeys(t.upper() for k in opened if (t := lexed.tokens[k].text)[:1].isalpha()))


def set_default(target: Column, node: nodes.Default) -> None:
    target.default, target.sequence = default_kind(node.value)


def default_kind(value: nodes.Piece) -> tuple[str, Path]:
    """What a default is (see Column) and the sequence that it takes a number from."""
    lexed, first, last = value.lexed, value.part.first, value.part.last
    while lexed.brackets.close.get(first) == last and first < last:
        first, last = first + 1, last - 1
    if first == last and lexed.is_string(first):
        return ("string" if lexed.tokens[first].text else "empty string"), ()
    words = lexed.words[first : last + 1]
    if words == ["NULL"]:
        return "null", ()
    if first + len(words[:-1]) == last and words[-1][:1].isdigit() and words[:-1] in ([], ["-"], ["+"]):
        return "number", ()
    if words[:3] == ["NEXT", "VALUE", "FOR"]:
        return "sequence", chain(lexed, first + 3, last)
    if last - first >= 2 and lexed.tokens[last].text.upper() == "NEXTVAL":
        return "sequence", chain(lexed, first, last)[:-1]
    return "expression", ()


def constant_text(value: nodes.Piece) -> str:
    """A constant as SQL that both sides read alike; "" for anything else."""
    kind, _ = default_kind(value)
    lexed = value.lexed
    tokens = [lexed.tokens[k] for k in range(value.part.first, value.part.last + 1) if lexed.words[k] not in ("(", ")")]
    if kind in ("string", "empty string"):
        return "'" + tokens[0].text.replace("'", "''") + "'"
    return "".join(t.text for t in tokens) if kind in ("number", "null") else ""


PLAIN_WORDS: Final = frozenset("IN BETWEEN AND OR NOT IS NULL LIKE ( ) , = < > <= >= <> !=".split())


def plain_condition(value: nodes.Piece) -> str:
    """A condition of constants and one variable, written with {} for it; "" where anything else stands in it."""
    lexed, found = value.lexed, []
    for k in range(value.part.first, value.part.last + 1):
        word, text = lexed.words[k], lexed.tokens[k].text
        if lexed.is_string(k) and not set(text) & set("[]\\{}"):
            found.append("'" + text.replace("'", "''") + "'")
        elif word.startswith("@"):
            found.append("{}")
        elif word in PLAIN_WORDS or word[:1].isdigit():
            found.append(word)
        else:
            return ""
    return " ".join(found).replace("( ", "(").replace(" )", ")").replace(" ,", ",") if "{}" in found else ""


def chain(lexed: Lexed, first: int, last: int) -> Path:
    """The dotted name that starts at a token."""
    found: list[str] = []
    for k in range(first, last + 1, 2):
        found.append(fold(lexed.dialect, lexed.tokens[k].text, lexed.is_quoted(k)))
        if lexed.words[k + 1] != ".":
            break
    return tuple(found)


def constraint(node: nodes.Constraint, file: str, own: tuple[str, ...] = ()) -> Constraint | ForeignKey | None:
    """An inline or out-of-line constraint; `own` is the column of an inline one. None for NULL and NOT NULL."""
    if node.kind in ("null", "not null"):
        return None
    name, quoted = spelled(node.name) if node.name else ("", False)
    columns = keys_of(node.columns) or own
    if node.kind in ("primary key", "unique", "check"):
        disabled = any(e.kind == "state" and "DISABLE" in e.words() for e in node.extras)
        return Constraint(node.kind, name, columns, quoted, file, disabled)
    if node.kind != "foreign key" or node.reference is None:
        return None
    on_delete, on_update = (action(node.reference, word) for word in ("DELETE", "UPDATE"))
    target = path_of(node.reference.table)
    return ForeignKey(name, columns, target, keys_of(node.reference.columns), quoted, on_delete, on_update, file)


def action(node: nodes.Reference, word: str) -> str:
    """CASCADE, SET NULL .. behind ON DELETE / ON UPDATE."""
    for phrase in node.actions:
        words = phrase.words()
        if words[:2] == ("ON", word):
            return " ".join(words[2:])
    return ""


def table_index(node: nodes.TableIndex, file: str, own: tuple[str, ...] = ()) -> Index:
    unique = any(e.kind == "unique" for e in node.extras)
    name, quoted = spelled(node.name) if node.name else ("", False)
    sort = next((e.kind for e in node.extras if e.kind == "columnstore"), "")
    return Index(name, keys_of(node.columns) or own, unique, quoted, node.where is not None, file, sort)


def index(node: nodes.CreateIndex, file: str) -> Index:
    columns = tuple(key_of(c.name) if c.name else "" for c in node.columns)
    sort = next((o.kind for o in node.options if o.kind not in ("unique", "clustered")), "")
    return Index(node.name.value, columns, node.unique, node.name.is_quoted(), node.where is not None, file, sort)


def key_behind(dialect: str, table: Table, index: Index) -> Constraint | None:
    """The primary key or unique constraint of the index's own name and columns: Oracle's index that serves it."""
    name = fold(dialect, index.name, index.quoted)
    keys = [c for c in (table.primary_key, *table.uniques) if c is not None and not c.disabled]
    same = (c for c in keys if c.name and fold(dialect, c.name, c.quoted) == name)
    return next((c for c in same if c.columns == index.columns), None)


PLAIN: Final = (nodes.Default, nodes.Identity, nodes.Computed, nodes.Phrase)  # say nothing about the table


def fill(table: Table, elements: Iterable[nodes.Node]) -> None:
    """Puts a table's elements, as its CREATE lists them, into the table."""
    items: list[tuple[nodes.Node, tuple[str, ...]]] = []
    for element in elements:
        if isinstance(element, nodes.Column):
            own = key_of(element.name)
            table.columns[own] = column(element)
            items += [(item, (own,)) for item in element.items if not isinstance(item, PLAIN)]
            table.default_names.update((n, own) for n in default_names(element))
        else:
            items.append((element, ()))
    for node, names in items:  # behind the columns, since a primary key may be listed before its own
        fill_one(table, node, names)


def default_names(column: nodes.Column) -> Iterator[str]:
    """In SQL Server a default is a constraint with a name."""
    for item in column.items:
        if isinstance(item, nodes.Default) and item.name is not None:
            yield key_of(item.name)


def fill_one(table: Table, node: nodes.Node, own: tuple[str, ...]) -> None:
    if isinstance(node, nodes.TableIndex):
        table.indexes.append(table_index(node, table.file, own))
    elif isinstance(node, nodes.Constraint):
        made = constraint(node, table.file, own)
        if made is not None:
            add_constraint(table, made)


def add_constraint(table: Table, made: Constraint | ForeignKey) -> None:
    """Also makes the columns of a primary key NOT NULL."""
    if isinstance(made, ForeignKey):
        table.foreign_keys.append(made)
    elif made.kind == "primary key":
        table.primary_key = made
        for name in made.columns:
            if name in table.columns:
                table.columns[name].nullable = False
    else:
        (table.uniques if made.kind == "unique" else table.checks).append(made)
