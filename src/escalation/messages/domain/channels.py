"""Which channels are there, and which addresses may they have? Each belongs to a person, or to a unit."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple, Self
from urllib.parse import urlsplit

import orjson

from escalation.errors import N_, Fault, ValidationFailed
from escalation.kit.outbound.targets import check_url
from escalation.kit.parsing.normalization import nfkc
from escalation.opinions.domain.contact_masking import comparable, masked

CHAT_SERVICES: Final = frozenset({"wecombot", "dingtalk", "feishu", "lark"})
"""Robots of WeCom, DingTalk, Feishu and Lark: each at the host of its own service, which no address chooses."""

MOST_CHANNELS: Final = 10
"""Of one person, or of one unit."""


class ChannelKind(StrEnum):
    """How somebody is reached: `SMS` by the operator's gateway, `CHAT` by a robot of a group, `PUSH` in a browser."""

    EMAIL = "email"
    SMS = "sms"
    CHAT = "chat"
    PUSH = "push"


class ChannelState(StrEnum):
    """`FAILED`: the other side has said that there is no such address."""

    UNVERIFIED = "unverified"
    ACTIVE = "active"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ChannelTarget:
    """Where a channel leads, as it is sealed. `keys`: of a browser. `code`: what shows that somebody reads it."""

    address: str = field(repr=False)
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    code: str | None = field(default=None, repr=False)

    def as_bytes(self) -> bytes:
        """To be sealed."""
        return orjson.dumps(asdict(self))

    @classmethod
    def of(cls, text: bytes) -> Self:
        """What was sealed."""
        return cls(**orjson.loads(text))


def check_address(kind: ChannelKind, address: str, *, allow_http: bool = False) -> str:
    """The one spelling of an address. Raises `ValidationFailed` with a fault at `/address`."""
    match kind:
        case ChannelKind.EMAIL if is_mail_address(nfkc(address)):
            return nfkc(address)
        case ChannelKind.SMS if is_phone_number(comparable(address)):
            return comparable(address)
        case ChannelKind.CHAT if read_robot(address) is not None:
            return address
        case ChannelKind.PUSH:
            return check_url(address, allow_http=allow_http).url
        case _:
            raise ValidationFailed(faults=[Fault("/address", "invalid_address", _WANTED[kind])])


class RobotAddress(NamedTuple):
    """A robot of a group. `secret`: with which DingTalk wants messages signed."""

    service: str
    token: str
    secret: str | None


def read_robot(address: str) -> RobotAddress | None:
    """The robot at an address; `None` for what is no address of one of the services that are listed."""
    found = _CHAT.fullmatch(address)
    robot = RobotAddress(found["service"], found["token"], found["secret"]) if found is not None else None
    if robot is None or robot.service not in CHAT_SERVICES or (robot.secret and robot.service != "dingtalk"):
        return None
    return robot


def is_mail_address(text: str) -> bool:
    """Whether mail can be sent there: ASCII, as every server takes it, and nothing around it."""
    return _MAIL.fullmatch(text) is not None


def is_phone_number(text: str) -> bool:
    """Whether these are the digits of a telephone number."""
    return _PHONE.fullmatch(text) is not None


def carrier_of(kind: ChannelKind, address: str) -> str:
    """By what it is carried: whatever has one carrier fails and recovers together."""
    match kind:
        case ChannelKind.EMAIL:
            return MAIL
        case ChannelKind.SMS:
            return GATEWAY
        case ChannelKind.CHAT:
            return f"chat:{address.partition(':')[0]}"
        case ChannelKind.PUSH:
            return f"push:{urlsplit(address).netloc}"


def shown_address(kind: ChannelKind, address: str) -> str:
    """What may be shown of an address: of a robot and a browser no more than the service."""
    if kind in {ChannelKind.EMAIL, ChannelKind.SMS}:
        return masked(address)
    return f"{address.partition(':')[0]}://***" if kind is ChannelKind.CHAT else f"{urlsplit(address).hostname}/***"


MAIL, GATEWAY = "mail", "gateway"
_DOMAIN: Final = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]"
_ATOM: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_MAIL: Final = re.compile(rf"(?=.{{3,254}}$)(?=.{{1,64}}@){_ATOM}(?:\.{_ATOM})*@{_DOMAIN}")
_PHONE: Final = re.compile(r"[0-9]{7,15}")
_CHAT: Final = re.compile(
    r"(?P<service>[a-z]+)://(?:(?P<secret>[A-Za-z0-9_-]{8,100})@)?(?P<token>[A-Za-z0-9_-]{8,200})"
)
_WANTED: Final[Mapping[ChannelKind, str]] = {
    ChannelKind.EMAIL: N_("Write a mail address, such as name@example.gov.cn."),
    ChannelKind.SMS: N_("Write a telephone number in digits."),
    ChannelKind.CHAT: N_(
        "Write wecombot://key, dingtalk://token, feishu://token or lark://token, and nothing behind it."
    ),
    ChannelKind.PUSH: N_("Write the endpoint that the browser has named."),
}
