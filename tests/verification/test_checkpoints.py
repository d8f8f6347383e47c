"""What was computed anew as a whole is found by yesterday's checkpoint, which nobody at the database could sign."""

import asyncio
import errno
import json
import sys
from base64 import b64decode
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from escalation.kit.runtime.whole_files import write_whole
from escalation.tickets.domain.hash_chain import SealedEvent, genesis, link
from escalation.verification.domain.checkpoints import parse, public_text
from escalation.verification.domain.merkle import MerkleTree
from escalation.verification.engine.checkpoints import CheckpointJob
from escalation.verification.usecases import checkpoint_files
from escalation.verification.usecases.checkpoint_files import read_folder
from escalation.verification.usecases.make_checkpoint import make_checkpoint, number_seals
from escalation.verification.usecases.verify import KeptCheckpoints, verify
from tests.support.endpoint_makers import give_places
from tests.support.makers import a_ticket, move
from tests.support.world import World
from tests.verification.tampering import past_triggers

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes([7]) * 32)
NAMES = ", ".join(SealedEvent._fields)


def slow_root(lines: list[bytes]) -> bytes:
    """RFC 9162 §2.1.1, word for word."""
    from hashlib import sha256  # noqa: PLC0415 - beside what it is held against

    if not lines:
        return sha256().digest()
    if len(lines) == 1:
        return sha256(b"\x00" + lines[0]).digest()
    k = 1 << (len(lines) - 1).bit_length() - 1
    return sha256(b"\x01" + slow_root(lines[:k]) + slow_root(lines[k:])).digest()


@given(st.lists(st.binary(max_size=3), max_size=40), st.integers(0, 40))
def test_a_tree_grown_in_two_steps_has_the_root_of_the_standard(lines: list[bytes], cut: int) -> None:
    tree = MerkleTree().grown(lines[:cut]).grown(lines[cut:])
    assert (tree.size, tree.root) == (len(lines), slow_root(lines))
    assert len(tree.peaks) == len(lines).bit_count()


class Town:
    """Tickets with checkpoints of them in a folder."""

    def __init__(self, world: World, folder: Path, dsn: str) -> None:
        self.world, self.folder, self.dsn = world, folder, dsn
        self.job = CheckpointJob(folder, [KEY], 0.0)

    async def checkpoint(self) -> None:
        """Let one be made."""
        await give_places(self.world.runtime)
        self.job._next_at = 0.0
        while await self.job.step(self.world.runtime):
            pass

    async def found(self, *, folder: bool = True, trusted: Ed25519PrivateKey = KEY) -> dict[str, set[str]]:
        """What is named, with the invariants."""
        checkpoints = read_folder(self.folder)
        kept = KeptCheckpoints(checkpoints, [public_text(trusted)], self.folder if folder else None)
        report = await verify(self.world.runtime, kept=kept)
        found: dict[str, set[str]] = {}
        for finding in report.findings:
            found.setdefault(finding.subject, set()).add(finding.invariant)
        return found

    async def number(self, ticket: UUID) -> str:
        """By which people know it."""
        found = await self.world.runtime.database.pool.fetchval("SELECT number FROM tickets WHERE id = $1", ticket)
        return str(found)

    async def compute_anew(self, ticket: UUID) -> None:
        """Take back what somebody said, and compute the whole chain anew, as somebody would who has read the source."""
        pool = self.world.runtime.database.pool
        rows = await pool.fetch(f"SELECT {NAMES} FROM events WHERE ticket_id = $1 ORDER BY sequence", ticket)
        salt = await pool.fetchval("SELECT salt FROM tickets WHERE id = $1", ticket)
        previous = genesis(ticket)
        for row in rows:
            event = SealedEvent(*row)
            if event.type == "ticket.commented":
                event = event._replace(data=event.data | {"text": "无事。"})
            previous = link(previous, event, salt)
            text = json.dumps(event.data, ensure_ascii=False).replace("'", "''")
            await past_triggers(
                self.dsn, rf"UPDATE events SET data = '{text}', hash = '\x{previous.hex()}' WHERE id = '{event.id}'"
            )
        await past_triggers(self.dsn, rf"UPDATE tickets SET event_hash = '\x{previous.hex()}' WHERE id = '{ticket}'")


@pytest.fixture
async def town(world: World, tmp_path: Path, dsn: str) -> Town:
    """Two tickets and a checkpoint."""
    town = Town(world, tmp_path / "checkpoints", dsn)
    for unit in ("V1", "V2"):
        ticket = await a_ticket(world, unit)
        await move(world, ticket, world.actor(unit, "leader"), "comment", text="已联系。")
    await town.checkpoint()
    return town


async def tickets_of(town: Town) -> list[UUID]:
    rows = await town.world.runtime.database.pool.fetch("SELECT id FROM tickets ORDER BY id")
    return [row["id"] for row in rows]


async def test_an_honest_day_fits_its_checkpoints_and_each_names_the_one_before(town: Town) -> None:
    ticket = await a_ticket(town.world, "V3")
    await town.checkpoint()
    await move(town.world, ticket, town.world.actor("V3", "leader"), "comment", text="已开会。")
    first, second = read_folder(town.folder)
    assert second.checkpoint.previous == first.checkpoint.digest
    assert first.checkpoint.events.size < second.checkpoint.events.size
    assert await town.found() == {}


async def test_nothing_new_makes_no_checkpoint(town: Town) -> None:
    await town.checkpoint()
    assert len(read_folder(town.folder)) == 1


