"""What a function answered last is remembered, by the identity of the arguments that decide."""

from __future__ import annotations

from dbmigrate.latest import latest, latest_by


def test_equal_arguments_are_not_the_same() -> None:
    asked: list[list[int]] = []

    @latest
    def of(unit: list[int]) -> int:
        asked.append(unit)
        return len(asked)

    one, other = [1], [1]
    assert [of(one), of(one), of(other), of(other), of(one)] == [1, 1, 2, 2, 3]


def test_only_the_first_arguments_decide() -> None:
    asked: list[str] = []

    @latest_by(1)
    def of(unit: list[int], context: str) -> int:
        asked.append(context)
        return len(asked)

    one, other = [1], [1]
    assert [of(one, "a"), of(one, "b"), of(other, "c"), of(one, "d")] == [1, 1, 2, 3]
    assert asked == ["a", "c", "d"]


def test_a_call_within_a_call_does_not_disturb() -> None:
    @latest
    def depth(chain: tuple[object, ...]) -> int:
        inner = chain[0] if chain else None
        return 1 + depth(inner) if isinstance(inner, tuple) else 0

    chain = (((),),)
    assert depth(chain) == 2 and depth(chain) == 2
