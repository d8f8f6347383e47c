"""Tally: what was found and what was looked at, while invariants are verified, and the report at the end."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Final

from escalation.errors import Param
from escalation.verification.usecases.checks import Check, Severity

MOST_TOLD: Final = 1_000
"""Findings told in full, of each invariant: one that breaks everywhere hides no other. The rest is only counted."""

COUNTED: Final = ("tickets", "opinions", "log", "rows")
"""What progress goes by."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Finding:
    """One ticket, opinion or safeguard that breaks an invariant.

    `fault` says what is wrong and `advice` what to do: message ids whose placeholders `params` fill. `subject` is the
    number of a ticket, the id of an opinion, a table with the key of a row, or the name of a safeguard.
    """

    invariant: str
    severity: Severity
    subject: str
    fault: str
    advice: str
    params: Mapping[str, Param]


@dataclass(frozen=True, slots=True)
class Report:
    """What was looked at and what was found. `counts` has every invariant, those that hold with 0."""

    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    errors: int
    warnings: int
    tickets: int
    events: int
    opinions: int
    rows: int
    seconds: float

    @property
    def is_clean(self) -> bool:
        """Whether nothing is broken; something may be late."""
        return self.errors == 0


@dataclass(frozen=True, slots=True)
class Part:
    """A share of the work, `number` from 1 to `of`: every one of so many chunks."""

    number: int = 1
    of: int = 1

    def takes(self, chunk: int) -> bool:
        """Whether the chunk with this number, from 0, is in it."""
        return chunk % self.of == self.number - 1


WHOLE: Final = Part()


class Tally:
    """What was found so far."""

    def __init__(self, total: int, progress: Progress, invariants: Iterable[str], part: Part) -> None:
        """`total`: how many tickets, opinions, events and rows there are; `part`: which of them to look at."""
        self._total = total
        self._chunks = count()
        self._part = part
        self._progress = progress
        self._done = 0
        self._findings: list[Finding] = []
        self._counts = Counter(dict.fromkeys(invariants, 0))
        self._severities: Counter[Severity] = Counter()
        self.looked_at: Counter[str] = Counter()

    def add(self, check: Check, rows: Iterable[Mapping[str, Param]]) -> None:
        """Take down the rows of a check."""
        for row in rows:
            self._counts[check.invariant] += 1
            self._severities[check.severity] += 1
            if self._counts[check.invariant] <= MOST_TOLD:
                params = {name: value for name, value in row.items() if name != "number"}
                subject = str(row["number"])
                told = Finding(check.invariant, check.severity, subject, check.fault, check.advice, params)
                self._findings.append(told)

    def takes_next_chunk(self) -> bool:
        """Whether the chunk that comes is in the part that is looked at."""
        return self._part.takes(next(self._chunks))

    def passed(self, kind: str, count: int, *, looked_at: bool = True) -> None:
        """Some more of a kind were passed, and looked at unless they are of another part."""
        if looked_at:
            self.looked_at[kind] += count
        if kind in COUNTED:
            self._done += count
        self._progress(min(self._done, self._total), self._total)

    def report(self, seconds: float) -> Report:
        """The sum of it all."""
        return Report(
            findings=tuple(self._findings),
            counts=dict(self._counts),
            errors=self._severities[Severity.ERROR],
            warnings=self._severities[Severity.WARNING],
            tickets=self.looked_at["tickets"],
            events=self.looked_at["events"],
            opinions=self.looked_at["opinions"],
            rows=self.looked_at["rows"],
            seconds=seconds,
        )
