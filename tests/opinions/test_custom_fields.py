"""Custom fields: declared within bounds, and values held to them, in our words and in bounded time."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from escalation.errors import DefinitionInvalid
from escalation.kit.parsing.yaml_documents import Node
from escalation.opinions.domain import defaults
from escalation.opinions.domain.custom_fields import CustomField, read_custom_fields, schema_of
from escalation.opinions.domain.field_values import check_values, values_of_texts

Json = dict[str, Any]
ZONE = ZoneInfo("Asia/Shanghai")


def a_field(code: str, type_: str = "string", **members: object) -> Json:
    if type_.endswith("list"):
        members = {
            "choices": [{"key": key, "zh": f"{key}号", "en": f"No. {key}"} for key in ("1", "2", "3")],
            **members,
        }
    return {"code": code, "zh": f"{code}项", "en": code, "type": type_, **members}


def fields(*declared: Json) -> tuple[CustomField, ...]:
    node = Node(list(declared))
    found = read_custom_fields(node)
    node.finish()
    return found


ALL = fields(
    a_field("line", required=True, longest=5), a_field("words", "text"), a_field("count", "number", least=0, most=9),
    a_field("at", "datetime"), a_field("one", "singlevaluelist"), a_field("some", "multivaluelist"),
)  # fmt: skip
GOOD: Json = {
    "line": "甲乙", "words": "一\n二", "count": 2.5, "at": "2026-01-31T08:00:00+08:00", "one": "2", "some": ["1", "3"],
}  # fmt: skip


def faults(values: Json) -> list[tuple[str, str]]:
    return [(fault.pointer, fault.code) for fault in check_values(ALL, values, at="/attributes").faults]


def test_good_values_are_kept_cleaned_and_moments_in_utc() -> None:
    checked = check_values(ALL, {**GOOD, "line": " 甲乙 "})
    assert checked.faults == ()
    assert checked.values == {**GOOD, "at": "2026-01-31T00:00:00Z"}
    assert list(Draft202012Validator(schema_of(ALL)).iter_errors(checked.values)) == []


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"line": "甲乙丙丁戊己"}, ("/attributes/line", "too_long")),
        ({"line": ""}, ("/attributes/line", "too_short")),
        ({"line": "甲\n乙"}, ("/attributes/line", "control_characters")),
        ({"line": "\u200b"}, ("/attributes/line", "blank")),
        ({"line": 5}, ("/attributes/line", "wrong_type")),
        ({"line": None}, ("/attributes/line", "wrong_type")),
        ({"words": "字" * 2_001}, ("/attributes/words", "too_long")),
        ({"count": 10}, ("/attributes/count", "out_of_range")),
        ({"count": -1}, ("/attributes/count", "out_of_range")),
        ({"count": "2"}, ("/attributes/count", "wrong_type")),
        ({"count": True}, ("/attributes/count", "wrong_type")),
        ({"at": "2026-01-31"}, ("/attributes/at", "wrong_form")),
        ({"at": "0001-01-01T00:00:00+08:00"}, ("/attributes/at", "wrong_form")),
        ({"at": "2026-02-30T00:00:00Z"}, ("/attributes/at", "wrong_form")),
        ({"one": "4"}, ("/attributes/one", "not_a_choice")),
        ({"one": ["1"]}, ("/attributes/one", "wrong_type")),
        ({"some": []}, ("/attributes/some", "too_short")),
        ({"some": ["1", "1"]}, ("/attributes/some", "named_twice")),
        ({"some": ["1", "4"]}, ("/attributes/some/1", "not_a_choice")),
        ({"some": [{}, []] * 90}, ("/attributes/some", "wrong_type")),
        ({"some": ["1"] * 100_000}, ("/attributes/some", "too_long")),
        ({"more": 1}, ("/attributes/more", "unknown_field")),
        ({f"more{n}": 1 for n in range(100_000)}, ("/attributes", "too_long")),
    ],
)
def test_what_is_wrong_is_said_at_its_place(changed: Json, fault: tuple[str, str]) -> None:
    assert faults({**GOOD, **changed})[0] == fault


def test_what_is_required_is_missed() -> None:
    assert faults({}) == [("/attributes/line", "required")]


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(), lambda one: st.lists(one) | st.dictionaries(st.text(), one)
    )
)
def test_no_value_breaks_the_check_and_what_passes_fits_the_schema(value: object) -> None:
    for code in GOOD:
        checked = check_values(ALL, {**GOOD, code: value})
        assert checked.faults or Draft202012Validator(schema_of(ALL)).is_valid(checked.values)


def test_texts_of_a_form_or_a_file_become_values() -> None:
    texts = {
        "line": ["甲"], "count": ["２．５"], "at": ["2026/1/31 8:00"], "one": ["2号"], "some": ["1；No. 3"],
        "words": [" "],
    }  # fmt: skip
    assert values_of_texts(ALL, texts, ZONE) == {
        "line": "甲", "count": 2.5, "at": "2026-01-31T00:00:00Z", "one": "2", "some": ["1", "3"],
    }  # fmt: skip
    assert values_of_texts(ALL, {"some": ["1", "2"], "line": ["a", "b"], "count": ["many"], "at": ["soon"]}, ZONE) == {
        "some": ["1", "2"], "line": ["a", "b"], "count": "many", "at": "soon",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("declared", "fault"),
    [
        (a_field("a b"), ("/0/code", "invalid_code")),
        (a_field("1"), ("/0/code", "invalid_code")),
        (a_field("a", "password"), ("/0/type", "unknown_name")),
        (a_field("a", pattern="(a+)+$"), ("/0/pattern", "unknown_field")),
        (a_field("a", **{"$ref": "https://example.org/schema"}), ("/0/$ref", "unknown_field")),
        (a_field("a", longest=201), ("/0/longest", "wrong_limit")),
        (a_field("a", "number", longest=5), ("/0/longest", "wrong_limit")),
        (a_field("a", "number", most=True), ("/0/most", "wrong_limit")),
        (a_field("a", "number", least=1e300), ("/0/least", "wrong_limit")),
        (a_field("a", least=1), ("/0/least", "wrong_limit")),
        (a_field("a", choices=[]), ("/0", "choices")),
        (a_field("a", "singlevaluelist", choices=[]), ("/0/choices", "too_many")),
        (
            a_field("a", "singlevaluelist", choices=[{"key": "1", "zh": "一", "en": "one"}] * 2),
            ("/0/choices/1/key", "duplicate_code"),
        ),
        (a_field("a", help_en="x" * 301), ("/0/help_en", "too_long")),
        (a_field("a", zh="字" * 61), ("/0/zh", "too_long")),
        ({"code": "a", "zh": "a", "en": "a"}, ("/0/type", "missing")),
    ],
)
def test_a_declaration_out_of_bounds_is_refused(declared: Json, fault: tuple[str, str]) -> None:
    with pytest.raises(DefinitionInvalid) as refusal:
        fields(declared)
    assert fault in [(each.pointer, each.code) for each in refusal.value.faults]


def test_there_are_not_too_many_and_none_twice() -> None:
    with pytest.raises(DefinitionInvalid):
        fields(*(a_field(f"f{n}") for n in range(31)))
    with pytest.raises(DefinitionInvalid):
        fields(a_field("a"), a_field("a"))


def test_the_shipped_schemas_are_schemas() -> None:
    for category in defaults.categories():
        Draft202012Validator.check_schema(schema_of(category.fields))
