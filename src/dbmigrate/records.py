"""Dataclasses whose frozen ones are cheap to make. Imports nothing of ours.

What `frozen=True` costs is the making: each field is set through `object.__setattr__`, which takes two to three times
as long, and a scan makes several records for each token that it looks at. Nothing of ours changes one, and mypy, which
sees the real decorator here, refuses to; so at run time a frozen class is an ordinary one that can be hashed.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(kind: type | None = None, /, *, frozen: bool = False, **options: Any) -> Any:
        """As `dataclasses.dataclass`."""
        if frozen:
            options["unsafe_hash"] = True
        return dataclasses.dataclass(kind, **options) if kind is not None else dataclasses.dataclass(**options)


__all__ = ["dataclass"]
