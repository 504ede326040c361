"""Which product a server is, read from what `version()` says; `server_version` lies on all but PostgreSQL."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

SPELLINGS: Final = {"postgres": "PostgreSQL", "opengauss": "openGauss", "kingbase": "KingbaseES"}


@dataclass(frozen=True, slots=True)
class Identity:
    """`kind` is the product in lower case, `family` the one whose facts are nearest: postgres, opengauss, kingbase.

    `version` is spelled as packs spell it (15.4, 7.0.0, V9R1C10), '' where it could not be read.
    """

    kind: str
    family: str
    version: str
    text: str

    @property
    def name(self) -> str:
        """For people: `PostgreSQL 15.4`."""
        return f"{SPELLINGS.get(self.kind, self.kind)} {self.version}".strip()

    @property
    def relative(self) -> bool:
        """A product that only descends from one whose facts are known."""
        return self.kind != self.family


KINGBASE: Final = re.compile(r"Kingbase(?:ES)?\s+V0*(\d+)R0*(\d+)(?:C0*(\d+))?", re.IGNORECASE)
# `(openGauss 7.0.0-RC2 build ...)`, and those that were made from it and say so in the same place.
OPENGAUSS: Final = re.compile(
    r"\b(openGauss|MogDB|Vastbase|PanWeiDB|GaussDB)\b(?:\D{1,20}?(\d+(?:\.\d+)*))?", re.IGNORECASE
)
# Descendants of PostgreSQL itself: they name its version first.
DESCENDANTS: Final = (("ivorysql", "ivorysql"), ("highgo", "highgo"))
POSTGRES: Final = re.compile(r"PostgreSQL\s+(\d+(?:\.\d+)*)")


def identify(version: str) -> Identity:
    """The product behind the text of `version()`; kind '' for one that is no relative of PostgreSQL's."""
    if found := KINGBASE.search(version):
        written = f"V{found[1]}R{found[2]}" + (f"C{found[3]}" if found[3] else "")
        return Identity("kingbase", "kingbase", written, version)
    if found := OPENGAUSS.search(version):
        return Identity(found[1].lower(), "opengauss", found[2] or "", version)
    found = POSTGRES.search(version)
    number = found[1] if found else ""
    for kind, spelling in DESCENDANTS:
        if re.search(spelling, version, re.IGNORECASE):
            return Identity(kind, "postgres", number, version)
    return Identity("postgres" if number else "", "postgres", number, version)


__all__ = ["Identity", "identify"]
