"""How is the story told? One line for each step, headings between them, and tables for lists."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from babel.dates import format_datetime
from rich.cells import set_cell_size
from rich.text import Text

from escalation.cli.demo.acting import Json, Person
from escalation.cli.demo.published import Published
from escalation.cli.display import OUTPUT, show_table
from escalation.cli.speech import LANGUAGE, _, fill
from escalation.errors import N_
from escalation.workflow.situation import Role

CLOCK: Final = N_("the clock")
CITIZEN: Final = N_("citizen")

_ROLES: Mapping[Role, str] = {
    Role.HANDLER: N_("handler"),
    Role.LEADER: N_("leader"),
    Role.OFFICE: N_("office"),
    Role.SUPERVISOR: N_("supervisor"),
    Role.INTEGRATOR: N_("integrator"),
    Role.ADMIN: N_("administrator"),
}
_COLOURS: Mapping[str, tuple[str, str]] = {
    "yellow": (N_("yellow"), "yellow"),
    "orange": (N_("orange"), "dark_orange"),
    "red": (N_("red"), "bold red"),
}
_WHO, _WHAT = 38, 26


class Teller:
    """Tells what happens, in the reader's language and the place's own words and time."""

    def __init__(self, published: Published) -> None:
        self._published = published

    def heading(self, text: str) -> None:
        """Begin a part of the story."""
        OUTPUT.print(Text(f"\n{_(text)}", style="bold"), soft_wrap=True)

    def step(self, at: datetime, who: Person | str, what: str, *came_of_it: Text | str, note: str = "") -> None:
        """One line: when, who, what, and what came of it. Texts are in the reader's language already."""
        line = Text.assemble(
            (f"{self._moment(at)}  ", "dim"),
            set_cell_size(_named(who), _WHO),
            " ",
            (set_cell_size(what, _WHAT), "bold"),
            " → ",
            *came_of_it,
            (f"  “{note}”" if note else "", "dim italic"),
        )
        OUTPUT.print(line, soft_wrap=True)

    def standing(self, ticket: Json, *, with_limits: bool = False) -> Text:
        """State, level, holder and colour; `with_limits` also until when the stage and the whole ticket have time."""
        published = self._published
        level = published.level(ticket["level"])
        said = Text(f"{published.state(ticket['state'])} · {level} · {ticket['holder']['name']}")
        if ticket["warning"] in _COLOURS:
            name, style = _COLOURS[ticket["warning"]]
            said.append(f" ● {_(name)}", style=style)
        if with_limits:
            stage, overall = (
                self._moment(datetime.fromisoformat(at)) for at in (ticket["stage"]["due_at"], ticket["due_at"])
            )
            said.append(
                "  " + fill(N_("stage until {stage}, overall until {overall}"), stage=stage, overall=overall),
                style="cyan",
            )
        return said

    def overdue(self, tickets: Sequence[Json], groups: Sequence[Json]) -> None:
        """The overdue list and the report by unit."""
        listed = [
            (
                ticket["number"],
                ticket["title"],
                self._published.state(ticket["state"]),
                self._published.level(ticket["level"]),
                ticket["holder"]["name"],
                self._moment(datetime.fromisoformat(ticket["stage"]["due_at"])),
                _(_COLOURS[ticket["warning"]][0]),
            )
            for ticket in tickets
        ]
        headings = N_("Number"), N_("Title"), N_("State"), N_("Level"), N_("Holder"), N_("Due"), N_("Colour")
        _table(N_("Overdue tickets: {count}"), headings, listed)
        counted = [
            (
                group["name"],
                group["key"],
                str(group["overdue"]),
                self._moment(datetime.fromisoformat(group["oldest_due_at"])),
            )
            for group in groups
        ]
        _table(N_("Overdue by unit: {count}"), (N_("Unit"), N_("Code"), N_("Overdue"), N_("Oldest due")), counted)

    def ending(self, tickets: Sequence[Json], hops: Sequence[int]) -> None:
        """All tickets of the story at its end."""
        rows = [
            (
                ticket["number"],
                ticket["title"],
                self._published.state(ticket["state"]),
                self._published.level(ticket["level"]),
                str(count),
                str(ticket["version"]),
            )
            for ticket, count in zip(tickets, hops, strict=True)
        ]
        headings = N_("Number"), N_("Title"), N_("State"), N_("Level"), N_("Hand-overs"), N_("Version")
        _table(N_("The tickets of the story: {count}"), headings, rows)

    def _moment(self, at: datetime) -> str:
        locale = "zh_Hans" if LANGUAGE == "zh" else "en"
        return format_datetime(at, "MM-dd EEE HH:mm", tzinfo=self._published.calendar.zone, locale=locale)


def _named(who: Person | str) -> str:
    return _(who) if isinstance(who, str) else f"{_(_ROLES[who.role])} · {who.at.name}"


def _table(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    OUTPUT.print()
    show_table(fill(title, count=len(rows)), [_(heading) for heading in headings], rows)
