"""May this routing catalogue (派单目录) take the place of the one in force, and what follows from it (catalogues)?"""

from collections.abc import Mapping

from escalation.clocks.policy_document import PolicyDocument
from escalation.clocks.policy_paths import kinds
from escalation.errors import N_, Fault
from escalation.kit.database.connection import Connection
from escalation.kit.documents.store import DocumentKind, newest_version, read_document
from escalation.kit.parsing.checked_documents import read
from escalation.opinions.domain.catalogue import level_faults, read_catalogue
from escalation.opinions.storage.categories import (
    find_used,
    list_categories,
    lock_others,
    put_categories,
    remove_categories,
)


async def place_faults(connection: Connection, document: Mapping[str, object]) -> list[Fault]:
    """What is wrong with a catalogue in this place.

    A category stays once an opinion, a ticket or the policy in force has it; it may be retired. Raises
    `DefinitionInvalid` for what is wrong with it in any place.
    """
    new = read_catalogue(document)
    version = await newest_version(connection, DocumentKind.POLICY)
    policy = read(PolicyDocument, await read_document(connection, DocumentKind.POLICY, version))
    named = {code for _, _, rules in kinds(policy) for rule in rules for code in rule.when.category or ()}
    there = {category.code for category in await list_categories(connection)}
    gone = sorted(there - {category.code for category in new.categories})
    used = {*(await find_used(connection, gone)), *named.intersection(gone)}
    detail = N_("The category {name} is in use and cannot be left out; it may be retired.")
    return [
        *level_faults(document, {level.code for level in policy.levels}),
        *(Fault("/categories", "category_in_use", detail, {"name": code}) for code in sorted(used)),
    ]


async def lock_left_out(connection: Connection, document: Mapping[str, object]) -> None:
    """Let nothing new be put under a category that a catalogue leaves out, until the transaction ends.

    Raises `DefinitionInvalid`.
    """
    await lock_others(connection, [category.code for category in read_catalogue(document).categories])


async def bring_into_force(connection: Connection, document: Mapping[str, object]) -> None:
    """Write the categories of a catalogue that was checked in this transaction; those it leaves out are removed."""
    wanted = read_catalogue(document).categories
    await put_categories(connection, wanted)
    await remove_categories(connection, await lock_others(connection, [category.code for category in wanted]))
