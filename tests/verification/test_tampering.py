"""Whoever changes the database by hand is found: whatever was changed, and although the triggers were switched off."""

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from random import Random
from typing import Any, Final, NamedTuple

import asyncpg
import pytest
from fastapi import FastAPI
from sqlalchemy import Column, Table

from escalation.application.tables import METADATA
from escalation.tickets.engine.deadlines import sweep
from escalation.verification.storage.registers import REGISTERS
from escalation.verification.usecases.verify import verify
from tests.feed.endpoints import another_event
from tests.support.built_district import BuiltDistrict
from tests.support.endpoint_makers import give_places
from tests.support.roles import TwoRoles
from tests.support.snapshots import Snapshot
from tests.support.world import World
from tests.verification.tampering import PSQL, by_hand, kept, named, past_triggers, restore

OF_TICKETS: Final = frozenset({
    "tickets", "hand_overs", "joint_tasks", "requests", "orders", "ticket_breaches", "events", "ticket_words",
    "ticket_listings",
})  # fmt: skip
SEALED: Final = frozenset(register.name for register in REGISTERS)
COVERED: Final = OF_TICKETS | SEALED | {"opinion_listings"}
LEFT_OPEN: Final[Mapping[str, str]] = {
    # Whole tables: what they hold is work in hand, comes and goes, or is another view of what is sealed.
    "checkpoints": "what was signed; each has a signature and names the one before, and the files outside count",
    "attachment_parts": "where the parts of a file lie; what the file is, is sealed",
    "sign_in_attempts": "how often somebody tried lately",
    "spent_flows": "which flows of sign-in have come back, kept for a day",
    "refresh_tokens": "by hash, used once each: whoever can write one can write another phone, which is sealed",
    "feed_days": "where the feed stood when a day began: found anew from events",
    "feed_head": "the last place in the feed: a gap before it is found, and a checkpoint knows how far it had come",
    "idempotency": "answers that are kept for a day",
    "unit_pinyin": "how names of units are typed: follows from the names, which are sealed",
    "messages": "who is owed what at the moment, and was told lately; what it said is not kept",
    "message_choices": "what somebody likes to be told; what has to be told is told whatever stands here",
    "message_progress": "up to where the feed was told on",
    "push_keys": "by what browsers know this server, sealed with the master key",
    "saved_views": "how somebody wants to see a list; what they see is seen as ever",
    "diary_entries": "what cadres note for their own unit; what follows from it are opinions, which are sealed",
    "diary_opinions": "of which entry an opinion came",
    "contact_points": "who keeps in touch with whom: each row is written once and ended once",
    "leading_groups": "that a unit has a leading group; who is and was in charge is sealed",
    "leading_group_members": "who else is in a leading group, for what; it gives nobody a right",
    "supervision_groups": "why and until when somebody supervises; the posts by which they do are sealed",
    "supervision_group_members": "who is in such a group; the posts are sealed",
    "supervision_group_units": "what such a group supervises; the posts are sealed",
    "ledger_rows": "what units note of households; what follows from it are opinions, which are sealed",
    "drafts": "what somebody has begun to write, sealed with the master key",
    "standard_replies": "what is offered to be said; what was said is in the history of its ticket",
    "standard_reply_versions": "what was offered to be said before",
    "meeting_rounds": "by when units have to meet: found anew from the rules and the meetings that were held",
    "meetings": "when units meet and what their minutes say; what they decided of tickets is in their histories",
    "agenda_items": "what is to be talked about, drawn anew from tickets",
    "meeting_decisions": "what is still to do; moves of tickets are in their histories",
    "household_counts": "how many households a unit has, as somebody said last",
    "samples": "what was drawn by lot: with the seed it is drawn again",
    "sample_lots": "what was drawn: with the seed of the sample it is drawn again",
    "site_checks": "what somebody found; the order that follows is in the history of the ticket",
    "surveys": "what was ordered; events told of it as it was said",
    "survey_people": "who is asked: with the seed of the survey they are drawn again",
    "survey_answers": "what citizens chose, of which only counts are read",
    "survey_codes": "with what somebody may answer once, until the survey is over",
    "visit_duties": "who has to visit where: found anew from the tree, or given again",
    "visit_plans": "what is owed in a period and how much of it is done: counted from visits",
    "visits": "who was where; events told of it as it was said",
    "visit_opinions": "on which visit an opinion was taken",
    "unit_tasks": "how far units say they are with their lists; what was done is in the histories of tickets",
    "unit_task_tickets": "which tickets units name for that",
    "bulletins": "what units say of a period: counted from what is sealed by itself",
    "trend_weeks": "which weeks are counted and judged",
    "unit_activity": "how much units did by week: whoever doubts it counts again",
    "trend_alarms": "whose activity fades: found anew from what is counted",
    "sorting_rounds": "who was told to sort; what waits is in the inboxes",
    "import_turns": "whose file is next",
    "set_aside_rows": "what the engine could not handle, until it can",
    "incidents": "tickets whose decision raises: any decision clears them",
    "master_keys": "by what a master key is known: with another one the program does not start",
    "operation_parts": "what an import has still to read, sealed with the master key",
    "operations": "progress of long work; what it wrote is sealed by itself",
    "receipts": "what became of the lines of a file; the opinions are sealed by themselves",
    "row_seals": "a seal that was changed disagrees with its row; older ones are in a checkpoint",
    "spent_tokens": "what may be used once and was, kept until it would have ended",
    "suggestion_model": "what suggestions have learnt; nothing is decided by them",
    "ticket_serials": "the last number given: one that was given twice is refused",
    "photo_quotas": "how much citizens sent along today",
    "workers": "who runs the engine at the moment",
    "webhook_attempts": "what was tried, kept for a month",
    "webhook_dead": "what was not delivered, kept for a month",
    "webhook_health": "how an endpoint fares at the moment",
    "webhook_queue": "what is owed at the moment",
    "webhook_tails": "what an endpoint was told last",
    # Columns.
    "events.salt": "of an event of no ticket it is sealed with the reason; of others nobody reads it",
    "events.n": "by which events of no ticket are numbered, and those of a ticket are not",
    "attachments.received": "how much of a file has arrived; what it is once it has, is sealed",
    "device_tokens.seen_at": "when somebody was there last",
    "rate_rollups": "verification tells of tickets anew what they count",
    "rate_contributions": "verification tells of tickets anew what they count",
    "rollup_progress": "how far counting has come; verification tells of tickets anew what they count",
    "api_keys.seen_at": "when a key was used last",
    "sessions.seen_at": "when somebody was there last",
    "hand_overs.n": "the order of a list; when each was sent is sealed",
    "requests.decider_unit_id": "derived while a request waits (I35); of others nobody reads it",
    "opinions.bands": "found anew from the words",
    "opinions.sketch": "found anew from the words",
    "opinions.text_hash": "found anew from the words",
    "tickets.changed_at": "when the last change was written, for pages of changes; when it was made is sealed",
}


