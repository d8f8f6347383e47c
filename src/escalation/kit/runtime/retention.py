"""How long is kept what was said, and by whom (retention)? In whole years after a matter has ended."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeptYears:
    """Years that contacts are kept, and words; `None`: for as long as nobody asks for their erasure."""

    contacts: int | None = None
    words: int | None = None

    @property
    def ends(self) -> bool:
        """Whether anything is erased by itself."""
        return self.contacts is not None or self.words is not None
