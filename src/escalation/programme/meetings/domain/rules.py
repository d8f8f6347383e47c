"""By which rules do units meet? How often on which level, when they are told, and what is drawn for the agenda."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field

from escalation.kit.parsing.yaml_documents import load_yaml

_STRICT: Final = ConfigDict(extra="forbid", frozen=True)


class MeetingInterval(BaseModel):
    """How often units of a level meet, in calendar months. `level`: its code in policy."""

    model_config = _STRICT
    level: Annotated[str, Field(min_length=1, max_length=64)]
    every_months: Annotated[int, Field(ge=1, le=24)]


class MeetingRules(BaseModel):
    """The section `meetings` of the rules of the programme.

    Source: the survey's 联席会议、调度会议, held every two months on every level.
    """

    model_config = _STRICT
    levels: Annotated[tuple[MeetingInterval, ...], Field(min_length=1, max_length=20)]
    warn_days: Annotated[int, Field(ge=1, le=60)]
    parked_days: Annotated[int, Field(ge=1, le=366)]
    most_drawn: Annotated[int, Field(ge=1, le=200)]

    def months_by_rank(self, ranks: Mapping[str, int]) -> dict[int, int]:
        """Months between two meetings by the rank of the level; `ranks` has those of policy by code."""
        return {ranks[each.level]: each.every_months for each in self.levels if each.level in ranks}


def parse(section: Mapping[str, Any]) -> MeetingRules:
    """The rules that a section says. Raises pydantic's `ValidationError`."""
    return MeetingRules.model_validate(section)


@cache
def shipped() -> MeetingRules:
    """The rules that come with the package."""
    return parse(load_yaml(files("escalation").joinpath("data/programme/meetings.yaml").read_text(encoding="utf-8")))
