"""What the rules on TO_TIMESTAMP and TO_TIMESTAMP_TZ share: constants as literals, the others reported."""

from __future__ import annotations

from sqlglot import exp

from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.date_constants import read_constant
from dbmigrate.rules.functions.moments_read import is_readable, shows_names


def judged(found: Call, to: str) -> Hit:
    """The hit on a call whose literal is of the type `to`: timestamp, or timestamptz, which may have a zone."""
    values = [argument.node for argument in found.args]
    if len(values) < 2:
        return Hit(note="session", severity=Severity.REFUSED, fix=Fix.REVIEW)
    if not all(isinstance(v, exp.Literal) and v.is_string for v in values):
        if to != "timestamp" or not is_readable(found):
            return Hit(note="variable", fix=Fix.REVIEW)
        note, fix = ("language", Fix.REVIEW) if shows_names(found) else ("", Fix.SAFE)
        return Hit([(found.name_part, "dbmigrate.to_timestamp")], note=note, fix=fix, helpers=("to_timestamp",))
    moment = read_constant(values[0].this, values[1].this)
    text = moment.text() if moment else None
    if moment is None or text is None or (moment.zone and to == "timestamp"):
        return Hit(note="unfit", fix=Fix.REVIEW)
    note, fix = ("", Fix.SAFE) if moment.exact else ("rounded", Fix.REVIEW)
    return Hit(replace=[(found, f"{to} '{text}'")], note=note, fix=fix)
