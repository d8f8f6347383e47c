"""How do robots of chats get a message (outlet)? One POST each by the guarded client, to the host of their service.

All four services answer 200 to what they refuse and say so in the body, so the body is what counts.
"""

import hmac
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

import orjson

from escalation.kit.outbound.outcomes import DeliveryOutcome, Kind
from escalation.kit.outbound.sender import Sender
from escalation.messages.domain.channels import RobotAddress, read_robot
from escalation.messages.engine.outlets import ONE_MESSAGE, in_lanes
from escalation.messages.usecases.writing import Outgoing

PLACES: Final[Mapping[str, str]] = {
    "wecombot": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=",
    "dingtalk": "https://oapi.dingtalk.com/robot/send?access_token=",
    "feishu": "https://open.feishu.cn/open-apis/bot/v2/hook/",
    "lark": "https://open.larksuite.com/open-apis/bot/v2/hook/",
}
"""Where each service takes messages; what identifies a robot comes behind. No address of a channel chooses a host."""


class ChatOutlet:
    """Sends to groups of WeCom, DingTalk, Feishu and Lark."""

    def __init__(self, sender: Sender, places: Mapping[str, str] = PLACES) -> None:
        """`places`: by service; tests have others."""
        self._sender, self._places = sender, places

    async def deliver(self, batch: Sequence[Outgoing]) -> list[DeliveryOutcome | None]:
        """One request for each."""
        return await in_lanes(batch, self._send)

    async def _send(self, outgoing: Outgoing) -> DeliveryOutcome:
        robot = read_robot(outgoing.to.address)
        if robot is None:
            return DeliveryOutcome(Kind.BLOCKED, None, 0)
        url = f"{self._places[robot.service]}{robot.token}{_signature(robot, outgoing.at)}"
        text = f"{outgoing.words.subject}\n{outgoing.words.short}"
        body, headers = orjson.dumps(_body(robot.service, text)), {"content-type": "application/json"}
        return _heard(await self._sender.post(url, headers, body, timeout=ONE_MESSAGE))


def _body(service: str, text: str) -> Mapping[str, object]:
    if service in {"feishu", "lark"}:
        return {"msg_type": "text", "content": {"text": text}}
    return {"msgtype": "text", "text": {"content": text}}


def _signature(robot: RobotAddress, at: datetime) -> str:
    """What a robot of DingTalk wants that was made with a secret."""
    if robot.secret is None:
        return ""
    milliseconds = int(at.timestamp() * 1000)
    sign = hmac.digest(robot.secret.encode(), f"{milliseconds}\n{robot.secret}".encode(), "sha256")
    return "&" + urlencode({"timestamp": milliseconds, "sign": b64encode(sign).decode()})


def _heard(outcome: DeliveryOutcome) -> DeliveryOutcome:
    """The outcome by what the service says: it took the message, knows no such robot, or does not want it now."""
    if not outcome.ok:
        return outcome
    try:
        said = orjson.loads(outcome.body)
        code = said.get("errcode", said.get("code", said.get("StatusCode")))
    except (orjson.JSONDecodeError, AttributeError):
        code = None
    if not isinstance(code, int):
        return replace(outcome, kind=Kind.BAD_RESPONSE)
    if code == 0:
        return outcome
    return replace(outcome, kind=Kind.GONE if code in _NO_SUCH_ROBOT else Kind.HTTP_ERROR)


_NO_SUCH_ROBOT: Final = frozenset({93000, 300001, 19001})
"""Of WeCom, of DingTalk, and of Feishu and Lark."""