class Place(NamedTuple):
    """A column of a row, what the row belongs to, and what verification has to name."""

    table: str
    column: str
    row: str
    subject: str
    named: str


A_GROUP: Final = """
WITH led AS (
  INSERT INTO leading_groups (id, unit_id, unit_path, formed_at, formed_by)
  SELECT gen_random_uuid(), id, path, now(), 'x' FROM units LIMIT 1 RETURNING id
),
term AS (
  INSERT INTO leading_group_terms (id, group_id, position, member_id, since, begun_by, reason)
  SELECT gen_random_uuid(), l.id, 'in_charge', m.id, now(), 'x', '换届' FROM led l, members m LIMIT 1
)
INSERT INTO temporary_posts (group_id, member_id, unit_id, role, since, until)
SELECT gen_random_uuid(), m.id, u.id, 'supervisor', now(), now() + interval '1 day' FROM members m, units u LIMIT 1
"""
"""A unit with somebody in charge, and somebody sent to one for a day."""


@pytest.fixture(scope="module")
async def beginning(
    pool: TwoRoles, composed: FastAPI, built_district: BuiltDistrict
) -> AsyncIterator[tuple[World, Snapshot]]:
    callers = (await built_district.again(pool, composed)).callers
    while (await sweep(callers.world.runtime)).applied:
        pass
    await another_event(callers.world, "site_check.recorded", unit="V1")
    await give_places(callers.world.runtime)
    await pool.pool.execute("INSERT INTO categories (code, name_zh, name_en, rank) VALUES ('x', '路', 'Roads', 1)")
    await pool.pool.execute(
        """
        INSERT INTO message_channels
          (id, unit_id, kind, sealed, shown, carrier, language, state, created_at, updated_at)
        SELECT gen_random_uuid(), id, 'email', 'x', 'x', 'mail', 'zh', 'active', now(), now() FROM units LIMIT 1
        """
    )
    await pool.pool.execute(A_GROUP)
    for table in METADATA.sorted_tables:
        if table.name in COVERED and not await pool.pool.fetchval(f"SELECT count(*) FROM {table.name}"):
            await pool.pool.execute(_a_row_of(table))
    read = "INSERT INTO contact_reads (opinion_id, principal, reason, at)"
    await pool.pool.execute(f"{read} SELECT id, 'x', '回访', received_at FROM opinions")
    assert await named(callers.world) == {}
    snapshot = await Snapshot.take(pool, "lively")
    yield callers.world, snapshot
    await snapshot.drop(pool)


