"""What is a survey of satisfaction (群众满意度调查)? Who is asked about what, by whom, until when."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from escalation.programme.surveys.domain.rules import SurveyKind, SurveyRules


class SurveyState(StrEnum):
    """Whether answers are taken still."""

    OPEN = "open"
    CLOSED = "closed"


class AskedState(StrEnum):
    """How far it is with somebody who is asked.

    `UNREACHED`: given up after as many calls as the rules have. `WITHDRAWN`: their contact was erased before they
    answered.
    """

    WAITING = "waiting"
    ANSWERED = "answered"
    REFUSED = "refused"
    UNREACHED = "unreached"
    WITHDRAWN = "withdrawn"


class AnswerWay(StrEnum):
    """By what an answer came."""

    PAGE = "page"
    TELEPHONE = "telephone"


@dataclass(frozen=True, slots=True)
class SurveyProgress:
    """How many are asked, and how far that is. `reached`: who answered, and who was spoken to and would not.

    `waiting_by_message`: how many of those waiting left no telephone number, and are called by nobody.
    """

    asked: int
    answered: int
    answered_by_page: int
    refused: int
    unreached: int
    withdrawn: int
    waiting: int
    waiting_by_message: int

    @property
    def reached(self) -> int:
        """Who answered or refused."""
        return self.answered + self.refused


@dataclass(frozen=True, slots=True)
class Survey:
    """A survey as it is kept. `period_until`, `ends_at`: the first day and moment that do not count.

    `asked_lately`: how many citizens were left out because they had been asked not long before;
    `out_of_reach`: because what they left is neither a number nor a mail address. `is_own`: whether the reader reaches
    the unit that ordered it, and is not only of a unit that was asked about.
    """

    id: UUID
    unit_id: UUID
    unit_code: str
    unit_name: str
    unit_path: str
    kind: SurveyKind
    title: str
    within_id: UUID
    within_code: str
    within_name: str
    within_path: str
    period_since: date
    period_until: date
    rules: SurveyRules
    rules_version: int | None
    seed: int
    size: int
    frame_size: int
    frame_digest: bytes
    asked_lately: int
    out_of_reach: int
    opened_at: datetime
    opened_by: str
    ends_at: datetime
    reminded_at: datetime | None
    closed_at: datetime | None
    is_own: bool
    progress: SurveyProgress

    @property
    def state(self) -> SurveyState:
        """Open until it was closed, by somebody or by the clock."""
        return SurveyState.OPEN if self.closed_at is None else SurveyState.CLOSED
