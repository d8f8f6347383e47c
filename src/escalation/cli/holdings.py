"""What is held about a person (holdings), printed for that person? In words, or as JSON."""

import json

from escalation.actors import OPERATOR
from escalation.cli.display import result
from escalation.cli.language import _, fill
from escalation.cli.logging import configure
from escalation.cli.runtime import DatabaseAccess, open_runtime
from escalation.cli.signals import run
from escalation.errors import N_
from escalation.kit.web.serialization import to_json
from escalation.privacy.api.holdings import serialize_held
from escalation.privacy.usecases.holdings import Held, find_holdings
from escalation.settings import Settings, read

_LABELS = {
    "name": N_("Name"),
    "contact": N_("Contact"),
    "place": N_("Place"),
    "longitude": N_("longitude"),
    "latitude": N_("latitude"),
    "title": N_("Title"),
    "content": N_("Content"),
    "category": N_("Category"),
    "source": N_("Source"),
    "unit_name": N_("Received by"),
    "received_at": N_("Received"),
    "status": N_("Status"),
    "reason": N_("Reason"),
    "code_way": N_("How the tracking code was handed over"),
    "ticket_number": N_("Number"),
    "ticket_state": N_("State"),
    "reply": N_("Reply"),
    "satisfaction": N_("Satisfaction"),
    "closed_at": N_("Closed"),
}


def show_holdings(contact: str, reason: str, *, as_json: bool) -> None:
    """Print everything that was sent with a contact, all over the tree. Each opinion counts as a look at it."""
    settings = read()
    configure(settings, quiet=True)
    found = run(_find(settings, contact, reason))
    if as_json:
        items = [json.loads(to_json(serialize_held(each))) for each in found]
        result(json.dumps({"items": items}, ensure_ascii=False, indent=1))
        return
    result(fill(N_("{count} opinions are held with this contact."), count=len(found)))
    for each in found:
        result("\n" + "\n".join(_lines(each)))


async def _find(settings: Settings, contact: str, reason: str) -> list[Held]:
    async with open_runtime(settings, DatabaseAccess.WRITE, name="escalation holdings") as runtime:
        return await find_holdings(runtime, OPERATOR, contact, reason, request_id="terminal")


def _lines(held: Held) -> list[str]:
    shown = serialize_held(held)
    lines = [f"{_(label)}: {shown[name]}" for name, label in _LABELS.items() if shown[name] is not None]
    looks = [f"{look['at']:%Y-%m-%d %H:%M} {look['principal']} {look['reason'] or ''}" for look in shown["looks"]]
    return [*lines, *(f"{_(N_('Contact read'))}: {look}" for look in looks)]
