"""Who acts? A member, a machine, a citizen or the clock, with the role that decides what they reach."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What a member or a machine was made at a unit. All but `HANDLER` reach the unit's whole subtree."""

    HANDLER = "handler"
    LEADER = "leader"
    OFFICE = "office"
    SUPERVISOR = "supervisor"
    INTEGRATOR = "integrator"
    ADMIN = "admin"


class Trigger(StrEnum):
    """Whether somebody asked or the time came."""

    PERSON = "person"
    CLOCK = "clock"


class Means(StrEnum):
    """By what somebody is known: what they have shown, or why they need to show nothing."""

    KEY = "key"
    SESSION = "session"
    TOKEN = "token"  # noqa: S105 - the name of a kind
    OIDC = "oidc"
    TRACKING_CODE = "tracking_code"
    TERMINAL = "terminal"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks. `principal` names the person or key in the audit; `opinion_id` is set for a citizen only.

    `person_id`, `member_id`: who it is, and as which member of a unit; `None` for a machine, a citizen, and the clock.
    `sign_in_id`: the session of a browser, or the phone, that vouches for a person.
    Somebody with several posts who has chosen none of them has neither role nor member, and reaches nothing.
    """

    principal: str
    role: Role | None
    unit_id: UUID | None
    unit_path: str
    trigger: Trigger = Trigger.PERSON
    opinion_id: UUID | None = None
    member_id: UUID | None = None
    person_id: UUID | None = None
    means: Means = Means.KEY
    sign_in_id: UUID | None = None

    @property
    def sees_confidential(self) -> bool:
        """Whether confidential matters of their scope are theirs to see: offices and leaders of the line, nobody else.

        Besides them there is the member to whom such a ticket was assigned by name.
        """
        return self.role in {Role.OFFICE, Role.LEADER}

    @property
    def in_person(self) -> UUID | None:
        """The person who acts themselves; `None` for a key, also one that was made for a member of theirs.

        Whoever made it may be no more than an administrator of one of the units where the person works.
        """
        return None if self.means is Means.KEY else self.person_id

    def reaches(self, path: str) -> bool:
        """Whether a unit with this path lies in the caller's scope."""
        if self.role is None:
            return False
        return path == self.unit_path if self.role is Role.HANDLER else path.startswith(self.unit_path)


CLOCK = Actor(principal="clock", role=None, unit_id=None, unit_path="", trigger=Trigger.CLOCK, means=Means.CLOCK)
OPERATOR = Actor(principal="operator", role=Role.ADMIN, unit_id=None, unit_path="/", means=Means.TERMINAL)
"""Whoever sits at the terminal of the machine itself: everything is in their scope."""
