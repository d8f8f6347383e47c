"""A district in which everything has happened: things of every kind, in many places, each with a word of its own.

The word of a thing (`canary17x`) is in every text of it. Secrets are in no answer to anybody.
"""

from dataclasses import dataclass, field
from itertools import count

from escalation.opinions.engine.imports import step
from tests.support.callers import Callers, Json
from tests.support.catalogue import STREETS, load_streets
from tests.support.endpoint_makers import give_places
from tests.support.receivers import NEIGHBOURHOOD
from tests.support.things import FORM, act, resolve, send_part


@dataclass(frozen=True, slots=True)
class Ticket:
    """`ties`: units that hold, handle, dispatched or received it, are asked for help, or sent it and may recall it.

    `places`: those of its holder and its origin. `about`: the unit that it is about.
    """

    id: str
    word: str
    ties: frozenset[str]
    places: frozenset[str]
    about: str | None
    confidential: bool


@dataclass(frozen=True, slots=True)
class Opinion:
    """`ticket` is the one that it was taken into."""

    id: str
    word: str
    unit: str
    confidential: bool
    status: str
    ticket: Ticket | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that hangs on a ticket or an opinion."""

    id: str
    word: str
    thing: Ticket | Opinion


@dataclass(frozen=True, slots=True)
class Operation:
    id: str
    word: str
    unit: str
    by: str


@dataclass(frozen=True, slots=True)
class Member:
    id: str
    word: str
    home: str
    units: frozenset[str]


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """With what a member keeps in touch."""

    id: str
    word: str
    unit: str
    member: Member


@dataclass(frozen=True, slots=True)
class Team:
    id: str
    word: str
    unit: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Key:
    id: str
    word: str
    unit: str
    role: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`events`: ids of what it was sent."""

    id: str
    word: str
    unit: str
    events: tuple[str, ...]


@dataclass(slots=True)
class District:
    """Everything in it. `codes`: tracking codes, by the id of the opinion."""

    callers: Callers
    tickets: list[Ticket] = field(default_factory=list)
    opinions: list[Opinion] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    operations: list[Operation] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)
    contact_points: list[ContactPoint] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)
    endpoints: list[Endpoint] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)
    secrets: set[str] = field(default_factory=set)
    cases: "list[_Case]" = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=lambda: count(101))

    def word(self) -> str:
        """One that was never used before."""
        return f"canary{next(self._numbers)}x"

    def secret(self, kind: str) -> str:
        """The same for what nobody is shown: a name, or a number to call."""
        number = next(self._numbers)
        secret = f"1390000{number:04}" if kind == "contact" else f"secret{number}x"
        self.secrets.add(secret)
        return secret

    def id(self, code: str) -> str:
        """Of a unit."""
        return str(self.callers.world.id(code))


async def build(callers: Callers) -> District:
    """Let it all happen, and then some weeks pass."""
    district = District(callers)
    await load_streets(callers.world.runtime)
    await _people(district)
    await _endpoints(district)
    await _inbox(district)
    await _imports(district)
    for story in _STORIES:
        await story(district)
    for case in district.cases:
        district.tickets.append(await _ticket(district, case))
    for case in district.cases:
        district.opinions.append(await _opinion(district, case))
    await _attachments(district)
    await callers.world.advance(days=60)
    await give_places(callers.world.runtime)
    callers.world.keys.clear()
    return district


# -- People ------------------------------------------------------------------------------------------------------------


async def _people(district: District) -> None:
    homes = (("K1-ZJ", None), ("T1", None), ("V1", "leader"), ("V3", None), ("C", "supervisor"), ("K2", None))
    for home, role in homes:
        await _member(district, home, role)
    await _member(district, "C", "leader", at="V1")
    for unit, members in (("T1", (0, 1)), ("K2", (5,)), ("K1", (3, 4))):
        await _team(district, unit, [district.members[index] for index in members])
    for index, unit in ((1, "V2"), (4, "V3"), (2, "V1")):
        await _contact_point(district, unit, district.members[index])
    roles = (("C", "admin"), ("K1", "office"), ("K1", "admin"), ("V1", "handler"), ("T1", "leader"), ("K2", "leader"))
    for unit, role in (*roles, ("V3", "integrator"), ("K1-ZJ", "supervisor")):
        await _key(district, unit, role)


