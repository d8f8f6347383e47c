"""What is one page of a list? Its items, and the cursor behind the last of them."""

from typing import Any, Generic, TypeVar

from escalation.kit.web.fields import Out

Item = TypeVar("Item")


class Page(Out, Generic[Item]):
    """One page of a list. `next_cursor` is null on the last one."""

    items: list[Item]
    next_cursor: str | None

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """`UnitPage` for a page of `UnitOut`: a name that clients in any language can carry."""
        return f"{params[0].__name__.removesuffix('Out')}Page"
