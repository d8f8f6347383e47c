"""What is written to whom, and what not (writing)? For a batch that was claimed, by what holds at this moment.

Nobody is told what they may not see any more, have switched off, or would be told at night.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

import structlog

from escalation.actors import CLOCK
from escalation.clocks.calendars import Calendars
from escalation.errors import Unavailable, trace_without_texts
from escalation.kit.database.connection import PASSING, Connection, Row
from escalation.kit.parsing.normalization import nfkc
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import new_tracking_code, tracking_hash
from escalation.messages.domain.channels import ChannelKind, ChannelState, ChannelTarget
from escalation.messages.domain.quiet_hours import quiet_until
from escalation.messages.domain.rules import BUNDLE, CODE, DIGEST, RULES, SURVEY, TEST, VERIFY, Audience
from escalation.messages.domain.templates import Rendered, Wording, render, without_contacts, wordings
from escalation.messages.storage.channels import sealed_for
from escalation.messages.storage.claims import ClaimMoment
from escalation.messages.storage.contents import Contents, read_contents
from escalation.messages.storage.digests import FIRST_LINES, NOTHING_LATE, Digest, read_digests
from escalation.messages.storage.settlement import Dropped, MessageState, Settled
from escalation.messages.storage.template_versions import wordings_of_units
from escalation.messages.usecases.bundling import bundle
from escalation.messages.usecases.site import MessageSite
from escalation.messages.usecases.unsubscribing import Unsubscription
from escalation.opinions.domain.contact_masking import comparable
from escalation.opinions.domain.tracking_codes import CodeWay
from escalation.opinions.storage.sealed_contacts import open_contact
from escalation.opinions.storage.tracking_codes import CodeHandOver, hand_over_code
from escalation.organisation.usecases.calendars import calendars_in_force
from escalation.texts import translate
from escalation.tickets.usecases.local_days import LocalDays

SurveyCode = Callable[[Connection, UUID, UUID, datetime], Awaitable[str | None]]
"""Makes a code for whoever sent an opinion in, for an event that invites them, or `None` if they are asked no more.

Surveys are above messages, so it is handed down.
"""
_log = structlog.get_logger(__name__)
_CITIZENS_LANGUAGE: Final = "zh"
_BUNDLES: Final = UUID("5b0a4f9e-6d0c-4c1e-9d1b-7f0f8a1c2e43")
"""The namespace of ids of what tells many messages in one."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message in words, and where it goes. `id` is the same in every attempt, of which this is the `attempt`th.

    `at`: when it was claimed, by the wall. `messages`: what it tells; what becomes of it becomes of all of them.
    """

    id: UUID
    messages: tuple[UUID, ...]
    attempt: int
    at: datetime
    rule: str
    to: ChannelTarget
    words: Rendered
    language: str
    link: str | None = None
    unsubscribe: str | None = None


@dataclass(slots=True)
class Written:
    """What is to be sent of a batch, what became of the rest, and what could not be written."""

    outgoing: list[Outgoing] = field(default_factory=list)
    settled: list[Settled] = field(default_factory=list)
    unwritten: list[UUID] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What all messages of a batch are written with."""

    runtime: Runtime
    site: MessageSite
    contents: Contents
    calendars: Calendars
    digests: Mapping[UUID, Digest]
    own: Mapping[tuple[str, str, str], Wording]
    moment: ClaimMoment


async def write_messages(
    connection: Connection, runtime: Runtime, site: MessageSite, ids: Sequence[UUID], moment: ClaimMoment,
    survey_code: SurveyCode | None = None,
) -> Written:  # fmt: skip
    """Write what was claimed: in words, one by one or many in one, or why not."""
    desk = await _desk(connection, runtime, site, ids, moment)
    written, told = Written(), list[Row]()
    for id_ in ids:
        with _apart(written, [id_]):
            row = desk.contents.rows.get(id_)
            settled = _reason_against(desk, row, id_) if row is not None else _dropped(id_, Dropped.CHANNEL_GONE)
            if settled is not None:
                written.settled.append(settled)
            elif row is not None:
                told.append(row)
    bundles = await bundle(connection, told, ids, moment.now)
    written.settled += bundles.waiting
    for part in bundles.parts:
        with _apart(written, [row["id"] for row in part]):
            if len(part) > 1:
                written.outgoing.append(_outgoing(desk, part, _facts_of_many(desk, part), BUNDLE))
            else:
                await _write(connection, desk, part[0], written, survey_code)
    return written


