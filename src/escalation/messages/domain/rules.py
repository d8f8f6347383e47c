"""Which rules say what is told to whom? By event: who hears of it, and whether they may do without."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from escalation.errors import N_


class Audience(StrEnum):
    """Who hears of an event.

    `HANDS`: the assignee, or else handlers and the office of the holder. `ABOVE`: who leads the holder, and leaders and
    supervisors of the unit right above it; whoever is higher has the digest, and the ticket itself once it climbs.

    A record of the programme is held by its unit, and its assignee is the `member_id` that its event names, if any.
    `UNIT`: handlers, office and leaders of the holder. Of a record whoever is in charge of its unit is told as well, by
    `UNIT` and by `ABOVE`, with a post or without.

    `NAMED`: members whom the event of a record names (`member_id`, `former_member_id`, `member_ids`), wherever they
    serve, with a post or without. `IN_THEIR_STEAD`: leaders and the office of its unit, if none of
    these serves any more. `SUPERVISED`: leaders and the office of the units that it names (`unit_ids`).
    """

    ASSIGNEE = "assignee"
    HANDS = "hands"
    UNIT = "unit"
    ABOVE = "above"
    DECIDER = "decider"
    ISSUER = "issuer"
    JOINT = "joint"
    NAMED = "named"
    IN_THEIR_STEAD = "in_their_stead"
    SUPERVISED = "supervised"
    CITIZEN = "citizen"


@dataclass(frozen=True, slots=True)
class MessageRule:
    """Something that people are told. `title`: a message id.

    `by_default`: whether who has not chosen is told. `optional`: whether it may be switched off. `urgent`: it does not
    wait for the morning.
    """

    name: str
    title: str
    events: tuple[str, ...]
    audience: Audience
    by_default: bool = True
    optional: bool = True
    urgent: bool = False

    @property
    def is_bundled(self) -> bool:
        """Whether many of these are told a channel in one message: what events tell members, if it is not urgent."""
        return bool(self.events) and self.audience is not Audience.CITIZEN and not self.urgent


DIGEST: Final = "digest"
"""The morning's digest is owed by the day, not by an event."""
VERIFY, TEST = "verify", "test"
"""A code to a new channel, and a message to oneself: sent because somebody asked for it."""
BUNDLE: Final = "bundle"
"""In the words of which many of one rule are told in one message; nothing is owed by it."""
CODE: Final = "citizen_code"
"""Carries a new tracking code."""

SURVEY: Final = "citizen_survey"
"""Carries a code with which a citizen answers a survey."""

_ARRIVED_OTHERWISE: Final = (
    "ticket.taken_over", "ticket.objection_accepted", "ticket.recalled", "ticket.released", "ticket.succeeded",
)  # fmt: skip
_OTHER_DATES: Final = ("ticket.reclassified", "ticket.rescheduled", "ticket.resumed", "ticket.merged_from")
_PLACES: Final = ("leading_group.charge_changed", "leading_group.changed")
_POINTS: Final = ("contact_point.assigned", "contact_point.ended")
_GROUP: Final = ("supervision_group.formed", "supervision_group.changed", "supervision_group.lapsed")
_ON_ITS_WAY: Final = ("ticket.dispatched", "ticket.transferred", "ticket.handed_down", "ticket.escalated")
_REQUESTS: Final = (
    "ticket.objected", "ticket.extension_requested", "ticket.parking_requested", "ticket.termination_requested",
)  # fmt: skip
_DECISIONS: Final = (
    "ticket.objection_refused", "ticket.extended", "ticket.extension_refused", "ticket.parked",
    "ticket.parking_refused", "ticket.termination_refused", "ticket.terminated",
)  # fmt: skip

