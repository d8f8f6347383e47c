"""What is held about a person (holdings)? For the person, who asks at an office: every opinion with their contact."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from escalation.actors import Actor
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Row
from escalation.kit.runtime.context import Runtime
from escalation.opinions.domain.contact_masking import comparable
from escalation.opinions.storage.contact_reads import read_contact
from escalation.opinions.storage.sealed_contacts import Contact, open_contact
from escalation.privacy.storage import holdings


@dataclass(frozen=True, slots=True)
class Held:
    """One opinion of a person: its row, name and contact in the clear, who looked at them, and what was sent there."""

    row: Row
    contact: Contact
    looks: Sequence[Mapping[str, Any]]
    told: Sequence[Mapping[str, Any]]


async def find_holdings(runtime: Runtime, actor: Actor, contact: str, reason: str, *, request_id: str) -> list[Held]:
    """Everything with this contact that was received in the actor's subtree and is not about them, newest first.

    Each opinion that is shown counts as a look at its contact, with the reason. Contacts that only have their index in
    common are left out.
    """
    wanted = comparable(contact)
    async with runtime.database.transaction() as connection:
        indexes = runtime.vault.possible_indexes(wanted)
        rows = await holdings.find_by_index(connection, indexes, actor)
        opened = [(row, open_contact(runtime.vault, row["id"], row)) for row in rows]
        found = [(row, clear) for row, clear in opened if clear.contact and comparable(clear.contact) == wanted]
        looks = await holdings.find_looks(connection, [row["id"] for row, _ in found]) if found else []
        told = await holdings.find_told(connection, [row["id"] for row, _ in found]) if found else []
        now = await read_now(connection)
        for row, _ in found:
            await read_contact(connection, row["id"], reason, now, by=actor, request_id=request_id)
    return [Held(row, clear, _those_of(looks, row["id"]), _those_of(told, row["id"])) for row, clear in found]


def _those_of(found: Sequence[Mapping[str, Any]], opinion_id: UUID) -> list[dict[str, Any]]:
    return [dict(each) for each in found if each["opinion_id"] == opinion_id]
