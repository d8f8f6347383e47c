"""By what way do the visited confirm a visit (confirmation)? Told apart, as they are not worth the same."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class ConfirmationWay(StrEnum):
    """How it was said that somebody was there.

    `STAFF_DEVICE`: by the code, typed in where staff are or were signed in: whoever visits may have done it themselves.
    """

    SIGNATURE = "signature"
    CODE = "code"
    STAFF_DEVICE = "staff_device"


UNCONFIRMED: Final = "none"
"""What stands where nobody has confirmed anything."""


@dataclass(frozen=True, slots=True)
class ConfirmationCounts:
    """How many visits were made, and how many of them were confirmed by which way."""

    made: int = 0
    signature: int = 0
    code: int = 0
    staff_device: int = 0

    @property
    def unconfirmed(self) -> int:
        """Those of which nobody has said that they were."""
        return self.made - self.signature - self.code - self.staff_device

    @property
    def share(self) -> float | None:
        """Of all, those that were signed or confirmed away from the staff: 0 to 1, `None` if there are none."""
        return round((self.signature + self.code) / self.made, 4) if self.made else None

    def __add__(self, other: "ConfirmationCounts") -> "ConfirmationCounts":
        """Of both together."""
        return ConfirmationCounts(
            self.made + other.made, self.signature + other.signature, self.code + other.code,
            self.staff_device + other.staff_device,
        )  # fmt: skip