@contextmanager
def _apart(written: Written, ids: Sequence[UUID]) -> Iterator[None]:
    """Messages that are written together, or not at all: what fails with them is logged, and noted in `written`."""
    try:
        yield
    except (Unavailable, *PASSING):
        raise
    except Exception as error:  # noqa: BLE001 - one that cannot be written must not hold up the others
        trace = list(trace_without_texts(error))
        for id_ in ids:
            _log.error("message_failed", message=str(id_), trace=trace)
        written.unwritten += ids


async def _write(
    connection: Connection, desk: _Desk, row: Row, written: Written, survey_code: SurveyCode | None
) -> None:
    """Put one message into `written`."""
    code = await _code_in(connection, row, desk.moment.now, survey_code)
    if code is None and row["rule"] == SURVEY:
        written.settled.append(_dropped(row["id"], Dropped.NOTHING_TO_TELL))
        return
    written.outgoing.append(_outgoing(desk, [row], _facts(desk, row, code), row["rule"]))


async def _desk(
    connection: Connection, runtime: Runtime, site: MessageSite, ids: Sequence[UUID], moment: ClaimMoment
) -> _Desk:
    contents = await read_contents(connection, ids)
    calendars = await calendars_in_force(runtime, connection)
    readers = {row["person_id"] for row in contents.rows.values() if row["rule"] == DIGEST}
    digests = await read_digests(connection, list(readers), _tomorrow(calendars, moment.now)) if readers else {}
    codes = {code for row in contents.rows.values() for code in row["unit_codes"]}
    return _Desk(runtime, site, contents, calendars, digests, await wordings_of_units(connection, list(codes)), moment)


def _tomorrow(calendars: Calendars, now: datetime) -> datetime:
    days = LocalDays(calendars.base.zone)
    return days.end_of(days.day_of(now))


def _reason_against(desk: _Desk, row: Row, id_: UUID) -> Settled | None:
    """Why a message is not sent now, or never."""
    rule = RULES[row["rule"]]
    until = None if row["urgent"] else quiet_until(desk.calendars.of(row["unit_codes"]), desk.moment.now)
    if until is not None:
        return Settled(id_, MessageState.WAITING, None, until - desk.moment.now, charged=False)
    if rule.audience is Audience.CITIZEN:
        # A code is about the opinion, whatever becomes of it.
        is_theirs = row["contact"] is not None and row["ticket_id"] in {None, row["opinion_ticket_id"]}
        return None if is_theirs and _awaits_code(row) else _dropped(id_, Dropped.CHANNEL_GONE)
    wanted_state = ChannelState.UNVERIFIED if rule.name == VERIFY else ChannelState.ACTIVE
    if row["channel_state"] != wanted_state:
        return _dropped(id_, Dropped.CHANNEL_GONE)
    if rule.optional and not row["wanted"]:
        return _dropped(id_, Dropped.SWITCHED_OFF)
    if rule.name == DIGEST:
        is_empty = desk.digests.get(row["person_id"], NOTHING_LATE).is_empty
        return _dropped(id_, Dropped.NOTHING_TO_TELL) if is_empty else None
    is_asked_for = rule.name in {VERIFY, TEST}
    return None if is_asked_for or id_ in desk.contents.seen else _dropped(id_, Dropped.NOT_VISIBLE)


def _awaits_code(row: Row) -> bool:
    return bool(row["rule"] != CODE or row["code_way"] == CodeWay.MESSAGE)


def _dropped(id_: UUID, reason: Dropped) -> Settled:
    return Settled(id_, MessageState.DROPPED, reason)


async def _code_in(connection: Connection, row: Row, now: datetime, survey_code: SurveyCode | None) -> str | None:
    if row["rule"] == SURVEY and survey_code is not None:
        return await survey_code(connection, row["opinion_id"], row["event_id"], now)
    return await _new_code(connection, row, now) if row["rule"] == CODE else None


async def _new_code(connection: Connection, row: Row, now: datetime) -> str:
    """A tracking code that only the citizen is told. Of two messages the later one has the code that counts."""
    code, how = new_tracking_code(), CodeHandOver(CodeWay.MESSAGE, None, None, row["code_given_at"])
    await hand_over_code(
        connection, row["opinion_id"], tracking_hash(code), how, now, by=CLOCK, request_id=str(row["id"])
    )
    return code