async def _member(district: District, home: str, role: str | None, *, at: str | None = None) -> None:
    word, place = district.word(), at or home
    texts = {"name": f"{word} 娜仁", "rank": "section", "skills": [word, f"{word} 水利"], "external_ref": word}
    made = await district.callers.send("C admin", "/v1/members", **texts, home_unit_id=district.id(home))
    held = f"/v1/members/{made['id']}/roles/{district.id(place)}/{role}"
    await (district.callers.put("C admin", held) if role else district.callers.get("C admin", "/v1/me"))
    district.members.append(Member(made["id"], word, home, frozenset({home, place})))


async def _team(district: District, unit: str, members: list[Member]) -> None:
    word = district.word()
    made = await district.callers.send("C admin", "/v1/teams", unit_id=district.id(unit), name=f"{word} 引领工作队")
    for member in members:
        await district.callers.put("C admin", f"/v1/teams/{made['id']}/members/{member.id}", team_role="member")
    district.teams.append(Team(made["id"], word, unit, tuple(members)))


async def _contact_point(district: District, unit: str, member: Member) -> None:
    word = district.word()
    made = await district.callers.send(
        "C admin", "/v1/contact-points", member_id=member.id, unit_id=district.id(unit), contact_place="household",
        label=f"{word} 家",
    )  # fmt: skip
    district.contact_points.append(ContactPoint(made["id"], word, unit, member))


async def _key(district: District, unit: str, role: str) -> None:
    word = district.word()
    made = await district.callers.send("C admin", "/v1/keys", unit_id=district.id(unit), role=role, name=word)
    district.secrets.add(made["secret"])
    district.keys.append(Key(made["id"], word, unit, role))


async def _endpoints(district: District) -> None:
    """Each with a word in its address, a secret header, and something that it was sent."""
    for unit in ("C", "K1", "T1", "T2", "K2", "V3"):
        word, who = district.word(), f"{unit} integrator"
        made = await district.callers.send(
            who, "/v1/webhook-endpoints", description=word, url=f"{NEIGHBOURHOOD.receiver.url}/{word}?{word}",
            headers={"X-Token": district.secret("name")},
        )  # fmt: skip
        district.secrets.add(made["secret"])
        path = f"/v1/webhook-endpoints/{made['id']}"
        await district.callers.send(who, f"{path}/secrets", algorithm="v1a")
        sent = [await district.callers.send(who, f"{path}/{tried}") for tried in ("ping", "test")]
        district.endpoints.append(Endpoint(made["id"], word, unit, tuple(each["event_id"] for each in sent)))


# -- Opinions ----------------------------------------------------------------------------------------------------------


def _texts(word: str) -> Json:
    return {"title": f"{word} 路灯不亮", "content": f"村口的路灯坏了三天，晚上走路很不方便。{word}", "place": word}


async def _sent(district: District, unit: str, *, confidential: bool = False) -> tuple[str, str]:
    """An opinion that arrives in an inbox, with its word."""
    word = district.word()
    citizen = {"name": district.secret("name"), "contact": district.secret("contact")}
    body = {
        **_texts(word),
        "source": "visit",
        "category": STREETS,
        "attributes": {"number": word},
        "citizen": citizen,
        "source_system": f"hotline-{unit}",
        "external_ref": word,
    }
    who = f"{unit} leader"
    made = await district.callers.send(who, "/v1/opinions", **body, confidential=confidential)
    district.codes[made["id"]] = await district.callers.slip(who, made["id"])
    return made["id"], word


async def _inbox(district: District) -> None:
    for unit in ("V1", "V2", "V3", "T1", "K1", "K1-ZJ", "K2", "C"):
        for confidential in (False, True):
            id_, word = await _sent(district, unit, confidential=confidential)
            district.opinions.append(Opinion(id_, word, unit, confidential, "inbox"))
    for unit in ("V1", "T2"):
        id_, word = await _sent(district, unit)
        await district.callers.send(f"{unit} leader", f"/v1/opinions/{id_}/dismiss", reason=f"重复反映 {word}")
        district.opinions.append(Opinion(id_, word, unit, confidential=False, status="dismissed"))


async def _imports(district: District) -> None:
    """Files of which one line is taken and one is not, with a column nobody knows."""
    for by, unit in (("V1 handler", "V1"), ("K1 integrator", "T2"), ("K2 leader", "K2")):
        word, line = district.word(), district.word()
        lines = (f"title,content,{word}", f"{line} 路灯不亮,村口的路灯坏了三天。{line},x", f",,{word}")
        made = await district.callers.upload(by, f"/v1/opinions/imports?unit_id={district.id(unit)}", *lines)
        await step(district.callers.world.runtime)
        receipts = await district.callers.get(by, f"/v1/operations/{made['id']}/receipts")
        district.operations.append(Operation(made["id"], word, unit, by))
        accepted = next(receipt["opinion_id"] for receipt in receipts["items"] if receipt["opinion_id"])
        district.opinions.append(Opinion(accepted, line, unit, confidential=False, status="inbox"))