@pytest.mark.parametrize("written", range(4))
async def test_whoever_dies_while_writing_checkpoints_leaves_no_gap_among_them(
    town: Town, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    runtime, left = town.world.runtime, [written]
    for unit in ("V1", "V2"):
        await a_ticket(town.world, unit)
        await give_places(runtime)
        while await number_seals(runtime):
            pass
        assert await make_checkpoint(runtime, [KEY]) is not None

    def dying(*file: Any, **how: Any) -> None:
        if not left[0]:
            raise OSError(errno.ENOSPC, "full")
        left[0] -= 1
        write_whole(*file, **how)

    with monkeypatch.context() as patch:
        patch.setattr(checkpoint_files, "write_whole", dying)
        with pytest.raises(OSError, match="full"):
            await checkpoint_files.publish(runtime, town.folder)
    await checkpoint_files.publish(runtime, town.folder)
    assert [signed.checkpoint.number for signed in read_folder(town.folder)] == [1, 2, 3]
    assert await town.found() == {}


async def _recomputed(town: Town, ticket: UUID) -> None:
    await town.compute_anew(ticket)


async def _dropped(town: Town, ticket: UUID) -> None:
    """With all that it had, and the places of what came after are moved up."""
    tables = ("ticket_listings", "ticket_words", "events", "tickets")
    column = {"tickets": "id"}
    await past_triggers(
        town.dsn,
        *(f"DELETE FROM {table} WHERE {column.get(table, 'ticket_id')} = '{ticket}'" for table in tables),
        "UPDATE events SET feed_pos = -feed_pos",
        "UPDATE events e SET feed_pos = p.place FROM (SELECT n, row_number() OVER (ORDER BY feed_pos DESC) AS place "
        "FROM events) p WHERE p.n = e.n",
        "UPDATE feed_head SET pos = (SELECT count(*) FROM events)",
    )


@pytest.mark.parametrize("done", [_recomputed, _dropped])
async def test_what_holds_together_but_is_not_what_was_signed_is_named(
    town: Town, done: Callable[[Town, UUID], Awaitable[None]]
) -> None:
    ticket, _ = await tickets_of(town)
    number = await town.number(ticket)
    await done(town, ticket)
    assert (await verify(town.world.runtime)).findings == ()
    found = await town.found()
    assert found["checkpoint 1"] == {"I42"}
    assert found[number] == {"I42"}
    assert (await town.found(folder=False)) == {"checkpoint 1": {"I42"}}


async def test_a_row_that_was_never_there_and_its_seal_are_missed_by_the_checkpoint(town: Town) -> None:
    made = "INSERT INTO teams (id, unit_id, name, created_at) SELECT gen_random_uuid(), id, '队', created_at FROM units"
    await town.world.runtime.database.pool.execute(f"{made} LIMIT 1")
    await town.checkpoint()
    await past_triggers(town.dsn, "DELETE FROM teams", "DELETE FROM row_seals WHERE table_name = 'teams' AND key <> ''")
    assert (await verify(town.world.runtime)).findings == ()
    found = await town.found()
    assert found["checkpoint 2"] == {"I42"}
    assert [name.partition(" ")[0] for name in found] == ["checkpoint", "teams"]


async def test_who_has_no_key_can_sign_nothing(town: Town) -> None:
    file = next(town.folder.glob("checkpoint-*.json"))
    told = json.loads(file.read_text())
    told["checkpoint"]["events"]["size"] -= 1
    (town.folder / "checkpoint-00000009-forged.json").write_text(json.dumps(told))
    assert (await town.found())["checkpoint 1"] == {"I41"}
    assert (await town.found(trusted=OTHER))["checkpoint 1"] == {"I41"}


async def test_while_one_key_takes_the_place_of_another_both_sign(town: Town) -> None:
    await a_ticket(town.world, "V3")
    town.job.keys = [OTHER, KEY]
    await town.checkpoint()
    last = read_folder(town.folder)[-1]
    assert last.is_signed_by_one_of([public_text(KEY)])
    assert last.is_signed_by_one_of([public_text(OTHER)])


async def test_a_checkpoint_costs_what_is_new_and_a_long_log_takes_several(town: Town) -> None:
    await number_seals(town.world.runtime)
    for _ in range(3):
        await a_ticket(town.world, "V3")
    await give_places(town.world.runtime)
    made = [await make_checkpoint(town.world.runtime, [KEY], most=2) for _ in range(2)]
    before = read_folder(town.folder)[0].checkpoint.events.size
    assert [kept and (kept.goes_on, kept.events.size - before) for kept in made] == [(True, 2), (False, 3)]
    await town.job.step(town.world.runtime)
    assert [signed.checkpoint.number for signed in read_folder(town.folder)] == [1, 2, 3]
    assert await town.found() == {}


OFFLINE = """
import base64, json, sys
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

read = json.load(open(sys.argv[1]))
text = json.dumps(read["checkpoint"], sort_keys=True, separators=(",", ":"))
key = Ed25519PublicKey.from_public_bytes(base64.b64decode(sys.argv[2]))
key.verify(base64.b64decode(read["signatures"][sys.argv[2]]), text.encode())
"""


async def test_the_paper_says_how_to_verify_a_checkpoint_without_the_program(town: Town) -> None:
    paper = (Path(__file__).parents[2] / "docs" / "operating.md").read_text()
    assert OFFLINE.strip() in paper
    file = next(town.folder.glob("checkpoint-*.json"))
    assert b64decode(public_text(KEY))
    for key, code in ((KEY, 0), (OTHER, 1)):
        assert await _code_of(OFFLINE, str(file), public_text(key)) == code
    assert parse(file.read_text()).checkpoint.number == 1


async def _code_of(*arguments: str) -> int | None:
    program = await asyncio.create_subprocess_exec(sys.executable, "-c", *arguments, stderr=asyncio.subprocess.DEVNULL)
    return await program.wait()
