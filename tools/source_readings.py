"""What was read in a target's own source or derived from its facts, for capabilities that no collected fact names.

One row: name, modes, verdict, limits, where it was read. They are added behind the collected facts; where both speak of
the same, the careful verdict stands (`fact_rows.py`).
"""

from __future__ import annotations

from typing import NamedTuple


class Reading(NamedTuple):
    name: str
    modes: tuple[str, ...]
    has: str
    limits: str
    source: str


A = ("A",)
ORACLE = ("oracle",)
PLPGSQL = "src/common/pl/plpgsql/src"
ADT = "src/common/backend/utils/adt"
REGRESS = "src/test/regress"

OPENGAUSS = (
    Reading("concat_ignores_null", A, "yes", "", f"{ADT}/varlena.cpp textcat, {REGRESS}/sql/hw_empty_str_to_null.sql"),
    Reading("substr", A, "yes", "", f"{ADT}/varlena.cpp text_substr_orclcompat, {REGRESS}/sql/hw_functions.sql"),
    Reading("date_plus_days", A, "yes", "", f"{REGRESS}/sql/hw_functions.sql"),
    Reading(
        "date_minus_date_is_fraction", A, "no", "the difference of two dates is an interval", f"{ADT}/timestamp.cpp"
    ),
    Reading(
        "numeric_division_of_integers", A, "partial", "the quotient is double precision, not numeric",
        f"{ADT}/int.cpp int4div",
    ),
    Reading(
        "greatest_null_if_any_null", A, "no", "NULL arguments are left out",
        "src/gausskernel/runtime/executor/execQual.cpp ExecEvalMinMax",
    ),
    Reading("select_into_is_strict", ("A", "D"), "yes", "", f"{PLPGSQL}/pl_exec.cpp exec_stmt_execsql"),
    Reading(
        "reversed_loop_from_low", A, "no", "REVERSE counts down from the first bound", f"{PLPGSQL}/pl_exec.cpp"
    ),
    Reading(
        "loop_row_is_declared", A, "partial", "only with behavior_compat_options implicit_for_loop_variable",
        f"{PLPGSQL}/gram.y for_control",
    ),
    Reading("to_date_with_time", A, "yes", "", "src/test/regress/sql/datefunc_compatibility.sql"),
    Reading(
        "ignored_storage_clauses", ("A", "PG", "D"), "yes",
        "PCTFREE, INITRANS, MAXTRANS, STORAGE in this order do nothing",
        "src/common/backend/parser/gram.y OptPartitionElement",
    ),
    Reading(
        "package_end_without_name", A, "no", "END with the package's name ends it",
        "src/common/backend/parser/gram.y CreatePackageStmt",
    ),
    Reading(
        "connect_by_columns", A, "yes", "PRIOR stands before a column, not before an expression",
        "src/common/backend/parser/gram.y, src/test/regress/sql/sw_basic.sql",
    ),
    Reading(
        "procedure_language_last", ("A", "PG", "D"), "no", "LANGUAGE stands before AS, or the body is read as PL/SQL",
        "src/common/backend/parser/gram.y CreateProcedureStmt",
    ),
    Reading(
        "call_context", ("A", "PG", "D"), "no", "GET DIAGNOSTICS knows no PG_CONTEXT",
        "src/common/pl/plpgsql/src/gram.y",
    ),
    Reading(
        "setting_missing_ok", ("A", "PG", "D"), "no", "current_setting has one argument",
        "functions.json current_setting",
    ),
    Reading(
        "procedure_ends_by_slash", ("A", "PG", "D"), "yes", "gsql sends a procedure at a line with a lone /",
        "src/bin/psql/psqlscan.l",
    ),
    Reading(
        "procedure_quoted_body", ("D",), "no", "what follows AS is the body itself, up to a line with a lone /",
        "contrib/shark/src/backend_parser/gram-tsql-rule.y",
    ),
    Reading(
        "lateral_function", ("A", "PG", "D"), "no", "not before a function with its schema, only before a query",
        "src/common/backend/parser/gram.y table_ref",
    ),
    Reading("forall_indices_of", A, "no", "INDICES OF and VALUES OF are syntax errors", "features.json FORALL"),
    Reading("forall_save_exceptions", A, "yes", "", f"{PLPGSQL}/pl_exec.cpp exception_saved"),
    Reading(
        "execute_immediate_bulk_collect", A, "no", "only INTO or USING; a cursor FOR the text and FETCH instead",
        "features.json EXECUTE IMMEDIATE",
    ),
    Reading(
        "update_set_row", A, "no", "ROW is read as a column's name", f"{PLPGSQL}/gram.y: INSERT takes a record alone",
    ),
    Reading("execute_immediate_returning", A, "no", "a syntax error", "features.json EXECUTE IMMEDIATE"),
    Reading("plsql_in_trigger_function", A, "yes", "", f"{PLPGSQL}/gram.y: one grammar for both"),
    Reading("plain_number_type", A, "yes", "NUMBER(*,s) is a syntax error", "types.json NUMBER"),
)  # fmt: skip

KINGBASE = (
    Reading(
        "to_date_with_time", ORACLE, "yes", "sys.to_date answers a date with time and is the one that is found",
        "kb-sq-29: github.com/Kingbase2021/Kingbase_FAQ: sql.rst (vendor FAQ, 2021)",
    ),
    Reading(
        "sqlterm", ("sqlserver",), "yes", "the client is the same; said of oracle mode",
        "kb-pl-02: the vendor's FAQ on ksql",
    ),
    Reading("plain_number_type", ORACLE, "yes", "a negative scale was not seen", "kb-ty-03"),
)  # fmt: skip
