"""Other places are data: a petition through its three instances, a foreign city, and a climb of five levels."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from escalation.verification.usecases.verify import verify
from tests.stories.profile_places import ProfilePlace, arrive_at
from tests.support.roles import TwoRoles

DECIDED: dict[str, Any] = {
    "reason_code": "not_supported", "reason": "协议已签订并履行，依据土地管理法第四十八条。", "reply": "不予支持。",
}  # fmt: skip
"""处理意见书: what 信访工作条例 art. 32 wants of it."""
AT = {"address_string": "1 Main Street"}
LATE = ["ticket.warned", "ticket.warned", "ticket.overdue"]


@pytest.fixture
async def petitions(database: TwoRoles, composed: FastAPI) -> ProfilePlace:
    return await arrive_at("petition", database, composed)


def days_between(earlier: str, later: str) -> int:
    """By the calendar, where the matter is."""
    ends = [datetime.fromisoformat(each) + timedelta(hours=8) for each in (earlier, later)]
    return (ends[1].date() - ends[0].date()).days


async def test_a_petition_goes_through_three_instances_and_no_further(petitions: ProfilePlace) -> None:
    """信访工作条例 art. 22, 23, 34-36. Whoever is late at a step is warned, and late, and nothing climbs by itself."""
    its = petitions
    await is_answered(its)
    tracked = await its.tracked()
    assert (tracked["reply"], tracked["review"]["zh"], tracked["review_stage"]) == ("不予支持。", "申请复查", None)
    page = await its.page()
    assert "<summary>申请复查</summary>" in page
    assert "收到答复30日内向上一级申请复查" in page
    assert "重新办理" not in page
    assert await its.says(solved=False, note="补偿标准不对。") == 200
    assert "下列单位正在复查（复核）原答复" in await its.page()
    await is_reviewed(its)
    assert (await its.tracked())["review"]["en"] == "Ask for the final review"
    assert await its.says(solved=False, note="仍不同意。") == 200
    assert (await its.tracked())["review_stage"] == "under_way"
    await is_finally_reviewed(its)
    tracked = await its.tracked()
    told = ["received", "dispatched", "answered", "review", "answered", "review", "answered"]
    assert [each["step"] for each in tracked["steps"]] == told
    assert (tracked["review"], tracked["review_stage"]) == (None, "last")
    assert "同一事项不再受理" in await its.page()

    # 复核终结: nobody takes the same matter on again.
    assert await its.says(solved=False, note="还是不同意。") == 409
    assert [await its.offered(who) for who in ("15 handler", "15 office", "150721 office")] == [set(), set(), set()]
    assert (await its.tracked())["status"]["zh"] == "复核终结"
    told = await its.told()
    assert [told.count(f"ticket.{each}") for each in ("resolved", "reopened", "extended", "overdue")] == [3, 2, 1, 5]
    assert "ticket.escalated" not in told
    assert (await verify(its.runtime)).findings == ()


async def is_answered(its: ProfilePlace) -> None:
    """15 days to forward it, 15 to take it on, 60 to answer it and 30 more at most, once; late at each of them."""
    office, handler = "150721 office", "150721-ZJ handler"
    await its.register(office)
    assert (await its.turn(days=25))[:3] == LATE
    assert (await its.do(office, "dispatch", unit_id=str(its.unit("150721-ZJ"))))["state"] == "dispatched"
    assert (await its.turn(days=25))[:3] == LATE
    assert "object" not in await its.offered(handler), "five working days are over"
    taken_on = await its.do(handler, "sign")
    due = datetime.fromisoformat(taken_on["stage"]["due_at"])
    assert 60 <= days_between(taken_on["updated_at"], taken_on["stage"]["due_at"]) <= 69
    too_long = {"action": "extend", "reason": "情况复杂。", "until": (due + timedelta(days=50)).isoformat()}
    path = f"/v1/tickets/{its.ticket}/transitions"
    assert (await its.callers.ask(handler, "POST", path, json=too_long)).status_code == 422
    await its.do(handler, "extend", reason="情况复杂。", until=(due + timedelta(days=28)).isoformat())
    (asked,) = (await its.callers.get(handler, f"/v1/tickets/{its.ticket}/requests"))["items"]
    extended = await its.do("150721-ZJ leader", "approve_request", request_id=asked["id"])
    assert datetime.fromisoformat(extended["stage"]["due_at"]) - due == timedelta(days=28)
    assert "extend" not in await its.offered(handler), "it was extended once"
    assert (await its.turn(days=100))[:3] == LATE
    answered = await its.do(handler, "resolve", **DECIDED)
    assert (answered["state"], answered["reason_code"]) == ("replied", "not_supported")


async def is_reviewed(its: ProfilePlace) -> None:
    """复查 by the unit above the one that answered, within 30 days; until then the answer is nobody's to read."""
    review = await its.stands("1507 office")
    assert (review["state"], review["holder"]["code"], review["closed_at"]) == ("under_review", "1507", None)
    assert (await its.tracked())["reply"] is None
    assert 30 <= days_between(review["updated_at"], review["stage"]["due_at"]) <= 39
    assert (await its.turn(days=45))[:3] == LATE
    reviewed = await its.do("1507 office", "resolve", **DECIDED | {"reason_code": "explained"})
    assert reviewed["state"] == "review_replied"


