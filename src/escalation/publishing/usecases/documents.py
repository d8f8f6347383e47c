"""By which rules does this place work? Workflows, policies, calendars and catalogues are published in versions."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from escalation.actors import Actor
from escalation.clocks.calendars import Calendars, unit_faults
from escalation.clocks.policy import Policy
from escalation.clocks.policy_document import PolicyDocument, Stage
from escalation.clocks.policy_paths import kinds
from escalation.clocks.policy_validation import place_faults
from escalation.errors import N_, DefinitionInvalid, Fault, NotFound
from escalation.identity.storage.people import names_of_principals
from escalation.kit.database.connection import Connection
from escalation.kit.documents.store import DocumentKind, list_documents, newest_version, publish, read_document
from escalation.kit.parsing.checked_documents import read
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.opinions.storage.categories import list_categories
from escalation.opinions.usecases.category_suggestions import forget
from escalation.organisation.storage.units import find_units_by_codes, levels_in_use, lock_tree
from escalation.publishing.domain.losses import calendar_losses, policy_losses, programme_losses, workflow_losses
from escalation.publishing.domain.refusals import ConfirmationNeeded
from escalation.publishing.domain.rule_sections import section_faults
from escalation.publishing.usecases import catalogues
from escalation.publishing.usecases.publishers import require_publisher
from escalation.tickets.domain import default
from escalation.tickets.domain.diagram import mermaid

MOST_STATES, MOST_MOVES = 100, 500


@dataclass(frozen=True, slots=True)
class DocumentVersion:
    """A published version; the newest one of its kind is in force. `publisher_name`: of a person, if it was one."""

    version: int
    published_at: datetime
    published_by: str
    publisher_name: str | None
    in_force: bool


@dataclass(frozen=True, slots=True)
class PublishedDocument(DocumentVersion):
    """A version with its content."""

    document: object


@dataclass(frozen=True, slots=True)
class DocumentReview:
    """A document that may be published: as which version, and what it takes back that the one in force has."""

    version: int
    losses: tuple[Fault, ...]


SectionChecks = Mapping[str, Callable[[object], object]]
RenderDocument = Callable[[PublishedDocument], StoredResponse]


async def versions(runtime: Runtime, kind: DocumentKind) -> list[DocumentVersion]:
    """Every version of a kind, newest first."""
    async with runtime.database.connection(changes=False) as connection:
        return await _versions(connection, kind)


async def get_document(runtime: Runtime, kind: DocumentKind, version: int) -> PublishedDocument:
    """One version. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        return await _existing(connection, kind, version)


async def draw(runtime: Runtime, version: int, language: Literal["zh", "en"]) -> str:
    """A published workflow as Mermaid text. Raises `NotFound`."""
    published = await get_document(runtime, DocumentKind.WORKFLOW, version)
    return mermaid(default.checked(published.document), language)


async def publish_document(
    runtime: Runtime, kind: DocumentKind, document: Mapping[str, object], *, by: Actor, render: RenderDocument,
    once: IdempotentRequest | None, confirmed: bool = False,
) -> StoredResponse:  # fmt: skip
    """Publish the next version of a kind; it is in force from now on. The document may leave its `version` out.

    Raises `ConfirmationNeeded` if it takes back what the one in force has and that is not `confirmed`,
    `DefinitionInvalid` with a pointer for each place that would strand a ticket, `ForbiddenAction` for an
    administrator of a unit that the operator did not name (see `publishers`).
    """

    async def work(connection: Connection) -> StoredResponse:
        await require_publisher(connection, by)
        # Whoever adds units of a level, and whoever publishes, waits for the other.
        await lock_tree(connection)
        review = await put_in_force(connection, runtime, kind, document, by=by, confirmed=confirmed)
        return render(await _existing(connection, kind, review.version))

    async def recheck(connection: Connection) -> None:
        await require_publisher(connection, by)

    return await do_once(runtime, once, work, recheck=recheck)


