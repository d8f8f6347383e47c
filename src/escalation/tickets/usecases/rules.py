"""By which rules is a ticket decided? The workflow, policy and calendar of its versions, compiled."""

from dataclasses import replace
from typing import Final

from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id, new_salt
from escalation.kit.documents.compiled import CompiledKind
from escalation.kit.documents.in_force import Versions
from escalation.kit.documents.store import DocumentKind
from escalation.kit.runtime.context import Runtime
from escalation.organisation.usecases.calendars import CALENDAR
from escalation.organisation.usecases.policies import POLICY
from escalation.tickets.domain import default
from escalation.tickets.domain.draft import Rules

WORKFLOW: Final = CompiledKind(DocumentKind.WORKFLOW, default.checked)


async def read_rules(runtime: Runtime, connection: Connection, versions: Versions, *, into: int | None = None) -> Rules:
    """The rules of these versions; reads documents only for versions that this process has not met.

    `into`: the version of the life cycle of the ticket into which this one shall be merged.
    """
    rules = Rules(
        workflow=await runtime.documents.get(connection, WORKFLOW, versions.workflow),
        policy=await runtime.documents.get(connection, POLICY, versions.policy),
        calendars=await runtime.documents.get(connection, CALENDAR, versions.calendar),
        new_id=new_id,
        new_salt=new_salt,
    )
    if into is None:
        return rules
    other = await runtime.documents.get(connection, WORKFLOW, into)
    return replace(rules, into=other)
