"""Which kinds of records of the programme are there (record kinds)? Where each is read, and its page."""

from collections.abc import Mapping
from typing import Final, NamedTuple


class RecordKind(NamedTuple):
    """`route`: of the API, below which a record has its id. `page`: of the console, with `{id}` where that belongs."""

    route: str
    page: str


RECORD_KINDS: Final[Mapping[str, RecordKind]] = {
    "bulletin": RecordKind("/v1/bulletins", "/programme/bulletins/{id}"),
    "contact_point": RecordKind("/v1/contact-points", "/programme/contact-points"),
    # A round is named by its unit.
    "meeting": RecordKind("/v1/meeting-rounds", "/programme/meetings"),
    "sorting": RecordKind("/v1/sorting-rounds", "/programme/sorting"),
    "decision": RecordKind("/v1/meeting-decisions", "/programme/meetings"),
    "diary": RecordKind("/v1/diary-entries", "/programme/diary/{id}"),
    "leading_group": RecordKind("/v1/leading-groups", "/programme/groups/leading/{id}"),
    "ledger": RecordKind("/v1/ledger-rows", "/programme/ledger/{id}"),
    "sample": RecordKind("/v1/samples", "/programme/supervision/samples/{id}"),
    "site_check": RecordKind("/v1/site-checks", "/programme/supervision/checks/{id}"),
    "survey": RecordKind("/v1/surveys", "/programme/surveys/{id}"),
    "supervision_group": RecordKind("/v1/supervision-groups", "/programme/groups/supervision/{id}"),
    "trend": RecordKind("/v1/trend-alarms", "/programme/trends"),
    "visit": RecordKind("/v1/visits", "/programme/visits/{id}"),
    "visit_plan": RecordKind("/v1/visit-plans", "/programme/visits/plans/{id}"),
}
"""By the first part of the types of their events."""


def kind_of(event_type: str) -> str:
    """What the first part of a type says it is about."""
    return event_type.partition(".")[0]