async def put_in_force(
    connection: Connection, runtime: Runtime, kind: DocumentKind, document: Mapping[str, object], *, by: Actor,
    confirmed: bool,
) -> DocumentReview:  # fmt: skip
    """Publish the next version within a transaction that has the tree locked, and say what that takes back.

    Raises `ConfirmationNeeded` and `DefinitionInvalid` as `publish_document` does, before anything is written.
    """
    following = await newest_version(connection, kind) + 1
    complete = {"version": following, **document}
    if kind is DocumentKind.CATALOGUE:
        # Nothing new is put under a category that is left out until the transaction ends.
        await catalogues.lock_left_out(connection, complete)
    await _check(connection, kind, complete, following, checks=runtime.section_checks)
    losses = await _losses(connection, kind, complete, following - 1)
    if not confirmed:
        _require_no_losses(losses)
    await publish(connection, kind, following, complete, by=by.principal)
    if kind is DocumentKind.CATALOGUE:
        await catalogues.bring_into_force(connection, complete)
        forget(runtime)
    return DocumentReview(following, losses)


async def check_document(
    runtime: Runtime, kind: DocumentKind, document: Mapping[str, object], *, calendars: Calendars | None = None,
    confirmed: bool = False,
) -> None:  # fmt: skip
    """Say beforehand what publication would say; nothing is written.

    `calendars`: those of a calendar that shall be published before. Raises what `publish_document` does, whoever asks.
    """
    async with runtime.database.connection(changes=False) as connection:
        losses = (await _reviewed(connection, kind, document, runtime.section_checks, calendars)).losses
    if not confirmed:
        _require_no_losses(losses)


async def review_document(
    runtime: Runtime, kind: DocumentKind, document: Mapping[str, object], *, by: Actor
) -> DocumentReview:
    """What publication would do with a document that is right; nothing is written.

    Raises `DefinitionInvalid` and `ForbiddenAction` as `publish_document` does.
    """
    async with runtime.database.connection(changes=False) as connection:
        await require_publisher(connection, by)
        return await _reviewed(connection, kind, document, runtime.section_checks)


async def _reviewed(
    connection: Connection, kind: DocumentKind, document: Mapping[str, object], checks: SectionChecks,
    calendars: Calendars | None = None,
) -> DocumentReview:  # fmt: skip
    following = await newest_version(connection, kind) + 1
    complete = {"version": following, **document}
    await _check(connection, kind, complete, following, calendars, checks=checks)
    return DocumentReview(following, await _losses(connection, kind, complete, following - 1))


async def _versions(connection: Connection, kind: DocumentKind) -> list[DocumentVersion]:
    rows = await list_documents(connection, kind)
    names = await names_of_principals(connection, {row["published_by"] for row in rows})
    return [
        DocumentVersion(
            row["version"], row["published_at"], row["published_by"], names.get(row["published_by"]), row is rows[0]
        )
        for row in rows
    ]


async def _existing(connection: Connection, kind: DocumentKind, version: int) -> PublishedDocument:
    found = next((each for each in await _versions(connection, kind) if each.version == version), None)
    if found is None:
        raise NotFound
    document = await read_document(connection, kind, version)
    return PublishedDocument(
        version, found.published_at, found.published_by, found.publisher_name, found.in_force, document
    )


