"""What a statement writes to."""

from __future__ import annotations

from dbmigrate.catalog.keys import Path, fold
from dbmigrate.syntax.ddl.nodes import Piece


def path_of_target(piece: Piece) -> Path:
    """A name with what it belongs to; () for anything else."""
    lexed = piece.lexed
    tokens = range(piece.part.first, piece.part.last + 1)
    if any((lexed.words[k] != ".") if i % 2 else not lexed.is_name(k) for i, k in enumerate(tokens)):
        return ()
    return tuple(fold("oracle", lexed.tokens[k].text, lexed.is_quoted(k)) for k in tokens[::2])
