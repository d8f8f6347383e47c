"""Units join the tree parents first; what is wrong with a line is said of that line and of nothing else."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.application.sample_data import SAMPLE_RANKS
from escalation.errors import Fault
from escalation.kit.parsing.csv_files import Record, at, read_csv
from escalation.organisation.domain.tree import COLUMNS, KnownUnit, PlacedUnits, read_tree
from escalation.organisation.domain.units import UnitKind
from tests.support.real_messages import SHARED, needs_shared
from tests.support.work import calls

CITY = {"1507": KnownUnit(rank=4, kind=UnitKind.TERRITORY)}


def a_file(*rows: str) -> list[Record[str]]:
    """Lines as `code parent level [kind]`, the first of them line 2; `-` stands for no parent."""
    return [_record(line, *row.split()) for line, row in enumerate(rows, start=2)]


def _record(line: int, code: str, parent: str, level: str, kind: str = "") -> Record[str]:
    values = {"code": code, "parent_code": parent.strip("-"), "level": level, "name": f"unit {code}", "kind": kind}
    return Record(line, values)


def read(*rows: str) -> PlacedUnits:
    return read_tree(a_file(*rows), known=CITY, ranks=SAMPLE_RANKS)


def codes(reading: PlacedUnits) -> list[str]:
    return [each.unit.code for each in reading.placed]


def faults(reading: PlacedUnits) -> list[tuple[str, str]]:
    return [(fault.pointer, fault.code) for fault in reading.faults]


def test_children_written_before_their_parents_come_after_them() -> None:
    reading = read("c b village", "b a township", "a 1507 county")
    assert codes(reading) == ["a", "b", "c"]
    assert reading.faults == ()


def test_one_bad_line_does_not_spoil_the_others() -> None:
    reading = read("a 1507 county", "b 1507 nowhere", "c 1507 county")
    assert codes(reading) == ["a", "c"]
    assert faults(reading) == [("line 3", "unknown_level")]


def test_an_unknown_parent_is_said_once_and_everything_below_points_to_that_line() -> None:
    reading = read("a lost county", "b a township", "c b village")
    assert faults(reading) == [("line 2", "unknown_parent"), ("line 3", "parent_refused"), ("line 4", "parent_refused")]
    assert [fault.params for fault in reading.faults] == [{}, {"line": 2}, {"line": 2}]


def test_what_hangs_below_a_line_that_cannot_be_read_points_to_it() -> None:
    reading = read("a 1507 galaxy", "b a township")
    assert faults(reading) == [("line 2", "unknown_level"), ("line 3", "parent_refused")]


def test_a_circle_is_a_fault_of_its_members_and_refuses_what_hangs_below_it() -> None:
    reading = read("a c county", "b a county", "c b county", "d b township", "e 1507 county")
    assert codes(reading) == ["e"]
    assert [code for _, code in faults(reading)] == ["cycle", "cycle", "cycle", "parent_refused"]


def test_a_unit_above_itself_is_a_circle_of_one() -> None:
    assert faults(read("a a county")) == [("line 2", "cycle")]


def test_the_first_of_two_lines_with_one_code_counts() -> None:
    reading = read("a 1507 county", "a 1507 township", "b a township")
    assert codes(reading) == ["a", "b"]
    assert faults(reading) == [("line 3", "duplicate_code")]
    assert reading.faults[0].params == {"line": 2}


def test_a_line_that_cannot_be_read_does_not_take_the_code_from_a_later_one() -> None:
    reading = read("a 1507 nowhere", "a 1507 county", "b a township")
    assert codes(reading) == ["a", "b"]
    assert faults(reading) == [("line 2", "unknown_level")]


def test_a_code_that_is_in_the_tree_is_refused_and_its_children_join_the_unit_there() -> None:
    reading = read("1507 - city", "a 1507 county")
    assert codes(reading) == ["a"]
    assert faults(reading) == [("line 2", "exists_already")]


def test_a_level_above_the_parents_is_refused() -> None:
    assert faults(read("a 1507 province")) == [("line 2", "level_above_parent")]


def test_a_place_may_be_led_by_another_of_its_own_level() -> None:
    assert codes(read("150781 1507 county", "150703 150781 county")) == ["150781", "150703"]


def test_a_level_may_be_given_by_its_number() -> None:
    assert read("a 1507 3").placed[0].unit.level == "county"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("d 1507 county department", "level_of_parent"),
        ("d - city department", "no_parent"),
        ("d 1507 city planet", "unknown_kind"),
        ("d! 1507 city", "invalid_code"),
        (f"{'d' * 65} 1507 city", "invalid_code"),
    ],
)
def test_a_line_is_refused_for_what_is_wrong_with_it(row: str, fault: str) -> None:
    assert [code for _, code in faults(read(row))] == [fault]


def test_a_department_stands_on_the_level_of_its_parent() -> None:
    assert codes(read("1507-ZJ 1507 city department")) == ["1507-ZJ"]


def test_no_place_can_be_below_a_department() -> None:
    assert faults(read("1507-ZJ 1507 city department", "a 1507-ZJ county")) == [("line 3", "parent_attached")]


def test_nothing_new_joins_a_unit_that_was_dissolved() -> None:
    known = {"1507": KnownUnit(rank=4, kind=UnitKind.TERRITORY, active=False)}
    reading = read_tree(a_file("a 1507 county"), known=known, ranks=SAMPLE_RANKS)
    assert faults(reading) == [("line 2", "parent_dissolved")]


def test_a_kind_in_the_words_of_the_place_is_what_the_unit_is_called() -> None:
    unit = read("a 1507 county 自治旗").placed[0].unit
    assert (unit.kind, unit.designation) == (UnitKind.TERRITORY, "自治旗")


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "two\nlines"])
def test_a_unit_has_a_name_on_one_line(name: str) -> None:
    record = Record(2, {"code": "a", "parent_code": "1507", "level": "county", "name": name})
    assert faults(read_tree([record], known=CITY, ranks=SAMPLE_RANKS)) == [("line 2", "invalid_name")]


def test_a_fault_of_the_file_keeps_its_place_among_the_others() -> None:
    records: list[Record[str] | Fault] = [*a_file("a lost county"), at(1, "not_utf8", "…")]
    reading = read_tree(records, known=CITY, ranks=SAMPLE_RANKS)
    assert faults(reading) == [("line 1", "not_utf8"), ("line 2", "unknown_parent")]


@st.composite
def tangled_files(draw: st.DrawFn) -> list[Record[str]]:
    """Any graph at all: roots, circles, lost parents, duplicates, levels upside down."""
    names = st.sampled_from("abcdefgh")
    parents = st.sampled_from(["1507", "-", "lost", *"abcdefgh"])
    levels = st.sampled_from(["county", "township", "village", "nowhere"])
    kinds = st.sampled_from(["", "department", "enterprise"])
    rows = draw(st.lists(st.tuples(names, parents, levels, kinds), max_size=12))
    return a_file(*(" ".join(row) for row in rows))


@given(tangled_files())
def test_every_line_is_either_placed_or_explained_and_no_parent_comes_late(records: Sequence[Record[str]]) -> None:
    reading = read_tree(records, known=CITY, ranks=SAMPLE_RANKS)
    lines = [each.line for each in reading.placed] + [int(fault.pointer.split()[1]) for fault in reading.faults]
    assert sorted(lines) == [record.line for record in records]
    there: dict[str | None, int] = {"1507": 4, None: 9}
    for each in reading.placed:
        assert each.unit.parent_code in there
        assert each.unit.code not in there
        assert each.rank <= there[each.unit.parent_code]
        there[each.unit.code] = each.rank


@given(tangled_files())
def test_without_the_refused_lines_the_same_units_join(records: Sequence[Record[str]]) -> None:
    first = read_tree(records, known=CITY, ranks=SAMPLE_RANKS)
    good = {each.line for each in first.placed}
    again = read_tree([each for each in records if each.line in good], known=CITY, ranks=SAMPLE_RANKS)
    assert again == PlacedUnits(first.placed, ())


def test_a_chain_as_long_as_a_file_is_read_without_recursion() -> None:
    rows = ["u0 lost village", *(f"u{number} u{number - 1} village" for number in range(1, 5_000))]
    reading = read(*reversed(rows))
    assert {code for _, code in faults(reading)} == {"unknown_parent", "parent_refused"}


@needs_shared
def test_a_whole_region_is_read_in_some_steps_for_each_unit() -> None:
    content = (SHARED / "inner_mongolia_units.csv").read_bytes()
    reading = read_tree(read_csv(content, COLUMNS), known={}, ranks=SAMPLE_RANKS)
    assert (len(reading.placed), reading.faults) == (15_938, ())
    # Six fields a unit, each held against the rules of text of requests, and against what spreadsheets lose: 162 calls.
    assert calls(lambda: read_tree(read_csv(content, COLUMNS), known={}, ranks=SAMPLE_RANKS)) < 165 * 15_938