@pytest.fixture
async def lively(pool: TwoRoles, beginning: tuple[World, Snapshot]) -> World:
    """A district in which everything has happened, and nothing is wrong."""
    world, snapshot = beginning
    await snapshot.restore(pool)
    return world


def _a_row_of(table: Table) -> str:
    """Inserts something into a table that nobody has written to: what it means does not matter."""
    columns = [each for each in table.c if each.computed is None and each.identity is None]
    values = ", ".join(_some(each) for each in columns)
    return f"INSERT INTO {table.name} ({', '.join(each.name for each in columns)}) SELECT {values}"


def _some(column: Column[Any]) -> str:
    for key in column.foreign_keys:
        return f"(SELECT {key.column.name} FROM {key.column.table.name} LIMIT 1)"
    return ONE_OF.get(column.name) or SOME[str(column.type).lower().split("(")[0].split(" ")[0]]


ONE_OF: Final = {"method": "'password'", "state": "'refused'", "language": "'zh'"}
"""Columns that take a few words only."""
SOME: Final = {
    "uuid": "gen_random_uuid()", "text": "'x'", "blob": "sha256('x')", "integer": "1", "bigint": "1",
    "boolean": "false", "timestamp": "clock_timestamp()", "jsonb": "'{}'::jsonb", "smallint": "1",
}  # fmt: skip


def test_every_table_is_covered_or_left_open_for_a_reason() -> None:
    whole = {name for name in LEFT_OPEN if "." not in name}
    assert set(METADATA.tables) - whole == COVERED
    assert {name for name in LEFT_OPEN if "." in name} <= {
        f"{table.name}.{column.name}" for table in METADATA.tables.values() for column in table.c
    }


