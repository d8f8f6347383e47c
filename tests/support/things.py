"""What is there to be asked about? One of everything that a path can name, in the state a good request needs."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from escalation.actors import Role
from escalation.application.bulletin_counts import BULLETIN_COUNTS
from escalation.forms.domain.ticket_forms import TicketFormKind
from escalation.forms.usecases.ticket_forms import link_form
from escalation.kit.database.clock import read_now
from escalation.kit.database.ids import new_id
from escalation.messages.domain.channels import ChannelTarget
from escalation.messages.storage.channels import sealed_for
from escalation.messages.storage.push_keys import make_push_keys
from escalation.messages.usecases.unsubscribing import Unsubscription, token_for
from escalation.opinions.engine.imports import step
from escalation.programme.bulletins.engine.drafting import step as draft_bulletins
from escalation.programme.meetings.engine.rounds import step as keep_rounds
from escalation.programme.surveys.usecases.answering import new_code
from escalation.programme.task_lists.engine.yearly_lists import step as make_yearly_lists
from escalation.programme.visits.engine.planning import begin_plans
from tests.support.callers import Callers, Json
from tests.support.catalogue import load_streets
from tests.support.endpoint_makers import give_places
from tests.support.files import picture
from tests.support.receivers import NEIGHBOURHOOD

OPINION: Json = {"title": "路灯不亮", "content": "村口的路灯坏了三天，晚上走路很不方便。", "source": "visit"}
FORM: Json = {"urgency": "routine", "difficulty": "simple"}
LEDGER_ROW: Json = {
    "household": {"householder": "王小明", "address": "二组 8 号", "population": 4}, "matter": "村口的路灯坏了。",
    "entered_on": "2026-01-05",
}  # fmt: skip
ENTRY: Json = {"title": "入户走访", "content": "村口的路灯坏了。", "day": "2026-01-05"}

SUPERVISION: Json = {
    "name": "危房改造专项督导组", "group_kind": "special", "first_day": "2099-01-01", "last_day": "2099-03-31",
}  # fmt: skip

Things = dict[str, str]
"""Ids and codes by the names that paths have for them."""


async def one_of_everything(callers: Callers) -> Things:
    """Make it, as those whose business it is."""
    things = {f"{code}_id": str(unit.id) for code, unit in callers.world.units.items()}
    things |= await _opinions(callers)
    things |= await _tickets(callers, things)
    things |= await _asked(callers, things)
    things |= await _files(callers, things)
    things |= await _people(callers, things)
    things |= await _groups(callers, things)
    things |= await _sign_in(callers, things)
    things |= await _webhooks(callers)
    things |= await _channels(callers, things)
    things |= await _kept(callers)
    things |= await _meetings(callers, things)
    things |= await _visits(callers, things)
    things |= await _supervision(callers)
    things |= await _surveys(callers)
    things |= await _trend(callers)
    things |= await _bulletin(callers)
    things |= await _noted(callers)
    return things | {"unit_id": things["V3_id"], "role": "leader", "version": "1", "event_type": "ticket.escalated"}


async def _opinions(callers: Callers) -> Things:
    citizen = {"name": "王小明", "contact": "13800131234"}
    opinion = await callers.send("V1 handler", "/v1/opinions", **OPINION, citizen=citizen)
    gone = await callers.send("V2 leader", "/v1/opinions", **OPINION)
    erasure = await callers.send("V2 leader", f"/v1/opinions/{gone['id']}/erasure", reason="本人要求")
    category = await load_streets(callers.world.runtime)
    classified = await callers.send("V3 leader", "/v1/opinions", **OPINION, category=category)
    operation = await callers.upload(
        "V1 handler", "/v1/opinions/imports", "title,content,source", "路灯,不亮了", "路灯,不亮了,rumour"
    )
    await step(callers.world.runtime)
    ids = {"opinion_id": opinion["id"], "classified_id": classified["id"]}
    return {**ids, "operation_id": operation["id"], "erasure_id": erasure["id"]}


async def _tickets(callers: Callers, things: Things) -> Things:
    """One that is coordinated by K1, and one of V2 that its citizen is asked about."""
    ticket = (await callers.send("K1 office", "/v1/tickets", **FORM, opinion=OPINION))["id"]
    await act(callers, "K1 office", ticket, "dispatch", unit_id=things["K1_id"])
    await act(callers, "K1 handler", ticket, "sign")
    joint = [{"unit_id": things[f"{code}_id"], "task": "现场处置"} for code in ("K1-JT", "K1-SL")]
    await act(callers, "K1 handler", ticket, "coordinate", joint_units=joint)
    tasks = (await callers.get("K1 handler", f"/v1/tickets/{ticket}/joint-tasks"))["items"]
    by_unit = {task["unit"]["code"]: task["id"] for task in tasks}
    answered = await callers.send("V2 leader", "/v1/tickets", **FORM, opinion=OPINION)
    code = await callers.slip("V2 leader", answered["opinion_ids"][0])
    await resolve(callers, "V2", answered["id"])
    key = (await callers.get("K1 office", "/v1/me"))["principal"]
    actor = replace(callers.world.actor("K1", "office"), principal=key)
    link = await link_form(
        callers.world.runtime, UUID(ticket), TicketFormKind.ASSIGNMENT, actor, lifetime=timedelta(days=1)
    )
    return {
        "ticket_id": ticket,
        "token": link.token,
        "joint_task_id": by_unit["K1-JT"],
        "tracking_code": code,
    }


async def _noted(callers: Callers) -> Things:
    """Two entries of a diary: a draft, and one that was handed in; and rows of a ledger, one of them written off."""
    draft = await callers.send("V1 handler", "/v1/diary-entries", **ENTRY)
    submitted = await callers.send("V1 handler", "/v1/diary-entries", **ENTRY, submit=True)
    rows = [
        (await callers.send("V1 handler", "/v1/ledger-rows", **LEDGER_ROW | {"matter": matter}))["id"]
        for matter in ("危房改造", "低保", "吃水")
    ]
    done = f"/v1/ledger-rows/{rows[1]}/write-off"
    await callers.send("V1 handler", done, reason="已当场解决")
    ids = {"row_id": rows[0], "done_row_id": rows[1], "another_row_id": rows[2]}
    return {"entry_id": draft["id"], "submitted_entry_id": submitted["id"], **ids}


async def _asked(callers: Callers, things: Things) -> Things:
    """A request that waits for a decision, and an order that waits for an answer."""
    ticket = (await callers.send("K1 office", "/v1/tickets", **FORM, opinion=OPINION))["id"]
    await act(callers, "K1 office", ticket, "dispatch", unit_id=things["K1-ZJ_id"])
    await act(callers, "K1-ZJ handler", ticket, "sign")
    await act(callers, "K1-ZJ handler", ticket, "extend", days=2, reason="等待配件")
    await act(callers, "K1 office", ticket, "supervise", colour="yellow", text="请说明进度。")
    path = f"/v1/tickets/{ticket}"
    (request,) = (await callers.get("K1 office", f"{path}/requests"))["items"]
    (order,) = (await callers.get("K1 office", f"{path}/orders"))["items"]
    return {"request_id": request["id"], "order_id": order["id"]}


async def _files(callers: Callers, things: Things) -> Things:
    """Photos of an opinion: one that can be fetched, one that has arrived, and one of which nothing has come yet."""
    path, content = f"/v1/opinions/{things['opinion_id']}/attachments", picture()
    who = "V1 handler"
    ids = [(await callers.send(who, path, name="路灯.jpg", size=len(content)))["id"] for _ in range(3)]
    for id_ in ids[:2]:
        await send_part(callers, who, id_, content)
    await callers.ask(who, "POST", f"/v1/attachments/{ids[0]}/complete")
    photos = await _photos(callers, content)
    return photos | dict(zip(("attachment_id", "arrived_id", "begun_id"), ids, strict=True))


async def _photos(callers: Callers, content: bytes) -> Things:
    """Photos of a citizen's own opinion: one that has arrived, and one of which nothing has come yet."""
    sent = await callers.send("", "/v1/submissions", unit_code="V1", title="路灯", content="路灯不亮。")
    path = f"/v1/submissions/{sent['upload_token']}/photos"
    ids = [(await callers.send("", path, name="路灯.jpg", size=len(content)))["id"] for _ in range(2)]
    await callers.ask(
        "", "PUT", f"{path}/{ids[0]}/parts?start=0", content=content,
        headers={"Content-Type": "application/octet-stream"},
    )  # fmt: skip
    return {"upload_token": sent["upload_token"], "photo_id": ids[0], "begun_photo_id": ids[1]}


