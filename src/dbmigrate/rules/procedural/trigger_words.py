"""The words that make a trigger of a function, as the target knows them."""

from dbmigrate.engine.context import Context


def creates(context: Context, create: str) -> str:
    """CREATE OR REPLACE becomes CREATE where the target's pack says that triggers are not replaced."""
    return "CREATE" if context.target.capability("create_or_replace_trigger").has == "no" else create


def executed(context: Context) -> str:
    """The word before the function that a trigger runs: PostgreSQL had PROCEDURE alone before 11."""
    return "FUNCTION" if context.has("trigger_execute_function") else "PROCEDURE"