async def is_finally_reviewed(its: ProfilePlace) -> None:
    """复核 by the unit above that one; the time of a hearing does not count."""
    final = await its.stands("15 handler")
    assert (final["state"], final["holder"]["code"]) == ("final_review", "15")
    held_on = (datetime.fromisoformat(final["updated_at"]) + timedelta(days=20)).date().isoformat()
    await its.do("15 handler", "park", reason_code="major", reason="举行听证。", resume_on=held_on)
    requests = (await its.callers.get("15 office", f"/v1/tickets/{its.ticket}/requests"))["items"]
    (asked,) = [each["id"] for each in requests if each["state"] == "pending"]
    assert (await its.do("15 office", "approve_request", request_id=asked))["state"] == "hearing"
    assert "ticket.resumed" in await its.turn(days=21)
    resumed = await its.stands("15 handler")
    assert 15 <= days_between(final["stage"]["due_at"], resumed["stage"]["due_at"]) <= 31
    assert (await its.turn(days=60))[:3] == LATE
    ended = await its.do("15 handler", "resolve", **DECIDED)
    assert (ended["state"], ended["closed_at"] is not None) == ("finally_reviewed", True)


async def test_who_asks_for_no_review_in_time_has_no_further_instance(petitions: ProfilePlace) -> None:
    its, office = petitions, "150721 office"
    await its.register(office)
    await its.do(office, "dispatch", unit_id=str(its.unit("150721-RS")))
    assert "object" in await its.offered("150721-RS handler")
    await its.do("150721-RS handler", "sign")
    await its.do("150721-RS handler", "resolve", **DECIDED)
    assert await its.turn(days=45) == ["ticket.archived"]
    assert (await its.stands(office))["state"] == "concluded"
    assert await its.says(solved=False, note="不同意。") == 409


async def test_a_foreign_city_closes_a_request_in_calendar_days(database: TwoRoles, composed: FastAPI) -> None:
    its = await arrive_at("open311_city", database, composed)
    services = (await its.callers.ask("", "GET", "/open311/v2/services.json")).json()
    assert {"001", "002", "003", "pothole"} <= {each["service_code"] for each in services}
    posted = await its.callers.ask(
        "city integrator", "POST", "/open311/v2/requests.json",
        data={"jurisdiction_id": "city", "service_code": "001", "description": "Cans on the sidewalk."} | AT,
    )  # fmt: skip
    assert posted.status_code in {200, 201}, posted.text
    request = posted.json()[0]["service_request_id"]
    made = await its.callers.send(
        "city office", "/v1/tickets", urgency="routine", difficulty="simple", opinion_ids=[request]
    )
    its.ticket = made["id"]
    assigned = await its.do("city office", "dispatch")
    assert (assigned["state"], assigned["holder"]["code"]) == ("assigned", "city-SA"), "the catalogue knows the agency"
    assert (await its.turn(days=25))[0] == "ticket.warned"
    closed = await its.do("city-SA handler", "resolve", outcome="solved", reply="Cans were taken in.")
    told = (await its.callers.ask("city integrator", "GET", f"/open311/v2/requests/{request}.json")).json()[0]
    assert (closed["state"], told["status"], told["status_notes"]) == ("closed", "closed", "Cans were taken in.")
    assert told["agency_responsible"] == "City Sanitation"
    due = datetime.fromisoformat(assigned["stage"]["due_at"]) - datetime.fromisoformat(assigned["updated_at"])
    assert timedelta(days=30) < due < timedelta(days=31), "thirty days and the rest of this one, weekends included"
    assert await its.turn(days=17) == ["ticket.archived"]


async def test_a_ticket_climbs_all_five_levels_by_the_clock(database: TwoRoles, composed: FastAPI) -> None:
    its = await arrive_at("five_levels", database, composed)
    village = "150727200200"
    await its.register(f"{village} leader")
    await its.do(f"{village} leader", "dispatch", unit_id=str(its.unit(village)))
    climbed = [(await its.stands("15 office"))["holder"]["code"]]
    while len(climbed) < 5:
        if "ticket.escalated" in await its.turn(days=1):
            climbed.append((await its.stands("15 office"))["holder"]["code"])
    assert climbed == [village, "150727200", "150727", "1507", "15"]
    assert (await its.stands("15 office"))["level"] == 5
    assert (await its.do("15 handler", "sign"))["state"] == "in_progress"
    words = (await its.callers.get("15 office", "/v1/vocabulary"))["items"]
    levels = next(each["words"] for each in words if each["kind"] == "level")
    assert [each["zh"] for each in levels] == ["嘎查村", "苏木乡镇", "旗县", "盟市", "自治区"]
