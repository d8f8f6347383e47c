"""Which roles does a member hold at this moment (held roles)? Those given until somebody takes them, and for a time."""

from typing import Final

from sqlalchemy import Subquery, cast, null, select, union_all

from escalation.identity.storage.tables import temporary_posts
from escalation.kit.database.clock import NOW
from escalation.kit.database.columns import Moment
from escalation.kit.database.connection import DIALECT
from escalation.organisation.storage.tables import memberships

_NAMES: Final = ("member_id", "unit_id", "role")
_FOR_GOOD: Final = select(*(memberships.c[name] for name in _NAMES), cast(null(), Moment).label("until"))
_FOR_A_TIME: Final = select(*(temporary_posts.c[name] for name in (*_NAMES, "until"))).where(
    temporary_posts.c.since <= NOW, temporary_posts.c.until > NOW
)
held_roles: Final[Subquery] = union_all(_FOR_GOOD, _FOR_A_TIME).subquery("held_roles")
"""`member_id, unit_id, role, until`: for FROM. A role is there more than once if it was given more than once.

A period that is over ends a post by being read: nothing has to be running for it.
"""

HELD_ROLES: Final = f"({held_roles.element.compile(dialect=DIALECT)})"
"""The same as text, for statements that are written as text."""