EVENT_RULES: Final = (
    # Whoever answers for a unit cannot choose not to know that it is late.
    MessageRule(
        "overdue_below",
        N_("Overdue at your unit or right below it"),
        ("ticket.overdue", "ticket.stuck_at_top"),
        Audience.ABOVE,
        optional=False,
    ),
    MessageRule(
        "supervised",
        N_("Supervised or urged from above"),
        ("ticket.supervised", "ticket.urged"),
        Audience.HANDS,
        optional=False,
        urgent=True,
    ),
    MessageRule("assigned", N_("Assigned to you"), ("ticket.assigned",), Audience.ASSIGNEE),
    MessageRule("overdue", N_("Overdue in your hands"), ("ticket.overdue",), Audience.HANDS),
    MessageRule("due_soon", N_("Due soon"), ("ticket.warned",), Audience.HANDS),
    MessageRule("to_decide", N_("You are asked to decide"), _REQUESTS, Audience.DECIDER),
    MessageRule("decided", N_("Your request was decided"), _DECISIONS, Audience.HANDS),
    MessageRule("answered", N_("Your order was answered"), ("ticket.order_answered",), Audience.ISSUER),
    MessageRule(
        "reported",
        N_("A joint unit has reported"),
        ("joint_task.reported", "ticket.coordination_finished"),
        Audience.HANDS,
    ),
    MessageRule("asked_to_help", N_("You are asked to help"), ("joint_task.requested",), Audience.JOINT),
    MessageRule(
        "help_not_needed",
        N_("Your help is not needed any more"),
        ("joint_task.waived", "joint_task.superseded"),
        Audience.JOINT,
    ),
    MessageRule(
        "sent_back",
        N_("Reopened, or to be done again"),
        ("ticket.reopened", "ticket.redone", "ticket.audit_failed"),
        Audience.HANDS,
    ),
    MessageRule(
        "arrived",
        N_("A ticket came to your unit"),
        (*_ON_ITS_WAY, *_ARRIVED_OTHERWISE),
        Audience.HANDS,
        by_default=False,
    ),
    MessageRule("to_audit", N_("A result waits to be audited"), ("ticket.resolved",), Audience.UNIT, by_default=False),
    MessageRule(
        "other_dates", N_("The dates of your ticket have changed"), _OTHER_DATES, Audience.HANDS, by_default=False
    ),
    MessageRule(
        "commented",
        N_("Something was added to your ticket"),
        ("ticket.commented", "ticket.attachment_added"),
        Audience.HANDS,
        by_default=False,
    ),
    MessageRule("problem_below", N_("A problem ticket right below you"), ("ticket.problem_flagged",), Audience.ABOVE),
    MessageRule("meeting_due", N_("Your unit has to meet"), ("meeting.due_soon", "meeting.overdue"), Audience.UNIT),
    MessageRule("sorting_due", N_("Your inbox has to be sorted"), ("sorting.overdue",), Audience.UNIT),
    MessageRule(
        "meeting_decision_late", N_("What a meeting decided is late at your unit"), ("decision.overdue",), Audience.UNIT
    ),
    MessageRule(
        "visits_due", N_("Your unit owes visits"), ("visit_plan.due_soon", "visit_plan.overdue"), Audience.UNIT
    ),
    MessageRule(
        "bulletin_drafted", N_("A bulletin of your unit waits to be edited"), ("bulletin.drafted",), Audience.UNIT
    ),
    MessageRule(
        "bulletin_open",
        N_("A bulletin of your unit was opened to everybody, or taken back"),
        ("bulletin.opened", "bulletin.taken_back"),
        Audience.UNIT,
    ),
    MessageRule(
        "bulletin_published",
        N_("Your unit or one right below it has published a bulletin"),
        ("bulletin.published",),
        Audience.ABOVE,
        by_default=False,
    ),
    MessageRule("trend_decayed", N_("The activity of your unit fades"), ("trend.decayed",), Audience.UNIT),
    MessageRule(
        "trend_decayed_below", N_("The activity of a unit right below you fades"), ("trend.decayed",), Audience.ABOVE
    ),
    MessageRule(
        "trend_recovered",
        N_("Your unit is as active again as it was"),
        ("trend.recovered",),
        Audience.UNIT,
        by_default=False,
    ),
    MessageRule("site_checked", N_("A site check was made at your unit"), ("site_check.recorded",), Audience.UNIT),
    MessageRule("sample_drawn", N_("Your unit has drawn a sample"), ("sample.drawn",), Audience.UNIT, by_default=False),
    MessageRule(
        "leading_group_place",
        N_("Your place in a leading group changed"),
        _PLACES,
        Audience.NAMED,
    ),
    MessageRule(
        "leading_group_of_unit",
        N_("The leading group of your unit changed"),
        ("leading_group.formed", *_PLACES),
        Audience.UNIT,
        by_default=False,
    ),
    MessageRule("supervising", N_("You are in a supervision group"), _GROUP, Audience.NAMED),
    MessageRule("supervised_by_group", N_("A supervision group is sent to your unit"), _GROUP, Audience.SUPERVISED),
    MessageRule(
        "contact_point",
        N_("You have a contact point, or no longer"),
        _POINTS,
        Audience.NAMED,
    ),
    MessageRule(
        "named_gone",
        N_("Whoever has a part in it does not serve any more"),
        (*_PLACES, *_GROUP, *_POINTS),
        Audience.IN_THEIR_STEAD,
    ),
    MessageRule("diary_reviewed", N_("An entry of your diary was reviewed"), ("diary.reviewed",), Audience.NAMED),
    MessageRule(
        "citizen_received", N_("To the citizen: received"), ("ticket.created",), Audience.CITIZEN, optional=False
    ),
    MessageRule("citizen_forwarded", N_("To the citizen: forwarded"), _ON_ITS_WAY, Audience.CITIZEN, optional=False),
    MessageRule(
        "citizen_answered", N_("To the citizen: answered"), ("ticket.audit_passed",), Audience.CITIZEN, optional=False
    ),
    MessageRule(
        "citizen_closed", N_("To the citizen: closed"), ("ticket.confirmed",), Audience.CITIZEN, optional=False
    ),
    MessageRule(
        "citizen_ended",
        N_("To the citizen: not dealt with any further"),
        ("ticket.rejected", "ticket.terminated"),
        Audience.CITIZEN,
        optional=False,
    ),
    MessageRule(
        "survey_opened", N_("A survey of your unit has begun"), ("survey.opened",), Audience.UNIT, by_default=False
    ),
    MessageRule("survey_closed", N_("A survey of your unit is over"), ("survey.closed",), Audience.UNIT),
    MessageRule("survey_due", N_("A survey of your unit ends soon"), ("survey.due_soon",), Audience.UNIT),
    MessageRule(
        "survey_below_floor",
        N_("Citizens are not satisfied with your unit or one right below it"),
        ("survey.below_floor",),
        Audience.ABOVE,
    ),
    MessageRule(SURVEY, N_("To the citizen: survey"), ("opinion.survey_ready",), Audience.CITIZEN, optional=False),
    MessageRule(CODE, N_("To the citizen: tracking code"), ("opinion.code_ready",), Audience.CITIZEN, optional=False),
)
"""What events tell. If several rules tell somebody of one event by one channel, the first of them does."""

RULES: Final[Mapping[str, MessageRule]] = {
    **{rule.name: rule for rule in EVENT_RULES},
    DIGEST: MessageRule(DIGEST, N_("Every morning: what is late below you"), (), Audience.ABOVE),
    BUNDLE: MessageRule(BUNDLE, N_("Many of one kind in one message"), (), Audience.ASSIGNEE, optional=False),
    VERIFY: MessageRule(VERIFY, N_("Code for a new channel"), (), Audience.ASSIGNEE, optional=False, urgent=True),
    TEST: MessageRule(TEST, N_("Test message"), (), Audience.ASSIGNEE, optional=False, urgent=True),
}
"""All by name."""
OWN_RULES: Final = tuple(
    rule for rule in RULES.values() if rule.audience is not Audience.CITIZEN and rule.name not in {BUNDLE, VERIFY, TEST}
)
"""Those about which members choose."""
