"""How are the list queries of saved views read? By the models of the lists, as those read their addresses."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qs

from pydantic import BaseModel, ValidationError

from escalation.desk.domain.saved_views import ListKind
from escalation.errors import N_, Fault, ValidationFailed
from escalation.kit.web.errors import InvalidUrl, UnknownParameter
from escalation.kit.web.queries import declared_of, refuse_undeclared
from escalation.kit.web.validation_errors import faults_of
from escalation.opinions.api.opinions import OpinionQuery
from escalation.tickets.api.lists import TicketQuery
from escalation.tickets.api.ticket_filters import TicketFilterQuery
from escalation.tickets.usecases.ticket_filters import WantedFilters

_MODELS: Final[Mapping[ListKind, type[BaseModel]]] = {ListKind.TICKETS: TicketQuery, ListKind.OPINIONS: OpinionQuery}


def read_query(list_: ListKind, query: str) -> WantedFilters | None:
    """The filters of tickets that a query has; `None` for another list. Where a page begins is no part of a view.

    Raises `ValidationFailed` for whatever the list would refuse.
    """
    declared = declared_of(_MODELS[list_])
    try:
        refuse_undeclared(query.encode(), declared)
    except UnknownParameter as refusal:
        raise ValidationFailed(faults=refusal.faults or [_UNREADABLE]) from None
    except (InvalidUrl, UnicodeError):
        raise ValidationFailed(faults=[_UNREADABLE]) from None
    given = parse_qs(query, keep_blank_values=True)
    if "cursor" in given:
        raise ValidationFailed(faults=[Fault("?cursor", "unknown", N_("There is no such parameter here."))])
    values = {name: said if name in declared.repeatable else said[0] for name, said in given.items()}
    try:
        read = _MODELS[list_].model_validate(values)
    except ValidationError as error:
        found = [{**finding, "loc": ("query", *finding["loc"])} for finding in error.errors(include_url=False)]
        raise ValidationFailed(faults=faults_of(found, values)) from None
    return read.wanted_filters() if isinstance(read, TicketFilterQuery) else None


_UNREADABLE: Final = Fault("/query", "wrong_form", N_("This is not written in the form that belongs here."))
