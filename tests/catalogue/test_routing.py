"""A matter goes to the departments its category names, or to who takes its class there, or up; never to the accused."""

import pytest

from escalation.catalogue.categories import read_categories
from escalation.catalogue.departments import Departments
from escalation.catalogue.routing import Routing
from escalation.catalogue.shipped import categories, departments, routing, sample_units
from escalation.errors import DefinitionInvalid

PUBLIC = [category.code for category in categories() if not category.confidential]
SECRET = [category.code for category in categories() if category.confidential]


def test_the_departments_a_category_names_come_in_its_order() -> None:
    assert routing().suffixes("labour.medical", "county") == ("YB", "RS")


def test_a_township_has_one_door_where_a_county_has_many() -> None:
    assert routing().suffixes("labour.medical", "township") == ("MZ",)


def test_a_village_has_no_departments() -> None:
    assert routing().suffixes("labour.medical", "village") == ()


@pytest.mark.parametrize("level", ["city", "county", "township"])
@pytest.mark.parametrize("code", PUBLIC)
def test_every_public_matter_has_a_department_at_every_level_that_has_any(code: str, level: str) -> None:
    assert routing().suffixes(code, level)


@pytest.mark.parametrize("code", SECRET)
def test_a_matter_of_discipline_goes_to_the_commission_and_to_nobody_else(code: str) -> None:
    assert routing().suffixes(code, "city") == routing().suffixes(code, "county") == ("JW",)
    assert routing().suffixes(code, "township") == ()


def test_a_matter_never_goes_to_the_unit_it_accuses() -> None:
    barred = {"150721-JW"}
    assert routing().unit_codes("discipline", place_code="150721", level="county", barred=barred) == ()


def test_a_matter_about_a_place_goes_to_none_of_its_departments() -> None:
    assert routing().unit_codes("discipline", place_code="150721", level="county", barred={"150721"}) == ()
    assert routing().unit_codes("discipline", place_code="1507", level="city", barred={"150721"}) == ("1507-JW",)


def test_all_units_it_names_are_in_the_sample_tree() -> None:
    there = {unit.code for unit in sample_units()}
    for code in (*PUBLIC, *SECRET):
        assert there.issuperset(routing().unit_codes(code, place_code="150721", level="county"))


@pytest.mark.parametrize("level", ["city", "county"])
@pytest.mark.parametrize("code", [category.code for category in categories() if category.level == 1])
def test_the_first_department_of_a_class_says_itself_that_it_takes_it(code: str, level: str) -> None:
    first = routing().suffixes(code, level)[0]
    taken = {department.suffix: department.categories for department in departments().by_level[level]}
    assert code in taken[first]


def test_a_category_with_a_department_nobody_has_is_refused() -> None:
    lost = read_categories({"categories": [{"code": "a", "zh": "a", "en": "a", "departments": ["XX"]}]})
    with pytest.raises(DefinitionInvalid) as refusal:
        Routing(lost, departments())
    assert {fault.code for fault in refusal.value.faults} == {"unknown_department", "unknown_category"}


def test_a_catalogue_nobody_answers_for_is_refused() -> None:
    with pytest.raises(DefinitionInvalid):
        Routing(categories(), Departments(frozenset(), {}))
