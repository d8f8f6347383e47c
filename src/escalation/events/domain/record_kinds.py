"""Which kinds of records of the programme are there (record kinds)? Where each is read, and its page."""

from collections.abc import Mapping
from typing import Final, NamedTuple


class RecordKind(NamedTuple):
    """`route`: of the API, below which a record has its id. `page`: of the console, with `{id}` where that belongs.

    `list_page`: of the console, where all of them are.
    """

    route: str
    page: str
    list_page: str


RECORD_KINDS: Final[Mapping[str, RecordKind]] = {
    "bulletin": RecordKind("/v1/bulletins", "/programme/bulletins/{id}", "/programme/bulletins"),
    "contact_point": RecordKind("/v1/contact-points", "/programme/contact-points", "/programme/contact-points"),
    # A round is named by its unit.
    "meeting": RecordKind("/v1/meeting-rounds", "/programme/meetings", "/programme/meetings"),
    "sorting": RecordKind("/v1/sorting-rounds", "/programme/sorting", "/programme/sorting"),
    "decision": RecordKind("/v1/meeting-decisions", "/programme/meetings", "/programme/meetings"),
    "diary": RecordKind("/v1/diary-entries", "/programme/diary/{id}", "/programme/diary"),
    "leading_group": RecordKind("/v1/leading-groups", "/programme/groups/leading/{id}", "/programme/groups"),
    "ledger": RecordKind("/v1/ledger-rows", "/programme/ledger/{id}", "/programme/ledger"),
    "sample": RecordKind("/v1/samples", "/programme/supervision/samples/{id}", "/programme/supervision"),
    "site_check": RecordKind("/v1/site-checks", "/programme/supervision/checks/{id}", "/programme/supervision"),
    "survey": RecordKind("/v1/surveys", "/programme/surveys/{id}", "/programme/surveys"),
    "supervision_group": RecordKind(
        "/v1/supervision-groups", "/programme/groups/supervision/{id}", "/programme/groups?view=supervision"
    ),
    "trend": RecordKind("/v1/trend-alarms", "/programme/trends", "/programme/trends"),
    "visit": RecordKind("/v1/visits", "/programme/visits/{id}", "/programme/visits"),
    "visit_plan": RecordKind("/v1/visit-plans", "/programme/visits/plans/{id}", "/programme/visits/plans"),
}
"""By the first part of the types of their events."""


def kind_of(event_type: str) -> str:
    """What the first part of a type says it is about."""
    return event_type.partition(".")[0]
