"""Every place gets the departments of its level, and every role somebody."""

import pytest

from escalation.application.sample_data import departments, posts, sample_members, sample_units
from escalation.errors import DefinitionInvalid
from escalation.organisation.domain.departments import read_departments, standard_units
from escalation.organisation.domain.staffing import ROLES, read_posts, standard_members
from escalation.organisation.domain.units import UnitKind, UnitRow

BANNER = UnitRow("150721", "1507", "county", "阿荣旗")
FARM = UnitRow("150782401", "150782", "township", "牙克石农场", UnitKind.ENTERPRISE)


def codes(units: list[UnitRow]) -> list[str]:
    return [unit.code for unit in units]


def test_a_department_is_named_after_its_place_and_shares_its_level() -> None:
    housing = next(unit for unit in standard_units([BANNER], departments()) if unit.code == "150721-ZJ")
    assert housing == UnitRow(
        "150721-ZJ", "150721", "county", "阿荣旗住房和城乡建设局", UnitKind.DEPARTMENT, "住房和城乡建设局"
    )


@pytest.mark.parametrize(
    ("level", "offices"), [("province", 0), ("city", 1), ("county", 1), ("township", 0), ("village", 0)]
)
def test_the_coordination_office_is_at_city_and_county_only(level: str, offices: int) -> None:
    made = standard_units([UnitRow("1", None, level, "某地")], departments())
    assert [unit.kind for unit in made].count(UnitKind.OFFICE) == offices


def test_every_level_but_the_village_has_its_guidance_team() -> None:
    for level in ("province", "city", "county", "township"):
        assert "1-YLD" in codes(standard_units([UnitRow("1", None, level, "某地")], departments()))


def test_an_enterprise_that_is_a_peer_of_townships_has_what_they_have() -> None:
    assert codes(standard_units([FARM], departments()))[0] == "150782401-YLD"


def test_departments_have_no_departments_and_unknown_levels_none_either() -> None:
    office = UnitRow("150721-DYL", "150721", "county", "办公室", UnitKind.OFFICE)
    assert standard_units([office, UnitRow("1", None, "galaxy", "星系")], departments()) == []


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ({"kind": "territory"}, ("/levels/city/0/kind", "unknown_name")),
        ({"kind": ["team"]}, ("/levels/city/0/kind", "unknown_name")),
        ({"zh": ""}, ("/levels/city/0/zh", "not_a_text")),
        ({"more": 1}, ("/levels/city/0/more", "unknown_field")),
    ],
)
def test_a_wrong_list_of_departments_says_where(entry: dict[str, object], fault: tuple[str, str]) -> None:
    right = {"suffix": "ZJ", "zh": "局", "en": "office", "kind": "department", "categories": []}
    with pytest.raises(DefinitionInvalid) as refusal:
        read_departments({"places": ["territory"], "levels": {"city": [right | entry]}})
    assert [(each.pointer, each.code) for each in refusal.value.faults] == [fault]


def test_a_suffix_twice_on_one_level_is_refused() -> None:
    entry = {"suffix": "ZJ", "zh": "局", "en": "office", "kind": "department", "categories": []}
    with pytest.raises(DefinitionInvalid):
        read_departments({"places": ["territory"], "levels": {"city": [entry, entry]}})


def test_the_officer_on_duty_works_in_the_office_and_answers_for_the_whole_banner() -> None:
    units = [BANNER, *standard_units([BANNER], departments())]
    officer = next(member for member in standard_members(units, posts()) if member.role == "office")
    assert (officer.name, officer.home_unit_code, officer.unit_code) == (
        "阿荣旗大引领行动办公室 值班员",
        "150721-DYL",
        "150721",
    )


def test_a_post_in_a_department_the_place_lacks_is_left_out() -> None:
    assert all(member.role != "office" for member in standard_members([BANNER], posts()))


def test_every_role_of_the_sample_tree_has_somebody() -> None:
    assert {member.role for member in sample_members()} == set(ROLES)


def test_every_unit_that_has_to_act_has_somebody_who_can() -> None:
    staffed = {member.unit_code for member in sample_members() if member.role in ("handler", "leader", "office")}
    acting = {unit.code for unit in sample_units() if unit.kind not in (UnitKind.OFFICE, UnitKind.SUPERVISION)}
    assert acting <= staffed


def test_no_two_members_have_the_same_reference() -> None:
    references = [member.external_ref for member in sample_members()]
    assert len(set(references)) == len(references)


def test_the_team_of_a_banner_has_two_technicians_of_farming() -> None:
    skilled = [member for member in sample_members() if member.unit_code == "150721-YLD" and member.skills]
    assert [member.skills for member in skilled] == [("农牧业技术",), ("农牧业技术",)]


def test_a_wrong_list_of_posts_says_where() -> None:
    post = {"ref": "a", "title": "甲", "role": "king", "kinds": ["territory", "planet"], "ranks": {"city": "baron"}}
    with pytest.raises(DefinitionInvalid) as refusal:
        read_posts({"members": [post]})
    assert [fault.pointer for fault in refusal.value.faults] == [
        "/members/0/role", "/members/0/kinds/1", "/members/0/ranks/city",
    ]  # fmt: skip
