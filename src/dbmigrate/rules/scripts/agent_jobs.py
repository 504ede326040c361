"""What calls of SQL Server Agent's procedures say of jobs, steps and schedules.

Transact-SQL Reference, "SQL Server Agent stored procedures": sp_add_job, sp_add_jobstep, sp_add_schedule.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.sources.split import Segment, SegmentKind, split
from dbmigrate.syntax.ddl.nodes import Dml, Piece, Unread, below
from dbmigrate.syntax.ddl.read import read
from dbmigrate.syntax.lex import Lexed, LexError
from dbmigrate.syntax.procedural.read import read_code
from dbmigrate.syntax.sql import parse

STEP: Final = ("job_id", "job_name", "step_id", "step_name", "subsystem", "command")
SCHEDULE: Final = ("schedule_name", "enabled", "freq_type", "freq_interval", "freq_subday_type", "freq_subday_interval")
OF_JOB: Final = (
    "job_id",
    "job_name",
    "name",
    "enabled",
    "freq_type",
    "freq_interval",
    "freq_subday_type",
    "freq_subday_interval",
)
PARAMETERS: Final[Mapping[str, tuple[str, ...]]] = {
    "sp_add_job": ("job_name",), "sp_add_jobstep": STEP, "sp_add_jobschedule": OF_JOB, "sp_add_schedule": SCHEDULE,
    "sp_attach_schedule": ("job_id", "job_name", "schedule_id", "schedule_name"), "sp_add_jobserver": ("job_id", "job_name"),
    "sp_add_category": (), "sp_add_operator": ("name",), "sp_add_alert": ("name",), "sp_add_notification": (),
    "sp_update_job": ("job_id", "job_name"), "sp_update_jobstep": STEP, "sp_delete_job": ("job_id", "job_name"),
    "sp_delete_jobstep": ("job_id", "job_name", "step_id"), "sp_delete_schedule": (), "sp_purge_jobhistory": (),
}  # fmt: skip
NAMES: Final = ("job_name", "step_name", "name", "schedule_name", "subsystem", "database_name")
WORD: Final = re.compile(r"[\w.\[\]]+")
SHELVES: Final = ("routine", "table", "view")
DAILY, WEEKLY, MONTHLY = "4", "8", "16"
MINUTES, HOURS = "4", "8"


def is_of_jobs(name: str) -> bool:
    return name.lower() in PARAMETERS


def described(given: Mapping[str, str], context: Context) -> str:
    """The names that a call gives, a schedule as cron writes it, and the objects of the estate that a step's command
    names: no text of the command, which may hold data."""
    found = [f"{key} {given[key]}" for key in NAMES if given.get(key)]
    if "freq_type" in given:
        found.append(f"cron {schedule(given)}")
    command = given.get("command", "")
    named = dict.fromkeys(word for word in WORD.findall(command) if is_object(word, context))
    if named:
        found.append("command: " + ", ".join(named))
    if command and given.get("subsystem", "TSQL").upper() == "TSQL":
        found.append(state_of(command))
    return "; ".join(found) or "-"


def state_of(command: str) -> str:
    """Which statements a step's command holds, by their first words, and whether they can be read."""
    heads: list[str] = []
    unread = 0
    for segment in split([command], "sqlserver"):
        if segment.kind is SegmentKind.STATEMENT:
            heads.append(segment.head.kind if segment.head else "statement")
            unread += not is_read(segment)
    state = f"{unread} of {len(heads)} not readable" if unread else "readable"
    return f"statements: {', '.join(heads) or '-'} ({state})"


def is_read(segment: Segment) -> bool:
    """Its form is known, and so is that of each piece of SQL in it."""
    if segment.problem:
        return False
    try:
        lexed = Lexed(segment.text, "sqlserver")
        node = read_code(read(lexed)) if lexed.tokens else None
    except (LexError, RecursionError):
        return False
    if node is None:
        return True
    pieces = [n for n in below(node, Piece) if isinstance(n, Piece)]
    known = not below(node, Unread) and all(parse(p.lexed, p.part, p.into).root is not None for p in pieces)
    return known and (not isinstance(node, Dml) or parse(lexed, node.part, "statement").root is not None)


def is_object(word: str, context: Context) -> bool:
    path = tuple(part.strip("[]").lower() for part in word.split(".") if part)
    return bool(path) and any(context.catalog.locate(shelf, path[-2:], context.schema) for shelf in SHELVES)


def schedule(given: Mapping[str, str]) -> str:
    """Minute, hour, day of the month, month, day of the week; ? for what cron cannot say."""
    start = given.get("active_start_time", "0").zfill(6)
    if not start.isdigit():
        return "?"
    minute, hour = str(int(start[2:4])), str(int(start[:2]))
    every, apart = given.get("freq_subday_type", "1"), given.get("freq_subday_interval", "0")
    if every == MINUTES:
        minute, hour = f"*/{apart}", "*"
    elif every == HOURS:
        hour = f"*/{apart}"
    kind, interval = given["freq_type"], given.get("freq_interval", "1")
    if not interval.isdigit():
        return "?"
    days = {DAILY: "*" if interval in ("0", "1") else f"*/{interval}", WEEKLY: "*", MONTHLY: interval}
    if kind not in days:
        return "?"
    week = [str(day) for day in range(7) if int(interval) >> day & 1] if kind == WEEKLY else []
    return f"{minute} {hour} {days[kind]} * {','.join(week) or '*'}"
