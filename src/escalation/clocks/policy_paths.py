"""Where in a policy document are its rules and limits, and over which values are they decided?"""

from collections.abc import Iterator, Mapping, Sequence

from escalation.clocks.policy_document import Difficulty, GraceRule, LimitRule, PolicyDocument, Stage, Urgency
from escalation.clocks.rules import Conditions, Value

OVERALL = "overall"
ANY_LEVEL = 0
"""Stands for every level that the policy does not name; only rules without a condition on levels fit it."""
GRACE_AXES: Mapping[str, Sequence[Value]] = {"stage": tuple(Stage), "urgency": tuple(Urgency)}

Place = tuple[str | int, ...]


def kinds(document: PolicyDocument) -> Iterator[tuple[str, Place, Sequence[LimitRule]]]:
    """Each kind of limit with its place in the document and its rules."""
    yield OVERALL, (OVERALL,), document.overall
    for stage, rules in document.stages.items():
        yield stage.value, ("stages", stage.value), rules


def limit_axes(document: PolicyDocument) -> dict[str, Sequence[Value]]:
    """What a limit is decided by, besides units and categories."""
    ranks = [level.rank for level in document.levels]
    return {"level": [*ranks, ANY_LEVEL], "urgency": tuple(Urgency), "difficulty": tuple(Difficulty)}


def conditions(rules: Sequence[LimitRule] | Sequence[GraceRule]) -> list[Conditions]:
    """The axes that each rule names, with the values it names; what it names twice counts once."""
    return [
        {axis: frozenset(values) for axis, values in rule.when.model_dump().items() if values is not None}
        for rule in rules
    ]


def written_limits(document: PolicyDocument) -> Iterator[tuple[Place, str]]:
    """Every limit in the document with its place."""
    yield ("reminder_floor",), document.reminder_floor
    for _, place, rules in kinds(document):
        for nth, rule in enumerate(rules):
            yield (*place, nth, "limit"), rule.limit
    for nth, grace in enumerate(document.grace):
        yield ("grace", nth, "after"), grace.after
    yield ("extensions", "longest"), document.extensions.longest
    for nth, approver in enumerate(document.extensions.approvers):
        if approver.up_to is not None:
            yield ("extensions", "approvers", nth, "up_to"), approver.up_to
    yield ("objections", "window"), document.objections.window
    yield ("objections", "decision"), document.objections.decision
    yield ("requests", "decision"), document.requests.decision
    for colour, text in document.orders.answer.items():
        yield ("orders", "answer", colour.value), text
