"""How does a place come to work by a profile? Its documents are published in one transaction, by the operator."""

from collections.abc import Mapping
from dataclasses import dataclass

from escalation.actors import OPERATOR
from escalation.errors import DefinitionInvalid, Fault
from escalation.kit.database.connection import Connection
from escalation.kit.documents.store import DocumentKind, newest_version, read_document
from escalation.kit.runtime.context import Runtime
from escalation.organisation.domain.tree import Placed
from escalation.organisation.storage.units import lock_tree
from escalation.organisation.usecases.member_import import MemberLine, import_rows
from escalation.organisation.usecases.units import insert_units
from escalation.publishing.domain.refusals import ConfirmationNeeded
from escalation.publishing.storage.open_tickets import has_open_tickets, has_units
from escalation.publishing.usecases.documents import put_in_force
from escalation.publishing.usecases.profile_folders import PUBLISHED, Profile, of_file


@dataclass(frozen=True, slots=True)
class InstalledProfile:
    """What was done. `published`: the new version of each document that said something else before.

    `units`, `members`: how many an empty place was given; 0 where there were units already.
    """

    published: Mapping[DocumentKind, int]
    unchanged: tuple[DocumentKind, ...]
    units: int
    members: int


class _RehearsalEnd(Exception):
    """Takes back what was tried."""

    def __init__(self, done: InstalledProfile) -> None:
        super().__init__()
        self.done = done


async def install_profile(
    runtime: Runtime, profile: Profile, *, confirmed: bool, dry_run: bool = False
) -> InstalledProfile:
    """Publish what is not in force yet, all of it or nothing; an empty place is given its units and posts besides.

    Once more, it changes nothing. With `dry_run` nothing is kept. While tickets are open, raises `ConfirmationNeeded`
    for whatever the documents in force have and the profile takes back, unless that is `confirmed`. Raises
    `DefinitionInvalid` with a fault for each place of a file that would strand a ticket. Whoever publishes or adds
    units meanwhile waits.
    """
    try:
        async with runtime.database.transaction() as connection:
            await lock_tree(connection)
            done = await _install(connection, runtime, profile, confirmed=confirmed)
            _end_rehearsal(done, dry_run=dry_run)
            return done
    except _RehearsalEnd as end:
        return end.done


def _end_rehearsal(done: InstalledProfile, *, dry_run: bool) -> None:
    if dry_run:
        raise _RehearsalEnd(done)


async def _install(connection: Connection, runtime: Runtime, profile: Profile, *, confirmed: bool) -> InstalledProfile:
    published: dict[DocumentKind, int] = {}
    losses: list[Fault] = []
    given = [kind for kind in PUBLISHED if kind in profile.documents]
    for kind in given:
        document = profile.documents[kind]
        if await _is_in_force(connection, kind, document):
            continue
        try:
            review = await put_in_force(connection, runtime, kind, document, by=OPERATOR, confirmed=True)
        except DefinitionInvalid as refusal:
            raise DefinitionInvalid(faults=of_file(kind, refusal.faults)) from None
        published[kind] = review.version
        losses += of_file(kind, review.losses)
    if losses and not confirmed and await has_open_tickets(connection):
        raise ConfirmationNeeded(faults=losses)
    is_empty = not await has_units(connection)
    units, members = await _populate(connection, profile) if is_empty else (0, 0)
    return InstalledProfile(published, tuple(kind for kind in given if kind not in published), units, members)


async def _is_in_force(connection: Connection, kind: DocumentKind, document: Mapping[str, object]) -> bool:
    """Whether the version in force says the same, its number aside."""
    version = await newest_version(connection, kind)
    return await read_document(connection, kind, version) == {"version": version, **document}


async def _populate(connection: Connection, profile: Profile) -> tuple[int, int]:
    placed = [Placed(line, unit, profile.ranks[unit.level]) for line, unit in enumerate(profile.units, start=1)]
    await insert_units(connection, placed, {})
    lines = [MemberLine(number, row) for number, row in enumerate(profile.members, start=1)]
    done = await import_rows(connection, lines, None)
    return len(placed), done.created
