"""Writes a large invented estate, the same for the same seed: `python benchmarks/estate.py FOLDER --dialect oracle`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

import oracle_scripts
import sqlserver_scripts

ENCODINGS = {"oracle": ("gb18030", b""), "sqlserver": ("utf-16-le", b"\xff\xfe")}
SCRIPTS: dict[str, dict[str, Callable[[int], Iterator[str]]]] = {
    dialect: {
        "tables": scripts.table_scripts,
        "code": scripts.routine_scripts,
        "data": scripts.data_scripts,
    }
    for dialect, scripts in (("oracle", oracle_scripts), ("sqlserver", sqlserver_scripts))
}
SHARES = {"tables": 0.25, "code": 0.35, "data": 0.40}  # of the characters of a mixed estate
PREAMBLE = {"oracle": "set define off\nset feedback off\n\n", "sqlserver": "USE [HIS]\nGO\n"}


def pieces(dialect: str, shape: str, size: int, seed: int) -> Iterator[str]:
    """Whole statements of one shape ('tables', 'code', 'data') until `size` characters are there."""
    made = 0
    for piece in SCRIPTS[dialect][shape](seed):
        yield piece
        made += len(piece)
        if made >= size:
            return


def text(dialect: str, shape: str, size: int, seed: int = 1) -> str:
    return PREAMBLE[dialect] + "".join(pieces(dialect, shape, size, seed))


def write(
    folder: Path, dialect: str, size: int, seed: int = 1, file_size: int = 1 << 20, shares: dict[str, float] = SHARES
) -> list[Path]:
    """Writes `size` characters as files of about `file_size` characters in the dialect's usual encoding, CRLF."""
    written = []
    for order, (shape, share) in enumerate(shares.items()):
        target = folder / f"{order + 1:02d}_{shape}"
        target.mkdir(parents=True, exist_ok=True)
        source = pieces(dialect, shape, round(size * share), seed)
        number = 0
        while first := next(source, ""):
            number += 1
            path = target / f"{number:03d}.sql"
            write_file(path, dialect, first, source, file_size)
            written.append(path)
    return written


def write_file(path: Path, dialect: str, first: str, source: Iterator[str], size: int) -> None:
    encoding, mark = ENCODINGS[dialect]
    with path.open("wb") as file:
        file.write(mark)
        file.write((PREAMBLE[dialect] + first).replace("\n", "\r\n").encode(encoding))
        made = len(first)
        while made < size and (piece := next(source, "")):
            file.write(piece.replace("\n", "\r\n").encode(encoding))
            made += len(piece)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dialect", choices=sorted(SCRIPTS), required=True)
    parser.add_argument("--mb", type=float, default=10, help="millions of characters (default 10)")
    parser.add_argument("--file-mb", type=float, default=1, help="millions of characters of one file (default 1)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=sorted(SHARES), help="one shape instead of the mix")
    given = parser.parse_args()
    shares = {given.only: 1.0} if given.only else SHARES
    size, file_size = round(given.mb * 1e6), round(given.file_mb * 1e6)
    files = write(given.folder, given.dialect, size, given.seed, file_size, shares)
    print(f"{len(files)} files, {sum(f.stat().st_size for f in files) / 1e6:.1f} MB in {given.folder}")


if __name__ == "__main__":
    main()