DONE_BY_HAND: Final[Mapping[str, tuple[str, str]]] = {
    "a title is another": ("UPDATE tickets SET title = title || '。' {one}", "I36"),
    "the content is another": ("UPDATE tickets SET content = '无事' {one}", "I36"),
    "a reply is another": ("UPDATE tickets SET reply = '已办' {one}", "I36"),
    "it is confidential no more": ("UPDATE tickets SET confidential = NOT confidential {one}", "I36"),
    "it is a key task": ("UPDATE tickets SET key_task = NOT key_task {one}", "I36"),
    "somebody has it in hand": ("UPDATE tickets SET assignee_id = (SELECT id FROM members LIMIT 1) {one}", "I36"),
    "its wake-up is put off": ("UPDATE tickets SET wake_at = wake_at + interval '9 years' WHERE is_open", "I36"),
    "a hand-over was never signed": ("UPDATE hand_overs SET signed_at = NULL, signed_by = NULL", "I36"),
    "hand-overs are gone": ("DELETE FROM hand_overs", "I36"),
    "a joint task is another": ("UPDATE joint_tasks SET task = '无'", "I36"),
    "a request is older": ("UPDATE requests SET asked_at = asked_at - interval '9 days'", "I36"),
    "an order says something else": ("UPDATE orders SET text = '无'", "I36"),
    "an order was added": (
        """INSERT INTO orders (id, ticket_id, level, colour, text, state, issued_at, issued_by, issued_unit_id, due_at,
             ended_at)
           SELECT gen_random_uuid(), id, 4, 'red', '查', 'ended', created_at, 'x', holder_unit_id, due_at, created_at
           FROM tickets LIMIT 1""",
        "I36",
    ),
    "a breach is gone": ("DELETE FROM ticket_breaches", "I29"),
    "an opinion says something else": ("UPDATE opinions SET content = '很好'", "I37"),
    "an opinion has another contact": ("UPDATE opinions SET contact = '\\x00'", "I37"),
    "opinions are gone": ("DELETE FROM opinions WHERE status = 'inbox'", "I37"),
    "contacts were never read": ("DELETE FROM contact_reads", "I37"),
    "somebody else read a contact": ("UPDATE contact_reads SET principal = 'key:other'", "I37"),
    "limits are others": ("UPDATE documents SET document = document || '{\"zh\": \"\"}' WHERE kind = 'policy'", "I37"),
    "a calendar is gone": ("DELETE FROM documents WHERE kind = 'calendar'", "I37"),
    "a life cycle is another": ("UPDATE documents SET published_by = 'x' WHERE kind = 'workflow'", "I37"),
    "a member has another name": ("UPDATE members SET name = '他人'", "I37"),
    "somebody is given a role": (
        """INSERT INTO memberships (member_id, unit_id, role, since)
           SELECT m.id, u.id, 'admin', m.created_at FROM members m, units u WHERE u.code = 'C' LIMIT 1""",
        "I37",
    ),
    "a key is as good as new": ("UPDATE api_keys SET expires_at = expires_at + interval '9 years'", "I37"),
    "a key was smuggled in": (
        """INSERT INTO api_keys (id, secret_hash, name, unit_id, role, created_at, created_by, expires_at)
           SELECT gen_random_uuid(), '\\x00', 'x', id, 'admin', created_at, 'x', created_at FROM units LIMIT 1""",
        "I37",
    ),
    "a channel is somebody else's": ("UPDATE message_channels SET unit_id = gen_random_uuid()", "I37"),
    "people are told in other words": ("UPDATE message_templates SET body = '无'", "I37"),
    "an endpoint goes elsewhere": ("UPDATE webhook_endpoints SET url = 'https://example.org/'", "I37"),
    "the clock was turned": ("UPDATE clock SET advanced_by = '9 days'", "I37"),
    "an event of an opinion says something else": (
        "UPDATE events SET principal = 'x' WHERE opinion_id IS NOT NULL", "I39",
    ),
    "an event of a record is another unit's": (
        "UPDATE events SET unit_id = gen_random_uuid() WHERE record_id IS NOT NULL", "I39",
    ),
    "events of opinions are gone": ("DELETE FROM events WHERE opinion_id IS NOT NULL", "I40"),
    "a ticket was dropped with all that it had": (
        """WITH t AS (SELECT id FROM tickets ORDER BY id LIMIT 1),
             e AS (DELETE FROM events WHERE ticket_id IN (TABLE t))
           DELETE FROM tickets WHERE id IN (TABLE t)""",
        "I40",
    ),
}  # fmt: skip
ONE: Final = "WHERE id = (SELECT id FROM tickets ORDER BY id LIMIT 1)"


@pytest.mark.slow
async def test_whatever_is_done_past_the_triggers_is_found(lively: World, dsn: str) -> None:
    found: dict[str, bool] = {}
    for case, (statement, invariant) in DONE_BY_HAND.items():
        touched = frozenset(name for name in COVERED if re.search(rf"\b{name}\b", statement))
        async with kept(dsn, touched):
            await past_triggers(dsn, statement.format(one=ONE) if "{one}" in statement else statement)
            found[case] = invariant in set[str]().union(*(await named(lively)).values())
    assert found == dict.fromkeys(DONE_BY_HAND, True)


async def test_whatever_the_triggers_saw_is_told_with_who_did_it(lively: World, dsn: str) -> None:
    await by_hand(dsn, "UPDATE members SET name = '他人'", "DELETE FROM contact_reads")
    findings = (await verify(lively.runtime)).findings
    assert {finding.invariant for finding in findings} == {"I38"}
    assert {finding.subject.partition(" ")[0] for finding in findings} == {"members", "contact_reads"}
    assert {finding.params["program"] for finding in findings} == {"psql"}


@pytest.mark.slow
@pytest.mark.parametrize("seed", [4701])
async def test_a_value_changed_by_hand_anywhere_is_found(lively: World, dsn: str, seed: int) -> None:
    tables, chance = frozenset(COVERED), Random(seed)
    waiting = [
        (table, column.name)
        for table in sorted(COVERED)
        for column in METADATA.tables[table].c
        if column.computed is None and column.identity is None and f"{table}.{column.name}" not in LEFT_OPEN
    ]
    chance.shuffle(waiting)
    unseen: list[Place] = []
    async with kept(dsn, tables):
        changed = [Place("", "", "", "", "")]
        while changed:
            changed, waiting = await _change(dsn, waiting, chance)
            names = await named(lively)
            found = frozenset(names).union(*names.values())
            unseen += [place for place in changed if place.named not in found]
            await restore(dsn, tables)
    assert sorted({f"{each.table}.{each.column}" for each in unseen}) == []
    assert waiting == []
    assert await named(lively) == {}


