"""The digests of a whole city are read by a few statements, however many supervisors there are."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time
from typing import Any

import pytest

from escalation.kit.database.connection import Compiled, Connection
from escalation.messages.domain.channels import ChannelTarget
from escalation.messages.engine import digests
from escalation.messages.engine.mail_outlet import MailOutlet
from escalation.messages.storage.channels import sealed_for
from escalation.tickets.storage.tables import tickets
from tests.messages.desk import go_to, send, told
from tests.messages.mailboxes import mailbox
from tests.support.makers import a_ticket
from tests.support.roles import as_owner
from tests.support.world import World

_COPIED = [c.name for c in tickets.c if c.computed is None and c.name not in {"id", "number"}]
_BUILT = """
CREATE TEMP TABLE built ON COMMIT DROP AS
  SELECT gen_random_uuid() AS id, 1000 + n AS serial, 'TT' || n AS code, n, NULL::int AS town
  FROM generate_series(1, $1) n
  UNION ALL
  SELECT gen_random_uuid(), 100000 + n, 'W' || n, n, 1 + n % $1 FROM generate_series(1, $2) n
"""
_UNITS = """
INSERT INTO units (serial, created_at, updated_at, id, code, name, kind, level, path, parent_id, has_office)
SELECT b.serial, now(), now(), b.id, b.code, b.code, 'territory', CASE WHEN b.town IS NULL THEN 2 ELSE 1 END,
  k.path || CASE WHEN b.town IS NULL THEN '' ELSE (1000 + b.town) || '/' END || b.serial || '/', coalesce(t.id, k.id),
  false
FROM built b JOIN units k ON k.code = 'K1' LEFT JOIN built t ON t.town IS NULL AND t.n = b.town
"""
_PEOPLE = """
WITH p AS (INSERT INTO people (id, name, created_at) SELECT id, code, now() FROM built),
m AS (
  INSERT INTO members (id, name, home_unit_id, created_at, updated_at) SELECT id, code, id, now(), now() FROM built
),
h AS (INSERT INTO memberships (member_id, unit_id, role, since) SELECT id, id, 'leader', now() FROM built)
INSERT INTO person_members (member_id, person_id, since) SELECT id, id, now() FROM built
"""
_PLACED = {"holder_unit_id": "u.id", "holder_path": "u.path", "origin_unit_id": "u.id", "origin_path": "u.path"}
_TICKETS = f"""
INSERT INTO tickets (id, number, {", ".join(_COPIED)})
SELECT gen_random_uuid(), 'N-' || u.code || '-' || n, {", ".join(_PLACED.get(name, f"t.{name}") for name in _COPIED)}
FROM (SELECT * FROM tickets LIMIT 1) t
JOIN (SELECT b.id, b.code, w.path FROM built b JOIN units w ON w.id = b.id WHERE b.town IS NOT NULL) u ON true
CROSS JOIN generate_series(1, $1) n
"""
_CHANNELS = """
INSERT INTO message_channels (id, person_id, kind, sealed, shown, carrier, language, state, created_at, updated_at)
SELECT id, id, 'email', sealed, 'x', 'mail', 'zh', 'active', now(), now()
FROM unnest($1::uuid[], $2::bytea[]) c (id, sealed)
"""


async def a_city(world: World, towns: int, villages: int, late: int) -> int:
    """Towns and villages with a leader each who reads mail, and late tickets of each village; how many lead."""
    await go_to(world, "2026-12-08T09:00")
    await a_ticket(world)
    vault = world.runtime.vault
    async with as_owner(world.runtime.database).connection() as connection, connection.transaction():
        raw = connection.raw
        await raw.execute("SET LOCAL session_replication_role = replica")
        await raw.execute(_BUILT.replace("$1", str(towns)).replace("$2", str(villages)))
        for statement in (_UNITS, _PEOPLE, _TICKETS.replace("$1", str(late))):
            await raw.execute(statement)
        ids = [row["id"] for row in await raw.fetch("SELECT id FROM built")]
        sealed = [
            vault.seal(ChannelTarget(f"{id_.hex}@example.gov.cn").as_bytes(), owner=sealed_for(id_)) for id_ in ids
        ]
        await raw.execute(_CHANNELS, ids, sealed)
        await raw.execute("UPDATE tickets SET wake_at = NULL, is_open = false WHERE number NOT LIKE 'N-%'")
    await go_to(world, "2027-03-08T08:30")
    return len(ids)


@contextmanager
def counted(patch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The statements that run in the block."""
    ran: list[str] = []
    for name in ("rows", "run"):
        whole = getattr(Connection, name)

        async def noting(self: Connection, statement: Compiled, _whole: Any = whole, **params: object) -> Any:
            ran.append(statement.text)
            return await _whole(self, statement, **params)

        patch.setattr(Connection, name, noting)
    yield ran


async def tell_a_city(
    world: World, patch: pytest.MonkeyPatch, *, towns: int, villages: int, late: int
) -> tuple[int, int]:
    """How many lead, and how many statements read and wrote their digests, claims and settlements included."""
    leading = await a_city(world, towns, villages, late)
    async with mailbox() as post:
        with counted(patch) as ran:
            began = process_time()
            await digests.step(world.runtime)
            await send(world, "mail", MailOutlet(post.server))
            took = process_time() - began
        assert len({str(mail["To"]) for mail in post.received}) == len(post.received) == leading
    assert {state for _, state, _ in await told(world)} == {"sent"}
    told_of = f"{leading} digests of {villages * late} late tickets"
    print(f"{told_of}: {len(ran)} statements, {took:.1f} s of processor, the mail server's included")  # noqa: T201
    return leading, len(ran)


async def test_digests_take_a_few_statements_for_many(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    leading, statements = await tell_a_city(world, monkeypatch, towns=10, villages=60, late=2)
    assert statements < leading / 2


@pytest.mark.torture
async def test_digests_of_1447_units(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    leading, statements = await tell_a_city(world, monkeypatch, towns=160, villages=1_287, late=40)
    assert (leading, statements < 200) == (1_447, True)
