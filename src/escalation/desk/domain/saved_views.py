"""What is a saved view, and which are there before anybody has saved one (by role)?"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from escalation.actors import Role
from escalation.errors import N_


class ListKind(StrEnum):
    """Of which list a view is."""

    TICKETS = "tickets"
    OPINIONS = "opinions"


class DefaultView(NamedTuple):
    """A view that everybody with a role has. `query`: the parameters of the list, as in its address."""

    name: str
    list_kind: ListKind
    query: str


_MINE: Final = DefaultView(N_("Assigned to me"), ListKind.TICKETS, "mine=true&open=true")
_OPEN: Final = DefaultView(N_("Open"), ListKind.TICKETS, "open=true")
_OVERDUE: Final = DefaultView(N_("Overdue now"), ListKind.TICKETS, "overdue=true")
_STUCK: Final = DefaultView(N_("Stuck at the top"), ListKind.TICKETS, "stuck=true")
_PROBLEMS: Final = DefaultView(N_("Problem tickets"), ListKind.TICKETS, "problem=true&open=true")
_KEY_TASKS: Final = DefaultView(N_("Key tasks"), ListKind.TICKETS, "key_task=true&open=true")
_INBOX: Final = DefaultView(N_("Inbox"), ListKind.OPINIONS, "status=inbox")
_RECENT: Final = DefaultView(N_("Changed lately"), ListKind.TICKETS, "sort=-updated")

DEFAULT_VIEWS: Final[Mapping[Role, tuple[DefaultView, ...]]] = {
    Role.HANDLER: (_MINE, _OPEN, _OVERDUE),
    Role.OFFICE: (_INBOX, _OPEN, _OVERDUE, _PROBLEMS),
    Role.LEADER: (_OVERDUE, _STUCK, _KEY_TASKS, _PROBLEMS, _OPEN),
    Role.SUPERVISOR: (_OVERDUE, _STUCK, _PROBLEMS, _KEY_TASKS),
    Role.INTEGRATOR: (_RECENT,),
    Role.ADMIN: (_OPEN, _OVERDUE),
}
"""By role, the first one first."""
