"""What does a policy document say?"""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StrictBool, StrictInt

from escalation.kit.parsing.checked_documents import Document, Label, Name, UnitCode, Version

Text = Annotated[str, Field(max_length=160)]
CategoryCode = Annotated[str, Field(max_length=200, pattern=r"^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$")]
Rank = Annotated[StrictInt, Field(ge=1, le=99)]
Percent = Annotated[StrictInt, Field(ge=1, le=99)]
Count = Annotated[StrictInt, Field(ge=1, le=20)]


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


class Start(StrEnum):
    """From which moment a limit runs."""

    REGISTERED = "registered"
    DISPATCHED = "dispatched"
    STAGE = "stage"


class OrderColour(StrEnum):
    """How serious a supervision order (督办单) is."""

    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"


class Approval(StrEnum):
    """Who may approve an extension: a standing to the ticket."""

    LEADER = "leader"
    DISPATCHER = "dispatcher"
    OFFICE = "office"
    SUPERVISOR = "supervisor"


class Level(Document):
    """A level of government; ranks grow upward."""

    rank: Rank
    code: Name
    zh: Label
    en: Label


class When(Document):
    """To what a rule applies; an axis that is left out stands for all of it.

    `unit` holds for the units named and everything below them, `category` for those named and their parts.
    """

    level: Annotated[tuple[Rank, ...], Field(min_length=1)] | None = None
    urgency: Annotated[tuple[Urgency, ...], Field(min_length=1)] | None = None
    difficulty: Annotated[tuple[Difficulty, ...], Field(min_length=1)] | None = None
    unit: Annotated[tuple[UnitCode, ...], Field(min_length=1, max_length=200)] | None = None
    category: Annotated[tuple[CategoryCode, ...], Field(min_length=1, max_length=200)] | None = None


class LimitRule(Document):
    """One limit and where it holds. `limit` is the written form of a `Limit`.

    `starts`: what starts it; left out, registration starts a limit of the whole ticket, the stage one of a stage.
    `statutory`: a limit set by law, beside the others: it prevails over the rule that applies where it is longer.
    """

    id: Name
    when: When = When()
    limit: Text
    zh: Label
    en: Label
    source: Label | None = None
    starts: Start | None = None
    statutory: StrictBool = False


class GraceWhen(Document):
    """To which stage and urgency a grace applies."""

    stage: Annotated[tuple[Stage, ...], Field(min_length=1)] | None = None
    urgency: Annotated[tuple[Urgency, ...], Field(min_length=1)] | None = None


class GraceRule(Document):
    """How long after the due moment of a stage the ticket climbs by itself: a limit like any other.

    In plain minutes or hours it runs round the clock only after a limit that does so too; after any other, in days or
    of working time, these are minutes or hours of working time.
    """

    id: Name
    when: GraceWhen = GraceWhen()
    after: Text


class Thresholds(Document):
    """Per cent of the time left at which a warning turns yellow, then orange."""

    yellow: Percent = 30
    orange: Percent = 15


class ApproverRule(Document):
    """Who approves: `nth` extensions of a ticket (1: the first) that are not longer than `up_to`."""

    nth: Annotated[tuple[Count, ...], Field(min_length=1)] | None = None
    up_to: Text | None = None
    by: Approval


class ExtendedLimit(StrEnum):
    """From the end of which limit the longest extension is counted: of the whole ticket, or of the holder's stage."""

    OVERALL = "overall"
    STAGE = "stage"


class ExtensionRules(Document):
    """How often and how long in all a ticket may be extended (延期). The first approver that fits decides.

    `beyond`: from where `longest` counts. From that of the stage, several extensions may each be so long.
    """

    most: Annotated[StrictInt, Field(ge=0, le=20)]
    longest: Text
    beyond: ExtendedLimit = ExtendedLimit.OVERALL
    approvers: Annotated[tuple[ApproverRule, ...], Field(min_length=1, max_length=50)]
    source: Label | None = None


class ObjectionRules(Document):
    """Until when a unit may object to being given a ticket (退单), and how long the dispatcher has to decide."""

    window: Text
    decision: Text
    source: Label | None = None


class RequestRules(Document):
    """How long an extension, a parking or a termination may wait for the decision about it; then it lapses."""

    decision: Text
    source: Label | None = None


class OrderRules(Document):
    """How long a unit has to answer a supervision order of each colour."""

    answer: dict[OrderColour, Text]
    source: Label | None = None


class ProblemRules(Document):
    """When a ticket is a problem ticket (问题工单): after so many redos, or so many units with none taking the lead."""

    redos: Count
    units: Count
    source: Label | None = None


class PolicyDocument(Document):
    """A policy as published: names of levels, limits of the whole ticket and of each stage, and what follows them."""

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
    extensions: ExtensionRules
    objections: ObjectionRules
    requests: RequestRules
    orders: OrderRules
    problem: ProblemRules
