"""By what does this process reach people (messages)? By whatever the operator has set up."""

from urllib.parse import urlsplit

from escalation.errors import N_, ConfigurationInvalid, Fault, ValidationFailed
from escalation.kit.outbound.sender import Sender
from escalation.kit.runtime.context import Runtime
from escalation.messages.domain.channels import GATEWAY, MAIL, ChannelKind
from escalation.messages.engine.chat_outlet import ChatOutlet
from escalation.messages.engine.gateway_outlet import GatewayOutlet
from escalation.messages.engine.mail_outlet import MailOutlet, MailServer
from escalation.messages.engine.message_worker import MessageWorker
from escalation.messages.engine.outlets import Outlet
from escalation.messages.engine.push_outlet import PushOutlet
from escalation.messages.usecases.site import MessageSite
from escalation.programme.surveys.usecases.answering import new_code
from escalation.settings import Settings, variable
from escalation.webhooks.domain.signing import parse_v1

_TOGETHER = N_("Mail needs a server and an address to come from; text messages need a URL and a secret.")

_NO_CERTIFICATE = N_("This file has no certificate in it, or cannot be read.")


def message_site(settings: Settings) -> MessageSite:
    """Where messages lead back to, and the kinds of channels that can be used here."""
    kinds = {ChannelKind.CHAT}
    if settings.mail_server:
        kinds.add(ChannelKind.EMAIL)
    if settings.text_gateway:
        kinds.add(ChannelKind.SMS)
    if _subscriber(settings):
        kinds.add(ChannelKind.PUSH)
    return MessageSite(settings.public_url, frozenset(kinds), allow_http=settings.webhook_allow_http)


def message_worker(settings: Settings, runtime: Runtime, sender: Sender) -> MessageWorker:
    """Who sends messages in this process. Raises `ConfigurationInvalid` for half of a setting."""
    outlets: dict[str, Outlet] = {"chat": ChatOutlet(sender)}
    if settings.mail_server or settings.mail_from:
        outlets[MAIL] = MailOutlet(_mail_server(settings))
    if settings.text_gateway or settings.text_gateway_secret:
        outlets[GATEWAY] = GatewayOutlet(sender, *_gateway(settings))
    if subscriber := _subscriber(settings):
        outlets["push"] = PushOutlet(runtime, sender, subscriber)
    return MessageWorker(runtime, message_site(settings), outlets, new_code)


def _mail_server(settings: Settings) -> MailServer:
    if settings.mail_server is None or settings.mail_from is None:
        raise _half("mail_from" if settings.mail_server else "mail_server")
    try:
        return MailServer.of(settings.mail_server.get_secret_value(), settings.mail_from, settings.mail_ca_file)
    except OSError:
        raise ConfigurationInvalid(_NO_CERTIFICATE, faults=[_fault("mail_ca_file", _NO_CERTIFICATE)]) from None


def _gateway(settings: Settings) -> tuple[str, bytes]:
    if settings.text_gateway is None or settings.text_gateway_secret is None:
        raise _half("text_gateway_secret" if settings.text_gateway else "text_gateway")
    try:
        return settings.text_gateway, parse_v1(settings.text_gateway_secret.get_secret_value())
    except ValidationFailed:
        raise _half("text_gateway_secret") from None


def _half(name: str) -> ConfigurationInvalid:
    return ConfigurationInvalid(_TOGETHER, faults=[_fault(name, _TOGETHER)])


def _fault(name: str, why: str) -> Fault:
    return Fault(variable(name), "invalid_setting", why)


def _subscriber(settings: Settings) -> str | None:
    """Whom a push service writes to when something is the matter (RFC 8292 §2.1)."""
    host = urlsplit(settings.public_url).hostname if settings.public_url else None
    return settings.mail_from or (f"postmaster@{host}" if host else None)