async def send_part(callers: Callers, who: str, attachment_id: str, content: bytes, start: int = 0) -> Json:
    """Send a piece of a file, expecting that it is taken."""
    path, kind = f"/v1/attachments/{attachment_id}/parts?start={start}", {"Content-Type": "application/octet-stream"}
    answer = await callers.ask(who, "PUT", path, content=content, headers=kind)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def _people(callers: Callers, things: Things) -> Things:
    admin = "C admin"
    member = await callers.send(admin, "/v1/members", name="娜仁", home_unit_id=things["K1-ZJ_id"])
    other = await callers.send(admin, "/v1/members", name="高娃", home_unit_id=things["T1_id"])
    team = await callers.send(admin, "/v1/teams", unit_id=things["T1_id"], name="引领工作一队")
    role = f"/v1/members/{member['id']}/roles/{things['V3_id']}/leader"
    await callers.put(admin, role)
    await callers.put(admin, f"/v1/teams/{team['id']}/members/{member['id']}", team_role="leader")
    key = await callers.send(admin, "/v1/keys", unit_id=things["V3_id"], role="handler", name="街道系统")
    point = await callers.send(
        admin,
        "/v1/contact-points",
        member_id=other["id"],
        unit_id=things["V3_id"],
        contact_place="household",
        label="二组李家",
    )
    ids = {"member_id": member["id"], "other_id": other["id"], "team_id": team["id"], "key_id": key["id"]}
    return {**ids, "point_id": point["id"]}