def _outgoing(desk: _Desk, rows: Sequence[Row], facts: Mapping[str, object], words: str) -> Outgoing:
    """The message that tells of these rows, in the words of this rule. Tried as often as the newest is."""
    row = rows[0]
    rule, language = RULES[row["rule"]], row["language"] or _CITIZENS_LANGUAGE
    to = _destination(desk.runtime, row)
    may_stop = rule.optional and row["kind"] == ChannelKind.EMAIL
    wish = Unsubscription(row["channel_id"], rule.name)
    stop = desk.site.unsubscribe_link(wish, desk.runtime.vault) if may_stop else None
    rendered = render(_wording(desk, row, words, language), {"code": to.code or "", **facts})
    ids = tuple(each["id"] for each in rows)
    attempt = min(each["attempt"] for each in rows)
    return Outgoing(
        _id_of(ids), ids, attempt, desk.moment.wall, rule.name, to, rendered, language, str(facts["link"]) or None, stop
    )


def _id_of(ids: Sequence[UUID]) -> UUID:
    """By which receivers tell a double: that of the message, or one that only these messages have together."""
    return ids[0] if len(ids) == 1 else uuid5(_BUNDLES, " ".join(sorted(str(each) for each in ids)))


def _link(desk: _Desk, row: Row) -> str:
    if row["rule"] == DIGEST:
        return desk.site.home
    if row["record_id"] is not None:
        return desk.site.record_link(row["record_event"], row["record_id"])
    return desk.site.ticket_link(row["ticket_id"])


def _facts(desk: _Desk, row: Row, code: str | None) -> dict[str, object]:
    zone = desk.calendars.of(row["unit_codes"]).zone
    due, rule = row["due_at"], RULES[row["rule"]]
    facts: dict[str, object] = {
        "number": row["number"] or "", "title": without_contacts(row["title"] or ""), "unit": row["holder"] or "",
        "due": f"{due.astimezone(zone):%Y-%m-%d %H:%M}" if due else row["due_on"] or "",
        "today": f"{desk.moment.now.astimezone(zone):%Y-%m-%d}", "link": _link(desk, row),
        "page": desk.site.survey_link(code or "") if rule.name == SURVEY else desk.site.tracking_page,
    }  # fmt: skip
    if code is not None:
        facts |= {"code": code}
    if rule.audience is Audience.CITIZEN:
        # Of the citizen's own matter; what clerks have written of it may be about others as well.
        facts |= {"link": "", "title": ""}
    if rule.name == DIGEST:
        digest = desk.digests[row["person_id"]]
        lines = tuple(_without_contacts_of(line) for line in digest.lines)
        facts |= {"overdue": digest.overdue, "due_today": digest.due_today, "stuck": digest.stuck, "lines": lines}
    return facts


def _facts_of_many(desk: _Desk, rows: Sequence[Row]) -> dict[str, object]:
    """How many, of what, the first of them that have a number, and where all are."""
    first = rows[0]
    numbered = [f"{row['number']} {without_contacts(row['title'] or '')}" for row in rows if row["number"]]
    return {
        "what": translate(RULES[first["rule"]].title, first["language"]), "count": len(rows),
        "lines": tuple(numbered[:FIRST_LINES]), "link": desk.site.list_link({row["record_event"] for row in rows}),
    }  # fmt: skip


def _without_contacts_of(line: str) -> str:
    """The number of a ticket stays as it is."""
    number, _, title = line.partition(" ")
    return f"{number} {without_contacts(title)}"


def _destination(runtime: Runtime, row: Row) -> ChannelTarget:
    if row["channel_id"] is not None:
        return ChannelTarget.of(runtime.vault.open(row["sealed"], owner=sealed_for(row["channel_id"])))
    contact = open_contact(runtime.vault, row["opinion_id"], row).contact or ""
    return ChannelTarget(nfkc(contact).strip() if "@" in nfkc(contact) else comparable(contact))


def _wording(desk: _Desk, row: Row, rule: str, language: str) -> Wording:
    """That of the nearest unit with one of its own."""
    for unit in row["unit_codes"]:
        if (own := desk.own.get((unit, rule, language))) is not None:
            return own
    return wordings()[rule, language]
