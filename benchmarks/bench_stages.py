"""The stages one by one on generated scripts: decode, split, tokenize, read DDL."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import Any

import pytest
from estate import ENCODINGS
from measure import DIALECTS, ROUNDS, megabytes, note, statements, stock, text

from dbmigrate.sources.decode import Reader, detect
from dbmigrate.sources.split import split
from dbmigrate.syntax.ddl.read import read
from dbmigrate.syntax.lex import Lexed
from dbmigrate.syntax.tokenizers import TOKENIZERS

SHAPES = ("tables", "code", "data")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_decode(benchmark: Any, dialect: str, tmp_path: Path) -> None:
    encoding, mark = ENCODINGS[dialect]
    path = tmp_path / "data.sql"
    path.write_bytes(mark + text(dialect, "data").encode(encoding))

    def decoded() -> None:
        deque(Reader(path, detect(path)), maxlen=0)

    benchmark.pedantic(decoded, rounds=ROUNDS, warmup_rounds=1)
    note(benchmark, "decode", f"{dialect} data, {encoding}", megabytes=path.stat().st_size / 1e6)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_split(benchmark: Any, dialect: str, shape: str) -> None:
    whole = text(dialect, shape)
    benchmark.pedantic(lambda: deque(split([whole], dialect), maxlen=0), rounds=ROUNDS, warmup_rounds=1)
    note(benchmark, "split", f"{dialect} {shape}", megabytes=megabytes(whole), budget=4.0)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_tokenize(benchmark: Any, dialect: str, shape: str) -> None:
    """sqlglot's tokenizer with our settings, a whole script at once; stock gets it so as well."""
    whole, tokenizer = text(dialect, shape), TOKENIZERS.of(dialect)
    benchmark.pedantic(lambda: tokenizer.tokenize(whole), rounds=ROUNDS, warmup_rounds=1)
    same = stock("tokenize", whole, dialect, at_once=True)
    note(benchmark, "tokenize", f"{dialect} {shape}", megabytes=megabytes(whole), budget=12.0, stock=same)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_read_ddl(benchmark: Any, dialect: str) -> None:
    """Tokens, our filters, our own trees of tables, indexes and comments."""
    whole = text(dialect, "tables")
    pieces = statements(whole, dialect)

    def read_all() -> None:
        for piece in pieces:
            read(Lexed(piece, dialect))

    benchmark.pedantic(read_all, rounds=ROUNDS, warmup_rounds=1)
    same = stock("parse", whole, dialect)
    note(benchmark, "tokenize + read DDL", f"{dialect} tables", megabytes=megabytes(whole), stock=same)
