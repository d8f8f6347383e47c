"""Which ranks do cadres have (职级)? They say who may lead a team, and how many contact points somebody has."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from escalation.errors import N_


class CadreRank(StrEnum):
    """Leaders by their level of office, then who leads nothing.

    Source: 中华人民共和国公务员法 (2018), art. 18; 村干部 are no civil servants.
    """

    MINISTRY = "ministry"
    BUREAU = "bureau"
    DIVISION = "division"
    SECTION = "section"
    STAFF = "staff"
    VILLAGE = "village"


RANK_LABELS: Final[Mapping[str, str]] = {
    "ministry": N_("provincial rank"),
    "bureau": N_("city rank"),
    "division": N_("county rank"),
    "section": N_("township rank"),
    "staff": N_("staff"),
    "village": N_("village cadre"),
}
"""Message ids, by code."""

RANK_NAMES: Final[Mapping[str, CadreRank]] = {
    **{each.value: each for each in CadreRank},
    "省部级": CadreRank.MINISTRY, "省级": CadreRank.MINISTRY, "自治区级": CadreRank.MINISTRY,
    "厅局级": CadreRank.BUREAU, "地厅级": CadreRank.BUREAU, "厅级": CadreRank.BUREAU, "市级": CadreRank.BUREAU,
    "县处级": CadreRank.DIVISION, "处级": CadreRank.DIVISION, "旗县级": CadreRank.DIVISION,
    "乡科级": CadreRank.SECTION, "科级": CadreRank.SECTION, "乡镇级": CadreRank.SECTION,
    "一般干部": CadreRank.STAFF, "科员": CadreRank.STAFF, "工作人员": CadreRank.STAFF,
    "村干部": CadreRank.VILLAGE, "村两委": CadreRank.VILLAGE, "村“两委”": CadreRank.VILLAGE,
}  # fmt: skip
"""What a file may say of a rank: its code, or what people call it. 市级 is said of 厅局级 where a city is meant."""
