"""How does an opinion arrive, and what is done with it before it becomes part of a ticket?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from escalation.actors import Actor, Role
from escalation.errors import (
    N_,
    Fault,
    ForbiddenAction,
    IdempotencyKeyInUse,
    NotFound,
    TransitionNotAllowed,
    ValidationFailed,
)
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.parsing.coordinates import Location
from escalation.kit.parsing.normalization import nfkc
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once, replay, to_keep
from escalation.kit.runtime.encryption import Vault
from escalation.opinions.domain.categories import Category
from escalation.opinions.domain.similarity import fingerprint_of
from escalation.opinions.domain.tracking_codes import way_for
from escalation.opinions.storage import opinion_lists, opinions, similar_opinions
from escalation.opinions.storage.intake import NewOpinion, receive_opinion
from escalation.opinions.storage.intake_reading import IntakeQuestion, UnitNamed, read_intake
from escalation.opinions.storage.opinion_lists import OpinionPage
from escalation.opinions.storage.opinions import Opinion, OpinionFilters
from escalation.opinions.storage.sealed_contacts import seal_contact
from escalation.opinions.usecases.category_suggestions import Catalogue, catalogue_in_force, category_with
from escalation.opinions.usecases.custom_fields import NO_ATTRIBUTES, KeptAttributes, keep_attributes
from escalation.opinions.usecases.source_systems import send_under
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import find_unit_by_code, find_units

ATTEMPTS: Final = 3
"""How often something is read again that changed before it was written."""

FAST_CLOCK: Final = timedelta(minutes=5)
"""By how much the clock of whoever sends an opinion may be ahead of ours."""


@dataclass(frozen=True, slots=True)
class OpinionInput:
    """An opinion as it was sent. The unit is named by id or code, or is the sender's own."""

    title: str
    content: str
    source: str
    unit_id: UUID | None = None
    unit_code: str | None = None
    category: str | None = None
    citizen_name: str | None = None
    contact: str | None = None
    place: str | None = None
    location: Location | None = None
    confidential: bool = False
    submitted_at: datetime | None = None
    source_system: str | None = None
    external_ref: str | None = None
    attributes: Mapping[str, Any] | None = None


Render = Callable[[Opinion], StoredResponse]
"""Writes the answer to a new opinion."""


async def register(
    runtime: Runtime,
    actor: Actor,
    given: OpinionInput,
    *,
    render: Render,
    request_id: str,
    once: IdempotentRequest | None = None,
) -> StoredResponse:
    """Take an opinion into the inbox of a unit in the actor's scope. Two round trips.

    Raises `ValidationFailed`, `ForbiddenAction` for a unit out of scope, `SourceSystemTaken`, `DuplicateExternalRef`.
    """
    receiver = named_unit(actor, given.unit_id, given.unit_code)
    systems = (given.source_system,) if given.source_system else ()
    asked = IntakeQuestion(receiver, key=once.key if once else None, systems=systems)
    async with runtime.database.connection() as connection:
        for _ in range(ATTEMPTS):
            reading = await read_intake(connection, actor, asked)
            if once is not None and reading.answer is not None:
                return replay(runtime, once, reading.answer)
            unit = receiving(reading.unit(receiver), actor, given.unit_code)
            new = await admit(runtime, connection, actor, given, unit, reading.now)
            await send_under(connection, actor, reading.owners, systems, reading.now)
            reply = render(as_read(new, unit, reading.caller_name))
            kept = to_keep(runtime, once, reply, reading.now)
            if await receive_opinion(connection, new, by=actor, request_id=request_id, answer=kept):
                return reply
    raise IdempotencyKeyInUse


async def admit(
    runtime: Runtime, connection: Connection, actor: Actor, given: OpinionInput, unit: Unit, now: datetime, at: str = ""
) -> NewOpinion:
    """Check an opinion that a unit is to receive, and make its row. `at`: where it stands in the body.

    No round trip, as long as the catalogue of categories is known. Raises `ValidationFailed`.
    """
    if faults := list(unpaired_reference(given.source_system, given.external_ref, at=at)):
        raise ValidationFailed(faults=faults)
    if given.submitted_at is not None and given.submitted_at > now + FAST_CLOCK:
        raise ValidationFailed(faults=[Fault(f"{at}/submitted_at", "in_the_future", N_("This lies in the future."))])
    is_kept = await is_confidential(runtime, connection, given.category, at=at)
    catalogue = await catalogue_in_force(runtime, connection)
    category = catalogue.with_code(given.category) if given.category else None
    attributes = keep_attributes(catalogue, category, given.attributes, at=at)
    admitted = AdmittedOpinion(given, unit, given.confidential or is_kept, attributes)
    (new,) = compose(runtime.vault, catalogue, [admitted], by=actor.principal, now=now)
    return replace(new, code_way=way_for(given.contact, messengers=bool(runtime.messengers) or runtime.tells_citizens))


