"""What PostgreSQL knows of a table goes by all that was in it; plans that a test looks at go by nothing of others."""

from escalation.application.tables import METADATA
from escalation.kit.database.connection import Database
from tests.support.roles import as_owner

_FORGET = "SELECT pg_clear_relation_stats(schemaname, tablename) FROM pg_tables WHERE schemaname = 'public'"


async def forget_statistics(database: Database) -> None:
    """As if nobody had counted any table; rows that are dead are gone."""
    async with as_owner(database).connection() as connection:
        await connection.raw.execute(f"VACUUM (INDEX_CLEANUP ON) {', '.join(METADATA.tables)}")
        await connection.raw.execute("DELETE FROM pg_statistic")
        await connection.raw.fetch(_FORGET)