async def _groups(callers: Callers, things: Things) -> Things:
    """A county's leading group with somebody in charge and a member, and a group that supervises a village."""
    group = await callers.send("C office", "/v1/leading-groups", unit_id=things["K1_id"])
    path, member = f"/v1/leading-groups/{group['id']}", things["member_id"]
    await callers.put("C admin", f"{path}/members/{member}", group_role="member")
    sent = {**SUPERVISION, "head_id": member, "unit_ids": [things["V3_id"]]}
    supervision = await callers.send("C office", "/v1/supervision-groups", **sent)
    return {"group_id": group["id"], "position": "office_director", "supervision_group_id": supervision["id"]}


async def _kept(callers: Callers) -> Things:
    """A view and a draft of a village's handler, and a reply that a county offers to all below it."""
    view = await callers.send("V1 handler", "/v1/saved-views", name="我的", list_kind="tickets", query="overdue=true")
    draft = await callers.send("V1 handler", "/v1/drafts", kind="opinion", content={"title": "路灯"})
    k1 = str(callers.world.id("K1"))
    reply = await callers.send("K1 leader", "/v1/standard-replies", unit_id=k1, name="已修", text="已修好。")
    return {"view_id": view["id"], "draft_id": draft["id"], "reply_id": reply["id"]}


async def _visits(callers: Callers, things: Things) -> Things:
    """A visit that a village's leader has made, which counts for a plan, and what there is to be recorded besides."""
    async with callers.world.runtime.database.connection() as connection:
        now = await read_now(connection)
    who, code = "V3 leader", "7K3M-9QXW-2TBN-84CD"
    duty = await callers.send(who, "/v1/visit-duties", target_unit_id=things["V3_id"])
    await begin_plans(callers.world.runtime)
    visit: Json = {"id": str(new_id()), "made_at": now.isoformat(), "target_unit_id": things["V3_id"]}
    visit |= {"households": 1, "household_labels": ["一组王家"], "confirmation_code": code}
    (made,) = (await callers.send(who, "/v1/visits/records", items=[visit]))["items"]
    return {
        "duty_id": duty["id"], "visit_id": visit["id"], "plan_id": made["visit"]["plan_id"], "confirmation_code": code,
        "recorded_id": str(new_id()), "made_at": now.isoformat(), "tomorrow": str((now + timedelta(days=2)).date()),
    }  # fmt: skip


async def _meetings(callers: Callers, things: Things) -> Things:
    """A meeting that a village has planned, one that it has held, and what is to be talked about and done."""
    who, unit = "V3 leader", things["V3_id"]
    planned = {"unit_id": unit, "planned_at": "2026-12-01T01:00:00Z"}
    held = await callers.send(who, "/v1/meetings", **planned)
    await callers.send(who, f"/v1/meetings/{held['id']}/holding", chair="高娃")
    meeting = await callers.send(who, "/v1/meetings", **planned)
    ids = {"meeting_id": meeting["id"], "held_meeting_id": held["id"]}
    ticket = await callers.send(who, "/v1/tickets", **FORM, opinion=OPINION)
    await act(callers, who, ticket["id"], "dispatch", unit_id=unit)
    item = await callers.send(who, f"/v1/meetings/{meeting['id']}/agenda", ticket_id=ticket["id"], reason="反映集中")
    path = f"/v1/agenda-items/{item['id']}/decisions"
    task = await callers.send(who, path, text="入户核实", due_on="2099-12-31")
    move = {"action": "resolve", "outcome": "solved", "reply": "已修好。"}
    refused = await callers.send(who, path, text="本级解决", move=move)
    assert refused["state"] == "open"
    await keep_rounds(callers.world.runtime)
    await callers.send(who, "/v1/sorting-batches", unit_id=unit, lines=[])
    await make_yearly_lists(callers.world.runtime)
    own = await callers.send(who, "/v1/unit-tasks", unit_id=unit, title="修村道")
    await callers.put(who, f"/v1/unit-tasks/{own['id']}/tickets/{ticket['id']}")
    ids |= {"task_id": own["id"], "evidence_id": ticket["id"]}
    return ids | {"item_id": item["id"], "decision_id": task["id"], "refused_decision_id": refused["id"]}


