"""How is a service request made, and which are there? An opinion is registered, and opinions are read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from escalation.actors import Actor
from escalation.errors import N_, Fault, NotFound, ValidationFailed
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.documents.in_force import Versions, in_force
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse
from escalation.open311.domain.service_requests import (
    MOST_DAYS,
    MOST_REQUESTS,
    RequestFacts,
    RequestPeriod,
    RequestStatus,
    ServiceRequest,
)
from escalation.open311.domain.submitted_form import LONGEST_DESCRIPTION, SubmittedForm
from escalation.open311.storage.service_requests import find_public, find_visible, list_public_ids
from escalation.open311.usecases.services import find_jurisdiction, named
from escalation.opinions.domain.field_values import values_of_texts
from escalation.opinions.storage.opinion_lists import WINDOW, list_opinions
from escalation.opinions.storage.opinions import Opinion, OpinionFilters
from escalation.opinions.usecases import opinions
from escalation.opinions.usecases.category_suggestions import Catalogue, catalogue_in_force
from escalation.opinions.usecases.import_rows import title_of
from escalation.opinions.usecases.opinions import OpinionInput
from escalation.organisation.domain.units import Unit
from escalation.organisation.usecases.calendars import calendars_in_force
from escalation.texts import Language
from escalation.tickets.domain.source import Source
from escalation.tickets.usecases.rules import read_rules

MOST_PAGES: Final = 100
"""Of a list, looked through for one answer."""


@dataclass(frozen=True, slots=True)
class RequestQuestion:
    """Which requests are asked for. `ids` override everything else; `None` and nothing named narrow nothing."""

    jurisdiction_id: str | None = None
    ids: Sequence[UUID] | None = None
    codes: frozenset[str] = frozenset()
    since: datetime | None = None
    until: datetime | None = None
    statuses: frozenset[str] = frozenset()


async def post_request(
    runtime: Runtime,
    actor: Actor,
    form: SubmittedForm,
    *,
    language: Language,
    render: Callable[[Opinion], StoredResponse],
    request_id: str,
    once: IdempotentRequest | None,
) -> StoredResponse:
    """Register the opinion that a form is. Raises what `register` raises."""
    async with runtime.database.connection(changes=False) as connection:
        category = (await catalogue_in_force(runtime, connection)).with_code(form.service_code)
        zone = (await calendars_in_force(runtime, connection)).base.zone
    content = form.content or (named(category, language) if category is not None else form.service_code)
    given = OpinionInput(
        title=title_of(content),
        content=content,
        source=Source.OPEN311,
        unit_code=form.jurisdiction_id,
        category=form.service_code,
        citizen_name=form.name,
        contact=form.contact,
        attributes=values_of_texts(category.fields if category is not None else (), form.attributes, zone),
        place=form.place,
        location=form.location,
    )
    return await opinions.register(runtime, actor, given, render=render, request_id=request_id, once=once)


async def get_request(
    runtime: Runtime, actor: Actor, request_id: UUID, jurisdiction_id: str | None, language: Language
) -> ServiceRequest:
    """One that may be seen. Raises `NotFound`."""
    found = await list_requests(runtime, actor, RequestQuestion(jurisdiction_id, [request_id]), language)
    if not found:
        raise NotFound
    return found[0]


async def list_requests(
    runtime: Runtime, actor: Actor, asked: RequestQuestion, language: Language
) -> list[ServiceRequest]:
    """Those that the actor may see, newest first; who is nobody sees those of public categories, without words.

    At most a thousand, of at most ninety days. Raises `ValidationFailed` for a period that is longer or turned around,
    and for one in which too many would have to be looked through.
    """
    async with runtime.database.connection(changes=False) as connection:
        unit = await find_jurisdiction(connection, asked.jurisdiction_id)
        teller = await _teller(runtime, connection, language)
        period = _period(asked, await read_now(connection))
        if actor.role is None:
            codes = [each.code for each in teller.catalogue.rows if each.public]
            facts = await _public(connection, codes, asked, unit, teller.whole_days(period))
            return [teller.tell_all(each) for each in facts]
        if asked.ids is not None:
            return [await teller.tell(each) for each in await find_visible(connection, actor, asked.ids)]
        facts = await _listed(connection, actor, asked, unit, period)
        return [await teller.tell(each) for each in facts]


async def _public(
    connection: Connection, codes: Sequence[str], asked: RequestQuestion, unit: Unit | None, period: RequestPeriod
) -> list[RequestFacts]:
    if asked.ids is not None:
        return await find_public(connection, asked.ids, codes)
    narrowed = [code for code in codes if not asked.codes or code in asked.codes]
    is_open = asked.statuses == {RequestStatus.OPEN} if len(asked.statuses) == 1 else None
    path = unit.path if unit is not None else _WHOLE_PLACE
    ids = await list_public_ids(connection, narrowed, path, period, is_open=is_open)
    return await find_public(connection, ids, narrowed)


async def _listed(
    connection: Connection, actor: Actor, asked: RequestQuestion, unit: Unit | None, period: RequestPeriod
) -> list[RequestFacts]:
    """The newest of the actor's list, page by page as for everybody who reads it."""
    single = next(iter(asked.codes)) if len(asked.codes) == 1 else None
    filters = OpinionFilters(unit_path=unit.path if unit is not None else None, category=single)
    after, found = (period.until, _LAST), list[RequestFacts]()
    for _ in range(MOST_PAGES):
        page = await list_opinions(connection, actor, filters, after=after, limit=WINDOW)
        ids = [each.id for each in page.opinions if each.received_at >= period.since]
        found += [each for each in await find_visible(connection, actor, ids) if _fits(each, asked)]
        goes_on = page.goes_on_behind
        if goes_on is None or goes_on[0] < period.since or len(found) >= MOST_REQUESTS:
            return found[:MOST_REQUESTS]
        after = goes_on
    detail = N_("Too much would have to be looked through. Narrow the period, the service or the jurisdiction.")
    raise ValidationFailed(faults=[Fault("/start_date", "too_many", detail)])


