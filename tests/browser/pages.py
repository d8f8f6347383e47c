"""All pages of the console, one line each: who goes there, at which address, and what has to be seen.

A page that the router knows and this list does not fails a test; a page in it is looked at in both languages, by day
and by night, and on three widths.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROUTER: Final = Path("web/src/router.ts")

PEOPLE: Final = {
    "village": ("V1", "handler"), "township": ("T1", "leader"), "department": ("K1-ZJ", "handler"),
    "county": ("K1", "office"), "supervisor": ("K1", "supervisor"), "machines": ("K1", "integrator"),
    "admin": ("K1", "admin"),
}  # fmt: skip
"""Who they are: a unit of the story, and a role there."""


@dataclass(frozen=True, slots=True)
class ConsolePage:
    """A page. `route` is its name in the router, `shows` a selector of what is there once it has loaded.

    `address` may name things of the story by `{placeholders}`.
    """

    route: str
    who: str
    address: str
    shows: str = "h1"

    @property
    def name(self) -> str:
        """What its pictures are called."""
        return "-".join(_PART.findall(f"{self.who} {self.route} {self.address}".replace("{", "").replace("}", "")))


PAGES: Final = (
    ConsolePage("desk", "village", "/desk", "a.matter"),
    ConsolePage("desk", "department", "/desk/in_progress"),
    ConsolePage("inbox", "county", "/inbox"),
    ConsolePage("register", "village", "/register", "form"),
    ConsolePage("tickets", "county", "/tickets", "a.matter"),
    ConsolePage("tickets", "machines", "/tickets?overdue=true"),
    ConsolePage("ticket", "village", "/tickets/{ticket}", ".history"),
    ConsolePage("ticket", "township", "/tickets/{late}", ".history"),
    ConsolePage("ticket", "township", "/tickets/{member}", "[role=alert]"),
    ConsolePage("wall", "supervisor", "/wall", ".figures"),
    ConsolePage("rules", "admin", "/rules"),
    ConsolePage("rules-cycle", "admin", "/rules/cycle"),
    ConsolePage("rules-limits", "admin", "/rules/limits"),
    ConsolePage("rules-ask", "admin", "/rules/limits/ask"),
    ConsolePage("rules-calendar", "admin", "/rules/calendar"),
    ConsolePage("rules-catalogue", "admin", "/rules/catalogue"),
    ConsolePage("rules-replies", "admin", "/rules/replies"),
    ConsolePage("rules-compare", "admin", "/rules/compare"),
    ConsolePage("rules-publish", "admin", "/rules/publish"),
    ConsolePage("programme-overview", "village", "/programme"),
    ConsolePage("visits", "village", "/programme/visits", "h2"),
    ConsolePage("visit-record", "village", "/programme/visits/record", "form"),
    ConsolePage("visit-compliance", "township", "/programme/visits/compliance", "h2"),
    ConsolePage("visit-plans", "township", "/programme/visits/plans", "h2"),
    ConsolePage("visit-duties", "township", "/programme/visits/duties", "h2"),
    ConsolePage("visit-plan", "village", "/programme/visits/plans/{member}", "[role=alert]"),
    ConsolePage("visit", "village", "/programme/visits/{member}", "[role=alert]"),
    ConsolePage("bulletins", "county", "/programme/bulletins"),
    ConsolePage("bulletin", "county", "/programme/bulletins/{member}", "[role=alert]"),
    ConsolePage("trends", "county", "/programme/trends", ".alarms"),
    ConsolePage("scores", "county", "/programme/scores?period=all", ".ranking"),
    ConsolePage("scores", "county", "/programme/scores?view=rates&rate=mean_time", ".rates"),
    ConsolePage("supervision", "supervisor", "/programme/supervision", ".results h3"),
    ConsolePage("supervision-sample", "supervisor", "/programme/supervision/samples/{member}", "[role=alert]"),
    ConsolePage("supervision-check", "supervisor", "/programme/supervision/checks/{member}", "[role=alert]"),
    ConsolePage("surveys", "county", "/programme/surveys"),
    ConsolePage("survey", "county", "/programme/surveys/{member}", "[role=alert]"),
    ConsolePage("survey-calls", "county", "/programme/surveys/{member}/calls", "[role=alert]"),
    ConsolePage("diary", "village", "/programme/diary"),
    ConsolePage("diary", "township", "/programme/diary?view=review"),
    ConsolePage("diary-write", "village", "/programme/diary/write", "form"),
    ConsolePage("diary-entry", "village", "/programme/diary/{member}", "[role=alert]"),
    ConsolePage("ledger", "township", "/programme/ledger"),
    ConsolePage("ledger-row", "village", "/programme/ledger/{member}", "[role=alert]"),
    ConsolePage("groups", "county", "/programme/groups", "h2"),
    ConsolePage("groups", "village", "/programme/groups?view=supervision", "h2"),
    ConsolePage("leading-group", "county", "/programme/groups/leading/{member}", "[role=alert]"),
    ConsolePage("supervision-group", "county", "/programme/groups/supervision/{member}", "[role=alert]"),
    ConsolePage("programme-teams", "county", "/programme/teams"),
    ConsolePage("programme-contact-points", "county", "/programme/contact-points"),
    ConsolePage("programme-contact-points", "county", "/programme/contact-points?view=cadres"),
    ConsolePage("programme-contact-points", "county", "/programme/contact-points?view=gaps"),
    ConsolePage("meetings", "county", "/programme/meetings", "h2"),
    ConsolePage("meeting", "county", "/programme/meetings/{member}", "[role=alert]"),
    ConsolePage("tasks", "township", "/programme/tasks", "h2"),
    ConsolePage("sorting", "village", "/programme/sorting", ".sorting-state"),
    ConsolePage("reports", "supervisor", "/reports"),
    ConsolePage("reports", "supervisor", "/reports/overdue"),
    ConsolePage("hooks", "machines", "/hooks"),
    ConsolePage("new hook", "machines", "/hooks/new"),
    ConsolePage("hook", "machines", "/hooks/{endpoint}"),
    ConsolePage("hook", "machines", "/hooks/{member}", "[role=alert]"),
    ConsolePage("operations", "county", "/operations"),
    ConsolePage("operation", "county", "/operations/run/{operation}"),
    ConsolePage("operation", "county", "/operations/run/{member}", "[role=alert]"),
    ConsolePage("units", "admin", "/organisation/units"),
    ConsolePage("members", "admin", "/organisation/members"),
    ConsolePage("member", "admin", "/organisation/members/{member}"),
    ConsolePage("teams", "admin", "/organisation/teams"),
    ConsolePage("keys", "admin", "/organisation/keys"),
    ConsolePage("invitations", "admin", "/organisation/invitations"),
    ConsolePage("gaps", "admin", "/organisation/gaps"),
    ConsolePage("me", "admin", "/me"),
    ConsolePage("missing", "admin", "/nowhere"),
)


def routes() -> dict[str, str]:
    """The named pages that the router knows, with their paths; what only leads to another one is none."""
    return {name: path for path, name in _ROUTE.findall(ROUTER.read_text(encoding="utf-8"))}


_PART: Final = re.compile(r"[a-z0-9]+")
_ROUTE: Final = re.compile(r"path:\s*'([^']*)',\s*name:\s*'([^']*)'(?!,\s*redirect)")
