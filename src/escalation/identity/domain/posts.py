"""Which posts does somebody hold, and as which of them do they act?

A post is a role that a member holds at a unit. It is named by `member/unit/role`, all of them ids but the last; the id
of the member alone will do where that member holds one post only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.actors import Actor, Means, Role
from escalation.errors import N_, ForbiddenAction
from escalation.identity.domain.refusals import PostNotChosen

PERSON: Final = "person:"
"""With the id of a person behind it: how they are named in the audit and in `created_by`."""


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A role that one of somebody's members holds at a unit. `until`: when it ends, if it is theirs for a time."""

    member_id: UUID
    member_name: str
    unit_id: UUID
    unit_code: str
    unit_name: str
    unit_path: str
    role: Role
    until: datetime | None = None

    @property
    def name(self) -> str:
        """How it is chosen."""
        return f"{self.member_id}/{self.unit_id}/{self.role}"

    @property
    def told(self) -> dict[str, object]:
        """What somebody is told who has to choose."""
        unit = {"id": self.unit_id, "code": self.unit_code, "name": self.unit_name}
        return {"acting_as": self.name, "member_id": self.member_id, "unit": unit, "role": self.role}


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody who is known, by whatever means, and the posts that they hold at this moment."""

    id: UUID
    name: str
    posts: tuple[HeldPost, ...]

    def acting_as(self, wanted: str | None, means: Means, *, needs_post: bool) -> Actor:
        """The person as an actor, as holder of the post that is wanted or the only one there is.

        Raises `ForbiddenAction` for a post that is not theirs, `PostNotChosen` if there are several and none is wanted
        though one is needed.
        """
        post = chosen(self.posts, wanted)
        principal = principal_of(self.id)
        if post is not None:
            return Actor(
                principal, post.role, post.unit_id, post.unit_path, member_id=post.member_id, person_id=self.id,
                means=means,
            )  # fmt: skip
        if needs_post:
            raise PostNotChosen(extra={"posts": [each.told for each in self.posts]})
        return Actor(principal, None, None, "", person_id=self.id, means=means)

    def if_held(self, name: str | None) -> str | None:
        """A post by its name, as long as it is theirs: what was chosen once may have ended since."""
        return name if name is not None and _named(self.posts, name) else None


def chosen(posts: Sequence[HeldPost], wanted: str | None) -> HeldPost | None:
    """The post that is wanted, or the only one; `None` if there are several and none was named.

    Raises `ForbiddenAction` for one that is not among them.
    """
    if wanted is None:
        return posts[0] if len(posts) == 1 else None
    named = _named(posts, wanted)
    if not named:
        raise ForbiddenAction(N_("This is none of your posts."))
    return named[0] if len(named) == 1 else None


def _named(posts: Sequence[HeldPost], name: str) -> list[HeldPost]:
    return [post for post in posts if name.lower() in (post.name, str(post.member_id))]


def principal_of(person_id: UUID) -> str:
    """What stands for a person in the audit, whatever post they act as and by whatever means they are known."""
    return f"{PERSON}{person_id}"
