"""The stretches of one file with its outcome, as bytes that another process, machine or run can read.

Frames of compressed values, what is known at the end behind them, then their check sum: the end can be asked for before
any text is read, and a file of any size passes through in small pieces.
"""

from __future__ import annotations

import os
import pickle
import struct
import zlib
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, Protocol

from dbmigrate.results import ConvertedText

CHARACTERS: Final = 200_000  # of source text in one frame
STRETCHES: Final = 1_000
BLOCK: Final = 1 << 20
SUM: Final = 16
LENGTH: Final = struct.Struct("<I")
END: Final = struct.Struct(f"<Q{SUM}s8s")  # where the tail begins, check sum of all before, mark
MARK: Final = b"dbmig/1\n"


class Damaged(Exception):
    """The bytes are no spool, or not a whole one."""


class Sink(Protocol):
    """What can be written to."""

    def write(self, data: bytes, /) -> object: ...


class Writer:
    """Writes stretches as they come; `close` puts what is known at the end behind them."""

    def __init__(self, stream: Sink) -> None:
        self.stream, self.sum, self.size = stream, blake2b(digest_size=SUM), 0
        self.waiting: list[ConvertedText] = []
        self.characters = 0

    def add(self, stretch: ConvertedText) -> None:
        self.waiting.append(stretch)
        self.characters += len(stretch.source)
        if self.characters >= CHARACTERS or len(self.waiting) >= STRETCHES:
            self.flush()

    def flush(self) -> None:
        if self.waiting:
            frame = packed(self.waiting)
            self.write(LENGTH.pack(len(frame)) + frame)
            self.waiting, self.characters = [], 0

    def write(self, data: bytes) -> None:
        self.stream.write(data)
        self.sum.update(data)
        self.size += len(data)

    def close(self, tail: Any) -> None:
        self.flush()
        place = self.size
        self.write(packed(tail))
        self.stream.write(END.pack(place, self.sum.digest(), MARK))


class Spool:
    """A whole spool. It stays open until its stretches were taken, so that nobody can put another in its place.

    Raises Damaged and OSError.
    """

    def __init__(self, path: Path) -> None:
        self.stream = path.open("rb")
        try:
            self.end, self.tail = self.checked()
        except BaseException:
            self.stream.close()
            raise

    def checked(self) -> tuple[int, Any]:
        size = self.stream.seek(0, os.SEEK_END) - END.size
        if size < 0:
            raise Damaged("cut off")
        self.stream.seek(size)
        place, digest, mark = END.unpack(self.stream.read(END.size))
        if mark != MARK or place > size or self.sum_of(size) != digest:
            raise Damaged("changed")
        self.stream.seek(place)
        return place, unpacked(self.stream.read(size - place))

    def sum_of(self, size: int) -> bytes:
        self.stream.seek(0)
        found = blake2b(digest_size=SUM)
        while size:
            block = self.stream.read(min(BLOCK, size))
            found.update(block)
            size -= len(block)
        return found.digest()

    def stretches(self) -> Iterator[ConvertedText]:
        """A frame at a time; the spool is closed behind the last one."""
        with self.stream:
            self.stream.seek(0)
            while self.stream.tell() < self.end:
                (length,) = LENGTH.unpack(self.stream.read(LENGTH.size))
                yield from unpacked(self.stream.read(length))

    def close(self) -> None:
        self.stream.close()


def packed(value: Any) -> bytes:
    return zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), 1)


def unpacked(data: bytes) -> Any:
    """Raises Damaged. The bytes come from a folder of the user's own, like the program's files."""
    try:
        return pickle.loads(zlib.decompress(data))
    except (zlib.error, pickle.UnpicklingError, EOFError, AttributeError, ImportError, TypeError, ValueError) as error:
        raise Damaged(str(error)) from error


__all__ = ["Damaged", "Sink", "Spool", "Writer", "packed", "unpacked"]