async def _change(
    dsn: str, waiting: list[tuple[str, str]], chance: Random
) -> tuple[list[Place], list[tuple[str, str]]]:
    """Change one value of as many columns as there are things to name; which were changed, and which are left."""
    raw = await asyncpg.connect(dsn, server_settings=PSQL | {"session_replication_role": "replica"})
    chosen: dict[str, Place] = {}
    left: list[tuple[str, str]] = []
    try:
        for table, column in waiting:
            rows = [each for each in await raw.fetch(_subjects(table)) if each["subject"] not in chosen]
            if not rows:
                left.append((table, column))
                continue
            row, subject = chance.choice(rows)
            names = NAMED_OTHERWISE.get(f"{table}.{column}", "I39" if subject.startswith("event ") else subject)
            chosen[subject] = Place(table, column, row, subject, names)
        return [place for place in chosen.values() if await _changed(raw, place)], left
    finally:
        await raw.close()


async def _changed(raw: asyncpg.Connection, place: Place) -> bool:
    """Give it another value; whether the database took one."""
    for value in _others(place):
        to = f'UPDATE {place.table} SET "{place.column}" = {value}'
        try:
            async with raw.transaction():
                done = await raw.execute(
                    f"{to} WHERE ctid = '{place.row}' AND \"{place.column}\" IS DISTINCT FROM {value}"
                )
        except (asyncpg.IntegrityConstraintViolationError, asyncpg.DataError):
            continue
        if done == "UPDATE 1":
            return True
    return False


def _others(place: Place) -> Iterator[str]:
    kind, name = str(METADATA.tables[place.table].c[place.column].type).lower(), f'"{place.column}"'
    if kind == "uuid":
        yield "gen_random_uuid()"
    elif kind in {"integer", "bigint", "smallint", "real"}:
        yield f"coalesce({name}, 0) + 1"
    elif kind == "boolean":
        yield f"NOT coalesce({name}, false)"
    elif kind.startswith("timestamp"):
        yield f"coalesce({name}, clock_timestamp()) + interval '1 day'"
    elif kind == "interval":
        yield f"coalesce({name}, '0') + interval '1 s'"
    elif kind == "jsonb":
        yield """'{"x": 1}'::jsonb"""
    elif kind in {"blob", "bytea"}:
        yield rf"coalesce({name}, '') || '\x07'"
    elif kind.endswith("[]") or kind == "array":
        yield f"{name} || {name}[1:1]"
        yield "'{9}'"
    else:
        yield f"coalesce({name}, '') || 'x'"
        yield from (f"'{word}'" for word in WORDS)
    yield f"nullif({name}, {name})"


WORDS: Final = (
    "up", "down", "person", "open", "waived", "reported", "pending", "refused", "lapsed", "extension", "parking",
    "yellow", "red", "answered", "ended", "inbox", "dismissed", "leader", "admin", "deputy", "member", "policy",
    "paused", "disabled", "thin", "none", "cloudevents", "v1", "v1a", "stage", "promise", "/9/", "sms", "en", "failed",
)  # fmt: skip
"""What columns hold that take no other words."""
_NUMBER: Final = "coalesce((SELECT number FROM tickets t WHERE t.id = r.ticket_id), r.ticket_id::text)"
SUBJECTS: Final = {
    "tickets": "SELECT ctid::text, number AS subject FROM tickets",
    "events": f"""
        SELECT ctid::text, CASE WHEN ticket_id IS NULL THEN 'event ' || id ELSE {_NUMBER} END AS subject
        FROM events r""",
    "opinion_listings": "SELECT ctid::text, opinion_id::text AS subject FROM opinion_listings WHERE relation <> 3",
    **{name: f"SELECT ctid::text, {_NUMBER} AS subject FROM {name} r" for name in OF_TICKETS - {"tickets", "events"}},
}


def _subjects(table: str) -> str:
    key = " || '/' || ".join(f"{each.name}::text" for each in METADATA.tables[table].primary_key)
    return SUBJECTS.get(table, f"SELECT ctid::text, '{table} ' || {key} AS subject FROM {table}")


NAMED_OTHERWISE: Final = {
    "events.feed_pos": "I40",
    "events.ticket_id": "I7",
    "erasures.unit_path": "I24",
    "opinions.unit_path": "I24",
    "tickets.number": "I36",
}
"""What is named by an invariant: the thing itself has another name afterwards, or another name there."""
