"""What can a list of tickets be narrowed to? Each filter's condition, in a text that stays the same for every value."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BindParameter,
    ColumnElement,
    Integer,
    Text,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
)
from sqlalchemy.dialects.postgresql import UUID as SqlUuid
from sqlalchemy.sql.expression import all_, any_

from escalation.kit.database.columns import Moment, Path, normalized
from escalation.kit.parsing.normalization import nfkc
from escalation.kit.parsing.search_words import asked_patterns, asked_words
from escalation.kit.runtime.subtree import end_of
from escalation.tickets.storage.lateness_conditions import (
    counted,
    has_warning,
    is_overdue,
    not_overdue,
    was_closed_on_time,
)
from escalation.tickets.storage.listing_tables import ticket_words
from escalation.tickets.storage.tables import hand_overs, joint_tasks, tickets

Asked = tuple[tuple[str, bool | str | tuple[str, ...] | None], ...]
"""Which filters are set, as far as the text of a statement depends on it: what is written out comes with its value."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; `None` narrows nothing. Whatever is set has to hold.

    Paths are subtrees: `unit_path` its holders and its origins, the others one of these. `category` stands for its
    parts too. A department has to do with a ticket that it holds, handles or helps with. `…_since` is the first moment
    of a period, `…_until` the first one after it. `due_…` means the next promise of open tickets, by which lists are
    ordered; `breached_…` the first promise that was broken; `counted_…` when a ticket was closed, or the promise of an
    open one broken: of what a share on time is made. `warnings`: one of these colours. `escalations_min`: how often a
    ticket climbed at least, whoever sent it up. `halves` narrows nothing: what is known of `states`, see `kinds`.
    """

    unit_path: str | None = None
    held_path: str | None = None
    received_path: str | None = None
    holder_unit_id: UUID | None = None
    origin_unit_id: UUID | None = None
    department_id: UUID | None = None
    assignee_id: UUID | None = None
    states: tuple[str, ...] | None = None
    stages: tuple[str, ...] | None = None
    level: int | None = None
    overdue: bool | None = None
    warnings: tuple[str, ...] | None = None
    due_before: datetime | None = None
    due_since: datetime | None = None
    due_until: datetime | None = None
    created_since: datetime | None = None
    created_until: datetime | None = None
    updated_since: datetime | None = None
    closed_since: datetime | None = None
    closed_until: datetime | None = None
    closed_on_time: bool | None = None
    counted_since: datetime | None = None
    counted_until: datetime | None = None
    breached_since: datetime | None = None
    breached_until: datetime | None = None
    ever_breached: bool | None = None
    climbed_by_clock: bool | None = None
    escalations_min: int | None = None
    stuck: bool | None = None
    problem: bool | None = None
    key_task: bool | None = None
    open: bool | None = None
    category: str | None = None
    urgency: str | None = None
    difficulty: str | None = None
    source: str | None = None
    source_system: str | None = None
    external_ref: str | None = None
    q: str | None = None
    halves: frozenset[bool] = frozenset({True, False})

    @property
    def asked(self) -> Asked:
        """The filters that are set."""
        values = ((name, getattr(self, name)) for name in self.__slots__ if name != "halves")
        return tuple((name, value if name in _WRITTEN_OUT else None) for name, value in values if value is not None)

    @property
    def is_exact(self) -> bool:
        """Whether at most one ticket fits: another system's own number for it."""
        return self.source_system is not None and self.external_ref is not None

    @property
    def kinds(self) -> frozenset[bool]:
        """Whether the tickets asked for are open, `{True}`, closed, `{False}`, either, or none at all."""
        found = self.halves if self.open is None else self.halves & {self.open}
        if self.overdue or self._is_set("warnings", "due_before", "due_since", "due_until"):
            found &= {True}
        if self.closed_on_time or self._is_set("closed_since", "closed_until"):
            found &= {False}
        return found

    def among(self, *, is_open: bool) -> "Filters":
        """The same, of open or of closed tickets only."""
        return replace(self, open=is_open)

    def _is_set(self, *names: str) -> bool:
        return any(getattr(self, name) is not None for name in names)


