"""How the text of a body is quoted in the target, and in which schemas it finds the names that it does not qualify."""

from __future__ import annotations

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.bulk_outcomes import bulk_variables
from dbmigrate.rules.procedural.judged_outcomes import COUNTER, COUNTER_OF_ONE
from dbmigrate.rules.procedural.judged_transactions import ends_transactions
from dbmigrate.rules.procedural.judgement import BACKTRACE, Judgement
from dbmigrate.syntax.procedural.nodes import CodeUnit


def quotes(unit: CodeUnit) -> str:
    """Dollar quotes that do not stand in the text itself."""
    return "$$" if "$$" not in unit.text() else "$body$"


def counting(judgement: Judgement) -> str:
    """The declarations of the variables that PL054 keeps the number of rows in, PL141 what FORALL did and PL171 where an
    error came from.
    PL/pgSQL takes DECLARE more than once."""
    one = f"\n  {COUNTER_OF_ONE} bigint;" if judgement.bulk else ""
    lines = f"\n  {COUNTER} bigint;{one}" if judgement.counted else ""
    lines += bulk_variables(judgement.bulk_asked)
    lines += f"\n  {BACKTRACE} text;" if judgement.traced else ""
    return f"\nDECLARE{lines}" if lines else ""


def language(unit: CodeUnit, context: Context, package: CodeUnit | None = None) -> str:
    """LANGUAGE with the search path of the unit's owner, where its name (or its package's) says who that is.

    PL/SQL Language Reference, "Invoker's Rights and Definer's Rights": names without a schema are the owner's, unless
    AUTHID CURRENT_USER says that they are the caller's.
    """
    named = package or unit
    owner = path_of(named.name)[:-1] if named.name else ()
    if not owner or is_invoker(unit) or ends_transactions(unit):  # SET and COMMIT exclude each other
        return "LANGUAGE plpgsql"
    names = context.names
    path = ", ".join(names.bare(s) for s in names.search_path(owner[-1]))
    return literal_template(f"LANGUAGE plpgsql SET search_path = {path}") if path else "LANGUAGE plpgsql"


def around_body(kind: str, mark: str, said: str, context: Context) -> tuple[str, str]:
    """What stands before a quoted body, its opening quotes included, and behind it. `said`: LANGUAGE with more.

    openGauss reads what follows AS in a procedure as PL/SQL, unless LANGUAGE stands before it; in mode D always.
    """
    if kind == "procedure" and context.target.capability("procedure_quoted_body").has == "no":
        path = said.removeprefix("LANGUAGE plpgsql").strip()
        return (f"{path} AS" if path else "AS"), ""
    if kind == "procedure" and context.target.capability("procedure_language_last").has == "no":
        return f"LANGUAGE plpgsql AS {mark}", f"{mark}{said.removeprefix('LANGUAGE plpgsql')}"
    return f"AS {mark}", f"{mark} {said}"


def is_invoker(unit: CodeUnit) -> bool:
    return any("CURRENT_USER" in option.words() for option in unit.options)
