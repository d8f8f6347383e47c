"""By which rules is a ticket decided? Published documents, compiled once per process and version."""

from collections.abc import Callable
from typing import TypeVar

from escalation.clocks import seed
from escalation.clocks.calendars import Calendars
from escalation.clocks.policy import Policy
from escalation.errors import NotFound
from escalation.storage.database import Connection
from escalation.storage.documents import DocumentKind, newest_version, publish, read_document
from escalation.storage.ids import new_id
from escalation.storage.situations import Versions
from escalation.workflow import default
from escalation.workflow.case import Rules
from escalation.workflow.machine import Machine

T = TypeVar("T")


class Rulebook:
    """Compiled documents by version. Versions are immutable, so what is kept here never goes stale."""

    def __init__(self) -> None:
        """Start empty."""
        self._machines: dict[int, Machine] = {}
        self._policies: dict[int, Policy] = {}
        self._calendars: dict[int, Calendars] = {}
        self._rules: dict[Versions, Rules] = {}

    async def rules(self, connection: Connection, versions: Versions) -> Rules:
        """The rules of these versions; reads documents only for versions that this process has not met."""
        if versions not in self._rules:
            self._rules[versions] = await self._compiled(connection, versions)
        return self._rules[versions]

    async def _compiled(self, connection: Connection, versions: Versions) -> Rules:
        return Rules(
            machine=await _kept(self._machines, connection, DocumentKind.WORKFLOW, versions.workflow, default.compiled),
            policy=await _kept(self._policies, connection, DocumentKind.POLICY, versions.policy, Policy.compile),
            calendars=await self.calendars(connection, versions.calendar),
            new_id=new_id,
        )

    async def calendars(self, connection: Connection, version: int) -> Calendars:
        """The working calendars of this version. Raises `NotFound` if there is none."""
        return await _kept(self._calendars, connection, DocumentKind.CALENDAR, version, Calendars.compile)


async def in_force(connection: Connection) -> Versions:
    """The newest version of each kind: what a new ticket starts with."""
    return Versions(
        workflow=await newest_version(connection, DocumentKind.WORKFLOW),
        policy=await newest_version(connection, DocumentKind.POLICY),
        calendar=await newest_version(connection, DocumentKind.CALENDAR),
    )


async def publish_seed(connection: Connection) -> bool:
    """Give a new database its first workflow, policy and calendar. `False` if it has them already."""
    if (await in_force(connection)).workflow:
        return False
    first = {
        DocumentKind.WORKFLOW: default.document(),
        DocumentKind.POLICY: seed.policy_document(),
        DocumentKind.CALENDAR: seed.calendar_document(),
    }
    for kind, document in first.items():
        await publish(connection, kind, 1, document, by="system")
    return True


async def _kept(
    kept: dict[int, T], connection: Connection, kind: DocumentKind, version: int, compile_: Callable[[object], T]
) -> T:
    if version not in kept:
        document = await read_document(connection, kind, version)
        if document is None:
            raise NotFound
        kept[version] = compile_(document)
    return kept[version]