_LAST: Final = UUID(int=(1 << 128) - 1)
_WHOLE_PLACE: Final = "/"


def _fits(facts: RequestFacts, asked: RequestQuestion) -> bool:
    is_of = not asked.codes or facts.category in asked.codes
    return is_of and (not asked.statuses or _status(facts) in asked.statuses)


def _period(asked: RequestQuestion, now: datetime) -> RequestPeriod:
    """Of one that has an end only, or a beginning, it is the ninety days from there."""
    longest = timedelta(days=MOST_DAYS)
    until = asked.until or (min(asked.since + longest, now) if asked.since else now)
    since = asked.since or until - longest
    if asked.until is not None and since > until:
        detail = N_("This is before the beginning of the period.")
        raise ValidationFailed(faults=[Fault("/end_date", "out_of_order", detail)])
    if until - since > longest:
        raise ValidationFailed(faults=[Fault("/end_date", "too_long", N_("A period has at most 90 days."))])
    return RequestPeriod(since, until)


def _status(facts: RequestFacts) -> RequestStatus:
    return RequestStatus.OPEN if facts.is_open else RequestStatus.CLOSED


async def _teller(runtime: Runtime, connection: Connection, language: Language) -> "_Teller":
    versions, catalogue = await in_force(connection), await catalogue_in_force(runtime, connection)
    zone = (await calendars_in_force(runtime, connection)).base.zone
    return _Teller(runtime, connection, versions, catalogue, zone, language)


@dataclass(frozen=True, slots=True)
class _Teller:
    """What it takes to tell of requests in a language."""

    runtime: Runtime
    connection: Connection
    versions: Versions
    catalogue: Catalogue
    zone: ZoneInfo
    language: Language

    def tell_all(self, facts: RequestFacts) -> ServiceRequest:
        """What it is about, how it stands, whose it is, and days. Not a word of the citizen's or of the reply to them.

        Who knows when somebody called would know that it was them.
        """
        return ServiceRequest(
            id=facts.id, status=_status(facts), notes=None, service_name=self._service_name(facts),
            service_code=facts.category, description=None, agency=facts.agency,
            requested_at=self._day(facts.received_at), updated_at=self._day(facts.closed_at or facts.updated_at),
            expected_at=self._day(facts.due_at) if facts.due_at else None, address=facts.unit_name,
        )  # fmt: skip

    async def tell(self, facts: RequestFacts) -> ServiceRequest:
        """All of it, for whom it is to see."""
        return ServiceRequest(
            id=facts.id, status=_status(facts), notes=await self._reply(facts), service_name=self._service_name(facts),
            service_code=facts.category, description=facts.content[:LONGEST_DESCRIPTION], agency=facts.agency,
            requested_at=facts.received_at, updated_at=facts.closed_at or facts.updated_at, expected_at=facts.due_at,
            address=facts.place, latitude=facts.latitude, longitude=facts.longitude,
        )  # fmt: skip

    async def _reply(self, facts: RequestFacts) -> str | None:
        """What the citizen was answered, once it was audited."""
        if facts.reply is None or facts.state is None:
            return None
        pinned = replace(self.versions, workflow=facts.workflow_version or self.versions.workflow)
        workflow = (await read_rules(self.runtime, self.connection, pinned)).workflow
        return facts.reply if facts.state in workflow.answered else None

    def _service_name(self, facts: RequestFacts) -> str:
        category = self.catalogue.with_code(facts.category)
        return named(category, self.language) if category is not None else facts.category

    def whole_days(self, period: RequestPeriod) -> RequestPeriod:
        """The period by days: by asking again and again somebody would find the moment within one."""
        return RequestPeriod(self._day(period.since), self._day(period.until) + timedelta(days=1))

    def _day(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone).replace(hour=0, minute=0, second=0, microsecond=0)
