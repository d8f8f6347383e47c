"""Every code that the interface can say is called something, in both languages."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import httpx2
import pytest

from escalation.actors import Means, Role, Trigger
from escalation.clocks.policy_document import Difficulty, OrderColour, Stage, Start, Urgency
from escalation.clocks.stopwatch import Colour
from escalation.forms.domain.ticket_forms import TicketFormKind
from escalation.kit.outbound.outcomes import Kind
from escalation.messages.domain.rules import RULES
from escalation.opinions.domain.tracking_codes import CodeWay
from escalation.organisation.domain.leading_groups import GroupRole, LeadingPosition
from escalation.organisation.domain.ranks import CadreRank
from escalation.organisation.domain.units import UnitKind
from escalation.organisation.storage.operations import OperationState
from escalation.organisation.usecases.teams import TeamRole
from escalation.programme.contact_points.domain.places import ContactPlace
from escalation.programme.contact_points.usecases.contact_checks import ContactIssue
from escalation.programme.diary.domain.entries import DiaryState
from escalation.programme.groups.domain.supervision_groups import GroupKind, GroupState
from escalation.programme.ledger.domain.ledger_rows import LedgerStatus, WriteOff
from escalation.programme.scores.domain.score_cards import ScoreGrade
from escalation.programme.supervision.domain.samples import SampleFrame, Stratum, SubjectKind
from escalation.programme.supervision.domain.site_checks import Verdict
from escalation.programme.surveys.domain.rules import CountsAs, SurveyKind
from escalation.programme.surveys.domain.surveys import SurveyState
from escalation.programme.surveys.usecases.calls import CallOutcome
from escalation.statistics.domain.rates import RateName
from escalation.statistics.domain.reports import Basis, ReportGroup, ReportKind
from escalation.tickets.domain.breaches import BreachKind
from escalation.tickets.domain.fields import Outcome
from escalation.tickets.domain.source import Source
from escalation.tickets.domain.ticket import JointState, OrderState, RequestKind, RequestState
from escalation.tickets.domain.work import WorkKind
from escalation.tickets.storage.list_statements import Sort
from escalation.tickets.storage.staffing_gaps import GapKind
from escalation.vocabulary.domain.words import WORDS
from escalation.webhooks.domain.health import Advice, Breaker, Reason
from escalation.webhooks.domain.retry_decision import GivenUp
from escalation.webhooks.storage.abandoned_deliveries import FOR_GOOD
from escalation.webhooks.usecases.test_delivery import Cause
from tests.support.route_inventory import document
from tests.support.world import World

KINDS: dict[str, type[StrEnum]] = {
    "urgency": Urgency, "difficulty": Difficulty, "source": Source, "outcome": Outcome, "warning": Colour,
    "order_colour": OrderColour, "stage": Stage, "breach": BreachKind, "limit_start": Start,
    "request_kind": RequestKind,
    "request_state": RequestState, "joint_task_state": JointState, "order_state": OrderState, "code_way": CodeWay,
    "work": WorkKind, "role": Role, "unit_kind": UnitKind, "team_role": TeamRole, "trigger": Trigger, "means": Means,
    "operation_state": OperationState, "staffing_gap": GapKind, "report": ReportKind, "report_basis": Basis,
    "report_group": ReportGroup, "sort": Sort, "breaker": Breaker, "endpoint_reason": Reason, "endpoint_advice": Advice,
    "rank": CadreRank, "contact_place": ContactPlace, "contact_issue": ContactIssue,
    "sample_frame": SampleFrame, "subject_kind": SubjectKind, "stratum": Stratum, "verdict": Verdict,
    "diary_state": DiaryState, "ledger_status": LedgerStatus, "ticket_form": TicketFormKind, "write_off": WriteOff,
    "leading_position": LeadingPosition, "group_role": GroupRole, "group_kind": GroupKind, "group_state": GroupState,
    "rate": RateName, "score_grade": ScoreGrade,
    "survey_kind": SurveyKind, "survey_state": SurveyState, "survey_rating": CountsAs, "call_outcome": CallOutcome,
}  # fmt: skip
TECHNICAL = {
    "ticket",
    "v1",
    "zh",
    "html",
    "standard",
    "full",
    "csv",
    "update_url",
    "failed",
    "abort-message",
    "Bearer",
    "true",
    "none",
    "zh-Hans",
    "xml",
    "realtime",
    "production",
    "units",
    "code",
    "whole",
    "opinions",
}
"""First codes of what is for programs alone: formats, algorithms, languages, kinds of sending and of proof, parts of an
answer and orders of a list that are asked for, and what another interface prescribes."""


@pytest.mark.parametrize("kind", KINDS)
def test_every_value_has_a_word(kind: str) -> None:
    assert set(WORDS[kind]) == {each.value for each in KINDS[kind]}


def test_what_comes_of_deliveries_has_words() -> None:
    """A delivery of whose attempt nobody has heard again is `lost`; reasons of dead letters come from two sides."""
    assert set(WORDS["delivery_outcome"]) == {*Kind, "lost"}
    assert set(WORDS["dead_reason"]) == {*GivenUp, *FOR_GOOD}
    assert {*Cause} < set(WORDS["delivery_cause"])


def test_what_is_told_is_called_as_whoever_chooses_is_told() -> None:
    assert WORDS["message_rule"] == {name: rule.title for name, rule in RULES.items()}


def enumerations(part: Any) -> Iterator[tuple[str, ...]]:
    if isinstance(part, dict):
        if "enum" in part:
            yield tuple(part["enum"])
        for name, inner in part.items():
            if name not in {"not", "enum"}:
                yield from enumerations(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from enumerations(inner)


def test_every_enumeration_of_the_document_has_words() -> None:
    known = [set(words) for words in WORDS.values()]
    found = set(enumerations(document()))
    assert len(found) > 20
    assert [each for each in found if each[0] not in TECHNICAL and not any(set(each) <= codes for codes in known)] == []


def codes_of_problems(part: Any) -> Iterator[str]:
    """All that the document lists for some status."""
    if isinstance(part, dict):
        yield from part.get("x-extensible-enum", ())
        for inner in part.values():
            yield from codes_of_problems(inner)


async def test_a_front_end_asks_once(client: httpx2.AsyncClient, world: World) -> None:
    key = await world.key("V1")
    answer = await client.get("/v1/vocabulary", headers=key)
    words = {kind["kind"]: {word["code"]: word for word in kind["words"]} for kind in answer.json()["items"]}
    assert words["state"]["in_progress"] == {"code": "in_progress", "zh": "办理中", "en": "In progress"}
    assert words["action"]["escalate"]["zh"] == "上报上级"
    assert words["level"]["3"]["zh"] == "旗县级"
    assert words["event_type"]["ticket.escalated"]["zh"] != words["event_type"]["ticket.escalated"]["en"]
    # Codes of problems are in capitals; of what else may grow, each has its own kind.
    assert set(words["problem"]) == {code for code in codes_of_problems(document()["components"]) if code.isupper()}
    for kind in words.values():
        for word in kind.values():
            assert re.search(r"[\u4e00-\u9fff]", word["zh"]), word
            assert not re.search(r"[\u4e00-\u9fff]", word["en"]), word
    again = await client.get("/v1/vocabulary", headers={**key, "If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