def conditions(asked: Asked, names: Collection[str] | None = None) -> list[ColumnElement[bool]]:
    """Those of the filters `names`, of all when it is None, to be run with `params`."""
    openness = dict(asked).get("open")
    return [
        not_overdue(openness=openness) if (name, value) == ("overdue", False) else _CONDITIONS[name](value)
        for name, value in asked
        if names is None or name in names
    ]


def params(filters: Filters) -> Mapping[str, object]:
    """The values of the conditions' parameters."""
    values = {f"filter_{name}": getattr(filters, name) for name in Filters.__slots__ if name not in _WRITTEN_OUT}
    return values | {
        **{f"filter_{name}_end": end_of(getattr(filters, name) or "") for name in _PATHS},
        "filter_states": list(filters.states or ()),
        "filter_stages": list(filters.stages or ()),
        "filter_q": nfkc(filters.q) if filters.q is not None else None,
        "filter_words": asked_words(filters.q or ""),
        "filter_terms": asked_patterns(filters.q or ""),
    }


SAID: Final = "said"
"""The rest of `q` where its words are known to be words there."""

DEEP: Final = frozenset({"department_id", "climbed_by_clock"})
"""Filters on what belongs to a ticket and stands in another table."""

WIDE: Final = DEEP | {
    "q", SAID, "source", "source_system", "external_ref", "unit_path", "held_path", "received_path", "origin_unit_id",
    "assignee_id", "closed_since", "closed_until", "closed_on_time", "counted_since", "counted_until",
    "escalations_min",
}  # fmt: skip
"""Filters on what a ticket says and its listings do not."""

# Which lists are read depends on these.
_WRITTEN_OUT: Final = frozenset({
    "overdue", "warnings", "stuck", "problem", "key_task", "open", "ever_breached", "climbed_by_clock",
    "closed_on_time",
})  # fmt: skip

_PLACES: Final = (tickets.c.holder_path, tickets.c.origin_path)
_PATHS: Final = {"unit_path": _PLACES, "held_path": _PLACES[:1], "received_path": _PLACES[1:]}
_ASKED_WORDS: Final = bindparam("filter_words", type_=ARRAY(Text), required=False)
_TERMS: Final = bindparam("filter_terms", type_=ARRAY(Text), required=False)
_WORDS: Final = bindparam("filter_q", type_=Text, required=False)
_STATES: Final = bindparam("filter_states", type_=ARRAY(Text), required=False)
_STAGES: Final = bindparam("filter_stages", type_=ARRAY(Text), required=False)
_DEPARTMENT: Final = bindparam("filter_department_id", type_=SqlUuid(as_uuid=True), required=False)
_CATEGORY: Final = bindparam("filter_category", type_=Text, required=False)
_TIMES: Final = bindparam("filter_escalations_min", type_=Integer, required=False)


def _in_subtree(name: str) -> Callable[..., ColumnElement[bool]]:
    begin, end = (bindparam(f"filter_{name}{part}", type_=Path, required=False) for part in ("", "_end"))
    return lambda _: or_(*(and_(path >= begin, path < end) for path in _PATHS[name]))


def _concerns_department() -> ColumnElement[bool]:
    asked = exists().where(
        joint_tasks.c.ticket_id == tickets.c.id, joint_tasks.c.unit_id == _DEPARTMENT, joint_tasks.c.state == _OPEN
    )
    return or_(
        tickets.c.holder_unit_id == _DEPARTMENT,
        tickets.c.handler_unit_id == _DEPARTMENT,
        asked.correlate_except(joint_tasks),
    )


# Written out, as the partial index has it.
_OPEN: Final = literal_column("'open'", Text)


def climbed_by_clock() -> ColumnElement[bool]:
    """Whether the clock sent a ticket up by this hand-over; reports count what lists are narrowed to."""
    hop = hand_overs.c
    by_clock = hop.trigger == literal_column("'clock'", Text)
    return and_(by_clock, hop.action == literal_column("'escalate'", Text), hop.withdrawn_at.is_(None))


def _was_raised_by_the_clock(value: bool) -> ColumnElement[bool]:  # noqa: FBT001 - one value of a filter
    raised = exists().where(hand_overs.c.ticket_id == tickets.c.id, climbed_by_clock())
    # Most tickets never climbed, and say so themselves.
    found = and_(tickets.c.escalations > 0, raised.correlate_except(hand_overs))
    return found if value else ~found


