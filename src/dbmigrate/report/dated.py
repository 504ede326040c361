"""The date of a report: SOURCE_DATE_EPOCH where it is set, so that the same input gives the same bytes."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from dbmigrate.model import UsageError


def report_time() -> datetime:
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if not given:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH {given!r} is not a number of seconds") from None
