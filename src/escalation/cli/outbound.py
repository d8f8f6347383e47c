"""How far does this process reach? What it sends webhooks with, for the commands that send some."""

from importlib.metadata import version

from escalation.kit.outbound.addresses import AddressPolicy
from escalation.kit.outbound.sender import Sender
from escalation.settings import Settings


def sender_of(settings: Settings) -> Sender:
    """With what this process reaches other machines, as far as the operator opens the way; to be entered."""
    policy = AddressPolicy(settings.webhook_allow_private, settings.webhook_allowed_networks)
    return Sender(policy, allow_http=settings.webhook_allow_http, user_agent=f"escalation/{version('escalation')}")
