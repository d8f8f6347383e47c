"""What stands in the livelihood ledgers (民生台账)? Villages send files; of some rows tickets come."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from bench.programme_year.acting import REQUEST, Acting
from bench.programme_year.city import VILLAGE, Place, unheard
from bench.programme_year.meter import Cost
from bench.programme_year.opinions import words
from bench.programme_year.together import each_of
from bench.programme_year.tree import as_csv
from escalation.organisation.usecases.table_imports import upload_table
from escalation.programme.ledger.usecases import ledger_import
from escalation.programme.ledger.usecases.rows import WantedWriteOff, write_off_row
from escalation.programme.ledger.usecases.spawning import WantedOpinion, WantedTicket, form_row_ticket, register_row

NAME: Final = "ledger"
_HEADER: Final = ("householder", "address", "population", "matter", "entered_on")
_OPEN: Final = """
SELECT id, unit_id FROM ledger_rows WHERE opinion_id IS NULL AND written_off_on IS NULL ORDER BY unit_id, id
"""
_ROWS: Final = 4
"""Of a file."""


async def enter(acting: Acting, cost: Cost) -> None:
    """Each village that is diligent sends a file of what households asked for."""

    async def work(place: Place) -> None:
        chance = acting.habits.chance("ledger", place.code, acting.day)
        if chance.random() >= acting.habits.diligence(place, acting.day) * 0.35:
            return
        lines = []
        for _ in range(chance.randint(1, 2 * _ROWS)):
            day = acting.day - timedelta(days=chance.randint(0, 20))
            matter = words(chance)[1]
            lines.append((f"户主{chance.randint(1, 200)}", f"{place.name}{chance.randint(1, 60)}号",
                          chance.randint(1, 7), matter, day))  # fmt: skip
        file = as_csv(_HEADER, lines)
        async with acting.doing(NAME, cost):
            await upload_table(
                acting.runtime, file, ledger_import.table(), by=place.head, render=unheard, render_operation=unheard,
                once=None,
            )  # fmt: skip

    await each_of(acting.city.level(VILLAGE), work)


async def settle(acting: Acting, cost: Cost) -> None:
    """Of the rows that nothing came of yet some are written off, some become tickets, some go to the inbox."""
    waiting: dict[UUID, list[UUID]] = {}
    for row in await acting.ask(_OPEN):
        waiting.setdefault(row["unit_id"], []).append(row["id"])

    async def work(place: Place) -> None:
        chance = acting.habits.chance("settle", place.code, acting.day)
        for row_id in waiting.get(place.id, []):
            luck = chance.random() / (acting.habits.diligence(place, acting.day) or 0.001)
            async with acting.doing(NAME, cost):
                if luck < 0.06:
                    wanted = WantedTicket(WantedOpinion(), "routine", "simple")
                    await form_row_ticket(
                        acting.runtime, row_id, wanted, by=place.head, render=unheard, request_id=REQUEST, once=None
                    )
                elif luck < 0.08:
                    await register_row(
                        acting.runtime, row_id, WantedOpinion(), by=place.head, render=unheard, request_id=REQUEST,
                        once=None,
                    )  # fmt: skip
                elif luck < 0.3:
                    off = WantedWriteOff("已上门解决。", "群众满意。", chance.randint(3, 5))
                    await write_off_row(
                        acting.runtime, row_id, off, by=place.head, expected=None, render=unheard,
                        request_id=REQUEST, once=None,
                    )  # fmt: skip
                else:
                    cost.calls -= 1

    await each_of(acting.city.level(VILLAGE), work)
