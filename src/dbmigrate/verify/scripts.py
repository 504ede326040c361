r"""Reads load scripts as psql would: `\i` and `\ir` below one folder, `\set` with variables, `\echo` (silent)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TextIO

from dbmigrate.verify.statements import Meta, Statement, split

# Commands that only change what a person sees on the screen.
SILENT: Final = {"echo", "qecho", "warn", "timing", "pset", "x", "t", "a", "unset"}

_ARGUMENT: Final = re.compile(r"""'(?P<quoted>(?:[^'\\]|\\.|'')*)'|(?P<bare>[^\s'`]+)|(?P<other>['`])""", re.DOTALL)
_ESCAPES: Final = {"n": "\n", "t": "\t", "b": "\b", "r": "\r", "f": "\f"}
_VARIABLE: Final = re.compile(r":(\w+)")


@dataclass(frozen=True, slots=True)
class Command:
    """A statement and the script that it stands in (relative to the root, `/`)."""

    script: str
    statement: Statement


@dataclass(frozen=True, slots=True)
class Trouble:
    """A meta-command that was not followed."""

    script: str
    offset: int
    line: int
    message: str
    head: str


@dataclass
class Scripts:
    """Reads scripts below `root`; nothing outside of it is opened. Variables last from one script to the next.

    `start`: the folder that `\\i` is relative to, as psql's working folder; `\\ir` is relative to its own script.
    """

    root: Path
    start: Path
    variables: dict[str, str] = field(default_factory=dict)
    _open: list[Path] = field(default_factory=list)

    def file(self, path: Path) -> Iterator[Command | Trouble]:
        """The statements of a file and of the files that it includes. Bytes that are not UTF-8 are kept as they are."""
        real = path.resolve()
        with open(real, encoding="utf-8", errors="surrogateescape", newline="") as stream:
            self._open.append(real)
            try:
                yield from self._commands(self._name(real), stream, real.parent)
            finally:
                self._open.pop()

    def text(self, name: str, text: str) -> Iterator[Command | Trouble]:
        """The statements of a text that is no file."""
        with closing(io.StringIO(text, newline="")) as stream:
            yield from self._commands(name, stream, self.start)

    def _commands(self, script: str, stream: TextIO, folder: Path) -> Iterator[Command | Trouble]:
        for piece in split(stream, self.variables):
            if isinstance(piece, Statement):
                yield Command(script, piece)
            else:
                yield from self._meta(script, piece, folder)

    def _meta(self, script: str, meta: Meta, folder: Path) -> Iterator[Command | Trouble]:
        head = f"\\{meta.name} {meta.arguments}".strip()
        arguments = self._arguments(meta.arguments)
        if meta.inside:
            message = "meta-command inside a statement"
        elif arguments is None:
            message = "argument of a meta-command not understood"
        elif meta.name in ("i", "include", "ir", "include_relative"):
            path = (folder if meta.name in ("ir", "include_relative") else self.start) / "".join(arguments[:1])
            message = self._refusal(path)
            if not message:
                yield from self.file(path)
        elif meta.name == "set" and arguments:
            self.variables[arguments[0]] = "".join(arguments[1:])
            message = ""
        elif meta.name in SILENT:
            if meta.name == "unset":
                self.variables.pop("".join(arguments[:1]), None)
            message = ""
        else:
            message = f"unknown meta-command \\{meta.name}"
        if message:
            yield Trouble(script, meta.offset, meta.line, message, head)

    def _refusal(self, path: Path) -> str:
        """Why a file is not included, or ''."""
        real = path.resolve()
        if not real.is_relative_to(self.root.resolve()):
            return "include leaves the folder"
        if real in self._open:
            return "include goes in a circle"
        return "" if real.is_file() else "no such file to include"

    def _arguments(self, text: str) -> Sequence[str] | None:
        """psql's arguments: bare words with variables, quoted ones with escapes. None where we do not follow psql."""
        found = []
        for word in _ARGUMENT.finditer(text):
            if word["other"]:
                return None  # an open quote, or a shell command in backquotes
            if word["bare"] is not None:
                found.append(_VARIABLE.sub(lambda v: self.variables.get(v[1], v[0]), word["bare"]))
            else:
                quoted = word["quoted"].replace("''", "'")
                found.append(re.sub(r"\\(.)", lambda e: _ESCAPES.get(e[1], e[1]), quoted))
        return found

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root.resolve()).as_posix()
