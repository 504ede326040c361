"""Values through a pipe, each behind its length."""

from __future__ import annotations

import pickle
import struct
from typing import IO, Any, Final

LENGTH: Final = struct.Struct("<Q")


def send(stream: IO[bytes], value: Any) -> None:
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    stream.write(LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Raises EOFError where the other side is gone."""
    (length,) = LENGTH.unpack(exactly(stream, LENGTH.size))
    return pickle.loads(exactly(stream, length))


def exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


__all__ = ["receive", "send"]
