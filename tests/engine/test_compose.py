"""How hits compose, collide and come back: with rules made for the test."""

from collections.abc import Iterator

import pytest

from dbmigrate import convert_sql
from dbmigrate.engine import contract
from dbmigrate.engine.compose import Changes, Composer, Overlap, apply, reverse
from dbmigrate.model import COMMENT_OUT, DROP, Chain, Edit, Item, Part
from dbmigrate.syntax.lex import Lexed


def compose(text: str, *replacements: tuple[object, ...], after: dict[str, tuple[str, ...]] | None = None) -> str:
    """Each replacement is (code, part, template, *places)."""
    lexed = Lexed(text, "oracle")
    changes = Changes(lexed)
    for code, *replacement in replacements:
        changes.add(str(code), [tuple(replacement)])
    edits = Composer(lexed, changes.finish(), lambda code: (after or {}).get(code, ())).edits()
    made = apply(text, edits)
    assert reverse(made, edits) == text
    return made


A, B, C = "AA001", "BB002", "CC003"


def test_small_edits_stay_apart() -> None:
    assert compose("f(a, b)", (A, Part(0, 0), "g"), (B, Part(2, 2), "x")) == "g(x, b)"


def test_a_word_instead_of_a_literal_stands_apart() -> None:
    assert compose("select''from t", (A, Part(1, 1), "NULL")) == "select NULL from t"


def test_inner_edit_lands_in_the_place_of_the_outer_one() -> None:
    text = "f(a, b)"
    assert compose(text, (A, Part(0, 5), "({} + {})", Part(4, 4), Part(2, 2)), (B, Part(2, 2), "x")) == "(b + x)"


def test_places_in_order_give_small_edits() -> None:
    lexed = Lexed("f(a, b)", "oracle")
    changes = Changes(lexed)
    changes.add(A, [(Part(0, 5), "g({}; {})", Part(2, 2), Part(4, 4))])
    assert [(e.old, e.new) for e in Composer(lexed, changes.finish()).edits()] == [("f(", "g("), (", ", "; ")]


def test_the_same_part_twice_raises() -> None:
    with pytest.raises(Overlap, match="both want"):
        compose("f(a)", (A, Part(0, 0), "g"), (B, Part(0, 0), "h"))


def test_the_same_part_in_order() -> None:
    assert compose("a", (A, Part(0, 0), "x"), (B, Part(0, 0), "({})::date", Part(0, 0)), after={B: (A,)}) == "(x)::date"


def test_partial_overlap_raises() -> None:
    with pytest.raises(Overlap):
        compose("a b c", (A, Part(0, 1), "x"), (B, Part(1, 2), "y"))


def test_a_swallowed_edit_raises() -> None:
    with pytest.raises(Overlap, match="swallowed"):
        compose("f(a)", (A, Part(0, 3), "1"), (B, Part(2, 2), "x"))


def test_an_edit_inside_removed_text_is_absorbed() -> None:
    assert compose("f(a) b", (A, Part(0, 3), ""), (B, Part(2, 2), "x")) == " b"


def test_hidden_text_may_not_vanish() -> None:
    lexed = Lexed("SELECT a INTO v FROM t", "oracle")
    lexed.hide(Part(2, 3))
    changes = Changes(lexed)
    changes.add(A, [(Part(0, 5), "SELECT 1")])
    with pytest.raises(Overlap, match="hidden text 'INTO v'"):
        Composer(lexed, changes.finish()).edits()


def test_insertions_belong_to_their_part() -> None:
    text = "a b"
    made = compose(text, (A, Part(1, 1).after, ";"), (B, Part(0, 1).after, " END IF;"), (C, Part(0, 1).before, "IF "))
    assert made == "IF a b; END IF;"


def test_two_rules_inserting_at_one_point_of_one_part_raise() -> None:
    with pytest.raises(Overlap, match="both insert"):
        compose("a", (A, Part(0, 0).after, "x"), (B, Part(0, 0).after, "y"))