async def _attachments(district: District) -> None:
    """A document, with a word in its name and in itself, of whatever the city's office may still add to."""
    callers, who = district.callers, "C office"
    things: list[Ticket | Opinion] = [*district.tickets, *district.opinions]
    for thing in things:
        word = district.word()
        content, kind = f"%PDF-1.7 {word}".encode(), "tickets" if isinstance(thing, Ticket) else "opinions"
        wanted = {"name": f"{word}.pdf", "size": len(content)}
        begun = await callers.ask(who, "POST", f"/v1/{kind}/{thing.id}/attachments", json=wanted)
        if not begun.is_success:
            continue
        id_ = begun.json()["id"]
        await send_part(callers, who, id_, content)
        await callers.ask(who, "POST", f"/v1/attachments/{id_}/complete")
        district.attachments.append(Attachment(id_, word, thing))


# -- Tickets -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Case:
    """A ticket while it is being worked on, with the opinion it was formed of."""

    district: District
    id: str
    word: str
    unit: str
    about: str | None
    confidential: bool
    opinion: tuple[str, str]

    async def act(self, who: str, action: str, **fields: object) -> None:
        """A move; a field `…` is a text with the ticket's word."""
        said = {name: f"{action} {self.word}" if value is ... else value for name, value in fields.items()}
        await act(self.district.callers, who, self.id, action, **said)

    async def give_out(self, by: str, to: str, *, sign: bool = True) -> None:
        """Dispatch it, and sign for it as the handler there, or as the leader if that is not the handlers' business."""
        signs = f"{to} leader" if self.confidential else f"{to} handler"
        await self.act(by, "dispatch", unit_id=self.district.id(to), instructions=...)
        await (self.act(signs, "sign") if sign else self.act(by, "comment", text=...))


async def _form(district: District, unit: str, *, about: str | None = None, confidential: bool = False) -> _Case:
    """A ticket of an opinion, with a text of its own."""
    opinion, theirs = await _sent(district, unit, confidential=confidential)
    word = district.word()
    body: Json = {**FORM, **_texts(word), "opinion_ids": [opinion], "source_system": word, "external_ref": word}
    del body["place"]
    accused = {"accused_unit_id": district.id(about)} if about else {}
    made = await district.callers.send(f"{unit} leader", "/v1/tickets", **body, **accused)
    case = _Case(district, made["id"], word, unit, about, confidential, (opinion, theirs))
    district.cases.append(case)
    return case


async def _new(district: District) -> None:
    for unit in ("V1", "V3", "K2", "C"):
        await _form(district, unit)
    await _form(district, "V1", confidential=True)


async def _given_out(district: District) -> None:
    await (await _form(district, "K1")).give_out("K1 office", "K1-ZJ", sign=False)
    secret = await _form(district, "K1", confidential=True)
    await secret.give_out("K1 office", "K1-ZJ")


async def _coordinated(district: District) -> None:
    """One joint unit has reported; another one is still at it. Of another ticket it was waived."""
    for left in (True, False):
        case = await _form(district, "K1")
        await case.give_out("K1 office", "K1")
        joint = [{"unit_id": district.id(code), "task": f"现场处置 {case.word}"} for code in ("K1-JT", "K1-SL")]
        await case.act("K1 handler", "coordinate", joint_units=joint, reason=...)
        tasks = (await district.callers.get("K1 handler", f"/v1/tickets/{case.id}/joint-tasks"))["items"]
        ids = {task["unit"]["code"]: task["id"] for task in tasks}
        await case.act("K1-SL handler", "report", joint_task_id=ids["K1-SL"], result=...)
        await (
            case.act("K1-JT handler", "comment", text=...)
            if left
            else case.act("K1 handler", "waive", joint_task_id=ids["K1-JT"], reason=...)
        )


async def _escalated(district: District) -> None:
    """One step up and not signed for; two steps up and signed for."""
    one = await _form(district, "V2")
    await one.give_out("V2 leader", "V2")
    await one.act("V2 handler", "escalate", reason=...)
    two = await _form(district, "V3")
    await two.give_out("V3 leader", "V3")
    for unit, above in (("V3", "T2"), ("T2", "K1")):
        await two.act(f"{unit} handler", "escalate", reason=...)
        await two.act(f"{above} handler", "sign")