async def _bulletin(callers: Callers) -> Things:
    """A draft of a county, and another bulletin of it that is open to everybody."""
    while await draft_bulletins(callers.world.runtime, BULLETIN_COUNTS):
        pass
    found = await callers.pages("K1 office", "/v1/bulletins")
    draft, opened = next(each["id"] for each in found if each["unit"]["code"] == "K1"), str(new_id())
    async with callers.world.runtime.database.connection() as connection:
        await connection.raw.execute(
            """
            INSERT INTO bulletins (
              id, unit_id, unit_path, period, starts_on, ends_on, state, sections, figures, texts, drafted_at,
              updated_at, year, number, published_at, opened_at
            )
            SELECT $2, unit_id, unit_path, 'year', starts_on, ends_on, 'published', sections, figures, texts,
                   drafted_at, updated_at, 2026, 1, updated_at, updated_at
            FROM bulletins WHERE id = $1
            """,
            draft, opened,
        )  # fmt: skip
    return {"bulletin_id": draft, "open_bulletin_id": opened}


async def _trend(callers: Callers) -> Things:
    """An alarm of a village whose activity fades."""
    alarm_id, unit = new_id(), callers.world.units["V1"]
    async with callers.world.runtime.database.connection() as connection:
        await connection.raw.execute(
            "INSERT INTO trend_alarms (id, unit_id, unit_path, alarm, since, figures, found_at)"
            " VALUES ($1, $2, $3, 'faded', '2026-01-05',"
            " '{\"before\": [1, 1], \"after\": [0, 1], \"units\": null, \"idle\": null}', now())",
            alarm_id, unit.id, unit.path,
        )  # fmt: skip
    return {"alarm_id": str(alarm_id)}


async def _supervision(callers: Callers) -> Things:
    """A sample that a village has drawn, and a check of what was drawn."""
    async with callers.world.runtime.database.connection() as connection:
        today = (await read_now(connection)).date().isoformat()
    sample = await callers.send("V3 leader", "/v1/samples", frame="open", size=1)
    ticket = sample["lots"][0]["subject"]["id"]
    seen = {"checked_on": today, "found": "已修好。", "verdict": "in_order"}
    of = {"subject_kind": "ticket", "subject_id": ticket, "sample_id": sample["id"]}
    check = await callers.send("V3 leader", "/v1/site-checks", **of, **seen)
    return {"sample_id": sample["id"], "check_id": check["id"], "drawn_id": ticket, "today": today}


async def _surveys(callers: Callers) -> Things:
    """A survey that a village has ordered, of two citizens: one of whom is called, and one who has a code.

    There are others, whom another one may ask.
    """
    who = "V3 office"
    for contact in ("13800130001", "13800130002"):
        await _a_citizen(callers, contact)
    period = {"period_since": "2000-01-01", "period_until": "2100-01-01"}
    survey = await callers.send(who, "/v1/surveys", kind="unit", title="满意度调查", **period)
    for n in range(3, 9):
        await _a_citizen(callers, f"1380013000{n}")
    call = (await callers.send(who, f"/v1/surveys/{survey['id']}/calls"))["call"]
    async with callers.world.runtime.database.connection() as connection:
        event = await connection.raw.fetchrow(
            "SELECT id, opinion_id FROM events WHERE type = 'opinion.survey_ready' ORDER BY n DESC LIMIT 1"
        )
        assert event is not None
        code = await new_code(connection, event["opinion_id"], event["id"], await read_now(connection))
    return {"survey_id": survey["id"], "call_id": call["id"], "survey_code": code or ""}


async def _a_citizen(callers: Callers, contact: str) -> None:
    await callers.send("V3 leader", "/v1/opinions", **OPINION, citizen={"name": "王小明", "contact": contact})


