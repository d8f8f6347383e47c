"""Hot topics: of what people put under one matter, how much is found together, and how much else comes with it?

Messages come from a file that is named by its path: a column `subject`, one `detail`, and `hot_issue_id`, empty for
what is under no matter. Citizens' texts stay where they are.
"""

import csv
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any, Final

import asyncpg

from bench.support.tree import Chain
from escalation.actors import Actor, Role
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.opinions.domain.similarity import fingerprint_of
from escalation.opinions.storage.opinions import OpinionFilters, find_opinions
from escalation.opinions.storage.similar_opinions import list_similar

WITHIN: Final = (5, 10, 20)
"""How far down a list is looked."""

_COLUMNS: Final = (
    "id", "unit_id", "unit_path", "status", "title", "content", "source", "sketch", "text_hash", "bands",
    "tracking_hash", "received_at", "received_by", "updated_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """Of one message: its matter, and the matters of what was found, likest first."""

    matter: str
    others: Sequence[str]
    possible: int

    def precision(self, within: int) -> float:
        """The share of the first ones that is about the same."""
        first = self.others[:within]
        return mean(other == self.matter for other in first) if first else 0.0

    def recall(self, within: int) -> float:
        """The share of what could be found of the same that is among the first ones."""
        return sum(other == self.matter for other in self.others[:within]) / min(within, self.possible)


async def plant_messages(dsn: str, places: Sequence[Chain], path: Path) -> dict[Any, str]:
    """Write the messages of a file, each at a village of its own chance; the matter of each, by its id."""
    dice, rows, matters = random.Random(5), [], {}
    raw = await asyncpg.connect(dsn)
    now = await raw.fetchval("SELECT now()")
    with path.open(encoding="utf-8-sig", newline="") as file:
        for message in csv.DictReader(file):
            marks, place, id_ = fingerprint_of(message["subject"], message["detail"]), dice.choice(places)[0], new_id()
            matters[id_] = message["hot_issue_id"]
            rows.append((
                id_, place.id, place.path, "inbox", message["subject"], message["detail"], "web", list(marks.sketch),
                marks.text_hash, list(marks.bands), id_.bytes, now, "bench", now,
            ))  # fmt: skip
    await raw.execute("SET session_replication_role = replica")
    await raw.copy_records_to_table("opinions", records=rows, columns=_COLUMNS)
    await raw.close()
    return matters


async def ask_for_matters(connection: Connection, root: Chain, matters: dict[Any, str]) -> list[Found]:
    """What is like each message that is under a matter, for the topmost office."""
    office = Actor("bench", Role.OFFICE, root[-1].id, root[-1].path)
    found = []
    for id_, matter in matters.items():
        if not matter:
            continue
        (opinion,) = await find_opinions(connection, office, [id_])
        marks = fingerprint_of(opinion.title, opinion.content)
        like = await list_similar(connection, office, opinion, marks, OpinionFilters(), after=None, limit=max(WITHIN))
        possible = sum(other == matter for other in matters.values()) - 1
        found.append(Found(matter, [matters.get(other.id, "") for other, _ in like], possible))
    return found


def told(found: Sequence[Found]) -> list[tuple[str, ...]]:
    """A row for each length of a list: precision, recall, and how often the likest is about the same."""
    first = mean(each.precision(1) for each in found)
    return [
        (
            f"first {within}", f"{mean(each.precision(within) for each in found):.2f}",
            f"{mean(each.recall(within) for each in found):.2f}", f"{first:.2f}",
        )
        for within in WITHIN
    ]  # fmt: skip