def test_one_rule_inserts_in_the_order_given() -> None:
    assert compose("a", (A, Part(0, 0).after, " x"), (A, Part(0, 0).after, " y")) == "a x y"


def chain(parts: list[Part], whole: Part) -> list[Item]:
    made = Chain(whole, tuple(parts))
    return [Item(p, made) for p in parts]


@pytest.mark.parametrize(
    "gone, made",
    [
        ((0,), "(b, c)"),
        ((1,), "(a, c)"),
        ((2,), "(a, b)"),
        ((0, 1), "(c)"),
        ((1, 2), "(a)"),
        ((0, 2), "(b)"),
        ((0, 1, 2), ""),
    ],
)
def test_dropped_items_take_their_separators(gone: tuple[int, ...], made: str) -> None:
    items = chain([Part(1, 1), Part(3, 3), Part(5, 5)], Part(0, 6))
    assert compose("(a, b, c)", *((f"AA00{i}", items[i], DROP) for i in gone)) == made


def test_a_removal_keeps_the_line_end_of_a_comment() -> None:
    text = "a -- why\n b c"
    assert compose(text, (A, Part(1, 1), "")) == "a -- why\n  c"


def test_comments_in_a_replaced_part_survive() -> None:
    text = "f(a /* one */, /* two */ b) -- end"
    made = compose(text, (A, Part(0, 5), "g({}, {})", Part(4, 4), Part(2, 2)))
    assert made == "g(/* two */ b, a /* one */) -- end"


def test_braces_in_a_template() -> None:
    assert compose("a", (A, Part(0, 0), "{{x}}")) == "{x}"


def test_comment_out_puts_marks_before_each_line() -> None:
    assert compose("a\n b\nc", (A, Part(0, 2), COMMENT_OUT)) == "-- a\n--  b\n-- c"


def test_apply_refuses_an_edit_that_does_not_fit() -> None:
    with pytest.raises(Overlap):
        apply("abc", [Edit(0, 1, "x", "y", A)])
    with pytest.raises(Overlap):
        reverse("abc", [Edit(0, 1, "a", "z", A)])


@pytest.fixture
def registry() -> Iterator[None]:
    contract.load_rules()  # modules are imported once: what is loaded here must stay
    kept = dict(contract.RULES)
    yield
    contract.RULES.clear()
    contract.RULES.update(kept)


def test_a_code_is_used_once(registry: None) -> None:
    contract.load_rules()
    taken = next(iter(contract.RULES.values()))
    with pytest.raises(ValueError, match=taken.name):
        contract.rule(taken.code, severity=taken.severity, on=contract.SELECT)(lambda n: None)


def test_a_removal_never_joins_two_words() -> None:
    assert compose("DROP(a)", (A, Part(1, 1), ""), (A, Part(3, 3), "")) == "DROP a"
    assert compose("DROP (a)", (A, Part(1, 1), ""), (A, Part(3, 3), "")) == "DROP a"
    assert compose('ADD("A" INT)', (A, Part(1, 1), ""), (B, Part(2, 2), "a"), (A, Part(4, 4), "")) == "ADD a INT"


def test_an_insertion_stays_in_its_place_beside_a_removal() -> None:
    text = "a || 10 / 2 FROM dual"
    changes = [(A, Part(0, 4), "concat({}, {})", Part(0, 0), Part(2, 4)), (B, Part(4, 4).after, "::numeric")]
    assert compose(text, *changes, (C, Part(5, 6), "")) == "concat(a, 10 / 2::numeric)"


def test_words_that_only_brackets_part_stay_apart() -> None:
    def converted(text: str) -> str:
        return convert_sql(text, source="sqlserver").text

    assert converted("CREATE TABLE t ([a][int]NOT NULL,b[char](9))") == "CREATE TABLE t (a int NOT NULL,b char(9))"
    assert converted("SELECT[a]FROM[t]WHERE[a]=1") == "SELECT a FROM t WHERE a=1"
    assert converted("SELECT[a]+1 AS b FROM[dbo].[t]") == "SELECT a+1 AS b FROM public.t"