def named_unit(actor: Actor, unit_id: UUID | None, unit_code: str | None, *, at: str = "") -> UnitNamed:
    """The unit that a request names, or the actor's own. Raises `ValidationFailed` if it is named twice."""
    if unit_id is not None and unit_code is not None:
        raise ValidationFailed(faults=[Fault(f"{at}/unit_code", "named_twice", N_("Name the unit by id or by code."))])
    return UnitNamed(code=nfkc(unit_code)) if unit_code else UnitNamed(unit_id or actor.unit_id)


def receiving(unit: Unit | None, actor: Actor, unit_code: str | None, *, at: str = "") -> Unit:
    """A unit that was named, if it may receive. Raises `ValidationFailed` or, out of scope, `ForbiddenAction`."""
    if unit is None or not unit.active:
        name = "unit_code" if unit_code else "unit_id"
        raise ValidationFailed(faults=[Fault(f"{at}/{name}", "unknown_unit", N_("There is no such unit."))])
    if not actor.reaches(unit.path):
        raise ForbiddenAction(N_("This unit is outside your scope."))
    return unit


async def receiving_unit(
    connection: Connection, actor: Actor, unit_id: UUID | None, unit_code: str | None, *, at: str = ""
) -> Unit:
    """The unit that was named, or the actor's own. Raises `ValidationFailed` or, out of scope, `ForbiddenAction`."""
    named = named_unit(actor, unit_id, unit_code, at=at)
    if named.code is not None:
        return receiving(await find_unit_by_code(connection, named.code), actor, unit_code, at=at)
    found = await find_units(connection, [named.id] if named.id else [])
    return receiving(next(iter(found.values()), None), actor, unit_code, at=at)


async def is_confidential(
    runtime: Runtime, connection: Connection, category: str | None, *, at: str = "", is_new: bool = True
) -> bool:
    """Whether matters of a category are kept from the accused.

    Raises `ValidationFailed` for an unknown one, and for one that was retired unless it was given before.
    """
    if category is None:
        return False
    found = await category_with(runtime, connection, category)
    if found is None:
        raise ValidationFailed(faults=[Fault(f"{at}/category", "unknown_category", N_("There is no such category."))])
    if found.retired and is_new:
        raise ValidationFailed(faults=[_retired(found, at)])
    return found.confidential


def _retired(category: Category, at: str) -> Fault:
    if category.successor is None:
        return Fault(f"{at}/category", "retired_category", N_("This category is not used any more."))
    detail = N_("This category is not used any more; take {name}.")
    return Fault(f"{at}/category", "retired_category", detail, {"name": category.successor})


@dataclass(frozen=True, slots=True)
class AdmittedOpinion:
    """An opinion that was checked, with the unit that receives it."""

    given: OpinionInput
    unit: Unit
    confidential: bool
    attributes: KeptAttributes = NO_ATTRIBUTES


def compose(
    vault: Vault, catalogue: Catalogue, admitted: Sequence[AdmittedOpinion], *, by: str, now: datetime
) -> list[NewOpinion]:
    """The rows of opinions: classified, marked for finding what is like them, and with name and contact sealed."""
    suggested = catalogue.suggest([(each.given.title, each.given.content) for each in admitted])
    return [_row(vault, each, codes, by=by, now=now) for each, codes in zip(admitted, suggested, strict=True)]


def _row(vault: Vault, admitted: AdmittedOpinion, suggested: tuple[str, ...], *, by: str, now: datetime) -> NewOpinion:
    id_, given, unit = new_id(), admitted.given, admitted.unit
    sealed = seal_contact(vault, id_, given.citizen_name, given.contact)
    marks = fingerprint_of(given.title, given.content)
    location = asdict(given.location) if given.location else {}
    return NewOpinion(
        id=id_, unit_id=unit.id, unit_path=unit.path, title=given.title, content=given.content,
        category=given.category, suggested_categories=suggested, source=given.source,
        confidential=admitted.confidential, sketch=marks.sketch, text_hash=marks.text_hash, bands=marks.bands,
        citizen_name=sealed.citizen_name, contact=sealed.contact, contact_masked=sealed.contact_masked,
        contact_index=sealed.contact_index, data_key=sealed.data_key, place=given.place,
        source_system=given.source_system, external_ref=given.external_ref, submitted_at=given.submitted_at,
        received_at=now, received_by=by, **location,
        attributes=admitted.attributes.values, attributes_version=admitted.attributes.version,
    )  # fmt: skip


