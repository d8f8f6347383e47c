"""How are visits drawn from and looked into by others (visits as subjects)? Those that were made in some days."""

from typing import Any, Final, assert_never

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    false,
    func,
    literal_column,
    null,
    or_,
    select,
    true,
)

from escalation.kit.database.columns import Path
from escalation.kit.runtime.subjects import SubjectSource
from escalation.kit.runtime.subtree import UNIT, Shape, within
from escalation.organisation.storage.tables import units
from escalation.programme.visits.domain.confirmations import UNCONFIRMED
from escalation.programme.visits.storage.tables import visits

_CONFIRMATION: Final = func.coalesce(visits.c.confirmation, literal_column(f"'{UNCONFIRMED}'"))


def _made(_form: Shape) -> ColumnElement[bool]:
    """The range of paths is one that the caller reaches: whoever reaches a unit sees its visits."""
    start, end = bindparam("start", type_=Path), bindparam("end", type_=Path)
    since, until = bindparam("since_day", type_=Date), bindparam("until_day", type_=Date)
    return and_(
        visits.c.state == literal_column("'made'"),
        visits.c.unit_path >= start,
        visits.c.unit_path < end,
        or_(since.is_(None), visits.c.day >= since),
        or_(until.is_(None), visits.c.day < until),
    )


def _seen(form: Shape) -> Select[Any]:
    """A visit that was made is called after the unit that was visited, and is that of the unit that visits."""
    target = units.alias("target")
    return (
        select(
            visits.c.id, cast(null(), Text).label("number"), target.c.name.label("title"), visits.c.day,
            visits.c.state, units.c.name.label("holder_name"), visits.c.unit_id.label("place_unit_id"),
            false().label("is_secret"), _CONFIRMATION.label("confirmation"),
        )
        .select_from(
            visits.join(units, units.c.id == visits.c.unit_id).join(target, target.c.id == visits.c.target_unit_id)
        )
        .where(_is_seen(form), visits.c.made_at.is_not(None))
    )  # fmt: skip


def _is_seen(form: Shape) -> ColumnElement[bool]:
    match form:
        case Shape.SUBTREE:
            return within(visits.c.unit_path)
        case Shape.UNIT:
            return visits.c.unit_id == UNIT
        case Shape.CLOCK:
            return true()
        case Shape.CITIZEN | Shape.NOBODY:
            return false()
        case _:
            assert_never(form)


VISITS: Final = SubjectSource(
    kind="visit",
    id=visits.c.id,
    strata={
        "unit": cast(visits.c.unit_id, Text),
        "confirmation": _CONFIRMATION,
    },
    frames={"made": _made},
    has_categories=False,
    seen=_seen,
)
