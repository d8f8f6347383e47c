"""Every event that concerns somebody can be told them, in Chinese and English; of all others it is said why not."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID

import pytest

from escalation.events.domain.catalogue import EVENT_TYPES
from escalation.events.domain.record_kinds import RECORD_KINDS, kind_of
from escalation.messages.domain.rules import EVENT_RULES, RULES, Audience
from escalation.messages.domain.sample_values import sample_values
from escalation.messages.domain.templates import render, wordings
from escalation.messages.engine.mail_outlet import MailOutlet
from escalation.messages.storage import fan_out
from tests.messages.desk import go_to, send, tell, told
from tests.messages.mailboxes import mailbox
from tests.messages.test_told_of_records import a_staff, recorded
from tests.support.endpoint_makers import give_places
from tests.support.roles import as_owner
from tests.support.world import World

UNTOLD: Final[Mapping[str, str]] = {
    "ticket.imported": "history of another system, of which nobody waits",
    "ticket.signed": "the sender sees it in the list of what was sent, and is told if nobody signs in time",
    "ticket.merged": "whoever merges holds both; the other ticket's holder is told of its dates (ticket.merged_from)",
    "ticket.coordinated": "done by the holder; who is asked to help is told (joint_task.requested)",
    "ticket.call_tried": "a note of the office that calls",
    "ticket.archived": "nothing can be done about it any more, nor has to be",
    "ticket.attachment_removed": "nothing is left to be looked at",
    "ticket.erased": "what was erased is not to be called to mind",
    "ticket.scope_left": "for machines that keep copies; who sees it no more is told no more than that",
    "opinion.received": "inboxes are sorted at intervals, and one that is not is told (sorting.overdue)",
    "opinion.erased": "what was erased is not to be called to mind",
    "opinion.contact_read": "on record for whoever looks into it; the citizen's contact is no place to tell it",
    "opinion.code_given": "the citizen has the code",
    "opinion.attached": "the ticket that it became is told of",
    "opinion.dismissed": "done by the unit itself, which says why",
    "opinion.attachment_added": "comes with the opinion",
    "opinion.attachment_removed": "nothing is left to be looked at",
    "diary.submitted": "daily, by everybody: the list of what waits to be reviewed has it",
    "ledger.written_off": "done by the unit itself",
    "visit.planned": "done by who visits; whom they visit is theirs to tell, or not",
    "visit.made": "done by who visited",
    "visit.cancelled": "done by who would have visited",
    "visit.households_read": "on record for whoever looks into it, as reads of contacts are",
    "visit.confirmed": "said by the visited; plans count it, and tell what is owed",
    **dict.fromkeys(
        ("endpoint.failing", "endpoint.disabled", "endpoint.recovered", "delivery.exhausted"),
        "of machines: told to the other endpoints of the unit, shown in the console, and watched by gauges",
    ),
    **dict.fromkeys(("webhook.ping", "webhook.test"), "asked for, and answered where it was"),
}
"""Why nobody is told of it by a message."""
TOLD: Final = {type_ for rule in EVENT_RULES for type_ in rule.events}
OF_RECORDS: Final = [
    (rule.name, type_) for rule in EVENT_RULES for type_ in rule.events if kind_of(type_) in RECORD_KINDS
]  # fmt: skip
CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")


def test_of_every_event_somebody_can_be_told_or_it_is_said_why_not() -> None:
    assert TOLD - EVENT_TYPES.keys() == set()
    assert UNTOLD.keys() & TOLD == set()
    assert EVENT_TYPES.keys() - TOLD - UNTOLD.keys() == set()
    assert UNTOLD.keys() - EVENT_TYPES.keys() == set()


def test_a_rule_asks_for_those_whom_its_events_know_of() -> None:
    wrong = []
    for rule in EVENT_RULES:
        for type_ in rule.events:
            fields = EVENT_TYPES[type_].model.model_fields.keys()
            about = kind_of(type_)
            of_tickets = {Audience.DECIDER, Audience.ISSUER, Audience.JOINT}
            is_right = {
                Audience.NAMED: about in RECORD_KINDS and fields & {"member_id", "member_ids"},
                Audience.SUPERVISED: "unit_ids" in fields,
                Audience.CITIZEN: about in {"ticket", "opinion"},
            }.get(rule.audience, about in RECORD_KINDS or about in {"ticket", "joint_task"})
            if not is_right or (rule.audience in of_tickets and about in RECORD_KINDS):
                wrong.append((rule.name, type_))
    assert wrong == []


@pytest.mark.parametrize("name", RULES)
def test_a_rule_has_words_of_one_language_each(name: str) -> None:
    for language in ("zh", "en"):
        words = render(wordings()[name, language], sample_values(name, language, "V1") | {"lines": ()})
        said = {"subject": words.subject, "text": words.text, "short": words.short}
        said = {part: re.sub(r"No light at the east gate|小区东门路灯不亮", "", text) for part, text in said.items()}
        assert all(bool(CHINESE.search(text)) == (language == "zh") for text in said.values()), said
        assert len(words.short) < 134, "it is cut"


async def test_each_rule_about_records_finds_whom_to_tell(world: World) -> None:
    staff = await a_staff(world)
    named = {"member_id": str(staff["V2 handler"]), "former_member_id": None, "member_ids": [str(staff["V2 handler"])]}
    of_event: dict[UUID, str] = {}
    for type_ in dict.fromkeys(type_ for _, type_ in OF_RECORDS):
        data = {**EVENT_TYPES[type_].example, "unit_ids": [str(world.id("V1"))]}
        data |= {name: value for name, value in named.items() if name in data}
        of_event[await recorded(world, "V1", type_, **{**data, "unit_id": str(world.id("V1"))})] = type_
    await give_places(world.runtime)
    rules = [replace(rule, by_default=True) for rule in EVENT_RULES]
    async with world.runtime.database.connection() as connection:
        await fan_out.tell(connection, 200, mail=True, gateway=False, rules=rules)
    rows = await world.runtime.database.pool.fetch(
        "SELECT m.rule, m.event_id, l.member_id FROM messages m JOIN person_members l ON l.person_id = m.person_id"
    )
    posts = {member: post for post, member in staff.items()}
    found = {(row["rule"], of_event[row["event_id"]]): posts[row["member_id"]] for row in rows}
    instead = {(rule, type_) for rule, type_ in OF_RECORDS if RULES[rule].audience is Audience.IN_THEIR_STEAD}
    assert set(OF_RECORDS) - found.keys() == instead
    to_the_named = {
        posts[row["member_id"]] for row in rows if RULES[row["rule"]].audience is Audience.NAMED
    }  # fmt: skip
    assert to_the_named == {"V2 handler"}
    sent_to = {posts[row["member_id"]] for row in rows if row["rule"] == "supervised_by_group"}
    assert sent_to == {"V1 leader"}

    # Once whoever is named serves no more, it is told to the unit.
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute("UPDATE members SET active = false WHERE id = $1", staff["V2 handler"])
    for rule, type_ in instead:
        await recorded(world, "V1", type_, **{**EVENT_TYPES[type_].example, **named})
        await give_places(world.runtime)
        async with world.runtime.database.connection() as connection:
            await fan_out.tell(connection, 200, mail=True, gateway=False)
        told_of = await world.runtime.database.pool.fetch(
            "SELECT l.member_id FROM messages m JOIN person_members l ON l.person_id = m.person_id "
            "WHERE m.rule = $1 AND m.event_id = (SELECT id FROM events WHERE type = $2 ORDER BY n DESC LIMIT 1)",
            rule, type_,
        )  # fmt: skip
        assert [posts[row["member_id"]] for row in told_of] == ["V1 leader"], (rule, type_)


async def test_whom_a_group_names_is_told_though_they_do_not_see_its_unit(world: World) -> None:
    await go_to(world, "2026-12-08T09:00")
    staff = await a_staff(world)
    group = {"member_ids": [str(staff["V2 handler"])], "unit_ids": [str(world.id("V1"))]}
    await recorded(world, "K1", "supervision_group.formed", **group)
    await recorded(world, "K1", "trend.decayed", **group)
    await tell(world)
    async with mailbox() as post:
        await send(world, "mail", MailOutlet(post.server))
    assert sorted(await told(world)) == [("supervised_by_group", "sent", None), ("supervising", "sent", None)]
    assert {str(mail["To"]) for mail in post.received} == {"v2.handler@example.gov.cn", "v1.leader@example.gov.cn"}
