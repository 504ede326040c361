"""Both sides know the same calls of computed columns: who writes them, and who asks whether the column is there."""

from dbmigrate.rules.ddl.computed_value import CALLS
from dbmigrate.rules.ddl.stored_calls import STORED


def test_what_can_be_stored_is_what_is_read() -> None:
    assert set(CALLS) == STORED
