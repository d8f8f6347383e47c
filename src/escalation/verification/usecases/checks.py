"""Which invariants are verified (checks)? What each broken one means, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from escalation.errors import N_
from escalation.kit.database.connection import Compiled
from escalation.verification.storage import history_invariants, opinion_invariants, ticket_invariants


class Severity(StrEnum):
    """Whether something is broken, or only late."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Check:
    """What the rows of a query mean: which invariant is broken, how, and what to do about it."""

    invariant: str
    query: Compiled | None
    fault: str
    advice: str
    severity: Severity = Severity.ERROR


RESTORE: Final = N_(
    "The database was changed outside the engine, or by a defect of it. Leave the rows as they are, compare them with "
    "a backup, and find out who can write to the database."
)
_REPAIR_INDEX: Final = N_("Find out which of the two is right, and restore the unique constraint of the table.")
_LIST_ANEW: Final = N_(
    "See that the triggers of tickets and joint tasks are on, then run `escalation rebuild-listings`."
)
_DERIVE_ANEW: Final = N_(
    "If the history holds (I7), run `escalation rebuild-listings`, which derives its breaches anew."
)
DERIVE_FROM_TRIGGERS: Final = N_("See that the triggers of its table are on, then run `escalation rebuild-listings`.")
_SEE_WORKER: Final = N_("See whether a worker runs and whether the ticket is on the list of incidents.")
_ENABLE: Final = N_("Switch it on again, and ask who switched it off: while it was off, history could be changed.")

