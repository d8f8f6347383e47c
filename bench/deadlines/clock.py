"""What time is it in a database of the bench? Whatever the bench says; it runs on from there."""

from datetime import datetime
from typing import TypeAlias

import asyncpg

Raw: TypeAlias = "asyncpg.Connection[asyncpg.Record]"


async def turn_to(connection: Raw, at: datetime) -> None:
    """Let it be `at` for every process on this database."""
    await connection.execute("UPDATE clock SET advanced_by = $1::timestamptz - clock_timestamp()", at)
