"""Which context does a use case work in? Database, encryption, compiled documents, one request and its idempotency."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256

from escalation.errors import IdempotencyKeyInUse, IdempotencyKeyReused, NotFound
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection, Database
from escalation.kit.documents.compiled import CompiledDocuments
from escalation.kit.runtime import idempotency
from escalation.kit.runtime.encryption import Vault
from escalation.kit.runtime.idempotency import Answer, StoredAnswer
from escalation.kit.runtime.object_store import ObjectStore
from escalation.kit.runtime.quotas import ImportQuota
from escalation.kit.runtime.retention import KeptYears
from escalation.kit.runtime.scanner import Scanner
from escalation.kit.runtime.subjects import SubjectSource


@dataclass(frozen=True, slots=True)
class Runtime:
    """What one process works with; built once by the CLI and handed down.

    `files`: where they are kept, `None` if nowhere; `scanner` looks at them first, if there is one.
    `messengers`: the callers, by principal, who may collect what only a citizen may read, and send it to them.
    `tells_citizens`: whether messages reach them from here. `kept`: how long contacts and words are kept.
    `section_checks`: how each section of the rules of the programme is checked, by name. `subjects`: what can be drawn
    by lot and looked into, of every kind.
    """

    database: Database
    vault: Vault
    documents: CompiledDocuments
    quota: ImportQuota = field(default_factory=ImportQuota)
    files: ObjectStore | None = None
    scanner: Scanner | None = None
    messengers: frozenset[str] = frozenset()
    tells_citizens: bool = False
    kept: KeptYears = field(default_factory=KeptYears)
    section_checks: Mapping[str, Callable[[object], object]] = field(default_factory=dict)
    subjects: tuple[SubjectSource, ...] = ()


@dataclass(frozen=True, slots=True)
class IdempotentRequest:
    """A request that must have its effect once: the caller's key, and what the key stands for.

    `fingerprint` covers method, path and body: the same key with anything else is refused.
    """

    principal: str
    key: str
    fingerprint: bytes

    @classmethod
    def of(cls, principal: str, key: str, *parts: bytes) -> "IdempotentRequest":
        """A key bound to the parts of a request."""
        digest = sha256()
        for part in parts:
            digest.update(len(part).to_bytes(8))
            digest.update(part)
        return cls(principal, key, digest.digest())

    @property
    def owner(self) -> bytes:
        """What a stored answer is sealed for."""
        return f"{self.principal}\n{self.key}".encode()


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """What the caller is told: a status and the bytes of the body. `replayed`: it was told before.

    Use cases are given what makes one of their result: how things are said over the wire is for the API to know.
    """

    status: int
    body: bytes
    replayed: bool = False


def replay(runtime: Runtime, once: IdempotentRequest, stored: StoredAnswer) -> StoredResponse:
    """The answer given before.

    Raises `IdempotencyKeyReused` if the key came with another request then, `NotFound` if what it told of was erased.
    """
    if stored.fingerprint != once.fingerprint:
        raise IdempotencyKeyReused
    if stored.status == idempotency.ERASED:
        raise NotFound
    return StoredResponse(stored.status, runtime.vault.open(stored.body, owner=once.owner), replayed=True)


def to_keep(runtime: Runtime, once: IdempotentRequest | None, reply: StoredResponse, now: datetime) -> Answer | None:
    """The record that is written together with the change; `None` for a request without a key."""
    if once is None:
        return None
    body = runtime.vault.seal(reply.body, owner=once.owner)
    return Answer(once.principal, once.key, once.fingerprint, reply.status, body, now)


Work = Callable[[Connection], Awaitable[StoredResponse]]


async def do_once(
    runtime: Runtime,
    once: IdempotentRequest | None,
    work: Work,
    *,
    recheck: Callable[[Connection], Awaitable[object]] | None = None,
    if_erased: Work | None = None,
) -> StoredResponse:
    """Do something other than moving a ticket, in one transaction, and keep its answer there for a repetition.

    `recheck` raises if the caller may not be told the kept answer any more; `if_erased` answers in place of one whose
    words were erased since. Raises whatever `work` refuses (then nothing is kept), `IdempotencyKeyInUse`,
    `IdempotencyKeyReused`, `NotFound` for an erased answer.
    """
    async with runtime.database.transaction() as connection:
        if once is None:
            return await work(connection)
        stored = await idempotency.begin(connection, once.principal, once.key)
        if stored is not None:
            if recheck is not None:
                await recheck(connection)
            try:
                return replay(runtime, once, stored)
            except NotFound:
                if if_erased is None:
                    raise
                return replace(await if_erased(connection), replayed=True)
        reply = await work(connection)
        answer = to_keep(runtime, once, reply, await read_now(connection))
        if answer is not None and not await idempotency.keep(connection, answer):
            # A ticket was moved with this key meanwhile: undo, and let the caller ask for that answer.
            raise IdempotencyKeyInUse
        return reply
