"""Where does a matter come from? The sources (来源) of opinions, and of the tickets that are formed of them."""

from enum import StrEnum


class Source(StrEnum):
    """Where an opinion comes from (来源)."""

    VISIT = "visit"
    DIARY = "diary"
    WALK_IN = "walk_in"
    PHONE = "phone"
    WEB = "web"
    APP = "app"
    OPEN311 = "open311"
    FROM_ABOVE = "from_above"
    FROM_BELOW = "from_below"
