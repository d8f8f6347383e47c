"""What does the OpenAPI document say of the whole interface? What it is, where it is, under which licence; its tags."""

from collections.abc import Mapping
from typing import Any, Final

Json = dict[str, Any]

TITLE: Final = "escalation"
VERSION: Final = "1"
"""Of the interface, as paths have it (`/v1`): only what breaks nobody comes within it."""
LICENSE: Final = {"name": "Apache License 2.0", "identifier": "Apache-2.0"}
SERVERS: Final = [{"url": "/", "description": "The server that gave this document; each office runs its own."}]

DESCRIPTION: Final = """\
Opinions of citizens become tickets, which are settled where they arose, by several departments together, or one level
further up.

* **Who calls** shows a key, a token or a session; everybody sees and changes what is theirs alone. `GET /v1/me` says
  who one is, `GET /v1/tickets/{ticket_id}/actions` what one may do with a ticket now.
* **Lists** come in pages: `items`, and `next_cursor` for the page that follows; null at the end.
* **Every POST** that changes something takes an `Idempotency-Key`: the same request with the same key has one effect.
* **Changes** can be bound to what was seen: `ETag` and `If-Match`.
* **Refusals** are `application/problem+json` (RFC 9457). `code` never changes; texts are Chinese or English, as
  `Accept-Language` wishes.
* **Words that may become more** are marked `x-extensible-enum`: whoever meets one that they do not know goes on.
* **What happens** is told by webhooks, described below, and by the feed (`GET /v1/events`); as AsyncAPI in
  `asyncapi.json` beside this document.
"""

TAGS: Final[Mapping[str, str]] = {
    "tickets": "Assignment tickets: forming them from opinions, moving them, and all that belongs to one.",
    "work": "What waits for whoever asks: their own queues, counted and listed.",
    "desk": "What clerks keep at their desk, such as saved views and drafts.",
    "diary": "The diary of cadres: what people said on the way, graded by those above, and what became of it.",
    "contact-points": "With which units and households cadres keep in touch, and where nobody does.",
    "groups": "Who leads units and is in charge, who coordinates, and groups that supervise other units for a time.",
    "ledger": "The livelihood ledger: what households of a unit ask for, until it is written off.",
    "standard-replies": "What a unit and those above it offer to say, to be filled in for a ticket.",
    "opinions": "What citizens said, as it came in; the inbox from which tickets are formed.",
    "citizens": "For citizens themselves, without a key: handing an opinion in, asking after it, answering.",
    "open311": "Service requests by GeoReport v2 of Open311, for systems that know it: in its form, errors included.",
    "categories": "What opinions and tickets are about, as the catalogue in force has it.",
    "attachments": "Photos and documents of opinions and tickets, sent in pieces.",
    "meetings": "Joint meetings: by when units meet, agendas drawn from what waits, decisions and minutes.",
    "supervision": "Random samples of tickets, checks on the spot, and what they found.",
    "surveys": "Citizens drawn by lot are asked how satisfied they are, and how units stand in what they answer.",
    "visits": "Who has to visit which units and households how often, what was done of it, and what is late.",
    "sorting": "Inboxes in groups of one matter each, made into tickets in one go.",
    "bulletins": "What a unit did in a period, drafted from figures, edited and published under a number.",
    "trends": "What units do week by week, and alarms where their zeal fades.",
    "task-lists": "What units have to do in a year by level, key tasks, and how far they are.",
    "reports": "What is late, what broke a promise, what climbed, and how much was settled on time.",
    "exports": "The lists as whole files: CSV, JSON lines or a workbook.",
    "units": "The tree of units, from villages to the city, and how it changes.",
    "members": "Who serves in which unit, with which roles.",
    "teams": "Working teams of a unit.",
    "operations": "Long work that goes on after its request was answered: imports, replays.",
    "sign-in": "How people sign in, by browser or phone; their sessions, devices and posts.",
    "keys": "Keys for machines.",
    "feed": "All events in one order, by pages or as a stream.",
    "webhooks": "Endpoints to which events are sent: their secrets, deliveries and replays.",
    "messages": "What people are told by mail, text message, chat or browser: channels, rules, templates.",
    "workflows": "Published life cycles of tickets.",
    "policies": "Published time limits.",
    "calendars": "Published working days and hours.",
    "catalogues": "Published categories, and where what belongs.",
    "programmes": "Published rules of the programme: how often, how many, by whom; a section for each mechanism.",
    "vocabulary": "All words of closed sets, with their names for people.",
    "privacy": "What is held about a person, and its erasure.",
    "verification": "Signed checkpoints of the history.",
    "sandbox": "The clock of an installation for trying things out.",
    "health": "Whether the program lives and is ready, and what it measures.",
}
"""Every operation has one of them; they are told in this order."""


def add_info(document: Json) -> None:
    """Say what is true of the whole interface. FastAPI says the rest of `info`."""
    document["info"] |= {"description": DESCRIPTION, "license": LICENSE}
    document["servers"] = SERVERS
    document["tags"] = [{"name": name, "description": description} for name, description in TAGS.items()]