def _is(column: ColumnElement[bool]) -> Callable[[bool], ColumnElement[bool]]:
    return lambda value: column if value else ~column


def _equals(name: str) -> Callable[[object], ColumnElement[bool]]:
    column = tickets.c[name]
    return lambda _: column == bindparam(f"filter_{name}", type_=column.type, required=False)


def _moment(name: str) -> BindParameter[datetime]:
    return bindparam(f"filter_{name}", type_=Moment, required=False)


def _since(name: str, column: str, *, of: ColumnElement[bool] | None = None) -> Callable[..., ColumnElement[bool]]:
    """`of`: those tickets only."""
    only, moment = (of,) if of is not None else (), tickets.c[column]
    return lambda _: and_(*only, moment >= _moment(name))


def _until(name: str, column: str, *, of: ColumnElement[bool] | None = None) -> Callable[..., ColumnElement[bool]]:
    only, moment = (of,) if of is not None else (), tickets.c[column]
    return lambda _: and_(*only, moment < _moment(name))


def _says_all() -> ColumnElement[bool]:
    said = func.lower(normalized(func.concat_ws(literal_column("' '", Text), tickets.c.title, tickets.c.content)))
    return said.bool_op("LIKE")(all_(_TERMS))


def _has_words() -> ColumnElement[bool]:
    worded = exists().where(ticket_words.c.ticket_id == tickets.c.id, ticket_words.c.words.bool_op("@>")(_ASKED_WORDS))
    return worded.correlate_except(ticket_words)


_CONDITIONS: Final[Mapping[str, Callable[..., ColumnElement[bool]]]] = {
    **{name: _in_subtree(name) for name in _PATHS},
    "department_id": lambda _: _concerns_department(),
    "states": lambda _: tickets.c.state == any_(_STATES),
    "stages": lambda _: tickets.c.stage == any_(_STAGES),
    "level": lambda _: tickets.c.level == bindparam("filter_level", type_=Integer, required=False),
    "overdue": lambda _: is_overdue(),
    "warnings": lambda colours: or_(*map(has_warning, colours)),
    "due_before": _until("due_before", "next_due_at", of=tickets.c.is_open),
    "due_since": _since("due_since", "next_due_at", of=tickets.c.is_open),
    "due_until": _until("due_until", "next_due_at", of=tickets.c.is_open),
    "created_since": _since("created_since", "created_at"),
    "created_until": _until("created_until", "created_at"),
    "updated_since": _since("updated_since", "updated_at"),
    "closed_since": _since("closed_since", "closed_at", of=~tickets.c.is_open),
    "closed_until": _until("closed_until", "closed_at", of=~tickets.c.is_open),
    "closed_on_time": was_closed_on_time,
    "counted_since": lambda _: counted(lambda moment: moment >= _moment("counted_since")),
    "counted_until": lambda _: counted(lambda moment: moment < _moment("counted_until")),
    "breached_since": _since("breached_since", "first_breached_at"),
    "breached_until": _until("breached_until", "first_breached_at"),
    "ever_breached": lambda value: (
        tickets.c.first_breached_at.is_not(None) if value else tickets.c.first_breached_at.is_(None)
    ),
    "climbed_by_clock": _was_raised_by_the_clock,
    "escalations_min": lambda _: tickets.c.escalations >= _TIMES,
    "stuck": _is(tickets.c.stuck),
    "problem": _is(tickets.c.problem),
    "key_task": _is(tickets.c.key_task),
    "open": _is(tickets.c.is_open),
    # A part's code begins with that of the whole.
    "category": lambda _: or_(
        tickets.c.category == _CATEGORY, func.starts_with(tickets.c.category, _CATEGORY.concat("."))
    ),
    **{name: _equals(name) for name in ("urgency", "difficulty", "source", "source_system", "external_ref")},
    **{name: _equals(name) for name in ("holder_unit_id", "origin_unit_id", "assignee_id")},
    "q": lambda _: or_(tickets.c.number == _WORDS, and_(_says_all(), _has_words())),
    SAID: lambda _: or_(tickets.c.number == _WORDS, _says_all()),
}
