"""Where does a page of a list begin, and what comes after it?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from escalation.api import pages
from escalation.api.queries import ListQuery
from escalation.errors import InvalidCursor
from escalation.usecases.session import Session


def place_of(cursor: str | None, bound: bytes, session: Session) -> list[pages.Value] | None:
    """What a cursor says, `None` without one. Raises `InvalidCursor`."""
    if cursor is None:
        return None
    vault = session.vault
    return pages.decode(cursor, bound_to=bound, key=vault.cursor_key, earlier=vault.earlier_cursor_keys)


def moment_and_id(place: list[pages.Value] | None) -> tuple[datetime, UUID] | None:
    """The place in a list that is ordered by a moment and then by id. Raises `InvalidCursor` for that of another."""
    match place:
        case None:
            return None
        case [datetime() as at, UUID() as id_]:
            return at, id_
        case _:
            raise InvalidCursor


Key = TypeVar("Key", str, UUID)
Found = TypeVar("Found")
Shown = TypeVar("Shown")


@dataclass(frozen=True, slots=True)
class Keyset(Generic[Key]):
    """One request for a page of a list that is ordered by a key, `kind` being the key's type."""

    name: str
    kind: type[Key]
    query: ListQuery
    session: Session

    @property
    def after(self) -> Key | None:
        """The key behind which the page begins. Raises `InvalidCursor`."""
        match place_of(self.query.cursor, self._bound, self.session):
            case None:
                return None
            case [value] if isinstance(value, self.kind):
                return value
            case _:
                raise InvalidCursor

    @property
    def limit(self) -> int:
        """How many to look for: one more than is shown tells whether there is another page."""
        return self.query.limit + 1

    def page(
        self, found: Sequence[Found], *, key: Callable[[Found], Key], show: Callable[[Found], Shown]
    ) -> tuple[list[Shown], str | None]:
        """The items and the cursor of a page."""
        shown, more = found[: self.query.limit], found[self.query.limit :]
        if not more:
            return [show(each) for each in shown], None
        cursor = pages.encode([key(shown[-1])], bound_to=self._bound, key=self.session.vault.cursor_key)
        return [show(each) for each in shown], cursor

    @property
    def _bound(self) -> bytes:
        filters = self.query.model_dump(exclude={"cursor", "limit"})
        return pages.fingerprint(self.name, sort="key", filters=filters)