async def _handed_down(district: District) -> None:
    case = await _form(district, "C")
    await case.act("C handler", "hand_down", unit_id=district.id("K2"), instructions=..., reason=...)


async def _transferred(district: District) -> None:
    """Signed for by the new unit: the old one has nothing to do with it any more. And not signed for yet."""
    for sign in (True, False):
        case = await _form(district, "K1")
        await case.give_out("K1 office", "K1-ZJ")
        await case.act("K1 office", "transfer", unit_id=district.id("K1-JT"), reason=..., instructions=...)
        await (case.act("K1-JT handler", "sign") if sign else case.act("K1 office", "comment", text=...))


async def _ended(district: District) -> None:
    """Answered, closed, rejected and merged."""
    answered, closed = await _form(district, "V2"), await _form(district, "V1")
    for case in (answered, closed):
        await resolve(district.callers, case.unit, case.id, reply=f"已修好。{case.word}")
    await closed.act("K1 office", "confirm", solved=True, satisfaction=4, note=...)
    rejected = await _form(district, "T2")
    await rejected.act("T2 leader", "reject", reason_code="out_of_scope", reason=...)
    merged = await _form(district, "V3")
    await merged.act("K1 office", "merge", into_ticket_id=district.cases[0].id, reason=...)


async def _asked(district: District) -> None:
    """An extension that waits for its decision, an objection that was refused, and orders of two levels."""
    extended = await _supervised(district)
    await extended.act("K1-ZJ handler", "extend", reason=..., days=2)
    objected = await _supervised(district)
    suggested = {"suggested_unit_id": district.id("K1-JT")}
    await objected.act("K1-ZJ handler", "object", reason_code="not_ours", reason=..., **suggested)
    await objected.act("K1 office", "refuse_objection", reason=...)
    orders = (await district.callers.get("K1 office", f"/v1/tickets/{objected.id}/orders"))["items"]
    await objected.act("K1-ZJ handler", "answer_order", order_id=orders[0]["id"], text=...)


async def _supervised(district: District) -> _Case:
    """Signed for, and supervised from two levels."""
    case = await _form(district, "K1")
    await case.give_out("K1 office", "K1-ZJ")
    await case.act("K1 office", "supervise", colour="yellow", text=...)
    await case.act("C supervisor", "supervise", colour="orange", text=...)
    return case


async def _about_somebody(district: District) -> None:
    """Kept from whom they are about, and from everybody below, wherever they are."""
    for unit, about in (("K1", "T1"), ("T1", "V1"), ("C", "K1"), ("V1", "V2"), ("V3", "K1-ZJ")):
        await _form(district, unit, about=about)
    case = await _form(district, "K1", about="K1-ZJ")
    await case.give_out("K1 office", "K1-JT")


_STORIES = (
    _new, _given_out, _coordinated, _escalated, _handed_down, _transferred, _ended, _about_somebody, _asked
)  # fmt: skip


async def _ticket(district: District, case: _Case) -> Ticket:
    """Where it is now, as told to somebody who sees everything."""
    path = f"/v1/tickets/{case.id}"
    shown = await district.callers.get("C leader", path)
    tasks = (await district.callers.get("C leader", f"{path}/joint-tasks"))["items"]
    hops = (await district.callers.get("C leader", f"{path}/hand-overs"))["items"]
    sent = [hop for hop in hops if hop["withdrawn_at"] is None and shown["state"] == "dispatched"]
    ties = [shown[name] for name in ("holder", "origin", "handler", "dispatcher")]
    ties += [task["unit"] for task in tasks if task["state"] == "open"] + [hop["from_unit"] for hop in sent[-1:]]
    return Ticket(
        case.id, case.word, frozenset(unit["code"] for unit in ties if unit),
        frozenset({shown["holder"]["code"], shown["origin"]["code"]}), case.about, case.confidential,
    )  # fmt: skip


async def _opinion(district: District, case: _Case) -> Opinion:
    """Where it is now: one whose ticket was merged is part of the other one."""
    id_, word = case.opinion
    shown = await district.callers.get("C leader", f"/v1/opinions/{id_}")
    ticket = next(each for each in district.tickets if each.id == shown["ticket_id"])
    return Opinion(id_, word, case.unit, case.confidential, "attached", ticket)