async def _sign_in(callers: Callers, things: Things) -> Things:
    """Somebody who has signed in and leads V3 by a tablet, and an invitation of somebody who has not."""
    who, admin, password = ("V3", Role.LEADER), "C admin", "三匹白马在雪地里慢慢走过河"
    invited = await callers.send(admin, "/v1/invitations", member_id=things["member_id"], login="naren")
    secret = invited["link"].rpartition("/")[2]
    begun = await callers.send("", "/v1/sign-in/invitation", secret=secret, password=password)
    signed_in: Json = {"login": "naren", "password": password, "device_name": "手机"}
    phone = await callers.send("", "/v1/tokens", **signed_in)
    callers.world.keys[who] = (await callers.send("", "/v1/tokens", **signed_in | {"device_name": "平板"}))[
        "access_token"
    ]
    await callers.put(admin, f"/v1/members/{things['other_id']}/roles/{things['T1_id']}/leader")
    other = await callers.send(admin, "/v1/invitations", member_id=things["other_id"])
    return {
        "login": "naren", "password": password, "other_password": password[::-1], "session_id": begun["session_id"],
        "secret": other["link"].rpartition("/")[2], "invitation_id": other["id"], "token_id": phone["id"],
        "refresh_token": phone["refresh_token"],
    }  # fmt: skip


async def _channels(callers: Callers, things: Things) -> Things:
    """Channels of who leads V3, and one of V3: those that wait for a code, and one that is read."""
    who, path, runtime = "V3 leader", "/v1/me/channels", callers.world.runtime
    ids = [
        (await callers.send(who, path, kind="email", address=f"{name}@example.gov.cn"))["id"]
        for name in ("waiting", "active")
    ]
    unit_path = f"/v1/units/{things['V3_id']}/channels"
    ids.append((await callers.send("C admin", unit_path, kind="email", address="unit@example.gov.cn"))["id"])
    rows = await runtime.database.pool.fetch("SELECT id, sealed FROM message_channels")
    codes = {
        str(row["id"]): ChannelTarget.of(runtime.vault.open(row["sealed"], owner=sealed_for(row["id"]))).code or ""
        for row in rows
    }
    await callers.ask(who, "POST", f"{path}/{ids[1]}/verification", json={"code": codes[ids[1]]})
    async with runtime.database.connection() as connection:
        await make_push_keys(connection, runtime.vault)
    wish = Unsubscription(UUID(ids[0]), "assigned")
    return {
        "channel_id": ids[0], "channel_code": codes[ids[0]], "active_channel_id": ids[1], "unit_channel_id": ids[2],
        "unit_channel_code": codes[ids[2]], "rule": "assigned",
        "unsubscribe_token": token_for(wish, runtime.vault.cursor_key),
    }  # fmt: skip


async def _webhooks(callers: Callers) -> Things:
    """An endpoint that is owed events, with secrets of both kinds; another one of which a replay goes on."""
    admin, url = "C admin", NEIGHBOURHOOD.receiver.url
    endpoint = await callers.send(admin, "/v1/webhook-endpoints", url=url)
    path = f"/v1/webhook-endpoints/{endpoint['id']}"
    (secret,) = (await callers.get(admin, f"{path}/secrets"))["items"]
    for algorithm in ("v1", "v1a"):
        await callers.send(admin, f"{path}/secrets", algorithm=algorithm)
    other = await callers.send(admin, "/v1/webhook-endpoints", url=url)
    since = datetime.fromisoformat(endpoint["created_at"]) - timedelta(days=1)
    replay = await callers.send(admin, f"/v1/webhook-endpoints/{other['id']}/replays", since=since.isoformat())
    await give_places(callers.world.runtime)
    event = await callers.world.runtime.database.pool.fetchval("SELECT event_id FROM webhook_queue ORDER BY id LIMIT 1")
    return {
        "endpoint_id": endpoint["id"], "secret_id": secret["id"], "event_id": str(event), "since": since.isoformat(),
        "replayed_id": other["id"], "replay_id": replay["id"],
    }  # fmt: skip


async def act(callers: Callers, who: str, ticket: str | UUID, action: str, **fields: object) -> None:
    """Move a ticket, expecting that it can be moved."""
    await callers.send(who, f"/v1/tickets/{ticket}/transitions", action=action, **fields)


async def resolve(callers: Callers, code: str, ticket: str, *, reply: str = "已修好。") -> None:
    """Take a village's new ticket all the way to where the citizen is asked."""
    await act(callers, f"{code} leader", ticket, "dispatch", unit_id=str(callers.world.id(code)))
    await act(callers, f"{code} handler", ticket, "sign")
    await act(callers, f"{code} handler", ticket, "resolve", outcome="solved", reply=reply)
    await act(callers, f"{code} leader", ticket, "audit_pass")