async def _check(
    connection: Connection,
    kind: DocumentKind,
    document: Mapping[str, object],
    following: int,
    calendars: Calendars | None = None,
    *,
    checks: SectionChecks,
) -> None:
    """What takes a second for a large document is done in a thread, so that others are answered meanwhile."""
    faults: list[Fault] = []
    match kind:
        case DocumentKind.WORKFLOW:
            faults += [*_size_faults(document)] or await asyncio.to_thread(_stage_faults, document)
        case DocumentKind.POLICY:
            policy = await asyncio.to_thread(Policy.compile, document)
            faults += _level_faults(policy, await levels_in_use(connection))
            faults += await _policy_place_faults(connection, document, calendars)
        case DocumentKind.CALENDAR:
            new = await asyncio.to_thread(Calendars.compile, document)
            faults += await _calendar_place_faults(connection, new, document)
        case DocumentKind.CATALOGUE:
            faults += await catalogues.place_faults(connection, document)
        case DocumentKind.PROGRAMME:
            faults += section_faults(document, checks)
    if document["version"] != following:
        faults.append(Fault("/version", "wrong_version", N_("The next version is {version}."), {"version": following}))
    if faults:
        raise DefinitionInvalid(faults=faults)


async def _losses(
    connection: Connection, kind: DocumentKind, document: Mapping[str, object], in_force: int
) -> tuple[Fault, ...]:
    losses = _LOSSES.get(kind)
    if losses is None or not in_force:
        return ()
    before = await read_document(connection, kind, in_force)
    return await asyncio.to_thread(lambda: tuple(losses(before, document)))


def _require_no_losses(losses: Sequence[Fault]) -> None:
    if losses:
        raise ConfirmationNeeded(faults=losses)


# What a catalogue may leave out, its own check says.
_LOSSES: Final[Mapping[DocumentKind, Callable[[object, object], Iterator[Fault]]]] = {
    DocumentKind.CALENDAR: calendar_losses,
    DocumentKind.POLICY: policy_losses,
    DocumentKind.PROGRAMME: programme_losses,
    DocumentKind.WORKFLOW: workflow_losses,
}


async def _policy_place_faults(
    connection: Connection, document: Mapping[str, object], calendars: Calendars | None
) -> list[Fault]:
    checked = await asyncio.to_thread(read, PolicyDocument, document)
    named = {code for _, _, rules in kinds(checked) for rule in rules for code in rule.when.unit or ()}
    categories = {category.code for category in await list_categories(connection)}
    names = (calendars or await _calendars_in_force(connection)).names
    return list(place_faults(checked, await find_units_by_codes(connection, named), categories, names))


async def _calendar_place_faults(connection: Connection, new: Calendars, document: Mapping[str, object]) -> list[Fault]:
    """A region stays once it is there: limits of open tickets may name it. It may be left without units."""
    gone = sorted((await _calendars_in_force(connection)).names - new.names)
    detail = N_("The region {name} is in use and cannot be left out; it may have no units.")
    faults = [Fault("/regions", "region_in_use", detail, {"name": name}) for name in gone]
    return [*unit_faults(document, await find_units_by_codes(connection, new.units)), *faults]


async def _calendars_in_force(connection: Connection) -> Calendars:
    version = await newest_version(connection, DocumentKind.CALENDAR)
    return Calendars.compile(await read_document(connection, DocumentKind.CALENDAR, version))


def _size_faults(document: Mapping[str, object]) -> Iterator[Fault]:
    """Checking takes time that grows with states times moves, so it is not begun for what nobody can survey."""
    for name, most in (("states", MOST_STATES), ("moves", MOST_MOVES)):
        part = document.get(name)
        if isinstance(part, dict | list) and len(part) > most:
            yield Fault(f"/{name}", "too_many", N_("There are more than {most} here."), {"most": most})


def _stage_faults(document: Mapping[str, object]) -> list[Fault]:
    """A stage that no policy can have would leave the ticket without a clock."""
    return [
        Fault(f"/states/{name}/stage", "unknown_name", N_("This name is not known."))
        for name, state in default.checked(document).states.items()
        if state.stage is not None and state.stage not in set(Stage)
    ]


def _level_faults(policy: Policy, in_use: frozenset[int]) -> Iterator[Fault]:
    for rank in sorted(in_use - policy.levels.keys()):
        yield Fault("/levels", "level_in_use", N_("There are units of level {level}."), {"level": rank})
