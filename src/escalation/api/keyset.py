"""Where does a page of a list begin, and what comes after it? For lists whose items have one key of their own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from escalation.api import pages
from escalation.api.queries import ListQuery
from escalation.errors import InvalidCursor
from escalation.usecases.session import Session

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
        if self.query.cursor is None:
            return None
        match pages.decode(self.query.cursor, bound_to=self._bound, key=self.session.vault.cursor_key):
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
