"""Which seal checks are there? What a row means that is not as it was sealed, and what to do about it."""

from collections.abc import Mapping
from typing import Final

from escalation.errors import N_
from escalation.tickets.domain.row_digests import RowKind
from escalation.verification.domain.sealed_rows import Difference
from escalation.verification.usecases.checks import RESTORE, Check, Severity

_FAULTS: Final[Mapping[Difference, Mapping[RowKind, str]]] = {
    Difference.CHANGED: {
        RowKind.TICKET: N_("The ticket is not as its last event left it."),
        RowKind.HAND_OVER: N_("A hand-over of it is not as the event about it left it."),
        RowKind.JOINT_TASK: N_("A joint task of it is not as the event about it left it."),
        RowKind.REQUEST: N_("A request about it is not as the event about it left it."),
        RowKind.ORDER: N_("A supervision order about it is not as the event about it left it."),
    },
    Difference.GONE: {
        RowKind.TICKET: N_("Its history tells of a ticket that is gone."),
        RowKind.HAND_OVER: N_("A hand-over of it is gone."),
        RowKind.JOINT_TASK: N_("A joint task of it is gone."),
        RowKind.REQUEST: N_("A request about it is gone."),
        RowKind.ORDER: N_("A supervision order about it is gone."),
    },
    Difference.ADDED: {
        RowKind.TICKET: N_("No event says what the ticket is."),
        RowKind.HAND_OVER: N_("No event tells of a hand-over that it has."),
        RowKind.JOINT_TASK: N_("No event tells of a joint task that it has."),
        RowKind.REQUEST: N_("No event tells of a request that is there about it."),
        RowKind.ORDER: N_("No event tells of a supervision order that is there about it."),
    },
}
OF_ROWS: Final[Mapping[tuple[Difference, RowKind], Check]] = {
    (difference, kind): Check("I36", None, fault, RESTORE)
    for difference, faults in _FAULTS.items()
    for kind, fault in faults.items()
}
SET_ASIDE: Final = Check(
    "I36",
    None,
    N_("It was set aside {times} times, so that its history does not say what the ticket is now."),
    N_("See the list of incidents. Once it is decided on again, it is verified again."),
    Severity.WARNING,
)
UNSEALED: Final = Check(
    "I36",
    None,
    N_("{count} tickets are older than digests and are not sealed yet."),
    N_("Run `escalation migrate`, which seals what is there."),
    Severity.WARNING,
)
ROW_CHANGED: Final = Check("I37", None, N_("The row is not as it was written last."), RESTORE)
ROW_GONE: Final = Check("I37", None, N_("The row is gone, and nothing tells that it was taken out."), RESTORE)
ROW_ADDED: Final = Check("I37", None, N_("The row is there, and nothing tells that it was written."), RESTORE)
ROW_WRITTEN_BY_HAND: Final = Check(
    "I38",
    None,
    N_("It was not the program that wrote the row: it was {role}, with '{program}', at {at}."),
    N_("Ask who it was, and write down why. That it was written by hand stays on record."),
)
UNSEALED_ROWS: Final = Check(
    "I37",
    None,
    N_("{count} rows are older than seals and are not sealed yet."),
    N_("Run `escalation migrate`, which seals what is there."),
    Severity.WARNING,
)
UNSEALED_EVENTS: Final = Check(
    "I39",
    None,
    N_("{count} events of opinions and endpoints are older than seals and are not sealed yet."),
    N_("Run `escalation migrate`, which seals what is there."),
    Severity.WARNING,
)
EVENT_CHANGED: Final = Check("I39", None, N_("An event about it was changed."), RESTORE)
EVENT_MISSING: Final = Check(
    "I40", None, N_("The events from place {first} to {last} are missing from the log."), RESTORE
)
SEAL_MISSING: Final = Check(
    "I40", None, N_("The seals from position {first} to {last} are missing from their log."), RESTORE
)
NOT_CHECKED: Final = Check(
    "I7",
    None,
    N_("It could not be checked: what is stored of it is not of the form that it should have."),
    RESTORE,
)
_COMPARE: Final = N_(
    "The database was changed after this checkpoint was made, seals and all. Keep the checkpoints, and compare the "
    "database with a backup of that day."
)
CHECKPOINT_UNSIGNED: Final = Check(
    "I41",
    None,
    N_("None of the trusted keys signed it."),
    N_("Ask whoever keeps the key which one it was signed with."),
)
CHECKPOINT_BROKEN_OFF: Final = Check("I41", None, N_("It does not follow the one before it."), _COMPARE)
CHECKPOINT_CONTRADICTED: Final = Check(
    "I42", None, N_("The first {size} lines of the log '{log}' are not those that were signed."), _COMPARE
)
LINE_CHANGED: Final = Check("I42", None, N_("It is not what it was when the checkpoint was made."), _COMPARE)
LINE_GONE: Final = Check(
    "I42", None, N_("Something about it is gone that was there when the checkpoint was made."), _COMPARE
)
OF_CHECKPOINTS: Final = (CHECKPOINT_UNSIGNED, CHECKPOINT_BROKEN_OFF, CHECKPOINT_CONTRADICTED, LINE_CHANGED, LINE_GONE)
OF_SEALS: Final = (
    *OF_ROWS.values(), SET_ASIDE, UNSEALED, ROW_CHANGED, ROW_GONE, ROW_ADDED, ROW_WRITTEN_BY_HAND, UNSEALED_ROWS,
    UNSEALED_EVENTS, EVENT_CHANGED, EVENT_MISSING, SEAL_MISSING,
)  # fmt: skip
