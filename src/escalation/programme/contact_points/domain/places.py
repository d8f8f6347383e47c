"""What can be a contact point? A unit, or a place within one that stands in no tree: a group, a household."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class ContactPlace(StrEnum):
    """With what a cadre keeps in touch. All but a unit have a label, which may name people."""

    UNIT = "unit"
    GROUP = "group"
    PARTY_HOUSEHOLD = "party_household"
    GROUP_LEADER = "group_leader"
    PARTY_MEMBER = "party_member"
    HOUSEHOLD = "household"


PLACE_NAMES: Final[Mapping[str, ContactPlace]] = {
    **{each.value: each for each in ContactPlace}, "": ContactPlace.UNIT,
    "单位": ContactPlace.UNIT, "嘎查村": ContactPlace.UNIT, "村": ContactPlace.UNIT,
    "村民小组": ContactPlace.GROUP, "小组": ContactPlace.GROUP, "组": ContactPlace.GROUP,
    "党员中心户": ContactPlace.PARTY_HOUSEHOLD, "小组长": ContactPlace.GROUP_LEADER, "党员": ContactPlace.PARTY_MEMBER,
    "群众": ContactPlace.HOUSEHOLD, "群众户": ContactPlace.HOUSEHOLD, "农户": ContactPlace.HOUSEHOLD,
    "户": ContactPlace.HOUSEHOLD,
}  # fmt: skip
"""What a line of a file may say of a place: its code, or what people call it; nothing is the unit itself."""
