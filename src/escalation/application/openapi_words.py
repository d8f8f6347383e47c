"""Which words does the OpenAPI document name of sets that may grow? States, clocks, sources and attempts.

An office may publish a life cycle of its own, and events may tell of more than today: whoever meets a word that they do
not know goes on, which is what `x-extensible-enum` says.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from escalation.clocks.policy_document import Stage
from escalation.kit.outbound.outcomes import Kind
from escalation.programme.contact_points.domain.places import ContactPlace
from escalation.tickets.domain.default import checked, document
from escalation.tickets.domain.source import Source

Json = dict[str, Any]


def add_words(schemas: Json) -> None:
    """Name the words of open sets where they stand. `schemas`: those of the components."""
    states = sorted(checked(document()).states)
    for name, schema in schemas.items():
        for field, described in schema.get("properties", {}).items():
            if field in ("from_state", "to_state", "ticket_state") or (field == "state" and name in _WITH_A_STATE):
                _name(described, states)
            elif field == "source" and name.endswith("Details"):
                _name(described, Source)
            elif field == "contact_place" and name.endswith("Details"):
                _name(described, ContactPlace)
            elif (name, field) == ("WatchOut", "kind"):
                _name(described, ["overall", *Stage])
            elif field == "outcome" and name in _ATTEMPTS:
                _name(described, [*Kind, "lost"])


def _name(described: Json, words: Iterable[str]) -> None:
    for schema in _texts(described):
        schema["x-extensible-enum"] = list(map(str, words))


def _texts(described: Json) -> Iterator[Json]:
    if described.get("type") == "string":
        yield described
    for choice in described.get("anyOf", ()):
        yield from _texts(choice)
    if "items" in described:
        yield from _texts(described["items"])


_TICKETS = frozenset(
    {"TicketOut", "TicketPageOut", "FormedOut", "MovedOut", "TicketRowOut", "BatchLineOut", "ClockOut"}
)
_WITH_A_STATE = _TICKETS | {
    "FilterIn", "FilterOut", "AgendaTicketOut", "EvidenceTicketOut", "LedgerTicketOut", "SampleTicketOut",
}  # fmt: skip
_ATTEMPTS = frozenset({"AttemptOut", "AnsweredOut", "HourOut"})