def as_read(new: NewOpinion, unit: Unit, receiver: str | None) -> Opinion:
    """A new opinion as it will be read; `receiver`: what is called who received it."""
    same = {name: getattr(new, name) for name in Opinion.__dataclass_fields__ if hasattr(new, name)}
    return Opinion(
        **same, status="inbox", ticket_id=None, reason=None, updated_at=new.received_at, erased_at=None,
        has_name=new.citizen_name is not None, unit_code=unit.code, unit_name=unit.name, holder_id=None,
        handler_id=None, received_by_name=receiver,
    )  # fmt: skip


async def get_opinion(runtime: Runtime, opinion_id: UUID, actor: Actor) -> Opinion:
    """One opinion. Raises `NotFound` if there is none that the actor may see."""
    async with runtime.database.connection(changes=False) as connection:
        return await read_opinion(connection, opinion_id, actor)


async def list_opinions(
    runtime: Runtime, actor: Actor, filters: OpinionFilters, *, after: tuple[datetime, UUID] | None, limit: int
) -> OpinionPage:
    """A page of what the actor may see, newest first."""
    async with runtime.database.connection(changes=False) as connection:
        return await opinion_lists.list_opinions(connection, actor, filters, after=after, limit=limit)


async def list_similar(
    runtime: Runtime, actor: Actor, to: UUID, filters: OpinionFilters, *, after: tuple[int, UUID] | None, limit: int
) -> list[tuple[Opinion, int]]:
    """A page of what may be about the same matter, with the likeness in millionths. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        opinion = await read_opinion(connection, to, actor)
        marks = fingerprint_of(opinion.title, opinion.content)
        return await similar_opinions.list_similar(connection, actor, opinion, marks, filters, after=after, limit=limit)


async def dismiss(
    runtime: Runtime,
    opinion_id: UUID,
    actor: Actor,
    reason: str,
    *,
    render: Callable[[Opinion], StoredResponse],
    request_id: str,
    once: IdempotentRequest | None = None,
) -> StoredResponse:
    """Take an opinion out of the inbox without a ticket, with the reason on record.

    Raises `NotFound`, `ForbiddenAction`, `TransitionNotAllowed` if it is not in the inbox any more.
    """

    async def work(connection: Connection) -> StoredResponse:
        opinion = await read_opinion(connection, opinion_id, actor)
        if not actor.reaches(opinion.unit_path):
            raise ForbiddenAction
        now = await read_now(connection)
        if not await opinions.dismiss(connection, opinion_id, reason, now, by=actor, request_id=request_id):
            raise not_in_inbox((await read_opinion(connection, opinion_id, actor)).status)
        return render(await read_opinion(connection, opinion_id, actor))

    return await do_once(runtime, once, work, recheck=lambda connection: read_opinion(connection, opinion_id, actor))


def not_in_inbox(status: str) -> TransitionNotAllowed:
    """The refusal of what can be done with an opinion in the inbox only."""
    detail = N_("This opinion is not in the inbox any more.")
    return TransitionNotAllowed(detail, extra={"current_state": status, "allowed_actions": []})


def unpaired_reference(source_system: str | None, external_ref: str | None, *, at: str = "") -> Iterator[Fault]:
    """A reference means something within its system only."""
    detail = N_("Give source_system and external_ref together.")
    if source_system is None and external_ref is not None:
        yield Fault(f"{at}/source_system", "required", detail)
    if external_ref is None and source_system is not None:
        yield Fault(f"{at}/external_ref", "required", detail)


async def read_opinion(connection: Connection, opinion_id: UUID, actor: Actor) -> Opinion:
    """One opinion that the actor may see. Raises `NotFound`."""
    found = await opinions.find_opinions(connection, actor, [opinion_id])
    if not found:
        raise NotFound
    return found[0]


def may_read_contact(actor: Actor, opinion: Opinion) -> bool:
    """Who works at the unit that received it or that has its ticket, and offices and leaders above the former."""
    if actor.role in {Role.OFFICE, Role.LEADER} and actor.reaches(opinion.unit_path):
        return True
    works = actor.role in {Role.HANDLER, Role.OFFICE, Role.LEADER}
    return works and actor.unit_id in {opinion.unit_id, opinion.holder_id, opinion.handler_id}
