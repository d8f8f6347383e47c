"""What was somebody told who asked for everything there is?"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx2

from tests.support.callers import Json


@dataclass(slots=True)
class Told:
    """What somebody was told: every answer by its address, and the items of every list by what was asked."""

    answers: dict[str, httpx2.Response] = field(default_factory=dict)
    items: dict[str, list[Json]] = field(default_factory=dict)

    def listed(self, asked: str) -> set[str]:
        """The ids of a list."""
        return {item["id"] for item in self.items.get(asked, ())}

    def opened(self, path: str, ids: Sequence[str]) -> set[str]:
        """Those for which there is an answer at `path`; for the others there has to be nothing."""
        statuses = {id_: self.answers[path.format(id_)].status_code for id_ in ids}
        assert set(statuses.values()) <= {200, 404}, path
        return {id_ for id_, status in statuses.items() if status == 200}