GUARD_OFF: Final = Check(
    "I7", None, N_("A trigger that keeps what is written unchanged, or seals it, is missing or switched off."), _ENABLE
)
CHAIN: Final = Check("I7", None, "", RESTORE)
SILENT_CHANGE: Final = Check("I5", None, N_("'{column}' is not what the history says it became."), RESTORE)
OF_HISTORIES: Final = (GUARD_OFF, CHAIN, SILENT_CHANGE)
OF_TICKETS: Final = (
    Check(
        "I2",
        ticket_invariants.SAME_TICKET_TWICE,
        N_("It shares its number or its external reference with {other}."),
        _REPAIR_INDEX,
    ),
    Check(
        "I3",
        ticket_invariants.WITHOUT_OWNER_OR_CLOCK,
        N_("It is open, but nobody holds it or no clock runs for it."),
        RESTORE,
    ),
    Check("I3", ticket_invariants.WRONG_OPENNESS, N_("Open or not, it disagrees with its state '{state}'."), RESTORE),
    Check(
        "I3",
        ticket_invariants.HELD_BY_DISSOLVED,
        N_("It is held by the unit {unit}, which was dissolved."),
        N_("A worker hands it on to the successor within minutes. If not, name another successor."),
        Severity.WARNING,
    ),
    Check("I4", history_invariants.TWO_MOVES_IN_ONE, N_("Version {version} tells of two different moves."), RESTORE),
    Check(
        "I5",
        history_invariants.BROKEN_SEQUENCE,
        N_("Version {version} does not begin where the one before ended."),
        RESTORE,
    ),
    Check(
        "I5",
        history_invariants.WRONG_END,
        N_("Version {version}, '{state}', is not what its last event says."),
        RESTORE,
    ),
    Check(
        "I6", history_invariants.ILLEGAL_MOVE, N_("Its life cycle has no '{action}' from '{from}' to '{to}'."), RESTORE
    ),
    Check("I6", ticket_invariants.UNKNOWN_STATE, N_("Its life cycle has no state '{state}'."), RESTORE),
    Check(
        "I7",
        history_invariants.HISTORY_WITHOUT_TICKET,
        N_("There is a history, but the ticket it belongs to is gone."),
        RESTORE,
    ),
    Check("I8", history_invariants.SILENT_VERSION, N_("No event tells of version {version}."), RESTORE),
    Check(
        "I12",
        ticket_invariants.NOBODY_LOOKED,
        N_("It was to be looked at by {wake_at}; nobody did."),
        _SEE_WORKER,
        Severity.WARNING,
    ),
    Check("I13", history_invariants.TIME_WENT_BACK, N_("Something happened before what it follows."), RESTORE),
    Check(
        "I14", ticket_invariants.NOT_UPWARD, N_("It was escalated from {from} to {to}, which is not above."), RESTORE
    ),
    Check("I15", history_invariants.AFTER_THE_END, N_("Something happened to it after its end, '{state}'."), RESTORE),
    Check(
        "I17", history_invariants.NAMELESS, N_("Event {sequence} does not say who did it, or by which rules."), RESTORE
    ),
    Check(
        "I23", ticket_invariants.MISCOUNTED_TASKS, N_("It counts {counted} open joint tasks and has {open}."), RESTORE
    ),
    Check(
        "I23", ticket_invariants.MISCOUNTED_REQUESTS, N_("It counts {counted} open requests and has {open}."), RESTORE
    ),
    Check("I23", ticket_invariants.MISCOUNTED_ORDERS, N_("It counts {counted} open orders and has {open}."), RESTORE),
    Check("I24", ticket_invariants.WRONG_PATH, N_("A unit it names lies elsewhere in the tree than it says."), RESTORE),
    Check(
        "I25",
        opinion_invariants.LOST_OPINION,
        N_("An opinion it was formed of, or merged with, is not where it belongs."),
        RESTORE,
    ),
    Check(
        "I25",
        opinion_invariants.MERGED_IN_A_RING,
        N_("It was merged into another ticket that was merged into it."),
        RESTORE,
    ),
    Check(
        "I26",
        ticket_invariants.WRONG_PAUSE,
        N_("Parked or not, its time does not run as in its state '{state}'."),
        RESTORE,
    ),
    Check(
        "I36",
        ticket_invariants.UNTOLD_FAILURE,
        N_("It counts decisions that failed, and no incident tells of them."),
        RESTORE,
    ),
    Check("I30", ticket_invariants.UNTOLD_BREACH, N_("It was late, and no breach is told of it."), RESTORE),
    Check("I31", ticket_invariants.LEFT_OPEN, N_("It has ended, and something is still asked about it."), RESTORE),
    Check("I32", ticket_invariants.UNDATED, N_("A moment of it does not say by which limit it was dated."), RESTORE),
    Check("I28", ticket_invariants.WRONGLY_LISTED, N_("It stands in other lists than it belongs in."), _LIST_ANEW),
    Check(
        "I29", ticket_invariants.WRONG_BREACHES, N_("Its history tells of other breaches than are kept."), _DERIVE_ANEW
    ),
    Check("I34", ticket_invariants.WRONG_WORDS, N_("It is found by other words than it has."), DERIVE_FROM_TRIGGERS),
    Check(
        "I35",
        ticket_invariants.WRONG_DECIDER,
        N_("A request about it waits for another unit than the one that decides it."),
        DERIVE_FROM_TRIGGERS,
    ),
    Check(
        "I44",
        ticket_invariants.WRONGLY_DATED_IN_LEDGER,
        N_("A row of the ledger that led to it knows another date of it."),
        DERIVE_FROM_TRIGGERS,
    ),
)
OF_OPINIONS: Final = (
    Check(
        "I2", opinion_invariants.SAME_OPINION_TWICE, N_("It shares its external reference with {other}."), _REPAIR_INDEX
    ),
    Check(
        "I24", opinion_invariants.WRONG_OPINION_PATH, N_("Its unit lies elsewhere in the tree than it says."), RESTORE
    ),
    Check(
        "I25",
        opinion_invariants.STRAY_OPINION,
        N_("It is attached to no ticket, or left behind at a merged one."),
        RESTORE,
    ),
    Check("I27", opinion_invariants.UNTOLD_OPINION, N_("What was told of it last is not what it is."), RESTORE),
    Check(
        "I33",
        opinion_invariants.WRONGLY_LISTED_OPINION,
        N_("It stands in other lists than it belongs in."),
        DERIVE_FROM_TRIGGERS,
    ),
)
