"""How is a list given page by page? By keyset pagination: a cursor tells behind which place a page begins.

A place is what the list is ordered by: the value of one column, or those of several.
"""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar, cast, overload

from escalation.errors import InvalidCursor
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.cursors import Value, decode, encode, fingerprint
from escalation.kit.web.queries import ListQuery

Place = TypeVar("Place")
First = TypeVar("First", bound=Value)
Second = TypeVar("Second", bound=Value)
Third = TypeVar("Third", bound=Value)
Found = TypeVar("Found")
Shown = TypeVar("Shown")


class Keyset(Generic[Place]):
    """One request for a page of a list that is ordered by `columns`, which are the types of their values.

    A cursor is good for the list of this `name`, in this `sort`, with the same filters: all that the query holds but
    `cursor`, `limit` and what is `unbound`.
    """

    @overload
    def __init__(
        self: "Keyset[First]", name: str, columns: type[First], query: ListQuery, runtime: Runtime, *,
        sort: str = "", unbound: Sequence[str] = (),
    ) -> None: ...  # fmt: skip

    @overload
    def __init__(
        self: "Keyset[tuple[First, Second]]", name: str, columns: tuple[type[First], type[Second]],
        query: ListQuery, runtime: Runtime, *, sort: str = "", unbound: Sequence[str] = (),
    ) -> None: ...  # fmt: skip

    @overload
    def __init__(
        self: "Keyset[tuple[First, Second, Third]]", name: str,
        columns: tuple[type[First], type[Second], type[Third]], query: ListQuery, runtime: Runtime, *,
        sort: str = "", unbound: Sequence[str] = (),
    ) -> None: ...  # fmt: skip

    def __init__(
        self, name: str, columns: type[Any] | tuple[type[Any], ...], query: ListQuery, runtime: Runtime, *,
        sort: str = "", unbound: Sequence[str] = (),
    ) -> None:  # fmt: skip
        """Bind cursors to the list."""
        self._is_one = isinstance(columns, type)
        self._columns = columns if isinstance(columns, tuple) else (columns,)
        self._query = query
        self._vault = runtime.vault
        filters = query.model_dump(exclude={"cursor", "limit", *unbound})
        self._bound = fingerprint(name, sort=sort, filters=filters)

    @property
    def after(self) -> Place | None:
        """The place behind which the page begins, `None` for the first. Raises `InvalidCursor` for another list's."""
        if self._query.cursor is None:
            return None
        key, earlier = self._vault.cursor_key, self._vault.earlier_cursor_keys
        values = decode(self._query.cursor, bound_to=self._bound, key=key, earlier=earlier)
        if len(values) != len(self._columns) or not all(map(isinstance, values, self._columns)):
            raise InvalidCursor
        return cast(Place, values[0] if self._is_one else tuple(values))

    @property
    def limit(self) -> int:
        """How many to look for: one more than is shown tells whether there is another page."""
        return self._query.limit + 1

    def page(
        self, found: Sequence[Found], *, place: Callable[[Found], Place], show: Callable[[Found], Shown]
    ) -> tuple[list[Shown], str | None]:
        """The items and the cursor of a page."""
        shown, more = found[: self._query.limit], found[self._query.limit :]
        return [show(each) for each in shown], self.cursor(place(shown[-1]) if more else None)

    def cursor(self, place: Place | None) -> str | None:
        """The cursor of a list that goes on behind a place, or of one that does not."""
        if place is None:
            return None
        values = cast(Sequence[Value], [place] if self._is_one else place)
        return encode(values, bound_to=self._bound, key=self._vault.cursor_key)
