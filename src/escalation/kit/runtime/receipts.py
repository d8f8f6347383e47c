"""What came of an import? One receipt for the whole file, and a fault for every line that was refused."""

from collections.abc import Callable
from dataclasses import dataclass

from escalation.errors import Fault

Progress = Callable[[int, int], None]
"""Is told how many lines are done, and of how many."""


def quietly(done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Receipts:
    """What came of `total` lines.

    `created` of them changed something, `unchanged` said what is so already, `faults` has the rest in their order.
    """

    total: int
    created: int
    unchanged: int
    faults: tuple[Fault, ...]

    @property
    def refused(self) -> int:
        """How many lines were not taken over."""
        return len(self.faults)

    def and_then(self, other: "Receipts") -> "Receipts":
        """What came of these lines and of those that follow."""
        faults = (*self.faults, *other.faults)
        return Receipts(
            self.total + other.total, self.created + other.created, self.unchanged + other.unchanged, faults
        )
