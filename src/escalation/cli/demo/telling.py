"""How is the story told? One line for each step, headings between them, and tables for lists."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from babel.dates import format_datetime
from rich.cells import cell_len
from rich.text import Text

from escalation.actors import Role
from escalation.cli.demo.acting import Json, Person
from escalation.cli.demo.published import Published
from escalation.cli.display import OUTPUT, result, show_table
from escalation.cli.language import LANGUAGE, _, fill
from escalation.errors import N_

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
            _padded(_named(who), _WHO),
            (_padded(what, _WHAT), "bold"),
            "→ ",
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
            stage, overall = self._moment(ticket["stage"]["due_at"]), self._moment(ticket["due_at"])
            limits = fill(N_("stage until {stage}, overall until {overall}"), stage=stage, overall=overall)
            said.append(f"  {limits}", style="cyan")
        return said

    def overdue(self, tickets: Sequence[Json], groups: Sequence[Json]) -> None:
        """The overdue list and the report by unit."""
        if not tickets:
            result(fill(N_("No ticket is overdue, in no unit.")))
            return
        headings = N_("Number"), N_("Title"), N_("State"), N_("Level"), N_("Holder"), N_("Due"), N_("Colour")
        _table(N_("Overdue tickets: {count}"), headings, [self._overdue_ticket(ticket) for ticket in tickets])
        headings_by_unit = N_("Unit"), N_("Code"), N_("Overdue"), N_("Oldest due")
        _table(N_("Units with overdue tickets: {count}"), headings_by_unit, [self._group(group) for group in groups])

    def ending(self, tickets: Sequence[Json], hops: Sequence[int]) -> None:
        """All tickets of the story at its end, with how often each was handed over."""
        headings = N_("Number"), N_("Title"), N_("State"), N_("Level"), N_("Hand-overs"), N_("Version")
        rows = [
            [*self._ticket(ticket), str(count), str(ticket["version"])]
            for ticket, count in zip(tickets, hops, strict=True)
        ]
        _table(N_("The tickets of the story: {count}"), headings, rows)

    def _ticket(self, ticket: Json) -> list[str]:
        published = self._published
        return [ticket["number"], ticket["title"], published.state(ticket["state"]), published.level(ticket["level"])]

    def _overdue_ticket(self, ticket: Json) -> list[str]:
        colour = _(_COLOURS[ticket["warning"]][0])
        return [*self._ticket(ticket), ticket["holder"]["name"], self._moment(ticket["stage"]["due_at"]), colour]

    def _group(self, group: Json) -> list[str]:
        return [group["name"], group["key"], str(group["overdue"]), self._moment(group["oldest_due_at"])]

    def _moment(self, at: datetime | str) -> str:
        locale = "zh_Hans" if LANGUAGE == "zh" else "en"
        moment = datetime.fromisoformat(at) if isinstance(at, str) else at
        return format_datetime(moment, "MM-dd EEE HH:mm", tzinfo=self._published.calendar.zone, locale=locale)


def _named(who: Person | str) -> str:
    return _(who) if isinstance(who, str) else f"{_(_ROLES[who.role])} · {who.at.name}"


def _padded(text: str, width: int) -> str:
    """At least so wide; Chinese characters take two columns."""
    return text + " " * max(width - cell_len(text), 1)


def _table(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    OUTPUT.print()
    show_table(fill(title, count=len(rows)), [_(heading) for heading in headings], rows)
