"""What does a policy document say?"""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StrictInt

from escalation.clocks.documents import Document, Label, Name, Version

Text = Annotated[str, Field(max_length=60)]
Rank = Annotated[StrictInt, Field(ge=1, le=99)]
Percent = Annotated[StrictInt, Field(ge=1, le=99)]


class Urgency(StrEnum):
    """How pressing a matter is (轻重缓急: 一般, 紧急, 特急)."""

    ROUTINE = "routine"
    URGENT = "urgent"
    CRITICAL = "critical"


class Difficulty(StrEnum):
    """How hard a matter is to solve (难易程度)."""

    SIMPLE = "simple"
    MODERATE = "moderate"
    HARD = "hard"


class Stage(StrEnum):
    """What somebody has to do within a stage's limit; the stages of a workflow name one of these."""

    DISPATCH = "dispatch"
    SIGN = "sign"
    HANDLE = "handle"
    COORDINATE = "coordinate"
    PARK = "park"
    AUDIT = "audit"
    CALL_BACK = "call_back"
    REOPEN_WINDOW = "reopen_window"


class Level(Document):
    """A level of government; ranks grow upward."""

    rank: Rank
    code: Name
    zh: Label
    en: Label


class When(Document):
    """To what a rule applies; an axis that is left out stands for all of it."""

    level: Annotated[tuple[Rank, ...], Field(min_length=1)] | None = None
    urgency: Annotated[tuple[Urgency, ...], Field(min_length=1)] | None = None
    difficulty: Annotated[tuple[Difficulty, ...], Field(min_length=1)] | None = None


class LimitRule(Document):
    """One limit and where it holds. `limit` is the written form of a `Limit`."""

    id: Name
    when: When = When()
    limit: Text
    zh: Label
    en: Label
    source: Label | None = None


class GraceWhen(Document):
    """To which stage and urgency a grace applies."""

    stage: Annotated[tuple[Stage, ...], Field(min_length=1)] | None = None
    urgency: Annotated[tuple[Urgency, ...], Field(min_length=1)] | None = None


class GraceRule(Document):
    """How long after the due moment of a stage the ticket climbs by itself; minutes or hours, running at once."""

    id: Name
    when: GraceWhen = GraceWhen()
    after: Text


class Thresholds(Document):
    """Per cent of the time left at which a warning turns yellow, then orange."""

    yellow: Percent = 30
    orange: Percent = 15


class PolicyDocument(Document):
    """A policy as published: names of levels, limits of the whole ticket and of each stage, warnings, escalation."""

    version: Version
    zh: Label
    en: Label
    levels: Annotated[tuple[Level, ...], Field(min_length=1, max_length=20)]
    thresholds: Thresholds = Thresholds()
    reminder_floor: Text
    call_back_tries: Annotated[StrictInt, Field(ge=1, le=20)] = 3
    overall: Annotated[tuple[LimitRule, ...], Field(min_length=1, max_length=500)]
    stages: dict[Stage, Annotated[tuple[LimitRule, ...], Field(min_length=1, max_length=500)]]
    grace: Annotated[tuple[GraceRule, ...], Field(min_length=1, max_length=100)]
