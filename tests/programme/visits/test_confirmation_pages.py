"""The page on which the visited confirm a visit: with the code alone, and nothing is learnt by trying."""

from fastapi import FastAPI

from escalation.kit.web.rate_limit import Throttle
from tests.programme.visits.test_visit_stories import made
from tests.support.callers import NOBODY, Callers

CHINESE = {"Accept": "text/html", "Accept-Language": "zh"}
CODES = ("7K3M-9QXW-2TBN-84CD", "7K3M-9QXW-2TBN-84CE", "7K3M-9QXW-2TBN-84CF")


async def test_the_visited_confirm_by_the_code_and_every_other_code_is_answered_alike(
    callers: Callers, app: FastAPI
) -> None:
    visits = [await made(callers, "V1 handler", "V1", confirmation_code=code) for code in CODES]
    await callers.send("V1 handler", f"/v1/visits/{visits[1]['id']}/cancel", reason="记错了")

    async def say(code: str) -> tuple[int, str, str]:
        answer = await callers.ask(NOBODY, "POST", "/visited", data={"code": code}, headers=CHINESE)
        assert code not in answer.text
        assert answer.headers["cache-control"] == "no-store"
        return answer.status_code, answer.text, answer.headers["content-security-policy"]

    form = await callers.ask(NOBODY, "GET", "/visited", headers=CHINESE)
    assert ('name="code"' in form.text, "走访" in form.text) == (True, True)
    first, again = [await say(f" {CODES[0].lower()} ") for _ in range(2)]
    assert (first[0], "谢谢，您已确认这次走访" in first[1], "单位V1" in first[1]) == (200, True, True)
    assert first == again
    assert "unsafe" not in first[2]
    assert (await callers.get("V1 leader", f"/v1/visits/{visits[0]['id']}"))["confirmed_at"] is not None
    # Unknown, taken back, no code at all, and too old: nothing tells one from another.
    others = [await say(code) for code in ("0000-0000-0000-0000", CODES[1], "<b>x", "QQ")]
    await callers.world.advance(days=31)
    others.append(await say(CODES[2]))
    assert {each[0] for each in others} == {404}
    assert len({each[1] for each in others}) == 1
    assert "没有与此确认码对应的走访" in others[0][1]

    app.state.throttle = Throttle(each=2)
    answers = [(await say(f"0000-0000-0000-00{n:02}"))[0] for n in range(3)]
    assert answers == [404, 404, 429]
