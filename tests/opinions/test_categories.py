"""A catalogue is taken whole or refused with every place that is wrong."""

import pytest

from escalation.errors import DefinitionInvalid
from escalation.opinions.domain.categories import Category, read_categories


def a_category(code: str, **members: object) -> dict[str, object]:
    return {"code": code, "zh": "类", "en": "class", "departments": ["ZJ"], **members}


def refused(*categories: object) -> list[tuple[str, str]]:
    with pytest.raises(DefinitionInvalid) as refusal:
        read_categories({"categories": list(categories)})
    return [(fault.pointer, fault.code) for fault in refusal.value.faults]


def test_a_part_has_the_departments_of_the_whole_unless_it_names_its_own() -> None:
    parts = [{"code": "a.b", "zh": "b", "en": "b"}, a_category("a.c", departments=["RS"])]
    catalogue = read_categories({"categories": [a_category("a", parts=parts)]})
    assert [category.departments for category in catalogue] == [("ZJ",), ("ZJ",), ("RS",)]


@pytest.mark.parametrize("said", [{}, {"confidential": False}])
def test_no_part_of_a_confidential_class_is_public(said: dict[str, object]) -> None:
    part = a_category("a.b", parts=[a_category("a.b.c", **said)], **said)
    catalogue = read_categories({"categories": [a_category("a", confidential=True, parts=[part])]})
    assert all(category.confidential for category in catalogue)


def test_a_category_knows_its_parents_up_to_the_class() -> None:
    parts = [a_category("a.b", parts=[a_category("a.b.c")])]
    catalogue = read_categories({"categories": [a_category("a", parts=parts)]})
    assert [category.code for category in catalogue.lineage("a.b.c")] == ["a.b.c", "a.b", "a"]
    assert (catalogue["a.b.c"].level, catalogue["a.b.c"].parent_code, catalogue["a"].parent_code) == (3, "a.b", None)


@pytest.mark.parametrize(
    ("category", "fault"),
    [
        (a_category("A"), ("/categories/0/code", "invalid_code")),
        (a_category("a", parts=[a_category("b.c")]), ("/categories/0/parts/0/code", "invalid_code")),
        (a_category("a", departments=[]), ("/categories/0", "no_department")),
        (a_category("a", keywords=["暖"]), ("/categories/0/keywords", "word_too_short")),
        (a_category("a", keywords=["~暖"]), ("/categories/0/keywords", "word_too_short")),
        (a_category("a", keywords=["暖气", "暖气"]), ("/categories/0/keywords", "named_twice")),
        (a_category("a", keywords="暖气"), ("/categories/0/keywords", "not_a_list")),
        (a_category("a", keywords=[5]), ("/categories/0/keywords/0", "not_a_text")),
        (a_category("a", confidential="yes"), ("/categories/0/confidential", "not_a_flag")),
        (a_category("a", colour="red"), ("/categories/0/colour", "unknown_field")),
        ({"code": "a", "zh": "a", "departments": ["ZJ"]}, ("/categories/0/en", "missing")),
    ],
)
def test_a_fault_names_its_place(category: object, fault: tuple[str, str]) -> None:
    assert fault in refused(category)


def test_all_faults_are_said_at_once() -> None:
    assert [code for _, code in refused(a_category("a"), a_category("a"), a_category("B"), 5)] == [
        "duplicate_code",
        "invalid_code",
        "not_an_object",
        "missing",
        "missing",
        "missing",
        "no_department",
    ]


def test_a_fourth_level_is_refused() -> None:
    deep = a_category("a", parts=[a_category("a.b", parts=[a_category("a.b.c", parts=[a_category("a.b.c.d")])])])
    assert ("/categories/0/parts/0/parts/0/parts", "too_deep") in refused(deep)


@pytest.mark.parametrize("document", [None, [], "text", {}, {"categories": {}}, {"categories": [], "more": 1}])
def test_what_is_no_catalogue_is_refused(document: object) -> None:
    with pytest.raises(DefinitionInvalid):
        read_categories(document)


def test_a_category_can_be_made_from_what_was_stored() -> None:
    category = Category("a.b", "乙", "b", ("ZJ",), ("暖气",), False)
    assert (category.parent_code, category.level) == ("a", 2)
