"""What was asked of a connection (recorder), and how many buffers does that look at?"""

from collections.abc import Sequence
from typing import Any

from escalation.kit.database.connection import Compiled, Connection, Row


class Recorder(Connection):
    """A connection that remembers what was asked."""

    def __init__(self, raw: Any) -> None:
        super().__init__(raw)
        self.asked: list[tuple[str, list[object]]] = []

    async def rows(self, statement: Compiled, **params: object) -> list[Row]:
        """As ever, and remembered."""
        self.asked.append((statement.text, statement.arguments(params)))
        return await super().rows(statement, **params)


async def buffers_of(connection: Connection, text: str, arguments: Sequence[object]) -> int:
    """Pages that a statement looks at, by the plan that is kept for all values."""
    await connection.raw.execute("SET plan_cache_mode = force_generic_plan")
    told = await connection.raw.fetchval(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {text}", *arguments)
    await connection.raw.execute("RESET plan_cache_mode")
    plan = told[0]["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])
