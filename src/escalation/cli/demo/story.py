"""What happens in the story? Three opinions become tickets; each takes another way to its end.

The first is solved in the village where it arose. The second is solved by three departments of a county, one of which
stays silent. The third climbs by itself, because nobody signs for it, until the city hands it down with instructions.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from escalation.actors import Role
from escalation.cli.demo.acting import Expected, Json
from escalation.cli.demo.scene import ABLE_VILLAGE, CITY, COUNTY, HELPING, LEAD, SILENT, SLEEPING_VILLAGE, Scene
from escalation.cli.demo.telling import CITIZEN, CLOCK
from escalation.cli.language import _, fill
from escalation.errors import N_

_TWO_WORKING_DAYS = timedelta(hours=14)
_YELLOW, _ORANGE = 0.22, 0.08
"""Shares of the time that are left when a ticket is yellow and orange for sure."""


async def tell_story(scene: Scene) -> list[Json]:
    """The three tickets as they stand in the end. Raises `InternalError` at the first thing that is not as expected."""
    first = await _solved_in_the_village(scene)
    second = await _coordinated_in_the_county(scene)
    third = await _not_signed_for(scene)
    scene.teller.heading(N_("4. What the supervisor sees now"))
    await scene.the_supervisor_looks(second, third)
    second = await _silence_is_waived(scene, second)
    third = await _climbs(scene, third)
    third = await _handed_down(scene, third)
    scene.teller.heading(N_("8. What the supervisor sees in the end"))
    await scene.the_supervisor_looks()
    return [first, second, third]


async def _solved_in_the_village(scene: Scene) -> Json:
    scene.teller.heading(N_("1. Solved where it arose: the village helps itself"))
    handler, leader = scene.cast[Role.HANDLER, ABLE_VILLAGE], scene.cast[Role.LEADER, ABLE_VILLAGE]
    village = handler.at
    code = await _sent_in(scene)
    await scene.the_citizen_looks(code, "received")
    matter = {"category": "urban.streets", "urgency": "routine", "difficulty": "simple"}
    inbox = await scene.api.get(handler, "/v1/opinions", unit=village.code)
    ticket = await scene.form(handler, opinion_ids=[inbox["items"][0]["id"]], **matter)
    ticket = await scene.move(leader, ticket, "dispatch", Expected("dispatched", village, 1), unit_id=village.id)
    ticket = await scene.move(handler, ticket, "sign", Expected("in_progress", village, 1))
    reply = _(N_("The lamp was replaced and is lit again."))
    audited = Expected("result_submitted", village, 1)
    ticket = await scene.move(handler, ticket, "resolve", audited, note=reply, outcome="solved", reply=reply)
    ticket = await scene.audit_and_call_back(ticket, by=leader, origin=village)
    await scene.the_citizen_looks(code, "closed")
    return ticket


async def _sent_in(scene: Scene) -> str:
    """A citizen writes without a clerk between, and alone is shown the code."""
    village = scene.cast[Role.HANDLER, ABLE_VILLAGE].at
    matter = {
        "unit_code": village.code,
        "title": _(N_("The lamp at the village entrance is dark")),
        "content": _(N_("It has been dark for a week, and the children come home from school after sunset.")),
        "contact": "13800000000",
    }
    sent = await scene.api.post(None, "/v1/submissions", matter)
    said = fill(N_("in the inbox, tracking code {code}"), code=sent["tracking_code"])
    at = datetime.fromisoformat(sent["received_at"])
    scene.teller.step(at, CITIZEN, _(N_("sends it in by telephone")), said, note=str(matter["title"]))
    return str(sent["tracking_code"])


async def _coordinated_in_the_county(scene: Scene) -> Json:
    scene.teller.heading(N_("2. Coordinated: three departments of one county"))
    office, lead = scene.cast[Role.OFFICE, COUNTY], scene.cast[Role.HANDLER, LEAD]
    opinion = {
        "title": _(N_("The street at the school floods after every rain")),
        "content": _(N_("The drain is blocked, stalls narrow the road, and cars stop on the pavement.")),
        "source": "phone",
    }
    matter = {"category": "urban.streets", "urgency": "routine", "difficulty": "moderate"}
    ticket = await scene.form(office, opinion=opinion, **matter)
    routed = _(N_("The routing catalogue chose the department."))
    ticket = await scene.move(office, ticket, "dispatch", Expected("dispatched", lead.at, 3), note=routed)
    ticket = await scene.move(lead, ticket, "sign", Expected("in_progress", lead.at, 3))
    coordinating = Expected("coordinating", lead.at, 3)
    asked = {"joint_units": await _joint_units(scene)}
    ticket = await scene.move(lead, ticket, "coordinate", coordinating, note=_names(scene), **asked)
    too_early = {"outcome": "solved", "reply": _(N_("Done."))}
    await scene.refused(lead, ticket, "resolve", "TRANSITION_NOT_ALLOWED", **too_early)
    await scene.api.turn_to(scene.published.morning_after(await scene.api.now(), working=True))
    helping = scene.cast[Role.HANDLER, HELPING]
    result = _(N_("The stalls have moved off the road."))
    return await scene.end_joint_task(helping, ticket, HELPING, "report", coordinating, result=result)


async def _joint_units(scene: Scene) -> list[Json]:
    """What the two others shall do, and until when."""
    due = scene.published.calendar.due_after(await scene.api.now(), _TWO_WORKING_DAYS).at.isoformat()
    tasks = {HELPING: _(N_("Move the stalls off the road.")), SILENT: _(N_("Keep the pavement free of cars."))}
    return [
        {"unit_id": scene.cast[Role.HANDLER, code].at.id, "task": task, "due_at": due} for code, task in tasks.items()
    ]


def _names(scene: Scene) -> str:
    return ", ".join(scene.cast[Role.HANDLER, code].at.name for code in (LEAD, HELPING, SILENT))


async def _not_signed_for(scene: Scene) -> Json:
    scene.teller.heading(N_("3. Nobody signs: the clock warns"))
    handler, leader = scene.cast[Role.HANDLER, SLEEPING_VILLAGE], scene.cast[Role.LEADER, SLEEPING_VILLAGE]
    village = handler.at
    opinion = {
        "title": _(N_("The village well has run dry")),
        "content": _(N_("For two weeks thirty households have fetched their water from the next village.")),
        "source": "visit",
    }
    matter = {"category": "rural.water", "urgency": "routine", "difficulty": "moderate"}
    ticket = await scene.form(handler, opinion=opinion, **matter)
    waiting = Expected("dispatched", village, 1)
    ticket = await scene.move(leader, ticket, "dispatch", waiting, unit_id=village.id)
    for share, colour in ((_YELLOW, "yellow"), (_ORANGE, "orange")):
        await scene.api.turn_to(scene.published.with_left(ticket, share))
        ticket = await scene.the_clock_acts(ticket, _(N_("warns")), replace(waiting, warning=colour))
    await scene.api.turn_to(scene.published.morning_after(datetime.fromisoformat(ticket["stage"]["due_at"])))
    return await scene.the_clock_acts(ticket, _(N_("marks it overdue")), replace(waiting, warning="red"))


async def _silence_is_waived(scene: Scene, ticket: Json) -> Json:
    scene.teller.heading(N_("5. The silent department is waived, and the ticket comes to its end"))
    office, lead = scene.cast[Role.OFFICE, COUNTY], scene.cast[Role.HANDLER, LEAD]
    reason = _(N_("No answer by its date, and since the stalls have gone no car stops there any more."))
    working = Expected("in_progress", lead.at, 3)
    ticket = await scene.end_joint_task(lead, ticket, SILENT, "waive", working, reason=reason)
    reply = _(N_("The drain is clear and the road is free."))
    audited = Expected("result_submitted", office.at, 3)
    ticket = await scene.move(lead, ticket, "resolve", audited, note=reply, outcome="solved", reply=reply)
    return await scene.audit_and_call_back(ticket, by=office, origin=office.at)


async def _climbs(scene: Scene, ticket: Json) -> Json:
    scene.teller.heading(N_("6. Still nobody signs: day by day it climbs by itself"))
    city = scene.cast[Role.OFFICE, CITY].at
    while ticket["holder"]["code"] != city.code:
        ticket = await _another_day(scene, ticket)
    return ticket


async def _another_day(scene: Scene, ticket: Json) -> Json:
    """On which nobody does anything; what the clock does follows from the documents."""
    now = await scene.api.turn_to(scene.published.morning_after(await scene.api.now()))
    holder = await scene.api.place(ticket["holder"]["code"])
    if now >= scene.published.climbs_at(ticket):
        above = await scene.api.place(holder.parent_code or holder.code)
        climbed = Expected("dispatched", above, above.level)
        return await scene.the_clock_acts(ticket, scene.published.move("escalate"), climbed)
    if now >= datetime.fromisoformat(ticket["stage"]["due_at"]):
        overdue = Expected("dispatched", holder, holder.level, "red")
        return await scene.the_clock_acts(ticket, _(N_("marks it overdue")), overdue)
    scene.teller.step(now, CLOCK, _(N_("a day goes by")), _(N_("nothing is due")))
    return ticket


async def _handed_down(scene: Scene, ticket: Json) -> Json:
    scene.teller.heading(N_("7. The city hands it down with instructions"))
    city, county = scene.cast[Role.OFFICE, CITY], scene.cast[Role.LEADER, COUNTY]
    ticket = await scene.move(city, ticket, "sign", Expected("in_progress", city.at, 4))
    instructions = _(N_("Send a drilling team this week, and bring water by truck until then."))
    down = {"unit_id": county.at.id, "instructions": instructions}
    ticket = await scene.move(
        city, ticket, "hand_down", Expected("dispatched", county.at, 3), note=instructions, **down
    )
    ticket = await scene.move(county, ticket, "sign", Expected("in_progress", county.at, 3))
    await scene.api.turn_to(scene.published.morning_after(await scene.api.now(), working=True))
    reply = _(N_("The new well gives water; trucks brought it until then."))
    audited = Expected("result_submitted", city.at, 3)
    ticket = await scene.move(county, ticket, "resolve", audited, note=reply, outcome="solved", reply=reply)
    return await scene.audit_and_call_back(ticket, by=city, origin=scene.cast[Role.HANDLER, SLEEPING_VILLAGE].at)
